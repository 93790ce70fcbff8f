package template_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/template"
	embedded "credit/rubric"

	"github.com/xuri/excelize/v2"
)

// Every answer has its dropdown or its range, and nothing else gets in.
func TestAnswersAreGuided(t *testing.T) {
	for name, r := range map[string]*rubric.Rubric{"this city": rubrictest.Load(t), "another city": other(t)} {
		f := opened(t, made(t, template.Options{Rubric: r, Spare: 30}))
		header, columns := headerRow(t, f)
		if header > 20 {
			t.Errorf("%s: the header row %d is not looked for", name, header)
		}
		inputs := map[string]*excelize.DataValidation{}
		list, err := f.GetDataValidations(submission.DataSheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, input := range list {
			inputs[input.Sqref] = input
		}
		area := func(column string) string {
			return fmt.Sprintf("%s%d:%s%d", columns[column], header+1, columns[column], header+30)
		}
		for i := range r.Indicators {
			n := &r.Indicators[i]
			input := inputs[area(n.Label())]
			if input == nil || !input.ShowErrorMessage || *input.ErrorStyle != "stop" || !strings.Contains(*input.Prompt, n.Statement) {
				t.Fatalf("%s: %s: input %+v", name, n.Label(), input)
			}
			kinds := map[rubric.Kind]string{rubric.Choice: "list", rubric.Rate: "decimal", rubric.Number: "custom"}
			if input.Type != kinds[n.Kind] {
				t.Errorf("%s: %s takes a %s", name, n.Label(), input.Type)
			}
			if n.Kind == rubric.Choice {
				if got := listed(t, f, input.Formula1); !slices.Equal(got, answersOf(n)) {
					t.Errorf("%s: %s offers %q, want %q", name, n.Label(), got, answersOf(n))
				}
			}
		}
		if got := listed(t, f, inputs[area("县（市）区")].Formula1); len(got) != len(r.Counties.Names) || got[0] != r.Counties.Names[0].Name {
			t.Errorf("%s: counties %q", name, got)
		}
		for _, free := range []string{"年度考核", "师德考核", "证件类型"} {
			if input := inputs[area(free)]; input.ShowErrorMessage || input.Type != "list" {
				t.Errorf("%s: %s blocks: %+v", name, free, input)
			}
		}
	}
}

func answersOf(n *rubric.Indicator) []string {
	var texts []string
	for _, a := range n.Answers {
		texts = append(texts, a.Text)
	}
	return texts
}

// listed is what stands in a dropdown's range of the hidden sheet.
func listed(t testing.TB, f *excelize.File, area string) []string {
	t.Helper()
	var column, last string
	var bottom int
	if _, err := fmt.Sscanf(strings.ReplaceAll(area, "$", " "), "'_credit'! %s 2: %s %d", &column, &last, &bottom); err != nil || column != last {
		t.Fatalf("the range %s: %v", area, err)
	}
	var texts []string
	for row := 2; row <= bottom; row++ {
		text, err := f.GetCellValue(stamp.SheetName, column+strconv.Itoa(row))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	return texts
}

// Reading 11: where a title sounds the other way round, what 是 means stands
// above the column, in its prompt and in the guide.
func TestTitlesThatSoundTheOtherWayRound(t *testing.T) {
	r := rubrictest.Load(t)
	layouts := template.Options{Rubric: r}.Layouts()
	for _, column := range layouts[1].Columns {
		at := slices.IndexFunc(r.Indicators, func(n rubric.Indicator) bool { return n.Label() == column.Header })
		if at < 0 {
			continue
		}
		n := &r.Indicators[at]
		contrary := slices.Contains(r.Guards.Polarity.Indicators, n.Number)
		want := "填“是”表示符合评分说明：" + n.Statement
		if strings.Contains(column.Note, want) != contrary || strings.Contains(column.Input.Prompt, want) != contrary {
			t.Errorf("%s: note %q, prompt %q", column.Header, column.Note, column.Input.Prompt)
		}
		if !strings.Contains(column.Note, n.Statement) {
			t.Errorf("%s: the note %q is not the 评分说明", column.Header, column.Note)
		}
	}
}

// What stays in view leaves room for people on a small screen: 1366 by 768.
func TestTheHeadingsLeaveRoom(t *testing.T) {
	f := opened(t, made(t, template.Options{Rubric: rubrictest.Load(t), Year: "2026", School: "第一中学", Spare: 1}))
	header, _ := headerRow(t, f)
	height, width := 0.0, 0.0
	for row := 1; row <= header; row++ {
		h, _ := f.GetRowHeight(submission.DataSheet, row)
		height += h
	}
	panes, _ := f.GetPanes(submission.DataSheet)
	for column := 1; column <= panes.XSplit; column++ {
		w, _ := f.GetColWidth(submission.DataSheet, sheet.ColumnName(column))
		width += w
	}
	if height > 220 || panes.YSplit != header || width > 57 {
		t.Errorf("%v points high, %v characters wide, %d rows frozen of %d", height, width, panes.YSplit, header)
	}
}

// A row that was begun shows what is missing and what is wrong, for as long
// as it is so.
func TestBlankAndWrongCellsAreColoured(t *testing.T) {
	r := rubrictest.Load(t)
	f := opened(t, made(t, template.Options{Rubric: r, Spare: 30}))
	header, columns := headerRow(t, f)
	rules, err := f.GetConditionalFormats(submission.DataSheet)
	if err != nil {
		t.Fatal(err)
	}
	first, last := r.Indicators[0].Label(), r.Indicators[len(r.Indicators)-1].Label()
	area := func(from, to string) string {
		return fmt.Sprintf("%s%d:%s%d", columns[from], header+1, columns[to], header+30)
	}
	for _, n := range r.Indicators[1 : len(r.Indicators)-1] {
		if len(rules[area(n.Label(), n.Label())]) != 1 {
			t.Errorf("%s is not coloured where it is wrong: %v", n.Label(), rules[area(n.Label(), n.Label())])
		}
	}
	if len(rules[area(first, last)]) != 1 {
		t.Error("missing answers are not coloured")
	}
	for _, needed := range []string{"县（市）区", "学校", "姓名", "身份证件号码"} {
		if len(rules[area(needed, needed)]) == 0 {
			t.Errorf("%s is not coloured", needed)
		}
	}
}

func TestTheGuideCarriesTheReviewBlock(t *testing.T) {
	f := opened(t, made(t, template.Options{Rubric: rubrictest.Load(t), School: "第一中学"}))
	rows, err := f.GetRows(submission.GuideSheet)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(rows, func(row []string) bool { return slices.Contains(row, submission.ReviewTitle) })
	if at < 0 || at > 20 {
		t.Fatalf("the block stands in row %d", at+1)
	}
	columns := map[string]string{}
	for i, text := range rows[at] {
		if text != "" {
			columns[text] = sheet.ColumnName(i + 1)
		}
	}
	want := []string{submission.ReviewTitle, submission.ReviewName, submission.ReviewDate, submission.ReviewOpinion}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(columns)); !slices.Equal(got, want) {
		t.Errorf("its columns are %q, want %q", got, want)
	}
	for i, role := range submission.ReviewRoles {
		if got, _ := f.GetCellValue(submission.GuideSheet, columns[submission.ReviewTitle]+strconv.Itoa(at+2+i)); got != role {
			t.Errorf("row %d is for %q, want %q", i+1, got, role)
		}
	}
	inputs, _ := f.GetDataValidations(submission.GuideSheet)
	opinions := fmt.Sprintf("%s%d:%s%d", columns[submission.ReviewOpinion], at+4, columns[submission.ReviewOpinion], at+5)
	found := slices.IndexFunc(inputs, func(in *excelize.DataValidation) bool { return in.Sqref == opinions })
	if found < 0 {
		t.Fatalf("no dropdown in %s", opinions)
	}
	if got := listed(t, f, inputs[found].Formula1); !slices.Equal(got, []string{submission.Passed, submission.SentBack}) {
		t.Errorf("the departments choose of %q", got)
	}
}

func TestTheRecordsHaveTheirColumns(t *testing.T) {
	r := rubrictest.Load(t)
	f := opened(t, made(t, template.Options{Rubric: r}))
	rows, err := f.GetRows(submission.RecordSheet)
	if err != nil {
		t.Fatal(err)
	}
	if at := slices.IndexFunc(rows, func(row []string) bool { return slices.Equal(row, submission.RecordHeaders) }); at < 0 || at >= 20 {
		t.Errorf("the header stands in row %d", at+1)
	}
	inputs, _ := f.GetDataValidations(submission.RecordSheet)
	var offers [][]string
	for _, input := range inputs {
		if input.Type == "list" {
			offers = append(offers, listed(t, f, input.Formula1))
		}
	}
	if len(offers) != 3 || !slices.Equal(offers[0], submission.RecordCategories) || !slices.Equal(offers[1], submission.RecordLevels) ||
		len(offers[2]) != len(r.Guards.Honours.Indicators) {
		t.Errorf("the dropdowns offer %q", offers)
	}
}

// Another rubric gives another template, with no change of the program.
func TestAnotherRubricGivesAnotherTemplate(t *testing.T) {
	r := other(t)
	o := template.Options{Rubric: r, Spare: 2}
	data := made(t, o)
	if bytes.Equal(data, made(t, template.Options{Rubric: rubrictest.Load(t), Spare: 2})) || !bytes.Equal(data, made(t, o)) {
		t.Error("the template does not follow from the rubric alone")
	}
	layouts := o.Layouts()
	titles := map[string]bool{}
	for _, c := range layouts[1].Columns {
		titles[c.Header], titles[c.Group] = true, true
	}
	if !titles["1.带头学法用法"] || !titles["政治素养（20 分）"] {
		t.Errorf("columns and groups: %q", slices.Sorted(maps.Keys(titles)))
	}
}

// Names as long as a rubric may have still make prompts that every office
// program takes, and the allowed answers are not what is cut off.
func TestLongStatementsAreCutNotTheAnswers(t *testing.T) {
	text := strings.Replace(string(embedded.Yichun2024), "statement: 按学校规定参加政治业务学习。", "statement: "+strings.Repeat("按学校规定参加学习", 40)+"。", 1)
	r, err := rubric.Load("long.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	o := template.Options{Rubric: r}
	made(t, o)
	for _, c := range o.Layouts()[1].Columns {
		if c.Header == r.Indicators[1].Label() {
			if n := len(utf16.Encode([]rune(c.Input.Prompt))); n != 255 || !strings.HasSuffix(c.Input.Prompt, "可填：“是”或“否”。") {
				t.Errorf("%d characters: %q", n, c.Input.Prompt)
			}
		}
	}
}
