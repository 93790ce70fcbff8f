package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"credit/internal/articles"
	"credit/internal/cli"
)

var (
	servedCommand = regexp.MustCompile("`credit ([^`]+)`")
	listedCommand = regexp.MustCompile(`(?m)^  ([a-z]+) +\S`)
	tableStart    = regexp.MustCompile(`(?m)^\| (article|条) \|`)
)

// printed is what a command prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if code := cli.Main(args, &out, io.Discard); code != 0 {
		t.Fatalf("credit %s ends with %d", strings.Join(args, " "), code)
	}
	return out.String()
}

// commands are all commands that do something, as they are typed.
func commands(t *testing.T, group ...string) []string {
	t.Helper()
	var all []string
	_, help, _ := strings.Cut(printed(t, append(slices.Clone(group), "--help")...), "\n命令：\n")
	help, _, _ = strings.Cut(help, "\n\n")
	for _, found := range listedCommand.FindAllStringSubmatch(help, -1) {
		command := append(slices.Clone(group), found[1])
		if inner := commands(t, command...); len(inner) > 0 {
			all = append(all, inner...)
		} else {
			all = append(all, strings.Join(command, " "))
		}
	}
	return all
}

// The list of articles names commands, flags and scripts that there are, the
// same in both languages, and every command serves an article.
func TestEveryArticleIsServed(t *testing.T) {
	t.Parallel()
	all, err := articles.All()
	if err != nil {
		t.Fatal(err)
	}
	known, serves := commands(t), map[string]bool{}
	for _, a := range all {
		t.Run(a.Title, func(t *testing.T) {
			for _, command := range a.Commands() {
				name, flag, flagged := strings.Cut(command, " --")
				if !slices.Contains(known, name) {
					t.Fatalf("there is no command %s", name)
				}
				serves[name] = true
				help := printed(t, append(strings.Fields(name), "--help")...)
				if flagged && !strings.Contains(help, " --"+flag+" ") {
					t.Errorf("credit %s has no flag --%s", name, flag)
				}
			}
			if chinese := named(a.Served.Chinese); !slices.Equal(chinese, named(a.Served.English)) {
				t.Errorf("the commands differ by the language: %v", chinese)
			}
			if len(a.Shown) == 0 {
				t.Error("no script shows it")
			}
			for _, script := range a.Shown {
				if _, err := os.Stat(filepath.Join("..", "..", "testdata", "script", script+".txtar")); err != nil {
					t.Error(err)
				}
			}
			for _, text := range []string{a.Served.Chinese, a.Served.English, a.Subject.Chinese, a.Subject.English, a.People.Chinese, a.People.English} {
				if text == "" || strings.ContainsAny(text, "|\n<*_") || strings.Count(text, "`")%2 != 0 {
					t.Errorf("%q cannot stand in a table", text)
				}
			}
		})
	}
	for _, name := range known {
		if !serves[name] {
			t.Errorf("credit %s serves no article", name)
		}
	}
}

// named are the commands that a text names.
func named(text string) (all []string) {
	for _, found := range servedCommand.FindAllStringSubmatch(text, -1) {
		all = append(all, found[1])
	}
	slices.Sort(all)
	return all
}

// The tables of the READMEs are what `credit rubric articles` prints. With
// UPDATE_SCRIPTS=1 they are written anew.
func TestReadmesHoldTheArticles(t *testing.T) {
	for name, language := range map[string]string{"README.md": "en", "README.zh-CN.md": "zh"} {
		table := printed(t, "rubric", "articles", "--format", "markdown", "--lang", language)
		if rows := strings.Count(table, "\n"); rows != 24 {
			t.Errorf("the table has %d rows", rows)
		}
		path := filepath.Join("..", "..", name)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		updated, err := withTable(string(data), table)
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case updated != string(data) && os.Getenv("UPDATE_SCRIPTS") != "":
			if err := os.WriteFile(path, []byte(updated), 0o644); err != nil {
				t.Error(err)
			}
		case updated != string(data):
			t.Errorf("the table of articles in %s is not what `credit rubric articles --format markdown --lang %s` prints", name, language)
		}
	}
}

// withTable is a page with its table of articles in place of the one it has.
func withTable(page, table string) (string, error) {
	at := tableStart.FindStringIndex(page)
	if at == nil || tableStart.MatchString(page[at[1]:]) {
		return "", fmt.Errorf("it does not have one table of articles")
	}
	end := at[0]
	for strings.HasPrefix(page[end:], "|") {
		end += strings.Index(page[end:], "\n") + 1
	}
	return page[:at[0]] + table + page[end:], nil
}
