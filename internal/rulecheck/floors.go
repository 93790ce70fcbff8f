package rulecheck

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/points"
	"credit/internal/reach"
	"credit/internal/rubric"
)

// floors looks at direct grading (article 13): what anybody can reach must be
// able to fall below a floor and to reach it, and whoever is below the last
// line of the total should be below a floor too.
func (c *checker) floors(l local) {
	r := l.rules
	anybody := reach.Of(r, rubric.Profile{}).Counts()
	var sum points.Points
	for i, rule := range r.Direct.Rules {
		sum += rule.Below
		section, can := r.Sections[rule.Section], anybody.Sections[rule.Section]
		f := Finding{Severity: Warning, Code: NeverMissed, Hint: "请核对 below 的分数"}
		f.Line, f.Column = c.outline.Place("direct", "rules", section.Name, "below")
		switch {
		case !anybody.Floors[i].Met:
			f.Severity, f.Code = Error, NeverMet
			f.Message = fmt.Sprintf("“%s”最高只有 %s，永远不满 %s 分：所有人都会直接列为 %s 级", section.Name, Shown(can.High), rule.Below, r.Direct.Grade)
		case !anybody.Floors[i].Broken:
			f.Message = fmt.Sprintf("“%s”最低也有 %s，不会不满 %s 分：这条直接判级不起作用", section.Name, Shown(can.Low), rule.Below)
		default:
			continue
		}
		c.add(f, l.county)
	}
	c.directGrade(l)
	c.sectionsWithoutFloor(l)
	c.lowTotals(l, anybody, sum)
}

// directGrade warns of a direct grade that is not the worst: grades written in
// the wrong order are the usual cause.
func (c *checker) directGrade(l local) {
	worst := l.rules.Grades[len(l.rules.Grades)-1].Grade
	if l.rules.Direct.Grade == worst {
		return
	}
	f := Finding{Severity: Warning, Code: NotWorst,
		Message: fmt.Sprintf("直接判级的等级是 %s 级，分数最低的等级却是 %s 级", l.rules.Direct.Grade, worst),
		Hint:    "第十三条直接列为最低的等级，请核对是不是写反了"}
	f.Line, f.Column = c.outline.Place("direct", "grade")
	c.add(f, l.county)
}

func (c *checker) sectionsWithoutFloor(l local) {
	for s, section := range l.rules.Sections {
		if slices.ContainsFunc(l.rules.Direct.Rules, func(rule rubric.DirectRule) bool { return rule.Section == s }) {
			continue
		}
		f := Finding{Severity: Warning, Code: NoFloor, Message: fmt.Sprintf("一级指标“%s”没有直接判级的下限", section.Name),
			Hint: "第十三条对三项一级指标都定了下限，请核对是否漏写"}
		f.Line, f.Column = c.outline.Place("direct", "rules")
		c.add(f, l.county)
	}
}

// lowTotals says whether a total below the last line is always direct too.
func (c *checker) lowTotals(l local, anybody *reach.View, sum points.Points) {
	line := l.rules.Grades[len(l.rules.Grades)-1].Below
	if line == nil || anybody.Unbroken == nil {
		return
	}
	f := Finding{Severity: Note, Code: LowBreaks}
	f.Line, f.Column = c.outline.Place("direct", "rules")
	lowest := Shown(anybody.Unbroken)
	f.Message = fmt.Sprintf("综合得分不满 %s 分的，必有一级指标不满下限：各项都不低于下限（%s）时，综合得分最低 %s", line, floorsOf(l.rules, sum), lowest)
	if anybody.Unbroken.Cmp(rat(*line)) < 0 {
		f.Severity, f.Code = Warning, BelowNoFloor
		f.Message = fmt.Sprintf("综合得分不满 %s 分的，不一定有一级指标不满下限：各项都不低于下限（%s）时，综合得分可以低到 %s", line, floorsOf(l.rules, sum), lowest)
		f.Hint = fmt.Sprintf("原文三项下限之和等于 60 分，请核对下限和 %s 级的分数线", l.rules.Grades[len(l.rules.Grades)-2].Grade)
	}
	c.add(f, l.county)
}

// floorsOf writes out the floors and their sum: 20＋15＋25＝60.
func floorsOf(r *rubric.Rubric, sum points.Points) string {
	var floors []string
	for _, rule := range r.Direct.Rules {
		floors = append(floors, rule.Below.String())
	}
	return strings.Join(floors, "＋") + "＝" + sum.String()
}
