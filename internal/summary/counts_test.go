package summary_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric/rubrictest"
	"credit/internal/summary"
)

// halfUp is hundredths as a whole number, a half rounded up.
func halfUp(hundredths *big.Rat) points.Points {
	doubled := new(big.Rat).Add(new(big.Rat).Mul(hundredths, big.NewRat(2, 1)), big.NewRat(1, 1))
	return points.Points(new(big.Int).Div(doubled.Num(), new(big.Int).Mul(doubled.Denom(), big.NewInt(2))).Int64())
}

// quartileInc is QUARTILE.INC of office programs by its definition: the value
// at k/4 of the way from the first to the last of the sorted list.
func quartileInc(sorted []points.Points, k int64) points.Points {
	at := new(big.Rat).Mul(big.NewRat(k, 4), big.NewRat(int64(len(sorted)-1), 1))
	whole := new(big.Int).Div(at.Num(), at.Denom())
	rest := new(big.Rat).Sub(at, new(big.Rat).SetInt(whole))
	lower := sorted[whole.Int64()]
	upper := sorted[min(int(whole.Int64())+1, len(sorted)-1)]
	rest.Mul(rest, big.NewRat(int64(upper-lower), 1))
	return halfUp(rest.Add(rest, big.NewRat(int64(lower), 1)))
}

// Median and quartiles are those of QUARTILE.INC, the mean is the exact one,
// all rounded half up from what is exact; nobody graded has none.
func TestMeanAndQuartilesAreExact(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(t *rapid.T) {
		totals := rapid.SliceOfN(rapid.Int64Range(0, 10_000), 0, 30).Draw(t, "totals")
		s := summary.New(r)
		var sorted []points.Points
		sum := int64(0)
		for _, total := range totals {
			res := &result.Result{
				Rubric: r, Total: points.Points(total), Points: make([]points.Points, len(r.Indicators)),
				Sections: make([]points.Points, len(r.Sections)), Grade: "A", GradeByTotal: "A",
			}
			s.Add(&practitioner.Practitioner{}, res)
			sorted = append(sorted, res.Total)
			sum += total
		}
		slices.Sort(sorted)
		line := s.Total()
		mean, ok := line.Mean()
		if ok != (len(totals) > 0) {
			t.Fatalf("a mean of %d: %v", len(totals), ok)
		}
		if ok && mean != halfUp(big.NewRat(sum, int64(len(totals)))) {
			t.Errorf("the mean of %v is %s", totals, mean)
		}
		for k := 1; k <= 3; k++ {
			value, ok := line.Quartile(k)
			if ok != (len(totals) > 0) {
				t.Fatalf("quartile %d of %d: %v", k, len(totals), ok)
			}
			if ok && value != quartileInc(sorted, int64(k)) {
				t.Errorf("quartile %d of %v is %s, want %s", k, sorted, value, quartileInc(sorted, int64(k)))
			}
		}
	})
}

// Known values: what a spreadsheet shows for them.
func TestQuartilesOfKnownLists(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, c := range []struct {
		totals []points.Points
		want   [3]points.Points
	}{
		{[]points.Points{8000}, [3]points.Points{8000, 8000, 8000}},
		{[]points.Points{8000, 9001}, [3]points.Points{8250, 8501, 8751}}, // 8250.25, 8500.5, 8750.75
		{[]points.Points{1, 2, 3}, [3]points.Points{2, 2, 3}},             // 1.5, 2, 2.5
		{[]points.Points{7000, 8000, 9000, 10000, 6000}, [3]points.Points{7000, 8000, 9000}},
	} {
		s := summary.New(r)
		for _, total := range c.totals {
			s.Add(&practitioner.Practitioner{}, &result.Result{
				Rubric: r, Total: total, Points: make([]points.Points, len(r.Indicators)), Sections: make([]points.Points, len(r.Sections)), Grade: "E", GradeByTotal: "E",
			})
		}
		for i, want := range c.want {
			if got, _ := s.Total().Quartile(i + 1); got != want {
				t.Errorf("quartile %d of %v is %s, want %s", i+1, c.totals, got, want)
			}
		}
	}
}

// Counts of the parts of a run, however it is cut, add up to those of the
// whole: every figure of every table.
func TestThePartsOfARunAddUp(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for round := range 12 {
		random := rand.New(rand.NewPCG(6, uint64(round)))
		people := crowd(r, random, 20*round, 1+random.IntN(11), 4)
		whole := counted(r, people)
		if err := (summary.Paper{Summary: whole}).Check(); err != nil {
			t.Fatal(err)
		}
		merged := summary.New(r)
		for rest := people; len(rest) > 0; {
			n := 1 + random.IntN(len(rest))
			merged.Merge(counted(r, rest[:n]))
			rest = rest[n:]
		}
		if got, want := figures(merged), figures(whole); got != want {
			t.Errorf("%d people in parts:\n%s\nat once:\n%s", len(people), got, want)
		}
	}
}

// Everybody is counted in every distribution, and the points that were lost
// are told alike by section, group and indicator.
func TestNothingIsLostInAnyTable(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	people := crowd(r, rand.New(rand.NewPCG(7, 7)), 300, 11, 5)
	s := counted(r, people)
	var sum, lost points.Points
	gradedPeople := 0
	for _, p := range people {
		if p.res != nil {
			gradedPeople++
			sum += p.res.Total
			lost += r.Points - p.res.Total
		}
	}
	for _, by := range []summary.By{summary.ByCounty, summary.BySchool, summary.ByPost} {
		practitioners, graded := 0, 0
		lines := s.Lines(by)
		for _, l := range lines[:len(lines)-1] {
			practitioners, graded = practitioners+l.Practitioners(), graded+l.Graded
		}
		if practitioners != len(people) || graded != gradedPeople || lines[len(lines)-1].Sum() != sum {
			t.Errorf("by %s: %d of %d people, %d of %d graded", by, practitioners, len(people), graded, gradedPeople)
		}
	}
	for _, by := range []summary.By{summary.BySection, summary.ByGroup, summary.ByIndicator} {
		parts := s.Parts(by)
		var sum points.Points
		for _, part := range parts[:len(parts)-1] {
			sum += part.Lost
		}
		if sum != lost || parts[len(parts)-1].Lost != lost {
			t.Errorf("by %s: %s lost, in all %s, want %s", by, sum, parts[len(parts)-1].Lost, lost)
		}
	}
}

// Where sums do not hold the program blames itself rather than print them.
func TestCheckRefusesSumsThatDoNotHold(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for name, spoil := range map[string]func(l summary.Line){
		"people":     func(l summary.Line) { l.Held++ },
		"unreviewed": func(l summary.Line) { l.Unreviewed++ },
		"grades":     func(l summary.Line) { l.Grades[0]++ },
		"direct":     func(l summary.Line) { l.DirectBy[1]++ },
		"points":     func(l summary.Line) { l.Lost[43]++ },
	} {
		s := counted(r, crowd(r, rand.New(rand.NewPCG(8, 8)), 40, 3, 4))
		paper := summary.Paper{Summary: s}
		if err := paper.Check(); err != nil {
			t.Fatal(err)
		}
		spoil(s.Schools()[0])
		if err := paper.Check(); err == nil || !strings.Contains(err.Error(), "不符") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
