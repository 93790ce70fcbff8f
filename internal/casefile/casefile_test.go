package casefile_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/casefile"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/workday"
	embedded "credit/rubric"
)

// id is a made-up ID number that belongs to nobody: its area code is younger
// than its date of birth.
func id(n int) string {
	first := fmt.Sprintf("23071719700101%03d", n%1000)
	return first + string(practitioner.CheckCharacter(first))
}

func day(t testing.TB, text string) workday.Day {
	t.Helper()
	d, ok := workday.Parse(text)
	if !ok {
		t.Fatalf("%s is no day", text)
	}
	return d
}

func read(t testing.TB, book sheet.Workbook, today workday.Day) *casefile.Register {
	t.Helper()
	register, err := tryRead(t, book, today)
	if err != nil {
		t.Fatal(err)
	}
	return register
}

// readAsked reads a register for a day that somebody asked for.
func readAsked(t testing.TB, book sheet.Workbook, today workday.Day) *casefile.Register {
	t.Helper()
	o := options(t)
	o.Today, o.Asked = today, true
	register, err := casefile.Read(book, o)
	if err != nil {
		t.Fatal(err)
	}
	return register
}

func tryRead(t testing.TB, book sheet.Workbook, today workday.Day) (*casefile.Register, error) {
	t.Helper()
	o := options(t)
	o.Today = today
	return casefile.Read(book, o)
}

func options(t testing.TB) casefile.Options {
	t.Helper()
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		t.Fatal(err)
	}
	years, err := rubric.LoadCalendar("calendar.yaml", embedded.Calendar)
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := workday.NewCalendar(years...)
	if err != nil {
		t.Fatal(err)
	}
	return casefile.Options{Rubric: r, Calendar: calendar}
}

const (
	correctionHead = "== 更正申请\n编号 | 姓名 | 身份证件号码 | 收到日期 | 内容 | 办结日期 | 结果 | 告知日期\n"
	repairHead     = "== 信用修复\n编号 | 姓名 | 身份证件号码 | 信用等级 | 指标 | 认定日期 | 收到日期 | 再次失信日期 | 办结日期 | 结果\n"
	reportHead     = "== 实名举报\n编号 | 收到日期 | 延长告知日期 | 办结日期 | 结果 | 答复日期\n"
)

// one reads a register of one row and gives its case.
func one(t testing.TB, text, today string) *casefile.Case {
	t.Helper()
	register := read(t, sheettest.Parse(text), day(t, today))
	if len(register.Cases) != 1 {
		t.Fatalf("%d cases", len(register.Cases))
	}
	return register.Cases[0]
}

// A repair is refused for the first ground that applies; the first day on which
// it could be accepted is the day after three calendar months, on whatever day
// of the week that falls (article 18; reading 9).
func TestRepairsThatArticle18Refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ row, state, reason, acceptable string }{
		{"C | 8 | 2025-01-15 | 2025-04-15 | | |", "refused", "within-three-months", "2025-04-16"},
		{"C | 8 | 2025-01-15 | 2025-04-16 | | |", "open", "", ""},
		{"D | 8 | 2024-11-30 | 2025-02-28 | | |", "refused", "within-three-months", "2025-03-01"},
		{"D | 8 | 2024-11-30 | 2025-03-01 | | |", "open", "", ""},
		{"d级 | 第8项 | 2024-11-30 | 2025-03-01 | | 2025-03-03 | 准予修复", "done", "", ""},
		{"C | 8 | 2024-11-30 | 2025-03-01 | | 2025-03-03 | 不予修复", "done", "", ""},
		{"C | 8 | 2024-11-30 | 2025-02-20 | | 2025-03-03 | 准予修复", "refused", "within-three-months", "2025-03-01"},
		{"E | | | 2025-03-01 | | |", "refused", "grade-not-eligible", ""},
		{"A | 8 | 2024-11-30 | 2025-02-01 | 2025-02-10 | |", "refused", "grade-not-eligible", ""},
		{"B | 8 | 2024-11-30 | 2025-03-01 | | |", "refused", "grade-not-eligible", ""},
		{"C | | 2024-11-30 | 2025-02-01 | 2025-02-10 | |", "refused", "no-breach-on-record", ""},
		{"C | 8 | | 2025-02-01 | | |", "refused", "no-breach-on-record", ""},
		{"C | 8 | 2024-11-30 | 2025-02-01 | 2025-02-10 | |", "refused", "within-three-months", "2025-05-11"},
		{"C | 8 | 2024-11-30 | 2025-03-01 | 2025-03-10 | |", "refused", "relapsed", "2025-06-11"},
		{"C | 8 | 2024-11-30 | 2025-03-01 | 2025-03-10 | 2025-03-10 | 不予修复", "refused", "relapsed", "2025-06-11"},
		{"C | 8 | 2024-11-30 | 2025-03-01 | 2025-04-10 | 2025-03-10 | 准予修复", "done", "", ""},
	} {
		got := one(t, repairHead+"修1 | 李四 | "+id(1)+" | "+c.row, "2026-01-05")
		if string(got.State) != c.state || string(got.Reason) != c.reason || got.Acceptable.String() != c.acceptable || got.IsFaulty() {
			t.Errorf("%s: %s, %s, from %s, %v; want %s, %s, from %s", c.row, got.State, got.Reason, got.Acceptable, got.Faults, c.state, c.reason, c.acceptable)
		}
		if c.acceptable != "" && !strings.Contains(strings.Join(got.Notes(), ""), "最早 "+c.acceptable+" 起可以受理") {
			t.Errorf("%s: %s", c.row, got.Notes())
		}
	}
}

// A case with a legal term is finished once it was decided and told; the later
// of the two days decides whether that was in time. The due day itself is in
// time, and five working days before it the case is due soon.
func TestStatesOfCasesWithATerm(t *testing.T) {
	t.Parallel()
	const correction, report = correctionHead + "1 | 李四 | ID | 2026-02-27 | 内容 | ", reportHead + "1 | 2026-01-16 | "
	for _, c := range []struct {
		row, today, state string
		left              int
	}{
		{correction, "2026-02-27", "open", 15},
		{correction, "2026-03-11", "open", 6},
		{correction, "2026-03-12", "due-soon", 5},
		{correction, "2026-03-19", "due-soon", 0},
		{correction, "2026-03-20", "overdue", 1},
		{correction + "2026-03-19 | 已更正", "2026-03-19", "due-soon", 0},
		{correction + "2026-03-19 | 已更正", "2026-03-20", "overdue", 1},
		{correction + "2026-03-19 | 已更正 | 2026-03-19", "2026-05-20", "done", 0},
		{correction + "2026-03-19 | 已更正 | 2026-03-20", "2026-05-20", "done-late", 0},
		{correction + "2026-03-20 | 不予更正 | 2026-03-20", "2026-05-20", "done-late", 0},
		{report, "2026-03-05", "due-soon", 0},
		{report, "2026-03-06", "overdue", 1},
		{report + "2026-03-05", "2026-03-06", "open", 6},
		{report + "2026-01-20", "2026-03-16", "due-soon", 0},
		{report + "| 2026-03-05 | 属实 | 2026-03-05", "2026-03-20", "done", 0},
		{report + "| 2026-03-05 | 属实 | 2026-03-06", "2026-03-20", "done-late", 0},
		{report + "2026-03-05 | 2026-03-16 | 属实 | 2026-03-16", "2026-03-20", "done", 0},
		{report + "2026-03-05 | 2026-03-16 | 属实 | 2026-03-17", "2026-03-20", "done-late", 0},
		{report + "2026-03-05 | 2026-03-16 | 属实", "2026-03-20", "overdue", 4},
	} {
		got := one(t, strings.Replace(c.row, "ID", id(1), 1), c.today)
		if string(got.State) != c.state || got.Left != c.left || got.IsFaulty() || got.Reason != "" {
			t.Errorf("%s on %s: %s with %d left, %v; want %s with %d", c.row, c.today, got.State, got.Left, got.Faults, c.state, c.left)
		}
	}
}

// What runs into a year without a calendar has no due day, only a tentative
// one, and is open; finished before that year it was in time for certain.
func TestADeadlineInAYearWithoutACalendar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ row, tentative, state string }{
		{correctionHead + "1 | 李四 | ID | 2026-12-15 | 内容", "2027-01-06", "open"},
		{correctionHead + "1 | 李四 | ID | 2026-12-15 | 内容 | 2026-12-20 | 已更正 | 2026-12-31", "2027-01-06", "done"},
		{correctionHead + "1 | 李四 | ID | 2026-12-15 | 内容 | 2027-01-20 | 已更正 | 2027-01-20", "2027-01-06", "done"},
		{reportHead + "1 | 2026-11-17 | 2026-12-20", "2027-01-08", "open"},
		{correctionHead + "1 | 李四 | ID | 2023-12-15 | 内容", "2024-01-08", "open"},
	} {
		got := one(t, strings.Replace(c.row, "ID", id(1), 1), "2027-03-01")
		if string(got.State) != c.state || got.Reason != casefile.CalendarUnknown || !got.Due.IsZero() || got.Tentative.String() != c.tentative || got.IsFaulty() {
			t.Errorf("%s: %s, %s, due %s, tentative %s, %v", c.row, got.State, got.Reason, got.Due, got.Tentative, got.Faults)
		}
		if past := strings.HasPrefix(got.Notes()[0], "暂定期限已过"); past != (c.state == "open") {
			t.Errorf("%s: %s", c.row, got.Notes())
		}
		if got.DueText() != "暂定 "+c.tentative || !strings.Contains(got.Notes()[0], "暂定") {
			t.Errorf("%s is shown as %s, %s", c.row, got.DueText(), got.Notes())
		}
	}
}

// A date is a date cell, also of a workbook that counts from 1904 and with a
// time of day, or text in one of three forms, whatever its cell's format;
// nothing else is taken for one.
func TestDatesOfTheRegister(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ cell, day string }{
		{"#46083@", "2026-03-02"}, {"#46083.75@", "2026-03-02"}, {"2026-03-02", "2026-03-02"}, {"2026/3/2", "2026-03-02"},
		{"２０２６年３月２日", "2026-03-02"}, {"=#46083@", "2026-03-02"},
		{"#46083", ""}, {"#20260302", ""}, {"20260302", ""}, {"2026.3.2", ""}, {"2026-02-30", ""}, {"2026年3月", ""}, {"3月2日", ""},
		{"#0.5@", ""}, {"#12@", ""}, {"#60@", ""}, {"?", ""}, {"!#N/A", ""}, {"!TRUE", ""}, {"2026-03-21", ""},
	} {
		register := read(t, sheettest.Parse(correctionHead+"1 | 李四 | "+id(1)+" | "+c.cell+" | 内容"), day(t, "2026-03-20"))
		got := register.Cases[0]
		if got.Received.String() != c.day || got.IsFaulty() != (c.day == "") {
			t.Errorf("%s is read as %s, %v", c.cell, got.Received, got.Faults)
		}
	}
	from1904 := strings.Replace(correctionHead, "编号", "count from 1904\n编号", 1)
	if got := one(t, from1904+"1 | 李四 | "+id(1)+" | #44621@ | 内容", "2026-03-20"); got.Received.String() != "2026-03-02" {
		t.Errorf("from 1904: %s", got.Received)
	}
	book := sheettest.Parse(correctionHead + "1 | 李四 | " + id(1) + " | 2026年3月2日 | 内容")
	book[0].Rows[1].Cells[3].Date = true
	if got := read(t, book, day(t, "2026-03-20")).Cases[0]; got.IsFaulty() || got.Received.String() != "2026-03-02" {
		t.Errorf("text in a date cell: %v", got.Faults)
	}
}

// What an accepted case allows: WhyNot is empty only where the practitioner's
// favour was decided, the row is sound, and article 18 does not refuse.
func TestWhichCasesChangeAnswers(t *testing.T) {
	t.Parallel()
	register := read(t, sheettest.Parse(correctionHead+
		"更1 | 李四 | "+id(1)+" | 2026-03-02 | 内容 | 2026-03-05 | 已更正\n"+
		"更2 | 李四 | "+id(1)+" | 2026-03-02 | 内容 | 2026-03-05 | 不予更正 | 2026-03-05\n"+
		"更3 | 李四 | "+id(1)+" | 2026-03-02 | 内容\n"+
		"更4 | 李四 | 123 | 2026-03-02 | 内容 | 2026-03-05 | 已更正\n"+
		"更5 | 李四 | "+id(1)+" | 2026-03-02 | 内容 | 2026-03-05\n"+
		"同 | 李四 | "+id(1)+" | 2026-03-02 | 内容 | 2026-03-05 | 已更正\n"+
		repairHead+
		"修1 | 王五 | "+id(2)+" | C | 8 | 2025-11-30 | 2026-03-02 | | 2026-03-05 | 准予修复\n"+
		"修2 | 王五 | "+id(2)+" | B | 8 | 2025-11-30 | 2026-03-02 | | 2026-03-05 | 准予修复\n"+
		"修3 | 王五 | "+id(2)+" | C | 8 | 2025-11-30 | 2026-03-02 | | 2026-03-05 | 不予修复\n"+
		"同 | 王五 | "+id(2)+" | C | 8 | 2025-11-30 | 2026-03-02 | | 2026-03-05 | 准予修复\n"+
		reportHead+"举1 | 2026-03-02 | | 2026-03-05 | 属实 | 2026-03-05"), day(t, "2026-03-20"))
	for number, why := range map[string]string{
		"更1": "", "修 １": "", "更2": "结果是“不予更正”", "更3": "还没有办结", "更4": "台账的这一行有误", "更5": "没有填结果", "同": "不止一处",
		"修2": "按第十八条不予修复：信用等级不是 C 级、D 级", "修3": "结果是“不予修复”",
	} {
		c := register.Find(number)
		if c == nil {
			t.Errorf("%s is not found", number)
			continue
		}
		if got := register.Refuses(number, c.ID, 8); !strings.HasSuffix(got, register.WhyNot(c)) || (why == "") != (got == "") {
			t.Errorf("%s: %q", number, got)
		}
		if got := register.WhyNot(c); !strings.Contains(got, why) || (why == "") != (got == "") {
			t.Errorf("%s: %q, want %q", number, got, why)
		}
	}
	if c := register.Find("更1"); c.Kind != casefile.Correction || c.ID.Reveal() != id(1) || c.Name != "李四" {
		t.Errorf("%+v", c)
	}
	if got := register.Refuses("更1", practitioner.NewID(id(2)), 8); !strings.HasPrefix(got, "编号“更1”在台账里是另一个人的（***") {
		t.Error(got)
	}
	if got := register.Refuses("没有", practitioner.NewID(id(2)), 8); got != "台账的“更正申请”“信用修复”里没有编号“没有”" {
		t.Error(got)
	}
	if got := register.Refuses("修1", practitioner.NewID(id(2)), 9); got != "编号“修1”修复的不是第 9 项" {
		t.Error(got)
	}
	if register.Find("举1") != nil || register.Find("没有") != nil || register.Find("") != nil {
		t.Error("a case is found that changes no answers")
	}
}

// No row is lost and none is made up, whatever stands in the cells: every row
// that is not blank is a case, sound or faulty, and each fault names a cell of
// its own row. What is shown of it holds no ID number in full.
func TestNoRowIsLost(t *testing.T) {
	t.Parallel()
	number := id(7)
	cell := rapid.SampledFrom([]string{
		"", "", "1", "更1", number, "李四", "C", "E", "8", "8、99", "2026-03-02", "2026-03-19", "2025-11-30", "2027-01-01", "#46083@", "#46083",
		"#230717197001010", "?", "!#N/A", "已更正", "准予修复", "属实", "什么",
	})
	rapid.Check(t, func(rt *rapid.T) {
		var text strings.Builder
		want := 0
		for i, head := range []string{correctionHead, repairHead, reportHead} {
			text.WriteString(head)
			for range rapid.IntRange(0, 4).Draw(rt, "rows") {
				cells := rapid.SliceOfN(cell, 1, []int{8, 10, 6}[i]).Draw(rt, "cells")
				if strings.Join(cells, "") != "" {
					want++
					text.WriteString(strings.Join(cells, " | ") + "\n")
				}
			}
		}
		register := read(t, sheettest.Parse(text.String()), day(t, "2026-03-20"))
		faulty := 0
		for _, c := range register.Cases {
			if c.IsFaulty() {
				faulty++
			}
			if (c.State == "") != (c.Reason == casefile.Faulty) || c.State == "" && !c.IsFaulty() {
				rt.Fatalf("%+v", c)
			}
			for _, f := range c.Faults {
				if f.Sheet != c.Sheet || f.Row != c.Row || f.Column == 0 || f.Text == "" || f.Hint == "" {
					rt.Fatalf("%+v", f)
				}
			}
		}
		if len(register.Cases) != want || register.Sound()+faulty != want {
			rt.Fatalf("%d rows are %d cases, %d sound and %d faulty", want, len(register.Cases), register.Sound(), faulty)
		}
		shown := everything(rt, register)
		if strings.Count(shown, `{"case":`) != want {
			rt.Fatalf("%d rows, and these lines:\n%s", want, shown)
		}
		if strings.Contains(shown, number) {
			rt.Fatalf("an ID number shows:\n%s", shown)
		}
	})
}

// everything is all that is made of a register, in one text.
func everything(t interface{ Fatal(...any) }, register *casefile.Register) string {
	var out strings.Builder
	if err := errors.Join(register.WriteJSON(&out), register.WriteICS(&out)); err != nil {
		t.Fatal(err)
	}
	for _, f := range register.Faults {
		out.WriteString(f.Line())
	}
	pages := append(register.Pages(""), register.Overview(true))
	answers, without := register.Answers()
	for _, a := range answers {
		pages = append(pages, a.Pages("")...)
		out.WriteString(a.Label())
	}
	for _, page := range pages {
		for row := range page.All() {
			for _, v := range row {
				out.WriteString(v.Shown(sheet.PlainText) + "\n")
			}
		}
	}
	for _, line := range slices.Concat(without, register.Warnings(), register.Explained(true), register.Reminders) {
		out.WriteString(line)
	}
	return out.String()
}
