package casefile_test

import (
	"strings"
	"testing"

	"credit/internal/casefile"
	"credit/internal/sheet/sheettest"
)

const sixColumns = "编号 | 收到日期 | 延长告知日期 | 办结日期 | 结果 | 答复日期"

// Article 19: whatever could hold something about a reporter beside the six
// columns of the reports, or above them, makes the register unusable; the
// message says where, and nothing that stands there.
func TestWhatCouldTellOfAReporterIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rows, place string }{
		{sixColumns + " | 举报人\n", "第 1 行的 G 列"},
		{sixColumns + " | 张三\n", "第 1 行的 G 列"},
		{sixColumns + " | 事由\n", "第 1 行的 G 列"},
		{sixColumns + " | 被举报人\n", "第 1 行的 G 列"},
		{sixColumns + " | 经办人姓名\n", "第 1 行的 G 列"},
		{sixColumns + " | 单位\n", "第 1 行的 G 列"},
		{sixColumns + "\n举1 | 2026-01-16 | | | | | 张三\n", "第 2 行的 G 列"},
		{sixColumns + "\n举1 | 2026-01-16 | | | | | | #13900000000\n", "第 2 行的 H 列"},
		{sixColumns + "\n举1 | 2026-01-16\n | | | | | | ?\n", "第 3 行的 G 列"},
		{sixColumns + " | 经办人\n举1 | 2026-01-16 | | | | | 张三 13900000000\n", "第 2 行的 G 列有关于个人"},
		{"实名举报台账　举报人：张三\n" + sixColumns + "\n", "第 1 行的 A 列有关于个人"},
		{"实名举报台账　139-0000-0000\n" + sixColumns + "\n", "第 1 行的 A 列有关于个人"},
		{"台账\n2026 年　电 话\n" + sixColumns + "\n", "第 2 行的 A 列有关于个人"},
		{" | | | | | | 张三\n" + sixColumns + "\n", "第 1 行的 G 列"},
		{"案件 | | 日期\n" + sixColumns + "\n", "第 1 行有几个单元格"},
	} {
		_, err := tryRead(t, sheettest.Parse("== 实名举报\n"+c.rows), day(t, "2026-03-20"))
		if err == nil || !strings.Contains(err.Error(), c.place) || !strings.Contains(err.Error(), "请") {
			t.Errorf("%s: %v, want %s", c.rows, err, c.place)
			continue
		}
		for _, said := range []string{"张三", "139", "事由", "经办人姓名", "单位", "案件 "} {
			if strings.Contains(err.Error(), said) {
				t.Errorf("%s is repeated: %v", said, err)
			}
		}
	}
	for _, rows := range []string{
		"伊美区教育局实名举报办理台账（2026-01-01 至 2026-12-31）\n" + sixColumns + "\n举1 | 2026-01-16\n",
		"序号 | 编号 | 经办部门 | 收到日期 | 延长告知日期 | 办结日期 | 结果 | 答复日期 | 经办人\n#1 | 举1 | 监督科 | 2026-01-16 | | | | | 李四\n",
		"台账\n序号 | " + sixColumns + "\n#1 | 举1 | 2026-01-16\n",
	} {
		register := read(t, sheettest.Parse("== 实名举报\n"+rows), day(t, "2026-03-20"))
		if got := register.Cases; len(got) != 1 || got[0].IsFaulty() || got[0].Number != "举1" || got[0].Due.String() != "2026-03-05" {
			t.Errorf("%s: %+v", rows, got)
		}
	}
}

// On other sheets a column about reporters is refused; a rule that protects
// them is none, nor are the reported.
func TestReportersOnOtherSheets(t *testing.T) {
	t.Parallel()
	for rows, refused := range map[string]bool{
		"== 材料\n编号 | 举报人\n":                                 true,
		"== 材料\n编号 | 实名举报人姓名\n":                             true,
		"== 材料\n编号 | 举 报 人（电话）\n":                           true,
		"== 举报人名单\n随便\n":                                    true,
		"== 说明\n1 | 严禁泄露举报人\n":                              false,
		"== 说明\n严禁泄露举报人信息\n":                                false,
		"== 说明\n举报者权益 | 依法保护\n":                             false,
		"== 举报王五\n编号 | 收到日期\n":                              false,
		"== 被举报人王五\n被举报人 | 王五\n":                            false,
		correctionHead[:len(correctionHead)-1] + " | 举报人\n": true,
	} {
		register, err := tryRead(t, sheettest.Parse(reportHead+"举1 | 2026-01-16\n"+rows), day(t, "2026-03-20"))
		if (err != nil) != refused {
			t.Errorf("%s: %v", rows, err)
		}
		if err == nil {
			refuseAll(t, register, "王五")
		}
	}
}

// What stands in place of a report's number and is none goes nowhere; the row
// is told by where it is, and its due day still is.
func TestTheNumberOfAReportTellsNothing(t *testing.T) {
	t.Parallel()
	for _, number := range []string{"举报人：张三", "张三 电话", "zhang@example.com", "举13900000000", "139-0000-0000", "+86 13900000000", "0458-3870000", "1.39E+10"} {
		register := read(t, sheettest.Parse(reportHead+number+" | 2026-01-16\n"), day(t, "2026-03-20"))
		c := register.Cases[0]
		if len(c.Faults) != 1 || c.Number != "" || c.Due.String() != "2026-03-05" || c.State != casefile.Overdue {
			t.Errorf("%s: %+v", number, c)
		}
		refuseAll(t, register, number, "张三", "zhang", "139", "3870000")
	}
	for _, row := range []string{"张三", "备注：张三 | 匿名", sixColumns} {
		register := read(t, sheettest.Parse(reportHead+row+"\n"), day(t, "2026-03-20"))
		if c := register.Cases[0]; len(c.Faults) != 1 || c.Reason != casefile.Faulty {
			t.Errorf("%s: %+v", row, c)
		}
		refuseAll(t, register, "张三", "匿名")
	}
	for _, number := range []string{"举1", "20260316001", "举报2026-001", "2026-0316-0001", "实名举报第3号"} {
		if c := read(t, sheettest.Parse(reportHead+number+" | 2026-01-16\n"), day(t, "2026-03-20")).Cases[0]; c.IsFaulty() || c.Number != number {
			t.Errorf("%s: %+v", number, c)
		}
	}
}

// refuseAll fails where any of the texts shows in anything that is made of a
// register.
func refuseAll(t *testing.T, register *casefile.Register, texts ...string) {
	t.Helper()
	shown := everything(t, register)
	for _, text := range texts {
		if strings.Contains(shown, text) {
			t.Errorf("%s shows in:\n%s", text, shown)
		}
	}
}
