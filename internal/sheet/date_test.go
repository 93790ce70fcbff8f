package sheet_test

import (
	"testing"

	"credit/internal/sheet"
)

// A number under a date format stands for the day and the time that a
// spreadsheet shows, those of 1904 and the day that never was included.
func TestANumberStandsForADayAndATime(t *testing.T) {
	for _, c := range []struct {
		text       string
		from1904   bool
		day, clock string
		ok         bool
	}{
		{"46083", false, "2026-03-02", "", true},
		{"45413.0", false, "2024-05-01", "", true},
		{"4.6083E4", false, "2026-03-02", "", true},
		{"44621", true, "2026-03-02", "", true},
		{"0", true, "1904-01-01", "", true},
		{"1", false, "1900-01-01", "", true},
		{"59", false, "1900-02-28", "", true},
		{"60", false, "1900-02-29", "", true},
		{"61", false, "1900-03-01", "", true},
		{"2958465", false, "9999-12-31", "", true},
		{"2958466", false, "", "", false},
		{"46083.354166666664", false, "2026-03-02", "08:30", true},
		{"46083.5000115740741", false, "2026-03-02", "12:00:01", true},
		{"46082.99999999", false, "2026-03-02", "", true},
		{"0.75", false, "", "18:00", true},
		{"0", false, "", "00:00", true},
		{"-1", false, "", "", false},
		{"1E300", false, "", "", false},
		{"x", false, "", "", false},
	} {
		cell := sheet.Cell{Kind: sheet.Number, Text: c.text, Date: true}
		day, clock, ok := cell.Moment(c.from1904)
		if ok != c.ok || ok && (day != c.day || clock != c.clock) {
			t.Errorf("%s is %q %q %v, want %q %q %v", c.text, day, clock, ok, c.day, c.clock, c.ok)
		}
	}
	for text, want := range map[string][2]string{
		"2026-03-02": {"2026-03-02", ""}, "2026-03-02T00:00:00": {"2026-03-02", ""},
		"2026-03-02T08:30:00Z": {"2026-03-02", "08:30"}, "2026-03-02T08:30:15.500": {"2026-03-02", "08:30:15"},
	} {
		day, clock, ok := sheet.Cell{Kind: sheet.Text, Text: text, Date: true}.Moment(false)
		if !ok || day != want[0] || clock != want[1] {
			t.Errorf("%s is %q %q %v", text, day, clock, ok)
		}
	}
	for _, cell := range []sheet.Cell{{Kind: sheet.Text, Text: "2026-02-30"}, {Kind: sheet.Text, Text: "是"}, {Kind: sheet.Bool, Text: "TRUE"}, {}} {
		if _, _, ok := cell.Moment(false); ok {
			t.Errorf("%+v is a moment", cell)
		}
	}
}
