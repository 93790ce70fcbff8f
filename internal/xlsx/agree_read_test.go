package xlsx_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"credit/internal/sheet"
	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
)

// randomBook is a workbook that excelize wrote with random content.
func randomBook(t testing.TB, seed uint64) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	f := excelize.NewFile()
	defer f.Close()
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{"是", "否", "张三", " 空 格 ", "a<b>&\"c'", "第一行\n第二行", "_x000D_", "x_x0041_y", "😀", "1", "=1+1", strings.Repeat("长", 300)}
	for range 60 {
		name, _ := excelize.CoordinatesToCellName(1+r.IntN(30), 1+r.IntN(40))
		switch r.IntN(7) {
		case 0, 1, 2:
			err = f.SetCellStr("Sheet1", name, texts[r.IntN(len(texts))])
		case 3:
			err = f.SetCellValue("Sheet1", name, r.Float64()*100)
		case 4:
			err = f.SetCellValue("Sheet1", name, r.IntN(1000))
		case 5:
			err = f.SetCellBool("Sheet1", name, r.IntN(2) == 0)
		case 6:
			err = f.SetCellRichText("Sheet1", name, []excelize.RichTextRun{{Text: "甲 "}, {Text: "乙", Font: &excelize.Font{Bold: true}}})
		}
		if err != nil {
			t.Fatal(err)
		}
		if r.IntN(4) == 0 {
			_ = f.SetCellStyle("Sheet1", name, name, percent)
		}
	}
	_ = f.MergeCell("Sheet1", "AF1", "AG3")
	_ = f.SetColVisible("Sheet1", "C:D", false)
	_ = f.SetRowVisible("Sheet1", 3, false)
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// excelizeCells are the cells with text as excelize reads them.
func excelizeCells(t *testing.T, data []byte) map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]string{}
	for i, row := range rows {
		for j, text := range row {
			if text != "" {
				cells[sheet.CellName(i+1, j+1)] = text
			}
		}
	}
	return cells
}

// TestAgreesWithExcelize: on sound files the two readers see the same.
func TestAgreesWithExcelize(t *testing.T) {
	for seed := range uint64(30) {
		data := randomBook(t, seed)
		want := excelizeCells(t, data)
		w, err := xlsx.Open(data, xlsx.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		var info sheet.Info
		err = w.Read(0, func(i sheet.Info) error { info = i; return nil }, func(r sheet.Row) error {
			for _, c := range r.Cells {
				text := c.Text
				if c.Kind == sheet.Bool {
					text = map[string]string{"TRUE": "1", "FALSE": "0"}[text]
				}
				got[sheet.CellName(r.Number, c.Column)] = text
			}
			if r.Hidden != (r.Number == 3) {
				t.Errorf("row %d hidden: %v", r.Number, r.Hidden)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("seed %d: read\n%v\nexcelize reads\n%v", seed, got, want)
		}
		if fmt.Sprint(info.Merges, info.HiddenColumns) != "[{1 32 3 33}] [{3 4}]" {
			t.Errorf("info %v", info)
		}
	}
}

// TestMutants: a damaged file reads exactly as before or is refused, never
// differently, and nothing panics.
func TestMutants(t *testing.T) {
	const rounds = 4000
	books := [][]byte{goodParts().zip(t), randomBook(t, 7)}
	var whole []string
	for _, data := range books {
		text, r := readAll(t, data, xlsx.Options{})
		if r != nil {
			t.Fatal(r.Reason)
		}
		whole = append(whole, text)
	}
	random := rand.New(rand.NewPCG(20260101, 2))
	equal := 0
	for i := range rounds {
		data := mutate(random, books[i%2])
		text, r := readAll(t, data, xlsx.Options{})
		if r != nil {
			continue
		}
		equal++
		if text != whole[i%2] {
			t.Fatalf("mutant %d reads differently:\n%s", i, text)
		}
	}
	t.Logf("%d of %d mutants read as before, the others were refused", equal, rounds)
}

// mutate changes, cuts or doubles some bytes.
func mutate(r *rand.Rand, data []byte) []byte {
	data = bytes.Clone(data)
	for range 1 + r.IntN(3) {
		if len(data) < 2 {
			return data
		}
		at := r.IntN(len(data))
		if r.IntN(3) == 0 { // prefer the directory at the end
			at = len(data) - 1 - r.IntN(min(len(data), 600))
		}
		switch r.IntN(6) {
		case 0, 1:
			data[at] = byte(r.Uint32())
		case 2:
			data[at] ^= 1 << r.IntN(8)
		case 3:
			data = append(data[:at:at], data[min(len(data), at+1+r.IntN(40)):]...)
		case 4:
			n := min(len(data)-at, 1+r.IntN(40))
			data = append(data[:at+n:at+n], data[at:]...)
		case 5:
			data = data[:at]
		}
	}
	return data
}

// TestSheetMutants: where the text of a worksheet part itself is changed, what
// is accepted is what a whole-tree reading of the same text says.
func TestSheetMutants(t *testing.T) {
	const rounds = 4000
	original := worksheetXML(`<row r="1" spans="1:3"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1"><v>12.5</v></c><c r="D1" t="inlineStr"><is><t>甲&amp;</t></is></c></row>` +
		`<row r="3" hidden="1"><c r="A3" t="str"><f>A1</f><v>是</v></c><c r="B3" s="2"/><c r="C3" t="b"><v>1</v></c></row><row><c><v>7</v></c></row>`)
	random := rand.New(rand.NewPCG(20260102, 3))
	accepted := 0
	for range rounds {
		text := mutateText(random, original)
		got, r := readAll(t, withSheet(text+" ").zip(t), xlsx.Options{})
		if r != nil {
			continue
		}
		accepted++
		if want := wholeTree(t, text); want != strings.ReplaceAll(strings.ReplaceAll(got, "%", ""), " hidden", "") {
			t.Fatalf("%s\nread as\n%s\nthe tree says\n%s", text, got, want)
		}
	}
	t.Logf("%d of %d mutants were accepted", accepted, rounds)
}

// mutateText replaces, adds or drops a character that means something there,
// or doubles or drops a whole tag.
func mutateText(r *rand.Rand, text string) string {
	const meaning = "ABCrstvfic0123456789.\"'=/<> "
	at, letter := 110+r.IntN(len(text)-110), string(meaning[r.IntN(len(meaning))])
	switch r.IntN(5) {
	case 0, 1:
		return text[:at] + letter + text[at+1:]
	case 2:
		return text[:at] + letter + text[at:]
	case 3:
		return text[:at] + text[at+1:]
	}
	from, to := strings.LastIndex(text[:at], "<"), strings.Index(text[at:], ">")
	if to < 0 {
		return text[:at]
	}
	if tag := text[from : at+to+1]; r.IntN(2) == 0 {
		return text[:from] + tag + text[from:]
	}
	return text[:from] + text[at+to+1:]
}

// treeCell is a cell as encoding/xml unmarshals it.
type treeCell struct {
	R string  `xml:"r,attr"`
	T string  `xml:"t,attr"`
	F *string `xml:"f"`
	V *string `xml:"v"`
	I string  `xml:"is>t"`
}

// cell is what the strict reader should make of it; it may be blank.
func (c treeCell) cell(column int) sheet.Cell {
	value := ""
	if c.V != nil {
		value = *c.V
	}
	if c.T == "" || c.T == "n" || c.T == "s" || c.T == "b" {
		value = strings.TrimSpace(value)
	}
	cell := sheet.Cell{Column: column, Kind: sheet.Number, Text: value, Formula: c.F != nil}
	switch c.T {
	case "s":
		cell.Kind, cell.Text = sheet.Text, ""
		if i, err := strconv.Atoi(value); err == nil {
			cell.Text = []string{"姓名", "甲"}[i]
		}
	case "str", "d":
		cell.Kind = sheet.Text
	case "inlineStr":
		cell.Kind, cell.Text = sheet.Text, c.I
	case "b":
		cell.Kind, cell.Text = sheet.Bool, map[string]string{"0": "FALSE", "1": "TRUE"}[value]
	case "e":
		cell.Kind = sheet.Error
	}
	if cell.Text == "" && cell.Formula && (c.V == nil || c.T != "str") {
		cell.Kind = sheet.NoValue
	}
	return cell
}

// wholeTree reads a worksheet part in the plainest way.
func wholeTree(t *testing.T, text string) string {
	var tree struct {
		Rows []struct {
			R     int        `xml:"r,attr"`
			Cells []treeCell `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal([]byte(text), &tree); err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	out, last := "[填报表]\n", 0
	for _, row := range tree.Rows {
		if last++; row.R > 0 {
			last = row.R
		}
		r, column := sheet.Row{Number: last}, 0
		for _, c := range row.Cells {
			if column++; c.R != "" {
				column, _, _ = excelize.CellNameToCoordinates(c.R)
			}
			cell := c.cell(column)
			if cell.Text != "" || cell.Kind == sheet.NoValue {
				r.Cells = append(r.Cells, cell)
			}
		}
		if len(r.Cells) > 0 {
			out += rowText(r)
		}
	}
	return out
}
