// Package graded lays out the 评分工作簿: what score writes for one
// submission and every other command reads results from.
package graded

import (
	"fmt"
	"strconv"

	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// The sheets of a graded workbook, in their order.
const (
	ResultSheet  = "评分结果"
	PointsSheet  = "逐项得分"
	HeldSheet    = "未评分"
	FindingSheet = "问题"
	RuleSheet    = "评分标准"
	SourceSheet  = "评分说明"
)

// Headers that the reader finds its way by.
const (
	countyHeader  = "县（市）区"
	schoolHeader  = "学校"
	nameHeader    = "姓名"
	idHeader      = "身份证件号码"
	postHeader    = "岗位"
	totalHeader   = "综合得分"
	byTotalHeader = "总分等级"
	gradeHeader   = "信用等级"
	directHeader  = "直接判级"
	sourceHeader  = "来源"
	reasonHeader  = "未评分原因"
	givenSuffix   = " 填报"
	pointsSuffix  = " 得分"
)

// between parts the sections of a direct grading.
const between = "、"

const (
	resultSheet = iota
	pointsSheet
	heldSheet
	correctionSheet // only in CorrectedLayouts
	findingSheet
	ruleSheet
	sourceSheet
	stampSheet
)

// The colours of the grades, from calm to alarm, each darker than the one
// before, so that a print without colours can be read too.
var gradeColours = []string{"DCEDC8", "A3CE71", "EF7F1A", "D32F2F", "5D0A0A"}

// GradeColours are the colours of n grades, the best first.
func GradeColours(n int) []string {
	colours := make([]string, n)
	for i := range colours {
		colours[i] = gradeColours[min(i, len(gradeColours)-1)]
	}
	return colours
}

// Layouts are the sheets of a graded workbook under a rubric.
func Layouts(r *rubric.Rubric) []sheet.Layout {
	return []sheet.Layout{
		resultLayout(r), pointsLayout(r), heldLayout(r), findingLayout(), ruleLayout(), sourceLayout(), stamp.Layout(),
	}
}

func resultLayout(r *rubric.Rubric) sheet.Layout {
	columns := []sheet.Column{
		{Header: countyHeader, Width: 11, Style: sheet.CenterText, Recurring: true},
		{Header: schoolHeader, Width: 22, Wrap: true, Recurring: true},
		{Header: nameHeader, Width: 9, Style: sheet.CenterText, Wrap: true},
		{Header: idHeader, Width: 20, Style: sheet.CodeText},
		{Header: postHeader, Width: 9, Style: sheet.CenterText, Wrap: true, Recurring: true},
	}
	for _, section := range r.Sections {
		columns = append(columns, sheet.Column{Header: section.Name, Width: 9, Style: sheet.PointCell})
	}
	total := len(columns)
	columns = append(columns,
		sheet.Column{Header: totalHeader, Width: 9, Style: sheet.TotalCell},
		sheet.Column{Header: byTotalHeader, Width: 9, Style: sheet.CenterText, Recurring: true},
		sheet.Column{Header: gradeHeader, Width: 9, Style: sheet.CenterText, Recurring: true},
		sheet.Column{Header: directHeader, Width: 10, Style: sheet.CenterText, Wrap: true, Recurring: true})
	columns = append(columns, overlaidColumns(r)...)
	columns = append(columns,
		sheet.Column{Header: "失分：第几项（填报）少几分", Width: 46, Wrap: true},
		sheet.Column{Header: sourceHeader, Width: 14, Wrap: true},
	)
	grade, direct := total+2, total+3
	layout := sheet.Layout{
		Name: ResultSheet, Columns: columns, FreezeColumns: 3, Filter: true, Tab: "1F4E79", PrintColumns: len(columns) - 1,
		Highlights: []sheet.Highlight{
			{Column: direct, NotEmpty: true, Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: direct, To: direct},
		},
	}
	last := len(r.Grades) - 1
	for i, colours := range [][2]string{{"F8CBAD", "9C0006"}, {"FFE699", "7F6000"}} {
		if last-i > 0 {
			layout.Highlights = append(layout.Highlights, sheet.Highlight{
				Column: grade, Equals: r.Grades[last-i].Grade, Fill: colours[0], Ink: colours[1], Bold: true, From: total, To: grade,
			})
		}
	}
	for i, rule := range r.Direct.Rules {
		column := total - len(r.Sections) + rule.Section
		low := sheet.Highlight{Column: column, LessThan: &r.Direct.Rules[i].Below, Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: column, To: column}
		if r.AllowsNotApplicable() { // the adjusted section may be above the floor
			low.LessThan = nil
			low.Formula = fmt.Sprintf(`ISNUMBER(FIND("%s",$%s))`, r.Sections[rule.Section].Name, sheet.CellName(layout.FirstRow(), direct+1))
		}
		layout.Highlights = append(layout.Highlights, low)
	}
	return layout
}

func pointsLayout(r *rubric.Rubric) sheet.Layout {
	layout := sheet.Layout{
		Name: PointsSheet, FreezeColumns: 2, Filter: true, PageEvery: 16,
		Columns: []sheet.Column{
			{Header: nameHeader, Width: 10, Style: sheet.CenterText},
			{Header: idHeader, Width: 21, Style: sheet.CodeText},
			{Header: sourceHeader, Width: 16, Wrap: true},
		},
	}
	for i := range r.Indicators {
		indicator := &r.Indicators[i]
		group := indicator.Label() + "（" + indicator.Points.String() + " 分）"
		at := len(layout.Columns)
		layout.Columns = append(layout.Columns,
			sheet.Column{Group: group, Header: strconv.Itoa(indicator.Number) + givenSuffix, Width: 9.5, Style: sheet.CenterText, Recurring: true},
			sheet.Column{Group: group, Header: strconv.Itoa(indicator.Number) + pointsSuffix, Width: 7.5, Style: sheet.PointCell})
		layout.Highlights = append(layout.Highlights, sheet.Highlight{
			Column: at + 1, LessThan: &indicator.Points, Fill: "FFF2CC", Ink: "7F6000", From: at, To: at + 1,
		})
	}
	return withFurtherColumns(layout)
}

func heldLayout(r *rubric.Rubric) sheet.Layout {
	layout := sheet.Layout{
		Name: HeldSheet, FreezeColumns: 3, Filter: true, Tab: "C00000", PrintColumns: 7,
		Columns: []sheet.Column{
			{Header: countyHeader, Width: 11, Style: sheet.CenterText, Recurring: true},
			{Header: schoolHeader, Width: 22, Wrap: true, Recurring: true},
			{Header: nameHeader, Width: 9, Style: sheet.CenterText, Wrap: true},
			{Header: idHeader, Width: 20, Style: sheet.CodeText},
			{Header: sourceHeader, Width: 14, Wrap: true},
			{Header: reasonHeader, Width: 18, Wrap: true, Recurring: true},
			{Header: "怎样改", Width: 62, Wrap: true},
		},
	}
	for i := range r.Indicators {
		layout.Columns = append(layout.Columns,
			sheet.Column{Header: r.Indicators[i].Label(), Width: 9.5, Style: sheet.CenterText, Wrap: true, Recurring: true})
	}
	return withFurtherColumns(layout)
}

func findingLayout() sheet.Layout {
	return sheet.Layout{
		Name: FindingSheet, Filter: true,
		Columns: []sheet.Column{
			{Header: severityHeader, Width: 7, Style: sheet.CenterText, Recurring: true},
			{Header: sheetHeader, Width: 14, Wrap: true, Recurring: true},
			{Header: cellHeader, Width: 9, Style: sheet.CenterText},
			{Header: nameHeader, Width: 10, Style: sheet.CenterText},
			{Header: indicatorHeader, Width: 7, Style: sheet.CenterText, Recurring: true},
			{Header: valueHeader, Width: 22, Wrap: true},
			{Header: titleHeader, Width: 16, Wrap: true, Recurring: true},
			{Header: messageHeader, Width: 40, Wrap: true},
			{Header: hintHeader, Width: 44, Wrap: true, Recurring: true},
			{Header: codeHeader, Width: 14, Wrap: true, Recurring: true},
		},
		Highlights: []sheet.Highlight{{Column: 0, Equals: errorWord, Fill: "F8CBAD", Ink: "9C0006", From: 0, To: 0}},
	}
}

func sourceLayout() sheet.Layout {
	return sheet.Layout{
		Name: SourceSheet, Plain: true, Portrait: true,
		Columns: []sheet.Column{{Header: "项目", Width: 18}, {Header: "内容", Width: 74, Wrap: true}},
	}
}
