package graded

import (
	"slices"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// CorrectionSheet lists the answers that accepted corrections replaced, old
// and new beside each other with the case number: nothing old is deleted
// (article 20).
const CorrectionSheet = "更正"

// notGraded is the grade of somebody who could not be graded.
const notGraded = "未评分"

// Headers of 更正 that the reader finds its way by.
const (
	caseHeader      = "编号"
	oldAnswerHeader = "原填报"
	oldPointsHeader = "原得分"
	newAnswerHeader = "更正为"
	newPointsHeader = "新得分"
	oldTotalHeader  = "原综合得分"
	oldGradeHeader  = "原等级"
	newTotalHeader  = "新综合得分"
	newGradeHeader  = "新等级"
	// Only where a county's own rules know 不适用 (reading 8).
	oldAdjustedHeader = "原折算总分"
	newAdjustedHeader = "新折算总分"
)

// CorrectedLayouts are the sheets of a graded workbook in which answers may
// have been corrected; see Writer.Corrected.
func CorrectedLayouts(r *rubric.Rubric) []sheet.Layout {
	return slices.Insert(Layouts(r), correctionSheet, correctionLayout(r))
}

func correctionLayout(r *rubric.Rubric) sheet.Layout {
	columns := []sheet.Column{
		{Header: caseHeader, Width: 17, Style: sheet.CodeText, Wrap: true},
		{Header: countyHeader, Width: 11, Style: sheet.CenterText, Recurring: true},
		{Header: schoolHeader, Width: 20, Wrap: true, Recurring: true},
		{Header: nameHeader, Width: 9, Style: sheet.CenterText, Wrap: true},
		{Header: idHeader, Width: 20, Style: sheet.CodeText},
		{Header: indicatorHeader, Width: 22, Wrap: true, Recurring: true},
		{Header: oldAnswerHeader, Width: 10, Style: sheet.CenterText, Wrap: true},
		{Header: oldPointsHeader, Width: 7.5, Style: sheet.PointCell},
		{Header: newAnswerHeader, Width: 10, Style: sheet.CenterText, Wrap: true},
		{Header: newPointsHeader, Width: 7.5, Style: sheet.PointCell},
	}
	columns = append(columns, gradingColumns(r, oldTotalHeader, oldAdjustedHeader, oldGradeHeader)...)
	was := len(columns) - 1
	columns = append(columns, gradingColumns(r, newTotalHeader, newAdjustedHeader, newGradeHeader)...)
	is := len(columns) - 1
	moved := "$" + sheet.CellName(2, is+1) + "<>$" + sheet.CellName(2, was+1)
	return sheet.Layout{
		Name: CorrectionSheet, FreezeColumns: 4, Filter: true, Tab: "548235", OmitEmpty: true,
		Columns:    append(columns, sheet.Column{Header: sourceHeader, Width: 14, Wrap: true}),
		Highlights: []sheet.Highlight{{Column: is, Formula: moved, Fill: "FFF2CC", Ink: "7F6000", Bold: true, From: is, To: is}},
	}
}

// gradingColumns are the columns of a Grading; it has no adjusted total under
// rules that know no 不适用.
func gradingColumns(r *rubric.Rubric, total, adjusted, grade string) []sheet.Column {
	columns := []sheet.Column{{Header: total, Width: 10, Style: sheet.TotalCell}}
	if r.AllowsNotApplicable() {
		columns = append(columns, sheet.Column{Header: adjusted, Width: 10, Style: sheet.TotalCell})
	}
	return append(columns, sheet.Column{Header: grade, Width: 8, Style: sheet.CenterText})
}

// Corrected writes what was corrected of a practitioner, a row each answer. old
// is the result of the answers as the school wrote them, now that of those that
// count; nil where they could not be graded.
func (w *Writer) Corrected(e *submission.Entry, old, now *result.Result) error {
	p := &e.Practitioner
	for _, c := range e.Corrected {
		n := &e.Rubric.Indicators[c.Indicator]
		row := append(w.row[:0],
			sheet.TextValue(c.Case), sheet.TextValue(p.County), sheet.TextValue(p.School), sheet.TextValue(p.Name),
			sheet.TextValue(p.ID.Reveal()), sheet.TextValue(n.Label()),
			sheet.TextValue(c.Old.Given), earnedBy(c.Old, n), sheet.TextValue(c.New.Given), earnedBy(c.New, n))
		row = appendGrading(row, w.rubric, GradingOf(old))
		row = appendGrading(row, w.rubric, GradingOf(now))
		w.row = append(row, sheet.TextValue(Row(e.Place)))
		w.corrected++
		if err := w.append(correctionSheet, w.row); err != nil {
			return err
		}
	}
	return nil
}

// earnedBy is what an answer earns; an answer that does not stand earns nothing
// that could be told.
func earnedBy(a submission.Answer, n *rubric.Indicator) sheet.Value {
	if !a.Stands {
		return sheet.Empty()
	}
	earned, _ := a.Earns(n)
	return sheet.PointsValue(earned)
}

// Grading is what answers came to: the literal total, which counts what does
// not apply as nothing, and the adjusted one, by which the grade then is
// (reading 8).
type Grading struct {
	Total points.Points
	// Adjusted is cut off after two decimals, nil where everything applies.
	Adjusted *points.Points
	// Grade is empty where nobody could be graded; then there is no total.
	Grade string
}

// GradingOf is what a result came to; nil is none.
func GradingOf(res *result.Result) (g Grading) {
	if res == nil {
		return g
	}
	g.Total, g.Grade = res.Total, res.Grade
	if res.Adjusted != nil {
		shown := res.Adjusted.Shown()
		g.Adjusted = &shown
	}
	return g
}

// Points says how many points it came to: 75 分，折算总分 82.2 分.
func (g Grading) Points() string {
	text := g.Total.String() + " 分"
	if g.Adjusted != nil {
		text += "，" + adjustedHeader + " " + g.Adjusted.String() + " 分"
	}
	return text
}

// appendGrading adds what stands under gradingColumns.
func appendGrading(row []sheet.Value, r *rubric.Rubric, g Grading) []sheet.Value {
	total, adjusted, grade := sheet.Empty(), sheet.Empty(), notGraded
	if g.Grade != "" {
		total, grade = sheet.PointsValue(g.Total), g.Grade
	}
	if g.Adjusted != nil {
		adjusted = sheet.PointsValue(*g.Adjusted)
	}
	row = append(row, total)
	if r.AllowsNotApplicable() {
		row = append(row, adjusted)
	}
	return append(row, sheet.TextValue(grade))
}
