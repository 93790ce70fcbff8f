package summary

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"credit/internal/points"
)

// histogram counts how often each number of points occurs. Nearly all are
// halves and stand in their places; a few high ones, such as the totals of a
// school, take less room one by one. The zero value is empty.
type histogram struct {
	few    []int32 // as points.Points; what is beyond 32 bits stands in others
	halves []int32 // of 0, 0.5, 1 …
	others map[points.Points]int
}

// mostFew bounds the values that are kept one by one, which are fewFrom or more.
const (
	mostFew = 100
	fewFrom = 16 * points.Unit
)

// half is the step of halves, mostHalves bounds them: the most points there
// are, and some.
const (
	half       = points.Unit / 2
	mostHalves = 256
)

// add counts a value n times.
func (h *histogram) add(value points.Points, n int) {
	if at := uint64(value) / uint64(half); at < uint64(len(h.halves)) && value%half == 0 { // nearly always, of many
		h.halves[at] += int32(n)
		return
	}
	if small := int32(value); h.halves == nil && value >= fewFrom && len(h.few)+n <= mostFew && points.Points(small) == value {
		for range n {
			h.few = append(h.few, small)
		}
		return
	}
	few := h.few
	h.few = nil
	for _, one := range few {
		h.place(points.Points(one), 1)
	}
	h.place(value, n)
}

// place counts a value n times in its place.
func (h *histogram) place(value points.Points, n int) {
	at := int(value / half)
	if value < 0 || at >= mostHalves || value%half != 0 {
		if h.others == nil {
			h.others = map[points.Points]int{}
		}
		h.others[value] += n
		h.halves = append(h.halves, 0)[:max(1, len(h.halves))]
		return
	}
	if more := at + 1 - len(h.halves); more > 0 {
		h.halves = append(h.halves, make([]int32, more)...)
	}
	h.halves[at] += int32(n)
}

// counts are the values that occur, each once, and how often.
func (h *histogram) counts() iter.Seq2[points.Points, int] {
	return func(yield func(points.Points, int) bool) {
		few := slices.Clone(h.few)
		slices.Sort(few)
		for len(few) > 0 {
			n := 1
			for n < len(few) && few[n] == few[0] {
				n++
			}
			if !yield(points.Points(few[0]), n) {
				return
			}
			few = few[n:]
		}
		h.many()(yield)
	}
}

// many are the counts of a histogram that keeps no values one by one.
func (h *histogram) many() iter.Seq2[points.Points, int] {
	return func(yield func(points.Points, int) bool) {
		for i, n := range h.halves {
			if n > 0 && !yield(points.Points(i)*half, int(n)) {
				return
			}
		}
		maps.All(h.others)(yield)
	}
}

func (h *histogram) merge(other *histogram) {
	for _, value := range other.few {
		h.add(points.Points(value), 1)
	}
	for value, n := range other.many() {
		h.add(value, n)
	}
}

// quartile lies k quarters of the way from the least to the greatest value,
// between two neighbours in proportion: what QUARTILE.INC of office programs
// gives, computed exactly and rounded half up to two decimals.
func (h *histogram) quartile(k int) (value points.Points, ok bool) {
	sorted, n := h.sorted()
	if n == 0 {
		return 0, false
	}
	at := func(rank int) points.Points {
		for _, c := range sorted {
			if rank < c.n {
				return c.value
			}
			rank -= c.n
		}
		return sorted[len(sorted)-1].value
	}
	rank, quarters := (n-1)*k/4, points.Points((n-1)*k%4)
	return points.Mean(at(rank)*(4-quarters)+at(rank+1)*quarters, 4), true
}

// count is how often a value occurs.
type count struct {
	value points.Points
	n     int
}

// sorted are the counts from the least value on, and how many there are
// together.
func (h *histogram) sorted() (sorted []count, n int) {
	sorted = make([]count, 0, len(h.few)+len(h.halves)+len(h.others))
	for value, times := range h.counts() {
		sorted = append(sorted, count{value, times})
		n += times
	}
	slices.SortFunc(sorted, func(a, b count) int { return cmp.Compare(a.value, b.value) })
	return sorted, n
}
