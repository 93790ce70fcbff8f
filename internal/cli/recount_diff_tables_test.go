package cli_test

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"credit/internal/cli"
)

// creditRun runs the program; differences and people held back are no failure.
func creditRun(t *testing.T, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	if code := cli.Main(args, &out, &errOut); code == 2 {
		t.Fatalf("credit %q: %s", args, errOut.String())
	}
	return out.String()
}

// signedPoints writes hundredths of a point with two decimals and a sign.
func signedPoints(n int64) string {
	sign := "+"
	switch {
	case n == 0:
		sign = ""
	case n < 0:
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

// plain writes hundredths of a point as short as they go.
func plain(n int64) string {
	text := strings.TrimLeft(signedPoints(n), "+")
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// meanOf is a sum over a count in hundredths, halves away from zero.
func meanOf(sum int64, n int) int64 {
	size := max(sum, -sum)
	mean := (2*size + int64(n)) / (2 * int64(n))
	if sum < 0 {
		return -mean
	}
	return mean
}

const gradeNames = "ABCDE"

// recountMoves are the lines of a table of moves, cells parted by tabs.
func recountMoves(pairs []pair) (lines []string) {
	var counts [6][6]int
	for _, p := range pairs {
		if p.both() {
			i, j := strings.Index(gradeNames, p.old.Grade), strings.Index(gradeNames, p.now.Grade)
			counts[i][j]++
			counts[i][5]++
			counts[5][j]++
			counts[5][5]++
		}
	}
	for i, row := range counts {
		cells := []string{append(strings.Split(gradeNames, ""), "合计")[i]}
		for _, n := range row {
			cells = append(cells, strconv.Itoa(n))
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return lines
}

// countyLine is where a person is counted.
func countyLine(s *standing, counties []string) string {
	if !slices.Contains(counties, s.County) {
		return "未识别"
	}
	return s.County
}

// recountCounties are the lines of the table by county.
func recountCounties(t *testing.T, pairs []pair, counties []string) (lines []string) {
	const both, up, down, joined, left, held, in, out = 0, 1, 2, 3, 4, 5, 6, 7
	counts, deltas := map[string]*[8]int{}, map[string]int64{}
	at := func(name string) *[8]int {
		if counts[name] == nil {
			counts[name] = &[8]int{}
		}
		return counts[name]
	}
	for _, p := range pairs {
		here := countyLine(p.who(), counties)
		for _, name := range []string{here, "合计"} {
			n := at(name)
			switch p.kind() {
			case "joined":
				n[joined]++
			case "left":
				n[left]++
			case "held":
				n[held]++
			default:
				n[both]++
				deltas[name] += p.delta(t)
				if p.now.Grade < p.old.Grade {
					n[up]++
				}
				if p.now.Grade > p.old.Grade {
					n[down]++
				}
			}
		}
		if p.betweenCounties() {
			at(here)[in]++
			at("合计")[in]++
			at(countyLine(p.old, counties))[out]++
			at("合计")[out]++
		}
	}
	for _, name := range append(slices.Clone(counties), "未识别", "合计") {
		n := at(name)
		if name == "未识别" && *n == [8]int{} {
			continue
		}
		cells := []string{name}
		for _, count := range n {
			cells = append(cells, strconv.Itoa(count))
		}
		mean := "-"
		if n[both] > 0 {
			mean = signedPoints(meanOf(deltas[name], n[both]))
		}
		lines = append(lines, strings.Join(append(cells, mean), "\t"))
	}
	return lines
}

// recountParts are the lines of the tables by section, group or indicator, as
// partOf names the part of an indicator.
func recountParts(t *testing.T, pairs []pair, partOf func(number int) string) (lines []string) {
	type part struct{ up, down, gained, lost int64 }
	parts, names := map[string]*part{"合计": {}}, []string{}
	for n := 1; n <= 44; n++ {
		name := partOf(n)
		for _, p := range pairs {
			if !slices.Contains(p.moved, n) {
				continue
			}
			if parts[name] == nil {
				parts[name], names = &part{}, append(names, name)
			}
			key := strconv.Itoa(n)
			delta := hundredths(t, p.now.Points[key]) - hundredths(t, p.old.Points[key])
			for _, one := range []*part{parts[name], parts["合计"]} {
				if delta > 0 {
					one.up, one.gained = one.up+1, one.gained+delta
				} else {
					one.down, one.lost = one.down+1, one.lost-delta
				}
			}
		}
	}
	for _, name := range append(names, "合计") {
		one := parts[name]
		lines = append(lines, fmt.Sprintf("%s\t%d\t%d\t%s\t%s\t%s", name, one.up, one.down, plain(one.gained), plain(one.lost), signedPoints(one.gained-one.lost)))
	}
	return lines
}

// recountWords are the moves of every county in words, without spaces.
func recountWords(pairs []pair, counties []string) (lines []string) {
	for _, county := range append(slices.Clone(counties), "未识别", "合计") {
		moves, same, both := map[string]int{}, 0, 0
		for _, p := range pairs {
			switch {
			case !p.both() || county != "合计" && countyLine(p.who(), counties) != county:
				continue
			case p.old.Grade == p.now.Grade:
				same++
			default:
				moves[p.old.Grade+"→"+p.now.Grade]++
			}
			both++
		}
		if both == 0 {
			continue
		}
		var parts []string
		for _, move := range slices.Sorted(maps.Keys(moves)) {
			parts = append(parts, fmt.Sprintf("%s%d", move, moves[move]))
		}
		lines = append(lines, county+strings.Join(append(parts, fmt.Sprintf("等级不变%d", same)), "、"))
	}
	return lines
}

// screenWords are the lines of a section of the screen in words, without
// spaces, those that go on in the next line put together.
func screenWords(t *testing.T, text, heading string) (lines []string) {
	t.Helper()
	_, rest, found := strings.Cut(text, "■ "+heading+"\n")
	if !found {
		t.Fatalf("no section %s", heading)
	}
	section, _, _ := strings.Cut(rest, "\n\n")
	for line := range strings.Lines(section) {
		words := strings.Join(strings.Fields(line), "")
		if strings.HasPrefix(line, " ") && len(lines) > 0 {
			lines[len(lines)-1] += words
			continue
		}
		lines = append(lines, words)
	}
	return lines
}

// markdownLines are the lines of a table of a markdown page under a heading,
// cells parted by tabs, without the header.
func markdownLines(t *testing.T, text, heading string) (lines []string) {
	t.Helper()
	_, rest, found := strings.Cut(text, "## "+heading+"\n\n")
	if !found {
		t.Fatalf("no table %s", heading)
	}
	table, _, _ := strings.Cut(rest, "\n\n")
	for _, line := range strings.Split(table, "\n")[2:] {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return lines
}

// screenLines are the lines of the first table of the screen under a heading.
func screenLines(t *testing.T, text, heading string) (lines []string) {
	t.Helper()
	_, rest, found := strings.Cut(text, "■ "+heading+"\n")
	if !found {
		t.Fatalf("no table %s", heading)
	}
	table, _, _ := strings.Cut(rest, "\n\n")
	for _, line := range strings.Split(table, "\n")[1:] {
		if !rule.MatchString(line) && len(strings.Fields(line)) > 5 {
			lines = append(lines, strings.Join(strings.Fields(line), "\t"))
		}
	}
	return lines
}

func sameLines(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s is\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// checkDiffTables holds the tables of the screen and of markdown.
func checkDiffTables(t *testing.T, pairs []pair, folder string) {
	diff := func(options ...string) string {
		return creditRun(t, append([]string{"diff", filepath.Join(folder, "2024"), filepath.Join(folder, "2025")}, options...)...)
	}
	screen := diff()
	sameLines(t, "the table of moves", screenLines(t, screen, "等级变动"), recountMoves(pairs))
	sameLines(t, "the moves in words", screenWords(t, screen, "各县等级变动（两边都评分的人）"), recountWords(pairs, allCounties))
	counties := recountCounties(t, pairs, allCounties)
	sameLines(t, "the table by county", screenLines(t, screen, "按县（市）区"), counties)
	items := readAppendix(t)
	for _, by := range []struct {
		option, heading string
		partOf          func(number int) string
	}{
		{"section", "按一级指标", func(n int) string { return items[n-1].section }},
		{"group", "按二级指标", func(n int) string { return items[n-1].group }},
		{"indicator", "按三级指标", func(n int) string { return strconv.Itoa(n) + "." + items[n-1].name }},
	} {
		text := diff("--by", by.option, "--format", "markdown")
		sameLines(t, by.heading, markdownLines(t, text, by.heading), recountParts(t, pairs, by.partOf))
	}
	sameLines(t, "the table by county in markdown", markdownLines(t, diff("--format", "markdown"), "按县（市）区"), counties)
	checkDiffFacts(t, pairs, diff("--format", "markdown"))
}

// checkDiffFacts holds the first lines: each side is proved, and the kinds are
// counted.
func checkDiffFacts(t *testing.T, pairs []pair, text string) {
	n := map[string]int{}
	for _, p := range pairs {
		n[p.kind()]++
		if p.transferred() {
			n["transferred"]++
		}
		if p.both() {
			n["both"]++
		}
		for side, s := range map[string]*standing{"old": p.old, "now": p.now} {
			switch {
			case s == nil:
			case s.graded():
				n[side+" graded"]++
			default:
				n[side+" held"]++
			}
		}
		if who := p.who(); (p.old == nil || p.now == nil) && !who.graded() {
			n[p.kind()+" held"]++
		}
	}
	ofThem := func(kind string) string {
		if n[kind+" held"] == 0 {
			return ""
		}
		return fmt.Sprintf("（其中 %d 人未评分）", n[kind+" held"])
	}
	for _, want := range []string{
		fmt.Sprintf("- 2024 年度：%d 人 = 已评分 %d + 未评分 %d = 两边都评分 %d + 至少一方未评分 %d + 离开 %d\n",
			n["old graded"]+n["old held"], n["old graded"], n["old held"], n["both"], n["held"], n["left"]),
		fmt.Sprintf("- 2025 年度：%d 人 = 已评分 %d + 未评分 %d = 两边都评分 %d + 至少一方未评分 %d + 新增 %d\n",
			n["now graded"]+n["now held"], n["now graded"], n["now held"], n["both"], n["held"], n["joined"]),
		fmt.Sprintf("- 变化：新增 %d%s、离开 %d%s、至少一方未评分 %d、等级变动 %d、得分变动 %d、只调动 %d、没有变化 %d；调动学校或县区的共 %d 人\n",
			n["joined"], ofThem("joined"), n["left"], ofThem("left"), n["held"], n["grade"], n["answers"], n["moved"], n["same"], n["transferred"]),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text[:min(len(text), 1200)])
		}
	}
}
