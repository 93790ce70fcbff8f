package cli_test

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

const formSheet = "填报表"

// fill FILE SPEC.txt fills people into a template, as somebody does who opens
// and saves it: a line "person …" each, as workbook has them, from the first
// prepared row on.
func fillCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fill FILE SPEC.txt")
	}
	file, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer file.Close()
	m := newWorkbookMaker(ts.Value(idsKey).(*idNumbers))
	m.file, m.sheet = file, formSheet
	at, headers := formHeader(ts, file)
	m.row = at
	for _, header := range headers {
		for i := range m.rubric.Indicators {
			if header == m.rubric.Indicators[i].Label() {
				header = fmt.Sprint(m.rubric.Indicators[i].Number)
			}
		}
		m.keys = append(m.keys, header)
	}
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		if text, isPerson := strings.CutPrefix(strings.TrimRight(line, "\r\n"), "person "); isPerson {
			ts.Check(m.person(text))
		}
	}
	data, err := m.bytes()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// formHeader is the header row of a template's 填报表.
func formHeader(ts *testscript.TestScript, file *excelize.File) (row int, headers []string) {
	rows, err := file.GetRows(formSheet)
	ts.Check(err)
	at := slices.IndexFunc(rows, func(row []string) bool { return slices.Contains(row, "身份证件号码") })
	if at < 0 {
		ts.Fatalf("no template")
	}
	return at + 1, rows[at]
}

// guides FILE HEADER… prints of these columns of a template what stands above
// the header, what the dropdown offers or the condition, and the prompt.
func guidesCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: guides FILE HEADER…")
	}
	file, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer file.Close()
	at, headers := formHeader(ts, file)
	inputs, err := file.GetDataValidations(formSheet)
	ts.Check(err)
	for _, header := range args[1:] {
		column, err := excelize.ColumnNumberToName(slices.Index(headers, header) + 1)
		ts.Check(err)
		note, err := file.GetCellValue(formSheet, fmt.Sprintf("%s%d", column, at-1))
		ts.Check(err)
		fmt.Fprintf(ts.Stdout(), "%s\n  上方：%s\n", header, note)
		for _, input := range inputs {
			if strings.HasPrefix(input.Sqref, fmt.Sprintf("%s%d:", column, at+1)) {
				fmt.Fprintf(ts.Stdout(), "  可填：%s\n  提示：%s\n", offered(ts, file, input), strings.ReplaceAll(textOf(input.Prompt), "\n", "⏎"))
				fmt.Fprintf(ts.Stdout(), "  不许：%s\n", textOf(input.Error))
			}
		}
	}
}

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// offered is what a dropdown offers, or the condition as it stands.
func offered(ts *testscript.TestScript, file *excelize.File, input *excelize.DataValidation) string {
	name, area, isList := strings.Cut(strings.ReplaceAll(input.Formula1, "$", ""), "!")
	if input.Type != "list" || !isList {
		return strings.Trim(input.Formula1+" "+input.Formula2, " ")
	}
	from, to, _ := strings.Cut(area, ":")
	column, first, err := excelize.CellNameToCoordinates(from)
	ts.Check(err)
	_, last, err := excelize.CellNameToCoordinates(to)
	ts.Check(err)
	var texts []string
	for row := first; row <= last; row++ {
		cell, _ := excelize.CoordinatesToCellName(column, row)
		text, err := file.GetCellValue(strings.Trim(name, "'"), cell)
		ts.Check(err)
		texts = append(texts, text)
	}
	return strings.Join(texts, " | ")
}
