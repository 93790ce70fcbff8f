package render

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Nothing is wider than the screen, and nothing is lost but spaces where a line
// ends, whatever a stranger wrote.
func TestWrappedTextFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(8, 80).Draw(t, "width")
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab1 ，。（）“”中文字，")), 0, 300, -1).Draw(t, "text")
		lines := wrap(text, width)
		for _, line := range lines {
			if w := Width(line); w > width+Width("，")*maxMarks(line) {
				t.Fatalf("a line of %d columns where %d fit: %q", w, width, line)
			}
		}
		plain := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := plain(strings.Join(lines, "")); got != plain(text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
	for _, line := range wrap(strings.Repeat("a", 200), 80) {
		if Width(line) > 80 {
			t.Errorf("a word of 200 letters stands in a line of %d", Width(line))
		}
	}
}

// maxMarks are the marks of a line that may hang over its end or hold what is
// beside them.
func maxMarks(line string) int {
	n := 0
	for _, r := range line {
		if strings.ContainsRune(notFirst+"（【《“‘", r) {
			n++
		}
	}
	return n
}
