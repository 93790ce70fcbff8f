package rubric_test

import (
	"reflect"
	"strings"
	"testing"

	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	embedded "credit/rubric"
)

// The rubric that ships is the regulation's appendix: 32, 29 and 39 points,
// ten groups, 44 indicators.
func TestEmbeddedRubricIsTheAppendix(t *testing.T) {
	r := rubrictest.Load(t)
	if len(r.Sections) != 3 || len(r.Groups) != 10 || len(r.Indicators) != 44 {
		t.Fatalf("%d sections, %d groups, %d indicators", len(r.Sections), len(r.Groups), len(r.Indicators))
	}
}

// The grades and terms of articles 17 to 19 stand in the file with their
// clauses; a file that says nothing of them can be scored by all the same.
func TestRightsStandInTheRubric(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	want := rubric.Rights{
		Told:       rubric.RightsOf{Grades: []string{"D", "E"}, Clause: "第十七条"},
		Correction: rubric.Term{WorkingDays: 15, Clause: "第十七条"},
		Repair:     rubric.Repair{RightsOf: rubric.RightsOf{Grades: []string{"C", "D"}, Clause: "第十八条"}, Months: 3},
		Report:     rubric.ReportTerm{Term: rubric.Term{WorkingDays: 30, Clause: "第十九条"}, ExtensionDays: 10},
	}
	if r.Rights == nil || !reflect.DeepEqual(*r.Rights, want) {
		t.Errorf("the rights are %+v", r.Rights)
	}
	text := string(embedded.Yichun2024)
	start := strings.Index(text, "rights:\n")
	end := start + strings.Index(text[start:], "\n\n")
	without, err := rubric.Load("without", []byte(text[:start]+text[end:]))
	if err != nil || without.Rights != nil {
		t.Errorf("without rights: %v, %+v", err, without)
	}
}
