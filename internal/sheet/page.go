package sheet

import (
	"iter"
	"slices"
	"strconv"

	"credit/internal/points"
)

// Page is a table with what it looks like: the one form from which a sheet of
// a workbook, a table on the screen and a part of a web page are made.
type Page struct {
	Layout
	Rows [][]Value
	// More are rows after Rows that are made as they are written, where there
	// may be too many to keep; what it yields is used again.
	More iter.Seq[[]Value]
	// Notes are said under the table, a line each, where there is no sheet of
	// its own for them.
	Notes []string
}

// Add appends a row.
func (p *Page) Add(row ...Value) { p.Rows = append(p.Rows, row) }

// Bold sets a row apart, for totals.
func Bold(row []Value) []Value {
	for i := range row {
		row[i] = row[i].AsBold()
	}
	return row
}

// All are all rows, in their order.
func (p Page) All() iter.Seq[[]Value] {
	return func(yield func([]Value) bool) {
		for _, row := range p.Rows {
			if !yield(row) {
				return
			}
		}
		if p.More != nil {
			p.More(yield)
		}
	}
}

// Without is the page without the columns that have these headers; it has no
// chart and no highlights, which count columns.
func (p Page) Without(headers ...string) Page {
	var kept []int
	columns := p.Columns
	p.Columns, p.Chart, p.Highlights = nil, nil, nil
	for i, c := range columns {
		if !slices.Contains(headers, c.Header) {
			kept = append(kept, i)
			p.Columns = append(p.Columns, c)
		}
	}
	rows := p.Rows
	p.Rows = nil
	for _, row := range rows {
		var short []Value
		for _, i := range kept {
			if i < len(row) {
				short = append(short, row[i])
			}
		}
		p.Add(short...)
	}
	return p
}

// Layouts are the layouts of pages, in their order.
func Layouts(pages []Page) []Layout {
	layouts := make([]Layout, len(pages))
	for i := range pages {
		layouts[i] = pages[i].Layout
	}
	return layouts
}

// Write writes the rows of pages into a book that was made with their Layouts.
func Write(book Book, pages []Page) error {
	for i := range pages {
		for row := range pages[i].All() {
			if err := book.Append(i, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// Shown is a value as it is read in a column of that style: 88.5, 88.50, +1.50,
// 12.3%; the empty text where there is none.
func (v Value) Shown(style Style) string {
	switch v.kind {
	case textValue:
		return v.text
	case countValue:
		return strconv.FormatInt(v.number, 10)
	case shareValue:
		return percent(v.number, v.over)
	case pointsValue:
		p := points.Points(v.number)
		switch {
		case style == TotalCell:
			return p.Fixed()
		case style == ChangeCell && p > 0:
			return "+" + p.Fixed()
		case style == ChangeCell:
			return p.Fixed()
		}
		return p.String()
	}
	return ""
}

// percent is part of whole with one decimal, half up.
func percent(part, whole int64) string {
	tenths := (2000*part + whole) / (2 * whole)
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10) + "%"
}

// IsNumber reports a column that holds numbers alone; one to be filled in may
// hold anything.
func (s Style) IsNumber() bool {
	switch s {
	case PointCell, TotalCell, ChangeCell, CountCell, ShareCell:
		return true
	}
	return false
}
