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
	// Several: no single answer reaches it; how many would is not told where
	// the total is an adjusted one.
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
	if res.Adjusted != nil {
		c.adjusted(r, answers, res)
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
	c.Total, c.Grade = after.Total, &r.Grades[r.GradeIndex(after.Grade)]
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

// adjusted finds the single answers that reach the next better grade for
// somebody to whom indicators do not apply: a point counts for more in one
// section than in another, and each answer is tried by the code that scores.
func (c *Change) adjusted(r *rubric.Rubric, answers []string, res *result.Result) {
	now := r.GradeIndex(res.Grade)
	var best *result.Result
	for i := range r.Indicators {
		n := &r.Indicators[i]
		if n.Lasting || res.Adjusted.NotApplicable[i] != nil {
			continue
		}
		for _, gain := range gainsOf(n, res.Points[i]) {
			one := move{i, gain}
			after := with(r, res, []move{one})
			if r.GradeIndex(after.Grade) >= now {
				continue
			}
			c.Singles = append(c.Singles, stepOf(r, answers, res, one))
			if len(c.Steps) == 0 || gain < c.Gain {
				c.Steps, c.Gain, best = []Step{stepOf(r, answers, res, one)}, gain, after
			}
			break
		}
	}
	if best == nil {
		c.Reach = Several
		return
	}
	c.Total, c.Grade = best.Counts(), &r.Grades[r.GradeIndex(best.Grade)]
}

// taskOf is what reaching a grade takes. Answers that last are left out unless
// they are asked for.
func taskOf(r *rubric.Rubric, res *result.Result, aim *rubric.Grade, lasting bool) task {
	t := task{need: *aim.From - res.Total, parts: make([]part, len(r.Sections))}
	for _, rule := range r.Direct.Rules {
		t.parts[rule.Section].need = rule.Below - res.Sections[rule.Section]
	}
	for i := range r.Indicators {
		n := &r.Indicators[i]
		if gains := gainsOf(n, res.Points[i]); len(gains) > 0 && (lasting || !n.Lasting) {
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
