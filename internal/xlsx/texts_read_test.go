package xlsx_test

import (
	"fmt"
	"strings"
	"testing"

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
