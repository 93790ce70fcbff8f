package xlsx

import (
	"slices"
	"strconv"

	"credit/internal/sheet"
)

// startTable writes what stands above the data: headings, sections, groups,
// notes, headers.
func (s *sheetWriter) startTable() {
	for i, text := range s.layout.Heading {
		s.heading(i, text)
	}
	s.top = s.row + 1
	s.bandRow(sectionOf, s.looks.section)
	s.bandRow(groupOf, s.looks.group)
	s.noteRow()
	if !s.layout.Plain || s.hasHeaders() {
		s.headerRow()
		s.header = s.row
	}
	s.data, s.started = s.row, true
}

func (s *sheetWriter) hasHeaders() bool {
	for _, c := range s.layout.Columns {
		if c.Header != "" {
			return true
		}
	}
	return false
}

// heading writes a row over the whole width: the first is the title.
func (s *sheetWriter) heading(i int, text string) {
	id, height := s.looks.note, float64(lines(text, s.width()))*lineHeight+2*pageSpace
	switch {
	case i == 0 && s.layout.Banner:
		id, height = s.looks.banner, float64(lines(text, s.width()*fontSize/bannerSize))*bannerHeight+4*pageSpace
	case i == 0:
		id, height = s.looks.title, titleHeight
		if s.layout.Reach > 0 {
			height = narrowTitle // every row in view is one person less
		}
	}
	s.startRow(min(maxHeight, height))
	s.styled(0, id(), text)
	for i := 1; i < len(s.columns) && s.layout.Reach > 0; i++ {
		s.styled(i, id(), "") // else the columns' own style shows
	}
	s.endRow()
}

// width is how many characters the sheet is wide.
func (s *sheetWriter) width() float64 {
	return widthOf(s.layout.Columns)
}

// band is a row above the header whose cells go over runs of columns.
type band struct {
	row  int
	runs []sheet.Span
	name func(sheet.Column) string
}

func sectionOf(c sheet.Column) string { return c.Section }
func groupOf(c sheet.Column) string   { return c.Group }

// runs are the neighbouring columns of one name; a section's border parts
// groups too, and a page's both, so that every page bears their names.
func (s *sheetWriter) runs(name func(sheet.Column) string) []sheet.Span {
	var runs []sheet.Span
	for i, c := range s.layout.Columns {
		if i > 0 {
			before := s.layout.Columns[i-1]
			if name(c) == name(before) && c.Section == before.Section && !slices.Contains(s.layout.PageStarts, i) {
				runs[len(runs)-1].Last = i
				continue
			}
		}
		runs = append(runs, sheet.Span{First: i, Last: i})
	}
	return runs
}

// bandRow writes a row of sections or groups, if there are any. Above a
// column without one the header's colour goes on; the header stays in one
// row, so that a filter and a reader find it there.
func (s *sheetWriter) bandRow(name func(sheet.Column) string, style func(named bool, tint int) int) {
	if !slices.ContainsFunc(s.layout.Columns, func(c sheet.Column) bool { return name(c) != "" }) {
		return
	}
	b := band{row: s.row + 1, runs: s.runs(name), name: name}
	s.bands = append(s.bands, b)
	most, tint := 1, 0
	for _, run := range b.runs {
		most = max(most, lines(name(s.layout.Columns[run.First]), s.spanWidth(run)))
	}
	s.startRow(float64(most)*lineHeight + rowSpace)
	for _, run := range b.runs {
		text := name(s.layout.Columns[run.First])
		id := style(text != "", tint)
		if text != "" {
			tint++
		}
		for i := run.First; i <= run.Last; i++ {
			s.styled(i, id, text)
			text = ""
		}
	}
	s.endRow()
}

// noteRow writes the small print of the columns, if there is any.
func (s *sheetWriter) noteRow() {
	most := 0
	for _, c := range s.layout.Columns {
		if c.Note != "" {
			most = max(most, lines(c.Note, c.Width*fontSize/smallSize))
		}
	}
	if most == 0 {
		return
	}
	id := s.looks.small()
	s.startRow(min(maxHeight, float64(most)*smallHeight+rowSpace))
	for i, c := range s.layout.Columns {
		s.styled(i, id, c.Note)
	}
	s.endRow()
}

func (s *sheetWriter) spanWidth(run sheet.Span) float64 {
	sum := 0.0
	for _, c := range s.layout.Columns[run.First : run.Last+1] {
		sum += c.Width
	}
	return sum
}

func (s *sheetWriter) headerRow() {
	height := s.layout.HeaderHeight
	if height == 0 {
		most := 1
		for _, c := range s.layout.Columns {
			if !c.Folded {
				most = max(most, lines(c.Header, c.Width))
			}
		}
		height = max(28, float64(most)*lineHeight+2*rowSpace)
	}
	s.startRow(min(maxHeight, height))
	for i, c := range s.layout.Columns {
		s.styled(i, s.looks.header(s.layout.Plain), c.Header)
	}
	s.endRow()
}

// styled writes a text cell with a style of its own.
func (s *sheetWriter) styled(i, style int, text string) {
	s.remember(i, text)
	start, attribute := s.columns[i].start, ` s="`+strconv.Itoa(style)+`"`
	if text == "" {
		s.open(start, attribute)
		s.text = append(s.text, "/>"...)
		return
	}
	s.inline(start, attribute, text)
}

// remember keeps a text that stands above the data, for Head.
func (s *sheetWriter) remember(i int, text string) {
	if s.started {
		return
	}
	for len(s.head) < s.row {
		s.head = append(s.head, make([]string, len(s.columns)))
	}
	s.head[s.row-1][i] = CellText(text)
}
