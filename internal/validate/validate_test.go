package validate_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"credit/internal/batch"
	"credit/internal/finding"
	"credit/internal/intake"
	"credit/internal/practitioner"
	"credit/internal/rubric/rubrictest"
	"credit/internal/validate"
)

// Every finding is given once and in order, also of a file with more than are
// kept in memory, which is then read again.
func TestEachGivesEverythingInOrder(t *testing.T) {
	for _, people := range []int{3, 950} {
		t.Run(fmt.Sprint(people), func(t *testing.T) {
			r := rubrictest.Load(t)
			path := filepath.Join(t.TempDir(), "甲.xlsx")
			writeBlankPeople(t, path, people)
			o, err := validate.Run(t.Context(), batch.Options{
				Files: []intake.File{{Path: path, Label: "甲.xlsx"}}, Rubric: r, Jobs: 2,
			}, &batch.Progress{})
			if err != nil {
				t.Fatal(err)
			}
			count := 0
			var last finding.Finding
			err = o.Each(t.Context(), 0, func(one finding.Finding) error {
				if count > 0 && finding.Compare(last, one) > 0 {
					t.Errorf("%v after %v", one.Place, last.Place)
				}
				count++
				last = one
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			// Everybody lacks every answer and has the same ID number; 序号 is
			// a column of its own.
			if want := people*(len(r.Indicators)+1) + 1; count != want {
				t.Errorf("%d findings, want %d", count, want)
			}
			if count != o.Findings.Errors+o.Findings.Warnings {
				t.Errorf("%d findings, counted %d and %d", count, o.Findings.Errors, o.Findings.Warnings)
			}
			if o.Held != people || o.Rows != people || o.Passed != 0 {
				t.Errorf("%d rows, %d passed, %d held", o.Rows, o.Passed, o.Held)
			}
		})
	}
}

func writeBlankPeople(t *testing.T, path string, people int) {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	stream, err := file.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	header := []any{"序号", "县（市）区", "学校", "姓名", "身份证件号码"}
	for i := range rubrictest.Load(t).Indicators {
		header = append(header, rubrictest.Load(t).Indicators[i].Label())
	}
	const first = "23071719700101950" // an area code younger than the date: nobody's number
	number := first + string(practitioner.CheckCharacter(first))
	rows := [][]any{header}
	for n := range people {
		rows = append(rows, []any{n + 1, "伊美区", "第一小学", "某某", number})
	}
	for i, row := range rows {
		if err := stream.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := stream.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := file.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}
