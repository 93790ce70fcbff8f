package explain

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"credit/internal/points"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
)

// brute tries every set of moves: the fewest, then the fewest points, then the
// lowest indicators.
func brute(t task) (best []move, found bool) {
	type slot struct {
		part int
		choice
	}
	var slots []slot
	for i, p := range t.parts {
		for _, c := range p.choices {
			slots = append(slots, slot{i, c})
		}
	}
	slices.SortFunc(slots, func(a, b slot) int { return cmp.Compare(a.indicator, b.indicator) })
	gained := make([]points.Points, len(t.parts))
	var try func(at int, moves []move)
	try = func(at int, moves []move) {
		if at == len(slots) {
			sum := points.Points(0)
			for i, p := range t.parts {
				if gained[i] < p.need {
					return
				}
				sum += gained[i]
			}
			if sum >= t.need && (!found || better(moves, best)) {
				best, found = slices.Clone(moves), true
			}
			return
		}
		try(at+1, moves)
		for _, gain := range slots[at].gains {
			gained[slots[at].part] += gain
			try(at+1, append(moves, move{slots[at].indicator, gain}))
			gained[slots[at].part] -= gain
		}
	}
	try(0, nil)
	return best, found
}

func better(a, b []move) bool {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(sumOf(a), sumOf(b)), slices.Compare(indicators(a), indicators(b))) < 0
}

func sumOf(moves []move) (sum points.Points) {
	for _, m := range moves {
		sum += m.gain
	}
	return sum
}

func indicators(moves []move) (list []int) {
	for _, m := range moves {
		list = append(list, m.indicator)
	}
	return list
}

// agree fails unless both found as good a way, by the same indicators.
func agree(t rapid.TB, of task, got, want []move, gotFound, wantFound bool) {
	if gotFound != wantFound || sumOf(got) != sumOf(want) || !slices.Equal(indicators(got), indicators(want)) {
		t.Fatalf("%+v:\n%v %v, every set tried: %v %v", of, got, gotFound, want, wantFound)
	}
}

// What solve finds is what trying every set of answers finds: the fewest
// answers, then the fewest points, then the lowest indicators.
func TestTheSmallestChangeIsThatOfTryingEverything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var of task
		of.parts = make([]part, rapid.IntRange(1, 4).Draw(t, "parts"))
		for i := range of.parts {
			of.parts[i].need = points.Points(rapid.IntRange(-3, 8).Draw(t, "floor"))
		}
		of.need = points.Points(rapid.IntRange(-4, 20).Draw(t, "need"))
		used := rapid.SliceOfNDistinct(rapid.IntRange(0, 63), 0, 8, rapid.ID[int]).Draw(t, "indicators")
		slices.Sort(used)
		for _, indicator := range used {
			gains := rapid.SliceOfNDistinct(rapid.IntRange(1, 9), 1, 4, rapid.ID[int]).Draw(t, "gains")
			slices.Sort(gains)
			c := choice{indicator: indicator}
			for _, gain := range gains {
				c.gains = append(c.gains, points.Points(gain))
			}
			p := &of.parts[rapid.IntRange(0, len(of.parts)-1).Draw(t, "part")]
			p.choices = append(p.choices, c)
		}
		got, gotFound := solve(of)
		want, wantFound := brute(of)
		agree(t, of, got, want, gotFound, wantFound)
		gained := map[int]points.Points{}
		for _, m := range got {
			gained[m.indicator] = m.gain
		}
		for _, p := range of.parts {
			sum := points.Points(0)
			for _, c := range p.choices {
				sum += gained[c.indicator]
				if gained[c.indicator] != 0 && !slices.Contains(c.gains, gained[c.indicator]) {
					t.Fatalf("%d can gain %v, not %s", c.indicator, c.gains, gained[c.indicator])
				}
			}
			if gotFound && sum < p.need {
				t.Fatalf("%+v: %v leaves a floor unmet", of, got)
			}
		}
	})
}

// Of the real rubric with all but a few answers at full points the same holds,
// hundredths of entered points included.
func TestTheSmallestChangeOfTheRealRubric(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(5, 1))
	for range 300 {
		earned := make([]points.Points, len(r.Indicators))
		for i := range earned {
			earned[i] = r.Indicators[i].Points
		}
		for range 1 + random.IntN(6) {
			n := &r.Indicators[random.IntN(len(earned))]
			if levels := n.Earnings(); len(levels) > 0 {
				earned[n.Number-1] = levels[random.IntN(len(levels))]
				continue
			}
			earned[n.Number-1] = points.Points(random.IntN(int(n.Points)/25+1)) * 25
		}
		res := score.Sum(r, earned, make([]int, len(earned)), nil)
		for g := range r.GradeIndex(res.Grade) {
			for _, lasting := range []bool{false, true} {
				of := taskOf(r, res, &r.Grades[g], lasting)
				got, gotFound := solve(of)
				want, wantFound := brute(of)
				agree(t, of, got, want, gotFound, wantFound)
			}
		}
	}
}

// Whatever was earned, the change is found within 20 milliseconds and does what
// it says: even for nothing earned at all.
func TestTheSmallestChangeIsFoundFast(t *testing.T) {
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(5, 2))
	slowest := time.Duration(0)
	for round := range 200 {
		good := float64(round) / 200
		earned := make([]points.Points, len(r.Indicators))
		for i := range earned {
			switch {
			case random.Float64() < good:
				earned[i] = r.Indicators[i].Points
			case len(r.Indicators[i].Earnings()) == 0:
				earned[i] = points.Points(random.IntN(501))
			}
		}
		res := score.Sum(r, earned, make([]int, len(earned)), nil)
		start := time.Now()
		c := changeOf(r, make([]string, len(earned)), res)
		slowest = max(slowest, time.Since(start))
		if c.Reach == Best {
			continue
		}
		var moves []move
		for _, s := range c.Steps {
			moves = append(moves, move{s.Indicator.Number - 1, s.Gain})
		}
		after := with(r, res, moves)
		if after.Grade != c.Grade.Grade || r.GradeIndex(after.Grade) >= r.GradeIndex(res.Grade) || after.Total != c.Total {
			t.Errorf("%v: %+v leads to %s", earned, c, after.Grade)
		}
	}
	t.Log(slowest)
	// Some milliseconds; the limit is for a search that grows out of bounds, not
	// for a machine that others use too.
	if slowest > 5*time.Second {
		t.Errorf("the slowest took %s", slowest)
	}
}
