package graded

import (
	"credit/internal/practitioner"
	"credit/internal/sheet"
)

// furtherField is a part of the identity that the printed tables have no room
// for: its column, and where it stands in a practitioner.
type furtherField struct {
	column sheet.Column
	of     func(*practitioner.Practitioner) *string
}

// furtherFields stand at the end of the sheets that hold every answer, beyond
// what is printed: with them a graded workbook holds the whole identity, and
// next year's template can be made from it.
var furtherFields = []furtherField{
	{sheet.Column{Header: "证件类型", Width: 12, Style: sheet.CenterText, Recurring: true},
		func(p *practitioner.Practitioner) *string { return &p.Document }},
	{sheet.Column{Header: "资格证号", Width: 20, Style: sheet.CodeText},
		func(p *practitioner.Practitioner) *string { return &p.Certificate }},
	{sheet.Column{Header: postHeader, Width: 10, Style: sheet.CenterText, Recurring: true},
		func(p *practitioner.Practitioner) *string { return &p.Post }},
	{sheet.Column{Header: "年度考核", Width: 10, Style: sheet.CenterText, Recurring: true},
		func(p *practitioner.Practitioner) *string { return &p.Annual }},
	{sheet.Column{Header: "师德考核", Width: 10, Style: sheet.CenterText, Recurring: true},
		func(p *practitioner.Practitioner) *string { return &p.Ethics }},
	{sheet.Column{Header: "备注", Width: 24},
		func(p *practitioner.Practitioner) *string { return &p.Remark }},
}

// withFurtherColumns adds the further columns to a layout, unprinted.
func withFurtherColumns(layout sheet.Layout) sheet.Layout {
	if layout.PrintColumns == 0 {
		layout.PrintColumns = len(layout.Columns)
	}
	for _, f := range furtherFields {
		layout.Columns = append(layout.Columns, f.column)
	}
	return layout
}

// appendFurther adds the further columns to a row.
func appendFurther(row []sheet.Value, p *practitioner.Practitioner) []sheet.Value {
	for _, f := range furtherFields {
		row = append(row, sheet.TextValue(*f.of(p)))
	}
	return row
}
