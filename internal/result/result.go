// Package result is what a practitioner earned and why, as a value, and its
// JSON line.
package result

import (
	"credit/internal/points"
	"credit/internal/rubric"
)

// Result is a practitioner's score (article 13): everything in the order of
// the rubric. Grades are indices into the rubric's Grades.
type Result struct {
	Points   []points.Points // by indicator
	Rules    []int           // by indicator: the answer or band it met
	Groups   []points.Points
	Sections []points.Points
	Total    points.Points
	// GradeByTotal is what the total alone gives; Grade what counts.
	GradeByTotal, Grade string
	// Direct are the sections that made the grade direct, as indices.
	Direct []int
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
}

// Lost is how many points the indicator did not earn.
func (r Reason) Lost() points.Points { return r.Full - r.Points }

// Reason says why indicator i earned what it did, given what was written.
func (res *Result) Reason(r *rubric.Rubric, i int, given string) Reason {
	indicator := &r.Indicators[i]
	return Reason{
		Indicator: indicator, Given: given, Met: met(indicator, res.Rules[i]),
		Points: res.Points[i], Full: indicator.Points,
	}
}

// met names the rule: the canonical answer, or the band of a rate.
func met(n *rubric.Indicator, rule int) string {
	switch n.Kind {
	case rubric.Rate, rubric.Measure:
		return BandName(n.Bands[rule])
	case rubric.Number:
		return "按填报的分值"
	}
	return n.Answers[rule].Text
}

// BandName writes a band in words: 85%（含）至 95%.
func BandName(b rubric.Band) string { return b.Text() }
