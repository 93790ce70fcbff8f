package explain_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"credit/internal/explain"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/submission"
	"credit/internal/summary"
)

// written is an answer to every indicator as a school may write it: the best
// one where good is near 1.
func written(r *rubric.Rubric, random *rand.Rand, good float64) []string {
	answers := make([]string, len(r.Indicators))
	for i := range r.Indicators {
		n, best := &r.Indicators[i], random.Float64() < good
		switch {
		case n.Kind == rubric.Number && best:
			answers[i] = n.Points.String()
		case n.Kind == rubric.Number:
			answers[i] = points.Points(random.IntN(int(n.Points) + 1)).String()
		case n.Kind == rubric.Rate && best:
			answers[i] = "100%"
		case n.Kind == rubric.Rate:
			answers[i] = fmt.Sprintf("%d.%d%%", 80+random.IntN(20), random.IntN(10))
		case best:
			answers[i] = n.Answers[0].Text
		default:
			answers[i] = n.Answers[random.IntN(len(n.Answers))].Text
		}
	}
	return answers
}

// scored is what answers earn.
func scored(r *rubric.Rubric, recall *submission.Recall, answers []string) *result.Result {
	all := make([]submission.Answer, len(answers))
	for i, given := range answers {
		all[i] = recall.Answer(i, given)
	}
	return score.Score(r, all)
}

func explained(t *testing.T, r *rubric.Rubric, answers []string, res *result.Result) *explain.Explanation {
	t.Helper()
	p := &graded.Person{Source: "填报表 第 5 行", Graded: true, Answers: answers}
	p.Name, p.ID = "张三", practitioner.NewID("230717197001029500")
	e, err := explain.New(r, p, res, explain.Origin{Year: "2026", File: "甲-评分.xlsx"})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Whatever somebody answered: the losses add up to full points less the total,
// making the smallest change and scoring again leads to the grade it names,
// every single answer that is named would do and no other, and the list of
// those near a line (summary --near) says the same.
func TestAnExplanationHoldsWhenScoredAgain(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	recall := submission.NewRecall(r)
	random := rand.New(rand.NewPCG(5, 3))
	seen := map[string]int{}
	for range 1500 {
		answers := written(r, random, 0.3+0.7*random.Float64())
		res := scored(r, recall, answers)
		e := explained(t, r, answers, res)
		seen[res.Grade]++
		lost := points.Points(0)
		for _, l := range e.Losses {
			lost += l.Lost
		}
		if lost != 100*points.Unit-res.Total || !strings.Contains(e.Proof(), "综合得分 "+res.Total.String()+" 分") {
			t.Fatalf("%s lost of %s: %s", lost, res.Total, e.Proof())
		}
		for _, l := range e.Losses {
			if want := "填报表 第 5 行的“" + l.Indicator.Label() + "”列"; l.Cell != want {
				t.Fatalf("a workbook that does not know its cells: %s, want %s", l.Cell, want)
			}
		}
		if e.IsDirect() != (len(res.Direct) > 0) || e.Grade.Grade != res.Grade || e.ByTotal.Grade != res.GradeByTotal {
			t.Fatalf("%+v explained as %s, by total %s", res, e.Grade.Grade, e.ByTotal.Grade)
		}
		scoredAgain(t, r, recall, answers, res, e)
		likeNear(t, r, res, e)
	}
	if len(seen) != len(r.Grades) {
		t.Errorf("not every grade came up: %v", seen)
	}
}

// scoredAgain makes the changes that are named and scores them.
func scoredAgain(t *testing.T, r *rubric.Rubric, recall *submission.Recall, answers []string, res *result.Result, e *explain.Explanation) {
	t.Helper()
	if res.Grade == r.Grades[0].Grade {
		if e.Change.Reach != explain.Best || len(e.Change.Steps) > 0 {
			t.Fatalf("%+v of the best grade", e.Change)
		}
		return
	}
	after := slices.Clone(answers)
	for _, s := range e.Change.Steps {
		if s.Indicator.Lasting {
			t.Fatalf("%s cannot change this year", s.Text())
		}
		after[s.Indicator.Number-1] = firstRate(s.Answer)
	}
	again := scored(r, recall, after)
	if again.Total != e.Change.Total || again.Grade != e.Change.Grade.Grade || r.GradeIndex(again.Grade) >= r.GradeIndex(res.Grade) {
		t.Fatalf("%v: changing %+v leads to %s, %s", answers, e.Change.Steps, again.Total, again.Grade)
	}
	singles := map[int]bool{}
	for _, s := range e.Change.Singles {
		singles[s.Indicator.Number] = true
	}
	for i := range r.Indicators {
		n := &r.Indicators[i]
		best := slices.Clone(answers)
		best[i] = "100%"
		switch n.Kind {
		case rubric.Choice:
			best[i] = n.Answers[0].Text
		case rubric.Number:
			best[i] = n.Points.String()
		}
		does := r.GradeIndex(scored(r, recall, best).Grade) < r.GradeIndex(res.Grade) && !n.Lasting
		if does != singles[n.Number] {
			t.Fatalf("%v: indicator %d alone does it: %v, named: %v", answers, n.Number, does, singles[n.Number])
		}
	}
}

// firstRate is a rate of a band in words, 95%（含）以上; other answers are as
// they are.
func firstRate(answer string) string {
	rate, _, _ := strings.Cut(answer, "（含）")
	return rate
}

// likeNear holds the change against the list of those near a line.
func likeNear(t *testing.T, r *rubric.Rubric, res *result.Result, e *explain.Explanation) {
	t.Helper()
	if len(res.Direct) > 0 || e.Change.Aim == nil {
		return
	}
	list := summary.NewNearList(r, 100*points.Unit)
	list.Add(&practitioner.Practitioner{}, res)
	for _, near := range list.People {
		if near.Section != "" || near.Line != *e.Change.Aim.From {
			continue
		}
		type way struct {
			number int
			change points.Points
		}
		var ways, singles []way
		lasting := false
		for _, w := range near.Ways {
			if !r.Indicators[w.Number-1].Lasting {
				ways = append(ways, way{w.Number, w.Change})
			}
		}
		for _, w := range near.Together {
			lasting = lasting || r.Indicators[w.Number-1].Lasting
		}
		for _, s := range e.Change.Singles {
			singles = append(singles, way{s.Indicator.Number, s.Gain})
		}
		if !slices.Equal(ways, singles) {
			t.Fatalf("near says %v, the explanation %v", ways, singles)
		}
		if len(near.Together) > 0 && !lasting && len(near.Together) != len(e.Change.Steps) {
			t.Fatalf("near says %v together, the explanation %v", near.Together, e.Change.Steps)
		}
	}
}

// Answers that last are no way within the year; where nothing else is left,
// that is said, and what it would be with them; and where even full points are
// not enough, that it cannot be reached.
func TestAnswersThatLastAreKeptApart(t *testing.T) {
	t.Parallel()
	text := string(rubrictest.Load(t).Text)
	for _, one := range []struct {
		name, line string // where the best grade begins
		answers    map[int]string
		reach      explain.Reach
		says       string
	}{
		{"within the year", "95", map[int]string{17: "本科", 43: "无"}, explain.ThisYear, "最少有 1 项填报与现在不同就够"},
		{"with 学历 alone", "99", map[int]string{17: "本科"}, explain.Lasting,
			"本年度内不能达到：除第 17 项“学历要求”以外，其余各项都得满分也不够；这些填报当年不会改变。"},
		{"with 学历 and another", "99", map[int]string{17: "本科", 44: "无"}, explain.Lasting, "最少要有 2 项"},
	} {
		changed := strings.NewReplacer("from: 95,", "from: "+one.line+",", "below: 95,", "below: "+one.line+",").Replace(text)
		r, err := rubric.Load("changed.yaml", []byte(changed))
		if err != nil {
			t.Fatalf("%s: %v", one.name, err)
		}
		answers := written(r, rand.New(rand.NewPCG(1, 1)), 2)
		for number, given := range one.answers {
			answers[number-1] = given
		}
		e := explained(t, r, answers, scored(r, submission.NewRecall(r), answers))
		if e.Change.Reach != one.reach || !strings.Contains(strings.Join(e.ChangeLines(), "\n"), one.says) {
			t.Errorf("%s: %s\n%s", one.name, e.Change.Reach, strings.Join(e.ChangeLines(), "\n"))
		}
	}
}

// Which rights apply follows from the grade (articles 16 to 19).
func TestRightsFollowFromTheGrade(t *testing.T) {
	t.Parallel()
	rights := rubrictest.Load(t).Rights
	for grade, want := range map[string]string{
		"A": "know correct renew reference report", "B": "know correct renew reference report",
		"C": "know correct repair renew reference report", "D": "know told correct repair renew reference report",
		"E": "know told correct no-repair renew reference report",
	} {
		var keys []string
		for _, right := range explain.RightsOf(rights, grade) {
			keys = append(keys, right.Key)
			if right.Title == "" || right.Text == "" || !strings.Contains(right.Clause, "条") {
				t.Errorf("%+v", right)
			}
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%s: %s, want %s", grade, got, want)
		}
	}
}

// An ID number that was written where none belongs is masked throughout, in
// the JSON line too.
func TestNoIDNumberShows(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	const number = "230717197001029500"
	p := &graded.Person{Source: number + " 第 5 行", Answers: make([]string, len(r.Indicators)), Reasons: "填报无法识别"}
	p.County, p.School, p.Name, p.Post, p.ID = number, number, number, number, practitioner.NewID(number)
	for i := range p.Answers {
		p.Answers[i] = number
	}
	e, err := explain.New(r, p, nil, explain.Origin{File: number + ".xlsx"})
	if err != nil {
		t.Fatal(err)
	}
	line, err := e.AppendJSON(nil)
	if err != nil || !json.Valid(line) {
		t.Fatalf("%v: %s", err, line)
	}
	var page strings.Builder
	for _, one := range explain.Pages([]*explain.Explanation{e}, e.Who.ID.String(), "1.0") {
		for row := range one.All() {
			for i := range row {
				page.WriteString(row[i].Shown(one.Columns[i].Style) + "\n")
			}
		}
	}
	for place, text := range map[string]string{"the line": string(line), "the page": page.String(), "the value": fmt.Sprintf("%+v", e.Held)} {
		if strings.Contains(text, number) {
			t.Errorf("%s shows the number: %s", place, text)
		}
	}
}

// Names that may have been meant are near; others are not.
func TestNearNames(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		asked, name string
		near        bool
	}{
		{"张三丰", "张三", true}, {"张三", "张三丰", true}, {"张三", "李三", true}, {"三张", "张三", true}, {"王晓明", "王小明", true},
		{"张三", "李四", false}, {"王晓明", "李小明", false}, {"张三", "", false}, {"张", "李", false},
	} {
		w := explain.Wanted{Name: one.asked}
		if w.IsNear(one.name) != one.near {
			t.Errorf("%s for %s: %v", one.name, one.asked, !one.near)
		}
	}
}
