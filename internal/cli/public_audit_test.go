package cli_test

import (
	"strconv"
	"testing"

	"credit/internal/suppress"
)

// auditCounts holds, for figures as they are kept and as they are published,
// that nothing about one to four people is published, nor can be worked out
// from what is.
func auditCounts(t *testing.T, where string, kept, lines []figures) {
	t.Helper()
	grid := suppress.Grid{Parts: 5}
	var hidden []bool
	for i, line := range lines {
		var row []int64
		for _, key := range []string{"A", "B", "C", "D", "E", "held"} {
			n, _ := strconv.ParseInt(kept[i][key].String(), 10, 64)
			row = append(row, n)
		}
		for _, key := range []string{"A", "B", "C", "D", "E", "held", "graded", "practitioners"} {
			hidden = append(hidden, line[key] == "")
		}
		if i < len(lines)-1 {
			grid.Rows = append(grid.Rows, row)
		}
		if line["mean"] != "" && line["graded"] == "" {
			t.Errorf("%s: line %d tells a mean and not of how many", where, i)
		}
		auditSpread(t, where, i, kept[i], line)
	}
	cells := grid.Cells()
	for i, c := range cells {
		low, high, _ := suppress.Range(cells, hidden, i)
		switch {
		case !hidden[i] && 0 < c.Value && c.Value < 5:
			t.Errorf("%s: figure %d of line %d is %d and published", where, i%8, i/8, c.Value)
		case hidden[i] && low == high:
			t.Errorf("%s: figure %d of line %d must be %d", where, i%8, i/8, low)
		}
	}
}

// auditSpread holds that median and quartiles stand where every grade of the
// line does and at least twenty were graded, and nowhere else.
func auditSpread(t *testing.T, where string, i int, kept, line figures) {
	t.Helper()
	graded, _ := strconv.ParseInt(kept["graded"].String(), 10, 64)
	open := line["mean"] != "" && graded >= 20
	for _, grade := range []string{"A", "B", "C", "D", "E"} {
		open = open && line[grade] != ""
	}
	for _, key := range []string{"median", "lower_quartile", "upper_quartile"} {
		if (line[key] != "") != open {
			t.Errorf("%s: %s of line %d, of %d people, is published as %q", where, key, i, graded, line[key])
		}
	}
}
