package explain_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"credit/internal/explain"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/submission"
)

// ownRules are a county's, under which some answers earn something whatever
// they are, and 不适用 earns what each of them says.
const ownRules = `rubric: yichun-2024
id: try
edition: "1"
county: 伊美区
title: 试
document: 伊美〔2026〕1号
issuers: [伊美区教育局]
issued: "2026-03-01"
effective: "2026-03-01"
indicators:
  - {number: 18, name: 学校组织业务及专业水平测试, clause: 细则, points: {良好: 3, 中等: 2.75, 差: 2.5}}
  - {number: 20, name: 遵循大纲, clause: 细则, points: {否: 1}}
not_applicable:
`

// ruled lays own rules over the rubric by which 不适用 earns as drawn.
func ruled(t *testing.T, random *rand.Rand) *rubric.Rubric {
	t.Helper()
	text := ownRules
	for _, number := range []int{17, 18, 20, 31, 35} {
		earns := []rubric.Earns{rubric.EarnsFull, rubric.EarnsZero, rubric.EarnsProrated, rubric.EarnsProrated}[random.IntN(4)]
		text += fmt.Sprintf("  - {clause: 细则, indicators: [%d], posts: [教师], earns: %s}\n", number, earns)
	}
	r, err := rubrictest.Load(t).Lay("细则.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Whatever the county's own rules say that 不适用 earns: what somebody held back
// can come to at least and at most is the least and the most that score gives
// to any answers to what is open, 不适用 among them (article 21, reading 8).
func TestTheBoundsOfSomebodyHeldAreThoseOfScore(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(9, 4))
	adjusted := 0
	for range 150 {
		all := ruled(t, random)
		r := all.For(0)
		p := &graded.Person{Source: "填报表 第 5 行", Answers: written(r, random, random.Float64())}
		p.Name, p.Post = "张三", []string{"教师", "教师", "校长"}[random.IntN(3)]
		who := rubric.Staff{Post: p.Post}
		if p.Post == "教师" && random.IntN(2) == 0 {
			p.Answers[30] = submission.NotApplicable
		}
		open := map[int][]string{}
		for _, i := range []int{16, 17, 19, 34} {
			if random.IntN(4) > 0 {
				p.Answers[i] = ""
				if r.Indicators[i].NotApplicableTo(who) != nil {
					open[i] = []string{submission.NotApplicable}
				}
				for _, a := range r.Indicators[i].Answers {
					open[i] = append(open[i], a.Text)
				}
			}
		}
		least, most := boundsByScore(submission.NewRecall(all).Of(0, who), p.Answers, open)
		e, err := explain.New(all, p, nil, explain.Origin{Year: "2026"})
		if err != nil {
			t.Fatal(err)
		}
		gotLeast, gotMost := e.Held.Sum.AdjustedLeast, e.Held.Sum.AdjustedMost
		if gotLeast == nil {
			a, b := points.Exactly(e.Held.Sum.Least), points.Exactly(e.Held.Sum.Most)
			gotLeast, gotMost = &a, &b
		} else {
			adjusted++
		}
		if gotLeast.String() != least.String() || gotMost.String() != most.String() {
			t.Fatalf("%v open of %q: %s to %s, score gives %s to %s", open, p.Answers, gotLeast, gotMost, least, most)
		}
		line, err := e.AppendJSON(nil)
		if err != nil || !json.Valid(line) || e.Held.IsAdjusted() != strings.Contains(string(line), `"exact":"`+least.String()+`"`) {
			t.Fatalf("%v: %s", err, line)
		}
	}
	if adjusted < 50 || adjusted == 150 {
		t.Errorf("%d of 150 are adjusted", adjusted)
	}
}

// boundsByScore tries every answer to what is open.
func boundsByScore(recall *submission.Recall, given []string, open map[int][]string) (least, most points.Fraction) {
	answers := make([]submission.Answer, len(given))
	first := true
	var try func(i int)
	try = func(i int) {
		if i == len(given) {
			came := counted(score.Score(recall.Rubric(), append([]submission.Answer(nil), answers...)))
			if first || came.Less(least) {
				least = came
			}
			if first || most.Less(came) {
				most = came
			}
			first = false
			return
		}
		choices := open[i]
		if choices == nil {
			choices = []string{given[i]}
		}
		for _, text := range choices {
			answers[i] = recall.Answer(i, text)
			try(i + 1)
		}
	}
	try(0)
	return least, most
}

// counted is the total that the grade is by.
func counted(res *result.Result) points.Fraction {
	if res.Adjusted != nil {
		return res.Adjusted.Total
	}
	return points.Exactly(res.Total)
}
