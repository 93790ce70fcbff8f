package rubric

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
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
