package submission

import (
	"slices"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Correction replaces what a school wrote for one indicator, after a
// correction or a repair was accepted (articles 17 and 18).
type Correction struct {
	// Case is the case number (编号).
	Case string
	// Row is where the correction stands in its list: it tells one from
	// another.
	Row int
	// Indicator is the index of the indicator.
	Indicator int
	// New is the answer cell that stands instead.
	New sheet.Cell
}

// Corrections are what to replace, by the practitioner's ID number in full; of
// nobody is the same indicator replaced twice. Several readers may share them.
type Corrections map[string][]Correction

// Corrected is an answer that was replaced. Old is what the school wrote, New
// what counts.
type Corrected struct {
	*Correction
	Old, New Answer
}

// Correct has the reader replace answers wherever their practitioners stand.
func (r *Reader) Correct(c Corrections) { r.corrections = c }

// correct replaces the answer cells of the practitioner before they are read,
// so that findings, points and grade follow as if the school had written so.
// Only a valid ID number says for certain whose answers they are.
func (s *sheetReading) correct(e *Entry) {
	e.Corrected = e.Corrected[:0]
	if !e.ValidID || s.roster {
		return
	}
	list := s.corrections[e.Practitioner.ID.Reveal()]
	for k := range list {
		c := &list[k]
		old := s.readCell(e, c.Indicator, &s.answers[c.Indicator]).Answer
		cell := c.New
		cell.Column = s.columns[c.Indicator]
		s.answers[c.Indicator] = cell
		e.Corrected = append(e.Corrected, Corrected{Correction: c, Old: old})
	}
}

// noteCorrected completes what was replaced once the answers are read. Where
// the sheet has no column for an answer, everyone on it is held back
// (missing-column), and the correction is reported all the same.
func (s *sheetReading) noteCorrected(e *Entry) {
	for k := range e.Corrected {
		c := &e.Corrected[k]
		if s.columns[c.Indicator] == 0 {
			e.Answers[c.Indicator] = s.readCell(e, c.Indicator, &c.Correction.New).Answer
		}
		c.New = e.Answers[c.Indicator]
	}
}

// IsCorrected reports that answers of the practitioner were replaced.
func (e *Entry) IsCorrected() bool { return len(e.Corrected) > 0 }

// Uncorrected are the answers as the school wrote them; false where one of
// those that were replaced did not stand, so that nobody could be graded by
// them.
func (e *Entry) Uncorrected() (answers []Answer, stand bool) {
	answers, stand = slices.Clone(e.Answers), true
	for _, c := range e.Corrected {
		answers[c.Indicator] = c.Old
		stand = stand && c.Old.Stands
	}
	return answers, stand
}

// Cases are the case numbers by which answers of the practitioner were
// replaced, sorted, each once.
func (e *Entry) Cases() []string {
	var cases []string
	for _, c := range e.Corrected {
		cases = append(cases, c.Case)
	}
	slices.Sort(cases)
	return slices.Compact(cases)
}

// Read reads an answer cell as a submission's is read, with the finding that
// it raises, nil for none; from1904 is as in sheet.Info.
func (c *Recall) Read(indicator int, cell sheet.Cell, from1904 bool) (Answer, *finding.Finding) {
	q := c.rules.questions[indicator]
	r := q.excuse(q.readAt(&cell, from1904), c.who)
	if r.code == "" {
		return r.Answer, nil
	}
	n := q.indicator
	f := &finding.Finding{Code: r.code, Indicator: n.Number, Value: shownValue(r.Given), Words: r.words(n, statement(c.rules.rubric, n))}
	if r.code == finding.NotApplicable {
		q.whose(f.Words, c.who)
	}
	if !r.Stands && (cell.Date || isPicture(cell)) {
		f.Value, f.Words["message"], f.Words["hint"] = notAnAnswer(n, r, cell)
	}
	return r.Answer, f
}

// notAnAnswer are the words about a cell that holds a picture or a date.
func notAnAnswer(n *rubric.Indicator, r *reply, cell sheet.Cell) (value, message, hint string) {
	if isPicture(cell) {
		return pictureShown, aboutIndicator(n) + "的单元格里是图片，不是文字", pictureHint + "：" + Allowed(n)
	}
	return r.Given, aboutIndicator(n) + "被当成了日期（" + r.Given + "）", "请先把单元格格式设为“" + typedAs(n) + "”，再重新填写：" + Allowed(n)
}

// Same reports answers that count alike; those that do not stand are alike
// where the same is written.
func (a Answer) Same(other Answer, n *rubric.Indicator) bool {
	switch {
	case a.Stands != other.Stands:
		return false
	case !a.Stands:
		return fold.Key(a.Given) == fold.Key(other.Given)
	case a.NotApplicable != nil || other.NotApplicable != nil:
		return a.NotApplicable == other.NotApplicable
	case n.Kind == rubric.Rate || n.Kind == rubric.Measure:
		return a.Rate.Compare(other.Rate) == 0
	case n.Kind == rubric.Number:
		return a.Number == other.Number
	}
	return a.Choice == other.Choice
}

// IndicatorOf finds the indicator that a cell names by its number, its label,
// its name or in any other way that a header may; false where it is none.
func (r *Reader) IndicatorOf(cell sheet.Cell) (index int, known bool) {
	if cell.Kind != sheet.Text && cell.Kind != sheet.Number {
		return 0, false
	}
	number, known := r.indicatorNumber(cell)
	return number - 1, known
}

// ResidentDefect says in Chinese what is wrong with a 居民身份证 number, and
// what to do; both empty where it is sound.
func ResidentDefect(number practitioner.ID) (defect, remedy string) {
	if defect = residentDefect(number); defect == "" {
		return "", ""
	}
	return defect, defects[number.CheckResident()].remedy
}
