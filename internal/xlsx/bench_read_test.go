package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"sync"
	"testing"

	"credit/internal/sheet"
	"credit/internal/xlsx"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// benchBook is 20,000 rows of 52 cells as Excel would store them: texts
// shared, a few numbers, every cell styled.
var benchBook = sync.OnceValue(func() []byte {
	f := excelize.NewFile()
	defer f.Close()
	for r := 1; r <= 20_000; r++ {
		values := make([]any, 52)
		for c := range values {
			switch {
			case c == 2:
				values[c] = fmt.Sprintf("教师%d", r)
			case c == 5 || c == 40:
				values[c] = float64(r%100) / 100
			default:
				values[c] = []string{"是", "否", "优秀"}[(r+c)%3]
			}
		}
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", r), &values); err != nil {
			panic(err)
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		panic(err)
	}
	return buf.Bytes()
})

func BenchmarkRead(b *testing.B) {
	for _, unhurried := range []bool{false, true} {
		name := "scanner"
		if unhurried {
			name = "strict"
		}
		b.Run(name, func(b *testing.B) {
			data := benchBook()
			b.ReportAllocs()
			for b.Loop() {
				readBench(b, data, unhurried)
			}
		})
	}
}

func readBench(b *testing.B, data []byte, unhurried bool) {
	w, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if unhurried {
		w.Unhurried()
	}
	cells := 0
	err = w.Rows(0, func(r sheet.Row) error {
		cells += len(r.Cells)
		return nil
	})
	if err != nil || cells != 20_000*52 {
		b.Fatal(cells, err)
	}
}

func BenchmarkExcelizeRows(b *testing.B) {
	data := benchBook()
	b.ReportAllocs()
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
		if err != nil {
			b.Fatal(err)
		}
		rows, err := f.Rows("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		cells := 0
		for rows.Next() {
			columns, err := rows.Columns()
			if err != nil {
				b.Fatal(err)
			}
			cells += len(columns)
		}
		if cells != 20_000*52 {
			b.Fatal(cells)
		}
		rows.Close()
		f.Close()
	}
}

// BenchmarkInflate is what no reader can do without: inflating all parts.
func BenchmarkInflate(b *testing.B) {
	data := benchBook()
	b.ReportAllocs()
	for b.Loop() {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			b.Fatal(err)
		}
		for _, part := range z.File {
			in, err := part.OpenRaw()
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, flate.NewReader(in)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
