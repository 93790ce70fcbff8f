package explain

import (
	"cmp"
	"fmt"
	"slices"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/score"
)

// Reach is by what the next better grade can be reached.
type Reach string

// The ways to reach the next better grade.
const (
	// Best: there is no better grade.
	Best Reach = "best"
	// ThisYear: by answers that can change within the year.
	ThisYear Reach = "this-year"
	// Lasting: not within the year, but with answers that last, such as 学历.
	Lasting Reach = "lasting"
	// Never: not even full points in everything reach it.
	Never Reach = "never"
	// Several: answers that can change within the year reach it, but no single
	// one; how many it takes is not told where sections are prorated.
	Several Reach = "several"
)

// Change is the smallest change that reaches the next better grade, or leaves
// the grade of direct grading, every floor met (article 13): the fewest
// answers; among these the fewest points; among these the lowest indicators.
type Change struct {
	Reach Reach
	// Aim is the grade that had to be reached at least; nil where Reach is Best.
	Aim *rubric.Grade
	// Steps are the answers, by indicator; with answers that last only where
	// Reach is Lasting. None where Reach is Best or Never.
	Steps []Step
	// Gain is what they gain together, Total what the total would be, Grade the
	// grade it would give: the aim, or a better one.
	Gain, Total points.Points
	Grade       *rubric.Grade
	// Singles are all single answers that would do, each with its smallest
	// change, where one is enough; by indicator.
	Singles []Step
}

// Step is one answer that would have to be another.
type Step struct {
	Indicator *rubric.Indicator
	// Given is what was written, Answer what would earn that much: a canonical
	// answer, a band of rates in words, or a number.
	Given, Answer string
	Gain, Points  points.Points // Points = what is earned now + Gain
}

// changeOf finds the smallest change.
func changeOf(r *rubric.Rubric, answers []string, res *result.Result) Change {
	now := r.GradeIndex(res.Grade)
	if now == 0 {
		return Change{Reach: Best}
	}
	c := Change{Aim: &r.Grades[now-1], Reach: ThisYear}
	if isProrated(res) {
		c.prorated(r, answers, res)
		return c
	}
	moves, found := solve(taskOf(r, res, c.Aim, false))
	if !found {
		c.Reach = Lasting
		if moves, found = solve(taskOf(r, res, c.Aim, true)); !found {
			c.Reach = Never
			return c
		}
	}
	for _, m := range moves {
		c.Steps = append(c.Steps, stepOf(r, answers, res, m))
		c.Gain += m.gain
	}
	after := with(r, res, moves)
	c.Total, c.Grade = after.Counts(), &r.Grades[r.GradeIndex(after.Grade)]
	if r.GradeIndex(after.Grade) >= now {
		panic(fmt.Sprintf("explain: the smallest change leads from %s to %s", res.Grade, after.Grade))
	}
	if len(moves) == 1 {
		c.Singles = singles(r, answers, res, c.Aim, c.Reach == Lasting)
	}
	return c
}

// with is the result once the moves are made, by the very code that scores.
func with(r *rubric.Rubric, res *result.Result, moves []move) *result.Result {
	earned := slices.Clone(res.Points)
	for _, m := range moves {
		earned[m.indicator] += m.gain
	}
	var left []*rubric.NotApplicable
	if res.Adjusted != nil {
		left = res.Adjusted.NotApplicable
	}
	return score.Sum(r, earned, res.Rules, left)
}

// prorated finds the single answers that reach the next better grade for
// somebody with prorated sections: a point counts for more in one section than
// in another, so that solve does not apply, and each answer is tried by the
// code that scores. Where no single one does, Steps stay empty.
func (c *Change) prorated(r *rubric.Rubric, answers []string, res *result.Result) {
	now := r.GradeIndex(res.Grade)
	switch better := func(lasting bool) bool { return r.GradeIndex(atBest(r, res, lasting).Grade) < now }; {
	case better(false):
		c.Reach = Several
	case better(true):
		c.Reach = Lasting
	default:
		c.Reach = Never
		return
	}
	var best *result.Result
	for i := range r.Indicators {
		if !mayChange(r, res, i, c.Reach == Lasting) {
			continue
		}
		for _, gain := range gainsOf(&r.Indicators[i], res.Points[i]) {
			one := move{i, gain}
			after := with(r, res, []move{one})
			if r.GradeIndex(after.Grade) >= now {
				continue
			}
			step := stepOf(r, answers, res, one)
			c.Singles = append(c.Singles, step)
			if best == nil || gain < c.Gain {
				c.Steps, c.Gain, best = []Step{step}, gain, after
			}
			break
		}
	}
	if best == nil {
		return
	}
	if c.Reach == Several {
		c.Reach = ThisYear
	}
	c.Total, c.Grade = best.Counts(), &r.Grades[r.GradeIndex(best.Grade)]
}

// atBest is the result with the most points in everything that may change.
func atBest(r *rubric.Rubric, res *result.Result, lasting bool) *result.Result {
	var moves []move
	for i := range r.Indicators {
		if mayChange(r, res, i, lasting) {
			moves = append(moves, move{i, r.Indicators[i].Points - res.Points[i]})
		}
	}
	return with(r, res, moves)
}

// mayChange reports an indicator (by index) that applies, and whose answer may
// be another within the year, or at all where lasting ones are asked for too.
func mayChange(r *rubric.Rubric, res *result.Result, i int, lasting bool) bool {
	return (lasting || !r.Indicators[i].Lasting) && (res.Adjusted == nil || res.Adjusted.NotApplicable[i] == nil)
}

// isProrated reports somebody with a section that is taken in proportion.
func isProrated(res *result.Result) bool {
	return res.Adjusted != nil && slices.ContainsFunc(res.Adjusted.NotApplicable, func(rule *rubric.NotApplicable) bool {
		return rule != nil && rule.Earns == rubric.EarnsProrated
	})
}

// sectionCounts is what is held against the floor of a section (by index) that
// is not prorated.
func sectionCounts(res *result.Result, section int) points.Points {
	if res.Adjusted == nil {
		return res.Sections[section]
	}
	counts, _ := res.Adjusted.Sections[section].Floor()
	return counts
}

// taskOf is what reaching a grade takes. Answers that last are left out unless
// they are asked for.
func taskOf(r *rubric.Rubric, res *result.Result, aim *rubric.Grade, lasting bool) task {
	t := task{need: *aim.From - res.Counts(), parts: make([]part, len(r.Sections))}
	for _, rule := range r.Direct.Rules {
		t.parts[rule.Section].need = rule.Below - sectionCounts(res, rule.Section)
	}
	for i := range r.Indicators {
		n := &r.Indicators[i]
		if gains := gainsOf(n, res.Points[i]); len(gains) > 0 && mayChange(r, res, i, lasting) {
			p := &t.parts[r.SectionOf(i)]
			p.choices = append(p.choices, choice{i, gains})
		}
	}
	return t
}

// gainsOf are the amounts by which an indicator can earn more, rising.
func gainsOf(n *rubric.Indicator, has points.Points) (gains []points.Points) {
	for last := points.Points(0); ; {
		gain, found := n.Step(has, last+1)
		if !found {
			return gains
		}
		gains, last = append(gains, gain), gain
	}
}

// singles are the single answers that reach a grade.
func singles(r *rubric.Rubric, answers []string, res *result.Result, aim *rubric.Grade, lasting bool) (steps []Step) {
	t := taskOf(r, res, aim, lasting)
	for at, p := range t.parts {
		need := max(t.need, p.need)
		for other, q := range t.parts {
			if other != at && q.need > 0 {
				need = r.Points + 1 // no answer of this section does it
			}
		}
		for _, c := range p.choices {
			if gain, found := r.Indicators[c.indicator].Step(res.Points[c.indicator], need); found {
				steps = append(steps, stepOf(r, answers, res, move{c.indicator, gain}))
			}
		}
	}
	slices.SortFunc(steps, func(a, b Step) int { return cmp.Compare(a.Indicator.Number, b.Indicator.Number) })
	return steps
}

func stepOf(r *rubric.Rubric, answers []string, res *result.Result, m move) Step {
	n := &r.Indicators[m.indicator]
	to := res.Points[m.indicator] + m.gain
	return Step{Indicator: n, Given: answers[m.indicator], Answer: answerFor(n, to), Gain: m.gain, Points: to}
}

// answerFor is the first answer of an indicator that earns so many points.
func answerFor(n *rubric.Indicator, earned points.Points) string {
	for _, a := range n.Answers {
		if a.Points == earned {
			return a.Text
		}
	}
	for _, b := range n.Bands {
		if b.Points == earned {
			return b.Text()
		}
	}
	return earned.String()
}
