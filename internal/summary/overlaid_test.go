package summary_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/score"
	"credit/internal/summary"
)

// What does not apply to somebody is no loss, unless it is to earn nothing; the
// rest is lost of the full points of one's own rules; and all of it adds up.
func TestNobodyLosesWhatDoesNotApply(t *testing.T) {
	t.Parallel()
	r := overlaid(t)
	for round := range 20 {
		people := overlaidCrowd(r, rand.New(rand.NewPCG(20, uint64(round))), 1+round*10, 1+round%4, 1+round%3)
		s := counted(r, people)
		if err := (summary.Paper{Summary: s}).Check(); err != nil {
			t.Fatal(err)
		}
		var sum, lostInAll, outInAll points.Points
		parts := s.Parts(summary.ByIndicator)
		for i := range r.Indicators {
			var lost, possible, earned points.Points
			losers, out := 0, 0
			for _, p := range people {
				if p.res == nil {
					continue
				}
				full := p.res.Rubric.Indicators[i].Points
				earned += p.res.Points[i]
				if a := p.res.Adjusted; a != nil && a.NotApplicable[i] != nil && a.NotApplicable[i].Earns != rubric.EarnsZero {
					out++
					outInAll += full
					continue
				}
				possible += full
				if p.res.Points[i] < full {
					losers++
					lost += full - p.res.Points[i]
				}
			}
			sum, lostInAll = sum+earned, lostInAll+lost
			part := parts[i]
			if part.Lost != lost || part.Losers != losers || part.Possible() != possible || part.LeftOut != out || part.Earned() != earned {
				t.Fatalf("round %d, indicator %d: lost %s by %d of %s, %d left out, earned %s; want %s by %d of %s, %d, %s",
					round, i+1, part.Lost, part.Losers, part.Possible(), part.LeftOut, part.Earned(), lost, losers, possible, out, earned)
			}
		}
		whole := parts[len(parts)-1]
		if whole.Earned() != sum || whole.Lost != lostInAll || whole.Out != outInAll || sum+lostInAll+outInAll != r.Points*points.Points(s.Total().Graded) {
			t.Fatalf("round %d: %s earned, %s lost, %s out; want %s, %s, %s", round, whole.Earned(), whole.Lost, whole.Out, sum, lostInAll, outInAll)
		}
		merged := summary.New(r)
		for i := range people {
			merged.Merge(counted(r, people[i:i+1]))
		}
		if figures(merged) != figures(s) {
			t.Fatalf("round %d: the parts do not add up", round)
		}
	}
}

// A publication tells no more than the points of the appendix do: nothing of to
// how many people something does not apply, nor of the few that a county's own
// points single out.
func TestAPublicationTellsNothingOfWhatDoesNotApply(t *testing.T) {
	t.Parallel()
	r := overlaid(t)
	for round := range 25 {
		random := rand.New(rand.NewPCG(21, uint64(round)))
		people := overlaidCrowd(r, random, 1+random.IntN(150), 1+random.IntN(4), 1+random.IntN(12))
		s, plain := counted(r, people), counted(r, literally(people))
		for _, by := range summary.Bys {
			if got, want := published(s, by), published(plain, by); got != want {
				t.Fatalf("round %d by %s:\n%s\nliterally:\n%s", round, by, got, want)
			}
		}
		for _, by := range distributions {
			auditDistribution(t, plain, by)
		}
		auditParts(t, r, plain, people)
		// Nor to whoever knows to whom something does not apply.
		auditParts(t, r, s, people)
		for _, line := range lines(t, published(s, summary.ByIndicator))[42:44] {
			if !line.hidden("lost") || !line.hidden("losers") || !line.hidden("possible") {
				t.Errorf("of an indicator that is worth something else in a county: %v", line)
			}
		}
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
}

// To whom something does not apply is known, by school or by post: what those
// lose who are left must not follow, neither from the row of an indicator nor
// from those of groups and sections.
func TestWhoeverKnowsToWhomItDoesNotApplyLearnsNothingOfTheOthers(t *testing.T) {
	t.Parallel()
	r := overlaid(t)
	own := r.For(0)
	for name, c := range map[string]struct {
		leftOut int           // people to whom none of applies
		applies []int         // the numbers of what does not
		lost    map[int][]int // by number, who of the others lose it all
	}{
		"a kindergarten beside a school": {20, []int{27, 28, 31}, map[int][]int{27: {0}, 28: {0, 1, 2}}},
		"staff beside teachers":          {12, []int{3, 17}, map[int][]int{17: {0}}},
		"others lose elsewhere":          {20, []int{27, 28, 31}, map[int][]int{27: {0}, 29: {3, 4, 5, 6, 7, 8}, 34: {1, 2, 3, 4, 5, 6, 7, 8, 9}, 6: {3, 4, 5, 6, 7, 8}}},
	} {
		var people []one
		for i := range c.leftOut + 30 {
			all, left := make([]points.Points, len(own.Indicators)), make([]*rubric.NotApplicable, len(own.Indicators))
			for j := range own.Indicators {
				n := &own.Indicators[j]
				out := i < c.leftOut && slices.Contains(c.applies, n.Number)
				if all[j] = n.Points; out || slices.Contains(c.lost[n.Number], i-c.leftOut) {
					all[j] = 0
				}
				if out {
					left[j] = &n.NotApplicable[0]
				}
			}
			if i >= c.leftOut {
				left = nil
			}
			p := one{who: practitioner.Practitioner{County: "伊美区", School: "彩虹小学", Post: "教师"}}
			if left != nil {
				p.who.School = "彩虹幼儿园"
			}
			p.res = score.Sum(own, all, make([]int, len(all)), left)
			people = append(people, p)
		}
		s := counted(r, people)
		auditParts(t, r, s, people)
		rows := lines(t, published(s, summary.ByIndicator))
		for _, number := range c.applies {
			if row := rows[number-1]; !row.hidden("losers") || !row.hidden("lost") || !row.hidden("mean") {
				t.Errorf("%s: of item %d is told %v", name, number, row)
			}
		}
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

// published is everything that a publication says, as text.
func published(s *summary.Summary, by summary.By) string {
	paper := summary.Paper{Summary: s, By: by, Years: []string{"2026"}, Public: true}
	return string(paper.AppendJSON(nil)) + "\n" + pagesText(paper.Pages())
}

// lines are the JSON lines at the beginning of what is published.
func lines(t *testing.T, text string) (all []object) {
	t.Helper()
	text, _, _ = strings.Cut(text, "\n\n")
	for line := range strings.Lines(text) {
		var o object
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatal(err)
		}
		all = append(all, o)
	}
	return all
}
