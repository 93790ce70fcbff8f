package compare

import (
	"encoding/binary"
	"strings"

	"credit/internal/practitioner"
	"credit/internal/rubric"
)

// County is where somebody belongs, by its name on the list if it is on it.
func (one *Person) County() string { return one.book.places.all[one.county] }

// School is as it was written.
func (one *Person) School() string { return one.book.places.all[one.school] }

// Post is as it was written.
func (one *Person) Post() string { return one.book.places.all[one.post] }

// Grade is empty for those held back.
func (one *Person) Grade() string { return one.book.words.at(one.grade, one.Graded) }

// Reasons say why somebody was held back.
func (one *Person) Reasons() string { return one.book.words.at(one.reasons, !one.Graded) }

// Name is as it was written.
func (one *Person) Name() string {
	name, _ := one.text()
	return string(name)
}

// ID is the ID number.
func (one *Person) ID() practitioner.ID {
	if one.number != 0 {
		return practitioner.Unpacked(one.number)
	}
	return practitioner.NewID(one.otherID())
}

// otherID is the text of an ID number that is not packed.
func (one *Person) otherID() string {
	if one.number != 0 {
		return ""
	}
	_, rest := one.text()
	id, _ := cutText(rest)
	return string(id)
}

// judged are the rules that somebody who was graded was judged by.
func (one *Person) judged() *rubric.Rubric { return one.book.judged[one.rules] }

// text is the name as the book keeps it, and what follows it there.
func (one *Person) text() (name, rest []byte) { return cutText(one.book.kept.from(one.at)) }

// word is the number of a text that recurs.
type word uint32

// words are texts that recur, each kept once.
type words struct {
	known map[string]word // by what was written
	all   []string
}

// of is the number of a text, kept as it is, or as change makes it.
func (w *words) of(text string, change func(string) string) word {
	number, seen := w.known[text]
	if seen {
		return number
	}
	if w.known == nil {
		w.known = map[string]word{}
	}
	text = strings.Clone(text) // it may be a part of a larger one
	number = word(len(w.all))
	w.known[text] = number
	if change != nil {
		text = change(text)
	}
	w.all = append(w.all, text)
	return number
}

// at is the text of a number; the empty one unless it stands.
func (w *words) at(number word, stands bool) string {
	if !stands {
		return ""
	}
	return w.all[number]
}

// store keeps short records one after another, in large blocks that the
// collector need not look into.
type store struct{ blocks [][]byte }

// storeBlock is the size of a block; a longer record has one of its own.
const storeBlock = 64 << 10

// put keeps a record and gives its place.
func (s *store) put(record []byte) int64 {
	last := len(s.blocks) - 1
	switch {
	case last < 0: // of a small workbook the only one, which grows as it must
		s.blocks = append(s.blocks, nil)
		last++
	case len(s.blocks[last])+len(record) > storeBlock:
		s.blocks = append(s.blocks, make([]byte, 0, storeBlock))
		last++
	}
	at := len(s.blocks[last])
	s.blocks[last] = append(s.blocks[last], record...)
	return int64(last)*storeBlock + int64(at)
}

// from is what stands from a place on.
func (s *store) from(at int64) []byte { return s.blocks[at/storeBlock][at%storeBlock:] }

// appendText adds a text with its length.
func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// cutText is the text that a record begins with, and the rest.
func cutText(b []byte) (text, rest []byte) {
	length, n := binary.Uvarint(b)
	return b[n : n+int(length)], b[n+int(length):]
}
