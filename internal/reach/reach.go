// Package reach says what a kind of staff can reach by the rules: the lowest
// and highest points, which grades are possible, and why the others are not.
// It counts every combination of answers, exactly, without input or output.
package reach

import (
	"math/big"

	"credit/internal/points"
	"credit/internal/rubric"
)

// Reach is what people of a profile can reach by a rubric.
type Reach struct {
	Profile rubric.Profile
	// Literal counts 不适用 as no points. It is what counts where Adjusted is
	// nil.
	Literal View
	// Adjusted is what counts where the rules give 不适用 full or prorated
	// points to people of the profile (reading 8).
	Adjusted *View
}

// Counts is the view by which they are graded.
func (r *Reach) Counts() *View {
	if r.Adjusted != nil {
		return r.Adjusted
	}
	return &r.Literal
}

// View is one way of counting; all its numbers are points, as exact fractions.
type View struct {
	Total    Range
	Sections []Range // one for each section of the rubric
	// Unbroken is the lowest total with which no section is below its floor,
	// nil where there is none.
	Unbroken *big.Rat
	Floors   []Floor // one for each rule of direct grading
	Grades   []Grade // one for each grade of the rubric
	// Losses are the indicators that keep people of the profile from full
	// points whatever they do, the dearest first.
	Losses []Cause
}

// Range is the least and the most that can be reached; both can.
type Range struct{ Low, High *big.Rat }

// Floor is what can become of a rule of direct grading (article 13).
type Floor struct {
	// Broken says that some answers are below the floor, Met that some are not.
	Broken, Met bool
}

// Grade is whether a grade can be reached, and why not.
type Grade struct {
	Reachable bool
	// Reasons are why it is out of reach, each enough by itself; none where it
	// is reachable.
	Reasons []Reason
}

// Why is what keeps a grade out of reach.
type Why string

// What keeps a grade out of reach.
const (
	BelowFloor Why = "below-floor"    // a section is always below its floor
	TooLow     Why = "total-too-low"  // the best total is below the grade
	TooHigh    Why = "total-too-high" // the lowest total that is not graded directly is above the grade
	Skipped    Why = "skipped"        // no sum of points falls into the grade
)

// Reason is one reason why a grade is out of reach.
type Reason struct {
	Why Why
	// Section is the index of the section below its floor, -1 otherwise.
	Section int
	// Reached is the best of the section or total, for TooHigh the lowest
	// total; Needed is the bound that it misses. Both are nil for Skipped.
	Reached, Needed *big.Rat
	// Causes are as few indicators as suffice, for BelowFloor and TooLow.
	Causes []Cause
}

// Cause is an indicator that costs people of a profile points.
type Cause struct {
	Indicator int // index into the rubric's Indicators
	// Answer is the answer that is settled, empty where the indicator does not
	// apply.
	Answer string
	Costs  *big.Rat
}

// Best and Worst are the index of the best and of the worst grade that can be
// reached.
func (v *View) Best() int {
	for i := range v.Grades {
		if v.Grades[i].Reachable {
			return i
		}
	}
	return -1
}

// Worst is the index of the worst grade that can be reached.
func (v *View) Worst() int {
	for i := len(v.Grades) - 1; i >= 0; i-- {
		if v.Grades[i].Reachable {
			return i
		}
	}
	return -1
}

// Of is what people of a profile can reach by r; where the profile has a
// county, r is what Rubric.For gives for it. The profile's answers are such
// as the rubric's reader takes. The zero profile is anybody who answers all
// indicators.
//
// With overlays 不适用 earns what they say: full points; none; or prorated,
// where a section's points E are counted as E × F / A, F being the section's
// points and A what its indicators are worth without those prorated. A section
// of which nothing is left (A = 0) counts 0.
func Of(r *rubric.Rubric, p rubric.Profile) *Reach {
	return of(r, p, func(n *rubric.Indicator) *rubric.NotApplicable {
		return n.NotApplicableTo(rubric.Staff{Post: p.Post, School: p.School})
	})
}

func of(r *rubric.Rubric, p rubric.Profile, allows func(*rubric.Indicator) *rubric.NotApplicable) *Reach {
	all := choices(r, p, allows)
	reach := &Reach{Profile: p, Literal: viewOf(r, literally(r, all))}
	for _, c := range all {
		if c.earns == rubric.EarnsFull || c.earns == rubric.EarnsProrated {
			adjusted := viewOf(r, adjusted(r, all))
			reach.Adjusted = &adjusted
			break
		}
	}
	return reach
}

func rat(p points.Points) *big.Rat { return big.NewRat(int64(p), int64(points.Unit)) }
