package rulecheck

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/rubric"
)

// untold are the kinds of staff for whom a county's own rules let something not
// apply and whom no profile describes: without a row of their own nobody would
// see that such rules leave them one grade alone. Of the people of one rule
// those to whom all the same does not apply are one kind.
func untold(r *rubric.Rubric, l local) (list []rubric.Profile) {
	var told []rubric.Staff
	for _, rule := range rulesOf(l.rules) {
		kinds := map[string]*rubric.NotApplicable{}
		var order []string
		for _, who := range rule.everyone() {
			if slices.Contains(told, who) || describes(r, l, rule, who) {
				continue
			}
			told = append(told, who)
			what := leftOut(l.rules, who)
			if kinds[what] == nil {
				kinds[what] = &rubric.NotApplicable{}
				order = append(order, what)
			}
			kinds[what].Posts = with(kinds[what].Posts, who.Post)
			kinds[what].Schools = with(kinds[what].Schools, who.School)
		}
		for _, what := range order {
			who := kinds[what].Someone()
			list = append(list, rubric.Profile{Name: kinds[what].Whom(), Clause: rule.Clause, Post: who.Post, School: who.School, Without: numbersLeftOut(l.rules, who)})
		}
	}
	return list
}

// excuse is one rule of 不适用, with the numbers of all indicators it is of.
type excuse struct {
	rubric.NotApplicable
	numbers []int
}

// rulesOf are the rules of 不适用, each once.
func rulesOf(r *rubric.Rubric) (all []excuse) {
	for i := range r.Indicators {
		n := &r.Indicators[i]
		for _, rule := range n.NotApplicable {
			alike := func(e excuse) bool {
				return e.Overlay == rule.Overlay && e.Clause == rule.Clause && slices.Equal(e.Posts, rule.Posts) && slices.Equal(e.Schools, rule.Schools)
			}
			at := slices.IndexFunc(all, alike)
			if at < 0 {
				at, all = len(all), append(all, excuse{NotApplicable: rule})
			}
			all[at].numbers = append(all[at].numbers, n.Number)
		}
	}
	return all
}

// everyone is somebody of each post and school of the rule.
func (e excuse) everyone() (all []rubric.Staff) {
	for _, post := range orAny(e.Posts) {
		for _, school := range orAny(e.Schools) {
			all = append(all, rubric.Staff{Post: post, School: school})
		}
	}
	return all
}

func orAny(texts []string) []string {
	if len(texts) == 0 {
		return []string{""}
	}
	return texts
}

// with adds a text that is not there yet; none is none.
func with(texts []string, text string) []string {
	if text == "" || slices.Contains(texts, text) {
		return texts
	}
	return append(texts, text)
}

// describes reports a profile of such people, to whom nothing of the rule
// applies.
func describes(r *rubric.Rubric, l local, rule excuse, who rubric.Staff) bool {
	own := rubric.Indicator{NotApplicable: []rubric.NotApplicable{{Posts: with(nil, who.Post), Schools: with(nil, who.School)}}}
	return slices.ContainsFunc(r.Profiles, func(p rubric.Profile) bool {
		missing := func(number int) bool { return !slices.Contains(p.Without, number) }
		return (p.County == "" || p.County == l.county) && own.NotApplicableTo(rubric.Staff{Post: p.Post, School: p.School}) != nil &&
			!slices.ContainsFunc(rule.numbers, missing)
	})
}

// numbersLeftOut are the indicators that need not apply to somebody.
func numbersLeftOut(r *rubric.Rubric, who rubric.Staff) (numbers []int) {
	for i := range r.Indicators {
		if r.Indicators[i].NotApplicableTo(who) != nil {
			numbers = append(numbers, r.Indicators[i].Number)
		}
	}
	return numbers
}

// leftOut is what tells apart what does not apply to people, and what it earns.
func leftOut(r *rubric.Rubric, who rubric.Staff) string {
	var texts []string
	for _, number := range numbersLeftOut(r, who) {
		texts = append(texts, fmt.Sprint(number, r.Indicators[number-1].NotApplicableTo(who).Earns))
	}
	return strings.Join(texts, " ")
}
