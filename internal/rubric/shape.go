package rubric

import "slices"

// SameShape reports rubrics whose results can be counted together: the same
// grades, sections, groups, indicators and counties, by name and in the same
// order. Points, answers and floors may differ.
func (r *Rubric) SameShape(other *Rubric) bool {
	return r.SHA256 == other.SHA256 || slices.Equal(r.shape(), other.shape())
}

func (r *Rubric) shape() []string {
	var names []string
	add := func(list ...string) { names = append(append(names, list...), "") }
	for _, g := range r.Grades {
		add(g.Grade)
	}
	for _, s := range r.Sections {
		add(s.Name)
	}
	for _, g := range r.Groups {
		add(g.Name, r.Sections[g.Section].Name)
	}
	for i := range r.Indicators {
		add(r.Indicators[i].Label(), r.Groups[r.Indicators[i].Group].Name)
	}
	add(r.Counties.Lines()...)
	return names
}

// IsDifferent reports rules that may grade the same answers differently.
func (r *Rubric) IsDifferent(other *Rubric) bool { return r.SHA256 != other.SHA256 }

// Name is how papers call the rubric: its id and edition.
func (r *Rubric) Name() string { return r.ID + "（版本 " + r.Edition + "）" }

// GradeIndex is the place of a grade, -1 where the rubric has no such grade.
func (r *Rubric) GradeIndex(grade string) int {
	return slices.IndexFunc(r.Grades, func(g Grade) bool { return g.Grade == grade })
}
