package stamp

import (
	"fmt"
	"slices"

	"credit/internal/sheet"
)

// firstList is the first column of the lists in the hidden sheet; the stamp
// stands in A and B.
const firstList = 4

// Lists are the columns of the hidden sheet that dropdowns and formulas refer
// to; the first row has their titles. The zero value has none.
type Lists struct {
	titles  []string
	columns [][]string
}

// Dropdown is the range of a list of texts.
func (l *Lists) Dropdown(title string, texts []string) string {
	column := l.add(title, texts)
	return fmt.Sprintf("%s:$%s$%d", listCell(2, column), sheet.ColumnName(column), len(texts)+1)
}

// Listed allows nothing but the texts, as a dropdown.
func (l *Lists) Listed(title string, texts []string) *sheet.Input {
	return &sheet.Input{List: l.Dropdown(title, texts), Refusal: "请从列表里选。"}
}

// Cell is the reference of a text of its own.
func (l *Lists) Cell(title, text string) string { return listCell(2, l.add(title, []string{text})) }

// add adds a column of texts and gives its number; the same texts stand once.
func (l *Lists) add(title string, texts []string) int {
	for at, column := range l.columns {
		if slices.Equal(column, texts) {
			return firstList + at
		}
	}
	l.titles, l.columns = append(l.titles, title), append(l.columns, texts)
	return firstList + len(l.columns) - 1
}

// listCell is the absolute reference of a cell of the hidden sheet.
func listCell(row, column int) string {
	return fmt.Sprintf("'%s'!$%s$%d", SheetName, sheet.ColumnName(column), row)
}

// Layout is the hidden sheet with the lists beside the stamp.
func (l *Lists) Layout() sheet.Layout {
	layout := Layout()
	layout.Columns = append(layout.Columns, sheet.Column{Width: 3})
	for _, title := range l.titles {
		layout.Columns = append(layout.Columns, sheet.Column{Header: title, Width: 14})
	}
	return layout
}

// Rows are the stamp's rows with the lists beside them.
func (l *Lists) Rows(s Stamp) [][]sheet.Value {
	rows := s.Rows()
	for at, column := range l.columns {
		for i, text := range column {
			if i == len(rows) {
				rows = append(rows, nil)
			}
			gap := make([]sheet.Value, firstList+at-1-len(rows[i]))
			rows[i] = append(append(rows[i], gap...), sheet.TextValue(text))
		}
	}
	return rows
}
