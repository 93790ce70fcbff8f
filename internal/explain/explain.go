// Package explain says of one practitioner why the grade is what it is: every
// lost point with its rule and its cell, the sections against their floors, the
// smallest change that reaches the next better grade, and the rights that
// apply (articles 13 to 20). It is the view behind `credit explain` and the
// letters of `credit notice`.
package explain

import (
	"fmt"
	"slices"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
)

// Origin is where a person's result comes from.
type Origin struct {
	// Year is the year of the results, graded.UnknownYear where they do not
	// say; File the graded workbook.
	Year, File string
	// Rights are the grades and terms of articles 17 to 19; nil where they are
	// those of the rubric.
	Rights *rubric.Rights
	// Places know the cells of the submission; the zero value knows none.
	Places graded.Places
	// Findings are those of the graded workbook that concern the person, for
	// somebody held back; see graded.Finding.Concerns.
	Findings []graded.Finding
}

// Explanation is one practitioner's result and why. Texts of strangers in it
// hold no ID number; Who.ID masks itself.
type Explanation struct {
	Rubric     *rubric.Rubric
	Year, File string
	// Source is the sheet and row of the submission (来源).
	Source string
	Who    practitioner.Practitioner

	// Sections stand in the rubric's order; of somebody held back there are
	// none, see Held.
	Sections []Section
	// Losses are the indicators that did not earn all they can, by indicator;
	// together they are Rubric.Points less Total.
	Losses []Loss
	Total  points.Points
	// Adjusted is what counts where indicators do not apply, nil elsewhere;
	// Overlays are the county's own rules that touched the result.
	Adjusted *result.Adjusted
	Overlays []*rubric.Overlay
	// Grade is what counts, ByTotal what the total alone would give; nil for
	// somebody held back.
	Grade, ByTotal *rubric.Grade
	// Why says in Chinese sentences why the grade is what it is, each with its
	// clause: first the one that decides.
	Why []string
	// Change is the smallest change that reaches the next better grade.
	Change Change

	// Corrected are the answers that an accepted correction or repair replaced;
	// Losses have the new ones.
	Corrected []graded.CorrectedAnswer
	// Held is set for somebody held back, who has no grade.
	Held *Held
	// Rights are those that apply, with their articles.
	Rights []Right
}

// Section is what a section earned, held against its floor.
type Section struct {
	Name         string
	Points, Full points.Points
	// Left are the points of what does not apply and is not lost.
	Left points.Points
	// Adjusted is what is held against the floor where indicators do not apply,
	// nil elsewhere.
	Adjusted *points.Fraction
	// Rule is the floor of direct grading, nil where the section has none.
	Rule *rubric.DirectRule
}

// Below reports a section that makes the grade direct (article 13).
func (s *Section) Below() bool { return s.Rule != nil && s.counts().Compare(s.Rule.Below) < 0 }

// Lost is what the section's losses come to.
func (s *Section) Lost() points.Points { return s.Full - s.Points - s.Left }

// counts is what is held against the floor.
func (s *Section) counts() points.Fraction {
	if s.Adjusted != nil {
		return *s.Adjusted
	}
	return points.Exactly(s.Points)
}

// Loss is an indicator that did not earn all it can.
type Loss struct {
	Indicator *rubric.Indicator
	Section   int // index into the rubric's Sections
	// Given is what the school wrote, Met what it counted as: the canonical
	// answer, or the band of a rate in words.
	Given, Met string
	// Cell is where it stands in the submission, such as 填报表!K5; where the
	// graded workbook does not say, the row and the column's header.
	Cell string
	// NotApplicable is the rule by which it does not apply and earns nothing,
	// nil where it applies.
	NotApplicable *rubric.NotApplicable
	// Case is the case by which Given replaced Old, which stands there; empty
	// where nothing was corrected.
	Case, Old    string
	Points, Lost points.Points
}

// Lost is what all losses come to.
func (e *Explanation) Lost() points.Points {
	lost := points.Points(0)
	for i := range e.Losses {
		lost += e.Losses[i].Lost
	}
	return lost
}

// leftOut are the points of the indicators that do not apply and are not lost.
func (e *Explanation) leftOut() (left points.Points) {
	for i := range e.Sections {
		left += e.Sections[i].Left
	}
	return left
}

// IsDirect reports direct grading: a section below its floor.
func (e *Explanation) IsDirect() bool {
	return slices.ContainsFunc(e.Sections, func(s Section) bool { return s.Below() })
}

// New explains a practitioner by the rubric the results were made by; res is
// nil for somebody held back. It keeps nothing of p and res that changes. An
// error says that the losses do not add up to full points less the total, which
// no result of package score can cause.
func New(r *rubric.Rubric, p *graded.Person, res *result.Result, from Origin) (*Explanation, error) {
	hasOverlays := len(r.Overlays) > 0
	r = r.For(p.CountyIndex)
	e := &Explanation{Rubric: r, Year: from.Year, File: practitioner.MaskWithin(from.File), Source: practitioner.MaskWithin(p.Source), Who: p.Practitioner}
	for _, text := range []*string{&e.Who.County, &e.Who.School, &e.Who.Name, &e.Who.Post, &e.Who.Annual, &e.Who.Ethics, &e.Who.Remark} {
		*text = practitioner.MaskWithin(*text)
	}
	answers := make([]string, len(p.Answers))
	for i, given := range p.Answers {
		answers[i] = practitioner.MaskWithin(given)
	}
	e.Corrected = correctedOf(p)
	if res == nil {
		e.Held = heldOf(r, p, answers, from)
		e.Held.NoOverlays = p.CountyIndex < 0 && hasOverlays
		e.overlay(e.Held.most)
		e.Rights = HeldRights(from.rights(r))
		return e, nil
	}
	e.grade(res)
	e.lose(p, res, answers, from)
	if lost, left := e.Lost(), e.leftOut(); lost+left != r.Points-e.Total {
		return nil, fmt.Errorf("失分合计 %s 分、不适用的 %s 分，满分 %s 分减综合得分 %s 分却是 %s 分", lost, left, r.Points, e.Total, r.Points-e.Total)
	}
	e.Change = changeOf(r, answers, res)
	e.Why = e.why()
	e.Rights = RightsOf(from.rights(r), e.Grade.Grade)
	return e, nil
}

// lose lists what was lost.
func (e *Explanation) lose(p *graded.Person, res *result.Result, answers []string, from Origin) {
	for i := range e.Rubric.Indicators {
		reason := res.Reason(i, answers[i])
		if reason.Lost() == 0 {
			continue
		}
		l := Loss{
			Indicator: reason.Indicator, Section: e.Rubric.SectionOf(i), Given: reason.Given, Met: reason.Met,
			Cell: placeOf(p, from, reason.Indicator), Points: reason.Points, Lost: reason.Lost(), NotApplicable: reason.NotApplicable,
		}
		if c := e.correctionOf(l.Indicator.Number); c != nil {
			l.Case, l.Old = c.Case, c.Old
		}
		e.Losses = append(e.Losses, l)
	}
}

// rights are those that apply under a rubric.
func (o Origin) rights(r *rubric.Rubric) *rubric.Rights {
	for _, one := range []*rubric.Rights{o.Rights, r.Rights} {
		if one != nil {
			return one
		}
	}
	return &rubric.Rights{}
}

// grade takes over what was earned and the grades.
func (e *Explanation) grade(res *result.Result) {
	r := e.Rubric
	e.Total, e.Adjusted = res.Total, res.Adjusted
	e.overlay(res)
	e.Grade, e.ByTotal = &r.Grades[r.GradeIndex(res.Grade)], &r.Grades[r.GradeIndex(res.GradeByTotal)]
	for i, s := range r.Sections {
		e.Sections = append(e.Sections, Section{Name: s.Name, Points: res.Sections[i], Full: s.Points})
		if e.Adjusted != nil {
			e.Sections[i].Adjusted = &e.Adjusted.Sections[i]
		}
	}
	for i := range r.Indicators {
		if e.Adjusted != nil && e.Adjusted.IsLeftOut(i) {
			e.Sections[r.SectionOf(i)].Left += r.Indicators[i].Points
		}
	}
	for i := range r.Direct.Rules {
		rule := &r.Direct.Rules[i]
		e.Sections[rule.Section].Rule = rule
	}
}

// overlay takes over the county's own rules that touched a result.
func (e *Explanation) overlay(res *result.Result) {
	for _, o := range res.Overlays() {
		e.Overlays = append(e.Overlays, &e.Rubric.Overlays[o])
	}
}

// placeOf names the cell of an answer as exactly as is known.
func placeOf(p *graded.Person, from Origin, n *rubric.Indicator) string {
	if cell := from.Places.Cell(p.Source, n.Number); cell != "" {
		return practitioner.MaskWithin(cell)
	}
	return practitioner.MaskWithin(p.Source) + "的“" + n.Label() + "”列"
}
