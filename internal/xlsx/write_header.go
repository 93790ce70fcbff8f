package xlsx

import (
	"slices"
	"strconv"

	"credit/internal/sheet"
)

// startTable writes what stands above the data: headings, sections, groups,
// notes, headers.
func (s *sheetWriter) startTable(l *looks) error {
	for i, text := range s.layout.Heading {
		if err := s.heading(i, text, l); err != nil {
			return err
		}
	}
	s.top = s.row + 1
	for _, start := range []func(*looks) error{s.sectionRow, s.groupRow, s.noteRow} {
		if err := start(l); err != nil {
			return err
		}
	}
	if !s.layout.Plain || s.hasHeaders() {
		if err := s.headerRow(l); err != nil {
			return err
		}
		s.header = s.row
	}
	s.data, s.started = s.row, true
	return nil
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
func (s *sheetWriter) heading(i int, text string, l *looks) error {
	make, height := l.note, float64(lines(text, s.width()))*lineHeight+2*pageSpace
	switch {
	case i == 0 && s.layout.Banner:
		make, height = l.banner, float64(lines(text, s.width()*fontSize/bannerSize))*bannerHeight+4*pageSpace
	case i == 0:
		make, height = l.title, titleHeight
		if s.layout.Reach > 0 {
			height = narrowTitle // every row in view is one person less
		}
	}
	id, err := make()
	if err != nil {
		return err
	}
	s.startRow(min(maxHeight, height))
	s.styled(0, id, text)
	for i := 1; i < len(s.columns) && s.layout.Reach > 0; i++ {
		s.styled(i, id, "") // else the columns' own style shows
	}
	return s.endRow()
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

func (s *sheetWriter) sectionRow(l *looks) error { return s.bandRow(sectionOf, l.section) }
func (s *sheetWriter) groupRow(l *looks) error   { return s.bandRow(groupOf, l.group) }

// bandRow writes a row of sections or groups, if there are any. Above a
// column without one the header's colour goes on; the header stays in one
// row, so that a filter and a reader find it there.
func (s *sheetWriter) bandRow(name func(sheet.Column) string, style func(named bool, tint int) (int, error)) error {
	if !slices.ContainsFunc(s.layout.Columns, func(c sheet.Column) bool { return name(c) != "" }) {
		return nil
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
		id, err := style(text != "", tint)
		if err != nil {
			return err
		}
		if text != "" {
			tint++
		}
		for i := run.First; i <= run.Last; i++ {
			s.styled(i, id, text)
			text = ""
		}
	}
	return s.endRow()
}

// noteRow writes the small print of the columns, if there is any.
func (s *sheetWriter) noteRow(l *looks) error {
	most := 0
	for _, c := range s.layout.Columns {
		if c.Note != "" {
			most = max(most, lines(c.Note, c.Width*fontSize/smallSize))
		}
	}
	if most == 0 {
		return nil
	}
	id, err := l.small()
	if err != nil {
		return err
	}
	s.startRow(min(maxHeight, float64(most)*smallHeight+rowSpace))
	for i, c := range s.layout.Columns {
		s.styled(i, id, c.Note)
	}
	return s.endRow()
}

func (s *sheetWriter) spanWidth(run sheet.Span) float64 {
	sum := 0.0
	for _, c := range s.layout.Columns[run.First : run.Last+1] {
		sum += c.Width
	}
	return sum
}

func (s *sheetWriter) headerRow(l *looks) error {
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
		id, err := l.header(s.layout.Plain)
		if err != nil {
			return err
		}
		s.styled(i, id, c.Header)
	}
	return s.endRow()
}

// styled writes a text cell with a style of its own.
func (s *sheetWriter) styled(i, style int, text string) {
	s.remember(i, text)
	start, attribute := s.columns[i].start, ` s="`+strconv.Itoa(style)+`"`
	if text == "" {
		s.open(start, attribute)
		s.line = append(s.line, "/>"...)
		return
	}
	s.text(start, attribute, text)
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
