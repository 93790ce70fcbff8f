package compare

import (
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// RulesBetween lists how other rules differ from those that results were made
// by; where counties have their own, a county's lines bear its name.
func RulesBetween(was []*rubric.Rubric, other *rubric.Rubric) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "规则差别", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "指标或规则", Width: 30, Wrap: true}, {Header: "评分时的规则", Width: 60, Wrap: true}, {Header: "模拟规则", Width: 60, Wrap: true},
	}}}
	for _, r := range was {
		addRules(&page, translate(r.For(-1), other.For(-1)), r.For(-1), other.For(-1))
		for i, county := range r.Counties.Names {
			addCounty(&page, county.Name, r, other, i)
		}
	}
	if len(page.Rows) == 0 {
		page.Add(sheet.TextValue("没有影响得分和等级的差别"), sheet.Empty(), sheet.Empty())
	}
	return page
}

// addCounty adds the lines of a county, by its index before, that has rules of
// its own on either side.
func addCounty(page *sheet.Page, name string, was, other *rubric.Rubric, before int) {
	now := -1
	for i, county := range other.Counties.Names {
		if county.Name == name {
			now = i
		}
	}
	a, b := was.For(before), other.For(now)
	if a == was.For(-1) && b == other.For(-1) {
		return
	}
	own := sheet.Page{}
	addRules(&own, translate(a, b), a, b)
	for _, row := range own.Rows {
		text, _ := row[0].Text()
		row[0] = sheet.TextValue(name + "：" + text)
		page.Add(row...)
	}
}
