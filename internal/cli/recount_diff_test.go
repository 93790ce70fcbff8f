package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The second way to every figure of a comparison: from the JSON lines that
// score wrote for both years, with whole hundredths of a point, knowing
// nothing of the program's own packages.

// standing is a line of credit score --json, as far as a comparison needs it.
type standing struct {
	County, School, Name, ID, Status string
	Points                           map[string]json.Number
	Total                            json.Number
	Grade                            string
}

func (s *standing) graded() bool { return s.Status == "graded" }

// pair is somebody on both sides, or on one; moved are the indicators whose
// points moved, by number.
type pair struct {
	old, now *standing
	moved    []int
}

func (p pair) who() *standing {
	if p.now != nil {
		return p.now
	}
	return p.old
}

func readStandings(t *testing.T, path string) (people []*standing) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		one := &standing{}
		if err := json.Unmarshal([]byte(line), one); err != nil {
			t.Fatal(err)
		}
		people = append(people, one)
	}
	return people
}

// pairsOf puts both years together as well as masked numbers allow: of the
// same four last characters those of one name are one person, then, where one
// is left on either side in one school, somebody who was renamed.
func pairsOf(t *testing.T, olds, news []*standing) (pairs []pair) {
	t.Helper()
	taken := map[*standing]bool{}
	find := func(now *standing, alike func(*standing) bool) *standing {
		var found []*standing
		for _, old := range olds {
			if !taken[old] && old.ID == now.ID && alike(old) {
				found = append(found, old)
			}
		}
		if len(found) != 1 {
			return nil
		}
		return found[0]
	}
	matched := map[*standing]*standing{}
	for _, alike := range []func(a, b *standing) bool{
		func(a, b *standing) bool { return a.Name == b.Name && a.School == b.School },
		func(a, b *standing) bool { return a.Name == b.Name },
		func(a, b *standing) bool { return a.School == b.School },
	} {
		for _, now := range news {
			if now.ID == "" || now.Name == "" || matched[now] != nil {
				continue
			}
			if old := find(now, func(old *standing) bool { return alike(old, now) }); old != nil {
				matched[now], taken[old] = old, true
			}
		}
	}
	for _, now := range news {
		pairs = append(pairs, pair{matched[now], now, moved(t, matched[now], now)})
	}
	for _, old := range olds {
		if !taken[old] {
			pairs = append(pairs, pair{old: old})
		}
	}
	return pairs
}

// moved are the indicators whose points moved, of somebody graded on both
// sides.
func moved(t *testing.T, old, now *standing) (numbers []int) {
	t.Helper()
	if old == nil || now == nil || !old.graded() || !now.graded() {
		return nil
	}
	for n := 1; n <= 44; n++ {
		if key := strconv.Itoa(n); hundredths(t, old.Points[key]) != hundredths(t, now.Points[key]) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// transferred reports a move: of somebody held back what is blank, or no
// county, tells of none.
func (p pair) transferred() bool {
	if p.old == nil || p.now == nil {
		return false
	}
	return p.betweenCounties() || p.old.School != p.now.School && (p.both() || p.old.School != "" && p.now.School != "")
}

// betweenCounties reports a move from one county to another.
func (p pair) betweenCounties() bool {
	known := func(s *standing) bool { return slices.Contains(allCounties, s.County) }
	return p.old != nil && p.now != nil && p.old.County != p.now.County && known(p.old) && known(p.now)
}

// kind is the contract's word for what became of the person.
func (p pair) kind() string {
	switch {
	case p.old == nil:
		return "joined"
	case p.now == nil:
		return "left"
	case !p.old.graded() || !p.now.graded():
		return "held"
	case p.old.Grade != p.now.Grade:
		return "grade"
	case len(p.moved) > 0:
		return "answers"
	case p.transferred():
		return "moved"
	}
	return "same"
}

// line is the contract's JSON line.
func (p pair) line(t *testing.T) string {
	side := func(s *standing) string {
		if s == nil {
			return ""
		}
		text := fmt.Sprintf(`{"county":%q,"school":%q`, s.County, s.School)
		if s.graded() {
			text += fmt.Sprintf(`,"total":%s,"grade":%q`, s.Total, s.Grade)
		}
		return text + "}"
	}
	who := p.who()
	line := fmt.Sprintf(`{"id":%q,"name":%q,"change":%q`, who.ID, who.Name, p.kind())
	if p.old != nil {
		line += `,"old":` + side(p.old)
	}
	if p.now != nil {
		line += `,"new":` + side(p.now)
	}
	var moves []string
	for _, n := range p.moved {
		key := strconv.Itoa(n)
		moves = append(moves, fmt.Sprintf(`"%d":[%s,%s]`, n, p.old.Points[key], p.now.Points[key]))
	}
	return line + `,"indicators":{` + strings.Join(moves, ",") + "}}"
}

func (p pair) delta(t *testing.T) int64 {
	return hundredths(t, p.now.Total) - hundredths(t, p.old.Total)
}

func (p pair) both() bool {
	return p.old != nil && p.now != nil && p.old.graded() && p.now.graded()
}

// comparedYears scores both made-up years and compares them: the pairs of the
// second way, and the folder with what credit diff wrote.
func comparedYears(t *testing.T) (pairs []pair, folder string) {
	t.Helper()
	folder = t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	for _, year := range [][2]string{{"2024", "schools.xlsx"}, {"2025", "schools-2025.xlsx"}} {
		creditRun(t, "score", "../../testdata/"+year[1], "--year", year[0], "-q", "-o", in(year[0]), "--json", in(year[0]+".jsonl"))
	}
	creditRun(t, "diff", in("2024"), in("2025"), "-q", "--json", in("对比.jsonl"), "-o", in("对比.xlsx"))
	return pairsOf(t, readStandings(t, in("2024.jsonl")), readStandings(t, in("2025.jsonl"))), folder
}

// Every figure of credit diff follows from the lines of score, wherever it
// stands.
func TestEveryFigureOfDiffFollowsFromTheLinesOfScore(t *testing.T) {
	t.Parallel()
	pairs, folder := comparedYears(t)
	t.Run("lines", func(t *testing.T) { checkDiffLines(t, pairs, folder) })
	t.Run("tables", func(t *testing.T) { checkDiffTables(t, pairs, folder) })
	t.Run("workbook", func(t *testing.T) { checkDiffWorkbook(t, pairs, folder) })
	t.Run("people", func(t *testing.T) { checkDiffPeople(t, pairs, folder) })
}

// checkDiffLines holds the JSON lines: one for everyone, and the moves of each
// add up to the change of the total.
func checkDiffLines(t *testing.T, pairs []pair, folder string) {
	var want []string
	kinds := map[string]int{}
	for _, p := range pairs {
		want = append(want, p.line(t))
		kinds[p.kind()]++
		if p.both() {
			sum := int64(0)
			for _, n := range p.moved {
				key := strconv.Itoa(n)
				sum += hundredths(t, p.now.Points[key]) - hundredths(t, p.old.Points[key])
			}
			if sum != p.delta(t) {
				t.Errorf("%s: the parts add up to %d, the total moved by %d", p.who().Name, sum, p.delta(t))
			}
		}
	}
	data, err := os.ReadFile(filepath.Join(folder, "对比.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if len(got) != len(want) {
		t.Errorf("%d lines, want %d", len(got), len(want))
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("unexpected: %s", line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("missing: %s", line)
		}
	}
	// The made-up years have somebody of every kind.
	for _, kind := range strings.Fields("joined left held grade answers moved same") {
		if kinds[kind] == 0 {
			t.Errorf("nobody is %s", kind)
		}
	}
}
