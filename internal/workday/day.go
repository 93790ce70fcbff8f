// Package workday is the calendar of an office: days, calendar months as the
// Civil Code counts them, and the working days of the State Council's yearly
// arrangements, make-up days included.
package workday

import (
	"regexp"
	"strconv"
	"time"

	"credit/internal/fold"
)

// Day is a day of the calendar, without a time of day or a time zone. The zero
// Day is no day.
type Day struct {
	// number counts days from 1970-01-01, which is 1.
	number int
}

const secondsOfDay = 24 * 60 * 60

// Date is a day by its numbers; it reports false for one that the calendar
// does not have, such as the 30th of February.
func Date(year int, month time.Month, day int) (Day, bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || t.Month() != month || t.Day() != day {
		return Day{}, false
	}
	return dayOf(t), true
}

// Today is the day that t falls on where t was taken.
func Today(t time.Time) Day {
	d, _ := Date(t.Date())
	return d
}

func dayOf(t time.Time) Day {
	seconds := t.Unix()
	if seconds < 0 {
		seconds -= secondsOfDay - 1 // days before 1970 count downwards
	}
	return Day{int(seconds/secondsOfDay) + 1}
}

// written are the forms in which a day is written.
var written = []*regexp.Regexp{
	regexp.MustCompile(`^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$`),
	regexp.MustCompile(`^([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})$`),
	regexp.MustCompile(`^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日$`),
}

// Parse reads a day as 2026-03-02, 2026/3/2 or 2026年3月2日, whatever the
// spacing and width; it reports false for anything else, an impossible day
// included.
func Parse(text string) (Day, bool) {
	text = fold.Text(text)
	for _, form := range written {
		if parts := form.FindStringSubmatch(text); parts != nil {
			year, _ := strconv.Atoi(parts[1]) // the form lets digits alone through
			month, _ := strconv.Atoi(parts[2])
			day, _ := strconv.Atoi(parts[3])
			return Date(year, time.Month(month), day)
		}
	}
	return Day{}, false
}

// IsZero reports no day.
func (d Day) IsZero() bool { return d.number == 0 }

// Time is midnight of the day, in UTC.
func (d Day) Time() time.Time { return time.Unix(int64(d.number-1)*secondsOfDay, 0).UTC() }

// String is the day as 2026-03-02, empty for no day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Chinese is the day as 2026年3月2日, empty for no day.
func (d Day) Chinese() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("2006年1月2日")
}

// Year is the day's year.
func (d Day) Year() int { return d.Time().Year() }

// Before reports that d is earlier than other.
func (d Day) Before(other Day) bool { return d.number < other.number }

// After reports that d is later than other.
func (d Day) After(other Day) bool { return d.number > other.number }

// Compare is negative, 0 or positive as d is before, the same as or after other.
func (d Day) Compare(other Day) int { return d.number - other.number }

// Plus is the day n days later.
func (d Day) Plus(n int) Day { return Day{d.number + n} }

// Months is the last day of a term of n calendar months that begins on d,
// which is not counted itself: the day that bears d's number n months on, or
// that month's last (Civil Code, articles 201 and 202).
func (d Day) Months(n int) Day {
	year, month, day := d.Time().Date()
	first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return dayOf(first).Plus(min(day, last) - 1)
}

// isFixedHoliday reports a statutory holiday that has the same date every year
// (全国年节及纪念日放假办法, article 2): New Year, 1 May, 2 May since 2025, and 1 to 3
// October.
func (d Day) isFixedHoliday() bool {
	const secondOfMaySince = 2025
	year, month, day := d.Time().Date()
	switch month {
	case time.January:
		return day == 1
	case time.May:
		return day == 1 || day == 2 && year >= secondOfMaySince
	case time.October:
		return day <= 3
	}
	return false
}

// isWeekend reports a Saturday or a Sunday.
func (d Day) isWeekend() bool {
	weekday := d.Time().Weekday()
	return weekday == time.Saturday || weekday == time.Sunday
}
