package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"credit/internal/render"
)

// show FILE SHEET [COLUMN…] prints a sheet of a workbook, raw values parted
// by tabs; columns are named by the first row. ! show FILE SHEET holds that
// the workbook has no such sheet.
func showCommand(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 || neg && len(args) > 2 {
		ts.Fatalf("usage: show FILE SHEET [COLUMN…], ! show FILE SHEET")
	}
	rows, err := sheetRows(ts.MkAbs(args[0]), args[1])
	if missing := (excelize.ErrSheetNotExist{}); neg && errors.As(err, &missing) {
		return
	}
	ts.Check(err)
	if neg {
		ts.Fatalf("%s has a sheet %s", args[0], args[1])
	}
	for _, row := range rows {
		cells := row
		if len(args) > 2 {
			cells = nil
			for _, column := range args[2:] {
				at := slices.Index(rows[0], column)
				switch {
				case at < 0:
					ts.Fatalf("%s has no column %s; it has %s", args[1], column, strings.Join(rows[0], ", "))
				case at < len(row):
					cells = append(cells, row[at])
				default:
					cells = append(cells, "")
				}
			}
		}
		fmt.Fprintln(ts.Stdout(), strings.ReplaceAll(strings.Join(cells, "\t"), "\n", "⏎"))
	}
}

func sheetRows(path, sheet string) ([][]string, error) {
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	defer book.Close()
	return book.GetRows(sheet)
}

// jsonl FILE KEY… prints of each JSON line the values of these keys, parted
// by tabs; points.31 is a value within. FILE may be stdout.
func jsonlCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: jsonl FILE KEY…")
	}
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		cells := make([]string, len(args)-1)
		for i, key := range args[1:] {
			value := json.RawMessage(line)
			for _, part := range strings.Split(key, ".") {
				var object map[string]json.RawMessage
				ts.Check(json.Unmarshal(value, &object))
				if value = object[part]; value == nil {
					value = []byte(`"-"`)
					break
				}
			}
			cells[i] = strings.Trim(string(value), `"`)
		}
		fmt.Fprintln(ts.Stdout(), strings.Join(cells, "\t"))
	}
}

// tree [-modes] DIR prints what stands in a folder, by path; with -modes the
// permissions before it.
func treeCommand(ts *testscript.TestScript, neg bool, args []string) {
	modes := len(args) > 0 && args[0] == "-modes"
	if modes {
		args = args[1:]
	}
	if neg || len(args) != 1 {
		ts.Fatalf("usage: tree [-modes] DIR")
	}
	root := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		way, _ := filepath.Rel(root, path)
		if modes {
			way = fmt.Sprintf("%04o %s", info.Mode().Perm(), way)
		} else if entry.IsDir() {
			return nil
		}
		fmt.Fprintln(ts.Stdout(), filepath.ToSlash(way))
		return nil
	}))
}

// same A B holds that two files or folders are the same to the byte.
func sameCommand(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] same A B")
	}
	a, err := contents(ts.MkAbs(args[0]))
	ts.Check(err)
	b, err := contents(ts.MkAbs(args[1]))
	ts.Check(err)
	difference := ""
	for path, data := range a {
		if other, there := b[path]; !there || !bytes.Equal(data, other) {
			difference += " " + path
		}
	}
	for path := range b {
		if _, there := a[path]; !there {
			difference += " " + path
		}
	}
	if neg == (difference == "") {
		ts.Fatalf("%s and %s: differences:%s", args[0], args[1], difference)
	}
}

// contents are the files of a folder by their paths.
func contents(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		way, _ := filepath.Rel(root, path)
		files[way] = data
		return err
	})
	return files, err
}

var (
	rule = regexp.MustCompile(`^-{20,}$`)
	// note is a sentence below a table: cells have no commas.
	note = regexp.MustCompile(`[，。；]`)
	// sumLabel is the name of a sum, one cell though spaces are in it.
	sumLabel = regexp.MustCompile(`^(以上|全部) (\d+) 项`)
)

// aligned WIDTH holds that the tables of the last output have straight edges
// and fit so many columns, Chinese counted as two.
func alignedCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: aligned WIDTH")
	}
	width, err := strconv.Atoi(args[0])
	ts.Check(err)
	tables := 0
	for block := range strings.SplitSeq(ts.ReadFile("stdout"), "\n\n") {
		lines := strings.Split(strings.Trim(block, "\n"), "\n")
		if len(lines) < 3 || !rule.MatchString(lines[1]) {
			continue
		}
		tables++
		for _, line := range slices.DeleteFunc(lines, note.MatchString) {
			if got := render.Width(line); got != len(lines[1]) || got > width {
				ts.Fatalf("a line of %d columns in a table of %d: %s", got, len(lines[1]), line)
			}
			if columns := len(strings.Fields(sumLabel.ReplaceAllString(line, "$1$2"))); line != lines[1] && columns != len(strings.Fields(lines[2])) && line != lines[0] {
				ts.Fatalf("a line of %d cells: %s", columns, line)
			}
		}
	}
	if tables == 0 {
		ts.Fatalf("no table in the output")
	}
}

// exit CODE COMMAND… runs a command and holds its exit code.
func exitCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND…")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// refused COMMAND… runs a command that cannot do its work: it exits 2, says
// why in Chinese on standard error, prints nothing else, and leaves no trace
// on disk.
func refusedCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: refused COMMAND…")
	}
	before, err := contents(ts.Getenv("WORK"))
	ts.Check(err)
	foldersBefore := folders(ts.Getenv("WORK"))
	exitCommand(ts, false, append([]string{"2"}, args...))
	after, err := contents(ts.Getenv("WORK"))
	ts.Check(err)
	for path, data := range after {
		if old, there := before[path]; !there || !bytes.Equal(old, data) {
			ts.Fatalf("refused, and yet %s was written", path)
		}
	}
	for path := range before {
		if _, there := after[path]; !there {
			ts.Fatalf("refused, and yet %s is gone", path)
		}
	}
	if now := folders(ts.Getenv("WORK")); !slices.Equal(foldersBefore, now) {
		ts.Fatalf("refused, and yet the folders are %q", now)
	}
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("refused, and yet on standard output: %s", out)
	}
	said := ts.ReadFile("stderr")
	if !strings.Contains(said, "错误：") || english.MatchString(said) {
		ts.Fatalf("not said in Chinese: %s", said)
	}
}

// english are words of the libraries that must not reach the screen.
var english = regexp.MustCompile(`(?i)\b(unknown|usage|flags?|command|error|invalid|no such|denied|directory|argument|required|panic|goroutine)\b`)

func folders(root string) (list []string) {
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			list = append(list, path)
		}
		return nil
	})
	return list
}

// edit FILE OLD NEW replaces a text that stands once in a file; \n is a line
// break.
func editCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	old, new := strings.ReplaceAll(args[1], `\n`, "\n"), strings.ReplaceAll(args[2], `\n`, "\n")
	if n := strings.Count(text, old); n != 1 {
		ts.Fatalf("%s holds %q %d times, want once", args[0], old, n)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, old, new, 1)), 0o644))
}

// within WIDTH holds that the last output has no line of more columns.
func withinCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: within WIDTH")
	}
	width, err := strconv.Atoi(args[0])
	ts.Check(err)
	for line := range strings.SplitSeq(ts.ReadFile("stdout"), "\n") {
		if got := render.Width(line); got > width {
			ts.Fatalf("a line of %d columns: %s", got, line)
		}
	}
}
