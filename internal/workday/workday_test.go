package workday_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"credit/internal/workday"
)

func day(t testing.TB, text string) workday.Day {
	t.Helper()
	d, ok := workday.Parse(text)
	if !ok {
		t.Fatalf("%s is no day", text)
	}
	return d
}

// A day is written in three ways, whatever the spacing and width; nothing else
// is one, and no impossible day is moved to a possible one.
func TestDaysAreReadAsWritten(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2026-03-02", "2026/3/2", "2026年3月2日", "２０２６年３月２日", " 2026 - 03 - 02 ", "2026-3-2"} {
		if got := day(t, text); got.String() != "2026-03-02" || got.Chinese() != "2026年3月2日" {
			t.Errorf("%s is read as %s", text, got)
		}
	}
	for _, text := range []string{"", "2026-02-30", "2026/13/1", "2026年0月1日", "2026-3", "3月2日", "20260302", "2026.3.2", "2026-3/2", "明天"} {
		if got, ok := workday.Parse(text); ok || !got.IsZero() || got.String() != "" {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

// Calendar months end on the day that bears the same number, or on the month's
// last (Civil Code, article 202).
func TestMonthsEndOnTheirLastDay(t *testing.T) {
	t.Parallel()
	for _, one := range [][2]string{
		{"2025-01-15", "2025-04-15"}, {"2024-11-30", "2025-02-28"}, {"2024-11-29", "2025-02-28"}, {"2027-11-29", "2028-02-29"},
		{"2025-11-30", "2026-02-28"}, {"2025-01-31", "2025-04-30"}, {"2025-10-31", "2026-01-31"}, {"2025-12-01", "2026-03-01"},
	} {
		if got := day(t, one[0]).Months(3); got.String() != one[1] {
			t.Errorf("three months from %s end on %s, want %s", one[0], got, one[1])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		start := workday.Today(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).Plus(rapid.IntRange(0, 40000).Draw(t, "day"))
		n := rapid.IntRange(0, 30).Draw(t, "months")
		end := start.Months(n)
		from, to := start.Time(), end.Time()
		months := (to.Year()-from.Year())*12 + int(to.Month()-from.Month())
		lastOfMonth := end.Plus(1).Time().Day() == 1
		if months != n || to.Day() != from.Day() && (!lastOfMonth || to.Day() > from.Day()) {
			t.Fatalf("%d months from %s end on %s", n, start, end)
		}
	})
}

func calendar(t testing.TB) *workday.Calendar {
	t.Helper()
	c, err := workday.NewCalendar(
		workday.Year{Year: 2025, Off: []workday.Holiday{{First: day(t, "2025-10-01"), Last: day(t, "2025-10-08")}},
			Work: []workday.Day{day(t, "2025-09-28"), day(t, "2025-10-11")}},
		workday.Year{Year: 2026, Off: []workday.Holiday{{First: day(t, "2025-12-31"), Last: day(t, "2026-01-02")}},
			Work: []workday.Day{day(t, "2025-12-28")}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The first day is not counted, days off are passed over, make-up days are
// counted, and what runs into an unknown year is not certain: there, weekends and
// the holidays that every year has on the same dates are passed over.
func TestWorkingDays(t *testing.T) {
	t.Parallel()
	c := calendar(t)
	for _, one := range []struct {
		start   string
		days    int
		end     string
		certain bool
	}{
		{"2025-09-26", 1, "2025-09-28", true},
		{"2025-09-30", 1, "2025-10-09", true},
		{"2025-09-30", 3, "2025-10-11", true},
		{"2025-09-30", 4, "2025-10-13", true},
		{"2025-12-26", 1, "2025-12-28", true},
		{"2025-12-30", 1, "2026-01-05", true},
		{"2026-12-31", 1, "2027-01-04", false},
		{"2027-04-30", 1, "2027-05-03", false},
		{"2024-05-01", 1, "2024-05-02", false},
		{"2027-09-30", 1, "2027-10-04", false},
		{"2030-04-30", 1, "2030-05-03", false},
		{"2024-12-31", 1, "2025-01-01", false},
	} {
		if got := c.Workdays(day(t, one.start), one.days); got.Day.String() != one.end || got.Certain != one.certain {
			t.Errorf("%d working days from %s: %s, certain %v", one.days, one.start, got.Day, got.Certain)
		}
	}
	for _, one := range []struct {
		start   string
		days    int
		end     string
		certain bool
	}{
		{"2025-09-20", 10, "2025-09-30", true}, {"2025-09-21", 10, "2025-10-09", true}, {"2025-12-21", 10, "2026-01-05", true}, {"2026-12-22", 10, "2027-01-04", false},
		{"2026-12-20", 11, "2026-12-31", true}, {"2026-12-21", 5, "2026-12-28", true},
	} {
		if got := c.Days(day(t, one.start), one.days); got.Day.String() != one.end || got.Certain != one.certain {
			t.Errorf("%d days from %s: %s, certain %v", one.days, one.start, got.Day, got.Certain)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		start := workday.Today(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)).Plus(rapid.IntRange(0, 700).Draw(t, "day"))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		end := c.Workdays(start, n).Day
		if !c.IsWorkday(end) || c.Left(start, end) != n || c.Left(end, start) != 0 {
			t.Fatalf("%d working days from %s end on %s", n, start, end)
		}
		if early := c.Earlier(end, n); !c.IsWorkday(early) || c.Left(early, end) != n {
			t.Fatalf("%d working days before %s is %s", n, end, early)
		}
	})
}

// A year may stand twice where its days are the same; else, and where two
// years disagree about a day, nobody knows which holds.
func TestArrangementsThatDisagree(t *testing.T) {
	t.Parallel()
	year := workday.Year{Year: 2026, Notice: "通知", Off: []workday.Holiday{{First: day(t, "2026-01-01"), Last: day(t, "2026-01-03")}}}
	other := workday.Year{Year: 2026, Off: []workday.Holiday{{First: day(t, "2026-01-01"), Last: day(t, "2026-01-02")}}}
	before := workday.Year{Year: 2025, Work: []workday.Day{day(t, "2025-12-28")}}
	after := workday.Year{Year: 2026, Off: []workday.Holiday{{First: day(t, "2025-12-28"), Last: day(t, "2026-01-03")}}}
	if _, err := workday.NewCalendar(year, before, year); err != nil {
		t.Error(err)
	}
	for _, years := range [][]workday.Year{{year, other}, {other, year}, {before, after}} {
		if _, err := workday.NewCalendar(years...); err == nil {
			t.Error("a contradiction is taken")
		}
	}
}
