package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"credit/internal/points"
)

// latest is the last day that a spreadsheet knows, 9999-12-31, by its number.
const latest = 2958465

// from1904 is the day 0 of workbooks that count from 1904, by the number that
// others give it.
const from1904 = 1462

// Moment is what a number stands for under a date format: the day as
// 2026-03-02, empty where there is only a time of day, and the time as 08:30
// or 08:30:15, empty at midnight. Text in ISO form is taken apart likewise.
// It reports false for what no spreadsheet shows as a date.
func (c Cell) Moment(counts1904 bool) (day, clock string, ok bool) {
	if c.Kind == Text {
		return isoMoment(c.Text)
	}
	d, ok := points.ParseCell(c.Text)
	if !ok || c.Kind != Number {
		return "", "", false
	}
	whole, fraction, _ := strings.Cut(d.String(), ".")
	n, err := strconv.Atoi(whole)
	if err != nil || whole[0] == '-' {
		return "", "", false
	}
	seconds := secondsOf(fraction)
	if seconds == daySeconds {
		n, seconds = n+1, 0
	}
	clock = clockText(seconds)
	if counts1904 {
		return dayText(n + from1904), clock, n+from1904 <= latest
	}
	if n == 0 {
		return "", clockOr(clock, "00:00"), true
	}
	return dayText(n), clock, n <= latest
}

const daySeconds = 24 * 60 * 60

// secondsOf is a fraction of a day, given by its decimals, in whole seconds.
func secondsOf(decimals string) int {
	const digits = 9 // enough for a tenth of a millisecond
	padded := (decimals + strings.Repeat("0", digits))[:digits]
	n, err := strconv.Atoi(padded)
	if err != nil {
		return 0
	}
	const unit = 1_000_000_000
	return (n*daySeconds + unit/2) / unit
}

func clockText(seconds int) string {
	switch {
	case seconds == 0:
		return ""
	case seconds%60 == 0:
		return fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	}
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

func clockOr(clock, otherwise string) string {
	if clock == "" {
		return otherwise
	}
	return clock
}

// dayText writes a day number. Day 60 is the 29th of February 1900, which
// never was, but which spreadsheets count.
func dayText(n int) string {
	const phantom = 60
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case n == phantom:
		return "1900-02-29"
	case n < phantom:
		n++
	}
	return first.AddDate(0, 0, n).Format(time.DateOnly)
}

// isoMoment reads the text of a cell that is stored as a date.
func isoMoment(text string) (day, clock string, ok bool) {
	text = strings.TrimSuffix(text, "Z")
	day, clock, _ = strings.Cut(text, "T")
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return "", "", false
	}
	clock, _, _ = strings.Cut(clock, ".")
	clock = strings.TrimSuffix(clock, ":00")
	if clock == "00:00" {
		clock = ""
	}
	return day, clock, true
}
