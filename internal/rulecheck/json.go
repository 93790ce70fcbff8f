package rulecheck

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"

	"credit/internal/reach"
)

// findingLine is a finding as a JSON line.
type findingLine struct {
	File     string   `json:"file"`
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	Line     int      `json:"line,omitempty"`
	Column   int      `json:"column,omitempty"`
	County   string   `json:"county,omitempty"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
}

// JSON is the finding as a line, its line break included.
func (f Finding) JSON(file string) ([]byte, error) {
	return line(findingLine{file, f.Severity, f.Code, f.Line, f.Column, f.County, f.Message, f.Hint})
}

// exactly is a number of points: a JSON number where two decimals hold it, a
// text such as "1300/17" otherwise.
type exactly struct{ *big.Rat }

func (x exactly) MarshalJSON() ([]byte, error) {
	if floor, exact := cut(x.Rat); exact {
		return floor.MarshalJSON()
	}
	return json.Marshal(x.RatString())
}

type sectionLine struct {
	Section string  `json:"section"`
	Lowest  exactly `json:"lowest"`
	Highest exactly `json:"highest"`
}

type causeLine struct {
	Indicator int     `json:"indicator"`
	Answer    string  `json:"answer,omitempty"` // left out where the indicator does not apply
	Costs     exactly `json:"costs"`
}

type reasonLine struct {
	Grade   string      `json:"grade"`
	Why     reach.Why   `json:"why"`
	Section string      `json:"section,omitempty"`
	Reached *exactly    `json:"reached,omitempty"`
	Needed  *exactly    `json:"needed,omitempty"`
	Causes  []causeLine `json:"causes,omitempty"`
}

// viewLine is what can be reached by one way of counting.
type viewLine struct {
	Lowest   exactly       `json:"lowest"`
	Highest  exactly       `json:"highest"`
	Sections []sectionLine `json:"sections"`
	// Best and Worst are grades, Grades all that can be reached.
	Best   string   `json:"best"`
	Worst  string   `json:"worst"`
	Grades []string `json:"grades"`
	// Direct are the sections that can be below their floor.
	Direct     []string     `json:"direct"`
	OutOfReach []reasonLine `json:"out_of_reach"`
}

type rangeLine struct {
	File    string `json:"file"`
	Profile string `json:"profile"`
	County  string `json:"county,omitempty"`
	Post    string `json:"post,omitempty"`
	School  string `json:"school,omitempty"`
	Clause  string `json:"clause,omitempty"`
	viewLine
	// Literal counts 不适用 as no points; it is left out where that is the
	// same.
	Literal *viewLine `json:"literal,omitempty"`
}

// JSON is the range as a line, its line break included.
func (g *Range) JSON(file string) ([]byte, error) {
	p := g.Reach.Profile
	one := rangeLine{File: file, Profile: p.Name, County: g.County, Post: p.Post, School: p.School, Clause: p.Clause, viewLine: g.view(g.Reach.Counts())}
	if g.Reach.Adjusted != nil {
		literal := g.view(&g.Reach.Literal)
		one.Literal = &literal
	}
	return line(one)
}

func (g *Range) view(v *reach.View) viewLine {
	one := viewLine{Lowest: exactly{v.Total.Low}, Highest: exactly{v.Total.High}, Grades: []string{}, Direct: []string{}, OutOfReach: []reasonLine{}}
	for s, section := range v.Sections {
		one.Sections = append(one.Sections, sectionLine{g.rules.Sections[s].Name, exactly{section.Low}, exactly{section.High}})
	}
	for i, rule := range g.rules.Direct.Rules {
		if v.Floors[i].Broken {
			one.Direct = append(one.Direct, g.rules.Sections[rule.Section].Name)
		}
	}
	for i, grade := range v.Grades {
		name := g.rules.Grades[i].Grade
		if grade.Reachable {
			one.Grades = append(one.Grades, name)
		}
		for _, reason := range grade.Reasons {
			one.OutOfReach = append(one.OutOfReach, g.reasonLine(name, reason))
		}
	}
	one.Best, one.Worst = g.rules.Grades[v.Best()].Grade, g.rules.Grades[v.Worst()].Grade
	return one
}

func (g *Range) reasonLine(grade string, reason reach.Reason) reasonLine {
	one := reasonLine{Grade: grade, Why: reason.Why}
	if reason.Section >= 0 {
		one.Section = g.rules.Sections[reason.Section].Name
	}
	if reason.Reached != nil {
		one.Reached, one.Needed = &exactly{reason.Reached}, &exactly{reason.Needed}
	}
	for _, c := range reason.Causes {
		one.Causes = append(one.Causes, causeLine{g.rules.Indicators[c.Indicator].Number, c.Answer, exactly{c.Costs}})
	}
	return one
}

func line(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("a line of %T: %w", v, err)
	}
	return b.Bytes(), nil
}
