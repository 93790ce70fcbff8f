package fold_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"credit/internal/fold"
)

// Width, case, spaces of every kind and invisible characters never matter;
// for headers the style of brackets does not either.
func TestWhatPeopleWriteDifferentlyButMeanAlikeIsTheSame(t *testing.T) {
	t.Parallel()
	for want, list := range map[string][]string{
		"yes":   {"Yes", "ＹＥＳ", " y e s ", "Ｙ\u3000ｅ\u00a0ｓ", "y\u200be\ufeffs", "\u202ayes\u202c"},
		"是":     {" 是", "是\n", "\u3000是\u3000", "是\ufe0f", "是\u00ad"},
		"95%":   {"９５％", "95 %", "９５\u2009%"},
		"县(市)":  {"县（市）", "县 (市)"},
		"1.名、称": {"１．名､称", "1. 名、 称"},
	} {
		for _, text := range list {
			if got := fold.Text(text); got != want {
				t.Errorf("%q is folded to %q, want %q", text, got, want)
			}
		}
	}
	for _, text := range []string{"县【市】区", "县〔市〕区", "县[市]区", "县｛市｝区", "县《市》区", "县「市」区", "县〈市〉区", "县（市）区"} {
		if got := fold.Key(text); got != "县(市)区" {
			t.Errorf("%q is folded to %q", text, got)
		}
	}
	for _, pair := range [][2]string{{"是", "否"}, {"1", "①"}, {"一", "1"}, {"县", "具"}, {"是", "是。"}, {"X", "×"}} {
		if fold.Key(pair[0]) == fold.Key(pair[1]) {
			t.Errorf("%q and %q are the same", pair[0], pair[1])
		}
	}
}

// Folding twice is folding once, and what is folded holds no space.
func TestFoldingTwiceIsFoldingOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("aＡ是１％（【 \u3000\u00a0\u200b\ufe0f\n\t、､．ée\u0301ｶﾞ"))).Draw(t, "text")
		for _, f := range []func(string) string{fold.Text, fold.Key, fold.Trim, fold.Line} {
			if once := f(text); f(once) != once {
				t.Fatalf("%q, %q, %q", text, once, f(once))
			}
		}
		if strings.ContainsFunc(fold.Key(text), unicode.IsSpace) {
			t.Fatalf("%q holds a space", fold.Key(text))
		}
		if line := fold.Line(text); strings.ContainsAny(line, "\n\t") || strings.Contains(line, "  ") {
			t.Fatalf("%q is no line", line)
		}
	})
}
