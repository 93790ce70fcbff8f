package explain

import (
	"slices"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/score"
)

// bounds are the points of somebody held back, by indicator: with the worst and
// with the best answers to what is open.
type bounds struct {
	r           *rubric.Rubric
	who         rubric.Staff
	least, most []points.Points
	// left are the rules by which indicators do not apply by the answers that
	// stand; mayLeave are those by which an open one could be answered so.
	left, mayLeave []*rubric.NotApplicable
}

func newBounds(r *rubric.Rubric, who rubric.Staff) *bounds {
	n := len(r.Indicators)
	return &bounds{
		r: r, who: who, least: make([]points.Points, n), most: make([]points.Points, n),
		left: make([]*rubric.NotApplicable, n), mayLeave: make([]*rubric.NotApplicable, n),
	}
}

// open takes an indicator whose answer does not stand, and is what it can earn
// by the appendix alone: 不适用 then earns nothing.
func (b *bounds) open(i int) (least, most points.Points) {
	n := &b.r.Indicators[i]
	least, most = rangeOf(n)
	b.least[i], b.most[i], b.mayLeave[i] = least, most, n.NotApplicableTo(b.who)
	if b.mayLeave[i] != nil {
		least = 0
	}
	return least, most
}

// sum is what points come to, by the code that scores.
func (b *bounds) sum(earned []points.Points, left []*rubric.NotApplicable) *result.Result {
	if !slices.ContainsFunc(left, func(rule *rubric.NotApplicable) bool { return rule != nil }) {
		left = nil
	}
	return score.Sum(b.r, earned, slices.Repeat([]int{rubric.NoRule}, len(earned)), left)
}

// best is the result with full points in everything that is open: 不适用 never
// comes to more.
func (b *bounds) best() *result.Result { return b.sum(b.most, b.left) }

// worst is the result with the worst answers to everything that is open. 不适用
// can come to less than an answer that always earns something, such as 17.
// Prorated, it does where the answer earns a greater part of its points than
// the section does of its own; leaving it out lowers that part, so that nothing
// that was left out is ever better taken back.
func (b *bounds) worst() *result.Result {
	worst := b.sum(b.least, b.left)
	for again := true; again; {
		again = false
		for i, rule := range b.mayLeave {
			if rule == nil || worst.Adjusted != nil && worst.Adjusted.NotApplicable[i] != nil {
				continue
			}
			earned, left := slices.Clone(worst.Points), slices.Clone(b.left)
			if worst.Adjusted != nil {
				left = slices.Clone(worst.Adjusted.NotApplicable)
			}
			earned[i], left[i] = 0, rule
			if one := b.sum(earned, left); boundOf(one).total.Less(boundOf(worst).total) {
				worst, again = one, true
			}
		}
	}
	return worst
}

// bound is what counts of a result, exactly.
type bound struct {
	sections []points.Fraction
	total    points.Fraction
}

func boundOf(res *result.Result) bound {
	if a := res.Adjusted; a != nil {
		return bound{a.Sections, a.Total}
	}
	b := bound{total: points.Exactly(res.Total)}
	for _, section := range res.Sections {
		b.sections = append(b.sections, points.Exactly(section))
	}
	return b
}

// bound takes what can come of it at worst and at best.
func (h *Held) bound(b *bounds) {
	h.least, h.most = b.worst(), b.best()
	if !h.IsAdjusted() {
		return
	}
	least, most := boundOf(h.least), boundOf(h.most)
	for i := range h.Sections {
		h.Sections[i].AdjustedLeast, h.Sections[i].AdjustedMost = &least.sections[i], &most.sections[i]
	}
	h.Sum.AdjustedLeast, h.Sum.AdjustedMost = &least.total, &most.total
}

// IsAdjusted reports that something does not apply, or could be answered so:
// what counts is then not the literal total.
func (h *Held) IsAdjusted() bool {
	may := func(rule *rubric.NotApplicable) bool { return rule != nil }
	return h.most.Adjusted != nil || slices.ContainsFunc(h.MayLeave, may)
}
