package submission

import (
	"regexp"
	"strings"
	"time"

	"credit/internal/fold"
	"credit/internal/sheet"
)

// dayForms are the ways a day is written as text; the day of the month may be
// left out.
var dayForms = []*regexp.Regexp{
	regexp.MustCompile(`^([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?$`),
	regexp.MustCompile(`^([0-9]{4})年([0-9]{1,2})月(?:([0-9]{1,2})[日号])?$`),
}

var clockForm = regexp.MustCompile(`^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$`)

// earliestYear and latestYear bound what is taken for a day: a day of 1900 is
// a small number that somebody typed into a date cell.
const (
	earliestYear = 1949
	latestYear   = 2100
)

// dayOf reads a cell as a day, 2026-03-02, or as a month, 2026-03; it reports
// false where it is neither.
func dayOf(cell sheet.Cell, from1904 bool) (string, bool) {
	if cell.Kind == sheet.Number || cell.Date {
		if !cell.Date {
			return "", false
		}
		day, _, ok := cell.Moment(from1904)
		return day, ok && plausible(day)
	}
	if cell.Kind != sheet.Text {
		return "", false
	}
	text, clock, _ := strings.Cut(fold.Line(cell.Text), " ")
	if !clockForm.MatchString(fold.Text(clock)) {
		text = cell.Text
	}
	for _, form := range dayForms {
		if parts := form.FindStringSubmatch(fold.Text(text)); parts != nil {
			return calendarDay(parts[1], parts[2], parts[3])
		}
	}
	return "", false
}

func calendarDay(year, month, day string) (string, bool) {
	two := func(digits string) string { return ("0" + digits)[len(digits)-1:] }
	text, form := year+"-"+two(month), "2006-01"
	if day != "" {
		text, form = text+"-"+two(day), time.DateOnly
	}
	_, err := time.Parse(form, text)
	return text, err == nil && plausible(text)
}

func plausible(day string) bool {
	first, err := time.Parse("2006", day[:min(len(day), 4)])
	return err == nil && first.Year() >= earliestYear && first.Year() <= latestYear
}

// isFullDay tells a day from a month.
func isFullDay(day string) bool { return len(day) == len(time.DateOnly) }
