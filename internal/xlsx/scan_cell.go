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
	format := s.book.styles.of(c.style)
	cell := sheet.Cell{Column: s.column, Percent: format.percent, Date: format.date, Formula: c.formula}
	ok := s.value(c, &cell)
	if ok && cell.Kind != sheet.Blank {
		s.cells = append(s.cells, cell)
	}
	return ok
}

// value gives a cell what it holds.
func (s *scanner) value(c *scanned, to *sheet.Cell) (ok bool) {
	if len(c.text) == 0 {
		to.Kind, ok = c.unsaved()
		return ok
	}
	switch c.kind {
	case numberKind:
		to.Kind, to.Text = sheet.Number, s.recurring.of(c.text)
		return isDecimal(c.text)
	case sharedKind:
		return s.shared(c.text, to)
	case boolKind:
		to.Kind, to.Text = sheet.Bool, "TRUE"
		if c.text[0] == '0' {
			to.Text = "FALSE"
		}
		return len(c.text) == 1 && (c.text[0] == '0' || c.text[0] == '1')
	}
	resolved, ok := s.resolve(c.text)
	to.Kind = sheet.Error
	if c.kind != errorKind {
		to.Kind, resolved = sheet.Text, plainText(resolved)
	}
	to.Text = s.recurring.of(resolved)
	return ok
}

// unsaved settles a cell without a value: a formula's result was never saved,
// or is an empty text; anything else is blank.
func (c *scanned) unsaved() (kind sheet.Kind, ok bool) {
	switch {
	case c.kind == sharedKind && c.value:
		return sheet.Blank, false
	case c.formula && !c.inline && !(c.value && c.kind == stringKind):
		return sheet.NoValue, true
	}
	return sheet.Blank, true
}

// shared gives a cell the text of that number in the workbook's table.
func (s *scanner) shared(number []byte, to *sheet.Cell) bool {
	i, ok := digits(number)
	if !ok || i >= s.book.texts.count {
		return false
	}
	if to.Text = s.book.texts.at(i); to.Text != "" {
		to.Kind, to.Shared = sheet.Text, int32(i)+1
	}
	return true
}
