// Package sheettest is a workbook in memory for tests, with a form that a
// person can read and write:
//
//	== 填报表 hidden
//	merge A3:A5
//	hide B:C
//	hide 7:8
//	count from 1904
//	1: 县（市）区 | 学校 | 姓名
//	   伊美区 | #0.965% | "一等奖\n二等奖"
//
// A row without a number follows the one above. A cell is text as it stands,
// "…" text quoted as in Go, #4.5 a number as stored, #0.965% a number with a
// percent format, #46083@ one with a date format, !TRUE a truth value, !#N/A an error value, ? a formula
// whose result was never saved, and a leading = marks a formula's result.
package sheettest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/sheet"
)

// Sheet is one worksheet.
type Sheet struct {
	Info sheet.Info
	Rows []sheet.Row
	// Damage, where set, is the error that ends the reading after the rows.
	Damage error
}

// Book is a workbook; it implements sheet.Workbook.
type Book []Sheet

// Sheets are the names of the sheets.
func (b Book) Sheets() []string {
	names := make([]string, len(b))
	for i := range b {
		names[i] = b[i].Info.Name
	}
	return names
}

// Read streams a sheet as sheet.Workbook promises and no better: the slice
// of cells is spoilt after each row, and blank rows are left out.
func (b Book) Read(i int, begin func(sheet.Info) error, row func(sheet.Row) error) error {
	if err := begin(b[i].Info); err != nil {
		return err
	}
	var buffer []sheet.Cell
	for _, r := range b[i].Rows {
		buffer = append(buffer[:0], r.Cells...)
		if len(buffer) == 0 {
			continue
		}
		if err := row(sheet.Row{Number: r.Number, Hidden: r.Hidden, Cells: buffer}); err != nil {
			return err
		}
		for at := range buffer {
			buffer[at] = sheet.Cell{Column: 1, Kind: sheet.Text, Text: "row used after its time"}
		}
	}
	return b[i].Damage
}

// Rows streams the rows of a sheet, as Read does.
func (b Book) Rows(i int, row func(sheet.Row) error) error {
	err := b.Read(i, func(sheet.Info) error { return nil }, row)
	if b[i].Damage != nil {
		return b[i].Damage
	}
	return err
}

// Row makes a row of cells in the readable form; an empty one is blank.
func Row(number int, cells ...string) sheet.Row {
	row := sheet.Row{Number: number}
	for i, text := range cells {
		if cell := Cell(text); cell.Kind != sheet.Blank {
			cell.Column = i + 1
			row.Cells = append(row.Cells, cell)
		}
	}
	return row
}

// Cell makes a cell of its readable form, without its column.
func Cell(text string) sheet.Cell {
	text = strings.TrimSpace(text)
	var cell sheet.Cell
	if rest, is := strings.CutPrefix(text, "="); is {
		cell.Formula, text = true, rest
	}
	switch {
	case text == "":
		cell.Kind = sheet.Blank
	case text == "?":
		cell.Kind, cell.Formula = sheet.NoValue, true
	case strings.HasPrefix(text, "!#"):
		cell.Kind, cell.Text = sheet.Error, text[1:]
	case text == "!TRUE" || text == "!FALSE":
		cell.Kind, cell.Text = sheet.Bool, text[1:]
	case strings.HasPrefix(text, "#"):
		cell.Kind = sheet.Number
		cell.Text, cell.Percent = strings.CutSuffix(text[1:], "%")
		cell.Text, cell.Date = strings.CutSuffix(cell.Text, "@")
	case strings.HasPrefix(text, `"`):
		quoted, err := strconv.Unquote(text)
		if err != nil {
			panic(fmt.Sprintf("sheettest: cell %s: %v", text, err))
		}
		cell.Kind, cell.Text = sheet.Text, quoted
	default:
		cell.Kind, cell.Text = sheet.Text, text
	}
	return cell
}

// Parse makes a workbook of its readable form; a mistake in it panics.
func Parse(text string) Book {
	var book Book
	next := 1
	hidden := map[int]bool{}
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if title, is := strings.CutPrefix(line, "== "); is {
			title, concealed := strings.CutSuffix(title, " hidden")
			book = append(book, Sheet{Info: sheet.Info{Name: title, Hidden: concealed}})
			next, hidden = 1, map[int]bool{}
			continue
		}
		if line == "" {
			continue
		}
		last := &book[len(book)-1]
		if ref, is := strings.CutPrefix(line, "merge "); is {
			last.Info.Merges = append(last.Info.Merges, Range(ref))
			continue
		}
		if line == "count from 1904" {
			last.Info.From1904 = true
			continue
		}
		if ref, is := strings.CutPrefix(line, "hide "); is {
			last.hide(ref, hidden)
			continue
		}
		if number, rest, is := strings.Cut(line, ": "); is {
			if n, err := strconv.Atoi(number); err == nil {
				next, line = n, rest
			}
		}
		row := Row(next, strings.Split(line, "|")...)
		row.Hidden = hidden[next]
		last.Rows = append(last.Rows, row)
		next++
	}
	return book
}

// hide reads B:C (columns) or 7:8 (rows).
func (s *Sheet) hide(ref string, rows map[int]bool) {
	from, to, _ := strings.Cut(ref, ":")
	if first, err := strconv.Atoi(from); err == nil {
		last, err := strconv.Atoi(to)
		if err != nil {
			panic("sheettest: hide " + ref)
		}
		for n := first; n <= last; n++ {
			rows[n] = true
		}
		return
	}
	s.Info.HiddenColumns = append(s.Info.HiddenColumns, sheet.Span{First: Column(from), Last: Column(to)})
}

// Column is the number of a column's letters.
func Column(letters string) int {
	n := 0
	for _, r := range letters {
		n = n*26 + int(r-'A') + 1
	}
	return n
}

// Range reads A1:B2.
func Range(ref string) sheet.Range {
	from, to, _ := strings.Cut(ref, ":")
	top, left := corner(from)
	bottom, right := corner(to)
	return sheet.Range{Top: top, Left: left, Bottom: bottom, Right: right}
}

func corner(ref string) (row, column int) {
	at := strings.IndexAny(ref, "0123456789")
	row, err := strconv.Atoi(ref[at:])
	if err != nil {
		panic("sheettest: cell " + ref)
	}
	return row, Column(ref[:at])
}

// Table is a sheet with a header row: columns are named, rows are given by
// the names of their columns.
type Table struct {
	Name string
	// Header is the header row's number, 1 where it is 0.
	Header  int
	Columns []string
}

// Sheet makes the sheet: one row a person under the header.
func (t Table) Sheet(people ...map[string]string) Sheet {
	header := max(t.Header, 1)
	s := Sheet{Info: sheet.Info{Name: t.Name}}
	titles := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		titles[i] = strconv.Quote(column)
	}
	s.Rows = append(s.Rows, Row(header, titles...))
	for i, person := range people {
		cells := make([]string, len(t.Columns))
		for column, cell := range person {
			at := slices.Index(t.Columns, column)
			if at < 0 {
				panic("sheettest: no column " + column)
			}
			cells[at] = cell
		}
		s.Rows = append(s.Rows, Row(header+1+i, cells...))
	}
	return s
}
