package explain

import (
	"math/rand/v2"
	"slices"
	"testing"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
)

// leftOut is somebody with a few answers open and a few indicators that do not
// apply, prorated or not; all else is at full points.
func leftOut(random *rand.Rand, r *rubric.Rubric, ways ...rubric.Earns) *result.Result {
	earned, left := make([]points.Points, len(r.Indicators)), make([]*rubric.NotApplicable, len(r.Indicators))
	for i := range earned {
		earned[i] = r.Indicators[i].Points
	}
	for range 2 + random.IntN(5) {
		n := &r.Indicators[random.IntN(len(earned))]
		if levels := n.Earnings(); len(levels) > 0 {
			earned[n.Number-1] = levels[random.IntN(len(levels))]
		}
	}
	for range 1 + random.IntN(14) {
		i := random.IntN(len(earned))
		earned[i], left[i] = 0, &rubric.NotApplicable{Earns: ways[random.IntN(len(ways))]}
	}
	return score.Sum(r, earned, make([]int, len(earned)), left)
}

// reachable is the fewest answers that give a better grade, by trying all; 0
// where none do.
func reachable(r *rubric.Rubric, res *result.Result, lasting bool) (fewest int) {
	now := r.GradeIndex(res.Grade)
	var try func(i int, moves []move)
	try = func(i int, moves []move) {
		if len(moves) > 0 && (fewest == 0 || len(moves) < fewest) && r.GradeIndex(with(r, res, moves).Grade) < now {
			fewest = len(moves)
		}
		for ; i < len(r.Indicators); i++ {
			if !mayChange(r, res, i, lasting) {
				continue
			}
			for _, gain := range gainsOf(&r.Indicators[i], res.Points[i]) {
				try(i+1, append(moves, move{i, gain}))
			}
		}
	}
	try(0, nil)
	return fewest
}

// What is said of the next better grade to somebody to whom indicators do not
// apply is so: found by trying everything, by the code that scores.
func TestWhatIsSaidOfTheNextGradeIsSoWhereIndicatorsDoNotApply(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(5, 6))
	seen := map[Reach]int{}
	for round := range 600 {
		ways := []rubric.Earns{rubric.EarnsFull, rubric.EarnsZero}
		if round%2 == 0 {
			ways = append(ways, rubric.EarnsProrated)
		}
		res := leftOut(random, r, ways...)
		c := changeOf(r, make([]string, len(r.Indicators)), res)
		seen[c.Reach]++
		if c.Reach == Best {
			continue
		}
		thisYear, ever := reachable(r, res, false), reachable(r, res, true)
		fewest := thisYear
		want := ThisYear
		switch {
		case thisYear == 0 && ever == 0:
			want = Never
		case thisYear == 0:
			want, fewest = Lasting, ever
		case thisYear > 1 && isProrated(res):
			want = Several
		}
		told := len(c.Steps)
		if c.Reach != want || told > 0 && told != fewest || told == 0 && fewest == 1 || !isProrated(res) && told != fewest {
			t.Fatalf("%+v: said %s with %d answers, is %s with %d", res.Adjusted, c.Reach, told, want, fewest)
		}
		for _, s := range c.Singles {
			after := with(r, res, []move{{slices.IndexFunc(r.Indicators, func(n rubric.Indicator) bool { return n.Number == s.Indicator.Number }), s.Gain}})
			if r.GradeIndex(after.Grade) >= r.GradeIndex(res.Grade) {
				t.Fatalf("%s does not do", s.Text())
			}
		}
	}
	for _, reach := range []Reach{ThisYear, Lasting, Never, Several} {
		if seen[reach] == 0 {
			t.Errorf("nobody's is %s: %v", reach, seen)
		}
	}
}
