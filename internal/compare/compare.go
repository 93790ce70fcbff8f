package compare

import (
	"cmp"
	"fmt"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"credit/internal/points"
	"credit/internal/rubric"
)

// Comparison is two sides beside each other.
type Comparison struct {
	Old, New *Side
	Counts   Counts

	pairs        []Pair
	translations map[rubricPair]*translation
	// olds, news and said are used again for each change.
	olds, news []*answer
	said       []byte
	grades     []string
}

// Compare pairs the people of two sides and counts what became of them. An
// error says that the parts do not add up to the whole: a mistake of the
// program.
func Compare(before, now *Side) (*Comparison, error) {
	c := &Comparison{Old: before, New: now, translations: map[rubricPair]*translation{}}
	c.grades = gradesOf(before, now)
	c.pairs = match(before, now)
	c.Counts = newCounts(c)
	var change Change
	for i := range c.pairs {
		c.find(c.pairs[i], &change)
		if err := c.proveParts(&change); err != nil {
			return nil, err
		}
		p := &c.pairs[i]
		p.kind, p.transferred, p.different = change.Kind, change.Transferred, change.IsDifferent()
		c.Counts.add(c, &change)
	}
	return c, c.proveCounts()
}

// All gives every change: the people of the new side in their order, then
// those who are on the old side alone.
func (c *Comparison) All(yield func(Change) bool) {
	for _, p := range c.pairs {
		if !yield(c.change(p)) {
			return
		}
	}
}

// Those gives the changes of a kind, or of those who changed places where the
// kind is empty, in the order of All.
func (c *Comparison) Those(kind Kind, yield func(Change) bool) {
	for i := range c.pairs {
		if p := &c.pairs[i]; p.isOf(kind) && !yield(c.change(*p)) {
			return
		}
	}
}

// isOf reports a change of a kind, or of those who changed places where the
// kind is empty.
func (p *Pair) isOf(kind Kind) bool { return kind == p.kind || kind == "" && p.transferred }

// IsDifferent reports that anybody changed.
func (c *Comparison) IsDifferent() bool { return c.Counts.Different > 0 }

// Rubric is the one of the new side, by which lines are ordered.
func (c *Comparison) Rubric() *rubric.Rubric { return c.New.Rubrics[0] }

// OtherRules reports results that were not all made by one rubric.
func (c *Comparison) OtherRules() bool {
	first := c.New.Rubrics[0]
	differs := func(r *rubric.Rubric) bool { return r.SHA256 != first.SHA256 }
	return slices.ContainsFunc(c.New.Rubrics, differs) || slices.ContainsFunc(c.Old.Rubrics, differs)
}

// parted reports changes that are parted into what answers and what rules did:
// the results were made by other rules, or somebody went to a county that has
// rules of its own.
func (c *Comparison) parted() bool { return c.OtherRules() || c.Counts.parted }

// gradesOf are the grades of both sides, those of the new rubric first.
func gradesOf(before, now *Side) []string {
	var list []string
	for _, r := range slices.Concat(now.Rubrics, before.Rubrics) {
		for _, g := range r.Grades {
			if !slices.Contains(list, g.Grade) {
				list = append(list, g.Grade)
			}
		}
	}
	return list
}

func (c *Comparison) gradeIndex(grade string) int { return slices.Index(c.grades, grade) }

// proveParts holds that the reasons of a change add up to it.
func (c *Comparison) proveParts(change *Change) error {
	if change.ByAnswer()+change.ByRubric() != change.Delta {
		return fmt.Errorf("程序出错：%s（%s）各项变化之和与综合得分的变化不符；没有写出结果，请报告这个问题", change.New.Name(), change.New.ID())
	}
	return nil
}

// proveCounts holds that everybody of either side was counted once.
func (c *Comparison) proveCounts() error {
	k := &c.Counts
	if k.Total.Both+k.HeldNow()+k.Total.Joined != len(c.New.People) || k.Total.Both+k.HeldBefore()+k.Total.Left != len(c.Old.People) {
		return fmt.Errorf("程序出错：对比的人数与两边的人数不符；没有写出结果，请报告这个问题")
	}
	return nil
}

// Movers are the people whose totals moved most, those that the grades are by.
type Movers struct {
	Up, Down []Change
}

// most is how many movers of each direction are kept.
const most = 10

// take keeps a change if it is among the largest; of equal ones the first.
func (m *Movers) take(change *Change) {
	switch {
	case change.Counted > 0:
		m.Up = insert(m.Up, change)
	case change.Counted < 0:
		m.Down = insert(m.Down, change)
	}
}

func insert(list []Change, change *Change) []Change {
	at, _ := slices.BinarySearchFunc(list, magnitude(change.Counted), func(other Change, size points.Points) int {
		if magnitude(other.Counted) >= size {
			return -1
		}
		return 1
	})
	if at == most {
		return list
	}
	list = slices.Insert(list, at, change.kept())
	return list[:min(len(list), most)]
}

func magnitude(p points.Points) points.Points { return max(p, -p) }

// inOrder sorts lines by the rubric's order of counties, then by name.
func inOrder(keys []lineKey) {
	chinese := collate.New(language.Chinese, collate.Numeric)
	slices.SortFunc(keys, func(a, b lineKey) int {
		return cmp.Or(cmp.Compare(a.order, b.order), chinese.CompareString(a.name, b.name), cmp.Compare(a.name, b.name))
	})
}
