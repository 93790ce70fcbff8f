package suppress_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/suppress"
)

// The pictures show leaves, subtotal and total of each line, then the sums;
// "·" stands for a figure that is left out.
func TestGridsByHand(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows  [][]int64
		parts int
		want  string
	}{
		"nothing small": {[][]int64{{10, 20, 9}, {5, 0, 8}}, 2,
			"10 20 9 30 39\n5 0 8 5 13\n15 20 17 35 52\n"},
		"a rectangle hides one small cell": {[][]int64{{2, 30, 40}, {10, 20, 90}, {50, 60, 70}}, 3,
			"· · 40 72 72\n· · 90 120 120\n50 60 70 180 180\n62 110 200 372 372\n"},
		"zeros stay where others can go": {[][]int64{{2, 0, 40}, {10, 0, 90}, {0, 0, 0}}, 3,
			"· 0 · 42 42\n· 0 · 100 100\n0 0 0 0 0\n12 0 130 142 142\n"},
		"a zero goes where nothing else is": {[][]int64{{2, 40}, {0, 90}, {7, 0}}, 2,
			"· · 42 42\n0 90 90 90\n· · 7 7\n9 130 139 139\n"},
		"a small line takes a larger one along": {[][]int64{{1, 0, 2, 0}, {20, 30, 40, 10}, {20, 20, 20, 20}}, 3,
			"· 0 · 0 · ·\n20 30 40 10 90 100\n· 20 · 20 · ·\n41 50 62 30 153 183\n"},
		"two small cells of a line need a third": {[][]int64{{1, 2, 40, 9}, {10, 20, 30, 8}, {50, 60, 70, 7}}, 4,
			"· · 40 · 52 52\n· · 30 · 68 68\n50 60 70 7 187 187\n61 82 140 24 307 307\n"},
		"a small rest takes the total along": {[][]int64{{20, 30, 1}, {40, 50, 10}, {60, 70, 20}}, 2,
			"20 30 · 50 ·\n40 50 · 90 ·\n60 70 20 130 150\n120 150 31 270 301\n"},
		"everything small": {[][]int64{{1, 0, 1}, {0, 1, 0}}, 2,
			"· 0 · · ·\n0 · 0 · ·\n· · · · ·\n"},
		"one line only": {[][]int64{{3, 20, 40, 0}}, 3,
			"· · 40 0 63 63\n· · 40 0 63 63\n"},
		"one figure only": {[][]int64{{3}}, 1, "· · ·\n· · ·\n"},
		"a short line":    {[][]int64{{8}, {9, 7}}, 1, "8 0 8 8\n9 7 9 16\n17 7 17 24\n"},
		"no line":         {nil, 2, "0 0\n"},
	} {
		g := suppress.Grid{Rows: c.rows, Parts: c.parts}
		lines := g.Protect()
		if got := picture(g, lines); got != c.want {
			t.Errorf("%s:\n%swant\n%s", name, got, c.want)
		}
		checkRoom(t, g.Cells(), flatten(lines), suppress.Least)
	}
}

func drawGrid(t *rapid.T, most, largest int) suppress.Grid {
	g := suppress.Grid{Least: 3}
	columns := rapid.IntRange(1, most).Draw(t, "columns")
	g.Parts = rapid.IntRange(0, columns).Draw(t, "parts")
	for range rapid.IntRange(1, most).Draw(t, "rows") {
		row := rapid.SliceOfN(rapid.Int64Range(0, int64(largest)), columns, columns)
		g.Rows = append(g.Rows, row.Draw(t, "row"))
	}
	return g
}

// What is left out is what must be and what is needed for that, always the
// same; where nothing is small, nothing.
func TestGridsAreProtected(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t, 6, 40)
		g.Least = rapid.Int64Range(0, 12).Draw(t, "least")
		lines, cells := g.Protect(), g.Cells()
		room := g.Least
		if room == 0 {
			room = suppress.Least
		}
		hidden := flatten(lines)
		checkRoom(t, cells, hidden, room)
		if !slices.Equal(hidden, flatten(g.Protect())) {
			t.Errorf("not the same a second time")
		}
		secret := slices.ContainsFunc(cells, func(c suppress.Cell) bool { return c.Secret })
		if slices.Contains(hidden, true) != secret {
			t.Errorf("left out\n%s", picture(g, lines))
		}
		for i, c := range cells {
			if _, high, _ := suppress.Range(cells, hidden, i); c.Secret && high < c.Value+room {
				t.Errorf("secret %d is at most %d", c.Value, high)
			}
		}
	})
}

// Range agrees with every table there is that shows a reader the same.
func TestGridsAgainstEveryTable(t *testing.T) {
	t.Parallel()
	tried := 0
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t, 3, 6)
		lines, cells := g.Protect(), g.Cells()
		hidden := flatten(lines)
		largest, slack := reach(cells, hidden)
		tables := &tables{grid: g, lines: lines, limit: largest + slack + 1, budget: 300_000}
		if tables.fill(0, 0); tables.budget <= 0 {
			return // too many to try
		}
		tried++
		for i, c := range cells {
			checkValues(t, cells, hidden, i, tables.values[i], slack)
			if hidden[i] && len(tables.values[i]) < 2 {
				t.Errorf("%d can only be %v:\n%s", c.Value, tables.values[i], picture(g, lines))
			}
		}
	})
	if tried < 20 {
		t.Errorf("only %d grids were small enough", tried)
	}
}
