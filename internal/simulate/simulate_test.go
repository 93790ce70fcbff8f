package simulate_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/simulate"
	"credit/internal/submission"
)

// answersTo are answers that an indicator knows, in several spellings.
func answersTo(n *rubric.Indicator) []string {
	switch n.Kind {
	case rubric.Rate:
		return []string{"100%", "97%", "0.97", "95%", "90%", "82%", "0%"}
	case rubric.Number:
		return []string{"5", "4.25", "4.2", "0.5", "0"}
	}
	var all []string
	for _, a := range n.Answers {
		all = append(append(all, a.Text), a.Also...)
	}
	return all
}

// best are the best answers, with some others by number of the indicator.
func best(r *rubric.Rubric, others map[int]string) (given []string) {
	for i := range r.Indicators {
		answer := answersTo(&r.Indicators[i])[0]
		if other, is := others[r.Indicators[i].Number]; is {
			answer = other
		}
		given = append(given, answer)
	}
	return given
}

// personOf is somebody who gave these answers; one without any was held back.
func personOf(r *rubric.Rubric, n int, county, post string, given []string) *graded.Person {
	p := &graded.Person{Practitioner: practitioner.Practitioner{
		County: county, School: "松涛小学", Name: fmt.Sprintf("第%d人", n), Post: post, ID: practitioner.NewID(fmt.Sprintf("2307171970%07d", n)),
	}}
	p.CountyIndex = slices.IndexFunc(r.Counties.Names, func(c rubric.County) bool { return c.Name == county })
	p.Graded, p.Answers = given != nil, given
	if given == nil {
		p.Answers, p.Reasons = make([]string, len(r.Indicators)), finding.Find(finding.MissingAnswer).Title
	}
	return p
}

// judged is what answers come to by a rubric, nil where one does not stand.
func judged(r *rubric.Rubric, given []string) *result.Result {
	recall := submission.NewRecall(r)
	var answers []submission.Answer
	for i := range r.Indicators {
		a := recall.Answer(i, given[i])
		if !a.Stands {
			return nil
		}
		answers = append(answers, a)
	}
	return score.Score(r, answers)
}

// simulated is the simulation of one workbook with these people in it.
func simulated(t testing.TB, was, other *rubric.Rubric, people ...*graded.Person) *simulate.Simulation {
	t.Helper()
	book := simulate.NewBook(was, other)
	for _, p := range people {
		if !p.Graded {
			book.Add(p, nil)
			continue
		}
		book.Add(p, judged(was, p.Answers))
	}
	s, err := simulate.New(other, []*rubric.Rubric{was}, []string{"2026"}, []*simulate.Book{book}, len(people))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func anyPeople(t *rapid.T, r *rubric.Rubric) (people []*graded.Person) {
	for n := range rapid.IntRange(1, 12).Draw(t, "people") {
		county := rapid.SampledFrom([]string{"伊美区", "铁力市"}).Draw(t, "county")
		post := rapid.SampledFrom([]string{"", "教师", "管理人员"}).Draw(t, "post")
		if rapid.IntRange(0, 9).Draw(t, "held") == 0 {
			people = append(people, personOf(r, n, county, post, nil))
			continue
		}
		given := best(r, nil)
		for range rapid.IntRange(0, 16).Draw(t, "other answers") {
			i := rapid.IntRange(0, len(given)-1).Draw(t, "indicator")
			given[i] = rapid.SampledFrom(answersTo(&r.Indicators[i])).Draw(t, "answer")
		}
		people = append(people, personOf(r, n, county, post, given))
	}
	return people
}

// Under the very rules that results were made by nobody moves.
func TestUnderTheSameRulesNobodyMoves(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(rt *rapid.T) {
		people := anyPeople(rt, r)
		s := simulated(t, r, rubrictest.Load(t), people...)
		ways := s.Ways(&s.Total)
		if len(s.People) != 0 || ways.Same != s.Total.Judged() || s.Total.HeldCount() != 0 || s.Total.Delta.Points() != 0 || len(s.Parts()) != 0 || len(s.Lines()) != 0 {
			rt.Fatalf("%d people move: %+v", len(s.People), ways)
		}
	})
}

// Whatever the other rules are, everybody has the total and grade that scoring
// the same answers by them gives, the indicators add up to the change, and all
// tables count everybody once.
func TestASimulationGivesWhatScoringGives(t *testing.T) {
	t.Parallel()
	was := rubrictest.Load(t)
	rapid.Check(t, func(rt *rapid.T) {
		other, err := rubric.Load("新.yaml", []byte(rubrictest.Varied(t, func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "variation") })))
		if err != nil {
			t.Fatal(err)
		}
		people := anyPeople(rt, was)
		s := simulated(t, was, other, people...)
		kept := map[string]*simulate.Person{}
		for _, p := range s.People {
			kept[p.Name] = p
		}
		var total points.Points
		for _, p := range people {
			if p.Graded {
				total += checkPerson(rt, was, other, p, kept[p.Name])
			}
		}
		if counted := s.Total.Delta.Points(); total != counted {
			rt.Fatalf("the totals change by %s, counted %s", total, counted)
		}
		checkCounts(rt, s, len(people))
	})
}

// checkPerson holds what is kept of somebody against scoring once more; it
// returns the change of the total.
func checkPerson(t *rapid.T, was, other *rubric.Rubric, p *graded.Person, kept *simulate.Person) points.Points {
	before, after := judged(was, p.Answers), judged(other, p.Answers)
	if after == nil {
		if kept == nil || len(kept.Held) == 0 || kept.Before.Total != before.Total {
			t.Fatalf("%s cannot be judged, kept %+v", p.Name, kept)
		}
		return 0
	}
	if before.Grade == after.Grade {
		if kept != nil {
			t.Fatalf("%s stays %s and is kept", p.Name, before.Grade)
		}
		return after.Total - before.Total
	}
	if kept == nil || kept.Before.Total != before.Total || kept.Before.Grade != before.Grade || kept.After.Total != after.Total || kept.After.Grade != after.Grade {
		t.Fatalf("%s goes from %s %s to %s %s, kept %+v", p.Name, before.Total, before.Grade, after.Total, after.Grade, kept)
	}
	var sum points.Points
	for _, c := range kept.Changes() {
		sum += c.After.Points() - c.Before.Points()
	}
	if sum != after.Total-before.Total || len(kept.Kinds) == 0 {
		t.Fatalf("%s: the indicators change by %s, the total by %s, causes %v", p.Name, sum, after.Total-before.Total, kept.Kinds)
	}
	return after.Total - before.Total
}

// checkCounts holds the tables against each other.
func checkCounts(t *rapid.T, s *simulate.Simulation, people int) {
	for _, lines := range [][]*simulate.Tally{s.Counties(), s.Posts()} {
		whole := lines[len(lines)-1]
		sum, ways := 0, simulate.Ways{}
		for _, line := range lines[:len(lines)-1] {
			w := s.Ways(line)
			sum, ways.Up, ways.Down, ways.Into, ways.OutOf = sum+line.People(), ways.Up+w.Up, ways.Down+w.Down, ways.Into+w.Into, ways.OutOf+w.OutOf
		}
		w := s.Ways(whole)
		w.Same = 0
		if sum != people || whole.People() != people || ways != w {
			t.Fatalf("%d people in the lines, %d in the whole, %d in all; %+v, %+v", sum, whole.People(), people, ways, w)
		}
	}
	if w := s.Ways(&s.Total); len(s.Movers()) != w.Up+w.Down {
		t.Fatalf("%d movers, %+v", len(s.Movers()), w)
	}
}

// edited is the embedded rubric with some texts replaced.
func edited(t testing.TB, edits ...string) *rubric.Rubric {
	t.Helper()
	text := string(rubrictest.Load(t).Text)
	for i := 0; i < len(edits); i += 2 {
		if strings.Count(text, edits[i]) != 1 {
			t.Fatalf("the rubric does not hold %q once", edits[i])
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	r, err := rubric.Load("新.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const (
	floor          = "section: 工作业绩\n      below: 25"
	lowerFloor     = "section: 工作业绩\n      below: 24"
	degree         = "{博士: 3, 硕士: 2, 本科及以下: 1}"
	moreForMasters = "{博士: 3, 硕士: 2.5, 本科及以下: 1}"
	lineOfB        = "from: 85, below: 95"
	lineUnderC     = "from: 75, below: 85"
)

// What has a part in a change: points, a floor of direct grading, a line of a
// grade; each where it suffices by itself, all where only both together do.
func TestTheCauseOfAChangeIsWhatSufficesForIt(t *testing.T) {
	t.Parallel()
	was := rubrictest.Load(t)
	for name, c := range map[string]struct {
		edits  []string
		given  map[int]string
		move   string
		kinds  []simulate.Cause
		why    string
		blamed int // indicators that are
	}{
		"points": {
			[]string{degree, "{博士: 3, 硕士: 1, 本科及以下: 0}"}, map[int]string{3: "90%", 17: "硕士", 18: "差", 43: "无", 44: "无"},
			"85 B→84 C", []simulate.Cause{simulate.ByPoints}, "17.学历要求 2→1（硕士）", 1,
		},
		"points under a floor": {
			[]string{degree, "{博士: 3, 硕士: 1, 本科及以下: 0}"}, map[int]string{17: "本科", 18: "差", 19: "无", 20: "否", 21: "否", 22: "否"},
			"86 B→85 E", []simulate.Cause{simulate.ByPoints}, "业务工作 15→14 分，底线 15；17.学历要求 1→0（本科）", 1,
		},
		"a floor": {
			[]string{floor, lowerFloor}, map[int]string{31: "0.5", 43: "无", 44: "无"},
			"85.5 E→85.5 B", []simulate.Cause{simulate.ByFloor}, "工作业绩 24.5 分，底线 25→24", 0,
		},
		"a floor, whatever the points": {
			[]string{floor, lowerFloor, degree, "{博士: 3, 硕士: 1, 本科及以下: 0}"}, map[int]string{17: "硕士", 31: "0.5", 43: "无", 44: "无"},
			"84.5 E→83.5 C", []simulate.Cause{simulate.ByFloor}, "工作业绩 24.5 分，底线 25→24；另有得分变化：17.学历要求 2→1（硕士）", 0,
		},
		"a floor, whatever the line": {
			[]string{floor, "section: 工作业绩\n      below: 30", lineOfB, "from: 90, below: 95", lineUnderC, "from: 75, below: 90"}, map[int]string{43: "无", 44: "无"},
			"90 B→90 E", []simulate.Cause{simulate.ByFloor}, "工作业绩 29 分，底线 25→30", 0,
		},
		"a floor, and not the line that was passed": {
			[]string{floor, "section: 工作业绩\n      below: 30", lineOfB, "from: 91, below: 95", lineUnderC, "from: 75, below: 91"}, map[int]string{43: "无", 44: "无"},
			"90 B→90 E", []simulate.Cause{simulate.ByFloor}, "工作业绩 29 分，底线 25→30", 0,
		},
		"a line": {
			[]string{lineOfB, "from: 84, below: 95", lineUnderC, "from: 75, below: 84"}, map[int]string{3: "90%", 17: "本科", 18: "差", 43: "无", 44: "无"},
			"84 C→84 B", []simulate.Cause{simulate.ByLine}, "B 级线 85→84", 0,
		},
		"points or a line": {
			[]string{degree, moreForMasters, lineOfB, "from: 84.5, below: 95", lineUnderC, "from: 75, below: 84.5"},
			map[int]string{17: "硕士", 18: "差", 39: "否", 43: "参与奖", 44: "无"},
			"84.5 C→85 B", []simulate.Cause{simulate.ByPoints, simulate.ByLine}, "B 级线 85→84.5；17.学历要求 2→2.5（硕士）", 1,
		},
		"points and a line together": {
			[]string{degree, moreForMasters, lineOfB, "from: 84.5, below: 95", lineUnderC, "from: 75, below: 84.5"},
			map[int]string{17: "硕士", 18: "差", 39: "否", 43: "无", 44: "无"},
			"84 C→84.5 B", []simulate.Cause{simulate.ByPoints, simulate.ByLine}, "B 级线 85→84.5；17.学历要求 2→2.5（硕士）", 1,
		},
	} {
		s := simulated(t, was, edited(t, c.edits...), personOf(was, 1, "伊美区", "教师", best(was, c.given)))
		if len(s.People) != 1 {
			t.Errorf("%s: %d people move", name, len(s.People))
			continue
		}
		p := s.People[0]
		move := fmt.Sprintf("%s %s→%s %s", p.Before.Total, p.Before.Grade, p.After.Total, p.After.Grade)
		if move != c.move || !slices.Equal(p.Kinds, c.kinds) || p.Why() != c.why {
			t.Errorf("%s: %s by %v: %s", name, move, p.Kinds, p.Why())
		}
		blamed := 0
		for _, part := range s.Parts() {
			blamed += part.Movers
		}
		if blamed != c.blamed {
			t.Errorf("%s: %d indicators are to blame", name, blamed)
		}
	}
}

// Whose county the other rules do not have, and whose answer they do not know,
// cannot be judged, and is told why; of those held back in the results it is
// said how many could be, by their answers.
func TestWhoCannotBeJudgedIsToldWhy(t *testing.T) {
	t.Parallel()
	was := rubrictest.Load(t)
	other := edited(t, "    - {name: 铁力市, code: \"230781\", also: [铁力]}\n", "", "专科, 中专, 高中]", "专科]", "range: {min: 0, max: 5, decimals: 2}", "range: {min: 0, max: 5, decimals: 1}")
	out := personOf(was, 4, "伊美区", "", nil)
	out.Answers = best(was, nil)
	s := simulated(t, was, other,
		personOf(was, 1, "铁力市", "教师", best(was, nil)), personOf(was, 2, "伊美区", "教师", best(was, map[int]string{17: "高中", 31: "4.25"})),
		personOf(was, 3, "伊美区", "教师", best(was, nil)), out, personOf(was, 5, "伊美区", "教师", nil))
	var told []string
	for _, p := range s.People {
		told = append(told, p.Name+"："+p.Why())
	}
	want := []string{
		"第1人：县（市）区“铁力市”不在模拟规则的名单上",
		"第2人：第 17 项填报“高中”，模拟规则要求填“博士”、“硕士”或“本科及以下”；第 31 项填报“4.25”，模拟规则要求填 0 至 5 的数，最多 1 位小数",
	}
	if !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
	people, grades := s.Usable()
	if s.Total.Judged() != 1 || s.Total.HeldCount() != 2 || s.Total.Out != 2 || people != 1 || grades != "A 1" {
		t.Errorf("%d judged, %d held, %d out, of them %d usable, %q", s.Total.Judged(), s.Total.HeldCount(), s.Total.Out, people, grades)
	}
	if names := s.Counties(); names[len(names)-2].Name != "铁力市" || names[len(names)-2].HeldCount() != 1 {
		t.Errorf("the line of the county is %+v", names[len(names)-2])
	}
}

// A percentage that was an answer to a rate may have been text: where a rate
// is asked for no more it is no 1, for nothing is guessed.
func TestAPercentageOfARateIsNoNumber(t *testing.T) {
	t.Parallel()
	was := rubrictest.Load(t)
	at := strings.Index(string(was.Text), "          - number: 3\n")
	part := string(was.Text)[at:]
	part = part[:strings.Index(part, "          - number: 4\n")]
	bands := part[strings.Index(part, "            kind: rate"):]
	other := edited(t, part, strings.Replace(part, bands, "            kind: choice\n            answers: 是否\n            points: {是: 2, 否: 0}\n", 1))
	s := simulated(t, was, other, personOf(was, 1, "伊美区", "教师", best(was, map[int]string{3: "100%"})))
	if len(s.People) != 1 || len(s.People[0].Held) != 1 {
		t.Errorf("judged: %+v", s.People)
	}
	// The 100% of a yes or no was a number that was shown so.
	p := personOf(was, 1, "伊美区", "教师", best(was, nil))
	res := judged(was, p.Answers)
	p.Answers[0] = "100%"
	book := simulate.NewBook(was, rubrictest.Load(t))
	book.Add(p, res)
	s, err := simulate.New(was, []*rubric.Rubric{was}, nil, []*simulate.Book{book}, 1)
	if err != nil || s.Total.Judged() != 1 {
		t.Errorf("%d judged, %v", s.Total.Judged(), err)
	}
}

// The JSON line is one object with the keys that the help names, none of them
// that of a result's line; no ID number shows in full.
func TestTheLineOfAPerson(t *testing.T) {
	t.Parallel()
	was := rubrictest.Load(t)
	s := simulated(t, was, edited(t, floor, "section: 工作业绩\n      below: 24"),
		personOf(was, 1, "伊美区", "教师", best(was, map[int]string{43: "无", 44: "无", 31: "0.5"})))
	line := s.People[0].AppendJSON(nil)
	var got map[string]any
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatal(err)
	}
	if got["simulated"] != true || !bytes.HasSuffix(line, []byte("}\n")) || bytes.Contains(line, []byte("23071719700000001")) {
		t.Errorf("the line is %s", line)
	}
	for _, key := range []string{"grade", "total", "points", "sections", "status", "file"} {
		if _, has := got[key]; has {
			t.Errorf("the line has the key %q of a result", key)
		}
	}
}
