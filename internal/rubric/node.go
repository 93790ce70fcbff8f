package rubric

import (
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

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
	taken map[string]bool
}

// object reads n as a mapping. It never returns nil: where n is something
// else, the fault is noted and the object is empty.
func (r *reader) object(n *yaml.Node) *object {
	o := &object{r: r, node: n, keys: map[string]*yaml.Node{}, named: map[string]*yaml.Node{}, taken: map[string]bool{}}
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
		if key.Kind == yaml.ScalarNode && !o.taken[key.Value] {
			o.r.fault(key, "不认识的名称“%s”，请核对拼写或删去", key.Value)
		}
	}
}

func (o *object) optional(name string) *yaml.Node {
	o.taken[name] = true
	return o.named[name]
}

func (o *object) need(name string) *yaml.Node {
	n := o.optional(name)
	if n == nil && o.node != nil {
		o.r.fault(o.node, "缺少“%s”", name)
	}
	return n
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
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || v < 0 {
		r.fault(n, "“%s”应当是整数，如 5，而不是“%s”", name, n.Value)
		return 0
	}
	return v
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
	if n.Kind != yaml.ScalarNode || err != nil || p < 0 {
		r.fault(n, "“%s”的分值应当是不超过两位小数的数，如 2 或 0.5，而不是“%s”", name, n.Value)
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
	if n.Kind != yaml.ScalarNode || !isPercent || !ok {
		o.r.fault(n, "“%s”应当是百分数，如 95%%，而不是“%s”", name, n.Value)
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
		o.r.fault(n, "“%s”应当是数，如 85 或 72.5，而不是“%s”", name, n.Value)
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
		r.fault(n, "“%s”应当是若干项的列表，而不是%s", name, kindName(n))
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

func (o *object) wholes(name string) []int {
	var list []int
	for _, n := range o.list(name) {
		list = append(list, o.r.whole(n, name))
	}
	return list
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
	return "“" + n.Value + "”"
}
