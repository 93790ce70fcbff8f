// Package rubric is the rubric as a model: sections, groups, indicators,
// answers, points, bands, grades, direct grading and counties, each with the
// clause it comes from. It decodes the YAML strictly and refuses a rubric
// that does not hold together.
package rubric

import (
	"slices"

	"credit/internal/points"
)

// Rubric is one edition of the rules, read from one file and checked.
type Rubric struct {
	ID, Edition     string
	Title, Appendix string
	Document        string
	Issuers         []string
	// Issued, Effective and Until are dates, YYYY-MM-DD; Until, the last day in
	// force, is empty where there is none.
	Issued, Effective, Until string
	Points                   points.Points
	Clause                   string
	Notice                   Notice
	Grades                   []Grade // the best first
	// GradesClause is where the grades as a whole stand.
	GradesClause  string
	GradesReading *Reading
	Direct        Direct
	// Rights are nil where the file says nothing of them.
	Rights     *Rights
	Sections   []Section
	Groups     []Group
	Indicators []Indicator // number 1 is at index 0
	Guards     Guards
	Counties   Counties
	// Profiles are the kinds of staff that the rules describe.
	Profiles []Profile
	// Overlays are the counties' own rules laid over it, in their order.
	Overlays []Overlay
	// Text is the file's bytes, not to be changed; SHA256 is their digest, in
	// hex.
	Text   []byte
	SHA256 string

	otherReadings []Reading
	// counties are the rubrics of the counties that have overlays, by index;
	// plain is that of all others. Both are nil without overlays.
	counties map[int]*Rubric
	plain    *Rubric
	// listedBy are the overlays (indices) by which the county whose rules these
	// are is on the list at all.
	listedBy []int
}

// Reading is how an unclear clause is read: the number it has in the list of
// readings, and the reading in Chinese.
type Reading struct {
	Number int
	Clause string
	Text   string
}

// Notice is what every paper with a grade says (articles 14 and 15).
type Notice struct {
	Text, Clause string
}

// Grade is a grade by total: from From (inside) to Below (outside). The best
// grade has no Below, the last no From.
type Grade struct {
	Grade string
	// Name is article 13's name of the grade, AlsoNamed article 12's.
	Name, AlsoNamed string
	From, Below     *points.Points
	Clause          string
}

// Direct is direct grading (article 13): a section below its floor makes the
// grade Grade whatever the total.
type Direct struct {
	Grade   string
	Clause  string
	Reading *Reading
	Rules   []DirectRule // in the order of the sections
}

// DirectRule is one floor: fewer points than Below in the section.
type DirectRule struct {
	Section int // index into Sections
	Below   points.Points
	Clause  string
	Reading *Reading
}

// Section is a 一级指标.
type Section struct {
	Name    string
	Points  points.Points
	Clause  string
	Reading *Reading
	Groups  []int // indices into Groups
}

// Group is a 二级指标.
type Group struct {
	Name       string
	Points     points.Points
	Clause     string
	Reading    *Reading
	Section    int   // index into Sections
	Indicators []int // indices into Indicators
}

// Kind is how an indicator is answered.
type Kind string

// The kinds of indicators.
const (
	Choice Kind = "choice" // one of a list of answers
	Rate   Kind = "rate"   // a rate, scored by bands
	Number Kind = "number" // the points themselves
	// Measure is a number that is scored by bands, such as a class average.
	Measure Kind = "measure"
)

// Indicator is a 三级指标: what is asked and what each answer earns.
type Indicator struct {
	Number    int
	Name      string
	Statement string // 评分说明
	Clause    string
	Reading   *Reading
	Group     int // index into Groups
	Kind      Kind
	// Answers are the canonical answers of a Choice, with their points.
	Answers []Answer
	// FormsClause is the clause of its answers and their forms, where it has
	// another one than the indicator.
	FormsClause string
	// Several says that several answers may stand in one cell, of which the
	// one with the most points counts.
	Several bool
	// Bands are those of a Rate or a Measure, the highest first.
	Bands []Band
	// Range is that of a Number or a Measure.
	Range Range
	// Points are the most the indicator can earn.
	Points points.Points
	// Lasting says that the answer stays from year to year, as 学历 does: a
	// new template may carry it over, and it cannot be mended this year.
	Lasting bool
	// NotApplicable are the posts for which 不适用 is an answer; none without
	// an overlay.
	NotApplicable []NotApplicable

	overlays []int
}

// Label is the canonical header of the indicator's column: 1.遵循基本法律法规.
func (n Indicator) Label() string { return label(n.Number, n.Name) }

// Answer is one canonical answer, the other forms accepted for it, and what
// it earns.
type Answer struct {
	Text   string
	Also   []string
	Points points.Points
}

// Band is a band: From inside, Below outside. The highest band has no Below,
// the lowest no From.
type Band struct {
	From, Below *points.Decimal
	// Plain says that the bounds are those of a Measure; those of a Rate are
	// fractions.
	Plain  bool
	Points points.Points
}

// Bound writes one of the band's bounds as people do: 95% of a rate.
func (b Band) Bound(d points.Decimal) string {
	if b.Plain {
		return d.String()
	}
	return d.Percent()
}

// Text writes the band in words: 85%（含）至 95%.
func (b Band) Text() string {
	switch {
	case b.Below == nil && b.From == nil && b.Plain:
		return "任何数值"
	case b.Below == nil && b.From == nil:
		return "任何出席率"
	case b.Below == nil:
		return b.Bound(*b.From) + "（含）以上"
	case b.From == nil:
		return "不满 " + b.Bound(*b.Below)
	}
	return b.Bound(*b.From) + "（含）至 " + b.Bound(*b.Below)
}

// Earning says what the band earns: 85%（含）至 95% 1 分.
func (b Band) Earning() string {
	earns := " "
	if b.Plain {
		earns = " 得 " // a number beside a number
	}
	return b.Text() + earns + b.Points.String() + " 分"
}

// BandOf is the index of the band that a rate (a fraction) or a measure falls
// into; the self-check holds that there is exactly one.
func (n *Indicator) BandOf(value points.Decimal) int {
	for i, band := range n.Bands {
		if band.From == nil || value.Compare(*band.From) >= 0 {
			return i
		}
	}
	return len(n.Bands) - 1
}

// Range is what a Number may be: Min and Max inside, at most Decimals places.
type Range struct {
	Min, Max points.Points
	Decimals int
}

// Guards say when a submission deserves a second look; they raise warnings
// and change no points.
type Guards struct {
	Polarity Polarity
	Uniform  Uniform
	Honours  Honours
	Conduct  Conduct
}

// Polarity is the guard of indicators whose titles sound the other way round
// (reading 11): on a sheet of at least AtLeast practitioners, more than Over
// percent giving Answer is doubtful.
type Polarity struct {
	Indicators []int // numbers
	Answer     string
	AtLeast    int
	Over       points.Points // percent
	Clause     string
	Reading    *Reading
}

// Exceeded reports that count of people are more than the guard allows.
func (p Polarity) Exceeded(count, people int) bool {
	return 100*points.Points(count)*points.Unit > p.Over*points.Points(people)
}

// Uniform is the guard of sheets on which everyone has the same answers.
type Uniform struct {
	AtLeast int
	Clause  string
}

// Honours are the indicators a credit record can back (article 10).
type Honours struct {
	Indicators []int // numbers
	Clause     string
	Reading    *Reading
}

// Conduct is the group whose full marks a violation contradicts (article 10).
type Conduct struct {
	Group int // index into Groups
	// Assessment is the 师德考核 that contradicts them too (article 9).
	Assessment string
	Clause     string
	Reading    *Reading
}

// Counties are the counties of the rubric, in the order results list them.
type Counties struct {
	// Prefixes may stand before a county's name (the province, the city).
	Prefixes []string
	// Unknown is the line for people whose county is not on the list.
	Unknown string
	Clause  string
	Names   []County
}

// County is one county; Also are short forms that are accepted.
type County struct {
	Name, Code string
	Also       []string
}

// Has reports a canonical county of the list.
func (c Counties) Has(name string) bool {
	return slices.ContainsFunc(c.Names, func(county County) bool { return county.Name == name })
}

// Lines are the names that tables list, the one for unknown counties last.
func (c Counties) Lines() []string {
	var names []string
	for _, county := range c.Names {
		names = append(names, county.Name)
	}
	return append(names, c.Unknown)
}

// GradeOf is the index into Grades of the grade the total alone gives
// (article 13, reading 3): compared exactly, never rounded.
func (r *Rubric) GradeOf(total points.Points) int {
	for i, g := range r.Grades {
		if g.From == nil || total >= *g.From {
			return i
		}
	}
	return len(r.Grades) - 1
}

// SectionOf is the index into Sections that an indicator (by index) is in.
func (r *Rubric) SectionOf(indicator int) int {
	return r.Groups[r.Indicators[indicator].Group].Section
}

// Readings are all readings of the rubric, each once, by number.
func (r *Rubric) Readings() []Reading {
	var all []Reading
	add := func(clause string, reading *Reading) {
		if reading == nil {
			return
		}
		for _, known := range all {
			if known.Number == reading.Number {
				return
			}
		}
		all = append(all, Reading{reading.Number, clause, reading.Text})
	}
	add(r.Clause, r.GradesReading)
	add(r.Direct.Clause, r.Direct.Reading)
	for _, rule := range r.Direct.Rules {
		add(rule.Clause, rule.Reading)
	}
	for _, s := range r.Sections {
		add(s.Clause, s.Reading)
	}
	for _, g := range r.Groups {
		add(g.Clause, g.Reading)
	}
	add(r.Guards.Polarity.Clause, r.Guards.Polarity.Reading)
	for _, n := range r.Indicators {
		add(n.Clause, n.Reading)
	}
	add(r.Guards.Honours.Clause, r.Guards.Honours.Reading)
	add(r.Guards.Conduct.Clause, r.Guards.Conduct.Reading)
	for i := range r.otherReadings {
		add(r.otherReadings[i].Clause, &r.otherReadings[i])
	}
	return sortedByNumber(all)
}
