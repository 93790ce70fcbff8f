package xlsx_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// A large sheet that is read in a hurry comes out as any other: what must be
// known before its rows has it read again, and so does anything wrong.
func TestAHurriedReadingComesToTheSame(t *testing.T) {
	var rows strings.Builder
	for n := range 30_000 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="C%d"><v>%d</v></c></row>`, n+1, n+1, n%2, n+1, n)
	}
	worksheet := func(head, tail string) parts {
		return withSheet(`<worksheet ` + mainNS + `>` + head + `<sheetData>` + rows.String() + `</sheetData>` + tail + `</worksheet>`)
	}
	for _, c := range []struct {
		name  string
		book  parts
		again bool
	}{
		{"nothing", worksheet("", ""), false},
		{"hidden columns", worksheet(`<cols><col min="2" max="2" hidden="1"/></cols>`, `<autoFilter ref="A1:C1"/>`), false},
		{"a merge of one cell", worksheet("", `<mergeCells><mergeCell ref="A1:A1"/></mergeCells>`), false},
		{"a merge that is commented out", worksheet("", `<!-- <mergeCells count="1"><mergeCell ref="A2:A5"/></mergeCells> -->`), false},
		{"merges", worksheet("", `<mergeCells><mergeCell ref="A2:A9"/></mergeCells>`), true},
		{"inputs", worksheet("", `<dataValidations><dataValidation sqref="C2:C9"/></dataValidations>`), true},
		{"newer inputs", worksheet("", `<extLst><ext/></extLst>`), true},
		{"overlapping merges", worksheet("", `<mergeCells><mergeCell ref="A2:A9"/><mergeCell ref="A3:B3"/></mergeCells>`), true},
		{"rows twice", worksheet("", `<sheetData/>`), true},
		{"an unknown text", withSheet(strings.Replace(worksheetXML(rows.String()), "<v>1</v>", "<v>77</v>", 1)), true},
		{"an end missing", worksheet("", `<mergeCells>`), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := c.book.zip(t)
			want, wantErr := dump(opened(t, data))
			var stats xlsx.Stats
			book, openErr := xlsx.Open(data, xlsx.Options{Stats: &stats})
			if openErr != nil {
				t.Fatal(openErr)
			}
			book.Hurry()
			got, err := dump(book)
			if again := errors.Is(err, sheet.ErrAgain); again != c.again {
				t.Errorf("read again: %v (%v)", again, err)
			} else if again {
				got, err = dump(book)
			}
			if got != want || fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Errorf("hurried: %d bytes, %v; usual: %d bytes, %v", len(got), err, len(want), wantErr)
			}
			if fast, strict := stats.Rows(); err == nil && fast+strict != 30_000 {
				t.Errorf("%d and %d rows are counted", fast, strict)
			}
		})
	}
}

func opened(t *testing.T, data []byte) *xlsx.Workbook {
	t.Helper()
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}
