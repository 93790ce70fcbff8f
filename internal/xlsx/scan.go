package xlsx

import "credit/internal/sheet"

// scanner reads ordinary rows several times faster than the strict reader:
// straight from the buffer, with no token and hardly a string made. It knows
// only what spreadsheets write in almost every row, byte for byte. Where it
// meets anything else, a mistake included, it takes nothing of that row: the
// strict reader reads it from its start and judges it. So a check may be
// stricter here than there, never laxer.
type scanner struct {
	markup
	book      *Workbook
	recurring *texts

	// The row that is read, and the column of its last cell.
	number int
	hidden bool
	column int
	cells  []sheet.Cell
	// next is the place right of the last cell.
	next nextCell
}

func newScanner(w *Workbook) *scanner {
	s := &scanner{markup: markup{longest: w.limits.CellText}, book: w, recurring: w.recurring.Swap(nil)}
	if s.recurring == nil {
		s.recurring = &texts{}
	}
	return s
}

// release hands back what the next scanner may use; nil is none.
func (s *scanner) release() {
	if s != nil {
		s.book.recurring.Store(s.recurring)
		s.recurring = nil
	}
}

// mostAttributes is more than an ordinary element has of them.
const mostAttributes = 16

// ordinary says that what is in the element that was just opened can be
// scanned at all: elements without a prefix count, they may be nested that
// deep and have their attributes, and the bytes are those of the part.
func (p *parser) ordinary(depth int) bool {
	b, _ := p.lookup("")
	return b.main && !p.in.sixteen && len(p.open)+depth <= p.limits.Depth && mostAttributes <= p.limits.Attributes
}

// startScanner makes a scanner for the rows of the sheetData that was just
// opened, if they can be scanned.
func (s *sheetPass) startScanner() {
	const depth = 4 // row, c, is, t
	if !s.book.archive.unhurried && s.ordinary(depth) {
		s.scanner = newScanner(s.book)
	}
}

// scanRows reads the rows that follow the one the strict reader has just read
// to its end, up to the first that is not ordinary, and returns the number of
// the last.
func (s *sheetPass) scanRows(last int) (int, error) {
	if s.scanner == nil {
		return last, nil
	}
	// A row of that size holds no token and no text that is too long.
	most := int(min(s.limits.Token, int64(s.limits.RowText)))
	for {
		ahead := s.in.ahead()
		n, ok := s.scanner.row(ahead[:min(len(ahead), most)], last)
		if !ok {
			// Perhaps only its end is not buffered yet.
			if s.in.reach() {
				continue
			}
			return last, nil
		}
		s.in.skip(n)
		last = s.scanner.number
		s.row = last
		s.rows++
		s.scanned++
		if s.emit != nil && len(s.scanner.cells) > 0 {
			row := sheet.Row{Number: last, Hidden: s.scanner.hidden, Cells: s.scanner.cells}
			if err := s.emit(row); err != nil {
				return last, err
			}
		}
	}
}

// row reads the row that b begins with, white space before it included, and
// says how long it is.
func (s *scanner) row(b []byte, last int) (length int, ok bool) {
	s.begin(b)
	s.number, s.hidden, s.column, s.cells = 0, false, 0, s.cells[:0]
	s.blanks()
	if !s.take("<row") || !s.rowAttributes() {
		return 0, false
	}
	if s.number <= last || s.number > s.book.limits.Rows {
		return 0, false
	}
	if s.closed() {
		return s.at, true
	}
	if !s.take(">") {
		return 0, false
	}
	s.next.set(s.number, 1)
	for {
		if s.usual() {
			continue
		}
		if !s.take("<c") {
			ok = s.take("</row>")
			return s.at, ok
		}
		if !s.cell() {
			return 0, false
		}
		s.next.set(s.number, s.column+1)
	}
}

// rowNames are the attributes of an ordinary row. Of one with a prefix the
// strict reader asks only that it does not stand twice: the prefix need not be
// declared, and the name means nothing.
var rowNames = []string{
	"r", "hidden", "ht", "spans", "s", "customFormat", "customHeight",
	"outlineLevel", "collapsed", "thickTop", "thickBot", "x14ac:dyDescent",
}

// rowAttributes reads the number of the row and whether it is hidden.
func (s *scanner) rowAttributes() bool {
	seen := uint(0)
	for s.attributeFollows() {
		name, value, ok := s.attribute()
		if !ok || !once(rowNames, name, &seen) {
			return false
		}
		switch string(name) {
		case "r":
			s.number, ok = digits(value)
		case "hidden":
			var hidden bool
			hidden, ok = boolean(value)
			s.hidden = s.hidden || hidden
		case "ht":
			s.hidden = s.hidden || isZero(value)
		}
		if !ok {
			return false
		}
	}
	return true
}
