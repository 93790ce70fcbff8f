package summary

import (
	"fmt"
	"slices"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// labels are the columns that say of what a line is.
func labels(by By) []sheet.Column {
	county := sheet.Column{Header: "县（市）区", Width: 13, Style: sheet.CenterText}
	switch by {
	case BySchool:
		return []sheet.Column{county, {Header: "学校", Width: 30, Wrap: true}}
	case ByPost:
		return []sheet.Column{{Header: "岗位", Width: 16, Style: sheet.CenterText, Wrap: true}}
	}
	return []sheet.Column{county}
}

// label is what stands in those columns.
func label(by By, line Line) []sheet.Value {
	switch {
	case by == BySchool && line.County == TotalName:
		return []sheet.Value{sheet.TextValue(line.County), sheet.Empty()}
	case by == BySchool:
		return []sheet.Value{sheet.TextValue(line.County), sheet.TextValue(schoolName(line.School))}
	case by == ByPost && line.Post == "":
		return []sheet.Value{sheet.TextValue("（未填岗位）")}
	case by == ByPost:
		return []sheet.Value{sheet.TextValue(line.Post)}
	}
	return []sheet.Value{sheet.TextValue(line.County)}
}

// schoolName is a school as papers name it.
func schoolName(name string) string {
	if name == "" {
		return "（未填学校）"
	}
	return name
}

// figures are the columns that every distribution has after its labels. A
// publication counts those graded instead of all: where few are held back both
// would have to be left out.
func figures(columns []sheet.Column, r *rubric.Rubric, public bool) []sheet.Column {
	people := "人数"
	if public {
		people = "已评分"
	}
	columns = append(columns,
		sheet.Column{Header: people, Width: 8, Style: sheet.CountCell},
		sheet.Column{Header: "未评分", Width: 8, Style: sheet.CountCell})
	for _, grade := range r.Grades {
		columns = append(columns, sheet.Column{Header: grade.Grade, Width: 7, Style: sheet.CountCell})
	}
	columns = append(columns,
		sheet.Column{Header: "直接判级", Width: 9, Style: sheet.CountCell},
		sheet.Column{Header: "平均分", Width: 9, Style: sheet.TotalCell},
		sheet.Column{Header: "中位数", Width: 9, Style: sheet.TotalCell},
		sheet.Column{Header: "下四分位", Width: 9, Style: sheet.TotalCell},
		sheet.Column{Header: "上四分位", Width: 9, Style: sheet.TotalCell})
	for _, grade := range r.Grades {
		columns = append(columns, sheet.Column{Header: grade.Grade + " 占比", Width: 9, Style: sheet.ShareCell})
	}
	return columns
}

func figureRow(row []sheet.Value, t *Tally, m lineMask, public bool) []sheet.Value {
	people := shown(sheet.CountValue(t.Practitioners()), m.people)
	if public {
		people = shown(sheet.CountValue(t.Graded), m.graded)
	}
	row = slices.Grow(row, 7+2*len(t.Grades))
	row = append(row, people, shown(sheet.CountValue(t.Held), m.held))
	for i, n := range t.Grades {
		row = append(row, shown(sheet.CountValue(n), m.grade(i)))
	}
	row = append(row, shown(sheet.CountValue(t.Direct), m.direct))
	mean, ok := t.Mean()
	row = append(row, shown(pointsOrEmpty(mean, ok), m.stats))
	for _, k := range []int{2, 1, 3} {
		value, ok := t.Quartile(k)
		row = append(row, shown(pointsOrEmpty(value, ok), m.spread))
	}
	for i, n := range t.Grades {
		row = append(row, shown(sheet.ShareValue(n, t.Graded), m.share(i)))
	}
	return row
}

func pointsOrEmpty(value points.Points, ok bool) sheet.Value {
	if !ok {
		return sheet.Empty()
	}
	return sheet.PointsValue(value)
}

// Distribution is how the grades are distributed by county, school or post,
// the last line a sum that the others add up to.
func (p Paper) Distribution(by By) sheet.Page {
	columns := labels(by)
	page := sheet.Page{Layout: sheet.Layout{
		Name: by.Name(), FreezeColumns: len(columns), Filter: by != ByCounty, Columns: figures(columns, p.rubric(), p.Public),
	}}
	lines, m := p.lines(by)
	for i, line := range lines {
		row := figureRow(label(by, line), line.Tally, m.line(i), p.Public)
		if i == len(lines)-1 {
			row = sheet.Bold(row)
		}
		page.Rows = append(page.Rows, row)
	}
	page.Notes = []string{"占比是占已评分人数的比例。"}
	page = explained(page)
	if by == ByCounty {
		page.Tab = "1F4E79"
		page.Chart = p.distributionChart(len(lines), m)
	}
	return page
}

// shownLines leaves out the lines without anybody, where only some people are
// counted.
func (p Paper) shownLines(page sheet.Page, by By) sheet.Page {
	if p.Filter == "" || !by.CountsPeople() {
		return page
	}
	lines, rows := p.Summary.Lines(by), page.Rows
	page.Rows = nil
	for i, row := range rows {
		if lines[i].Practitioners() > 0 || i == len(lines)-1 {
			page.Add(row...)
		}
	}
	if page.Chart != nil {
		page.Chart.Rows = len(page.Rows)
	}
	return page
}

// lines are the lines of a distribution, the sum last, and what is left out.
func (p Paper) lines(by By) ([]Line, *mask) {
	lines := p.Summary.Lines(by)
	if !p.Public {
		return lines, nil
	}
	m := protect(p.rubric(), lines)
	if p.Summary.protectParts().total { // means tell the points lost
		for i := range m.lines {
			m.lines[i].stats, m.lines[i].spread = true, true
		}
	}
	return lines, m
}

// distributionChart draws every line as shares of its grades; nothing where
// figures are left out, for lengths tell them too.
func (p Paper) distributionChart(lines int, m *mask) *sheet.Chart {
	if m.any() {
		return nil
	}
	chart := &sheet.Chart{
		Kind: sheet.StackedShare, Title: "各县（市）区信用等级分布（占已评分人数）", Rows: lines, Below: true, Whole: "已评分",
		Colours: graded.GradeColours(len(p.rubric().Grades)),
	}
	for i := range p.rubric().Grades {
		chart.Series = append(chart.Series, 3+i)
	}
	return chart
}

// held lists the schools with practitioners who could not be graded.
func (p Paper) held() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: graded.HeldSheet, Filter: true, Tab: "C00000", Columns: []sheet.Column{
		{Header: "县（市）区", Width: 13, Style: sheet.CenterText}, {Header: "学校", Width: 34},
		{Header: "人数", Width: 10, Style: sheet.CountCell}, {Header: "未评分", Width: 10, Style: sheet.CountCell},
		{Header: "其中未审核", Width: 12, Style: sheet.CountCell}, {Header: "未评分占比", Width: 12, Style: sheet.ShareCell},
	}}}
	add := func(line Line, school string) []sheet.Value {
		return []sheet.Value{
			sheet.TextValue(line.County), sheet.TextValue(school), sheet.CountValue(line.Practitioners()),
			sheet.CountValue(line.Held), sheet.CountValue(line.Unreviewed), sheet.ShareValue(line.Held, line.Practitioners()),
		}
	}
	for _, line := range p.Summary.Schools() {
		if line.Held > 0 {
			page.Add(add(line, schoolName(line.School))...)
		}
	}
	page.Add(sheet.Bold(add(p.Summary.Total(), ""))...)
	return page
}

// Direct counts direct grading by section, and what the totals alone would
// have given (reading 7).
func (p Paper) Direct() sheet.Page {
	total := p.Summary.Total()
	page := sheet.Page{Layout: sheet.Layout{Name: "直接判级", Columns: []sheet.Column{
		{Header: "直接判级的原因", Width: 44}, {Header: "人数", Width: 10, Style: sheet.CountCell},
		{Header: "占已评分", Width: 12, Style: sheet.ShareCell},
	}}}
	line := func(text string, n int, hidden bool) []sheet.Value {
		return []sheet.Value{
			sheet.TextValue(text), shown(sheet.CountValue(n), hidden), shown(sheet.ShareValue(n, total.Graded), hidden),
		}
	}
	r, hidden, by := p.rubric(), p.hidesFloors(), "综合得分"
	if p.Summary.allowsOut() {
		by += "（或折算总分）"
	}
	for _, rule := range r.Direct.Rules {
		text := fmt.Sprintf("%s不满 %s 分", r.Sections[rule.Section].Name, rule.Below)
		page.Add(line(text, total.DirectBy[rule.Section], hidden)...)
	}
	page.Add(sheet.Bold(line("直接判级合计（一人可有几个原因）", total.Direct, p.total().direct))...)
	for i, grade := range r.Grades {
		page.Add(line("　　其中：仅按"+by+"为 "+grade.Grade+" 级", total.Raised[i], hidden)...)
	}
	return explained(page)
}

// total is what is left out of the line of the whole.
func (p Paper) total() lineMask {
	lines, m := p.lines(p.peopleBy())
	return m.line(len(lines) - 1)
}

// hidesFloors reports that how many fall below each floor is left out: all of
// them or none, for together they tell of each other.
func (p Paper) hidesFloors() bool {
	total := p.Summary.Total()
	return p.Public && (anySmall(total.DirectBy) || anySmall(total.Raised) || p.total().direct)
}

// anySmall reports a group that is too small to be published.
func anySmall(counts []int) bool { return slices.ContainsFunc(counts, small) }
