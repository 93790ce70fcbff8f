package summary_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/rubric"
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
