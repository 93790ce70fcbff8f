package template

import (
	"math/rand/v2"
	"slices"
	"testing"

	"credit/internal/points"
	"credit/internal/rubric"
)

// Just below, at and just above every bound, of grades and of sections, the
// preview and the program agree.
func TestThePreviewAtEveryThreshold(t *testing.T) {
	eachRubric(t, func(t *testing.T, r *rubric.Rubric) {
		if numberOf(r) < 0 {
			t.Skip("nothing is answered with the points themselves")
		}
		b, d := newTestBook(t, r), &draw{Rand: rand.New(rand.NewPCG(7, 8)), rubric: r, plain: true}
		step := points.Unit
		for range r.Indicators[numberOf(r)].Range.Decimals {
			step /= 10
		}
		for _, grade := range r.Grades {
			for off := -step; grade.From != nil && off <= step; off += step {
				wanted := *grade.From + off
				for range samples {
					row := b.add(d.reaching(t, func(total, _ points.Points) points.Points { return wanted - total }))
					b.expect(row, b.preview.total, wanted.String())
				}
			}
		}
		section := r.SectionOf(numberOf(r))
		for _, rule := range r.Direct.Rules {
			for off := -step; rule.Section == section && off <= step; off += step {
				wanted := rule.Below + off
				row := b.add(d.reaching(t, func(_, own points.Points) points.Points { return wanted - own }))
				b.expect(row, b.preview.sections[section], wanted.String())
			}
		}
		for row, v := range judge(t, r, b.bytes()) {
			b.compareResult(row, b.computed(row), v, false)
		}
	})
}

// samples is how many people reach each bound of a grade: their points are
// not the same, and their sums not the same doubles.
const samples = 4

// numberOf is an indicator that is answered with a number.
func numberOf(r *rubric.Rubric) int {
	return slices.IndexFunc(r.Indicators, func(n rubric.Indicator) bool { return n.Kind == rubric.Number })
}

// reaching draws somebody whose points are as wanted: what lacks, given the
// total and the section without the number, is entered as the number.
func (d *draw) reaching(t *testing.T, lacking func(total, own points.Points) points.Points) map[int]any {
	t.Helper()
	at := numberOf(d.rubric)
	limits := d.rubric.Indicators[at].Range
	for range 100_000 {
		cells := map[int]any{countyColumn: "伊美区", schoolColumn: "第一中学", nameColumn: "张三", idColumn: d.resident()}
		d.weak = 1 + d.IntN(12)
		var total, own points.Points
		for i := range d.rubric.Indicators {
			n := &d.rubric.Indicators[i]
			var earned points.Points
			switch n.Kind {
			case rubric.Rate:
				cells[firstAnswer+i], earned = 1.0, n.Bands[0].Points
			case rubric.Choice:
				answer := n.Answers[0]
				if d.IntN(d.weak) == 0 {
					answer = one(d, n.Answers...)
				}
				cells[firstAnswer+i], earned = answer.Text, answer.Points
			}
			total += earned
			if d.rubric.SectionOf(i) == d.rubric.SectionOf(at) {
				own += earned
			}
		}
		number := lacking(total, own)
		digit := points.Unit
		for range limits.Decimals {
			digit /= 10
		}
		if number >= limits.Min && number <= limits.Max && number%digit == 0 {
			cells[firstAnswer+at] = float64(number) / float64(points.Unit)
			return cells
		}
	}
	t.Fatal("nobody reaches what is wanted")
	return nil
}

// expect holds what a column shows.
func (b *testBook) expect(row, column int, want string) {
	b.t.Helper()
	if got := b.computedAt(row, column); got != want {
		b.t.Fatalf("row %d: %q, want %q", row, got, want)
	}
}
