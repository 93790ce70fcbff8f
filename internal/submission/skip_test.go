package submission_test

import (
	"slices"
	"testing"

	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
)

// A second header in another order of columns holds back everyone under it:
// read by the first one, their answers would stand in the wrong places.
func TestASecondHeaderInAnotherOrderHoldsBackWhatFollows(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	swapped := columns(r)
	swapped[4], swapped[5] = swapped[5], swapped[4]
	again := map[string]string{}
	for i, column := range columns(r) {
		again[column] = swapped[i]
	}
	o := read(t, r, sheettest.Book{sheetOf(columns(r), teacher(r, 1), again, teacher(r, 2))})
	if len(o.entries) != 2 {
		t.Fatalf("%d practitioners", len(o.entries))
	}
	same(t, "above", codeTexts(o.entries[0].held), nil)
	same(t, "below", codeTexts(o.entries[1].held), texts("column-mismatch"))
}

// A repeated header is skipped; a practitioner whose ID cell holds a word of
// the header is not.
func TestOnlyARepeatedHeaderIsOne(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	again := map[string]string{}
	for _, column := range columns(r) {
		again[column] = column
	}
	wordForID := teacher(r, 2, person{"身份证件号码": "身份证号码"})
	o := read(t, r, sheettest.Book{sheetOf(columns(r), teacher(r, 1), again, wordForID)})
	same(t, "the header again", codesOf(o.report.Findings), texts("note-row"))
	if len(o.entries) != 2 {
		t.Fatalf("%d practitioners", len(o.entries))
	}
	same(t, "a word of the header for an ID number", o.entries[1].codes(), texts("bad-id"))
}

// A row that answers in words is a practitioner, whatever stands beside.
func TestARowWithAnswersIsNoTotalsRow(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	row := teacher(r, 2, person{"说明": "合计", "姓名": ""})
	delete(row, "身份证件号码")
	delete(row, "姓名")
	o := read(t, r, sheettest.Book{sheetOf(columns(r, "说明"), teacher(r, 1), row)})
	if o.report.Skipped != 0 || len(o.entries) != 2 {
		t.Fatalf("%d skipped, %d practitioners", o.report.Skipped, len(o.entries))
	}
	same(t, "held", codeTexts(o.entries[1].held), texts("missing-identity"))
}

// A header cell that is merged far down hides nobody.
func TestAHeaderMergedOverPeopleHidesNobody(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	noName := teacher(r, 2)
	delete(noName, "姓名")
	delete(noName, "身份证件号码")
	s := sheetOf(append(columns(r), "备注"), teacher(r, 1), noName)
	s.Info.Merges = []sheet.Range{{Top: 1, Left: len(columns(r)) + 1, Bottom: 3, Right: len(columns(r)) + 1}}
	o := read(t, r, sheettest.Book{s})
	if o.report.Skipped != 0 || len(o.entries) != 2 {
		t.Fatalf("%d skipped, %d practitioners", o.report.Skipped, len(o.entries))
	}
	same(t, "held", codeTexts(o.entries[1].held), texts("missing-identity"))
}

// What a merge covers nobody sees: it is neither county nor answer.
func TestWhatAMergeCoversIsNotRead(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	second := teacher(r, 2, person{"县（市）区": "乌翠区", "学校": "别校"})
	s := sheetOf(columns(r), teacher(r, 1), second)
	answer := slices.Index(columns(r), labels(r)[0]) + 1
	s.Info.Merges = []sheet.Range{sheettest.Range("A2:A3"), sheettest.Range("B2:B3"), {Top: 2, Left: answer, Bottom: 3, Right: answer}}
	o := read(t, r, sheettest.Book{s})
	if p := o.entries[1].Practitioner; p.County != "伊美区" || p.School != "第一中学" {
		t.Errorf("%s, %s", p.County, p.School)
	}
	same(t, "the covered answer", o.entries[1].codes(), texts("missing-answer"))
}

// No wording of 证件类型 switches the check of a 居民身份证 number off without
// a word.
func TestTheKindOfDocumentHidesNoWrongNumber(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for document, want := range map[string]string{
		"居民身份证（二代）": "bad-id", "居民身份证/护照": "bad-id", "/": "bad-id", "无": "bad-id", "身份证件": "bad-id",
		"临时居民身份证": "bad-id", "证件": "other-document", "护照": "", "外国人永久居留身份证": "",
	} {
		e := one(t, r, texts("证件类型"), person{"证件类型": document, "身份证件号码": "E12300045"})
		var codes []string
		if want != "" {
			codes = texts(want)
		}
		same(t, document, e.codes(), codes)
	}
	same(t, "no number", one(t, r, texts("证件类型"), person{"证件类型": "护照", "身份证件号码": "/"}).codes(), texts("bad-id"))
}
