package main

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
)

// pyRubric is the rubric as plain.py reads it: plain numbers and tables, made
// from the very rubric that credit scores by. A pair is a name or a bound and
// what it leads to; the last bound of a list is null.
type pyRubric struct {
	Sections    []string      `json:"sections"`
	Indicators  []pyIndicator `json:"indicators"`
	Grades      [][2]any      `json:"grades"`
	Direct      [][2]any      `json:"direct"`
	DirectGrade string        `json:"direct_grade"`
	Counties    []string      `json:"counties"`
}

type pyIndicator struct {
	Label   string             `json:"label"`
	Kind    string             `json:"kind"`
	Section int                `json:"section"`
	Answers map[string]float64 `json:"answers,omitempty"`
	Bands   [][2]any           `json:"bands,omitempty"`
}

// writePyRubric writes the rubric for plain.py.
func writePyRubric(path string, r *rubric.Rubric) error {
	rules := pyRubric{DirectGrade: r.Direct.Grade}
	for i := range r.Sections {
		rules.Sections = append(rules.Sections, r.Sections[i].Name)
	}
	for _, g := range r.Grades {
		rules.Grades = append(rules.Grades, [2]any{g.Grade, floor(g.From)})
	}
	for _, d := range r.Direct.Rules {
		rules.Direct = append(rules.Direct, [2]any{d.Section, plainPoints(d.Below)})
	}
	for i := range r.Counties.Names {
		rules.Counties = append(rules.Counties, r.Counties.Names[i].Name)
	}
	for i := range r.Indicators {
		rules.Indicators = append(rules.Indicators, pyIndicatorOf(r, i))
	}
	text, err := json.Marshal(rules)
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}

func pyIndicatorOf(r *rubric.Rubric, i int) pyIndicator {
	n := &r.Indicators[i]
	out := pyIndicator{Label: n.Label(), Section: r.SectionOf(i)}
	switch n.Kind {
	case rubric.Rate:
		out.Kind = "rate"
		for _, b := range n.Bands {
			var from any
			if b.From != nil {
				from, _ = strconv.ParseFloat(b.From.String(), 64)
			}
			out.Bands = append(out.Bands, [2]any{from, plainPoints(b.Points)})
		}
	case rubric.Number:
		out.Kind = "number"
	default:
		out.Kind, out.Answers = "choice", map[string]float64{}
		for _, a := range n.Answers {
			for _, form := range append([]string{a.Text}, a.Also...) {
				out.Answers[strings.ToUpper(form)] = plainPoints(a.Points)
			}
		}
	}
	return out
}

func floor(from *points.Points) any {
	if from == nil {
		return nil
	}
	return plainPoints(*from)
}

func plainPoints(p points.Points) float64 { return float64(p) / 100 }
