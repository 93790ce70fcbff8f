package submission_test

import (
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
)

// register is a sheet of credit records with every column, under a title;
// each row is a line of the readable form.
func register(title string, rows ...string) sheettest.Sheet {
	return sheettest.Parse("== " + title + "\n1: 2025 年度信用信息\n2: 身份证件号码 | 姓名 | 类别 | 名称 | 认定级别 | 认定部门 | 文号 | 日期 | 指标 | 备注\n" +
		strings.Join(rows, "\n"))[0]
}

// badRecords reads one practitioner, 张三 with the first ID number, beside a
// sheet of records, and gives the warnings about them.
func badRecords(t *testing.T, sheets ...sheettest.Sheet) []finding.Finding {
	t.Helper()
	r := rubrictest.Load(t)
	o := read(t, r, append(sheettest.Book{sheetOf(columns(r), teacher(r, 1), teacher(r, 2, person{"姓名": "阿不都·热依木"}))}, sheets...))
	for _, e := range o.entries {
		same(t, "held", codeTexts(e.held), nil)
	}
	list := o.find(finding.BadRecord)
	for _, f := range list {
		if f.Severity() != finding.Warning || f.Place.Sheet == "填报表" {
			t.Errorf("%s at %s", f.Code, f.Place.Sheet)
		}
	}
	return list
}

// Every cell of a record that cannot be read as it should has its own
// warning, at its cell, with what to write instead; sound ones have none.
func TestARecordIsHeldAgainstItsColumns(t *testing.T) {
	t.Parallel()
	me, compound := idNumber(1), idNumber(2)
	for _, c := range []struct {
		row, cell, message, hint string // no cell: no warning
	}{
		{me + " | 张三 | 荣誉表彰 | 先进 | 市级 | 教育局 | 1号 | 2025-05-01 | #43 |", "", "", ""},
		{me + " | 张 三 | 其他 | | | | | | |", "", "", ""},
		{compound + " | 阿不都热依木 | 专项任务 | 支教 | 区级 | | | #45413@ | 43、44 | 好", "", "", ""},
		{me + " | | 荣誉表彰 | | 国家级 | | | 2025/5/1 | 43,44 |", "", "", ""},
		{me + " | | 荣誉表彰 | | 县（市）区级 | | | 2025年5月 | 第43项；19 |", "", "", ""},
		{me + " | | 荣誉表彰 | | 校 | | | 2025.5.1 | 43.教研创新实践、44.评价观念 |", "", "", ""},
		{me + ` | | 荣誉表彰 | | | | | "2025-05-01 00:00:00" | "教研创新实践\n35" |`, "", "", ""},
		{me + " | | 违规违纪 | | | | | | #8 |", "", "", ""},
		{me + " | 张三 | 表扬 | | | | | | |", "C3", "类别“表扬”不在名单上", "类别填“荣誉表彰”、“专项任务”、“其他”或“违规违纪”"},
		{me + " | 张三 | | 先进 | | | | | |", "C3", "缺“类别”", "类别填"},
		{"#2.30717199001011E+17 | 张三 | 荣誉表彰 | | | | | | |", "A3", "以数字保存", "文本"},
		{" | 张三 | 荣誉表彰 | | | | | | |", "A3", "缺“身份证件号码”", "填写"},
		{"不详 | 张三 | 荣誉表彰 | | | | | | |", "A3", "“不详”不是身份证件号码", "填写"},
		{me[:17] + " | 张三 | 荣誉表彰 | | | | | | |", "A3", "是 17 位，应为 18 位", "18 位"},
		{me + " | 李四 | 荣誉表彰 | | | | | | |", "B3", "姓名“李四”与填报表里这个号码的“张三”不一致", "核对姓名"},
		{me + " | 张三 | 荣誉表彰 | | 村级 | | | | |", "E3", "认定级别“村级”不认识", "“国家级”"},
		{me + " | 张三 | 荣誉表彰 | | | | | 去年 | |", "H3", "日期“去年”无法识别", "2026-03-02"},
		{me + " | 张三 | 荣誉表彰 | | | | | 2025-02-30 | |", "H3", "无法识别", "日期"},
		{me + " | 张三 | 荣誉表彰 | | | | | #45413 | |", "H3", "日期“45413”无法识别", "日期"},
		{me + " | 张三 | 荣誉表彰 | | | | | | #8 |", "I3", "指标“8”不是可以由记录佐证的指标", "19、35、43、44"},
		{me + " | 张三 | 荣誉表彰 | | | | | | 43、8 |", "I3", "不是可以由记录佐证的指标", "指标填序号"},
		{me + " | 张三 | 荣誉表彰 | | | | | | #43.5 |", "I3", "指标“43.5”无法识别", "指标填序号"},
		{me + " | 张三 | 荣誉表彰 | | | | | | 43.评价观念 |", "I3", "无法识别", "指标填序号"},
		{me + " | 张三 | 荣誉表彰 | | | | | | 教研 |", "I3", "指标“教研”无法识别", "指标填序号"},
		{me + " | 张三 | 违规违纪 | | | | | | #45 |", "I3", "无法识别", "指标填序号"},
	} {
		list := badRecords(t, register("信用信息", c.row))
		if c.cell == "" {
			if len(list) > 0 {
				t.Errorf("%s: %s", c.row, list[0].Message())
			}
			continue
		}
		if len(list) != 1 || list[0].Place.Cell() != c.cell || !strings.Contains(list[0].Message(), c.message) || !strings.Contains(list[0].Hint(), c.hint) {
			t.Errorf("%s: %d warnings", c.row, len(list))
			for _, f := range list {
				t.Errorf("  %s %s → %s", f.Place.Cell(), f.Message(), f.Hint())
			}
		}
	}
}

// What is no record raises nothing: an empty sheet, titles above the header,
// a header printed again, rows of signatures and notes below.
func TestWhatIsNoRecordRaisesNothing(t *testing.T) {
	t.Parallel()
	const header = "身份证件号码 | 姓名 | 类别 | 名称 | 认定级别 | 认定部门 | 文号 | 日期 | 指标 | 备注"
	r := rubrictest.Load(t)
	for name, rows := range map[string][]string{
		"nothing below":        nil,
		"blank cells":          {`" " | "\u3000"`},
		"signatures":           {"填表人：李四 | | 审核人：王五 | | | | | 2025年底", "联系电话：0458-3600000"},
		"a note in the middle": {"注：没有信用信息的不填"},
		"the header again":     {header},
		"a count":              {"合计 | #12", "#12"},
		"without a number":     {" | 张三 | | 先进"},
	} {
		o := read(t, r, sheettest.Book{sheetOf(columns(r), teacher(r, 1)), register("信用信息", rows...)})
		same(t, name, codesOf(o.all()), nil)
	}
	same(t, "no rows", codesOf(badRecords(t, sheettest.Sheet{Info: sheet.Info{Name: "信用信息"}})), nil)
	same(t, "a title only", codesOf(badRecords(t, sheettest.Parse("== 信用信息\n1: 信用信息\n无")[0])), nil)
}

// A table without a header that can be recognised is not read, and says so.
func TestRecordsWithoutAHeaderAreSaidNotToBeRead(t *testing.T) {
	t.Parallel()
	for _, rows := range []string{
		"1: 姓名 | 荣誉 | 时间\n张三 | 先进 | 2025-05-01",
		"1: 身份证件号码 | 姓名\n" + idNumber(1) + " | 张三",
		idNumber(1) + " | 张三 | 荣誉表彰",
	} {
		list := badRecords(t, sheettest.Parse("== 信用信息\n" + rows)[0])
		if len(list) != 1 || list[0].Place.Row != 1 || !strings.Contains(list[0].Message(), "没有表头") || !strings.Contains(list[0].Hint(), "“身份证件号码”、“姓名”、“类别”") {
			t.Errorf("%s: %d warnings", rows, len(list))
		}
	}
}

// A sheet of records under another name is not read, and says so; an empty
// copy, or a sheet of anything else, does not.
func TestRecordsOnACopyOfTheSheetAreSaidNotToBeRead(t *testing.T) {
	t.Parallel()
	row := idNumber(1) + " | 李四 | 表扬"
	for _, title := range texts("信用信息(2)", "信用信息2", "信用信息（2）", "信用信息 - 副本", "教师信用信息") {
		list := badRecords(t, register("信用信息", idNumber(1)+" | 张三 | 荣誉表彰"), register(title, row, row))
		if len(list) != 1 || list[0].Place.Sheet != title || !strings.Contains(list[0].Message(), "没有读取") || !strings.Contains(list[0].Hint(), "并入“信用信息”表") {
			t.Errorf("%s: %d warnings", title, len(list))
		}
		same(t, title+" empty", codesOf(badRecords(t, register(title))), nil)
		same(t, title+" of something else", codesOf(badRecords(t, sheettest.Parse("== " + title + "\n1: 说明 | 数量\n甲 | #2")[0])), nil)
	}
	same(t, "another sheet", codesOf(badRecords(t, register("获奖情况", row))), nil)
}

// A merged number counts for its first record only, and says so.
func TestAMergedNumberOfRecordsNamesItsMerge(t *testing.T) {
	t.Parallel()
	s := register("信用信息", idNumber(1)+" | 张三 | 荣誉表彰 | 甲", " | | 荣誉表彰 | 乙")
	s.Info.Merges = []sheet.Range{sheettest.Range("A3:A4"), sheettest.Range("B3:B4"), sheettest.Range("A1:J1")}
	list := badRecords(t, s)
	if len(list) != 1 || list[0].Place.Cell() != "A4" || !strings.Contains(list[0].Message(), "在合并单元格 A3:A4 里，只算第一行的记录") {
		t.Errorf("%d warnings", len(list))
	}
}

// A record may back several indicators at once.
func TestARecordMayBackSeveralIndicators(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for cell, want := range map[string]string{"43、44": "19 35", "43,44；35": "19", "19 43": "19 35 43 44", "43.教研创新实践/44": "19 35", "": ""} {
		o := read(t, r, sheettest.Book{sheetOf(columns(r), teacher(r, 1)), register("信用信息", idNumber(1)+" | 张三 | 荣誉表彰 | | | | | | "+cell+" |")})
		var got []string
		for _, f := range o.find(finding.AwardWithoutRecord) {
			got = append(got, strings.TrimSuffix(labels(r)[f.Indicator-1], "."+r.Indicators[f.Indicator-1].Name))
		}
		same(t, cell, got, strings.Fields(want))
	}
}
