package summary

import (
	"credit/internal/practitioner"
	"credit/internal/sheet"
)

// The sheets of a summary workbook that a roster makes.
const (
	SchoolsDueSheet = "报送情况"
	PeopleDueSheet  = "应报未报"
)

// schoolsDue counts, school by school of the roster, who was submitted
// (article 11: every unit records its own people).
func (p Paper) schoolsDue() sheet.Page {
	result := sheet.Page{Layout: sheet.Layout{Name: SchoolsDueSheet, Filter: true, Columns: []sheet.Column{
		{Header: "县（市）区", Width: 13, Style: sheet.CenterText}, {Header: "学校", Width: 34, Wrap: true},
		{Header: "名册人数", Width: 10, Style: sheet.CountCell}, {Header: "已报", Width: 10, Style: sheet.CountCell},
		{Header: "应报未报", Width: 10, Style: sheet.CountCell}, {Header: "未报占比", Width: 12, Style: sheet.ShareCell},
	}, Highlights: []sheet.Highlight{{Formula: "$E2>0", Fill: "FFE699", Ink: "7F6000", From: 4, To: 5}}}}
	for _, county := range p.rubric().Counties.Lines() {
		result.Rows = append(result.Rows, p.countyDue(county)...)
	}
	r := p.Roster
	result.Rows = append(result.Rows, sheet.Bold(dueRow(TotalName, "", r.Expected, r.Submitted, len(r.Missing))))
	return result
}

// countyDue are the schools of one county and their sum; the line for unknown counties
// takes those that are not on the rubric's list.
func (p Paper) countyDue(county string) (rows [][]sheet.Value) {
	var expected, submitted, missing int
	for _, line := range p.Roster.Schools {
		if known := p.rubric().Counties.Has(line.County); known && line.County != county || !known && county != p.rubric().Counties.Unknown {
			continue
		}
		rows = append(rows, dueRow(line.County, line.School, line.Expected, line.Submitted, line.Missing))
		expected, submitted, missing = expected+line.Expected, submitted+line.Submitted, missing+line.Missing
	}
	if len(rows) == 0 {
		return nil
	}
	return append(rows, sheet.Bold(dueRow(county+" 小计", "", expected, submitted, missing)))
}

func dueRow(county, school string, expected, submitted, missing int) []sheet.Value {
	return []sheet.Value{
		sheet.TextValue(practitioner.MaskWithin(county)), sheet.TextValue(practitioner.MaskWithin(school)),
		sheet.CountValue(expected), sheet.CountValue(submitted), sheet.CountValue(missing), sheet.ShareValue(missing, expected),
	}
}

// peopleDue lists everyone who is missing, whom the roster does not know, or
// who stands at another school; ID numbers are masked.
func (p Paper) peopleDue() sheet.Page {
	result := sheet.Page{Layout: sheet.Layout{Name: PeopleDueSheet, Filter: true, Tab: "C00000", Columns: []sheet.Column{
		{Header: "类别", Width: 14, Style: sheet.CenterText}, {Header: "县（市）区", Width: 13, Style: sheet.CenterText},
		{Header: "学校", Width: 26, Wrap: true}, {Header: "姓名", Width: 10, Style: sheet.CenterText},
		{Header: "身份证件号码", Width: 21, Style: sheet.CodeText}, {Header: "填报在", Width: 34, Wrap: true},
		{Header: "说明", Width: 44, Wrap: true},
	}}}
	add := func(kind, county, school, name, id, at, note string) {
		row := []sheet.Value{sheet.TextValue(kind)}
		for _, text := range []string{county, school, name} {
			row = append(row, sheet.TextValue(practitioner.MaskWithin(text)))
		}
		result.Rows = append(result.Rows, append(row, sheet.TextValue(id), sheet.TextValue(at), sheet.TextValue(note)))
	}
	for _, one := range p.Roster.Missing {
		person := one.Person
		add("应报未报", person.County, person.School, person.Name, person.ID.String(), "", one.Note)
	}
	for _, one := range p.Roster.Elsewhere {
		person := one.Person
		add("在别校填报", person.County, person.School, person.Name, person.ID.String(), "“"+one.File+"”"+one.At,
			"名册在这所学校，却由“"+practitioner.MaskWithin(one.County+" "+one.School)+"”填报")
	}
	for _, one := range p.Roster.Unknown {
		person := one.Practitioner
		add("名册没有", person.County, person.School, person.Name, person.ID.String(), "“"+one.File+"”"+one.At, one.Note)
	}
	return result
}
