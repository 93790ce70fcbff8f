package submission

import (
	"hash/fnv"
	"io"
	"strings"

	"credit/internal/finding"
	"credit/internal/rubric"
)

// guards count, over one sheet, what only all its rows together show: titles
// taken the wrong way round, and everyone with the same answers.
type guards struct {
	rubric *rubric.Rubric
	people int
	// contrary counts the doubtful answer, by place in Polarity.Indicators.
	contrary []int
	// print is the fingerprint of everyone's answers while all are the same.
	print   uint64
	differs bool
}

func newGuards(r *rubric.Rubric) *guards {
	return &guards{rubric: r, contrary: make([]int, len(r.Guards.Polarity.Indicators))}
}

func (g *guards) note(e *Entry) {
	g.people++
	for at, number := range g.rubric.Guards.Polarity.Indicators {
		indicator := &e.Rubric.Indicators[number-1]
		answer := e.Answers[number-1]
		if answer.Stands && answer.NotApplicable == nil && indicator.Kind == rubric.Choice &&
			indicator.Answers[answer.Choice].Text == g.rubric.Guards.Polarity.Answer {
			g.contrary[at]++
		}
	}
	if !g.differs {
		g.compare(e)
	}
}

// compare holds the answers against those of the first practitioner.
func (g *guards) compare(e *Entry) {
	sum := fnv.New64a()
	blank := true
	for i := range e.Answers {
		a := &e.Answers[i]
		blank = blank && a.Given == ""
		_, _ = io.WriteString(sum, a.meaning(&e.Rubric.Indicators[i])+"\x00")
	}
	print := sum.Sum64()
	if blank || g.people > 1 && print != g.print {
		g.differs = true
	}
	g.print = print
}

// meaning is the answer in one spelling: what two schools would have to
// write for it to be the same answer.
func (a *Answer) meaning(n *rubric.Indicator) string {
	switch {
	case !a.Stands:
		return a.Given
	case a.NotApplicable != nil:
		return NotApplicable
	case n.Kind == rubric.Rate || n.Kind == rubric.Measure:
		return a.Rate.String()
	case n.Kind == rubric.Number:
		return a.Number.String()
	}
	return n.Answers[a.Choice].Text
}

// report raises the warnings of the sheet, at the header's row.
func (g *guards) report(s *sheetReading) {
	polarity := g.rubric.Guards.Polarity
	for at, number := range polarity.Indicators {
		indicator := &g.rubric.Indicators[number-1]
		if g.people < polarity.AtLeast || !polarity.Exceeded(g.contrary[at], g.people) {
			continue
		}
		s.find(finding.PolarityDoubt, s.at(s.headerRow, s.columns[number-1]), polarity.Answer, finding.Words{
			"name": indicator.Name, "meaning": strings.TrimRight(indicator.Statement, "。"), "answer": polarity.Answer,
			"count": itoa(g.contrary[at]), "total": itoa(g.people),
		})
		s.report.Findings[len(s.report.Findings)-1].Indicator = number
	}
	if g.people >= g.rubric.Guards.Uniform.AtLeast && !g.differs {
		s.find(finding.UniformAnswers, s.at(s.headerRow, 0), "", finding.Words{"total": itoa(g.people)})
	}
}
