package export

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/results"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

const idNumber = "230717199001010018"

// row is somebody who was graded, or who was held back; an ID number stands
// in every text.
func row(t *testing.T, isGraded bool) *Row {
	r := rubrictest.Load(t)
	p := &graded.Person{
		Practitioner: practitioner.Practitioner{
			County: "伊美区", School: "松涛小学 " + idNumber, Name: "张三 " + idNumber, Document: practitioner.ResidentID, ID: practitioner.NewID(idNumber),
			Certificate: idNumber, Post: "教师 " + idNumber, Annual: "合格", Ethics: "合格 " + idNumber, Remark: "见 " + idNumber,
		},
		Graded: isGraded, Source: "填报表 第 5 行", Answers: make([]string, len(r.Indicators)),
	}
	for i := range p.Answers {
		p.Answers[i] = "是 " + idNumber
	}
	one := &Row{Book: &results.Book{Rubric: r, Stamp: stamp.Stamp{Year: "2026"}}, Person: p}
	one.Book.Label = "甲-评分.xlsx"
	if !isGraded {
		p.Reasons = "漏填"
		return one
	}
	earned := make([]points.Points, len(r.Indicators))
	earned[30] = 425
	one.Result = score.Sum(r, earned, make([]int, len(earned)), nil)
	return one
}

// Every column has its name and its title for itself, in the four sets too,
// and is found by both, however they are spaced.
func TestEveryColumnIsFoundByItsNameAndItsTitle(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	all := Columns(r)
	for _, c := range all {
		for _, asked := range []string{c.Name, strings.ToUpper(c.Name), c.Title, " " + strings.ReplaceAll(c.Title, "（", "( ") + "　"} {
			found, err := Choose(r, asked)
			if err != nil || len(found) != 1 || found[0].Name != c.Name {
				t.Errorf("%q finds %v: %v", asked, found, err)
			}
		}
	}
	for set, want := range map[string]int{"all": len(all) - 5, "all,adjusted": len(all) - 4, "sections": 3, "groups": 10, "points": 44, "answers": 44} {
		if found, err := Choose(r, set); err != nil || len(found) != want {
			t.Errorf("%s are %d columns, want %d: %v", set, len(found), want, err)
		}
	}
	if found, err := Choose(r, "name、points.1,points，name"); err != nil || len(found) != 45 || found[0].Name != "name" || found[1].Name != "points.1" || found[2].Name != "points.2" {
		t.Errorf("a column twice: %d, %v", len(found), err)
	}
	for _, asked := range []string{"nobody", "points.45", "name,,x", "section", "得分"} {
		if found, err := Choose(r, asked); err == nil {
			t.Errorf("%q finds %d columns", asked, len(found))
		}
	}
}

// A column holds what its type says, in JSON and in a cell: points are numbers,
// direct gradings are a list, what does not apply is nothing; so is, without
// counties' own rules, what these come to.
func TestEveryColumnHoldsItsType(t *testing.T) {
	t.Parallel()
	for _, isGraded := range []bool{true, false} {
		one := row(t, isGraded)
		filled := 0
		for _, c := range Columns(one.Book.Rubric) {
			data, err := json.Marshal(c.json(one))
			if err != nil {
				t.Fatal(err)
			}
			var back any
			if err := json.Unmarshal(data, &back); err != nil {
				t.Fatal(err)
			}
			_, isText := c.value(one).Text()
			switch v := back.(type) {
			case string:
				if c.Type != Text || isText != (v != "") {
					t.Errorf("%s of type %s holds %q", c.Name, c.Type, v)
				}
			case float64:
				if c.Type != Number || isText {
					t.Errorf("%s of type %s holds %v", c.Name, c.Type, v)
				}
			case []any:
				if c.Name == "overlays" && len(v) == 0 && !isText {
					continue
				}
				if c.Type != List || len(v) != 3 || !isText {
					t.Errorf("%s of type %s holds %v", c.Name, c.Type, v)
				}
			case nil:
				if isGraded && !slices.Contains(overlaidNames(), c.Name) || c.value(one) != sheet.Empty() {
					t.Errorf("%s holds nothing", c.Name)
				}
				continue
			}
			filled++
		}
		if want := map[bool]int{true: 121, false: 60}[isGraded]; filled != want {
			t.Errorf("graded %v: %d columns hold something, want %d", isGraded, filled, want)
		}
	}
}

// Somebody graded whom no floor catches has an empty list, not nothing.
func TestNoDirectGradingIsAnEmptyList(t *testing.T) {
	t.Parallel()
	one := row(t, true)
	one.Result.Direct = nil
	at := slices.IndexFunc(Columns(one.Book.Rubric), func(c Column) bool { return c.Name == "direct" })
	c := Columns(one.Book.Rubric)[at]
	if list, ok := c.json(one).([]string); !ok || list == nil || len(list) != 0 {
		t.Errorf("%#v", c.json(one))
	}
	if text, _ := c.value(one).Text(); text != "" {
		t.Errorf("%q", text)
	}
}

// No column shows an ID number unless it is asked for, wherever a school may
// have written it; then the column of ID numbers shows it.
func TestNoColumnShowsAnIDNumber(t *testing.T) {
	t.Parallel()
	for _, isGraded := range []bool{true, false} {
		one := row(t, isGraded)
		one.Person.Source, one.Book.Label = "填报表 "+idNumber+" 第 5 行", "张三 "+idNumber+"-评分.xlsx"
		for _, unmask := range []bool{false, true} {
			one.Unmask = unmask
			shown := 0
			for _, c := range Columns(one.Book.Rubric) {
				data, _ := json.Marshal(c.json(one))
				if strings.Contains(string(data), idNumber[:14]) {
					shown++
					if !unmask {
						t.Errorf("%s shows %s", c.Name, data)
					}
				}
			}
			if unmask && shown != 7+2+44 {
				t.Errorf("unmasked, %d columns show the number", shown)
			}
		}
	}
}
