package xlsx_test

import (
	"slices"
	"strings"
	"testing"

	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// inputsOf are the ranges that say what may be filled in, as the reader tells
// them before the first row.
func inputsOf(t testing.TB, data []byte) []string {
	t.Helper()
	w, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	err = w.Read(0, func(info sheet.Info) error {
		for _, r := range info.Inputs {
			list = append(list, r.Name())
		}
		return nil
	}, func(sheet.Row) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// after is the good workbook with elements after its rows.
func after(elements string) parts {
	text := goodParts()["xl/worksheets/sheet1.xml"]
	return withSheet(strings.Replace(text, "</sheetData>", "</sheetData>"+elements, 1))
}

const (
	// plain is how most programs write it, newer how Excel writes validations
	// that refer to another sheet; other validations' ranges are none.
	plainInputs = `<dataValidations count="2"><dataValidation type="list" sqref="E7:E66 G7" prompt="填“是”"><formula1>"是,否"</formula1></dataValidation>` +
		`<dataValidation sqref='H7:I9' type="decimal"/></dataValidations>`
	newerInputs = `<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><xm:sqref>Z1:Z9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>` +
		`<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="2"><x14:dataValidation type="list"><x14:formula1><xm:f>_credit!$D$2:$D$3</xm:f></x14:formula1><xm:sqref>K7:K66 L8</xm:sqref></x14:dataValidation>` +
		`<x14:dataValidation type="list"><xm:sqref>M7</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>`
)

// The ranges of both forms are known before the rows stream.
func TestTheReaderTellsWhereInputsStand(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		elements string
		want     []string
	}{
		"none":         {``, nil},
		"others only":  {`<conditionalFormatting sqref="A1:A9"/>`, nil},
		"plain":        {plainInputs, []string{"E7:E66", "G7:G7", "H7:I9"}},
		"newer":        {newerInputs, []string{"K7:K66", "L8:L8", "M7:M7"}},
		"both":         {`<conditionalFormatting sqref="A1:A9"/>` + plainInputs + `<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>` + newerInputs, []string{"E7:E66", "G7:G7", "H7:I9", "K7:K66", "L8:L8", "M7:M7"}},
		"an empty one": {`<dataValidations count="0"/>` + newerInputs, []string{"K7:K66", "L8:L8", "M7:M7"}},
		"with merges":  {`<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>` + plainInputs, []string{"E7:E66", "G7:G7", "H7:I9"}},
	} {
		if got := inputsOf(t, after(c.elements).zip(t)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Where it cannot be told what may be filled in, the whole sheet counts, so
// that nobody is told of a loss that is none; so do too many ranges.
func TestInputsOutOfTheOrdinaryAreTheWholeSheet(t *testing.T) {
	t.Parallel()
	whole := []string{"A1:XFD1048576"}
	for name, text := range map[string]string{
		"no range":     `<dataValidations count="1"><dataValidation sqref="E:E"/></dataValidations>`,
		"a word of it": `<dataValidations count="1"><dataValidation sqref="E7" prompt="sqref"/></dataValidations>`,
		"too many":     `<dataValidations count="1"><dataValidation sqref="` + strings.Repeat("E7 ", 100_001) + `"/></dataValidations>`,
		"upside down":  `<dataValidations count="1"><dataValidation sqref="E9:E7"/></dataValidations>`,
	} {
		if got := inputsOf(t, after(text).zip(t)); !slices.Equal(got, whole) {
			t.Errorf("%s: %q", name, got)
		}
	}
	prefixed := `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData><x:dataValidations count="1"><x:dataValidation sqref="E7"/></x:dataValidations></x:worksheet>`
	if got := inputsOf(t, withSheet(prefixed).zip(t)); !slices.Equal(got, whole) {
		t.Errorf("prefixed: %q", got)
	}
}
