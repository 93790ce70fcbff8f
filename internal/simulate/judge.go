package simulate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/score"
	"credit/internal/submission"
)

// question is an indicator as a person knows it.
type question struct {
	number int
	label  string
}

// asked is an indicator of either rules, by its index under both, -1 where one
// of them does not have it.
type asked struct {
	question
	was, other int
	section    string // its name, by the other rules where they have it
}

// ask sets the indicators of two rules beside each other: those of the other
// rules in their order, then those of the old ones alone. An indicator is the
// same where number and name are: under another name something else may be
// asked.
func ask(was, other *rubric.Rubric) (list []asked) {
	key := func(n *rubric.Indicator) string { return fold.Key(n.Label()) }
	at := map[string]int{}
	for i := range was.Indicators {
		at[key(&was.Indicators[i])] = i
	}
	for i := range other.Indicators {
		n := &other.Indicators[i]
		old, known := at[key(n)]
		if !known {
			old = -1
		}
		delete(at, key(n))
		list = append(list, asked{question{n.Number, n.Label()}, old, i, other.Sections[other.SectionOf(i)].Name})
	}
	for i := range was.Indicators {
		n := &was.Indicators[i]
		if _, left := at[key(n)]; left {
			list = append(list, asked{question{n.Number, n.Label()}, i, -1, was.Sections[was.SectionOf(i)].Name})
		}
	}
	return list
}

// judge judges the people of a county by the other rules. It is not safe for
// several goroutines.
type judge struct {
	rules pair
	asked []asked // of the other rules come first, by index
	place int     // of the county
	all   *submission.Recall
	// recall reads the answers of the staff, which makes a difference where
	// 不适用 is an answer (excuses).
	recall  *submission.Recall
	staff   rubric.Staff
	excuses bool
	// assume says that whoever may answer 不适用 is taken to have done so.
	assume bool
	// answers are those that were read last, given what was written for them:
	// most people say the same as the one before. fresh says that none was.
	answers []submission.Answer
	given   []string
	fresh   bool
}

// newJudge judges the people of a county, by its index in the other rules, by
// what all reads.
func newJudge(of pair, list []asked, place int, all *submission.Recall, assume bool) *judge {
	n := len(of.other.Indicators)
	excuses := slices.ContainsFunc(of.other.Indicators, func(one rubric.Indicator) bool { return len(one.NotApplicable) > 0 })
	return &judge{
		excuses: excuses, assume: assume,
		rules: of, asked: list, place: place, all: all, recall: all.Of(place, rubric.Staff{}),
		answers: make([]submission.Answer, n), given: make([]string, n), fresh: true,
	}
}

// read reads all answers of somebody; it reports the indicators (by index)
// whose answers do not stand.
func (j *judge) read(p *graded.Person) (unusable []int) {
	j.fresh = j.fresh || !p.Graded // those held back are read in another way
	if who := (rubric.Staff{Post: p.Post, School: p.School}); j.excuses && who != j.staff {
		j.staff, j.recall, j.fresh = who, j.all.Of(j.place, who), true
	}
	for i := range j.answers {
		if given := j.written(p, i); j.fresh || given != j.given[i] {
			j.given[i], j.answers[i] = given, j.answer(p, i, given)
		}
		if !j.answers[i].Stands {
			unusable = append(unusable, i)
		}
	}
	j.fresh = !p.Graded
	return unusable
}

// written is what somebody wrote for an indicator of the other rules.
func (j *judge) written(p *graded.Person, i int) string {
	if j.assume && j.rules.other.Indicators[i].NotApplicableTo(j.staff) != nil {
		return submission.NotApplicable
	}
	if j.asked[i].was < 0 {
		return ""
	}
	return p.Answers[j.asked[i].was]
}

// answer is what an answer means under the other rules. A percentage that was
// an answer to a rate may have been text, which is no number where no rate is
// asked for; that of somebody held back may have been anything.
func (j *judge) answer(p *graded.Person, i int, given string) submission.Answer {
	if was := j.asked[i].was; !p.Graded || was >= 0 && j.rules.was.Indicators[was].Kind == rubric.Rate {
		return j.recall.Answer(i, given)
	}
	return j.recall.Written(i, given)
}

// emptied is the name of a section of which nothing is left to prorate by, in
// the answers that were read last; "" where there is none.
func (j *judge) emptied() string {
	if !j.excuses {
		return ""
	}
	r := j.rules.other
	left := make([]bool, len(r.Sections))
	for i := range j.answers {
		if rule := j.answers[i].NotApplicable; rule == nil || rule.Earns != rubric.EarnsProrated {
			left[r.SectionOf(i)] = true
		}
	}
	if at := slices.Index(left, false); at >= 0 {
		return r.Sections[at].Name
	}
	return ""
}

// result is what the answers that were read last come to.
func (j *judge) result() *result.Result { return score.Score(j.rules.other, j.answers) }

// mostReasons bounds the answers that a reason names.
const mostReasons = 5

// reasons say why somebody cannot be judged by the other rules.
func (j *judge) reasons(p *graded.Person, unusable []int) []string {
	var list []string
	for _, i := range unusable[:min(mostReasons, len(unusable))] {
		n, given := &j.rules.other.Indicators[i], practitioner.MaskWithin(j.written(p, i))
		if fold.Key(given) == submission.NotApplicable {
			list = append(list, fmt.Sprintf("第 %d 项填报“%s”，模拟规则不许这样填（岗位：%s）", n.Number, submission.NotApplicable, cmp.Or(practitioner.MaskWithin(p.Post), noPost)))
			continue
		}
		what := "填报“" + strings.Join(strings.Fields(given), " ") + "”"
		if given == "" {
			what = "没有填报"
		}
		list = append(list, fmt.Sprintf("第 %d 项%s，模拟规则要求填%s", n.Number, what, submission.Allowed(n)))
	}
	if more := len(unusable) - mostReasons; more > 0 {
		list = append(list, fmt.Sprintf("另有 %d 项", more))
	}
	return list
}
