package main

import (
	"testing"
	"time"
)

// A target is met or missed by a factor, whichever way it is meant.
func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		verdict                   verdict
		target, measured, outcome string
	}{
		{faster("", "", time.Second, 14*time.Second, 12), "≥ ×12", "×14", "met"},
		{faster("", "", time.Second, 12*time.Second, 12), "≥ ×12", "×12", "met"},
		{faster("", "", 4*time.Second, 14*time.Second, 12), "≥ ×12", "×3.50", "missed by ×3.43"},
		{atMost("", "", 2*time.Second, time.Second, 2.5), "≤ ×2.50", "×2", "met"},
		{atMost("", "", 5*time.Second, time.Second, 2.5), "≤ ×2.50", "×5", "missed by ×2.00"},
		{within("", 48<<20, 48), "≤ 48 MiB", "48 MiB", "met"},
		{within("", 212<<20, 48), "≤ 48 MiB", "212 MiB", "missed by ×4.42"},
		{verdict{value: 31.96, bound: 25, unit: "ms"}, "≤ 25 ms", "32.0 ms", "missed by ×1.28"},
	} {
		if got := c.verdict.target(); got != c.target {
			t.Errorf("target %q, want %q", got, c.target)
		}
		if got := c.verdict.measured(); got != c.measured {
			t.Errorf("measured %q, want %q", got, c.measured)
		}
		if got := c.verdict.outcome(); got != c.outcome {
			t.Errorf("%s beside %s: %q, want %q", c.measured, c.target, got, c.outcome)
		}
	}
}

// What could not be measured is neither met nor missed: the note says why.
func TestVerdictWithoutMeasure(t *testing.T) {
	v := within("score", 0, 48)
	if v.measured() != "?" || v.ending() != "not known on this system" {
		t.Errorf("%q, %q", v.measured(), v.ending())
	}
}

// The time grows with the people; the memory by what a person more cost, and
// never shrinks.
func TestExtrapolate(t *testing.T) {
	few := usage{wall: 2 * time.Second, peak: 100 << 20}
	many := usage{wall: 10 * time.Second, peak: 100<<20 + 8000}
	e := extrapolate(few, many, 200, 1000, 19_000)
	if e.wall != 190*time.Second || e.growth != 10 || e.peak != 100<<20+8000+180_000 {
		t.Errorf("%+v", e)
	}
	if e := extrapolate(many, few, 200, 1000, 19_000); e.growth != 0 || e.peak != few.peak {
		t.Errorf("%+v", e)
	}
}

func TestMedian(t *testing.T) {
	if got := middle([]usage{{3, 30, 1, 7}, {1, 10, 9, 7}, {2, 20, 5, 7}}); got != (usage{2, 20, 9, 7}) {
		t.Errorf("%+v", got)
	}
	if got := median([]time.Duration{4, 2}); got != 3 {
		t.Error(got)
	}
}
