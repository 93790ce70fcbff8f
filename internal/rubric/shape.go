package rubric

import (
	"slices"

	"credit/internal/points"
)

// SameShape reports rubrics whose results can be counted together: the same
// grades and floors, sections, groups, indicators and counties, worth as many
// points and in the same order. What an answer earns may differ.
func (r *Rubric) SameShape(other *Rubric) bool {
	return r.SHA256 == other.SHA256 || slices.Equal(r.shape(), other.shape())
}

// SameGrades reports rubrics whose distributions can stand beside each other:
// the same grades and counties, but for counties that one of them adds.
func (r *Rubric) SameGrades(other *Rubric) bool {
	sameName := func(a, b Grade) bool { return a.Grade == b.Grade }
	if r.SHA256 != other.SHA256 && !slices.EqualFunc(r.Grades, other.Grades, sameName) {
		return false
	}
	short, long := r.Counties.Lines(), other.Counties.Lines()
	if len(short) > len(long) {
		short, long = long, short
	}
	added := func(name string) bool { return !slices.Contains(short, name) }
	return slices.Equal(short, slices.DeleteFunc(long, added))
}

// SameParts reports rubrics that have the same sections, groups and
// indicators, by name and in the same order.
func (r *Rubric) SameParts(other *Rubric) bool {
	return r.SHA256 == other.SHA256 || slices.Equal(r.parts(), other.parts())
}

func (r *Rubric) parts() (names []string) {
	for _, s := range r.Sections {
		names = append(names, s.Name)
	}
	for _, g := range r.Groups {
		names = append(names, g.Name, r.Sections[g.Section].Name)
	}
	for i := range r.Indicators {
		names = append(names, r.Indicators[i].Label(), r.Groups[r.Indicators[i].Group].Name)
	}
	return names
}

// shape is what SameShape compares.
func (r *Rubric) shape() []string {
	names := append(r.parts(), r.Counties.Lines()...)
	for _, g := range r.Grades {
		names = append(names, g.Grade, bound(g.From), bound(g.Below))
	}
	for _, rule := range r.Direct.Rules {
		names = append(names, r.Sections[rule.Section].Name, rule.Below.String(), r.Direct.Grade)
	}
	for _, s := range r.Sections {
		names = append(names, s.Points.String())
	}
	for i := range r.Indicators {
		names = append(names, r.Indicators[i].Points.String())
	}
	return names
}

func bound(p *points.Points) string {
	if p == nil {
		return ""
	}
	return p.String()
}

// Name is how papers call the rubric: its id, edition and the first digits of
// its digest, for one edition may be read from different files.
func (r *Rubric) Name() string {
	return r.ID + "（版本 " + r.Edition + "，文件校验码 " + r.SHA256[:8] + "）"
}

// GradeIndex is the place of a grade, -1 where the rubric has no such grade.
func (r *Rubric) GradeIndex(grade string) int {
	return slices.IndexFunc(r.Grades, func(g Grade) bool { return g.Grade == grade })
}
