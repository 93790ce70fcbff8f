// Package suppress leaves figures out of a table that is published with its
// totals: every figure about too few people, and enough others that no such
// figure can be worked out from what is still printed.
//
// A table is a network of accounts. Every figure, totals included, carries
// its value from one account to another, and at every account what comes in
// equals what goes out: the leaves of a line go in, its total goes out.
// Raising a left-out figure then means sending more along a circuit of
// left-out figures, each of which rises or falls with it, so that what a
// reader can work out is a question of greatest flows and has an exact answer.
//
// Tables with two dimensions are networks where no more than one of the two
// has subtotals; those with subtotals in both, or of three dimensions, are
// not.
//
// The reader in mind knows the published figures and how they add up, and takes
// no figure that is left out for 0. One who
// also runs this program on every table that looks the same, and keeps those
// for which it leaves out the same figures, can learn more.
package suppress

import "math/bits"

// Cell is one figure of a table, a total as much as any other. Figures are
// whole numbers and never below 0; a reader knows both.
type Cell struct {
	// From and To are the accounts between which the figure carries its
	// value. Any numbers will do for their names.
	From, To int
	Value    int64
	// Secret figures must be left out.
	Secret bool
	// Cost tells how much it hurts to leave the figure out; 0 takes a cost
	// made from the value. Costs above 1<<32 count as 1<<32.
	Cost int64
}

// floor is the least that a reader takes a left-out figure for: a 0 is hardly
// ever left out, so that a mark nearly always stands for somebody.
func (c Cell) floor() int64 { return min(1, max(0, c.Value)) }

const (
	maxCost = 1 << 32
	// anyCell is what leaving out a cell costs whatever its value. It is far
	// above the part made from the value, so that few cells go before small ones.
	anyCell = 16
	// zeroCell stands for the value of a 0: it tells a reader that there is
	// nobody, and as it cannot fall it hides others in one direction only.
	zeroCell = 100
)

// cost grows with the length of the value: leaving out 80 people is worse
// than leaving out 8, but not ten times.
func (c Cell) cost() int64 {
	if c.Cost > 0 {
		return min(c.Cost, maxCost)
	}
	value := c.Value
	if value <= 0 {
		value = zeroCell
	}
	return anyCell + int64(bits.Len64(uint64(value)))
}
