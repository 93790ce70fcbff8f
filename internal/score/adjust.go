package score

import (
	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
)

// adjust judges somebody to whom indicators do not apply by the county's own
// rules (article 21, reading 8). What is left out in full counts as earned;
// what is prorated is taken out of its section, whose rest then stands for the
// whole of it: earned × section ÷ rest, exactly. So the sections still add up
// to the total, and their weights and floors stay those of the appendix.
func adjust(r *rubric.Rubric, res *result.Result, left []*rubric.NotApplicable) {
	a := &result.Adjusted{NotApplicable: left, Grade: res.Grade, Direct: res.Direct}
	earned, rest := append([]points.Points(nil), res.Sections...), make([]points.Points, len(r.Sections))
	for i := range r.Indicators {
		full, section := r.Indicators[i].Points, r.SectionOf(i)
		switch rule := left[i]; {
		case rule != nil && rule.Earns == rubric.EarnsProrated:
			continue
		case rule != nil && rule.Earns == rubric.EarnsFull:
			earned[section] += full
		}
		rest[section] += full
	}
	for s := range r.Sections {
		section := points.Prorate(earned[s], r.Sections[s].Points, rest[s])
		a.Sections = append(a.Sections, section)
		a.Total = a.Total.Plus(section)
	}
	res.Adjusted = a
	res.GradeByTotal = gradeOf(r, a.Total)
	res.Grade, res.Direct = res.GradeByTotal, nil
	for _, rule := range r.Direct.Rules {
		if a.Sections[rule.Section].Compare(rule.Below) < 0 {
			res.Direct = append(res.Direct, rule.Section)
			res.Grade = r.Direct.Grade
		}
	}
}

// gradeOf is the grade that a total gives which need not be a decimal.
func gradeOf(r *rubric.Rubric, total points.Fraction) string {
	for _, g := range r.Grades {
		if g.From == nil || total.Compare(*g.From) >= 0 {
			return g.Grade
		}
	}
	return r.Grades[len(r.Grades)-1].Grade
}
