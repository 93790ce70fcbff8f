package compare

import (
	"cmp"
	"slices"

	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rules"
	"credit/internal/submission"
)

// translation sets the indicators of two rubrics beside each other, by number.
type translation struct {
	rows []ruleRow
	// old and new tell the row of an indicator, by its index.
	old, new []int
}

// ruleRow is an indicator of either rubric, nil where one does not have it.
type ruleRow struct {
	number             int
	name               string
	old, new           *rubric.Indicator
	same               bool
	oldIndex, newIndex int
	// recall reads answers by each of the two rubrics.
	oldRecall, newRecall *submission.Recall
}

// rubricPair are the rules of both sides: one rubric has several where counties
// have rules of their own.
type rubricPair struct{ old, new *rubric.Rubric }

// translationOf is made once for each pair of rubrics.
func (c *Comparison) translationOf(before, now *rubric.Rubric) *translation {
	key := rubricPair{before, now}
	if t := c.translations[key]; t != nil {
		return t
	}
	t := translate(before, now)
	c.translations[key] = t
	if n := len(t.rows); n > len(c.olds) {
		c.olds, c.news = make([]*answer, n), make([]*answer, n)
	}
	return t
}

func translate(before, now *rubric.Rubric) *translation {
	t := &translation{old: make([]int, len(before.Indicators)), new: make([]int, len(now.Indicators))}
	byNumber := map[int]*ruleRow{}
	row := func(n *rubric.Indicator) *ruleRow {
		if byNumber[n.Number] == nil {
			byNumber[n.Number] = &ruleRow{number: n.Number}
		}
		byNumber[n.Number].name = n.Name
		return byNumber[n.Number]
	}
	oldRecall, newRecall := submission.NewRecall(before), submission.NewRecall(now)
	for i := range before.Indicators {
		r := row(&before.Indicators[i])
		r.old, r.oldIndex, r.oldRecall = &before.Indicators[i], i, oldRecall
	}
	for i := range now.Indicators {
		r := row(&now.Indicators[i])
		r.new, r.newIndex, r.newRecall = &now.Indicators[i], i, newRecall
	}
	for _, r := range byNumber {
		r.same = r.old != nil && r.new != nil && rules.SameName(r.old, r.new) && rules.SameRule(r.old, r.new)
		t.rows = append(t.rows, *r)
	}
	slices.SortFunc(t.rows, func(a, b ruleRow) int { return cmp.Compare(a.number, b.number) })
	for at, r := range t.rows {
		if r.old != nil {
			t.old[r.oldIndex] = at
		}
		if r.new != nil {
			t.new[r.newIndex] = at
		}
	}
	return t
}

// said is an answer in its canonical form: 否 for ×, 96.5% for 0.965; as it was
// written where the text alone does not tell.
func (r *ruleRow) said(recall *submission.Recall, n *rubric.Indicator, i int, a answer) string {
	if n == nil {
		return ""
	}
	read := recall.Answer(i, a.given)
	switch {
	case a.left != "":
		return submission.NotApplicable
	case !read.Stands:
		return a.given
	case n.Kind == rubric.Rate:
		return read.Rate.Percent()
	case n.Kind == rubric.Measure:
		return read.Rate.String()
	case n.Kind == rubric.Number:
		return read.Number.String()
	}
	return n.Answers[read.Choice].Text
}

// shares part a change of points: what the old answer would earn under the new
// rule parts it exactly; where the new rule does not know the old answer, what
// the new one would have earned under the old rule. An indicator that one
// rubric does not have, or has under another name, is the rubric's doing; so is
// that an answer became or ceased to be 不适用, unless that counts as the same
// on both sides for whoever gave it: the school then had the choice.
func (r *ruleRow) shares(before, now answer, was, is rubric.Staff) (byAnswer, byRubric points.Points) {
	delta := now.points - before.points
	switch {
	case r.same:
		return delta, 0
	case r.old == nil || r.new == nil || !rules.SameName(r.old, r.new) || fold.Key(before.given) == fold.Key(now.given):
		return 0, delta
	case before.left != "" && r.leavesOutAlike(was):
		return delta, 0
	case before.left != "" || now.left != "" && !r.leavesOutAlike(is):
		return 0, delta
	}
	if a := r.newRecall.Answer(r.newIndex, before.given); a.Stands {
		earned, _ := a.Earns(r.new)
		return now.points - earned, earned - before.points
	}
	if a := r.oldRecall.Answer(r.oldIndex, now.given); a.Stands {
		earned, _ := a.Earns(r.old)
		return earned - before.points, now.points - earned
	}
	if now.left != "" { // which earns the same under either rule: nothing
		return delta, 0
	}
	return 0, delta
}

// leavesOutAlike reports that 不适用 is an answer for somebody under both rules
// and counts as the same.
func (r *ruleRow) leavesOutAlike(who rubric.Staff) bool {
	before, now := r.old.NotApplicableTo(who), r.new.NotApplicableTo(who)
	return before != nil && now != nil && before.Earns == now.Earns
}

// staff is who somebody is as far as 不适用 depends on it.
func (one *Person) staff() rubric.Staff { return rubric.Staff{Post: one.Post(), School: one.School()} }
