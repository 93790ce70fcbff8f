package explain

import (
	"fmt"

	"credit/internal/graded"
	"credit/internal/rubric"
)

// why says why the grade is what it is (article 13).
func (e *Explanation) why() []string {
	var lines []string
	for i := range e.Sections {
		if s := &e.Sections[i]; s.Below() {
			lines = append(lines, fmt.Sprintf("%s %s 分，不满 %s 分，差 %s 分，直接列为 %s 级（%s）。",
				s.Name, s.Points, s.Rule.Below, s.Rule.Below-s.Points, e.Rubric.Direct.Grade, s.Rule.Clause))
		}
	}
	if len(lines) == 0 {
		return append(lines, e.byTotal("为 %s 级"))
	}
	if e.ByTotal == e.Grade {
		return append(lines, e.byTotal("仅按综合得分也为 %s 级"))
	}
	return append(lines, e.byTotal("仅按综合得分应为 %s 级")+"直接判级不论综合得分多少。")
}

// byTotal says what the total alone gives.
func (e *Explanation) byTotal(verdict string) string {
	return fmt.Sprintf("综合得分 %s 分，%s；"+verdict+"（%s，%s）。",
		e.Total, within(e.ByTotal), e.ByTotal.Grade, e.ByTotal.Name, e.ByTotal.Clause)
}

// within says where the total lies.
func within(g *rubric.Grade) string {
	if g.Below != nil && g.From != nil {
		return "在 " + graded.GradeRange(*g) + "之间（不含上限）"
	}
	return "属于 " + graded.GradeRange(*g)
}
