package template_test

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/template"
	"credit/internal/xlsx"
	embedded "credit/rubric"

	"github.com/xuri/excelize/v2"
)

// made is the bytes of a template.
func made(t testing.TB, o template.Options) []byte {
	t.Helper()
	w, err := xlsx.Create(o.Layouts(), xlsx.WriteOptions{Title: "填报工作簿"})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := errors.Join(o.Write(w), w.Save(&out), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func opened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// person is an entry, kept.
type person struct {
	practitioner.Practitioner
	finding.Place
	answers []submission.Answer
	codes   []finding.Code
}

// submitted is what the program reads from a workbook.
func submitted(t testing.TB, r *rubric.Rubric, data []byte) ([]person, submission.Report) {
	t.Helper()
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var people []person
	report, err := submission.NewReader(r).Read(book, submission.File{Name: "某校.xlsx"}, func(e *submission.Entry) error {
		p := person{Practitioner: e.Practitioner, Place: e.Place, answers: slices.Clone(e.Answers)}
		for _, f := range e.Findings {
			p.codes = append(p.codes, f.Code)
		}
		people = append(people, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return people, report
}

func codes(findings []finding.Finding) []finding.Code {
	var list []finding.Code
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return list
}

// headerRow finds the header row of the 填报表 and its columns.
func headerRow(t testing.TB, f *excelize.File) (int, map[string]string) {
	t.Helper()
	rows, err := f.GetRows(submission.DataSheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if slices.Contains(row, "身份证件号码") {
			columns := map[string]string{}
			for at, text := range row {
				columns[text] = sheet.ColumnName(at + 1)
			}
			return i + 1, columns
		}
	}
	t.Fatal("no header row")
	return 0, nil
}

// idNumber is the nth sound ID number, of nobody.
func idNumber(n int) string {
	first := fmt.Sprintf("23071719900101%03d", n)
	return first + string(practitioner.CheckCharacter(first))
}

// answer is the nth way to answer an indicator, as a cell and as read.
func answer(indicator *rubric.Indicator, n int) (cell any, given string) {
	switch indicator.Kind {
	case rubric.Rate:
		return []any{0.965, 0.8499, 1.0}[n%3], []string{"96.5%", "84.99%", "100%"}[n%3]
	case rubric.Number:
		top, _ := strconv.ParseFloat(indicator.Range.Max.String(), 64)
		return top, indicator.Range.Max.String()
	}
	text := indicator.Answers[n%len(indicator.Answers)].Text
	return text, text
}

// other is a rubric of another city: other names, answers, points, guards.
func other(t testing.TB) *rubric.Rubric {
	t.Helper()
	text := strings.NewReplacer(
		"id: yichun-2024", "id: elsewhere-2025",
		"遵循基本法律法规", "带头学法用法", "name: 政治表现", "name: 政治素养", "group: 政治表现", "group: 政治素养",
		"answer: 参与奖", "answer: 优胜奖", "参与奖: 0.5", "优胜奖: 0.25",
		"range: {min: 0, max: 5, decimals: 2}", "range: {min: 0, max: 5, decimals: 1}",
		"indicators: [6, 10, 28]", "indicators: [6]", "name: 伊美区", "name: 东城区",
	).Replace(string(embedded.Yichun2024))
	r, err := rubric.Load("elsewhere.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAFreshTemplateIsASubmissionOfNobody(t *testing.T) {
	r := rubrictest.Load(t)
	for name, o := range map[string]template.Options{
		"blank":        {Rubric: r, Spare: 30},
		"for a school": {Rubric: r, Year: "2026", County: "伊美区", School: "第一中学", Spare: 30},
		"no spare row": {Rubric: r},
	} {
		people, report := submitted(t, r, made(t, o))
		if want := []finding.Code{finding.NoPractitioner}; len(people) != 0 || !slices.Equal(codes(report.Findings), want) {
			t.Errorf("%s: %d people, findings %q", name, len(people), codes(report.Findings))
		}
		if s := report.Stamp; s.Kind != stamp.Template || s.Rubric != r.ID || s.Edition != r.Edition || s.SHA256 != r.SHA256 || s.Year != o.Year {
			t.Errorf("%s: stamp %+v", name, s)
		}
	}
}

func TestWhatIsFilledInIsRead(t *testing.T) {
	for name, r := range map[string]*rubric.Rubric{"this city": rubrictest.Load(t), "another city": other(t)} {
		county := r.Counties.Names[0].Name
		f := opened(t, made(t, template.Options{Rubric: r, County: county, School: "第一中学", Year: "2026", Spare: 6}))
		header, columns := headerRow(t, f)
		put := func(n int, column string, value any) {
			cell := columns[column] + strconv.Itoa(header+1+n)
			if columns[column] == "" {
				t.Fatalf("%s: no column %s", name, column)
			}
			if err := f.SetCellValue(submission.DataSheet, cell, value); err != nil {
				t.Fatal(err)
			}
		}
		const count = 4
		for n := range count {
			put(n, "姓名", "某人"+strconv.Itoa(n))
			put(n, "身份证件号码", idNumber(n))
			for i := range r.Indicators {
				cell, _ := answer(&r.Indicators[i], n+i)
				put(n, r.Indicators[i].Label(), cell)
			}
		}
		var saved bytes.Buffer
		if err := f.Write(&saved); err != nil {
			t.Fatal(err)
		}
		people, report := submitted(t, r, saved.Bytes())
		if len(people) != count || len(report.Findings) != 0 {
			t.Fatalf("%s: %d people, findings %q", name, len(people), codes(report.Findings))
		}
		for n, p := range people {
			if len(p.codes) > 0 || p.County != county || p.School != "第一中学" || p.ID.Reveal() != idNumber(n) {
				t.Errorf("%s: person %d: findings %q, %s, %s", name, n, p.codes, p.County, p.School)
			}
			for i, got := range p.answers {
				if _, want := answer(&r.Indicators[i], n+i); got.Given != want || !got.Stands {
					t.Errorf("%s: person %d answers %q to %s, want %q", name, n, got.Given, r.Indicators[i].Label(), want)
				}
			}
		}
	}
}

func TestPeopleAreFilledIn(t *testing.T) {
	r := rubrictest.Load(t)
	carried := map[int]string{}
	for i := range r.Indicators {
		_, carried[i] = answer(&r.Indicators[i], i)
	}
	list := []template.Person{
		{Practitioner: practitioner.Practitioner{
			County: "铁力市", School: "第二中学", Name: "=1+1", Document: "护照", ID: practitioner.NewID("E12345678"),
			Certificate: "20231234567", Post: "班主任", Annual: "优秀", Ethics: "合格", Remark: "调入",
		}, Answers: carried},
		{Practitioner: practitioner.Practitioner{Name: "李四", ID: practitioner.NewID(idNumber(1))}},
	}
	data := made(t, template.Options{Rubric: r, County: "伊美区", School: "第一中学", People: list, Spare: 3})
	people, report := submitted(t, r, data)
	if len(people) != 2 || len(report.Findings) != 0 {
		t.Fatalf("%d people, findings %q", len(people), codes(report.Findings))
	}
	got := people[0]
	if want := list[0].Practitioner; len(got.codes) != 0 || !slices.Equal(fields(got.Practitioner), fields(want)) {
		t.Errorf("findings %q, read %q, want %q", got.codes, fields(got.Practitioner), fields(want))
	}
	for i, a := range got.answers {
		if a.Given != carried[i] {
			t.Errorf("%s: read %q, want %q", r.Indicators[i].Label(), a.Given, carried[i])
		}
	}
	if next := people[1]; next.County != "伊美区" || next.School != "第一中学" {
		t.Errorf("who has no school of their own stands at %s, %s", next.County, next.School)
	}
	header, columns := headerRow(t, opened(t, data))
	if formula, _ := opened(t, data).GetCellFormula(submission.DataSheet, columns["姓名"]+strconv.Itoa(header+1)); formula != "" {
		t.Errorf("a name became the formula %q", formula)
	}
}

func fields(p practitioner.Practitioner) []string {
	return []string{p.County, p.School, p.Name, p.Document, p.ID.Reveal(), p.Certificate, p.Post, p.Annual, p.Ethics, p.Remark}
}

// The formulas of the preview stand in the file once; every row shows its own.
func TestEveryRowHasItsOwnPreview(t *testing.T) {
	f := opened(t, made(t, template.Options{Rubric: rubrictest.Load(t), Spare: 40}))
	header, texts := headerRow(t, f)
	for text, at := range texts {
		if !strings.HasPrefix(text, submission.PreviewPrefix) {
			continue
		}
		first, err := f.GetCellFormula(submission.DataSheet, at+strconv.Itoa(header+1))
		if err != nil || first == "" {
			t.Fatalf("%s has no formula (%v)", text, err)
		}
		last, err := f.GetCellFormula(submission.DataSheet, at+strconv.Itoa(header+40))
		if err != nil {
			t.Fatal(err)
		}
		moved := regexp.MustCompile(`(\$?\b[A-Z]{1,3})`+strconv.Itoa(header+1)+`\b`).ReplaceAllString(first, "${1}"+strconv.Itoa(header+40))
		if strings.ReplaceAll(last, " ", "") != strings.ReplaceAll(moved, " ", "") {
			t.Errorf("%s: the last row has\n%s\nthe first, moved down, is\n%s", text, last, moved)
		}
	}
}
