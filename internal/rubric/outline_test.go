package rubric_test

import (
	"strings"
	"testing"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// Every rule in the rubric that ships has its clause, and a rule that loses it
// is found, wherever it stands.
func TestEveryRuleHasItsClause(t *testing.T) {
	text := string(embedded.Yichun2024)
	if bare := rubric.OutlineOf([]byte(text)).Unclaused(); len(bare) > 0 {
		t.Errorf("without a clause: %+v", bare)
	}
	lines := strings.Split(text, "\n")
	clauses := 0
	for i, line := range lines {
		if !strings.HasPrefix(strings.TrimSpace(line), "clause: ") {
			continue
		}
		clauses++
		without := append(append([]string{}, lines[:i]...), lines[i+1:]...)
		if bare := rubric.OutlineOf([]byte(strings.Join(without, "\n"))).Unclaused(); len(bare) != 1 {
			t.Errorf("line %d without its clause is not found: %+v", i+1, bare)
		}
	}
	if clauses < 80 {
		t.Errorf("only %d clauses", clauses)
	}
}

// A place is the line and column at which the thing is written.
func TestPlacesAreThoseOfTheFile(t *testing.T) {
	text := string(embedded.Yichun2024)
	s := rubric.OutlineOf([]byte(text))
	holds := func(line, column int, want string) {
		t.Helper()
		if got := string([]rune(strings.Split(text, "\n")[line-1])[column-1:]); !strings.HasPrefix(got, want) {
			t.Errorf("%d:%d is %q, not %q", line, column, got, want)
		}
	}
	at := func(path ...string) (int, int) { return s.Place(path...) }
	line, column := at("direct", "rules", "业务工作", "below")
	holds(line, column, "15")
	line, column = at("grading", "grades", "D", "from")
	holds(line, column, "60")
	line, column = s.Indicator(44)
	holds(line, column, "number: 44")
	line, column = s.Answer(43, "无")
	holds(line, column, "{answer: 无, also: [未获奖")
	line, column = s.Answer(31, "无")
	holds(line, column, "number: 31")
	line, column = at("profiles", "管理人员（不任课）", "nothing")
	holds(line, column, "name: 管理人员（不任课）")
}
