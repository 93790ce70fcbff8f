package simulate

import (
	"slices"

	"credit/internal/rubric"
	"credit/internal/rules"
	"credit/internal/sheet"
)

// difference is one thing that the rules say otherwise.
type difference struct {
	// county is the one whose people are meant, empty for everybody's.
	county, part, what, before, now string
	scores                          bool
}

// differencesOf are how other rules differ from those that results were made
// by, and how the counties' own ones differ beside that.
func differencesOf(was []*rubric.Rubric, other *rubric.Rubric) (all []difference) {
	for _, r := range was {
		common := between("", r.For(-1), other.For(-1))
		all = append(all, common...)
		for i, county := range r.Counties.Names {
			a, b := r.For(i), other.For(countyIndex(other.Counties, county.Name))
			if a == r.For(-1) && b == other.For(-1) {
				continue
			}
			for _, d := range between(county.Name, a, b) {
				everybodys := d
				everybodys.county = ""
				if !slices.Contains(common, everybodys) {
					all = append(all, d)
				}
			}
		}
	}
	return all
}

// between are the differences for the people of a county.
func between(county string, was, other *rubric.Rubric) (all []difference) {
	found := rules.Compare(was, other)
	for i := range found.Changes {
		c := &found.Changes[i]
		all = append(all, difference{county, c.Part, c.What, c.Before(), c.Now(), c.Scores})
	}
	return all
}

// differences is how the rules differ.
func (s *Simulation) differences() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "规则差别", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "规则", Width: 28, Wrap: true}, {Header: "项目", Width: 20, Wrap: true},
		{Header: "评分时的规则", Width: 48, Wrap: true}, {Header: "模拟规则", Width: 48, Wrap: true},
		{Header: "影响得分或等级", Width: 10, Style: sheet.CenterText, Wrap: true},
	}}}
	for _, d := range differencesOf(s.Was, s.Other) {
		scores := ""
		if d.scores {
			scores = "是"
		}
		page.Add(sheet.TextValue(d.title()), sheet.TextValue(d.what), sheet.TextValue(d.before), sheet.TextValue(d.now), sheet.TextValue(scores))
	}
	return page
}

// title is the rule that differs, and for whom.
func (d *difference) title() string {
	if d.county == "" {
		return d.part
	}
	return d.county + "：" + d.part
}

// Scoring are the differences that touch points and grades, in three columns
// for the screen.
func (s *Simulation) Scoring() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "规则差别（影响得分或等级的）", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "规则", Width: 28, Wrap: true}, {Header: "评分时的规则", Width: 48, Wrap: true}, {Header: "模拟规则", Width: 48, Wrap: true},
	}}}
	for _, d := range differencesOf(s.Was, s.Other) {
		if d.scores {
			page.Add(sheet.TextValue(d.title()+"："+d.what), sheet.TextValue(d.before), sheet.TextValue(d.now))
		}
	}
	if len(page.Rows) == 0 {
		page.Notes = []string{"没有影响得分和等级的差别。"}
	}
	return page
}
