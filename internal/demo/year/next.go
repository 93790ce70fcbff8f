package year

import (
	"errors"
	"math/rand/v2"
	"slices"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/rubric"
)

// Next makes up the year after. Its draws are its own, so that nothing in it
// changes the year before; the ID numbers given already stay given.
func (m *Maker) Next(seed uint64) *Maker {
	next := *m
	next.year++
	next.random = rand.New(rand.NewPCG(seed, uint64(next.year)))
	return &next
}

// Stay is someone a year on, with the very same answers, at a school.
func (m *Maker) Stay(p Person, s School) Person { return m.again(p, s, p.Answers) }

// Drift is someone a year on, some of whose answers have changed. With a trend
// of 1 they are drawn as those of people a grade better are, with -1 worse.
func (m *Maker) Drift(p Person, s School, trend int) Person {
	at := slices.IndexFunc(m.shares, func(t tier) bool { return t.grade == p.GradeByTotal })
	swing := m.weighted(swings) - len(swings)/2 - trend
	t := m.shares[max(0, min(at+swing, len(m.shares)-1))]
	inertia := 1.0
	if t.grade != p.GradeByTotal {
		inertia = 0.5
	}
	for {
		answers := m.drifted(p.Answers, t, inertia)
		if mark := m.markOf(answers); mark.grade == t.grade || !mark.direct() || m.chance(falls) {
			return m.again(p, s, answers)
		}
	}
}

// Leap is someone for whom the year was so unlike the last that it ended in
// another grade.
func (m *Maker) Leap(p Person, s School, grade string) Person {
	return m.again(p, s, m.answersOf(m.tierOf(grade), p.Answers))
}

// Reach is someone a year on with the answers of an edge that suits.
func (m *Maker) Reach(p Person, s School, e Edge) Person { return m.again(p, s, m.edgeAnswers(e)) }

// Suits reports whether someone can get to an edge within a year: the lasting
// answers are the same, and the total was not more than a grade away.
func (m *Maker) Suits(p Person, e Edge) bool {
	answers := m.edgeAnswers(e)
	for i := range m.rubric.Indicators {
		if m.rubric.Indicators[i].Lasting && answers[i] != p.Answers[i] {
			return false
		}
	}
	far := m.gradeAt(p.GradeByTotal) - m.gradeAt(m.markOf(answers).byTotal)
	return far >= -1 && far <= 1
}

func (m *Maker) gradeAt(grade string) int {
	return slices.IndexFunc(m.rubric.Grades, func(g rubric.Grade) bool { return g.Grade == grade })
}

// Rename gives someone another name.
func (m *Maker) Rename(p *Person) {
	for was := p.Name; p.Name == was; {
		p.Name = m.name(p.Woman())
	}
}

// Woman reports what the ID number says, as it was made up.
func (p *Person) Woman() bool { return len(p.ID) == 18 && p.ID[16]%2 == 0 }

// again settles someone's next year anew, what is on record included: a
// document and a post stay, an appraisal is of one year.
func (m *Maker) again(p Person, s School, answers []string) Person {
	p.County, p.School, p.Answers, p.Records = s.County, s.Name, slices.Clone(answers), nil
	if p.Document == practitioner.ResidentID {
		p.Remark = ""
	}
	m.settle(&p, s, m.tierOf(m.markOf(answers).grade))
	return p
}

// swings weigh how someone's year was beside the last: better by a grade,
// alike, worse by a grade.
var swings = []int{13, 74, 13}

// How often an answer is the one of the year before, and how often someone
// has a higher degree than before.
// Schools see a floor coming: falls is how often someone gets below one whose
// year was not of the kind that does.
const (
	falls       = 0.04
	sameConduct = 0.75
	sameAward   = 0.5
	higher      = 0.02
)

func (m *Maker) drifted(before []string, t tier, inertia float64) []string {
	answers := make([]string, len(before))
	for i, was := range before {
		answers[i] = m.answerAfter(&m.rubric.Indicators[i], was, t, inertia)
	}
	return answers
}

func (m *Maker) answerAfter(n *rubric.Indicator, was string, t tier, inertia float64) string {
	switch {
	case n.Lasting:
		if m.chance(higher) {
			return higherThan(n, was)
		}
		return was
	case n.Kind == rubric.Number:
		return between(was, m.answer(n, t))
	case n.Kind == rubric.Choice && n.Answers[0].Text == "是":
		if m.chance(sameConduct * inertia) {
			return was
		}
	case m.chance(sameAward * inertia):
		return was
	}
	return m.answer(n, t)
}

// higherThan is the answer one step up; the rubric lists the highest first.
func higherThan(n *rubric.Indicator, was string) string {
	at := slices.IndexFunc(n.Answers, func(a rubric.Answer) bool { return a.Text == was })
	return n.Answers[max(0, at-1)].Text
}

// between is halfway from one number to another: classes change slowly.
func between(was, drawn string) string {
	a, errA := points.Parse(was)
	b, errB := points.Parse(drawn)
	if err := errors.Join(errA, errB); err != nil {
		panic(err)
	}
	return twentieths(int(a+b) / 2 / 5)
}
