package xlsx

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// cellUnits is how many UTF-16 units a cell holds; Excel calls a longer one
// damage.
const cellUnits = 32767

// cutMark ends a text that was too long for a cell.
const cutMark = "……【原文过长，此处截断】"

// fitText cuts a text to what a cell holds, visibly.
func fitText(text string) string {
	if len(text) <= cellUnits {
		return text
	}
	units, kept := 0, 0
	room := cellUnits - utf8.RuneCountInString(cutMark)
	for i, r := range text {
		if units <= room {
			kept = i
		}
		units += max(1, utf16.RuneLen(r))
		if units > cellUnits {
			return text[:kept] + cutMark
		}
	}
	return text
}

// CellText is a text as it is read back from the cell it was written into: cut
// to what a cell holds, without what XML cannot hold.
func CellText(text string) string {
	text = fitText(text)
	if needsCleaning(text) {
		return cleanText(text)
	}
	return text
}

// needsCleaning is quick to see that nearly every text is clean.
func needsCleaning(text string) bool {
	i := 0
	for ; i+8 <= len(text); i += 8 {
		b := text[i : i+8]
		if isSuspect(uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56) {
			break
		}
	}
	for ; i < len(text); i++ {
		if text[i] < ' ' || text[i] == 0xEF && strings.HasPrefix(text[i+1:], "\xBF") { // U+FFFE and U+FFFF begin with EF BF
			return true
		}
	}
	return !utf8.ValidString(text)
}

// isSuspect reports that one of eight bytes is below a space or EF.
func isSuspect(eight uint64) bool {
	const each, high = 0x0101010101010101, 0x8080808080808080
	special := eight ^ 0xEF*each
	return ((eight-' '*each)&^eight|(special-each)&^special)&high != 0
}

// cleanText replaces what XML cannot hold.
func cleanText(text string) string {
	return strings.Map(func(r rune) rune {
		if illegal(r) {
			return utf8.RuneError
		}
		return r
	}, text)
}

// illegal reports a character that XML 1.0 does not allow.
func illegal(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// appendText appends a text as it stands inside <t>. What XML cannot hold
// becomes U+FFFD; what would be read as an escape of Excel's (_x0041_ is A)
// is escaped itself.
func appendText(dst []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); {
		size, with := 1, ""
		switch c := text[i]; {
		case c == '&':
			with = "&amp;"
		case c == '<':
			with = "&lt;"
		case c == '>':
			with = "&gt;"
		case c == '\r':
			with = "&#13;"
		case c == '\t':
			with = "&#9;"
		case c == '_' && isEscape(text[i:]):
			with = "_x005F_"
		case c < ' ' && c != '\n':
			with = "\uFFFD"
		case c >= utf8.RuneSelf:
			var r rune
			r, size = utf8.DecodeRuneInString(text[i:])
			if r == utf8.RuneError && size == 1 || illegal(r) {
				with = "\uFFFD"
			}
		}
		if with != "" {
			dst = append(dst, text[from:i]...)
			dst = append(dst, with...)
			from = i + size
		}
		i += size
	}
	return append(dst, text[from:]...)
}

// appendTextElement appends a text that is not empty as the <t> of a cell or
// of the table of texts.
func appendTextElement(dst []byte, text string) []byte {
	dst = append(dst, "<t"...)
	if keepsSpace(text) {
		dst = append(dst, ` xml:space="preserve"`...)
	}
	dst = append(dst, '>')
	return append(appendText(dst, fitText(text)), "</t>"...)
}

// isEscape reports a text that begins as Excel's escapes do: _xHHHH_.
func isEscape(text string) bool {
	if len(text) < 7 || text[1] != 'x' && text[1] != 'X' || text[6] != '_' {
		return false
	}
	for _, c := range []byte(text[2:6]) {
		if !('0' <= c && c <= '9' || 'A' <= c && c <= 'F' || 'a' <= c && c <= 'f') {
			return false
		}
	}
	return true
}

// keepsSpace reports a text whose spaces a reader of XML could drop.
func keepsSpace(text string) bool {
	return text[0] <= ' ' || text[len(text)-1] <= ' ' || strings.ContainsAny(text, "\n\t\r")
}

// looksActive reports a text that would become a formula if somebody edited
// its cell, unless the cell's format is text.
func looksActive(text string) bool {
	for _, r := range text {
		switch r {
		case '=', '+', '-', '@', '＝', '＋', '－', '＠':
			return true
		case ' ', '\u3000', '\u00a0', '\t', '\r', '\n', '\'', '"':
		default:
			return false
		}
	}
	return false
}

// Widths in digits of the default font: of a Chinese character, of a space or
// a point, of what stands left of an indented text.
const (
	chineseWidth = 1.9
	narrowWidth  = 0.6
	indentWidth  = 1.2
	capitalWidth = 1.25
	// widestByte is how wide a text is at most for each of its bytes.
	widestByte = capitalWidth
)

// lines estimates, rather too high than too low, how many lines a text takes
// in a column that is width characters wide.
func lines(text string, width float64) int {
	if strings.IndexByte(text, '\n') < 0 {
		if widestByte*float64(len(text)) <= width {
			return 1
		}
		return paragraphLines(text, width)
	}
	n := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		n += paragraphLines(paragraph, width)
	}
	return n
}

// paragraphLines breaks a line a character early: no line may begin with a
// comma.
func paragraphLines(text string, width float64) int {
	n, used, early, whole := 1, 0.0, max(2, width-chineseWidth), 0.0
	for _, r := range text {
		wide := runeWidth(r)
		whole += wide
		if used+wide > early && used > 0 {
			n, used = n+1, 0
		}
		used += wide
	}
	if whole <= width {
		return 1
	}
	return n
}

func runeWidth(r rune) float64 {
	switch {
	case r == ' ' || r == '.' || r == ',' || r == ':' || r == ';':
		return narrowWidth
	case r >= 'A' && r <= 'Z':
		return capitalWidth
	case r < 0x250:
		return 1
	case r >= 0x200B && r <= 0x200F || r == 0xFEFF || r >= 0x300 && r < 0x370:
		return 0
	}
	return chineseWidth
}
