package cli_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// diffSheet are the rows of a sheet of the workbook of a comparison, cells
// parted by tabs, without the header and the notes below; numbers as stored.
func diffSheet(t *testing.T, folder, sheet string, columns int) (lines []string) {
	t.Helper()
	rows, err := sheetRows(filepath.Join(folder, "对比.xlsx"), sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		if len(row) == 0 || len(row) == 1 && strings.HasSuffix(row[0], "。") {
			continue
		}
		cells := make([]string, columns)
		copy(cells, row)
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return lines
}

// checkDiffWorkbook holds the sheets of figures: moves in total and by county,
// the table by county.
func checkDiffWorkbook(t *testing.T, pairs []pair, folder string) {
	sameLines(t, "等级变动", diffSheet(t, folder, "等级变动", 7), recountMoves(pairs))

	var moves []string
	for _, county := range append(slices.Clone(allCounties), "未识别", "合计") {
		var here []pair
		for _, p := range pairs {
			if county == "合计" || countyLine(p.who(), allCounties) == county {
				here = append(here, p)
			}
		}
		if len(here) == 0 {
			continue
		}
		for _, line := range recountMoves(here) {
			moves = append(moves, county+"\t"+line)
		}
	}
	sameLines(t, "各县等级变动", diffSheet(t, folder, "各县等级变动", 8), moves)

	var counties []string
	for _, line := range recountCounties(t, pairs, allCounties) {
		cells := strings.Split(line, "\t")
		if mean := &cells[len(cells)-1]; *mean == "-" {
			*mean = ""
		} else {
			*mean = strings.TrimSuffix(strings.TrimRight(strings.TrimLeft(*mean, "+"), "0"), ".")
			if *mean == "" {
				*mean = "0"
			}
		}
		counties = append(counties, strings.Join(cells, "\t"))
	}
	sameLines(t, "按县（市）区", diffSheet(t, folder, "按县（市）区", 10), counties)
}

var reasonOfMove = regexp.MustCompile(`第 (\d+) 项 ([0-9.]+)→([0-9.]+)`)

// personLine is the line of somebody in the lists of the workbook; the reasons
// are the indicators that moved, with their points.
func (p pair) personLine(t *testing.T) string {
	title := map[string]string{
		"joined": "新增", "left": "离开", "held": "至少一方未评分", "answers": "得分变动", "moved": "只调动",
	}[p.kind()]
	if title == "" {
		title = p.old.Grade + " → " + p.now.Grade
	}
	if p.transferred() && p.kind() != "moved" {
		title += "，调动"
	}
	cells := []string{title, p.who().Name, p.who().ID}
	from := ""
	if p.transferred() {
		from = strings.TrimSpace(p.old.County + " " + p.old.School)
	}
	cells = append(cells, p.who().County, p.who().School, from)
	var grades []string
	for _, s := range []*standing{p.old, p.now} {
		switch {
		case s == nil:
			cells, grades = append(cells, ""), append(grades, "")
		case !s.graded():
			cells, grades = append(cells, ""), append(grades, "未评分")
		default:
			cells, grades = append(cells, plain(hundredths(t, s.Total))), append(grades, s.Grade)
		}
	}
	delta := ""
	if p.both() {
		delta = plain(p.delta(t))
	}
	cells = append(append(cells, delta), grades...)
	var reasons []string
	for _, n := range p.moved {
		key := strconv.Itoa(n)
		reasons = append(reasons, fmt.Sprintf("%d %s %s", n, p.old.Points[key], p.now.Points[key]))
	}
	return strings.Join(append(cells, strings.Join(reasons, "；")), "\t")
}

// checkDiffPeople holds the lists of people: everyone who changed, with the
// reasons.
func checkDiffPeople(t *testing.T, pairs []pair, folder string) {
	for sheet, keep := range map[string]func(pair) bool{
		"有变化的人":   func(p pair) bool { return p.kind() != "same" },
		"调动":      func(p pair) bool { return p.transferred() },
		"新增":      func(p pair) bool { return p.kind() == "joined" },
		"离开":      func(p pair) bool { return p.kind() == "left" },
		"至少一方未评分": func(p pair) bool { return p.kind() == "held" },
	} {
		var want, got []string
		for _, p := range pairs {
			if keep(p) {
				want = append(want, p.personLine(t))
			}
		}
		for _, line := range diffSheet(t, folder, sheet, 12) {
			cells := strings.Split(line, "\t")
			var reasons []string
			for _, m := range reasonOfMove.FindAllStringSubmatch(cells[11], -1) {
				reasons = append(reasons, strings.Join(m[1:], " "))
			}
			got = append(got, strings.Join(append(cells[:11], strings.Join(reasons, "；")), "\t"))
		}
		slices.Sort(want)
		slices.Sort(got)
		sameLines(t, sheet, got, want)
		if len(want) == 0 {
			t.Errorf("nobody stands in %s", sheet)
		}
	}
}
