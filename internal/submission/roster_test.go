package submission_test

import (
	"errors"
	"slices"
	"testing"

	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// readRoster reads a 名册 of the readable form.
func readRoster(t *testing.T, book sheettest.Book) outcome {
	t.Helper()
	var o outcome
	report, err := submission.NewReader(rubrictest.Load(t)).ReadRoster(book, submission.File{Name: "名册.xlsx"}, func(e *submission.Entry) error {
		kept := *e
		kept.Findings = slices.Clone(e.Findings)
		o.entries = append(o.entries, entry{kept, e.Held()})
		if len(e.Answers) > 0 {
			t.Error("a roster has no answers")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	o.report = report
	for _, f := range o.all() {
		checkWords(t, f)
	}
	return o
}

// who are the people read: county, school, name, the ID number's end, what is
// wrong.
func (o outcome) who() []string {
	list := []string{}
	for _, e := range o.entries {
		p := e.Practitioner
		number := p.ID.Reveal()
		text := p.County + " " + p.School + " " + p.Name + " " + number[max(0, len(number)-4):]
		for _, code := range e.codes() {
			text += " " + code
		}
		list = append(list, text)
	}
	return list
}

// A roster is read by who its people are; other columns are nobody's
// business, totals, notes and blank rows are nobody.
func TestARosterIsReadByItsIdentityColumns(t *testing.T) {
	t.Parallel()
	a, b := idNumber(1), idNumber(2)
	o := readRoster(t, sheettest.Parse(`
== 花名册
1: 2026 年教职工花名册
2: 序号 | 单位名称 | 姓名 | 性别 | 身份证号 | 县区 | 岗位 | 联系电话 | 第1项 | 备注 | 备注
#1 | 第一中学 | 张三 | 男 | `+a+` | 伊美 | 教师 | 13900000000 | 是 | 甲 | 乙
#2 | 第一中学 | 李四 | 女 | `+b+` | 伊美区 | 班主任 | ? | !#N/A |
#3 | | | | | | | 无
合计 | | 2人 | #1
填表人：王五
`))
	same(t, "people", o.who(), texts("伊美区 第一中学 张三 "+a[14:], "伊美区 第一中学 李四 "+b[14:]))
	same(t, "findings", codesOf(o.report.Findings), texts("note-row"))
	if o.report.DataSheets != 1 || o.entries[0].Practitioner.Post != "教师" || o.entries[0].Place.Row != 3 || !o.entries[0].ValidID {
		t.Errorf("%+v", o.entries[0])
	}
}

// What is wrong with a person of the roster is said; a row with a name and a
// school but no number is a person.
func TestWhatIsWrongOnARosterIsSaid(t *testing.T) {
	t.Parallel()
	a := idNumber(1)
	o := readRoster(t, sheettest.Parse(`
== 名册
1: 县（市）区 | 学校 | 姓名 | 身份证件号码
伊美区 | 第一中学 | 无号码 |
伊美县 | 第一中学 | 县不对 | `+a+`
伊美区 | 第一中学 | 短号码 | `+a[:17]+`
伊美区 | 第一中学 | 数字 | #2.30717199001011E+17
伊美区 | | 无学校 | `+a+`
伊美区 | 第一中学 | | `+a+`
伊美区 | 第一中学 | !#REF! | `+a+`
伊美区 | 第一中学 | |
`))
	same(t, "people", o.who(), texts(
		"伊美区 第一中学 无号码  missing-identity", "伊美县 第一中学 县不对 "+a[14:]+" unknown-county",
		"伊美区 第一中学 短号码 "+a[13:17]+" bad-id", "伊美区 第一中学 数字 E+17 id-precision-lost",
		"伊美区  无学校 "+a[14:]+" missing-identity", "伊美区 第一中学  "+a[14:]+" missing-identity",
		"伊美区 第一中学  "+a[14:]+" cell-error"))
	same(t, "findings", codesOf(o.report.Findings), texts("note-row"))
}

// A template or a submission serves as a roster: its answers are not judged,
// its prepared rows, credit records and other sheets are nobody.
func TestASubmissionServesAsARoster(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	wrong := teacher(r, 2, person{labels(r)[0]: "看不懂", labels(r)[2]: "#1", "姓名": "李四"})
	book := sheettest.Book{guide("填表说明"), prepared(t, teacher(r, 1), wrong), register("信用信息", idNumber(9)+" | 李四 | 表扬"), stamped("template", r.ID, "1999-01-01", "1999")}
	o := readRoster(t, book)
	same(t, "people", o.who(), texts("伊美区 第一中学 张三 "+idNumber(1)[14:], "伊美区 第一中学 李四 "+idNumber(2)[14:]))
	same(t, "findings", codesOf(o.report.Findings), nil)
	// A merged school counts for all its rows.
	s := sheettest.Parse("== 名册\n1: 县区 | 学校 | 姓名 | 身份证号\n伊美 | 一中 | 张三 | " + idNumber(1) + "\n | | 李四 | " + idNumber(2) + "\n | | 王五 |")[0]
	s.Info.Merges = []sheet.Range{sheettest.Range("A2:A4"), sheettest.Range("B2:B4")}
	same(t, "merged", readRoster(t, sheettest.Book{s}).who(), texts("伊美区 一中 张三 "+idNumber(1)[14:], "伊美区 一中 李四 "+idNumber(2)[14:], "伊美区 一中 王五  missing-identity"))
}

// What is wrong with a roster's columns holds back its people; a workbook
// without a roster's header, or a result, is none.
func TestWhatIsNoRosterIsSaid(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	row := "\n第一中学 | 张三 | " + idNumber(1) + " | 伊美区"
	for text, want := range map[string][]string{
		"== 名册\n1: 学校 | 姓名 | 身份证号" + row:             texts("missing-column"),
		"== 名册\n1: 学校 | 姓名 | 身份证号 | 县区 | 教师姓名" + row: texts("duplicate-column"),
		"== 名册\n1: 学校 | 姓名 | 身份证号 | 县区":              texts("no-practitioner"),
		"== 名册\n1: 学校 | 姓名 | 号码 | 县区" + row:          texts("no-data-sheet"),
		"== 名册\n21: 学校 | 姓名 | 身份证号 | 县区" + row:       texts("no-data-sheet"),
		"== 名册\n20: 学校 | 姓名 | 身份证号 | 县区" + row:       nil,
	} {
		o := readRoster(t, sheettest.Parse(text))
		same(t, text, codesOf(o.report.Findings), want)
		for _, e := range o.entries {
			same(t, "held", codeTexts(e.held), want)
		}
	}
	o := readRoster(t, sheettest.Book{sheetOf(columns(r), teacher(r, 1)), stamped("graded", r.ID, r.Edition, "2025")})
	same(t, "a result", codesOf(o.report.Findings), texts("own-output"))
	if len(o.entries) != 0 {
		t.Error("a result has people")
	}
	stop := errors.New("stop")
	_, err := submission.NewReader(r).ReadRoster(sheettest.Book{prepared(t, teacher(r, 1))}, submission.File{}, func(*submission.Entry) error { return stop })
	if err != stop {
		t.Errorf("the visitor's wish: %v", err)
	}
}
