package xlsx

import (
	"errors"
	"io"
)

// Unhurried has the strict reader read every row and every shared text.
func (w *Workbook) Unhurried() { w.archive.unhurried = true }

// Ordinary says how many of these rows the scanner reads before the first
// that it hands over.
func (w *Workbook) Ordinary(rows string) int {
	if err := w.loadStrings(); err != nil {
		return 0
	}
	s := newScanner(w)
	for n, last, b := 0, 0, []byte(rows); ; n++ {
		length, ok := s.row(b, last)
		if !ok {
			return n
		}
		last, b = s.number, b[length:]
	}
}

// PackRows packs rows of cells in pieces of at least so many bytes, and gives
// the text that they are.
func PackRows(to io.Writer, rows [][]string, every, most int) ([]byte, error) {
	var d rowDeflater
	d.reset(to)
	p, all := rowPiece{every: every}, []byte(nil)
	for _, row := range rows {
		for _, cell := range row {
			p.marks = append(p.marks, int32(len(p.text)))
			p.text, all = append(p.text, cell...), append(all, cell...)
		}
		if len(p.text) >= most {
			if err := d.write(&p); err != nil {
				return nil, err
			}
			next := rowPiece{}
			next.follow(&p)
			p = next
		}
	}
	return all, errors.Join(d.write(&p), d.flush())
}
