package render

import (
	"slices"

	"credit/internal/sheet"
)

// Widths in half Chinese characters, the unit of a column's Width.
const (
	// htmlRoom is what a block of columns may take: as much small print as
	// an A4 page holds across, and on a screen the usual window.
	htmlRoom    = 200
	htmlPadding = 2
	// htmlWidest is as much of a text column as is counted, since its text
	// breaks; htmlNarrow is what is never broken.
	htmlWidest = 24
	htmlNarrow = 10
	htmlCode   = 24 // an ID number is not broken either
)

// htmlWidths are the widths of a page's columns, measured by what stands in
// them: the Width of a layout is often generous.
func htmlWidths(p *sheet.Page) []int {
	widths := make([]int, len(p.Columns))
	for c, column := range p.Columns {
		longest := min(Width(Clean(column.Header)), htmlNarrow)
		for _, row := range p.Rows {
			longest = max(longest, Width(Clean(valueAt(row, c).Shown(column.Style))))
		}
		if !column.Style.IsNumber() {
			longest = min(longest, max(htmlNarrow, min(int(column.Width), htmlWidest)))
		}
		widths[c] = longest + htmlPadding
	}
	return widths
}

func sumOf(widths []int) int {
	sum := 0
	for _, width := range widths {
		sum += width
	}
	return sum
}

// htmlSplit cuts a table that is too wide to be read on paper into blocks of
// columns, each with the frozen ones at its left.
func htmlSplit(l *sheet.Layout, widths []int) [][]int {
	all := make([]int, len(l.Columns))
	for i := range all {
		all[i] = i
	}
	if sumOf(widths) <= htmlRoom {
		return [][]int{all}
	}
	frozen := max(0, min(l.FreezeColumns, len(all)))
	for sumOf(widths[:frozen]) > htmlRoom/2 {
		frozen--
	}
	starts := htmlStarts(l, widths, frozen)
	blocks := make([][]int, len(starts))
	for i, start := range starts {
		end := len(all)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		blocks[i] = append(all[:frozen:frozen], all[start:end]...)
	}
	return blocks
}

// htmlStarts are the columns with which blocks begin: where the layout begins
// a printed page, else so that the blocks are about as wide as each other.
func htmlStarts(l *sheet.Layout, widths []int, frozen int) []int {
	starts := []int{frozen}
	switch {
	case len(l.PageStarts) > 0:
		for _, start := range slices.Sorted(slices.Values(l.PageStarts)) {
			if start > starts[len(starts)-1] && start < len(l.Columns) {
				starts = append(starts, start)
			}
		}
		return starts
	case l.PageEvery > 0:
		for start := frozen + l.PageEvery; start < len(l.Columns); start += l.PageEvery {
			starts = append(starts, start)
		}
		return starts
	}
	return htmlBalanced(l, widths, frozen)
}

func htmlBalanced(l *sheet.Layout, widths []int, frozen int) []int {
	starts, used := []int{frozen}, 0
	room, rest := htmlRoom-sumOf(widths[:frozen]), sumOf(widths[frozen:])
	blocks := (rest + room - 1) / room
	fair := rest / blocks
	for i := frozen; i < len(widths); i++ {
		first := starts[len(starts)-1]
		full := used+widths[i] > room || used+widths[i]/2 > fair && len(starts) < blocks
		if i > first && full {
			start := htmlGroupStart(l.Columns, first, i)
			starts = append(starts, start)
			used = sumOf(widths[start:i])
		}
		used += widths[i]
	}
	return starts
}

// htmlGroupStart moves a start back to where the column's group begins, so
// that no group is torn, unless it fills the block.
func htmlGroupStart(columns []sheet.Column, first, start int) int {
	moved := start
	for moved > first && columns[start].Group != "" && columns[moved-1].Group == columns[start].Group {
		moved--
	}
	if moved == first {
		return start
	}
	return moved
}
