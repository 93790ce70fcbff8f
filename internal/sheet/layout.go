package sheet

import (
	"slices"

	"credit/internal/points"
)

// Layout is what a sheet to be written looks like.
type Layout struct {
	Name    string
	Columns []Column
	// Heading are rows above the header row (a title, a note), each as wide
	// as the sheet; a data sheet that other programs read has none.
	Heading []string
	// Banner makes the first of Heading a warning on a coloured band.
	Banner bool
	// HeaderHeight is the header row's height in points, 0 for the default.
	HeaderHeight float64
	// FreezeColumns stay in view at the left, together with the header.
	FreezeColumns int
	// Filter puts a filter on the header row.
	Filter bool
	// Hidden sheets are not shown.
	Hidden bool
	// OmitEmpty leaves the sheet out of the workbook where no row was added.
	OmitEmpty bool
	// Tab is the colour of the sheet's tab, RRGGBB, empty for none.
	Tab string
	// Highlights colour cells by their value, first match first.
	Highlights []Highlight
	// Chart stands beside or below the table, if any.
	Chart *Chart
	// Plain leaves header styling and grid out: a page of text. The first of
	// several columns holds bold labels; without any Header there is no header
	// row.
	Plain bool
	// PageEvery, where given, begins a new printed page after so many columns
	// beside the frozen ones, which stand on each page; else the sheet is one
	// page wide where that can be read.
	PageEvery int
	// PageStarts, where given, are the columns (0 is the first) with which a
	// new printed page begins, instead of PageEvery.
	PageStarts []int
	// PageRows are the rows with which a new printed page begins.
	PageRows []int
	// PrintColumns, where given, are the only columns that are printed.
	PrintColumns int
	// Portrait prints the sheet upright; landscape is the default. Always A4.
	Portrait bool
	// OnePage prints the sheet on a single page, smaller where it must be.
	OnePage bool
	// Reach is how many rows under the header are prepared for filling in:
	// styles, Inputs and Highlights reach so far though the rows are empty.
	Reach int
	// CellInputs say what may be filled into single cells of a page.
	CellInputs []CellInput
}

// FirstRow is the row in which the data begins.
func (l Layout) FirstRow() int {
	row := len(l.Heading) + 1
	for _, name := range []func(Column) string{
		func(c Column) string { return c.Section }, func(c Column) string { return c.Group }, func(c Column) string { return c.Note },
	} {
		if slices.ContainsFunc(l.Columns, func(c Column) bool { return name(c) != "" }) {
			row++
		}
	}
	if !l.Plain || slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Header != "" }) {
		row++
	}
	return row
}

// Column is one column of a Layout.
type Column struct {
	// Group, where given, stands above Header in a row of its own, merged
	// over neighbours of the same Group; only where no other program reads
	// the sheet by its first row.
	Group string
	// Section stands above Group in the same way, and Note between Group and
	// Header in small print, in a row of its own: what an answer means.
	Section, Note string
	Header        string
	// Width in characters of the default font (a Chinese one counts two).
	Width float64
	Style Style
	// Wrap breaks long text into lines.
	Wrap bool
	// Recurring says that the column's texts are few and stand in many rows:
	// the file holds each once, if there is room, and its number in the cells.
	Recurring bool
	// Folded columns are folded away until somebody unfolds them.
	Folded bool
	// Input says what may be filled in; nil where anything may.
	Input *Input
}

// Input says what may be filled into a column's cells; office programs block
// anything that is typed and not allowed. Pasting gets round it: it is
// comfort, never a check.
type Input struct {
	// List, where given, is the range of the allowed answers, such as
	// '_credit'!$D$2:$D$3, shown as a dropdown.
	List string
	// Between, where given, allows numbers from the first to the second.
	Between *[2]points.Points
	// Formula, where given, is the condition, written for the first data row.
	Formula string
	// Title (32 characters at most) and Prompt (255) are shown while the cell
	// is selected.
	Title, Prompt string
	// Refusal (225) is shown when something else is typed, which is then
	// blocked; empty blocks nothing.
	Refusal string
}

// CellInput is the Input of the cells of a range.
type CellInput struct {
	Range Range
	Input Input
}

// Style is how a column shows its cells.
type Style uint8

// The styles of columns.
const (
	PlainText  Style = iota // text, left
	CenterText              // text, centred
	CodeText                // text format (ID numbers), centred
	PointCell               // a number with up to two decimals, 88.5
	TotalCell               // a number with exactly two decimals, bold
	ChangeCell              // a change of points, with its sign: +1.50
	CountCell               // a whole number
	ShareCell               // a percentage with one decimal
	RateCell                // a rate to be filled in: a percentage with two decimals
	FillCell                // anything to be filled in, centred, General format
	DateCell                // a date to be filled in: 2026-03-02
)

// Highlight colours a whole column's cells, or a row by one column's value.
type Highlight struct {
	// Column (0 is the first) is the one whose value decides.
	Column int
	// Equals, NotEmpty, LessThan or Greatest: the first that is set is the
	// condition. The last is that of every cell for itself: the greatest of
	// those of its row that are coloured, and above 0.
	Equals   string
	NotEmpty bool
	LessThan *points.Points
	Greatest bool
	// Formula, where given, is the condition instead, written for the first
	// data row; Column does not matter then.
	Formula string
	// Fill and Ink are colours, RRGGBB.
	Fill, Ink string
	Bold      bool
	// From and To are the columns that are coloured (0 is the first).
	From, To int
}

// Chart is a native chart over the table of its sheet.
type Chart struct {
	Kind  ChartKind
	Title string
	// Categories is the column of the labels, Series the columns drawn.
	Categories int
	Series     []int
	// Colours of the series, RRGGBB.
	Colours []string
	// Rows are the data rows that are drawn, counted from the first; the rows
	// there are, where they are fewer.
	Rows int
	// Below places the chart under the table, else to its right.
	Below bool
	// Whole is what the values of a row are together, such as 已评分, and
	// Together how many rows belong together, 0 for each by itself; where a
	// chart is drawn in parts, they stay in one.
	Whole    string
	Together int
}

// ChartKind is the form of a chart.
type ChartKind uint8

// The forms of charts.
const (
	StackedShare ChartKind = iota // horizontal bars, each 100%
	StackedCount                  // horizontal bars, stacked
	Bars                          // horizontal bars side by side, of points
)

// Book takes the rows of a workbook that is being written. Rows of several
// sheets may be mixed; each sheet's come in order.
type Book interface {
	// Append adds a row to sheet i of the layouts the book was made with;
	// the values may be used again afterwards.
	Append(i int, values []Value) error
}
