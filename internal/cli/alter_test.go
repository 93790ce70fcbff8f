package cli_test

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"credit/internal/render"
)

// alter FILE SHEET CELL VALUE changes one cell of a workbook, as somebody does
// who opens and saves it: a text, n:95 a number, nothing no cell.
// alter FILE SHEET drop ROW deletes a row, rename NAME renames the sheet.
func alterCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: alter FILE SHEET CELL VALUE | alter FILE SHEET drop ROW")
	}
	path := ts.MkAbs(args[0])
	file, err := excelize.OpenFile(path)
	ts.Check(err)
	defer file.Close()
	ts.Check(alterCell(file, args[1], args[2], args[3]))
	out, err := file.WriteToBuffer()
	ts.Check(err)
	ts.Check(os.WriteFile(path, out.Bytes(), 0o644))
}

func alterCell(file *excelize.File, sheet, cell, value string) error {
	number, isNumber := strings.CutPrefix(value, "n:")
	switch {
	case cell == "drop":
		var row int
		if _, err := fmt.Sscan(value, &row); err != nil {
			return err
		}
		return file.RemoveRow(sheet, row)
	case cell == "rename":
		return file.SetSheetName(sheet, value)
	case value == "":
		return file.SetCellValue(sheet, cell, nil)
	case isNumber: // beside an earlier text it would be a second value
		return errors.Join(file.SetCellStr(sheet, cell, ""), file.SetCellDefault(sheet, cell, number))
	}
	return file.SetCellStr(sheet, cell, value)
}

// straight WIDTH holds that every table of the last output stands straight: a
// header, a rule, rows and perhaps a second rule and sums, down to a blank line
// or a note, all of them as wide as the rule and no wider than that.
func straightCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: straight WIDTH")
	}
	width, err := strconv.Atoi(args[0])
	ts.Check(err)
	lines := strings.Split(ts.ReadFile("stdout"), "\n")
	tables := 0
	for at := 1; at < len(lines); at++ {
		if !rule.MatchString(lines[at]) {
			continue
		}
		tables++
		end := at + 1
		for end < len(lines) && lines[end] != "" && !note.MatchString(lines[end]) {
			end++
		}
		for _, line := range lines[at-1 : end] {
			if got := render.Width(line); got != len(lines[at]) || got > width {
				ts.Fatalf("a line of %d columns in a table of %d: %s", got, len(lines[at]), line)
			}
		}
		at = end
	}
	if tables == 0 {
		ts.Fatalf("no table in the output")
	}
}
