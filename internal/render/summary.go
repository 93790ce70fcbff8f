package render

import (
	"fmt"
	"io"
	"strings"

	"credit/internal/sheet"
	"credit/internal/summary"
)

// Facts writes a title and labelled lines under it.
func Facts(w io.Writer, title string, facts [][2]string, width int) error {
	var b strings.Builder
	indented(&b, "", title, screen(width))
	for _, fact := range facts {
		indented(&b, "  "+fact[0]+"：", fact[1], screen(width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// screen is the width of a terminal, of the usual one where nobody knows.
func screen(width int) int {
	if width == 0 {
		return screenWidth
	}
	return width
}

// Section writes a page with its name above and its notes below.
func Section(w io.Writer, p sheet.Page, width int) error {
	if _, err := fmt.Fprintf(w, "\n■ %s\n", Clean(p.Name)); err != nil {
		return err
	}
	if err := Table(w, p, width); err != nil {
		return err
	}
	return Closing(w, p.Notes, width)
}

// Closing writes lines that stand at the end.
func Closing(w io.Writer, lines []string, width int) error {
	var b strings.Builder
	for _, line := range lines {
		indented(&b, "", line, screen(width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shownLosses is how many indicators the screen names for a county.
const shownLosses = 3

// CountyLosses names for every county the indicators in which it loses the
// most points a head, where the summary is by county.
func CountyLosses(w io.Writer, p summary.Paper, width int) error {
	if p.By != summary.ByCounty || p.Public {
		return nil
	}
	page := p.CountyLosses()
	var b strings.Builder
	for _, row := range page.Rows {
		if len(row) < 3 { // nobody was graded, or nobody lost a point
			continue
		}
		if b.Len() == 0 {
			b.WriteString("\n■ 各县失分最多的指标（人均少几分）\n")
		}
		var texts []string
		for i := 2; i < min(len(row), 2+shownLosses); i++ {
			texts = append(texts, row[i].Shown(sheet.PlainText))
		}
		county := row[0].Shown(sheet.PlainText)
		county += strings.Repeat(" ", max(0, 10-Width(county)))
		indented(&b, county, strings.Join(texts, "；"), screen(width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shownNear is how many lines of the list the screen shows.
const shownNear = 20

// Near lists those near a line whose grade would change, the nearest first, two
// lines each.
func Near(w io.Writer, l *summary.NearList, width int) error {
	var b strings.Builder
	b.WriteString("\n■ " + l.Page().Name + "\n")
	indented(&b, "", l.Explain(), screen(width))
	shown, left, same := 0, 0, 0
	for i := range l.People {
		switch n := &l.People[i]; {
		case !n.Changes():
			same++
		case shown == shownNear:
			left++
		default:
			shown++
			near(&b, l, n, screen(width))
		}
	}
	for _, line := range []struct {
		count int
		text  string
	}{{left, fmt.Sprintf("……只列前 %d 处，", shownNear) + "另有 %d 处；全部见汇总工作簿（-o）"}, {same, "另有 %d 处越过以后等级不变（直接判级），不列在这里；见汇总工作簿（-o）"}} {
		if line.count > 0 {
			indented(&b, "", fmt.Sprintf(line.text, line.count), screen(width))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// near writes one person: how far, who, which line, what it would do, and how.
func near(b *strings.Builder, l *summary.NearList, n *summary.Near, width int) {
	gap := n.GapText() + strings.Repeat(" ", max(1, 11-Width(n.GapText())))
	text := fmt.Sprintf("%s（%s %s，%s）%s %s，%s：%s", n.Name, n.County, n.School, n.ID, n.ValueName(), n.Value, l.LineOf(n), n.Turn())
	if n.Section != "" {
		text += fmt.Sprintf("（综合得分 %s）", n.Total)
	}
	indented(b, gap, text, width)
	indented(b, strings.Repeat(" ", 11), n.ShortWays(), width)
}
