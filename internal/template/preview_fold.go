package template

import (
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/points"
)

// The spaces that people type, and that no form contains once it is folded.
const (
	space     = " "
	wideSpace = "\u3000"
	hardSpace = "\u00A0"
)

// squeezed is an expression without its spaces.
func squeezed(text string) string {
	for _, each := range []string{space, wideSpace, hardSpace} {
		text = call("SUBSTITUTE", text, quoted(each), `""`)
	}
	return text
}

// typed is an expression as forms are looked for: without spaces, in capitals.
func typed(text string) string { return call("UPPER", squeezed(text)) }

var squeeze = strings.NewReplacer(space, "", wideSpace, "", hardSpace, "")

// asTyped gives for a text what typed gives for its cell.
func asTyped(text string) string { return strings.ToUpper(squeeze.Replace(text)) }

// isBlank is the condition that nothing stands in a cell.
func isBlank(cell string) string { return call("TRIM", cell) + `=""` }

// without is an expression with every one of the characters taken out.
func without(text, characters string) string {
	for _, each := range characters {
		text = call("SUBSTITUTE", text, quoted(string(each)), `""`)
	}
	return text
}

// spellings are the ways a form is looked for: as the rubric writes it, and
// with everything narrow, everything wide, or the brackets alone wide. A
// mixture is left to the program itself.
func spellings(form string) []string {
	narrow := strings.ToUpper(fold.Key(form))
	var list []string
	for _, each := range []string{asTyped(form), narrow, wideBrackets.Replace(narrow), strings.Map(wide, narrow)} {
		if each != "" && fold.Key(each) == fold.Key(form) && !slices.Contains(list, each) && !strings.Contains(each, closing) {
			list = append(list, each)
		}
	}
	return list
}

var wideBrackets = strings.NewReplacer("(", "（", ")", "）")

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
