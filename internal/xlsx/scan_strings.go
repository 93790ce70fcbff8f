package xlsx

import "slices"

// textScanner reads ordinary entries of the table of texts, as scanner reads
// rows: <si><t>…</t></si>, with the note on phonetic guides that a Chinese
// Excel adds, and runs of rich text, which LibreOffice makes of every text that
// mixes Chinese with figures.
type textScanner struct {
	markup
	in *source
	// joined is the text of the runs.
	joined []byte
	// most bounds an entry in bytes, room the table in entries.
	most, room int
}

// startTexts is a scanner for what stands in the sst that was just opened,
// nil where it cannot be scanned.
func (a *archive) startTexts(p *parser) *textScanner {
	const depth = 4 // si, r, rPr, b
	if a.unhurried || !p.ordinary(depth) {
		return nil
	}
	return &textScanner{
		markup: markup{longest: a.limits.CellText},
		in:     p.in,
		most:   int(a.limits.Token), // and so no token is too long
		room:   a.limits.Strings,
	}
}

// read adds the entries that come next, where the strict reader has read a tag
// to its end and no more, up to the first that is not ordinary. It keeps to what
// is buffered: this part was not looked through before, and its checksum is
// known with its last bytes, which the strict reader must come upon itself.
func (t *textScanner) read(table *textTable) {
	for t != nil && table.count < t.room {
		ahead := t.in.ahead()
		text, ok := t.entry(ahead[:min(len(ahead), t.most)])
		if !ok || !table.add(text) {
			return
		}
		table.scanned++
		t.in.skip(t.at)
	}
}

// guideNames are the attributes of the note on phonetic guides; none counts.
var guideNames = []string{"fontId", "type", "alignment"}

// entry reads the entry that b begins with. The next may overwrite its text.
func (t *textScanner) entry(b []byte) ([]byte, bool) {
	t.begin(b)
	t.blanks()
	if !t.take("<si>") {
		return nil, false
	}
	t.joined = t.joined[:0]
	ok := false
	if t.take("<r>") {
		ok = t.runs()
	} else {
		ok = t.piece()
	}
	if ok && t.take("<phoneticPr") {
		ok = t.attributes(guideNames) && t.closed()
	}
	return t.joined, ok && t.take("</si>") && len(t.joined) <= t.longest
}

// piece reads a t and appends its text to what is joined.
func (t *textScanner) piece() bool {
	raw, ok := t.wholeText()
	if !ok {
		return false
	}
	text, ok := t.resolve(raw)
	t.joined = append(t.joined, plainText(text)...)
	return ok
}

// runs reads the runs of a text, the first of which was just opened.
func (t *textScanner) runs() bool {
	for {
		if !t.properties() || !t.piece() || !t.take("</r>") {
			return false
		}
		if !t.take("<r>") {
			return true
		}
	}
}

// The properties of a run, and their attributes; none counts.
var (
	propertyNames = []string{
		"sz", "color", "rFont", "family", "charset", "scheme", "b", "i", "u", "strike", "vertAlign", "outline", "shadow", "condense", "extend",
	}
	propertyAttributes = []string{"val", "rgb", "theme", "tint", "indexed", "auto"}
)

// properties passes over those of a run, if it has any.
func (t *textScanner) properties() bool {
	if t.take("<rPr/>") || !t.take("<rPr>") {
		return true // what follows must be a t
	}
	for t.take("<") {
		if t.take("/rPr>") {
			return true
		}
		if !slices.Contains(propertyNames, t.word()) || !t.attributes(propertyAttributes) || !t.closed() {
			return false
		}
	}
	return false
}
