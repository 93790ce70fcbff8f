package batch_test

import (
	"strings"
	"testing"

	"credit/internal/batch"
	"credit/internal/intake"
	"credit/internal/rubric/rubrictest"
	"credit/internal/submission"
)

// idle is a job that does nothing.
type idle struct{}

func (idle) Begin(batch.Source) error      { return nil }
func (idle) Visit(*submission.Entry) error { return nil }
func (idle) End(submission.Report) error   { return nil }
func (idle) Close() error                  { return nil }

// A panic while a workbook is read ends the run with an error that names the
// file and nobody in it.
func TestPanicWhileReading(t *testing.T) {
	t.Setenv("CREDIT_DEBUG", "")
	r := rubrictest.Load(t)
	r.Guards.Polarity.Indicators = []int{99} // no rubric that was checked has it
	files := []intake.File{{Path: "../../testdata/schools.xlsx", Label: "schools.xlsx"}}
	_, err := batch.Read(t.Context(), batch.Options{Files: files, Rubric: r, Jobs: 1}, &batch.Progress{}, func() batch.Job { return idle{} })
	if err == nil || !strings.Contains(err.Error(), "schools.xlsx") || !strings.Contains(err.Error(), "请报告这个问题") {
		t.Fatalf("error %v", err)
	}
	if strings.ContainsAny(strings.ReplaceAll(err.Error(), "schools", ""), "0123456789") {
		t.Errorf("the error shows figures: %v", err)
	}
}
