package rubric

import "credit/internal/points"

// Step is the smallest change of the indicator's points from has that reaches
// need: at least so much upwards, or more than so much downwards, for a line
// itself belongs to its upper side. It reports false where no answer does.
func (n *Indicator) Step(has, need points.Points) (change points.Points, found bool) {
	reaches := func(c points.Points) bool { return need > 0 && c >= need || need <= 0 && c < need }
	if n.Kind == Number {
		return n.numberStep(has, need, reaches)
	}
	for _, earns := range n.Earnings() {
		if c := earns - has; reaches(c) && (!found || max(c, -c) < max(change, -change)) {
			change, found = c, true
		}
	}
	return change, found
}

// numberStep is Step for points that are entered, in steps of their own.
func (n *Indicator) numberStep(has, need points.Points, reaches func(points.Points) bool) (points.Points, bool) {
	one := n.Range.Step()
	change := (need + one - 1) / one * one
	if need <= 0 {
		change = -(-need/one + 1) * one
	}
	return change, reaches(change) && has+change >= n.Range.Min && has+change <= n.Range.Max
}

// Step is the least by which two numbers of the range differ.
func (r Range) Step() points.Points {
	one := points.Unit
	for range r.Decimals {
		one = max(1, one/10)
	}
	return one
}

// Earnings are the points that the answers or bands of an indicator earn, in
// their order; none of a Number.
func (n *Indicator) Earnings() []points.Points {
	var all []points.Points
	for _, a := range n.Answers {
		all = append(all, a.Points)
	}
	for _, b := range n.Bands {
		all = append(all, b.Points)
	}
	return all
}
