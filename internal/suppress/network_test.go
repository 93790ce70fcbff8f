package suppress_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/suppress"
)

// A form's points: indicators sum to groups, groups to sections, sections to
// the total; the root feeds the indicators and takes the total.
func TestATreeInOneLineIsANetwork(t *testing.T) {
	t.Parallel()
	const root, a1, a2, b1, a, b, all = 0, 1, 2, 3, 4, 5, 6
	cells := []suppress.Cell{
		{From: root, To: a1, Value: 3, Secret: true}, {From: root, To: a1, Value: 20}, {From: root, To: a1, Value: 9},
		{From: root, To: a2, Value: 12}, {From: root, To: b1, Value: 30},
		{From: a1, To: a, Value: 32, Cost: 100}, {From: a2, To: a, Value: 12, Cost: 100}, {From: b1, To: b, Value: 30, Cost: 100},
		{From: a, To: all, Value: 44, Cost: 1000}, {From: b, To: all, Value: 30, Cost: 1000},
		{From: all, To: root, Value: 74, Cost: 10000},
	}
	hidden := suppress.Protect(cells, 5)
	want := []bool{true, false, true, false, false, false, false, false, false, false, false}
	if !slices.Equal(hidden, want) {
		t.Errorf("left out %v", hidden)
	}
	low, high, bounded := suppress.Range(cells, hidden, 0)
	if low != 1 || high != 11 || !bounded {
		t.Errorf("1 to 11 are possible, not %d to %d, %v", low, high, bounded)
	}
	// More room than the group has leads through its total into another.
	hidden = suppress.Protect(cells, 25)
	want = []bool{true, false, false, false, true, true, false, true, true, true, false}
	if !slices.Equal(hidden, want) {
		t.Errorf("left out %v", hidden)
	}
}

func TestRangesByHand(t *testing.T) {
	t.Parallel()
	// Two parts of a published whole, beside a circuit of its own.
	cells := []suppress.Cell{
		{From: 0, To: 1, Value: 3}, {From: 0, To: 1, Value: 4}, {From: 1, To: 0, Value: 7},
		{From: 8, To: 9, Value: 6}, {From: 9, To: 8, Value: 6},
		{From: 5, To: 5, Value: 2},
	}
	hidden := []bool{true, true, false, true, true, true}
	for i, want := range [][2]int64{{1, 6}, {1, 6}, {7, 7}, {1, math.MaxInt64}, {1, math.MaxInt64}, {1, math.MaxInt64}} {
		low, high, bounded := suppress.Range(cells, hidden, i)
		if low != want[0] || high != want[1] || bounded != (want[1] < math.MaxInt64) {
			t.Errorf("cell %d: %d to %d, %v", i, low, high, bounded)
		}
	}
	if low, high, bounded := suppress.Range(cells, nil, 1); low != 4 || high != 4 || !bounded {
		t.Errorf("a published 4 is %d to %d, %v", low, high, bounded)
	}
}

// Cells that do not add up, and zeros without a circuit, are left out with
// what room there is.
func TestOddNetworksAreNoCauseForPanic(t *testing.T) {
	t.Parallel()
	for _, cells := range [][]suppress.Cell{
		nil,
		{{Secret: true}},
		{{From: 1, To: 2, Secret: true}},
		{{From: 1, To: 2, Value: 3, Secret: true}, {From: 1, To: 2, Value: 2}},
		{{From: -1, To: math.MaxInt, Value: math.MaxInt64, Secret: true, Cost: math.MaxInt64}, {From: math.MaxInt, To: -1, Value: -4, Cost: math.MaxInt64}},
	} {
		for _, room := range []int64{math.MinInt64, 0, 5, math.MaxInt64} {
			hidden := suppress.Protect(cells, room)
			for i, c := range cells {
				if suppress.Range(cells, hidden, i); c.Secret && !hidden[i] {
					t.Errorf("secret %d is published", i)
				}
			}
		}
	}
}

// drawNetwork draws circuits over a few accounts: every account balances.
func drawNetwork(t *rapid.T, most int) []suppress.Cell {
	var cells []suppress.Cell
	account := rapid.IntRange(0, 3)
	for range rapid.IntRange(1, 3).Draw(t, "circuits") {
		value := rapid.Int64Range(0, int64(most)).Draw(t, "value")
		stops := rapid.SliceOfNDistinct(account, 2, 4, rapid.ID[int]).Draw(t, "stops")
		for i, from := range stops {
			to := stops[(i+1)%len(stops)]
			same := slices.IndexFunc(cells, func(c suppress.Cell) bool { return c.From == from && c.To == to })
			if same >= 0 && rapid.Bool().Draw(t, "same") {
				cells[same].Value += value
				continue
			}
			cells = append(cells, suppress.Cell{From: from, To: to, Value: value})
		}
	}
	for i := range cells {
		cells[i].Secret = rapid.IntRange(0, 3).Draw(t, "secret") == 0
		cells[i].Cost = rapid.Int64Range(0, 9).Draw(t, "cost")
	}
	return cells
}

// Every secret has its room or, where there is not as much, all there is; no
// cell is left out for nothing. That holds whether accounts balance or not.
func TestNetworksAreProtected(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cells := drawNetwork(t, 30)
		balanced := rapid.Bool().Draw(t, "balanced")
		if !balanced {
			cells = cells[1:]
		}
		room := rapid.Int64Range(1, 50).Draw(t, "room")
		hidden := suppress.Protect(cells, room)
		checkRoom(t, cells, hidden, room)
		for i, c := range cells {
			_, high, _ := suppress.Range(cells, hidden, i)
			if c.Secret && c.Value > 0 && balanced && high < c.Value+room {
				t.Errorf("secret %d is at most %d", c.Value, high)
			}
		}
		if !slices.Equal(hidden, suppress.Protect(cells, room)) {
			t.Errorf("not the same a second time")
		}
	})
}

// Range agrees with every choice of values that balances the accounts as the
// true values do, whatever was left out.
func TestNetworksAgainstEveryTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cells := drawNetwork(t, 3)
		hidden := make([]bool, len(cells))
		var free []int
		for i := range cells {
			if hidden[i] = len(free) < 5 && rapid.Bool().Draw(t, "hidden"); hidden[i] {
				free = append(free, i)
			}
		}
		largest, slack := reach(cells, hidden)
		seen := make([]map[int64]bool, len(cells))
		for i, c := range cells {
			seen[i] = map[int64]bool{}
			if !hidden[i] {
				seen[i][c.Value] = true
			}
		}
		everyShift(cells, free, largest+slack+1, map[int]int64{}, func(values []int64) {
			for k, i := range free {
				seen[i][values[k]] = true
			}
		})
		for i := range cells {
			checkValues(t, cells, hidden, i, seen[i], min(slack, 2))
		}
	})
}

// everyShift calls found with the values of the free cells, each up to limit,
// that leave every account's balance as it is; net is what they add so far.
func everyShift(cells []suppress.Cell, free []int, limit int64, net map[int]int64, found func([]int64)) {
	values := make([]int64, len(free))
	var choose func(int)
	choose = func(k int) {
		if k == len(free) {
			for _, n := range net {
				if n != 0 {
					return
				}
			}
			found(values)
			return
		}
		c := cells[free[k]]
		for value := min(1, c.Value); value <= limit; value++ {
			values[k] = value
			net[c.From] -= value - c.Value
			net[c.To] += value - c.Value
			choose(k + 1)
			net[c.From] += value - c.Value
			net[c.To] -= value - c.Value
		}
	}
	choose(0)
}

// In the end either 4 to 0 or 3 to 0 is enough beside the others, and the
// cheaper of the two stays out.
func TestWhatHurtsMostIsPublishedAgainFirst(t *testing.T) {
	t.Parallel()
	cells := []suppress.Cell{
		{From: 3, To: 4, Value: 4, Secret: true, Cost: 8}, {From: 4, To: 0, Value: 4, Cost: 3}, {From: 0, To: 3, Value: 4, Cost: 5},
		{From: 3, To: 0, Value: 14, Cost: 1}, {From: 0, To: 4, Value: 14, Secret: true, Cost: 3},
		{From: 4, To: 2, Value: 14, Secret: true, Cost: 2}, {From: 2, To: 3, Value: 14, Cost: 7},
	}
	hidden := suppress.Protect(cells, 5)
	if want := []bool{true, false, false, true, true, true, true}; !slices.Equal(hidden, want) {
		t.Errorf("left out %v", hidden)
	}
}
