package main

import (
	"slices"
	"testing"

	"credit/internal/finding"
	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
)

// both are the two sound years, as the program reads them.
type both struct {
	r         *rubric.Rubric
	old, last *seen
}

func seeBoth(t *testing.T) *both {
	t.Helper()
	r := rubrictest.Load(t)
	return &both{r: r, old: see(t, r, sound(r)), last: see(t, r, next(r))}
}

// stayed visits everyone with a sound ID number in either year.
func (b *both) stayed(visit func(old, now *one)) {
	for number, now := range b.last.known {
		if old := b.old.known[number]; old != nil {
			visit(old, now)
		}
	}
}

// gradedTwice visits those graded in either year.
func (b *both) gradedTwice(visit func(old, now *one)) {
	b.stayed(func(old, now *one) {
		if old.result != nil && now.result != nil {
			visit(old, now)
		}
	})
}

func between(t *testing.T, what string, got, least, most int) {
	t.Helper()
	if got < least || got > most {
		t.Errorf("%s: %d, not %d to %d", what, got, least, most)
	}
}

// Who comes, goes, moves and is held back.
func TestNextYearsPeople(t *testing.T) {
	b := seeBoth(t)
	var stayed, inCounty, across, renamed, heldAgain int
	b.stayed(func(old, now *one) {
		stayed++
		switch {
		case old.school == now.school:
		case old.county == now.county:
			inCounty++
		default:
			across++
		}
		if old.name != now.name {
			renamed++
		}
		if old.result != nil && now.result == nil {
			heldAgain++
		}
	})
	t.Logf("%d before, %d now, %d of them held", b.old.people, b.last.people, b.last.held)
	t.Logf("%d left, %d joined, %d moved within the county, %d across", len(b.old.known)-stayed, len(b.last.known)-stayed, inCounty, across)
	between(t, "people", b.last.people, 340, 380)
	between(t, "left", len(b.old.ids)-stayed, leaving, leaving+1) // one only mistyped
	between(t, "joined", len(b.last.ids)-stayed, joining-2, joining)
	between(t, "moved in the county", inCounty, movingInCounty, movingInCounty)
	between(t, "moved from county to county", across, movingFromCounty, movingFromCounty)
	between(t, "renamed", renamed, 1, 1)
	between(t, "held", b.last.held, len(unsound), len(unsound))
	between(t, "held, and graded the year before", heldAgain, 2, 2)
	for _, code := range []finding.Code{finding.MissingAnswer, finding.UnknownAnswer, finding.NotApplicable,
		finding.BadID, finding.IDPrecisionLost, finding.UnknownCounty} {
		between(t, string(code), b.last.codes[code], 1, 2)
	}
	between(t, "duplicates", b.last.codes[finding.DuplicatePractitioner], 0, 0)
}

// Degrees last, or rise for a few.
func TestNextYearsDegreesLast(t *testing.T) {
	b := seeBoth(t)
	var raised int
	b.gradedTwice(func(old, now *one) {
		for i := range b.r.Indicators {
			was, is := old.result.Points[i], now.result.Points[i]
			if b.r.Indicators[i].Lasting && is < was {
				t.Errorf("%s: %s fell from %s to %s", now.name, b.r.Indicators[i].Name, was, is)
			}
			if b.r.Indicators[i].Lasting && is > was {
				raised++
			}
		}
	})
	between(t, "raised their degree", raised, 2, 15)
}

// Most totals move by a few points: near the diagonal of the table of moves
// nearly every cell is filled, and a few people cross it all.
func TestNextYearsMoves(t *testing.T) {
	b := seeBoth(t)
	moves := map[[2]string]int{}
	var people, few, same int
	b.gradedTwice(func(old, now *one) {
		people++
		moves[[2]string{old.result.Grade, now.result.Grade}]++
		change := now.result.Total - old.result.Total
		if change == 0 {
			same++
		}
		if change <= 5*points.Unit && change >= -5*points.Unit {
			few++
		}
	})
	for _, from := range b.r.Grades {
		t.Logf("%s: A %d, B %d, C %d, D %d, E %d", from.Grade, moves[[2]string{from.Grade, "A"}], moves[[2]string{from.Grade, "B"}],
			moves[[2]string{from.Grade, "C"}], moves[[2]string{from.Grade, "D"}], moves[[2]string{from.Grade, "E"}])
	}
	t.Logf("%d of %d totals moved by 5 points at most, %d not at all", few, people, same)
	for i, from := range b.r.Grades {
		for j, to := range b.r.Grades {
			if cell := moves[[2]string{from.Grade, to.Grade}]; cell == 0 && i-j <= 1 && j-i <= 1 {
				t.Errorf("nobody went from %s to %s", from.Grade, to.Grade)
			}
		}
	}
	between(t, "moved by few points", few, people*6/10, people*95/100)
	between(t, "E to B", moves[[2]string{"E", "B"}], 2, 9)
	between(t, "B to E", moves[[2]string{"B", "E"}], 2, 9)
}

// Someone stands on every grade line and every floor, and someone just below.
func TestNextYearHasEveryThreshold(t *testing.T) {
	r := rubrictest.Load(t)
	s := see(t, r, next(r))
	for _, want := range []struct{ total, grade, byTotal string }{
		{"95", "A", "A"}, {"94.5", "B", "B"}, {"85", "B", "B"}, {"84.5", "C", "C"}, {"75", "C", "C"}, {"74.5", "D", "D"},
		{"60", "D", "D"}, {"59.5", "E", "E"}, {"85", "E", "B"},
	} {
		s.expect(t, want.total, want.grade, want.byTotal)
	}
	half := points.Unit / 2
	for _, rule := range r.Direct.Rules {
		below := rule.Below - half
		if !slices.ContainsFunc(s.results, func(res *result.Result) bool { return res.Sections[rule.Section]%points.Unit == half }) {
			below -= half // a section of whole points
		}
		for _, sought := range []points.Points{rule.Below, below} {
			if !slices.ContainsFunc(s.results, func(res *result.Result) bool { return res.Sections[rule.Section] == sought }) {
				t.Errorf("nobody with %s in %s", sought, r.Sections[rule.Section].Name)
			}
		}
	}
}

// As a whole one county got better and one worse.
func TestNextYearsTrends(t *testing.T) {
	b := seeBoth(t)
	for county, trend := range trends {
		change := b.last.mean(county) - b.old.mean(county)
		t.Logf("%s: %s", county, change)
		if least := 2 * points.Unit; change*points.Points(trend) < least {
			t.Errorf("%s: the mean changed by %s", county, change)
		}
	}
}

// mean is a county's mean total, of those graded.
func (s *seen) mean(county string) points.Points {
	var sum, people points.Points
	for _, who := range s.known {
		if who.county == county && who.result != nil {
			sum += who.result.Total
			people++
		}
	}
	return sum / people
}

// Some groups are so small that their numbers would tell on somebody: a
// school of fewer than five, and a county with several such grades.
func TestNextYearHasSmallGroups(t *testing.T) {
	r := rubrictest.Load(t)
	s := see(t, r, next(r))
	between(t, shrinking, s.schools[shrinking], 1, 4)
	grades := map[string]int{}
	for _, who := range s.known {
		if who.county == "大箐山县" && who.result != nil {
			grades[who.result.Grade]++
		}
	}
	small := 0
	for _, people := range grades {
		if people < 5 {
			small++
		}
	}
	between(t, "small groups of 大箐山县", small, 2, 5)
	for school, people := range s.schools {
		if school != shrinking && people < 5 {
			t.Errorf("%s has %d people too", school, people)
		}
	}
}

// Two people of one school bear the same name.
func TestNextYearHasNamesakes(t *testing.T) {
	r := rubrictest.Load(t)
	names := map[[2]string]int{}
	for _, who := range see(t, r, next(r)).known {
		if who.result != nil {
			names[[2]string{who.school, who.name}]++
		}
	}
	twice := 0
	for _, people := range names {
		if people > 1 {
			twice++
		}
	}
	between(t, "names twice in a school", twice, 1, 3)
}
