package submission_test

import (
	"fmt"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// records makes a sheet 信用信息; rows are 身份证件号码 | 类别 | 指标.
func records(title string, rows ...string) sheettest.Sheet {
	if title == "" {
		title = "信用信息"
	}
	return sheettest.Parse("== " + title + "\n1: 身份证件号码 | 类别 | 指标\n" + strings.Join(rows, "\n"))[0]
}

// On a sheet of five or more, over 30% 否 to one of 6, 10 or 28 is doubtful;
// with four, or with 30% exactly, it is not.
func TestPolarityIsDoubtedAboveThirtyPercentOfFiveOrMore(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, c := range []struct {
		people, contrary int
		doubted          bool
	}{{4, 4, false}, {4, 2, false}, {5, 1, false}, {5, 2, true}, {5, 5, true}, {6, 2, true}, {10, 3, false}, {10, 4, true}, {20, 6, false}, {20, 7, true}, {9, 3, true}, {30, 9, false}, {30, 10, true}} {
		for _, number := range []int{6, 10, 28, 5, 27} {
			label := labels(r)[number-1]
			var rows []map[string]string
			for i := range c.people {
				row := teacher(r, i)
				if i < c.contrary {
					row[label] = "否"
				}
				rows = append(rows, row)
			}
			o := read(t, r, sheettest.Book{sheetOf(columns(r), rows...)})
			list := o.find(finding.PolarityDoubt)
			if want := c.doubted && number != 5 && number != 27; (len(list) == 1) != want || len(list) > 1 {
				t.Errorf("%d of %d answer 否 to %d: %q", c.contrary, c.people, number, codesOf(o.all()))
				continue
			}
			for _, f := range list {
				if f.Indicator != number || f.Place.Row != 1 || f.Place.Column != 4+number || f.Severity() != finding.Warning {
					t.Errorf("%+v", f)
				}
			}
			for _, e := range o.entries {
				same(t, "held", codeTexts(e.held), nil)
			}
		}
	}
	// Five people on two sheets of four and one are no five.
	var rows []map[string]string
	for i := range 5 {
		rows = append(rows, teacher(r, i, person{labels(r)[5]: "否"}))
	}
	o := read(t, r, sheettest.Book{sheetOf(columns(r), rows[:4]...), sheetOf(columns(r), rows[4:]...)})
	same(t, "two sheets", codesOf(o.all()), nil)
}

// On a sheet of ten or more where everyone has the very same answers, a
// warning says so; nine, or one point of difference, raise none.
func TestUniformAnswersAreNotedFromTenOn(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for people, want := range map[int]int{9: 0, 10: 1, 11: 1} {
		for _, differs := range []bool{false, true} {
			var rows []map[string]string
			for i := range people {
				// The same answers in other forms are the same.
				rows = append(rows, teacher(r, i, person{labels(r)[30]: "#4", labels(r)[0]: []string{"是", "√", "#1"}[i%3], labels(r)[2]: []string{"96.5%", "#0.965%", "#96.5"}[i%3]}))
			}
			if differs {
				rows[people-1][labels(r)[30]] = "#4.01"
			}
			o := read(t, r, sheettest.Book{sheetOf(columns(r), rows...)})
			list := o.find(finding.UniformAnswers)
			if differs {
				want = 0
			}
			if len(list) != want {
				t.Errorf("%d people, differs %v: %q", people, differs, codesOf(o.all()))
			}
			for _, f := range list {
				if f.Place.Row != 1 || f.Severity() != finding.Warning || !strings.Contains(f.Message(), fmt.Sprint(people)) {
					t.Errorf("%+v %s", f, f.Message())
				}
			}
		}
	}
}

// An honour that no credit record backs is a warning, where the workbook has
// records at all; a record backs by its number, by no number any of 19, 35,
// 43 and 44, and a violation backs nothing.
func TestAnHonourIsBackedByARecord(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	me, other := idNumber(1), idNumber(2)
	nobody := person{labels(r)[18]: "无", labels(r)[34]: "无", labels(r)[42]: "无", labels(r)[43]: "无"}
	for _, c := range []struct {
		name    string
		rows    []string
		claims  person
		unbased []int
	}{
		{"no record sheet rows", nil, nil, nil},
		{"an empty number backs all four", []string{me + " | 荣誉表彰 | "}, nil, nil},
		{"a number backs its own only", []string{me + " | 荣誉表彰 | #43"}, nil, []int{19, 35, 44}},
		{"a number as text", []string{me + " | 荣誉表彰 | 43"}, nil, []int{19, 35, 44}},
		{"a number as a header", []string{me + " | 荣誉表彰 | 43.教研创新实践", me + " | 荣誉表彰 | 第19项"}, nil, []int{35, 44}},
		{"every number", []string{me + " | 荣誉表彰 | #19", me + " | 其他 | #35", me + " | 专项任务 | #43", me + " | 荣誉表彰 | #44"}, nil, nil},
		{"another's record", []string{other + " | 荣誉表彰 | "}, nil, []int{19, 35, 43, 44}},
		{"a violation", []string{me + " | 违规违纪 | "}, nil, []int{19, 35, 43, 44}},
		{"a number of another indicator", []string{me + " | 荣誉表彰 | #1"}, nil, []int{19, 35, 43, 44}},
		{"no claim", []string{other + " | 荣誉表彰 | "}, nobody, nil},
		{"a small award is a claim too", []string{other + " | 荣誉表彰 | "}, person{labels(r)[18]: "否", labels(r)[34]: "否", labels(r)[42]: "参与奖", labels(r)[43]: "未参加"}, []int{43}},
		{"a claim that could not be read", []string{other + " | 荣誉表彰 | "}, person{labels(r)[18]: "否", labels(r)[34]: "否", labels(r)[42]: "特等奖", labels(r)[43]: "无"}, nil},
		{"an ID with spaces and full width", []string{`" ` + me[:6] + "  " + fullWidth(me[6:14]) + me[14:] + `" | 荣誉表彰 | `}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			change := c.claims
			if change == nil {
				change = person{}
			}
			book := sheettest.Book{sheetOf(columns(r), teacher(r, 1, change), teacher(r, 2, nobody)), records("", c.rows...)}
			o := read(t, r, book)
			var got []int
			for _, f := range o.find(finding.AwardWithoutRecord) {
				got = append(got, f.Indicator)
				if f.Place.Cell() != sheet.CellName(2, 4+f.Indicator) || f.Severity() != finding.Warning {
					t.Errorf("%+v", f)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.unbased) {
				t.Errorf("not backed: %v, want %v", got, c.unbased)
			}
			for _, e := range o.entries {
				if c.claims[labels(r)[42]] != "特等奖" {
					same(t, "held", codeTexts(e.held), nil)
				}
			}
		})
	}
}

// 校级 backs an answer though it is no record of article 10: the level is
// not asked.
func TestASchoolsOwnAwardBacksAnAnswer(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	list := sheettest.Parse("== 信用信息\n1: 身份证件号码 | 姓名 | 类别 | 名称 | 认定级别 | 认定部门 | 文号 | 日期 | 指标 | 备注\n" +
		idNumber(1) + " | 张三 | 荣誉表彰 | 校级优课 | 校级 | 第一中学 | | 2024-05-01 | |")[0]
	o := read(t, r, sheettest.Book{list, sheetOf(columns(r), teacher(r, 1))})
	same(t, "findings", codesOf(o.all()), nil)
}

// A violation on record, or 师德考核 不合格, beside full marks in 1 to 10 is
// one warning; points do not change and nobody is held.
func TestAViolationBesideFullMarksIsAWarning(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	violation := []string{idNumber(1) + " | 违规违纪 |"}
	for _, c := range []struct {
		name   string
		rows   []string
		change person
		warned bool
	}{
		{"a violation", violation, nil, true},
		{"a violation for an indicator", []string{idNumber(1) + " | 违规违纪 | #8"}, nil, true},
		{"a violation written apart", []string{idNumber(1) + ` | " 违规 违纪 " |`}, nil, true},
		{"another's violation", []string{idNumber(2) + " | 违规违纪 |"}, nil, false},
		{"an honour", []string{idNumber(1) + " | 荣誉表彰 |"}, nil, false},
		{"不合格", nil, person{"师德考核": "不合格"}, true},
		{"不合格 with spaces", nil, person{"师德考核": `" 不合格\u3000"`}, true},
		{"合格", nil, person{"师德考核": "合格"}, false},
		{"基本合格", nil, person{"师德考核": "基本合格"}, false},
		{"blank", nil, person{"师德考核": ""}, false},
		{"both", violation, person{"师德考核": "不合格"}, true},
		{"a violation and one 否", violation, person{labels(r)[7]: "否"}, false},
		{"不合格 and a rate below 95%", nil, person{"师德考核": "不合格", labels(r)[2]: "94%"}, false},
		{"不合格 and a 否 beyond 10", nil, person{"师德考核": "不合格", labels(r)[10]: "否"}, true},
		{"不合格 and an answer missing", nil, person{"师德考核": "不合格", labels(r)[0]: ""}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			book := sheettest.Book{sheetOf(columns(r, "师德考核"), teacher(r, 1, c.change), teacher(r, 2, person{labels(r)[0]: "否"}))}
			if c.rows != nil {
				book = append(book, records("信用信息", c.rows...))
			}
			list := read(t, r, book).find(finding.RecordContradictsAnswer)
			if (len(list) == 1) != c.warned || len(list) > 1 {
				t.Fatalf("%d warnings", len(list))
			}
			for _, f := range list {
				if f.Place.Row != 2 || f.Place.Column == 0 || f.Severity() != finding.Warning || !strings.Contains(f.Message(), "政治表现") {
					t.Errorf("%s: %s", f.Place.Cell(), f.Message())
				}
			}
		})
	}
}

// A record that belongs to nobody in the workbook is a warning at its row; so
// is one whose number can belong to nobody.
func TestARecordOfNobodyIsAWarning(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	o := read(t, r, sheettest.Book{sheetOf(columns(r), teacher(r, 1)), records("信 用 信 息", idNumber(1)+" | 荣誉表彰 |", idNumber(9)+" | 荣誉表彰 |", "#2.30717199001011E+17 | 违规违纪 |")})
	same(t, "findings", codesOf(o.all()), texts("unmatched-record", "bad-record"))
	if f := o.report.Findings[0]; f.Place.Cell() != "A3" || f.Place.Sheet != "信 用 信 息" {
		t.Errorf("at %s %s", f.Place.Sheet, f.Place.Cell())
	}
}

// stamped is a hidden sheet with the stamp of a template or a result.
func stamped(kind, rubric, edition, year string) sheettest.Sheet {
	return sheettest.Parse(fmt.Sprintf("== _credit hidden\n1: credit-stamp | 1\nkind | %s\nrubric | %s\nedition | %s\nsha256 | 00\nyear | %s\nversion | 1", kind, rubric, edition, year))[0]
}

// A template issued for another edition, or for another year than asked for,
// holds everyone back; other bytes of the same edition do not.
func TestAStampIsHeldAgainstTheRubricAndTheYear(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, c := range []struct {
		name                        string
		kind, rubric, edition, year string
		asked                       string
		want                        []string
	}{
		{"the same", "template", "yichun-2024", "2024-11-14", "2025", "2025", nil},
		{"an annotated copy", "annotated", "yichun-2024", "2024-11-14", "2025", "2025", nil},
		{"no year asked", "template", "yichun-2024", "2024-11-14", "2025", "", nil},
		{"no year in the stamp", "template", "yichun-2024", "2024-11-14", "", "2025", nil},
		{"the year in full width", "template", "yichun-2024", "2024-11-14", "２０２５", "2025", nil},
		{"another rubric", "template", "other", "2024-11-14", "2025", "2025", texts("rubric-mismatch")},
		{"another edition", "template", "yichun-2024", "2026-01-01", "2025", "2025", texts("rubric-mismatch")},
		{"an overlay's edition", "template", "yichun-2024+伊美", "2024-11-14", "2025", "2025", texts("rubric-mismatch")},
		{"another year", "template", "yichun-2024", "2024-11-14", "2024", "2025", texts("year-mismatch")},
		{"both", "annotated", "yichun-2024", "2026-01-01", "2024", "2025", texts("rubric-mismatch", "year-mismatch")},
	} {
		t.Run(c.name, func(t *testing.T) {
			book := sheettest.Book{withInputs(sheetOf(columns(r), teacher(r, 1)), "A2:AV9"), stamped(c.kind, c.rubric, c.edition, c.year)}
			o := readFile(t, r, book, submission.File{Name: "a.xlsx", Year: c.asked})
			same(t, "findings", codesOf(o.all()), c.want)
			same(t, "held", codeTexts(o.entries[0].held), c.want)
			if o.report.Stamp.Year != fold.Text(sheettest.Cell(c.year).Text) {
				t.Errorf("stamp %+v", o.report.Stamp)
			}
		})
	}
}

// What this program wrote as a result is recognised by its stamp, skipped
// and reported, whatever else it holds.
func TestAResultOfThisProgramIsSkipped(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, kind := range []string{"graded", "summary", "diff", "notice", "explain", "something new"} {
		o := read(t, r, sheettest.Book{sheetOf(columns(r), teacher(r, 1)), stamped(kind, "yichun-2024", "2024-11-14", "2025")})
		same(t, kind, codesOf(o.all()), texts("own-output"))
		if len(o.entries) != 0 {
			t.Errorf("%s: %d practitioners", kind, len(o.entries))
		}
	}
}
