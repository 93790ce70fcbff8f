// Package year makes up a year of submissions: schools, the people who work
// there, their answers and their credit records. It is for demonstrations
// and measurements only. Nobody in it exists, and no ID number in it can
// belong to anyone (see id.go).
//
// The same seed gives the same people, on any machine and in any release:
// math/rand/v2's PCG is fixed by its documentation.
package year

import (
	"math/rand/v2"

	"credit/internal/rubric"
)

// Kind is what sort of school it is.
type Kind int

// The sorts of schools that the regulation covers (article 2).
const (
	Kindergarten Kind = iota
	Primary
	Middle
	High
	Vocational
	Special
)

// School is a made-up school and how many people work there.
type School struct {
	County, Name string
	Kind         Kind
	Size         int
}

// Person is a made-up practitioner, answers in their canonical form: a choice
// as the rubric spells it, a rate such as 96.5%, a number such as 4.25.
type Person struct {
	County, School, Name string
	Document, ID         string
	Certificate, Post    string
	Annual, Ethics       string
	Remark               string
	Answers              []string
	Records              []Record
	Grade, GradeByTotal  string
	graduated            int
}

// Record is a made-up credit record (article 10).
type Record struct {
	Category, Name, Level      string
	Department, Document, Date string
	// Indicator is the number it backs, 0 for none in particular.
	Indicator int
}

// Maker makes people up. It is not safe for several goroutines.
type Maker struct {
	rubric *rubric.Rubric
	random *rand.Rand
	year   int
	ids    map[string]bool
	shares []tier
}

// NewMaker prepares making people up by a rubric and a seed.
func NewMaker(r *rubric.Rubric, seed uint64) *Maker {
	return &Maker{
		rubric: r,
		random: rand.New(rand.NewPCG(seed, First)),
		year:   First,
		ids:    map[string]bool{},
		shares: tiers,
	}
}

// Person makes up someone of the school, whose grade is drawn in plausible
// shares.
func (m *Maker) Person(s School) Person {
	p := m.stranger(s)
	t := m.tier()
	p.Answers = m.answersOf(t, nil)
	m.settle(&p, s, t)
	return p
}

// Borderline makes up someone of the school with the answers of an edge.
func (m *Maker) Borderline(s School, e Edge) Person {
	p := m.stranger(s)
	p.Answers = m.edgeAnswers(e)
	m.settle(&p, s, m.tierOf(m.markOf(p.Answers).grade))
	return p
}

// stranger is someone of the school without any answer yet.
func (m *Maker) stranger(s School) Person {
	woman := m.chance(0.72)
	p := Person{County: s.County, School: s.Name, Document: "居民身份证", Name: m.name(woman)}
	var born int
	p.ID, born = m.id(woman)
	p.graduated = born + 22
	p.Post = m.post(s.Kind)
	p.Certificate = m.certificate(p)
	return p
}

// settle fills in what follows from the answers.
func (m *Maker) settle(p *Person, s School, t tier) {
	mark := m.markOf(p.Answers)
	p.Grade, p.GradeByTotal = mark.grade, mark.byTotal
	p.Annual = m.pick(t.annual)
	p.Ethics = "合格"
	if m.chance(t.model) {
		p.Ethics = "优秀"
	}
	if m.chance(0.06) {
		p.Remark = m.pick(remarks)
	}
	p.Records = m.records(p, s)
}

// chance is true in so many of one cases.
func (m *Maker) chance(share float64) bool { return m.random.Float64() < share }

func (m *Maker) pick(list []string) string { return list[m.random.IntN(len(list))] }

// weighted draws an index by weights.
func (m *Maker) weighted(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := m.random.IntN(sum)
	for i, w := range weights {
		if at < w {
			return i
		}
		at -= w
	}
	return len(weights) - 1
}
