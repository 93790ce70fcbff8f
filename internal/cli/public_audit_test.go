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
