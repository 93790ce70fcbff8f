package graded

import (
	"slices"

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
)

// CorrectedLayouts are the sheets of a graded workbook in which answers may
// have been corrected; see Writer.Corrected.
func CorrectedLayouts(r *rubric.Rubric) []sheet.Layout {
	return slices.Insert(Layouts(r), correctionSheet, correctionLayout())
}

func correctionLayout() sheet.Layout {
	return sheet.Layout{
		Name: CorrectionSheet, FreezeColumns: 4, Filter: true, Tab: "548235", OmitEmpty: true,
		Columns: []sheet.Column{
			{Header: caseHeader, Width: 17, Style: sheet.CodeText, Wrap: true},
			{Header: countyHeader, Width: 11, Style: sheet.CenterText},
			{Header: schoolHeader, Width: 20, Wrap: true},
			{Header: nameHeader, Width: 9, Style: sheet.CenterText, Wrap: true},
			{Header: idHeader, Width: 20, Style: sheet.CodeText},
			{Header: indicatorHeader, Width: 22, Wrap: true},
			{Header: oldAnswerHeader, Width: 10, Style: sheet.CenterText, Wrap: true},
			{Header: oldPointsHeader, Width: 7.5, Style: sheet.PointCell},
			{Header: newAnswerHeader, Width: 10, Style: sheet.CenterText, Wrap: true},
			{Header: newPointsHeader, Width: 7.5, Style: sheet.PointCell},
			{Header: oldTotalHeader, Width: 10, Style: sheet.TotalCell},
			{Header: oldGradeHeader, Width: 8, Style: sheet.CenterText},
			{Header: newTotalHeader, Width: 10, Style: sheet.TotalCell},
			{Header: newGradeHeader, Width: 8, Style: sheet.CenterText},
			{Header: sourceHeader, Width: 14, Wrap: true},
		},
		Highlights: []sheet.Highlight{{Column: 13, Formula: "$N2<>$L2", Fill: "FFF2CC", Ink: "7F6000", Bold: true, From: 13, To: 13}},
	}
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
		row = appendGrade(row, old)
		row = appendGrade(row, now)
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

// appendGrade adds total and grade.
func appendGrade(row []sheet.Value, res *result.Result) []sheet.Value {
	if res == nil {
		return append(row, sheet.Empty(), sheet.TextValue(notGraded))
	}
	return append(row, sheet.PointsValue(res.Counts()), sheet.TextValue(res.Grade))
}
