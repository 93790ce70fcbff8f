package submission

import (
	"strings"

	"credit/internal/finding"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Recall reads answers again as papers hold them (填报). It is not safe for
// several goroutines.
type Recall struct {
	all   everyRules
	rules *rules
	who   rubric.Staff
}

// NewRecall prepares reading answers by a rubric; those of somebody in a county
// with rules of its own, or to whom something may not apply, are read by Of.
func NewRecall(r *rubric.Rubric) *Recall {
	all := newEveryRules(r)
	return &Recall{all: all, rules: all.of(-1)}
}

// Of reads the answers of somebody of a county (by index, -1 for an unknown
// one). It shares with c what was read.
func (c *Recall) Of(county int, who rubric.Staff) *Recall {
	return &Recall{c.all, c.all.of(county), who}
}

// Rubric are the rules by which the answers are read.
func (c *Recall) Rubric() *rubric.Rubric { return c.rules.rubric }

// Anybody reads an answer cell before it is known whose it is: it stands where
// it does for somebody, of whatever county and post.
func (c *Recall) Anybody(indicator int, cell sheet.Cell, from1904 bool) (Answer, *finding.Finding) {
	answer, f := c.Read(indicator, cell, from1904)
	for i := -1; i < len(c.all.rubric.Counties.Names) && !answer.Stands; i++ {
		own := c.all.of(i).questions[indicator].indicator
		someone := []rubric.Staff{{}}
		for k := range own.NotApplicable {
			someone = append(someone, own.NotApplicable[k].Someone())
		}
		for _, who := range someone {
			if one, about := c.Of(i, who).Read(indicator, cell, from1904); one.Stands {
				return one, about
			}
		}
	}
	return answer, f
}

// Answer is what given means for the indicator (by index). It does not stand
// where the text alone does not tell: a choice that was a number shown as a
// percentage, say.
func (c *Recall) Answer(indicator int, given string) Answer {
	q := c.rules.questions[indicator]
	return q.excuse(q.read(&sheet.Cell{Kind: sheet.Text, Text: given}), c.who).Answer
}

// Written is Answer for what a graded workbook shows (填报): a number that was
// shown as a percentage where no rate is asked for, a 1 for 是, stands as one
// there: 100%.
func (c *Recall) Written(indicator int, given string) Answer {
	answer := c.Answer(indicator, given)
	if number, is := strings.CutSuffix(given, "%"); is && !answer.Stands && c.rules.questions[indicator].indicator.Kind != rubric.Rate {
		if d, ok := points.ParseDecimal(number); ok {
			return c.Answer(indicator, d.Shift(-2).String())
		}
	}
	return answer
}
