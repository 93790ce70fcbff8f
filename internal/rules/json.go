package rules

import (
	"encoding/json"
	"io"
	"strconv"

	"credit/internal/points"
	"credit/internal/rubric"
)

// WriteJSON writes the whole rubric.
func WriteJSON(w io.Writer, r *rubric.Rubric) error { return encode(w, rubricJSON(r)) }

// WriteIndicatorJSON writes one indicator.
func WriteIndicatorJSON(w io.Writer, r *rubric.Rubric, number int) error {
	return encode(w, indicatorJSON(r, number-1))
}

func encode(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

func readingJSON(reading *rubric.Reading) *jsonReading {
	if reading == nil {
		return nil
	}
	return &jsonReading{reading.Number, reading.Clause, reading.Text}
}

func rubricJSON(r *rubric.Rubric) jsonRubric {
	out := jsonRubric{
		ID: r.ID, Edition: r.Edition, SHA256: r.SHA256, Title: r.Title, Appendix: r.Appendix, Document: r.Document,
		Issuers: r.Issuers, Issued: r.Issued, Effective: r.Effective, Until: r.Until, Points: r.Points, Clause: r.Clause,
		Notice: jsonText(r.Notice), Grades: gradesJSON(r), Direct: directJSON(r), Rights: rightsJSON(r.Rights),
		Guards: guardsJSON(r), Counties: countiesJSON(r),
	}
	for i := range r.Sections {
		out.Sections = append(out.Sections, sectionJSON(r, i))
	}
	for _, p := range r.Profiles {
		out.Profiles = append(out.Profiles, profileJSON(p))
	}
	for _, reading := range readings(r) {
		out.Readings = append(out.Readings, *readingJSON(&reading))
	}
	for i := range r.Overlays {
		out.Overlays = append(out.Overlays, overlayJSON(r, i))
	}
	return out
}

func gradesJSON(r *rubric.Rubric) jsonGrades {
	out := jsonGrades{Clause: r.GradesClause, Reading: readingJSON(r.GradesReading)}
	for _, g := range r.Grades {
		out.Grades = append(out.Grades, jsonGrade(g))
	}
	return out
}

func directJSON(r *rubric.Rubric) jsonDirect {
	out := jsonDirect{Grade: r.Direct.Grade, Clause: r.Direct.Clause, Reading: readingJSON(r.Direct.Reading)}
	for _, rule := range r.Direct.Rules {
		out.Rules = append(out.Rules, jsonDirectRule{r.Sections[rule.Section].Name, rule.Below, rule.Clause, readingJSON(rule.Reading)})
	}
	return out
}

func rightsJSON(r *rubric.Rights) *jsonRights {
	if r == nil {
		return nil
	}
	return &jsonRights{
		Told:       jsonTerm{Grades: r.Told.Grades, Clause: r.Told.Clause},
		Correction: jsonTerm{WorkingDays: r.Correction.WorkingDays, Clause: r.Correction.Clause},
		Repair:     jsonTerm{Grades: r.Repair.Grades, Months: r.Repair.Months, Clause: r.Repair.Clause},
		Report:     jsonTerm{WorkingDays: r.Report.WorkingDays, ExtensionDays: r.Report.ExtensionDays, Clause: r.Report.Clause},
	}
}

func sectionJSON(r *rubric.Rubric, i int) jsonSection {
	s := &r.Sections[i]
	out := jsonSection{Name: s.Name, Points: s.Points, Clause: s.Clause, Reading: readingJSON(s.Reading)}
	for _, at := range s.Groups {
		g := &r.Groups[at]
		group := jsonGroup{Name: g.Name, Points: g.Points, Clause: g.Clause, Reading: readingJSON(g.Reading)}
		for _, n := range g.Indicators {
			group.Indicators = append(group.Indicators, indicatorJSON(r, n))
		}
		out.Groups = append(out.Groups, group)
	}
	return out
}

func indicatorJSON(r *rubric.Rubric, i int) jsonIndicator {
	n := &r.Indicators[i]
	out := jsonIndicator{
		Number: n.Number, Name: n.Name, Section: r.Sections[r.SectionOf(i)].Name, Group: r.Groups[n.Group].Name,
		Statement: n.Statement, Clause: n.Clause, Reading: readingJSON(n.Reading), Kind: n.Kind, FormsClause: n.FormsClause, Points: n.Points,
		Several: n.Several, Lasting: n.Lasting, NotApplicable: notApplicableJSON(n, -1),
	}
	for _, a := range n.Answers {
		out.Answers = append(out.Answers, jsonAnswer{a.Text, a.Also, a.Points})
	}
	for _, b := range n.Bands {
		out.Bands = append(out.Bands, jsonBand{boundJSON(b, b.From), boundJSON(b, b.Below), b.Points})
	}
	if n.Kind == rubric.Number || n.Kind == rubric.Measure {
		out.Range = &jsonRange{n.Range.Min, n.Range.Max, n.Range.Decimals}
	}
	for at := range r.Overlays {
		out.Overlays = append(out.Overlays, changesJSON(r, at, n.Number)...)
	}
	return out
}

// boundJSON is a bound of a band: a rate as a percentage.
func boundJSON(b rubric.Band, bound *points.Decimal) string {
	if bound == nil {
		return ""
	}
	return b.Bound(*bound)
}

// notApplicableJSON are the posts for which 不适用 is an answer, by an overlay
// or by all of them (-1).
func notApplicableJSON(n *rubric.Indicator, overlay int) (out []jsonNotApplicable) {
	for _, na := range n.NotApplicable {
		if overlay < 0 || na.Overlay == overlay {
			out = append(out, jsonNotApplicable{na.Posts, na.Schools, na.Earns, na.Clause})
		}
	}
	return out
}

// changesJSON are what an overlay changes in an indicator.
func changesJSON(r *rubric.Rubric, i, number int) (out []jsonChange) {
	o := &r.Overlays[i]
	for _, c := range o.Changes {
		if c.Indicator == number {
			out = append(out, jsonChange{County: o.County, Document: o.Document, Clause: c.Clause, Text: c.Text})
		}
	}
	if allowed := notApplicableJSON(&forOverlay(r, i).Indicators[number-1], i); len(allowed) > 0 {
		out = append(out, jsonChange{County: o.County, Document: o.Document, NotApplicable: allowed})
	}
	return out
}

func overlayJSON(r *rubric.Rubric, i int) jsonOverlay {
	o := &r.Overlays[i]
	out := jsonOverlay{
		ID: o.ID, Edition: o.Edition, SHA256: o.SHA256, Title: o.Title, County: o.County, Document: o.Document,
		Issuers: o.Issuers, Issued: o.Issued, Effective: o.Effective, Until: o.Until,
	}
	for _, c := range o.Changes {
		out.Changes = append(out.Changes, jsonChange{Indicator: c.Indicator, Clause: c.Clause, Text: c.Text})
	}
	return out
}

func guardsJSON(r *rubric.Rubric) jsonGuards {
	g := r.Guards
	out := jsonGuards{
		Polarity: jsonPolarity{g.Polarity.Indicators, g.Polarity.Answer, g.Polarity.AtLeast, g.Polarity.Over.String() + "%", g.Polarity.Clause, readingJSON(g.Polarity.Reading)},
		Uniform:  jsonUniform(g.Uniform),
		Honours:  jsonHonours{g.Honours.Indicators, g.Honours.Clause, readingJSON(g.Honours.Reading)},
		Conduct:  jsonConduct{Assessment: g.Conduct.Assessment, Clause: g.Conduct.Clause, Reading: readingJSON(g.Conduct.Reading)},
	}
	if at := g.Conduct.Group; at >= 0 && at < len(r.Groups) {
		out.Conduct.Group = r.Groups[at].Name
	}
	return out
}

func countiesJSON(r *rubric.Rubric) jsonCounties {
	out := jsonCounties{Clause: r.Counties.Clause, Prefixes: r.Counties.Prefixes, Unknown: r.Counties.Unknown}
	for _, c := range r.Counties.Names {
		out.Names = append(out.Names, jsonCounty{c.Name, c.Code, c.Also})
	}
	return out
}

func profileJSON(p rubric.Profile) jsonProfile {
	out := jsonProfile{Name: p.Name, Clause: p.Clause, County: p.County, Post: p.Post, School: p.School, Without: p.Without}
	for number, answer := range p.Answers {
		if out.Answers == nil {
			out.Answers = map[string]string{}
		}
		out.Answers[strconv.Itoa(number)] = answer
	}
	return out
}
