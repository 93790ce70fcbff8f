package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"credit/internal/points"
	"credit/internal/sheet"
)

// LineName is the line in words: B 线 85, 工作业绩底线 25.
func (n *Near) LineName(gradeOf func(points.Points) string) string {
	if n.Section != "" {
		return n.Section + "底线 " + n.Line.String()
	}
	return gradeOf(n.Line) + " 级线 " + n.Line.String()
}

// GapText says how far it is: 差 0.5, 高出 0.5, 正在线上.
func (n *Near) GapText() string {
	switch {
	case n.Below():
		return "差 " + n.Gap().String()
	case n.Gap() == 0:
		return "正在线上"
	}
	return "高出 " + n.Gap().String()
}

// Turn says what crossing the line does to the grade: B → A.
func (n *Near) Turn() string {
	if n.After == n.Grade {
		return n.Grade + "（不变）"
	}
	return n.Grade + " → " + n.After
}

// WaysText names the indicators that would cross the line, those with the same
// change together; where one leads to another grade than Turn says, with it.
func (n *Near) WaysText() string { return n.waysText(0) }

// ShortWays is WaysText with many indicators of one kind counted, not listed.
func (n *Near) ShortWays() string {
	const listed = 8
	return n.waysText(listed)
}

func (n *Near) waysText(listed int) string {
	switch {
	case len(n.Ways) > 0:
		return n.grouped(n.Ways, "；", listed)
	case len(n.Together) > 0:
		alike := slices.Clone(n.Together)
		for i := range alike {
			alike[i].Grade = n.After // what all of them lead to
		}
		return "没有单独一项够；合起来：" + n.grouped(alike, "，", 0)
	}
	return "没有哪一项够"
}

// wayKind is what ways that are named together have in common.
type wayKind struct {
	change points.Points
	grade  string
}

// grouped writes 第 31 项多 0.5；第 3、38 项多 1, the smallest changes first.
// Of more than so many alike the number is told, unless it is 0.
func (n *Near) grouped(ways []Way, between string, listed int) string {
	alike := map[wayKind][]int{}
	var kinds []wayKind
	for _, w := range ways {
		kind := wayKind{w.Change, w.Grade}
		if alike[kind] == nil {
			kinds = append(kinds, kind)
		}
		alike[kind] = append(alike[kind], w.Number)
	}
	slices.SortStableFunc(kinds, func(a, b wayKind) int {
		return cmp.Compare(max(a.change, -a.change), max(b.change, -b.change))
	})
	parts := make([]string, len(kinds))
	for i, kind := range kinds {
		sign, change := "多 ", kind.change
		if change < 0 {
			sign, change = "少 ", -change
		}
		parts[i] = "第 " + runs(alike[kind]) + " 项" + sign + change.String()
		if listed > 0 && len(alike[kind]) > listed {
			parts[i] = fmt.Sprintf("另有 %d 项，任一项%s%s", len(alike[kind]), sign, change)
		}
		if kind.grade != n.After {
			parts[i] += "（成为 " + kind.grade + "）"
		}
	}
	return strings.Join(parts, between)
}

// runs writes numbers that rise, three or more in a row as 4–9.
func runs(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		last := i
		for last+1 < len(numbers) && numbers[last+1] == numbers[last]+1 {
			last++
		}
		switch last - i {
		case 0:
			parts = append(parts, fmt.Sprint(numbers[i]))
		case 1:
			parts = append(parts, fmt.Sprint(numbers[i]), fmt.Sprint(numbers[last]))
		default:
			parts = append(parts, fmt.Sprintf("%d–%d", numbers[i], numbers[last]))
		}
		i = last + 1
	}
	return strings.Join(parts, "、")
}

// gradeAt is the grade whose line lies at so many points.
func (l *NearList) gradeAt(line points.Points) string {
	return l.rubric.Grades[l.rubric.GradeOf(line)].Grade
}

// Page lists everybody near a line, the nearest first.
func (l *NearList) Page() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "临近分数线", Filter: true, FreezeColumns: 2, Tab: "BF8F00", Columns: []sheet.Column{
		{Header: "差多少", Width: 10, Style: sheet.CenterText}, {Header: "姓名", Width: 10, Style: sheet.CenterText},
		{Header: "县（市）区", Width: 12, Style: sheet.CenterText}, {Header: "学校", Width: 26, Wrap: true},
		{Header: "身份证件号码", Width: 21, Style: sheet.CodeText}, {Header: "综合得分", Width: 9, Style: sheet.TotalCell},
		{Header: "哪条线", Width: 18, Style: sheet.CenterText, Wrap: true}, {Header: "用来比的得分", Width: 12, Style: sheet.PointCell},
		{Header: "越过以后", Width: 11, Style: sheet.CenterText}, {Header: "单独一项就能越过的指标", Width: 60, Wrap: true},
	}}}
	for i := range l.People {
		n := &l.People[i]
		page.Add(
			sheet.TextValue(n.GapText()), sheet.TextValue(n.Name), sheet.TextValue(n.County), sheet.TextValue(schoolName(n.School)),
			sheet.TextValue(n.ID.String()), sheet.PointsValue(n.Total), sheet.TextValue(n.LineName(l.gradeAt)), sheet.PointsValue(n.Value),
			sheet.TextValue(n.Turn()), sheet.TextValue(n.WaysText()))
	}
	page.Notes = []string{l.Explain()}
	return page
}

// ValueName is what is held against the line: 综合得分, or the section.
func (n *Near) ValueName() string {
	if n.Section != "" {
		return n.Section
	}
	return "综合得分"
}

// LineOf is the line in words.
func (l *NearList) LineOf(n *Near) string { return n.LineName(l.gradeAt) }

// First is the page with the first ones alone, and a note on the others.
func (l *NearList) First(most int) sheet.Page {
	page := l.Page()
	if left := len(page.Rows) - most; left > 0 {
		page.Rows = page.Rows[:most]
		page.Notes = append(page.Notes, fmt.Sprintf("只列前 %d 处，另有 %d 处；全部见汇总工作簿（-o）。", most, left))
	}
	return page
}

// Explain says what the list holds.
func (l *NearList) Explain() string {
	text := fmt.Sprintf("距等级线或直接判级底线 %s 分以内的 %d 人（%d 处），最近的在前；线上及以上的，列出再少多少就会落到线下的指标。",
		l.Within, l.Practitioners(), len(l.People))
	if l.Adjusted > 0 {
		text += fmt.Sprintf("另有 %d 人有不适用的项、得分经过折算，没有列入。", l.Adjusted)
	}
	return text
}
