package rules

import (
	"slices"
	"strconv"
	"strings"

	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/rubric"
)

// Difference is what is otherwise in one rubric than in another.
type Difference struct {
	Old, New *rubric.Rubric
	Changes  []Change // in the order of the rubric
}

// Change is one thing that is otherwise, or was added or removed. What is the
// same change in several indicators is one.
type Change struct {
	// Rule, Of, Part, What and Scores are those of the Item.
	Rule, Of, Part, What string
	Scores               bool
	// Numbers are the indicators meant, none where none is.
	Numbers []int
	// Old and New are what it says; nil where it says nothing.
	Old, New *string
	// OldPoints and NewPoints are the points that it says.
	OldPoints, NewPoints *points.Points
	// Added and Removed are the members that came and went, where what is
	// compared is a list of them.
	Added, Removed []string
}

// Compare finds everything that is said otherwise in now than in before.
func Compare(before, now *rubric.Rubric) *Difference {
	old, current := itemsOf(before, names{}), itemsOf(now, namesIn(before, now))
	return &Difference{before, now, folded(changes(old, current))}
}

// SameFile reports two rubrics of the very same bytes.
func (d *Difference) SameFile() bool { return d.Old.SHA256 == d.New.SHA256 }

// Scoring is how many of the changes touch points or grades.
func (d *Difference) Scoring() int {
	count := 0
	for _, c := range d.Changes {
		if c.Scores {
			count++
		}
	}
	return count
}

// SameName reports indicators that ask the same, as far as a name tells.
func SameName(a, b *rubric.Indicator) bool { return fold.Key(a.Name) == fold.Key(b.Name) }

// SameRule reports indicators that earn the same for every answer.
func SameRule(a, b *rubric.Indicator) bool {
	var old, now list
	old.earns(a)
	now.earns(b)
	return !slices.ContainsFunc(changes(old.items, now.items), func(c Change) bool { return c.Scores })
}

// changes sets two lists of items beside each other, in the order of the newer
// one; what went stands after what it stood after.
func changes(old, now []Item) []Change {
	oldKeys, nowKeys := keys(old), keys(now)
	was := map[string]*Item{}
	for i, key := range oldKeys {
		was[key] = &old[i]
	}
	is := map[string]bool{}
	for _, key := range nowKeys {
		is[key] = true
	}
	gone := map[string][]*Item{} // by the key of the item that they follow
	last := ""
	for i, key := range oldKeys {
		if is[key] {
			last = key
		} else {
			gone[last] = append(gone[last], &old[i])
		}
	}
	var all []Change
	take := func(items []*Item) {
		for _, it := range items {
			all = append(all, changeOf(it, nil))
		}
	}
	take(gone[""])
	for i, key := range nowKeys {
		if before := was[key]; before == nil || !before.same(&now[i]) {
			all = append(all, changeOf(before, &now[i]))
		}
		take(gone[key])
	}
	return slices.DeleteFunc(all, func(c Change) bool { return c.Rule == "" })
}

// keys are the keys of items; what is said twice has two.
func keys(items []Item) []string {
	all, seen := make([]string, len(items)), map[string]int{}
	for i := range items {
		key := items[i].key()
		seen[key]++
		all[i] = key + "\x00" + strconv.Itoa(seen[key])
	}
	return all
}

// same reports that two items say the same.
func (it *Item) same(other *Item) bool {
	switch {
	case it.order != nil:
		return slices.Equal(common(it.order, other.order), common(other.order, it.order))
	case it.set != nil:
		return len(it.set) == len(other.set) && len(common(it.set, other.set)) == len(it.set)
	}
	return it.said() == other.said()
}

// said is what is compared of an item.
func (it *Item) said() string {
	if it.alike != "" {
		return it.alike
	}
	return it.Text
}

// common are the members of a list that another one has too.
func common(list, other []string) []string {
	var both []string
	for _, one := range list {
		if slices.Contains(other, one) {
			both = append(both, one)
		}
	}
	return both
}

// without are the members of a list that another one does not have.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(one string) bool { return slices.Contains(other, one) })
}

// changeOf is the change from one item to another, of which one may be nil. An
// order that came or went with what it orders is none.
func changeOf(old, now *Item) Change {
	it := now
	if it == nil {
		it = old
	}
	if it.order != nil && (old == nil || now == nil) {
		return Change{}
	}
	c := Change{Rule: it.Rule, Of: it.Of, Part: it.Part, What: it.What, Scores: it.Scores}
	if it.Number > 0 {
		c.Numbers = []int{it.Number}
	}
	if old != nil {
		c.Old, c.OldPoints = &old.Text, old.Points
	}
	if now != nil {
		c.New, c.NewPoints = &now.Text, now.Points
	}
	if old != nil && now != nil && it.set != nil {
		c.Added, c.Removed = without(now.set, old.set), without(old.set, now.set)
	}
	return c
}

// folded makes one of what is the same change in several indicators, at the
// place of the first.
func folded(all []Change) []Change {
	at := map[string]int{}
	var kept []Change
	for _, c := range all {
		if len(c.Numbers) > 0 {
			key := strings.Join([]string{c.Rule, c.Of, c.What, quoted(c.Old), quoted(c.New)}, "\x00")
			if i, known := at[key]; known {
				kept[i].Numbers = append(kept[i].Numbers, c.Numbers...)
				kept[i].Part = Numbered(kept[i].Numbers)
				continue
			}
			at[key] = len(kept)
		}
		kept = append(kept, c)
	}
	return kept
}

func quoted(text *string) string {
	if text == nil {
		return ""
	}
	return strconv.Quote(*text)
}

// Numbered names indicators by their numbers, three and more in a row as a
// range: 第 1、2、4 至 16 项.
func Numbered(list []int) string {
	list = slices.Sorted(slices.Values(list))
	var parts []string
	for i := 0; i < len(list); {
		end := i
		for end+1 < len(list) && list[end+1] == list[end]+1 {
			end++
		}
		if end-i < 2 {
			end = i
			parts = append(parts, strconv.Itoa(list[i]))
		} else {
			parts = append(parts, strconv.Itoa(list[i])+" 至 "+strconv.Itoa(list[end]))
		}
		i = end + 1
	}
	return "第 " + strings.Join(parts, "、") + " 项"
}
