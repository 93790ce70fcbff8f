package xlsx

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// maxEscaped is the longest form of one UTF-16 unit in a part: _xHHHH_.
const maxEscaped = 7

// plainText resolves the _xHHHH_ escapes of a text. A surrogate that has no
// other half becomes U+FFFD, as no text can hold it.
func plainText(raw []byte) []byte {
	at := bytes.Index(raw, []byte("_x"))
	if at < 0 {
		return raw
	}
	out := append(make([]byte, 0, len(raw)), raw[:at]...)
	for raw = raw[at:]; len(raw) > 0; {
		r, ok := escaped(raw)
		if !ok {
			out = append(out, raw[0])
			raw = raw[1:]
			continue
		}
		raw = raw[maxEscaped:]
		if utf16.IsSurrogate(r) {
			low, _ := escaped(raw)
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				raw = raw[maxEscaped:]
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// escaped reads the escape that text starts with.
func escaped(text []byte) (rune, bool) {
	if len(text) < maxEscaped || text[0] != '_' || text[1] != 'x' || text[6] != '_' {
		return 0, false
	}
	r := rune(0)
	for _, c := range text[2:6] {
		digit, ok := hexDigit(c)
		if !ok {
			return 0, false
		}
		r = r<<4 | digit
	}
	return r, true
}

func hexDigit(c byte) (rune, bool) {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0'), true
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10, true
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10, true
	}
	return 0, false
}

// tooLong says whether a text has more than limit UTF-16 units.
func tooLong(text []byte, limit int) bool {
	if len(text) <= limit {
		return false
	}
	units := 0
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		if units++; r > 0xffff {
			units++
		}
	}
	return units > limit
}
