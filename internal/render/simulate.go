package render

import (
	"fmt"
	"io"
	"strings"

	"credit/internal/simulate"
)

// Simulated names the people of a simulation who would become the worst grade,
// who would stop being it, who would move otherwise and who cannot be judged;
// of many the first.
func Simulated(w io.Writer, s *simulate.Simulation, width int) error {
	var b strings.Builder
	part, shown, all := "", 0, 0
	end := func() {
		if all > shown {
			fmt.Fprintf(&b, "……只列前 %d 人，共 %d 人；全部见模拟测算工作簿\n", shown, all)
		}
	}
	list := func(title string, p *simulate.Person) {
		if title != part {
			end()
			fmt.Fprintf(&b, "\n■ %s\n", title)
			part, shown, all = title, 0, 0
		}
		if all++; shown < shownChanges {
			shown++
			simulated(&b, p, screen(width))
		}
	}
	movesOf(&b, s, screen(width))
	for _, p := range s.Movers() {
		list("模拟"+spacedOff(s.What(p))+"的人", p)
	}
	for _, p := range s.People {
		if len(p.Held) > 0 {
			list("不能测算的人", p)
		}
	}
	end()
	_, err := io.WriteString(w, b.String())
	return err
}

// spacedOff parts a letter at the end from the Chinese that follows.
func spacedOff(text string) string {
	if last := text[len(text)-1]; last < 0x80 {
		return text + " "
	}
	return text
}

// movesOf writes the moves of every county and post that has any in words.
func movesOf(b *strings.Builder, s *simulate.Simulation, width int) {
	for _, part := range []struct {
		title string
		lines []*simulate.Tally
	}{{"各县等级变化", s.Counties()}, {"各岗位等级变化", s.Posts()}} {
		fmt.Fprintf(b, "\n■ %s\n", part.title)
		for _, t := range part.lines {
			if t.Judged() > 0 {
				name := Clean(t.Name)
				indented(b, name+strings.Repeat(" ", max(2, 12-Width(name))), s.MovesText(t), width)
			}
		}
	}
}

// simulated writes one person: who, from where to where, why.
func simulated(b *strings.Builder, p *simulate.Person, width int) {
	line := fmt.Sprintf("现 %s %s", p.Before.Total, p.Before.Grade)
	if len(p.Held) == 0 {
		line += fmt.Sprintf("，模拟 %s %s", p.After.Total, p.After.Grade)
	}
	indented(b, "  ", fmt.Sprintf("%s（%s %s，%s）", p.Name, p.County, p.School, p.ID), width)
	indented(b, "    ", line+"："+p.Why(), width)
}
