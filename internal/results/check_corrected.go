package results

import (
	"fmt"
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
	own := c.own(p)
	before, now, seen := c.before(p), graded.Grading{Total: p.Total, Adjusted: p.Overlaid.Shown, Grade: p.Grade}, map[int]bool{}
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
			if stands, earns := pointsText(answer.stands), pointsText(c.earns(own, one.Indicator, answer.given, answer.stands == nil)); stands != earns {
				blame("第 %d 项%s“%s”的得分应为%s，表里是%s", one.Indicator, answer.what, practitioner.MaskWithin(answer.given), earns, stands)
			}
		}
		gradings(blame, "原", one.Was, before, "按原填报应为")
		gradings(blame, "新", one.Is, now, fmt.Sprintf("“%s”表第 %d 行是", p.Sheet, p.Row))
	}
}

// gradings holds what 更正 says that answers came to against what they do.
func gradings(blame func(string, ...any), which string, stands, is graded.Grading, where string) {
	if a, b := gradingText(stands), gradingText(is); a != b {
		blame("%s综合得分和%s等级是%s，%s%s", which, which, practitioner.MaskWithin(a), where, practitioner.MaskWithin(b))
	}
	if a, b := pointsText(stands.Adjusted), pointsText(is.Adjusted); a != b {
		blame("%s折算总分是%s，%s%s", which, a, where, b)
	}
}

// before is what the answers of a person came to as the school wrote them:
// nobody is graded of whom one of them does not stand.
func (c *checker) before(p *graded.Person) (ungraded graded.Grading) {
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
	own, answers := c.own(p), make([]submission.Answer, len(given))
	for i := range given {
		if answers[i] = own.Written(i, given[i]); !answers[i].Stands {
			return ungraded
		}
	}
	return graded.GradingOf(score.Score(c.judged, answers))
}

// earns is what an answer earns to the indicator of that number, nil where it
// does not stand. Of some texts that cannot be told: a 100% may have been a 1
// that was shown so, which stands, or the text, which does not. Then it is as
// the row says, blank points or not.
func (c *checker) earns(own *submission.Recall, number int, given string, blank bool) *points.Points {
	i := c.indexOf(number)
	answer := own.Written(i, given)
	if blank {
		answer = own.Answer(i, given)
	}
	if !answer.Stands {
		return nil
	}
	earned, _ := answer.Earns(&c.judged.Indicators[i])
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

func pointsText(p *points.Points) string {
	if p == nil {
		return "空白"
	}
	return " " + p.String() + " 分"
}

// gradingText is the literal total and the grade.
func gradingText(g graded.Grading) string {
	if g.Grade == "" {
		return "未评分"
	}
	return " " + g.Total.String() + " 分 " + g.Grade + " 级"
}
