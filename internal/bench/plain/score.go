package main

import (
	"fmt"
	"strconv"
	"strings"

	"credit/internal/rubric"
)

// scorer is the rubric as maps and numbers.
type scorer struct {
	rubric  *rubric.Rubric
	choices []map[string]float64
	section []int
}

func newScorer(r *rubric.Rubric) *scorer {
	s := &scorer{rubric: r}
	for i := range r.Indicators {
		forms := map[string]float64{}
		for _, a := range r.Indicators[i].Answers {
			for _, form := range append([]string{a.Text}, a.Also...) {
				forms[strings.ToUpper(form)] = float64(a.Points) / 100
			}
		}
		s.choices = append(s.choices, forms)
		s.section = append(s.section, r.SectionOf(i))
	}
	return s
}

// scored is one practitioner's result.
type scored struct {
	identity []string
	answers  []string
	points   []float64
	sections []float64
	total    float64
	grade    string
	direct   string
}

func (s *scorer) score(p *scored) error {
	p.points = make([]float64, len(p.answers))
	p.sections = make([]float64, len(s.rubric.Sections))
	for i, answer := range p.answers {
		earned, err := s.earns(i, strings.TrimSpace(answer))
		if err != nil {
			return err
		}
		p.points[i] = earned
		p.sections[s.section[i]] += earned
		p.total += earned
	}
	p.grade = s.gradeOf(p.total)
	for _, rule := range s.rubric.Direct.Rules {
		if p.sections[rule.Section] < float64(rule.Below)/100-1e-9 {
			p.grade = s.rubric.Direct.Grade
			p.direct = strings.TrimPrefix(p.direct+"、"+s.rubric.Sections[rule.Section].Name, "、")
		}
	}
	return nil
}

func (s *scorer) earns(i int, answer string) (float64, error) {
	indicator := &s.rubric.Indicators[i]
	switch indicator.Kind {
	case rubric.Rate:
		rate, err := strconv.ParseFloat(strings.TrimSuffix(answer, "%"), 64)
		if err != nil {
			return 0, err
		}
		if strings.HasSuffix(answer, "%") || rate > 1 {
			rate /= 100
		}
		return s.band(indicator, rate), nil
	case rubric.Number:
		return strconv.ParseFloat(answer, 64)
	}
	earned, known := s.choices[i][strings.ToUpper(answer)]
	if !known {
		return 0, fmt.Errorf("%s: %q is no answer", indicator.Label(), answer)
	}
	return earned, nil
}

func (s *scorer) band(n *rubric.Indicator, rate float64) float64 {
	for _, b := range n.Bands {
		if b.From == nil {
			return float64(b.Points) / 100
		}
		if from, _ := strconv.ParseFloat(b.From.String(), 64); rate >= from-1e-12 {
			return float64(b.Points) / 100
		}
	}
	return 0
}

func (s *scorer) gradeOf(total float64) string {
	for _, g := range s.rubric.Grades {
		if g.From == nil || total >= float64(*g.From)/100-1e-9 {
			return g.Grade
		}
	}
	return ""
}
