package summary

import (
	"cmp"
	"slices"

	"credit/internal/points"
)

// histogram counts how often each number of points occurs. Most have a handful
// of values, which are found by looking at each. The zero value is empty.
type histogram struct {
	counts []pointCount
	// at are the places of the values in counts, once there are more than a
	// handful; it is nil before.
	at map[points.Points]int
}

type pointCount struct {
	value points.Points
	n     int
}

// handful is up to how many values are looked at one by one.
const handful = 8

// add counts a value n times.
func (h *histogram) add(value points.Points, n int) {
	for i := range h.counts[:min(len(h.counts), handful)] {
		if h.counts[i].value == value {
			h.counts[i].n += n
			return
		}
	}
	if i, known := h.at[value]; known {
		h.counts[i].n += n
		return
	}
	if len(h.counts) >= handful {
		if h.at == nil {
			h.at = map[points.Points]int{}
		}
		h.at[value] = len(h.counts)
	}
	h.counts = append(h.counts, pointCount{value, n})
}

func (h *histogram) merge(other *histogram) {
	for _, c := range other.counts {
		h.add(c.value, c.n)
	}
}

// quartile lies k quarters of the way from the least to the greatest value,
// between two neighbours in proportion: what QUARTILE.INC of office programs
// gives, computed exactly and rounded half up to two decimals.
func (h *histogram) quartile(k int) (value points.Points, ok bool) {
	n := 0
	for _, c := range h.counts {
		n += c.n
	}
	if n == 0 {
		return 0, false
	}
	sorted := slices.SortedFunc(slices.Values(h.counts), func(a, b pointCount) int { return cmp.Compare(a.value, b.value) })
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
