package rubric_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
)

// brokenOverlays are what a person can get wrong in an overlay: a text, what
// stands instead, and what must be said.
var brokenOverlays = []struct{ old, new, said string }{
	{"document: 伊美教联发〔2026〕3号  # 必须有文号\n", "", "缺少“document”：细则必须写明文号"},
	{"伊美教联发〔2026〕3号  #", "#", "“document”应当是文字，而不是空白"},
	{"rubric: yichun-2024 ", "rubric: harbin-2024 ", "这份细则是给评分标准“harbin-2024”写的，现在用的是“yichun-2024”"},
	{"rubric: yichun-2024 ", "#", "缺少“rubric”"},
	{"id: yimei-2026", "id: yimei+2026", "“id”（标识）只能用英文字母、数字和减号，如 yimei-2026，而不是“yimei+2026”"},
	{"county: 伊美区", "county: 伊春区", "“伊春区”不是名单上的县（市）区：请写伊美区、乌翠区"},
	{"county: 伊美区", "county：伊美区", "名称后面用了全角冒号"},
	{"until: \"2028-12-31\"", "until: \"2026-02-28\"", "最后一天 2026-02-28 早于施行日期 2026-03-01"},
	{"until: \"2028-12-31\"", "until: 2028年底", "“until”应当是日期"},
	{"earns: prorated", "earns: half", "“earns”只能是 full（满分）、zero（零分）或 prorated（按比例），而不是“half”"},
	{"indicators: [27, 28, 31]\n    posts", "indicators: [27, 28, 45]\n    posts", "没有第 45 项指标"},
	{"indicators: [27, 28, 31]\n    posts", "indicators: [27, 27]\n    posts", "第 27 项在“indicators”（指标）里写了两次，请各只写一次"},
	{"indicators: [27, 28, 31]\n    posts", "indicators: [17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]\n    posts", "岗位为“幼儿园教师”的人的“业务工作”一项不剩，不能按比例"},
	{"posts: [幼儿园教师]", "posts: 幼儿园教师", "“posts”应当是若干项的列表"},
	{"    posts: [幼儿园教师]\n", "", "请写明 posts（哪些岗位）或 schools（学校名称里有哪些字）"},
	{"clause: 细则第五条\n    indicators: [27, 28, 31]", "indicators: [27, 28, 31]", "缺少“clause”"},
	{"name: 教学成绩", "name: 教学业绩", "第 31 项是“教学成绩”，不是“教学业绩”：请核对序号和名称"},
	{"number: 31", "number: 54", "没有第 54 项指标"},
	{"kind: measure", "kind: choice", "细则里的“kind”只能是 rate（填百分数，按档计分）、number（直接填分值）或 measure（填数，按档计分），而不是“choice”"},
	{"{min: 10, max: 100", "{min: 0, max: 100", "原来填分值（0 至 5），取值范围要从高于 5 的数起"},
	{"{from: 85, points: 5}", "{from: 85, points: 4.5}", "二级指标“教学效果”各项满分合计变成 10.5 分，应当仍是 11 分"},
	{"{from: 75, below: 85, points: 4}", "{from: 75, below: 80, points: 4}", "80（含）至 85 是空档"},
	{"{from: 85, points: 5}", "{from: 85分, points: 5}", "“from”应当是数，如 85 或 72.5，而不是“85分”"},
	{"{from: 90%, points: 2}", "{from: 90, points: 2}", "“from”应当是百分数，如 95%，而不是“90”"},
	{"points: {三等奖: 2}", "points: {三等奖: 6}", "二级指标“创新状态”各项满分合计变成 11 分"},
	{"points: {三等奖: 2}", "points: {三等奖: 1.5.2}", "“三等奖”的分值应当是不超过两位小数的数，如 2 或 0.5，而不是“1.5.2”"},
	{"points: {三等奖: 2}", "points: {四等奖: 2}", "第 43 项没有“四等奖”这个填报"},
	{"also: {一等奖: [金奖]}", "also: {一等奖: [二等奖]}", "“二等奖”既表示“一等奖”又表示“二等奖”"},
	{"also: {一等奖: [金奖]}", "also: {一等奖: [不适用]}", "“不适用”不能作为填报的写法"},
	{"    points: {三等奖: 2}\n    also: {一等奖: [金奖]}\n", "", "第 43 项没有写要改什么"},
	{"number: 43\n    name: 教研创新实践", "number: 3\n    name: 按学校规定参加升降国旗活动", "第 3 项写了两次，请写在一处"},
	{"also: [伊美区教育局]", "also: [乌翠]", "“乌翠”已经表示乌翠区"},
	{"{name: 伊美区, also: [伊美区教育局], clause: 细则第二条}", "{name: 伊美区, clause: 细则第二条}", "“伊美区”已在名单上：请写明 also"},
	{"title: 伊美", "titel: 伊美", "不认识的名称“titel”"},
	{"issued: \"2026-03-01\"\n", "issued: \"2026-03-01\"\nissued: \"2026-03-01\"\n", "“issued”重复出现"},
	{"not_applicable:\n", "not_applicable:\n\t", "缩进用了制表符（Tab）"},
	{"profiles:", "---\nprofiles:", "一个文件只能有一份内容"},
}

// Whatever is wrong with an overlay is said in Chinese with its line, and
// nothing of it is used.
func TestABrokenOverlayIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	text, err := os.ReadFile(kindergarten)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range brokenOverlays {
		if strings.Count(string(text), c.old) != 1 {
			t.Errorf("%q does not stand once in the overlay", c.old)
			continue
		}
		r, err := base.Lay("细则.yaml", []byte(strings.Replace(string(text), c.old, c.new, 1)))
		problems := (*rubric.Problems)(nil)
		if r != nil || !errors.As(err, &problems) || !strings.Contains(err.Error(), c.said) || problems.File != "细则.yaml" {
			t.Errorf("%q for %q: %v", c.new, c.old, err)
			continue
		}
		for _, problem := range problems.List {
			if problem.Line < 1 || problem.Column < 1 {
				t.Errorf("%q for %q: no place for %s", c.new, c.old, problem.Text)
			}
		}
	}
}

// Rules of 不适用 that may be for the same person are refused, and those by
// which nothing of a section is left for some school, whatever words stand
// together in its name.
func TestRulesOfNotApplicableThatMeet(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	text, _ := os.ReadFile(kindergarten)
	head := string(text[:strings.Index(string(text), "\n# 不适用")])
	for rules, said := range map[string]string{
		"{indicators: [27], schools: [实验幼儿园], earns: full}, {indicators: [27], schools: [幼儿园], earns: zero}":                                                                                                    "第 27 项写了两次：学校名称里有“实验幼儿园”的人，和学校名称里有“幼儿园”的人，可以是同一个人",
		"{indicators: [27], posts: [教师], earns: full}, {indicators: [27], schools: [幼儿园], earns: zero}":                                                                                                         "第 27 项写了两次：岗位为“教师”的人，和学校名称里有“幼儿园”的人",
		"{indicators: [1, 2, 3, 4, 5, 6, 7, 8], schools: [特殊], earns: prorated}, {indicators: [9, 10, 11, 12, 13, 14, 15, 16], schools: [职业], earns: prorated}, {indicators: [1], schools: [幼儿园], earns: zero}": "学校名称里有“特殊”、“职业”的人的“思想素质”一项不剩，不能按比例",
		"{indicators: [27], schools: [特殊], earns: full}, {indicators: [27], schools: [职业], earns: full}":                                                                                                        "",
	} {
		overlay := head + "\nnot_applicable: [" + strings.ReplaceAll(rules, "{indicators", "{clause: 第一条, indicators") + "]\n"
		_, err := base.Lay("细则.yaml", []byte(overlay))
		if said == "" && err != nil || said != "" && (err == nil || !strings.Contains(err.Error(), said) || !strings.Contains(err.Error(), " 列：")) {
			t.Errorf("%s: %v", rules, err)
		}
	}
}

// A county that an overlay puts on the list has the rubric's own rules, or
// those that the overlay makes for it, and says by which it is listed.
func TestACountyThatAnOverlayLists(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	text, _ := os.ReadFile(kindergarten)
	head := string(text[:strings.Index(string(text), "\n# 不适用")])
	counties := "\ncounties: [{name: 新城区, also: [新城], clause: 第二条}]\n"
	for county, id := range map[string]string{"伊美区": base.ID, "新城区": base.ID + "+yimei-2026"} {
		r, err := base.Lay("细则.yaml", []byte(strings.Replace(head, "county: 伊美区", "county: "+county, 1)+counties))
		if err != nil {
			t.Fatal(err)
		}
		last := len(r.Counties.Names) - 1
		if own := r.For(last); own.ID != id || len(own.ListedBy()) != 1 || len(r.For(0).ListedBy())+len(r.For(-1).ListedBy()) != 0 || len(own.Counties.Names) != last+1 {
			t.Errorf("%s: %s, listed by %v", county, own.ID, own.ListedBy())
		}
	}
}

// An overlay that changes nothing, or that was laid already, is refused; a
// second one of the same county is laid over the first.
func TestOverlaysAreLaidInTheirOrder(t *testing.T) {
	t.Parallel()
	r := laid(t, rubrictest.Load(t), kindergarten)
	text, _ := os.ReadFile(kindergarten)
	if _, err := r.Lay("细则.yaml", text); len(problemsOf(t, err).List) != 1 || !strings.Contains(err.Error(), "“yimei-2026”已经用过") {
		t.Error(err)
	}
	head := string(text[:strings.Index(string(text), "\n# 不适用")])
	if _, err := rubrictest.Load(t).Lay("细则.yaml", []byte(head)); err == nil || !strings.Contains(err.Error(), "什么也没有改") {
		t.Error(err)
	}
	second := strings.Replace(head, "yimei-2026", "yimei-2027", 1) + `
indicators:
  - number: 43
    name: 教研创新实践
    clause: 补充规定第一条
    points: {三等奖: 2.5}
not_applicable:
  - {clause: 补充规定第二条, indicators: [27], posts: [幼儿园教师, 保育员], earns: zero}
`
	both, err := r.Lay("补充.yaml", []byte(second))
	if err != nil {
		t.Fatal(err)
	}
	own := both.For(0)
	if own.ID != "yichun-2024+yimei-2026+yimei-2027" || own.Indicators[42].Answers[2].Points != 250 || own.Indicators[42].Answers[0].Also[0] != "金奖" {
		t.Errorf("%s %+v", own.ID, own.Indicators[42].Answers)
	}
	if n := own.Indicators[26]; n.NotApplicableTo(post("幼儿园教师")).Earns != rubric.EarnsZero || n.NotApplicableTo(post("保育员")) == nil || own.Indicators[27].NotApplicableTo(post("幼儿园教师")).Earns != rubric.EarnsProrated {
		t.Errorf("%+v", n.NotApplicable)
	}
	if again, err := rubric.Restore("x", both.Text); err != nil || again.SHA256 != both.SHA256 || len(again.Overlays) != 2 {
		t.Error(err)
	}
}

// Rules are in force in a year if they are on its last day.
func TestRulesAreInForceOnTheLastDayOfTheYear(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	r := laid(t, base, kindergarten)
	for year, in := range map[string][2]bool{"2023": {false, false}, "2024": {true, false}, "2025": {true, false}, "2026": {true, true}, "2028": {true, true}, "2029": {true, false}} {
		if base.InForce(year) != in[0] || r.Overlays[0].InForce(year) != in[1] {
			t.Errorf("%s: %v %v", year, base.InForce(year), r.Overlays[0].InForce(year))
		}
	}
	text := strings.Replace(string(base.Text), "effective: \"2024-11-14\"\n", "effective: \"2024-11-14\"\nuntil: \"2026-12-30\"\n", 1)
	ended, err := rubric.Load("x", []byte(text))
	if err != nil || !ended.InForce("2025") || ended.InForce("2026") || ended.Term() != "自 2024-11-14 起施行，至 2026-12-30 为止" {
		t.Errorf("%v, %v", ended, err)
	}
}
