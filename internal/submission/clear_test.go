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

// says wants one finding among a practitioner's, with that code, that value
// and those words in its message and hint.
func says(t *testing.T, what string, findings []finding.Finding, code finding.Code, value, message, hint string) {
	t.Helper()
	if len(findings) != 1 {
		t.Errorf("%s: %q", what, codesOf(findings))
		return
	}
	f := findings[0]
	if f.Code != code || f.Value != value || !strings.Contains(f.Message(), message) || !strings.Contains(f.Hint(), hint) {
		t.Errorf("%s: %s %q\n%s\n%s", what, f.Code, f.Value, f.Message(), f.Hint())
	}
}

// An answer that is blank because a merge covers it names the merge; one that
// is just blank does not.
func TestAMergedAnswerNamesItsMerge(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	second := teacher(r, 2)
	delete(second, labels(r)[0])
	rows := []map[string]string{teacher(r, 1), second, teacher(r, 3)}
	s := sheetOf(columns(r), rows...)
	s.Info.Merges = []sheet.Range{sheettest.Range("E2:E3")}
	o := read(t, r, sheettest.Book{s})
	same(t, "the first row", o.entries[0].codes(), nil)
	says(t, "the second", o.entries[1].Findings, finding.MissingAnswer, "", "第 1 项“遵循基本法律法规”在合并单元格 E2:E3 里，只算第一行的人", "请取消合并，逐人填写：“是”")
	s.Info.Merges = nil
	o = read(t, r, sheettest.Book{s})
	says(t, "not merged", o.entries[1].Findings, finding.MissingAnswer, "", "没有填报", "空白不按 0 分计")
	// Over columns of one row, the leftmost counts.
	wide := teacher(r, 1)
	delete(wide, labels(r)[1])
	s = sheetOf(columns(r), wide)
	s.Info.Merges = []sheet.Range{sheettest.Range("E2:F2")}
	says(t, "across", read(t, r, sheettest.Book{s}).entries[0].Findings, finding.MissingAnswer, "", "E2:F2 里，只算最左边的一列", "请取消合并，逐格填写")
}

// A merged name or ID number names its merge too; a merged county counts for
// all its rows and is missing only where nothing stands in it.
func TestAMergedNameOrNumberNamesItsMerge(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for column, merge := range map[string]string{"姓名": "C2:C4", "身份证件号码": "D2:D4"} {
		second := teacher(r, 2)
		delete(second, column)
		s := sheetOf(columns(r), teacher(r, 1), second)
		s.Info.Merges = []sheet.Range{sheettest.Range(merge)}
		says(t, column, read(t, r, sheettest.Book{s}).entries[1].Findings, finding.MissingIdentity, "", "“"+column+"”在合并单元格 "+merge+" 里，只算第一行的人", "请取消合并，逐人填写")
	}
	rows := []map[string]string{withoutCounty(teacher(r, 1)), withoutCounty(teacher(r, 2))}
	s := sheetOf(columns(r), rows...)
	s.Info.Merges = []sheet.Range{sheettest.Range("A2:A3")}
	says(t, "a blank merged county", read(t, r, sheettest.Book{s}).entries[1].Findings, finding.MissingIdentity, "", "“县（市）区”没有填写", "请填写")
}

// A picture that WPS embeds in a cell is said to be one, where it stands for
// an answer or for who somebody is; so is what becomes of it elsewhere.
func TestAPictureInACellIsSaidToBeOne(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	const picture = `="=DISPIMG(\"ID_A16C8CE6E39B4F25934D584A1C41E1E1\",1)"`
	for _, label := range []string{labels(r)[0], labels(r)[2], labels(r)[30], labels(r)[43]} {
		e := one(t, r, nil, person{label: picture})
		says(t, label, e.Findings, finding.UnknownAnswer, "图片", "的单元格里是图片，不是文字", "请删去图片，改填文字：")
	}
	for column, code := range map[string]finding.Code{
		"县（市）区": finding.UnknownCounty, "学校": finding.MissingIdentity, "姓名": finding.MissingIdentity, "身份证件号码": finding.BadID,
	} {
		e := one(t, r, nil, person{column: picture})
		says(t, column, e.Findings, code, "图片", "“"+column+"”的单元格里是图片，不是文字", "请删去图片，改填文字")
		if p := e.Practitioner; strings.Contains(p.Name+p.School+p.County+p.ID.Reveal(), "DISPIMG") {
			t.Errorf("%s: kept as %+v", column, p)
		}
	}
	for cell, hinted := range map[string]bool{"=!#NAME?": true, "!#VALUE!": true, "!#N/A": false, "!#REF!": false} {
		for _, column := range texts(labels(r)[0], "姓名") {
			e := one(t, r, nil, person{column: cell})
			if len(e.Findings) != 1 || e.Findings[0].Code != finding.CellError || strings.Contains(e.Findings[0].Hint(), "图片") != hinted {
				t.Errorf("%s in %s: %q", cell, column, e.codes())
			}
		}
	}
	says(t, "a word about pictures", one(t, r, nil, person{labels(r)[0]: "见图片"}).Findings, finding.UnknownAnswer, "见图片", "填了“见图片”，无法识别", "请填“是”")
}

// An answer that Excel turned into a date says so, with the date as it is
// shown; the code is what it would be anyway, and a number that may stand for
// an answer is one, whatever its format.
func TestADateForAnAnswerSaysSo(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, c := range []struct {
		label, cell string
		code        finding.Code
		value, hint string
	}{
		{labels(r)[0], "#46083@", finding.UnknownAnswer, "2026-03-02", "设为“常规”，再重新填写：“是”或“否”"},
		{labels(r)[16], "=#46083@", finding.UnknownAnswer, "2026-03-02", "“博士”"},
		{labels(r)[30], "#46117.5@", finding.OutOfRange, "2026-04-05 12:00", "设为“常规”，再重新填写：0 至 5"},
		{labels(r)[2], "#46117@", finding.OutOfRange, "2026-04-05", "设为“百分比”"},
		{labels(r)[43], "#46083@", finding.UnknownAnswer, "2026-03-02", "“一等奖”"},
	} {
		e := one(t, r, nil, person{c.label: c.cell})
		says(t, c.label, e.Findings, c.code, c.value, "被当成了日期（"+c.value+"）", c.hint)
		if at := slices.Index(labels(r), c.label); e.Answers[at].Given != c.value || e.Answers[at].Stands {
			t.Errorf("%s: given %q", c.label, e.Answers[at].Given)
		}
	}
	// The stored value counts, never how it is shown.
	same(t, "4 as a date", one(t, r, nil, person{labels(r)[30]: "#4@"}).codes(), nil)
	same(t, "1 as a date", one(t, r, nil, person{labels(r)[0]: "#1@"}).codes(), nil)
	same(t, "96.5 as a date", one(t, r, nil, person{labels(r)[2]: "#96.5@"}).codes(), nil)
	// A number that is no date says nothing of dates.
	if f := one(t, r, nil, person{labels(r)[30]: "#46117"}).Findings[0]; strings.Contains(f.Message(), "日期") || f.Value != "46117" {
		t.Errorf("%s", f.Message())
	}
	// Days are counted from 1904 where the workbook does.
	s := sheetOf(columns(r), teacher(r, 1, person{labels(r)[0]: "#44621@"}))
	s.Info.From1904 = true
	says(t, "from 1904", read(t, r, sheettest.Book{s}).entries[0].Findings, finding.UnknownAnswer, "2026-03-02", "2026-03-02", "常规")
}

// A text about a person that became a date is a warning which guesses what
// was typed; the date is what is kept, and nobody is held for it.
func TestADateForATextIsAWarning(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	more := texts("资格证号", "岗位", "年度考核", "师德考核", "备注")
	for _, column := range texts("学校", "姓名", "资格证号", "岗位", "年度考核", "师德考核") {
		e := one(t, r, more, person{column: "#46083@"})
		says(t, column, e.Findings, finding.NotText, "2026-03-02", "“"+column+"”的单元格被当成了日期（2026-03-02）", "“文本”，再重新输入（原来填的可能是“3-2”）")
		same(t, column, codeTexts(e.held), nil)
		if p := e.Practitioner; !slices.Contains(texts(p.School, p.Name, p.Certificate, p.Post, p.Annual, p.Ethics), "2026-03-02") {
			t.Errorf("%s: kept as %+v", column, p)
		}
	}
	says(t, "the first of a month", one(t, r, nil, person{"学校": "#46082@"}).Findings, finding.NotText, "2026-03-01", "2026-03-01", "“3-1”或“2026-3”")
	says(t, "a time", one(t, r, nil, person{"学校": "#46082.5@"}).Findings, finding.NotText, "2026-03-01 12:00", "12:00", "再重新输入")
	says(t, "a county", one(t, r, nil, person{"县（市）区": "#46083@"}).Findings, finding.UnknownCounty, "2026-03-02", "被当成了日期（2026-03-02）", "“文本”，再重新填写：“伊美区”")
	same(t, "an ID number", one(t, r, nil, person{"身份证件号码": "#230717@"}).codes(), texts("id-precision-lost"))
	same(t, "a remark", one(t, r, more, person{"备注": "#46083@"}).codes(), nil)
	same(t, "a number", one(t, r, nil, person{"学校": "#46083"}).codes(), nil)
	same(t, "a date as text", one(t, r, nil, person{"学校": "2026-03-02"}).codes(), nil)
}
