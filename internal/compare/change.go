package compare

import (
	"slices"

	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/rubric"
)

// Kind is what became of somebody.
type Kind string

// The kinds of changes, in the order in which the first that applies counts.
const (
	Joined  Kind = "joined"  // on the new side alone
	Left    Kind = "left"    // on the old side alone
	Held    Kind = "held"    // held back on either side
	Graded  Kind = "grade"   // the grade changed
	Answers Kind = "answers" // points of an indicator moved
	Moved   Kind = "moved"   // only county or school differ
	Same    Kind = "same"
)

var kindNames = map[Kind]string{
	Joined: "新增", Left: "离开", Held: "至少一方未评分", Graded: "等级变动", Answers: "得分变动", Moved: "只调动", Same: "没有变化",
}

// Name is the kind in Chinese.
func (k Kind) Name() string { return kindNames[k] }

// Kinds are all of them, in their order.
var Kinds = []Kind{Joined, Left, Held, Graded, Answers, Moved, Same}

// Move is an indicator whose points moved.
type Move struct {
	Number   int
	Name     string
	Old, New points.Points
	// ByAnswer and ByRubric are the parts of the change that a changed answer
	// and a changed rubric account for; they add up to New - Old.
	ByAnswer, ByRubric points.Points

	row     *ruleRow
	was, is *answer
}

// Given are what was written, in its canonical form; empty where the rubric does
// not have the indicator.
func (m *Move) Given() (before, now string) {
	return m.row.said(m.row.oldRecall, m.row.old, m.row.oldIndex, *m.was), m.row.said(m.row.newRecall, m.row.new, m.row.newIndex, *m.is)
}

// Change is what became of a person, and why.
type Change struct {
	Pair
	Kind Kind
	// Moves are the indicators whose points moved, of those graded on both
	// sides; they add up to Delta.
	Moves []Move
	Delta points.Points
	// Counted is what the totals changed by that the grades are by: adjusted
	// ones where indicators do not apply (reading 8).
	Counted points.Points
	// Treated are the indicators that earn what they did, but of which 不适用
	// became or ceased to be the answer, counts as something else, or is given
	// for other full points.
	Treated []Treatment
	// Transferred says that county or school differ.
	Transferred bool
}

// Treatment is an indicator to which 不适用 is the answer on either side; Was
// and Is are what it counts as, empty where it is not the answer; OldFull and
// NewFull the full points that it stands for, where it is on both sides.
type Treatment struct {
	Move
	Was, Is          rubric.Earns
	OldFull, NewFull points.Points
}

// ByAnswer and ByRubric are the parts of Delta.
func (c *Change) ByAnswer() (sum points.Points) {
	for _, m := range c.Moves {
		sum += m.ByAnswer
	}
	return sum
}

// ByRubric is the part of Delta that a changed rubric accounts for.
func (c *Change) ByRubric() (sum points.Points) {
	for _, m := range c.Moves {
		sum += m.ByRubric
	}
	return sum
}

// IsAdjusted reports somebody graded on both sides whose grade is by an
// adjusted total (reading 8) on either.
func (c *Change) IsAdjusted() bool {
	return c.both() && (c.Old.Adjusted || c.New.Adjusted)
}

// AdjustedMoved reports that the total which the grade is by changed, where it
// is an adjusted one on either side.
func (c *Change) AdjustedMoved() bool { return c.IsAdjusted() && c.Counted != 0 }

// AdjustedAlone reports that nothing but it changed, and perhaps the place:
// neither the grade nor points.
func (c *Change) AdjustedAlone() bool {
	return c.AdjustedMoved() && (c.Kind == Same || c.Kind == Moved)
}

// IsDifferent reports a change: somebody who was held back on both sides and
// stayed where he or she was has none.
func (c *Change) IsDifferent() bool {
	if c.Kind == Held && !c.Shared {
		return c.Old.Graded || c.New.Graded || c.Transferred
	}
	return c.Kind != Same || c.AdjustedMoved()
}

// change finds out what became of a pair.
func (c *Comparison) change(p Pair) (out Change) {
	c.find(p, &out)
	return out
}

// find is change into what was another one, whose slices are used again.
func (c *Comparison) find(p Pair, out *Change) {
	*out = Change{Pair: p, Moves: out.Moves[:0], Treated: out.Treated[:0]}
	switch {
	case p.Shared:
		out.Kind = Held
		return
	case p.Old == nil:
		out.Kind = Joined
		return
	case p.New == nil:
		out.Kind = Left
		return
	}
	out.Transferred = transferred(p.Old, p.New)
	if !p.Old.Graded || !p.New.Graded {
		out.Kind = Held
		return
	}
	out.Delta, out.Counted = p.New.Total-p.Old.Total, p.New.Counts-p.Old.Counts
	c.addMoves(out)
	switch {
	case p.Old.Grade() != p.New.Grade():
		out.Kind = Graded
	case len(out.Moves) > 0:
		out.Kind = Answers
	case out.Transferred:
		out.Kind = Moved
	default:
		out.Kind = Same
	}
}

// kept is a change that stays, with slices of its own.
func (c *Change) kept() Change {
	kept := *c
	kept.Moves, kept.Treated = slices.Clone(c.Moves), slices.Clone(c.Treated)
	return kept
}

// transferred reports somebody whose county or school differ. Of those held
// back, what is blank or no county of the list tells of no move: it may be the
// very reason.
func transferred(before, now *Person) bool {
	school := differs(before.School(), now.School())
	if before.Graded && now.Graded || before.School() != "" && now.School() != "" {
		return school || betweenCounties(before, now)
	}
	return betweenCounties(before, now)
}

// betweenCounties reports somebody whose county differs, as transferred knows.
func betweenCounties(before, now *Person) bool {
	return differs(before.County(), now.County()) && (before.Graded && now.Graded || before.known && now.known)
}

// differs reports texts that people read as two.
func differs(a, b string) bool { return a != b && fold.Key(a) != fold.Key(b) }

// noAnswer stands where a rubric does not have an indicator.
var noAnswer = &answer{}

// addMoves adds the indicators whose points moved, by number, and those that
// differ in 不适用 alone.
func (c *Comparison) addMoves(out *Change) {
	before, now := out.Old, out.New
	t := c.translationOf(before.judged(), now.judged())
	for row := range t.rows {
		c.olds[row], c.news[row] = noAnswer, noAnswer
	}
	before.each(func(i int, a *answer) { c.olds[t.old[i]] = a })
	now.each(func(i int, a *answer) { c.news[t.new[i]] = a })
	for row := range t.rows {
		if a, b := c.olds[row], c.news[row]; a.points == b.points && a.left == "" && b.left == "" {
			continue
		}
		was, is, r := c.olds[row], c.news[row], &t.rows[row]
		a, b := *was, *is
		way := r.treatment(a, b)
		if a.points == b.points && way.isSame() {
			continue
		}
		m := Move{Number: r.number, Name: r.name, Old: a.points, New: b.points, row: r, was: was, is: is}
		if a.points == b.points {
			way.Move = m
			out.Treated = append(out.Treated, way)
			continue
		}
		m.ByAnswer, m.ByRubric = r.shares(a, b, before.staff(), now.staff())
		out.Moves = append(out.Moves, m)
	}
}

// treatment is what 不适用 counts as on both sides.
func (r *ruleRow) treatment(a, b answer) Treatment {
	t := Treatment{Was: a.left, Is: b.left}
	if t.Was != "" && t.Is != "" {
		t.OldFull, t.NewFull = r.old.Points, r.new.Points
	}
	return t
}

// isSame reports that 不适用 counts as the same, of as many points unless that is
// nothing anyhow.
func (t *Treatment) isSame() bool {
	return t.Was == t.Is && (t.OldFull == t.NewFull || t.Is == rubric.EarnsZero)
}

// full says by how much the full points differ, empty where they do not.
func (t *Treatment) full() string {
	if t.OldFull == t.NewFull {
		return ""
	}
	return "满分 " + t.OldFull.String() + "→" + t.NewFull.String()
}
