package cli_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"credit/internal/rubric/rubrictest"
)

// standingLine is a total and a grade of a line of credit simulate.
type standingLine struct {
	Total json.Number
	Grade string
}

// What a simulation says of the demo years is what scoring the same workbooks
// by the other rubric gives: the same people move, to the same total and grade,
// and whose answers it cannot use are held back there.
func TestASimulationIsWhatScoringByTheOtherRubricGives(t *testing.T) {
	t.Parallel()
	rounds := 6
	if testing.Short() {
		rounds = 1
	}
	all := 0
	for round := range rounds {
		folder := t.TempDir()
		in := func(name string) string { return filepath.Join(folder, name) }
		random := rand.New(rand.NewPCG(61, uint64(round)))
		if err := os.WriteFile(in("新.yaml"), []byte(rubrictest.Varied(t, random.IntN)), 0o600); err != nil {
			t.Fatal(err)
		}
		rules := []string{"--rubric", in("新.yaml")}
		if round%2 == 1 { // 0 to 5 points are no average of a class: nobody of that county can be judged
			rules = append(rules, "--overlay", filepath.Join("..", "..", "testdata", "rubric", "county.yaml"))
		}
		submissions := filepath.Join("..", "..", "testdata", []string{"schools.xlsx", "schools-faulty.xlsx", "schools-2025.xlsx"}[round%3])
		creditRun(t, "score", submissions, "-q", "--year", "2026", "-o", in("原"), "--json", in("原.jsonl"))
		creditRun(t, append([]string{"score", submissions, "-q", "--year", "2026", "-o", in("新"), "--json", in("新.jsonl")}, rules...)...)
		said := map[string]string{}
		for line := range strings.Lines(creditRun(t, append([]string{"simulate", in("原"), "-o", in("模拟.xlsx"), "--json", "-"}, rules...)...)) {
			key, text := simulatedLine(t, line)
			said[key] = text
		}
		now := map[string]*scored{}
		for _, one := range readScored(t, in("新.jsonl")) {
			now[fmt.Sprint(one.Sheet, one.Row)] = one
		}
		moved := 0
		for _, before := range readScored(t, in("原.jsonl")) {
			after := now[fmt.Sprint(before.Sheet, before.Row)]
			want := ""
			switch {
			case !before.graded():
			case !after.graded():
				want = fmt.Sprintf("%s %s→未评分", before.Total, before.Grade)
			case before.Grade != after.Grade:
				want = fmt.Sprintf("%s %s→%s %s", before.Total, before.Grade, after.Total, after.Grade)
			}
			if want == "" {
				continue
			}
			moved++
			if got := said[before.County+before.School+before.Name+before.ID]; got != want {
				t.Errorf("round %d: %s row %d is simulated as %q, scoring gives %q", round, before.Sheet, before.Row, got, want)
			}
		}
		if moved != len(said) {
			t.Errorf("round %d: %d people are said to move, %d do", round, len(said), moved)
		}
		all += moved
	}
	if all == 0 {
		t.Error("nobody moved")
	}
}

// simulatedLine is who a line is about, and what it says in short.
func simulatedLine(t *testing.T, line string) (key, text string) {
	t.Helper()
	var one struct {
		ID, Name, County, School string
		Before, After            *standingLine
	}
	if err := json.Unmarshal([]byte(line), &one); err != nil {
		t.Fatal(err)
	}
	after := "未评分"
	if one.After != nil {
		after = one.After.Total.String() + " " + one.After.Grade
	}
	return one.County + one.School + one.Name + one.ID, one.Before.Total.String() + " " + one.Before.Grade + "→" + after
}
