package summary

import (
	"maps"
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
	// Sections are the points that all together earned, by section; Lost and
	// Losers the points that were lost and how many lost any, by indicator.
	Sections []points.Points
	Lost     []points.Points
	Losers   []int

	sum    points.Points
	totals histogram
}

func newTally(r *rubric.Rubric) *Tally {
	return &Tally{
		Grades: make([]int, len(r.Grades)), DirectBy: make([]int, len(r.Sections)), Raised: make([]int, len(r.Grades)),
		Sections: make([]points.Points, len(r.Sections)),
		Lost:     make([]points.Points, len(r.Indicators)), Losers: make([]int, len(r.Indicators)),
		totals: histogram{},
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
func (t *Tally) LostIn(indicators []int) (lost points.Points) {
	for _, i := range indicators {
		lost += t.Lost[i]
	}
	return lost
}

func meanOf(sum points.Points, n int) (mean points.Points, ok bool) {
	if n == 0 {
		return 0, false
	}
	return points.Mean(sum, n), true
}

func (t *Tally) add(r *rubric.Rubric, res *result.Result) {
	if res == nil {
		t.Held++
		return
	}
	t.Graded++
	t.Grades[r.GradeIndex(res.Grade)]++
	t.sum += res.Total
	t.totals[res.Total]++
	if len(res.Direct) > 0 {
		t.Direct++
		t.Raised[r.GradeIndex(res.GradeByTotal)]++
	}
	for _, section := range res.Direct {
		t.DirectBy[section]++
	}
	for i, earned := range res.Sections {
		t.Sections[i] += earned
	}
	for i, earned := range res.Points {
		if lost := r.Indicators[i].Points - earned; lost != 0 {
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
	t.sum += other.sum
	for _, pair := range [][2][]int{{t.Grades, other.Grades}, {t.DirectBy, other.DirectBy}, {t.Raised, other.Raised}, {t.Losers, other.Losers}} {
		addTo(pair[0], pair[1])
	}
	addTo(t.Sections, other.Sections)
	addTo(t.Lost, other.Lost)
	t.totals.merge(other.totals)
}

// equals reports the same counts.
func (t *Tally) equals(other *Tally) bool {
	return t.Graded == other.Graded && t.Held == other.Held && t.Unreviewed == other.Unreviewed && t.Direct == other.Direct &&
		t.sum == other.sum && slices.Equal(t.Grades, other.Grades) && slices.Equal(t.DirectBy, other.DirectBy) &&
		slices.Equal(t.Raised, other.Raised) && slices.Equal(t.Sections, other.Sections) &&
		slices.Equal(t.Lost, other.Lost) && slices.Equal(t.Losers, other.Losers)
}

func addTo[N int | points.Points](sums, parts []N) {
	for i, n := range parts {
		sums[i] += n
	}
}

// histogram counts how often each number of points occurs.
type histogram map[points.Points]int

func (h histogram) merge(other histogram) {
	for value, n := range other {
		h[value] += n
	}
}

// quartile lies k quarters of the way from the least to the greatest value,
// between two neighbours in proportion: what QUARTILE.INC of office programs
// gives, computed exactly and rounded half up to two decimals.
func (h histogram) quartile(k int) (value points.Points, ok bool) {
	n := 0
	for _, count := range h {
		n += count
	}
	if n == 0 {
		return 0, false
	}
	sorted := slices.Sorted(maps.Keys(h))
	at := func(rank int) points.Points {
		for _, value := range sorted {
			if rank < h[value] {
				return value
			}
			rank -= h[value]
		}
		return sorted[len(sorted)-1]
	}
	rank, quarters := (n-1)*k/4, points.Points((n-1)*k%4)
	return points.Mean(at(rank)*(4-quarters)+at(rank+1)*quarters, 4), true
}
