package casefile_test

import (
	"strings"
	"testing"

	"credit/internal/casefile"
	"credit/internal/output"
	"credit/internal/sheet/sheettest"
)

// A number that a spreadsheet spoilt, or that could be taken for an ID number,
// is a fault that says what to write; the due day is computed all the same.
// Doubles are sought in the numbers as they stand, not as they are shown.
func TestNumbersOfCases(t *testing.T) {
	t.Parallel()
	for cell, fault := range map[string]string{
		"更1": "", "#1": "", "20260316001": "", "": "缺“编号”",
		"#46083@": "当成了日期", "#2.0260316000000001E+17": "科学记数", "2.02603E+17": "科学记数",
		"202603160000001": "15 位或更多", "#202603160000001": "15 位或更多",
	} {
		c := one(t, correctionHead+cell+" | 李四 | "+id(1)+" | 2026-03-02 | 内容", "2026-03-20")
		if (fault == "") == c.IsFaulty() || fault != "" && (len(c.Faults) != 1 || !strings.Contains(c.Faults[0].Text, fault) || c.Faults[0].Hint == "") {
			t.Errorf("%s: %v", cell, c.Faults)
		}
		if c.Due.String() != "2026-03-23" || c.State != casefile.DueSoon {
			t.Errorf("%s: due %s, %s", cell, c.Due, c.State)
		}
	}
	const long = "2026031600000000"
	register := read(t, sheettest.Parse(correctionHead+
		long+"01 | 李四 | "+id(1)+" | 2026-03-02 | 内容\n"+long+"02 | 李四 | "+id(1)+" | 2026-03-02 | 内容\n"+long+"01 | 李四 | "+id(1)+" | 2026-03-02 | 内容"), day(t, "2026-03-20"))
	for i, doubled := range []bool{false, false, true} {
		if got := len(register.Cases[i].Faults) == 1; !got || strings.Contains(register.Faults[i].Line(), long) {
			t.Errorf("%v", register.Cases[i].Faults)
		}
		if why := register.WhyNot(register.Cases[i]); strings.Contains(why, "不止一处") != (doubled || i == 0) {
			t.Errorf("%d: %s", i, why)
		}
	}
}

// A row that is no case is told in one line; so is one of which nothing stands
// there but the number.
func TestRowsThatAreNoCases(t *testing.T) {
	t.Parallel()
	for row, fault := range map[string]string{
		"合计 | 3 件": "合计", "填表人：甲": "合计", "填表人：甲 | | 审核人：乙": "合计", "更9": "只填了编号一格",
		strings.TrimPrefix(correctionHead, "== 更正申请\n"): "又是表头",
	} {
		c := one(t, correctionHead+row, "2026-03-20")
		if len(c.Faults) != 1 || !strings.Contains(c.Faults[0].Text, fault) || c.Reason != casefile.Faulty || strings.Contains(c.Faults[0].Line(), "*") {
			t.Errorf("%s: %v, %s", row, c.Faults, c.Reason)
		}
	}
}

// A file name keeps what the letter is, however long the case's number.
func TestALongNumberKeepsTheEndOfTheFileName(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("伊美区教育局更正申请", 5)
	register := read(t, sheettest.Parse(correctionHead+
		long+"甲 | 李四 | "+id(1)+" | 2026-03-02 | 内容 | 2026-03-05 | 已更正\n"+long+"乙 | 李四 | "+id(1)+" | 2026-03-02 | 内容 | 2026-03-05 | 已更正\n"), day(t, "2026-03-20"))
	answers, _ := register.Answers()
	var labels []string
	for _, a := range answers {
		labels = append(labels, a.Label())
	}
	names := output.LabelNames(labels, ".xlsx")
	if len(names) != 2 || names[0] == names[1] || !strings.HasSuffix(names[0], "-更正答复.xlsx") || !strings.HasSuffix(names[1], "-更正答复(2).xlsx") {
		t.Errorf("%q", names)
	}
}

// The calendar holds no two events that could be taken for one another: cases
// whose number is another's too are left out, and counted.
func TestNoTwoEventsShareANumber(t *testing.T) {
	t.Parallel()
	register := read(t, sheettest.Parse(correctionHead+
		"更1 | 李四 | "+id(1)+" | 2026-03-02 | 内容\n更 1 | 李四 | "+id(1)+" | 2026-03-02 | 内容\n更2 | 李四 | "+id(1)+" | 2026-03-02 | 内容\n | 李四 | "+id(1)+" | 2026-03-02 | 内容\n"+
		reportHead+"更2 | 2026-03-02\n"), day(t, "2026-03-20"))
	var made strings.Builder
	if err := register.WriteICS(&made); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(made.String(), "\r\n") {
		if strings.HasPrefix(line, "UID:") {
			if seen[line] {
				t.Errorf("%s stands twice", line)
			}
			seen[line] = true
		}
	}
	if len(seen) != 2 || register.Doubtful() != 3 {
		t.Errorf("%d events, %d left out", len(seen), register.Doubtful())
	}
}
