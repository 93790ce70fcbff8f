package rubric

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// OtherReadings are the readings that belong to no single rule, in the order
// of the file.
func (r *Rubric) OtherReadings() []Reading { return slices.Clone(r.otherReadings) }

// Source is the block of the file that holds an indicator, as it stands there,
// with the comments in it and right above it; where the file is written in
// another form than lines, the same in lines. It is "" where the rubric was not
// read from a file. What overlays change stands in files of their own.
func (r *Rubric) Source(number int) string {
	text := r.For(-1).Text
	root, problems := parse(text)
	if len(problems) > 0 || root.Kind != yaml.MappingNode {
		return ""
	}
	for _, section := range children(root, "sections") {
		for _, group := range children(section, "groups") {
			for _, n := range children(group, "indicators") {
				if at := child(n, "number"); at != nil && isNumber(at.Value, number) {
					return block(strings.Split(string(text), "\n"), n)
				}
			}
		}
	}
	return ""
}

// child is what stands under a name, nil where nothing does.
func child(n *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(n.Content) && n.Kind == yaml.MappingNode; i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1]
		}
	}
	return nil
}

// children are the items of the list under a name.
func children(n *yaml.Node, name string) []*yaml.Node {
	if list := child(n, name); list != nil {
		return list.Content
	}
	return nil
}

func isNumber(text string, number int) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n == number
}

// block cuts an item of a list out of the lines of its file.
func block(lines []string, n *yaml.Node) string {
	first := lines[n.Line-1]
	dash := strings.Index(first, "-")
	if n.Style&yaml.FlowStyle != 0 || dash < 0 || strings.Trim(first[:dash], " ") != "" {
		return encoded(n)
	}
	start, end := n.Line-1, n.Line
	for start > 0 && isComment(lines[start-1]) {
		start--
	}
	for end < len(lines) && (strings.TrimSpace(lines[end]) == "" || indent(lines[end]) > dash) {
		end++
	}
	for end > n.Line && strings.TrimSpace(lines[end-1]) == "" {
		end--
	}
	return strings.Join(lines[start:end], "\n") + "\n"
}

func isComment(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "#") }

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// encoded writes an item of a list anew, a line a name.
func encoded(n *yaml.Node) string {
	item := *n
	item.Style = 0
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode([]*yaml.Node{&item}); err != nil {
		return ""
	}
	return b.String()
}
