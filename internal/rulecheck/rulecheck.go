// Package rulecheck finds what a person would miss in rules that hold
// together: answers that mean different things to different indicators, floors
// without an effect, rules without a clause, and what each kind of staff can
// reach. It changes nobody's points.
package rulecheck

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"credit/internal/practitioner"
	"credit/internal/rubric"
)

// Severity is how grave a finding is.
type Severity string

// The severities: an error keeps the rules from being used or makes them
// pointless, a warning should be looked at, a note is a property of the rules.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Name is the severity in Chinese.
func (s Severity) Name() string {
	switch s {
	case Error:
		return "错误"
	case Warning:
		return "提醒"
	}
	return "说明"
}

// The codes of findings.
const (
	Invalid      = "invalid"                // the self-check of the file itself
	NoClause     = "no-clause"              // a rule without a clause
	Opposite     = "opposite-meaning"       // one form is the best answer here and the worst there
	Spelling     = "different-spelling"     // two indicators write one answer differently
	Unequal      = "unequal-forms"          // of two indicators with the same answers one takes a form, the other does not
	TwoAnswers   = "form-of-two-answers"    // one form stands for different answers
	NeverMet     = "floor-never-met"        // everybody is graded directly
	NeverMissed  = "floor-never-missed"     // nobody is graded directly
	NotWorst     = "direct-grade-not-worst" // who is graded directly does not get the worst grade
	NoFloor      = "section-without-floor"  // a section that no rule of direct grading names
	BelowNoFloor = "low-total-no-floor"     // a total below the last line without a section below its floor
	Disorder     = "better-earns-less"      // a higher band earns less, or a county turns round two answers
	LowBreaks    = "low-total-breaks-floor" // that it always is
)

// Finding is one thing about a rules file, in Chinese.
type Finding struct {
	Severity Severity
	Code     string
	// Line and Column are from 1; 0 where the file as a whole is meant.
	Line, Column int
	// County is the county whose own rules it is about, empty for the rubric's.
	County        string
	Message, Hint string

	// indicator and part say what a county's own rules are to be mended in,
	// 0 where that is not known.
	indicator int
	part      string
}

// Outcome is what was found about rules that hold together.
type Outcome struct {
	Rubric   *rubric.Rubric
	Findings []Finding // the gravest first
	Ranges   []Range
}

// Count is how many findings have a severity.
func Count(findings []Finding, s Severity) (n int) {
	for _, f := range findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Problems are the findings of a file whose rules do not hold together.
func Problems(p *rubric.Problems) (list []Finding) {
	for _, one := range p.List {
		list = append(list, Finding{Severity: Error, Code: Invalid, Line: one.Line, Column: one.Column, Message: practitioner.MaskWithin(one.Text)})
	}
	return list
}

// Check checks rules that hold together, with the overlays laid over them.
func Check(r *rubric.Rubric) *Outcome {
	c := &checker{outline: rubric.OutlineOf(r.For(-1).Text), plain: r.For(-1)}
	c.clauses(c.outline, "")
	for _, rules := range everywhere(r) {
		c.floors(rules)
		c.answers(rules)
		c.order(rules)
	}
	slices.SortStableFunc(c.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(rank(a.Severity), rank(b.Severity)), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return &Outcome{Rubric: r, Findings: c.findings, Ranges: ranges(r)}
}

func rank(s Severity) int { return slices.Index([]Severity{Error, Warning, Note}, s) }

// local are the rules of a county, of all where county is empty.
type local struct {
	county string
	rules  *rubric.Rubric
}

// everywhere are the rubric's own rules, and those of each county that has
// others (article 21).
func everywhere(r *rubric.Rubric) []local {
	all := []local{{"", r.For(-1)}}
	for i, county := range r.Counties.Names {
		if own := r.For(i); own != all[0].rules {
			all = append(all, local{county.Name, own})
		}
	}
	return all
}

// checker collects findings; what the rules of a county share with those
// before is said once.
type checker struct {
	outline  rubric.Outline
	plain    *rubric.Rubric // the rules without any county's
	findings []Finding
}

func (c *checker) add(f Finding, county string) {
	if slices.ContainsFunc(c.findings, func(known Finding) bool { return known.Message == f.Message }) {
		return
	}
	if county != "" { // the rubric's file is not where to mend it
		f.County, f.Line, f.Column, f.Message = county, 0, 0, fmt.Sprintf("（%s）%s", county, f.Message)
	}
	c.findings = append(c.findings, f)
}

func (c *checker) clauses(outline rubric.Outline, county string) {
	for _, p := range outline.Unclaused() {
		c.findings = append(c.findings, Finding{Severity: Warning, Code: NoClause, Line: p.Line, Column: p.Column, County: county,
			Message: p.Text, Hint: "请写 clause: 依据的条款，如 clause: 附件第 17 项"})
	}
}

// CheckLast checks the overlay that was laid last: what it adds to the
// findings, and what each kind of staff can reach with it.
func CheckLast(r *rubric.Rubric) *Outcome {
	last := &r.Overlays[len(r.Overlays)-1]
	o := Check(r)
	o.Findings = slices.DeleteFunc(o.Findings, func(f Finding) bool { return f.County != last.County })
	outline := rubric.OutlineOf(last.Text)
	for i := range o.Findings {
		o.Findings[i].placeIn(outline)
	}
	c := &checker{findings: o.Findings}
	c.clauses(outline, last.County)
	o.Findings = c.findings
	return o
}

// placeIn gives the finding its place in a county's own rules, where they touch
// the indicator.
func (f *Finding) placeIn(outline rubric.Outline) {
	if f.indicator == 0 {
		return
	}
	number := strconv.Itoa(f.indicator)
	if _, _, touched := outline.Find("indicators", number); touched {
		f.Line, f.Column = outline.Place("indicators", number, f.part)
	}
}
