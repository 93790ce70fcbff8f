//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A run that is killed at any moment leaves no half-written result under a
// final name; the next run gives back the results there were, or finds the
// new ones whole, and clears up. So it does when the kill falls into the few
// moments in which results are put in place.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	const kills, files = 24, 4
	dir := t.TempDir()
	years := []string{"甲", "乙"}
	want := map[string]map[string][]byte{}
	var slowest time.Duration
	for at, year := range years {
		makeYear(t, filepath.Join(dir, year), at*files/2, files)
		began := time.Now()
		mustScore(t, dir, year, "-o", year+"的结果", "-q", "--row-key", writeRowKey(t, dir))
		slowest = max(slowest, time.Since(began))
		want[year] = mustContents(t, filepath.Join(dir, year+"的结果"))
	}
	out := filepath.Join(dir, "结果")
	random := rand.New(rand.NewPCG(1, 2))
	for kill := range kills {
		cmd := exec.Command("credit", "score", years[kill%2], "-o", "结果", "--force", "-q", "--json", "明细.jsonl", "--row-key", "行.key")
		cmd.Dir, cmd.Env = dir, quickEnd()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := ending(cmd)
		if kill%2 == 0 {
			time.Sleep(time.Duration(random.Int64N(int64(slowest))))
		} else {
			waitFor(out, "old", ended)
			for wait := time.Now().Add(time.Duration(random.Int64N(int64(3 * time.Millisecond)))); time.Now().Before(wait); {
			}
		}
		_ = cmd.Process.Kill()
		<-ended

		for name, data := range mustContents(t, out) {
			if !strings.HasPrefix(name, ".credit-run-") && !bytes.Equal(data, want["甲"][name]) && !bytes.Equal(data, want["乙"][name]) {
				t.Fatalf("kill %d: %s is not whole", kill, name)
			}
		}
		// Without --force this run is refused where results stand: those of
		// one year, whole.
		_ = score(dir, years[kill%2], "-o", "结果", "-q", "--row-key", "行.key")
		found := mustContents(t, out)
		if difference(found, want["甲"]) != "" && difference(found, want["乙"]) != "" {
			t.Fatalf("kill %d: the results are neither the earlier nor the new ones: %s; %s",
				kill, difference(found, want["甲"]), difference(found, want["乙"]))
		}
	}
	mustScore(t, dir, "甲", "-o", "结果", "--force", "-q", "--json", "明细.jsonl")
	if left, _ := filepath.Glob(filepath.Join(dir, ".credit-*")); left != nil {
		t.Errorf("left behind: %q", left)
	}
}

// An interrupted run says so in Chinese, exits 2 and leaves nothing behind.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	schools, err := os.ReadFile("../../testdata/schools.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "各校"), 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if err := os.WriteFile(filepath.Join(dir, "各校", fmt.Sprintf("%d.xlsx", i)), schools, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		cmd := exec.CommandContext(ctx, "credit", "score", "各校", "--jobs", "1", "-o", "新/结果", "--json", "明细.jsonl")
		cmd.Dir, cmd.Env = dir, quickEnd()
		var printed bytes.Buffer
		cmd.Stderr = &printed
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := ending(cmd)
		waitFor(filepath.Join(dir, "新", "结果"), "lock", ended)
		_ = cmd.Process.Signal(signal)
		var exit *exec.ExitError
		if err := <-ended; !errors.As(err, &exit) || exit.ExitCode() != 2 {
			t.Fatalf("%v: %v, want exit code 2", signal, err)
		}
		if got := printed.String(); got != "错误：已中断，没有写出结果\n" {
			t.Errorf("%v: said %q", signal, got)
		}
		entries, _ := os.ReadDir(dir)
		if len(entries) != 1 {
			t.Errorf("%v: left behind: %v", signal, entries)
		}
	}
}

// writeRowKey writes the key under which a manifest repeats, and gives its
// name.
func writeRowKey(t *testing.T, dir string) string {
	t.Helper()
	const name = "行.key"
	key := "credit 行校验密钥\n" + strings.Repeat("QUJD", 10) + "QUI=\n"
	if err := os.WriteFile(filepath.Join(dir, name), []byte(key), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// makeYear makes workbooks with one practitioner each.
func makeYear(t *testing.T, dir string, first, files int) {
	t.Helper()
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for n := first + 1; n <= first+files; n++ {
		maker := newWorkbookMaker(&idNumbers{})
		for _, line := range []string{"header", fmt.Sprintf("person 伊美区|松涛小学|教师%d|#%d 43=%s", n, n, map[bool]string{true: "无", false: "一等奖"}[first == 0])} {
			if err := maker.line(line); err != nil {
				t.Fatal(err)
			}
		}
		data, err := maker.bytes()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.xlsx", n)), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func score(dir string, args ...string) error {
	cmd := exec.Command("credit", append([]string{"score"}, args...)...)
	cmd.Dir, cmd.Env = dir, quickEnd()
	printed, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, printed)
	}
	return nil
}

func mustScore(t *testing.T, dir string, args ...string) {
	t.Helper()
	if err := score(dir, args...); err != nil {
		t.Fatal(err)
	}
}

func mustContents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files, err := contents(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

func difference(a, b map[string][]byte) (names string) {
	for name, data := range a {
		if other, there := b[name]; !there || !bytes.Equal(data, other) {
			names += " " + name
		}
	}
	for name := range b {
		if _, there := a[name]; !there {
			names += " " + name
		}
	}
	return names
}

// waitFor waits until a run has a file of this name in its folder, or ends.
func waitFor(out, name string, ended <-chan error) {
	for {
		if found, _ := filepath.Glob(filepath.Join(out, ".credit-run-*", name)); found != nil {
			return
		}
		select {
		case <-ended:
			return
		default:
		}
	}
}

// ending is closed once a command that was started has ended.
func ending(cmd *exec.Cmd) <-chan error {
	ended := make(chan error, 2)
	go func() {
		err := cmd.Wait()
		ended <- err
		ended <- err
	}()
	return ended
}
