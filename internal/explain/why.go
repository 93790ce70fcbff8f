package explain

import (
	"fmt"

	"credit/internal/graded"
	"credit/internal/result"
	"credit/internal/rubric"
)

// why says why the grade is what it is (article 13).
func (e *Explanation) why() []string {
	var lines []string
	for i := range e.Sections {
		if s := &e.Sections[i]; s.Below() {
			lines = append(lines, fmt.Sprintf("%s %s，直接列为 %s 级（%s）。", s.Name, s.lacking(), e.Rubric.Direct.Grade, s.Rule.Clause))
		}
	}
	if len(lines) == 0 {
		return append(lines, e.byTotal("为 %s 级"))
	}
	if e.ByTotal == e.Grade {
		return append(lines, e.byTotal("仅按"+e.totalName()+"也为 %s 级"))
	}
	return append(lines, e.byTotal("仅按"+e.totalName()+"应为 %s 级")+"直接判级不论"+e.totalName()+"多少。")
}

// fen stands behind points.
const fen = " 分"

// totalName is what the total that counts is called.
func (e *Explanation) totalName() string {
	if e.Adjusted != nil {
		return "折算总分"
	}
	return "综合得分"
}

// lacking says by how much a section is below its floor.
func (s *Section) lacking() string {
	if s.Adjusted != nil {
		return fmt.Sprintf("%s 分，折算为 %s，不满 %s 分", s.Points, result.Exactly(*s.Adjusted, fen), s.Rule.Below)
	}
	return fmt.Sprintf("%s 分，不满 %s 分，差 %s 分", s.Points, s.Rule.Below, s.Rule.Below-s.Points)
}

// byTotal says what the total alone gives.
func (e *Explanation) byTotal(verdict string) string {
	return fmt.Sprintf("%s，%s；"+verdict+"（%s，%s）。",
		e.totalText(), within(e.ByTotal), e.ByTotal.Grade, e.ByTotal.Name, e.ByTotal.Clause)
}

// totalText is the total that counts, in words.
func (e *Explanation) totalText() string {
	if e.Adjusted != nil {
		return fmt.Sprintf("综合得分 %s 分，折算总分 %s", e.Total, result.Exactly(e.Adjusted.Total, fen))
	}
	return fmt.Sprintf("综合得分 %s 分", e.Total)
}

// within says where the total lies.
func within(g *rubric.Grade) string {
	if g.Below != nil && g.From != nil {
		return "在 " + graded.GradeRange(*g) + "之间（不含上限）"
	}
	return "属于 " + graded.GradeRange(*g)
}
