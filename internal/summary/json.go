package summary

import (
	"bytes"
	"encoding/json"

	"credit/internal/points"
)

// AppendJSON adds the contract's lines of a summary to b: a line a county or
// school (or post, section, group, indicator), the sum last. What a
// publication leaves out is null.
func (p Paper) AppendJSON(b []byte) []byte {
	if !p.By.CountsPeople() {
		return p.appendParts(b)
	}
	lines, m := p.lines(p.By)
	for i, line := range lines {
		b = p.appendLine(b, line, m.line(i))
	}
	return b
}

// object writes the pairs of a JSON object in order.
type object struct {
	b     []byte
	begun bool
}

func (o *object) add(key string, value any) {
	if o.begun {
		o.b = append(o.b, ',')
	} else {
		o.b = append(o.b, '{')
	}
	o.begun = true
	o.b = appendValue(o.b, key)
	o.b = append(o.b, ':')
	o.b = appendValue(o.b, value)
}

// addCount adds a count, null where it is left out.
func (o *object) addCount(key string, n int, hidden bool) {
	if hidden {
		o.add(key, nil)
		return
	}
	o.add(key, n)
}

// addPoints adds points where there are any, null where they are left out.
func (o *object) addPoints(key string, value points.Points, ok, hidden bool) {
	switch {
	case hidden:
		o.add(key, nil)
	case ok:
		o.add(key, value)
	}
}

func (o *object) end() []byte { return append(o.b, '}', '\n') }

func appendValue(b []byte, value any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // texts, numbers and nil never fail
	return append(b, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

// quartiles are the keys of the middle values, in their order.
var quartiles = []struct {
	key string
	k   int
}{{"median", 2}, {"lower_quartile", 1}, {"upper_quartile", 3}}

func (p Paper) appendLine(b []byte, line Line, m lineMask) []byte {
	o := &object{b: b}
	if p.By == ByPost {
		o.add("post", line.Post)
	} else {
		o.add("county", line.County)
		o.add("school", line.School)
	}
	o.addCount("practitioners", line.Practitioners(), m.people)
	o.addCount("graded", line.Graded, m.graded)
	o.addCount("held", line.Held, m.held)
	for i, grade := range p.rubric().Grades {
		o.addCount(grade.Grade, line.Grades[i], m.grade(i))
	}
	o.addCount("direct", line.Direct, m.direct)
	mean, ok := line.Mean()
	o.addPoints("mean", mean, ok, m.stats)
	for _, q := range quartiles {
		value, ok := line.Quartile(q.k)
		o.addPoints(q.key, value, ok, m.spread)
	}
	return o.end()
}

func (p Paper) appendParts(b []byte) []byte {
	m := p.partMask()
	for i, part := range p.parts(p.By) {
		b = appendPart(b, p.By, part, m.of(p.By, i), m)
	}
	return b
}

func appendPart(b []byte, by By, part Part, hidden bool, m *partMask) []byte {
	o := &object{b: b}
	if by == ByIndicator {
		if part.Number > 0 {
			o.add(string(by), part.Number)
		}
		o.add("name", part.Name)
	} else {
		o.add(string(by), part.Name)
	}
	if part.Section != "" {
		o.add("section", part.Section)
	}
	if part.Group != "" {
		o.add("group", part.Group)
	}
	o.addPoints("points", part.Full, !part.Unlike, false)
	if !part.isPlain() {
		o.addPoints("possible", part.Possible(), true, hidden)
	}
	o.addCount("graded", part.graded, m.hidesGraded())
	mean, ok := part.Mean()
	o.addPoints("mean", mean, ok, hidden)
	for _, q := range quartiles {
		value, ok := part.Quartile(q.k)
		o.addPoints(q.key, value, ok, (hidden || m.hidesSpread()) && ok)
	}
	if part.Floor != nil {
		o.add("floor", *part.Floor)
		o.addCount("below_floor", part.Below, m.hidesFloors())
	}
	o.addPoints("lost", part.Lost, true, hidden)
	if part.Number > 0 {
		o.addCount("losers", part.Losers, hidden)
		if part.LeftOut > 0 {
			o.add("not_applicable", part.LeftOut)
		}
	}
	return o.end()
}
