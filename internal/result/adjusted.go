package result

import (
	"slices"
	"strconv"
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
)

// Adjusted is the result of somebody to whom indicators do not apply, by the
// county's own rules (article 21, reading 8): 不适用 earns the full points,
// none, or as much as the rest of its section does in proportion. The floors
// are held against the adjusted sections, which prorates them alike.
type Adjusted struct {
	// NotApplicable is by indicator the rule by which it does not apply, nil
	// where it does.
	NotApplicable []*rubric.NotApplicable
	Sections      []points.Fraction
	Total         points.Fraction
	// Grade and Direct are what the appendix alone would give, with no points
	// for what does not apply.
	Grade  string
	Direct []int
}

// IsLeftOut reports an indicator (by index) that does not apply and for which
// nothing is lost.
func (a *Adjusted) IsLeftOut(i int) bool {
	return a.NotApplicable[i] != nil && a.NotApplicable[i].Earns != rubric.EarnsZero
}

// Shown is the adjusted total as a table shows it: two decimals, the rest cut
// off, so that it never looks like more than it is.
func (a *Adjusted) Shown() points.Points {
	shown, _ := a.Total.Floor()
	return shown
}

// Counts is the total that the grade is by: the adjusted one as it is shown
// where there is one.
func (res *Result) Counts() points.Points {
	if res.Adjusted != nil {
		return res.Adjusted.Shown()
	}
	return res.Total
}

// LeftOut names the indicators that do not apply, by what they earn:
// 第 27、28 项按比例计….
func (a *Adjusted) LeftOut(r *rubric.Rubric) string {
	var parts []string
	for _, earns := range []rubric.Earns{rubric.EarnsFull, rubric.EarnsProrated, rubric.EarnsZero} {
		var numbers []string
		for i, rule := range a.NotApplicable {
			if rule != nil && rule.Earns == earns {
				numbers = append(numbers, strconv.Itoa(r.Indicators[i].Number))
			}
		}
		if len(numbers) > 0 {
			parts = append(parts, "第 "+strings.Join(numbers, "、")+" 项"+earns.Short())
		}
	}
	return strings.Join(parts, "；")
}

// Text says exactly what the sections and the total come to:
// 工作业绩 27.52（468/17），总分 86.52（….
func (a *Adjusted) Text(r *rubric.Rubric) string {
	var parts []string
	for i, section := range a.Sections {
		parts = append(parts, r.Sections[i].Name+" "+Exactly(section, ""))
	}
	return strings.Join(append(parts, "总分 "+Exactly(a.Total, "")), "，")
}

// Exactly writes a fraction that may need more than two decimals.
// unit, such as 分, stands behind the decimals.
func Exactly(f points.Fraction, unit string) string {
	shown, exact := f.Floor()
	if exact {
		return shown.String() + unit
	}
	return shown.Fixed() + unit + "（" + f.String() + "）"
}

// Overlays are the counties' own rules that touched the result, as indices:
// those that put the county on the list, changed an indicator for its people,
// or let 不适用 stand for this one.
func (res *Result) Overlays() (touched []int) {
	r := res.Rubric
	for o := range r.Overlays {
		by := func(i int) bool {
			return slices.Contains(r.ListedBy(), o) || slices.Contains(r.Indicators[i].ChangedBy(), o) ||
				res.Adjusted != nil && res.Adjusted.NotApplicable[i] != nil && res.Adjusted.NotApplicable[i].Overlay == o
		}
		for i := range r.Indicators {
			if by(i) {
				touched = append(touched, o)
				break
			}
		}
	}
	return touched
}

// Documents are the document numbers of Overlays.
func (res *Result) Documents() (documents []string) {
	for _, o := range res.Overlays() {
		documents = append(documents, res.Rubric.Overlays[o].Document)
	}
	return documents
}
