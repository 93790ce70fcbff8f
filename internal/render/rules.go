package render

import (
	"fmt"
	"io"
	"strings"

	"credit/internal/rules"
)

// Rules writes rules for the screen.
func Rules(w io.Writer, d rules.Document, width int) error {
	width = screen(width)
	if err := Facts(w, d.Title, d.Facts, width); err != nil {
		return err
	}
	for _, part := range d.Parts {
		if err := documentPart(w, part, width); err != nil {
			return err
		}
	}
	return nil
}

func documentPart(w io.Writer, part rules.Part, width int) error {
	var b strings.Builder
	margin := "  "
	switch part.Depth {
	case 0:
		partTitle(&b, part.Title)
	case 1:
		indented(&b, "\n【", part.Title+"】", width)
	default:
		indented(&b, "  ", part.Title, width)
		margin = "      "
	}
	if part.Table != nil {
		if err := Table(&b, *part.Table, width); err != nil {
			return err
		}
	}
	for _, line := range part.Lines {
		labelled(&b, margin, line, width)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// labelled writes a label and a text. Where the label is too long for the text
// to stand beside it, the text follows it and goes on below.
func labelled(b *strings.Builder, margin string, line [2]string, width int) {
	first := margin + Clean(line[0]) + "："
	if Width(first) <= width*2/5 {
		indented(b, first, line[1], width)
		return
	}
	indented(b, margin, line[0]+"：", width)
	indented(b, margin+"  ", line[1], width)
}

// RulesMarkdown writes rules as a page in Markdown.
func RulesMarkdown(w io.Writer, d rules.Document) error {
	if err := MarkdownFacts(w, d.Title, d.Facts); err != nil {
		return err
	}
	for _, part := range d.Parts {
		var b strings.Builder
		b.WriteString(strings.Repeat("#", part.Depth+2) + " " + literal(Clean(part.Title)) + "\n\n")
		if part.Table != nil {
			g := gridOf(*part.Table)
			g.markdown(&b)
			b.WriteString("\n")
		}
		for _, line := range part.Lines {
			b.WriteString("- " + literal(Clean(line[0])) + "：" + literal(Clean(line[1])) + "\n")
		}
		if len(part.Lines) > 0 {
			b.WriteString("\n")
		}
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	return nil
}

// RuleChanges writes what is otherwise in one rubric than in another, part by
// part.
func RuleChanges(w io.Writer, d *rules.Difference, width int) error {
	width = screen(width)
	if err := Facts(w, d.Title(), d.Facts(), width); err != nil {
		return err
	}
	var b strings.Builder
	part := ""
	for i := range d.Changes {
		c := &d.Changes[i]
		if c.Part != part {
			partTitle(&b, c.Part)
			part = c.Part
		}
		indented(&b, fmt.Sprintf("%-2s", c.Mark()), c.What, width)
		for _, line := range c.Lines() {
			labelled(&b, "    ", line, width)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// RuleChangesMarkdown writes the same as a page in Markdown.
func RuleChangesMarkdown(w io.Writer, d *rules.Difference) error {
	if err := MarkdownFacts(w, d.Title(), d.Facts()); err != nil || len(d.Changes) == 0 {
		return err
	}
	return Markdown(w, d.Page())
}
