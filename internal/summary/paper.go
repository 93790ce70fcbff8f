package summary

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/roster"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// Paper is a summary to be shown: on the screen, as a workbook, as a web page.
type Paper struct {
	Summary *Summary
	Years   []string
	Version string
	// Files are the submissions of a run of score, Books the graded workbooks
	// of a run of summary.
	Files []File
	Books []Book
	// Roster is what a roster says of what was submitted, nil without one.
	Roster *roster.Report
	// By is what the summary is by; the workbook of Public has nothing else.
	By By
	// Filter says which people are counted, empty for all.
	Filter string
	// Rubrics are those that the results were made by, AgainstRubrics those of the other year, where they are others.
	Rubrics, AgainstRubrics []string
	// Near are those near a line, nil where nobody asked.
	Near *NearList
	// Against are the results of another year, nil without any.
	Against      *Summary
	AgainstYears []string
	// Public leaves out names, small groups and what would tell of them.
	Public bool
}

func (p Paper) rubric() *rubric.Rubric { return p.Summary.rubric }

// peopleBy is the distribution that the summary shows.
func (p Paper) peopleBy() By {
	if p.By.CountsPeople() {
		return p.By
	}
	return ByCounty
}

// Main is the table that the summary is by.
func (p Paper) Main() sheet.Page {
	if p.By.CountsPeople() {
		return p.Distribution(p.By)
	}
	return p.Parts(p.By)
}

// Pages are the sheets of the workbook.
func (p Paper) Pages() []sheet.Page {
	if p.Public {
		return p.publicPages()
	}
	pages := []sheet.Page{p.overview(), p.Distribution(ByCounty), p.Distribution(BySchool), p.held(), p.Direct()}
	if p.Against != nil {
		pages = append(pages, p.Compared(ByCounty))
	}
	if p.Near != nil {
		pages = append(pages, p.Near.Page())
	}
	pages = append(pages, p.lossOrder(), p.losses(), p.CountyLosses(), p.Parts(ByIndicator), p.Parts(ByGroup), p.Parts(BySection), p.Distribution(ByPost))
	if p.Roster != nil {
		pages = append(pages, p.schoolsDue(), p.peopleDue())
	}
	if p.Files != nil {
		pages = append(pages, p.files())
	}
	if p.Books != nil {
		pages = append(pages, p.books())
	}
	return append(pages, p.rules(), p.stamp())
}

// publicPages hold one distribution alone: from two of them what one leaves
// out could be worked out.
func (p Paper) publicPages() []sheet.Page {
	return []sheet.Page{p.overview(), p.Distribution(p.peopleBy()), p.Direct(), p.Parts(BySection), p.Parts(ByGroup), p.Parts(ByIndicator), p.rules(), p.stamp()}
}

// Facts are the first lines of every form of the summary: what it is about,
// and that its sums hold.
func (p Paper) Facts() [][2]string {
	var facts [][2]string
	if p.AgainstRubrics != nil {
		facts = append(facts, [2]string{"评分标准不同", p.againstText()})
	}
	facts = append(facts, [2]string{"年度", strings.Join(p.Years, "、")}, [2]string{"评分标准", p.rubricText()})
	if p.Filter != "" {
		facts = append(facts, [2]string{"范围", p.Filter})
	}
	if len(p.Books) > 0 && !p.Public {
		facts = append(facts, [2]string{"评分工作簿", booksText(p.Books, p.Filter)})
	}
	lines, m := p.lines(p.peopleBy())
	total, hidden := lines[len(lines)-1], m.line(len(lines)-1)
	facts = append(facts,
		[2]string{"人数", fmt.Sprintf("%s = 已评分 %s + 未评分 %s", figure(total.Practitioners(), hidden.people), figure(total.Graded, hidden.graded), figure(total.Held, hidden.held))},
		[2]string{"等级", p.gradeSum(total, hidden)})
	if mean, ok := total.Mean(); ok && !hidden.stats {
		facts = append(facts, [2]string{"综合得分", p.spread(total, mean, hidden.spread)})
	}
	if text := p.Adjusted(); text != "" {
		facts = append(facts, [2]string{"折算", text})
	}
	return append(facts, [2]string{"核对", p.proof(total, len(lines)-1)})
}

// Adjusted says whose grade is not by the points that the paper shows (reading
// 8), empty where there is nobody. A publication does not count them: they may
// be few.
func (p Paper) Adjusted() string {
	n := p.Summary.Total().Adjusted
	who := fmt.Sprintf("%d 人有不适用的项", n)
	switch {
	case p.Public && p.Summary.allowsOut():
		who = "有不适用的项的人"
	case p.Public || n == 0:
		return ""
	}
	return who + "，等级依折算总分，直接判级依折算后的一级指标得分；平均分等都按综合得分（附件的原始得分，不适用的项没有得分）"
}

// rubricText names the rubric, or all of them where the results were made by
// several.
func (p Paper) rubricText() string {
	if len(p.Rubrics) < 2 {
		return p.rubric().Name()
	}
	return fmt.Sprintf("%d 份，失分按各自的标准计算：%s", len(p.Rubrics), strings.Join(p.Rubrics, "、"))
}

// againstText says that the two years were graded by different rules.
func (p Paper) againstText() string {
	before, now := yearLabels(p.AgainstYears, p.Years)
	return before + " 按 " + strings.Join(p.AgainstRubrics, "、") + "，" + now + " 按 " + p.rubricText() +
		"；变化可能由标准引起，请用 credit diff 区分"
}

// Explain says what a reader has to know who sees the summary for the first
// time: what the grades and the figures mean.
func (p Paper) Explain() [][2]string {
	r := p.rubric()
	var grades, floors []string
	for _, g := range r.Grades {
		grades = append(grades, g.Grade+" "+graded.GradeRange(g)+"（"+g.Name+"）")
	}
	for _, rule := range r.Direct.Rules {
		floors = append(floors, fmt.Sprintf("%s不满 %s 分", r.Sections[rule.Section].Name, rule.Below))
	}
	lines := [][2]string{
		{"信用等级", strings.Join(grades, "；")},
		{"直接判级", strings.Join(floors, "、") + "的，不论综合得分多少都是 " + r.Direct.Grade + " 级"},
		{"未评分", "填报有要改的错误或者还没有审核，暂不评分的人；不算进等级、占比和平均分"},
		{"占比", "占已评分人数的比例"},
		{"四分位", "综合得分从低到高排列，排在四分之一、一半（中位数）、四分之三处的得分，同 Excel 的 QUARTILE.INC"},
		{"失分", "满分减去得分；人均失分是失分合计除以已评分人数"},
	}
	if p.Summary.allowsOut() {
		lines = append(lines, [2]string{"不适用", p.outText()})
	}
	return lines
}

// outText says how what does not apply is counted.
func (p Paper) outText() string {
	text := "按细则有不适用的项的人，等级依折算总分；这里的得分、平均分都按附件的原始得分，不适用的项没有得分，"
	if p.Public {
		return text + "合在失分里"
	}
	return text + "也不算失分（按零分计的除外），得分率只算适用的人"
}

func figure(n int, hidden bool) string {
	if hidden {
		return HiddenMark
	}
	return fmt.Sprint(n)
}

// gradeSum writes A 34 + B 129 + … = 358, and how many were directly graded.
func (p Paper) gradeSum(total Line, hidden lineMask) string {
	parts := make([]string, len(total.Grades))
	for i, n := range total.Grades {
		parts[i] = p.rubric().Grades[i].Grade + " " + figure(n, hidden.grade(i))
	}
	return strings.Join(parts, " + ") + " = " + figure(total.Graded, hidden.graded) + "；直接判级 " + figure(total.Direct, hidden.direct)
}

func (p Paper) spread(total Line, mean points.Points, meanAlone bool) string {
	if meanAlone {
		return "平均 " + mean.Fixed()
	}
	lower, _ := total.Quartile(1)
	median, _ := total.Median()
	upper, _ := total.Quartile(3)
	return fmt.Sprintf("平均 %s，中位数 %s，下四分位 %s，上四分位 %s", mean.Fixed(), median.Fixed(), lower.Fixed(), upper.Fixed())
}

// proof is the line that shows that nothing is lost: points earned and lost,
// and the lines of every table, add up.
func (p Paper) proof(total Line, lines int) string {
	r := p.rubric()
	text := fmt.Sprintf("%s %d 行之和 = 合计", p.peopleBy().Name(), lines)
	if p.Public {
		return text + "（有 " + HiddenMark + " 的，隐去的数也算在内）"
	}
	text += fmt.Sprintf("；得分 %s + 失分 %s", total.Sum(), total.LostIn(everyIndicator(r)))
	if out := total.outIn(everyIndicator(r)); out > 0 {
		text += fmt.Sprintf(" + 不适用 %s", out)
	}
	text += fmt.Sprintf(" = %s × %d", r.Points, total.Graded)
	if !p.By.CountsPeople() && p.By != "" {
		text = fmt.Sprintf("%s %d 行的失分之和 = 合计；", p.By.Name(), len(p.Summary.Parts(p.By))-1) + text
	}
	return text
}

// Check is an error where a sum does not hold, which the program itself is
// then to blame for.
func (p Paper) Check() error {
	for _, by := range []By{ByCounty, BySchool, ByPost} {
		lines := p.Summary.Lines(by)
		sum := p.Summary.newTally()
		for _, line := range lines[:len(lines)-1] {
			sum.addCounts(line.Tally)
		}
		total := lines[len(lines)-1]
		if !sum.equals(total.Tally) {
			return fmt.Errorf("程序出错：%s各行之和与合计不符，没有写出汇总，请报告这个问题", by.Name())
		}
	}
	total := p.Summary.Total()
	grades := 0
	for _, n := range total.Grades {
		grades += n
	}
	each := everyIndicator(p.rubric())
	lost, out, all := total.LostIn(each), total.outIn(each), p.rubric().Points*points.Points(total.Graded)
	negative := slices.ContainsFunc(slices.Concat(total.Lost, total.Out), func(p points.Points) bool { return p < 0 })
	if grades != total.Graded || total.Sum()+lost+out != all || negative {
		return fmt.Errorf("程序出错：各等级人数或得失分之和与合计不符，没有写出汇总，请报告这个问题")
	}
	return nil
}

// textPage is a page of labels and texts.
func textPage(name string, lines [][2]string) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: name, Plain: true, Portrait: true, Columns: []sheet.Column{
		{Header: "项目", Width: 18}, {Header: "内容", Width: 74, Wrap: true},
	}}}
	for _, line := range lines {
		page.Add(sheet.TextValue(line[0]), sheet.TextValue(line[1]))
	}
	return page
}

// overview comes first: what it is about, that the sums hold, what it means.
func (p Paper) overview() sheet.Page {
	lines := append([][2]string{{"说明", graded.Notice(p.rubric())}}, p.Facts()...)
	return textPage("概况", append(lines, p.Explain()...))
}

func (p Paper) rules() sheet.Page {
	lines := append([][2]string{{"说明", graded.Notice(p.rubric())}, {"年度", strings.Join(p.Years, "、")}}, graded.RuleLines(p.rubric())...)
	return textPage(graded.SourceSheet, append(lines, [2]string{"程序", "credit " + p.Version}))
}

// PublicAdvice says what else a publication must not do.
const PublicAdvice = "供公布的汇总，同一批结果只公布一种分法：按县区、学校、岗位的几种放在一起，可能推算出隐去的数"

func (p Paper) stamp() sheet.Page {
	mark := stamp.Stamp{
		Kind: stamp.Summary, Rubric: p.rubric().ID, Edition: p.rubric().Edition, SHA256: p.rubric().SHA256,
		Year: strings.Join(p.Years, "、"), Version: p.Version,
	}
	return sheet.Page{Layout: stamp.Layout(), Rows: mark.Rows()}
}

// ScreenPages are the tables of the screen: what the summary is by, and what
// belongs beside it.
func (p Paper) ScreenPages() []sheet.Page {
	pages := []sheet.Page{p.shownLines(p.Main(), p.By)}
	if p.By.CountsPeople() {
		pages = append(pages, p.Direct())
		if lost := p.MostLost(); !p.Public && len(lost.Rows) > 1 {
			pages = append(pages, lost)
		}
	}
	if p.Against != nil {
		pages = append(pages, p.shownPairs(p.Compared(p.peopleBy()), p.peopleBy()))
	}
	return pages
}

// WebPages are the tables of a web page and of a text with markup.
func (p Paper) WebPages() []sheet.Page {
	pages := p.ScreenPages()
	if p.Public {
		return pages
	}
	if p.By == ByCounty {
		pages = append(pages, p.lossOrder(), p.losses(), p.CountyLosses(), p.Distribution(BySchool), p.Parts(BySection), p.Parts(ByGroup), p.Distribution(ByPost))
	}
	if p.Near != nil {
		pages = append(pages, p.Near.First(nearOnPaper))
	}
	return append(pages, p.books())
}

// nearOnPaper is how many of those near a line a web page lists.
const nearOnPaper = 200
