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
	if len(answers) != len(r.Indicators) {
		panic(fmt.Sprintf("score: %d answers to %d indicators", len(answers), len(r.Indicators)))
	}
	earned, rules := make([]points.Points, len(r.Indicators)), make([]int, len(r.Indicators))
	for i := range r.Indicators {
		if !answers[i].Stands {
			panic(fmt.Sprintf("score: no answer to indicator %d", r.Indicators[i].Number))
		}
		earned[i], rules[i] = answers[i].Earns(&r.Indicators[i])
	}
	return Sum(r, earned, rules, notApplicable(answers))
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
	for i, p := range earned {
		res.Groups[r.Indicators[i].Group] += p
		res.Sections[r.SectionOf(i)] += p
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
	return res
}
