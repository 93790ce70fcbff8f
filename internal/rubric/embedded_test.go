package rubric_test

import (
	"credit/internal/rubric/rubrictest"
	"testing"
)

// The rubric that ships is the regulation's appendix: 32, 29 and 39 points,
// ten groups, 44 indicators.
func TestEmbeddedRubricIsTheAppendix(t *testing.T) {
	r := rubrictest.Load(t)
	if len(r.Sections) != 3 || len(r.Groups) != 10 || len(r.Indicators) != 44 {
		t.Fatalf("%d sections, %d groups, %d indicators", len(r.Sections), len(r.Groups), len(r.Indicators))
	}
}
