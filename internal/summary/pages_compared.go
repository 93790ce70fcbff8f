package summary

import (
	"credit/internal/graded"
	"credit/internal/sheet"
)

// Compared sets every line's distribution beside that of the other year.
func (p Paper) Compared(by By) sheet.Page {
	before, now := yearLabels(p.AgainstYears, p.Years)
	r, columns := p.rubric(), labels(by)
	page := sheet.Page{Layout: sheet.Layout{Name: "两年对比", FreezeColumns: len(columns), Tab: "1F4E79", Portrait: by == ByCounty}}
	last := len(columns) - 1
	columns[last].Header, columns[last].Width = columns[last].Header+"与年度", columns[last].Width+6
	page.Columns = append(columns, sheet.Column{Header: "人数", Width: 8, Style: sheet.CountCell}, sheet.Column{Header: "未评分", Width: 8, Style: sheet.CountCell})
	first := len(page.Columns)
	for _, grade := range r.Grades {
		page.Columns = append(page.Columns, sheet.Column{Header: grade.Grade, Width: 7, Style: sheet.CountCell})
	}
	page.Columns = append(page.Columns, sheet.Column{Header: "平均分", Width: 9, Style: sheet.TotalCell}, sheet.Column{Header: "变化", Width: 9, Style: sheet.ChangeCell})
	for _, grade := range r.Grades {
		page.Columns = append(page.Columns, sheet.Column{Header: grade.Grade + " 占比", Width: 9, Style: sheet.ShareCell})
	}
	lines := p.pairs(by)
	for i, pair := range lines {
		old, line := pair[0], pair[1]
		for _, row := range [][]sheet.Value{comparedRow(by, before, old, nil), comparedRow(by, now, line, old.Tally)} {
			if i == len(lines)-1 {
				row = sheet.Bold(row)
			}
			page.Add(row...)
		}
	}
	page.Notes = []string{"变化是平均分比 " + before + " 多或少几分；占比是占已评分人数的比例。"}
	if by == ByCounty {
		page.Chart = &sheet.Chart{
			Kind: sheet.StackedShare, Title: "各县（市）区信用等级分布（占已评分人数）：" + before + " 与 " + now, Rows: len(page.Rows), Below: true,
			Colours: graded.GradeColours(len(r.Grades)), Whole: "已评分", Together: 2,
		}
		for i := range r.Grades {
			page.Chart.Series = append(page.Chart.Series, first+i)
		}
	}
	return page
}

// shownPairs leaves out the lines without anybody in both years, where only
// some people are counted.
func (p Paper) shownPairs(page sheet.Page, by By) sheet.Page {
	if p.Filter == "" {
		return page
	}
	pairs, rows := p.pairs(by), page.Rows
	page.Rows = nil
	for i, pair := range pairs {
		people := 0
		for _, line := range pair {
			if line.Tally != nil {
				people += line.Practitioners()
			}
		}
		if people > 0 || i == len(pairs)-1 {
			page.Rows = append(page.Rows, rows[2*i], rows[2*i+1])
		}
	}
	if page.Chart != nil {
		page.Chart.Rows = len(page.Rows)
	}
	return page
}

// pairs sets the lines of the two years beside each other, the earlier first,
// the sum last; a line that one year does not have is empty. They stand in the
// order of this year, or of the other one where that has more counties.
func (p Paper) pairs(by By) [][2]Line {
	now, before := p.Summary.Lines(by), p.Against.Lines(by)
	type place struct{ county, school, post string }
	at := map[place]int{}
	var pairs [][2]Line
	take := func(lines []Line, side int) {
		for _, line := range lines {
			key := place{line.County, line.School, line.Post}
			i, known := at[key]
			if !known {
				i = len(pairs)
				at[key] = i
				pairs = append(pairs, [2]Line{{County: line.County, School: line.School, Post: line.Post}, {County: line.County, School: line.School, Post: line.Post}})
			}
			pairs[i][side] = line
		}
	}
	if len(p.Against.Rubric().Counties.Names) > len(p.rubric().Counties.Names) {
		take(before[:len(before)-1], 0)
	}
	take(now[:len(now)-1], 1)
	take(before[:len(before)-1], 0)
	return append(pairs, [2]Line{before[len(before)-1], now[len(now)-1]})
}

// comparedRow is a line of one year; old is the other year's, nil for none.
func comparedRow(by By, year string, line Line, old *Tally) []sheet.Value {
	row := label(by, line)
	last := len(row) - 1
	if name, _ := row[last].Text(); name == "" {
		row[last] = sheet.TextValue(year)
	} else {
		row[last] = sheet.TextValue(name + " " + year)
	}
	t := line.Tally
	if t == nil {
		return row
	}
	row = append(row, sheet.CountValue(t.Practitioners()), sheet.CountValue(t.Held))
	for _, n := range t.Grades {
		row = append(row, sheet.CountValue(n))
	}
	mean, ok := t.Mean()
	row = append(row, pointsOrEmpty(mean, ok))
	change := sheet.Empty()
	if old != nil {
		if before, known := old.Mean(); ok && known {
			change = sheet.PointsValue(mean - before)
		}
	}
	row = append(row, change)
	for _, n := range t.Grades {
		row = append(row, sheet.ShareValue(n, t.Graded))
	}
	return row
}

// yearLabels tell two runs apart: by their years, or as the one and the other.
func yearLabels(before, now []string) (string, string) {
	if len(before) == 1 && len(now) == 1 && before[0] != now[0] {
		return before[0], now[0]
	}
	return "对照", "本次"
}
