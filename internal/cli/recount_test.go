package cli_test

import (
	"encoding/json"
	"math/big"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The second way to every figure of a summary: from the JSON lines that score
// wrote, with whole hundredths of a point, knowing nothing of the program's
// own packages.

// scored is a line of credit score --json.
type scored struct {
	Sheet          string
	Row            int
	County, School string
	Name, ID       string
	Status         string
	Points         map[string]json.Number
	Sections       map[string]json.Number
	Total          json.Number
	Grade          string
	ByTotal        string `json:"grade_by_total"`
	Direct         []string
	post           string // of the graded workbook: the lines have none
}

func (s *scored) graded() bool { return s.Status == "graded" }

func readScored(t *testing.T, path string) (people []*scored) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		one := &scored{}
		if err := json.Unmarshal([]byte(line), one); err != nil {
			t.Fatal(err)
		}
		people = append(people, one)
	}
	return people
}

// hundredths is a JSON number in hundredths, exactly.
func hundredths(t *testing.T, n json.Number) int64 {
	t.Helper()
	value, ok := new(big.Rat).SetString(n.String())
	if !ok {
		t.Fatalf("%q is no number", n)
	}
	value.Mul(value, big.NewRat(100, 1))
	if !value.IsInt() {
		t.Fatalf("%q has more than two decimals", n)
	}
	return value.Num().Int64()
}

// halfUp is a fraction of hundredths as a JSON number of points.
func halfUp(over, under int64) json.Number {
	whole := (2*over + under) / (2 * under)
	text := strconv.FormatInt(whole/100, 10)
	if rest := whole % 100; rest > 0 {
		text += strings.TrimRight("."+strconv.Itoa(int(rest/10))+strconv.Itoa(int(rest%10)), "0")
	}
	return json.Number(text)
}

func whole(n int) json.Number { return json.Number(strconv.Itoa(n)) }

// figures are the pairs of a JSON line, numbers as they are written.
type figures map[string]json.Number

// addMiddle adds median and quartiles: QUARTILE.INC by its definition.
func (f figures) addMiddle(values []int64) {
	slices.Sort(values)
	for key, k := range map[string]int{"lower_quartile": 1, "median": 2, "upper_quartile": 3} {
		at, rest := (len(values)-1)*k/4, int64((len(values)-1)*k%4)
		above := values[min(at+1, len(values)-1)]
		f[key] = halfUp(values[at]*(4-rest)+above*rest, 4)
	}
}

// recountPeople are the figures of some people.
func recountPeople(t *testing.T, people []*scored) figures {
	f := figures{}
	counts := map[string]int{}
	var totals []int64
	sum := int64(0)
	for _, p := range people {
		counts[p.Status]++
		if !p.graded() {
			continue
		}
		counts[p.Grade]++
		if len(p.Direct) > 0 {
			counts["direct"]++
		}
		totals = append(totals, hundredths(t, p.Total))
		sum += hundredths(t, p.Total)
	}
	f["practitioners"] = whole(len(people))
	for _, key := range []string{"graded", "held", "A", "B", "C", "D", "E", "direct"} {
		f[key] = whole(counts[key])
	}
	if len(totals) > 0 {
		f["mean"] = halfUp(sum, int64(len(totals)))
		f.addMiddle(totals)
	}
	return f
}

// item is an indicator of the appendix.
type item struct {
	number, name, group, section string
	full                         int64 // hundredths
}

// readAppendix are the indicators as the regulation prints them.
func readAppendix(t *testing.T) (items []item) {
	t.Helper()
	data, err := os.ReadFile("../../testdata/appendix.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), "\t")
		best, _, _ := strings.Cut(cells[3], "；")
		_, full, _ := strings.Cut(best, "=")
		one := item{number: cells[0], name: cells[1], group: cells[4], section: cells[5]}
		if n, err := strconv.ParseInt(full, 10, 64); err == nil {
			one.full = n * 100
		} else if one.full = 500; cells[0] != "31" { // 0 to 5
			t.Fatalf("appendix.tsv: %q", cells[3])
		}
		items = append(items, one)
	}
	if len(items) != 44 {
		t.Fatalf("%d indicators", len(items))
	}
	return items
}

// recountPart are the figures of some indicators together.
func recountPart(t *testing.T, people []*scored, items []item) figures {
	var full, lost, earned int64
	losers, n := 0, 0
	for _, it := range items {
		full += it.full
	}
	var values []int64
	for _, p := range people {
		if !p.graded() {
			continue
		}
		n++
		has := int64(0)
		for _, it := range items {
			has += hundredths(t, p.Points[it.number])
		}
		if has < full {
			losers++
		}
		values = append(values, has)
		earned, lost = earned+has, lost+full-has
	}
	f := figures{"points": halfUp(full, 1), "graded": whole(n), "lost": halfUp(lost, 1)}
	if n > 0 {
		f["mean"] = halfUp(earned, int64(n))
	}
	switch {
	case len(items) == 1:
		f["losers"] = whole(losers)
	case len(items) == 44 || slices.ContainsFunc(items, func(it item) bool { return it.group != items[0].group }):
		f.addMiddle(values)
	}
	return f
}
