package xlsx_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
)

// fuzzLimits keep a fuzzing worker small.
func fuzzLimits() xlsx.Limits {
	l := xlsx.DefaultLimits()
	l.Inflated, l.Worksheet, l.SharedStrings, l.Part = 32<<20, 4<<20, 4<<20, 4<<20
	return l
}

// FuzzOpen: any bytes are read or refused, and read twice alike.
func FuzzOpen(f *testing.F) {
	f.Add(goodParts().zip(f))
	f.Add(randomBook(f, 1))
	f.Add([]byte("学校,姓名\r\n"))
	f.Add([]byte("\xff\xfe<\x00h\x00"))
	sealed, err := excelize.Encrypt(goodParts().zip(f), &excelize.Options{Password: "x"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Fuzz(func(t *testing.T, data []byte) {
		o := xlsx.Options{Limits: fuzzLimits()}
		first, r := readAll(t, data, o)
		if again, r2 := readAll(t, data, o); again != first || (r == nil) != (r2 == nil) {
			t.Errorf("read differently the second time")
		}
		if r == nil {
			if _, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err != nil && data[0] == 'P' {
				t.Errorf("archive/zip does not read it: %v", err)
			}
		}
	})
}

// FuzzSheet: any worksheet part is read or refused.
func FuzzSheet(f *testing.F) {
	f.Add(goodParts()["xl/worksheets/sheet1.xml"], goodParts()["xl/sharedStrings.xml"])
	f.Add(`<worksheet `+mainNS+`><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="inlineStr"><is><r><t>_x000D_</t></r></is></c><c t="str"><f>1</f><v>x</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`, "")
	f.Fuzz(func(t *testing.T, worksheet, shared string) {
		p := with(parts{"xl/worksheets/sheet1.xml": worksheet, "xl/sharedStrings.xml": shared})
		readAll(t, p.zip(t), xlsx.Options{Limits: fuzzLimits()})
	})
}

// FuzzTexts: any entries of the table of texts are read alike by the scanner
// and by the strict reader, or refused.
func FuzzTexts(f *testing.F) {
	for _, text := range ordinaryTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, entries string) {
		readAll(t, everyText(entries+strings.Repeat(ordinaryTexts[0], 8)).zip(t), xlsx.Options{Limits: fuzzLimits()})
	})
}
