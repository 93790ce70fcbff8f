package workday

import (
	"fmt"
	"maps"
	"slices"
)

// Year is the State Council's arrangement for one year.
type Year struct {
	Year int
	// Notice, Number and Issued are the notice it stands in; Number is empty
	// where it is not known.
	Notice, Number string
	Issued         Day
	// Off are the days off, each holiday's from first to last, weekends on the
	// way included; Work are the weekend days that are worked instead. A
	// holiday of New Year may begin in the December before, and a day of that
	// December may be worked for it.
	Off  []Holiday
	Work []Day
}

// Holiday is a run of days off, both ends inside.
type Holiday struct {
	Name        string
	First, Last Day
}

// Calendar tells working days in the years whose arrangement is known. It is
// not changed once it is made.
type Calendar struct {
	years map[int]Year
	// days are those that the arrangements name: true is worked.
	days map[Day]bool
}

// NewCalendar makes a calendar of yearly arrangements. It is an error, in
// Chinese, if a year stands twice with other days, or if one day is worked by
// one arrangement and off by another.
func NewCalendar(years ...Year) (*Calendar, error) {
	c := &Calendar{years: map[int]Year{}, days: map[Day]bool{}}
	for _, year := range years {
		if err := c.add(year); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Calendar) add(year Year) error {
	if known, twice := c.years[year.Year]; twice {
		if !known.sameDays(year) {
			return fmt.Errorf("%d 年的安排已经有了（%s），两处不一致", year.Year, known.Source())
		}
		return nil
	}
	for day, worked := range year.days() {
		if other, named := c.days[day]; named && other != worked {
			return fmt.Errorf("%s 在两个年度的安排里不一致：一处放假，一处上班", day)
		}
		c.days[day] = worked
	}
	c.years[year.Year] = year
	return nil
}

// days are the days that the arrangement names: true is worked.
func (y Year) days() map[Day]bool {
	days := map[Day]bool{}
	for _, holiday := range y.Off {
		for day := holiday.First; !day.After(holiday.Last); day = day.Plus(1) {
			days[day] = false
		}
	}
	for _, day := range y.Work {
		days[day] = true
	}
	return days
}

func (y Year) sameDays(other Year) bool {
	mine, theirs := y.days(), other.days()
	for day, worked := range mine {
		if also, named := theirs[day]; !named || also != worked {
			return false
		}
	}
	return len(mine) == len(theirs)
}

// Source names the notice: 国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）.
func (y Year) Source() string {
	if y.Number == "" {
		return y.Notice
	}
	return y.Notice + "（" + y.Number + "）"
}

// Years are the arrangements that are known, by year.
func (c *Calendar) Years() []Year {
	return slices.SortedFunc(maps.Values(c.years), func(a, b Year) int { return a.Year - b.Year })
}

// Knows reports that the arrangement of the day's year is known.
func (c *Calendar) Knows(d Day) bool {
	_, known := c.years[d.Year()]
	return known
}

// IsWorkday reports a working day. In a year that the calendar does not know
// these are Monday to Friday without the statutory holidays that have the same
// dates every year, which is a guess.
func (c *Calendar) IsWorkday(d Day) bool {
	if worked, named := c.days[d]; named {
		return worked
	}
	return !d.isWeekend() && (c.Knows(d) || !d.isFixedHoliday())
}

// Term is the last day of a term: certain says that every day that it runs
// through is of a known year; else the day is a guess by plain weekends.
type Term struct {
	Day     Day
	Certain bool
}

// Workdays is the last day of a term of n working days from start, which is
// not counted itself (Civil Code, article 201).
func (c *Calendar) Workdays(start Day, n int) Term {
	t := Term{start, c.Knows(start)}
	for n > 0 {
		t.Day = t.Day.Plus(1)
		t.Certain = t.Certain && c.Knows(t.Day)
		if c.IsWorkday(t.Day) {
			n--
		}
	}
	return t
}

// Days is the last day of a term of n calendar days from start, which is not
// counted itself; where that is no working day, the next one (Civil Code,
// articles 201 and 203).
func (c *Calendar) Days(start Day, n int) Term {
	t := Term{start.Plus(n), c.Knows(start)}
	for t.Certain = t.Certain && c.Knows(t.Day); !c.IsWorkday(t.Day); t.Certain = t.Certain && c.Knows(t.Day) {
		t.Day = t.Day.Plus(1)
	}
	return t
}

// Left is how many working days there are after the first day up to the last
// one, 0 where last is not after first.
func (c *Calendar) Left(first, last Day) (n int) {
	for day := first.Plus(1); !day.After(last); day = day.Plus(1) {
		if c.IsWorkday(day) {
			n++
		}
	}
	return n
}

// Earlier is the day on which only n working days are left before the last
// one: the n-th working day before it.
func (c *Calendar) Earlier(last Day, n int) Day {
	for n > 0 {
		last = last.Plus(-1)
		if c.IsWorkday(last) {
			n--
		}
	}
	return last
}
