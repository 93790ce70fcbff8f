package graded

import (
	"fmt"
	"strings"

	"credit/internal/rubric"
	"credit/internal/sheet"
)

// ruleLayout is the sheet with the rule of every indicator, so that whoever
// holds the workbook can see why an answer earned what it did.
func ruleLayout() sheet.Layout {
	return sheet.Layout{
		Name: RuleSheet, FreezeColumns: 1,
		Columns: []sheet.Column{
			{Header: "序号", Width: 6, Style: sheet.CountCell},
			{Header: "一级指标", Width: 11, Style: sheet.CenterText},
			{Header: "二级指标", Width: 11, Style: sheet.CenterText},
			{Header: "三级指标", Width: 24, Wrap: true},
			{Header: "评分说明", Width: 48, Wrap: true},
			{Header: "填报与得分", Width: 40, Wrap: true},
			{Header: "满分", Width: 6, Style: sheet.PointCell},
			{Header: "条款", Width: 14, Style: sheet.CenterText},
			{Header: "解读", Width: 48, Wrap: true},
		},
	}
}

func ruleRows(r *rubric.Rubric) [][]sheet.Value {
	rows := make([][]sheet.Value, len(r.Indicators))
	for i := range r.Indicators {
		n := &r.Indicators[i]
		reading := ""
		if n.Reading != nil {
			reading = n.Reading.Text
		}
		rows[i] = []sheet.Value{
			sheet.CountValue(n.Number), sheet.TextValue(r.Sections[r.SectionOf(i)].Name), sheet.TextValue(r.Groups[n.Group].Name),
			sheet.TextValue(n.Name), sheet.TextValue(n.Statement), sheet.TextValue(Earnings(n)),
			sheet.PointsValue(n.Points), sheet.TextValue(n.Clause), sheet.TextValue(reading),
		}
	}
	return rows
}

// Earnings say in Chinese what each answer earns.
func Earnings(n *rubric.Indicator) string {
	var parts []string
	for _, answer := range n.Answers {
		parts = append(parts, fmt.Sprintf("%s %s 分", answer.Text, answer.Points))
	}
	for _, band := range n.Bands {
		parts = append(parts, band.Earning())
	}
	if n.Kind == rubric.Number {
		parts = append(parts, fmt.Sprintf("按填报的分值，%s 至 %s 分", n.Range.Min, n.Range.Max))
	}
	for i := range n.NotApplicable {
		parts = append(parts, n.NotApplicable[i].Whom()+"可以填“不适用”，"+n.NotApplicable[i].Earns.Text())
	}
	return strings.Join(parts, "；")
}
