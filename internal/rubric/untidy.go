package rubric

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"credit/internal/fold"
)

// untidy finds what a person mistypes and yaml.v3 explains badly: another kind
// of file, bytes that are no UTF-8, invisible characters, and punctuation in
// full width where YAML wants its own.
func untidy(data []byte) *Problem {
	for _, other := range otherFiles {
		if bytes.HasPrefix(data, []byte(other.start)) && bytes.Contains(data, []byte(other.holds)) {
			return &Problem{1, 1, other.says}
		}
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return badBytes(text)
	}
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		if plain(line) {
			continue
		}
		if column, says := mistyped(line); says != "" {
			return &Problem{number, column, says}
		}
	}
	return nil
}

// otherFiles are files that somebody may give instead, by how they begin and
// what else they hold.
var otherFiles = []struct{ start, holds, says string }{
	{"PK\x03\x04", "word/", "这是 Word 文档" + noText},
	{"PK\x03\x04", "xl/", "这是 Excel 工作簿" + noText},
	{"PK\x03\x04", "", "这是压缩包、工作簿或 Word 文档" + noText},
	{"\xd0\xcf\x11\xe0", "", "这是旧版 Office 文档" + noText},
	{"%PDF", "", "这是 PDF 文件" + noText},
	{`{\rtf`, "", "这是 RTF 文档" + noText},
	{"<", "", "这是网页或 XML 文件" + noText},
	{"\xff\xfe\x00\x00", "", utf32},
	{"\x00\x00\xfe\xff", "", utf32},
	{"\xff\xfe", "", utf16},
	{"\xfe\xff", "", utf16},
}

const (
	noText = "，不是 YAML 文本文件，请用文本编辑器另写一份"
	utf32  = "文字是 UTF-32 编码，请另存为 UTF-8 再用"
	utf16  = "文字是 UTF-16 编码（记事本称为“Unicode”），请另存为 UTF-8 再用"
)

// badBytes says where the text ceases to be one.
func badBytes(text string) *Problem {
	for i, line := range strings.Split(text, "\n") {
		if at := strings.IndexByte(line, 0); at >= 0 {
			return &Problem{i + 1, 1, "含有控制字符：这不是 UTF-8 的文本文件，请另存为 UTF-8 再用"}
		}
		if !utf8.ValidString(line) {
			return &Problem{i + 1, 1, "文字不是 UTF-8 编码（可能是 GBK，记事本称为“ANSI”），请另存为 UTF-8 再用"}
		}
	}
	return nil
}

// plain reports a line in which nothing is mistyped, at a glance: most lines of
// a rules file are.
func plain(line string) bool {
	trimmed := strings.TrimLeft(line, " ")
	if strings.HasPrefix(trimmed, "-") && !strings.HasPrefix(trimmed, "- ") {
		return false
	}
	for _, r := range line {
		switch {
		case r >= ' ' && r < 0x7f && r != '/' || r == '\r' || r >= '一' && r <= '鿿': // the usual
		case r <= 0x7f || strings.ContainsRune("：｛［－—–＃\u00a0\u3000", r) || unseen(r):
			return false
		}
	}
	return true
}

// mistakes are what is mistyped at the start of a line or after a name, and
// what to write.
var mistakes = []struct {
	is   *regexp.Regexp // its last group is what is wrong
	says string
}{
	{regexp.MustCompile(`^ *(\t)`), "缩进用了制表符（Tab），请改用空格"},
	{regexp.MustCompile(`^[ \t]*([\x{a0}\x{3000}])`), "缩进用了全角空格或不换行空格，请改用半角空格"},
	{regexp.MustCompile(`^ *(＃|//)`), "说明应当以半角“#”开头"},
	{regexp.MustCompile(`^ *([－—–]|-[a-z_]+ *[:：])`), "列表项应当以半角“-”加一个空格开头"},
	{regexp.MustCompile(`^\s*(?:- )?[^\s"'#：:]+(：)(?:\s|$)`), fullWidthColon},
	{regexp.MustCompile(`^\s*(?:- )?[a-z_]+ *(：)`), fullWidthColon},
	{regexp.MustCompile(`^\s*(?:- )?[^\s"'#：:]+:([\x{a0}\x{3000}])`), "冒号后面是全角空格或不换行空格，请改用半角空格"},
	{regexp.MustCompile(`^\s*(?:- )?[^\s"'#：:]+: +([｛［])`), "括号应当用半角的 { } 和 [ ]"},
}

const fullWidthColon = "名称后面用了全角冒号“：”，请改用半角冒号加空格“: ”"

// mistyped is the column of what is mistyped in a line, and what to write
// instead.
func mistyped(line string) (column int, says string) {
	for _, m := range mistakes {
		if at := m.is.FindStringSubmatchIndex(line); at != nil {
			return utf8.RuneCountInString(line[:at[len(at)-2]]) + 1, m.says
		}
	}
	if at := strings.IndexFunc(line, unseen); at >= 0 {
		return utf8.RuneCountInString(line[:at]) + 1, "含有看不见的字符（控制字符或零宽字符），请删去这个字符"
	}
	return 0, ""
}

// unseen reports characters that nobody sees, and line breaks that only YAML
// takes for such.
func unseen(r rune) bool {
	return fold.Invisible(r) || r == '\u0085' || r == '\u2028' || r == '\u2029'
}
