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
	data []byte
	// ends are where each cell ends in data, columns which it stands in (1 is
	// A), starts where its kind stands.
	starts, ends, columns []int
}

func (r *Row) reset() {
	r.data, r.starts, r.ends, r.columns = r.data[:0], r.starts[:0], r.ends[:0], r.columns[:0]
}

// begin starts the cell of a column; what follows in data is its kind and its
// text, until finish.
func (r *Row) begin(column int) {
	r.data = binary.AppendUvarint(r.data, uint64(column))
	r.starts, r.columns = append(r.starts, len(r.data)), append(r.columns, column)
}

func (r *Row) finish() {
	end := len(r.data)
	r.ends = append(r.ends, end)
	r.data = binary.AppendUvarint(r.data, uint64(end-r.starts[len(r.starts)-1]))
}

// SetValues takes a row that is about to be written.
func (r *Row) SetValues(values []sheet.Value) {
	r.reset()
	for i := 0; i < len(values); i++ {
		r.add(i+1, values[i])
		i += values[i].Columns() - 1
	}
}

func (r *Row) add(column int, v sheet.Value) {
	text, isText := v.Text()
	if v.IsEmpty() || isText && text == "" {
		return
	}
	r.begin(column)
	if v.IsComputed() {
		r.data = append(r.data, formulaKind)
	}
	if isText {
		r.data = append(r.data, textKind)
		r.data = append(r.data, lineEnds(xlsx.CellText(text))...)
	} else {
		number, _ := v.Number()
		r.data = append(r.data, numberKind)
		r.data = appendNumber(r.data, number)
	}
	r.finish()
}

// appendNumber adds a number as it is read back from its cell.
func appendNumber(b []byte, number float64) []byte {
	const cellDigits = 15
	start := len(b)
	b = strconv.AppendFloat(b, number, 'f', -1, 64)
	if len(b)-start <= cellDigits {
		return b
	}
	d, _ := points.ParseCell(string(b[start:]))
	return append(b[:start], d.String()...)
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
		if kind, text := cellOf(&cells[i]); kind != 0 {
			r.begin(cells[i].Column)
			if cells[i].Formula {
				r.data = append(r.data, formulaKind)
			}
			r.data = append(r.data, kind)
			r.data = append(r.data, text...)
			r.finish()
		}
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
	kept := Row{}
	for i, column := range r.columns {
		if wanted(column) {
			kept.begin(column)
			kept.data = append(kept.data, r.data[r.starts[i]:r.ends[i]]...)
			kept.finish()
		}
	}
	*r = kept
}

// IsBlank reports a row in which nothing stands.
func (r *Row) IsBlank() bool { return len(r.columns) == 0 }

// Text is what stands in a column, as a person reads it.
func (r *Row) Text(column int) string {
	for i, at := range r.columns {
		if at == column {
			cell := r.data[r.starts[i]:r.ends[i]]
			if cell[0] == formulaKind {
				cell = cell[1:]
			}
			return string(cell[1:])
		}
	}
	return ""
}

// clone is a row of its own.
func (r *Row) clone() *Row {
	return &Row{slices.Clone(r.data), slices.Clone(r.starts), slices.Clone(r.ends), slices.Clone(r.columns)}
}
