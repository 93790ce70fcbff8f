package submission

import (
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Recall reads answers again as papers hold them (填报). It is not safe for
// several goroutines.
type Recall struct {
	questions []*question
}

// NewRecall prepares reading answers by a rubric.
func NewRecall(r *rubric.Rubric) *Recall {
	c := &Recall{}
	for i := range r.Indicators {
		c.questions = append(c.questions, newQuestion(&r.Indicators[i]))
	}
	return c
}

// Answer is what given means for the indicator (by index). It does not stand
// where the text alone does not tell: a choice that was a number shown as a
// percentage, say.
func (c *Recall) Answer(indicator int, given string) Answer {
	return c.questions[indicator].read(sheet.Cell{Kind: sheet.Text, Text: given}).Answer
}
