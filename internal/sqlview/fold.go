package sqlview

import (
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"credit/internal/fold"
)

// folding is fold.Key one character at a time, as far as a rubric's answers
// need it: which characters vanish, and which become one that an answer has.
//
// A text whose characters become an answer's, one by one, is folded to that
// answer by fold.Key too, for no character of an answer unites with what
// stands before it (checkForms): so SQL takes nothing for another answer. The
// reverse holds but for texts with combining characters that fold.Key unites
// into one that an answer has; those are held.
type folding struct {
	// drops vanish: spaces and what cannot be seen, by rising ranges.
	drops []span
	// invisible are those of drops that vanish from a text as it is shown
	// (fold.Trim); the others are spaces.
	invisible []span
	spaces    []rune
	// moves become other characters, by rising ranges.
	moves []span
}

// span is a range of characters that become those by this much further; those
// that vanish have none.
type span struct {
	from, to rune
	by       rune
}

// unites reports characters that may unite with one before them under NFC:
// marks, Hangul vowels and finals. Nor is the sign of a broken text an answer.
func unites(r rune) bool {
	return unicode.Is(unicode.M, r) || r >= 0x1160 && r <= 0x11FF || r == utf8.RuneError || r == 0
}

// change is a character that fold.Key changes; into is 0 where it vanishes.
type change struct{ from, into rune }

// changes are all of Unicode that fold.Key changes into one character or none,
// in order; looked at once, for it takes a while.
var changes = sync.OnceValue(func() (all []change) {
	var text [utf8.UTFMax]byte
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if r == 0x40000 {
			r = 0xE0000 // planes 4 to 13 are empty
		}
		if !utf8.ValidRune(r) || isPlainText(r) {
			continue
		}
		own := string(text[:utf8.EncodeRune(text[:], r)])
		switch key := fold.Key(own); {
		case key == "":
			all = append(all, change{r, 0})
		case key != own && utf8.RuneCountInString(key) == 1:
			into, _ := utf8.DecodeRuneInString(key)
			all = append(all, change{r, into})
		}
	}
	return all
})

// plainText are the characters that are as they should be already: a text of
// them alone is not looked at further. (A class of GLOB and of a regular
// expression; the test holds that fold.Key leaves them alone.)
const plainText = "!-@a-z一-鿿"

// plainPart is the same for answers of which several may stand in one.
const plainPart = "0-9a-z一-鿿"

func isPlainText(r rune) bool {
	return r >= '!' && r <= '@' || r >= 'a' && r <= 'z' || r >= 0x4E00 && r <= 0x9FFF
}

// foldingFor is what the characters of some answers need.
func foldingFor(answers string) folding {
	needed := func(r rune) bool { return r > ' ' && r < 0x7F || slices.Contains([]rune(answers), r) }
	var f folding
	for _, c := range changes() {
		switch {
		case c.into != 0:
			if needed(c.into) {
				f.moves = extend(f.moves, c.from, c.into-c.from)
			}
		case fold.Invisible(c.from):
			f.invisible = extend(f.invisible, c.from, 0)
			f.drops = extend(f.drops, c.from, 0)
		default: // what folds to a space is one
			f.spaces = append(f.spaces, c.from)
			f.drops = extend(f.drops, c.from, 0)
		}
	}
	return f
}

// extend adds a character to rising ranges.
func extend(spans []span, r, by rune) []span {
	if last := len(spans) - 1; last >= 0 && spans[last].to == r-1 && spans[last].by == by {
		spans[last].to = r
		return spans
	}
	return append(spans, span{r, r, by})
}

// without are the ranges without some characters.
func without(spans []span, gone string) (left []span) {
	for _, s := range spans {
		for r := s.from; r <= s.to; r++ {
			if !slices.Contains([]rune(gone), r) {
				left = extend(left, r, s.by)
			}
		}
	}
	return left
}
