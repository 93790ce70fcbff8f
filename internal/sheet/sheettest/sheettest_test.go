package sheettest_test

import (
	"reflect"
	"testing"

	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
)

// The readable form of a workbook says of every cell what it holds.
func TestTheReadableFormHoldsEveryKindOfCell(t *testing.T) {
	book := sheettest.Parse(`
== 填报表 hidden
merge A2:A4
hide B:C
hide 3:3
count from 1904
2: 姓名 | "甲\n乙" | #0.95 | #0.965% | !TRUE | !#N/A | ? | =是 |  | x | #46083@
   张三`)
	if got := book.Sheets(); len(got) != 1 || got[0] != "填报表" {
		t.Fatalf("sheets %q", got)
	}
	var info sheet.Info
	var cells [][]sheet.Cell
	var hidden []bool
	err := book.Read(0, func(i sheet.Info) error { info = i; return nil }, func(r sheet.Row) error {
		cells = append(cells, append([]sheet.Cell{}, r.Cells...))
		hidden = append(hidden, r.Hidden)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantInfo := sheet.Info{Name: "填报表", Hidden: true, HiddenColumns: []sheet.Span{{First: 2, Last: 3}},
		Merges: []sheet.Range{{Top: 2, Left: 1, Bottom: 4, Right: 1}}, From1904: true}
	if !reflect.DeepEqual(info, wantInfo) {
		t.Errorf("info %+v", info)
	}
	want := [][]sheet.Cell{{
		{Column: 1, Kind: sheet.Text, Text: "姓名"}, {Column: 2, Kind: sheet.Text, Text: "甲\n乙"},
		{Column: 3, Kind: sheet.Number, Text: "0.95"}, {Column: 4, Kind: sheet.Number, Text: "0.965", Percent: true},
		{Column: 5, Kind: sheet.Bool, Text: "TRUE"}, {Column: 6, Kind: sheet.Error, Text: "#N/A"},
		{Column: 7, Kind: sheet.NoValue, Formula: true}, {Column: 8, Kind: sheet.Text, Text: "是", Formula: true},
		{Column: 10, Kind: sheet.Text, Text: "x"}, {Column: 11, Kind: sheet.Number, Text: "46083", Date: true},
	}, {{Column: 1, Kind: sheet.Text, Text: "张三"}}}
	if !reflect.DeepEqual(cells, want) {
		t.Errorf("cells %+v", cells)
	}
	if !reflect.DeepEqual(hidden, []bool{false, true}) {
		t.Errorf("hidden %v", hidden)
	}
}
