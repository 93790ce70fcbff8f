package xlsx_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// A table of texts gives back every text, short, long or empty, under the
// number that a cell names, and a cell says which it holds.
func TestTheTableOfTextsGivesBackEveryText(t *testing.T) {
	texts := make([]string, 9000)
	var table, rows strings.Builder
	for i := range texts {
		switch {
		case i%1000 == 7:
			texts[i] = strings.Repeat("长", 32_767)
		case i%10 != 3:
			texts[i] = fmt.Sprintf("教师%d", i)
		}
		fmt.Fprintf(&table, "<si><t>%s</t></si>", texts[i])
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="B%d" t="s"><v>%d</v></c></row>`, i+1, i+1, i, i+1, len(texts)-1-i)
	}
	r := readsAlike(t, with(parts{"xl/worksheets/sheet1.xml": worksheetXML(rows.String()), "xl/sharedStrings.xml": tableXML(table.String())}).zip(t), xlsx.Options{})
	seen := 0
	for _, row := range r.Rows[0] {
		for _, cell := range row.Cells {
			seen++
			i := row.Number - 1
			if cell.Column == 2 {
				i = len(texts) - row.Number
			}
			if cell.Kind != sheet.Text || cell.Text != texts[i] || int(cell.Shared) != i+1 {
				t.Fatalf("row %d, column %d: %.20q is text %d, want %.20q, %d", row.Number, cell.Column, cell.Text, cell.Shared, texts[i], i+1)
			}
		}
	}
	if want := 2 * (len(texts) - 900); seen != want || r.Err != "" {
		t.Errorf("%d cells, want %d: %s", seen, want, r.Err)
	}
}

// Two sheets may be read at the same time: neither is given a text of the other,
// and nothing is shared (which the race detector tells more surely).
func TestTwoSheetsAreReadAtTheSameTime(t *testing.T) {
	const rows = 5_000
	text := func(sheet, row int) string { return fmt.Sprintf("表%d教师%d", sheet, row) }
	var made [2]strings.Builder
	for i := range made {
		for n := range rows {
			fmt.Fprintf(&made[i], `<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>`, n+1, n+1, text(i, n))
		}
	}
	p := with(parts{"xl/worksheets/sheet1.xml": worksheetXML(made[0].String()), "xl/worksheets/sheet2.xml": worksheetXML(made[1].String())})
	p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], "</sheets>", `<sheet name="另一表" sheetId="2" r:id="rId7"/></sheets>`, 1)
	p["xl/_rels/workbook.xml.rels"] = strings.Replace(p["xl/_rels/workbook.xml.rels"], "</Rel", `<Relationship Id="rId7" Type="`+officeRel+`/worksheet" Target="worksheets/sheet2.xml"/></Rel`, 1)
	w, err := xlsx.Open(p.zip(t), xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Rows(0, func(sheet.Row) error { return nil }); err != nil {
		t.Fatal(err)
	}
	var both errgroup.Group
	for i := range made {
		both.Go(func() error {
			n := 0
			return w.Rows(i, func(r sheet.Row) error {
				if got, want := r.Cells[0].Text, text(i, n); got != want {
					return fmt.Errorf("row %d of sheet %d is %q, want %q", r.Number, i+1, got, want)
				}
				n++
				return nil
			})
		})
	}
	if err := both.Wait(); err != nil {
		t.Error(err)
	}
}

// A text costs no allocation of its own, neither in the table nor in a cell.
func TestATextOfTheTableIsNotAllocated(t *testing.T) {
	const people = 20_000
	var table, rows strings.Builder
	for i := range people {
		fmt.Fprintf(&table, "<si><t>教师%d</t></si>", i)
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>`, i+1, i+1, i)
	}
	data := with(parts{"xl/worksheets/sheet1.xml": worksheetXML(rows.String()), "xl/sharedStrings.xml": tableXML(table.String())}).zip(t)
	allocated := testing.AllocsPerRun(1, func() {
		w, err := xlsx.Open(data, xlsx.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Rows(0, func(sheet.Row) error { return nil }); err != nil {
			t.Fatal(err)
		}
	})
	if allocated > people/10 {
		t.Errorf("%g allocations for %d texts", allocated, people)
	}
}
