package reach

import (
	"math/big"
	"slices"

	"credit/internal/points"
	"credit/internal/rubric"
)

// choice is what people of a profile may answer to one indicator.
type choice struct {
	// earned are the points that the possible answers earn, rising; for an
	// indicator that does not apply only 0.
	earned []points.Points
	// answer is the settled answer, empty where there is none.
	answer string
	// earns is what an overlay gives for 不适用; empty where the indicator
	// applies or no overlay says anything.
	earns rubric.Earns
}

// choices are one for each indicator of the rubric.
func choices(r *rubric.Rubric, p rubric.Profile, allows func(*rubric.Indicator) *rubric.NotApplicable) []choice {
	all := make([]choice, len(r.Indicators))
	for i := range r.Indicators {
		n := &r.Indicators[i]
		answer, settled := p.Answers[n.Number]
		switch {
		case slices.Contains(p.Without, n.Number):
			all[i].earned = []points.Points{0}
			if rule := allows(n); rule != nil {
				all[i].earns = rule.Earns
			}
		case settled:
			all[i] = choice{earned: []points.Points{n.SettledEarns(answer)}, answer: answer}
		default:
			all[i].earned = free(n)
		}
	}
	return all
}

// free are the points that some answer to the indicator earns, rising.
func free(n *rubric.Indicator) []points.Points {
	if n.Kind != rubric.Number && n.Kind != rubric.Measure {
		return rising(n.Earnings())
	}
	var all []points.Points
	step := n.Range.Step()
	for p := (n.Range.Min + step - 1) / step * step; p <= n.Range.Max; p += step {
		earns := p
		if n.Kind == rubric.Measure { // a band may lie between two numbers that can be entered
			earns = n.SettledEarns(p.String())
		}
		all = append(all, earns)
	}
	return rising(all)
}

func rising(list []points.Points) []points.Points {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// part is a section as it is counted: a sum of earned points counts
// (sum + added) × factor.
type part struct {
	sums   []points.Points // that can be earned, rising
	added  points.Points
	factor *big.Rat
	losses []Cause
}

func (p *part) value(sum points.Points) *big.Rat {
	v := rat(sum + p.added)
	return v.Mul(v, p.factor)
}

func (p *part) low() *big.Rat  { return p.value(p.sums[0]) }
func (p *part) high() *big.Rat { return p.value(p.sums[len(p.sums)-1]) }

// above drops the sums that count less than a floor.
func (p *part) above(floor points.Points) {
	kept, _ := slices.BinarySearchFunc(p.sums, rat(floor), func(sum points.Points, floor *big.Rat) int {
		return p.value(sum).Cmp(floor)
	})
	p.sums = p.sums[kept:]
}

// literally counts 不适用 as no points.
func literally(r *rubric.Rubric, all []choice) []part {
	parts := make([]part, len(r.Sections))
	for s := range parts {
		parts[s].sums, parts[s].factor = attainable(r, s, all), big.NewRat(1, 1)
		parts[s].losses = losses(r, s, all, parts[s].factor, func(choice) bool { return false })
	}
	return parts
}

// adjusted counts 不适用 as the overlays say (reading 8).
func adjusted(r *rubric.Rubric, all []choice) []part {
	parts := make([]part, len(r.Sections))
	for s := range parts {
		p := &parts[s]
		p.sums = attainable(r, s, all)
		worth, applicable := r.Sections[s].Points, r.Sections[s].Points
		for i := range all {
			switch {
			case r.SectionOf(i) != s:
			case all[i].earns == rubric.EarnsFull:
				p.added += r.Indicators[i].Points
			case all[i].earns == rubric.EarnsProrated:
				applicable -= r.Indicators[i].Points
			}
		}
		p.factor = new(big.Rat)
		if applicable > 0 {
			p.factor.SetFrac64(int64(worth), int64(applicable))
		}
		p.losses = losses(r, s, all, p.factor, func(c choice) bool {
			return c.earns == rubric.EarnsFull || c.earns == rubric.EarnsProrated
		})
	}
	return parts
}

// attainable are the sums of points that some answers earn in a section,
// rising: every combination is counted, step by step.
func attainable(r *rubric.Rubric, section int, all []choice) []points.Points {
	sums := []points.Points{0}
	for i := range all {
		if r.SectionOf(i) == section {
			sums = combined(sums, all[i].earned)
		}
	}
	return sums
}

// combined are the sums of one of each, rising, each once.
func combined(a, b []points.Points) []points.Points {
	lowest := a[0] + b[0]
	seen := make([]bool, a[len(a)-1]+b[len(b)-1]-lowest+1)
	for _, x := range a {
		for _, y := range b {
			seen[x+y-lowest] = true
		}
	}
	var sums []points.Points
	for i, ok := range seen {
		if ok {
			sums = append(sums, lowest+points.Points(i))
		}
	}
	return sums
}

// losses are what indicators cost in a section whatever is answered; those
// that are spared cost nothing.
func losses(r *rubric.Rubric, section int, all []choice, factor *big.Rat, spared func(choice) bool) []Cause {
	var list []Cause
	for i, c := range all {
		lost := r.Indicators[i].Points - c.earned[len(c.earned)-1]
		if r.SectionOf(i) != section || lost <= 0 || spared(c) {
			continue
		}
		costs := rat(lost)
		list = append(list, Cause{Indicator: i, Answer: c.answer, Costs: costs.Mul(costs, factor)})
	}
	return list
}
