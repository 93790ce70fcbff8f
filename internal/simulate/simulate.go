// Package simulate judges the answers of graded workbooks again by other
// rules: who would move between the grades, by which indicators and lines, by
// how much. What it gives is a reckoning about rules, never anybody's result.
package simulate

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/rubric"
)

// Sentence stands above every form of a simulation.
const Sentence = "模拟测算，不是评分结果：按另一份规则重算已有的填报，只供研究规则，不得当作任何人的信用等级"

// Name is what a simulation's workbook is called, and its file.
const Name = "模拟测算"

// Simulation is what the results would be under other rules.
type Simulation struct {
	// Other are the rules of the simulation, Was those that the results were
	// made by, each once.
	Other   *rubric.Rubric
	Was     []*rubric.Rubric
	Years   []string
	Version string
	// Assumed says that whoever may answer 不适用 is taken to have done so.
	Assumed bool
	// People are those who would have another grade or cannot be judged by the
	// other rules, in the order in which they were read.
	People []*Person
	counts
	grades []string
}

// New puts books together, in their order. read is how many people the
// workbooks hold: an error says that somebody is lost, a mistake of the
// program, or that nobody was asked something that the other rules ask.
func New(other *rubric.Rubric, was []*rubric.Rubric, years []string, books []*Book, read int) (*Simulation, error) {
	for _, r := range was {
		if missing := unasked(r, other); len(missing) > 0 {
			return nil, fmt.Errorf("模拟规则的“%s”在这些结果的评分标准（%s）里没有：没有人填报过，不能测算；如果只改了名称、问的还是同一件事，测算时请保留原来的名称", strings.Join(missing, "”、“"), r.Name())
		}
	}
	s := &Simulation{Other: other, Was: was, Years: years, counts: newCounts(), grades: gradesOf(other, was)}
	for _, b := range books {
		s.People = append(s.People, b.people...)
		s.merge(&b.counts)
		s.Assumed = s.Assumed || b.assume
	}
	if !s.proved(read) {
		return nil, fmt.Errorf("程序出错：测算的人数与评分工作簿里的人数不符；没有写出结果，请报告这个问题")
	}
	return s, nil
}

// unasked are the indicators of the other rules that nobody was asked under
// these, by number and name.
func unasked(was, other *rubric.Rubric) (labels []string) {
	for _, q := range ask(was, other) {
		if q.was < 0 {
			labels = append(labels, q.label)
		}
	}
	return labels
}

// gradesOf are the grades of all rules, the best first: one that the other
// rules do not have stands after the one that came before it.
func gradesOf(other *rubric.Rubric, was []*rubric.Rubric) []string {
	var list []string
	for _, g := range other.Grades {
		list = append(list, g.Grade)
	}
	for _, r := range was {
		at := 0
		for _, g := range r.Grades {
			if known := slices.Index(list, g.Grade); known >= 0 {
				at = known + 1
				continue
			}
			list = slices.Insert(list, at, g.Grade)
			at++
		}
	}
	return list
}

// Worst is the last grade of the other rules.
func (s *Simulation) Worst() string { return s.Other.Grades[len(s.Other.Grades)-1].Grade }

// rank is the place of a grade among all, 0 the best.
func (s *Simulation) rank(grade string) int { return slices.Index(s.grades, grade) }

// Usable is how many of those held back in the results have answers that all
// stand under the other rules, and the grades that the answers would give, in
// words. Who somebody is may hold such a person back all the same.
func (s *Simulation) Usable() (people int, grades string) {
	var parts []string
	for _, grade := range s.grades {
		if n := s.usable[grade]; n > 0 {
			people += n
			parts = append(parts, fmt.Sprintf("%s %d", grade, n))
		}
	}
	return people, strings.Join(parts, "、")
}
