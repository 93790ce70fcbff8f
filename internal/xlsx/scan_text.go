package xlsx

import (
	"bytes"
	"hash/maphash"
	"unicode/utf8"
)

// The sorts of bytes that a text needs a closer look for.
const (
	controlByte uint8 = 1 << iota // not allowed, or read as another
	entityByte                    // & begins an entity
	greaterByte                   // > may end ]]>, which is not allowed
	wideByte                      // part of a character beyond ASCII
	lastByte                      // begins one of the last of 16 bits
)

// sortOf is the sort of every byte, 0 where it stands for itself.
var sortOf = func() (sorts [256]uint8) {
	for c := range sorts {
		switch {
		case c < ' ' && c != '\t' && c != '\n':
			sorts[c] = controlByte
		case c == '&':
			sorts[c] = entityByte
		case c == '>':
			sorts[c] = greaterByte
		case c == 0xEF:
			sorts[c] = wideByte | lastByte
		case c >= utf8.RuneSelf:
			sorts[c] = wideByte
		}
	}
	return sorts
}()

// resolve checks that a text is one and resolves its entities. The result may
// be overwritten by the next.
func (m *markup) resolve(raw []byte) ([]byte, bool) {
	sorts := uint8(0)
	for _, c := range raw {
		sorts |= sortOf[c]
	}
	switch {
	case sorts == 0:
		return raw, true
	case sorts&controlByte != 0,
		sorts&greaterByte != 0 && bytes.Contains(raw, []byte("]]>")),
		sorts&wideByte != 0 && !utf8.Valid(raw),
		sorts&lastByte != 0 && (bytes.Contains(raw, []byte("\uFFFE")) || bytes.Contains(raw, []byte("\uFFFF"))):
		return nil, false
	case sorts&entityByte != 0:
		return m.entities(raw)
	}
	return raw, true
}

// entities resolves the entities of a text.
func (m *markup) entities(raw []byte) ([]byte, bool) {
	m.plain = m.plain[:0]
	for {
		at := bytes.IndexByte(raw, '&')
		if at < 0 {
			m.plain = append(m.plain, raw...)
			return m.plain, true
		}
		m.plain = append(m.plain, raw[:at]...)
		end := bytes.IndexByte(raw[at:], ';')
		if end < 0 {
			return nil, false
		}
		r, ok := entity(raw[at+1 : at+end])
		if !ok {
			return nil, false
		}
		m.plain = utf8.AppendRune(m.plain, r)
		raw = raw[at+end+1:]
	}
}

// entity is the character that an entity of that name stands for: one of the
// five that XML knows, or a number.
func entity(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	number, ok := bytes.CutPrefix(name, []byte("#"))
	if !ok {
		return 0, false
	}
	if hex, ok := bytes.CutPrefix(number, []byte("x")); ok {
		return character(hex, 16)
	}
	return character(number, 10)
}

// character is the one of that number, if XML allows it; 0 is none.
func character(number []byte, base rune) (rune, bool) {
	r := rune(0)
	for _, c := range number {
		digit, ok := hexDigit(c)
		if r = r*base + digit; !ok || digit >= base || r > utf8.MaxRune {
			return 0, false
		}
	}
	return r, utf8.ValidRune(r) && !illegal(r)
}

// maxExponent is that of the largest double.
const maxExponent = 308

// isDecimal knows numbers as programs write them: digits, with a minus, a
// fraction and an exponent if need be.
func isDecimal(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("-"))
	whole := leadingDigits(text)
	if text = text[whole:]; whole == 0 {
		return false
	}
	if len(text) > 0 && text[0] == '.' {
		text = text[1+leadingDigits(text[1:]):]
	}
	if len(text) > 1 && (text[0] == 'E' || text[0] == 'e') {
		if text = text[1:]; text[0] == '-' || text[0] == '+' {
			text = text[1:]
		}
		exponent, ok := digits(text)
		return ok && exponent <= maxExponent
	}
	return len(text) == 0
}

func leadingDigits(text []byte) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

// texts hands out one and the same string for a short text that comes again
// and again. Of texts that share a slot the last one stays.
type texts struct {
	seed  maphash.Seed
	slots []string
}

const (
	textSlots = 1 << 11
	shortText = 48
)

func (t *texts) of(text []byte) string {
	if len(text) > shortText {
		return string(text)
	}
	if t.slots == nil {
		*t = texts{seed: maphash.MakeSeed(), slots: make([]string, textSlots)}
	}
	slot := &t.slots[maphash.Bytes(t.seed, text)%textSlots]
	if *slot != string(text) {
		*slot = string(text)
	}
	return *slot
}
