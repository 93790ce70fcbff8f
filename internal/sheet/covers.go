package sheet

import (
	"cmp"
	"slices"
)

// Covers tells, going down a sheet, which cells a merge hides: all of its
// range but the first cell. Merges must not overlap.
type Covers struct {
	waiting []Range // by Top
	active  []Range // over the current row, by Left
	row     int
}

// NewCovers prepares for the merges of a sheet, in whatever order.
func NewCovers(merges []Range) *Covers {
	waiting := slices.Clone(merges)
	slices.SortFunc(waiting, func(a, b Range) int { return cmp.Or(cmp.Compare(a.Top, b.Top), cmp.Compare(a.Left, b.Left)) })
	return &Covers{waiting: waiting}
}

// Hides reports a cell that is covered. Rows must not fall from one call to
// the next.
func (c *Covers) Hides(row, column int) bool {
	_, hidden := c.Over(row, column)
	return hidden
}

// Over is the merge that covers a cell other than its first, and whether
// there is one. Rows must not fall from one call to the next.
func (c *Covers) Over(row, column int) (Range, bool) {
	if len(c.waiting) == 0 && len(c.active) == 0 {
		return Range{}, false
	}
	if row > c.row {
		c.moveTo(row)
	}
	at, _ := slices.BinarySearchFunc(c.active, column+1, byLeft)
	if at == 0 {
		return Range{}, false
	}
	m := c.active[at-1]
	return m, column <= m.Right && (row > m.Top || column > m.Left)
}

func byLeft(m Range, column int) int { return cmp.Compare(m.Left, column) }

func (c *Covers) moveTo(row int) {
	c.row = row
	c.active = slices.DeleteFunc(c.active, func(m Range) bool { return m.Bottom < row })
	for len(c.waiting) > 0 && c.waiting[0].Top <= row {
		if m := c.waiting[0]; m.Bottom >= row {
			at, _ := slices.BinarySearchFunc(c.active, m.Left, byLeft)
			c.active = slices.Insert(c.active, at, m)
		}
		c.waiting = c.waiting[1:]
	}
}

// Overlap reports that two of the merges have a cell in common, which no
// office program writes.
func Overlap(merges []Range) bool {
	waiting := NewCovers(merges).waiting
	var active []Range
	for _, m := range waiting {
		at, _ := slices.BinarySearchFunc(active, m.Left, byLeft)
		for at < len(active) && active[at].Bottom < m.Top {
			active = slices.Delete(active, at, at+1)
		}
		for at > 0 && active[at-1].Bottom < m.Top {
			active = slices.Delete(active, at-1, at)
			at--
		}
		if at < len(active) && active[at].Left <= m.Right || at > 0 && active[at-1].Right >= m.Left {
			return true
		}
		active = slices.Insert(active, at, m)
	}
	return false
}
