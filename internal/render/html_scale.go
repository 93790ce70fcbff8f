package render

import (
	"strconv"
	"strings"

	"credit/internal/sheet"
)

// scale is the axis of a chart, from low to high in steps, all in units.
type scale struct{ low, high, step int64 }

// wholeBar is a bar of shares: the axis counts in hundredths.
const wholeBar = 100 * unit

// measure is the axis that all plots of a chart have in common.
func (d *charted) measure() scale {
	var low, high int64
	for _, row := range d.rows {
		sum := int64(0)
		for _, n := range row.units {
			low, high = min(low, n), max(high, n)
			sum += max(0, n)
		}
		if d.chart.Kind == sheet.StackedCount {
			low, high = 0, max(high, sum)
		}
	}
	if d.chart.Kind == sheet.StackedShare {
		return scale{0, wholeBar, wholeBar / 4}
	}
	return roundScale(low, high, d.leastStep())
}

// leastStep is the least step of an axis: one, where values are counted.
func (d *charted) leastStep() int64 {
	least := int64(unit)
	for _, style := range d.styles {
		switch style {
		case sheet.ShareCell:
			least = min(least, unit/1000)
		case sheet.CountCell:
		default:
			least = min(least, unit/100)
		}
	}
	return least
}

// roundScale takes the least step of the kind 1, 2, 5 that makes do with five
// of them, and ends the axis on steps.
func roundScale(low, high, least int64) scale {
	const most = 5
	step := least
	for power := least; (high-low+step-1)/step > most; power *= 10 {
		for _, factor := range []int64{2, 5, 10} {
			if step = power * factor; (high-low+step-1)/step <= most {
				break
			}
		}
	}
	high = max(step, (high+step-1)/step*step)
	low = -((-low + step - 1) / step * step)
	return scale{low, high, step}
}

// at is how far along a track of so many pixels a value stands.
func (s scale) at(value int64, track int) int {
	whole := s.high - s.low
	return int((2*(value-s.low)*int64(track) + whole) / (2 * whole))
}

// tick is a number of the axis as it is read.
func (d *charted) tick(value int64) string {
	if d.chart.Kind == sheet.StackedShare {
		return strconv.FormatInt(value/unit, 10) + "%"
	}
	if d.styles[0] == sheet.ShareCell {
		return decimal(value*100) + "%"
	}
	return decimal(value)
}

// decimal is a number of units without trailing zeros.
func decimal(value int64) string {
	sign := ""
	if value < 0 {
		sign, value = "-", -value
	}
	text := sign + strconv.FormatInt(value/unit, 10)
	if rest := value % unit; rest != 0 {
		fraction := strconv.FormatInt(unit+rest, 10)[1:]
		text += "." + strings.TrimRight(fraction, "0")
	}
	return text
}

// parts divides a track into parts as the values are to each other. They add
// up to the track, and what is not nothing can be seen.
func parts(values []int64, track int) []int {
	var sum, before int64
	for _, n := range values {
		sum += max(0, n)
	}
	widths := make([]int, len(values))
	if sum == 0 {
		return widths
	}
	widest, last := 0, 0
	for i, n := range values {
		before += max(0, n)
		end := int((2*before*int64(track) + sum) / (2 * sum))
		widths[i], last = end-last, end
		if widths[i] > widths[widest] {
			widest = i
		}
	}
	for i, n := range values {
		if lack := smallest - widths[i]; n > 0 && lack > 0 && widths[widest] > smallest+lack {
			widths[i] += lack
			widths[widest] -= lack
		}
	}
	return widths
}
