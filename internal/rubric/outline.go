package rubric

import (
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"
)

// Outline is a rules file as it is written: where its rules stand, and what the
// model of them does not keep.
type Outline struct{ root *yaml.Node }

// OutlineOf reads the bytes of a rules file that was loaded, Rubric.Text or
// Overlay.Text.
func OutlineOf(text []byte) Outline {
	root, problems := parse(text)
	if len(problems) > 0 {
		return Outline{}
	}
	return Outline{root}
}

// Place is the line and column, from 1, of what a path of names leads to, or
// of as much of it as there is; in a list a name is an item's name, number, answer,
// grade or section.
func (s Outline) Place(path ...string) (line, column int) {
	line, column, _ = s.Find(path...)
	return line, column
}

// Find is Place, and whether the whole of the path led there.
func (s Outline) Find(path ...string) (line, column int, found bool) {
	if s.root == nil {
		return 1, 1, false
	}
	n := s.root
	for _, name := range path {
		next := entry(n, name)
		if next == nil {
			return n.Line, n.Column, false
		}
		n = next
	}
	return n.Line, n.Column, true
}

// IsOverlay reports a county's own rules: a file that names a county or the
// rubric it is for, and has no sections.
func (s Outline) IsOverlay() bool {
	return s.root != nil && entry(s.root, "sections") == nil && (entry(s.root, "county") != nil || entry(s.root, "rubric") != nil)
}

// Indicator is the line and column of an indicator.
func (s Outline) Indicator(number int) (line, column int) {
	if n := s.indicator(number); n != nil {
		return n.Line, n.Column
	}
	return s.Place("sections")
}

// Answer is the line and column of an answer in the set that an indicator
// takes its answers from, of the indicator where it has none.
func (s Outline) Answer(number int, answer string) (line, column int) {
	n := s.indicator(number)
	if set := entry(n, "answers"); set != nil {
		if at := entry(entry(entry(entry(s.root, "answer_sets"), set.Value), "answers"), answer); at != nil {
			return at.Line, at.Column
		}
	}
	return s.Indicator(number)
}

func (s Outline) indicator(number int) *yaml.Node {
	for _, section := range items(entry(s.root, "sections")) {
		for _, group := range items(entry(section, "groups")) {
			if n := entry(entry(group, "indicators"), strconv.Itoa(number)); n != nil {
				return n
			}
		}
	}
	return nil
}

func items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// entry is what a name leads to from a mapping or a list, nil where nothing.
func entry(n *yaml.Node, name string) *yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == name {
				return n.Content[i+1]
			}
		}
	}
	for _, item := range items(n) {
		if item.Kind != yaml.MappingNode {
			continue
		}
		for _, key := range []string{"name", "number", "answer", "grade", "section"} {
			if v := entry(item, key); v != nil && v.Value == name {
				return item
			}
		}
	}
	return nil
}

// inherits are the parts of a rule that stand under the rule's own clause.
var inherits = []string{"reading", "points", "range", "bands", "answers", "also", "names", "rights", "guards"}

// Unclaused are the rules of the file that name no clause.
func (s Outline) Unclaused() []Problem {
	if s.root == nil {
		return nil
	}
	if s.IsOverlay() { // its document number stands for the whole
		return unclaused(s.root, "answers")
	}
	return unclaused(s.root, "")
}

// unclaused looks into a node that stands under a name.
func unclaused(n *yaml.Node, under string) (list []Problem) {
	switch n.Kind {
	case yaml.MappingNode:
		if !slices.Contains(inherits, under) && entry(n, "clause") == nil {
			list = append(list, Problem{n.Line, n.Column, "这条规则没有写条款出处 clause"})
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			list = append(list, unclaused(n.Content[i+1], n.Content[i].Value)...)
		}
	case yaml.SequenceNode:
		for _, item := range n.Content {
			list = append(list, unclaused(item, under)...)
		}
	}
	return list
}
