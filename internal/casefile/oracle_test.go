package casefile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/6tail/lunar-go/HolidayUtil"

	"credit/internal/casefile"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/workday"
)

// Every due day that ends in 2026 or before agrees with lunar-go's calendar of
// the State Council's arrangements, from the register to the JSON line: 15
// working days, 30 working days, 30 and 10 days more, on whatever day of the
// 30 that was told. What runs into 2027 has no due day.
func TestDueDaysAgreeWithAnIndependentCalendar(t *testing.T) {
	t.Parallel()
	const told = 4 // the extensions that are tried for a start day
	first := time.Date(2024, time.November, 14, 0, 0, 0, 0, time.UTC)
	var corrections, reports sheettest.Sheet
	corrections.Info.Name, reports.Info.Name = "更正申请", "实名举报"
	corrections.Rows = []sheet.Row{sheettest.Row(1, "编号", "姓名", "身份证件号码", "收到日期", "内容", "办结日期", "结果", "告知日期")}
	reports.Rows = []sheet.Row{sheettest.Row(1, "编号", "收到日期", "延长告知日期", "办结日期", "结果", "答复日期")}
	want := map[string]string{}
	expect := func(kind casefile.Kind, number string, due time.Time) {
		text := due.Format(time.DateOnly)
		if due.Year() > 2026 {
			text = ""
		}
		want[string(kind)+number] = text
	}
	for day := first; day.Year() < 2027; day = day.AddDate(0, 0, 1) {
		start := day.Format(time.DateOnly)
		n := len(corrections.Rows)
		corrections.Rows = append(corrections.Rows, sheettest.Row(n+1, start, "李四", id(n), start, "内容"))
		expect(casefile.Correction, start, lunarWorkdays(day, 15))
		thirtieth := lunarWorkdays(day, 30)
		reports.Rows = append(reports.Rows, sheettest.Row(len(reports.Rows)+1, start, start))
		expect(casefile.Report, start, thirtieth)
		longer := thirtieth.AddDate(0, 0, 10)
		for !lunarWorks(longer) {
			longer = longer.AddDate(0, 0, 1)
		}
		for i := range told {
			number := fmt.Sprintf("%s-%d", start, i)
			on := thirtieth.AddDate(0, 0, -7*i).Format(time.DateOnly)
			reports.Rows = append(reports.Rows, sheettest.Row(len(reports.Rows)+1, number, start, on))
			expect(casefile.Report, number, longer)
		}
	}
	register := read(t, sheettest.Book{corrections, reports}, workday.Day{})
	var lines bytes.Buffer
	if err := register.WriteJSON(&lines); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for to := json.NewDecoder(&lines); to.More(); seen++ {
		var line struct{ Case, Kind, Due, State, Reason string }
		if err := to.Decode(&line); err != nil {
			t.Fatal(err)
		}
		due := want[line.Kind+line.Case]
		if line.Due != due || (due == "") != (line.Reason == "calendar-unknown") || line.State != "open" {
			t.Fatalf("%+v, want due %q", line, due)
		}
	}
	if seen != len(want) || seen < 6*770 {
		t.Errorf("%d lines for %d cases", seen, len(want))
	}
}

// lunarWorks is what lunar-go says of a day.
func lunarWorks(day time.Time) bool {
	if holiday := HolidayUtil.GetHoliday(day.Format(time.DateOnly)); holiday != nil {
		return holiday.IsWork()
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

func lunarWorkdays(day time.Time, n int) time.Time {
	for n > 0 {
		if day = day.AddDate(0, 0, 1); lunarWorks(day) {
			n--
		}
	}
	return day
}
