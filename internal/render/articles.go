package render

import (
	"io"
	"strconv"
	"strings"

	"credit/internal/articles"
)

// Articles lists what the program does for each article, for the screen.
func Articles(w io.Writer, all []articles.Article, width int) error {
	var b strings.Builder
	b.WriteString("各条由什么落实（伊教联发〔2024〕21号）\n")
	chapter := ""
	for _, a := range all {
		if a.Chapter != chapter {
			partTitle(&b, a.Chapter)
			chapter = a.Chapter
		}
		article(&b, a, screen(width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Article writes one article with its text.
func Article(w io.Writer, a articles.Article, width int) error {
	var b strings.Builder
	b.WriteString(a.Chapter + "\n")
	article(&b, a, screen(width))
	b.WriteString("\n")
	lead := a.Title + "　"
	for paragraph := range strings.SplitSeq(a.Text, "\n") {
		indented(&b, "", lead+paragraph, screen(width))
		lead = "　　"
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func article(b *strings.Builder, a articles.Article, width int) {
	indented(b, "  ", a.Title+"　"+a.Subject.Chinese, width)
	for _, line := range [][2]string{
		{"程序", strings.ReplaceAll(a.Served.Chinese, "`", "")}, {"验证", strings.Join(a.Shown, "、")}, {"仍由人做", a.People.Chinese},
	} {
		indented(b, "      "+line[0]+"："+strings.Repeat(" ", 8-Width(line[0])), line[1], width)
	}
}

// ArticlesMarkdown writes the table of the READMEs; the list's own backquotes
// are its markup.
func ArticlesMarkdown(w io.Writer, all []articles.Article, english bool) error {
	head, of := "| 条 | 由什么落实 | `testdata/script` 里的验证 | 仍由人做 |", func(words articles.Words) string { return words.Chinese }
	colon := "："
	if english {
		head, of = "| article | served by | shown in `testdata/script` | stays with people |", func(words articles.Words) string { return words.English }
		colon = ": "
	}
	var b strings.Builder
	b.WriteString(head + "\n| --- | --- | --- | --- |\n")
	for _, a := range all {
		separator := "、"
		if english {
			separator = ", "
		}
		b.WriteString("| " + strings.Join([]string{
			strconv.Itoa(a.Number) + colon + of(a.Subject), of(a.Served), "`" + strings.Join(a.Shown, "`"+separator+"`") + "`", of(a.People),
		}, " | ") + " |\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
