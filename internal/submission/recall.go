package submission

import (
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Recall reads answers again as papers hold them (填报). It is not safe for
// several goroutines.
type Recall struct {
	rubric    *rubric.Rubric
	questions []*question
}

// NewRecall prepares reading answers by a rubric.
func NewRecall(r *rubric.Rubric) *Recall {
	c := &Recall{rubric: r}
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

// Written is Answer for what a graded workbook shows (填报): a number that was
// shown as a percentage where no rate is asked for, a 1 for 是, stands as one
// there: 100%.
func (c *Recall) Written(indicator int, given string) Answer {
	answer := c.Answer(indicator, given)
	if number, is := strings.CutSuffix(given, "%"); is && !answer.Stands && c.questions[indicator].indicator.Kind != rubric.Rate {
		if d, ok := points.ParseDecimal(number); ok {
			return c.Answer(indicator, d.Shift(-2).String())
		}
	}
	return answer
}
