package sqlview_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"credit/internal/rubric/rubrictest"
	"credit/internal/sqlview"
)

// full is everybody's best answer.
func full(w writer) (answers []string) {
	for i := range w.r.Indicators {
		n := &w.r.Indicators[i]
		switch {
		case len(n.Answers) > 0:
			answers = append(answers, n.Answers[0].Text)
		case len(n.Bands) > 0:
			answers = append(answers, "100%")
		default:
			answers = append(answers, n.Range.Max.String())
		}
	}
	return answers
}

// tableCase is what is wrong with a table of sound answers, as statements, and
// who is held then for what.
type tableCase struct {
	statement, who, findings string
}

var tableCases = []tableCase{
	{"", "P1", ""},
	{"DELETE FROM answers WHERE practitioner = 'P2' AND indicator = 7", "P2", "missing-answer"},
	{"UPDATE answers SET answer = NULL WHERE practitioner = 'P3' AND indicator = 7", "P3", "missing-answer"},
	{"INSERT INTO answers VALUES ('P4', 7, '是')", "P4", "duplicate-practitioner"},
	{"INSERT INTO answers VALUES ('P5', 7, '否')", "P5", "duplicate-practitioner"},
	{"INSERT INTO answers VALUES ('P6', 7, NULL)", "P6", "duplicate-practitioner"},
	{"INSERT INTO answers VALUES ('P7', 45, '是')", "P7", "column-mismatch"},
	{"INSERT INTO answers VALUES ('P8', 0, NULL)", "P8", "column-mismatch"},
	{"INSERT INTO answers VALUES ('P9', NULL, '是')", "P9", "column-mismatch"},
	{"UPDATE answers SET indicator = -7 WHERE practitioner = 'P10' AND indicator = 7", "P10", "column-mismatch,missing-answer"},
	{"UPDATE answers SET practitioner = NULL WHERE practitioner = 'P11'", "", "missing-identity"},
	{"UPDATE answers SET practitioner = ' ' WHERE practitioner = 'P12'", " ", "missing-identity"},
	{"INSERT INTO answers VALUES ('P13', 45, '是'), ('P13', 45, '是'), ('P13', 3, '1')", "P13", "duplicate-practitioner"},
	{"UPDATE answers SET answer = CASE indicator WHEN 3 THEN '1' WHEN 38 THEN '101' WHEN 31 THEN '0.125' WHEN 1 THEN '不适用' WHEN 2 THEN '' ELSE '/' END WHERE practitioner = 'P14'",
		"P14", "ambiguous-rate,missing-answer,not-applicable,out-of-range,too-precise,unknown-answer"},
	{"DELETE FROM answers WHERE practitioner = 'P15' AND indicator > 1", "P15", "missing-answer"},
	{"UPDATE answers SET answer = '" + strings.Repeat("0", sqlview.MostCharacters-1) + "5' WHERE practitioner = 'P16' AND indicator = 31", "P16", ""},
	{"UPDATE answers SET answer = '" + strings.Repeat("0", sqlview.MostCharacters) + "5' WHERE practitioner = 'P17' AND indicator = 31", "P17", "unknown-answer"},
	{"UPDATE answers SET answer = '是" + strings.Repeat(" ", sqlview.MostCharacters) + "' WHERE practitioner = 'P18' AND indicator = 1", "P18", "unknown-answer"},
}

// Whatever is in the table, everybody in it comes out, graded or held with the
// reason, once; points are never counted twice.
func TestEverybodyInTheTableComesOut(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	w := writer{rand.New(rand.NewPCG(1, 1)), r}
	var people []person
	var statements strings.Builder
	var want []row
	for i, c := range tableCases {
		people = append(people, person{fmt.Sprintf("P%d", i+1), full(w)})
		if c.statement != "" {
			statements.WriteString(c.statement + ";\n")
		}
		line := row{c.who, "graded", "", "A", "10000"}
		if c.findings != "" {
			line = row{c.who, "held", c.findings, "", ""}
		}
		want = append(want, line)
	}
	query := "SELECT practitioner, status, findings, grade, total_x100 FROM credit_result"
	check := func(got []row) {
		t.Helper()
		byKey := func(a, b row) int { return strings.Compare(a[0], b[0]) }
		slices.SortFunc(got, byKey)
		slices.SortFunc(want, byKey)
		if !slices.EqualFunc(got, want, func(a, b row) bool { return slices.Equal(a, b) }) {
			for i := range want {
				t.Errorf("got %q, want %q", got[i], want[i])
			}
		}
	}
	db := database(t)
	fill(t, db, people)
	do(t, db, statements.String())
	do(t, db, written(t, r, "sqlite"))
	check(ask(t, db, query))
	if os.Getenv(server) == "" {
		return
	}
	query = "SELECT json_build_array(practitioner, status, findings, grade, total_x100) FROM credit_result;\n"
	check(rowsOf(t, session(t, copied(people)+statements.String()+written(t, r, "postgres")+query)))
}

// What is no text in SQLite, broken text, and text with NUL hold: they are
// never an answer.
func TestWhatIsNoTextIsNoAnswer(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	w := writer{rand.New(rand.NewPCG(1, 1)), r}
	db := database(t)
	do(t, db, "DROP TABLE answers")
	do(t, db, "CREATE TABLE answers (practitioner, indicator, answer)")
	values := []any{0.95, []byte("95%"), "95%\x00", "95\x00%", "9\xff5%", "\xff95%", "95%\xe6"}
	for i, value := range append(values, 95, "95") {
		for n, answer := range full(w) {
			given := any(answer)
			if n == 2 {
				given = value
			}
			do(t, db, "INSERT INTO answers VALUES (?, ?, ?)", i, n+1, given)
		}
	}
	do(t, db, written(t, r, "sqlite"))
	for i, line := range ask(t, db, "SELECT practitioner, findings FROM credit_result ORDER BY practitioner") {
		want := "unknown-answer"
		if i >= len(values) { // a whole number is exact
			want = ""
		}
		if line[1] != want {
			t.Errorf("%v: %s", line[0], line[1])
		}
	}
}

// The view is the same to the byte every time.
func TestTheViewIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	for _, dialect := range sqlview.Dialects() {
		first := written(t, rubrictest.Load(t), dialect)
		if again := written(t, rubrictest.Load(t), dialect); again != first {
			t.Error(dialect)
		}
	}
}
