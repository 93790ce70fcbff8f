package submission_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// rename reads a sheet on which one column bears another header.
func rename(t *testing.T, canonical, header string, more ...string) outcome {
	t.Helper()
	r := rubrictest.Load(t)
	list := columns(r, more...)
	row := teacher(r, 1)
	at := slices.Index(list, canonical)
	list[at] = header
	row[header] = row[canonical]
	if header != canonical {
		delete(row, canonical)
	}
	return read(t, r, sheettest.Book{sheetOf(list, row)})
}

// Every accepted header, in any width, spacing, line break or bracket style,
// finds its column.
func TestEveryAcceptedHeaderFindsItsColumn(t *testing.T) {
	t.Parallel()
	forms := map[string][]string{
		"县（市）区":  {"县（市）区", "县(市)区", "县【市】区", "县〔市〕区", "县[市]区", "县 （ 市 ） 区", "县（市）\n区", "县区", "所属县区", "县市区", " 县区\u3000", "县\u200b区"},
		"学校":     {"学校", "学 校", "学校名称", "单位", "单位名称", "所在单位", "学\n校", "学\u00a0校"},
		"姓名":     {"姓名", "姓  名", "姓\u3000名", "教师姓名", "姓\r\n名"},
		"身份证件号码": {"身份证件号码", "身份证号", "身份证号码", "证件号码", "身份证件\n号码"},
	}
	for i, name := range []string{"遵循基本法律法规", "按学校规定参加政治业务学习"} {
		n := fmt.Sprint(i + 1)
		forms[n+"."+name] = []string{
			n + "." + name, n + "、" + name, n + "．" + name, n + ")" + name, n + "）" + name, n + " " + name, n + "\u3000" + name, n + ". " + name, n + " 、" + name,
			n + ".\n" + name, name, " " + name + " ", "指标" + n, "指标 " + n, "第" + n + "项", "第 " + n + " 项", "第\n" + n + "项", fullWidth(n) + "．" + name, "指标" + fullWidth(n), "（" + n + "）" + name,
		}
	}
	forms["14.不私自离岗、旷工"] = []string{"14.不私自离岗、旷工", "14、不私自离岗、旷工", "不私自离岗、旷工", "不私自离岗､旷工", "指标14", "第14项", "第１４项"}
	forms["31.教学成绩"] = []string{"31.教学成绩", "教学成绩", "31）教学成绩"}
	for canonical, list := range forms {
		for _, header := range list {
			o := rename(t, canonical, header)
			same(t, fmt.Sprintf("%q for %s", header, canonical), codesOf(o.all()), nil)
			if len(o.entries) != 1 || len(o.entries[0].held) > 0 {
				t.Errorf("%q: not read", header)
			}
		}
	}
}

func fullWidth(digits string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, digits)
}

// The optional columns are found by their accepted headers and read.
func TestOptionalColumnsAreReadByTheirHeaders(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for field, list := range map[string][]string{
		"证件类型": {"证件类型"}, "资格证号": {"资格证号", "教师资格证号", "教师资格证号码"}, "岗位": {"岗位", "岗位类别"},
		"年度考核": {"年度考核", "年度考核结果"}, "师德考核": {"师德考核", "师德考核结果"}, "备注": {"备注", "备 注"},
	} {
		for _, header := range list {
			value := "甲乙"
			if field == "证件类型" {
				value = "居民身份证"
			}
			e := one(t, r, []string{header}, person{header: " " + value + "\u3000"})
			p := e.Practitioner
			got := map[string]string{"证件类型": p.Document, "资格证号": p.Certificate, "岗位": p.Post, "年度考核": p.Annual, "师德考核": p.Ethics, "备注": p.Remark}[field]
			if got != value || len(e.Findings) > 0 {
				t.Errorf("%s under %q is read as %q, %q", field, header, got, e.codes())
			}
		}
	}
}

// A needed column under a header nobody knows is missing, at the header's
// row, holds back everyone on the sheet, and the stranger is reported.
func TestAHeaderThatNearlyFitsIsAMissingColumn(t *testing.T) {
	t.Parallel()
	for canonical, list := range map[string][]string{
		"姓名":         {"名字", "姓名（必填）", "*姓名", "", "姓", "教师姓名称"},
		"学校":         {"校名", "学校代码", "学校（单位）"},
		"县（市）区":      {"县", "区", "地区", "县级", "县（市"},
		"身份证件号码":     {"身份证", "证件", "身份号", "证号", "身份证件"},
		"1.遵循基本法律法规": {"遵循法律法规", "1", "1.", "第1", "1项", "指标", "项1", "第45项", "指标0", "指标45", "1遵循", "指标1项", "遵循基本法律法规1", "2024年度考核", "1-遵循基本法律法规"},
	} {
		for _, header := range list {
			o := rename(t, canonical, header)
			missing := o.find(finding.MissingColumn)
			if len(missing) != 1 || missing[0].Place.Row != 1 || !strings.Contains(missing[0].Message(), canonical) {
				t.Errorf("%q for %s: %q", header, canonical, codesOf(o.all()))
				continue
			}
			if unknown := o.find(finding.UnknownColumn); len(unknown) != 1 || header != "" && (unknown[0].Value != header || unknown[0].Place.Row != 1) {
				t.Errorf("%q for %s: unknown %+v", header, canonical, unknown)
			}
			if !slices.Contains(o.entries[0].held, finding.MissingColumn) {
				t.Errorf("%q for %s: not held", header, canonical)
			}
		}
	}
}

// A header whose number and name disagree is a mismatch, not a missing
// column: nobody knows which of the two is meant.
func TestAHeaderWhoseNumberAndNameDisagreeIsAMismatch(t *testing.T) {
	t.Parallel()
	for _, header := range []string{
		"5.遵循基本法律法规", "2、遵循基本法律法规", "指标3遵循基本法律法规", "第44项遵循基本法律法规", "5 遵循基本法律法规", "5遵循基本法律法规", "５．遵循基本法律法规",
		"45.遵循基本法律法规", "0.遵循基本法律法规", "100.遵循基本法律法规", "第45项 遵循基本法律法规",
		"1.遵守法律法规", "1、遵循基本法律法规（2分）", "1 守法", "第1项：守法", "指标1守法",
	} {
		o := rename(t, "1.遵循基本法律法规", header)
		list := o.find(finding.ColumnMismatch)
		if len(list) != 1 || list[0].Place.Cell() != "E1" || list[0].Value != header || len(o.find(finding.MissingColumn)) > 0 {
			t.Errorf("%q: %q", header, codesOf(o.all()))
			continue
		}
		if got := o.entries[0].held; !slices.Equal(got, []finding.Code{finding.ColumnMismatch}) {
			t.Errorf("%q: held for %q", header, got)
		}
	}
}

// Two headers that exchanged their names are two mismatches and nothing else.
func TestTwoHeadersWithEachOthersNamesAreTwoMismatches(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	list := columns(r)
	row := teacher(r, 1)
	list[4], list[5] = "1.按学校规定参加政治业务学习", "2.遵循基本法律法规"
	delete(row, labels(r)[0])
	delete(row, labels(r)[1])
	o := read(t, r, sheettest.Book{sheetOf(list, row)})
	same(t, "findings", codesOf(o.all()), texts("column-mismatch", "column-mismatch"))
}

// A needed column that stands twice, in whatever forms, is an error at the
// second; of an optional one the first counts.
func TestANeededColumnTwiceIsAnError(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for second, first := range map[string]string{"姓名": "姓名", "教师姓名": "姓名", "单位": "学校", "证件号码": "身份证件号码", "县区": "县（市）区", "指标1": "1.遵循基本法律法规", "第44项": "44.评价观念", "教学成绩": "31.教学成绩"} {
		list := append(columns(r), second)
		s := sheetOf(list, teacher(r, 1))
		o := read(t, r, sheettest.Book{s})
		doubled := o.find(finding.DuplicateColumn)
		if len(doubled) != 1 || doubled[0].Place.Cell() != "AW1" || !strings.Contains(doubled[0].Message(), first) {
			t.Errorf("%s after %s: %q %+v", second, first, codesOf(o.all()), doubled)
		}
		if !slices.Equal(o.entries[0].held, []finding.Code{finding.DuplicateColumn}) {
			t.Errorf("%s after %s: held %q", second, first, o.entries[0].held)
		}
	}
	s := sheetOf(append(columns(r, "备注"), "备 注"), teacher(r, 1, person{"备注": "甲", "备 注": "乙"}))
	o := read(t, r, sheettest.Book{s})
	same(t, "an optional column twice", codesOf(o.all()), texts("unknown-column"))
	if o.entries[0].Practitioner.Remark != "甲" {
		t.Errorf("remark %q", o.entries[0].Practitioner.Remark)
	}
}

// A column nobody knows is ignored with one warning, in whatever rows it is
// filled; one without a header that holds something is reported once.
func TestAnUnknownColumnIsIgnoredWithAWarning(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	s := sheetOf(append(columns(r), "序号", "毕业院校"), teacher(r, 1, person{"序号": "#1", "毕业院校": "某校"}), teacher(r, 2))
	o := read(t, r, sheettest.Book{s})
	same(t, "named", codesOf(o.all()), texts("unknown-column", "unknown-column"))
	for _, e := range o.entries {
		same(t, "held", codeTexts(e.held), nil)
	}
	s = sheetOf(columns(r), teacher(r, 1), teacher(r, 2))
	for i := range 2 {
		s.Rows[1+i].Cells = append(s.Rows[1+i].Cells, sheettest.Row(1, slices.Repeat([]string{""}, 59)...).Cells...)
		cell := sheettest.Cell("是")
		cell.Column = 60
		s.Rows[1+i].Cells = append(s.Rows[1+i].Cells, cell)
	}
	o = read(t, r, sheettest.Book{s})
	same(t, "unnamed", codesOf(o.all()), texts("unknown-column"))
	if got := o.report.Findings[0].Place.Cell(); got != "BH2" {
		t.Errorf("at %s", got)
	}
}

// The header row may stand as far down as row 20, under titles; in row 21 it
// is not looked for, and the sheet is left alone.
func TestTheHeaderIsLookedForInTheFirst20Rows(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for row, found := range map[int]bool{1: true, 2: true, 19: true, 20: true, 21: false, 22: false} {
		s := sheettest.Table{Name: "填报表", Columns: columns(r), Header: row}.Sheet(teacher(r, 1))
		if row > 2 {
			title := sheettest.Row(1, "伊春市教育从业人员执业信用评价", "", "2024年度")
			s.Rows = slices.Insert(s.Rows, 0, title, sheettest.Row(2, "填报说明：姓名、学校必须填写", "单位：人"))
		}
		o := read(t, r, sheettest.Book{s})
		if !found {
			same(t, fmt.Sprint("row ", row), codesOf(o.all()), texts("no-data-sheet"))
			continue
		}
		same(t, fmt.Sprint("row ", row), codesOf(o.all()), nil)
		if len(o.entries) != 1 || o.entries[0].Place.Row != row+1 {
			t.Errorf("header in row %d: %d practitioners", row, len(o.entries))
		}
	}
}

// A header row has at least two identity headers and ten indicator headers.
func TestAHeaderRowHasTwoIdentityAndTenIndicatorHeaders(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, c := range []struct {
		fields, indicators int
		found              bool
	}{{2, 10, true}, {4, 44, true}, {1, 44, false}, {2, 9, false}, {4, 9, false}, {0, 44, false}} {
		list := append(slices.Clone(columns(r)[:c.fields]), labels(r)[:c.indicators]...)
		o := read(t, r, sheettest.Book{sheetOf(list)})
		if got := o.report.DataSheets == 1; got != c.found {
			t.Errorf("%d identity and %d indicator headers: found %v", c.fields, c.indicators, got)
		}
	}
}

// Headings of two rows are read: the identity columns are merged over both,
// the groups stand above their indicators.
func TestHeadingsOfTwoRowsWithMergedCellsAreRead(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	upper := append([]string{"县（市）区", "学校", "姓名", "身份证件号码", "一、思想素质"}, slices.Repeat([]string{""}, 43)...)
	lower := append([]string{"", "", "", ""}, labels(r)...)
	s := sheettest.Sheet{}
	s.Info.Name = "填报表"
	for _, ref := range []string{"A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:T3", "A1:AV1"} {
		s.Info.Merges = append(s.Info.Merges, sheettest.Range(ref))
	}
	data := sheetOf(columns(r), teacher(r, 1)).Rows[1]
	data.Number = 5
	s.Rows = append(s.Rows, sheettest.Row(1, "评价填报表"), sheettest.Row(3, upper...), sheettest.Row(4, lower...), data)
	o := read(t, r, sheettest.Book{s})
	same(t, "indicators below", codesOf(o.all()), nil)
	if len(o.entries) != 1 || o.entries[0].Place.Row != 5 {
		t.Fatalf("%d practitioners", len(o.entries))
	}

	// The indicators in the upper row, everything merged down over a row
	// that explains: the explanation is no practitioner.
	s.Info.Merges = nil
	header := sheetOf(columns(r)).Rows[0]
	header.Number = 3
	for i := range columns(r) {
		s.Info.Merges = append(s.Info.Merges, sheettest.Range(fmt.Sprintf("%s3:%s4", letters(i+1), letters(i+1))))
	}
	s.Rows = append(s.Rows[:1:1], header, data)
	o = read(t, r, sheettest.Book{s})
	same(t, "indicators above", codesOf(o.all()), nil)
	if len(o.entries) != 1 {
		t.Fatalf("%d practitioners", len(o.entries))
	}
}

func letters(column int) string {
	if column <= 26 {
		return string(rune('A' + column - 1))
	}
	return letters((column-1)/26) + letters((column-1)%26+1)
}

// Sheets without a header are left alone; several data sheets are all read.
func TestSheetsWithoutAHeaderAreLeftAloneAndAllOthersRead(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	note := sheettest.Parse("== 填写说明\n1: 姓名 | 学校 | 说明\n 张三 | 第一中学 | 是")[0]
	a, b := sheetOf(columns(r), teacher(r, 1)), sheetOf(columns(r), teacher(r, 2), teacher(r, 3))
	b.Info.Name = "Sheet9"
	o := read(t, r, sheettest.Book{note, a, b})
	same(t, "findings", codesOf(o.all()), nil)
	if len(o.entries) != 3 || o.report.DataSheets != 2 || o.entries[2].Place.Sheet != "Sheet9" {
		t.Errorf("%d practitioners on %d sheets", len(o.entries), o.report.DataSheets)
	}
	same(t, "none", codesOf(read(t, r, sheettest.Book{note}).all()), texts("no-data-sheet"))
	same(t, "no sheets", codesOf(read(t, r, sheettest.Book{}).all()), texts("no-data-sheet"))
	same(t, "nobody", codesOf(read(t, r, sheettest.Book{sheetOf(columns(r))}).all()), texts("no-practitioner"))
}

// A sheet's error holds back those on that sheet only.
func TestASheetsErrorHoldsBackThatSheetOnly(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	bad := sheetOf(columns(r)[1:], withoutCounty(teacher(r, 1)))
	bad.Info.Name = "坏"
	o := read(t, r, sheettest.Book{bad, sheetOf(columns(r), teacher(r, 2))})
	same(t, "held", codeTexts(o.entries[0].held), texts("missing-column"))
	same(t, "held", codeTexts(o.entries[1].held), nil)
}

func withoutCounty(row map[string]string) map[string]string {
	delete(row, "县（市）区")
	return row
}

// FuzzHeader: whatever a header says, it is one of the columns or a finding
// says what is wrong with it; nothing panics and nobody is lost.
func FuzzHeader(f *testing.F) {
	r := rubrictest.Load(f)
	for _, seed := range []string{"姓名", "1.遵循基本法律法规", "指标1", "第 1 项", "５．仪容仪表", "45.仪容仪表", "", "99999999999999999999.x", "第第1项项", "(1)(2)", "\u200b", "合计", "1\n2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		s := sheetOf(columns(r), teacher(r, 1))
		s.Rows[0].Cells[4].Text = header
		o := readRaw(t, r, sheettest.Book{s}, submission.File{Name: "a"})
		if len(o.entries) != 1 {
			t.Fatalf("%d practitioners", len(o.entries))
		}
		wrong := slices.ContainsFunc(o.report.Findings, func(f finding.Finding) bool { return f.Severity() == finding.Error })
		if wrong != (len(o.entries[0].held) > 0) {
			t.Fatalf("held %q with %q", o.entries[0].held, codesOf(o.report.Findings))
		}
	})
}
