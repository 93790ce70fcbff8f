package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"credit/internal/cli"
)

// demoYears are the workbooks of testdata, with the year that each is of.
var demoYears = []struct{ file, year string }{
	{"schools.xlsx", "2024"}, {"schools-2025.xlsx", "2025"}, {"schools-faulty.xlsx", "2024"},
}

// scoredYear grades a demo year and returns the folder of the results and the
// people as the JSON lines have them.
func scoredYear(t *testing.T, file, year string) (folder string, people []*scored) {
	t.Helper()
	dir := t.TempDir()
	folder = filepath.Join(dir, "结果")
	lines := filepath.Join(dir, "结果.jsonl")
	if code := cli.Main([]string{"score", "../../testdata/" + file, "--year", year, "-o", folder, "--json", lines, "-q"}, io.Discard, io.Discard); code > 1 {
		t.Fatalf("score exits %d", code)
	}
	return folder, readScored(t, lines)
}

// run runs a command that must do its work, and returns what it prints.
func run(t *testing.T, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	if code := cli.Main(args, &out, &errOut); code != 0 {
		t.Fatalf("credit %q exits %d: %s", args, code, errOut.String())
	}
	return out.String()
}

// summaryLines are the JSON lines of a summary, each with its label: what
// stands in the keys that are no figures.
func summaryLines(t *testing.T, text string) (labels []string, lines []figures) {
	t.Helper()
	for line := range strings.Lines(text) {
		var all map[string]any
		decoder := json.NewDecoder(strings.NewReader(line))
		decoder.UseNumber()
		if err := decoder.Decode(&all); err != nil {
			t.Fatal(err)
		}
		f, label := figures{}, map[string]any{}
		for key, value := range all {
			if n, isNumber := value.(json.Number); isNumber && key != "indicator" {
				f[key] = n
				continue
			}
			label[key] = value
		}
		labels, lines = append(labels, fmt.Sprint(label)), append(lines, f)
	}
	return labels, lines
}

var allCounties = strings.Fields("伊美区 乌翠区 友好区 嘉荫县 汤旺县 丰林县 大箐山县 南岔县 金林区 铁力市 市直学校")

func countyOf(p *scored) string {
	if !slices.Contains(allCounties, p.County) {
		return "未识别"
	}
	return p.County
}

// recounts are the lines that the summary must have, by what it is by and in
// its order where the contract names one.
func recounts(t *testing.T, people []*scored, by string) (labels []string, lines []figures) {
	t.Helper()
	add := func(label map[string]any, f figures) {
		labels, lines = append(labels, fmt.Sprint(label)), append(lines, f)
	}
	items := readAppendix(t)
	keep := func(same func(it item) bool) []item {
		return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return !same(it) })
	}
	groups := map[string][]*scored{}
	var order []string
	for _, p := range people {
		key := map[string]string{"county": countyOf(p), "school": countyOf(p) + "\t" + p.School, "post": p.post}[by]
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], p)
	}
	switch by {
	case "county":
		for _, county := range allCounties {
			add(map[string]any{"county": county, "school": ""}, recountPeople(t, groups[county]))
		}
		if unknown := groups["未识别"]; unknown != nil {
			add(map[string]any{"county": "未识别", "school": ""}, recountPeople(t, unknown))
		}
		add(map[string]any{"county": "合计", "school": ""}, recountPeople(t, people))
	case "school":
		for _, key := range order {
			county, school, _ := strings.Cut(key, "\t")
			add(map[string]any{"county": county, "school": school}, recountPeople(t, groups[key]))
		}
		add(map[string]any{"county": "合计", "school": ""}, recountPeople(t, people))
	case "post":
		for _, key := range order {
			add(map[string]any{"post": key}, recountPeople(t, groups[key]))
		}
		add(map[string]any{"post": "合计"}, recountPeople(t, people))
	case "section":
		for i, section := range []string{"思想素质", "业务工作", "工作业绩"} {
			f := recountPart(t, people, keep(func(it item) bool { return it.section == section }))
			floor := []int64{2000, 1500, 2500}[i]
			below := 0
			for _, p := range people {
				if p.graded() && hundredths(t, p.Sections[section]) < floor {
					below++
				}
			}
			f["floor"], f["below_floor"] = halfUp(floor, 1), whole(below)
			add(map[string]any{"section": section}, f)
		}
		add(map[string]any{"section": "合计"}, recountPart(t, people, items))
	case "group":
		for _, it := range items {
			label := map[string]any{"group": it.group, "section": it.section}
			if !slices.Contains(labels, fmt.Sprint(label)) {
				add(label, recountPart(t, people, keep(func(other item) bool { return other.group == it.group })))
			}
		}
		add(map[string]any{"group": "合计"}, recountPart(t, people, items))
	case "indicator":
		for _, it := range items {
			add(map[string]any{"indicator": it.number, "name": it.name, "group": it.group, "section": it.section}, recountPart(t, people, []item{it}))
		}
		add(map[string]any{"name": "合计"}, recountPart(t, people, items))
	}
	return labels, lines
}

// Every figure of a summary, whatever it is by, follows from the JSON lines
// that score wrote, and stands in the summary workbook: on both demo years and
// on the one that is full of faults.
func TestEveryFigureFollowsFromTheLinesOfScore(t *testing.T) {
	t.Parallel()
	for _, demo := range demoYears {
		t.Run(demo.file, func(t *testing.T) {
			t.Parallel()
			folder, people := scoredYear(t, demo.file, demo.year)
			addPosts(t, folder, people)
			book := filepath.Join(t.TempDir(), "汇总.xlsx")
			for _, by := range []string{"county", "school", "post", "section", "group", "indicator"} {
				options := []string{"summary", folder, "--by", by, "--json", "-"}
				if by == "county" {
					options = append(options, "-o", book)
				}
				labels, lines := summaryLines(t, run(t, options...))
				wantLabels, want := recounts(t, people, by)
				if by == "school" || by == "post" { // these stand in Chinese order
					if labels[len(labels)-1] != wantLabels[len(wantLabels)-1] {
						t.Errorf("by %s: the last line is %s", by, labels[len(labels)-1])
					}
					labels, lines = sorted(labels, lines)
					wantLabels, want = sorted(wantLabels, want)
				}
				if !slices.Equal(labels, wantLabels) {
					t.Fatalf("by %s: lines %q\nwant %q", by, labels, wantLabels)
				}
				for i := range want {
					if fmt.Sprint(lines[i]) != fmt.Sprint(want[i]) {
						t.Errorf("by %s: %s is %v, want %v", by, labels[i], lines[i], want[i])
					}
				}
			}
			checkWorkbook(t, book, people)
		})
	}
}

func sorted(labels []string, lines []figures) (ordered []string, same []figures) {
	by := map[string]figures{}
	for i, label := range labels {
		by[label] = lines[i]
	}
	ordered = slices.Sorted(slices.Values(labels))
	for _, label := range ordered {
		same = append(same, by[label])
	}
	return ordered, same
}

// addPosts finds everybody's post in the graded workbook, by the row of the
// submission.
func addPosts(t *testing.T, folder string, people []*scored) {
	t.Helper()
	books, err := filepath.Glob(filepath.Join(folder, "*-评分.xlsx"))
	if err != nil || len(books) != 1 {
		t.Fatal(books, err)
	}
	post := map[string]string{}
	for _, sheet := range []string{"评分结果", "未评分"} {
		rows, err := sheetRows(books[0], sheet)
		if err != nil {
			t.Fatal(err)
		}
		source, at := slices.Index(rows[0], "来源"), slices.Index(rows[0], "岗位")
		for _, row := range rows[1:] {
			text := ""
			if at < len(row) {
				text = row[at]
			}
			post[row[source]] = text
		}
	}
	if len(post) != len(people) {
		t.Fatalf("%d rows in the graded workbook, %d lines", len(post), len(people))
	}
	for _, p := range people {
		p.post = post[fmt.Sprintf("%s 第 %d 行", p.Sheet, p.Row)]
	}
}
