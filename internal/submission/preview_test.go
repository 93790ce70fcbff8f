package submission_test

import (
	"slices"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
)

// preview are headers of the live preview as a template has them.
var preview = texts("预览：未填项数", "预览:思想素质", "预 览：综合得分", "预览：\n姓名", "预览：1.遵循基本法律法规")

// The live preview is never read: whatever its cells hold raises nothing,
// fills no row and makes no totals or note row; hidden, it is no hidden data.
func TestThePreviewIsNeverRead(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, cell := range texts("#88.5", "=#12", "A", "?", "!#N/A", "合计", "注：预览", "姓名", "!TRUE", `=""`, "#46083@") {
		list := append(slices.Clone(preview), columns(r)...)
		list = append(list, "预览：信用等级")
		row := func(n int, person map[string]string) map[string]string {
			for _, header := range append(slices.Clone(preview), "预览：信用等级") {
				person[header] = cell
			}
			return person
		}
		s := sheetOf(list, row(1, teacher(r, 1)), row(2, map[string]string{}), row(3, teacher(r, 3)), row(4, map[string]string{}))
		s.Info.HiddenColumns = []sheet.Span{{First: 1, Last: len(preview)}}
		s.Rows[4].Hidden = true
		o := read(t, r, sheettest.Book{s})
		same(t, cell, codesOf(o.all()), nil)
		if len(o.entries) != 2 || o.report.Rows != 2 || o.report.Skipped != 0 {
			t.Errorf("%s: %d practitioners, %d rows, %d skipped", cell, len(o.entries), o.report.Rows, o.report.Skipped)
		}
	}
}

// A header that only looks like the preview's is an unknown column as ever,
// and its texts count.
func TestWhatIsNoPreviewIsAnUnknownColumn(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, header := range texts("预览", "综合得分", "信用等级（预览：）") {
		s := sheetOf(append(columns(r), header), teacher(r, 1, person{header: "A"}), map[string]string{header: "注：请核对"})
		same(t, header, codesOf(read(t, r, sheettest.Book{s}).all()), texts("unknown-column", "note-row"))
	}
}

// prepared is a sheet of a template for a school: county and school stand in
// every row, a running number too.
func prepared(t *testing.T, people ...map[string]string) sheettest.Sheet {
	t.Helper()
	r := rubrictest.Load(t)
	list := append(columns(r), "序号")
	rows := slices.Clone(people)
	for range 3 {
		rows = append(rows, map[string]string{})
	}
	for i := range rows {
		row := map[string]string{"序号": "#7", "县（市）区": "伊美区", "学校": "第一中学"}
		for column, cell := range rows[i] {
			row[column] = cell
		}
		rows[i] = row
	}
	return withInputs(sheetOf(list, rows...), "A2:AV60")
}

// In a template or an annotated copy, a row in which only county and school
// stand is blank; in any other workbook it is a note row.
func TestPreparedRowsOfATemplateAreBlank(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, kind := range texts("template", "annotated") {
		book := sheettest.Book{prepared(t, teacher(r, 1)), stamped(kind, r.ID, r.Edition, "2025")}
		o := read(t, r, book)
		same(t, kind, codesOf(o.all()), texts("unknown-column"))
		if len(o.entries) != 1 || o.report.Rows != 1 {
			t.Errorf("%s: %d practitioners, %d rows", kind, len(o.entries), o.report.Rows)
		}
	}
	o := read(t, r, sheettest.Book{prepared(t, teacher(r, 1))})
	same(t, "no stamp", codesOf(o.all()), texts("unknown-column", "note-row", "note-row", "note-row"))
	for name, c := range map[string]struct {
		row  map[string]string
		code string
	}{
		"the county alone": {map[string]string{"县（市）区": "伊美", "学校": ""}, ""},
		"the school alone": {map[string]string{"县（市）区": ""}, ""},
		"a note":           {map[string]string{"县（市）区": "填表人：李四", "学校": ""}, "note-row"},
		"a totals row":     {map[string]string{"县（市）区": "合计", "学校": ""}, "totals-row"},
		"a subtotal":       {map[string]string{"学校": "小计"}, "totals-row"},
		"a name":           {map[string]string{"姓名": "李四"}, "note-row"},
	} {
		o := read(t, r, sheettest.Book{prepared(t, teacher(r, 1), c.row), stamped("template", r.ID, r.Edition, "2025")})
		want := texts("unknown-column")
		if c.code != "" {
			want = append(want, c.code)
		}
		same(t, name, codesOf(o.all()), want)
		if notes := o.find(finding.NoteRow); name == "a name" && (len(notes) != 1 || !strings.Contains(notes[0].Message(), "（“李四”）")) {
			t.Errorf("%s: %+v", name, notes)
		}
	}
	o = read(t, r, sheettest.Book{prepared(t, map[string]string{labels(r)[0]: "是"}), stamped("template", r.ID, r.Edition, "2025")})
	if len(o.entries) != 1 {
		t.Errorf("one answer makes a practitioner: %d", len(o.entries))
	}
}

// A blank template says that nobody was filled in.
func TestABlankTemplateIsToldApart(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	o := read(t, r, sheettest.Book{prepared(t), stamped("template", r.ID, r.Edition, "2025")})
	list := o.find(finding.NoPractitioner)
	if len(list) != 1 || list[0].Message() != "没有填报任何人员" || o.report.Rows != 0 {
		t.Errorf("%q", codesOf(o.all()))
	}
}

// Those without a single answer are counted, so that a template that was only
// filled with its people is told apart; each of their answers is missing all
// the same, and no guard is raised.
func TestPeopleWithoutASingleAnswerAreCounted(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	var people []map[string]string
	for i := range 12 {
		people = append(people, map[string]string{"姓名": "张三", "身份证件号码": idNumber(i), labels(r)[5]: `" "`})
	}
	o := read(t, r, sheettest.Book{prepared(t, people...), stamped("template", r.ID, r.Edition, "2025")})
	if o.report.Unanswered != 12 || len(o.entries) != 12 || len(o.find(finding.MissingAnswer)) != 12*len(r.Indicators) {
		t.Errorf("%d unanswered of %d", o.report.Unanswered, len(o.entries))
	}
	for _, f := range o.all() {
		if f.Severity() == finding.Warning && f.Code != finding.UnknownColumn {
			t.Errorf("%s: %s", f.Code, f.Message())
		}
	}
	people[3][labels(r)[40]] = "看不懂"
	people[4][labels(r)[40]] = "?"
	if o := read(t, r, sheettest.Book{prepared(t, people...)}); o.report.Unanswered != 10 {
		t.Errorf("%d unanswered", o.report.Unanswered)
	}
}
