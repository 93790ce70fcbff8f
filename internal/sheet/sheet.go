// Package sheet is a workbook as plain values: what a sheet that was read
// holds, row by row, and what a sheet to be written looks like. It knows
// neither files nor the rubric.
package sheet

import (
	"errors"
	"strconv"
)

// Kind is what sort of value a cell holds.
type Kind uint8

// The kinds of cells. A cell without a value is Blank.
const (
	Blank   Kind = iota
	Text         // text of any origin: shared, inline, a formula's result, an ISO date
	Number       // Cell.Text is the number as stored, at full length
	Bool         // Cell.Text is TRUE or FALSE
	Error        // Cell.Text is #N/A and its like
	NoValue      // a formula whose result was never saved; Cell.Text is empty
)

// Cell is one cell that was read.
type Cell struct {
	// Column counts from 1 (A).
	Column int
	Kind   Kind
	// Text is the value as stored; rich text is joined, phonetic guides are
	// left out, _xHHHH_ escapes are resolved.
	Text string
	// Percent says that the cell's number format shows a percentage.
	Percent bool
	// Date says that the cell's number format shows a date or a time of day,
	// or that the text is an ISO date; see Moment.
	Date bool
	// Formula says that the value is a formula's saved result.
	Formula bool
	// Shared is the number of the text in the workbook's table of texts,
	// counted from 1; 0 where the text does not stand there. Cells of one
	// workbook with the same number have the same text.
	Shared int32
}

// Row is one row that was read.
type Row struct {
	// Number counts from 1, as the worksheet does.
	Number int
	// Hidden says that the row is hidden or filtered out.
	Hidden bool
	// Cells hold the cells that are not Blank, columns strictly rising. The
	// slice is used again for the next row; its strings may be kept.
	Cells []Cell
}

// Range is a rectangle of cells, both corners inside, counted from 1.
type Range struct {
	Top, Left, Bottom, Right int
}

// Name is the range as A1:B2.
func (r Range) Name() string { return CellName(r.Top, r.Left) + ":" + CellName(r.Bottom, r.Right) }

// Span is a run of columns or rows, both ends inside, counted from 1.
type Span struct {
	First, Last int
}

// Info is what is known of a worksheet before its first row.
type Info struct {
	Name string
	// Hidden says that the sheet is hidden in any of Excel's ways.
	Hidden bool
	// HiddenColumns are the columns that are hidden, rising.
	HiddenColumns []Span
	// Merges are the sheet's merged ranges of more than one cell; none has a
	// cell in common with another.
	Merges []Range
	// From1904 says that the workbook counts its days from 1904.
	From1904 bool
	// Inputs are the ranges that say what may be filled in, such as dropdowns;
	// they may overlap. Where that could not be told for certain, one covers
	// the whole sheet.
	Inputs []Range
}

// Workbook is a workbook that was opened and can be read sheet by sheet.
type Workbook interface {
	// Sheets are the names of the worksheets, in the workbook's order; chart
	// sheets and the like are left out.
	Sheets() []string
	// Read streams sheet i (0 is the first): begin is called once, before
	// the first row; row for each row that has a cell which is not blank.
	// Either may end the reading early with an error, which Read returns as
	// it is. Any other error says that the file is damaged or past a limit:
	// nothing that was streamed may then be relied on.
	// Within row another sheet may be read.
	Read(i int, begin func(Info) error, row func(Row) error) error
	// Rows is Read for whoever needs nothing of Info, and costs less: where
	// the file is damaged, that is known only after its rows, and told in place
	// of an error of row.
	Rows(i int, row func(Row) error) error
}

// ErrAgain says that a sheet was read in a hurry and has something, such as
// merged cells, that must be known before its rows: what was streamed is void,
// and reading it again gives everything.
var ErrAgain = errors.New("the sheet must be read again")

// ColumnName is the letter form of a column: 1 is A, 28 is AB.
func ColumnName(column int) string {
	var b [8]byte
	i := len(b)
	for column > 0 {
		column--
		i--
		b[i] = byte('A' + column%26)
		column /= 26
	}
	return string(b[i:])
}

// CellName is the name of a cell: (5, 4) is D5.
func CellName(row, column int) string {
	return ColumnName(column) + strconv.Itoa(row)
}
