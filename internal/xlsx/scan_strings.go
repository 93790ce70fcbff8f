package xlsx

// textScanner reads ordinary entries of the table of texts, as scanner reads
// rows: <si><t>…</t></si>, with the note on phonetic guides that a Chinese
// Excel adds. Runs of rich text are left to the strict reader.
type textScanner struct {
	markup
	in *source
	// most bounds an entry in bytes, room the table in entries.
	most, room int
}

// startTexts is a scanner for what stands in the sst that was just opened,
// nil where it cannot be scanned.
func (a *archive) startTexts(p *parser) *textScanner {
	const depth = 2 // si, t
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

// read adds the entries that follow the one that the strict reader has
// just read to its end, up to the first that is not ordinary. It keeps to what
// is buffered: this part was not looked through before, and its checksum is
// known with its last bytes, which the strict reader must come upon itself.
func (t *textScanner) read(table *textTable) {
	for t != nil && table.count < t.room {
		ahead := t.in.ahead()
		text, ok := t.entry(ahead[:min(len(ahead), t.most)])
		if !ok || !table.add(text) {
			return
		}
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
	raw, ok := t.wholeText()
	if ok && t.take("<phoneticPr") {
		ok = t.attributes(guideNames) && t.closed()
	}
	if !ok || !t.take("</si>") {
		return nil, false
	}
	text, ok := t.resolve(raw)
	return plainText(text), ok
}
