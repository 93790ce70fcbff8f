package fold

// plain tells how ordinary a text is, in one look at its bytes: what nothing
// here would change comes back as it is, without a copy.
type plain uint8

const (
	// mixed is anything that needs the rules: other scripts, 全角, what is
	// invisible or damaged, spaces but single ones within.
	mixed plain = iota
	// readable has visible ASCII and ordinary Chinese alone, single spaces
	// within.
	readable
	// folded is readable without capitals and spaces, closed is folded without
	// brackets.
	folded
	closed
)

// What a byte below 0x80 makes of a text at most.
var asciiPlain = func() (of [0x80]plain) {
	for c := byte(0x21); c < 0x7F; c++ {
		switch {
		case c >= 'A' && c <= 'Z':
			of[c] = readable
		case c == '[', c == ']', c == '{', c == '}':
			of[c] = folded
		default:
			of[c] = closed
		}
	}
	of[' '] = readable
	return of
}()

// plainness of a text; that of the empty one is closed. Beyond ASCII only the
// characters of U+4E00 to U+9FFF are ordinary: they have no width, no case, and
// none of them is put together with what follows.
func plainness(s string) plain {
	if s != "" && (s[0] == ' ' || s[len(s)-1] == ' ') {
		return mixed
	}
	least := closed
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x80 {
			least = min(least, asciiPlain[c])
			if c == ' ' && s[i-1] == ' ' {
				return mixed
			}
			continue
		}
		if !ordinary(s[i:]) {
			return mixed
		}
		i += 2
	}
	return least
}

// ordinary reports a text that begins with one of U+4E00 to U+9FFF: three
// bytes, E4 B8 80 to E9 BF BF.
func ordinary(s string) bool {
	if len(s) < 3 || s[0] < 0xE4 || s[0] > 0xE9 || s[0] == 0xE4 && s[1] < 0xB8 {
		return false
	}
	return s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80
}
