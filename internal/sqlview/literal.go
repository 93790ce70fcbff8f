package sqlview

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"credit/internal/fold"
)

// comment is text that may stand in a -- comment: one line, and a space for what
// cannot be seen.
func comment(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || fold.Invisible(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, " "))
}

// isPlain reports characters that may stand in a literal as they are: nothing
// that is an escape anywhere, and nothing that cannot be seen.
func isPlain(r rune) bool {
	return r != '\\' && r != utf8.RuneError && unicode.IsPrint(r) && !fold.Invisible(r) && (r == ' ' || !unicode.IsSpace(r))
}

// escaped is a PostgreSQL literal: '…', or E'…' where something must be
// escaped, so that it means the same whatever standard_conforming_strings is.
func escaped(text string) string {
	var b strings.Builder
	open := "'"
	for _, r := range text {
		switch {
		case r == '\'':
			b.WriteString("''")
		case isPlain(r):
			b.WriteRune(r)
		case r == '\\':
			b.WriteString(`\\`)
			open = "E'"
		case r <= 0xFFFF:
			fmt.Fprintf(&b, `\u%04X`, r)
			open = "E'"
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
			open = "E'"
		}
	}
	return open + b.String() + "'"
}

// spelled is a SQLite literal: '…', with char(…) for what cannot be seen.
func spelled(text string) string {
	var parts []string
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			parts = append(parts, "'"+plain.String()+"'")
			plain.Reset()
		}
	}
	for _, r := range text {
		switch {
		case r == '\'':
			plain.WriteString("''")
		case isPlain(r) || r == '\\':
			plain.WriteRune(r)
		default:
			flush()
			parts = append(parts, fmt.Sprintf("char(%d)", r))
		}
	}
	flush()
	switch len(parts) {
	case 0:
		return "''"
	case 1:
		return parts[0]
	}
	return "(" + strings.Join(parts, " || ") + ")"
}
