package suppress_test

import (
	"slices"

	"credit/internal/suppress"
)

// reach is the largest value of the cells, and by how much any left-out cell
// can differ from its value where that is limited. A table in which one cell
// differs that much need not differ more elsewhere.
func reach(cells []suppress.Cell, hidden []bool) (largest, slack int64) {
	slack = 2
	for i, c := range cells {
		largest = max(largest, c.Value)
		low, high, bounded := suppress.Range(cells, hidden, i)
		slack = max(slack, c.Value-low)
		if bounded {
			slack = max(slack, high-c.Value)
		}
	}
	return largest, slack
}

// checkValues compares a cell's range with the values it has in all tables
// that look the same and whose figures exceed the largest by little more than slack.
func checkValues(t tester, cells []suppress.Cell, hidden []bool, i int, seen map[int64]bool, slack int64) {
	t.Helper()
	low, high, bounded := suppress.Range(cells, hidden, i)
	if !bounded {
		high = cells[i].Value + slack
	}
	for value := low; value <= high; value++ {
		if !seen[value] {
			t.Errorf("cell %d is never %d of %d to %d", i, value, low, high)
		}
	}
	for value := range seen {
		if value < low || bounded && value > high {
			t.Errorf("cell %d can be %d, outside %d to %d", i, value, low, high)
		}
	}
}

// tables fills in the leaves of a grid in every way that agrees with what is
// published. It knows what a table's totals are, and nothing of networks.
type tables struct {
	grid   suppress.Grid
	lines  []suppress.Line
	limit  int64
	budget int
	rows   [][]int64
	values []map[int64]bool // by figure, in the order of Cells
}

// figures are the leaves, subtotal and total of a line.
func (s *tables) figures(row []int64) []int64 {
	var subtotal, total int64
	for j, value := range row {
		if total += value; j < s.grid.Parts {
			subtotal += value
		}
	}
	return append(slices.Clone(row), subtotal, total)
}

func (s *tables) sums(rows [][]int64) []int64 {
	sums := make([]int64, len(s.grid.Rows[0]))
	for _, row := range rows {
		for j, value := range row {
			sums[j] += value
		}
	}
	return sums
}

// agrees compares a full line with what is published of it.
func (s *tables) agrees(line int, got, real []int64) bool {
	flags := flatten(s.lines[line : line+1])
	want := s.figures(real)
	for i, figure := range s.figures(got) {
		if !flags[i] && figure != want[i] {
			return false
		}
	}
	return true
}

func (s *tables) fill(row, column int) {
	s.budget--
	switch {
	case s.budget <= 0:
	case row == len(s.grid.Rows):
		if s.agrees(row, s.sums(s.rows), s.sums(s.grid.Rows)) {
			s.record()
		}
	case column == len(s.grid.Rows[row]):
		if s.agrees(row, s.rows[row], s.grid.Rows[row]) {
			s.fill(row+1, 0)
		}
	default:
		s.choose(row, column)
	}
}

// choose goes through the values of a leaf that do not exceed its column.
func (s *tables) choose(row, column int) {
	if s.rows == nil {
		for range s.grid.Rows {
			s.rows = append(s.rows, make([]int64, len(s.grid.Rows[0])))
		}
	}
	low, high := min(1, s.grid.Rows[row][column]), s.limit // a 0 is hardly ever left out
	if !s.lines[row].Leaves[column] {
		low, high = s.grid.Rows[row][column], s.grid.Rows[row][column]
	}
	if !s.lines[len(s.grid.Rows)].Leaves[column] {
		left := s.sums(s.grid.Rows)[column] - s.sums(s.rows[:row])[column]
		high = min(high, left)
	}
	for value := low; value <= high; value++ {
		s.rows[row][column] = value
		s.fill(row, column+1)
	}
}

func (s *tables) record() {
	var all []int64
	for _, row := range append(slices.Clone(s.rows), s.sums(s.rows)) {
		all = append(all, s.figures(row)...)
	}
	for i, value := range all {
		if len(s.values) <= i {
			s.values = append(s.values, map[int64]bool{})
		}
		s.values[i][value] = true
	}
}
