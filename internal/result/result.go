// Package result is what a practitioner earned and why, as a value, and its
// JSON line.
package result

import (
	"credit/internal/points"
	"credit/internal/rubric"
)

// Result is a practitioner's score (article 13): everything in the order of
// the rubric. Points, groups, sections and total are what the appendix gives;
// where indicators do not apply, Adjusted is what counts.
type Result struct {
	// Rubric are the rules by which the practitioner was judged.
	Rubric   *rubric.Rubric
	Points   []points.Points // by indicator
	Rules    []int           // by indicator: the answer or band it met, or rubric.NoRule
	Groups   []points.Points
	Sections []points.Points
	Total    points.Points
	// GradeByTotal is what the total alone gives; Grade what counts. Both are
	// by the adjusted total where there is one.
	GradeByTotal, Grade string
	// Direct are the sections that made the grade direct, as indices.
	Direct []int
	// Adjusted is nil where every indicator applies.
	Adjusted *Adjusted
}

// DirectNames are the names of the sections that made the grade direct.
func (res *Result) DirectNames(r *rubric.Rubric) []string {
	names := make([]string, len(res.Direct))
	for i, section := range res.Direct {
		names[i] = r.Sections[section].Name
	}
	return names
}

// Reason is why an indicator earned what it did.
type Reason struct {
	Indicator *rubric.Indicator
	// Given is what the school wrote, Met the rule that it met, in Chinese.
	Given, Met   string
	Points, Full points.Points
	// NotApplicable is the rule by which the indicator does not apply, nil
	// where it does.
	NotApplicable *rubric.NotApplicable
}

// Lost is how many points the indicator did not earn; one that does not apply
// loses none but where it is to earn nothing.
func (r Reason) Lost() points.Points {
	if r.NotApplicable != nil && r.NotApplicable.Earns != rubric.EarnsZero {
		return 0
	}
	return r.Full - r.Points
}

// Lost is how many points indicator i (by index) did not earn, as Reason says
// it.
func (res *Result) Lost(i int) points.Points {
	if res.Adjusted != nil && res.Adjusted.IsLeftOut(i) {
		return 0
	}
	return res.Rubric.Indicators[i].Points - res.Points[i]
}

// Reason says why indicator i earned what it did, given what was written.
func (res *Result) Reason(i int, given string) Reason {
	indicator := &res.Rubric.Indicators[i]
	reason := Reason{Indicator: indicator, Given: given, Points: res.Points[i], Full: indicator.Points}
	if res.Adjusted != nil {
		reason.NotApplicable = res.Adjusted.NotApplicable[i]
	}
	if reason.NotApplicable != nil {
		reason.Met = "不适用，" + reason.NotApplicable.Earns.Text()
	} else {
		reason.Met = met(indicator, res.Rules[i])
	}
	return reason
}

// met names the rule: the canonical answer, or the band of a rate.
func met(n *rubric.Indicator, rule int) string {
	switch n.Kind {
	case rubric.Rate, rubric.Measure:
		return n.Bands[rule].Text()
	case rubric.Number:
		return "按填报的分值"
	}
	return n.Answers[rule].Text
}
