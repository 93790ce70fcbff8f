package xlsx

import (
	"bytes"
	"unicode/utf8"
)

// markup is what is buffered of a part, and the place in it up to which it is
// what a program writes.
type markup struct {
	b  []byte
	at int
	// longest is how many bytes a text may have, plain where one with entities
	// is put together.
	longest int
	plain   []byte
}

func (m *markup) begin(b []byte) { m.b, m.at = b, 0 }

// take passes over that text, if it comes next.
func (m *markup) take(text string) bool {
	end := m.at + len(text)
	if end > len(m.b) || string(m.b[m.at:end]) != text {
		return false
	}
	m.at = end
	return true
}

// blanks passes over white space between elements.
func (m *markup) blanks() {
	for m.at < len(m.b) && blank(m.b[m.at:m.at+1]) {
		m.at++
	}
}

// closed passes over the end of a tag that has no content, <c/> or <c />.
func (m *markup) closed() bool { return m.take("/>") || m.take(" />") }

// word passes over the letters that come next.
func (m *markup) word() string {
	from := m.at
	for m.at < len(m.b) && ('a' <= m.b[m.at] && m.b[m.at] <= 'z' || 'A' <= m.b[m.at] && m.b[m.at] <= 'Z') {
		m.at++
	}
	return string(m.b[from:m.at])
}

// attributeFollows says that the tag goes on with a space and a name.
func (m *markup) attributeFollows() bool {
	return m.at+1 < len(m.b) && m.b[m.at] == ' ' && m.b[m.at+1] != '/'
}

// attribute reads one attribute as ` name="value"`, which is how programs
// write them. A name is whatever stands before the =, for only names that are
// known are let pass. A value has no entity and no line break.
func (m *markup) attribute() (name, value []byte, ok bool) {
	rest := m.b[m.at+1:]
	i := 0
	for i < len(rest) && rest[i] != '=' {
		i++
	}
	if i+1 >= len(rest) || rest[i+1] != '"' {
		return nil, nil, false
	}
	name, rest = rest[:i], rest[i+2:]
	n, all := 0, byte(0)
	for n < len(rest) && inValue[rest[n]] {
		all |= rest[n]
		n++
	}
	if n == len(rest) || rest[n] != '"' {
		return nil, nil, false
	}
	m.at += 1 + i + 2 + n + 1
	if all >= utf8.RuneSelf {
		value, ok = m.resolve(rest[:n])
		return name, value, ok
	}
	return name, rest[:n], true
}

// inValue are the bytes that a value may have.
var inValue = func() (set [256]bool) {
	for c := range set {
		set[c] = c >= ' ' && c != '"' && c != '&' && c != '<' && c != 0x7f
	}
	return set
}()

// once says that an attribute has one of these names and was not seen before.
func once(names []string, name []byte, seen *uint) bool {
	for i := range names {
		if string(name) == names[i] {
			before := *seen
			*seen |= 1 << i
			return *seen != before
		}
	}
	return false
}

// until takes what stands before that end tag, which may not hold a tag of
// its own, and passes over both.
func (m *markup) until(end string) ([]byte, bool) {
	rest := m.b[m.at:]
	n := bytes.IndexByte(rest, '<')
	if n < 0 || n > m.longest {
		return nil, false
	}
	m.at += n
	return rest[:n], m.take(end)
}

// attributes passes over those of a tag whose values do not count.
func (m *markup) attributes(names []string) bool {
	seen := uint(0)
	for m.attributeFollows() {
		if name, _, ok := m.attribute(); !ok || !once(names, name, &seen) {
			return false
		}
	}
	return true
}

// wholeText takes what stands in a t that holds all of a text.
func (m *markup) wholeText() ([]byte, bool) {
	if m.take("<t>") || m.take(`<t xml:space="preserve">`) {
		return m.until("</t>")
	}
	return nil, m.take("<t/>")
}
