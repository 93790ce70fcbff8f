package template_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"credit/internal/finding"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/submission"
	"credit/internal/template"
)

// overlaid is the rubric that ships with the kindergartens' rules of 伊美区,
// altered as pairs of texts say.
func overlaid(t testing.TB, changes ...string) *rubric.Rubric {
	t.Helper()
	text, err := os.ReadFile("../../testdata/rubric/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubrictest.Load(t).Lay("own.yaml", []byte(strings.NewReplacer(changes...).Replace(string(text))))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What people fill into a template by their county's own rules is read as it
// stands, 不适用 included.
func TestWhatIsFilledInByOwnRulesIsRead(t *testing.T) {
	all := overlaid(t)
	r := all.For(0)
	f := opened(t, made(t, template.Options{Rubric: r, County: "伊美区", School: "第一幼儿园", Year: "2026", Spare: 40}))
	header, columns := headerRow(t, f)
	random := rand.New(rand.NewPCG(1, 2))
	given := make([][]string, 40)
	excused := 0
	for n := range given {
		put := func(column string, value any) {
			if err := f.SetCellValue(submission.DataSheet, columns[column]+strconv.Itoa(header+1+n), value); err != nil {
				t.Fatal(err)
			}
		}
		post := []string{"幼儿园教师", "班主任", ""}[random.IntN(3)]
		put("姓名", "某人"+strconv.Itoa(n))
		put("身份证件号码", idNumber(n))
		put("岗位", post)
		for i := range r.Indicators {
			cell, text := ownAnswer(&r.Indicators[i], random.IntN(5))
			if r.Indicators[i].NotApplicableTo(rubric.Staff{Post: post, School: "第一幼儿园"}) != nil && random.IntN(2) == 0 {
				cell, text = submission.NotApplicable, submission.NotApplicable
				excused++
			}
			put(r.Indicators[i].Label(), cell)
			given[n] = append(given[n], text)
		}
	}
	var saved bytes.Buffer
	if err := f.Write(&saved); err != nil {
		t.Fatal(err)
	}
	people, report := submitted(t, all, saved.Bytes())
	if len(people) != len(given) || len(finding.ErrorCodes(report.Findings)) != 0 || excused == 0 {
		t.Fatalf("%d people, findings %q, %d times 不适用", len(people), codes(report.Findings), excused)
	}
	for n, p := range people {
		for i, got := range p.answers {
			if !got.Stands || got.Given != given[n][i] || (got.NotApplicable != nil) != (got.Given == submission.NotApplicable) {
				t.Errorf("person %d answers %q to %s, want %q: %q", n, got.Given, r.Indicators[i].Label(), given[n][i], p.codes)
			}
		}
	}
}

func ownAnswer(n *rubric.Indicator, at int) (cell any, given string) {
	if n.Kind == rubric.Measure {
		text := []string{"100", "85", "84.99", "60.5", "10"}[at]
		number, _ := strconv.ParseFloat(text, 64)
		return number, text
	}
	return answer(n, at)
}

// People of a county are graded from the template of its rules, and from no
// other.
func TestATemplateIsForOneCountysPeople(t *testing.T) {
	all := overlaid(t)
	who := func(county string, n int) template.Person {
		r := all.For(slices.Index(all.Counties.Lines(), county))
		answers := map[int]string{}
		for i := range r.Indicators {
			_, answers[i] = ownAnswer(&r.Indicators[i], 0)
		}
		return template.Person{Practitioner: practitioner.Practitioner{
			County: county, School: "第一幼儿园", Name: "张三", ID: practitioner.NewID(idNumber(n)),
		}, Answers: answers}
	}
	for _, made4 := range []string{"伊美区", "铁力市"} {
		r := all.For(slices.Index(all.Counties.Lines(), made4))
		data := made(t, template.Options{Rubric: r, County: made4, People: []template.Person{who("伊美区", 1), who("铁力市", 2), who("嘉荫县", 3)}})
		people, _ := submitted(t, all, data)
		for _, p := range people {
			held := (p.County == "伊美区") != (made4 == "伊美区")
			if slices.Contains(p.codes, finding.RubricMismatch) != held || !held && len(p.codes) > 0 {
				t.Errorf("made for %s: %s has %q", made4, p.County, p.codes)
			}
			if grade := previewed(t, data, p.Place.Row, "预览：信用等级"); (grade == "") != held {
				t.Errorf("made for %s: the preview shows %s the grade %q", made4, p.County, grade)
			}
		}
	}
}

// previewed is what is saved in a column of a row.
func previewed(t testing.TB, data []byte, row int, header string) string {
	t.Helper()
	f := opened(t, data)
	_, columns := headerRow(t, f)
	text, err := f.GetCellValue(submission.DataSheet, columns[header]+strconv.Itoa(row))
	if err != nil || columns[header] == "" {
		t.Fatalf("%s: %v", header, err)
	}
	return text
}

// Whatever kind of answer it stands for, 不适用 may be typed where somebody is
// allowed it; what else may be typed stays the same.
func TestNotApplicableMayBeTyped(t *testing.T) {
	r := overlaid(t, "indicators: [27, 28, 31]", "indicators: [3, 27, 31, 43]").For(0)
	f := opened(t, made(t, template.Options{Rubric: r, County: "伊美区", Spare: 5}))
	header, columns := headerRow(t, f)
	inputs, err := f.GetDataValidations(submission.DataSheet)
	if err != nil {
		t.Fatal(err)
	}
	for number, may := range map[int]map[any]bool{
		3:  {"不适用": true, 0.0: true, 0.965: true, 1.0: true, 1.01: false, -0.1: false, "是": false, "96.5%": false},
		31: {"不适用": true, 10.0: true, 84.99: true, 100.0: true, 9.99: false, 84.995: false, "八十": false},
	} {
		cell := columns[r.Indicators[number-1].Label()] + strconv.Itoa(header+1)
		at := slices.IndexFunc(inputs, func(in *excelize.DataValidation) bool { return strings.HasPrefix(in.Sqref, cell+":") })
		if at < 0 || inputs[at].Type != "custom" || !strings.Contains(*inputs[at].Error, "岗位为“幼儿园教师”的人可填“不适用”") {
			t.Fatalf("%d: %+v", number, inputs[at])
		}
		for value, want := range may {
			g := excelize.NewFile()
			if err := g.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
			// The ROUND of excelize is not exact.
			formula := strings.Replace(inputs[at].Formula1, "ROUND("+cell+",2)="+cell, "ABS(ROUND("+cell+",2)-"+cell+")<1E-9", 1)
			if err := g.SetCellFormula("Sheet1", "A1", formula); err != nil {
				t.Fatal(err)
			}
			if got, err := g.CalcCellValue("Sheet1", "A1"); got != strings.ToUpper(strconv.FormatBool(want)) {
				t.Errorf("%d: %v is %s (%v), want %t", number, value, got, err, want)
			}
		}
	}
	for _, number := range []int{27, 43} {
		cell := columns[r.Indicators[number-1].Label()] + strconv.Itoa(header+1)
		at := slices.IndexFunc(inputs, func(in *excelize.DataValidation) bool { return strings.HasPrefix(in.Sqref, cell+":") })
		if got := listed(t, f, inputs[at].Formula1); got[len(got)-1] != submission.NotApplicable {
			t.Errorf("%d offers %q", number, got)
		}
	}
}

// However many posts there are: every text fits, and the guide has them all.
func TestManyPosts(t *testing.T) {
	var posts []string
	for i := range 400 {
		posts = append(posts, fmt.Sprintf("第%d类岗位（编外）", i))
	}
	r := overlaid(t, "posts: [幼儿园教师]", "posts: ["+strings.Join(posts, ", ")+", 幼儿园教师]").For(0)
	o := template.Options{Rubric: r, County: "伊美区", Spare: 1}
	data := made(t, o)
	for _, c := range o.Layouts()[1].Columns {
		if c.Header == r.Indicators[26].Label() && !strings.Contains(c.Note, "细则写明的人（见“填表说明”）可填“不适用”") {
			t.Errorf("note %q", c.Note)
		}
	}
	rows, err := opened(t, data).GetRows(submission.GuideSheet)
	if err != nil {
		t.Fatal(err)
	}
	guide := fmt.Sprint(rows)
	for _, post := range posts {
		if !strings.Contains(guide, post) {
			t.Fatalf("the guide leaves out %s", post)
		}
	}
}

// A rubric that says nothing of rights makes a guide that names no grade and
// no term of its own.
func TestTheGuideTellsTheRightsOfTheRubric(t *testing.T) {
	r := *rubrictest.Load(t)
	guide := func() string {
		rows, err := opened(t, made(t, template.Options{Rubric: &r})).GetRows(submission.GuideSheet)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(rows)
	}
	terms := []string{"评为 D 级、E 级的，由", "15 个工作日", "评为 C 级、D 级的，依法", "未满 3 个月"}
	for _, text := range terms {
		if !strings.Contains(guide(), text) {
			t.Errorf("the guide does not say %s", text)
		}
	}
	rights := *r.Rights
	rights.Correction.WorkingDays, rights.Repair.Months = 7, 5
	r.Rights = &rights
	if text := guide(); !strings.Contains(text, "7 个工作日") || !strings.Contains(text, "未满 5 个月") {
		t.Error("the terms are not the rubric's")
	}
	r.Rights = nil
	for _, text := range terms {
		if strings.Contains(guide(), text) {
			t.Errorf("the guide says %s, of which the rubric knows nothing", text)
		}
	}
}
