package compare

import (
	"slices"
	"strconv"
	"strings"

	"credit/internal/graded"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Rules lists the indicators whose rules differ between the two sides; nothing
// where none does.
func (c *Comparison) Rules() sheet.Page {
	before, now := c.Labels()
	page := sheet.Page{Layout: sheet.Layout{Name: "评分标准差异", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "指标或规则", Width: 30, Wrap: true}, {Header: before, Width: 60, Wrap: true}, {Header: now, Width: 60, Wrap: true},
	}}}
	for _, a := range c.Old.Rubrics {
		for _, b := range c.New.Rubrics {
			if a.SHA256 != b.SHA256 {
				c.addRules(&page, "", a.For(-1), b.For(-1))
				c.addCounties(&page, a, b)
			}
		}
	}
	if c.OtherRules() && len(page.Rows) == 0 {
		page.Add(sheet.TextValue("没有影响得分的差异"), sheet.Empty(), sheet.Empty())
	}
	return page
}

// addCounties adds what differs for the people of counties that have rules of
// their own on either side (article 21), those of which b has none last.
func (c *Comparison) addCounties(page *sheet.Page, a, b *rubric.Rubric) {
	counties := slices.Clone(b.Counties.Names)
	for _, county := range a.Counties.Names {
		if !b.Counties.Has(county.Name) {
			counties = append(counties, county)
		}
	}
	for _, county := range counties {
		before, now := rulesOf(a, county.Name), rulesOf(b, county.Name)
		if before != a.For(-1) || now != b.For(-1) {
			c.addRules(page, county.Name+"：", before, now)
		}
	}
}

// rulesOf are the rules for the people of a county.
func rulesOf(r *rubric.Rubric, county string) *rubric.Rubric {
	return r.For(slices.IndexFunc(r.Counties.Names, func(one rubric.County) bool { return one.Name == county }))
}

// addRules adds what differs between the rules of a and b; lead says whom they
// are for.
func (c *Comparison) addRules(page *sheet.Page, lead string, a, b *rubric.Rubric) {
	t := c.translationOf(a, b)
	text := func(n *rubric.Indicator, named bool) sheet.Value {
		switch {
		case n == nil:
			return sheet.TextValue("没有这一项")
		case named:
			return sheet.TextValue(n.Label() + "：" + graded.Earnings(n))
		}
		return sheet.TextValue(graded.Earnings(n))
	}
	for i := range t.rows {
		r := &t.rows[i]
		renamed := r.old != nil && r.new != nil && r.old.Name != r.new.Name
		if !r.same || renamed {
			page.Add(sheet.TextValue(lead+strconv.Itoa(r.number)+"."+r.name), text(r.old, renamed), text(r.new, renamed))
		}
	}
	if before, now := linesText(a), linesText(b); before != now {
		page.Add(sheet.TextValue(lead+"等级线和直接判级"), sheet.TextValue(before), sheet.TextValue(now))
	}
}

// linesText writes the lines of the grades and the floors of direct grading.
func linesText(r *rubric.Rubric) string {
	var parts []string
	for _, g := range r.Grades {
		if g.From != nil {
			parts = append(parts, g.Grade+" "+g.From.String())
		}
	}
	for _, rule := range r.Direct.Rules {
		parts = append(parts, r.Sections[rule.Section].Name+"底线 "+rule.Below.String())
	}
	return strings.Join(parts, "，")
}
