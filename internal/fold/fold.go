// Package fold makes texts that people write differently but mean alike the
// same: 全角 and 半角, spaces of every kind, letter case, bracket styles. It
// is the only place that knows.
package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Text folds width and case and drops every space and every invisible
// character: "Ｙ ｅs " and "yes" are the same.
func Text(s string) string {
	if plainness(s) >= folded {
		return s
	}
	return text(s)
}

func text(s string) string {
	return strings.ToLower(norm.NFC.String(squeeze(width.Fold.String(s))))
}

// Key is Text with every style of bracket made the same: 县（市）区, 县(市)区 and
// 县【市】区 are the same.
func Key(s string) string {
	if plainness(s) == closed {
		return s
	}
	return key(s)
}

func key(s string) string { return brackets.Replace(text(s)) }

var brackets = strings.NewReplacer(
	"[", "(", "【", "(", "〔", "(", "〈", "(", "{", "(", "〖", "(", "「", "(", "『", "(", "《", "(",
	"]", ")", "】", ")", "〕", ")", "〉", ")", "}", ")", "〗", ")", "」", ")", "』", ")", "》", ")",
)

// squeeze drops spaces and invisible characters anywhere.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if Invisible(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// IsBlank reports a text that Text folds to nothing.
func IsBlank(s string) bool {
	if s != "" && s[0] > ' ' && s[0] < 0x7F {
		return false
	}
	for _, r := range s {
		if !Invisible(r) && !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// Trim drops spaces and invisible characters at both ends, and invisible
// characters within; what a person reads stays as it is.
func Trim(s string) string {
	if plainness(s) >= readable {
		return s
	}
	return trim(s)
}

func trim(s string) string {
	s = strings.Map(func(r rune) rune {
		if Invisible(r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimFunc(s, unicode.IsSpace)
}

// Line is Trim with line breaks and runs of spaces made one space: for
// messages and labels.
func Line(s string) string {
	if plainness(s) >= readable {
		return s
	}
	return line(s)
}

func line(s string) string {
	return strings.Join(strings.FieldsFunc(trim(s), unicode.IsSpace), " ")
}

// Invisible reports characters that take no place of their own: zero-width
// and bidirectional marks, variation selectors, soft hyphens, controls.
func Invisible(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n' && r != '\r' && r != '\v' && r != '\f'
	case r >= 0x7F && r < 0xA0:
		return r != 0x85
	case r == 0xAD, r == 0x61C, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}
