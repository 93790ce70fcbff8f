package fold_test

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"credit/internal/fold"
)

// both are each function as it is called, and by the rules alone.
var both = map[string][2]func(string) string{
	"Text": {fold.Text, fold.SlowText}, "Key": {fold.Key, fold.SlowKey},
	"Trim": {fold.Trim, fold.SlowTrim}, "Line": {fold.Line, fold.SlowLine},
}

func sameBothWays(t testing.TB, text string) {
	for name, f := range both {
		if fast, slow := f[0](text), f[1](text); fast != slow {
			t.Errorf("%s(%q) is %q, by the rules %q", name, text, fast, slow)
		}
	}
	if blank := fold.SlowText(text) == ""; fold.IsBlank(text) != blank {
		t.Errorf("IsBlank(%q) is %t", text, !blank)
	}
}

// A text that looks as if nothing had to be folded is passed over at a glance:
// whatever the character and whatever stands beside it, the outcome is that of
// the rules.
func TestTheGlanceAtPlainTextsChangesNothing(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if r%16 > 1 && (0x4F00 < r && r < 0x9F00 || 0xAD00 < r && r < 0xD700 || r > 0x30000 && r < 0xE0000 || r > 0xF0000) {
			continue // the same over and over
		}
		one := string(r)
		sameBothWays(t, one)
		if r < 0x10000 {
			sameBothWays(t, "是"+one+"a")
		}
	}
	for first := range 256 {
		for second := range 256 {
			sameBothWays(t, string([]byte{byte(first), byte(second)}))
			sameBothWays(t, string([]byte{byte(first), byte(second), 0x80}))
			sameBothWays(t, "a"+string([]byte{0xE4, byte(first), byte(second)})+"b")
		}
	}
	pieces := rapid.SampledFrom([]string{"是", "一", "\u9fff", "\u4dff", "a", "Z", "9", " ", "  ", "（", "[", "}", "\u0301", "\u3099", "\u200b", "\xe4", "\xb8", "\t", "Ａ", "가", "ᄀ", "ᅡ", "豈", "😀"})
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, piece := range rapid.SliceOfN(pieces, 0, 6).Draw(t, "pieces") {
			text += piece
		}
		for name, f := range both {
			if fast, slow := f[0](text), f[1](text); fast != slow {
				t.Fatalf("%s(%q) is %q, by the rules %q", name, text, fast, slow)
			}
		}
	})
}

var sink int

// BenchmarkPlain folds what most cells hold.
func BenchmarkPlain(b *testing.B) {
	texts := []string{"一等奖", "是", "230717199001010013", "伊美区第12学校", "张三", "96.5%", "居民身份证"}
	for name, f := range both {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, text := range texts {
					sink += len(f[0](text))
				}
			}
		})
	}
}
