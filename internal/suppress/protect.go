package suppress

import (
	"cmp"
	"slices"
)

// maxRoom keeps a figure and its room within an int64.
const maxRoom = 1 << 60

// proof shows that a secret cell can be larger: another table that looks the
// same to a reader, in which it is larger by room.
type proof struct {
	cell int
	room int64
	// moves are the other cells that differ in that table.
	moves []int
}

// Protect tells which cells to leave out: every secret one, and others so
// that each secret one could be larger by at least room (taken as 1 where it
// is less) as far as the published cells tell. Cells left out for the sake of
// others have at least two possible values, but not necessarily that room.
// The choice is a good one, not the best: finding the best takes too long.
// The same cells always give the same answer.
//
// A table that adds up always has a way. Whatever a secret cell carries runs
// in a circuit through the totals back to where it came from, and if all of
// that circuit is left out, all of it could be larger by any amount. Only
// where accounts do not balance, or a secret 0 stands outside of every
// circuit, may there be less room than asked for or none; the secret cell is
// left out all the same, with the widest room that was found.
func Protect(cells []Cell, room int64) []bool {
	room = min(max(room, 1), maxRoom)
	n := newNetwork(cells, nil)
	for i, c := range cells {
		n.hidden[i] = c.Secret
	}
	var proofs []proof
	for i, c := range cells {
		if c.Secret {
			proofs = append(proofs, n.protect(i, room))
		}
	}
	n.clean(proofs)
	return n.hidden
}

// protect leaves out what gives a secret cell its room. What the cells left
// out already allow comes first, as it costs nothing; one way as wide as what
// is lacking comes next, and narrower ones only where there is none.
func (n *network) protect(cell int, room int64) proof {
	from, to := n.own[cell][1], n.own[cell][0]
	got := n.push(cell, from, to, room)
	for width := room - got; width > 0 && got < room; {
		way, ok := n.cheapest(cell, from, to, width)
		if !ok {
			width /= 2
			continue
		}
		for _, a := range way {
			n.hidden[a.cell] = true
		}
		got += n.move(way, room-got)
		width = min(width, room-got)
	}
	return proof{cell, got, n.take()}
}

// clean publishes again what is no longer needed, what hurts most first.
// Publishing never gives room, so one round leaves only cells that are
// needed.
func (n *network) clean(proofs []proof) {
	var extra []int
	for i, c := range n.cells {
		if n.hidden[i] && !c.Secret {
			extra = append(extra, i)
		}
	}
	slices.SortStableFunc(extra, func(a, b int) int { return cmp.Compare(n.cells[b].cost(), n.cells[a].cost()) })
	for _, i := range extra {
		n.hidden[i] = n.needed(i, proofs)
	}
}

// needed reports whether some secret cell lacks room once the cell is
// published. Only proofs in which the cell moves have to be made anew; those
// that are stay good even if another one then fails.
func (n *network) needed(cell int, proofs []proof) bool {
	n.hidden[cell] = false
	for i, p := range proofs {
		if _, moves := slices.BinarySearch(p.moves, cell); !moves {
			continue
		}
		got := n.push(p.cell, n.own[p.cell][1], n.own[p.cell][0], p.room)
		moves := n.take()
		if got < p.room {
			return true
		}
		proofs[i].moves = moves
	}
	return false
}
