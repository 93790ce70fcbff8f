package results

import (
	"slices"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/score"
	"credit/internal/submission"
)

// corrections holds what 更正 says of a person against the person's own row,
// and recomputes the rest: what the old and the new answers earn, and what the
// old ones came to (article 20). Which case it was cannot be recomputed.
func (c *checker) corrections(p *graded.Person) {
	if len(p.Corrected) == 0 {
		return
	}
	before, seen := c.before(p), map[int]bool{}
	for i := range p.Corrected {
		one := &p.Corrected[i]
		blame := func(format string, args ...any) { c.blame(graded.CorrectionSheet, one.Row, p, format, args...) }
		if one.Case == "" {
			blame("没有编号")
		}
		if seen[one.Indicator] {
			blame("第 %d 项更正了不止一次", one.Indicator)
		}
		seen[one.Indicator] = true
		if one.County != p.County || one.School != p.School || one.Name != p.Name {
			blame("县（市）区、学校或姓名与“%s”表第 %d 行不一致", p.Sheet, p.Row)
		}
		for _, answer := range []struct {
			what, given string
			stands      *points.Points
		}{{"原填报", one.Old, one.OldPoints}, {"更正为", one.New, one.NewPoints}} {
			if stands, earns := pointsText(answer.stands), pointsText(c.earns(one.Indicator, answer.given, answer.stands == nil)); stands != earns {
				blame("第 %d 项%s“%s”的得分应为%s，表里是%s", one.Indicator, answer.what, practitioner.MaskWithin(answer.given), earns, stands)
			}
		}
		if stands := gradingText(one.OldTotal, one.OldGrade); stands != before {
			blame("原综合得分和原等级是%s，按原填报应为%s", practitioner.MaskWithin(stands), before)
		}
		if stands, is := gradingText(one.NewTotal, one.NewGrade), gradingText(counts(p), p.Grade); stands != is {
			blame("新综合得分和新等级是%s，“%s”表第 %d 行是%s", practitioner.MaskWithin(stands), p.Sheet, p.Row, practitioner.MaskWithin(is))
		}
	}
}

// before is what the answers of a person came to as the school wrote them:
// nobody is graded of whom one of them does not stand.
func (c *checker) before(p *graded.Person) string {
	ungraded := gradingText(0, "")
	if !p.Graded {
		return ungraded
	}
	given := slices.Clone(p.Answers)
	for i := range p.Corrected {
		one := &p.Corrected[i]
		if one.OldPoints == nil {
			return ungraded
		}
		given[c.indexOf(one.Indicator)] = one.Old
	}
	answers := make([]submission.Answer, len(given))
	for i := range given {
		if answers[i] = c.own.Written(i, given[i]); !answers[i].Stands {
			return ungraded
		}
	}
	res := score.Score(c.own.Rubric(), answers)
	return gradingText(res.Counts(), res.Grade)
}

// earns is what an answer earns to the indicator of that number, nil where it
// does not stand. Of some texts that cannot be told: a 100% may have been a 1
// that was shown so, which stands, or the text, which does not. Then it is as
// the row says, blank points or not.
func (c *checker) earns(number int, given string, blank bool) *points.Points {
	i := c.indexOf(number)
	answer := c.own.Written(i, given)
	if blank {
		answer = c.own.Answer(i, given)
	}
	if !answer.Stands {
		return nil
	}
	earned, _ := answer.Earns(&c.own.Rubric().Indicators[i])
	return &earned
}

// indexOf is the index of the indicator of that number, one of the rubric's.
func (c *checker) indexOf(number int) int {
	for i := range c.rubric.Indicators {
		if c.rubric.Indicators[i].Number == number {
			return i
		}
	}
	return 0
}

// counts is the total that a person's grade is by.
func counts(p *graded.Person) points.Points {
	if p.Overlaid.Shown != nil {
		return *p.Overlaid.Shown
	}
	return p.Total
}

func pointsText(p *points.Points) string {
	if p == nil {
		return "空白"
	}
	return " " + p.String() + " 分"
}

func gradingText(total points.Points, grade string) string {
	if grade == "" {
		return "未评分"
	}
	return " " + total.String() + " 分 " + grade + " 级"
}
