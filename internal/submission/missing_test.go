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

// retitled reads a sheet on which columns, by their letters, bear other
// headers; two people fill every column.
func retitled(t *testing.T, headers map[string]string) outcome {
	t.Helper()
	r := rubrictest.Load(t)
	s := sheetOf(columns(r, "备注"), teacher(r, 1, person{"备注": "甲"}), teacher(r, 2, person{"备注": "乙"}))
	for i := range s.Rows[0].Cells {
		cell := &s.Rows[0].Cells[i]
		if header, renamed := headers[letters(cell.Column)]; renamed {
			made := sheettest.Cell(header)
			made.Column = cell.Column
			*cell = made
		}
	}
	s.Rows[0].Cells = slices.DeleteFunc(s.Rows[0].Cells, func(c sheet.Cell) bool { return c.Kind == sheet.Blank })
	return read(t, r, sheettest.Book{s})
}

// hints are the hints about missing columns, in their order.
func (o outcome) hints(code finding.Code) string {
	var list []string
	for _, f := range o.find(code) {
		list = append(list, f.Hint())
	}
	return strings.Join(list, "\n")
}

// A column that probably is the missing one is named, so that nobody adds
// another one beside it: one whose header is not understood, or is gone, where
// the missing one usually stands.
func TestTheColumnThatProbablyIsTheMissingOneIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		headers map[string]string
		want    []string
	}{
		"a name in other words":     {map[string]string{"C": "教师名字"}, texts("C1“教师名字”可能就是这一列：如果是，把表头改成“姓名”即可，不用另加列")},
		"a name without any header": {map[string]string{"C": ""}, texts("C1（没有表头）可能就是这一列")},
		"an ID number":              {map[string]string{"D": "身份号"}, texts("D1“身份号”可能就是这一列")},
		"a county":                  {map[string]string{"A": "地区"}, texts("A1“地区”可能就是这一列")},
		"an indicator":              {map[string]string{"H": "升降国旗"}, texts("H1“升降国旗”可能就是这一列：如果是，把表头改成“3.")},
		"a number alone":            {map[string]string{"H": "#3"}, texts("H1“3”可能就是这一列")},
		"no header":                 {map[string]string{"H": ""}, texts("H1（没有表头）可能就是这一列")},
		"the first":                 {map[string]string{"F": "遵循法律法规"}, texts("F1“遵循法律法规”可能就是这一列：如果是，把表头改成“1.")},
		"the last":                  {map[string]string{"AW": "评价"}, texts("AW1“评价”可能就是这一列：如果是，把表头改成“44.")},
		"two in a row":              {map[string]string{"H": "升降国旗活动", "I": ""}, texts("H1“升降国旗活动”可能就是这一列：如果是，把表头改成“3.", "I1（没有表头）可能就是这一列：如果是，把表头改成“4.")},
		"covered by the next one":   {map[string]string{"H": "指标4"}, texts("H1“指标4”可能就是这一列：如果是，把表头改成“3.")},
		"covered by the last one":   {map[string]string{"H": "指标2"}, texts("H1“指标2”可能就是这一列：如果是，把表头改成“3.")},
		"covered by a far one":      {map[string]string{"H": "指标40"}, texts("H1“指标40”可能就是这一列：如果是，把表头改成“3.")},
	} {
		o := retitled(t, c.headers)
		hints := strings.Split(o.hints(finding.MissingColumn), "\n")
		if len(hints) != len(c.want) {
			t.Errorf("%s: %q", name, hints)
			continue
		}
		for i, want := range c.want {
			if !strings.Contains(hints[i], want) || !strings.HasPrefix(hints[i], "请在表头行补上“") {
				t.Errorf("%s: %s", name, hints[i])
			}
		}
		if held := o.entries[0].Blocking; !slices.ContainsFunc(held, func(f finding.Finding) bool { return f.Hint() == hints[0] }) {
			t.Errorf("%s: the practitioner is told something else", name)
		}
	}
}

// Where several columns might be the one, or none, nothing is said.
func TestWhereSeveralColumnsMightBeTheMissingOneNothingIsSaid(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	gone := columns(r, "备注", "籍贯", "民族")
	gone = slices.Delete(gone, 7, 8) // 备注, 籍贯 and 民族 stand before the indicators
	list := append(columns(r), "籍贯")
	list = slices.Delete(list, 6, 7) // indicator 3, and a stranger far off
	for name, headers := range map[string][]string{
		"two strangers before the first":    gone,
		"a stranger elsewhere":              list,
		"two names in other words":          append(replaced(columns(r), "姓名", "老师"), "姓", "名字"),
		"two strangers in its place":        slices.Insert(replaced(columns(r), labels(r)[2], "甲"), 6, "乙"),
		"one stranger for two":              slices.Delete(replaced(columns(r), labels(r)[2], "甲"), 7, 8),
		"nothing stands under the lost one": replaced(columns(r), labels(r)[2], ""),
	} {
		row := teacher(r, 1)
		for _, column := range columns(r) {
			if !slices.Contains(headers, column) {
				delete(row, column)
			}
		}
		o := read(t, r, sheettest.Book{sheetOf(headers, row)})
		hints := o.hints(finding.MissingColumn)
		if hints == "" || strings.Contains(hints, "可能就是") {
			t.Errorf("%s: %s", name, hints)
		}
	}
}

func replaced(list []string, old, header string) []string {
	list = slices.Clone(list)
	list[slices.Index(list, old)] = header
	return list
}

// A column that stands twice is not simply to be deleted: it may be another
// one whose header was covered, which is named where it stands in the place of
// one that is missing.
func TestADoubledColumnIsNotSimplyDeleted(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	o := retitled(t, map[string]string{"H": "指标40"})
	if hint := o.hints(finding.DuplicateColumn); !strings.Contains(hint, "H1“指标40”可能是缺少的“"+labels(r)[2]+"”（表头被覆盖），如果是，把它的表头改成“"+labels(r)[2]+"”") ||
		!strings.Contains(hint, "请核对这两列的内容") {
		t.Errorf("%s", hint)
	}
	o = read(t, r, sheettest.Book{sheetOf(append(columns(r), "指标40"), teacher(r, 1))})
	if hint := o.hints(finding.DuplicateColumn); !strings.Contains(hint, "如果其中一列其实是别的列（例如表头被覆盖），请改正它的表头；确实重复的，只保留一列") || strings.Contains(hint, "缺少") {
		t.Errorf("%s", hint)
	}
}

// A column that says it is something else is never offered as the missing one:
// whoever followed the hint would swap answers, or grade a telephone number.
func TestNoColumnIsTakenForAnother(t *testing.T) {
	t.Parallel()
	for name, headers := range map[string]map[string]string{
		"two moved and renamed":  {"J": "教学任务落实情况", "AI": "仪容仪表情况"},
		"a telephone number":     {"C": "联系电话"},
		"a former name":          {"C": "曾用名"},
		"a column of the school": {"O": "是否党员"},
		"a title":                {"V": "职称"},
		"a neighbour renamed":    {"N": "滥用职权", "O": "集体荣誉"},
	} {
		if hints := retitled(t, headers).hints(finding.MissingColumn); hints == "" || strings.Contains(hints, "可能就是") {
			t.Errorf("%s: %s", name, hints)
		}
	}
}
