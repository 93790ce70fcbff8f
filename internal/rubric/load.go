package rubric

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"sort"
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
	if len(problems) == 0 && (Outline{root}).IsOverlay() {
		problems = []Problem{{root.Line, root.Column, "这是县（市）区的细则，不是评分标准：请用 --overlay 给出"}}
	}
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

// anchors refuses & and *, for what a rule says must stand where the rule does,
// and tags, which make something else of it.
func anchors(n *yaml.Node) []Problem {
	var problems []Problem
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		problems = append(problems, Problem{n.Line, n.Column, "不支持 & 和 * 引用，请把内容写在这里"})
	}
	if n.Style&yaml.TaggedStyle != 0 {
		problems = append(problems, Problem{n.Line, n.Column, "不支持 ! 标签，请删去“" + n.ShortTag() + "”"})
	}
	for _, child := range n.Content {
		problems = append(problems, anchors(child)...)
	}
	return problems
}

var (
	yamlLine      = regexp.MustCompile(`line (\d+)`)
	unknownAnchor = regexp.MustCompile(`unknown anchor '([^']+)'`)
)

// syntaxProblem is yaml.v3's own complaint. Where the parser tells the start of
// what it was reading and not where it stopped, the first line with which it
// stops is sought.
func syntaxProblem(data []byte, err error) Problem {
	p := Problem{Line: 1, Column: 1}
	lines := strings.SplitAfter(string(data), "\n")
	found, anchor := yamlLine.FindStringSubmatch(err.Error()), unknownAnchor.FindStringSubmatch(err.Error())
	switch {
	case anchor != nil: // yaml.v3 gives no line here
		p.Line = 1 + max(0, slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "*"+anchor[1]) }))
	case strings.Contains(err.Error(), "did not find expected") && len(data) <= mostSought:
		p.Line = 1 + sort.Search(len(lines)-1, func(n int) bool { return stopsAlike(lines[:n+1], err) })
	case found != nil:
		p.Line, _ = strconv.Atoi(found[1])
	}
	words, also := yamlWords(err), ""
	if len(data) <= mostSought {
		also = p.blame(lines, err)
	}
	if also == openedQuote {
		words, also = also, ""
	}
	if p.Line <= len(lines) && p.Column == 1 {
		line := lines[p.Line-1]
		p.Column = len(line) - len(strings.TrimLeft(line, " ")) + 1
	}
	p.Text = "YAML 写法有误，请核对缩进、冒号后的空格和引号是否成对（" + words + also + "）"
	return p
}

// mostQuotes bounds the lines with an open quote that are looked into.
const mostQuotes = 20

// blame looks for what the parser cannot know: a quote that was left open some
// lines above, which then ends at the next one, and full-width commas, which
// part nothing. It moves the problem there where that is certain, and gives what
// is to be said.
func (p *Problem) blame(lines []string, err error) string {
	last, first := min(p.Line, len(lines)), 0
	for i, tried := 0, 0; i < last && tried < mostQuotes; i++ {
		at := openQuote(lines[i])
		if at < 0 {
			continue
		}
		tried++
		mended := slices.Clone(lines)
		mended[i] = strings.TrimRight(lines[i], "\r\n") + lines[i][at:at+1] + "\n"
		if parseError(mended) == nil {
			p.Line, p.Column = i+1, utf8.RuneCountInString(lines[i][:at])+1
			return openedQuote
		}
		if first == 0 {
			first = i + 1
		}
	}
	if first > 0 && first < p.Line {
		return fmt.Sprintf("；也可能是第 %d 行的引号没有成对", first)
	}
	if at := strings.Index(lines[last-1], "，"); at >= 0 && strings.Contains(err.Error(), "expected ','") {
		p.Line, p.Column = last, utf8.RuneCountInString(lines[last-1][:at])+1
		return "；这一行有全角逗号“，”，分开各项要用半角“,”"
	}
	return ""
}

const openedQuote = "引号没有成对"

// openQuote is where a quote begins in a line that does not end in it, -1 where
// none does. A quote amid a word is none.
func openQuote(line string) int {
	const starts = " \t-:,[{"
	for i := 0; i < len(line); i++ {
		starting := i == 0 || strings.IndexByte(starts, line[i-1]) >= 0
		switch c := line[i]; {
		case !starting:
		case c == '#':
			return -1
		case c == '"' || c == '\'':
			length := quoted(line[i:])
			if length == 0 {
				return i
			}
			i += length - 1
		}
	}
	return -1
}

// quoted is how long the quoted text is with which a line begins, 0 where it
// does not end there.
func quoted(line string) int {
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && line[0] == '"', line[i] == '\'' && line[0] == '\'' && strings.HasPrefix(line[i+1:], "'"):
			i++
		case line[i] == line[0]:
			return i + 1
		}
	}
	return 0
}

// mostSought bounds the files in which the line is sought: each step parses
// once more.
const mostSought = 1 << 20

// stopsAlike reports that the parser stops for the same reason at these lines
// already.
func stopsAlike(lines []string, err error) bool {
	other := parseError(lines)
	return other != nil && other.Error() == err.Error()
}

// parseError is where the parser stops in these lines, nil where it does not.
func parseError(lines []string) error {
	decoder := yaml.NewDecoder(strings.NewReader(strings.Join(lines, "")))
	var n yaml.Node
	for {
		switch err := decoder.Decode(&n); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// yamlWords says in Chinese what the parser met.
func yamlWords(err error) string {
	text := err.Error()
	for _, known := range []struct{ english, chinese string }{
		{"mapping values are not allowed", "这里不能再出现“名称: 内容”：缩进多了，或内容里有“: ”而没有加引号"},
		{"did not find expected key", "这一行的缩进与上文对不齐，或多了括号，或引号、括号之后还有文字"},
		{"could not find expected ':'", "缺少冒号，或冒号后面没有空格"},
		{"found unexpected end of stream", openedQuote},
		{"did not find expected ',' or ']'", "方括号里缺少逗号或右括号"},
		{"did not find expected ',' or '}'", "花括号里缺少逗号或右括号"},
		{"did not find expected '-' indicator", "列表项缺少“-”，或缩进对不齐"},
		{"found character that cannot start any token", "出现了不能用在这里的符号"},
		{"unknown anchor", "不支持 & 和 * 引用"},
		{"did not find expected <document start>", "“...”之后不能再有内容"},
		{"did not find expected alphabetic or numeric character", "不支持 & 和 * 引用；本来就以 & 或 * 开头的文字请加半角引号"},
		{"did not find expected node content", "这里缺少内容，或多了括号、逗号"},
		{"block sequence entries are not allowed", "“-”要写在行首：列表的每一项单独一行"},
		{"directive name", "不支持 % 开头的声明"},
		{"found unexpected non-alphabetical character", "不支持 % 开头的声明"},
		{"did not find URI escaped octet", "不支持 ! 标签"},
		{"exceeded max depth", "括号或缩进的层次太多"},
		{"while scanning a tag", "不支持 ! 标签"},
		{"while parsing a tag", "不支持 ! 标签"},
		{"did not find expected whitespace or line break", "不支持 ! 标签"},
		{"did not find expected comment or line break", "| 或 > 之后只能换行"},
		{"found unexpected document indicator", openedQuote},
		{"incompatible YAML document", "不支持 % 开头的声明"},
		{"did not find expected '!'", "不支持 % 开头的声明"},
		{"hexdecimal number", "双引号里的反斜杠“\\”有特殊含义，请改用单引号"},
		{"unknown escape character", "双引号里的反斜杠“\\”有特殊含义，请改用单引号"},
		{"control characters are not allowed", "含有控制字符"},
	} {
		if strings.Contains(text, known.english) {
			return known.chinese
		}
	}
	return "解析器没有给出更具体的原因"
}
