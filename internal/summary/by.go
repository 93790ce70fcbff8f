package summary

import (
	"credit/internal/points"
	"credit/internal/rubric"
)

// By is what a summary is by: people by where they belong, or points by where
// they are lost.
type By string

// What a summary can be by.
const (
	ByCounty    By = "county"
	BySchool    By = "school"
	ByPost      By = "post"
	BySection   By = "section"
	ByGroup     By = "group"
	ByIndicator By = "indicator"
)

// Bys are all of them.
var Bys = []By{ByCounty, BySchool, ByPost, BySection, ByGroup, ByIndicator}

// names are the sheets of the summary workbook that are by them.
var names = map[By]string{
	ByCounty: "按县（市）区", BySchool: "按学校", ByPost: "按岗位",
	BySection: "按一级指标", ByGroup: "按二级指标", ByIndicator: "按三级指标",
}

// Name is the Chinese name of what a summary is by.
func (b By) Name() string { return names[b] }

// CountsPeople reports that the lines are people, else parts of the rubric.
func (b By) CountsPeople() bool { return b == ByCounty || b == BySchool || b == ByPost }

// Lines are the lines by county, school or post, the line of the whole run
// last.
func (s *Summary) Lines(by By) []Line {
	var lines []Line
	total := s.Total()
	switch by {
	case BySchool:
		lines = s.Schools()
	case ByPost:
		lines = s.Posts()
		total.County, total.Post = "", TotalName
	default:
		lines = s.Counties()
	}
	return append(lines, total)
}

// Part is a part of the rubric and what everyone graded earned in it.
type Part struct {
	// Name is the part's own; Section and Group are those it lies in, empty
	// where it is one itself. Number is that of an indicator, else 0.
	Name, Section, Group string
	Number               int
	// Indicators are those it consists of, by index.
	Indicators []int
	Full, Lost points.Points
	// Floor is that of direct grading (article 13), Below how many fall below
	// it; nil and 0 where there is none.
	Floor *points.Points
	Below int
	// Losers are how many lost points; known of indicators alone.
	Losers int
	graded int
	spread histogram
}

// Mean is the mean of the points earned, to two decimals, half up; ok is false
// where nobody was graded.
func (p *Part) Mean() (mean points.Points, ok bool) {
	return meanOf(p.Full*points.Points(p.graded)-p.Lost, p.graded)
}

// LostEach is the mean of the points lost.
func (p *Part) LostEach() (mean points.Points, ok bool) { return meanOf(p.Lost, p.graded) }

// Quartile is that of the points earned; ok is false where nobody was graded
// and for parts smaller than a section.
func (p *Part) Quartile(k int) (value points.Points, ok bool) { return p.spread.quartile(k) }

// Possible is what all together could have earned.
func (p *Part) Possible() points.Points { return p.Full * points.Points(p.graded) }

// Parts are the sections, groups or indicators in the rubric's order, the
// whole last.
func (s *Summary) Parts(by By) []Part {
	total := s.Total().Tally
	var parts []Part
	switch by {
	case BySection:
		parts = s.sectionParts(total)
	case ByGroup:
		parts = s.groupParts()
	default:
		parts = s.indicatorParts(total)
	}
	parts = append(parts, Part{Name: TotalName, Full: s.rubric.Points, Indicators: everyIndicator(s.rubric), spread: total.totals})
	for i := range parts {
		parts[i].Lost, parts[i].graded = total.LostIn(parts[i].Indicators), total.Graded
	}
	return parts
}

func (s *Summary) sectionParts(total *Tally) []Part {
	parts := make([]Part, len(s.rubric.Sections))
	for i, section := range s.rubric.Sections {
		parts[i] = Part{Name: section.Name, Full: section.Points, spread: s.sections[i]}
		for _, group := range section.Groups {
			parts[i].Indicators = append(parts[i].Indicators, s.rubric.Groups[group].Indicators...)
		}
	}
	for i := range s.rubric.Direct.Rules {
		rule := &s.rubric.Direct.Rules[i]
		parts[rule.Section].Floor, parts[rule.Section].Below = &rule.Below, total.DirectBy[rule.Section]
	}
	return parts
}

func (s *Summary) groupParts() []Part {
	parts := make([]Part, len(s.rubric.Groups))
	for i, group := range s.rubric.Groups {
		parts[i] = Part{
			Name: group.Name, Section: s.rubric.Sections[group.Section].Name, Full: group.Points, Indicators: group.Indicators,
		}
	}
	return parts
}

func (s *Summary) indicatorParts(total *Tally) []Part {
	parts := make([]Part, len(s.rubric.Indicators))
	for i := range s.rubric.Indicators {
		n := &s.rubric.Indicators[i]
		parts[i] = Part{
			Name: n.Name, Section: s.rubric.Sections[s.rubric.SectionOf(i)].Name, Group: s.rubric.Groups[n.Group].Name,
			Number: n.Number, Full: n.Points, Indicators: []int{i}, Losers: total.Losers[i],
		}
	}
	return parts
}

func everyIndicator(r *rubric.Rubric) []int {
	all := make([]int, len(r.Indicators))
	for i := range all {
		all[i] = i
	}
	return all
}
