package rubric_test

import (
	"testing"

	embedded "credit/rubric"

	"credit/internal/rubric"
)

// The rubric that ships is the regulation's appendix: 32, 29 and 39 points,
// ten groups, 44 indicators.
func TestEmbeddedRubricIsTheAppendix(t *testing.T) {
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Sections) != 3 || len(r.Groups) != 10 || len(r.Indicators) != 44 {
		t.Fatalf("%d sections, %d groups, %d indicators", len(r.Sections), len(r.Groups), len(r.Indicators))
	}
	for _, reading := range r.Readings() {
		t.Log(reading)
	}
}
