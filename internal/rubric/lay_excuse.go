package rubric

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/points"
)

// notApplicable reads for which indicators and posts 不适用 is an answer, and
// what it earns (reading 8).
func (r *overlayReader) notApplicable(o *object) {
	for _, n := range o.optionalList("not_applicable") {
		line := r.object(n)
		if line.named["number"] != nil && line.named["indicators"] == nil {
			r.fault(n, "这是要改的指标，不应写在 not_applicable（不适用）之下：请核对上面有没有 indicators: 这一行")
			break // as all that follow
		}
		rule := NotApplicable{
			Posts: line.texts("posts", line.optionalList("posts")), Schools: line.texts("schools", line.optionalList("schools")), Clause: line.text("clause"), Overlay: len(r.base.Overlays),
		}
		if line.node != nil && !slices.ContainsFunc([]string{"posts", "post", "schools", "school"}, line.has) {
			r.fault(n, "请写明 posts（哪些岗位）或 schools（学校名称里有哪些字），至少写一样")
		}
		rule.Earns = r.earns(line)
		numbers := r.numbers(line, r.to)
		line.done()
		r.allow(line, numbers, rule)
		if len(numbers) > 0 && rule.Earns != "" {
			r.change(0, rule.Clause, fmt.Sprintf("%s：第 %s 项可以填“不适用”，%s", rule.Whom(), joinNumbers(numbers), rule.Earns.Text()))
		}
	}
	if len(r.problems) == 0 {
		r.checkProrated(o)
	}
}

func (r *overlayReader) earns(line *object) Earns {
	text := line.text("earns")
	switch earns := Earns(text); earns {
	case EarnsFull, EarnsZero, EarnsProrated:
		return earns
	}
	if text != "" {
		r.fault(line.named["earns"], "“earns”只能是 full（满分）、zero（零分）或 prorated（按比例），而不是“%s”", text)
	}
	return ""
}

// allow adds the rule to indicators; of one file, one rule at most is for
// somebody.
func (r *overlayReader) allow(line *object, numbers []int, rule NotApplicable) {
	var doubled []int
	met := map[string][]int{}
	var order []string
	for i, number := range numbers {
		if number > len(r.to.Indicators) {
			continue // noted already
		}
		if slices.Contains(numbers[:i], number) {
			doubled = append(doubled, number)
			continue
		}
		n := &r.to.Indicators[number-1]
		if other := n.meeting(&rule); other != nil {
			whom := other.Whom()
			if met[whom] == nil {
				order = append(order, whom)
			}
			met[whom] = append(met[whom], number)
			continue
		}
		n.NotApplicable = append(n.NotApplicable, rule)
	}
	if len(doubled) > 0 {
		r.fault(line.node, "第 %s 项在%s里写了两次，请各只写一次", joinNumbers(doubled), called("indicators"))
	}
	for _, whom := range order {
		r.fault(line.node, "第 %s 项写了两次：%s，和%s，可以是同一个人；请只保留一条%s", joinNumbers(met[whom]), whom, rule.Whom(), wayOut)
	}
}

// wayOut is how two rules are kept from meeting.
const wayOut = "：把 posts 和 schools 写在一条里，或从其中一条去掉这些项"

// meeting is a rule of the same file that may be for the same person, nil where
// there is none.
func (n *Indicator) meeting(rule *NotApplicable) *NotApplicable {
	for i := range n.NotApplicable {
		if other := &n.NotApplicable[i]; other.Overlay == rule.Overlay && other.meets(rule) {
			return other
		}
	}
	return nil
}

// checkProrated holds that something is left of every section for everybody:
// there is no proportion of nothing. Whoever slips through, by a school's name
// that nobody thought of, is held back alone.
func (r *overlayReader) checkProrated(o *object) {
	at := o.node
	for _, name := range []string{"indicators", "not_applicable"} {
		if o.named[name] != nil {
			at = o.named[name]
		}
	}
	for _, kind := range r.to.everyKind() {
		if s := r.to.emptied(kind.staff()); s >= 0 {
			r.fault(at, "%s的“%s”一项不剩，不能按比例：请至少留一项，或按满分、零分计", kind.whom(), r.to.Sections[s].Name)
			return
		}
	}
}

// emptied is a section (by index) of which nothing is left to be taken in
// proportion for somebody, -1 where there is none.
func (r *Rubric) emptied(who Staff) int {
	left := make([]points.Points, len(r.Sections))
	for i := range r.Indicators {
		n := &r.Indicators[i]
		if rule := n.NotApplicableTo(who); rule == nil || rule.Earns != EarnsProrated {
			left[r.SectionOf(i)] += n.Points
		}
	}
	return slices.Index(left, 0)
}

// meets reports rules that may both be for somebody: a school's name that has
// 实验幼儿园 in it has 幼儿园 too.
func (a *NotApplicable) meets(other *NotApplicable) bool {
	share := func(a, b []string, alike func(x, y string) bool) bool {
		return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x string) bool {
			return slices.ContainsFunc(b, func(y string) bool { return alike(fold.Key(x), fold.Key(y)) })
		})
	}
	return share(a.Posts, other.Posts, func(x, y string) bool { return x == y }) &&
		share(a.Schools, other.Schools, func(x, y string) bool { return strings.Contains(x, y) || strings.Contains(y, x) })
}

// kind is a kind of people that the rules of 不适用 tell apart: by the post, and
// by words of the school's name.
type kind struct {
	post  string
	words []string
}

// staff is somebody of the kind.
func (k kind) staff() Staff { return Staff{k.post, strings.Join(k.words, "/")} }

func (k kind) whom() string {
	parts := []string{}
	if len(k.words) > 0 {
		parts = append(parts, "学校名称里有“"+strings.Join(k.words, "”、“")+"”")
	}
	if k.post != "" {
		parts = append(parts, "岗位为“"+k.post+"”")
	}
	return strings.Join(parts, "、") + "的人"
}

// mostWords bounds the words of which all sets are tried.
const mostWords = 10

// everyKind are the kinds of people: every post, in schools with any of the
// words in their names.
func (r *Rubric) everyKind() (all []kind) {
	posts, words := []string{""}, []string(nil)
	for i := range r.Indicators {
		for _, rule := range r.Indicators[i].NotApplicable {
			posts, words = append(posts, rule.Posts...), append(words, rule.Schools...)
		}
	}
	slices.Sort(posts)
	slices.Sort(words)
	for _, set := range sets(slices.Compact(words)) {
		for _, post := range slices.Compact(posts) {
			all = append(all, kind{post, set})
		}
	}
	return all
}

// sets are the sets of words: all of them where there are few, else those of
// one and two words and the whole.
func sets(words []string) (all [][]string) {
	if len(words) <= mostWords {
		for mask := range 1 << len(words) {
			var set []string
			for i, word := range words {
				if mask>>i&1 == 1 {
					set = append(set, word)
				}
			}
			all = append(all, set)
		}
		slices.SortStableFunc(all, func(a, b []string) int { return len(a) - len(b) }) // the plainest is named
		return all
	}
	all = [][]string{nil, words}
	for i, word := range words {
		all = append(all, []string{word})
		for _, other := range words[:i] {
			all = append(all, []string{other, word})
		}
	}
	return all
}
