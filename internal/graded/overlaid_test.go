package graded_test

import (
	"os"
	"strings"
	"testing"

	"credit/internal/graded"
	"credit/internal/rubric/rubrictest"
)

// A section is coloured as below its floor where the grade is direct for it:
// where indicators do not apply, the adjusted section counts and not the one
// that is shown.
func TestASectionIsColouredByWhatCounts(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	text, err := os.ReadFile("../../testdata/rubric/kindergarten.yaml")
	if err != nil {
		t.Fatal(err)
	}
	overlaid, err := base.Lay("kindergarten.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	byPoints, byName := 0, 0
	for _, h := range graded.Layouts(base)[0].Highlights {
		if h.LessThan != nil {
			byPoints++
		}
	}
	for _, h := range graded.Layouts(overlaid)[0].Highlights {
		switch {
		case h.LessThan != nil:
			t.Errorf("column %d is coloured by %s points", h.Column, h.LessThan)
		case strings.HasPrefix(h.Formula, "ISNUMBER(FIND("):
			byName++
		}
	}
	if byPoints != len(base.Direct.Rules) || byName != byPoints {
		t.Errorf("%d coloured by points, %d by name", byPoints, byName)
	}
}
