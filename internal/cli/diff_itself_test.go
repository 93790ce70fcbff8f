package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"credit/internal/cli"
)

// Whatever a folder of workbooks holds, credit diff finds the results the same
// as themselves, and as those of another run: everybody once, no difference.
func TestWhateverWasScoredIsTheSameAsItself(t *testing.T) {
	t.Parallel()
	rounds := 10
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		folder := t.TempDir()
		in := func(name string) string { return filepath.Join(folder, name) }
		random := rand.New(rand.NewPCG(22, uint64(round)))
		writeRandomYear(t, random, in("各校"))
		if code := cli.Main([]string{"score", in("各校"), "-q", "--year", "2026", "-o", in("一"), "--json", in("一.jsonl")}, io.Discard, io.Discard); code == 2 {
			continue
		}
		creditRun(t, "score", in("各校"), "-q", "--year", "2026", "-o", in("二"))
		people, err := os.ReadFile(in("一.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range []string{"一", "二"} {
			var out, errOut bytes.Buffer
			code := cli.Main([]string{"diff", in("一"), in(other), "--exit-code", "--json", "-"}, &out, &errOut)
			what := fmt.Sprintf("round %d, 一 and %s", round, other)
			if code != 0 || errOut.Len() > 0 {
				t.Errorf("%s: exit code %d, said %s", what, code, errOut.String())
			}
			for line := range strings.Lines(out.String()) {
				if !strings.Contains(line, `"change":"same"`) && !strings.Contains(line, `"change":"held"`) {
					t.Errorf("%s: %s", what, line)
				}
			}
			if got, want := strings.Count(out.String(), "\n"), bytes.Count(people, []byte("\n")); got != want {
				t.Errorf("%s: %d lines for %d people", what, got, want)
			}
		}
	}
}
