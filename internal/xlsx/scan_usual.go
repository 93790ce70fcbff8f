package xlsx

import (
	"bytes"
	"slices"
	"strconv"

	"credit/internal/sheet"
)

// Nine in ten cells of a submission, and of what this program writes, have one
// of four forms, and stand right of the one before:
//
//	<c r="B7" s="3" t="s"><v>12</v></c>
//	<c r="B7" s="3"><v>0.95</v></c>, also with t="n"
//	<c r="B7" s="3" t="inlineStr"><is><t>甲</t></is></c>
//	<c r="B7" s="3"/>
//
// with or without s. They are read here, without a look at each attribute.

// usual reads the cell that comes next, if it is of that sort. If not, nothing
// is read of it.
func (s *scanner) usual() bool {
	start := s.at
	if bytes.HasPrefix(s.b[start:], s.next.text) && s.usualCell(len(s.next.text)) {
		s.column++
		s.next.advance()
		return true
	}
	s.at = start
	return false
}

// usualCell reads what follows the place of a cell, whose length is given.
func (s *scanner) usualCell(place int) bool {
	s.at += place
	style := 0
	if s.take(` s="`) {
		n, ok := s.count()
		if !ok || !s.take(`"`) {
			return false
		}
		style = n
	}
	if style >= len(s.book.styles.shows) || s.column >= s.book.limits.Columns {
		return false
	}
	cell := sheet.Cell{Column: s.column + 1, Percent: s.book.styles.shows[style].percent, Date: s.book.styles.shows[style].date}
	ok := false
	switch {
	case s.take(` t="s"><v>`):
		ok = s.usualShared(&cell)
	case s.take(`/>`):
		return true
	case s.take(`><v>`), s.take(` t="n"><v>`):
		ok = s.usualNumber(&cell)
	case s.take(` t="inlineStr"><is><t>`):
		ok = s.usualText(&cell)
	}
	if ok && cell.Kind != sheet.Blank {
		s.cells = append(s.cells, cell)
	}
	return ok
}

func (s *scanner) usualShared(to *sheet.Cell) bool {
	i, ok := s.count()
	if !ok || i >= s.book.texts.count || !s.take("</v></c>") {
		return false
	}
	if to.Text = s.book.texts.at(i); to.Text != "" {
		to.Kind, to.Shared = sheet.Text, int32(i)+1
	}
	return true
}

func (s *scanner) usualNumber(to *sheet.Cell) bool {
	text, ok := s.until("</v></c>")
	if !ok || !isDecimal(text) {
		return false
	}
	to.Kind, to.Text = sheet.Number, s.recurring.of(text)
	return true
}

func (s *scanner) usualText(to *sheet.Cell) bool {
	raw, ok := s.until("</t></is></c>")
	if !ok {
		return false
	}
	text, ok := s.resolve(raw)
	if text = plainText(text); len(text) > 0 {
		to.Kind, to.Text = sheet.Text, s.recurring.of(text)
	}
	return ok
}

// count reads the whole number that comes next, of one to nine digits.
func (m *markup) count() (n int, ok bool) {
	const most = 9
	at := m.at
	for ; at < len(m.b) && at < m.at+most && '0' <= m.b[at] && m.b[at] <= '9'; at++ {
		n = n*10 + int(m.b[at]-'0')
	}
	ok = at > m.at
	m.at = at
	return n, ok
}

// nextCell is how the tag of a cell begins, up to its place: <c r="B7".
type nextCell struct {
	text []byte
	// letters is where its column ends in text.
	letters int
}

const placeStart = `<c r="`

// set is the place of that column and row.
func (p *nextCell) set(row, column int) {
	p.text = appendColumn(append(p.text[:0], placeStart...), column)
	p.letters = len(p.text)
	p.text = append(strconv.AppendInt(p.text, int64(row), 10), '"')
}

func appendColumn(to []byte, column int) []byte {
	if column == 0 {
		return to
	}
	column--
	return append(appendColumn(to, column/26), byte('A'+column%26))
}

// advance goes on to the place right of it.
func (p *nextCell) advance() {
	for i := p.letters - 1; i >= len(placeStart); i-- {
		if p.text[i] < 'Z' {
			p.text[i]++
			return
		}
		p.text[i] = 'A'
	}
	p.text = slices.Insert(p.text, len(placeStart), 'A')
	p.letters++
}
