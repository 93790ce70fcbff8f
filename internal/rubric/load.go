package rubric

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Load decodes and checks a rubric. file is the name that problems are
// reported under. An error is always *Problems, in Chinese, with lines and
// columns; a rubric is returned only if nothing at all is wrong with it.
func Load(file string, data []byte) (*Rubric, error) {
	root, problems := parse(data)
	if len(problems) > 0 {
		return nil, &Problems{file, problems}
	}
	read := &reader{}
	r, at := read.rubric(root)
	if len(read.problems) == 0 {
		read.check(r, at)
	}
	if len(read.problems) > 0 {
		return nil, &Problems{file, read.problems}
	}
	sum := sha256.Sum256(data)
	r.Text, r.SHA256 = data, hex.EncodeToString(sum[:])
	return r, nil
}

// parse turns the bytes into the one document's root.
func parse(data []byte) (*yaml.Node, []Problem) {
	if problem := untidy(data); problem != nil {
		return nil, []Problem{*problem}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		return nil, []Problem{{1, 1, "文件没有内容"}}
	case err != nil:
		return nil, []Problem{syntaxProblem(data, err)}
	}
	var second yaml.Node
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		if err != nil {
			return nil, []Problem{syntaxProblem(data, err)}
		}
		return nil, []Problem{{second.Line, 1, "一个文件只能有一份内容，请删去“---”及其后的内容"}}
	}
	if len(document.Content) != 1 {
		return nil, []Problem{{1, 1, "文件没有内容"}}
	}
	return document.Content[0], anchors(document.Content[0])
}

// anchors refuses & and *: what a rule says must stand where the rule does.
func anchors(n *yaml.Node) []Problem {
	var problems []Problem
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		problems = append(problems, Problem{n.Line, n.Column, "不支持 & 和 * 引用，请把内容写在这里"})
	}
	for _, child := range n.Content {
		problems = append(problems, anchors(child)...)
	}
	return problems
}

var fullWidthColon = regexp.MustCompile(`^\s*(- )?[^\s"'#：:]+：(\s|$)`)
var bareFullWidthColon = regexp.MustCompile(`^\s*(- )?[a-z_]+ *：`)

// untidy finds what a person mistypes and yaml.v3 explains badly: bytes that
// are no UTF-8, a tab in the indentation, a full-width colon after a name.
func untidy(data []byte) *Problem {
	for i, line := range strings.Split(string(data), "\n") {
		if !utf8.ValidString(line) {
			return &Problem{i + 1, 1, "文字不是 UTF-8 编码，请另存为 UTF-8 再用"}
		}
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if at := strings.IndexByte(indent, '\t'); at >= 0 {
			return &Problem{i + 1, at + 1, "缩进用了制表符（Tab），请改用空格"}
		}
		if !strings.Contains(line, "：") {
			continue
		}
		if fullWidthColon.MatchString(line) || bareFullWidthColon.MatchString(line) {
			column := utf8.RuneCountInString(line[:strings.Index(line, "：")]) + 1
			return &Problem{i + 1, column, "名称后面用了全角冒号“：”，请改用半角冒号加空格“: ”"}
		}
	}
	return nil
}

var (
	yamlLine      = regexp.MustCompile(`line (\d+)`)
	unknownAnchor = regexp.MustCompile(`unknown anchor '([^']+)'`)
)

// syntaxProblem is yaml.v3's own complaint, with the place it gives.
func syntaxProblem(data []byte, err error) Problem {
	p := Problem{Line: 1, Column: 1, Text: "YAML 写法有误，请核对缩进、冒号后的空格和引号是否成对（" + yamlWords(err) + "）"}
	if found := yamlLine.FindStringSubmatch(err.Error()); found != nil {
		p.Line, _ = strconv.Atoi(found[1])
	}
	lines := strings.Split(string(data), "\n")
	if found := unknownAnchor.FindStringSubmatch(err.Error()); found != nil {
		// yaml.v3 gives no line here.
		p.Line = 1 + max(0, slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "*"+found[1]) }))
	}
	if p.Line <= len(lines) {
		line := lines[p.Line-1]
		p.Column = len(line) - len(strings.TrimLeft(line, " ")) + 1
	}
	return p
}

// yamlWords says in Chinese what the parser met.
func yamlWords(err error) string {
	text := err.Error()
	for _, known := range []struct{ english, chinese string }{
		{"mapping values are not allowed", "这里不能再出现“名称: 内容”"},
		{"did not find expected key", "这一行的缩进与上文对不齐，或缺少名称"},
		{"could not find expected ':'", "缺少冒号"},
		{"found unexpected end of stream", "引号没有成对"},
		{"did not find expected ',' or ']'", "方括号里缺少逗号或右括号"},
		{"did not find expected ',' or '}'", "花括号里缺少逗号或右括号"},
		{"did not find expected '-' indicator", "列表项缺少“-”，或缩进对不齐"},
		{"found character that cannot start any token", "出现了不能用在这里的符号"},
		{"unknown anchor", "不支持 & 和 * 引用"},
		{"control characters are not allowed", "含有控制字符"},
	} {
		if strings.Contains(text, known.english) {
			return known.chinese
		}
	}
	return "解析器没有给出更具体的原因"
}
