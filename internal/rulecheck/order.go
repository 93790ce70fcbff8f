package rulecheck

import (
	"fmt"
	"slices"

	"credit/internal/rubric"
)

// order warns where a higher band earns less than the next lower one, and where
// a county's own rules turn round what two answers of the rubric earn.
func (c *checker) order(l local) {
	for i := range l.rules.Indicators {
		n := &l.rules.Indicators[i]
		for b := 1; b < len(n.Bands); b++ {
			high, low := n.Bands[b-1], n.Bands[b]
			if high.Points < low.Points {
				c.disorder(l, n, "bands", fmt.Sprintf("第 %d 项“%s”，比“%s”得分还低", n.Number, high.Earning(), low.Earning()))
			}
		}
		c.turned(l, n, &c.plain.Indicators[i])
	}
}

// turned compares two answers after the other with those of the rubric itself.
func (c *checker) turned(l local, n, was *rubric.Indicator) {
	if n.Kind != rubric.Choice || was.Kind != rubric.Choice {
		return
	}
	for i, less := range was.Answers {
		for _, more := range was.Answers {
			now, nowMore := n.Answers[i], answerOf(n, more.Text)
			if less.Points < more.Points && nowMore != nil && now.Points > nowMore.Points {
				c.disorder(l, n, "points", fmt.Sprintf("第 %d 项“%s”（%s 分）比“%s”（%s 分）得分高，评分标准里相反", n.Number, now.Text, now.Points, nowMore.Text, nowMore.Points))
			}
		}
	}
}

func answerOf(n *rubric.Indicator, text string) *rubric.Answer {
	at := slices.IndexFunc(n.Answers, func(a rubric.Answer) bool { return a.Text == text })
	if at < 0 {
		return nil
	}
	return &n.Answers[at]
}

func (c *checker) disorder(l local, n *rubric.Indicator, part, message string) {
	f := Finding{Severity: Warning, Code: Disorder, Message: message, Hint: "请核对分值是不是写反了", indicator: n.Number, part: part}
	f.Line, f.Column = c.outline.Indicator(n.Number)
	c.add(f, l.county)
}
