package sqlview_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"

	_ "modernc.org/sqlite"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sqlview"
)

// written is the view's SQL.
func written(t testing.TB, r *rubric.Rubric, dialect string) string {
	t.Helper()
	var b strings.Builder
	if err := sqlview.Write(&b, sqlview.Options{Rubric: r, Dialect: dialect, View: "credit_result", Table: "answers", Version: "1"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// database is an empty SQLite database in memory, with a table of answers.
func database(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	do(t, db, "CREATE TABLE answers (practitioner text, indicator integer, answer text)")
	return db
}

func do(t testing.TB, db *sql.DB, statement string, values ...any) {
	t.Helper()
	if _, err := db.Exec(statement, values...); err != nil {
		t.Fatal(err)
	}
}

// fill puts people in: a row each first, for that is quicker.
func fill(t testing.TB, db *sql.DB, people []person) {
	t.Helper()
	var columns, marks, long []string
	for i := range people[0].answers {
		columns, marks = append(columns, fmt.Sprintf("a%d", i+1)), append(marks, "?")
		long = append(long, fmt.Sprintf("SELECT practitioner, %d, a%d FROM wide", i+1, i+1))
	}
	do(t, db, "CREATE TABLE wide (practitioner, "+strings.Join(columns, ", ")+")")
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	insert, err := tx.Prepare("INSERT INTO wide VALUES (?, " + strings.Join(marks, ", ") + ")")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		values := []any{p.key}
		for _, answer := range p.answers {
			values = append(values, answer)
		}
		if _, err := insert.Exec(values...); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	do(t, db, "INSERT INTO answers "+strings.Join(long, " UNION ALL "))
	do(t, db, "DROP TABLE wide")
	do(t, db, "CREATE INDEX people ON answers (practitioner, indicator)")
}

// ask is what a query says, everything as text.
func ask(t testing.TB, db *sql.DB, query string) (all []row) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			t.Fatal(err)
		}
		line := make(row, len(values))
		for i, value := range values {
			line[i] = asText(value)
		}
		all = append(all, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func asText(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case int64:
		return strconv.FormatInt(value, 10)
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case string:
		return value
	}
	return fmt.Sprintf("%T", value)
}

// A hundred thousand random practitioners (four hundred under the race
// detector) get from the view in SQLite what the Go scorer gives them, in every
// column.
func TestTheViewInSQLiteAgreesOnAHundredThousandPractitioners(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	var met spread = map[string]int{}
	var mu sync.Mutex
	t.Run("chunks", func(t *testing.T) {
		for at := range chunks {
			t.Run(strconv.Itoa(at), func(t *testing.T) {
				t.Parallel()
				people := writer{rand.New(rand.NewPCG(2024, uint64(at))), r}.people(at*chunk, chunk)
				want := judged(t, r, people, points.Points.String)
				db := database(t)
				fill(t, db, people)
				do(t, db, written(t, r, "sqlite"))
				compare(t, r, people, ask(t, db, "SELECT "+strings.Join(viewColumns(r), ", ")+" FROM credit_result"), want)
				mu.Lock()
				defer mu.Unlock()
				met.note(want)
			})
		}
	})
	met.check(t)
}
