package sqlview

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"credit/internal/fold"
	"credit/internal/rubric/rubrictest"
)

// Character by character the view folds as fold.Key does, for all of Unicode:
// what vanishes vanishes, and nothing becomes a character of an answer, or
// stays one, that fold.Key makes into something else.
func TestEveryCharacterIsFoldedAsTheReaderFoldsIt(t *testing.T) {
	t.Parallel()
	v, err := newView(Options{Rubric: rubrictest.Load(t), Dialect: "sqlite", View: "v", Table: "t"})
	if err != nil {
		t.Fatal(err)
	}
	alphabet := v.runes()
	for r := rune(' ' + 1); r < 0x7F; r++ {
		alphabet += string(r)
	}
	become := map[rune]rune{}
	for _, s := range v.folds.drops {
		for r := s.from; r <= s.to; r++ {
			become[r] = 0
		}
	}
	for _, s := range v.folds.moves {
		for r := s.from; r <= s.to; r++ {
			become[r] = r + s.by
		}
	}
	known := map[rune]bool{}
	for _, r := range alphabet {
		known[r] = true
	}
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) || r == utf8.RuneError {
			continue
		}
		own, changed := become[r]
		if !changed {
			own = r
		}
		got := ""
		if own != 0 {
			got = string(own)
		}
		want := fold.Key(string(r))
		if (own == 0 || known[own] || want == "" || strings.ContainsAny(want, alphabet)) && got != want {
			t.Errorf("%U is folded to %q, want %q", r, got, want)
		}
		if isPlainText(r) && want != string(r) {
			t.Errorf("%U counts as plain, but is folded to %q", r, want)
		}
	}
	for _, r := range separators {
		if strings.ContainsRune("0123456789abcdefghijklmnopqrstuvwxyz", r) || r >= 0x4E00 && r <= 0x9FFF {
			t.Errorf("%U parts answers and counts as plain", r)
		}
	}
}

// No character of an answer unites with what stands before it, so that texts
// are folded one character at a time; a rubric with such answers is refused.
func TestAnswersThatUniteCharactersAreRefused(t *testing.T) {
	t.Parallel()
	for _, form := range []string{"是\u0301", "\u3099", "ﾞ是", "\u1161", "\uFFFD"} {
		r := rubrictest.Load(t)
		r.Indicators[0].Answers[0].Also = append(r.Indicators[0].Answers[0].Also, form)
		if _, err := newView(Options{Rubric: r, Dialect: "sqlite", View: "v", Table: "t"}); err == nil || !strings.Contains(err.Error(), "组合字符") {
			t.Errorf("%q: %v", form, err)
		}
	}
}
