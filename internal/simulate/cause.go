package simulate

import (
	"fmt"
	"slices"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
)

// Cause is what has a part in a change of somebody's grade.
type Cause string

// The causes of a change.
const (
	ByPoints Cause = "points" // answers earn other points
	ByFloor  Cause = "floor"  // a floor of direct grading is another one
	ByLine   Cause = "line"   // a grade begins elsewhere
)

// cause is why a grade changed.
type cause struct {
	kinds []Cause
	// lines are the lines that have a part in it, such as 工作业绩底线 25→24.
	lines []string
}

func (c *cause) isBy(kind Cause) bool { return slices.Contains(c.kinds, kind) }

// causeOf parts a change of the grade. By the old lines the new points show
// what points alone do, by the new lines the old points what lines alone do:
// what suffices is the cause, both where both do or only both together.
func causeOf(before, after *result.Result, moved bool) cause {
	floors, grades := lineTexts(before, after)
	byPoints := moved && standing(before.Rubric, after) == after.Grade
	byLines := (len(floors) > 0 || len(grades) > 0 || !moved) && standing(after.Rubric, before) == after.Grade
	if !byPoints && !byLines {
		byPoints, byLines = moved, true
	}
	var c cause
	if byPoints {
		c.kinds = append(c.kinds, ByPoints)
	}
	if byLines && len(floors) > 0 {
		c.kinds, c.lines = append(c.kinds, ByFloor), append(c.lines, floors...)
	}
	if byLines && len(grades) > 0 {
		c.kinds, c.lines = append(c.kinds, ByLine), append(c.lines, grades...)
	}
	if len(c.kinds) == 0 {
		c.kinds, c.lines = []Cause{ByLine}, []string{otherLines}
	}
	return c
}

// otherLines is said where no single line tells why.
const otherLines = "等级的划分"

// standing is the grade that points have by the lines of other rules. A section
// that the points have not is below no floor.
func standing(lines *rubric.Rubric, res *result.Result) string {
	for _, rule := range lines.Direct.Rules {
		at := sectionIndex(res.Rubric, lines.Sections[rule.Section].Name)
		if at >= 0 && !reaches(res, at, rule.Below) {
			return lines.Direct.Grade
		}
	}
	for _, g := range lines.Grades {
		if g.From == nil || reaches(res, wholeTotal, *g.From) {
			return g.Grade
		}
	}
	return lines.Grades[len(lines.Grades)-1].Grade
}

// wholeTotal stands for the total where a section is meant.
const wholeTotal = -1

// reaches reports a section (by index) or the total that is as much as a line,
// exactly: the adjusted one where indicators do not apply.
func reaches(res *result.Result, section int, line points.Points) bool {
	switch a := res.Adjusted; {
	case a == nil && section == wholeTotal:
		return res.Total >= line
	case a == nil:
		return res.Sections[section] >= line
	case section == wholeTotal:
		return a.Total.Compare(line) >= 0
	default:
		return a.Sections[section].Compare(line) >= 0
	}
}

func sectionIndex(r *rubric.Rubric, name string) int {
	return slices.IndexFunc(r.Sections, func(s rubric.Section) bool { return s.Name == name })
}

// lineTexts are the changed lines on another side of which somebody stands
// now: floors of direct grading, and where grades begin.
func lineTexts(before, after *result.Result) (floors, grades []string) {
	was, rules := before.Rubric, after.Rubric
	for _, name := range sectionNames(was, rules) {
		old, now := floorOf(was, name), floorOf(rules, name)
		if isBelow(before, name) != isBelow(after, name) && !same(old, now) {
			floors = append(floors, fmt.Sprintf("%s底线 %s→%s", name, shown(old), shown(now)))
		}
	}
	if was.Direct.Grade != rules.Direct.Grade && len(before.Direct) > 0 && len(after.Direct) > 0 {
		floors = append(floors, fmt.Sprintf("直接判级的等级 %s→%s", was.Direct.Grade, rules.Direct.Grade))
	}
	for _, g := range rules.Grades {
		at := was.GradeIndex(g.Grade)
		if at < 0 {
			continue
		}
		old, now := was.Grades[at].From, g.From
		reached := func(from *points.Points, res *result.Result) bool {
			return from == nil || reaches(res, wholeTotal, *from)
		}
		if reached(old, before) != reached(now, after) && !same(old, now) {
			grades = append(grades, fmt.Sprintf("%s 级线 %s→%s", g.Grade, shown(old), shown(now)))
		}
	}
	return floors, grades
}

// sectionNames are the sections of both rules, each once.
func sectionNames(was, rules *rubric.Rubric) (names []string) {
	for _, s := range slices.Concat(rules.Sections, was.Sections) {
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}

// floorOf is the floor of a section, nil where it has none.
func floorOf(r *rubric.Rubric, name string) *points.Points {
	for i := range r.Direct.Rules {
		if r.Sections[r.Direct.Rules[i].Section].Name == name {
			return &r.Direct.Rules[i].Below
		}
	}
	return nil
}

// isBelow reports a section that made the grade direct.
func isBelow(res *result.Result, name string) bool {
	return slices.Contains(res.DirectNames(res.Rubric), name)
}

func same(a, b *points.Points) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func shown(p *points.Points) string {
	if p == nil {
		return "无"
	}
	return p.String()
}

// sectionTexts say of the sections that make the grade direct on one side
// alone how many points they have, and what the floor is.
func sectionTexts(before, after *result.Result) (texts []string) {
	was, rules := before.Rubric, after.Rubric
	for _, name := range sectionNames(was, rules) {
		if isBelow(before, name) == isBelow(after, name) {
			continue
		}
		texts = append(texts, fmt.Sprintf("%s %s 分，底线 %s", name,
			fromTo(pointsIn(before, name), pointsIn(after, name)), fromTo(shown(floorOf(was, name)), shown(floorOf(rules, name)))))
	}
	return texts
}

// pointsIn are the points in a section as they count, exactly.
func pointsIn(res *result.Result, name string) string {
	at := sectionIndex(res.Rubric, name)
	switch {
	case at < 0:
		return "无"
	case res.Adjusted != nil:
		return result.Exactly(res.Adjusted.Sections[at])
	}
	return res.Sections[at].String()
}

func fromTo(before, after string) string {
	if before == after {
		return before
	}
	return before + "→" + after
}
