package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/rules"
	embedded "credit/rubric"
)

// edited is the embedded rubric with pairs of texts replaced once each; all
// that must be there, and what comes out must be sound.
func edited(t *testing.T, pairs ...string) *rubric.Rubric {
	t.Helper()
	text := string(embedded.Yichun2024)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the rubric has no %q", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	r, err := rubric.Load("edited.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// line is a change as it is told; * marks what touches points or grades.
func line(c rules.Change) string {
	text := c.Mark() + c.Part + "｜" + c.What
	for _, l := range c.Lines() {
		text += "｜" + l[0] + " " + l[1]
	}
	return text
}

const (
	first    = "            name: 遵循基本法律法规\n"
	yesNo    = "            answers: 是否\n            points: {是: 2, 否: 0}\n"
	rateOf3  = "              - {from: 95%, points: 2}\n              - {from: 85%, below: 95%, points: 1}\n              - {below: 85%, points: 0}\n"
	polarity = "  polarity:\n    indicators: [6, 10, 28]\n    answer: 否\n    at_least: 5\n    over: 30%\n    clause: 附件第 6、10、28 项\n"
)

// Every kind of change to a rubric's file is named, and nothing else is.
func TestEveryKindOfChangeIsNamed(t *testing.T) {
	t.Parallel()
	before := rubrictest.Load(t)
	for name, c := range map[string]struct {
		edits []string
		want  []string
	}{
		"id":         {[]string{"id: yichun-2024", "id: yimei"}, []string{"文件｜标识｜原 yichun-2024｜现 yimei"}},
		"document":   {[]string{"document: 伊教联发〔2024〕21号", "document: 伊教联发〔2026〕1号"}, []string{"文件｜文号｜原 伊教联发〔2024〕21号｜现 伊教联发〔2026〕1号"}},
		"issuers":    {[]string{"issuers: [伊春市教育局, 伊春市营商环境建设监督局]", "issuers: [伊春市教育局]"}, []string{"文件｜发文机关｜原 伊春市教育局、伊春市营商环境建设监督局｜现 伊春市教育局"}},
		"in force":   {[]string{`effective: "2024-11-14"`, `effective: "2025-01-01"`}, []string{"文件｜施行日期｜原 2024-11-14｜现 2025-01-01"}},
		"notice":     {[]string{"评分结果仅供参考，", "评分结果供参考，"}, []string{"文件｜结果上的说明｜原 评分结果仅供参考，不作为对教育从业人员奖惩的直接依据。｜现 评分结果供参考，不作为对教育从业人员奖惩的直接依据。"}},
		"grade line": {[]string{"from: 95, clause", "from: 96, clause", "below: 95, clause", "below: 96, clause"}, []string{"*信用等级｜A 级的综合得分｜原 95 分（含）以上｜现 96 分（含）以上", "*信用等级｜B 级的综合得分｜原 85 分（含）至 95 分｜现 85 分（含）至 96 分"}},
		"grade name": {[]string{"name: 诚信级别", "name: 良好级别"}, []string{"信用等级｜B 级的名称｜原 诚信级别｜现 良好级别"}},
		"grading":    {[]string{"grading:\n  clause: 第十三条\n", "grading:\n  clause: 第十二条\n"}, []string{"信用等级｜条款｜原 第十三条｜现 第十二条"}},
		"floor":      {[]string{"below: 15", "below: 16"}, []string{"*直接判级：业务工作｜不满多少分的｜原 15 分｜现 16 分"}},
		"no floor":   {[]string{"    - section: 业务工作\n      below: 15\n      clause: 第十三条“直接列为信用级别 E 级”（二）\n", ""}, []string{"*直接判级：业务工作｜不满多少分的｜原 15 分｜现 （没有）", "直接判级：业务工作｜条款｜原 第十三条“直接列为信用级别 E 级”（二）｜现 （没有）"}},
		"direct":     {[]string{"direct:\n  grade: E", "direct:\n  grade: D"}, []string{"*直接判级｜等级｜原 E｜现 D"}},
		"right":      {[]string{"working_days: 15", "working_days: 20"}, []string{"评价以后的权利和期限｜更正的期限｜原 15 个工作日｜现 20 个工作日"}},
		"told":       {[]string{"told: {grades: [D, E]", "told: {grades: [C, E]"}, []string{"评价以后的权利和期限｜应当告知本人的等级｜增加 C｜删去 D"}},
		"section":    {[]string{"  - name: 业务工作", "  - name: 业务", "section: 业务工作", "section: 业务"}, []string{"*一级指标 业务｜名称｜原 业务工作｜现 业务"}},
		"group":      {[]string{"      - name: 政治表现", "      - name: 政治素质", "group: 政治表现", "group: 政治素质"}, []string{"*二级指标 政治素质｜名称｜原 政治表现｜现 政治素质"}},
		"sums": {[]string{"points: 20\n        clause: 附件 一、政治表现", "points: 21\n        clause: 附件 一、政治表现", "points: 12\n        clause: 附件 一、工作态度", "points: 11\n        clause: 附件 一、工作态度",
			first + "            statement: 拥护四项基本原则，遵守国家法律法规，不传播低级庸俗文化。\n            clause: 附件第 1 项\n            kind: choice\n" + yesNo,
			first + "            statement: 拥护四项基本原则，遵守国家法律法规，不传播低级庸俗文化。\n            clause: 附件第 1 项\n            kind: choice\n" + strings.Replace(yesNo, "是: 2", "是: 3", 1),
			"            clause: 附件第 16 项\n            kind: choice\n" + yesNo, "            clause: 附件第 16 项\n            kind: choice\n" + strings.Replace(yesNo, "是: 2", "是: 1", 1)},
			[]string{"*二级指标 政治表现｜分值｜原 20 分｜现 21 分", "*第 1 项 遵循基本法律法规｜填“是”｜原 2 分｜现 3 分", "*第 1 项 遵循基本法律法规｜满分｜原 2 分｜现 3 分",
				"*二级指标 工作态度｜分值｜原 12 分｜现 11 分", "*第 16 项 出勤｜填“是”｜原 2 分｜现 1 分", "*第 16 项 出勤｜满分｜原 2 分｜现 1 分"}},
		"name":      {[]string{"name: 仪容仪表", "name: 仪表"}, []string{"第 5 项 仪表｜名称｜原 仪容仪表｜现 仪表"}},
		"statement": {[]string{"statement: 学科教学成绩。", "statement: 成绩。"}, []string{"第 31 项 教学成绩｜评分说明｜原 学科教学成绩。｜现 成绩。"}},
		"clause":    {[]string{"clause: 附件第 31 项", "clause: 附件 31"}, []string{"第 31 项 教学成绩｜条款｜原 附件第 31 项｜现 附件 31"}},
		"bands":     {[]string{rateOf3, strings.ReplaceAll(rateOf3, "85%", "80.5%")}, []string{"*第 3 项 按学校规定参加升降国旗活动｜填报与得分｜原 95%（含）以上 2 分；85%（含）至 95% 1 分；不满 85% 0 分｜现 95%（含）以上 2 分；80.5%（含）至 95% 1 分；不满 80.5% 0 分"}},
		"kind": {[]string{"kind: rate\n            bands:\n" + rateOf3, "kind: choice\n" + yesNo}, []string{
			"*第 3 项 按学校规定参加升降国旗活动｜填报方式｜原 填比率，分档计分｜现 从所列的答案中选",
			"*第 3 项 按学校规定参加升降国旗活动｜填报与得分｜原 95%（含）以上 2 分；85%（含）至 95% 1 分；不满 85% 0 分｜现 （没有）",
			"*第 3 项 按学校规定参加升降国旗活动｜填“是”｜原 （没有）｜现 2 分",
			"*第 3 项 按学校规定参加升降国旗活动｜“是”也可写｜原 （没有）｜现 √、✓、✔、Y、yes、1、TRUE、对、符合、是（符合）",
			"*第 3 项 按学校规定参加升降国旗活动｜填“否”｜原 （没有）｜现 0 分",
			"*第 3 项 按学校规定参加升降国旗活动｜“否”也可写｜原 （没有）｜现 ×、✗、✕、N、no、0、FALSE、错、不符合、否（不符合）",
			"第 3 项 按学校规定参加升降国旗活动｜填报写法的条款｜原 （没有）｜现 附件“评分方法”"}},
		"range":                    {[]string{"range: {min: 0,", "range: {min: 1,"}, []string{"*第 31 项 教学成绩｜填报与得分｜原 按填报的分值，0 至 5 分｜现 按填报的分值，1 至 5 分"}},
		"decimals":                 {[]string{"decimals: 2", "decimals: 1"}, []string{"*第 31 项 教学成绩｜小数｜原 最多 2 位｜现 最多 1 位"}},
		"points":                   {[]string{"{博士: 3, 硕士: 2,", "{博士: 3, 硕士: 2.5,"}, []string{"*第 17 项 学历要求｜填“硕士”｜原 2 分｜现 2.5 分"}},
		"form":                     {[]string{"also: [博士研究生]", "also: [博士生]"}, []string{"*第 17 项 学历要求｜“博士”也可写｜增加 博士生｜删去 博士研究生"}},
		"forms of many":            {[]string{"\"TRUE\", 对,", "\"TRUE\","}, []string{"*第 1、2、4 至 16、20 至 30、32 至 34、36、37、39 至 42 项｜“是”也可写｜删去 对"}},
		"answer renamed":           {[]string{"{answer: 中等}", "{answer: 合格}", "良好: 2, 中等: 1", "良好: 2, 合格: 1"}, []string{"*第 18 项 学校组织业务及专业水平测试｜填“中等”｜原 1 分｜现 （没有）", "*第 18 项 学校组织业务及专业水平测试｜填“合格”｜原 （没有）｜现 1 分"}},
		"answers in another order": {[]string{"      - {answer: 中等}\n      - {answer: 差}", "      - {answer: 差}\n      - {answer: 中等}"}, []string{"第 18 项 学校组织业务及专业水平测试｜答案的次序｜原 优秀、良好、中等、差｜现 优秀、良好、差、中等"}},
		"lasting":                  {[]string{"            lasting: yes\n", ""}, []string{"第 17 项 学历要求｜逐年不变｜原 是，模板可以从上一年带来，当年不能改变｜现 （没有）"}},
		"several":                  {[]string{"            several: highest\n", ""}, []string{"*第 43 项 教研创新实践｜填了几个答案的｜原 按分值最高的一个计分｜现 （没有）"}},
		"reading":                  {[]string{"第 17 项没有 0 分；", "没有 0 分；"}, []string{"第 17 项 学历要求｜解读｜原 解读 6：第 17 项没有 0 分；“本科及以下”包括本科、大专、专科、中专、高中。空白是错误，不按最低一档计。｜现 解读 6：没有 0 分；“本科及以下”包括本科、大专、专科、中专、高中。空白是错误，不按最低一档计。"}},
		"a number":                 {[]string{"number: 6\n              text", "number: 16\n              text"}, []string{"第 17 项 学历要求｜解读｜原 解读 6：第 17 项没有 0 分；“本科及以下”包括本科、大专、专科、中专、高中。空白是错误，不按最低一档计。｜现 解读 16：第 17 项没有 0 分；“本科及以下”包括本科、大专、专科、中专、高中。空白是错误，不按最低一档计。"}},
		"guard":                    {[]string{polarity, strings.NewReplacer("10, 28]", "28]", "30%", "40.5%").Replace(polarity)}, []string{"核对（只提醒，不改变得分）：可能填反｜核对哪几项｜删去 10", "核对（只提醒，不改变得分）：可能填反｜超过｜原 30%｜现 40.5%"}},
		"assessed":                 {[]string{"assessment: 不合格", "assessment: 差"}, []string{"核对（只提醒，不改变得分）：违纪与满分｜师德考核｜原 不合格｜现 差"}},
		"county":                   {[]string{"name: 伊美区, code", "name: 伊美市, code"}, []string{"县（市）区｜名单｜原 伊美区｜现 伊美市"}},
		"no county": {[]string{"    - {name: 金林区, code: \"230751\", also: [金林]}\n", ""}, []string{"县（市）区｜名单｜原 金林区｜现 （没有）", "县（市）区｜金林区的代码｜原 230751｜现 （没有）",
			"县（市）区｜金林区也可写｜原 金林｜现 （没有）"}},
		"short form":    {[]string{"also: [市直, ", "also: ["}, []string{"县（市）区｜市直学校也可写｜删去 市直"}},
		"prefix":        {[]string{"prefixes: [黑龙江省, 伊春市]", "prefixes: [黑龙江, 伊春市]"}, []string{"县（市）区｜名称前面可以写｜增加 黑龙江｜删去 黑龙江省"}},
		"other reading": {[]string{"  - number: 12\n    clause: 第十九条", "  - number: 12\n    clause: 第二十条"}, []string{"其他解读｜解读 12｜原 “延长 10 日”为 10 个自然日，自第 30 个工作日的次日起计算；最后一日不是工作日的，顺延至下一个工作日。（第十九条）｜现 “延长 10 日”为 10 个自然日，自第 30 个工作日的次日起计算；最后一日不是工作日的，顺延至下一个工作日。（第二十条）"}},
		"comments":      {[]string{"# 填报的写法", "# 写法", "points: 100\n", "points: 100.0 # 满分\n"}, nil},
		"written otherwise": {[]string{"{优秀: 3, 良好: 2, 中等: 1, 差: 0}", "{差: 0, 中等: 1, 良好: 2.00, 优秀: 3}", "{from: 95%, points: 2}", "{points: 2, from: 95.0%}",
			"below: 95%, points: 1}", "below: 95.00%, points: 1}", "also: [本科, 大专,", "also: [大专, 本科,"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			d := rules.Compare(before, edited(t, c.edits...))
			for _, change := range d.Changes {
				got = append(got, line(change))
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("told\n%s\nand not\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			if d.SameFile() {
				t.Error("the files are not the same")
			}
			if back := rules.Compare(d.New, d.Old); len(back.Changes) != len(d.Changes) || back.Scoring() != d.Scoring() {
				t.Errorf("turned round there are %d changes, %d scoring", len(back.Changes), back.Scoring())
			}
		})
	}
}

// Indicators are named by ranges where three or more follow each other.
func TestNumbersAreNamedAsRanges(t *testing.T) {
	t.Parallel()
	for want, list := range map[string][]int{
		"第 7 项": {7}, "第 1、2 项": {2, 1}, "第 1 至 3 项": {1, 2, 3}, "第 1、3 至 6、8、9、44 项": {1, 3, 4, 5, 6, 8, 9, 44},
	} {
		if got := rules.Numbered(list); got != want {
			t.Errorf("%v is %s, not %s", list, got, want)
		}
	}
}
