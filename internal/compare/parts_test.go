package compare_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/compare"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
)

func loaded(t *testing.T) *rubric.Rubric { return rubrictest.Load(t) }

// copied is a rubric whose indicators can be changed without the other's.
func copied(r *rubric.Rubric) *rubric.Rubric {
	other := *r
	other.SHA256 = "another"
	other.Indicators = slices.Clone(r.Indicators)
	other.Grades = slices.Clone(r.Grades)
	for i := range other.Indicators {
		n := &other.Indicators[i]
		n.Answers, n.Bands = slices.Clone(n.Answers), slices.Clone(n.Bands)
	}
	return &other
}

// What may be done to an indicator of a rubric.
const (
	untouched = iota
	reworth   // other points
	respelt   // another spelling is understood
	forgotten // an answer is understood no more
	renamed   // another question stands under its number
)

// changedRubric draws changes of a rubric; what was done is told by indicator.
func changedRubric(t *rapid.T, r *rubric.Rubric) (*rubric.Rubric, []int) {
	other, done := copied(r), make([]int, len(r.Indicators))
	for range rapid.IntRange(0, 12).Draw(t, "changes") {
		i := rapid.IntRange(0, len(done)-1).Draw(t, "changed indicator")
		n := &other.Indicators[i]
		if done[i] != untouched {
			continue
		}
		switch what := rapid.IntRange(reworth, renamed).Draw(t, "change"); {
		case what == renamed:
			n.Name, done[i] = "另一项", renamed
		case n.Kind == rubric.Rate:
			bound, _ := points.ParseDecimal(rapid.SampledFrom([]string{"0.96", "0.9501", "0.98"}).Draw(t, "bound"))
			n.Bands[0].From, n.Bands[1].Below, done[i] = &bound, &bound, reworth
		case n.Kind == rubric.Number:
		case what == respelt:
			n.Answers[0].Also, done[i] = append(slices.Clone(n.Answers[0].Also), "很"+n.Answers[0].Text), respelt
		case what == forgotten && len(n.Answers[1].Also) > 0:
			n.Answers[1].Also, done[i] = nil, forgotten
		default:
			last := len(n.Answers) - 1
			n.Answers[last].Points, done[i] = n.Answers[last].Points+points.Points(rapid.IntRange(1, 150).Draw(t, "more")), reworth
		}
	}
	return other, done
}

// understood replaces answers that a rubric does not know by canonical ones.
func understood(j judge, given []string) []string {
	given = slices.Clone(given)
	for i := range given {
		if _, ok := j.earns(i, given[i]); !ok {
			given[i] = answersTo(&j.Indicators[i])[0]
		}
	}
	return given
}

// naiveParts part a change as a person would: what the old answer would earn
// by the new rule, else what the new answer would have earned by the old one.
func naiveParts(before, now judge, done []int, i int, old, given string) (byAnswer, byRubric points.Points) {
	a, _ := before.earns(i, old)
	b, _ := now.earns(i, given)
	switch {
	case done[i] == untouched:
		return b - a, 0
	case done[i] == renamed, old == given:
		return 0, b - a
	}
	if between, ok := now.earns(i, old); ok {
		return b - between, between - a
	}
	if between, ok := before.earns(i, given); ok {
		return between - a, b - between
	}
	return 0, b - a
}

// For everyone and under whatever rubrics the reasons add up to the change,
// and each is what the answer and the rule account for.
func TestThePartsAddUpForEveryone(t *testing.T) {
	t.Parallel()
	r := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		changed, done := changedRubric(t, r)
		before, now := judgeOf(r), judgeOf(changed)
		var olds, news []someone
		for n := range 4 {
			one := someone{id: idOf(n), county: "伊美区", school: "松涛小学", name: "张三", given: anyAnswers(t, r)}
			olds = append(olds, one)
			if rapid.Bool().Draw(t, "other answers") {
				one.given = anyAnswers(t, r)
			}
			one.given = understood(now, one.given)
			news = append(news, one)
		}
		c, all := compared(t, sideOf(r, olds...), sideOf(changed, news...))
		var delta, byAnswer, byRubric points.Points
		for n, change := range all {
			checkParts(t, before, now, done, olds[n].given, news[n].given, &change)
			delta, byAnswer, byRubric = delta+change.Delta, byAnswer+change.ByAnswer(), byRubric+change.ByRubric()
		}
		if total := c.Counts.Total; total.Delta != delta || total.ByAnswer != byAnswer || total.ByRubric != byRubric || delta != byAnswer+byRubric {
			t.Fatalf("in total %s = %s + %s, counted %s = %s + %s", delta, byAnswer, byRubric, total.Delta, total.ByAnswer, total.ByRubric)
		}
		var parts points.Points
		for _, p := range c.Parts() {
			if parts += p.Gained - p.Lost; p.Gained-p.Lost != p.ByAnswer+p.ByRubric {
				t.Fatalf("indicator %d: %+v", p.Number, p)
			}
		}
		if parts != delta {
			t.Fatalf("the indicators add up to %s, the totals to %s", parts, delta)
		}
	})
}

func checkParts(t *rapid.T, before, now judge, done []int, old, given []string, change *compare.Change) {
	want := map[int]string{}
	for i := range old {
		a, _ := before.earns(i, old[i])
		b, _ := now.earns(i, given[i])
		if a != b {
			byAnswer, byRubric := naiveParts(before, now, done, i, old[i], given[i])
			want[i+1] = fmt.Sprintf("%s→%s answer %s rubric %s", a, b, byAnswer, byRubric)
		}
	}
	sum := points.Points(0)
	for _, m := range change.Moves {
		was, is := m.Given()
		checkSaid(t, before, m.Number-1, old[m.Number-1], was)
		checkSaid(t, now, m.Number-1, given[m.Number-1], is)
		sum += m.ByAnswer + m.ByRubric
		if got := fmt.Sprintf("%s→%s answer %s rubric %s", m.Old, m.New, m.ByAnswer, m.ByRubric); got != want[m.Number] {
			t.Fatalf("indicator %d, %q then %q: %s, want %s", m.Number, was, is, got, want[m.Number])
		}
	}
	if len(change.Moves) != len(want) {
		t.Fatalf("%d indicators moved, want %d", len(change.Moves), len(want))
	}
	if sum != change.Delta || sum != change.New.Total-change.Old.Total {
		t.Fatalf("the parts add up to %s, the total moved by %s from %s to %s", sum, change.Delta, change.Old.Total, change.New.Total)
	}
}

// canonical are the spellings in which reasons show an answer.
var canonical = regexp.MustCompile(`^(\d+(\.\d*[1-9])?%?|\p{Han}+)$`)

// checkSaid holds that a reason shows an answer in its canonical form: one that
// stands for the same as what was written, and is the rubric's own text, or a
// percentage, or a number as short as it goes.
func checkSaid(t *rapid.T, j judge, i int, written, said string) {
	n := &j.Indicators[i]
	a, _ := j.earns(i, written)
	if b, ok := j.earns(i, said); !ok || a != b {
		t.Fatalf("indicator %d: %q became %q, which earns %s, not %s", i+1, written, said, b, a)
	}
	isText := slices.ContainsFunc(n.Answers, func(a rubric.Answer) bool { return a.Text == said })
	if !canonical.MatchString(said) || (n.Kind == rubric.Rate) != strings.HasSuffix(said, "%") || n.Kind != rubric.Rate && n.Kind != rubric.Number && !isText {
		t.Fatalf("indicator %d: %q became %q", i+1, written, said)
	}
}

// An indicator that one of two rubrics does not have is the rubric's doing.
func TestAnIndicatorThatOneRubricLacksIsTheRubricsDoing(t *testing.T) {
	t.Parallel()
	long := loaded(t)
	short := copied(long)
	short.Indicators = short.Indicators[:43]
	one := someone{id: idOf(1), county: "伊美区", school: "松涛小学", name: "张三"}
	for i := range long.Indicators {
		one.given = append(one.given, answersTo(&long.Indicators[i])[0])
	}
	for name, sides := range map[string][2]*compare.Side{
		"gone": {sideOf(long, one), sideOf(short, one)}, "added": {sideOf(short, one), sideOf(long, one)},
	} {
		_, all := compared(t, sides[0], sides[1])
		moves := all[0].Moves
		if len(moves) != 1 || moves[0].Number != 44 || moves[0].ByAnswer != 0 || moves[0].ByRubric != all[0].Delta || magnitude(all[0].Delta) != 500 {
			t.Errorf("%s: %+v, delta %s", name, moves, all[0].Delta)
		}
	}
}

// Under one rubric nothing is ever the rubric's doing.
func TestUnderOneRubricNothingIsTheRubricsDoing(t *testing.T) {
	t.Parallel()
	r := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		one := someone{id: idOf(1), county: "伊美区", school: "松涛小学", name: "张三", given: anyAnswers(t, r)}
		other := one
		other.given = anyAnswers(t, r)
		c, all := compared(t, sideOf(r, one), sideOf(r, other))
		if c.OtherRules() || all[0].ByRubric() != 0 || all[0].ByAnswer() != all[0].Delta {
			t.Fatalf("by the rubric %s of %s", all[0].ByRubric(), all[0].Delta)
		}
	})
}
