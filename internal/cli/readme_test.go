package cli_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"credit/internal/cli"
)

// Every console block of the READMEs does what it shows, from the root of a
// fresh clone. A … stands for what is left out: alone for whole lines, at the
// end of a line for its rest.
func TestReadmesTellTheTruth(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("the blocks are for a shell")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "credit"), "./cmd/credit")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(root, name))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := os.CopyFS(filepath.Join(dir, "testdata"), os.DirFS(filepath.Join(root, "testdata"))); err != nil {
				t.Fatal(err)
			}
			blocks := consoleBlock.FindAllStringSubmatch(string(text), -1)
			if len(blocks) < 2 {
				t.Fatal("the two commands are missing")
			}
			for _, block := range blocks {
				runBlock(t, dir, bin, block[1])
			}
		})
	}
}

var consoleBlock = regexp.MustCompile("(?ms)^```console\n(.*?)^```")

// runBlock runs the commands of one block and compares what they print.
func runBlock(t *testing.T, dir, bin, block string) {
	t.Helper()
	for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
		command, shown, _ := strings.Cut(part, "\n")
		if command == "go test ./..." {
			continue // it is what runs this
		}
		command = strings.ReplaceAll(command, "go run ./cmd/credit", "credit")
		run := exec.Command("sh", "-c", command)
		run.Dir = dir
		run.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, err := run.Output()
		if exit, failed := err.(*exec.ExitError); err != nil && (!failed || exit.ExitCode() > 1) {
			t.Fatalf("$ %s\n%v\n%s", command, err, out)
		}
		if want := pattern(shown); !want.Match(out) {
			t.Errorf("$ %s prints\n%s\nand not\n%s", command, out, shown)
		}
	}
}

func pattern(shown string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`\A`)
	for _, line := range strings.Split(strings.TrimRight(shown, "\n"), "\n") {
		rest, cut := strings.CutSuffix(line, "…")
		switch {
		case line == "…":
			b.WriteString(`(?s:.*?)`)
		case cut:
			b.WriteString(regexp.QuoteMeta(rest) + `.*\n`)
		case line != "":
			b.WriteString(regexp.QuoteMeta(line) + `\n`)
		default:
			b.WriteString(`\n?`)
		}
	}
	return regexp.MustCompile(b.String() + `\z`)
}

// The page of all findings is what the program prints.
func TestFindingsPageIsTheCatalogue(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "FINDINGS.md"))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if code := cli.Main([]string{"validate", "--explain", "all"}, &out, io.Discard); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	if string(page) != out.String() {
		t.Error("FINDINGS.md is not what `credit validate --explain all` prints; write it anew with `make page`")
	}
}
