package summary

import (
	"slices"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/suppress"
)

// fewestShown is the smallest group of people that is published.
const fewestShown = 5

// fewestSpread is how many were graded where median and quartiles are
// published: of fewer they are single people's totals.
const fewestSpread = 20

// small reports a group that is too small to be published.
func small(n int) bool { return n > 0 && n < fewestShown }

// HiddenMark stands where a figure is left out of a publication.
const HiddenMark = "*"

// HiddenNote explains the mark.
const HiddenNote = HiddenMark + " 表示不足 5 人，或者为了不让人推算出这些人数而隐去；中位数和四分位只在已评分满 20 人时列出。"

// mask says which figures of a distribution are left out of a publication,
// line by line. The zero value leaves out none.
type mask struct{ lines []lineMask }

// lineMask is the mask of one line.
type lineMask struct {
	grades               []bool
	held, graded, people bool
	// stats leaves out the mean, spread median and quartiles, direct the count
	// of direct grading.
	stats, spread, direct bool
}

// grade reports that the count of a grade is left out.
func (m lineMask) grade(i int) bool { return m.grades != nil && m.grades[i] }

// share reports that a grade's share is left out: it would tell the count.
func (m lineMask) share(i int) bool { return m.grade(i) || m.graded }

// any reports that something of the line is left out.
func (m lineMask) any() bool {
	return m.held || m.graded || m.people || m.stats || slices.Contains(m.grades, true)
}

// line is the mask of line i.
func (m *mask) line(i int) lineMask {
	if m == nil || m.lines == nil {
		return lineMask{}
	}
	return m.lines[i]
}

// any reports that some figure is left out.
func (m *mask) any() bool {
	return m != nil && slices.ContainsFunc(m.lines, lineMask.any)
}

// protect is the mask for lines of which the last is their sum: groups smaller
// than five, and what else it takes that nobody can work them out.
func protect(r *rubric.Rubric, lines []Line) *mask {
	m := &mask{lines: make([]lineMask, len(lines))}
	grid := suppress.Grid{Parts: len(r.Grades), Least: fewestShown}
	for _, line := range lines[:len(lines)-1] {
		var row []int64
		for _, n := range line.Grades {
			row = append(row, int64(n))
		}
		grid.Rows = append(grid.Rows, append(row, int64(line.Held)))
	}
	cells := grid.Cells()
	// How many were graded in all stands in every table of points: it is left
	// out last.
	cells[len(cells)-2].Cost *= 100
	hidden := suppress.Protect(cells, fewestShown)
	for i := range lines {
		leaves := len(r.Grades) + 1
		m.lines[i] = lineMask{
			grades: hidden[:len(r.Grades)], held: hidden[len(r.Grades)], graded: hidden[leaves], people: hidden[leaves+1],
		}
		hidden = hidden[leaves+2:]
	}
	m.protectStats(lines)
	m.protectSpread(lines)
	m.protectDirect(r, lines)
	return m
}

// protectStats leaves out the means of lines that do not say how many were
// graded, small groups all of them: means and their weights add up to the mean
// of all. At least one more of the smallest goes with a single one, for that
// could be worked out.
func (m *mask) protectStats(lines []Line) {
	last := len(lines) - 1
	hidden, people := 0, 0
	hide := func(i int) {
		m.lines[i].stats = true
		if lines[i].Graded > 0 {
			hidden++
			people += lines[i].Graded
		}
	}
	var others []int
	for i := range last {
		switch {
		case m.lines[i].graded:
			hide(i)
		case lines[i].Graded > 0:
			others = append(others, i)
		}
	}
	m.lines[last].stats = m.lines[last].graded
	slices.SortStableFunc(others, func(a, b int) int { return lines[a].Graded - lines[b].Graded })
	for hidden > 0 && (hidden < 2 || people < 2*fewestShown) {
		if len(others) == 0 {
			m.lines[last].stats = true
			return
		}
		hide(others[0])
		others = others[1:]
	}
}

// protectSpread leaves out median and quartiles where they tell of single
// people, or bound a count that is left out.
func (m *mask) protectSpread(lines []Line) {
	for i := range m.lines {
		one := &m.lines[i]
		one.spread = one.stats || slices.Contains(one.grades, true) || lines[i].Graded > 0 && lines[i].Graded < fewestSpread
	}
}

// protectDirect leaves out direct gradings where they tell the count of their
// grade, and all of them where a group is small.
func (m *mask) protectDirect(r *rubric.Rubric, lines []Line) {
	grade := r.GradeIndex(r.Direct.Grade)
	any := false
	for i, line := range lines {
		m.lines[i].direct = m.lines[i].grade(grade)
		any = any || !m.lines[i].direct && small(line.Direct)
	}
	for i := range lines {
		m.lines[i].direct = m.lines[i].direct || any
	}
}

// shown is a value, or the mark where it is left out.
func shown(v sheet.Value, hidden bool) sheet.Value {
	if hidden {
		return sheet.TextValue(HiddenMark)
	}
	return v
}

// explained is a page with a note on the mark, where it stands.
func explained(page sheet.Page) sheet.Page {
	mark := sheet.TextValue(HiddenMark)
	for _, row := range page.Rows {
		if slices.Contains(row, mark) || slices.Contains(row, mark.AsBold()) {
			page.Notes = append(page.Notes, HiddenNote)
			break
		}
	}
	return page
}

// partMask says which parts of a rubric are left out: those whose points tell
// of fewer than five people, and what else it takes. Parts lie within another
// as the rubric says.
type partMask struct {
	sections, groups, indicators []bool
	total                        bool
	// graded leaves out how many were graded, and with it every part: its
	// points and its mean together tell the number.
	graded bool
	// floors leaves out how many fall below the floors of the sections, spread
	// median and quartiles.
	floors, spread bool
}

// hidesGraded reports that how many were graded is left out.
func (m *partMask) hidesGraded() bool { return m != nil && m.graded }

// of is the mask of part i of what a summary is by; the last is the whole.
func (m *partMask) of(by By, i int) bool {
	switch {
	case m == nil:
		return false
	case m.graded:
		return true
	}
	flags := map[By][]bool{BySection: m.sections, ByGroup: m.groups, ByIndicator: m.indicators}[by]
	if i == len(flags) {
		return m.total
	}
	return flags[i]
}

// lastHidden is an order of the indicators in which those left out come last,
// in the order of the rubric: a place among the others would tell of them.
func (m *partMask) lastHidden(order []int) []int {
	shown := slices.DeleteFunc(slices.Clone(order), func(i int) bool { return m.of(ByIndicator, i) })
	for i := range order {
		if m.of(ByIndicator, i) {
			shown = append(shown, i)
		}
	}
	return shown
}

// hidesSpread reports that median and quartiles are left out.
func (m *partMask) hidesSpread() bool { return m != nil && m.spread }

// hidesFloors reports that how many fall below the floors is left out.
func (m *partMask) hidesFloors() bool { return m != nil && m.floors }

// isSecret reports an indicator whose figures tell of a small group: of those
// who lost points, of those who lost none, or of those at any level where the
// points lost and the people who lost any tell the levels apart. total is the
// literal one: what does not apply counts as lost. So does an indicator whose
// answers earn something else by a county's own rules: how many people that
// county has is known, which tells more levels apart; whether it has any is not
// for such a row to tell. And so does one that need not apply to everybody.
func (s *Summary) isSecret(i int, total *Tally) bool {
	n := &s.everyRule()[0].Indicators[i]
	if small(total.Losers[i]) || small(total.Graded-total.Losers[i]) || !s.earnAlike(i) || s.mayBeOut(i) {
		return true
	}
	if n.Kind == rubric.Number {
		return false
	}
	const solved = 3 // levels that two sums tell apart
	levels := n.Earnings()
	slices.Sort(levels)
	if len(slices.Compact(levels)) > solved {
		return false
	}
	for _, c := range s.indicators[i].counts {
		if small(c.n) {
			return true
		}
	}
	return false
}

// earnAlike reports an indicator whose answers earn the same by all rules.
func (s *Summary) earnAlike(i int) bool {
	rules := s.everyRule()
	first := &rules[0].Indicators[i]
	return !slices.ContainsFunc(rules[1:], func(r *rubric.Rubric) bool {
		n := &r.Indicators[i]
		return n.Kind != first.Kind || n.Points != first.Points || !slices.Equal(n.Earnings(), first.Earnings())
	})
}

// mayBeOut reports an indicator that need not apply to everybody by some rules.
// To whom it does not is known by post or school; a row that counts those as
// losers then tells how many others lost points.
func (s *Summary) mayBeOut(i int) bool {
	return slices.ContainsFunc(s.everyRule(), func(r *rubric.Rubric) bool { return len(r.Indicators[i].NotApplicable) > 0 })
}

// certainlyLost are points lost by indicator as far as they tell nothing of what
// does not apply: none where it need not. Whoever knows to whom it does not
// knows of the literal ones those left out, so that only the others leave room
// for what is hidden. Of those to whom it applies some may have lost points;
// that leaves more room, not less, and to tell them apart would tell of them.
func (s *Summary) certainlyLost(literal *Tally) *Tally {
	one := *literal
	one.Lost = slices.Clone(literal.Lost)
	for i := range one.Lost {
		if s.mayBeOut(i) {
			one.Lost[i] = 0
		}
	}
	return &one
}

// protectParts is the mask of the points lost. What does not apply counts as
// lost in a publication: apart, the points left out would tell to how many
// people something does not apply, and with the means so would the points
// lost alone.
func (s *Summary) protectParts() *partMask {
	r, total := s.rubric, s.Total().literal()
	sure := s.certainlyLost(total)
	const root, sum = 0, 1
	section := func(i int) int { return 2 + i }
	group := func(i int) int { return 2 + len(r.Sections) + i }
	var cells []suppress.Cell
	add := func(from, to int, lost points.Points, secret bool, cost int64) {
		cells = append(cells, suppress.Cell{From: from, To: to, Value: int64(lost), Secret: secret || small(total.Graded), Cost: cost})
	}
	most := points.Points(0)
	for i := range r.Indicators {
		for _, own := range s.everyRule() {
			most = max(most, own.Indicators[i].Points)
		}
		add(group(r.Indicators[i].Group), sum, sure.Lost[i], s.isSecret(i, total), 1+int64(total.Losers[i]))
	}
	dear := int64(1 + total.Graded)
	for i := range r.Groups {
		add(section(r.Groups[i].Section), group(i), sure.LostIn(r.Groups[i].Indicators), false, 100*dear)
	}
	for i, part := range s.sectionParts(total) {
		add(root, section(i), sure.LostIn(part.Indicators), false, 10_000*dear)
	}
	add(sum, root, sure.LostIn(everyIndicator(r)), false, 1_000_000*dear)
	hidden := suppress.Protect(cells, int64(fewestShown*most))
	n, g, last := len(r.Indicators), len(r.Groups), len(cells)-1
	return &partMask{indicators: hidden[:n], groups: hidden[n : n+g], sections: hidden[n+g : last], total: hidden[last]}
}
