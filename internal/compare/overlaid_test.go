package compare_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/compare"
	"credit/internal/points"
	"credit/internal/rubric"
	embedded "credit/rubric"
)

// overlaid is the rubric with 伊美区's own rules laid over it: what 不适用 is to
// earn in 27 and 28 for a 保育员, nothing for none, and further changes.
func overlaid(t *testing.T, earns, changes string) *rubric.Rubric {
	t.Helper()
	return overlaidOn(t, loaded(t), earns, changes)
}

func overlaidOn(t *testing.T, base *rubric.Rubric, earns, changes string) *rubric.Rubric {
	t.Helper()
	text := `rubric: yichun-2024
id: county
edition: "1"
county: 伊美区
title: 细则
document: 伊美〔2026〕1号
issuers: [伊美区教育局]
issued: "2025-01-01"
effective: "2025-01-01"
indicators:
  - {number: 1, name: 遵循基本法律法规, clause: 第二条, also: {是: [照办]}}
` + changes
	if earns != "" {
		text += "not_applicable:\n  - {clause: 第一条, indicators: [27, 28], posts: [保育员], earns: " + earns + "}\n"
	}
	r, err := base.Lay("overlay.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// otherPoints makes 27 earn another point for 否.
const otherPoints = "  - {number: 27, name: 认真对待早晚自习, clause: 第三条, points: {否: 1}}\n"

// best are the best answers but for those that are given.
func best(r *rubric.Rubric, others map[int]string) (given []string) {
	for i := range r.Indicators {
		answer, other := others[r.Indicators[i].Number]
		if !other {
			answer = answersTo(&r.Indicators[i])[0]
		}
		given = append(given, answer)
	}
	return given
}

// A change to or from 不适用 is the answer's doing where it counts as the same
// on both sides for whoever gave it, and else that of the rules.
func TestWhoseDoingItIsThatSomethingDoesNotApply(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name            string
		was, is         string // what 不适用 earns, "" where it is no answer
		changes         string // further ones of the new rules
		old, now        string
		oldPost         string
		answers, ruling points.Points
	}{
		{"left out no longer, same rules", "prorated", "prorated", "", "不适用", "是", "保育员", 200, 0},
		{"left out now, same rules", "prorated", "prorated", "", "是", "不适用", "保育员", -200, 0},
		{"the rule is gone", "prorated", "", "", "不适用", "是", "保育员", 0, 200},
		{"the rule is new", "", "full", "", "是", "不适用", "保育员", 0, -200},
		{"it counts as something else", "full", "zero", "", "不适用", "是", "保育员", 0, 200},
		{"other points, left out no longer", "zero", "zero", otherPoints, "不适用", "否", "保育员", 100, 0},
		{"other points, left out now", "zero", "zero", otherPoints, "否", "不适用", "保育员", 0, 0},
		{"another post, which may leave it out", "full", "full", otherPoints, "是", "不适用", "教师", -200, 0},
		{"it applies on both sides", "full", "", otherPoints, "否", "是", "保育员", 100, 100},
	}
	for _, c := range cases {
		before, now := overlaid(t, c.was, ""), overlaid(t, c.is, c.changes)
		one := someone{id: idOf(1), county: "伊美区", school: "幼儿园", name: "张三", post: c.oldPost, given: best(before, map[int]string{27: c.old})}
		other := one
		other.post, other.given = "保育员", best(now, map[int]string{27: c.now})
		_, all := compared(t, sideOf(before, one), sideOf(now, other))
		if change := all[0]; change.ByAnswer() != c.answers || change.ByRubric() != c.ruling || change.Delta != c.answers+c.ruling {
			t.Errorf("%s: by the answer %s, by the rules %s of %s", c.name, change.ByAnswer(), change.ByRubric(), change.Delta)
		}
	}
}

// The same answers under another treatment of 不适用 are no change of points,
// and yet one that is told; with the grade its reason is named.
func TestAnotherTreatmentOfTheSameAnswersIsTold(t *testing.T) {
	t.Parallel()
	full, zero := overlaid(t, "full", ""), overlaid(t, "zero", "")
	for name, c := range map[string]struct {
		others map[int]string
		kind   compare.Kind
	}{
		"the grade stays":   {map[int]string{27: "不适用"}, compare.Same},
		"the grade changes": {map[int]string{27: "不适用", 28: "不适用", 17: "本科"}, compare.Graded},
	} {
		one := someone{id: idOf(1), county: "伊美区", school: "幼儿园", name: "张三", post: "保育员", given: best(full, c.others)}
		k, all := compared(t, sideOf(full, one), sideOf(zero, one))
		change := &all[0]
		if change.Kind != c.kind || !change.IsDifferent() || len(change.Moves) > 0 || change.Delta != 0 || change.Counted >= 0 || len(k.Counts.Movers.Down) != 1 {
			t.Errorf("%s: %s, total %s, counted %s", name, change.Kind, change.Delta, change.Counted)
		}
		if why := k.Why(change, false); !strings.HasPrefix(why, "不适用的计分办法不同：第 27") || !strings.HasSuffix(why, "项满分→零分") {
			t.Errorf("%s: the reason is %s", name, why)
		}
		if line := string(change.AppendJSON(nil)); !strings.Contains(line, fmt.Sprintf(`"overlays":["伊美〔2026〕1号"],"adjusted":{"total":%s,`, change.New.Counts)) || !strings.HasSuffix(line, `"indicators":{}}`+"\n") {
			t.Errorf("%s: %s", name, line)
		}
	}
}

// otherShare is 44 that takes points over from 43, or gives some: how much of a
// section does not apply is another, the same answers earn the same.
func otherShare(first, second int) string {
	return fmt.Sprintf("  - {number: 43, name: 教研创新实践, clause: 第二条, points: {一等奖: %d, 二等奖: 2, 三等奖: 1, 参与奖: 0.5}}\n"+
		"  - {number: 44, name: 评价观念, clause: 第三条, points: {一等奖: %d, 二等奖: 2, 三等奖: 1, 参与奖: 0.5}}\n", first, second)
}

// What does not apply is worth something else by the other rules: the total that
// counts moves without any points, which is told as the reason, with the grade
// or without, alone or beside an answer that changed.
func TestOtherFullPointsOfWhatDoesNotApplyAreTheReason(t *testing.T) {
	t.Parallel()
	rule := func(earns string) string {
		return "not_applicable:\n  - {clause: 第一条, indicators: [43], posts: [保育员], earns: " + earns + "}\n"
	}
	for name, c := range map[string]struct {
		was, is  string
		old, now map[int]string
		kind     compare.Kind
		why      string
	}{
		"the grade changes":    {"prorated", "prorated", map[int]string{44: "无"}, nil, compare.Graded, "不适用的第 43 项满分 6→3（按比例）"},
		"the grade stays":      {"full", "full", map[int]string{44: "二等奖"}, nil, compare.Same, "不适用的第 43 项满分 6→3"},
		"beside an answer":     {"prorated", "prorated", map[int]string{44: "无"}, map[int]string{44: "无", 39: "否"}, compare.Graded, "第 39 项 2→0（是→否）；不适用的第 43 项满分 6→3（按比例）"},
		"it counts as another": {"full", "prorated", map[int]string{44: "无"}, nil, compare.Graded, "不适用的计分办法不同：第 43 项满分→按比例（满分 6→3）"},
		"it is lost anyhow":    {"zero", "zero", map[int]string{44: "无"}, nil, compare.Same, ""},
	} {
		before, now := overlaid(t, "", otherShare(6, 4)+rule(c.was)), overlaid(t, "", otherShare(3, 7)+rule(c.is))
		if c.now == nil {
			c.now = maps.Clone(c.old)
		}
		c.old[43], c.now[43] = "不适用", "不适用"
		one := someone{id: idOf(1), county: "伊美区", school: "幼儿园", name: "张三", post: "保育员", given: best(before, c.old)}
		other := one
		other.given = best(now, c.now)
		k, all := compared(t, sideOf(before, one), sideOf(now, other))
		change := &all[0]
		if why := k.Why(change, false); why != c.why || change.Kind != c.kind || (change.Counted == 0) != (c.why == "") {
			t.Errorf("%s: %s, counted %s, since %q", name, change.Kind, change.Counted, why)
		}
	}
}

// By a rubric that moves full points between sections, what was prorated comes to
// something else, though every indicator earns the same: that is the reason, not
// the lines, which nobody touched.
func TestOtherFullPointsOfTheRestAreTheReason(t *testing.T) {
	t.Parallel()
	text := string(embedded.Yichun2024)
	for _, edit := range [][2]string{
		{"    points: 29\n", "    points: 30\n"}, {"        points: 6\n", "        points: 7\n"}, {"    points: 39\n", "    points: 38\n"},
		{"      - name: 教研教改\n        points: 10\n", "      - name: 教研教改\n        points: 9\n"},
		{"clause: 附件第 29 项\n            kind: choice\n            answers: 是否\n            points: {是: 2,", "clause: 附件第 29 项\n            kind: choice\n            answers: 是否\n            points: {是: 3,"},
		{"clause: 附件第 40 项\n            kind: choice\n            answers: 是否\n            points: {是: 2,", "clause: 附件第 40 项\n            kind: choice\n            answers: 是否\n            points: {是: 1,"},
	} {
		if strings.Count(text, edit[0]) != 1 {
			t.Fatalf("the rubric holds %q other than once", edit[0])
		}
		text = strings.Replace(text, edit[0], edit[1], 1)
	}
	moved, err := rubric.Load("moved.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	before, now := overlaid(t, "prorated", ""), overlaidOn(t, moved, "prorated", "")
	for _, others := range []map[int]string{{}, {44: "参与奖"}} {
		others[27], others[28], others[29], others[40] = "不适用", "不适用", "否", "否"
		one := someone{id: idOf(1), county: "伊美区", school: "幼儿园", name: "张三", post: "保育员", given: best(before, others)}
		k, all := compared(t, sideOf(before, one), sideOf(now, one))
		change := &all[0]
		if why := k.Why(change, false); change.Delta != 0 || change.Counted == 0 || why != "得分没有变，各项满分不同，折算总分随之不同" {
			t.Errorf("%s, points %s, counted %s, since %q", change.Kind, change.Delta, change.Counted, why)
		}
	}
}

// Whatever is left out on either side and whatever it counts as: the parts add
// up to the change of the total, movers go by what counts, and nobody whose
// total that counts moved is the same.
func TestThePartsAddUpWhereThingsDoNotApply(t *testing.T) {
	t.Parallel()
	var all []*rubric.Rubric
	for _, earns := range []string{"", "full", "zero", "prorated"} {
		all = append(all, overlaid(t, earns, ""), overlaid(t, earns, otherPoints))
	}
	rapid.Check(t, func(t *rapid.T) {
		var sides [2]*compare.Side
		for i := range sides {
			r := rapid.SampledFrom(all).Draw(t, "rules")
			one := someone{id: idOf(1), school: "幼儿园", name: "张三"}
			one.county = rapid.SampledFrom([]string{"伊美区", "伊美区", "乌翠区"}).Draw(t, "county")
			one.post = rapid.SampledFrom([]string{"保育员", "保育员", "教师"}).Draw(t, "post")
			one.given = anyAnswers(t, r.For(-1))
			own := r.For(1)
			if one.county == "伊美区" {
				own = r.For(0)
			}
			for _, at := range []int{26, 27} {
				if own.Indicators[at].NotApplicableTo(rubric.Staff{Post: one.post}) != nil && rapid.Bool().Draw(t, "left out") {
					one.given[at] = "不适用"
				}
			}
			sides[i] = sideOf(r, one)
		}
		k, all := compared(t, sides[0], sides[1])
		change := &all[0]
		moved := points.Points(0)
		for _, m := range change.Moves {
			moved += m.New - m.Old
		}
		if change.ByAnswer()+change.ByRubric() != change.Delta || moved != change.Delta {
			t.Fatalf("%s + %s, moved %s, is not %s", change.ByAnswer(), change.ByRubric(), moved, change.Delta)
		}
		if why := k.Why(change, false); change.IsDifferent() && !change.Transferred && why == "" || strings.Contains(why, "等级线") {
			t.Fatalf("%s, counted %s: the reason is %q", change.Kind, change.Counted, why)
		}
		if change.Counted != 0 && !change.IsDifferent() || (change.Counted > 0) != (len(k.Counts.Movers.Up) == 1) || (change.Counted < 0) != (len(k.Counts.Movers.Down) == 1) {
			t.Fatalf("counted %s: different %v, %d up, %d down", change.Counted, change.IsDifferent(), len(k.Counts.Movers.Up), len(k.Counts.Movers.Down))
		}
	})
}
