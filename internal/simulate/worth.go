package simulate

import (
	"cmp"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
)

// Worth is what an indicator counts for in a result, exactly: its points; the
// full ones where it does not apply and earns these; and where it is prorated
// its full points × earned ÷ rest of its section (reading 8). So all indicators
// together are the total that counts.
type Worth struct {
	points points.Points
	// times and by are what a fraction's points are multiplied with and divided
	// by, 0 where the points need neither.
	times, by points.Points
}

// prorated is full × earned ÷ rest.
func prorated(full, earned, rest points.Points) Worth {
	if product := full * earned; product%rest == 0 {
		return Worth{points: product / rest}
	}
	return Worth{full, earned, rest}
}

// Fraction is the worth exactly.
func (w Worth) Fraction() points.Fraction {
	if w.by == 0 {
		return points.Exactly(w.points)
	}
	return points.Prorate(w.points, w.times, w.by)
}

// Points are cut off after two decimals.
func (w Worth) Points() points.Points {
	if w.by == 0 {
		return w.points
	}
	return w.Fraction().Cut()
}

// compare is -1, 0 or 1 as w is below, equal to or above other.
func (w Worth) compare(other Worth) int {
	if w.by == 0 && other.by == 0 {
		return cmp.Compare(w.points, other.points)
	}
	return w.Fraction().Minus(other.Fraction()).Sign()
}

// appendWorths adds what every indicator of a result counts for to list.
func appendWorths(list []Worth, res *result.Result) []Worth {
	at := len(list)
	for _, p := range res.Points {
		list = append(list, Worth{points: p})
	}
	if res.Adjusted != nil {
		adjustWorths(list[at:], res)
	}
	return list
}

// adjustWorths puts in what those count for that do not apply.
func adjustWorths(list []Worth, res *result.Result) {
	r := res.Rubric
	earned, rest := make([]points.Points, len(r.Sections)), make([]points.Points, len(r.Sections))
	isProrated := func(i int) bool {
		rule := res.Adjusted.NotApplicable[i]
		return rule != nil && rule.Earns == rubric.EarnsProrated
	}
	for i := range list {
		if section, full := r.SectionOf(i), r.Indicators[i].Points; !isProrated(i) {
			if res.Adjusted.IsLeftOut(i) {
				list[i].points = full
			}
			earned[section] += list[i].points
			rest[section] += full
		}
	}
	for i := range list {
		if section := r.SectionOf(i); isProrated(i) {
			list[i] = prorated(r.Indicators[i].Points, earned[section], rest[section])
		}
	}
}

// Sum is what changes come to together, exactly.
type Sum struct {
	whole points.Points
	rest  points.Fraction
}

func (s *Sum) add(before, after Worth) {
	if before.by == 0 && after.by == 0 {
		s.whole += after.points - before.points
		return
	}
	s.rest = s.rest.Plus(after.Fraction()).Minus(before.Fraction())
}

// addTotals adds what the total that counts changes by.
func (s *Sum) addTotals(before, after *result.Result) {
	if before.Adjusted == nil && after.Adjusted == nil {
		s.whole += after.Total - before.Total
		return
	}
	s.rest = s.rest.Plus(totalOf(after)).Minus(totalOf(before))
}

func totalOf(res *result.Result) points.Fraction {
	if res.Adjusted != nil {
		return res.Adjusted.Total
	}
	return points.Exactly(res.Total)
}

func (s *Sum) merge(other Sum) {
	s.whole += other.whole
	if other.rest.Sign() != 0 {
		s.rest = s.rest.Plus(other.rest)
	}
}

// Fraction is the sum exactly.
func (s Sum) Fraction() points.Fraction { return s.rest.Plus(points.Exactly(s.whole)) }

// Points are the sum cut off after two decimals, towards 0.
func (s Sum) Points() points.Points { return s.Fraction().Cut() }
