// Package rubrictest gives tests the rubric that ships with the program.
package rubrictest

import (
	"testing"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// Load is the embedded rubric of 伊教联发〔2024〕21号, read anew for each test.
func Load(t testing.TB) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
