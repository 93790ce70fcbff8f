package xlsx_test

import (
	"bytes"
	"compress/flate"
	"io"
	"testing"

	"credit/internal/xlsx"

	"pgregory.net/rapid"
)

// Whatever the rows are and wherever their cells are said to begin: what was
// compressed is what the standard library inflates, piece after piece.
func TestPackedRowsAreTheRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(
			rapid.SampledFrom([]string{`<c r="A12" s="5"><v>2</v></c>`, `<c r="A13" s="5"><v>2</v></c>`, `<c r="B13" s="5"/>`, "", "a"}),
			rapid.StringN(0, 40, 400),
			rapid.Map(rapid.IntRange(0, 700), func(n int) string { return string(bytes.Repeat([]byte("是"), n)) }),
			rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 600), func(b []byte) string { return string(b) }),
		)
		var rows [][]string
		for range rapid.IntRange(0, 40).Draw(t, "rows") {
			row := rapid.SliceOfN(cell, 1, 8).Draw(t, "row")
			if again := rapid.IntRange(0, 3).Draw(t, "again"); again > 0 && len(rows) > 0 {
				row = append(append([]string(nil), rows[len(rows)-1]...), row[:len(row)/2]...)
			}
			rows = append(rows, row)
		}
		every, most := rapid.IntRange(1, 9).Draw(t, "every"), rapid.IntRange(1, 90_000).Draw(t, "most")
		var packed bytes.Buffer
		want, err := xlsx.PackRows(&packed, rows, every, most)
		if err != nil {
			t.Fatal(err)
		}
		packed.WriteString("\x03\x00") // a last block of nothing
		got, err := io.ReadAll(flate.NewReader(&packed))
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%d bytes became %d: %v", len(want), len(got), err)
		}
	})
}

// What cannot be written is said.
func TestPackedRowsSayWhatCannotBeWritten(t *testing.T) {
	if _, err := xlsx.PackRows(failing{}, [][]string{{"a"}}, 1, 1); err == nil {
		t.Fatal("no error")
	}
}
