package xlsx

import "sync/atomic"

// Stats counts in what way workbooks were read: by the scanner, which is
// several times faster, or by the strict reader, which takes whatever is not
// as programs ordinarily write it. Many workbooks may be counted in one, in
// several goroutines; one that is read again is counted again.
type Stats struct {
	rows, texts ways
}

// ways are numbers of what was read in each way.
type ways struct {
	scanned, strict atomic.Int64
}

func (w *ways) add(scanned, all int) {
	w.scanned.Add(int64(scanned))
	w.strict.Add(int64(all - scanned))
}

// Rows are how many rows of worksheets were read in each way, blank ones
// included.
func (s *Stats) Rows() (scanned, strict int64) { return s.rows.scanned.Load(), s.rows.strict.Load() }

// Texts are how many entries of tables of shared texts were read in each way.
func (s *Stats) Texts() (scanned, strict int64) { return s.texts.scanned.Load(), s.texts.strict.Load() }
