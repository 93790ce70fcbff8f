package submission_test

import (
	"testing"

	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// shared numbers the texts of a book as a workbook's table of texts does.
func shared(book sheettest.Book) sheettest.Book {
	numbers := map[string]int32{}
	for i := range book {
		for _, row := range book[i].Rows {
			for k := range row.Cells {
				cell := &row.Cells[k]
				if cell.Kind != sheet.Text {
					continue
				}
				if numbers[cell.Text] == 0 {
					numbers[cell.Text] = int32(len(numbers) + 1)
				}
				cell.Shared = numbers[cell.Text]
			}
		}
	}
	return book
}

// BenchmarkRead reads a sheet of 1,000 people; ns/person is what the check of
// one of them costs, the fake workbook's copying of cells included.
func BenchmarkRead(b *testing.B) {
	r := rubrictest.Load(b)
	const people = 1000
	rows := make([]map[string]string, people)
	for i := range rows {
		rows[i] = teacher(r, i, person{
			"证件类型": "居民身份证", "资格证号": "20082303442000001", "岗位": "专任教师", "年度考核": "合格", "师德考核": "合格",
			r.Indicators[16].Label(): r.Indicators[16].Answers[i%len(r.Indicators[16].Answers)].Text,
		})
	}
	plain := sheettest.Book{sheetOf(columns(r, "证件类型", "资格证号", "岗位", "年度考核", "师德考核"), rows...)}
	for _, one := range []struct {
		name string
		book func() sheettest.Book
	}{{"inline", func() sheettest.Book { return plain }}, {"shared", func() sheettest.Book { return shared(plain) }}} {
		b.Run(one.name, func(b *testing.B) {
			book, reader := one.book(), submission.NewReader(r)
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				report, err := reader.Read(book, submission.File{Name: "某校.xlsx"}, func(e *submission.Entry) error {
					n++
					return nil
				})
				if err != nil || n != people || len(report.Findings) > 0 {
					b.Fatal(n, err, report.Findings)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/people, "ns/person")
		})
	}
}
