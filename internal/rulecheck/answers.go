package rulecheck

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/rubric"
)

// meaning is what a form of an answer means to one indicator.
type meaning struct {
	number    int    // of the indicator
	form      string // as it is written there
	canonical string
	// best and worst say that no other answer earns more, or less.
	best, worst bool
}

// answers compares what the indicators take for an answer.
func (c *checker) answers(l local) {
	forms := newForms(l.rules)
	for _, key := range forms.keys {
		c.form(l.county, forms.meanings[key])
	}
	for _, alike := range forms.looselyAlike() {
		c.spelling(l.county, alike)
	}
	c.unequal(l)
}

// form looks at one form that several indicators take.
func (c *checker) form(county string, list []meaning) {
	first := list[0]
	answers := canonicals(list)
	best, worst := slices.IndexFunc(list, func(m meaning) bool { return m.best }), slices.IndexFunc(list, func(m meaning) bool { return m.worst })
	f := Finding{}
	switch {
	case best >= 0 && worst >= 0:
		f = Finding{Severity: Warning, Code: Opposite,
			Message: fmt.Sprintf("“%s”在第 %d 项是得分最高的答案，在第 %d 项却是得分最低的", first.form, list[best].number, list[worst].number),
			Hint:    "填报的人容易弄反，请核对分值，或换一种写法"}
		odd := list[rarer(list)]
		f.Line, f.Column = c.outline.Answer(odd.number, odd.canonical)
	case len(answers) > 1:
		f = Finding{Severity: Note, Code: TwoAnswers, Message: fmt.Sprintf("同样填“%s”，%s", first.form, strings.Join(answers, "，"))}
		last := list[slices.IndexFunc(list, func(m meaning) bool { return m.canonical != first.canonical })]
		f.Line, f.Column = c.outline.Answer(last.number, last.canonical)
	case slices.ContainsFunc(list, func(m meaning) bool { return m.canonical != first.canonical }):
		c.spelling(county, list) // one answer, folded alike, written differently
		return
	default:
		return
	}
	c.add(f, county)
}

// rarer is the first of those meanings that are fewer, of the best and the
// worst.
func rarer(list []meaning) int {
	best := 0
	for _, m := range list {
		if m.best {
			best++
		}
	}
	return slices.IndexFunc(list, func(m meaning) bool {
		if 2*best <= len(list) {
			return m.best
		}
		return m.worst
	})
}

// mostNumbers is how many indicators of one answer are named by number.
const mostNumbers = 8

// canonicals says for each answer which indicators take the form for it; most
// of them, where they are many, come last as the others.
func canonicals(list []meaning) (texts []string) {
	var order []string
	numbers, written := map[string][]int{}, map[string]string{}
	for _, m := range list {
		key := fold.Key(m.canonical)
		if numbers[key] == nil {
			order, written[key] = append(order, key), m.canonical
		}
		numbers[key] = append(numbers[key], m.number)
	}
	others := ""
	for _, key := range order {
		if len(numbers[key]) > mostNumbers && others == "" {
			others = fmt.Sprintf("其余各项记作“%s”", written[key])
			continue
		}
		texts = append(texts, fmt.Sprintf("%s记作“%s”", Numbers(numbers[key]), written[key]))
	}
	if others != "" {
		texts = append(texts, others)
	}
	return texts
}

// spelling warns of forms that look alike and are written differently.
func (c *checker) spelling(county string, list []meaning) {
	first := list[0]
	at := slices.IndexFunc(list, func(m meaning) bool { return m.form != first.form })
	if at < 0 {
		at = slices.IndexFunc(list, func(m meaning) bool { return m.canonical != first.canonical })
		first.form, list[at].form = first.canonical, list[at].canonical
	}
	other := list[at]
	f := Finding{Severity: Warning, Code: Spelling,
		Message: fmt.Sprintf("第 %d 项写“%s”，第 %d 项写“%s”，只差标点或空格", first.number, first.form, other.number, other.form),
		Hint:    "同一个答案请写成一样"}
	f.Line, f.Column = c.outline.Answer(other.number, other.canonical)
	c.add(f, county)
}

// unequal warns where two indicators have the same answers and one of them
// takes a form that the other does not.
func (c *checker) unequal(l local) {
	same := map[string]*rubric.Indicator{}
	for i := range l.rules.Indicators {
		n := &l.rules.Indicators[i]
		if n.Kind != rubric.Choice {
			continue
		}
		var answers []string
		for _, a := range n.Answers {
			answers = append(answers, fold.Key(a.Text))
		}
		key := strings.Join(answers, "\n")
		first := same[key]
		if first == nil {
			same[key] = n
			continue
		}
		if form, answer, takes := missingForm(first, n); form != "" {
			f := Finding{Severity: Warning, Code: Unequal,
				Message: fmt.Sprintf("第 %d、%d 项的答案相同，“%s”却只有第 %d 项认", first.Number, n.Number, form, takes.Number),
				Hint:    "两项认可的写法请写成一样"}
			f.Line, f.Column = c.outline.Answer(takes.Number, answer)
			c.add(f, l.county)
		}
	}
}

// missingForm is the first form that one of two indicators takes alone.
func missingForm(a, b *rubric.Indicator) (form, answer string, takes *rubric.Indicator) {
	for _, pair := range [][2]*rubric.Indicator{{a, b}, {b, a}} {
		for _, one := range pair[0].Answers {
			for _, form := range forms(one) {
				if _, ok := pair[1].Settled(form); !ok {
					return form, one.Text, pair[0]
				}
			}
		}
	}
	return "", "", nil
}

func forms(a rubric.Answer) []string { return append([]string{a.Text}, a.Also...) }

// allForms are the forms that indicators take, by what they fold to, in the
// order in which they appear.
type allForms struct {
	keys     []string
	meanings map[string][]meaning
}

func newForms(r *rubric.Rubric) *allForms {
	all := &allForms{meanings: map[string][]meaning{}}
	for i := range r.Indicators {
		n := &r.Indicators[i]
		if n.Kind != rubric.Choice {
			continue
		}
		earned := n.Earnings()
		least, most := slices.Min(append([]points.Points{n.Points}, earned...)), n.Points
		for _, a := range n.Answers {
			for _, form := range forms(a) {
				key := fold.Key(form)
				if all.meanings[key] == nil {
					all.keys = append(all.keys, key)
				}
				all.meanings[key] = append(all.meanings[key], meaning{n.Number, form, a.Text, a.Points == most && least < most, a.Points == least && least < most})
			}
		}
	}
	return all
}

// looselyAlike are the forms that differ in punctuation alone.
func (all *allForms) looselyAlike() (groups [][]meaning) {
	at := map[string]int{}
	for _, key := range all.keys {
		loose := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, key)
		if loose == "" {
			continue
		}
		if i, known := at[loose]; known {
			groups[i] = append(groups[i], all.meanings[key][0])
			continue
		}
		at[loose] = len(groups)
		groups = append(groups, []meaning{all.meanings[key][0]})
	}
	return slices.DeleteFunc(groups, func(g []meaning) bool {
		return len(g) < 2 || !slices.ContainsFunc(g, func(m meaning) bool { return m.number != g[0].number })
	})
}

// Numbers names indicators by number: 第 1、2、4 至 16 项.
func Numbers(list []int) string {
	list = slices.Clone(list)
	slices.Sort(list)
	var parts []string
	for i := 0; i < len(list); {
		last := i
		for last+1 < len(list) && list[last+1] == list[last]+1 {
			last++
		}
		if last-i >= 2 {
			parts = append(parts, fmt.Sprintf("%d 至 %d", list[i], list[last]))
		} else {
			for _, n := range list[i : last+1] {
				parts = append(parts, fmt.Sprint(n))
			}
		}
		i = last + 1
	}
	return "第 " + strings.Join(parts, "、") + " 项"
}
