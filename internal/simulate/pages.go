package simulate

import (
	"cmp"
	"slices"
	"strings"

	"credit/internal/graded"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/summary"
)

// The sheets of a simulation's workbook that others mention.
const (
	movesSheet  = "等级变化"
	causesSheet = "变化原因"
	moversSheet = "变化人员"
	heldSheet   = "不能测算"
)

// Pages are the sheets of the workbook, each under the sentence that it is no
// result.
func (s *Simulation) Pages() []sheet.Page {
	pages := []sheet.Page{
		s.overview(), s.Moves(), s.ByCounty(), s.movesBy("县（市）区", s.Counties()), s.ByPost(), s.movesBy("岗位", s.Posts()), s.Causes(), s.movers(), s.held(), s.differences(), s.explanation(),
	}
	for i := range pages {
		pages[i].Banner, pages[i].Tab = true, "C00000"
		pages[i].Heading = append([]string{Sentence}, pages[i].Heading...)
	}
	return append(pages, s.stampPage())
}

// stampPage marks the workbook as a simulation.
func (s *Simulation) stampPage() sheet.Page {
	mark := stamp.Stamp{
		Kind: stamp.Simulation, Rubric: s.Other.ID, Edition: s.Other.Edition, SHA256: s.Other.SHA256,
		Year: strings.Join(s.Years, "、"), Version: s.Version,
	}
	return sheet.Page{Layout: stamp.Layout(), Rows: mark.Rows()}
}

// overview is how many people have each grade, before and in the simulation.
func (s *Simulation) overview() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "模拟概览", FreezeColumns: 1, Columns: []sheet.Column{{Header: "参加测算的人", Width: 18, Style: sheet.CenterText}}}}
	for _, fact := range s.Facts() {
		page.Heading = append(page.Heading, fact[0]+"："+fact[1])
	}
	s.gradeColumns(&page)
	before, after := map[string]int{}, map[string]int{}
	for move, n := range s.Total.Moves {
		before[move.Before] += n
		after[move.After] += n
	}
	for _, line := range []struct {
		name   string
		people map[string]int
	}{{"现等级", before}, {"模拟等级", after}} {
		row := []sheet.Value{sheet.TextValue(line.name)}
		for _, grade := range s.grades {
			row = append(row, sheet.CountValue(line.people[grade]))
		}
		page.Add(append(row, sheet.CountValue(s.Total.Judged()))...)
	}
	page.Chart = s.gradeChart("模拟测算：现等级与模拟等级各多少人", len(page.Rows))
	return page
}

// gradeColumns are a column for every grade and one for their sum.
func (s *Simulation) gradeColumns(page *sheet.Page) {
	for _, grade := range s.grades {
		page.Columns = append(page.Columns, sheet.Column{Header: grade, Width: 9, Style: sheet.CountCell})
	}
	page.Columns = append(page.Columns, sheet.Column{Header: "小计", Width: 9, Style: sheet.CountCell})
}

// movesColumns are those of a table of moves.
func (s *Simulation) movesColumns(page *sheet.Page) {
	s.gradeColumns(page)
	page.Columns = append(page.Columns, sheet.Column{Header: heldSheet, Width: 10, Style: sheet.CountCell}, sheet.Column{Header: summary.TotalName, Width: 9, Style: sheet.CountCell})
}

// gradeChart draws those columns.
func (s *Simulation) gradeChart(title string, rows int) *sheet.Chart {
	chart := &sheet.Chart{Kind: sheet.StackedCount, Title: title, Rows: rows, Below: true, Colours: graded.GradeColours(len(s.grades))}
	for i := range s.grades {
		chart.Series = append(chart.Series, 1+i)
	}
	return chart
}

// Moves is the table of grades before and in the simulation, of everybody who
// was graded; those held back in the results stand under it.
func (s *Simulation) Moves() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: movesSheet, FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "现等级 ＼ 模拟等级", Width: 20, Style: sheet.CenterText},
	}}}
	s.movesColumns(&page)
	for i, before := range s.grades {
		page.Add(append([]sheet.Value{sheet.TextValue(before)}, s.movesRow(&s.Total, i)...)...)
	}
	page.Add(sheet.Bold(append([]sheet.Value{sheet.TextValue(summary.TotalName)}, s.movesRow(&s.Total, allGrades)...))...)
	page.Chart = s.gradeChart("模拟测算：现在各等级的人，模拟是哪一级（人）", len(s.grades))
	return page
}

// allGrades stands for the sum of the rows of a table of moves.
const allGrades = -1

// movesRow counts the people of a tally who have a grade before, by its place
// among the grades, or all of them.
func (s *Simulation) movesRow(t *Tally, of int) []sheet.Value {
	people, held, judged := make([]int, len(s.grades)), 0, 0
	for move, n := range t.Moves {
		if of == allGrades || s.rank(move.Before) == of {
			people[s.rank(move.After)] += n
			judged += n
		}
	}
	for grade, n := range t.Held {
		if of == allGrades || s.rank(grade) == of {
			held += n
		}
	}
	var row []sheet.Value
	for i, n := range people {
		value := sheet.CountValue(n)
		value.Bold = i == of
		row = append(row, value)
	}
	return append(row, sheet.CountValue(judged), sheet.CountValue(held), sheet.CountValue(judged+held))
}

// tablesOnPage is how many of those tables a printed page holds.
const tablesOnPage = 3

// movesBy has a table of moves for every line with people who were graded.
func (s *Simulation) movesBy(name string, lines []*Tally) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: name + movesSheet, FreezeColumns: 2, OmitEmpty: true, Columns: []sheet.Column{
		{Header: name, Width: 16, Style: sheet.CenterText, Wrap: true}, {Header: "现等级 ＼ 模拟等级", Width: 20, Style: sheet.CenterText},
	}}}
	s.movesColumns(&page)
	shown := 0
	for _, t := range lines {
		if t.Judged()+t.HeldCount() == 0 {
			continue
		}
		if shown++; shown > tablesOnPage && shown%tablesOnPage == 1 {
			page.PageRows = append(page.PageRows, page.FirstRow()+len(page.Rows)+1)
		}
		for i, grade := range append(slices.Clone(s.grades), summary.TotalName) {
			if i == len(s.grades) {
				i = allGrades
			}
			row := append([]sheet.Value{sheet.TextValue(t.Name), sheet.TextValue(grade)}, s.movesRow(t, i)...)
			if i == allGrades {
				row = sheet.Bold(row)
			}
			page.Add(row...)
		}
	}
	return page
}

// ByCounty are the moves by county.
func (s *Simulation) ByCounty() sheet.Page { return s.by("县（市）区", 13, s.Counties()) }

// ByPost are the moves by post.
func (s *Simulation) ByPost() sheet.Page { return s.by("岗位", 18, s.Posts()) }

// Columns of the tables by county and by post that their chart draws.
const (
	upColumn   = 2
	downColumn = 4
)

func (s *Simulation) by(name string, width float64, lines []*Tally) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: name, FreezeColumns: 1, Columns: []sheet.Column{{Header: name, Width: width, Style: sheet.CenterText, Wrap: true}}}}
	for _, header := range []string{"测算", "升级", "不再" + s.Worst(), "降级", "变为" + s.Worst(), "不变", heldSheet, "未评分"} {
		page.Columns = append(page.Columns, sheet.Column{Header: header, Width: 9.5, Style: sheet.CountCell})
	}
	page.Columns = append(page.Columns, sheet.Column{Header: "平均变化", Width: 9.5, Style: sheet.ChangeCell})
	for i, t := range lines {
		w, mean := s.Ways(t), sheet.Empty()
		if change, ok := t.Mean(); ok {
			mean = sheet.PointsValue(change)
		}
		row := []sheet.Value{sheet.TextValue(t.Name)}
		for _, n := range []int{t.Judged(), w.Up, w.OutOf, w.Down, w.Into, w.Same, t.HeldCount(), t.Out} {
			row = append(row, sheet.CountValue(n))
		}
		if row = append(row, mean); i == len(lines)-1 {
			row = sheet.Bold(row)
		}
		page.Add(row...)
	}
	page.Chart = &sheet.Chart{
		Kind: sheet.StackedCount, Title: "模拟测算：按" + name + "升级、降级多少人", Series: []int{upColumn, downColumn},
		Colours: []string{"70AD47", "D32F2F"}, Rows: len(lines) - 1, Below: true,
	}
	return page
}

// Causes are the lines and indicators that grades change by.
func (s *Simulation) Causes() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: causesSheet, FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "底线、等级线或指标", Width: 38, Wrap: true},
		{Header: "等级变化", Width: 10, Style: sheet.CountCell}, {Header: "变为" + s.Worst(), Width: 9, Style: sheet.CountCell}, {Header: "不再" + s.Worst(), Width: 9, Style: sheet.CountCell},
		{Header: "其得分变化", Width: 12, Style: sheet.ChangeCell},
		{Header: "得分变化", Width: 10, Style: sheet.CountCell}, {Header: "得分合计变化", Width: 14, Style: sheet.ChangeCell},
	}}}
	for _, l := range s.Lines() {
		page.Add(sheet.TextValue(l.Text), sheet.CountValue(l.Movers), sheet.CountValue(l.Into), sheet.CountValue(l.OutOf))
	}
	for _, p := range s.Parts() {
		page.Add(sheet.TextValue(p.Label), sheet.CountValue(p.Movers), sheet.CountValue(p.Into), sheet.CountValue(p.OutOf),
			sheet.PointsValue(p.MoversDelta.Points()), sheet.CountValue(p.Earning), sheet.PointsValue(p.Delta.Points()))
	}
	if len(page.Rows) == 0 {
		page.Add(sheet.TextValue("没有人的得分或等级变化"))
	}
	page.Notes = []string{"“等级变化”是因它升降级的人数，一个人可以算在几行里；“其得分变化”是这些人在这一项的得分合计变化；最后两列是这一项得分有变化的所有人。"}
	if s.excuses() {
		page.Notes = append(page.Notes, worthNote)
	}
	return page
}

func peopleColumns(further ...sheet.Column) []sheet.Column {
	return append([]sheet.Column{
		{Header: "姓名", Width: 9, Style: sheet.CenterText, Wrap: true}, {Header: "身份证件号码（隐去）", Width: 21, Style: sheet.CodeText},
		{Header: "县（市）区", Width: 11, Style: sheet.CenterText, Wrap: true}, {Header: "学校", Width: 21, Wrap: true}, {Header: "岗位", Width: 10, Style: sheet.CenterText, Wrap: true},
		{Header: "现得分", Width: 9, Style: sheet.TotalCell}, {Header: "现等级", Width: 8, Style: sheet.CenterText},
	}, further...)
}

func (p *Person) row() []sheet.Value {
	return []sheet.Value{
		sheet.TextValue(p.Name), sheet.TextValue(p.ID.String()), sheet.TextValue(p.County), sheet.TextValue(p.School), sheet.TextValue(p.Post),
		sheet.PointsValue(p.Before.Total), sheet.TextValue(p.Before.Grade),
	}
}

// kind is what becomes of somebody, in words, and the place of that in a list.
func (s *Simulation) kind(p *Person) (place int, words string) {
	switch m := p.Move(); {
	case s.isInto(m):
		return 0, "变为 " + s.Worst()
	case s.isOutOf(m):
		return 1, "不再是 " + s.Worst()
	case s.rank(m.After) > s.rank(m.Before):
		return 2, "降级"
	}
	return 3, "升级"
}

// What is what becomes of somebody whose grade changes, in words.
func (s *Simulation) What(p *Person) string {
	_, words := s.kind(p)
	return words
}

// Movers are those whose grade changes: who becomes the worst grade, who stops
// being it, who falls, who rises; each in the order of the results.
func (s *Simulation) Movers() []*Person {
	list := slices.DeleteFunc(slices.Clone(s.People), func(p *Person) bool { return len(p.Held) > 0 })
	slices.SortStableFunc(list, func(a, b *Person) int {
		one, _ := s.kind(a)
		other, _ := s.kind(b)
		return cmp.Compare(one, other)
	})
	return list
}

// movers are the people whose grade changes.
func (s *Simulation) movers() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: moversSheet, Filter: true, FreezeColumns: 1, OmitEmpty: true, Columns: peopleColumns(
		sheet.Column{Header: "模拟得分", Width: 9.5, Style: sheet.TotalCell}, sheet.Column{Header: "模拟等级", Width: 9, Style: sheet.CenterText},
		sheet.Column{Header: "得分变化", Width: 9, Style: sheet.ChangeCell}, sheet.Column{Header: "模拟的变化", Width: 10, Style: sheet.CenterText},
		sheet.Column{Header: "原因", Width: 10, Style: sheet.CenterText, Wrap: true},
		sheet.Column{Header: "底线和指标：原来→模拟（填报）", Width: 60, Wrap: true},
	)}}
	page.Highlights = []sheet.Highlight{
		{Column: 10, Equals: "变为 " + s.Worst(), Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: 7, To: 10},
		{Column: 10, Equals: "不再是 " + s.Worst(), Fill: "E2EFDA", Ink: "375623", Bold: true, From: 7, To: 10},
	}
	movers := s.Movers()
	page.More = func(yield func([]sheet.Value) bool) {
		for _, p := range movers {
			row := append(p.row(), sheet.PointsValue(p.After.Total), sheet.TextValue(p.After.Grade), sheet.PointsValue(p.After.Total-p.Before.Total),
				sheet.TextValue(s.What(p)), sheet.TextValue(p.CauseNames()), sheet.TextValue(p.Why()))
			if !yield(row) {
				return
			}
		}
	}
	return page
}

// held are the people who cannot be judged by the other rules.
func (s *Simulation) held() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: heldSheet, Filter: true, FreezeColumns: 1, OmitEmpty: true, Columns: peopleColumns(
		sheet.Column{Header: "为什么不能测算", Width: 70, Wrap: true},
	)}}
	page.More = func(yield func([]sheet.Value) bool) {
		for _, p := range s.People {
			if len(p.Held) > 0 && !yield(append(p.row(), sheet.TextValue(p.Why()))) {
				return
			}
		}
	}
	return page
}

// UnusableAnswers are the indicators whose answers the other rules do not know.
func (s *Simulation) UnusableAnswers() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "模拟规则不认的填报", Columns: []sheet.Column{{Header: "指标", Width: 40}, {Header: "人数", Width: 9, Style: sheet.CountCell}}}}
	for _, u := range s.Unusable() {
		page.Add(sheet.TextValue(u.Label), sheet.CountValue(u.People))
	}
	return page
}

// explanation is the page of text.
func (s *Simulation) explanation() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "说明", Plain: true, Portrait: true, Columns: []sheet.Column{
		{Header: "项目", Width: 18}, {Header: "内容", Width: 74, Wrap: true},
	}}}
	for _, line := range s.notes() {
		page.Add(sheet.TextValue(line[0]), sheet.TextValue(line[1]))
	}
	return page
}
