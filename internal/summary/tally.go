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
	// person's own rules. Out and LeftOut are nil where everything applies to
	// everyone.
	Sections []points.Points
	Lost     []points.Points
	Losers   []int
	Out      []points.Points
	LeftOut  []int

	// plain counts those who could earn the points of own, which are the
	// rubric's, by indicator; full is what the others together could earn, nil
	// where there are none.
	own   []points.Points
	plain int
	full  []points.Points

	sum    points.Points
	totals histogram
}

// newTally is an empty one. There are many, one for each school: what nearly
// all of them do not need is not there until it is.
func newTally(r *rubric.Rubric, own []points.Points) *Tally {
	return &Tally{
		Grades: make([]int, len(r.Grades)), DirectBy: make([]int, len(r.Sections)), Raised: make([]int, len(r.Grades)),
		Sections: make([]points.Points, len(r.Sections)),
		Lost:     make([]points.Points, len(r.Indicators)), Losers: make([]int, len(r.Indicators)),
		own: own,
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

// fullIn is what all together could earn in the given indicators.
func (t *Tally) fullIn(indicators []int) (full points.Points) {
	return points.Points(t.plain)*sumOf(t.own, indicators) + sumOf(t.full, indicators)
}

// sumOf adds up what a list has at these places; nil has nothing.
func sumOf[N int | points.Points](each []N, at []int) (sum N) {
	for _, i := range at {
		if i < len(each) {
			sum += each[i]
		}
	}
	return sum
}

// literal is the tally as the appendix alone has it: what does not apply earns
// nothing, like what is lost.
func (t *Tally) literal() *Tally {
	one := *t
	one.Adjusted = 0
	one.Lost, one.Out = addTo(slices.Clone(t.Lost), t.Out), nil
	one.Losers, one.LeftOut = addTo(slices.Clone(t.Losers), t.LeftOut), nil
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
	if &one.full[0] == &t.own[0] {
		t.plain++
	} else {
		t.full = addTo(t.full, one.full)
	}
	for i, earned := range one.Points {
		switch lost := one.full[i] - earned; {
		case one.Adjusted != nil && one.Adjusted.IsLeftOut(i):
			t.leaveOut(i, lost)
		case lost != 0:
			t.Lost[i] += lost
			t.Losers[i]++
		}
	}
}

// leaveOut counts an indicator that does not apply to somebody.
func (t *Tally) leaveOut(i int, points points.Points) {
	if t.Out == nil {
		t.Out, t.LeftOut = newList(t.Lost), newList(t.Losers)
	}
	t.Out[i] += points
	t.LeftOut[i]++
}

func newList[N any](like []N) []N { return make([]N, len(like)) }

// merge adds another tally.
func (t *Tally) merge(other *Tally) {
	t.addCounts(other)
	t.totals.merge(&other.totals)
}

// addCounts adds all of another tally but how its totals are distributed.
func (t *Tally) addCounts(other *Tally) {
	t.Graded += other.Graded
	t.Held += other.Held
	t.Unreviewed += other.Unreviewed
	t.Direct += other.Direct
	t.Adjusted += other.Adjusted
	t.sum += other.sum
	for i, counts := range other.counts() {
		*t.counts()[i] = addTo(*t.counts()[i], *counts)
	}
	for i, sums := range other.sums() {
		*t.sums()[i] = addTo(*t.sums()[i], *sums)
	}
	if slices.Equal(t.own, other.own) {
		t.plain += other.plain
	} else {
		t.full = addTo(t.full, other.plainFull())
	}
}

// counts and sums are the lists that add up with those of another tally.
func (t *Tally) counts() []*[]int {
	return []*[]int{&t.Grades, &t.DirectBy, &t.Raised, &t.Losers, &t.LeftOut}
}

func (t *Tally) sums() []*[]points.Points {
	return []*[]points.Points{&t.Sections, &t.Lost, &t.Out, &t.full}
}

// plainFull is what those together could earn whom plain counts.
func (t *Tally) plainFull() []points.Points {
	full := newList(t.own)
	for i, own := range t.own {
		full[i] = points.Points(t.plain) * own
	}
	return full
}

// equals reports the same counts.
func (t *Tally) equals(other *Tally) bool {
	return t.Graded == other.Graded && t.Held == other.Held && t.Unreviewed == other.Unreviewed && t.Direct == other.Direct &&
		t.Adjusted == other.Adjusted && t.sum == other.sum &&
		slices.EqualFunc(t.counts(), other.counts(), sameList[int]) && slices.EqualFunc(t.sums()[:3], other.sums()[:3], sameList[points.Points]) &&
		slices.Equal(addTo(t.plainFull(), t.full), addTo(other.plainFull(), other.full))
}

// sameList reports the same numbers; nil is only zeros.
func sameList[N int | points.Points](a, b *[]N) bool {
	for i := range max(len(*a), len(*b)) {
		if sumOf(*a, []int{i}) != sumOf(*b, []int{i}) {
			return false
		}
	}
	return true
}

// addTo adds the numbers of a list to those of another, which is made where it
// is nil.
func addTo[N int | points.Points](sums, parts []N) []N {
	if sums == nil && parts != nil {
		sums = newList(parts)
	}
	for i, n := range parts {
		sums[i] += n
	}
	return sums
}
