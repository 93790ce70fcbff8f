package xlsx

import "credit/internal/sheet"

// scanned is a cell as it stands in the part.
type scanned struct {
	kind    cellKind
	style   int
	formula bool
	// value says that there is a v, inline that there is an is; text is what
	// stands in it, as it is written.
	value, inline bool
	text          []byte
}

// cellKind is the type of a cell, its attribute t. An ISO date is left to the
// strict reader.
type cellKind uint8

const (
	numberKind cellKind = iota
	sharedKind
	stringKind
	inlineKind
	boolKind
	errorKind
)

// cell reads the cell whose <c was just passed, and adds it to the row.
func (s *scanner) cell() bool {
	c := scanned{}
	if !s.cellAttributes(&c) {
		return false
	}
	if !s.closed() && !(s.take(">") && s.content(&c) && s.take("</c>")) {
		return false
	}
	return s.add(&c)
}

// cellNames are the attributes of an ordinary cell; excelize adds the last.
var cellNames = []string{"r", "s", "t", "xml:space"}

// cellAttributes wants a place right of the cell before.
func (s *scanner) cellAttributes(c *scanned) bool {
	column, row, seen := 0, 0, uint(0)
	for s.attributeFollows() {
		name, value, ok := s.attribute()
		if !ok || !once(cellNames, name, &seen) {
			return false
		}
		switch name[0] {
		case 'r':
			row, column, ok = cellRef(value)
		case 's':
			c.style, ok = digits(value)
		case 't':
			c.kind, ok = kindOf(value)
		}
		if !ok {
			return false
		}
	}
	if row != s.number || column <= s.column || column > s.book.limits.Columns {
		return false
	}
	s.column = column
	return s.book.styles.valid(c.style)
}

func kindOf(t []byte) (cellKind, bool) {
	switch string(t) {
	case "s":
		return sharedKind, true
	case "n":
		return numberKind, true
	case "str":
		return stringKind, true
	case "inlineStr":
		return inlineKind, true
	case "b":
		return boolKind, true
	case "e":
		return errorKind, true
	}
	return 0, false
}

// content reads what stands in a cell: a formula, a value or an inline text.
func (s *scanner) content(c *scanned) (ok bool) {
	if s.take("<f") {
		c.formula = true
		if !s.formula() {
			return false
		}
	}
	switch {
	case s.take("<v>"):
		c.value = true
		c.text, ok = s.until("</v>")
		return ok
	case s.take("<v/>"), s.take("<v />"):
		c.value = true
	case s.take("<is>"):
		c.inline = true
		c.text, ok = s.wholeText()
		return ok && s.take("</is>")
	}
	return true
}

// formulaNames are the attributes of an ordinary formula; none of them counts.
var formulaNames = []string{"t", "ref", "si", "ca", "aca"}

// formula reads the formula whose <f was just passed. It is not kept, but its
// text must be one.
func (s *scanner) formula() bool {
	if !s.attributes(formulaNames) {
		return false
	}
	if s.closed() {
		return true
	}
	if !s.take(">") {
		return false
	}
	raw, ok := s.until("</f>")
	if !ok {
		return false
	}
	_, ok = s.resolve(raw)
	return ok
}

// add turns what was read into a cell of the row; a blank one is left out.
func (s *scanner) add(c *scanned) bool {
	if c.inline != (c.kind == inlineKind) && (c.inline || c.value) {
		return false
	}
	kind, text, ok := s.value(c)
	if !ok || kind == sheet.Blank {
		return ok
	}
	format := s.book.styles.of(c.style)
	s.cells = append(s.cells, sheet.Cell{
		Column:  s.column,
		Kind:    kind,
		Text:    text,
		Percent: format.percent,
		Date:    format.date,
		Formula: c.formula,
	})
	return true
}

// value is what a cell holds.
func (s *scanner) value(c *scanned) (kind sheet.Kind, text string, ok bool) {
	if len(c.text) == 0 {
		return c.unsaved()
	}
	switch c.kind {
	case numberKind:
		return sheet.Number, s.texts.of(c.text), isDecimal(c.text)
	case sharedKind:
		return s.shared(c.text)
	case boolKind:
		switch string(c.text) {
		case "1":
			return sheet.Bool, "TRUE", true
		case "0":
			return sheet.Bool, "FALSE", true
		}
		return sheet.Blank, "", false
	}
	resolved, ok := s.resolve(c.text)
	if ok && c.kind != errorKind {
		resolved = plainText(resolved)
	}
	kind = sheet.Text
	if c.kind == errorKind {
		kind = sheet.Error
	}
	return kind, s.texts.of(resolved), ok
}

// unsaved settles a cell without a value: a formula's result was never saved,
// or is an empty text; anything else is blank.
func (c *scanned) unsaved() (kind sheet.Kind, text string, ok bool) {
	switch {
	case c.kind == sharedKind && c.value:
		return sheet.Blank, "", false
	case c.formula && !c.inline && !(c.value && c.kind == stringKind):
		return sheet.NoValue, "", true
	}
	return sheet.Blank, "", true
}

func (s *scanner) shared(number []byte) (kind sheet.Kind, text string, ok bool) {
	i, ok := digits(number)
	if !ok || i >= len(s.book.strings) || s.book.stringsPart == "" {
		return sheet.Blank, "", false
	}
	if text = s.book.strings[i]; text == "" {
		return sheet.Blank, "", true
	}
	return sheet.Text, text, true
}
