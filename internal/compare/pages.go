package compare

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/summary"
)

// Labels are what the two sides are called: by their years, or as the one
// before and the one now.
func (c *Comparison) Labels() (before, now string) {
	if c.hasYears() {
		return c.Old.Years[0], c.New.Years[0]
	}
	return "原", "现"
}

// hasYears says that the years tell the sides apart.
func (c *Comparison) hasYears() bool {
	return len(c.Old.Years) == 1 && len(c.New.Years) == 1 && c.Old.Years[0] != c.New.Years[0] &&
		graded.IsKnownYear(c.Old.Years[0]) && graded.IsKnownYear(c.New.Years[0])
}

// Titles are Labels as a title has them: 2024 年度.
func (c *Comparison) Titles() (before, now string) {
	before, now = c.Labels()
	if c.hasYears() {
		return before + " 年度", now + " 年度"
	}
	return before, now
}

// Facts are the first lines of every form of the comparison: other rules
// first, then that nobody is lost.
func (c *Comparison) Facts() [][2]string {
	before, now := c.Titles()
	k := &c.Counts
	var facts [][2]string
	if c.OtherRules() {
		facts = append(facts, [2]string{"评分标准不同", c.rulesText()})
	}
	facts = append(facts,
		[2]string{before, c.sideText(c.Old) + fmt.Sprintf(" = 两边都评分 %d + 至少一方未评分 %d + 离开 %d", k.Total.Both, k.HeldBefore(), k.Total.Left)},
		[2]string{now, c.sideText(c.New) + fmt.Sprintf(" = 两边都评分 %d + 至少一方未评分 %d + 新增 %d", k.Total.Both, k.HeldNow(), k.Total.Joined)})
	if !c.OtherRules() {
		facts = append(facts, [2]string{"评分标准", c.Rubric().Name()})
	}
	facts = append(facts, [2]string{"变化", c.kindsText()})
	if mean, ok := k.Total.Mean(); ok {
		text := fmt.Sprintf("两边都评分的 %d 人，综合得分平均变化 %s", k.Total.Both, Signed(mean))
		if c.parted() {
			text += fmt.Sprintf("；合计 %s = 填报引起 %s + 标准引起 %s", Signed(k.Total.Delta), Signed(k.Total.ByAnswer), Signed(k.Total.ByRubric))
		}
		facts = append(facts, [2]string{"得分", text})
	}
	return append(facts, c.overlaidFacts()...)
}

// sideText counts the people of a side, and names its year where the label
// does not.
func (c *Comparison) sideText(s *Side) string {
	text := fmt.Sprintf("%d 人 = 已评分 %d + 未评分 %d", len(s.People), len(s.People)-s.Held(), s.Held())
	years := slices.DeleteFunc(slices.Clone(s.Years), func(year string) bool { return !graded.IsKnownYear(year) })
	switch {
	case c.hasYears():
		return text
	case len(years) == 0:
		return "年度未注明，" + text
	case len(years) < len(s.Years):
		return strings.Join(years, "、") + " 年度（有的未注明），" + text
	}
	return strings.Join(years, "、") + " 年度，" + text
}

// rulesText names the rubrics of both sides, and how changes are parted.
func (c *Comparison) rulesText() string {
	before, now := c.Titles()
	return before + "按 " + rubricNames(c.Old.Rubrics) + "，" + now + "按 " + rubricNames(c.New.Rubrics) +
		"。" + c.partedText()
}

func rubricNames(list []*rubric.Rubric) string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = r.Name()
	}
	return strings.Join(names, "、")
}

// kindsText counts people by what became of them: the first that applies.
func (c *Comparison) kindsText() string {
	k := &c.Counts
	if !c.IsDifferent() {
		return "人员、等级、得分都没有差别"
	}
	ofThem := map[Kind]int{Joined: k.JoinedHeld, Left: k.LeftHeld}
	var parts []string
	for _, kind := range Kinds {
		part := fmt.Sprintf("%s %d", kind.Name(), k.Kinds[kind])
		if held := ofThem[kind]; held > 0 {
			part += fmt.Sprintf("（其中 %d 人未评分）", held)
		}
		if alone := k.Adjusted.Alone[kind]; alone > 0 {
			part += fmt.Sprintf("（其中 %d 人%s）", alone, adjustedMoved)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "、") + fmt.Sprintf("；调动学校或县区的共 %d 人", k.Transferred)
}

// Moves is the table of moves between grades, of those graded on both sides.
func (c *Comparison) Moves() sheet.Page {
	before, now := c.Labels()
	oldTitle, newTitle := c.Titles()
	page := sheet.Page{Layout: sheet.Layout{Name: "等级变动", FreezeColumns: 1, Tab: "1F4E79", Columns: []sheet.Column{
		{Header: before + " ＼ " + now, Width: 14, Style: sheet.CenterText},
	}}}
	c.gradeColumns(&page)
	for _, row := range c.matrix(&c.Counts.Total) {
		page.Add(row...)
	}
	page.Chart = &sheet.Chart{
		Kind: sheet.StackedCount, Title: oldTitle + "各等级的人，" + newTitle + "是哪一级（人）", Rows: len(c.grades), Below: true,
		Colours: graded.GradeColours(len(c.grades)),
	}
	for i := range c.grades {
		page.Chart.Series = append(page.Chart.Series, 1+i)
	}
	return page
}

// gradeColumns are the columns of a table of moves.
func (c *Comparison) gradeColumns(page *sheet.Page) {
	for _, grade := range c.grades {
		page.Columns = append(page.Columns, sheet.Column{Header: grade, Width: 8, Style: sheet.CountCell})
	}
	page.Columns = append(page.Columns, sheet.Column{Header: summary.TotalName, Width: 9, Style: sheet.CountCell})
}

// matrix are the rows of a table of moves, the sums last.
func (c *Comparison) matrix(line *Line) [][]sheet.Value {
	var rows [][]sheet.Value
	sums := make([]int, len(c.grades))
	for i, grade := range c.grades {
		row, sum := []sheet.Value{sheet.TextValue(grade)}, 0
		for j, n := range line.Grades[i] {
			value := sheet.CountValue(n)
			if i == j {
				value = value.AsBold()
			}
			row, sum, sums[j] = append(row, value), sum+n, sums[j]+n
		}
		rows = append(rows, append(row, sheet.CountValue(sum)))
	}
	row, all := []sheet.Value{sheet.TextValue(summary.TotalName)}, 0
	for _, n := range sums {
		row, all = append(row, sheet.CountValue(n)), all+n
	}
	return append(rows, sheet.Bold(append(row, sheet.CountValue(all))))
}

// MovesBy has a table of moves for every county.
func (c *Comparison) MovesBy() sheet.Page {
	before, now := c.Labels()
	page := sheet.Page{Layout: sheet.Layout{Name: "各县等级变动", FreezeColumns: 2, Columns: []sheet.Column{
		{Header: "县（市）区", Width: 13, Style: sheet.CenterText}, {Header: before + " ＼ " + now, Width: 14, Style: sheet.CenterText},
	}}}
	c.gradeColumns(&page)
	for at, line := range c.Lines(summary.ByCounty) {
		if at > 0 && at%countiesOnPage == 0 {
			page.PageRows = append(page.PageRows, page.FirstRow()+len(page.Rows))
		}
		for i, row := range c.matrix(line) {
			row = append([]sheet.Value{sheet.TextValue(line.Name)}, row...)
			if i == len(c.grades) {
				row = sheet.Bold(row)
			}
			page.Add(row...)
		}
	}
	page.Notes = []string{"换了县（市）区的人算在现在的县（市）区。"}
	return page
}

// countiesOnPage is how many of those tables a printed page holds.
const countiesOnPage = 3

// MovesLine writes a line's moves in words: A→B 2、B→A 1；不变 32.
func (c *Comparison) MovesLine(line *Line) string {
	var parts []string
	same := 0
	for i, before := range c.grades {
		for j, now := range c.grades {
			switch n := line.Grades[i][j]; {
			case i == j:
				same += n
			case n > 0:
				parts = append(parts, fmt.Sprintf("%s→%s %d", before, now, n))
			}
		}
	}
	return strings.Join(append(parts, fmt.Sprintf("等级不变 %d", same)), "、")
}

func pointsOf(who *Person, of func(*Person) points.Points) sheet.Value {
	if who == nil || !who.Graded {
		return sheet.Empty()
	}
	return sheet.PointsValue(of(who))
}

// stampPage marks the workbook as one of this program's.
func (c *Comparison) stampPage(version string) sheet.Page {
	r := c.Rubric()
	mark := stamp.Stamp{
		Kind: stamp.Diff, Rubric: r.ID, Edition: r.Edition, SHA256: r.SHA256, Year: strings.Join(c.New.Years, "、"), Version: version,
	}
	return sheet.Page{Layout: stamp.Layout(), Rows: mark.Rows()}
}
