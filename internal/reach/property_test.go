package reach_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/points"
	"credit/internal/reach"
	"credit/internal/rubric"
	"credit/internal/score"
)

// drawRubric draws a small rubric that holds together: up to three sections of
// a few indicators of every kind, floors, and grades from the best to the
// worst.
func drawRubric(t *rapid.T) *rubric.Rubric {
	r := &rubric.Rubric{}
	for s := range rapid.IntRange(1, 3).Draw(t, "sections") {
		r.Sections = append(r.Sections, rubric.Section{Name: fmt.Sprint(s), Groups: []int{s}})
		r.Groups = append(r.Groups, rubric.Group{Section: s})
		for range rapid.IntRange(1, 3).Draw(t, "indicators") {
			n := drawIndicator(t)
			n.Number, n.Group = len(r.Indicators)+1, s
			r.Groups[s].Indicators = append(r.Groups[s].Indicators, len(r.Indicators))
			r.Indicators = append(r.Indicators, n)
			r.Sections[s].Points += n.Points
		}
		r.Points += r.Sections[s].Points
		if rapid.Bool().Draw(t, "floor") {
			r.Direct.Rules = append(r.Direct.Rules, rubric.DirectRule{Section: s, Below: drawPoints(t, r.Sections[s].Points)})
		}
	}
	lines := []points.Points{drawPoints(t, r.Points), drawPoints(t, r.Points), drawPoints(t, r.Points)}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	var below *points.Points
	for i := len(lines) - 1; i >= 0; i-- {
		r.Grades = append(r.Grades, rubric.Grade{Grade: fmt.Sprint(i), From: &lines[i], Below: below})
		below = &lines[i]
	}
	r.Grades = append(r.Grades, rubric.Grade{Grade: "last", Below: below})
	r.Direct.Grade = r.Grades[rapid.IntRange(0, len(r.Grades)-1).Draw(t, "direct")].Grade
	return r
}

func drawPoints(t *rapid.T, most points.Points) points.Points {
	return points.Points(rapid.IntRange(0, int(most)).Draw(t, "points"))
}

func drawIndicator(t *rapid.T) rubric.Indicator {
	earned := rapid.SliceOfN(rapid.SampledFrom([]points.Points{0, 50, 100, 200, 300, 33}), 2, 4).Draw(t, "earned")
	n := rubric.Indicator{Kind: rapid.SampledFrom([]rubric.Kind{rubric.Choice, rubric.Rate, rubric.Number, rubric.Measure}).Draw(t, "kind"), Points: slices.Max(earned)}
	switch n.Kind {
	case rubric.Choice:
		for i, p := range earned {
			n.Answers = append(n.Answers, rubric.Answer{Text: fmt.Sprint("answer ", i), Points: p})
		}
	case rubric.Rate:
		for i, p := range earned {
			from, _ := points.ParseDecimal(fmt.Sprint("0.", 9-i))
			n.Bands = append(n.Bands, rubric.Band{From: &from, Points: p})
		}
		n.Bands[len(earned)-1].From = nil
	case rubric.Measure: // some bands hold no number that can be entered
		n.Range = rubric.Range{Min: 0, Max: points.Points(rapid.IntRange(1, 5).Draw(t, "measures")) * points.Unit}
		n.Points = 0
		for i, p := range earned {
			from, _ := points.ParseDecimal(fmt.Sprint(len(earned)-i, ".", rapid.IntRange(0, 9).Draw(t, "from")))
			n.Bands = append(n.Bands, rubric.Band{From: &from, Points: p, Plain: true})
		}
		n.Bands[len(earned)-1].From = nil
		for _, a := range answersOf(&n) {
			n.Points = max(n.Points, a.earns)
		}
	case rubric.Number:
		decimals := rapid.IntRange(1, 2).Draw(t, "decimals")
		step := points.Points([]int{100, 10, 1}[decimals])
		least := points.Points(rapid.IntRange(0, 3).Draw(t, "least")) * step
		n.Range = rubric.Range{Min: least, Max: least + points.Points(rapid.IntRange(1, 4).Draw(t, "steps"))*step, Decimals: decimals}
		n.Points = n.Range.Max
	}
	return n
}

// answer is an answer and what it earns.
type answer struct {
	text  string
	earns points.Points
}

// answersOf are all answers to an indicator, as a profile writes them.
func answersOf(n *rubric.Indicator) (all []answer) {
	for _, a := range n.Answers {
		all = append(all, answer{a.Text, a.Points})
	}
	for p := n.Range.Min; n.Kind == rubric.Measure && p <= n.Range.Max; p += points.Unit {
		value, _ := points.ParseDecimal(p.String())
		all = append(all, answer{p.String(), n.Bands[n.BandOf(value)].Points})
	}
	for i, b := range n.Bands {
		if n.Kind == rubric.Measure {
			break
		}
		all = append(all, answer{fmt.Sprintf("%d%%", 95-10*i), b.Points})
	}
	if n.Kind == rubric.Number {
		for p := n.Range.Min; p <= n.Range.Max; p += n.Range.Step() {
			all = append(all, answer{p.String(), p})
		}
	}
	return all
}

// rules are what 不适用 earns, by number of the indicator.
type rules map[int]rubric.Earns

func (r rules) of(n *rubric.Indicator) *rubric.NotApplicable {
	if earns, ok := r[n.Number]; ok {
		return &rubric.NotApplicable{Earns: earns}
	}
	return nil
}

// left are the rules by which indicators do not apply, as the scorer takes
// them.
func (r rules) left(rules *rubric.Rubric, p rubric.Profile) []*rubric.NotApplicable {
	left := make([]*rubric.NotApplicable, len(rules.Indicators))
	for _, number := range p.Without {
		left[number-1] = r.of(&rules.Indicators[number-1])
	}
	return left
}

// leaves reports that something is left of every section that is prorated; the
// overlays' reader refuses any other rules.
func (r rules) leaves(rules *rubric.Rubric) bool {
	rest := make([]points.Points, len(rules.Sections))
	for i := range rules.Indicators {
		if r[i+1] != rubric.EarnsProrated {
			rest[rules.SectionOf(i)] += rules.Indicators[i].Points
		}
	}
	return !slices.Contains(rest, 0)
}

func drawProfile(t *rapid.T, r *rubric.Rubric) (rubric.Profile, rules) {
	p, allowed := rubric.Profile{Answers: map[int]string{}}, rules{}
	for i := range r.Indicators {
		n := &r.Indicators[i]
		switch rapid.IntRange(0, 4).Draw(t, "limits") {
		case 0:
			p.Without = append(p.Without, n.Number)
			if earns := rapid.SampledFrom([]rubric.Earns{"", rubric.EarnsFull, rubric.EarnsZero, rubric.EarnsProrated}).Draw(t, "earns"); earns != "" {
				allowed[n.Number] = earns
			}
		case 1:
			p.Answers[n.Number] = rapid.SampledFrom(answersOf(n)).Draw(t, "answer").text
		}
	}
	return p, allowed
}

// seen is what all combinations of answers come to, one by one.
type seen struct {
	low, high   *big.Rat
	sections    []reach.Range
	unbroken    *big.Rat
	broken, met map[int]bool // by rule of direct grading
	grades      map[string]bool
}

// enumerate grades every combination of answers: the grades by the scorer
// itself, the adjusted points by the sentence of reading 8.
func enumerate(r *rubric.Rubric, p rubric.Profile, allowed rules, adjusted bool) *seen {
	s := &seen{sections: make([]reach.Range, len(r.Sections)), broken: map[int]bool{}, met: map[int]bool{}, grades: map[string]bool{}}
	earned := make([]points.Points, len(r.Indicators))
	var visit func(i int)
	visit = func(i int) {
		if i == len(earned) {
			s.add(r, p, allowed, adjusted, earned)
			return
		}
		n := &r.Indicators[i]
		if slices.Contains(p.Without, n.Number) {
			earned[i] = 0
			visit(i + 1)
			return
		}
		settled, is := p.Answers[n.Number]
		for _, a := range answersOf(n) {
			if !is || a.text == settled {
				earned[i] = a.earns
				visit(i + 1)
			}
		}
	}
	visit(0)
	return s
}

func (s *seen) add(r *rubric.Rubric, p rubric.Profile, allowed rules, adjusted bool, earned []points.Points) {
	var left []*rubric.NotApplicable
	if adjusted {
		left = allowed.left(r, p)
	}
	res := score.Sum(r, slices.Clone(earned), make([]int, len(earned)), left)
	sections, grade := make([]*big.Rat, len(r.Sections)), res.Grade
	total := new(big.Rat)
	for i, sum := range res.Sections {
		sections[i] = big.NewRat(int64(sum), 100)
		if adjusted {
			sections[i] = adjustedSection(r, p, allowed, i, sum)
		}
		total.Add(total, sections[i])
		s.sections[i].Low, s.sections[i].High = widened(s.sections[i].Low, s.sections[i].High, sections[i])
	}
	s.low, s.high = widened(s.low, s.high, total)
	direct := false
	for i, rule := range r.Direct.Rules {
		if sections[rule.Section].Cmp(big.NewRat(int64(rule.Below), 100)) < 0 {
			s.broken[i], direct = true, true
		} else {
			s.met[i] = true
		}
	}
	if !direct && (s.unbroken == nil || total.Cmp(s.unbroken) < 0) {
		s.unbroken = total
	}
	s.grades[grade] = true
}

func widened(low, high, value *big.Rat) (*big.Rat, *big.Rat) {
	if low == nil || value.Cmp(low) < 0 {
		low = value
	}
	if high == nil || value.Cmp(high) > 0 {
		high = value
	}
	return low, high
}

func adjustedSection(r *rubric.Rubric, p rubric.Profile, allowed rules, section int, sum points.Points) *big.Rat {
	applicable := r.Sections[section].Points
	for _, number := range p.Without {
		if r.SectionOf(number-1) != section {
			continue
		}
		switch allowed[number] {
		case rubric.EarnsFull:
			sum += r.Indicators[number-1].Points
		case rubric.EarnsProrated:
			applicable -= r.Indicators[number-1].Points
		}
	}
	if applicable == 0 {
		return new(big.Rat)
	}
	return big.NewRat(int64(sum)*int64(r.Sections[section].Points), 100*int64(applicable))
}

func agree(t *rapid.T, what string, got, want *big.Rat) {
	t.Helper()
	if (got == nil) != (want == nil) || got != nil && got.Cmp(want) != 0 {
		t.Fatalf("%s is %v, by all combinations %v", what, got, want)
	}
}

func agreeAll(t *rapid.T, r *rubric.Rubric, v *reach.View, s *seen) {
	t.Helper()
	agree(t, "the lowest total", v.Total.Low, s.low)
	agree(t, "the highest total", v.Total.High, s.high)
	agree(t, "the lowest total without a direct grade", v.Unbroken, s.unbroken)
	for i := range r.Sections {
		agree(t, "the lowest of a section", v.Sections[i].Low, s.sections[i].Low)
		agree(t, "the highest of a section", v.Sections[i].High, s.sections[i].High)
	}
	for i := range r.Direct.Rules {
		if v.Floors[i] != (reach.Floor{Broken: s.broken[i], Met: s.met[i]}) {
			t.Fatalf("floor %d is %+v, by all combinations broken %v, met %v", i, v.Floors[i], s.broken[i], s.met[i])
		}
	}
	for i, g := range r.Grades {
		if v.Grades[i].Reachable != s.grades[g.Grade] || v.Grades[i].Reachable != (len(v.Grades[i].Reasons) == 0) {
			t.Fatalf("grade %s: %+v, by all combinations %v", g.Grade, v.Grades[i], s.grades[g.Grade])
		}
	}
}

// What can be reached is what some combination of answers reaches, no more and
// no less: points, floors and grades, with and without an overlay's 不适用.
func TestTheReachableRangeIsThatOfAllCombinations(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := drawRubric(t)
		p, allowed := drawProfile(t, r)
		if !allowed.leaves(r) {
			t.Skip("nothing is left of a section")
		}
		got := reach.OfAllowing(r, p, allowed.of)
		agreeAll(t, r, &got.Literal, enumerate(r, p, allowed, false))
		changed := slices.ContainsFunc(slices.Collect(maps.Values(allowed)), func(e rubric.Earns) bool { return e != rubric.EarnsZero })
		if changed != (got.Adjusted != nil) {
			t.Fatalf("the adjusted range is %v", got.Adjusted)
		}
		if changed {
			agreeAll(t, r, got.Adjusted, enumerate(r, p, allowed, true))
		}
	})
}

// A reason names indicators that are enough by themselves to put the grade out
// of reach, and none of them could be left out.
func TestTheReasonsAreTrueAndMinimal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := drawRubric(t)
		p, _ := drawProfile(t, r)
		v := reach.Of(r, p).Literal
		for g := range r.Grades {
			for _, reason := range v.Grades[g].Reasons {
				if reason.Why != reach.BelowFloor && reason.Why != reach.TooLow {
					continue
				}
				if s := enumerate(r, only(p, r, reason.Causes), nil, false); s.grades[r.Grades[g].Grade] && g != r.GradeIndex(r.Direct.Grade) {
					t.Fatalf("grade %s is reachable though %+v", r.Grades[g].Grade, reason)
				} else if best := reachedBy(s, reason); best.Cmp(reason.Needed) >= 0 {
					t.Fatalf("%v is reached though %+v", best, reason)
				}
				for i := range reason.Causes {
					fewer := slices.Delete(slices.Clone(reason.Causes), i, i+1)
					if best := reachedBy(enumerate(r, only(p, r, fewer), nil, false), reason); best.Cmp(reason.Needed) < 0 {
						t.Fatalf("%+v is not needed: %v is reached without it", reason.Causes[i], best)
					}
				}
			}
		}
	})
}

// only is the profile with no limits but those of the causes.
func only(p rubric.Profile, r *rubric.Rubric, causes []reach.Cause) rubric.Profile {
	limited := rubric.Profile{Answers: map[int]string{}}
	for _, c := range causes {
		number := r.Indicators[c.Indicator].Number
		if answer, settled := p.Answers[number]; settled {
			limited.Answers[number] = answer
		} else {
			limited.Without = append(limited.Without, number)
		}
	}
	return limited
}

func reachedBy(s *seen, reason reach.Reason) *big.Rat {
	if reason.Why == reach.BelowFloor {
		return s.sections[reason.Section].High
	}
	return s.high
}
