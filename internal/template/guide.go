package template

import (
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
)

// guide is the sheet 填表说明.
type guide struct {
	layout sheet.Layout
	rows   [][]sheet.Value
	parts  int
}

// guideColumns are those of the page: the table of the indicators has a
// column for each of number, name and statement, two for the answers, one
// for the points.
const guideColumns = 6

func newGuide(o Options, l *stamp.Lists) *guide {
	g := &guide{layout: sheet.Layout{
		Name: submission.GuideSheet, Plain: true, Portrait: true, Tab: "1F4E79",
		Heading: guideHeading(o),
		Columns: []sheet.Column{
			{Width: 6, Style: sheet.CenterText}, {Width: 21}, {Width: 32}, {Width: 15}, {Width: 14}, {Width: 7, Style: sheet.CenterText},
		},
	}}
	g.review(l)
	if own := aboutOwnRules(o); len(own) > 0 {
		g.part("本县（市）区的细则（第二十一条）", own)
	}
	g.part("怎样填", howToFill(o.Rubric))
	g.part("颜色和预览", aboutPreview(o.Rubric))
	g.part("“信用信息”怎样填（第十条）", aboutRecords())
	g.part("怎样报送", howToSend())
	g.newPage()
	g.part("数据怎样使用，本人有哪些权利", rights(o.Rubric))
	g.indicators(o.Rubric)
	return g
}

// partNumbers number the parts.
const partNumbers = "一二三四五六七八九"

// heading begins a part of the page.
func (g *guide) heading(text string) {
	text = string([]rune(partNumbers)[g.parts]) + "、" + text
	g.parts++
	g.rows = append(g.rows, []sheet.Value{sheet.TextValue(text).AsHeading().Across(guideColumns)})
}

// part is a heading with numbered paragraphs.
func (g *guide) part(title string, paragraphs []string) {
	g.heading(title)
	for i, text := range paragraphs {
		g.rows = append(g.rows, []sheet.Value{
			sheet.CountValue(i + 1), sheet.TextValue(text).Across(guideColumns - 1),
		})
	}
}

// review is the block 填报与审核: who filled in and who reviewed, in boxes.
func (g *guide) review(l *stamp.Lists) {
	g.heading("填报与审核（第六条、第十一条）")
	g.rows = append(g.rows, []sheet.Value{sheet.TextValue(
		"填报人和单位负责人填好姓名、日期后报送；教育部门、营商部门审核后填姓名、日期，意见选“" +
			submission.Passed + "”或“" + submission.SentBack + "”。").Across(guideColumns)})
	g.boxes(true, submission.ReviewTitle, submission.ReviewName, submission.ReviewDate, submission.ReviewOpinion)
	top := g.next()
	for _, role := range submission.ReviewRoles {
		g.boxes(false, role, "", "", "")
	}
	const date, opinion, departments = 4, 5, 2
	bottom := g.next() - 1
	g.layout.CellInputs = append(g.layout.CellInputs,
		sheet.CellInput{
			Range: sheet.Range{Top: top, Left: date, Bottom: bottom, Right: date},
			Input: sheet.Input{Title: submission.ReviewDate, Prompt: "如 2026-05-20。"},
		},
		sheet.CellInput{
			Range: sheet.Range{Top: bottom - departments + 1, Left: opinion, Bottom: bottom, Right: opinion},
			Input: *l.Listed(submission.ReviewOpinion, []string{submission.Passed, submission.SentBack}),
		})
}

// boxes are a row of the block: who, name, date, opinion.
func (g *guide) boxes(header bool, who, name, date, opinion string) {
	box := func(text string, columns int) sheet.Value {
		v := sheet.TextValue(text).AsBoxed().Across(columns)
		v.Bold = header
		return v
	}
	first := box(who, 2)
	first.Bold = true
	g.rows = append(g.rows, []sheet.Value{first, {}, box(name, 1), box(date, 1), box(opinion, 2)})
}

// next is the row of the sheet that is added next.
func (g *guide) next() int { return g.layout.FirstRow() + len(g.rows) }

// newPage begins a new printed page with the next row.
func (g *guide) newPage() {
	g.layout.PageRows = append(g.layout.PageRows, g.next())
}

// tableRows is how many rows of the table go on a printed page.
const tableRows = 27

// indicators is the table of what each answer means and earns.
func (g *guide) indicators(r *rubric.Rubric) {
	g.heading("各项填什么")
	header := func(text string, columns int) sheet.Value {
		return sheet.TextValue(text).AsBold().AsBoxed().Across(columns)
	}
	onPage := 8 // the part before the table, and its heading
	for s := range r.Sections {
		section := &r.Sections[s]
		rows := 2
		for _, group := range section.Groups {
			rows += len(r.Groups[group].Indicators)
		}
		if onPage+rows > tableRows {
			g.newPage()
			onPage = 0
		}
		onPage += rows
		g.rows = append(g.rows,
			[]sheet.Value{sheet.TextValue(section.Name + "（" + section.Points.String() + " 分）").AsBold().Across(guideColumns)},
			[]sheet.Value{header("序号", 1), header("名称", 1), header("评分说明", 1), header("可填内容和得分", 2), {}, header("分值", 1)})
		for i := range r.Indicators {
			if r.SectionOf(i) == s {
				g.rows = append(g.rows, indicatorRow(r, &r.Indicators[i]))
			}
		}
	}
}

func indicatorRow(r *rubric.Rubric, n *rubric.Indicator) []sheet.Value {
	return []sheet.Value{
		sheet.CountValue(n.Number).AsBoxed(), sheet.TextValue(n.Name).AsBoxed(), sheet.TextValue(statement(r, n)).AsBoxed(),
		sheet.TextValue(earnings(n)).AsBoxed().Across(2), {}, sheet.PointsValue(n.Points).AsBoxed(),
	}
}

// statement is an indicator's 评分说明, with the documents that changed what it
// asks or earns.
func statement(r *rubric.Rubric, n *rubric.Indicator) string {
	text := note(r, n)
	for _, at := range n.ChangedBy() {
		text += "（按" + r.Overlays[at].Document + "调整）"
	}
	return text
}
