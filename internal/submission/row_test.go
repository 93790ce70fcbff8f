package submission_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// An ID number is read whatever its spaces, width and the case of its X, and
// every defect has its finding, masked.
func TestEveryFormOfAnIDNumber(t *testing.T) {
	t.Parallel()
	const sound = "11010519491231002X"
	for _, c := range []struct {
		cell, document string
		code           finding.Code
		number         string
	}{
		{sound, "", "", sound},
		{"11010519491231002x", "", "", sound},
		{`" 110105 19491231 002x "`, "", "", sound},
		{`"110105\u00a019491231\u3000002X\u200b"`, "", "", sound},
		{"１１０１０５１９４９１２３１００２Ｘ", "", "", sound},
		{"1101051949123100２x", "居民身份证", "", sound},
		{`="11010519491231002X"`, "", "", sound},
		{sound, `" 居民身份证 "`, "", sound},
		{"", "", finding.MissingIdentity, ""},
		{`"   "`, "", finding.MissingIdentity, ""},
		{`"\u3000"`, "护照", finding.MissingIdentity, ""},
		{"110105491231002", "", finding.BadID, "110105491231002"},
		{"11010519491231002", "", finding.BadID, "11010519491231002"},
		{"11010519491231002XX", "", finding.BadID, "11010519491231002XX"},
		{"11010519491331002X", "", finding.BadID, "11010519491331002X"},
		{"110105194912310021", "", finding.BadID, "110105194912310021"},
		{"1101051949123100ABCD", "", finding.BadID, "1101051949123100ABCD"},
		{"2.30701E+17", "", finding.BadID, "2.30701E+17"},
		{"无", "", finding.BadID, "无"},
		{"!TRUE", "", finding.BadID, "TRUE"},
		{"E12345678", "", finding.BadID, "E12345678"},
		{"E12345678", "护照", "", "E12345678"},
		{" h0123456789 ", "港澳居民来往内地通行证", "", "H0123456789"},
		{"110105194912310021", "护照", "", "110105194912310021"},
		{"#110105194912310000", "", finding.IDPrecisionLost, ""},
		{"#2.30717199001011E+17", "", finding.IDPrecisionLost, ""},
		{"#12", "", finding.IDPrecisionLost, ""},
		{"=#230717199001010000", "护照", finding.IDPrecisionLost, ""},
		{"?", "", finding.FormulaWithoutValue, ""},
		{"!#N/A", "", finding.CellError, ""},
	} {
		name := c.cell + " " + c.document
		e := one(t, rubrictest.Load(t), []string{"证件类型"}, person{"身份证件号码": c.cell, "证件类型": c.document})
		if c.code == "" {
			same(t, name, e.codes(), nil)
			if !e.ValidID {
				t.Errorf("%s: duplicates are not sought", name)
			}
		} else {
			same(t, name, e.codes(), texts(string(c.code)))
			same(t, name, codeTexts(e.held), texts(string(c.code)))
			if f := e.Findings[0]; f.Place.Cell() != "D2" {
				t.Errorf("%s: at %s", name, f.Place.Cell())
			}
			if e.ValidID {
				t.Errorf("%s: duplicates are sought by it", name)
			}
		}
		if c.number != "" && e.Practitioner.ID.Reveal() != c.number {
			t.Errorf("%s is read as %s", name, e.Practitioner.ID.Reveal())
		}
	}
}

// Counties are recognised by their short forms and with the province and
// city before them; the canonical name is kept, an unknown one as it stands.
func TestCountiesAreRecognisedInTheirForms(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for written, want := range map[string]string{
		"伊美区": "伊美区", "伊美": "伊美区", "黑龙江省伊春市伊美区": "伊美区", "伊春市伊美区": "伊美区", "黑龙江省伊美区": "伊美区", "黑龙江省伊春市伊美": "伊美区",
		" 伊 美 区 ": "伊美区", "\u3000铁力市": "铁力市", "铁力": "铁力市", "伊春市铁力市": "铁力市", "大箐山": "大箐山县", "大箐山县": "大箐山县",
		"市直": "市直学校", "市直学校": "市直学校", "伊春市市直学校": "市直学校", "黑龙江省伊春市市直": "市直学校",
	} {
		e := one(t, r, nil, person{"县（市）区": `"` + written + `"`})
		same(t, written, e.codes(), nil)
		if e.Practitioner.County != want || r.Counties.Names[e.Practitioner.CountyIndex].Name != want {
			t.Errorf("%q is %s", written, e.Practitioner.County)
		}
	}
	for _, written := range []string{"伊美县", "伊春", "伊春市", "黑龙江省", "金山屯区", "伊美区铁力市", "哈尔滨市伊美区", "铁力市伊美区", "伊美区教育局", "未识别", "合计区"} {
		e := one(t, r, nil, person{"县（市）区": " " + written + " "})
		same(t, written, e.codes(), texts("unknown-county"))
		if e.Practitioner.County != written || e.Practitioner.CountyIndex != -1 || e.Findings[0].Value != written || e.Findings[0].Place.Cell() != "A2" {
			t.Errorf("%q is kept as %q, %+v", written, e.Practitioner.County, e.Findings)
		}
		if !strings.Contains(e.Findings[0].Hint(), "大箐山县") {
			t.Errorf("hint %s", e.Findings[0].Hint())
		}
	}
}

// County, school, name and ID number must be there; each that is not has its
// own finding at its own cell.
func TestEachMissingIdentityHasItsOwnFinding(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for i, field := range []string{"县（市）区", "学校", "姓名", "身份证件号码"} {
		for _, blank := range []string{"", `""`, `" \u3000"`} {
			e := one(t, r, nil, person{field: blank})
			same(t, field, e.codes(), texts("missing-identity"))
			f := e.Findings[0]
			if f.Place.Column != i+1 || !strings.Contains(f.Message(), field) {
				t.Errorf("%s: column %d, %s", field, f.Place.Column, f.Message())
			}
		}
	}
	e := one(t, r, nil, person{"县（市）区": "", "学校": "", "姓名": "", "身份证件号码": ""})
	same(t, "all four", e.codes(), texts("missing-identity", "missing-identity", "missing-identity", "missing-identity"))
	same(t, "all four", codeTexts(e.held), texts("missing-identity"))
}

// School and name are kept as they stand, trimmed at the ends.
func TestSchoolAndNameAreTrimmed(t *testing.T) {
	t.Parallel()
	e := one(t, rubrictest.Load(t), nil, person{"学校": `"\u3000 第一中学（东校区）\u00a0"`, "姓名": `" 阿不都·热依木\u200b\n"`})
	if e.Practitioner.School != "第一中学（东校区）" || e.Practitioner.Name != "阿不都·热依木" {
		t.Errorf("%q, %q", e.Practitioner.School, e.Practitioner.Name)
	}
	e = one(t, rubrictest.Load(t), nil, person{"姓名": `"张\u3000三"`})
	if e.Practitioner.Name != "张\u3000三" {
		t.Errorf("%q", e.Practitioner.Name)
	}
}

// An ID number pasted into any other column never shows in a finding.
func TestAnIDNumberInTheWrongColumnIsMaskedInEveryFinding(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	list := columns(r, "证件类型", "资格证号", "岗位", "年度考核", "师德考核", "备注")
	forms := []string{"230717199001010018", "23071719900101001x", `"230717 19900101 0018"`, `"230717  19900101\u30000018"`, "２３０７１７１９９００１０１００１８", "#230717199001010018", "#2.30717199001011E+17", `"张三230717199001010018"`, `"230717199001010018\n"`}
	for _, form := range forms {
		var rows []map[string]string
		for i, column := range list {
			rows = append(rows, teacher(r, i, person{"师德考核": "不合格", column: form}))
		}
		// checkWords in read holds the promise.
		read(t, r, sheettest.Book{sheetOf(list, rows...), records("", `230717199001010018 | 违规违纪 |`, idNumber(14)+" | 违规违纪 |", idNumber(8)+" | 违规违纪 |")})
	}
	// In a header, a note row, a totals row, a sheet's title.
	for _, form := range forms {
		pasted := sheettest.Cell(form).Text
		named := append(columns(r), pasted, "1."+pasted)
		s := sheetOf(named, teacher(r, 1), map[string]string{"县（市）区": form}, map[string]string{"县（市）区": "合计"})
		s.Info.HiddenColumns = []sheet.Span{{First: 1, Last: 60}}
		s.Info.Hidden, s.Info.Name = true, sheettest.Cell(form).Text
		s.Rows[2].Hidden = true
		read(t, r, sheettest.Book{s})
	}
}

// A totals row and a note row are skipped with a warning; a practitioner
// whose ID number or answers stand is never taken for one.
func TestTotalsAndNoteRowsAreSkippedAndReported(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	full := teacher(r, 2)
	answers := func(row map[string]string) map[string]string {
		for _, label := range labels(r) {
			row[label] = full[label]
		}
		return row
	}
	sums := func(row map[string]string) map[string]string {
		for _, label := range labels(r) {
			row[label] = "#12"
		}
		return row
	}
	header := map[string]string{}
	for _, c := range columns(r) {
		header[c] = c
	}
	for _, c := range []struct {
		name string
		row  map[string]string
		code string // "" is a practitioner, "blank" is passed over
	}{
		{"合计 as a name", map[string]string{"姓名": "合计"}, "totals-row"},
		{"合计 as a county", map[string]string{"县（市）区": "合计"}, "totals-row"},
		{"总计 with spaces", map[string]string{"县（市）区": "总  计"}, "totals-row"},
		{"小计 as a school", map[string]string{"县（市）区": "伊美区", "学校": "小计"}, "totals-row"},
		{"合计 with sums", sums(map[string]string{"姓名": "合计"}), "totals-row"},
		{"合计 with a colon and a count", sums(map[string]string{"县（市）区": "合计：", "身份证件号码": "#40"}), "totals-row"},
		{"合计 as a county, a count as a name", sums(map[string]string{"县（市）区": "合计", "姓名": "40人"}), "totals-row"},
		{"合计 under a merged county", sums(map[string]string{"县（市）区": "伊美区", "姓名": "合计"}), "totals-row"},
		{"a person called 合计 with an ID number", answers(map[string]string{"县（市）区": "伊美区", "学校": "一中", "姓名": "合计", "身份证件号码": idNumber(7)}), ""},
		{"填表人", map[string]string{"县（市）区": "填表人：李四", "姓名": "联系电话："}, "note-row"},
		{"注", map[string]string{"县（市）区": "注：请如实填报"}, "note-row"},
		{"a name alone", map[string]string{"姓名": "张三", "学校": "第一中学"}, "note-row"},
		{"a repeated header", header, "note-row"},
		{"a row of spaces", map[string]string{"县（市）区": `"  "`, "姓名": `"\u3000"`}, "blank"},
		{"a row of nothing", map[string]string{}, "blank"},
		{"answers without any identity", answers(map[string]string{}), ""},
		{"one answer without any identity", map[string]string{labels(r)[0]: "是"}, ""},
		{"an ID number without anything else", map[string]string{"身份证件号码": idNumber(7)}, ""},
		{"an ID number as a number without anything else", map[string]string{"身份证件号码": "#230717199001010000"}, ""},
		{"an ID that is an error value", map[string]string{"身份证件号码": "!#N/A", "姓名": "李四"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sheetOf(columns(r), teacher(r, 1), c.row, teacher(r, 2))
			o := read(t, r, sheettest.Book{s})
			people, skipped := 3, 0
			if c.code != "" {
				people = 2
			}
			if c.code != "" && c.code != "blank" {
				skipped = 1
				same(t, "findings", codesOf(o.report.Findings), texts(c.code))
				if f := o.report.Findings[0]; f.Place.Row != 3 || f.Place.Column == 0 || !strings.Contains(f.Message(), "第 3 行") {
					t.Errorf("at %s: %s", f.Place.Cell(), f.Message())
				}
			} else {
				same(t, "findings", codesOf(o.report.Findings), nil)
			}
			if len(o.entries) != people || o.report.Skipped != skipped {
				t.Fatalf("%d practitioners, %d skipped", len(o.entries), o.report.Skipped)
			}
			if last := o.entries[people-1]; last.Place.Row != 4 || len(last.held) > 0 {
				t.Errorf("the row below: %d, %q", last.Place.Row, last.held)
			}
		})
	}
}

// A heading of two rows that is printed again on every page is skipped whole.
func TestARepeatedHeadingOfTwoRowsIsSkipped(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	upper := map[string]string{"县（市）区": "县（市）区", "学校": "学校", "姓名": "姓名", "身份证件号码": "身份证件号码", labels(r)[0]: "政治表现"}
	lower := map[string]string{}
	for _, label := range labels(r) {
		lower[label] = label
	}
	o := read(t, r, sheettest.Book{sheetOf(columns(r), teacher(r, 1), upper, lower, teacher(r, 2))})
	same(t, "findings", codesOf(o.all()), texts("note-row", "note-row"))
	if len(o.entries) != 2 {
		t.Errorf("%d practitioners", len(o.entries))
	}
}

// A merged county or school counts for every row that it spans; a merged
// name, ID number or answer for its first only.
func TestMergedCellsCountAsTheContractSays(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rows := []map[string]string{teacher(r, 1), teacher(r, 2), teacher(r, 3), teacher(r, 4)}
	for _, row := range rows[1:3] {
		delete(row, "县（市）区")
		delete(row, "学校")
	}
	s := sheetOf(columns(r), rows...)
	s.Info.Merges = []sheet.Range{sheettest.Range("B2:B4"), sheettest.Range("A2:A4"), sheettest.Range("ZZ2:ZZ5")}
	o := read(t, r, sheettest.Book{s})
	for _, e := range o.entries {
		same(t, "merged county and school", e.codes(), nil)
		if e.Practitioner.County != "伊美区" || e.Practitioner.School != "第一中学" {
			t.Errorf("row %d: %s, %s", e.Place.Row, e.Practitioner.County, e.Practitioner.School)
		}
	}
	// Without the merge they are missing.
	s.Info.Merges = []sheet.Range{sheettest.Range("A2:A3")}
	o = read(t, r, sheettest.Book{s})
	same(t, "merged county only", o.entries[1].codes(), texts("missing-identity"))
	same(t, "beyond the merge", o.entries[2].codes(), texts("missing-identity", "missing-identity"))

	for column, code := range map[string]string{"姓名": "missing-identity", "身份证件号码": "missing-identity", labels(r)[0]: "missing-answer", labels(r)[43]: "missing-answer"} {
		second := teacher(r, 2)
		delete(second, column)
		s := sheetOf(columns(r), teacher(r, 1), second)
		at := letters(slices.Index(columns(r), column) + 1)
		s.Info.Merges = []sheet.Range{sheettest.Range(at + "2:" + at + "3")}
		o := read(t, r, sheettest.Book{s})
		same(t, column+" first", o.entries[0].codes(), nil)
		same(t, column+" second", o.entries[1].codes(), texts(code))
	}
}

// A merged county over blank rows makes no practitioner of them, and over a
// blank first row gives nothing.
func TestAMergedCountyOverBlankRowsMakesNobody(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	s := sheetOf(columns(r), teacher(r, 1), map[string]string{}, map[string]string{})
	s.Info.Merges = []sheet.Range{sheettest.Range("A2:A4"), sheettest.Range("B2:B4")}
	o := read(t, r, sheettest.Book{s})
	same(t, "findings", codesOf(o.all()), nil)
	if len(o.entries) != 1 {
		t.Errorf("%d practitioners", len(o.entries))
	}
}

// Blank rows between and a phantom row far below end nothing and are nobody;
// a running number alone is nobody too.
func TestBlankAndPhantomRowsAreNobody(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	list := append(columns(r), "序号")
	s := sheetOf(list, teacher(r, 1, person{"序号": "#1"}), map[string]string{"序号": "#2"}, teacher(r, 2, person{"序号": "3"}), map[string]string{"序号": "4"})
	s.Rows[3].Number = 1000
	far := sheettest.Row(1048576, `" "`)
	s.Rows = append(s.Rows[:4], far)
	o := read(t, r, sheettest.Book{s})
	same(t, "findings", codesOf(o.all()), texts("unknown-column"))
	if len(o.entries) != 2 || o.entries[1].Place.Row != 1000 {
		t.Errorf("%d practitioners", len(o.entries))
	}
}

// Hidden sheets, rows and columns are read all the same and reported once
// each; a hidden sheet that is no data sheet is nobody's business.
func TestHiddenDataIsReadAndReported(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	s := sheetOf(columns(r), teacher(r, 1), teacher(r, 2), teacher(r, 3), teacher(r, 4))
	s.Rows[1].Hidden, s.Rows[2].Hidden, s.Rows[4].Hidden = true, true, true
	s.Info.HiddenColumns = []sheet.Span{{First: 5, Last: 6}, {First: 80, Last: 16384}}
	s.Info.Hidden = true
	list := sheettest.Parse("== 名单 hidden\n1: 伊美区 | 乌翠区")[0]
	o := read(t, r, sheettest.Book{list, s})
	if len(o.entries) != 4 {
		t.Fatalf("%d practitioners", len(o.entries))
	}
	var said []string
	for _, f := range o.all() {
		if f.Code != finding.HiddenData || f.Severity() != finding.Warning {
			t.Errorf("%s: %s", f.Code, f.Message())
		}
		said = append(said, f.Message())
	}
	all := strings.Join(said, "\n")
	if len(said) != 3 || !strings.Contains(all, "工作表“填报表”") || !strings.Contains(all, "第 2–3、5 行（共 3 行）") || !strings.Contains(all, "E 列“1.遵循基本法律法规”、F 列") {
		t.Errorf("said:\n%s", all)
	}
}

// What a sheet's reader returns, damage or the visitor's wish to stop, comes
// back as it is.
func TestErrorsOfTheWorkbookAndTheVisitorComeBackAsTheyAre(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	damage := errors.New("damaged")
	s := sheetOf(columns(r), teacher(r, 1))
	s.Damage = damage
	_, err := submission.NewReader(r).Read(sheettest.Book{s}, submission.File{}, func(*submission.Entry) error { return nil })
	if !errors.Is(err, damage) {
		t.Errorf("damage: %v", err)
	}
	s.Damage = nil
	stop := errors.New("stop")
	visits := 0
	s = sheetOf(columns(r), teacher(r, 1), teacher(r, 2))
	_, err = submission.NewReader(r).Read(sheettest.Book{s}, submission.File{}, func(*submission.Entry) error { visits++; return stop })
	if err != stop || visits != 1 {
		t.Errorf("visitor: %v after %d", err, visits)
	}
}

// One reader may read many workbooks: nothing of one leaks into the next.
func TestAReaderKeepsNothingFromOneWorkbookToTheNext(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	reader := submission.NewReader(r)
	visit := func(list *[]string) func(*submission.Entry) error {
		return func(e *submission.Entry) error {
			*list = append(*list, fmt.Sprint(e.Practitioner.Name, codesOf(e.Findings), e.Held()))
			return nil
		}
	}
	var first, second, again []string
	good := sheettest.Book{sheetOf(columns(r), teacher(r, 1))}
	bad := sheettest.Book{sheetOf(columns(r)[1:], withoutCounty(teacher(r, 1, person{"姓名": "李四", labels(r)[0]: ""})))}
	for _, run := range []struct {
		book sheettest.Book
		list *[]string
	}{{good, &first}, {bad, &second}, {good, &again}} {
		if _, err := reader.Read(run.book, submission.File{}, visit(run.list)); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "the same again", again, first)
	if len(second) != 1 || second[0] == first[0] {
		t.Errorf("%q", second)
	}
}

// Counties of one sheet do not run into each other.
func TestEachRowHasItsOwnCounty(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	want := texts("伊美区", "铁力市", "哈尔滨市", "伊美区", "市直学校", "哈尔滨市")
	var rows []map[string]string
	for i, county := range texts("伊美", "铁力市", "哈尔滨市", "伊美区", "市直", "哈尔滨市") {
		rows = append(rows, teacher(r, i, person{"县（市）区": county}))
	}
	var got []string
	for _, e := range read(t, r, sheettest.Book{sheetOf(columns(r), rows...)}).entries {
		got = append(got, e.Practitioner.County)
	}
	same(t, "counties", got, want)
}
