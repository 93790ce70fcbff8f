package rubric_test

import (
	"bytes"
	"errors"

	"strings"
	"testing"
	"unicode"

	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	embedded "credit/rubric"
)

// broken is one mistake made in the rubric that ships.
type broken struct {
	name string
	// old is replaced once by new; an old of "" puts new at the end.
	old, new string
	// says is a word of the explanation that must be given.
	says string
	// at is the text (after the change) at whose line the problem stands;
	// "" is new itself.
	at string
}

var brokenRubrics = []broken{
	{"a full-width colon after a key", "points: 100\n", "points：100\n", "全角冒号", ""},
	{"a full-width colon in an indicator", "            name: 仪容仪表", "            name： 仪容仪表", "全角冒号", ""},
	{"a full-width colon after a key with a space", "title: 伊春市", "title ：伊春市", "全角冒号", ""},
	{"a full-width colon in a list item", "- name: 思想素质", "- name：思想素质", "全角冒号", ""},
	{"a full-width colon between braces", "{answer: 优秀}", "{answer：优秀}", "", ""},
	{"a tab in the indentation", "    points: 32", "\tpoints: 32", "制表符", ""},
	{"a tab after spaces", "    points: 32", "  \tpoints: 32", "制表符", ""},
	{"a doubled key", "points: 100\n", "points: 100\npoints: 100\n", "重复", "points: 100\nclause"},
	{"a doubled key in an indicator", "            kind: rate\n", "            kind: rate\n            kind: rate\n", "重复", ""},
	{"a doubled answer in points", "points: {优秀: 3, 良好: 2", "points: {优秀: 3, 优秀: 3, 良好: 2", "重复", ""},
	{"a second document", "", "\n---\nid: other\n", "一份", ""},
	{"an empty second document", "", "\n---\n", "一份", ""},
	{"an unknown word", "effective: ", "efective: ", "不认识", ""},
	{"an unknown word in a band", "{from: 95%, points: 2}", "{from: 95%, point: 2, points: 2}", "不认识", ""},
	{"a missing word", "document: 伊教联发〔2024〕21号\n", "", "缺少“document”", "id: yichun"},
	{"points of two points", "points: {是: 2, 否: 0}", "points: {是: 1.5.2, 否: 0}", "1.5.2", ""},
	{"points in words", "points: {是: 2, 否: 0}", "points: {是: 两分, 否: 0}", "两分", ""},
	{"points of three decimals", "points: {是: 2, 否: 0}", "points: {是: 2.001, 否: 0}", "2.001", ""},
	{"negative points", "points: {是: 2, 否: 0}", "points: {是: 2, 否: -1}", "-1", ""},
	{"points with a unit", "points: {是: 2, 否: 0}", "points: {是: 2分, 否: 0}", "2分", ""},
	{"points in full-width digits", "points: {是: 2, 否: 0}", "points: {是: ２, 否: 0}", "２", ""},
	{"hexadecimal points", "points: {是: 2, 否: 0}", "points: {是: 0x2, 否: 0}", "0x2", ""},
	{"points as an exponent", "points: {是: 2, 否: 0}", "points: {是: 2e0, 否: 0}", "2e0", ""},
	{"points that are no number", "points: {是: 2, 否: 0}", "points: {是: .nan, 否: 0}", ".nan", ""},
	{"points left out", "points: {是: 2, 否: 0}", "points: {是: , 否: 0}", "分值", ""},
	{"an answer without points", "points: {是: 2, 否: 0}", "points: {是: 2}", "缺少“否”", ""},
	{"points for an answer that is not in the set", "points: {是: 2, 否: 0}", "points: {是: 2, 否: 0, 有时: 1}", "有时", ""},
	{"a list instead of points", "points: {是: 2, 否: 0}", "points: [2, 0]", "列表", ""},
	{"bands with a gap", "{from: 85%, below: 95%, points: 1}", "{from: 85%, below: 94%, points: 1}", "空档或重叠", "附件第 3 项"},
	{"bands that overlap", "{from: 85%, below: 95%, points: 1}", "{from: 85%, below: 96%, points: 1}", "空档或重叠", ""},
	{"a band upside down", "{from: 90%, below: 95%, points: 1}", "{from: 96%, below: 95%, points: 1}", "", ""},
	{"a lowest band with a floor", "{below: 85%, points: 0}", "{from: 0%, below: 85%, points: 0}", "下限", ""},
	{"a highest band with a ceiling", "{from: 95%, points: 2}", "{from: 95%, below: 100%, points: 2}", "上限", ""},
	{"a band beyond every rate", "{from: 95%, points: 2}\n              - {from: 85%, below: 95%, points: 1}",
		"{from: 195%, points: 2}\n              - {from: 85%, below: 195%, points: 1}", "100%", ""},
	{"a band below every rate", "{from: 85%, below: 95%, points: 1}\n              - {below: 85%, points: 0}",
		"{from: -5%, below: 95%, points: 1}\n              - {below: -5%, points: 0}", "", ""},
	{"a band without a percent sign", "{from: 95%, points: 2}", "{from: 0.95, points: 2}", "百分数", ""},
	{"a band without points", "{from: 95%, points: 2}", "{from: 95%}", "缺少“points”", ""},
	{"no bands at all", "bands:\n              - {from: 95%, points: 2}\n              - {from: 90%, below: 95%, points: 1}\n              - {below: 90%, points: 0}\n",
		"bands: []\n", "一项也没有", ""},
	{"a missing number", "number: 17\n", "number: 18\n", "17", "number: 18\n            name: 学校组织"},
	{"a doubled number", "number: 2\n            name", "number: 1\n            name", "重复", ""},
	{"a number beyond 44", "number: 44\n", "number: 45\n", "45", ""},
	{"number nought", "number: 1\n", "number: 0\n", "0", ""},
	{"a number in words", "number: 1\n", "number: 一\n", "一", ""},
	{"a number with a decimal", "number: 1\n", "number: 1.0\n", "1.0", ""},
	{"no number", "number: 1\n            name", "name", "缺少“number”", ""},
	{"two indicators of one name", "name: 集体意识", "name: 良好品质", "相同", "name: 良好品质\n            statement: 具有"},
	{"a group's sum off", "points: 12\n", "points: 13\n", "13", ""},
	{"a section's sum off", "points: 29\n", "points: 28\n", "28", ""},
	{"a total that is not 100", "points: 100\n", "points: 99\n", "99", ""},
	{"an indicator's points off", "points: {博士: 3, 硕士: 2", "points: {博士: 4, 硕士: 2", "专业水平", ""},
	{"two sections of one name", "- name: 业务工作\n", "- name: 思想素质\n", "重复", "- name: 思想素质\n    points: 29"},
	{"two groups of one name", "- name: 工作态度\n", "- name: 政治表现\n", "重复", ""},
	{"a direct rule without a section", "    - section: 业务工作\n      below: 15", "    - below: 15", "缺少“section”", ""},
	{"a direct rule of an unknown section", "section: 业务工作", "section: 业务", "不是任何一级指标", ""},
	{"two direct rules of one section", "- section: 业务工作", "- section: 思想素质", "两条", ""},
	{"a floor above the section", "below: 25\n", "below: 39.5\n", "39.5", ""},
	{"a direct grade that is none", "direct:\n  grade: E", "direct:\n  grade: F", "F", ""},
	{"grades with a gap", "from: 85, below: 95", "from: 85, below: 94", "空档或重叠", ""},
	{"grades upside down", "from: 85, below: 95", "from: 95, below: 95", "", ""},
	{"a doubled grade", "grade: B", "grade: A", "重复", ""},
	{"a lowest grade with a floor", "also_named: 严重失信, below", "also_named: 严重失信, from: 0, below", "from", ""},
	{"a highest grade with a ceiling", "from: 95, clause", "from: 95, below: 100, clause", "below", ""},
	{"a grade without a ceiling", "from: 75, below: 85", "from: 75", "below", ""},
	{"an unknown kind", "kind: rate", "kind: percentage", "kind", ""},
	{"no kind", "            kind: rate\n            bands", "            bands", "kind", "number: 3\n            name"},
	{"an unknown answer set", "answers: 学历", "answers: 学位", "学位", ""},
	{"an answer set twice", "- name: 有无", "- name: 获奖", "重复", ""},
	{"an answer twice", "- {answer: 优秀}\n", "- {answer: 优秀}\n      - {answer: 优秀}\n", "既表示", ""},
	{"a form that means two answers", "also: [无, 否]}", "also: [无, 有]}", "既表示", ""},
	{"a form that folds to another's", `["√", "✓", "✔", Y,`, `["√", "✓", "✔", Ｎ,`, "既表示", ""},
	{"several that is not highest", "several: highest", "several: lowest", "highest", ""},
	{"a range upside down", "min: 0, max: 5", "min: 5, max: 0", "", ""},
	{"a range of three decimals", "decimals: 2", "decimals: 3", "两位", ""},
	{"a date that does not exist", `issued: "2024-11-14"`, `issued: "2024-11-31"`, "日期", ""},
	{"a guard of an unknown indicator", "indicators: [6, 10, 28]", "indicators: [6, 10, 45]", "45", ""},
	{"a grade told that there is not", "told: {grades: [D, E]", "told: {grades: [D, F]", "F", ""},
	{"a term of no days", "correction: {working_days: 15", "correction: {working_days: 0", "1 以上", ""},
	{"rights without repair", "  repair: {grades: [C, D], months: 3, clause: 第十八条}\n", "", "缺少“repair”", "told:"},
	{"a guard without a limit", "    over: 30%\n", "", "over", "polarity:"},
	{"a conduct guard of an unknown group", "group: 政治表现", "group: 政治", "政治", ""},
	{"two counties of one form", "also: [乌翠]", "also: [伊美]", "既表示", ""},
	{"a list where one word belongs", "id: yichun-2024", "id: [yichun-2024]", "文字", ""},
	{"a word where a list belongs", "issuers: [伊春市教育局, 伊春市营商环境建设监督局]", "issuers: 伊春市教育局", "列表", ""},
	{"an empty word", "title: 伊春市教育从业人员执业信用管理办法（试行）", "title:", "空白", ""},
	{"a null", "title: 伊春市教育从业人员执业信用管理办法（试行）", "title: ~", "title", ""},
	{"anchors and aliases", "{是: 2, 否: 0}\n          - number: 2\n", "&p {是: 2, 否: 0}\n          - number: 2\n", "引用", ""},
	{"an alias", "points: {是: 2, 否: 0}\n", "points: *p\n", "引用", ""},
	{"a merge key", "points: {是: 2, 否: 0}\n", "points: {<<: {是: 2}, 否: 0}\n", "", ""},
	{"a key that is no word", "points: 100\n", "points: 100\n? [a]\n: b\n", "名称", "? [a]"},
	{"a bracket left open", "issuers: [伊春市教育局,", "issuers: [[伊春市教育局,", "", ""},
	{"a quote left open", `edition: "2024-11-14"`, `edition: "2024-11-14`, "", ""},
	{"an indentation off", "    points: 29\n", "     points: 29\n", "", ""},
	{"a control character", "title: 伊春市", "title: 伊\x01春市", "", ""},
	{"bytes that are not UTF-8", "title: 伊春市", "title: \xd2\xc1\xb4\xba", "UTF-8", "title: "},
	{"a profile without an indicator that there is not", "without: [27, 28]\n", "without: [27, 45]\n", "没有第 45 项指标", ""},
	{"a profile without an indicator twice", "without: [27, 28]\n", "without: [27, 27]\n", "重复", ""},
	{"a profile whose indicators are named", "without: [27, 28]\n", "without: [早晚自习, 28]\n", "序号", ""},
	{"a profile that answers what it is without", "without: [27, 28]\n", "without: [17, 28]\n", "不能再有答案", ""},
	{"a profile of an answer that there is not", "answers: {17: 本科及以下}\n", "answers: {17: 学士}\n", "没有“学士”", ""},
	{"a profile of a rate beyond every rate", "answers: {17: 本科及以下}\n", "answers: {38: 101%}\n", "百分数", ""},
	{"a profile of a rate without a percent sign", "answers: {17: 本科及以下}\n", "answers: {38: 95}\n", "百分数", ""},
	{"a profile of a number out of range", "answers: {17: 本科及以下}\n", "answers: {31: 5.5}\n", "0 至 5", ""},
	{"a profile of a number too precise", "answers: {17: 本科及以下}\n", "answers: {31: 0.125}\n", "0 至 5", ""},
	{"a profile that answers twice", "answers: {17: 本科及以下}\n", "answers: {17: 本科, 017: 硕士}\n", "重复", ""},
	{"a profile of an answer to no indicator", "answers: {17: 本科及以下}\n", "answers: {170: 本科}\n", "没有第 170 项", ""},
	{"a profile of answers that are a list", "answers: {17: 本科及以下}\n", "answers: [17, 本科]\n", "若干行", ""},
	{"two profiles of one name", "name: 幼儿园教师（本科，无奖项）", "name: 任课教师(本科,无奖项)", "重复", ""},
	{"a profile without a post", "    post: 管理人员\n", "", "缺少“post”", "name: 管理人员"},
	{"a profile without a clause", "    clause: 第三条“教育管理”\n", "", "缺少“clause”", "name: 管理人员"},
	{"a section without groups", "points: 39\n    clause: 附件 三\n    groups:", "points: 39\n    clause: 附件 三\n    group:", "groups", ""},
}

// Every mistake in a rubric is answered with its line and column in Chinese;
// none is passed over and none ends in a panic.
func TestABrokenRubricIsRefusedWithLineAndColumnInChinese(t *testing.T) {
	original := string(embedded.Yichun2024)
	for _, b := range brokenRubrics {
		t.Run(b.name, func(t *testing.T) {
			text, place := original+b.new, len(original)
			if b.old != "" {
				place = strings.Index(original, b.old)
				if place < 0 {
					t.Fatalf("%q is not in the rubric", b.old)
				}
				text = strings.Replace(original, b.old, b.new, 1)
			}
			if b.at != "" {
				place = strings.Index(text, b.at)
				if place < 0 {
					t.Fatalf("%q is not in the rubric", b.at)
				}
			}
			line := 1 + strings.Count(text[:place], "\n")
			r, err := rubric.Load("某.yaml", []byte(text))
			if r != nil {
				t.Fatal("a broken rubric was returned")
			}
			problems := problemsOf(t, err)
			near := false
			for _, p := range problems.List {
				// A problem of a whole mapping stands where the mapping does,
				// a few lines above or below the mistake.
				if p.Line >= line-12 && p.Line <= line+8 {
					near = true
				}
			}
			if !near {
				t.Errorf("the mistake is at line %d, reported:\n%v", line, err)
			}
			if !strings.Contains(err.Error(), b.says) {
				t.Errorf("%q is not said:\n%v", b.says, err)
			}
		})
	}
}

// problemsOf holds that err is *Problems in Chinese, each with a place.
func problemsOf(t testing.TB, err error) *rubric.Problems {
	t.Helper()
	var problems *rubric.Problems
	if !errors.As(err, &problems) || len(problems.List) == 0 {
		t.Fatalf("the error is %T: %v", err, err)
	}
	for _, p := range problems.List {
		if p.Line < 1 || p.Column < 1 {
			t.Errorf("no place: %+v", p)
		}
		if !strings.ContainsFunc(p.Text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || strings.Contains(p.Text, "%!") {
			t.Errorf("not in Chinese: %q", p.Text)
		}
	}
	if !strings.Contains(err.Error(), problems.File) {
		t.Errorf("the file is not named: %v", err)
	}
	return problems
}

// A file without any content says so, whatever the nothing is made of.
func TestAnEmptyRubricSaysThatItIsEmpty(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "a line break": "\n", "a comment": "# 评分标准\n", "spaces": "  \n  ", "a byte order mark": "\ufeff",
		"an empty document": "---\n", "null": "~\n", "two empty documents": "---\n---\n",
	} {
		r, err := rubric.Load("空.yaml", []byte(text))
		if r != nil {
			t.Errorf("%s was taken for a rubric", name)
			continue
		}
		problemsOf(t, err)
		if text == "" && !strings.Contains(err.Error(), "没有内容") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What no rubric is at all is refused too: lists, words, other encodings.
func TestWhatIsNoRubricIsRefused(t *testing.T) {
	for name, data := range map[string][]byte{
		"a list": []byte("- a\n- b\n"), "a word": []byte("评分标准"), "a number": []byte("100"),
		"UTF-16":             {0xff, 0xfe, 'i', 0, 'd', 0, ':', 0, ' ', 0, 'x', 0},
		"GBK":                []byte("title: \xd2\xc1\xb4\xba\xca\xd0"),
		"zeros":              make([]byte, 64),
		"a workbook":         []byte("PK\x03\x04\x14\x00\x06\x00"),
		"an alias to itself": []byte("a: &a\n  b: *a\n"),
		"billion laughs":     []byte("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n"),
		"deep":               []byte(strings.Repeat("[", 20000)),
		"an unknown anchor":  []byte("id: *nobody\n"),
	} {
		r, err := rubric.Load("某.yaml", data)
		if r != nil {
			t.Errorf("%s was taken for a rubric", name)
			continue
		}
		problemsOf(t, err)
	}
}

// All mistakes of a file are reported at once.
func TestAllProblemsAreReportedAtOnce(t *testing.T) {
	text := strings.Replace(string(embedded.Yichun2024), "points: {是: 2, 否: 0}", "points: {是: 二, 否: 零}", 2)
	text = strings.Replace(text, "kind: rate", "kind: share", 1)
	_, err := rubric.Load("某.yaml", []byte(text))
	if problems := problemsOf(t, err); len(problems.List) < 5 {
		t.Errorf("only %d of 5 problems:\n%v", len(problems.List), err)
	}
}

// Windows line ends and a byte order mark, as editors there write them,
// change nothing.
func TestWindowsLineEndsAndAByteOrderMarkAreRead(t *testing.T) {
	data := append([]byte("\ufeff"), bytes.ReplaceAll(embedded.Yichun2024, []byte("\n"), []byte("\r\n"))...)
	r, err := rubric.Load("某.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if want := rubrictest.Load(t); r.Indicators[0].Statement != want.Indicators[0].Statement || r.Points != want.Points {
		t.Error("another rubric was read")
	}
}

// FuzzLoad: whatever the bytes, Load gives either a rubric that holds
// together or *Problems in Chinese with places; it never panics.
func FuzzLoad(f *testing.F) {
	original := string(embedded.Yichun2024)
	f.Add(embedded.Yichun2024)
	for i, b := range brokenRubrics {
		if i%4 != 0 { // TestABrokenRubric… runs them all
			continue
		}
		if b.old == "" {
			f.Add([]byte(original + b.new))
			continue
		}
		f.Add([]byte(strings.Replace(original, b.old, b.new, 1)))
	}
	for _, small := range []string{"", "a", "- a", "{", "[", "a: *b", "&a *a", "? ", "!!binary x", "---\n...\n---", "%YAML 1.1\n---\n"} {
		f.Add([]byte(small))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := rubric.Load("某.yaml", data)
		if err != nil {
			if r != nil {
				t.Fatal("a rubric and an error")
			}
			problemsOf(t, err)
			return
		}
		if len(r.Indicators) != 44 {
			t.Fatalf("%d indicators", len(r.Indicators))
		}
		for i := range r.Indicators {
			if r.Indicators[i].Number != i+1 {
				t.Fatalf("indicator %d is number %d", i, r.Indicators[i].Number)
			}
		}
		r.GradeOf(0)
		r.Readings()
	})
}

// A profile's answers may be written in any accepted form and are kept in the
// canonical one.
func TestTheAnswersOfAProfileAreCanonical(t *testing.T) {
	text := strings.Replace(string(embedded.Yichun2024), "answers: {17: 本科及以下}\n", "answers: {17: 大专, 38: ９５.50%, 31: 4.50, 44: 没有}\n", 1)
	r, err := rubric.Load("某.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Profiles {
		if p.Answers[38] == "" {
			continue
		}
		if p.Answers[17] != "本科及以下" || p.Answers[38] != "95.5%" || p.Answers[31] != "4.5" || p.Answers[44] != "无" {
			t.Errorf("the answers are %v", p.Answers)
		}
		return
	}
	t.Error("the profile is lost")
}
