package summary

import (
	"cmp"
	"slices"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
)

// Near is somebody who stands near a line: a grade's, or the floor of a
// section (article 13).
type Near struct {
	County, School, Name string
	ID                   practitioner.ID
	Total                points.Points
	Grade                string
	// Section is the one whose floor it is, empty where the line is a grade's.
	Section string
	// Line is where the line lies, Value what the person has: the total, or
	// the points of the section.
	Line, Value points.Points
	// After is the grade on the line's other side.
	After string
	// Ways are the indicators of which one alone crosses the line: upwards
	// with an answer that earns more, downwards with one that earns less.
	// Where none does, Together are the fewest that do.
	Ways, Together []Way

	section int // -1 for the total
	place   int // the order in which people were added
}

// Way is an indicator and the change of points that crosses the line, or adds
// to crossing it.
type Way struct {
	Number int
	Change points.Points
	// Grade is what the change alone leads to: not always After, for it can
	// reach past the line, or take a section across its floor too.
	Grade string

	indicator int // index
}

// Gap is what lacks to the line, or is left above it.
func (n *Near) Gap() points.Points { return max(n.Line-n.Value, n.Value-n.Line) }

// Below reports somebody who would rise across the line.
func (n *Near) Below() bool { return n.Value < n.Line }

// Changes reports somebody to whom crossing the line would make a difference:
// by itself, or because one of the ways across it leads to another grade.
func (n *Near) Changes() bool {
	return n.After != n.Grade || slices.ContainsFunc(n.Ways, func(w Way) bool { return w.Grade != n.Grade })
}

// NearList gathers those within so many points of a line.
type NearList struct {
	Within points.Points
	People []Near
	// Adjusted counts those left out as indicators do not apply to them: a
	// point counts for more or less in their adjusted totals.
	Adjusted int
	rubric   *rubric.Rubric
	count    int
}

// NewNearList is an empty list by a rubric.
func NewNearList(r *rubric.Rubric, within points.Points) *NearList {
	return &NearList{Within: within, rubric: r}
}

// Add adds a practitioner who was graded, once for each line within reach.
func (l *NearList) Add(p *practitioner.Practitioner, res *result.Result) {
	l.count++
	if res.Adjusted != nil {
		l.Adjusted++
		return
	}
	near := func(section int, line, value points.Points) {
		if max(line-value, value-line) > l.Within {
			return
		}
		n := Near{
			County: practitioner.MaskWithin(p.County), School: practitioner.MaskWithin(p.School), Name: practitioner.MaskWithin(p.Name),
			ID: p.ID, Total: res.Total, Grade: res.Grade, Line: line, Value: value, section: section, place: l.count,
		}
		l.settle(&n, res)
		l.People = append(l.People, n)
	}
	for _, grade := range l.rubric.Grades {
		if grade.From != nil {
			near(-1, *grade.From, res.Total)
		}
	}
	for _, rule := range l.rubric.Direct.Rules {
		near(rule.Section, rule.Below, res.Sections[rule.Section])
	}
}

// settle finds what lies on the other side of the line, and the ways there.
func (l *NearList) settle(n *Near, res *result.Result) {
	if n.section >= 0 {
		n.Section = l.rubric.Sections[n.section].Name
	}
	n.After = l.after(n, res)
	var gains []Way
	indicators := res.Rubric.Indicators // the county's own
	for i := range indicators {
		if n.section >= 0 && l.rubric.SectionOf(i) != n.section {
			continue
		}
		way := Way{Number: indicators[i].Number, indicator: i}
		if change, found := indicators[i].Step(res.Points[i], n.Line-n.Value); found {
			way.Change = change
			way.Grade = l.gradeWith(res, way)
			n.Ways = append(n.Ways, way)
		}
		if way.Change = indicators[i].Points - res.Points[i]; way.Change > 0 {
			gains = append(gains, way)
		}
	}
	if n.Below() && len(n.Ways) == 0 {
		if n.Together = fewest(gains, n.Line-n.Value); len(n.Together) > 0 {
			n.After = l.gradeWith(res, n.Together...)
		}
	}
}

// after is the grade on the other side of a line: of a floor, direct grading
// or none; of a grade, that of the total, unless direct grading prevails.
func (l *NearList) after(n *Near, res *result.Result) string {
	r := l.rubric
	direct := slices.ContainsFunc(res.Direct, func(section int) bool { return section != n.section })
	switch {
	case direct || n.section >= 0 && !n.Below():
		return r.Direct.Grade
	case n.section >= 0:
		return r.Grades[r.GradeOf(res.Total+n.Gap())].Grade
	case n.Below():
		return r.Grades[r.GradeOf(n.Line)].Grade
	}
	return r.Grades[min(r.GradeOf(n.Line)+1, len(r.Grades)-1)].Grade
}

// gradeWith is the grade once all of these changes are made.
func (l *NearList) gradeWith(res *result.Result, changes ...Way) string {
	r, sections, total := l.rubric, slices.Clone(res.Sections), res.Total
	for _, way := range changes {
		sections[r.SectionOf(way.indicator)] += way.Change
		total += way.Change
	}
	for _, rule := range r.Direct.Rules {
		if sections[rule.Section] < rule.Below {
			return r.Direct.Grade
		}
	}
	return r.Grades[r.GradeOf(total)].Grade
}

// fewest are the largest gains that together reach need, in the order of the
// indicators; none where all of them do not.
func fewest(gains []Way, need points.Points) []Way {
	slices.SortStableFunc(gains, func(a, b Way) int { return cmp.Compare(b.Change, a.Change) })
	for i := range gains {
		if need -= gains[i].Change; need <= 0 {
			gains = gains[:i+1]
			slices.SortFunc(gains, func(a, b Way) int { return cmp.Compare(a.Number, b.Number) })
			return gains
		}
	}
	return nil
}

// Merge adds the people of another part of the run, after one's own.
func (l *NearList) Merge(other *NearList) {
	for _, n := range other.People {
		n.place += l.count
		l.People = append(l.People, n)
	}
	l.count += other.count
	l.Adjusted += other.Adjusted
}

// Sort puts the nearest first; of those as near, people in the order in which
// they stand in the workbooks.
func (l *NearList) Sort() {
	slices.SortStableFunc(l.People, func(a, b Near) int {
		return cmp.Or(cmp.Compare(a.Gap(), b.Gap()), cmp.Compare(a.place, b.place))
	})
}

// Practitioners are how many people stand on the list, each once.
func (l *NearList) Practitioners() int {
	seen := map[int]bool{}
	for i := range l.People {
		seen[l.People[i].place] = true
	}
	return len(seen)
}
