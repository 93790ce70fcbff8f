package suppress

// Range is what a reader can work out about a cell from the cells that are
// published, knowing that figures are whole and never negative, and that one
// that is left out is not 0 unless it is: it is one of low to high, and could be each of these. Where bounded is false there is no
// upper limit, and high is the largest int64. A cell that is published is
// known. Cells beyond the end of hidden count as published.
func Range(cells []Cell, hidden []bool, i int) (low, high int64, bounded bool) {
	value := cells[i].Value
	n := newNetwork(cells, hidden)
	if !n.hidden[i] {
		return value, value, true
	}
	from, to := n.own[i][0], n.own[i][1]
	low = value - n.push(i, from, to, value-cells[i].floor())
	n.take()
	// Only ways on which every cell rises are without limit. Without such a
	// way what follows ends: some cell that falls limits each way.
	if _, ok := n.shortest(i, to, from, unlimited); ok {
		return low, unlimited, false
	}
	return low, value + n.push(i, to, from, unlimited), true
}
