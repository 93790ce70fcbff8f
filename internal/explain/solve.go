package explain

import (
	"cmp"
	"slices"

	"credit/internal/points"
)

// task is what the smallest change has to reach: so many points more in each
// part, and in all parts together.
type task struct {
	parts []part
	need  points.Points // 0 or less where the total is enough already
}

// part is a section with its answers that could be better.
type part struct {
	need    points.Points // to its floor; 0 or less where that is met
	choices []choice
}

// choice is an indicator that could earn more: by which amounts, rising.
type choice struct {
	indicator int // below 64
	gains     []points.Points
}

// most is the greatest gain.
func (c choice) most() points.Points { return c.gains[len(c.gains)-1] }

// move is one answer changed.
type move struct {
	indicator int
	gain      points.Points
}

// solve finds the moves that do the task: the fewest; among these those that
// gain the fewest points; among these the ones with the lowest indicators. They
// come in the order of the indicators; found is false where nothing does.
//
// It is exact. Parts are tied by nothing but the total, so that for each part
// it is enough to know, for every number of moves and every gain, the lowest
// indicators that come to it.
func solve(t task) (moves []move, found bool) {
	count, most, found := fewest(t)
	if !found || count == 0 {
		return nil, found
	}
	s := &solver{nodes: make([]node, 1)}
	tables := make([]*table, len(t.parts))
	spare := most
	for _, p := range t.parts {
		spare -= max(0, p.need)
	}
	for i, p := range t.parts {
		tables[i] = s.tableOf(p, count, spare+max(0, p.need))
	}
	slices.SortStableFunc(tables, func(a, b *table) int { return cmp.Compare(a.filled, b.filled) })
	joined := s.empty(count, most)
	for _, next := range tables[:len(tables)-1] {
		joined = s.join(joined, next)
	}
	return s.moves(s.finish(joined, tables[len(tables)-1], count, t.need)), true
}

// fewest is the least number of moves that does the task, and what they gain if
// each gains what it can: no more is ever needed. The greatest gains of a part
// do most for it, and once all floors are met the greatest ones left do most
// for the total.
func fewest(t task) (count int, gained points.Points, found bool) {
	var left []points.Points
	for _, p := range t.parts {
		var gains []points.Points
		for _, c := range p.choices {
			gains = append(gains, c.most())
		}
		slices.SortFunc(gains, func(a, b points.Points) int { return cmp.Compare(b, a) })
		need := p.need
		for need > 0 {
			if len(gains) == 0 {
				return 0, 0, false
			}
			need, gained, gains, count = need-gains[0], gained+gains[0], gains[1:], count+1
		}
		left = append(left, gains...)
	}
	slices.SortFunc(left, func(a, b points.Points) int { return cmp.Compare(b, a) })
	for _, gain := range left {
		if gained >= t.need {
			break
		}
		gained, count = gained+gain, count+1
	}
	return count, gained, gained >= t.need
}

// solver keeps the moves that were tried, each with the ones before it.
type solver struct{ nodes []node }

// node is a set of moves: those of two nodes before it, and one more unless it
// joins only. The first node has none.
type node struct {
	// set holds the indicators, the lowest as the highest bit: of two sets as
	// large, the one with the lower indicators is the greater number.
	set    uint64
	move   move
	before [2]int32
}

func bit(indicator int) uint64 { return 1 << (63 - indicator) }

// table is the best node for each number of moves and each gain; -1 is none.
type table struct {
	best   [][]int32
	filled int
	need   points.Points
}

func (s *solver) empty(count int, limit points.Points) *table {
	t := &table{best: make([][]int32, count+1)}
	for k := range t.best {
		t.best[k] = slices.Repeat([]int32{-1}, int(limit)+1)
	}
	t.best[0][0], t.filled = 0, 1
	return t
}

// put keeps a node if it is the best one for its place.
func (s *solver) put(t *table, k int, gain points.Points, n node) {
	at := &t.best[k][gain]
	switch {
	case *at < 0:
		t.filled++
	case s.nodes[*at].set >= n.set:
		return
	}
	*at = int32(len(s.nodes))
	s.nodes = append(s.nodes, n)
}

// tableOf tries every set of moves of a part, up to so many and so much.
func (s *solver) tableOf(p part, count int, limit points.Points) *table {
	t := s.empty(min(count, len(p.choices)), limit)
	t.need = max(0, p.need)
	choices := slices.Clone(p.choices)
	slices.SortStableFunc(choices, func(a, b choice) int { return cmp.Compare(len(a.gains), len(b.gains)) })
	for _, c := range choices {
		for k := len(t.best) - 2; k >= 0; k-- {
			for gain, before := range t.best[k] {
				if before >= 0 {
					s.extend(t, k, points.Points(gain), before, c)
				}
			}
		}
	}
	return t
}

// extend tries one more move after those of a node.
func (s *solver) extend(t *table, k int, gain points.Points, before int32, c choice) {
	set := s.nodes[before].set | bit(c.indicator)
	for _, more := range c.gains {
		if int(gain+more) >= len(t.best[k+1]) {
			return
		}
		s.put(t, k+1, gain+more, node{set, move{c.indicator, more}, [2]int32{before, 0}})
	}
}

// join is what comes of the moves of two tables together, where the second one
// meets its floor.
func (s *solver) join(a, b *table) *table {
	t := s.empty(len(a.best)-1, points.Points(len(a.best[0])-1))
	t.best[0][0], t.filled = -1, 0
	for k1 := range a.best {
		for gain1, n1 := range a.best[k1] {
			if n1 < 0 {
				continue
			}
			for k2 := 0; k2 < len(b.best) && k1+k2 < len(t.best); k2++ {
				for gain2 := int(b.need); gain2 < len(b.best[k2]) && gain1+gain2 < len(t.best[0]); gain2++ {
					if n2 := b.best[k2][gain2]; n2 >= 0 {
						n := node{set: s.nodes[n1].set | s.nodes[n2].set, move: move{indicator: -1}, before: [2]int32{n1, n2}}
						s.put(t, k1+k2, points.Points(gain1+gain2), n)
					}
				}
			}
		}
	}
	return t
}

// finish is the best node of count moves that together gain need or more: for
// each that leads up to the last table, the least gain of that one that does.
func (s *solver) finish(a, b *table, count int, need points.Points) node {
	var best node
	least := points.Points(-1)
	next := b.next()
	for k := range a.best {
		if count-k >= len(b.best) {
			continue
		}
		for gain, n1 := range a.best[k] {
			from := max(b.need, need-points.Points(gain))
			if n1 < 0 || int(from) >= len(next[0]) {
				continue
			}
			more := next[count-k][from]
			if more < 0 {
				continue
			}
			n2, sum := b.best[count-k][more], points.Points(gain)+more
			n := node{set: s.nodes[n1].set | s.nodes[n2].set, move: move{indicator: -1}, before: [2]int32{n1, n2}}
			if least < 0 || sum < least || sum == least && n.set > best.set {
				best, least = n, sum
			}
		}
	}
	return best
}

// next is, for each number of moves and each gain, the least gain from there on
// that can be had; -1 where there is none.
func (t *table) next() [][]points.Points {
	next := make([][]points.Points, len(t.best))
	for k := range t.best {
		next[k] = make([]points.Points, len(t.best[k]))
		last := points.Points(-1)
		for gain := len(t.best[k]) - 1; gain >= 0; gain-- {
			if t.best[k][gain] >= 0 {
				last = points.Points(gain)
			}
			next[k][gain] = last
		}
	}
	return next
}

// moves are those of a node, in the order of the indicators.
func (s *solver) moves(n node) (all []move) {
	var gather func(n node)
	gather = func(n node) {
		if n.set == 0 {
			return
		}
		if n.move.indicator >= 0 {
			all = append(all, n.move)
		}
		gather(s.nodes[n.before[0]])
		gather(s.nodes[n.before[1]])
	}
	gather(n)
	slices.SortFunc(all, func(a, b move) int { return cmp.Compare(a.indicator, b.indicator) })
	return all
}
