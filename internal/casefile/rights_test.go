package casefile_test

import (
	"strings"
	"testing"

	"credit/internal/casefile"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
)

// An extension that was told after the 30th working day is a fact and no
// fault: it counts for nothing, nobody is asked to delete it, and the letters
// say nothing of it.
func TestAnExtensionToldTooLate(t *testing.T) {
	t.Parallel()
	for row, state := range map[string]casefile.State{
		"举1 | 2026-01-16 | 2026-03-06":                                casefile.Overdue,
		"举1 | 2026-01-16 | 2026-03-06 | 2026-03-09 | 属实 | 2026-03-10": casefile.DoneLate,
	} {
		register := read(t, sheettest.Parse(reportHead+row), day(t, "2026-03-20"))
		c := register.Cases[0]
		if c.IsFaulty() || c.State != state || c.Due.String() != "2026-03-05" || c.Reason != "" {
			t.Errorf("%s: %+v", row, c)
		}
		warnings := strings.Join(register.Warnings(), "")
		if !strings.Contains(warnings, "不算延长") || strings.Contains(warnings, "删") || !strings.Contains(strings.Join(c.Notes(), ""), warnings[strings.Index(warnings, "延长"):]) {
			t.Errorf("%s: %s, %s", row, warnings, c.Notes())
		}
		answers, without := register.Answers()
		if want := map[casefile.State]int{casefile.DoneLate: 1}[state]; len(answers) != want || want == 1 && answers[0].What != "举报答复" || len(without) != 1 {
			t.Errorf("%s: %v, %s", row, answers, without)
		}
	}
}

// What a case's dates cannot be: an extension told after the case was ended.
func TestImpossibleOrders(t *testing.T) {
	t.Parallel()
	for row, fault := range map[string]string{
		"举1 | 2026-01-16 | 2026-03-05 | 2026-03-04 | 属实":              "办结日期 2026-03-04 早于延长告知日期 2026-03-05",
		"举1 | 2026-01-16 | 2026-03-05 | 2026-03-04 | 属实 | 2026-03-04": "早于延长告知日期",
		"举1 | 2026-01-16 | 2026-03-05 | 2026-03-05 | 属实 | 2026-03-05": "",
	} {
		c := one(t, reportHead+row, "2026-03-20")
		if (fault == "") == c.IsFaulty() || fault != "" && !strings.Contains(c.Faults[0].Text, fault) {
			t.Errorf("%s: %v", row, c.Faults)
		}
	}
}

// Where no whole working day has passed since the due day, none is counted: a
// case that was due on Friday is just past on Saturday.
func TestNeverZeroDaysOver(t *testing.T) {
	t.Parallel()
	const row = correctionHead + "更1 | 李四 | #ID | 2026-03-06 | 内容"
	for today, left := range map[string]string{"2026-03-27": "今天到期", "2026-03-28": "刚过期", "2026-03-29": "刚过期", "2026-03-30": "超 1 天"} {
		register := read(t, sheettest.Parse(strings.Replace(row, "#ID", id(1), 1)), day(t, today))
		if got := register.Cases[0].LeftText(); got != left {
			t.Errorf("%s: %s, want %s", today, got, left)
		}
		if left == "刚过期" && !strings.Contains(everything(t, register), "\n刚过期\n已逾期\n") {
			t.Errorf("%s: the workbook says it otherwise", today)
		}
	}
}

// A day that somebody asked for may be past: what came later is told, and
// counts as it stands.
func TestDatesAfterTheDayAskedFor(t *testing.T) {
	t.Parallel()
	text := correctionHead + "更1 | 李四 | " + id(1) + " | 2026-03-02 | 内容 | 2026-03-05 | 已更正 | 2026-03-06"
	if c := one(t, text, "2026-03-05"); len(c.Faults) != 1 || !strings.Contains(c.Faults[0].Text, "晚于今天") {
		t.Errorf("%v", c.Faults)
	}
	register := readAsked(t, sheettest.Parse(text), day(t, "2026-03-05"))
	if c := register.Cases[0]; c.IsFaulty() || c.State != casefile.Done || !strings.Contains(strings.Join(register.Reminders, ""), "更正申请!H2（编号 更1）：告知日期 2026-03-06 晚于 --today 的 2026-03-05") {
		t.Errorf("%+v, %s", c, register.Reminders)
	}
}

// What nobody sees of a register counts, and is told.
func TestHiddenPartsAreTold(t *testing.T) {
	t.Parallel()
	register := read(t, sheettest.Parse("== 更正申请 hidden\nhide D:D\nhide 3:3\n"+strings.TrimPrefix(correctionHead, "== 更正申请\n")+
		"更1 | 李四 | "+id(1)+" | 2026-03-02 | 内容\n更2 | 李四 | "+id(1)+" | 2026-03-02 | 内容"), day(t, "2026-03-20"))
	told := strings.Join(register.Reminders, "\n")
	for _, want := range []string{"“更正申请”是隐藏的", "D 列（收到日期）是隐藏的", "有 1 行是隐藏的"} {
		if !strings.Contains(told, want) {
			t.Errorf("%s is not in %s", want, told)
		}
	}
	if len(register.Cases) != 2 || register.Sound() != 2 {
		t.Errorf("%d cases", len(register.Cases))
	}
}

// The repair period lasts from the receipt of the application to the decision
// (reading 9): a breach before it is a matter of its own.
func TestTheRepairPeriod(t *testing.T) {
	t.Parallel()
	for row, want := range map[string]string{
		"2025-01-15 | 2025-06-02 | 2025-06-01 | |":                 "open  ",
		"2025-01-15 | 2025-06-02 | 2025-06-02 | |":                 "refused relapsed 2025-09-03",
		"2025-01-15 | 2025-06-02 | 2025-06-10 | 2025-06-10 | 不予修复": "refused relapsed 2025-09-11",
		"2025-01-15 | 2025-06-02 | 2025-06-11 | 2025-06-10 | 准予修复": "done  ",
		"2025-04-15 | 2025-06-02 | 2025-06-01 | |":                 "refused within-three-months 2025-07-16",
		"2025-04-15 | 2025-06-02 | 2025-06-10 | |":                 "refused within-three-months 2025-09-11",
	} {
		register := read(t, sheettest.Parse(repairHead+"修1 | 李四 | "+id(1)+" | C | 8 | "+row), day(t, "2025-12-01"))
		c := register.Cases[0]
		if got := string(c.State) + " " + string(c.Reason) + " " + c.Acceptable.String(); got != want || c.IsFaulty() {
			t.Errorf("%s: %s, want %s, %v", row, got, want, c.Faults)
		}
		early := strings.Contains(row, "2025-06-01")
		if told := strings.Contains(strings.Join(register.Reminders, ""), "新的失信行为另行认定，另满 3 个月"); told != early {
			t.Errorf("%s: %s", row, register.Reminders)
		}
	}
}

// A refusal that the relapse prolongs names it, so that the day from which the
// application may be made again follows from what stands above it.
func TestTheReasonOfARefusalExplainsItsDay(t *testing.T) {
	t.Parallel()
	register := read(t, sheettest.Parse(repairHead+"修1 | 李四 | "+id(1)+" | C | 8 | 2025-04-15 | 2025-06-02 | 2025-06-10 | 2025-06-20 | 不予修复"), day(t, "2025-12-01"))
	shown := everything(t, register)
	for _, want := range []string{
		"自 2025年4月15日 被认定为失信行为之日起，至收到申请之日未满 3 个月（2025年7月15日 届满；第十八条第 1 项）。",
		"于 2025年6月10日 再次发生失信行为（第十八条第 2 项）；自再次失信之日起满 3 个月（2025年9月10日 届满），以再次失信的认定日期为准。",
		"最早可以自 2025年9月11日 起再次提出申请",
	} {
		if strings.Count(shown, want) != 2 {
			t.Errorf("%s does not stand in both letters", want)
		}
	}
}

// Nobody is told of a decision that nobody took: until the register has it, the
// letters about a repair that article 18 refuses are drafts. Each letter is a
// workbook of its own, beside the stamp, so that it counts its own pages.
func TestARefusalThatNobodyDecidedIsADraft(t *testing.T) {
	t.Parallel()
	for row, draft := range map[string]bool{"": true, " | | 2025-06-20 | 不予修复": false} {
		register := read(t, sheettest.Parse(repairHead+"修1 | 李四 | "+id(1)+" | C | 8 | 2025-04-15 | 2025-06-02"+row), day(t, "2025-12-01"))
		answers, _ := register.Answers()
		if len(answers) != 2 || len(answers[0].Pages("")) != 2 || len(answers[1].Pages("")) != 2 || answers[0].Draft != draft || answers[1].Draft != draft || strings.Contains(answers[0].Label(), "拟稿") != draft {
			t.Fatalf("%s: %+v", row, answers)
		}
		shown := everything(t, register)
		if got := strings.Count(shown, "告知书（拟稿）\n") + strings.Count(shown, "通知书（拟稿）\n"); (got == 2) != draft {
			t.Errorf("%s: %d titles of drafts", row, got)
		}
		if strings.Contains(shown, "\n拟不予修复，待教育部门、营商部门决定\n") != draft || strings.Contains(shown, "已经处理。依据") == draft || strings.Contains(shown, "送达回执") == draft {
			t.Errorf("%s:\n%s", row, shown)
		}
	}
}

// What a spreadsheet would take for a date or a number is text in a new
// register: numbers of cases, names, indicators.
func TestANewRegisterKeepsNumbersAsText(t *testing.T) {
	t.Parallel()
	kept := 0
	for _, page := range casefile.Blank(options(t).Rubric, "") {
		for _, c := range page.Columns {
			switch c.Header {
			case "编号", "姓名", "身份证件号码", "指标":
				kept++
				if c.Style != sheet.CodeText {
					t.Errorf("%s of %s is no text", c.Header, page.Name)
				}
			}
		}
	}
	if kept != 3+4+1+4 {
		t.Errorf("%d columns", kept)
	}
}
