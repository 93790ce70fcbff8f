package cli_test

import (
	"encoding/csv"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// table is a table as a reader sees it, header first.
type table [][]string

// markdownTable is the first table of a text with markup.
func markdownTable(text string) (t table) {
	for line := range strings.Lines(text) {
		switch inner, is := strings.CutPrefix(strings.TrimSpace(line), "| "); {
		case is && !strings.HasPrefix(inner, "---"):
			t = append(t, strings.Split(strings.ReplaceAll(strings.TrimSuffix(inner, " |"), `\*`, "*"), " | "))
		case !is && t != nil:
			return t
		}
	}
	return t
}

var (
	htmlTable = regexp.MustCompile(`(?s)<table[^>]*>.*?</table>`)
	htmlRow   = regexp.MustCompile(`(?s)<tr[^>]*>.*?</tr>`)
	htmlCell  = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)
)

// webTable is the first table of a web page.
func webTable(page string) (t table) {
	for _, row := range htmlRow.FindAllString(htmlTable.FindString(page), -1) {
		var cells []string
		for _, cell := range htmlCell.FindAllStringSubmatch(row, -1) {
			cells = append(cells, html.UnescapeString(cell[1]))
		}
		t = append(t, cells)
	}
	return t
}

// screenTable is the table of the screen, put together again from the parts
// into which it was cut; each part begins with the labels.
func screenTable(text string, labels int) (t table) {
	_, text, _ = strings.Cut(text, "■ ")
	_, text, _ = strings.Cut(text, "\n")
	text, _, _ = strings.Cut(text, "■ ")
	for part := range strings.SplitSeq(text, "\n\n") {
		at := 0
		for line := range strings.Lines(part) {
			cells := regexp.MustCompile(` {2,}`).Split(strings.TrimSpace(line), -1)
			if strings.HasPrefix(line, "---") || len(cells) < 3 {
				continue
			}
			if cells[0] == "合计" && labels == 2 {
				cells = append([]string{"合计", ""}, cells[1:]...)
			}
			if at < len(t) {
				t[at] = append(t[at], cells[labels:]...)
			} else {
				t = append(t, cells)
			}
			at++
		}
	}
	return t
}

// column is where a header stands.
func (t table) column(header string) int {
	for i, text := range t[0] {
		if text == header {
			return i
		}
	}
	return -1
}

// What is left out of the JSON lines of a publication is left out of each of
// its other forms too, share and all; what is printed is what the bureau's own
// summary says; and nobody's name or number stands anywhere.
func TestEveryFormOfAPublicationLeavesOutTheSame(t *testing.T) {
	t.Parallel()
	for _, demo := range demoYears[:2] {
		t.Run(demo.file, func(t *testing.T) {
			t.Parallel()
			folder, _ := scoredYear(t, demo.file, demo.year)
			named := personNames(t, folder)
			for _, by := range []string{"county", "school", "post"} {
				forms := publicForms(t, folder, by)
				checkNobody(t, forms, named)
				labels := map[string]int{"county": 1, "school": 2, "post": 1}[by]
				_, kept := summaryLines(t, run(t, "summary", folder, "--by", by, "--json", "-"))
				_, lines := summaryLines(t, forms["JSON lines"])
				auditCounts(t, demo.file+" by "+by, kept, lines)
				for form, seen := range map[string]table{
					"markdown": markdownTable(forms["markdown"]), "CSV": csvTable(t, forms["CSV"]), "web page": webTable(forms["web page"]),
					"screen": screenTable(forms["screen"], labels), "workbook": workbookTable(t, forms["workbook"], by),
				} {
					checkPublic(t, demo.file+" by "+by+" as "+form, seen, labels, kept, lines)
				}
			}
			checkNobody(t, publicForms(t, folder, "indicator"), named)
		})
	}
}

// publicForms are all forms of a publication; the workbook is its path.
func publicForms(t *testing.T, folder, by string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	forms := map[string]string{"workbook": filepath.Join(dir, "公布.xlsx")}
	public := []string{"summary", folder, "--by", by, "--public"}
	forms["screen"] = run(t, append(public, "-o", forms["workbook"], "--html", filepath.Join(dir, "公布.html"))...)
	for form, option := range map[string]string{"markdown": "markdown", "CSV": "csv", "JSON lines": "json"} {
		forms[form] = run(t, append(public, "--format", option)...)
	}
	page, err := os.ReadFile(filepath.Join(dir, "公布.html"))
	if err != nil {
		t.Fatal(err)
	}
	forms["web page"] = string(page)
	return forms
}

func csvTable(t *testing.T, text string) table {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func workbookTable(t *testing.T, path, by string) table {
	t.Helper()
	rows, err := sheetRows(path, map[string]string{"county": "按县（市）区", "school": "按学校", "post": "按岗位"}[by])
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		rows[i] = append(rows[i], make([]string, len(rows[0])-len(rows[i]))...)
	}
	return rows
}

// checkPublic holds a table against the lines that are kept and those that are
// published.
func checkPublic(t *testing.T, where string, seen table, labels int, kept, lines []figures) {
	t.Helper()
	if len(seen) != len(lines)+1 || len(seen[0]) != labels+17 {
		t.Fatalf("%s: %d lines of %d columns, want %d of %d", where, len(seen)-1, len(seen[0]), len(lines), labels+17)
	}
	hidden := 0
	for header, key := range columnKeys {
		at := seen.column(header)
		if at < 0 {
			continue
		}
		share := seen.column(header + " 占比")
		for i, line := range lines {
			_, published := line[key]
			_, known := kept[i][key]
			cell := seen[i+1][at]
			switch {
			case !known && published:
				t.Errorf("%s: %s of line %d is published as %s", where, header, i, line[key])
			case known && !published:
				hidden++
				if cell != "*" {
					t.Errorf("%s: %s of line %d is %q, though the lines leave it out", where, header, i, cell)
				}
			case published && (cell == "*" || line[key] != kept[i][key]):
				t.Errorf("%s: %s of line %d is %q, in the lines %s of %s", where, header, i, cell, line[key], kept[i][key])
			}
			if share >= 0 && seen[i+1][share] != "*" && !(published && line["graded"] != "") {
				t.Errorf("%s: the share of %s in line %d is %s", where, header, i, seen[i+1][share])
			}
		}
	}
	if hidden < 10 {
		t.Errorf("%s: only %d figures are left out", where, hidden)
	}
}

// personNames are the names of everybody in the results of a folder.
func personNames(t *testing.T, folder string) (names []string) {
	t.Helper()
	for line := range strings.Lines(run(t, "export", folder, "-o", "-", "--format", "csv", "--columns", "name", "-q")) {
		if name := strings.Trim(strings.TrimSpace(line), "\ufeff\""); name != "" && name != "姓名" {
			names = append(names, name)
		}
	}
	if len(names) < 300 {
		t.Fatalf("%d names", len(names))
	}
	return names
}

// checkNobody holds that nobody is named, nor numbered, even with asterisks.
func checkNobody(t *testing.T, forms map[string]string, named []string) {
	t.Helper()
	for form, text := range forms {
		if form == "workbook" {
			var err error
			if text, err = zipText(text); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range named {
			if strings.Contains(text, name) {
				t.Errorf("%s names %s", form, name)
			}
		}
		if strings.Contains(text, "****") {
			t.Errorf("%s shows a number: %s", form, fmt.Sprintf("%.60s", text[strings.Index(text, "****"):]))
		}
	}
}
