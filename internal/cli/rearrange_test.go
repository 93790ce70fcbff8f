package cli_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// rearrange changes a sheet of a graded workbook as people do, and keeps every
// value:
//
//	rearrange FILE SHEET swap A B      two columns change places
//	rearrange FILE SHEET rename A B    a header says something else
//	rearrange FILE SHEET reverse       the rows in the opposite order
//	rearrange FILE SHEET title TEXT    a row with one cell above the header
//	rearrange FILE SHEET copy A B      row A stands in the place of row B too
//
// Columns are named by their headers.
func rearrangeCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: rearrange FILE SHEET swap A B | rename A B | reverse | title TEXT | copy A B")
	}
	path := ts.MkAbs(args[0])
	file, err := excelize.OpenFile(path)
	ts.Check(err)
	defer file.Close()
	ts.Check(rearrange(file, args[1], args[2], args[3:]))
	out, err := file.WriteToBuffer()
	ts.Check(err)
	ts.Check(os.WriteFile(path, out.Bytes(), 0o644))
}

func rearrange(file *excelize.File, sheet, how string, words []string) error {
	if how == "title" {
		if err := file.InsertRows(sheet, 1, 1); err != nil {
			return err
		}
		return file.SetCellStr(sheet, "A1", words[0])
	}
	if how == "copy" {
		return copyRow(file, sheet, words)
	}
	rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	head := slices.IndexFunc(rows, func(row []string) bool { return slices.Contains(row, "来源") })
	if head < 0 {
		return fmt.Errorf("%s has no header row", sheet)
	}
	place := func(header string) (int, error) {
		if at := slices.Index(rows[head], header); at >= 0 {
			return at + 1, nil
		}
		return 0, fmt.Errorf("%s has no column %s; it has %q", sheet, header, rows[head])
	}
	switch how {
	case "rename":
		column, err := place(words[0])
		if err != nil {
			return err
		}
		cell, _ := excelize.CoordinatesToCellName(column, head+1)
		return file.SetCellStr(sheet, cell, words[1])
	case "swap":
		a, err := place(words[0])
		if err != nil {
			return err
		}
		b, err := place(words[1])
		if err != nil {
			return err
		}
		for row := head + 1; row <= len(rows); row++ {
			if err := swap(file, sheet, [2]int{a, row}, [2]int{b, row}); err != nil {
				return err
			}
		}
		return nil
	case "reverse":
		for top, bottom := head+2, len(rows); top < bottom; top, bottom = top+1, bottom-1 {
			for column := range rows[head] {
				if err := swap(file, sheet, [2]int{column + 1, top}, [2]int{column + 1, bottom}); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return fmt.Errorf("cannot %s", how)
}

// swap exchanges two cells, numbers as numbers.
func swap(file *excelize.File, sheet string, a, b [2]int) error {
	var names [2]string
	var values [2]string
	var kinds [2]excelize.CellType
	for i, at := range [][2]int{a, b} {
		names[i], _ = excelize.CoordinatesToCellName(at[0], at[1])
		var err error
		if values[i], err = file.GetCellValue(sheet, names[i], excelize.Options{RawCellValue: true}); err != nil {
			return err
		}
		if kinds[i], err = file.GetCellType(sheet, names[i]); err != nil {
			return err
		}
	}
	for i := range names {
		var err error
		switch value := values[1-i]; {
		case value == "":
			err = file.SetCellValue(sheet, names[i], nil)
		case kinds[1-i] == excelize.CellTypeUnset || kinds[1-i] == excelize.CellTypeNumber:
			number, bad := strconv.ParseFloat(value, 64)
			if err = bad; err == nil {
				err = file.SetCellFloat(sheet, names[i], number, -1, 64)
			}
		default:
			err = file.SetCellStr(sheet, names[i], value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// copyRow puts a copy of one row in the place of another.
func copyRow(file *excelize.File, sheet string, words []string) error {
	from, err := strconv.Atoi(words[0])
	if err != nil {
		return err
	}
	to, err := strconv.Atoi(words[1])
	if err != nil {
		return err
	}
	if err := file.RemoveRow(sheet, to); err != nil {
		return err
	}
	if from > to {
		from--
	}
	return file.DuplicateRowTo(sheet, from, to)
}
