package cli_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"credit/internal/cli"
)

var (
	articleRow    = regexp.MustCompile(`(?m)^\| ([0-9]+): [^|]+ \| ([^|]+) \| ([^|]+) \|$`)
	commandName   = regexp.MustCompile("`credit ([a-z]+)[^`]*`")
	scriptName    = regexp.MustCompile("`([a-z_0-9]+)`")
	listedCommand = regexp.MustCompile(`(?m)^  ([a-z]+) +\S`)
)

// Each article from 8 to 20 has its row in the README: commands that there are,
// and scripts that there are.
func TestEveryArticleIsServed(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var help bytes.Buffer
	if code := cli.Main([]string{"--help"}, &help, io.Discard); code != 0 {
		t.Fatalf("--help ends with %d", code)
	}
	commands := map[string]bool{}
	for _, found := range listedCommand.FindAllStringSubmatch(help.String(), -1) {
		commands[found[1]] = true
	}
	rows := articleRow.FindAllStringSubmatch(string(text), -1)
	next := 8
	for _, row := range rows {
		if row[1] != strconv.Itoa(next) {
			t.Errorf("after article %d comes %s", next-1, row[1])
		}
		next++
		for _, found := range commandName.FindAllStringSubmatch(row[2], -1) {
			if !commands[found[1]] {
				t.Errorf("article %s: there is no command %s", row[1], found[1])
			}
		}
		scripts := scriptName.FindAllStringSubmatch(row[3], -1)
		if len(scripts) == 0 {
			t.Errorf("article %s has no script", row[1])
		}
		for _, found := range scripts {
			if _, err := os.Stat(filepath.Join(root, "testdata", "script", found[1]+".txtar")); err != nil {
				t.Errorf("article %s: %v", row[1], err)
			}
		}
	}
	if next != 21 {
		t.Errorf("the articles end with %d", next-1)
	}
}
