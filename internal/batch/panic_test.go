package yearend

import (
	"path/filepath"
	"strings"
	"testing"

	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/rubric"
	embedded "credit/rubric"
)

// A panic while a workbook is read ends the run with an error that names the
// file and nobody in it, and nothing stands in the output folder.
func TestPanicWhileReading(t *testing.T) {
	t.Setenv("CREDIT_DEBUG", "")
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		t.Fatal(err)
	}
	r.Guards.Polarity.Indicators = []int{99} // no rubric that was checked has it
	to, err := output.Open(filepath.Join(t.TempDir(), "结果"), false, IsResult)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	files := []intake.File{{Path: "../../testdata/schools.xlsx", Label: "schools.xlsx"}}
	_, err = Score(t.Context(), Options{Files: files, Rubric: r, Jobs: 1}, to, &Progress{})
	if err == nil || !strings.Contains(err.Error(), "schools.xlsx") || !strings.Contains(err.Error(), "请报告这个问题") {
		t.Fatalf("error %v", err)
	}
	if strings.ContainsAny(strings.ReplaceAll(err.Error(), "schools", ""), "0123456789") {
		t.Errorf("the error shows figures: %v", err)
	}
}
