package rubric

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"credit/internal/fold"
	"credit/internal/points"
)

// Problem is one thing wrong in a rubric file.
type Problem struct {
	Line, Column int // from 1; 0 where the file as a whole is meant
	Text         string
}

// Problems are all that is wrong in a rubric file; it is the error that Load
// returns.
type Problems struct {
	File string
	List []Problem
}

// Error lists the problems, one a line, with file, line and column.
func (p *Problems) Error() string {
	lines := make([]string, len(p.List))
	for i, problem := range p.List {
		if problem.Line == 0 {
			lines[i] = fmt.Sprintf("%s：%s", p.File, problem.Text)
			continue
		}
		lines[i] = fmt.Sprintf("%s 第 %d 行第 %d 列：%s", p.File, problem.Line, problem.Column, problem.Text)
	}
	return strings.Join(lines, "\n")
}

// reader collects the problems found while nodes are read.
type reader struct {
	problems []Problem
	// given says that the file is given now, and not what results have kept: to
	// those no rule is applied that came later.
	given bool
}

func (r *reader) fault(n *yaml.Node, format string, args ...any) {
	p := Problem{Text: fmt.Sprintf(format, args...)}
	if n != nil {
		p.Line, p.Column = n.Line, n.Column
	}
	r.problems = append(r.problems, p)
}

// object is a mapping whose keys are taken one by one; what is left when
// done is called is unknown.
type object struct {
	r     *reader
	node  *yaml.Node
	keys  map[string]*yaml.Node
	named map[string]*yaml.Node
	asked []string // names that may stand here, in the order of the program
	// missing are the places in the reader's problems that say of a name that it
	// is missing; unsure says that a name which is not there may be misspelt.
	missing map[string]int
	unsure  bool
}

// object reads n as a mapping. It never returns nil: where n is something
// else, the fault is noted and the object is empty.
func (r *reader) object(n *yaml.Node) *object {
	o := &object{r: r, node: n, keys: map[string]*yaml.Node{}, named: map[string]*yaml.Node{}, missing: map[string]int{}}
	if n.Kind != yaml.MappingNode {
		r.fault(n, "这里应当是“名称: 内容”的若干行，而不是%s", kindName(n))
		o.node = nil
		return o
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind != yaml.ScalarNode:
			r.fault(key, "名称应当是一个词，而不是%s", kindName(key))
		case o.keys[key.Value] != nil:
			r.fault(key, "“%s”重复出现（第 %d 行已有），请只保留一处", key.Value, o.keys[key.Value].Line)
		default:
			o.keys[key.Value] = key
			o.named[key.Value] = n.Content[i+1]
		}
	}
	return o
}

// done notes the keys nobody asked for.
func (o *object) done() {
	if o.node == nil {
		return
	}
	for i := 0; i+1 < len(o.node.Content); i += 2 {
		key := o.node.Content[i]
		if key.Kind == yaml.ScalarNode && !slices.Contains(o.asked, key.Value) {
			o.stranger(key)
		}
	}
}

// stranger notes a key nobody asked for: in place of the word that is missing,
// where that was meant.
func (o *object) stranger(key *yaml.Node) {
	says := o.unknownName(key.Value)
	for word, at := range o.missing {
		if says == misspelt(key.Value, word) {
			o.r.problems[at] = Problem{key.Line, key.Column, says}
			delete(o.missing, word)
			return
		}
	}
	o.r.fault(key, "%s", says)
}

// unknownName says what a name is taken for that nobody asked for, and what may
// stand there instead.
func (o *object) unknownName(name string) string {
	if says := cmp.Or(mismarked(name), decimalComma(o.node, name)); says != "" {
		return says
	}
	rest := slices.DeleteFunc(slices.Clone(o.asked), func(word string) bool { return o.named[word] != nil })
	if at := slices.IndexFunc(rest, func(word string) bool { return near(name, word) }); at >= 0 {
		return misspelt(name, rest[at])
	}
	says := fmt.Sprintf("不认识的名称“%s”，请核对拼写或删去", short(name))
	if words[name] != "" {
		says = called(name) + "不能写在这里，请核对缩进和位置"
	}
	return says + stillFree(rest)
}

// stillFree lists the names that may stand there besides.
func stillFree(names []string) string {
	if len(names) == 0 {
		return ""
	}
	listed, more := names, ""
	if len(names) > mostNamed {
		listed, more = names[:mostNamed], "等"
	}
	texts := make([]string, len(listed))
	for i, name := range listed {
		texts[i] = called(name)
	}
	return "；这里还可以写" + strings.Join(texts, "、") + more
}

// mostNamed is how many names a message lists.
const mostNamed = 12

func misspelt(name, word string) string {
	return fmt.Sprintf("不认识的名称“%s”，是不是%s？请改正或删去", short(name), called(word))
}

// mismarked says what is wrong with the colon of a name, if anything.
func mismarked(name string) string {
	switch {
	case strings.Contains(name, "："):
		return fmt.Sprintf("“%s”里用了全角冒号“：”，请改用半角冒号加空格“: ”", short(name))
	case strings.Contains(name, ":"):
		return fmt.Sprintf("“%s”的冒号后面缺少空格，请写成“: ”", short(name))
	case name == "<<":
		return "不支持 << 合并，请把内容写在这里"
	}
	return ""
}

// decimalComma says how a decimal is written, where between braces a comma made
// its second part a name: {points: 2,5}.
func decimalComma(n *yaml.Node, name string) string {
	for i := 2; i+1 < len(n.Content); i += 2 {
		whole, part, none := n.Content[i-1], n.Content[i], n.Content[i+1]
		if part.Value == name && figures(part) && figures(whole) && none.Tag == "!!null" && none.Value == "" {
			return fmt.Sprintf("小数点用“.”：请写成 %s.%s，而不是“%s,%s”", whole.Value, name, whole.Value, name)
		}
	}
	return ""
}

// figures reports a value of figures alone.
func figures(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value != "" && strings.Trim(n.Value, "0123456789") == ""
}

// numberAdvice is advice for a number with decimals.
func numberAdvice(n *yaml.Node) string {
	if commaDecimal.MatchString(n.Value) {
		return "；小数点用“.”"
	}
	return advice(n)
}

// commaDecimal is a decimal with a comma.
var commaDecimal = regexp.MustCompile(`^[0-9]+[,，][0-9]+%?$`)

// runOn reports a name that runs into its content, as in 是:2: it is not
// missing.
func (o *object) runOn(name string) bool {
	for key := range o.keys {
		if strings.HasPrefix(key, name+":") || strings.HasPrefix(key, name+"：") {
			return true
		}
	}
	return false
}

func (o *object) optional(name string) *yaml.Node {
	if !slices.Contains(o.asked, name) {
		o.asked = append(o.asked, name)
	}
	return o.named[name]
}

func (o *object) need(name string) *yaml.Node { return o.needed(name, "") }

// needed is need for a name that is said to be missing in words of its own. A name that
// is there and misspelt is not missing.
func (o *object) needed(name, as string) *yaml.Node {
	n := o.optional(name)
	if n != nil || o.node == nil || o.unsure || o.runOn(name) {
		return n
	}
	if key := o.meant(name); key != nil {
		o.asked = append(o.asked, key.Value)
		o.r.fault(key, "%s", misspelt(key.Value, name))
		return nil
	}
	o.missing[name] = len(o.r.problems)
	o.r.fault(o.node, "缺少%s", cmp.Or(as, called(name)))
	return nil
}

// has reports that a name is there, if only misspelt.
func (o *object) has(name string) bool { return o.named[name] != nil || o.meant(name) != nil }

// meant is a name of the file that is no word of any rules file and near to this
// one; nil where there is none.
func (o *object) meant(name string) *yaml.Node {
	if words[name] == "" {
		return nil
	}
	for i := 0; i+1 < len(o.node.Content); i += 2 {
		key := o.node.Content[i]
		if key.Kind == yaml.ScalarNode && words[key.Value] == "" && !slices.Contains(o.asked, key.Value) && near(key.Value, name) {
			return key
		}
	}
	return nil
}

func (o *object) text(name string) string {
	n := o.need(name)
	if n == nil {
		return ""
	}
	return o.r.text(n, name)
}

func (o *object) optionalText(name string) string {
	if n := o.optional(name); n != nil {
		return o.r.text(n, name)
	}
	return ""
}

func (r *reader) text(n *yaml.Node, name string) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		r.fault(n, "“%s”应当是文字，而不是%s", name, kindName(n))
		return ""
	}
	if inner, wrapped := strings.CutPrefix(n.Value, "“"); wrapped && n.Style == 0 && strings.Index(inner, "”") == len(inner)-len("”") {
		r.fault(n, "“%s”用了中文引号，请改用半角引号 \"，或不加引号", name)
		return ""
	}
	if r.given && n.Style == 0 && strings.Contains(fold.Line(n.Value), " ＃") {
		r.fault(n, "“%s”的“＃”和后面的字会被当作内容：说明请用半角“#”，前面空一格", name)
		return ""
	}
	return n.Value
}

func (o *object) whole(name string) int {
	n := o.need(name)
	if n == nil {
		return 0
	}
	return o.r.whole(n, name)
}

func (r *reader) whole(n *yaml.Node, name string) int {
	v, ok := wholeNumber(n.Value)
	if n.Kind != yaml.ScalarNode || !ok {
		r.fault(n, "“%s”应当是整数，如 5，而不是%s%s", name, kindName(n), advice(n))
		return 0
	}
	return v
}

// wholeNumber reads a whole number; other programs read 010 as 8, so a zero in
// front is refused.
func wholeNumber(text string) (int, bool) {
	v, err := strconv.Atoi(text)
	return v, err == nil && v >= 0 && strconv.Itoa(v) == text
}

// zeroInFront reports a number such as 02 or 010.
func zeroInFront(text string) bool {
	return len(text) > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9'
}

func (o *object) points(name string) points.Points {
	if n := o.need(name); n != nil {
		return o.r.points(n, name)
	}
	return 0
}

func (o *object) optionalPoints(name string) *points.Points {
	n := o.optional(name)
	if n == nil {
		return nil
	}
	p := o.r.points(n, name)
	return &p
}

// points reads points as text, never as a float: the sums must be exact.
func (r *reader) points(n *yaml.Node, name string) points.Points {
	p, err := points.Parse(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || p < 0 || zeroInFront(n.Value) {
		r.fault(n, "“%s”的分值应当是不超过两位小数的数，如 2 或 0.5，而不是%s%s", name, kindName(n), numberAdvice(n))
		return 0
	}
	return p
}

func (o *object) rate(name string) *points.Decimal {
	n := o.optional(name)
	if n == nil {
		return nil
	}
	number, isPercent := strings.CutSuffix(n.Value, "%")
	d, ok := points.ParseDecimal(number)
	if n.Kind != yaml.ScalarNode || !isPercent || !ok || zeroInFront(number) {
		o.r.fault(n, "“%s”应当是百分数，如 95%%，而不是%s%s", name, kindName(n), numberAdvice(n))
		return nil
	}
	d = d.Shift(-2)
	return &d
}

// decimal reads a plain number.
func (o *object) decimal(name string) *points.Decimal {
	n := o.optional(name)
	if n == nil {
		return nil
	}
	d, ok := points.ParseDecimal(n.Value)
	if n.Kind != yaml.ScalarNode || !ok {
		o.r.fault(n, "“%s”应当是数，如 85 或 72.5，而不是%s%s", name, kindName(n), numberAdvice(n))
		return nil
	}
	return &d
}

func (o *object) list(name string) []*yaml.Node {
	n := o.need(name)
	if n == nil {
		return nil
	}
	return o.r.list(n, name)
}

func (o *object) optionalList(name string) []*yaml.Node {
	if n := o.optional(name); n != nil {
		return o.r.list(n, name)
	}
	return nil
}

func (r *reader) list(n *yaml.Node, name string) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		r.fault(n, "“%s”应当是若干项的列表，而不是%s%s", name, kindName(n), cmp.Or(rebracketed(n), advice(n), bracketed(n)))
		return nil
	}
	if at := slices.IndexFunc(n.Content, unparted); at >= 0 {
		r.fault(n.Content[at], "“%s”的各项应当用半角逗号“,”分开；这里的%s会被当作一项，本来就是一项的请加半角引号", name, kindName(n.Content[at]))
		return nil
	}
	if len(n.Content) == 0 {
		r.fault(n, "“%s”一项也没有", name)
	}
	return n.Content
}

func (o *object) texts(name string, nodes []*yaml.Node) []string {
	var list []string
	for _, n := range nodes {
		list = append(list, o.r.text(n, name))
	}
	return list
}

// bracketed is how a single value is written as a list.
func bracketed(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Value == "" {
		return ""
	}
	return "；请加方括号，写成 [" + short(n.Value) + "]"
}

// rebracketed is bracketed for a list of which one bracket was forgotten, or
// that stands in round ones; nothing for anything else.
func rebracketed(n *yaml.Node) string {
	inner, opened := cutAny(strings.CutPrefix, n.Value, "[", "(", "（")
	inner, closed := cutAny(strings.CutSuffix, inner, "]", ")", "）")
	if n.Kind != yaml.ScalarNode || !closed || !opened && strings.ContainsAny(inner, "[(（") {
		return ""
	}
	parted := strings.NewReplacer("，", ", ", "、", ", ", "；", ", ").Replace(inner)
	return "；请加方括号，写成 [" + short(parted) + "]"
}

func cutAny(cut func(string, string) (string, bool), text string, marks ...string) (string, bool) {
	for _, mark := range marks {
		if rest, found := cut(text, mark); found {
			return rest, true
		}
	}
	return text, false
}

// unparted reports an item without quotes that a person meant to be several:
// between brackets full-width marks part nothing.
func unparted(item *yaml.Node) bool {
	return item.Kind == yaml.ScalarNode && item.Style == 0 && strings.ContainsAny(item.Value, "，、；")
}

// advice says what is wrong with the marks and figures of a value, if that is
// all.
func advice(n *yaml.Node) string {
	switch folded := fold.Text(n.Value); {
	case n.Kind != yaml.ScalarNode:
		return ""
	case strings.ContainsAny(n.Value, "“”‘’"):
		return "；引号请用半角的 \"，或不加引号"
	case hashed(n) != "":
		return hashed(n)
	case strings.ContainsAny(n.Value, "【】［］"):
		return "；括号请用半角的 [ ]"
	case folded != strings.ToLower(strings.Join(strings.Fields(n.Value), "")):
		return "；数字和符号请用半角"
	case zeroInFront(n.Value):
		return "；前面不要加 0"
	case folded != n.Value && strings.Trim(folded, "0123456789.%") == "":
		return "；中间不留空格"
	}
	return ""
}

// hashed says how a comment is written, where a value seems to hold one.
func hashed(n *yaml.Node) string {
	if n.Style == 0 && strings.ContainsAny(n.Value, "#＃") {
		return "；说明请用半角“#”，前面空一格"
	}
	return ""
}

// mostQuoted is how much of a value a message quotes.
const mostQuoted = 30

// short is a value as a message may quote it: one line, and not the whole file.
func short(value string) string {
	runes := []rune(fold.Line(value))
	if len(runes) > mostQuoted {
		return string(runes[:mostQuoted]) + "……"
	}
	return string(runes)
}

func kindName(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "“名称: 内容”"
	case n.Kind == yaml.SequenceNode:
		return "列表"
	case n.Tag == "!!null" || n.Value == "":
		return "空白"
	}
	return "“" + short(n.Value) + "”"
}
