package suppress

import "slices"

// search is the working space of looking for a way, kept from one search to
// the next: there are thousands of them.
type search struct {
	round int
	seen  []int // the round that last reached the account
	via   []arc // by which arc it did
	cost  []int64
	queue []int
	heap  heap
	way   []arc
}

func newSearch(accounts int) search {
	return search{seen: make([]int, accounts), via: make([]arc, accounts), cost: make([]int64, accounts)}
}

// begin starts a search at an account.
func (s *search) begin(from int) {
	s.round++
	s.seen[from], s.cost[from] = s.round, 0
	s.queue = append(s.queue[:0], from)
	s.heap = append(s.heap[:0], stop{0, from})
}

// trace is the way that was found; it holds until the next search.
func (s *search) trace(from, to int) []arc {
	s.way = s.way[:0]
	for at := to; at != from; at = s.via[at].from {
		s.way = append(s.way, s.via[at])
	}
	slices.Reverse(s.way)
	return s.way
}

// shortest finds the way with the fewest cells that bears at least least over
// cells already left out, self excepted.
func (n *network) shortest(self, from, to int, least int64) (way []arc, ok bool) {
	n.begin(from)
	for next := 0; next < len(n.queue); next++ {
		at := n.queue[next]
		if at == to {
			return n.trace(from, to), true
		}
		for _, a := range n.arcs[at] {
			if !n.hidden[a.cell] || a.cell == self || n.seen[a.to] == n.round || n.capacity(a) < least {
				continue
			}
			n.seen[a.to], n.via[a.to] = n.round, a
			n.queue = append(n.queue, a.to)
		}
	}
	return nil, false
}

// cheapest finds the way that bears at least least and for which it hurts
// least to leave out those of its cells that are still published.
func (n *network) cheapest(self, from, to int, least int64) (way []arc, ok bool) {
	n.begin(from)
	for len(n.heap) > 0 {
		top := n.heap.pop()
		if top.account == to {
			return n.trace(from, to), true
		}
		if top.cost > n.cost[top.account] {
			continue // reached more cheaply meanwhile
		}
		for _, a := range n.arcs[top.account] {
			cost := top.cost + n.price(a.cell)
			if n.seen[a.to] == n.round && n.cost[a.to] <= cost || a.cell == self || n.capacity(a) < least {
				continue
			}
			n.seen[a.to], n.via[a.to], n.cost[a.to] = n.round, a, cost
			n.heap.push(stop{cost, a.to})
		}
	}
	return nil, false
}

// price is a cell's cost in steps far larger than 1, the price of a cell that
// is left out already: of ways that hurt alike the shorter one is taken.
func (n *network) price(cell int) int64 {
	const step = 1 << 10
	if n.hidden[cell] {
		return 1
	}
	return step * n.cells[cell].cost()
}
