package submission_test

import (
	"testing"

	"credit/internal/finding"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet/sheettest"
)

// withInputs is a sheet on which ranges say what may be filled in.
func withInputs(s sheettest.Sheet, ranges ...string) sheettest.Sheet {
	s.Info.Inputs = nil
	for _, ref := range ranges {
		s.Info.Inputs = append(s.Info.Inputs, sheettest.Range(ref))
	}
	return s
}

// pastedOver reads a template of three people (rows 2 to 4) with these inputs
// left; E is indicator 1, F the second, AV the last.
func pastedOver(t *testing.T, kind string, ranges ...string) []finding.Finding {
	t.Helper()
	r := rubrictest.Load(t)
	book := sheettest.Book{withInputs(sheetOf(columns(r), teacher(r, 1), teacher(r, 2), teacher(r, 3)), ranges...)}
	if kind != "" {
		book = append(book, stamped(kind, r.ID, r.Edition, "2025"))
	}
	return read(t, r, book).all()
}

// Answers of a template whose dropdowns are gone are one warning a sheet,
// which names the columns, how many cells, and the first.
func TestPastedOverDropdownsAreOneWarningASheet(t *testing.T) {
	t.Parallel()
	for _, kind := range texts("template", "annotated") {
		list := pastedOver(t, kind, "A2:D60", "E2:E2", "E5:E60", "F3:F60", "G2:AU60", "AV2:AV3", "H2:H60")
		says(t, kind, list, finding.LostDropdown, "", "E 至 F 列、AV 列“44.评价观念”的下拉选项没有了（共 4 格，首见 F2）", "选择性粘贴“有效性验证”")
		if list[0].Place.Cell() != "F2" {
			t.Errorf("at %s", list[0].Place.Cell())
		}
	}
	says(t, "all gone", pastedOver(t, "template"), finding.LostDropdown, "", "整张表的下拉选项没有了（共 132 格，首见 E2）", "请逐格核对")
	says(t, "all answers gone", pastedOver(t, "template", "A2:D60"), finding.LostDropdown, "", "整张表的下拉选项没有了（共 132 格，首见 E2）", "请逐格核对")
	says(t, "the header's alone are left", pastedOver(t, "template", "E1:AV1"), finding.LostDropdown, "", "整张表", "请逐格核对")
}

// There is no false alarm: where all stands as it was, however it is written
// down; where rows were inserted or lie below what was prepared; where a
// single column was dragged further down; in a workbook without a stamp.
func TestDropdownsThatStandAreNoWarning(t *testing.T) {
	t.Parallel()
	for name, ranges := range map[string][]string{
		"as prepared":                  {"E2:AV60"},
		"the whole sheet":              {"A1:XFD1048576"},
		"in any order and overlapping": {"G2:AV4", "F4:F4", "E2:E9", "E3:E3", "F2:F2", "F3:F9"},
		"cell by cell":                 {"E2:AV2", "E3:AV3", "E4:AV4"},
		"prepared for one":             {"E2:AV2"},
		"one column reaches further":   {"E2:AV2", "E3:E9"},
		"prepared in other rows alone": {"E10:AV20", "E2:AV4"},
	} {
		same(t, name, codesOf(pastedOver(t, "template", ranges...)), nil)
	}
	same(t, "no stamp", codesOf(pastedOver(t, "", "E9:AV60")), nil)
	same(t, "no stamp, no inputs", codesOf(pastedOver(t, "")), nil)
	r := rubrictest.Load(t)
	blank := teacher(r, 2)
	delete(blank, labels(r)[0])
	o := read(t, r, sheettest.Book{withInputs(sheetOf(columns(r), teacher(r, 1), blank), "E2:E2", "E9:E60", "F2:AV60"), stamped("template", r.ID, r.Edition, "2025")})
	same(t, "a blank cell", codesOf(o.all()), texts("missing-answer"))
	roster := readRoster(t, sheettest.Book{sheetOf(columns(r), teacher(r, 1)), stamped("template", r.ID, r.Edition, "2025")})
	same(t, "a roster", codesOf(roster.report.Findings), nil)
}

// A column that has no input anywhere, though others have, was none of the
// template's.
func TestAColumnWithoutAnyInputIsLeftAlone(t *testing.T) {
	t.Parallel()
	same(t, "E", codesOf(pastedOver(t, "template", "F2:AV60")), nil)
}
