package explain

import (
	"bytes"
	"encoding/json"
	"strconv"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
)

// line is the JSON line of an explanation; what does not apply is left out.
type line struct {
	Year   string `json:"year"`
	File   string `json:"file"`
	Source string `json:"source"`
	Rubric string `json:"rubric"`
	County string `json:"county"`
	School string `json:"school"`
	Name   string `json:"name"`
	ID     string `json:"id"`
	Status string `json:"status"`
	*gradedLine
	Held      *heldLine       `json:"held,omitempty"`
	Corrected []correctedLine `json:"corrections,omitempty"`
	Rights    []rightLine     `json:"rights"`
}

type gradedLine struct {
	Total   points.Points `json:"total"`
	Full    points.Points `json:"full"`
	Lost    points.Points `json:"lost"`
	Grade   string        `json:"grade"`
	ByTotal string        `json:"grade_by_total"`
	Direct  []string      `json:"direct"`
	Parts   []sectionLine `json:"sections"`
	Losses  []lossLine    `json:"losses"`
	Why     []string      `json:"why"`
	Change  changeLine    `json:"change"`
	// Overlays are the documents of the county's own rules; Adjusted is the
	// result with what does not apply.
	Overlays []string      `json:"overlays,omitempty"`
	Adjusted *adjustedLine `json:"adjusted,omitempty"`
	// LeftOut are the points of what does not apply and is not lost: total +
	// lost + left_out = full.
	LeftOut points.Points `json:"left_out,omitempty"`
}

type adjustedLine struct {
	NotApplicable map[string]string `json:"not_applicable"`
	adjustedTotals
	GradeWithout string `json:"grade_without"`
}

// adjustedTotals are cut off after two decimals; Exact is the total as a
// fraction.
type adjustedTotals struct {
	Parts map[string]points.Points `json:"sections"`
	Total points.Points            `json:"total"`
	Exact string                   `json:"exact"`
}

// heldAdjusted is what somebody held back can come to by the county's own
// rules.
type heldAdjusted struct {
	NotApplicable map[string]string `json:"not_applicable"`
	Least         adjustedTotals    `json:"least"`
	Most          adjustedTotals    `json:"most"`
}

type correctedLine struct {
	Case      string         `json:"case"`
	Indicator int            `json:"indicator"`
	Old       string         `json:"old"`
	New       string         `json:"new"`
	OldTotal  *points.Points `json:"old_total,omitempty"`
	OldGrade  string         `json:"old_grade,omitempty"`
	// OldAdjusted is the adjusted total where something did not apply.
	OldAdjusted *points.Points `json:"old_adjusted,omitempty"`
}

type sectionLine struct {
	Name   string         `json:"name"`
	Points points.Points  `json:"points"`
	Full   points.Points  `json:"full"`
	Floor  *points.Points `json:"floor,omitempty"`
}

type lossLine struct {
	Indicator int           `json:"indicator"`
	Name      string        `json:"name"`
	Statement string        `json:"statement"`
	Clause    string        `json:"clause"`
	Given     string        `json:"given"`
	Cell      string        `json:"cell"`
	Case      string        `json:"case,omitempty"`
	Written   string        `json:"written,omitempty"`
	CountedAs string        `json:"counted_as"`
	Points    points.Points `json:"points"`
	Full      points.Points `json:"full"`
	Lost      points.Points `json:"lost"`
}

type changeLine struct {
	Reach   Reach          `json:"reach"`
	Aim     string         `json:"aim,omitempty"`
	Grade   string         `json:"grade,omitempty"`
	Gain    *points.Points `json:"gain,omitempty"`
	Total   *points.Points `json:"total,omitempty"`
	Steps   []stepLine     `json:"steps,omitempty"`
	Singles []stepLine     `json:"singles,omitempty"`
}

type stepLine struct {
	Indicator int           `json:"indicator"`
	Name      string        `json:"name"`
	Given     string        `json:"given"`
	Answer    string        `json:"answer"`
	Gain      points.Points `json:"gain"`
	Points    points.Points `json:"points"`
}

type heldLine struct {
	Reasons  []string       `json:"reasons"`
	Findings []findingLine  `json:"findings"`
	SoFar    points.Points  `json:"points_so_far"`
	Answered int            `json:"answered"`
	Least    points.Points  `json:"least"`
	Most     points.Points  `json:"most"`
	Parts    []standingLine `json:"sections"`
	Open     []int          `json:"open"`
	// Overlays and Adjusted are as those of somebody graded.
	Overlays []string      `json:"overlays,omitempty"`
	Adjusted *heldAdjusted `json:"adjusted,omitempty"`
}

type findingLine struct {
	Code      string `json:"code"`
	Place     string `json:"place"`
	Indicator int    `json:"indicator,omitempty"`
	Value     string `json:"value,omitempty"`
	Message   string `json:"message"`
	Hint      string `json:"hint"`
}

type standingLine struct {
	Name     string         `json:"name"`
	Answered int            `json:"answered"`
	Asked    int            `json:"asked"`
	SoFar    points.Points  `json:"points_so_far"`
	Least    points.Points  `json:"least"`
	Most     points.Points  `json:"most"`
	Floor    *points.Points `json:"floor,omitempty"`
	// NotApplicable is how many do not apply; they are not among Asked.
	NotApplicable int `json:"not_applicable,omitempty"`
}

type rightLine struct {
	Right  string `json:"right"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	Clause string `json:"clause"`
}

// AppendJSON adds the explanation's JSON line to b, with its line break. The ID
// number is masked.
func (e *Explanation) AppendJSON(b []byte) ([]byte, error) {
	l := line{
		Year: e.Year, File: e.File, Source: e.Source, Rubric: e.Rubric.Name(),
		County: e.Who.County, School: e.Who.School, Name: e.Who.Name, ID: e.Who.ID.String(), Status: "graded", Rights: []rightLine{},
	}
	if e.Held != nil {
		l.Status, l.Held = "held", e.heldLine()
	} else {
		l.gradedLine = e.gradedLine()
	}
	for _, c := range e.Corrected {
		one := correctedLine{Case: c.Case, Indicator: c.Indicator, Old: c.Old, New: c.New, OldGrade: c.Was.Grade, OldAdjusted: c.Was.Adjusted}
		if c.Was.Grade != "" {
			one.OldTotal = &c.Was.Total
		}
		l.Corrected = append(l.Corrected, one)
	}
	for _, r := range e.Rights {
		l.Rights = append(l.Rights, rightLine{r.Key, r.Title, r.Text, r.Clause})
	}
	out := bytes.NewBuffer(b)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(l)
	return out.Bytes(), err
}

func (e *Explanation) gradedLine() *gradedLine {
	l := &gradedLine{
		Total: e.Total, Full: e.Rubric.Points, Lost: e.Lost(), Grade: e.Grade.Grade, ByTotal: e.ByTotal.Grade,
		Direct: append([]string{}, e.belowNames()...), Losses: []lossLine{}, Why: e.Why, Change: e.Change.line(),
	}
	l.Overlays, l.Adjusted, l.LeftOut = e.documents(), e.adjustedLine(), e.leftOut()
	for _, s := range e.Sections {
		l.Parts = append(l.Parts, sectionLine{s.Name, s.Points, s.Full, floorOf(s.Rule)})
	}
	for _, o := range e.Losses {
		n := o.Indicator
		l.Losses = append(l.Losses, lossLine{n.Number, n.Name, n.Statement, n.Clause, o.Given, o.Cell, o.Case, o.Old, o.Met, o.Points, n.Points, o.Lost})
	}
	return l
}

// documents are those of the county's own rules.
func (e *Explanation) documents() (documents []string) {
	for _, o := range e.Overlays {
		documents = append(documents, o.Document)
	}
	return documents
}

func (e *Explanation) adjustedLine() *adjustedLine {
	a := e.Adjusted
	if a == nil {
		return nil
	}
	return &adjustedLine{notApplicableOf(e.Rubric, a), adjustedTotalsOf(e.Rubric, bound{a.Sections, a.Total}), a.Grade}
}

// notApplicableOf are by number the indicators that do not apply.
func notApplicableOf(r *rubric.Rubric, a *result.Adjusted) map[string]string {
	all := map[string]string{}
	if a == nil {
		return all
	}
	for i, rule := range a.NotApplicable {
		if rule != nil {
			all[strconv.Itoa(r.Indicators[i].Number)] = string(rule.Earns)
		}
	}
	return all
}

func adjustedTotalsOf(r *rubric.Rubric, b bound) adjustedTotals {
	l := adjustedTotals{Parts: map[string]points.Points{}, Exact: b.total.String()}
	l.Total, _ = b.total.Floor()
	for i, section := range b.sections {
		l.Parts[r.Sections[i].Name], _ = section.Floor()
	}
	return l
}

func floorOf(rule *rubric.DirectRule) *points.Points {
	if rule == nil {
		return nil
	}
	return &rule.Below
}

func (c *Change) line() changeLine {
	l := changeLine{Reach: c.Reach, Steps: stepLines(c.Steps), Singles: stepLines(c.Singles)}
	if c.Aim != nil {
		l.Aim = c.Aim.Grade
	}
	if c.Grade != nil {
		l.Grade, l.Gain, l.Total = c.Grade.Grade, &c.Gain, &c.Total
	}
	return l
}

func stepLines(steps []Step) (lines []stepLine) {
	for _, s := range steps {
		lines = append(lines, stepLine{s.Indicator.Number, s.Indicator.Name, s.Given, s.Answer, s.Gain, s.Points})
	}
	return lines
}

func (e *Explanation) heldLine() *heldLine {
	h := e.Held
	l := &heldLine{
		Overlays: e.documents(),
		Reasons:  h.Reasons, Findings: []findingLine{}, SoFar: h.Sum.Earned, Answered: h.Sum.Answered, Least: h.Sum.Least, Most: h.Sum.Most,
		Open: []int{},
	}
	for i := range h.Obstacles {
		l.Findings = append(l.Findings, findingLineOf(&h.Obstacles[i]))
	}
	for _, s := range h.Sections {
		l.Parts = append(l.Parts, standingLine{s.Name, s.Answered, s.Asked, s.Earned, s.Least, s.Most, floorOf(s.Rule), s.LeftOut})
	}
	for _, n := range h.Open {
		l.Open = append(l.Open, n.Number)
	}
	if h.IsAdjusted() {
		l.Adjusted = &heldAdjusted{
			notApplicableOf(e.Rubric, h.most.Adjusted), adjustedTotalsOf(e.Rubric, boundOf(h.least)), adjustedTotalsOf(e.Rubric, boundOf(h.most)),
		}
	}
	return l
}

func findingLineOf(f *graded.Finding) findingLine {
	return findingLine{string(f.Code), Place(f), f.Indicator, f.Value, f.Message, f.Hint}
}
