package explain

import (
	"fmt"
	"slices"

	"credit/internal/graded"
	"credit/internal/practitioner"
)

// CorrectedTitle heads what was corrected.
const CorrectedTitle = "已经执行的更正和修复（第十七条、第十八条）"

// correctedOf are the corrections of a person, for people to read.
func correctedOf(p *graded.Person) []graded.CorrectedAnswer {
	list := slices.Clone(p.Corrected)
	for i := range list {
		for _, text := range []*string{&list[i].Case, &list[i].Old, &list[i].New} {
			*text = practitioner.MaskWithin(*text)
		}
	}
	return list
}

// correctionOf is the correction of an indicator, nil where there is none.
func (e *Explanation) correctionOf(number int) *graded.CorrectedAnswer {
	at := slices.IndexFunc(e.Corrected, func(c graded.CorrectedAnswer) bool { return c.Indicator == number })
	if at < 0 {
		return nil
	}
	return &e.Corrected[at]
}

// CorrectedLines say which answers were corrected, by which case, and what they
// came to before; none where nothing was.
func (e *Explanation) CorrectedLines() (lines []string) {
	for i := range e.Corrected {
		c := &e.Corrected[i]
		if i == 0 {
			lines = append(lines, beforeText(c))
		}
		n := &e.Rubric.Indicators[c.Indicator-1]
		old := "原来没有填报"
		if c.Old != "" {
			old = "原填报" + quoted(n, c.Old)
		}
		lines = append(lines, fmt.Sprintf("· 第 %d 项“%s”：%s，按办理编号 %s 更正为%s。", n.Number, n.Name, old, c.Case, quoted(n, c.New)))
	}
	return lines
}

// beforeText is what the answers came to as the school wrote them.
func beforeText(c *graded.CorrectedAnswer) string {
	if c.Was.Grade == "" {
		return "更正以前没有评分。"
	}
	return fmt.Sprintf("更正以前综合得分 %s，%s 级。", c.Was.Points(), c.Was.Grade)
}
