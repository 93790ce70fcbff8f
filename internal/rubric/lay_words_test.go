package rubric_test

import (
	"os"
	"strings"
	"testing"

	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
)

const (
	bandsOf31 = "    kind: measure\n    range: {min: 10, max: 100, decimals: 2}   # 从 10 起：照旧填 0 至 5 分的会被退回\n"
	rangeOf31 = "    range: {min: 10, max: 100, decimals: 2}   # 从 10 起：照旧填 0 至 5 分的会被退回\n"
	needed27  = "indicators: [27, 28, 31]\n    posts"
	document  = "document: 伊美教联发〔2026〕3号  # 必须有文号"
	answers18 = "    answers:                   # 增加的填报：points: {…} 只改原来就有的\n      - {answer: 合格, points: 1.5, also: [及格]}\n"
)

// oneMistake are texts of the overlay, what a person writes instead, and the one
// thing that is to be said of it.
var oneMistake = []struct{ old, new, said string }{
	// A name that nobody knows: the one that was meant, or those there are.
	{"effective:", "efective:", "第 11 行第 1 列：不认识的名称“efective”，是不是“effective”（施行日期）？"},
	{"effective:", "effectvie:", "是不是“effective”（施行日期）？"},
	{"county: 伊美区", "County: 伊美区", "不认识的名称“County”，是不是“county”（县（市）区）？"},
	{"county: 伊美区", "县区: 伊美区", "不认识的名称“县区”，是不是“county”（县（市）区）？"},
	{"document: 伊", "文号: 伊", "不认识的名称“文号”，是不是“document”（文号）？"},
	{"posts: [幼儿园教师]", "post: [幼儿园教师]", "“post”，是不是“posts”（岗位）？"},
	{"until: \"2028-12-31\"", "region: x", "不认识的名称“region”，请核对拼写或删去；这里还可以写“until”（最后一天）"},
	{"{from: 85, points: 5}", "{above: 85, points: 5}", "不认识的名称“above”，请核对拼写或删去；这里还可以写“from”（从，含）、“below”（到，不含）"},
	{"number: 31", "numer: 31", "是不是“number”（序号、编号）？"},
	{"issuers: [伊美区教育局]\n", "", "缺少“issuers”（发文机关）"},
	// What belongs to another kind of indicator.
	{bandsOf31, "", "第 31 项现在是直接填分值，不能有“bands”（分档）；要按档计分，请写 kind: measure（填数；另写 range，"},
	{"    kind: measure\n", "", "不能有“bands”（分档）；要按档计分，请写 kind: measure"},
	{"indicators:\n  - number: 31\n    name: 教学成绩\n    clause: 细则第六条\n    statement: 学科教学成绩：填班级平均成绩（百分制）。\n", "  - number: 31\n    name: 教学成绩\n    clause: 细则第六条\n", "这是要改的指标，不应写在 not_applicable（不适用）之下"},
	{"kind: measure", "kind: score", "“kind”只能是 rate（填百分数，按档计分）、number（直接填分值）或 measure（填数，按档计分），而不是“score”"},
	{"kind: measure", "kind: 分数", "而不是“分数”"},
	{"    also: {一等奖: [金奖]}\n", "    bands: [{from: 1, points: 5}]\n", "第 43 项现在是选填报，不能有“bands”（分档）；要按档计分，请写 kind: measure"},
	{"kind: measure", "kind: rate", "第 31 项现在是填百分数，按档计分，不能有“range”（取值范围）；请删去"},
	{rangeOf31, "", "第 28 行第 5 列：缺少“range”（取值范围）"},
	{"{min: 10, max: 100", "{min: 100, max: 10", "第 31 项的取值范围应当由小到大"},
	{"{min: 10, max: 100", "{min: 十, max: 100", "“min”的分值应当是"},
	// Answers.
	{"points: {三等奖: 2}", "points: {四等奖: 0.2}", "第 43 项没有“四等奖”这个填报，现有“一等奖”、“二等奖”、“三等奖”、“参与奖”、“无”；要增加请写 answers: [{answer: 四等奖, points: 分值}]"},
	{"points: {三等奖: 2}", "points: {特等奖: 5, 一等奖: 4}", "第 43 项没有“特等奖”这个填报"},
	{"points: {三等奖: 2}", "points: {三等奖：2}", "“三等奖：2”里用了全角冒号"},
	{"points: {三等奖: 2}", "points: 2", "“points”（分值）应当写在各填报之下，如 points: {一等奖: 分值}，而不是“2”"},
	{"also: {一等奖: [金奖]}", "also: [金奖]", "“also”（也认的写法）应当写在各填报之下，如 also: {一等奖: [另一种写法]}，而不是列表"},
	{"also: {一等奖: [金奖]}", "also: {一等奖: 金奖}", "请加方括号，写成 [金奖]"},
	{answers18, "    answers: {合格: 1.5}\n", "“answers”是增加的填报，请写成 answers: [{answer: 合格, points: 分值}]"},
	{answers18, "    points: {合格: 1.5}\n", "要增加请写 answers: [{answer: 合格, points: 分值}]"},
	// Numbers of indicators.
	{needed27, "indicators: [２７]\n    posts", "“２７”不是指标的序号，应当是 1 至 44 的整数；数字和符号请用半角"},
	{needed27, "indicators: [27.5]\n    posts", "“27.5”不是指标的序号"},
	{needed27, "indicators: [-27]\n    posts", "“-27”不是指标的序号"},
	{needed27, "indicators: [教学成绩]\n    posts", "“教学成绩”请写 31"},
	{needed27, "indicators: [27-31]\n    posts", "“27-31”请把序号一个个写出来，如 27, 28, 29"},
	{needed27, "indicators: 27\n    posts", "请加方括号，写成 [27]"},
	{"{17: 本科及以下, 43: 无, 44: 无}", "{17： 本科及以下, 43: 无}", "“17： 本科及以下”里用了全角冒号"},
	{"{17: 本科及以下, 43: 无, 44: 无}", "{17: 本科及以下，43: 无}", "这一行有全角逗号“，”，分开各项要用半角“,”"},
	// What would only follow from it is not said.
	{"effective: \"2026-03-01\"", "effective: “2026-03-01”", "“effective”用了中文引号"},
	{"effective: \"2026-03-01\"", "effective: 2026年3月", "“effective”应当是日期"},
	{"{from: 90%, points: 2}", "{from: 90, points: 2}", "“from”应当是百分数"},
	{"{from: 90%, points: 2}", "{from: 90％, points: 2}", "数字和符号请用半角"},
	{"{from: 85, points: 5}", "{from: 85%, points: 5}", "“from”应当是数"},
	{"      - {from: 85, points: 5}\n", "", "第 31 项第 1 档：由高到低排列"},
	{"      - {from: 85, points: 5}\n      - {from: 75, below: 85, points: 4}\n      - {from: 60, below: 75, points: 2.5}\n      - {below: 60, points: 0}\n",
		"      - {below: 60, points: 0}\n      - {from: 60, below: 85, points: 4}\n      - {from: 85, points: 5}\n", "第 31 项第 1 档：由高到低排列"},
	{"posts: [幼儿园教师]", "posts: 幼儿园教师", "请加方括号，写成 [幼儿园教师]"},
	{"posts: [幼儿园教师]", "posts: []", "“posts”一项也没有"},
	{countyLine, "{name: 铁力市, also: [铁教], clause: 细则第二条}", "“铁力市”是别的县（市）区：这份细则只管伊美区，不能改“铁力市”的写法"},
	{answers18, "    answers: [{answer: 良好, points: 1}]\n", "第 47 行第 15 列：第 18 项已有“良好”；改分值请写 points: {良好: 分值}"},
	{answers18, "    answers: [{answer: 不适用, points: 1}]\n", "第 47 行第 15 列：答案组“18.学校组织业务及专业水平测试”：“不适用”不能作为填报的写法"},
	{answers18, "    answers: [{answer: 合格, points: 1, also: [良好]}]\n", "“良好”既表示“良好”又表示“合格”"},
	{"number: 31", "number: 第31项", "“第31项”不是指标的序号"},
	{"    post: 幼儿园教师\n", "    posts: 幼儿园教师\n", "第 63 行第 5 列：不认识的名称“posts”，是不是“post”（岗位）？"},
	// Brackets, commas and blanks.
	{needed27, "indicators: 27, 28, 31]\n    posts", "请加方括号，写成 [27, 28, 31]"},
	{needed27, "indicators: (27, 28, 31)\n    posts", "请加方括号，写成 [27, 28, 31]"},
	{needed27, "indicators: （27，28，31）\n    posts", "请加方括号，写成 [27, 28, 31]"},
	{"posts: [幼儿园教师]", "posts: 教师(幼儿园)", "请加方括号，写成 [教师(幼儿园)]"},
	{"points: {三等奖: 2}", "points: {三等奖: 2,5}", "第 42 行第 21 列：小数点用“.”：请写成 2.5，而不是“2,5”"},
	{"points: {三等奖: 2}", "points:\n      三等奖: 2,5", "而不是“2,5”；小数点用“.”"},
	{"{from: 75, below: 85, points: 4}", "{from: 75, below: 85, points: 4,5}", "小数点用“.”：请写成 4.5，而不是“4,5”"},
	{"{from: 90%, points: 2}", "{from: \"92，5%\", points: 2}", "而不是“92，5%”；小数点用“.”"},
	{"until: \"2028-12-31\" ", "until: ", "第 12 行第 7 列：“until”（最后一天）应当是日期，如 2028-12-31；没有就删去这一行"},
	{"{min: 10, max: 100", "{min: 100, max: 10", "第 33 行第 12 列：第 31 项的取值范围应当由小到大"},
	{"{min: 10, max: 100, decimals: 2", "{min: 10.5, max: 100, decimals: 0", "第 33 行第 12 列：第 31 项只许 0 位小数"},
	// Rules of 不适用 that meet are told once, with the way out.
	{"indicators: [32]           #", "indicators: [27, 28, 31]   #", "第 27、28、31 项写了两次：岗位为“幼儿园教师”的人，和学校名称里有“特殊教育”的人，可以是同一个人；请只保留一条：把 posts 和 schools 写在一条里，或从其中一条去掉这些项"},
	{needed27, "indicators: [27, 28, 27, 28, 31]\n    posts", "第 27、28 项在“indicators”（指标）里写了两次，请各只写一次"},
	// Marks.
	{"county: 伊美区", "county: 伊美区   ＃ 哪个县", "“county”的“＃”和后面的字会被当作内容：说明请用半角“#”，前面空一格"},
	{"county: 伊美区", "county: 伊美区#哪个县", "；说明请用半角“#”，前面空一格"},
	{document, "document: 伊美教联发〔2026〕3号＃文号", "“#”和后面的字会被当作文号"},
	{"edition: \"2026-03-01\"", "edition: \"2026-03-01", "第 5 行第 10 列：YAML 写法有误，请核对缩进、冒号后的空格和引号是否成对（引号没有成对）"},
	{"title: 伊美区教育从业人员执业信用管理实施细则\ndocument: 伊美教联发〔2026〕3号  # 必须有文号\nissuers: [伊美区教育局]", "title: \"伊美区教育\n  实施细则\"\ndocument: 伊美教联发〔2026〕3号\nissuers: [伊美区教育局", "第 7 行的引号没有成对"},
	{"title: 伊美区教", "title: '伊美区教", "第 7 行第 8 列：YAML 写法有误，请核对缩进、冒号后的空格和引号是否成对（引号没有成对）"},
	{"clause: 细则第五条\n    indicators: [27", "clause: *第五条\n    indicators: [27", "不支持 & 和 * 引用"},
	// A document's number, an id, an edition.
	{document, "document: 无", "“无”不是文号：请照正式文件写，有年份和顺序号，如 伊美教联发〔2026〕3号"},
	{document, "document: 暂无", "不是文号"}, {document, "document: 待定", "不是文号"}, {document, "document: 没有", "不是文号"},
	{document, "document: x", "不是文号"}, {document, "document: \"-\"", "不是文号"}, {document, "document: 2026", "不是文号"},
	{document, "document: 伊美教联发〔    〕  号", "不是文号"}, {document, "document: 伊美教联发〔2026〕号", "不是文号"},
	{document, "document: 伊美教联发〔20××〕3号", "不是文号"}, {document, "document: 〔2026〕3号", "不是文号"},
	{"id: yimei-2026", "id: ../x", "“id”（标识）只能用英文字母、数字和减号，如 yimei-2026，而不是“../x”"},
	{"id: yimei-2026", "id: a/b", "只能用英文字母"}, {"id: yimei-2026", "id: A\"B", "只能用英文字母"},
	{"id: yimei-2026", "id: .", "只能用英文字母"}, {"id: yimei-2026", "id: 伊美", "只能用英文字母"},
	{"id: yimei-2026", "id: yichun-2024", "“id”（标识）不能和评分标准的一样：“yichun-2024”"},
	{"id: yimei-2026", "id: " + strings.Repeat("a", 41), "“id”（标识）最多 40 个字符，现在有 41 个"},
	{document, "document: 伊教联发〔2024〕21号", "“伊教联发〔2024〕21号”是评分标准自己的文号：请写这份细则的文号"},
	{document, "document: 伊教联发 [2024] ２１号", "是评分标准自己的文号"},
	{"edition: \"2026-03-01\"", "edition: 2026-03-01\"", "“edition”（版本）不能有空格、引号、加号、斜杠和“#”"},
}

// countyLine is where the overlay adds a form of its own county.
const countyLine = "{name: 伊美区, also: [伊美区教育局], clause: 细则第二条}"

// One mistake is one answer: what to write instead, at its line, and nothing
// that only follows from it.
func TestOneMistakeIsOneAnswer(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	text, err := os.ReadFile(kindergarten)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range oneMistake {
		if strings.Count(string(text), c.old) != 1 {
			t.Errorf("%q does not stand once in the overlay", c.old)
			continue
		}
		_, err := base.Lay("细则.yaml", []byte(strings.Replace(string(text), c.old, c.new, 1)))
		problems := problemsOf(t, err)
		if len(problems.List) != 1 || !strings.Contains(err.Error(), c.said) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q for %q:\n%v", c.new, c.old, err)
		}
		if p := problems.List[0]; p.Line < 1 || p.Column < 1 {
			t.Errorf("%q for %q: no place for %s", c.new, c.old, p.Text)
		}
	}
}

// A misspelt name is told alone, and not that nothing is changed without what
// stands under it.
func TestAMisspeltNameChangesNotNothing(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	text, err := os.ReadFile(kindergarten)
	if err != nil {
		t.Fatal(err)
	}
	head := string(text[:strings.Index(string(text), "\n# 不适用")])
	for _, name := range []string{"不适用", "not-applicable"} {
		_, err := base.Lay("细则.yaml", []byte(head+"\n"+name+":\n  - {clause: 五, indicators: [27], posts: [保育员], earns: full}\n"))
		if list := problemsOf(t, err).List; len(list) != 1 || !strings.Contains(list[0].Text, "是不是“not_applicable”（不适用）？") {
			t.Error(err)
		}
	}
}

// One mistake in a rubric is one answer too: what is asked elsewhere of an
// indicator that could not be read is not answered with more.
func TestOneMistakeInARubricIsOneAnswer(t *testing.T) {
	t.Parallel()
	text := string(rubrictest.Load(t).Text)
	for _, c := range [][3]string{
		{"answers: 学历\n", "answers: 学力\n", "没有名为“学力”的答案组"},
		{"kind: choice\n            answers: 学历\n", "kind: choise\n            answers: 学历\n", "“kind”只能是"},
		{"{博士: 3, 硕士: 2, 本科及以下: 1}", "{博士: 3, 硕士二: 2, 本科及以下: 1}", "不认识的名称“硕士二”，请核对拼写或删去；这里还可以写“硕士”"},
		{"{博士: 3, 硕士: 2, 本科及以下: 1}", "{博士: 3, 本科及以下: 1}", "缺少“硕士”"},
		{"    post: 任课教师\n", "    posts: 任课教师\n", "不认识的名称“posts”，是不是“post”（岗位）？"},
	} {
		_, err := rubric.Load("标准.yaml", []byte(strings.Replace(text, c[0], c[1], 1)))
		if list := problemsOf(t, err).List; len(list) != 1 || !strings.Contains(list[0].Text, c[2]) {
			t.Errorf("%q:\n%v", c[1], err)
		}
	}
}

// What counties really write as the number of a document is taken.
func TestNumbersOfDocumentsAreTaken(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	text, err := os.ReadFile(kindergarten)
	if err != nil {
		t.Fatal(err)
	}
	for _, number := range []string{"伊美教联发〔2026〕3号", "伊美教联发[2026]3号", "伊美教联发（2026）第 3 号", "伊美教联发【2026】12号", "伊美教联发 〔２０２６〕 ３ 号", "伊美教发2026年第3号", "伊美区教育局公告第5号", "伊美教联发〔2026〕3号（试行）"} {
		if _, err := base.Lay("细则.yaml", []byte(strings.Replace(string(text), document, "document: "+number, 1))); err != nil {
			t.Errorf("%s: %v", number, err)
		}
	}
}

// An overlay is not refused that results were made with before ids, editions and
// document numbers were looked at: the results are still read.
func TestWhatResultsHaveKeptIsStillRead(t *testing.T) {
	t.Parallel()
	r := laid(t, rubrictest.Load(t), kindergarten)
	for _, change := range [][2]string{
		{"document: 伊美教联发〔2026〕3号", "document: 无"}, {"document: 伊美教联发〔2026〕3号", "document: 伊教联发〔2024〕21号"},
		{"id: yimei-2026", "id: yichun-2024"}, {"id: yimei-2026", "id: " + strings.Repeat("a", 41)}, {"id: yimei-2026", "id: 伊美细则"}, {`edition: \"2026-03-01\"`, `edition: 第一版/甲`},
		{"title: 伊美区教育从业人员执业信用管理实施细则", "title: 伊美区细则  ＃ 说明"},
		{countyLine, "{name: 铁力市, also: [铁教], clause: 细则第二条}"},
	} {
		old := strings.Replace(string(r.Text), change[0], change[1], 1)
		if old == string(r.Text) {
			t.Errorf("%q is not in the bundle", change[0])
			continue
		}
		if again, err := rubric.Restore("x", []byte(old)); err != nil || len(again.Overlays) != 1 {
			t.Errorf("%q: %v", change[1], err)
		}
	}
}

// A rubric given for an overlay, or the other way round, is told as such, and
// nothing else of it.
func TestARubricIsNoOverlayAndNoOverlayARubric(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	text, err := os.ReadFile(kindergarten)
	if err != nil {
		t.Fatal(err)
	}
	_, asRubric := rubric.Load("细则.yaml", text)
	_, asOverlay := base.Lay("标准.yaml", base.Text)
	for says, err := range map[string]error{"这是县（市）区的细则，不是评分标准：请用 --overlay 给出": asRubric, "这是评分标准，不是细则：请用 --rubric 给出": asOverlay} {
		if list := problemsOf(t, err).List; len(list) != 1 || list[0].Text != says {
			t.Error(err)
		}
	}
}

// An indicator that stands twice is said to, wherever its number is named.
func TestAnIndicatorThatStandsTwiceIsSaidTo(t *testing.T) {
	t.Parallel()
	text := strings.Replace(string(rubrictest.Load(t).Text), "number: 44\n", "number: 43\n", 1)
	_, err := rubric.Load("标准.yaml", []byte(text))
	if err == nil || !strings.Contains(err.Error(), "指标序号 43 重复出现") || strings.Contains(err.Error(), "没有第 44 项") {
		t.Error(err)
	}
}
