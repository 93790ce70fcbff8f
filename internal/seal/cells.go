package seal

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"credit/internal/points"
	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// The kinds of cells as a row is digested. A formula is another thing than
// the value it shows: it may show another one tomorrow.
const (
	textKind    = 't'
	numberKind  = 'n'
	boolKind    = 'b'
	errorKind   = 'e'
	formulaKind = 'f' // before one of the others
)

// Row is a row as it is digested: the cells that hold something, each with its
// column, its kind and its text; a number at 15 significant digits. A workbook
// that was saved again by an office program has the same rows. It is used
// again for the next row.
type Row struct {
	data  []byte
	cells []cell
}

// cell is where a cell stands: its column (1 is A), and where in data its kind
// and its text are.
type cell struct{ column, start, end int32 }

// trailer is how many bytes follow a cell: its column and its length.
const trailer = 6

func (r *Row) reset() { r.data, r.cells = r.data[:0], r.cells[:0] }

// finish ends a cell that was added to data from start on. Its column and its
// length follow it, so that no two rows have the same data.
func (r *Row) finish(column, start int) {
	end := len(r.data)
	r.cells = append(r.cells, cell{int32(column), int32(start), int32(end)})
	length := end - start
	r.data = append(r.data, byte(column), byte(column>>8), byte(length), byte(length>>8), byte(length>>16), byte(length>>24))
}

// rowOf is the row of that data.
func rowOf(data []byte) *Row {
	r := &Row{data: data}
	for end := len(data); end > 0; {
		end -= trailer
		column := binary.LittleEndian.Uint16(data[end:])
		start := end - int(binary.LittleEndian.Uint32(data[end+2:]))
		r.cells = append(r.cells, cell{int32(column), int32(start), int32(end)})
		end = start
	}
	slices.Reverse(r.cells)
	return r
}

// SetValues takes a row that is about to be written.
func (r *Row) SetValues(values []sheet.Value) {
	r.reset()
	for i := 0; i < len(values); i++ {
		r.add(i+1, &values[i])
		i += values[i].Columns() - 1
	}
}

func (r *Row) add(column int, v *sheet.Value) {
	text, isText := v.Text()
	if v.IsEmpty() || isText && text == "" {
		return
	}
	start := len(r.data)
	if v.IsComputed() {
		r.data = append(r.data, formulaKind)
	}
	if isText {
		r.data = append(r.data, textKind)
		r.data = append(r.data, lineEnds(xlsx.CellText(text))...)
	} else {
		r.data = appendNumber(append(r.data, numberKind), v)
	}
	r.finish(column, start)
}

// appendNumber adds a number as it is read back from its cell.
func appendNumber(b []byte, v *sheet.Value) []byte {
	b, exact := v.AppendExact(b)
	if exact {
		return b
	}
	number, _ := v.Number()
	d, _ := points.ParseCell(strconv.FormatFloat(number, 'f', -1, 64))
	return append(b, d.String()...)
}

// lineEnds makes line ends regular, which office programs do not keep.
func lineEnds(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// SetCells takes a row that was read.
func (r *Row) SetCells(cells []sheet.Cell) {
	r.reset()
	for i := range cells {
		kind, text := cellOf(&cells[i])
		if kind == 0 {
			continue
		}
		start := len(r.data)
		if cells[i].Formula {
			r.data = append(r.data, formulaKind)
		}
		r.data = append(r.data, kind)
		r.data = append(r.data, text...)
		r.finish(cells[i].Column, start)
	}
}

// cellOf is the kind and the text of a cell that was read; the kind 0 is a
// cell that shows nothing.
func cellOf(c *sheet.Cell) (kind byte, text string) {
	switch c.Kind {
	case sheet.Text:
		if c.Text == "" {
			return 0, ""
		}
		return textKind, lineEnds(c.Text)
	case sheet.Number:
		if isPlain(c.Text) {
			return numberKind, c.Text
		}
		if d, ok := points.ParseCell(c.Text); ok {
			return numberKind, d.String()
		}
		return numberKind, c.Text
	case sheet.Bool:
		return boolKind, c.Text
	case sheet.Error, sheet.NoValue:
		return errorKind, c.Text
	}
	return 0, ""
}

// Keep leaves only the cells of the columns that are wanted.
func (r *Row) Keep(wanted func(column int) bool) {
	var kept Row
	for _, c := range r.cells {
		if wanted(int(c.column)) {
			start := len(kept.data)
			kept.data = append(kept.data, r.of(c)...)
			kept.finish(int(c.column), start)
		}
	}
	*r = kept
}

// of is the kind and the text of a cell.
func (r *Row) of(c cell) []byte { return r.data[c.start:c.end] }

// Last is the last column in which anything stands.
func (r *Row) Last() int {
	if len(r.cells) == 0 {
		return 0
	}
	return int(r.cells[len(r.cells)-1].column)
}

// IsBlank reports a row in which nothing stands.
func (r *Row) IsBlank() bool { return len(r.cells) == 0 }

// Text is what stands in a column, as a person reads it.
func (r *Row) Text(column int) string {
	for _, c := range r.cells {
		if int(c.column) == column {
			return strings.TrimPrefix(string(r.of(c)), string(formulaKind))[1:]
		}
	}
	return ""
}

// clone is a row of its own.
func (r *Row) clone() *Row { return &Row{slices.Clone(r.data), slices.Clone(r.cells)} }
