package xlsx

import (
	"strconv"

	"credit/internal/sheet"
)

// startTable writes what stands above the data: headings, groups, headers.
func (s *sheetWriter) startTable(l *looks) error {
	for i, text := range s.layout.Heading {
		if err := s.heading(i, text, l); err != nil {
			return err
		}
	}
	if s.hasGroups() {
		if err := s.groupRow(l); err != nil {
			return err
		}
		s.group = s.row
	}
	if !s.layout.Plain || s.hasHeaders() {
		if err := s.headerRow(l); err != nil {
			return err
		}
		s.header = s.row
	}
	s.data = s.row
	return nil
}

func (s *sheetWriter) hasGroups() bool {
	for _, c := range s.layout.Columns {
		if c.Group != "" {
			return true
		}
	}
	return false
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
	if i == 0 {
		make, height = l.title, 36
	}
	id, err := make()
	if err != nil {
		return err
	}
	s.startRow(min(maxHeight, height))
	s.styled(0, id, text)
	return s.endRow()
}

// width is how many characters the sheet is wide.
func (s *sheetWriter) width() float64 {
	return widthOf(s.layout.Columns)
}

// groups are the runs of neighbouring columns of one group.
func (s *sheetWriter) groups() []sheet.Span {
	var runs []sheet.Span
	for i, c := range s.layout.Columns {
		if i > 0 && c.Group == s.layout.Columns[i-1].Group {
			runs[len(runs)-1].Last = i
			continue
		}
		runs = append(runs, sheet.Span{First: i, Last: i})
	}
	return runs
}

// groupRow writes the row of groups. Above a column without one the header's
// colour goes on; the header stays in one row, so that a filter and a reader
// find it there.
func (s *sheetWriter) groupRow(l *looks) error {
	most, tint := 1, 0
	for _, run := range s.groups() {
		most = max(most, lines(s.layout.Columns[run.First].Group, s.spanWidth(run)))
	}
	s.startRow(float64(most)*lineHeight + rowSpace)
	for _, run := range s.groups() {
		name := s.layout.Columns[run.First].Group
		id, err := l.group(name != "", tint)
		if err != nil {
			return err
		}
		if name != "" {
			tint++
		}
		for i := run.First; i <= run.Last; i++ {
			s.styled(i, id, name)
			name = ""
		}
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
			most = max(most, lines(c.Header, c.Width))
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
	start, attribute := s.columns[i].start, ` s="`+strconv.Itoa(style)+`"`
	if text == "" {
		s.open(start, attribute)
		s.line = append(s.line, "/>"...)
		return
	}
	s.text(start, attribute, text)
}
