package template

import (
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/points"
)

// wideSpace is the space that a Chinese keyboard types.
const wideSpace = "\u3000"

// dropped are the spaces that people type or paste and the invisible
// characters that come with texts from Word, WeChat and the web; what Excel's
// CLEAN drops (line breaks, tabs) is not among them. No form contains any of
// it once it is folded. The marks that turn the writing direction round are
// left out: they would garble the formulas for whoever looks at one.
const dropped = " \u00A0\u2002\u2003\u2005\u2009" + wideSpace +
	"\u00AD\u200B\u200C\u200D\u200E\u202A\u202C\u2060\uFE0E\uFE0F\uFEFF"

// squeezed is an expression without its spaces and what nobody sees.
func squeezed(text string) string { return without(call("CLEAN", text), dropped) }

// typed is an expression as forms are looked for: squeezed, in capitals.
func typed(text string) string { return call("UPPER", squeezed(text)) }

// squeeze gives for a text what squeezed gives for its cell.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(dropped, r) {
			return -1
		}
		return r
	}, text)
}

// asTyped gives for a text what typed gives for its cell.
func asTyped(text string) string { return strings.ToUpper(squeeze(text)) }

// isEmpty is the condition that an expression is a text without characters.
// Its length is asked for: Excel compares as dictionaries do and takes some
// characters for nothing.
func isEmpty(text string) string { return call("LEN", text) + "=0" }

// blankSpaces are the spaces that make up a cell that looks empty, beside the
// plain one and line breaks.
const blankSpaces = "\u00A0" + wideSpace

// isBlank is the condition that nothing stands in a cell, or spaces only; it
// is short, for it stands beside what is squeezed. A cell that holds nothing
// but invisible characters is no blank to it.
func isBlank(cell string) string {
	return isEmpty(call("TRIM", without(call("CLEAN", cell), blankSpaces)))
}

// looksBlank says of a text what isBlank says of its cell.
func looksBlank(text string) bool {
	return strings.TrimFunc(text, func(r rune) bool { return r <= ' ' || strings.ContainsRune(blankSpaces, r) }) == ""
}

// without is an expression with every one of the characters taken out.
func without(text, characters string) string {
	for _, each := range characters {
		text = call("SUBSTITUTE", text, quoted(string(each)), `""`)
	}
	return text
}

// What numbers are written with, narrow and wide.
const (
	digits      = "0123456789"
	narrowSigns = digits + ".%+X"
	wideSigns   = "０１２３４５６７８９．％＋Ｘ"
)

// narrowed is an expression with the signs of numbers in half width.
func narrowed(text string) string {
	for i, each := range []rune(wideSigns) {
		text = call("SUBSTITUTE", text, quoted(string(each)), quoted(narrowSigns[i:i+1]))
	}
	return text
}

// narrow gives for a text what narrowed gives for its cell.
func narrow(text string) string {
	for i, each := range []rune(wideSigns) {
		text = strings.ReplaceAll(text, string(each), narrowSigns[i:i+1])
	}
	return text
}

// spellings are the ways a form is looked for: as the rubric writes it, and
// with everything narrow, everything wide, or in any style of brackets. A
// mixture is left to the program itself.
func spellings(form string) []string {
	folded := strings.ToUpper(fold.Key(form))
	candidates := []string{asTyped(form), folded, strings.Map(wide, folded)}
	for _, style := range bracketStyles {
		candidates = append(candidates, strings.NewReplacer("(", style[0], ")", style[1]).Replace(folded))
	}
	var list []string
	for _, each := range candidates {
		if each != "" && fold.Key(each) == fold.Key(form) && !slices.Contains(list, each) && !strings.Contains(each, closing) {
			list = append(list, each)
		}
	}
	return list
}

// bracketStyles are the brackets that people write for ( and ).
var bracketStyles = [][2]string{
	{"（", "）"}, {"【", "】"}, {"〔", "〕"}, {"[", "]"}, {"［", "］"}, {"〖", "〗"}, {"{", "}"}, {"｛", "｝"},
	{"《", "》"}, {"〈", "〉"}, {"「", "」"}, {"『", "』"},
}

// wide is the full-width form of an ASCII character.
func wide(r rune) rune {
	if r > ' ' && r <= '~' {
		return r - '!' + '！'
	}
	return r
}

// reachable reports a form that the reader can ever meet: a text that spells
// a number is read as that number, 1.0 as 1.
func reachable(form string) bool {
	d, isNumber := points.ParseDecimal(fold.Key(form))
	return !isNumber || d.String() == fold.Key(form)
}

// A form stands in a list between opening and closing. Nothing typed contains
// opening, which is a space: no text can pass for a piece of the list.
const (
	opening = wideSpace
	closing = "│"
)

// inList is an expression's text as it would stand in a list.
func inList(text string) string { return quoted(opening) + "&" + text + "&" + quoted(closing) }
