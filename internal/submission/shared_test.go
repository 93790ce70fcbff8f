package submission_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// The numbers that texts bear in a workbook's table make reading faster and
// nothing else: one reader takes one workbook after another, each with numbers
// of its own, even with one number for everything, and everybody answers what
// stands in the cells.
func TestTheNumbersOfSharedTextsNeverSayWhatACellHolds(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	reader := submission.NewReader(r)
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		people := make([]map[string]string, 1+pick(3))
		for i := range people {
			people[i] = teacher(r, i)
			for range 8 {
				indicator := &r.Indicators[pick(len(r.Indicators))]
				given := []string{"不适用", "85%", "0.5", "大概", "3-2", " 是", "一等奖、二等奖", "是"}
				for _, answer := range indicator.Answers {
					given = append(given, answer.Text)
				}
				people[i][indicator.Label()] = given[pick(len(given))]
			}
		}
		plain := sheettest.Book{sheetOf(columns(r), people...)}
		numbered := sheettest.Book{sheetOf(columns(r), people...)}
		most := 1 + pick(60)
		for _, row := range numbered[0].Rows {
			for k := range row.Cells {
				row.Cells[k].Shared = int32(pick(most))
			}
		}
		want, got := gather(t, submission.NewReader(r), plain), gather(t, reader, numbered)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("read %+v, want %+v", got, want)
		}
	})
}

// gather reads a workbook and keeps everybody's answers and findings.
func gather(t *rapid.T, reader *submission.Reader, book sheettest.Book) (all []submission.Entry) {
	report, err := reader.Read(book, submission.File{Name: "某校.xlsx"}, func(e *submission.Entry) error {
		all = append(all, submission.Entry{Answers: slices.Clone(e.Answers), Findings: slices.Clone(e.Findings), ValidID: e.ValidID})
		return nil
	})
	if err != nil || report.DataSheets != 1 {
		t.Fatal(err, report)
	}
	return all
}
