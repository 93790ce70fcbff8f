package summary

import (
	"fmt"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/roster"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// File is what became of one input, for the summary workbook.
type File struct {
	// Name is the input's label; Output the graded workbook's name, empty
	// where there is none.
	Name, Output, SHA256 string
	// Trouble says why it was not read or was skipped; empty where it was
	// read.
	Trouble                     string
	Rows, Graded, Held, Skipped int
	Errors, Warnings            int
	// Review is how far 填报与审核 has come (articles 6 and 11).
	Review string
}

// Paper is a summary workbook to be written.
type Paper struct {
	Rubric  *rubric.Rubric
	Summary *Summary
	Files   []File
	Years   []string
	Version string
	// Roster is what a roster says of what was submitted, nil without one.
	Roster *roster.Report
}

// page is a sheet with its rows.
type page struct {
	layout sheet.Layout
	rows   [][]sheet.Value
}

// pages are the sheets with their rows.
func (p Paper) pages() []page {
	pages := []page{p.byCounty(), p.bySchool(), p.held(), p.direct()}
	if p.Roster != nil {
		pages = append(pages, p.schoolsDue(), p.peopleDue())
	}
	return append(pages, p.files(), p.rules(), p.stamp())
}

// Layouts are the sheets of the summary workbook.
func (p Paper) Layouts() []sheet.Layout {
	var layouts []sheet.Layout
	for _, page := range p.pages() {
		layouts = append(layouts, page.layout)
	}
	return layouts
}

// Write writes the rows into a book that was made with Layouts.
func (p Paper) Write(book sheet.Book) error {
	for i, page := range p.pages() {
		for _, row := range page.rows {
			if err := book.Append(i, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// figures are the columns that every distribution has, after those that say
// of what.
func (p Paper) figures(columns []sheet.Column) []sheet.Column {
	columns = append(columns,
		sheet.Column{Header: "人数", Width: 8, Style: sheet.CountCell},
		sheet.Column{Header: "未评分", Width: 8, Style: sheet.CountCell})
	for _, grade := range p.Rubric.Grades {
		columns = append(columns, sheet.Column{Header: grade.Grade, Width: 7, Style: sheet.CountCell})
	}
	for _, grade := range p.Rubric.Grades {
		columns = append(columns, sheet.Column{Header: grade.Grade + " 占比", Width: 9, Style: sheet.ShareCell})
	}
	return append(columns,
		sheet.Column{Header: "直接判级", Width: 9, Style: sheet.CountCell},
		sheet.Column{Header: "平均分", Width: 9, Style: sheet.TotalCell},
		sheet.Column{Header: "中位数", Width: 9, Style: sheet.TotalCell})
}

func (p Paper) figureRow(row []sheet.Value, t *Tally) []sheet.Value {
	row = append(row, sheet.CountValue(t.Practitioners()), sheet.CountValue(t.Held))
	for _, n := range t.Grades {
		row = append(row, sheet.CountValue(n))
	}
	for _, n := range t.Grades {
		row = append(row, sheet.ShareValue(n, t.Graded))
	}
	row = append(row, sheet.CountValue(t.Direct))
	for _, figure := range []func() (points.Points, bool){t.Mean, t.Median} {
		if value, ok := figure(); ok {
			row = append(row, sheet.PointsValue(value))
		} else {
			row = append(row, sheet.Empty())
		}
	}
	return row
}

func bold(row []sheet.Value) []sheet.Value {
	for i := range row {
		row[i] = row[i].AsBold()
	}
	return row
}

// byCounty has a line for every county, zeros included, and the chart.
func (p Paper) byCounty() page {
	columns := p.figures([]sheet.Column{{Header: "县（市）区", Width: 13, Style: sheet.CenterText}})
	lines := p.Summary.Counties()
	chart := &sheet.Chart{
		Kind: sheet.StackedShare, Title: "各县（市）区信用等级分布", Rows: len(lines) + 1, Below: true,
		Colours: graded.GradeColours(len(p.Rubric.Grades)),
	}
	for i := range p.Rubric.Grades {
		chart.Series = append(chart.Series, 3+i)
	}
	result := page{layout: sheet.Layout{Name: "按县（市）区", Columns: columns, FreezeColumns: 1, Tab: "1F4E79", Chart: chart}}
	for _, line := range lines {
		result.rows = append(result.rows, p.figureRow([]sheet.Value{sheet.TextValue(line.County)}, line.Tally))
	}
	total := p.Summary.Total()
	result.rows = append(result.rows, bold(p.figureRow([]sheet.Value{sheet.TextValue(total.County)}, total.Tally)))
	return result
}

func (p Paper) bySchool() page {
	columns := p.figures([]sheet.Column{
		{Header: "县（市）区", Width: 13, Style: sheet.CenterText}, {Header: "学校", Width: 30, Wrap: true},
	})
	result := page{layout: sheet.Layout{Name: "按学校", Columns: columns, FreezeColumns: 2, Filter: true}}
	for _, line := range p.Summary.Schools() {
		result.rows = append(result.rows,
			p.figureRow([]sheet.Value{sheet.TextValue(line.County), sheet.TextValue(schoolName(line))}, line.Tally))
	}
	total := p.Summary.Total()
	result.rows = append(result.rows,
		bold(p.figureRow([]sheet.Value{sheet.TextValue(total.County), sheet.Empty()}, total.Tally)))
	return result
}

// schoolName is a school as papers name it.
func schoolName(line Line) string {
	if line.School == "" {
		return "（未填学校）"
	}
	return line.School
}

// held lists the schools with practitioners who could not be graded.
func (p Paper) held() page {
	result := page{layout: sheet.Layout{Name: "未评分", Filter: true, Tab: "C00000", Columns: []sheet.Column{
		{Header: "县（市）区", Width: 13, Style: sheet.CenterText}, {Header: "学校", Width: 34},
		{Header: "人数", Width: 10, Style: sheet.CountCell}, {Header: "未评分", Width: 10, Style: sheet.CountCell},
		{Header: "其中未审核", Width: 12, Style: sheet.CountCell}, {Header: "未评分占比", Width: 12, Style: sheet.ShareCell},
	}}}
	for _, line := range p.Summary.Schools() {
		if line.Held > 0 {
			result.rows = append(result.rows, []sheet.Value{
				sheet.TextValue(line.County), sheet.TextValue(schoolName(line)), sheet.CountValue(line.Practitioners()),
				sheet.CountValue(line.Held), sheet.CountValue(line.Unreviewed), sheet.ShareValue(line.Held, line.Practitioners()),
			})
		}
	}
	total := p.Summary.Total()
	result.rows = append(result.rows, bold([]sheet.Value{
		sheet.TextValue(total.County), sheet.Empty(), sheet.CountValue(total.Practitioners()),
		sheet.CountValue(total.Held), sheet.CountValue(total.Unreviewed), sheet.ShareValue(total.Held, total.Practitioners()),
	}))
	return result
}

// direct counts direct grading by section, and what the totals alone would
// have given (reading 7).
func (p Paper) direct() page {
	total := p.Summary.Total()
	result := page{layout: sheet.Layout{Name: "直接判级", Columns: []sheet.Column{
		{Header: "直接判级的原因", Width: 44}, {Header: "人数", Width: 10, Style: sheet.CountCell},
		{Header: "占已评分", Width: 12, Style: sheet.ShareCell},
	}}}
	line := func(text string, n int) []sheet.Value {
		return []sheet.Value{sheet.TextValue(text), sheet.CountValue(n), sheet.ShareValue(n, total.Graded)}
	}
	for _, rule := range p.Rubric.Direct.Rules {
		text := fmt.Sprintf("%s不满 %s 分", p.Rubric.Sections[rule.Section].Name, rule.Below)
		result.rows = append(result.rows, line(text, total.DirectBy[rule.Section]))
	}
	result.rows = append(result.rows, bold(line("直接判级合计（一人可有几个原因）", total.Direct)))
	for i, grade := range p.Rubric.Grades {
		result.rows = append(result.rows, line("　　其中：仅按综合得分为 "+grade.Grade+" 级", total.Raised[i]))
	}
	return result
}

// files lists every input and what became of it: nothing is lost.
func (p Paper) files() page {
	result := page{layout: sheet.Layout{Name: "文件", Filter: true, Columns: []sheet.Column{
		{Header: "文件", Width: 36, Wrap: true}, {Header: "读到", Width: 8, Style: sheet.CountCell},
		{Header: "已评分", Width: 8, Style: sheet.CountCell}, {Header: "未评分", Width: 8, Style: sheet.CountCell},
		{Header: "跳过", Width: 8, Style: sheet.CountCell}, {Header: "错误", Width: 8, Style: sheet.CountCell},
		{Header: "提醒", Width: 8, Style: sheet.CountCell}, {Header: "评分工作簿", Width: 36, Wrap: true},
		{Header: "填报与审核", Width: 30, Wrap: true}, {Header: "没有读出的原因", Width: 36, Wrap: true}, {Header: "SHA-256", Width: 24, Wrap: true},
	}}}
	var sum File
	for _, f := range p.Files {
		result.rows = append(result.rows, fileRow(f))
		sum.Rows, sum.Graded, sum.Held = sum.Rows+f.Rows, sum.Graded+f.Graded, sum.Held+f.Held
		sum.Skipped, sum.Errors, sum.Warnings = sum.Skipped+f.Skipped, sum.Errors+f.Errors, sum.Warnings+f.Warnings
	}
	sum.Name = TotalName
	result.rows = append(result.rows, bold(fileRow(sum)))
	return result
}

func fileRow(f File) []sheet.Value {
	return []sheet.Value{
		sheet.TextValue(f.Name), sheet.CountValue(f.Rows), sheet.CountValue(f.Graded), sheet.CountValue(f.Held),
		sheet.CountValue(f.Skipped), sheet.CountValue(f.Errors), sheet.CountValue(f.Warnings), sheet.TextValue(f.Output),
		sheet.TextValue(f.Review), sheet.TextValue(f.Trouble), sheet.TextValue(f.SHA256),
	}
}

func (p Paper) rules() page {
	result := page{layout: sheet.Layout{Name: graded.SourceSheet, Plain: true, Portrait: true, Columns: []sheet.Column{
		{Header: "项目", Width: 18}, {Header: "内容", Width: 74, Wrap: true},
	}}}
	lines := append([][2]string{{"说明", graded.Notice(p.Rubric)}, {"年度", strings.Join(p.Years, "、")}}, graded.RuleLines(p.Rubric)...)
	for _, line := range append(lines, [2]string{"程序", "credit " + p.Version}) {
		result.rows = append(result.rows, []sheet.Value{sheet.TextValue(line[0]), sheet.TextValue(line[1])})
	}
	return result
}

func (p Paper) stamp() page {
	mark := stamp.Stamp{
		Kind: stamp.Summary, Rubric: p.Rubric.ID, Edition: p.Rubric.Edition, SHA256: p.Rubric.SHA256,
		Year: strings.Join(p.Years, "、"), Version: p.Version,
	}
	return page{stamp.Layout(), mark.Rows()}
}
