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
	pages := []sheet.Page{p.Distribution(ByCounty), p.Distribution(BySchool), p.held(), p.Direct()}
	if p.Against != nil {
		pages = append(pages, p.Compared())
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
	return []sheet.Page{p.Distribution(p.peopleBy()), p.Direct(), p.Parts(BySection), p.Parts(ByGroup), p.Parts(ByIndicator), p.rules(), p.stamp()}
}

// Facts are the first lines of every form of the summary: what it is about,
// and that its sums hold.
func (p Paper) Facts() [][2]string {
	facts := [][2]string{{"年度", strings.Join(p.Years, "、")}, {"评分标准", p.rubric().Name()}}
	if p.Filter != "" {
		facts = append(facts, [2]string{"范围", p.Filter})
	}
	if len(p.Books) > 0 && !p.Public {
		facts = append(facts, [2]string{"评分工作簿", booksText(p.Books)})
	}
	lines, m := p.lines(p.peopleBy())
	total, hidden := lines[len(lines)-1], m.line(len(lines)-1)
	facts = append(facts,
		[2]string{"人数", fmt.Sprintf("%s = 已评分 %s + 未评分 %s", figure(total.Practitioners(), hidden.people), figure(total.Graded, hidden.graded), figure(total.Held, hidden.held))},
		[2]string{"等级", p.gradeSum(total, hidden)})
	if mean, ok := total.Mean(); ok && !hidden.stats {
		facts = append(facts, [2]string{"综合得分", p.spread(total, mean)})
	}
	return append(facts, [2]string{"核对", p.proof(total, len(lines)-1)})
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

func (p Paper) spread(total Line, mean points.Points) string {
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
		return text + "；不足 5 人的组和能推算出它们的数以 " + HiddenMark + " 代替"
	}
	return text + fmt.Sprintf("；得分 %s + 失分 %s = %s × %d", total.Sum(), total.LostIn(everyIndicator(r)), r.Points, total.Graded)
}

// Check is an error where a sum does not hold, which the program itself is
// then to blame for.
func (p Paper) Check() error {
	for _, by := range []By{ByCounty, BySchool, ByPost} {
		lines := p.Summary.Lines(by)
		sum := newTally(p.rubric())
		for _, line := range lines[:len(lines)-1] {
			sum.merge(line.Tally)
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
	lost, all := total.LostIn(everyIndicator(p.rubric())), p.rubric().Points*points.Points(total.Graded)
	if grades != total.Graded || total.Sum()+lost != all {
		return fmt.Errorf("程序出错：各等级人数或得失分之和与合计不符，没有写出汇总，请报告这个问题")
	}
	return nil
}

func (p Paper) rules() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: graded.SourceSheet, Plain: true, Portrait: true, Columns: []sheet.Column{
		{Header: "项目", Width: 18}, {Header: "内容", Width: 74, Wrap: true},
	}}}
	lines := append([][2]string{{"说明", graded.Notice(p.rubric())}}, p.Facts()...)
	if p.Public {
		lines = append(lines, [2]string{"公布", PublicAdvice})
	}
	lines = append(lines, graded.RuleLines(p.rubric())...)
	for _, line := range append(lines, [2]string{"程序", "credit " + p.Version}) {
		page.Add(sheet.TextValue(line[0]), sheet.TextValue(line[1]))
	}
	return page
}

// PublicAdvice says what else a publication must not do.
const PublicAdvice = "不足 5 人的组以 " + HiddenMark + " 代替，另有一些数也以 " + HiddenMark + " 代替，使人不能从合计推算出来。同一批结果只公布一张这样的表：几张不同分法的表放在一起，可能推算出隐去的数。"

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
	pages := []sheet.Page{p.Main()}
	if p.By.CountsPeople() {
		pages = append(pages, p.Direct(), p.MostLost())
	}
	if p.Against != nil {
		pages = append(pages, p.Compared())
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
		pages = append(pages, p.Near.Page())
	}
	return append(pages, p.books())
}
