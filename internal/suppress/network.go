package suppress

import (
	"math"
	"slices"
)

// unlimited is the capacity of a left-out cell that rises.
const unlimited = math.MaxInt64

// arc is one direction of a cell: along it, it rises; against it, it falls.
type arc struct {
	cell, from, to int
	falls          bool
}

// network is a table with some cells left out, and a trial: another table
// that looks the same to a reader. A trial begins as the true table and is
// moved along circuits of left-out cells, less the one in question.
type network struct {
	cells  []Cell
	hidden []bool
	arcs   [][]arc // by account
	// own are the two accounts of each cell, numbered from 0.
	own [][2]int
	// shift is what the trial adds to each cell, moved which cells have one.
	shift []int64
	moved []int
	search
}

func newNetwork(cells []Cell, hidden []bool) *network {
	n := &network{
		cells: cells, hidden: make([]bool, len(cells)),
		own: make([][2]int, len(cells)), shift: make([]int64, len(cells)),
	}
	copy(n.hidden, hidden)
	numbers := map[int]int{}
	number := func(name int) int {
		if _, ok := numbers[name]; !ok {
			numbers[name] = len(numbers)
			n.arcs = append(n.arcs, nil)
		}
		return numbers[name]
	}
	for i, c := range cells {
		from, to := number(c.From), number(c.To)
		n.own[i] = [2]int{from, to}
		n.arcs[from] = append(n.arcs[from], arc{i, from, to, false})
		n.arcs[to] = append(n.arcs[to], arc{i, to, from, true})
	}
	n.search = newSearch(len(n.arcs))
	return n
}

// capacity is by how much the trial can still move along the arc: a figure
// rises without end but does not fall below its floor.
func (n *network) capacity(a arc) int64 {
	if a.falls {
		return n.cells[a.cell].Value + n.shift[a.cell] - n.cells[a.cell].floor()
	}
	return unlimited
}

// move moves the trial along a way, by what the way can bear but no more than
// limit, and returns how much that was.
func (n *network) move(way []arc, limit int64) int64 {
	for _, a := range way {
		limit = min(limit, n.capacity(a))
	}
	for _, a := range way {
		if a.falls {
			n.shift[a.cell] -= limit
		} else {
			n.shift[a.cell] += limit
		}
		n.moved = append(n.moved, a.cell)
	}
	return limit
}

// push moves the trial between two accounts over left-out cells other than
// self, as far as that goes up to limit, and returns how far it went. Taking
// the shortest way each time bounds the number of ways by the network's size,
// not by the values.
func (n *network) push(self, from, to int, limit int64) int64 {
	var pushed int64
	for pushed < limit {
		way, ok := n.shortest(self, from, to, 1)
		if !ok {
			break
		}
		pushed += n.move(way, limit-pushed)
	}
	return pushed
}

// take ends the trial and returns which cells it had changed.
func (n *network) take() []int {
	var changed []int
	for _, i := range n.moved {
		if n.shift[i] != 0 {
			changed = append(changed, i)
			n.shift[i] = 0
		}
	}
	n.moved = n.moved[:0]
	slices.Sort(changed)
	return changed
}
