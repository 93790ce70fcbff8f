package render

import (
	"io"
	"strings"

	"credit/internal/sheet"
)

// Markdown writes a page as a heading and a table.
func Markdown(w io.Writer, p sheet.Page) error {
	g := gridOf(p)
	var b strings.Builder
	b.WriteString("## " + literal(p.Name) + "\n\n")
	g.markdown(&b)
	for _, note := range p.Notes {
		b.WriteString("\n" + literal(Clean(note)) + "\n")
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// markdown writes the table alone.
func (g *grid) markdown(b *strings.Builder) {
	line := func(cells []string) {
		for _, cell := range cells {
			b.WriteString("| " + cell + " ")
		}
		b.WriteString("|\n")
	}
	rule := make([]string, len(g.columns))
	for i, c := range g.columns {
		rule[i] = "---"
		if c.Style.IsNumber() {
			rule[i] = "---:"
		}
	}
	line(literals(g.head))
	line(rule)
	for _, row := range g.rows {
		line(literals(row))
	}
}

// MarkdownFacts writes labels and values as a list under a title.
func MarkdownFacts(w io.Writer, title string, facts [][2]string) error {
	var b strings.Builder
	b.WriteString("# " + literal(title) + "\n\n")
	for _, fact := range facts {
		b.WriteString("- " + literal(Clean(fact[0])) + "：" + literal(Clean(fact[1])) + "\n")
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

var markup = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "&", "&amp;", "[", `\[`, "]", `\]`, "#", `\#`, "~", `\~`, "\n", " ",
)

// literal is a text in which nothing is taken for markup.
func literal(text string) string { return markup.Replace(text) }

func literals(row []string) []string {
	out := make([]string, len(row))
	for i, text := range row {
		out[i] = literal(text)
	}
	return out
}
