package xlsx

import (
	"bytes"
	"fmt"
	"strconv"
)

// grid is how wide the columns and how high the rows of a sheet are, in
// pixels: a comment's box is placed by columns and rows, and one that is
// placed blindly shrinks to a sliver over narrow columns.
type grid struct {
	width, height int // where nothing else is said
	columns       []gridSpan
	rows          map[int]int
}

type gridSpan struct{ first, last, size int }

const (
	digitPixels   = 7 // a digit of the default font, about
	plainWidth    = 64
	plainHeight   = 20
	pixelsPerInch = 96
	pointsPerInch = 72
)

func (d *document) grid() *grid {
	g := &grid{width: plainWidth, height: plainHeight, rows: map[int]int{}}
	if n, found := d.one("sheetFormatPr"); found {
		g.width = widthPixels(valueOf(d.data, n.tag, "defaultColWidth"), g.width)
		g.height = heightPixels(valueOf(d.data, n.tag, "defaultRowHeight"), g.height)
	}
	if n, found := d.one("cols"); found {
		for _, c := range n.within(d.data) {
			g.addColumns(d.data, c.tag)
		}
	}
	if n, found := d.one("sheetData"); found {
		g.addRows(d.data, n)
	}
	return g
}

func (g *grid) addColumns(data []byte, t tag) {
	first, err1 := strconv.Atoi(valueOf(data, t, "min"))
	last, err2 := strconv.Atoi(valueOf(data, t, "max"))
	if err1 != nil || err2 != nil {
		return
	}
	size := widthPixels(valueOf(data, t, "width"), g.width)
	if isTrue(valueOf(data, t, "hidden")) {
		size = 0
	}
	g.columns = append(g.columns, gridSpan{first, last, size})
}

// addRows looks for the tags of rows alone: what passes for one inside a
// comment can only make a box a little too large.
func (g *grid) addRows(data []byte, n node) {
	name := n.tag
	name.local = "row"
	start := []byte("<" + name.qualified())
	number := 0
	for at := n.end; ; {
		next := bytes.Index(data[at:max(at, n.inner)], start)
		if next < 0 {
			return
		}
		t, ok := readTag(data, at+next)
		if !ok {
			return
		}
		if at = t.end; t.local == "row" {
			number = g.addRow(data, t, number+1)
		}
	}
}

// addRow notes the height of a row and returns its number.
func (g *grid) addRow(data []byte, t tag, number int) int {
	if v, err := strconv.Atoi(valueOf(data, t, "r")); err == nil {
		number = v
	}
	size := heightPixels(valueOf(data, t, "ht"), g.height)
	if isTrue(valueOf(data, t, "hidden")) {
		size = 0
	}
	if size != g.height {
		g.rows[number] = size
	}
	return number
}

func isTrue(text string) bool { return text == "1" || text == "true" }

func widthPixels(text string, otherwise int) int {
	if v, err := strconv.ParseFloat(text, 64); err == nil && v >= 0 && v < 1000 {
		return int(v*digitPixels + 0.5)
	}
	return otherwise
}

func heightPixels(text string, otherwise int) int {
	if v, err := strconv.ParseFloat(text, 64); err == nil && v >= 0 && v < 1000 {
		return int(v*pixelsPerInch/pointsPerInch + 0.5)
	}
	return otherwise
}

func (g *grid) columnSize(column int) int {
	for _, c := range g.columns {
		if c.first <= column && column <= c.last {
			return c.size
		}
	}
	return g.width
}

func (g *grid) rowSize(row int) int {
	if size, found := g.rows[row]; found {
		return size
	}
	return g.height
}

// The box of a comment, in pixels.
const (
	boxWidth      = 300
	wideBox       = 420
	boxLineHeight = 17
	boxMargin     = 14
	highestBox    = 560
	// boxDigit is a digit of the font in a box.
	boxDigit = 6.3
)

// boxSize is a box that shows a whole text, if it can.
func boxSize(text string) (width, height int) {
	width = boxWidth
	if n := lines(text, boxWidth/boxDigit); n > 12 {
		width = wideBox
	}
	return width, min(lines(text, float64(width)/boxDigit)*boxLineHeight+boxMargin, highestBox)
}

// anchor is where the box of a cell's comment begins and ends: column, pixels
// into it, row, pixels into it, and the same again.
func (g *grid) anchor(row, column int, text string) string {
	width, height := boxSize(text)
	limits := DefaultLimits()
	left, top := column+1, max(1, row-1)
	if left+20 > limits.Columns {
		left = max(1, column-20)
	}
	left, intoLeft := walk(left, 15, limits.Columns, g.columnSize)
	top, intoTop := walk(top, 4, limits.Rows, g.rowSize)
	right, intoRight := walk(left, intoLeft+width, limits.Columns, g.columnSize)
	if right == limits.Columns { // all columns that follow are hidden
		left, intoLeft = max(1, column-10), 0
		right, intoRight = walk(left, width, limits.Columns, g.columnSize)
	}
	bottom, intoBottom := walk(top, intoTop+height, limits.Rows, g.rowSize)
	return fmt.Sprintf("%d, %d, %d, %d, %d, %d, %d, %d",
		left-1, intoLeft, top-1, intoTop, right-1, intoRight, bottom-1, intoBottom)
}

// walk goes pixels on from the beginning of a column or row.
func walk(from, pixels, last int, size func(int) int) (at, into int) {
	for at = from; at < last; at++ {
		n := size(at)
		if pixels < n {
			return at, pixels
		}
		pixels -= n
	}
	return last, 0
}
