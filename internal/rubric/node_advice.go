package rubric

import (
	"fmt"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"credit/internal/fold"
)

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
