package graded_test

import (
	"testing"

	"credit/internal/graded"
	"credit/internal/result"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// noBook takes rows and does nothing with them.
type noBook struct{}

func (noBook) Append(int, []sheet.Value) error { return nil }

// BenchmarkGraded makes the two rows of everybody who is graded.
func BenchmarkGraded(b *testing.B) {
	r := rubrictest.Load(b)
	next := 0
	pick := func(n int) int {
		next++
		return next * 7 / 3 % n
	}
	var entries []submission.Entry
	var earned []*result.Result
	_, err := submission.NewReader(r).Read(filledIn(r, pick, 200), submission.File{Name: "某校.xlsx"}, func(e *submission.Entry) error {
		if len(e.Held()) > 0 {
			return nil
		}
		kept := *e
		kept.Answers, kept.Findings = append([]submission.Answer(nil), e.Answers...), nil
		entries, earned = append(entries, kept), append(earned, score.Score(r, e.Answers))
		return nil
	})
	if err != nil || len(entries) == 0 {
		b.Fatal(err, len(entries))
	}
	w := graded.NewWriter(noBook{}, r)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := w.Graded(&entries[i%len(entries)], earned[i%len(entries)]); err != nil {
			b.Fatal(err)
		}
	}
}
