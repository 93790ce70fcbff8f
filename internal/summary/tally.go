package summary

import (
	"slices"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
)

// Tally counts the practitioners of a county, a school or a whole run.
type Tally struct {
	Graded, Held int
	// Unreviewed counts those of the people held who are so only because the
	// departments have not both passed their workbook (articles 6 and 11).
	Unreviewed int
	// Grades count by grade, in the rubric's order.
	Grades []int
	// Direct counts those with a direct grading, DirectBy those of each
	// section (someone can fall below several floors).
	Direct   int
	DirectBy []int
	// Raised counts, by grade, those directly graded whose total alone would
	// give that grade.
	Raised []int
	// Adjusted counts those to whom some indicator does not apply, whose grade
	// is by their adjusted total (article 21, reading 8).
	Adjusted int
	// Sections are the points that all together earned, by section; Lost and
	// Losers the points that were lost and how many lost any, by indicator;
	// Out and LeftOut the points that were left out, as the indicator does not
	// apply, and to how many it does not. All are of the full points of each
	// person's own rules.
	Sections []points.Points
	Lost     []points.Points
	Losers   []int
	Out      []points.Points
	LeftOut  []int

	full   []points.Points // what all together could earn, by indicator
	sum    points.Points
	totals histogram
}

func newTally(r *rubric.Rubric) *Tally {
	return &Tally{
		Grades: make([]int, len(r.Grades)), DirectBy: make([]int, len(r.Sections)), Raised: make([]int, len(r.Grades)),
		Sections: make([]points.Points, len(r.Sections)),
		Lost:     make([]points.Points, len(r.Indicators)), Losers: make([]int, len(r.Indicators)),
		Out: make([]points.Points, len(r.Indicators)), LeftOut: make([]int, len(r.Indicators)),
		full: make([]points.Points, len(r.Indicators)),
	}
}

// Practitioners are those graded and those held back.
func (t *Tally) Practitioners() int { return t.Graded + t.Held }

// Sum is what the totals of those graded add up to.
func (t *Tally) Sum() points.Points { return t.sum }

// Mean is the mean total of those graded, to two decimals, half up; ok is
// false where nobody was graded.
func (t *Tally) Mean() (mean points.Points, ok bool) { return meanOf(t.sum, t.Graded) }

// Quartile is the lower quartile (1), the median (2) or the upper quartile (3)
// of the totals of those graded, to two decimals, half up; ok is false where
// nobody was graded.
func (t *Tally) Quartile(k int) (value points.Points, ok bool) { return t.totals.quartile(k) }

// Median is the middle one of the totals.
func (t *Tally) Median() (median points.Points, ok bool) { return t.Quartile(2) }

// LostIn are the points that were lost in the given indicators (by index).
func (t *Tally) LostIn(indicators []int) (lost points.Points) { return sumOf(t.Lost, indicators) }

// outIn are the points that were left out in the given indicators.
func (t *Tally) outIn(indicators []int) (out points.Points) { return sumOf(t.Out, indicators) }

func sumOf(each []points.Points, indicators []int) (sum points.Points) {
	for _, i := range indicators {
		sum += each[i]
	}
	return sum
}

// literal is the tally as the appendix alone has it: what does not apply earns
// nothing, like what is lost.
func (t *Tally) literal() *Tally {
	one := *t
	one.Adjusted = 0
	one.Lost, one.Out = slices.Clone(t.Lost), make([]points.Points, len(t.Out))
	one.Losers, one.LeftOut = slices.Clone(t.Losers), make([]int, len(t.LeftOut))
	addTo(one.Lost, t.Out)
	addTo(one.Losers, t.LeftOut)
	return &one
}

func meanOf(sum points.Points, n int) (mean points.Points, ok bool) {
	if n == 0 {
		return 0, false
	}
	return points.Mean(sum, n), true
}

// outcome is a result as tallies count it: with the places of its grades, and
// the full points of the indicators by the rules it is by.
type outcome struct {
	*result.Result
	grade, byTotal int
	full           []points.Points
}

// add counts somebody who was graded.
func (t *Tally) add(one *outcome) {
	t.Graded++
	t.Grades[one.grade]++
	t.sum += one.Total
	t.totals.add(one.Total, 1)
	if len(one.Direct) > 0 {
		t.Direct++
		t.Raised[one.byTotal]++
	}
	for _, section := range one.Direct {
		t.DirectBy[section]++
	}
	for i, earned := range one.Sections {
		t.Sections[i] += earned
	}
	if one.Adjusted != nil {
		t.Adjusted++
	}
	for i, earned := range one.Points {
		full := one.full[i]
		t.full[i] += full
		switch lost := full - earned; {
		case one.Adjusted != nil && one.Adjusted.IsLeftOut(i):
			t.Out[i] += lost
			t.LeftOut[i]++
		case lost != 0:
			t.Lost[i] += lost
			t.Losers[i]++
		}
	}
}

func (t *Tally) merge(other *Tally) {
	t.Graded += other.Graded
	t.Held += other.Held
	t.Unreviewed += other.Unreviewed
	t.Direct += other.Direct
	t.Adjusted += other.Adjusted
	t.sum += other.sum
	for i, counts := range other.counts() {
		addTo(t.counts()[i], counts)
	}
	for i, sums := range other.sums() {
		addTo(t.sums()[i], sums)
	}
	t.totals.merge(&other.totals)
}

// counts and sums are the lists that add up with those of another tally.
func (t *Tally) counts() [][]int {
	return [][]int{t.Grades, t.DirectBy, t.Raised, t.Losers, t.LeftOut}
}

func (t *Tally) sums() [][]points.Points {
	return [][]points.Points{t.Sections, t.Lost, t.Out, t.full}
}

// equals reports the same counts.
func (t *Tally) equals(other *Tally) bool {
	return t.Graded == other.Graded && t.Held == other.Held && t.Unreviewed == other.Unreviewed && t.Direct == other.Direct &&
		t.Adjusted == other.Adjusted && t.sum == other.sum &&
		slices.EqualFunc(t.counts(), other.counts(), slices.Equal[[]int]) && slices.EqualFunc(t.sums(), other.sums(), slices.Equal[[]points.Points])
}

func addTo[N int | points.Points](sums, parts []N) {
	for i, n := range parts {
		sums[i] += n
	}
}
