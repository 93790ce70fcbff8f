package seal

import (
	"fmt"
	"slices"

	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// Expected is a sheet as it ought to be: what stands above its data, and the
// record of each row.
type Expected struct {
	Name     string
	FirstRow int
	Columns  int
	// Head are the rows above the data.
	Head    [][]string
	records [][]byte
	// rows are the data of the rows themselves, where they are known: scored
	// again, not from a manifest. Rows and records stand in pieces of room.
	rows [][]byte
	room []byte
	// known is the sheet of the manifest, where the workbook was found to be as
	// it says; of rows that are the same there nothing is kept. same counts them.
	known *Sheet
	same  int
}

// pieceOfRoom is how much room is made at once.
const pieceOfRoom = 256 << 10

// keep is a copy of data that costs no more than its bytes.
func (e *Expected) keep(data []byte) []byte {
	if len(e.room)+len(data) > cap(e.room) {
		e.room = make([]byte, 0, max(pieceOfRoom, len(data)))
	}
	start := len(e.room)
	e.room = append(e.room, data...)
	return e.room[start:len(e.room):len(e.room)]
}

// Expect is a sheet of a manifest.
func (s *Sheet) Expect() (*Expected, error) {
	e := &Expected{Name: s.Name, FirstRow: s.FirstRow, Columns: s.Columns, Head: s.Head}
	size := len(Sum{}) + s.Columns*tagSize
	all := make([]byte, 0, size*len(s.Rows))
	for i, text := range s.Rows {
		start := len(all)
		var err error
		if all, err = encoding.AppendDecode(all, []byte(text)); err != nil || len(all)-start != size {
			return nil, fmt.Errorf("清单里“%s”的“%s”表第 %d 行的记录不完整：清单被改动过", s.File, s.Name, s.FirstRow+i)
		}
		e.records = append(e.records, all[start:])
	}
	return e, nil
}

// Expecting takes the rows of a workbook as one would be written, and keeps
// them: it is a sheet.Book.
type Expecting struct {
	Sheets   []*Expected
	digester *Digester
	keep     func(i int, row *Row)
	row      Row
	record   []byte
	text     []byte
}

// NewExpecting takes rows for sheets of these layouts, above whose data stands
// what a workbook made with them has there. keep, where given, may take cells
// out of a row that are not to be compared.
func NewExpecting(key Key, layouts []sheet.Layout, keep func(i int, row *Row)) (*Expecting, error) {
	book, err := xlsx.Create(layouts, xlsx.WriteOptions{})
	if err != nil {
		return nil, err
	}
	e := &Expecting{digester: key.Digester(), keep: keep}
	for i, l := range layouts {
		head := book.Head(i)
		e.Sheets = append(e.Sheets, &Expected{Name: l.Name, FirstRow: len(head) + 1, Columns: len(l.Columns), Head: head})
	}
	return e, book.Close()
}

// Know gives the sheets that a manifest has of the workbook, made under the same
// key: of a workbook that is as they say, the rows that come out the same again
// need not be kept to be compared.
func (e *Expecting) Know(sheets []Sheet) {
	for _, s := range e.Sheets {
		for i := range sheets {
			if sheets[i].Name == s.Name {
				s.known = &sheets[i]
			}
		}
	}
}

// IsKnown reports a sheet that came out as the manifest has it.
func (e *Expected) IsKnown() bool {
	return e.known != nil && e.same == len(e.known.Rows) && e.same == len(e.records) &&
		e.FirstRow == e.known.FirstRow && e.Columns == e.known.Columns && slices.EqualFunc(e.Head, e.known.Head, slices.Equal[[]string])
}

// complete makes the records that the manifest holds: the sheet is to be
// compared after all.
func (e *Expected) complete() {
	for i := range e.records {
		if e.records[i] == nil {
			// It decodes: a record was encoded to this very text.
			e.records[i], _ = encoding.AppendDecode(nil, []byte(e.known.Rows[i]))
		}
	}
}

// Append adds a row to sheet i.
func (e *Expecting) Append(i int, values []sheet.Value) error {
	s := e.Sheets[i]
	e.row.SetValues(values)
	if e.keep != nil {
		e.keep(i, &e.row)
	}
	e.record = e.digester.AppendRecord(e.record[:0], s.Name, &e.row, s.Columns)
	if n := len(s.records); s.known != nil && n < len(s.known.Rows) {
		if e.text = encoding.AppendEncode(e.text[:0], e.record); string(e.text) == s.known.Rows[n] {
			s.rows, s.records = append(s.rows, nil), append(s.records, nil)
			s.same++
			return nil
		}
	}
	s.rows = append(s.rows, s.keep(e.row.data))
	s.records = append(s.records, s.keep(e.record))
	return nil
}

// row is the row of a record, nil where only the record is known.
func (e *Expected) row(record int32) *Row {
	if e.rows == nil || e.rows[record] == nil {
		return nil
	}
	return rowOf(e.rows[record])
}

// Rows is how many rows there ought to be.
func (e *Expected) Rows() int { return len(e.records) }

// Header is the header over a column, empty where there is none.
func (e *Expected) Header(column int) string {
	if n := len(e.Head); n > 0 && column >= 1 && column <= len(e.Head[n-1]) {
		return e.Head[n-1][column-1]
	}
	return ""
}
