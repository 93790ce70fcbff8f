package xlsx

import (
	"strconv"

	"credit/internal/sheet"
)

// apartSpace is what a row has above and below the lines of such a value.
func apartSpace(v sheet.Value) float64 {
	switch {
	case v.Heading:
		return headingSpace
	case v.Boxed && isSmall(v):
		return smallSpace
	case v.Boxed:
		return rowSpace
	case v.Part == sheet.Title:
		return titleSpace
	case v.Part == sheet.CutLine:
		return headingSpace
	case isSmall(v):
		return smallSpace
	}
	return pageSpace
}

func isSmall(v sheet.Value) bool { return v.Part == sheet.Small || v.Part == sheet.SmallMiddle }

// titleSpace is what sets a letter's title off, smallSpace what small print
// needs.
const (
	titleSpace = 16
	smallSpace = 1
)

// scaleOf is how large a value is written, against ordinary text.
func scaleOf(v sheet.Value) float64 {
	switch v.Part {
	case sheet.Title:
		return float64(titleSize) / fontSize
	case sheet.Small, sheet.SmallMiddle, sheet.CutLine:
		return float64(smallSize) / fontSize
	}
	return 1
}

// headingSpace is what sets a heading off from what stands before it.
const headingSpace = 13.5

// lastOf is the last column that a value in column i goes over.
func (s *sheetWriter) lastOf(i int, v sheet.Value) int {
	return min(i+v.Columns()-1, s.last())
}

// writeApart writes a value with a look of its own, over several columns perhaps.
func (s *sheetWriter) writeApart(i int, v sheet.Value) {
	text, _ := v.Text()
	last := s.lastOf(i, v)
	id := s.looks.cell(look{
		style:   s.layout.Columns[i].Style,
		wrap:    true,
		page:    true,
		bold:    v.Bold,
		heading: v.Heading,
		boxed:   v.Boxed,
		part:    v.Part,
		wide:    last > i,
		active:  looksActive(text),
	})
	if last > i {
		s.merges = append(s.merges, sheet.Range{Top: s.row, Left: i + 1, Bottom: s.row, Right: last + 1})
	}
	c := columnWriter{start: s.columns[i].start}
	for variant := range c.styles {
		c.styles[variant] = `" s="` + strconv.Itoa(id) + `"`
	}
	s.text = s.appendCell(s.text, &c, &v)
	for covered := i + 1; covered <= last; covered++ {
		s.styled(covered, id, "")
	}
}
