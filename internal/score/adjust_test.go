package score_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
)

// drawPoints draws what each indicator earns, and by which rule some of them do
// not apply; something is left of every section.
func drawPoints(t *rapid.T, r *rubric.Rubric) (earned []points.Points, left []*rubric.NotApplicable) {
	rest := make([]points.Points, len(r.Sections))
	for i := range r.Indicators {
		rest[r.SectionOf(i)] += r.Indicators[i].Points
	}
	poor := rapid.IntRange(0, 3).Draw(t, "poor")
	for i := range r.Indicators {
		n := &r.Indicators[i]
		p := points.Points(rapid.Int64Range(0, int64(n.Points)).Draw(t, "points"))
		if rapid.IntRange(0, 3).Draw(t, "best") >= poor {
			p = n.Points
		}
		var rule *rubric.NotApplicable
		if earns := rapid.SampledFrom([]rubric.Earns{"", "", "", rubric.EarnsFull, rubric.EarnsZero, rubric.EarnsProrated}).Draw(t, "earns"); earns != "" {
			if section := r.SectionOf(i); earns != rubric.EarnsProrated || rest[section] > n.Points {
				rule, p = &rubric.NotApplicable{Earns: earns}, 0
				if earns == rubric.EarnsProrated {
					rest[section] -= n.Points
				}
			}
		}
		earned, left = append(earned, p), append(left, rule)
	}
	return earned, left
}

func sumUp(r *rubric.Rubric, earned []points.Points, left []*rubric.NotApplicable) *result.Result {
	return score.Sum(r, slices.Clone(earned), make([]int, len(earned)), left)
}

// ratio is a number of points as a fraction.
func ratio(p points.Points) *big.Rat { return big.NewRat(int64(p), 100) }

// What does not apply earns its full points, nothing, or as much as the rest
// of its section in proportion, exactly; the sections add up to the total, and
// both are judged by the lines of article 13, unrounded (reading 8).
func TestWhatDoesNotApplyIsProratedExactly(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(t *rapid.T) {
		earned, left := drawPoints(t, r)
		res := sumUp(r, earned, left)
		total, direct := new(big.Rat), []int(nil)
		for s, section := range r.Sections {
			has, of := new(big.Rat), new(big.Rat)
			for i := range r.Indicators {
				if r.SectionOf(i) != s {
					continue
				}
				full := ratio(r.Indicators[i].Points)
				switch {
				case left[i] == nil:
					has, of = has.Add(has, ratio(earned[i])), of.Add(of, full)
				case left[i].Earns == rubric.EarnsFull:
					has, of = has.Add(has, full), of.Add(of, full)
				case left[i].Earns == rubric.EarnsZero:
					of = of.Add(of, full)
				}
			}
			whole := new(big.Rat).Mul(new(big.Rat).Quo(has, of), ratio(section.Points))
			if got, _ := new(big.Rat).SetString(res.Adjusted.Sections[s].String()); got.Cmp(whole) != 0 {
				t.Fatalf("%s is %s, want %s", section.Name, got.RatString(), whole.RatString())
			}
			if rule := r.Direct.Rules[s]; whole.Cmp(ratio(rule.Below)) < 0 {
				direct = append(direct, s)
			}
			total.Add(total, whole)
		}
		if got, _ := new(big.Rat).SetString(res.Adjusted.Total.String()); got.Cmp(total) != 0 {
			t.Fatalf("total %s, want %s", got.RatString(), total.RatString())
		}
		want := ""
		for _, g := range r.Grades {
			if g.From == nil || total.Cmp(ratio(*g.From)) >= 0 {
				want = g.Grade
				break
			}
		}
		if res.GradeByTotal != want || !slices.Equal(res.Direct, direct) || (len(direct) > 0) != (res.Grade == "E") && want != "E" {
			t.Fatalf("%s (%s by total), direct %v; want %s, %v", res.Grade, res.GradeByTotal, res.Direct, want, direct)
		}
		if total.Cmp(ratio(60*points.Unit)) < 0 && len(direct) == 0 {
			t.Fatalf("below 60 without a broken floor: %s", total.RatString())
		}
	})
}

// The literal result stands beside the adjusted one: it is that of the same
// answers with no points for what does not apply.
func TestTheLiteralResultStandsBesideTheAdjustedOne(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(t *rapid.T) {
		earned, left := drawPoints(t, r)
		literal, res := sumUp(r, earned, nil), sumUp(r, earned, left)
		if literal.Adjusted != nil || res.Total != literal.Total || !slices.Equal(res.Sections, literal.Sections) ||
			res.Adjusted.Grade != literal.Grade || !slices.Equal(res.Adjusted.Direct, literal.Direct) {
			t.Fatalf("%+v, literally %+v", res.Adjusted, literal)
		}
		for i, rule := range left {
			if rule != nil && rule.Earns == rubric.EarnsFull {
				earned[i] = r.Indicators[i].Points
			}
		}
		onlyFull := slices.Clone(left)
		for i, rule := range onlyFull {
			if rule != nil && rule.Earns == rubric.EarnsProrated {
				onlyFull[i] = nil
			}
		}
		// What earns its full points counts as the best answer would.
		if best, full := sumUp(r, earned, nil), sumUp(r, res.Points, onlyFull); full.Adjusted != nil && (full.Grade != best.Grade || full.Counts() != best.Total) {
			t.Fatalf("%s %s, with the best answers %s %s", full.Counts(), full.Grade, best.Total, best.Grade)
		}
	})
}
