package suppress_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"credit/internal/suppress"
)

// picture is a grid as a reader sees it: "·" for what was left out.
func picture(g suppress.Grid, lines []suppress.Line) string {
	cells := g.Cells()
	var text strings.Builder
	for _, line := range lines {
		flags := append(append([]bool{}, line.Leaves...), line.Subtotal, line.Total)
		for i, hidden := range flags {
			if i > 0 {
				text.WriteByte(' ')
			}
			if hidden {
				text.WriteString("·")
			} else {
				fmt.Fprint(&text, cells[i].Value)
			}
		}
		text.WriteByte('\n')
		cells = cells[len(flags):]
	}
	return text.String()
}

// flatten are the flags in the order of Cells.
func flatten(lines []suppress.Line) (hidden []bool) {
	for _, line := range lines {
		hidden = append(append(hidden, line.Leaves...), line.Subtotal, line.Total)
	}
	return hidden
}

// schools is a table as of a city: schools of least to most people, most of
// them with the middle grades; the last column are those held.
func schools(rows, columns, least, most int) suppress.Grid {
	random := rand.New(rand.NewPCG(1, 1))
	g := suppress.Grid{Parts: columns - 1}
	for range rows {
		row := make([]int64, columns)
		for range least + random.IntN(most-least+1) {
			row[(random.IntN(columns)+random.IntN(columns))/2]++
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// tester is what testing.T and rapid.T have in common here.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkRoom fails where a secret cell is published or lacks room, where any
// left-out cell can be worked out, or where one was left out needlessly. A
// secret cell need not have more room than it would with nothing published.
func checkRoom(t tester, cells []suppress.Cell, hidden []bool, room int64) {
	t.Helper()
	for i, c := range cells {
		if !hidden[i] {
			if c.Secret {
				t.Errorf("secret %d is published", i)
			}
			continue
		}
		if low, high, _ := suppress.Range(cells, hidden, i); low == high && !c.Secret {
			t.Errorf("%d is left out but known to be %d", i, low)
		}
		if c.Secret && !hasRoom(cells, hidden, i, room) {
			t.Errorf("secret %d lacks room", i)
		}
		if !c.Secret && !needed(cells, hidden, i, room) {
			t.Errorf("%d is left out needlessly", i)
		}
	}
}

func hasRoom(cells []suppress.Cell, hidden []bool, i int, room int64) bool {
	_, high, _ := suppress.Range(cells, hidden, i)
	if high-cells[i].Value >= room {
		return true
	}
	all := make([]bool, len(cells))
	for j := range all {
		all[j] = true
	}
	_, widest, _ := suppress.Range(cells, all, i)
	return high >= widest
}

// needed reports whether a secret cell lacks room once cell i is published.
func needed(cells []suppress.Cell, hidden []bool, i int, room int64) bool {
	without := append([]bool{}, hidden...)
	without[i] = false
	for j, c := range cells {
		if c.Secret && !hasRoom(cells, without, j, room) {
			return true
		}
	}
	return false
}
