package main

import (
	"slices"
	"strings"

	"credit/internal/demo/year"
	"credit/internal/rubric"
)

// faulty is the same year with faults: single cells, whole columns, sheets
// handed in late, and credit records that do not fit. Most people can still
// be graded.
func faulty(r *rubric.Rubric) []*table {
	w := newTown(r)
	w.addQuirks()
	for _, f := range faults {
		cell := w.sheet(f.sheet).cell(f.person, f.key)
		*cell = f.make(*cell)
	}
	w.repeatPeople()
	w.sheet("填报表").hiddenColumns = []string{"资格证号", "#34"}
	w.sheet("填报表").note(map[string]any{"县（市）区": "总计", "姓名": 98})
	w.badRecords()
	w.lateSheets()
	return w.book()
}

// fault is one cell gone wrong.
type fault struct {
	sheet  string
	person int
	key    string
	make   func(was any) any
}

// to replaces what stood there.
func to(value any) func(any) any { return func(any) any { return value } }

// edited changes a text that stood there.
func edited(change func(string) string) func(any) any {
	return func(was any) any { return change(was.(string)) }
}

const (
	identity = "身份证件号码"
	first    = "填报表"
	merged   = "汤旺、丰林、大箐山"
	direct   = "填报表（市直）"
)

var faults = []fault{
	// Who it is.
	{first, 3, "县（市）区", to(nil)}, {first, 8, "学校", to(nil)}, {first, 12, "姓名", to("  ")}, {first, 17, identity, to(nil)},
	{first, 21, "县（市）区", to("伊美县")}, {direct, 5, "县（市）区", to("市属")},
	{first, 25, identity, edited(func(id string) string { return id[:17] })},
	{first, 29, identity, edited(func(id string) string { return id[:6] + "1985O3" + id[12:] })},
	{first, 33, identity, edited(func(id string) string { return id[:10] + "0231" + id[14:] })},
	{first, 37, identity, edited(wrongCheck)}, {merged, 6, identity, edited(swapped)},
	{first, 42, identity, asNumber}, {"嘉荫县", 5, identity, asNumber},

	// What was answered.
	{first, 45, "#4", to(nil)}, {first, 45, "#22", to(" ")}, {first, 49, "#31", to(nil)},
	{first, 53, "#7", to("基本符合")}, {first, 57, "#18", to("良")}, {merged, 9, "#17", to("在读硕士")},
	{"嘉荫县", 9, "#44", to("优秀奖")}, {"嘉荫县", 12, "#3", to("全勤")}, {"南岔县", 3, "#21", to("/")},
	{first, 61, "#27", to("不适用")}, {first, 61, "#28", to("不适用")}, {merged, 14, "#31", to("不适用")},
	{first, 65, "#3", to(percent(1.02))}, {merged, 18, "#38", to(120.0)}, {merged, 21, "#31", to(6.0)}, {"南岔县", 8, "#31", to(-1.0)},
	{"金林区", 3, "#38", to(1.0)}, {"金林区", 6, "#3", to("1")},
	// Odd, but not wrong.
	{first, 5, "证件类型", to("工作证")}, {"金林区", 11, "#3", to(percent(0.0095))},
	{first, 14, "岗位", to(day(45659))},
	{first, 69, "#31", to(4.125)}, {"南岔县", 11, "#31", to("3.875分")},
	{first, 73, "#38", to(0.97)}, {first, 77, "#43", to("二等奖；三等奖")}, {first, 78, "#44", to("一等奖/参与奖")},
	{merged, 25, "#9", to(raw{"e", "VLOOKUP(D30,名册!A:C,3,0)", "#N/A"})},
	{"铁力市", 7, "#40", to(raw{"e", "", "#REF!"})}, {"铁力市", 9, "姓名", to(raw{"e", "名册!B9", "#NAME?"})},
	{"铁力市", 12, "#38", to(raw{"", "COUNTIF(考勤!B12:AF12,&quot;√&quot;)/31", ""})},
	{direct, 9, "#18", to(raw{"str", "IF(成绩!C9&gt;=90,&quot;优秀&quot;,&quot;良好&quot;)", ""})},
	// A saved result is as good as a typed one: no fault.
	{direct, 11, "#38", to(raw{"", "29/30*100", "96.666666666666671"})},
	{direct, 14, "#5", to(raw{"str", "IF(1=1,&quot;是&quot;,&quot;否&quot;)", "是"})},

	// Several faults in one row.
	{direct, 17, "姓名", to(nil)}, {direct, 17, identity, edited(wrongCheck)}, {direct, 17, "#3", to("很好")}, {direct, 17, "#31", to(5.5)},
	// Beside full marks for conduct, see badRecords.
	{direct, 20, "师德考核", to("不合格")},
}

// wrongCheck changes the check digit, swapped two neighbours: what typing
// does.
func wrongCheck(id string) string {
	last := "0"
	if strings.HasSuffix(id, "0") {
		last = "1"
	}
	return id[:17] + last
}

func swapped(id string) string {
	digits := []byte(id)
	for i := 14; i < 16; i++ {
		if digits[i] != digits[i+1] {
			digits[i], digits[i+1] = digits[i+1], digits[i]
			break
		}
	}
	return string(digits)
}

// asNumber is what becomes of an ID number typed into a cell that is not
// text: 15 digits and zeros.
func asNumber(was any) any {
	id := strings.ReplaceAll(was.(string), " ", "")
	return raw{value: id[:1] + "." + id[1:15] + "E+17"}
}

// repeatPeople enters people twice: a whole row copied, and someone who moved
// between schools and whom both hand in.
func (w *town) repeatPeople() {
	t := w.sheet("铁力市")
	copied := t.lines[t.people[2]]
	copied.cells = append([]any(nil), copied.cells...)
	t.people = append(t.people, len(t.lines))
	t.lines = append(t.lines, copied)

	moved := w.sheet(first).cell(81, identity)
	*w.sheet("金林区").cell(9, identity) = spacedID((*moved).(string))
}

// badRecords puts credit records on the sheet that fit nobody, or contradict
// what was answered, and lets a full-marks row stand beside a bad 师德考核.
func (w *town) badRecords() {
	stranger := w.maker.Person(year.School{County: "伊美区", Name: "伊美区松涛小学", Kind: year.Primary})
	stranger.Records = []year.Record{{Category: "荣誉表彰", Name: "骨干教师", Level: "县级",
		Department: "伊美区教育局", Document: "示教发〔2024〕9号", Date: "2024-09-10", Indicator: 19}}
	w.people = append(w.people, &stranger)

	recorded := slices.DeleteFunc(slices.Clone(w.people), func(p *year.Person) bool { return len(p.Records) == 0 })
	recorded[1].Records[0].Category = "表彰奖励"
	recorded[4].Records[0].Date = "上学期末"
	recorded[7].Records[0].Level = "片区"

	t := w.sheet(direct)
	p := t.lines[t.people[20]].person
	p.Records = nil // so that the 师德考核 alone is what contradicts
	for number := 1; number <= 10; number++ {
		*t.cell(20, answerKey(number)) = "是"
	}
	*t.cell(20, "#3") = percent(1)
}
