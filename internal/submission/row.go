package submission

import (
	"cmp"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/rubric"
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
func (s *sheetReading) spread(cells []sheet.Cell) {
	clear(s.cells[:])
	clear(s.answers)
	s.rest = s.rest[:0]
	for i := range cells {
		cell := &cells[i]
		var t target
		if cell.Column < len(s.targets) {
			t = s.targets[cell.Column]
		}
		switch t.kind {
		case indicatorTarget:
			s.answers[t.index] = *cell
		case fieldTarget:
			s.cells[t.index] = *cell
		case unknownTarget, mismatchTarget:
			if !s.roster {
				s.rest = append(s.rest, *cell)
			}
		}
	}
}

// dataRow reads one row under the header: a practitioner, a row that is
// skipped and reported, or nothing.
func (s *sheetReading) dataRow(row sheet.Row) error {
	s.spread(row.Cells)
	s.written = s.cells
	s.cells[county] = s.carry[county].fill(row.Number, s.cells[county])
	s.cells[school] = s.carry[school].fill(row.Number, s.cells[school])
	if s.isBlank() {
		return nil
	}
	s.settle(row)
	s.report.Rows++
	if row.Hidden {
		s.hidden.note(row.Number)
	}
	s.reportUnnamed(row.Number)
	if s.skip(row.Number) {
		return nil
	}
	s.people++
	s.readEntry(row.Number)
	if !s.roster {
		s.guards.note(&s.entry)
		s.lost.note(s, row.Number)
		if s.entry.Unanswered = s.isUnanswered(); s.entry.Unanswered {
			s.report.Unanswered++
		}
	}
	return s.visit(&s.entry)
}

// isUnanswered reports somebody for whom nothing was answered yet; answers
// that last may have been carried over from last year.
func (s *sheetReading) isUnanswered() bool {
	for i := range s.answers {
		if filled(s.answers[i]) && !s.rubric.Indicators[i].Lasting {
			return false
		}
	}
	return true
}

// isBlank reports a row in which nobody wrote anything: at most a running
// number in a column that is not read, and in a template the county and the
// school that it fills in for every row.
func (s *sheetReading) isBlank() bool {
	for f := range fieldCount {
		if f != county && f != school && filled(s.written[f]) {
			return false
		}
	}
	if slices.ContainsFunc(s.answers, filled) ||
		slices.ContainsFunc(s.rest, func(cell sheet.Cell) bool { return filled(cell) && !isNumber(cell) }) {
		return false
	}
	return isEmpty(s.written[county]) && isEmpty(s.written[school]) || s.isPrepared()
}

// isPrepared reports that county and school may be the template's own: no
// note stands there and no word of a totals row.
func (s *sheetReading) isPrepared() bool {
	at := &s.written[county]
	return s.report.Stamp.Kind != "" && !isTotals(s.written[school]) &&
		(isEmpty(*at) || at.Kind == sheet.Text && s.counties.find(at.Text) >= 0)
}

func filled(cell sheet.Cell) bool { return !isEmpty(cell) }

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
func (s *sheetReading) reportUnnamed(row int) {
	for _, cell := range s.rest {
		named := cell.Column < len(s.texts) && fold.Text(s.texts[cell.Column]) != ""
		if named || isEmpty(cell) || s.loose[cell.Column] {
			continue
		}
		s.loose[cell.Column] = true
		s.find(finding.UnknownColumn, s.at(row, cell.Column), "（无表头）", nil)
	}
}

// readEntry reads a practitioner's row into s.entry.
func (s *sheetReading) readEntry(row int) {
	e := &s.entry
	e.Place = s.at(row, 0)
	e.idColumn = s.fields[id]
	e.Findings = e.Findings[:0]
	e.Blocking = s.blocking
	s.readIdentity(e)
	s.rules = s.all.of(e.Practitioner.CountyIndex)
	e.Rubric = s.rules.rubric
	s.checkIssued(e)
	s.correct(e)
	for i := range s.answers {
		if s.columns[i] == 0 {
			e.Answers[i] = Answer{}
			continue
		}
		s.readAnswer(e, i, &s.answers[i])
	}
	s.noteCorrected(e)
	if len(s.rubric.Overlays) > 0 && !s.roster {
		s.checkRest(e)
	}
	if !s.roster {
		s.checkRecords(e)
	}
	if len(e.Findings) > 1 {
		slices.SortStableFunc(e.Findings, byColumn)
	}
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

func (s *sheetReading) readAnswer(e *Entry, i int, cell *sheet.Cell) {
	r := s.readCell(e, i, cell)
	e.Answers[i] = r.Answer
	if r.code == "" {
		return
	}
	indicator := &e.Rubric.Indicators[i]
	words := r.words(indicator, statement(e.Rubric, indicator))
	if r.code == finding.NotApplicable {
		s.rules.questions[i].whose(words, e.staff())
	}
	f := s.fault(e, r.code, s.columns[i], shownValue(r.Given), words)
	f.Indicator = indicator.Number
	switch r.code {
	case finding.MissingAnswer, finding.UnknownAnswer, finding.OutOfRange, finding.CellError:
		s.explain(f, subject{
			text:    aboutIndicator(indicator),
			allowed: words["allowed"] + words["statement"], format: typedAs(indicator),
		}, *cell)
	}
}

// readCell reads an answer cell of the practitioner.
func (s *sheetReading) readCell(e *Entry, i int, cell *sheet.Cell) *reply {
	q := s.rules.questions[i]
	r := q.readAt(cell, s.info.From1904)
	if r.code == "" {
		return r
	}
	return q.excuse(r, e.staff())
}

// words fill the blanks of what a finding about the answer says.
func (r *reply) words(n *rubric.Indicator, statement string) finding.Words {
	return finding.Words{
		"name": n.Name, "column": n.Label(), "allowed": Allowed(n), "statement": statement,
		"counted": r.counted, "percent": r.percent, "decimals": itoa(n.Range.Decimals),
	}
}

// aboutIndicator is how a message names an indicator.
func aboutIndicator(n *rubric.Indicator) string {
	return "第 " + itoa(n.Number) + " 项“" + n.Name + "”"
}

// typedAs is the number format of a cell that an answer is typed into.
func typedAs(n *rubric.Indicator) string {
	if n.Kind == rubric.Rate {
		return "百分比"
	}
	return "常规"
}

// statement is what a hint adds to the allowed answers where an indicator's
// title sounds the other way round (reading 11).
func statement(r *rubric.Rubric, indicator *rubric.Indicator) string {
	if !slices.Contains(r.Guards.Polarity.Indicators, indicator.Number) {
		return ""
	}
	return "（评分说明：" + strings.TrimRight(indicator.Statement, "。") + "；做到的填“" + indicator.Answers[best(indicator.Answers)].Text + "”）"
}
