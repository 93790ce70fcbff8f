package main

import (
	"fmt"
	"strings"
	"time"
)

// verdict is one measure beside its target.
type verdict struct {
	work, measure string
	value, bound  float64
	// least says that the bound is the least that is wanted, else the most.
	least bool
	// unit is ×, or MiB, ms and the like.
	unit string
	// note is what a reader has to know, such as that it is extrapolated.
	note string
}

func (v verdict) met() bool {
	if v.least {
		return v.value >= v.bound
	}
	return v.value <= v.bound
}

// target is the bound as text.
func (v verdict) target() string {
	if v.least {
		return "≥ " + v.quantity(v.bound)
	}
	return "≤ " + v.quantity(v.bound)
}

// quantity is a value with its unit.
func (v verdict) quantity(value float64) string {
	digits := 0
	switch {
	case value < 10 && value != float64(int(value)):
		digits = 2
	case value < 100 && value != float64(int(value)):
		digits = 1
	}
	if v.unit == "×" {
		return fmt.Sprintf("×%.*f", digits, value)
	}
	return strings.TrimSpace(fmt.Sprintf("%.*f %s", digits, value, v.unit))
}

// outcome says whether the target is met, or by how much it is missed: the
// factor that is still wanting.
func (v verdict) outcome() string {
	if v.met() {
		return "met"
	}
	wanting := v.value / v.bound
	if v.least {
		wanting = v.bound / v.value
	}
	return fmt.Sprintf("missed by ×%.2f", wanting)
}

// faster says how many times as long other took as own.
func faster(work, measure string, own, other time.Duration, bound float64) verdict {
	return verdict{work: work, measure: measure, value: other.Seconds() / own.Seconds(), bound: bound, least: true, unit: "×"}
}

// atMost says how many times as long own took as other.
func atMost(work, measure string, own, other time.Duration, bound float64) verdict {
	return verdict{work: work, measure: measure, value: own.Seconds() / other.Seconds(), bound: bound, unit: "×"}
}

// within says that a peak is within so many MiB.
func within(work string, peak int64, bound float64) verdict {
	v := verdict{work: work, measure: "peak memory", value: float64(peak) / (1 << 20), bound: bound, unit: "MiB"}
	if peak == 0 {
		v.note = "not known on this system"
	}
	return v
}

// extrapolation is what a run of all people would take, from two runs over
// workbooks of one size each.
type extrapolation struct {
	wall time.Duration
	// peak is in bytes, growth in bytes a person.
	peak   int64
	growth float64
}

// extrapolate goes from a few and from many people to all of them: the time
// grows as the many's did, the memory by what a person more cost between the
// two.
func extrapolate(few, many usage, fewPeople, manyPeople, allPeople int) extrapolation {
	growth := max(0, float64(many.peak-few.peak)/float64(manyPeople-fewPeople))
	return extrapolation{
		wall:   time.Duration(float64(many.wall) * float64(allPeople) / float64(manyPeople)),
		peak:   many.peak + int64(growth*float64(allPeople-manyPeople)),
		growth: growth,
	}
}
