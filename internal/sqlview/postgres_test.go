package sqlview_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
)

// server is the variable that names a PostgreSQL server by a connection
// string, such as "host=/tmp/pg user=postgres dbname=postgres"; .ci/run starts
// one. Nothing is left on it: table and view are temporary.
const server = "CREDIT_POSTGRES"

// session runs statements in one session of the server, stopping at an error,
// and is what they print.
func session(t testing.TB, statements string) []byte {
	t.Helper()
	connection := os.Getenv(server)
	if connection == "" {
		t.Skipf("no PostgreSQL server: set %s to a connection string to compare with one", server)
	}
	psql := exec.Command("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", connection)
	psql.Env = append(os.Environ(), "PGCLIENTENCODING=UTF8", "PGOPTIONS=-c client_min_messages=warning")
	psql.Stdin = strings.NewReader(statements)
	var failed bytes.Buffer
	psql.Stderr = &failed
	out, err := psql.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, failed.String())
	}
	return out
}

// copied are statements that make a table of answers of people; a blank answer
// is NULL for every other one.
func copied(people []person) string {
	escape := strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	var b strings.Builder
	b.WriteString("CREATE TEMP TABLE answers (practitioner text, indicator integer, answer text);\nCOPY answers FROM STDIN;\n")
	for at, p := range people {
		for i, answer := range p.answers {
			if answer = escape.Replace(answer); answer == "" && at%4 == 1 {
				answer = `\N`
			}
			fmt.Fprintf(&b, "%s\t%d\t%s\n", p.key, i+1, answer)
		}
	}
	b.WriteString("\\.\nANALYZE answers;\n")
	return b.String()
}

// asked is the query of everything in the view, a line a row.
func asked(r *rubric.Rubric) string {
	return "SELECT json_build_array(" + strings.Join(viewColumns(r), ", ") + ") FROM credit_result;\n"
}

// rowsOf reads what asked prints.
func rowsOf(t testing.TB, out []byte) (all []row) {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		decoder := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		decoder.UseNumber()
		var values []any
		if err := decoder.Decode(&values); err != nil {
			t.Fatal(err)
		}
		line := make(row, len(values))
		for i, value := range values {
			if value != nil {
				line[i] = fmt.Sprint(value)
			}
		}
		all = append(all, line)
	}
	return all
}

// A hundred thousand random practitioners (four hundred under the race
// detector) get from the view in PostgreSQL what the Go scorer gives them, in
// every column.
func TestTheViewInPostgreSQLAgreesOnAHundredThousandPractitioners(t *testing.T) {
	r := rubrictest.Load(t)
	var met spread = map[string]int{}
	for at := range chunks {
		t.Run(strconv.Itoa(at), func(t *testing.T) {
			people := writer{rand.New(rand.NewPCG(2024, uint64(at))), r}.people(at*chunk, chunk)
			got := rowsOf(t, session(t, copied(people)+written(t, r, "postgres")+asked(r)))
			want := judged(t, r, people, points.Points.Fixed)
			compare(t, r, people, got, want)
			met.note(want)
		})
	}
	if os.Getenv(server) != "" {
		met.check(t)
	}
}
