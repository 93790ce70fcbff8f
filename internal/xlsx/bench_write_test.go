package xlsx_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"strconv"
	"testing"

	"credit/internal/points"
	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// answered is a sheet like that of the answers and points: of each person
// three texts of their own and 45 answers with their points.
func answered() sheet.Layout {
	full := points.Points(200)
	layout := sheet.Layout{
		Name: "逐项得分", FreezeColumns: 2, Filter: true, PageEvery: 16,
		Columns: []sheet.Column{
			{Header: "姓名", Width: 10, Style: sheet.CenterText}, {Header: "号码", Width: 21, Style: sheet.CodeText}, {Header: "来源", Width: 16, Wrap: true},
		},
	}
	for i := range 45 {
		at := len(layout.Columns)
		layout.Columns = append(layout.Columns,
			sheet.Column{Group: strconv.Itoa(i), Header: "填报", Width: 9, Style: sheet.CenterText, Recurring: true},
			sheet.Column{Group: strconv.Itoa(i), Header: "得分", Width: 8, Style: sheet.PointCell})
		layout.Highlights = append(layout.Highlights, sheet.Highlight{
			Column: at + 1, LessThan: &full, Fill: "FFF2CC", Ink: "7F6000", From: at, To: at + 1,
		})
	}
	return layout
}

// answers are the rows of so many people.
func answers(n int) [][]sheet.Value {
	given := []string{"是", "是", "是", "是", "是", "是", "否", "优秀", "97.5%", "无"}
	r := rand.New(rand.NewPCG(1, 2))
	var rows [][]sheet.Value
	for i := range n {
		row := []sheet.Value{
			sheet.TextValue(given[r.IntN(len(given))] + "某某"), sheet.TextValue("23070119900101" + strconv.Itoa(1000+i%9000)),
			sheet.TextValue("填报表 第 " + strconv.Itoa(i) + " 行"),
		}
		for range 45 {
			at := r.IntN(len(given))
			row = append(row, sheet.TextValue(given[at]), sheet.PointsValue(points.Points(50*min(4, at))))
		}
		rows = append(rows, row)
	}
	return rows
}

// counting counts what is written.
type counting struct{ n int64 }

func (c *counting) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

func writeRows(b *testing.B, rows [][]sheet.Value, n int, out io.Writer) {
	w, err := xlsx.Create([]sheet.Layout{answered()}, xlsx.WriteOptions{TempDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	for i := range n {
		if err := w.Append(0, rows[i%len(rows)]); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(w.Save(out), w.Close()); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkWriteRows(b *testing.B) {
	for _, n := range []int{0, 40, 20000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			rows := answers(min(n, 1000))
			var out counting
			b.ReportAllocs()
			for b.Loop() {
				writeRows(b, rows, n, &out)
			}
			b.ReportMetric(float64(out.n)/float64(b.N), "bytes")
		})
	}
}

// A workbook of a form costs little beside its rows.
func BenchmarkWriteOfAForm(b *testing.B) {
	form, err := xlsx.NewForm([]sheet.Layout{answered()}, xlsx.WriteOptions{})
	if err != nil {
		b.Fatal(err)
	}
	rows := answers(40)
	b.ReportAllocs()
	for b.Loop() {
		w := form.Create()
		for _, row := range rows {
			if err := w.Append(0, row); err != nil {
				b.Fatal(err)
			}
		}
		if err := errors.Join(w.Save(io.Discard), w.Close()); err != nil {
			b.Fatal(err)
		}
	}
}
