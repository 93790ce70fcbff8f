package template

import (
	"fmt"
	"slices"

	"credit/internal/sheet"
	"credit/internal/stamp"
)

// firstList is the first column of the lists in the hidden sheet; the stamp
// stands in A and B.
const firstList = 4

// lists are the columns of the hidden sheet that dropdowns and formulas refer
// to. The first row has their titles.
type lists struct {
	titles  []string
	columns [][]string
}

// dropdown is the range of a list of texts.
func (l *lists) dropdown(title string, texts []string) string {
	column := l.add(title, texts)
	return fmt.Sprintf("%s:$%s$%d", listCell(2, column), sheet.ColumnName(column), len(texts)+1)
}

// cell is the reference of a text of its own.
func (l *lists) cell(title, text string) string { return listCell(2, l.add(title, []string{text})) }

// add adds a column of texts and gives its number; the same texts stand once.
func (l *lists) add(title string, texts []string) int {
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
	return fmt.Sprintf("'%s'!$%s$%d", stamp.SheetName, sheet.ColumnName(column), row)
}

func (l *lists) layout() sheet.Layout {
	layout := stamp.Layout()
	layout.Columns = append(layout.Columns, sheet.Column{Width: 3})
	for _, title := range l.titles {
		layout.Columns = append(layout.Columns, sheet.Column{Header: title, Width: 14})
	}
	return layout
}

// rows are the stamp's rows with the lists beside them.
func (l *lists) rows(s stamp.Stamp) [][]sheet.Value {
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
