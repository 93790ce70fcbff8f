package compare

import (
	"slices"

	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/summary"
)

// Line counts what became of the people of a county, a school, a post or the
// whole. People who changed places are counted where they are now, those who
// left where they were.
type Line struct {
	County, Name string
	// Both were graded on both sides, of whom Up rose, Down fell by grade.
	Both, Up, Down int
	Joined, Left   int
	// Held were held back on either side.
	Held int
	// In and Out changed places into and out of the line; Moved those within.
	In, Out, Moved int
	// Grades count those graded on both sides by old and new grade.
	Grades [][]int
	// Delta is what the totals of Both changed by, ByAnswer and ByRubric its
	// parts.
	Delta, ByAnswer, ByRubric points.Points
}

// Mean is the mean change, to two decimals, half up by its size; ok is false
// where nobody was graded on both sides.
func (l *Line) Mean() (mean points.Points, ok bool) {
	if l.Both == 0 {
		return 0, false
	}
	return points.Mean(l.Delta, l.Both), true
}

// Part counts how the points of an indicator moved.
type Part struct {
	Number             int
	Name               string
	Up, Down           int
	Gained, Lost       points.Points
	ByAnswer, ByRubric points.Points
}

// Counts are what the changes come to.
type Counts struct {
	Total Line
	// Kinds count people by what became of them.
	Kinds     map[Kind]int
	Different int
	Movers    Movers
	// JoinedHeld and LeftHeld are those who were held back where they stand.
	JoinedHeld, LeftHeld int
	// SharedOld and SharedNew are those held back who stand on that side alone
	// under a number that others are matched by.
	SharedOld, SharedNew int
	Transferred          int
	// Adjusted are those graded on both sides whose grade is by an adjusted
	// total on either (reading 8), by what became of the total that counts.
	Adjusted Adjusted

	// HasAdjusted says that anybody's total on either side is adjusted.
	HasAdjusted bool

	// overlaid and parted say that a county's own rules touched anybody's
	// result, and that the rules had a part in anybody's change.
	overlaid, parted bool

	lines map[summary.By]map[string]*Line
	// written are the lines by what was written: several forms mean one.
	written map[lineName]*Line
	parts   map[int]*Part
}

// lineName is what a line is of, as it was written.
type lineName struct {
	by           summary.By
	county, name string
}

// Adjusted counts people by what became of the total that counts: it rose,
// fell, stayed; Alone are those of whom nothing but it changed, by their kind.
type Adjusted struct {
	Up, Down, Same int
	Alone          map[Kind]int
}

func (a *Adjusted) all() int { return a.Up + a.Down + a.Same }

func (a *Adjusted) add(change *Change) {
	switch {
	case !change.IsAdjusted():
		return
	case change.Counted > 0:
		a.Up++
	case change.Counted < 0:
		a.Down++
	default:
		a.Same++
	}
	if change.AdjustedAlone() {
		a.Alone[change.Kind]++
	}
}

func newCounts(c *Comparison) Counts {
	k := Counts{Kinds: map[Kind]int{}, Adjusted: Adjusted{Alone: map[Kind]int{}}, lines: map[summary.By]map[string]*Line{}, written: map[lineName]*Line{}, parts: map[int]*Part{}}
	k.Total = Line{Name: summary.TotalName, Grades: square(len(c.grades))}
	for _, by := range []summary.By{summary.ByCounty, summary.BySchool, summary.ByPost} {
		k.lines[by] = map[string]*Line{}
	}
	return k
}

func square(n int) [][]int {
	rows := make([][]int, n)
	for i := range rows {
		rows[i] = make([]int, n)
	}
	return rows
}

// HeldBefore and HeldNow are the people of a side of whom one side at least
// holds somebody back.
func (k *Counts) HeldBefore() int { return k.Total.Held - k.SharedNew }

// HeldNow is HeldBefore for the new side.
func (k *Counts) HeldNow() int { return k.Total.Held - k.SharedOld }

// line is where a person is counted.
func (k *Counts) line(by summary.By, who *Person, grades int) *Line {
	switch by {
	case summary.ByCounty:
		return k.lineOf(lineName{by, who.line(), who.line()}, grades)
	case summary.BySchool:
		return k.lineOf(lineName{by, who.line(), who.School()}, grades)
	}
	return k.lineOf(lineName{by, "", who.Post()}, grades)
}

func (k *Counts) lineOf(written lineName, grades int) *Line {
	if line := k.written[written]; line != nil {
		return line
	}
	by, county, name := written.by, written.county, written.name
	key := fold.Key(county) + "\n" + fold.Key(name)
	if k.lines[by][key] == nil {
		k.lines[by][key] = &Line{County: county, Name: name, Grades: square(grades)}
	}
	k.written[written] = k.lines[by][key]
	return k.lines[by][key]
}

func (k *Counts) add(c *Comparison, change *Change) {
	k.Kinds[change.Kind]++
	if change.IsDifferent() {
		k.Different++
	}
	k.Movers.take(change)
	k.Adjusted.add(change)
	for _, who := range []*Person{change.Old, change.New} {
		k.HasAdjusted = k.HasAdjusted || who != nil && who.Adjusted
		k.overlaid = k.overlaid || who != nil && who.overlaid != nil
	}
	for _, m := range change.Moves {
		k.parted = k.parted || m.ByRubric != 0
		k.part(m)
	}
	k.Total.add(c, change)
	here, n := change.any(), len(c.grades)
	for by := range k.lines {
		line := k.line(by, here, n)
		line.add(c, change)
		if !change.Transferred {
			continue
		}
		before := k.line(by, change.Old, n)
		if before == line || by == summary.ByCounty && !betweenCounties(change.Old, change.New) {
			line.Moved++
			continue
		}
		line.In++
		before.Out++
	}
	switch {
	case change.Kind == Joined && !change.New.Graded:
		k.JoinedHeld++
	case change.Kind == Left && !change.Old.Graded:
		k.LeftHeld++
	case change.Shared && change.New == nil:
		k.SharedOld++
	case change.Shared:
		k.SharedNew++
	}
	if change.Transferred {
		k.Transferred++
		k.Total.Moved++
	}
}

func (l *Line) add(c *Comparison, change *Change) {
	switch change.Kind {
	case Joined:
		l.Joined++
		return
	case Left:
		l.Left++
		return
	case Held:
		l.Held++
		return
	}
	before, now := c.gradeIndex(change.Old.Grade()), c.gradeIndex(change.New.Grade())
	l.Both++
	l.Grades[before][now]++
	switch {
	case now < before:
		l.Up++
	case now > before:
		l.Down++
	}
	l.Delta += change.Delta
	l.ByAnswer += change.ByAnswer()
	l.ByRubric += change.ByRubric()
}

func (k *Counts) part(m Move) {
	p := k.parts[m.Number]
	if p == nil {
		p = &Part{Number: m.Number, Name: m.Name}
		k.parts[m.Number] = p
	}
	if delta := m.New - m.Old; delta > 0 {
		p.Up++
		p.Gained += delta
	} else {
		p.Down++
		p.Lost -= delta
	}
	p.ByAnswer += m.ByAnswer
	p.ByRubric += m.ByRubric
}

// lineKey is what lines are ordered by.
type lineKey struct {
	order int
	name  string
	*Line
}

// Lines are the lines by county, school or post: every county of the rubric,
// zeros included; the last is the whole, in which as many came in as went out.
func (c *Comparison) Lines(by summary.By) []*Line {
	names := c.Rubric().Counties.Lines()
	if by == summary.ByCounty {
		for _, name := range names[:len(names)-1] {
			c.Counts.lineOf(lineName{by, name, name}, len(c.grades))
		}
	}
	var keys []lineKey
	for _, line := range c.Counts.lines[by] {
		order := slices.Index(names, line.County)
		if order < 0 {
			order = len(names)
		}
		keys = append(keys, lineKey{order, line.Name, line})
	}
	inOrder(keys)
	var lines []*Line
	total := c.Counts.Total
	for _, k := range keys {
		lines = append(lines, k.Line)
		total.In, total.Out = total.In+k.In, total.Out+k.Out
	}
	return append(lines, &total)
}

// Parts are the indicators whose points moved, by number.
func (c *Comparison) Parts() []Part {
	var parts []Part
	for _, p := range c.Counts.parts {
		parts = append(parts, *p)
	}
	slices.SortFunc(parts, func(a, b Part) int { return a.Number - b.Number })
	return parts
}
