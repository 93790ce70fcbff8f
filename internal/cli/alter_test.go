package cli_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"credit/internal/output"
	"credit/internal/render"
	"credit/internal/seal"
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

// refit DIR rewrites the manifest of a folder of results as a forger would: the
// SHA-256 of every result is that of the file as it stands, and so are the
// headers of its sheets. refit DIR SHEET leaves out what is recorded of the sheets of that name too.
func refitCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: refit DIR [SHEET]")
	}
	path := filepath.Join(ts.MkAbs(args[0]), output.ManifestName)
	m, err := seal.Parse([]byte(ts.ReadFile(path)))
	ts.Check(err)
	for i := range m.Outputs {
		data, err := os.ReadFile(filepath.Join(filepath.Dir(path), m.Outputs[i].File))
		ts.Check(err)
		m.Outputs[i].SHA256 = seal.SHA256(data)
	}
	m.Sheets = slices.DeleteFunc(m.Sheets, func(s seal.Sheet) bool { return len(args) == 2 && (s.Name == args[1] || args[1] == "*") })
	if len(m.Sheets) == 0 {
		m.RowKey, m.Sheets = "", nil
	}
	for i := range m.Sheets {
		ts.Check(refitHead(filepath.Dir(path), &m.Sheets[i]))
	}
	text, err := json.MarshalIndent(m, "", "  ")
	ts.Check(err)
	ts.Check(os.WriteFile(path, text, 0o600))
}

// refitHead takes what stands above the data of a sheet from its file.
func refitHead(dir string, s *seal.Sheet) error {
	file, err := excelize.OpenFile(filepath.Join(dir, s.File))
	if err != nil {
		return err
	}
	defer file.Close()
	for row := range s.Head {
		for column := range s.Head[row] {
			name, err := excelize.CoordinatesToCellName(column+1, row+1)
			if err != nil {
				return err
			}
			if text, err := file.GetCellValue(s.Name, name); err == nil && s.Head[row][column] != "" { // a merged cell shows its neighbour's
				s.Head[row][column] = text
			}
		}
	}
	return nil
}
