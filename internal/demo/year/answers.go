package year

import (
	"fmt"

	"credit/internal/points"
	"credit/internal/rubric"
)

// tier is how someone who ends up with a grade tends to be answered for.
type tier struct {
	grade  string
	weight int
	// lapse is how often a yes/no indicator is not met, honour how often
	// there is an honour or a prize.
	lapse, honour float64
	// degree, test and award are weights in the order of the rubric's answers.
	degree, test, award []int
	// least and most bound a rate in half percents, low and high a number in
	// twentieths.
	least, most, low, high int
	annual                 []string
	model                  float64 // how often 师德考核 is 优秀
}

var tiers = []tier{
	{"A", 9, 0.003, 0.97, []int{3, 42, 55}, []int{90, 10, 0, 0}, []int{62, 28, 8, 2, 0}, 192, 200, 84, 100, []string{"优秀", "优秀", "合格"}, 0.7},
	{"B", 37, 0.012, 0.75, []int{1, 18, 81}, []int{55, 40, 5, 0}, []int{18, 26, 24, 12, 20}, 184, 200, 72, 100, []string{"优秀", "合格", "合格", "合格"}, 0.35},
	{"C", 37, 0.03, 0.40, []int{0, 8, 92}, []int{25, 55, 18, 2}, []int{4, 12, 24, 18, 42}, 178, 200, 56, 96, []string{"合格", "合格", "合格", "合格", "优秀"}, 0.1},
	{"D", 11, 0.09, 0.20, []int{0, 3, 97}, []int{8, 42, 38, 12}, []int{1, 8, 18, 20, 53}, 168, 198, 44, 88, []string{"合格", "合格", "基本合格"}, 0},
	{"E", 6, 0.22, 0.06, []int{0, 1, 99}, []int{1, 14, 40, 45}, []int{0, 2, 8, 14, 76}, 156, 194, 30, 76, []string{"合格", "基本合格", "不合格"}, 0},
}

// prone says which yes/no indicators are missed more often than others;
// political conduct, and the three whose titles sound the other way round,
// are missed least.
var prone = map[int]float64{
	1: 0.2, 5: 0.4, 6: 0.2, 8: 0.5, 10: 0.2, 16: 3, 25: 2, 28: 0.4, 32: 2, 33: 2.5, 34: 3, 36: 1.5, 39: 3, 40: 1.5, 41: 2, 42: 3,
}

func (m *Maker) tier() tier {
	weights := make([]int, len(m.shares))
	for i, t := range m.shares {
		weights[i] = t.weight
	}
	return m.shares[m.weighted(weights)]
}

func (m *Maker) tierOf(grade string) tier {
	for _, t := range m.shares {
		if t.grade == grade {
			return t
		}
	}
	return m.shares[len(m.shares)-1]
}

// mostTries bounds how often answers are drawn anew until they give the grade
// of their tier; each tier gives its own in one of a few draws.
const mostTries = 10_000

// answersOf draws answers of a tier; before, where there is any, are those of
// the year before, of which the lasting ones stay.
func (m *Maker) answersOf(t tier, before []string) []string {
	for range mostTries {
		answers := make([]string, len(m.rubric.Indicators))
		for i := range m.rubric.Indicators {
			answers[i] = m.answer(&m.rubric.Indicators[i], t)
			if before != nil && m.rubric.Indicators[i].Lasting {
				answers[i] = before[i]
			}
		}
		if mark := m.markOf(answers); mark.grade == t.grade {
			return answers
		}
	}
	panic("year: no answers give grade " + t.grade)
}

func (m *Maker) answer(n *rubric.Indicator, t tier) string {
	switch n.Kind {
	case rubric.Rate:
		return halfPercents(t.least + m.random.IntN(t.most-t.least+1))
	case rubric.Number:
		return twentieths(t.low + m.random.IntN(t.high-t.low+1))
	}
	switch len(n.Answers) {
	case 2:
		return n.Answers[m.weighted(m.pair(n, t))].Text
	case 3:
		return n.Answers[m.weighted(t.degree)].Text
	case 4:
		return n.Answers[m.weighted(t.test)].Text
	}
	return n.Answers[m.weighted(t.award)].Text
}

// pair weighs the better and the worse of two answers.
func (m *Maker) pair(n *rubric.Indicator, t tier) []int {
	const whole = 100_000
	better := t.honour
	if n.Answers[0].Text == "是" {
		factor, known := prone[n.Number]
		if !known {
			factor = 1
		}
		better = 1 - min(0.9, t.lapse*factor)
	}
	return []int{int(better * whole), whole - int(better*whole)}
}

// halfPercents writes 193 as 96.5%.
func halfPercents(n int) string {
	if n%2 == 0 {
		return fmt.Sprintf("%d%%", n/2)
	}
	return fmt.Sprintf("%d.5%%", n/2)
}

// twentieths writes 85 as 4.25.
func twentieths(n int) string { return points.Points(n * 5).String() }

// mark is what answers earn.
type mark struct {
	sections       []points.Points
	total          points.Points
	grade, byTotal string
}

// direct reports that a section decided the grade, not the total.
func (k mark) direct() bool { return k.grade != k.byTotal }

// markOf scores canonical answers (article 13); the test of the demo holds it
// against the program's own scoring.
func (m *Maker) markOf(answers []string) mark {
	r := m.rubric
	out := mark{sections: make([]points.Points, len(r.Sections))}
	for i := range r.Indicators {
		earned := earns(&r.Indicators[i], answers[i])
		out.sections[r.SectionOf(i)] += earned
		out.total += earned
	}
	out.byTotal = r.Grades[r.GradeOf(out.total)].Grade
	out.grade = out.byTotal
	for _, rule := range r.Direct.Rules {
		if out.sections[rule.Section] < rule.Below {
			out.grade = r.Direct.Grade
		}
	}
	return out
}

func earns(n *rubric.Indicator, answer string) points.Points {
	switch n.Kind {
	case rubric.Rate:
		percent, ok := points.ParseDecimal(answer[:len(answer)-1])
		if !ok {
			panic("year: no rate: " + answer)
		}
		return n.Bands[n.BandOf(percent.Shift(-2))].Points
	case rubric.Number:
		entered, err := points.Parse(answer)
		if err != nil {
			panic(err)
		}
		return entered
	}
	for _, a := range n.Answers {
		if a.Text == answer {
			return a.Points
		}
	}
	panic("year: no answer to " + n.Label() + ": " + answer)
}
