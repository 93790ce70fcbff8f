package reach

import (
	"cmp"
	"math/big"
	"slices"

	"credit/internal/points"
	"credit/internal/rubric"
)

func viewOf(r *rubric.Rubric, parts []part) View {
	v := View{Total: Range{new(big.Rat), new(big.Rat)}}
	for s := range parts {
		one := Range{parts[s].low(), parts[s].high()}
		v.Sections = append(v.Sections, one)
		v.Total.Low.Add(v.Total.Low, one.Low)
		v.Total.High.Add(v.Total.High, one.High)
		v.Losses = append(v.Losses, parts[s].losses...)
	}
	dearestFirst(v.Losses)
	broken := false
	for _, rule := range r.Direct.Rules {
		floor, section := rat(rule.Below), v.Sections[rule.Section]
		f := Floor{Broken: section.Low.Cmp(floor) < 0, Met: section.High.Cmp(floor) >= 0}
		broken = broken || f.Broken
		v.Floors = append(v.Floors, f)
	}
	v.grade(r, parts, broken)
	return v
}

// grade finds the grades that some combination of sums gives: by the total
// where no section is below its floor, directly otherwise (article 13).
func (v *View) grade(r *rubric.Rubric, parts []part, broken bool) {
	unbroken := slices.Clone(parts)
	for _, rule := range r.Direct.Rules {
		unbroken[rule.Section].above(rule.Below)
	}
	possible := !slices.ContainsFunc(unbroken, func(p part) bool { return len(p.sums) == 0 })
	var groups [][]*big.Rat
	if possible {
		v.Unbroken = new(big.Rat)
		for s := range unbroken {
			v.Unbroken.Add(v.Unbroken, unbroken[s].low())
		}
		groups = alike(unbroken)
	}
	for i, g := range r.Grades {
		grade := Grade{Reachable: possible && exists(groups, bound(g.From), bound(g.Below)) || broken && g.Grade == r.Direct.Grade}
		if !grade.Reachable {
			grade.Reasons = v.reasons(r, parts, i)
		}
		v.Grades = append(v.Grades, grade)
	}
}

func bound(p *points.Points) *big.Rat {
	if p == nil {
		return nil
	}
	return rat(*p)
}

// alike puts the sums of sections that are counted by one factor together; of
// the groups that are left any combination is possible.
func alike(parts []part) [][]*big.Rat {
	sums, factors := [][]points.Points{}, []*big.Rat{}
	for _, p := range parts {
		own := make([]points.Points, len(p.sums))
		for i, sum := range p.sums {
			own[i] = sum + p.added
		}
		at := slices.IndexFunc(factors, func(f *big.Rat) bool { return f.Cmp(p.factor) == 0 })
		if at < 0 {
			sums, factors = append(sums, own), append(factors, p.factor)
			continue
		}
		sums[at] = combined(sums[at], own)
	}
	groups := make([][]*big.Rat, len(sums))
	for g := range sums {
		for _, sum := range sums[g] {
			value := rat(sum)
			groups[g] = append(groups[g], value.Mul(value, factors[g]))
		}
	}
	slices.SortFunc(groups, func(a, b []*big.Rat) int { return cmp.Compare(len(a), len(b)) })
	return groups
}

// exists reports a sum of one value of each group that is at least from and
// below below; nil is no bound. The values of a group rise.
func exists(groups [][]*big.Rat, from, below *big.Rat) bool {
	first := groups[0]
	if len(groups) > 1 {
		return slices.ContainsFunc(first, func(value *big.Rat) bool {
			return exists(groups[1:], less(from, value), less(below, value))
		})
	}
	at := 0
	if from != nil {
		at, _ = slices.BinarySearchFunc(first, from, (*big.Rat).Cmp)
	}
	return at < len(first) && (below == nil || first[at].Cmp(below) < 0)
}

func less(bound, value *big.Rat) *big.Rat {
	if bound == nil {
		return nil
	}
	return new(big.Rat).Sub(bound, value)
}

// reasons are why nobody of the profile can get a grade.
func (v *View) reasons(r *rubric.Rubric, parts []part, grade int) (list []Reason) {
	for i, rule := range r.Direct.Rules {
		if !v.Floors[i].Met {
			section := v.Sections[rule.Section]
			list = append(list, Reason{Why: BelowFloor, Section: rule.Section, Reached: section.High, Needed: rat(rule.Below),
				Causes: fewest(parts[rule.Section].losses, section.High, rat(rule.Below))})
		}
	}
	if len(list) > 0 {
		return list
	}
	from, below := bound(r.Grades[grade].From), bound(r.Grades[grade].Below)
	switch {
	case from != nil && v.Total.High.Cmp(from) < 0:
		return []Reason{{Why: TooLow, Section: -1, Reached: v.Total.High, Needed: from, Causes: fewest(v.Losses, v.Total.High, from)}}
	case below != nil && v.Unbroken.Cmp(below) >= 0:
		return []Reason{{Why: TooHigh, Section: -1, Reached: v.Unbroken, Needed: below}}
	}
	return []Reason{{Why: Skipped, Section: -1}}
}

// fewest are as few losses as keep what would be reached without any of them
// below what is needed: the dearest do it first.
func fewest(losses []Cause, reached, needed *big.Rat) []Cause {
	losses = slices.Clone(losses)
	dearestFirst(losses)
	left := new(big.Rat).Set(reached)
	for _, loss := range losses {
		left.Add(left, loss.Costs)
	}
	for i, loss := range losses {
		if left.Cmp(needed) < 0 {
			return losses[:i]
		}
		left.Sub(left, loss.Costs)
	}
	return losses
}

func dearestFirst(losses []Cause) {
	slices.SortStableFunc(losses, func(a, b Cause) int {
		return cmp.Or(b.Costs.Cmp(a.Costs), cmp.Compare(a.Indicator, b.Indicator))
	})
}
