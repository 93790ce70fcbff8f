package rubric

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"credit/internal/fold"
	"credit/internal/points"
)

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
