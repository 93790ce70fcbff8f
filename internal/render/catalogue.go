package render

import (
	"fmt"
	"io"
	"strings"

	"credit/internal/finding"
)

// FindingEntry writes what the catalogue says of one kind of finding.
func FindingEntry(w io.Writer, e finding.Entry, width int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s（%s）\n", e.Title, e.Code)
	for _, line := range entryLines(e) {
		indented(&b, "  "+line[0]+"：", line[1], width)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// entryLines are the lines of an entry with their labels; blanks that a
// finding fills in are shown as words.
func entryLines(e finding.Entry) [][2]string {
	severity := "错误，改好之前不能评分"
	switch {
	case e.Code == finding.NotReviewed:
		severity = "提醒，不是填报的错误；只有 score --reviewed 时提出，这个工作簿的人列为未审核，暂不评分"
	case e.Severity == finding.Warning:
		severity = "提醒，不影响评分，请核对"
	}
	return [][2]string{
		{"轻重", severity},
		{"问题", finding.Readable(e.Message)},
		{"怎样改", finding.Readable(e.Hint)},
		{"错例", e.Bad},
		{"正例", e.Good},
		{"依据", e.Clause},
	}
}

// FindingPage writes the page of all findings in Markdown.
func FindingPage(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# 核对时可能发现的问题\n\n")
	b.WriteString("本页由 `credit validate --explain all` 写出，与程序所用的是同一份目录；由重到轻排列。\n")
	b.WriteString("“错误”改好之前，这个人（或这张表、这个文件）不能评分；“提醒”不影响评分，请核对。\n")
	for _, e := range finding.Catalogue() {
		fmt.Fprintf(&b, "\n## %s `%s`\n\n", e.Title, e.Code)
		for _, line := range entryLines(e) {
			fmt.Fprintf(&b, "- %s：%s\n", line[0], line[1])
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
