package rubric_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// mistyped is what a person's hand, input method or editor makes of the rubric
// that ships.
type mistyped struct {
	name     string
	old, new string
	// says is a word of the explanation.
	says string
}

var mistypedRubrics = []mistyped{
	{"a full-width comma between numbers", "[6, 10, 28]", "[6，10，28]", "半角逗号"},
	{"a full-width comma between texts", "issuers: [伊春市教育局, ", "issuers: [伊春市教育局，", "半角逗号"},
	{"a mark of enumeration in a list", "grades: [D, E]", "grades: [D、E]", "半角逗号"},
	{"a full-width comma among forms", `["√", "✓", "✔", Y,`, `["√", "✓", "✔", Y，`, "半角逗号"},
	{"a full-width comma in points", "points: {是: 2, 否: 0}", "points: {是: 2，否: 0}", "缺少逗号"},
	{"full-width colons in points", "points: {是: 2, 否: 0}", "points: {是：2, 否：0}", "全角冒号"},
	{"one full-width colon in points", "points: {是: 2, 否: 0}", "points: {是: 2, 否：0}", "全角冒号"},
	{"no space after a colon in points", "points: {是: 2, 否: 0}", "points: {是:2, 否: 0}", "缺少空格"},
	{"no space after a colon in a band", "{from: 95%, points: 2}", "{from:95%, points: 2}", "缺少空格"},
	{"no space after a colon", "points: 100\n", "points:100\n", "没有空格"},
	{"no space after a colon in an indicator", "            kind: rate\n", "            kind:rate\n", "没有空格"},
	{"a no-break space after a colon", "points: 100\n", "points:\u00a0100\n", "不换行空格"},
	{"a full-width space after a colon", "points: 100\n", "points:　100\n", "全角空格"},
	{"a full-width space in the indentation", "            name: 仪容仪表", "　　　　　　name: 仪容仪表", "全角空格"},
	{"a no-break space in the indentation", "            name: 仪容仪表", "          \u00a0\u00a0name: 仪容仪表", "不换行空格"},
	{"Chinese quotes around a text", `edition: "2024-11-14"`, `edition: “2024-11-14”`, "中文引号"},
	{"Chinese quotes around a date", `issued: "2024-11-14"`, `issued: “2024-11-14”`, "中文引号"},
	{"Chinese quotes around points", "points: 100\n", "points: “100”\n", "引号请用半角"},
	{"full-width brackets", "[6, 10, 28]", "［6, 10, 28］", "括号应当用半角"},
	{"Chinese brackets", "[6, 10, 28]", "【6, 10, 28】", "括号请用半角"},
	{"full-width braces", "points: {是: 2, 否: 0}", "points: ｛是: 2, 否: 0｝", "括号应当用半角"},
	{"a brace left open", "points: {是: 2, 否: 0}", "points: {是: 2, 否: 0", "花括号"},
	{"a bracket never closed", "[6, 10, 28]", "[6, 10, 28", "方括号"},
	{"a brace too many", "points: {是: 2, 否: 0}", "points: {是: 2, 否: 0}}", "多了括号"},
	{"a comma left out", "points: {是: 2, 否: 0}", "points: {是: 2 否: 0}", "缺少逗号"},
	{"text after a brace", "points: {是: 2, 否: 0}", "points: {是: 2, 否: 0} 分", "之后还有文字"},
	{"text after a quote", `edition: "2024-11-14"`, `edition: "2024-11-14" 版`, "之后还有文字"},
	{"a unit after points", "points: 100\n", "points: 100 分\n", "100 分"},
	{"a colon within a text", "title: 伊春市", "title: 办法: 伊春市", "加引号"},
	{"a full-width number sign", "id: yichun-2024\n", "＃说明\nid: yichun-2024\n", "半角“#”"},
	{"a programmer's comment", "id: yichun-2024\n", "// 说明\nid: yichun-2024\n", "半角“#”"},
	{"a dash without a space", "  - name: 思想素质", "  -name: 思想素质", "加一个空格"},
	{"a full-width dash", "  - name: 思想素质", "  － name: 思想素质", "半角“-”"},
	{"a dash left out", "    - section: 业务工作\n", "      section: 业务工作\n", "重复出现"},
	{"an indentation too small", "            name: 仪容仪表", "           name: 仪容仪表", "对不齐"},
	{"two names on a line", "      below: 20\n", "      below: 20 clause: 第十三条\n", "名称: 内容"},
	{"a zero-width space", "title: 伊春市", "title: 伊\u200b春市", "看不见的字符"},
	{"a byte order mark amid the file", "id: yichun-2024", "\ufeffid: yichun-2024", "看不见的字符"},
	{"a line separator", "points: 100\n", "points: 100\u2028x: y\n", "看不见的字符"},
	{"a zero byte", "id: yichun", "id: yi\x00chun", "控制字符"},
	{"a merge key", "points: {是: 2, 否: 0}", "points: {<<: {是: 2}, 否: 0}", "<<"},
	{"a tag", "points: 100\n", "points: !!int 100\n", "标签"},
	{"a tag of binary data", "id: yichun-2024\n", "id: !!binary eWljaHVu\n", "标签"},
	{"an exclamation mark", "id: yichun-2024\n", "id: !yichun\n", "标签"},
	{"an exclamation mark before Chinese", "points: 100\n", "points: !分 100\n", "标签"},
	{"a bar with text after it", "id: yichun-2024\n", "id: | yichun\n", "只能换行"},
	{"a declaration", "# 伊春市", "%YAML 9.9\n---\n# 伊春市", "声明"},
	{"an anchor", "id: yichun-2024\n", "id: &yichun\n", "引用"},
	{"a backslash in quotes", "id: yichun-2024", `id: "yichun\春"`, "反斜杠"},
	{"an at sign", "id: yichun-2024", "id: @yichun", "符号"},
	{"a number where a list is expected", "issuers: [伊春市教育局, 伊春市营商环境建设监督局]", "issuers: 5", "列表"},
	{"a mapping where a list is expected", "grades: [D, E]", "grades: {D: E}", "列表"},
	{"a list where a number is expected", "points: 100\n", "points: [100]\n", "而不是列表"},
	{"a mapping where a number is expected", "points: 100\n", "points: {满分: 100}\n", "名称: 内容"},
	{"a full-width percent sign", "{from: 95%, points: 2}", "{from: 95％, points: 2}", "请用半角"},
	{"full-width digits in a rate", "{from: 95%, points: 2}", "{from: ９５%, points: 2}", "请用半角"},
	{"a space before the percent sign", "{from: 95%, points: 2}", "{from: 95 %, points: 2}", "不留空格"},
	{"a rate without a percent sign", "{from: 95%, points: 2}", "{from: 95, points: 2}", "百分数"},
	{"a leading zero in a number", "number: 8\n", "number: 08\n", "不要加 0"},
	{"a leading zero in points", "points: {是: 2, 否: 0}", "points: {是: 02, 否: 0}", "不要加 0"},
	{"a leading zero in a rate", "{from: 95%, points: 2}", "{from: 095%, points: 2}", "百分数"},
	{"a plus before a number", "at_least: 5\n", "at_least: +5\n", "+5"},
	{"a quote left open", `edition: "2024-11-14"`, `edition: "2024-11-14`, "引号没有成对"},
	{"a single quote left open", "title: 伊春市", "title: '伊春市", "引号没有成对"},
	{"a kind of indicator that there is not", "            kind: rate\n", "            kind: score\n", "choice（选填报）、rate（填百分数，按档计分）、number（直接填分值）或 measure（填数，按档计分）"},
	{"a bracket that closes nothing", "points: 100\n", "points: ]\n", "多了括号"},
	{"two items on a line", "points: 100\n", "points: \"100\" - 分\n", "“-”要写在行首"},
	{"a percent sign at the start of a line", "points: 100\n", "%points: 100\n", "% 开头"},
	{"a comma as decimal point", "参与奖: 0.5", "参与奖: 0,5", "小数点用“.”：请写成 0.5"},
	{"the words of a computer", "points: {是: 2, 否: 0}", "points: {yes: 2, no: 0}", "不认识的名称“yes”"},
	{"true for yes", "lasting: yes", "lasting: true", "只能是 yes"},
	{"on for yes", "lasting: yes", "lasting: on", "只能是 yes"},
	{"a date with slashes", `issued: "2024-11-14"`, `issued: 2024/11/14`, "日期"},
	{"a date in Chinese", `issued: "2024-11-14"`, `issued: 2024年11月14日`, "日期"},
	{"a capital letter", "points: 100\n", "Points: 100\n", "不认识的名称“Points”"},
	{"a name in Chinese", "points: 100\n", "满分: 100\n", "不认识的名称“满分”"},
	{"a text over several lines for a number", "points: 100\n", "points: |\n  100分\n", "100分"},
	{"a merge conflict", "points: 100\n", "<<<<<<< HEAD\npoints: 100\n", "冒号"},
	{"points beyond every number", "points: 100\n", "points: 99999999999999999999\n", "99999999999999999999"},
	{"a band upside down", "{from: 85%, below: 95%, points: 1}", "{from: 95%, below: 85%, points: 1}", "写反"},
	{"something after the end mark", "", "...\n其他\n", "“...”之后"},
	{"another document", "", "---\nid: x\n", "一份"},
}

// What is mistyped is found at its very line, with what to write instead.
func TestWhatIsMistypedIsFoundAtItsLine(t *testing.T) {
	original := string(embedded.Yichun2024)
	for _, m := range mistypedRubrics {
		t.Run(m.name, func(t *testing.T) {
			text, at := original+m.new, len(original)
			if m.old != "" {
				if at = strings.Index(original, m.old); at < 0 {
					t.Fatalf("%q is not in the rubric", m.old)
				}
				text = strings.Replace(original, m.old, m.new, 1)
			}
			line := 1 + strings.Count(text[:at], "\n")
			r, err := rubric.Load("某.yaml", []byte(text))
			if r != nil {
				t.Fatal("a broken rubric was returned")
			}
			for _, p := range problemsOf(t, err).List {
				if strings.Contains(p.Text, "没有给出更具体的原因") || strings.Contains(p.Text, "\n") {
					t.Errorf("no reason is given: %s", p.Text)
				}
				if p.Line >= line && p.Line <= line+1 && strings.Contains(p.Text, m.says) {
					return
				}
			}
			t.Errorf("%q is not said of line %d:\n%v", m.says, line, err)
		})
	}
}

// A file that is no YAML says what it is.
func TestAnotherKindOfFileSaysWhatItIs(t *testing.T) {
	text := strings.NewReplacer("√", "v", "✓", "v", "✔", "v", "×", "x", "✗", "x", "✕", "x").Replace(string(embedded.Yichun2024))
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	little, big := "\xff\xfe", "\xfe\xff"
	for _, c := range utf16.Encode([]rune(text)) {
		little += string([]byte{byte(c), byte(c >> 8)})
		big += string([]byte{byte(c >> 8), byte(c)})
	}
	for says, files := range map[string][]string{
		"UTF-16":       {little, big},
		"GBK":          {gbk},
		"UTF-32":       {"\xff\xfe\x00\x00i\x00\x00\x00", "\x00\x00\xfe\xff\x00\x00\x00i"},
		"压缩包":          {"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00"},
		"这是 Excel 工作簿": {"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00xl/workbook.xml"},
		"这是 Word 文档":   {"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00word/document.xml"},
		"旧版":           {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"},
		"PDF":          {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"},
		"RTF":          {`{\rtf1\ansi}`},
		"网页":           {"<html></html>", "<?xml version=\"1.0\"?>"},
		"层次太多":         {"id: " + strings.Repeat("[", 20000), strings.Repeat("- ", 20000), strings.Repeat("{a: ", 11000)},
		"没有内容":         {"", "\n\n", "# 说明\n", "\ufeff"},
		"若干行":          {"序号,名称,分值\n1,遵循,2\n", strings.Repeat("很长的一段话。", 100000)},
		"控制字符":         {little[2:]},
	} {
		for _, file := range files {
			r, err := rubric.Load("某.yaml", []byte(file))
			if r != nil {
				t.Fatalf("%s: a rubric was returned", says)
			}
			if problems := problemsOf(t, err); !strings.Contains(err.Error(), says) || len(problems.List[0].Text) > 1000 {
				t.Errorf("%s is not said:\n%.300s", says, err)
			}
		}
	}
}

// A huge file is answered in its turn: the line of a mistake in it is not
// sought for ever.
func TestAHugeFileIsAnswered(t *testing.T) {
	huge := string(embedded.Yichun2024) + strings.Repeat("# 说明\n", 400000) + "points: [\n"
	_, err := rubric.Load("某.yaml", []byte(huge))
	problemsOf(t, err)
}
