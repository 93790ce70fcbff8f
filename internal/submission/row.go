package submission

import (
	"cmp"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/sheet"
)

// carried is the county or school that a merged cell gives to the rows it
// spans.
type carried struct {
	merges []sheet.Range // of the column, downwards, none over another
	cell   sheet.Cell    // of the first of them
}

// setUp takes the merges that begin in a column.
func (c *carried) setUp(merges []sheet.Range, column int) {
	for _, m := range merges {
		if m.Left == column && m.Bottom > m.Top {
			c.merges = append(c.merges, m)
		}
	}
	slices.SortFunc(c.merges, func(a, b sheet.Range) int { return cmp.Compare(a.Top, b.Top) })
	bottom := 0
	c.merges = slices.DeleteFunc(c.merges, func(m sheet.Range) bool {
		over := m.Top <= bottom
		bottom = max(bottom, m.Bottom)
		return over
	})
}

// fill gives the cell of the merge that spans the row, where the row's own is
// blank.
func (c *carried) fill(row int, own sheet.Cell) sheet.Cell {
	for len(c.merges) > 0 && c.merges[0].Bottom < row {
		c.merges, c.cell = c.merges[1:], sheet.Cell{}
	}
	switch {
	case len(c.merges) == 0 || c.merges[0].Top > row:
	case c.merges[0].Top == row:
		c.cell = own
	case own.Kind == sheet.Blank:
		return c.cell
	}
	return own
}

// spread sorts the row's cells into fields and answers.
func (s *sheetReading) spread(row sheet.Row) (loose []sheet.Cell) {
	clear(s.cells[:])
	clear(s.answers)
	for _, cell := range row.Cells {
		var t target
		if cell.Column < len(s.targets) {
			t = s.targets[cell.Column]
		}
		switch t.kind {
		case fieldTarget:
			s.cells[t.index] = cell
		case indicatorTarget:
			s.answers[t.index] = cell
		default:
			loose = append(loose, cell)
		}
	}
	return loose
}

// dataRow reads one row under the header: a practitioner, a row that is
// skipped and reported, or nothing.
func (s *sheetReading) dataRow(row sheet.Row) error {
	loose := s.spread(row)
	written := s.cells
	s.cells[county] = s.carry[county].fill(row.Number, s.cells[county])
	s.cells[school] = s.carry[school].fill(row.Number, s.cells[school])
	if s.isBlank(written, loose) {
		return nil
	}
	s.report.Rows++
	if row.Hidden {
		s.hidden.note(row.Number)
	}
	s.reportUnnamed(row, loose)
	if row.Number <= s.headerEnd && isEmpty(written[id]) && isEmpty(written[name]) {
		s.skip(finding.NoteRow, row, 0, "表头的一部分")
		return nil
	}
	if code, column, text := s.skipped(written, loose); code != "" {
		s.skip(code, row, column, text)
		return nil
	}
	s.people++
	s.readEntry(row.Number)
	s.guards.note(&s.entry)
	return s.visit(&s.entry)
}

// skip reports a row that is no practitioner.
func (s *sheetReading) skip(code finding.Code, row sheet.Row, column int, text string) {
	s.report.Skipped++
	s.find(code, s.at(row.Number, column), shownValue(text), finding.Words{"row": itoa(row.Number)})
}

// isBlank reports a row in which nobody wrote anything: at most a running
// number in a column that is not read.
func (s *sheetReading) isBlank(written [fieldCount]sheet.Cell, loose []sheet.Cell) bool {
	filled := func(cell sheet.Cell) bool { return !isEmpty(cell) }
	return !slices.ContainsFunc(written[:], filled) && !slices.ContainsFunc(s.answers, filled) &&
		!slices.ContainsFunc(loose, func(cell sheet.Cell) bool { return filled(cell) && !isNumber(cell) })
}

func isEmpty(cell sheet.Cell) bool {
	switch cell.Kind {
	case sheet.Blank:
		return true
	case sheet.Text:
		return fold.IsBlank(cell.Text)
	}
	return false
}

func isNumber(cell sheet.Cell) bool {
	return cell.Kind == sheet.Number || readEntry(cell).isNumber
}

// reportUnnamed warns once of each column that holds something but has no
// header: it may be a column whose header was lost.
func (s *sheetReading) reportUnnamed(row sheet.Row, loose []sheet.Cell) {
	for _, cell := range loose {
		named := cell.Column < len(s.texts) && fold.Text(s.texts[cell.Column]) != ""
		if named || isEmpty(cell) || s.loose[cell.Column] {
			continue
		}
		s.loose[cell.Column] = true
		s.find(finding.UnknownColumn, s.at(row.Number, cell.Column), "（无表头）", nil)
	}
}

// totals are the words of a totals row.
var totals = []string{"合计", "总计", "小计"}

// skipped says whether the row is a totals row or a note row, at which
// column, and what it says.
func (s *sheetReading) skipped(written [fieldCount]sheet.Cell, loose []sheet.Cell) (finding.Code, int, string) {
	idText := fold.Text(written[id].Text)
	if !looksLikeID(idText) {
		for _, cell := range append([]sheet.Cell{written[name], written[county], written[school]}, loose...) {
			where := cell.Column == s.fields[name] || cell.Column == s.fields[county] || isEmpty(written[name])
			if isTotals(cell) && where {
				return finding.TotalsRow, cell.Column, cell.Text
			}
		}
	}
	if cell, repeats := s.repeatsHeader(written[id]); repeats {
		return finding.NoteRow, cell.Column, cell.Text
	}
	if strings.ContainsAny(idText, "0123456789") || written[id].Kind == sheet.NoValue || written[id].Kind == sheet.Error {
		return "", 0, ""
	}
	for _, cell := range s.answers {
		if !isEmpty(cell) {
			return "", 0, ""
		}
	}
	for _, cell := range append(written[:], loose...) {
		if !isEmpty(cell) && !isNumber(cell) {
			return finding.NoteRow, cell.Column, cell.Text
		}
	}
	return finding.NoteRow, 0, ""
}

// looksLikeID tells an ID number, even a wrong one, from a stray figure such
// as the number of people in a totals row.
func looksLikeID(text string) bool {
	const fewest = 5
	n := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n >= fewest
}

func isTotals(cell sheet.Cell) bool {
	text := fold.Text(cell.Text)
	return slices.ContainsFunc(totals, func(word string) bool { return strings.HasPrefix(text, word) })
}

// repeatsHeader reports a row that holds the header again, as printed lists
// do on every page.
func (s *sheetReading) repeatsHeader(idCell sheet.Cell) (sheet.Cell, bool) {
	if !isEmpty(idCell) {
		t := s.headers.match(idCell.Text)
		return idCell, t.kind == fieldTarget && field(t.index) == id
	}
	// The lower row of a heading of two.
	var last sheet.Cell
	again := 0
	for i, cell := range s.answers {
		if t := s.headers.match(cell.Text); t.kind == indicatorTarget && t.index == i {
			last = cell
			again++
		}
	}
	return last, again >= fewestIndicators
}

// readEntry reads a practitioner's row into s.entry.
func (s *sheetReading) readEntry(row int) {
	e := &s.entry
	e.Place = s.at(row, 0)
	e.idColumn = s.fields[id]
	e.Findings = e.Findings[:0]
	e.Blocking = s.blocking
	s.readIdentity(e)
	for i, cell := range s.answers {
		e.Answers[i] = Answer{}
		if s.columns[i] != 0 {
			s.readAnswer(e, i, cell)
		}
	}
	s.checkRecords(e)
	slices.SortStableFunc(e.Findings, byColumn)
}

// fault notes a finding of the practitioner's row.
func (s *sheetReading) fault(e *Entry, code finding.Code, column int, value string, words finding.Words) *finding.Finding {
	at := e.Place
	at.Column = column
	e.Findings = append(e.Findings, finding.Finding{
		Code: code, Place: at, Name: practitioner.MaskWithin(e.Practitioner.Name), Value: value, Words: words,
	})
	return &e.Findings[len(e.Findings)-1]
}

func (s *sheetReading) readAnswer(e *Entry, i int, cell sheet.Cell) {
	r := s.questions[i].read(cell)
	e.Answers[i] = r.Answer
	if r.code == "" {
		return
	}
	indicator := &s.rubric.Indicators[i]
	words := finding.Words{
		"name": indicator.Name, "column": indicator.Label(), "allowed": Allowed(indicator),
		"statement": s.statement(i), "counted": r.counted, "percent": r.percent,
		"decimals": itoa(indicator.Range.Decimals),
	}
	s.fault(e, r.code, s.columns[i], shownValue(r.Given), words).Indicator = indicator.Number
}

// statement is what a hint adds to the allowed answers where an indicator's
// title sounds the other way round (reading 11).
func (s *sheetReading) statement(i int) string {
	indicator := &s.rubric.Indicators[i]
	if !slices.Contains(s.rubric.Guards.Polarity.Indicators, indicator.Number) {
		return ""
	}
	return "（评分说明：" + strings.TrimRight(indicator.Statement, "。") + "；做到的填“" + indicator.Answers[best(indicator.Answers)].Text + "”）"
}
