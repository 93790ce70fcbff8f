package template

import (
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
)

// records is the sheet 信用信息 (article 10).
type records struct {
	options Options
	columns []sheet.Column
}

// recordRows is how many records a sheet is prepared for.
const recordRows = 200

func newRecords(o Options, l *stamp.Lists) *records {
	r := &records{options: o}
	for _, header := range submission.RecordHeaders {
		column := sheet.Column{Header: header, Width: 12, Style: sheet.CenterText, Wrap: true}
		switch header {
		case "身份证件号码":
			column.Width, column.Style, column.Wrap = 21, sheet.CodeText, false
		case "名称", "备注":
			column.Width, column.Style = 30, sheet.PlainText
		case "认定部门", "文号":
			column.Width, column.Style = 20, sheet.PlainText
		case "类别":
			column.Input = l.Listed(header, submission.RecordCategories)
		case "认定级别":
			column.Input = l.Listed(header, submission.RecordLevels)
		case "日期":
			column.Style = sheet.FillCell
			column.Input = &sheet.Input{Title: header, Prompt: "认定日期，如 2026-05-20。"}
		case "指标":
			column.Width = 18
			column.Input = l.Listed(header, honours(o))
			column.Input.Title, column.Input.Prompt = header, "这条信息证明哪一项填报；不填的，可证明列表中任何一项。"
		}
		r.columns = append(r.columns, column)
	}
	return r
}

// honours are the indicators that a record can back.
func honours(o Options) []string {
	var labels []string
	for _, number := range o.Rubric.Guards.Honours.Indicators {
		labels = append(labels, o.Rubric.Indicators[number-1].Label())
	}
	return labels
}

func (r *records) layout() sheet.Layout {
	return sheet.Layout{
		Name: submission.RecordSheet, Tab: "A6A6A6", Columns: r.columns, FreezeColumns: 2, Reach: recordRows,
		Heading: []string{
			"信用信息" + r.options.issued(),
			"县（市）区党委政府及部门以上认证的荣誉表彰、急难险重专项任务和其他信用信息填在这里，每条一行；违反新时代教师职业行为十项准则等违纪违规信息也要填在这里（类别选“违规违纪”），不得瞒报（第十条、第二十条）。",
			"信用信息本身不加分、不扣分，用来证明和核对填报；没有的不用填。",
		},
	}
}
