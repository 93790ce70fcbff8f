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
	// Full are the full points, 0 where Unlike says that by counties' own rules
	// they are not the same for everyone.
	Full   points.Points
	Unlike bool
	// Lost are the points lost, Out those left out by counties' own rules.
	Lost, Out points.Points
	// Floor is that of direct grading (article 13), Below how many fall below
	// it; nil and 0 where there is none.
	Floor *points.Points
	Below int
	// Losers are how many lost points, LeftOut to how many it does not apply;
	// known of indicators alone.
	Losers, LeftOut int
	graded          int
	all             points.Points // what all together could earn, Out included
	spread          histogram
}

// Mean is the mean of the points earned, to two decimals, half up; ok is false
// where nobody was graded.
func (p *Part) Mean() (mean points.Points, ok bool) {
	return meanOf(p.Earned(), p.graded)
}

// Earned is what all together earned.
func (p *Part) Earned() points.Points { return p.Possible() - p.Lost }

// LostEach is the mean of the points lost.
func (p *Part) LostEach() (mean points.Points, ok bool) { return meanOf(p.Lost, p.graded) }

// Quartile is that of the points earned; ok is false where nobody was graded
// and for parts smaller than a section.
func (p *Part) Quartile(k int) (value points.Points, ok bool) { return p.spread.quartile(k) }

// Possible is what all together could have earned, by the rules of each and
// without what does not apply.
func (p *Part) Possible() points.Points { return p.all - p.Out }

// isPlain reports a part of which everyone could earn the full points.
func (p *Part) isPlain() bool {
	return !p.Unlike && p.Possible() == p.Full*points.Points(p.graded)
}

// Parts are the sections, groups or indicators in the rubric's order, the
// whole last.
func (s *Summary) Parts(by By) []Part { return s.parts(by, s.Total().Tally, s.rules()) }

// parts are those of a total, with the full points by these rules.
func (s *Summary) parts(by By, total *Tally, rules []*rubric.Rubric) []Part {
	var parts []Part
	switch by {
	case BySection:
		parts = s.sectionParts(total)
	case ByGroup:
		parts = s.groupParts()
	default:
		parts = s.indicatorParts(total, rules)
	}
	parts = append(parts, Part{Name: TotalName, Full: s.rubric.Points, Indicators: everyIndicator(s.rubric), spread: total.totals})
	for i := range parts {
		part := &parts[i]
		part.Lost, part.Out, part.all, part.graded = total.LostIn(part.Indicators), total.outIn(part.Indicators), total.fullIn(part.Indicators), total.Graded
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

func (s *Summary) indicatorParts(total *Tally, rules []*rubric.Rubric) []Part {
	parts := make([]Part, len(s.rubric.Indicators))
	for i := range s.rubric.Indicators {
		n := &s.rubric.Indicators[i]
		full, alike := fullBy(rules, i)
		parts[i] = Part{
			Name: n.Name, Section: s.rubric.Sections[s.rubric.SectionOf(i)].Name, Group: s.rubric.Groups[n.Group].Name,
			Number: n.Number, Full: full, Unlike: !alike, Indicators: []int{i}, Losers: total.Losers[i], LeftOut: sumOf(total.LeftOut, []int{i}),
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
