package xlsx

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
