package render

import (
	"fmt"
	"io"
	"strings"

	"credit/internal/compare"
	"credit/internal/points"
	"credit/internal/summary"
)

// shownChanges is how many people of a kind the screen names.
const shownChanges = 10

// shownMovers is how many people the screen names who rose or fell most.
const shownMovers = 5

// Changes names those whose totals moved most, and who moved, joined, left or
// was held back; of many the first.
func Changes(w io.Writer, c *compare.Comparison, width int) error {
	var b strings.Builder
	moves(&b, c, screen(width))
	movers, by := c.Counts.Movers, ""
	if c.Counts.HasAdjusted {
		by = "（按定级得分）"
	}
	for _, part := range []struct {
		title string
		list  []compare.Change
	}{{"得分上升最多", movers.Up}, {"得分下降最多", movers.Down}} {
		if len(part.list) > 0 {
			fmt.Fprintf(&b, "\n■ %s%s\n", part.title, by)
		}
		for i := range part.list[:min(shownMovers, len(part.list))] {
			change(&b, c, &part.list[i], screen(width))
		}
	}
	for _, part := range []struct {
		title string
		kind  compare.Kind
	}{{"调动", ""}, {compare.Held.Name(), compare.Held}, {"新增", compare.Joined}, {"离开", compare.Left}} {
		some(&b, c, part.title, part.kind, screen(width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// moves writes the moves between grades of every county in words.
func moves(b *strings.Builder, c *compare.Comparison, width int) {
	if c.Counts.Total.Both == 0 {
		return
	}
	b.WriteString("\n■ 各县等级变动（两边都评分的人）\n")
	for _, line := range c.Lines(summary.ByCounty) {
		if line.Both > 0 {
			indented(b, line.Name+strings.Repeat(" ", max(2, 12-Width(line.Name))), c.MovesLine(line), width)
		}
	}
}

// some names the first people of a kind and counts the others.
func some(b *strings.Builder, c *compare.Comparison, title string, kind compare.Kind, width int) {
	count := 0
	c.Those(kind, func(x compare.Change) bool {
		if count++; count == 1 {
			fmt.Fprintf(b, "\n■ %s\n", title)
		}
		if count <= shownChanges {
			change(b, c, &x, width)
		}
		return true
	})
	if count > shownChanges {
		fmt.Fprintf(b, "……只列前 %d 人，共 %d 人；全部见对比工作簿（-o）\n", shownChanges, count)
	}
}

// change writes one person: who, from where to where, why.
func change(b *strings.Builder, c *compare.Comparison, x *compare.Change, width int) {
	who := x.New
	if who == nil {
		who = x.Old
	}
	indented(b, "  ", fmt.Sprintf("%s（%s，%s）%s", written(who.Name(), "未填姓名"), place(who), written(who.ID().String(), "没有证件号码"), standing(x)), width)
	if x.Transferred {
		indented(b, "    原在 ", place(x.Old), width)
	}
	if why := c.Why(x, true); why != "" {
		indented(b, "    ", why, width)
	}
}

// place is where somebody belongs.
func place(p *compare.Person) string {
	return written(p.County(), "未填县区") + " " + written(p.School(), "未填学校")
}

// written is a text, or what stands where there is none.
func written(text, none string) string {
	if text == "" {
		return none
	}
	return text
}

// standing writes the totals and grades on both sides: 80 C → 86.5 B（+6.5）.
func standing(x *compare.Change) string {
	text := func(p *compare.Person) string {
		if !p.Graded {
			return "未评分"
		}
		if p.Adjusted {
			return p.Total.String() + "（折算总分 " + p.Counts.String() + "）" + p.Grade()
		}
		return p.Total.String() + " " + p.Grade()
	}
	switch {
	case x.Old == nil:
		return text(x.New)
	case x.New == nil:
		return text(x.Old)
	}
	line := text(x.Old) + " → " + text(x.New)
	switch {
	case x.IsAdjusted():
		line += "（综合得分" + moved(x.Delta) + "，定级得分" + moved(x.Counted) + "）"
	case x.Old.Graded && x.New.Graded:
		line += "（" + compare.Signed(x.Delta) + "）"
	}
	return line
}

// moved writes a change behind the name of what changed.
func moved(p points.Points) string {
	if p == 0 {
		return "不变"
	}
	return " " + compare.Signed(p)
}
