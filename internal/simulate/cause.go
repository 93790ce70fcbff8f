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

// shift is a change of somebody's grade.
type shift struct {
	before, after *result.Result
	grades        []string // the best first
}

func (m shift) rank(grade string) int { return slices.Index(m.grades, grade) }

func (m shift) falls() bool { return m.rank(m.after.Grade) > m.rank(m.before.Grade) }

// isAsFar reports a grade that is as far as the new one, or farther, on the way
// from the old one.
func (m shift) isAsFar(grade string) bool {
	if m.falls() {
		return m.rank(grade) >= m.rank(m.after.Grade)
	}
	return m.rank(grade) <= m.rank(m.after.Grade)
}

// linesSuffice reports lines that alone would change the grade as far.
func (m shift) linesSuffice() bool { return m.isAsFar(standing(m.after.Rubric, m.before)) }

// cause parts the change. By the old lines the new points show what points
// alone do, by the new lines the old points what lines alone do: what suffices
// is the cause, both where both do or only both together. named says that
// there are indicators that it may come of.
func (m shift) cause(named bool) (c cause) {
	lines, points := m.linesSuffice(), m.isAsFar(standing(m.before.Rubric, m.after))
	if named && (points || !lines) {
		c.kinds = append(c.kinds, ByPoints)
	}
	floors, grades := m.moved()
	byLines := lines || !points
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

// deciding are the sections whose floors alone decide what points do: below
// them the grade is worse than the total makes it. None are named where the
// total decides, to which all sections add. What points do is seen by the new
// lines, which do not suffice without them; else by the old ones.
func (m shift) deciding() []string {
	lines := m.after.Rubric
	if m.linesSuffice() {
		lines = m.before.Rubric
	}
	low, limit := m.before, standing(lines, m.before)
	if m.falls() {
		low, limit = m.after, m.after.Grade
	}
	if m.rank(standingByTotal(lines, low)) >= m.rank(limit) {
		return nil
	}
	return broken(lines, low)
}

// otherLines is said where no single line tells why.
const otherLines = "等级的划分"

// standing is the grade that points have by the lines of other rules.
func standing(lines *rubric.Rubric, res *result.Result) string {
	if len(broken(lines, res)) > 0 {
		return lines.Direct.Grade
	}
	return standingByTotal(lines, res)
}

// broken are the sections, by name, that are below the floors of other rules.
// A section that the points have not is below none.
func broken(lines *rubric.Rubric, res *result.Result) (names []string) {
	for _, rule := range lines.Direct.Rules {
		name := lines.Sections[rule.Section].Name
		if at := sectionIndex(res.Rubric, name); at >= 0 && !reaches(res, at, rule.Below) {
			names = append(names, name)
		}
	}
	return names
}

// standingByTotal is the grade that the total alone gives by other lines.
func standingByTotal(lines *rubric.Rubric, res *result.Result) string {
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

// line is a line that the other rules draw elsewhere: the floor of a section,
// where a grade begins, or, with neither, which grade direct grading gives.
type line struct {
	text           string
	section, grade string
}

// put is a rubric with this line as another one has it.
func (l line) put(into, from *rubric.Rubric) *rubric.Rubric {
	own := *into
	switch {
	case l.section != "":
		at := sectionIndex(into, l.section)
		own.Direct.Rules = slices.DeleteFunc(slices.Clone(own.Direct.Rules), func(rule rubric.DirectRule) bool { return rule.Section == at })
		if floor := floorOf(from, l.section); floor != nil && at >= 0 {
			own.Direct.Rules = append(own.Direct.Rules, rubric.DirectRule{Section: at, Below: *floor})
		}
	case l.grade != "":
		own.Grades = slices.Clone(own.Grades)
		own.Grades[own.GradeIndex(l.grade)].From = from.Grades[from.GradeIndex(l.grade)].From
	default:
		own.Direct.Grade = from.Direct.Grade
	}
	return &own
}

// hasPart reports a line without which the grade would not have moved as far,
// or which alone moves it as far.
func (m shift) hasPart(l line) bool {
	was, is := m.before.Rubric, m.after.Rubric
	alone := l.put(was, is)
	return !m.isAsFar(standing(l.put(is, was), m.after)) || m.isAsFar(standing(alone, m.before)) ||
		!m.isAsFar(standing(was, m.after)) && m.isAsFar(standing(alone, m.after))
}

// moved are the lines that were moved past somebody and have a part in the
// change; all of them where they have one only together.
func (m shift) moved() (floors, grades []string) {
	all := movedLines(m.before, m.after)
	some := slices.Clone(all)
	some = slices.DeleteFunc(some, func(l line) bool { return !m.hasPart(l) })
	if len(some) == 0 {
		some = all
	}
	for _, l := range some {
		if l.grade != "" {
			grades = append(grades, l.text)
		} else {
			floors = append(floors, l.text)
		}
	}
	return floors, grades
}

// movedLines are the changed lines on another side of which somebody stands
// now: floors of direct grading, and where grades begin.
func movedLines(before, after *result.Result) (lines []line) {
	was, rules := before.Rubric, after.Rubric
	for _, name := range sectionNames(was, rules) {
		old, now := floorOf(was, name), floorOf(rules, name)
		if isBelow(before, name) != isBelow(after, name) && !same(old, now) {
			lines = append(lines, line{text: fmt.Sprintf("%s底线 %s→%s", name, shown(old), shown(now)), section: name})
		}
	}
	if was.Direct.Grade != rules.Direct.Grade && len(before.Direct) > 0 && len(after.Direct) > 0 {
		lines = append(lines, line{text: fmt.Sprintf("直接判级的等级 %s→%s", was.Direct.Grade, rules.Direct.Grade)})
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
			lines = append(lines, line{text: fmt.Sprintf("%s 级线 %s→%s", g.Grade, shown(old), shown(now)), grade: g.Grade})
		}
	}
	return lines
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
		return result.Exactly(res.Adjusted.Sections[at], "")
	}
	return res.Sections[at].String()
}

func fromTo(before, after string) string {
	if before == after {
		return before
	}
	return before + "→" + after
}
