package graded_test

import (
	"fmt"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// counted counts the rows of each sheet and keeps the last.
type counted struct {
	rows map[int]int
	last map[int]string
}

func (c counted) Append(i int, values []sheet.Value) error {
	c.rows[i]++
	var texts []string
	for _, v := range values {
		text, _ := v.Text()
		texts = append(texts, text)
	}
	c.last[i] = strings.Join(texts, "|")
	return nil
}

// However much is wrong in one submission, its graded workbook can be
// written: the list of findings ends, and says so.
func TestTheListOfFindingsEnds(t *testing.T) {
	r := rubrictest.Load(t)
	book := counted{map[int]int{}, map[int]string{}}
	w := graded.NewWriter(book, r)
	e := submission.Entry{Answers: make([]submission.Answer, len(r.Indicators))}
	for i := range r.Indicators {
		e.Findings = append(e.Findings, finding.Finding{Code: finding.MissingAnswer, Indicator: i + 1, Place: finding.Place{Sheet: "填报表", Row: 2, Column: i + 5}})
	}
	const people = 5000
	for range people {
		if err := w.Held(&e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(graded.Source{Rubric: r}); err != nil {
		t.Fatal(err)
	}
	const findings, listed = 3, 200_000
	if book.rows[findings] != listed+1 {
		t.Errorf("%d findings are listed", book.rows[findings])
	}
	if want := fmt.Sprintf("另有 %d 处没有列出", people*len(r.Indicators)-listed); !strings.Contains(book.last[findings], want) {
		t.Errorf("the list ends with %s", book.last[findings])
	}
	if book.rows[2] != people {
		t.Errorf("%d people are listed as held back", book.rows[2])
	}
}
