package rulecheck_test

import (
	"encoding/json"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"

	"credit/internal/rubric"
	"credit/internal/rulecheck"
	embedded "credit/rubric"
)

// check checks the rubric that ships with some texts replaced, in pairs.
func check(t *testing.T, pairs ...string) *rulecheck.Outcome {
	t.Helper()
	text := string(embedded.Yichun2024)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%q is not in the rubric", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	r, err := rubric.Load("某.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return rulecheck.Check(r)
}

// The rubric that ships has no errors and nothing to look at; what the
// appendix itself does is told as notes.
func TestTheRubricThatShipsHasNotesOnly(t *testing.T) {
	o := check(t)
	if errs, warnings := rulecheck.Count(o.Findings, rulecheck.Error), rulecheck.Count(o.Findings, rulecheck.Warning); errs+warnings > 0 {
		t.Errorf("%+v", o.Findings)
	}
	codes := map[string]int{}
	for _, f := range o.Findings {
		codes[f.Code]++
	}
	if codes[rulecheck.TwoAnswers] != 5 || codes[rulecheck.LowBreaks] != 1 || len(codes) != 2 {
		t.Errorf("the notes are %v", codes)
	}
}

// What a person would miss is found at its line, whatever else is right.
func TestWhatAPersonWouldMissIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		pairs    []string
		code     string
		severity rulecheck.Severity
		says, at string
	}{
		"a rule without a clause": {[]string{"  - name: 有无\n    clause: 附件第 19 项\n", "  - name: 有无\n"},
			rulecheck.NoClause, rulecheck.Warning, "条款出处", "name: 有无"},
		"a form that is best here and worst there": {[]string{"points: {有: 3, 无: 0}", "points: {有: 0, 无: 3}"},
			rulecheck.Opposite, rulecheck.Warning, "第 19 项", "{answer: 有"},
		"two spellings that differ in punctuation": {[]string{"{answer: 参与奖}", "{answer: 参与奖, also: [（博士）]}"},
			rulecheck.Spelling, rulecheck.Warning, "只差标点", "{answer: 参与奖"},
		"two spellings that differ in spaces": {[]string{"{answer: 获奖, also: [一项或多项, 有, 是]}", "{answer: \"有 \", also: [一项或多项, 获奖, 是]}", "points: {获奖: 2", "points: {\"有 \": 2"},
			rulecheck.Spelling, rulecheck.Warning, "只差标点或空格", "{answer: \"有 \""},
		"a form that one of two takes": {[]string{"  - name: 奖项等次\n", "  - name: 等次\n    clause: 附件第 44 项\n    answers: [{answer: 一等奖}, {answer: 二等奖}, {answer: 三等奖}, {answer: 参与奖}, {answer: 无, also: [未获奖, 未参加]}]\n  - name: 奖项等次\n",
			"statement: 评优活动获奖情况。\n            clause: 附件第 44 项\n            kind: choice\n            answers: 奖项等次", "statement: 评优活动获奖情况。\n            clause: 附件第 44 项\n            kind: choice\n            answers: 等次"},
			rulecheck.Unequal, rulecheck.Warning, "“没有”却只有第 43 项认", "{answer: 无, also: [未获奖, 未参加, 没有]}"},
		"a higher band that earns less": {[]string{"{from: 85%, below: 95%, points: 1}", "{from: 85%, below: 95%, points: 0}", "{below: 85%, points: 0}", "{below: 85%, points: 1}"},
			rulecheck.Disorder, rulecheck.Warning, "“85%（含）至 95% 0 分”，比“不满 85% 1 分”得分还低", "number: 3"},
		"a floor that is never missed": {[]string{"      below: 15\n", "      below: 1\n"},
			rulecheck.NeverMissed, rulecheck.Warning, "最低也有 1 分", "1\n"},
		"a direct grade that is not the worst": {[]string{"direct:\n  grade: E", "direct:\n  grade: D"},
			rulecheck.NotWorst, rulecheck.Warning, "D 级", "D"},
		"a section without a floor": {[]string{"    - section: 业务工作\n      below: 15\n      clause: 第十三条“直接列为信用级别 E 级”（二）\n", ""},
			rulecheck.NoFloor, rulecheck.Warning, "业务工作", "- section: 思想素质"},
		"a low total without a section below its floor": {[]string{"      below: 25\n", "      below: 24.99\n"},
			rulecheck.BelowNoFloor, rulecheck.Warning, "可以低到 59.99 分", "- section: 思想素质"},
	} {
		t.Run(name, func(t *testing.T) {
			o := check(t, c.pairs...)
			at := slices.IndexFunc(o.Findings, func(f rulecheck.Finding) bool { return f.Code == c.code })
			if at < 0 {
				t.Fatalf("not found: %+v", o.Findings)
			}
			f := o.Findings[at]
			line := strings.Split(string(o.Rubric.Text), "\n")[f.Line-1]
			if place := string([]rune(line)[f.Column-1:]) + "\n"; f.Severity != c.severity || !strings.Contains(f.Message, c.says) || !strings.HasPrefix(place, c.at) {
				t.Errorf("%+v at %q", f, line)
			}
		})
	}
}

// The kinds of staff of the rubric that ship: a kindergarten without awards and
// everybody who does not teach can only be E, 本科 without prizes never A.
func TestWhatTheKindsOfStaffCanReach(t *testing.T) {
	want := map[string]string{
		"任课教师":                "A 至 E, 1 至 100 []",
		"任课教师（本科，无奖项）":        "B 至 E, 1 至 88 [A 级：综合得分最高 88 分，不到 95 分：第 43、44 项为“无”（各少 5 分）]",
		"小学教师（本科，不上早晚自习）":     "B 至 E, 1 至 94 [A 级：综合得分最高 94 分，不到 95 分：第 17 项为“本科及以下”（少 2 分）、第 27、28 项不适用（各少 2 分）]",
		"幼儿园教师（本科，无奖项）":       "E, 1 至 79 [A、B、C、D 级：工作业绩最高 24 分，不满 25 分，只能是 E 级：第 31 项不适用（少 5 分）、第 43、44 项为“无”（各少 5 分）]",
		"幼儿园教师（本科，无奖项、无科研奖项）": "E, 1 至 77 [A、B、C、D 级：工作业绩最高 22 分，不满 25 分，只能是 E 级：第 31 项不适用（少 5 分）、第 43、44 项为“无”（各少 5 分）]",
		"管理人员（不任课）":           "E, 1 至 69 [A、B、C、D 级：业务工作最高 9 分，不满 15 分，只能是 E 级：第 20 至 27 项不适用（各少 2 分）]",
		"后勤等教辅人员（不任课，不参加教研）":  "E, 1 至 45 [A、B、C、D 级：业务工作最高 9 分，不满 15 分，只能是 E 级：第 20 至 27 项不适用（各少 2 分）；工作业绩最高 4 分，不满 25 分，只能是 E 级：第 31、43、44 项不适用（各少 5 分）]",
	}
	o := check(t)
	page := o.Page()
	for i := range o.Ranges {
		g := &o.Ranges[i]
		grade, _ := page.Rows[i][1].Text()
		total, _ := page.Rows[i][2].Text()
		if got := grade + ", " + total + " [" + strings.Join(g.Why(), " ") + "]"; got != want[g.Name()] {
			t.Errorf("%s: %s", g.Name(), got)
		}
		delete(want, g.Name())
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
}

// Rules that describe nobody say what anybody can reach.
func TestRulesWithoutProfilesTellOfEverybody(t *testing.T) {
	text := string(embedded.Yichun2024)
	text = text[:strings.Index(text, "\nprofiles:")]
	r, err := rubric.Load("某.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if o := rulecheck.Check(r); len(o.Ranges) != 1 || o.Ranges[0].Name() != "所有人员" {
		t.Errorf("%+v", o.Ranges)
	}
}

// Points are shown exactly; a fraction that cannot be written out is cut off
// beside it, never rounded up to a line it misses.
func TestPointsAreShownExactly(t *testing.T) {
	for _, c := range []struct {
		x    *big.Rat
		want string
	}{
		{big.NewRat(24, 1), "24 分"}, {big.NewRat(1, 2), "0.5 分"}, {big.NewRat(609, 8), "76.12 分（609/8）"},
		{big.NewRat(1300, 17), "76.47 分（1300/17）"}, {big.NewRat(44999, 3000), "14.99 分（44999/3000）"},
	} {
		if got := rulecheck.Shown(c.x); got != c.want {
			t.Errorf("%s is shown as %s", c.x, got)
		}
	}
}

// A JSON line says of a kind of staff what the screen says.
func TestARangeIsALine(t *testing.T) {
	o := check(t)
	text, err := o.Ranges[3].JSON("某.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		File, Profile string
		Highest       float64
		Grades        []string
		OutOfReach    []struct {
			Grade, Why, Section string
			Causes              []struct {
				Indicator int
				Answer    string
				Costs     float64
			}
		} `json:"out_of_reach"`
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	first := got.OutOfReach[0]
	if got.Profile != "幼儿园教师（本科，无奖项）" || got.Highest != 79 || !slices.Equal(got.Grades, []string{"E"}) || len(got.OutOfReach) != 4 ||
		first.Why != "below-floor" || first.Section != "工作业绩" || len(first.Causes) != 3 || first.Causes[1].Answer != "无" || first.Causes[0].Costs != 5 {
		t.Errorf("%s", text)
	}
}

// The numbers of many indicators are told in runs.
func TestNumbersAreToldInRuns(t *testing.T) {
	if got := rulecheck.Numbers([]int{6, 1, 2, 4, 5, 9, 10}); got != "第 1、2、4 至 6、9、10 项" {
		t.Error(got)
	}
}

// FuzzCheck: whatever rules hold together can be checked, shown and written.
func FuzzCheck(f *testing.F) {
	text := string(embedded.Yichun2024)
	f.Add([]byte(text))
	for _, pair := range [][2]string{{"below: 25", "below: 0"}, {"answers: {17: 本科及以下}", "answers: {3: 1%, 31: 5}"}, {"  grade: E\n", "  grade: A\n"},
		{"from: 60", "from: 75"}, {"points: {有: 3, 无: 0}", "points: {有: 3, 无: 3}"}, {"min: 0,", "min: 4.99,"}} {
		f.Add([]byte(strings.Replace(text, pair[0], pair[1], 1)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := rubric.Load("某.yaml", data)
		if err != nil {
			return
		}
		o := rulecheck.Check(r)
		o.Page()
		for i := range o.Ranges {
			o.Ranges[i].Why()
			if _, err := o.Ranges[i].JSON("某.yaml"); err != nil {
				t.Error(err)
			}
		}
		for _, finding := range o.Findings {
			if finding.Line < 1 || finding.Column < 1 || finding.Message == "" {
				t.Errorf("%+v", finding)
			}
		}
	})
}

// An overlay's 不适用 lifts the kindergarten over the floor, prorated exactly; the
// literal range stands beside it. What two indicators take alike must stay so.
func TestAnOverlayIsCheckedByWhatItAdds(t *testing.T) {
	text, err := os.ReadFile("../../testdata/rubric/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := check(t).Rubric.Lay("细则.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	o := rulecheck.CheckLast(r)
	if len(o.Findings) != 1 || o.Findings[0].Code != rulecheck.Unequal || o.Findings[0].County != "伊美区" || o.Findings[0].Line != 0 {
		t.Errorf("%+v", o.Findings)
	}
	got := map[string]string{}
	for i := range o.Ranges {
		g := &o.Ranges[i]
		got[g.Name()] = rulecheck.Shown(g.Reach.Counts().Total.High) + " " + strings.Join(g.Why(), " ")
	}
	for name, want := range map[string]string{
		"幼儿园教师（本科，无奖项）":            "79 分 A、B、C、D 级：工作业绩最高 24 分，不满 25 分，只能是 E 级：第 31 项不适用（少 5 分）、第 43、44 项为“无”（各少 5 分）",
		"幼儿园教师（本科，无奖项）（伊美区）":       "86.20 分（36639/425） A 级：综合得分最高 86.20 分（36639/425），不到 95 分：第 43 项为“无”（少 5.73 分（195/34））",
		"幼儿园教师（本科，无奖项、无科研奖项）（伊美区）": "83.91 分（35664/425） A 级：综合得分最高 83.91 分（35664/425），不到 95 分：第 43 项为“无”（少 5.73 分（195/34）） B 级：综合得分最高 83.91 分（35664/425），不到 85 分：第 43、44 项为“无”（各少 5.73 分（195/34））、第 17 项为“本科及以下”（少 2.32 分）、第 35 项为“未获奖”（少 2.29 分（39/17））",
		"伊美区幼儿园教师（本科，无奖项）":         "86.20 分（36639/425） A 级：综合得分最高 86.20 分（36639/425），不到 95 分：第 43 项为“无”（少 5.73 分（195/34））",
	} {
		if got[name] != want {
			t.Errorf("%s: %s", name, got[name])
		}
	}
	if _, other := got["任课教师（伊美区）"]; other {
		t.Error("a profile is told twice that the overlay changes nothing for")
	}
	if note := o.Page().Notes; len(note) != 1 {
		t.Errorf("the notes are %v", note)
	}
}

// Whom a county's own rules of 不适用 are for is told what can be reached, though
// no profile describes them; those to whom the same does not apply are one kind.
func TestThePeopleOfRulesThatNoProfileDescribesAreTold(t *testing.T) {
	text, err := os.ReadFile("../../testdata/rubric/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rule := "\nnot_applicable:\n  - {clause: 细则第九条, indicators: [20, 21, 22, 23, 24, 25, 26, 29, 30], posts: [校长, 书记, 幼儿园教师], earns: zero}\n"
	r, err := check(t).Rubric.Lay("细则.yaml", []byte(strings.Replace(string(text), "\nnot_applicable:\n", rule, 1)))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	o := rulecheck.CheckLast(r)
	for i := range o.Ranges {
		g := &o.Ranges[i]
		text, _ := o.Ranges[i].JSON("细则.yaml")
		got[g.Name()] = strings.Join(g.Why(), " ") + string(text)
	}
	for name, says := range map[string][]string{
		"岗位为“校长”或“书记”的人（伊美区）": {"业务工作最高 ", "只能是 E 级", `"county":"伊美区","post":"校长","clause":"细则第九条"`},
		"岗位为“幼儿园教师”的人（伊美区）":   {"只能是 E 级", `"post":"幼儿园教师"`},
		"学校名称里有“特殊教育”的人（伊美区）": {`"school":"特殊教育"`, `"grades":["A","B","C","D","E"]`},
		"伊美区幼儿园教师（本科，无奖项）":    {""},
	} {
		for _, part := range says {
			if has, known := got[name]; !known || !strings.Contains(has, part) {
				t.Errorf("%s: %q is not in %q", name, part, has)
			}
		}
	}
	if len(got) != len(o.Ranges) {
		t.Errorf("of %d rows some are of one name", len(o.Ranges))
	}
}

// A county may raise an answer; where that earns more than one that is better in
// the rubric, or a higher band less than a lower one, it is asked about at its
// line. New answers have no place in that order.
func TestACountyThatTurnsPointsRoundIsAsked(t *testing.T) {
	text, err := os.ReadFile("../../testdata/rubric/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, says, at string }{
		{"points: {三等奖: 2}", "points: {三等奖: 2, 参与奖: 3}", "第 43 项“参与奖”（3 分）比“三等奖”（2 分）得分高", "{三等奖: 2, 参与奖: 3}"},
		{"below: 85, points: 4}", "below: 85, points: 1}", "第 31 项“75（含）至 85 得 1 分”，比“60（含）至 75 得 2.5 分”得分还低", "- {from: 85, points: 5}"},
		{"points: {三等奖: 2}", "points: {三等奖: 3}", "", ""},
		{"points: {三等奖: 2}", "answers: [{answer: 安慰奖, points: 4.5}]", "", ""},
	} {
		own := strings.Replace(string(text), c.old, c.new, 1)
		r, err := check(t).Rubric.Lay("细则.yaml", []byte(own))
		if err != nil {
			t.Fatal(err)
		}
		var found []rulecheck.Finding
		for _, f := range rulecheck.CheckLast(r).Findings {
			if f.Code == rulecheck.Disorder {
				found = append(found, f)
			}
		}
		switch {
		case c.says == "" && len(found) > 0, c.says != "" && len(found) != 1:
			t.Errorf("%s: %+v", c.new, found)
		case c.says != "":
			line := string([]rune(strings.Split(own, "\n")[found[0].Line-1])[found[0].Column-1:])
			if !strings.Contains(found[0].Message, c.says) || !strings.HasPrefix(line, c.at) {
				t.Errorf("%s: %+v at %q", c.new, found[0], line)
			}
		}
	}
}
