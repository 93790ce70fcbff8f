package rules

import (
	"slices"

	"credit/internal/rubric"
)

// names are what the sections, groups and counties of a rubric are called in
// another one, where that calls them otherwise.
type names struct{ sections, groups, counties map[string]string }

// of is the other name, its own where there is no other.
func (names) of(known map[string]string, name string) string {
	if other, renamed := known[name]; renamed {
		return other
	}
	return name
}

// namesIn finds what the parts of now are called in before. Parts that have
// other names are the same where they share an indicator, counties where they
// share their code.
func namesIn(before, now *rubric.Rubric) names {
	return names{
		sections: pairs(sectionMarks(before), sectionMarks(now)),
		groups:   pairs(groupMarks(before), groupMarks(now)),
		counties: pairs(countyMarks(before), countyMarks(now)),
	}
}

// marked is a part with what tells it apart under whatever name.
type marked struct {
	name  string
	marks []string
}

func pairs(before, now []marked) map[string]string {
	has := func(all []marked, name string) bool {
		return slices.ContainsFunc(all, func(m marked) bool { return m.name == name })
	}
	paired, taken := map[string]string{}, map[string]bool{}
	for _, n := range now {
		if has(before, n.name) {
			continue
		}
		for _, b := range before {
			if !has(now, b.name) && !taken[b.name] && share(b.marks, n.marks) {
				paired[n.name], taken[b.name] = b.name, true
				break
			}
		}
	}
	return paired
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(mark string) bool { return slices.Contains(b, mark) })
}

func groupMarks(r *rubric.Rubric) (all []marked) {
	for _, g := range r.Groups {
		m := marked{name: g.Name}
		for _, n := range g.Indicators {
			m.marks = append(m.marks, numbers([]int{r.Indicators[n].Number})...)
		}
		all = append(all, m)
	}
	return all
}

func sectionMarks(r *rubric.Rubric) (all []marked) {
	groups := groupMarks(r)
	for _, s := range r.Sections {
		m := marked{name: s.Name}
		for _, g := range s.Groups {
			m.marks = append(m.marks, groups[g].marks...)
		}
		all = append(all, m)
	}
	return all
}

func countyMarks(r *rubric.Rubric) (all []marked) {
	for _, c := range r.Counties.Names {
		m := marked{name: c.Name}
		if c.Code != "" {
			m.marks = []string{c.Code}
		}
		all = append(all, m)
	}
	return all
}
