package render

import (
	"fmt"
	"io"
	"strings"

	"credit/internal/sheet"
	"credit/internal/summary"
)

// Facts writes a title and labelled lines under it.
func Facts(w io.Writer, title string, facts [][2]string, width int) error {
	var b strings.Builder
	indented(&b, "", title, screen(width))
	for _, fact := range facts {
		indented(&b, "  "+fact[0]+"：", fact[1], screen(width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// screen is the width of a terminal, of the usual one where nobody knows.
func screen(width int) int {
	if width == 0 {
		return screenWidth
	}
	return width
}

// Section writes a page with its name above and its notes below.
func Section(w io.Writer, p sheet.Page, width int) error {
	if _, err := fmt.Fprintf(w, "\n■ %s\n", Clean(p.Name)); err != nil {
		return err
	}
	if err := Table(w, p, width); err != nil {
		return err
	}
	return Closing(w, p.Notes, width)
}

// Closing writes lines that stand at the end.
func Closing(w io.Writer, lines []string, width int) error {
	var b strings.Builder
	for _, line := range lines {
		indented(&b, "", line, screen(width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shownLosses is how many indicators the screen names for a county.
const shownLosses = 3

// CountyLosses names for every county the indicators in which it loses the
// most points a head, where the summary is by county.
func CountyLosses(w io.Writer, p summary.Paper, width int) error {
	if p.By != summary.ByCounty || p.Public {
		return nil
	}
	page := p.CountyLosses()
	var b strings.Builder
	b.WriteString("\n■ 各县失分最多的指标（人均少几分）\n")
	for _, row := range page.Rows {
		if len(row) < 3 { // nobody was graded, or nobody lost a point
			continue
		}
		var texts []string
		for i := 2; i < min(len(row), 2+shownLosses); i++ {
			texts = append(texts, row[i].Shown(sheet.PlainText))
		}
		county := row[0].Shown(sheet.PlainText)
		county += strings.Repeat(" ", max(0, 10-Width(county)))
		indented(&b, county, strings.Join(texts, "；"), screen(width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shownNear is how many lines of the list the screen shows.
const shownNear = 20

// Near lists those near a line, the nearest first, two lines each.
func Near(w io.Writer, l *summary.NearList, width int) error {
	var b strings.Builder
	page := l.Page()
	b.WriteString("\n■ " + page.Name + "\n")
	indented(&b, "", l.Explain(), screen(width))
	for i, row := range page.Rows {
		if i == shownNear {
			fmt.Fprintf(&b, "……另有 %d 处，用 -o 汇总.xlsx 写出全部\n", len(page.Rows)-i)
			break
		}
		text := func(column int) string { return row[column].Shown(page.Columns[column].Style) }
		gap := text(0) + strings.Repeat(" ", max(0, 11-Width(text(0))))
		indented(&b, gap, fmt.Sprintf("%s（%s %s，%s）%s 分；%s：%s", text(1), text(2), text(3), text(4), text(5), text(6), text(8)), screen(width))
		indented(&b, strings.Repeat(" ", 11), text(9), screen(width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
