package seal

import (
	"sync"
	"sync/atomic"

	"credit/internal/output"
	"credit/internal/sheet"
)

// mostWaiting is how many bytes of a sheet's records wait in memory.
const mostWaiting = 32 << 10

// Book is a workbook that is being written and knows what stands above the
// data of its sheets.
type Book interface {
	sheet.Book
	Head(i int) [][]string
}

// Recorder passes the rows of a workbook on to it and records each of them:
// many at a time, beside whoever makes the rows. The records wait in a file of
// the run's private folder, so that memory does not grow by rows.
type Recorder struct {
	*desk
	free   chan *rows // given back by the worker; nil until there is one
	full   chan *rows
	worker sync.WaitGroup
	// isLarge says that there are more rows than are recorded without a worker.
	isLarge bool
	// failed says that the worker met an error, or a panic.
	failed   atomic.Bool
	panicked any
	recording
}

// desk is what a recorder works with. It is handed on to the recorder of the
// next workbook, whose cells are much the same.
type desk struct {
	key   Key
	rows  *rows
	spare *rows // for the worker
	// packer is the worker's; waiting are the records of the sheets that wait,
	// all those of every sheet.
	packer  *packer
	waiting [][]byte
	all     []byte
}

func newDesk(key Key) *desk {
	return &desk{key: key, rows: &rows{}, packer: &packer{digester: key.Digester()}}
}

// rows are rows that wait for the worker, one after another.
type rows struct {
	values []sheet.Value
	each   []oneRow
}

// oneRow is the sheet of a row and where its values begin and end.
type oneRow struct{ sheet, from, end int }

func (b *rows) add(sheet int, values []sheet.Value) {
	from := len(b.values)
	b.values = append(b.values, values...)
	b.each = append(b.each, oneRow{sheet, from, len(b.values)})
}

func (b *rows) reset() { b.values, b.each = b.values[:0], b.each[:0] }

// forget empties rows and lets go of their texts, which are a workbook's.
func (b *rows) forget() {
	if b != nil {
		clear(b.values[:cap(b.values)])
		b.reset()
	}
}

// mostRows is how many rows wait for a worker.
const mostRows = 64

// recording passes on and records; it is the worker's while one works.
type recording struct {
	book   Book
	packer *packer
	to     *Spool
	sheets []sheetRecord
	record []byte
	err    error
}

// Record is what was recorded of a workbook: the sheets, and where their rows
// wait.
type Record struct {
	from   *Spool
	sheets []sheetRecord
}

// sheetRecord is a sheet that is being recorded.
type sheetRecord struct {
	Sheet
	rows    int
	waiting []byte
	pieces  []piece
}

// NewRecorder records the rows of a book that was made with these layouts.
// Close must be called in the end.
func NewRecorder(key Key, book Book, layouts []sheet.Layout, to *Spool) *Recorder {
	d := to.desk(key)
	r := &Recorder{desk: d, recording: recording{book: book, packer: d.packer, to: to}}
	for i, layout := range layouts {
		head := book.Head(i)
		if len(d.waiting) <= i {
			d.waiting = append(d.waiting, nil)
		}
		r.sheets = append(r.sheets, sheetRecord{Sheet: Sheet{
			Name: layout.Name, FirstRow: len(head) + 1, Columns: len(layout.Columns), Head: head,
		}, waiting: d.waiting[i][:0]})
	}
	return r
}

// KeepError says in Chinese that the run's private folder has no place for the
// records of rows.
type KeepError struct{ reason error }

func (e *KeepError) Error() string { return "不能写入运行文件夹：" + output.Reason(e.reason) }

// Unwrap is why.
func (e *KeepError) Unwrap() error { return e.reason }

func cannotKeep(err error) error { return &KeepError{err} }

// Append adds a row to sheet i of the book and records it. An error, of the
// book's or because a record cannot be kept, may be about rows that were added
// before; Finish says it at the latest.
func (r *Recorder) Append(i int, values []sheet.Value) error {
	r.rows.add(i, values)
	if len(r.rows.each) < mostRows {
		return nil
	}
	switch {
	case !r.isLarge: // a small workbook is not worth a worker
		r.isLarge = true
		r.take(r.rows)
		return r.err
	case r.failed.Load() || r.full == nil && r.err != nil:
		r.rows.reset()
		return r.settle()
	}
	r.hand(r.rows)
	return nil
}

// hand gives full rows to the worker, and takes an empty one.
func (r *Recorder) hand(b *rows) {
	if r.free == nil {
		r.free, r.full = make(chan *rows, 2), make(chan *rows, 1)
		r.free <- r.spared()
		r.worker.Go(func() {
			for b := range r.full {
				r.work(b)
				r.free <- b
			}
		})
	}
	r.full <- b
	r.rows = <-r.free
}

// work is the worker's part of the work; a panic is kept for whoever waits for it.
func (r *Recorder) work(b *rows) {
	defer func() {
		if p := recover(); p != nil {
			r.panicked = p
		}
		if r.panicked != nil || r.err != nil {
			r.failed.Store(true)
		}
	}()
	if r.failed.Load() {
		b.reset()
		return
	}
	r.take(b)
}

// spared are rows to fill beside those that the worker has.
func (d *desk) spared() *rows {
	if d.spare == nil {
		d.spare = &rows{}
	}
	return d.spare
}

// stop waits for the worker.
func (r *Recorder) stop() {
	if r.full != nil {
		close(r.full)
		r.worker.Wait()
		r.spare, r.full = <-r.free, nil
	}
}

// settle waits for the worker and says what went wrong.
func (r *Recorder) settle() error {
	r.stop()
	if r.panicked != nil {
		panic(r.panicked)
	}
	return r.err
}

// take passes on and records the rows and forgets them, up to the first error.
func (r *recording) take(b *rows) {
	defer b.reset()
	if r.err != nil {
		return
	}
	for _, row := range b.each {
		values := b.values[row.from:row.end]
		if r.err = r.book.Append(row.sheet, values); r.err != nil {
			return
		}
		if r.add(&r.sheets[row.sheet], row.sheet, values); r.err != nil {
			return
		}
	}
}

// add records a row of a sheet.
func (r *recording) add(s *sheetRecord, at int, values []sheet.Value) {
	tags, data := r.packer.pack(at, values, s.Columns)
	r.record = r.packer.digester.appendRecord(r.record[:0], s.Name, data, tags)
	if s.rows > 0 {
		s.waiting = append(s.waiting, ",\n"...)
	}
	s.rows++
	s.waiting = append(s.waiting, '"')
	s.waiting = encoding.AppendEncode(s.waiting, r.record)
	s.waiting = append(s.waiting, '"')
	if len(s.waiting) >= mostWaiting {
		r.flush(s)
	}
}

// flush puts the records of a sheet that wait into the file.
func (r *recording) flush(s *sheetRecord) {
	p, err := r.to.add(s.waiting)
	r.err = err
	s.pieces = append(s.pieces, p)
	s.waiting = s.waiting[:0]
}

// Finish is the record of the workbook, which is now complete.
func (r *Recorder) Finish() (*Record, error) {
	if err := r.settle(); err != nil {
		return nil, err
	}
	if r.take(r.rows); r.err != nil {
		return nil, r.err
	}
	r.all = r.all[:0] // of what waits, in one go
	from := make([]int, len(r.sheets))
	for i := range r.sheets {
		from[i] = len(r.all)
		r.all = append(r.all, r.sheets[i].waiting...)
	}
	p, err := r.to.add(r.all)
	for i := range r.sheets {
		s := &r.sheets[i]
		s.pieces = append(s.pieces, piece{p.at + int64(from[i]), int64(len(s.waiting))})
		r.desk.waiting[i], s.waiting = s.waiting, nil
	}
	return &Record{r.to, r.sheets}, err
}

// Close ends the recording. It may be called at any time and more than once.
func (r *Recorder) Close() {
	r.stop()
	if r.desk != nil {
		r.to.free(r.desk)
		r.desk = nil
	}
}
