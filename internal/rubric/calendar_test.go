package rubric_test

import (
	"strings"
	"testing"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// The calendar that ships holds 2024 to 2026, each with its notice.
func TestTheCalendarThatShips(t *testing.T) {
	t.Parallel()
	years, err := rubric.LoadCalendar("calendar.yaml", embedded.Calendar)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ source, issued string }{
		{"国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）", "2023-10-25"},
		{"国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）", "2024-11-12"},
		{"国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）", "2025-11-04"},
	} {
		if got := years[i]; got.Year != 2024+i || got.Source() != want.source || got.Issued.String() != want.issued {
			t.Errorf("%d: %s, %s", got.Year, got.Source(), got.Issued)
		}
	}
}

// Every mistake in a calendar is told with its line and column, and what to
// write instead; then nothing of it is used.
func TestBrokenCalendars(t *testing.T) {
	t.Parallel()
	const sound = `years:
  - year: 2027
    notice: 通知
    issued: 2026-11-05
    holidays:
      - { name: 元旦, from: 2026-12-31, to: 2027-01-02 }
      - { name: 春节, from: 2027-02-05, to: 2027-02-11 }
    workdays:
      - 2027-02-13
      - 2026-12-26
`
	if years, err := rubric.LoadCalendar("c.yaml", []byte(sound)); err != nil || len(years) != 1 || years[0].Source() != "通知" {
		t.Fatalf("%v, %v", years, err)
	}
	for _, one := range []struct{ old, new, says string }{
		{"2027-02-13", "2027-02-12", "c.yaml 第 9 行第 9 列：2027-02-12 不是周末，不用调休上班，请核对"},
		{"2027-02-13", "2026-12-26", "c.yaml 第 10 行第 9 列：2026-12-26 写了两次（第 9 行已有），请只保留一处"},
		{"2027-02-13", "2027-02-06", "c.yaml 第 9 行第 9 列：2027-02-06 写了两次（第 7 行已有）"},
		{"from: 2027-02-05, to: 2027-02-11", "from: 2027-01-02, to: 2027-01-04", "第 7 行第 9 列：2027-01-02 写了两次（第 6 行已有）"},
		{"to: 2027-02-11", "to: 2027-02-04", "第 7 行第 43 列：放假的最后一天 2027-02-04 早于第一天 2027-02-05"},
		{"to: 2027-02-11", "to: 2027-12-11", "超过 31 天"},
		{"from: 2026-12-31, to: 2027-01-02", "from: 2026-11-30, to: 2026-12-02", "第 6 行第 27 列：2026-11-30 不在 2027 年（元旦的安排可以在上一年 12 月）"},
		{"2027-02-13", "2028-02-12", "2028-02-12 不在 2027 年"},
		{"to: 2027-02-11", "to: 2027-02-30", "日期应当写成 \"2027-01-01\" 的样子，而不是“2027-02-30”"},
		{"to: 2027-02-11", "til: 2027-02-11", "缺少“to”"},
		{"issued: 2026-11-05", "issued: 去年", "日期应当写成"},
		{"year: 2027", "year: 27", "年度应当是四位数字"},
		{"year: 2027", "yaer: 2027", "不认识的名称“yaer”"},
		{"    notice: 通知\n", "", "缺少“notice”"},
		{"notice: 通知", "notice： 通知", "全角冒号"},
		{"years:\n", "years: []\nmore:\n", "一项也没有"},
		{"years:\n", "years:\n  - year: 2027\n    notice: 通知\n    issued: 2026-11-05\n    holidays: [{ name: 元旦, from: 2027-01-01, to: 2027-01-03 }]\n", "2027 年的安排写了两次"},
	} {
		if !strings.Contains(sound, one.old) {
			t.Fatalf("%q is not in the calendar", one.old)
		}
		_, err := rubric.LoadCalendar("c.yaml", []byte(strings.Replace(sound, one.old, one.new, 1)))
		if err == nil || !strings.Contains(err.Error(), one.says) {
			t.Errorf("%s → %s:\n%v\nwant %s", one.old, one.new, err, one.says)
		}
	}
}
