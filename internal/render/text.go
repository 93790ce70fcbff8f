// Package render turns views of results into text for a terminal.
package render

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"credit/internal/fold"
)

// Clean makes a stranger's text safe for a terminal: control, bidirectional
// and invisible characters are shown by their code points, line breaks as spaces.
func Clean(text string) string {
	if strings.IndexFunc(text, unsafe) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
		case unsafe(r):
			fmt.Fprintf(&b, "U+%04X", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unsafe(r rune) bool {
	return unicode.IsControl(r) || fold.Invisible(r) || r == unicode.ReplacementChar || r == '\u2028' || r == '\u2029'
}

// Width is how many columns of a terminal a text takes; Chinese characters
// take two.
func Width(text string) int { return twwidth.Width(text) }

// notFirst are marks that no line begins with.
const notFirst = "，。；：、！？）】》〕”’,.;:!?)]}%"

// wrap breaks a text into lines of at most width columns: Chinese anywhere
// but before a mark, other words whole where they fit.
func wrap(text string, width int) []string {
	if width <= 0 || Width(text) <= width {
		return []string{text}
	}
	var lines []string
	line, used := "", 0
	for _, piece := range pieces(text, width) {
		w := Width(piece)
		if used+w > width && line != "" {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = "", 0
			if piece = strings.TrimLeft(piece, " "); piece == "" {
				continue
			}
			w = Width(piece)
		}
		line += piece
		used += w
	}
	return append(lines, line)
}

// pieces cuts a text where a line may end: after every wide character and
// every space, marks kept with what stands before them; a word that fills a
// line by itself anywhere.
func pieces(text string, width int) []string {
	var all []string
	start, used := 0, 0
	runes := []rune(text)
	for i, r := range runes {
		last := i == len(runes)-1
		if used += Width(string(r)); !last && used >= width {
			all = append(all, string(runes[start:i+1]))
			start, used = i+1, 0
			continue
		}
		if last || (r == ' ' || wide(r) || wide(runes[i+1])) && !strings.ContainsRune(notFirst, runes[i+1]) && !strings.ContainsRune("（【《〔“‘", r) {
			all = append(all, string(runes[start:i+1]))
			start, used = i+1, 0
		}
	}
	return all
}

func wide(r rune) bool { return Width(string(r)) > 1 }

// indented writes a text as lines that begin with first and, from the second
// line on, with as many spaces.
func indented(b *strings.Builder, first, text string, width int) {
	margin := strings.Repeat(" ", Width(first))
	for i, line := range wrap(Clean(text), width-Width(first)) {
		if i == 0 {
			b.WriteString(first)
		} else {
			b.WriteString(margin)
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
}
