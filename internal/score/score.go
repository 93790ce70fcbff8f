// Package score turns answers into a result by the rubric: one pure function,
// without input, output or clock.
package score

import (
	"fmt"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/submission"
)

// Score scores one practitioner by the rules of the county (article 13 and the appendix): points of
// each indicator, their sums by group and section, the total, the grade it
// gives by itself, and direct grading, which prevails (reading 7). There
// must be one answer an indicator, and each must stand; anything else is a
// mistake in the program and panics, for nobody is scored on what is left.
func Score(r *rubric.Rubric, answers []submission.Answer) *result.Result {
	return new(Scorer).Score(r, answers)
}

// Scorer scores one practitioner after another without taking new memory for
// each. The zero value is ready; it is for one goroutine.
type Scorer struct {
	res    result.Result
	points []points.Points // of indicators, groups and sections
}

// Score is Score; the result is used again for the next practitioner: whoever
// keeps anything of it copies it.
func (s *Scorer) Score(r *rubric.Rubric, answers []submission.Answer) *result.Result {
	n := len(r.Indicators)
	if len(answers) != n {
		panic(fmt.Sprintf("score: %d answers to %d indicators", len(answers), n))
	}
	s.start(r)
	res := &s.res
	for i := range r.Indicators {
		if !answers[i].Stands {
			panic(fmt.Sprintf("score: no answer to indicator %d", r.Indicators[i].Number))
		}
		res.Points[i], res.Rules[i] = answers[i].Earns(&r.Indicators[i])
	}
	sum(r, res, notApplicable(answers))
	return res
}

// start makes the result an empty one by these rules.
func (s *Scorer) start(r *rubric.Rubric) {
	n, groups, sections := len(r.Indicators), len(r.Groups), len(r.Sections)
	if all := n + groups + sections; len(s.points) != all {
		s.points = make([]points.Points, all)
	}
	rules := s.res.Rules
	if len(rules) != n {
		rules = make([]int, n)
	}
	clear(s.points)
	s.res = result.Result{
		Rubric: r, Points: s.points[:n:n], Rules: rules,
		Groups: s.points[n : n+groups : n+groups], Sections: s.points[n+groups:],
	}
}

// notApplicable are the rules by which indicators do not apply; nil where all
// of them do.
func notApplicable(answers []submission.Answer) (left []*rubric.NotApplicable) {
	for i := range answers {
		if rule := answers[i].NotApplicable; rule != nil {
			if left == nil {
				left = make([]*rubric.NotApplicable, len(answers))
			}
			left[i] = rule
		}
	}
	return left
}

// Sum is the result of points that were earned, one an indicator, by the rules
// they met; left are the rules by which indicators do not apply, nil where all
// of them do. The result keeps the slices.
func Sum(r *rubric.Rubric, earned []points.Points, rules []int, left []*rubric.NotApplicable) *result.Result {
	res := &result.Result{
		Rubric: r, Points: earned, Rules: rules,
		Groups: make([]points.Points, len(r.Groups)), Sections: make([]points.Points, len(r.Sections)),
	}
	sum(r, res, left)
	return res
}

// sum completes a result of points that were earned.
func sum(r *rubric.Rubric, res *result.Result, left []*rubric.NotApplicable) {
	for i, p := range res.Points {
		group := r.Indicators[i].Group
		res.Groups[group] += p
		res.Sections[r.Groups[group].Section] += p
		res.Total += p
	}
	res.GradeByTotal = r.Grades[r.GradeOf(res.Total)].Grade
	res.Grade = res.GradeByTotal
	for _, rule := range r.Direct.Rules {
		if res.Sections[rule.Section] < rule.Below {
			res.Direct = append(res.Direct, rule.Section)
			res.Grade = r.Direct.Grade
		}
	}
	if left != nil {
		adjust(r, res, left)
	}
}
