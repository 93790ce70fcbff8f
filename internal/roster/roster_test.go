package roster_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/finding"
	"credit/internal/practitioner"
	"credit/internal/roster"
)

// number is the nth made-up ID number.
func number(n int) string {
	first := fmt.Sprintf("23071719900101%03d", n)
	return first + string(practitioner.CheckCharacter(first))
}

// person is somebody of a school, with the nth number; without one for 0.
func person(school, name string, n int) roster.Person {
	p := roster.Person{Practitioner: practitioner.Practitioner{County: "伊美区", School: school, Name: name}}
	p.Place = finding.Place{File: "名册.xlsx", Sheet: "名册", Row: n + 1}
	if n > 0 {
		p.ID, p.ValidID = practitioner.NewID(number(n)), true
	}
	return p
}

func people() []roster.Person {
	return []roster.Person{
		person("一中", "张三", 1), person("一中", "李四", 2), person("二小", "王五", 3), person("一中", "赵六", 4), person("二小", "钱七", 0),
	}
}

func make(t *testing.T, people []roster.Person) *roster.Roster {
	t.Helper()
	r, findings := roster.New(people)
	if len(findings) > 0 {
		t.Fatalf("%+v", findings)
	}
	return r
}

// saw matches one submitted person.
func saw(m *roster.Match, p roster.Person, file, at string) {
	m.Saw(&p.Practitioner, p.ValidID, file, at)
}

// lines are the schools of a report as text.
func lines(r roster.Report) []string {
	var list []string
	for _, s := range r.Schools {
		list = append(list, fmt.Sprintf("%s %s %d=%d+%d", s.County, s.School, s.Expected, s.Submitted, s.Missing))
	}
	return list
}

func absent(r roster.Report) []string {
	var list []string
	for _, a := range r.Missing {
		list = append(list, strings.TrimSpace(a.Person.Name+" "+a.Note))
	}
	return list
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// Schools stand in the order in which they first appear, with their people,
// however a school's name is spaced.
func TestSchoolsStandInTheOrderOfTheRoster(t *testing.T) {
	list := people()
	list[3].School = " 一 中"
	schools := make(t, list).Schools()
	if len(schools) != 2 || schools[0].Name != "一中" || schools[1].Name != "二小" || schools[0].County != "伊美区" {
		t.Fatalf("%+v", schools)
	}
	var names []string
	for _, p := range schools[0].People {
		names = append(names, p.Name)
	}
	same(t, "people", names, "张三", "李四", "赵六")
}

// Whoever stands on the roster twice stays once, where first; the finding
// names the other place and masks the number.
func TestWhoeverStandsTwiceStaysOnce(t *testing.T) {
	list := people()
	again := person("二小", "张三", 1)
	again.Place.Row = 9
	r, findings := roster.New(append(list, again, person("二小", "钱七", 0)))
	if len(findings) != 1 || r.People() != 6 {
		t.Fatalf("%d people, %+v", r.People(), findings)
	}
	f := findings[0]
	if f.Code != finding.DuplicatePractitioner || f.Place.Row != 9 || !strings.Contains(f.Message(), "工作表“名册”第 2 行") || strings.Contains(f.Message()+f.Hint()+f.Value, number(1)[:14]) {
		t.Errorf("%+v: %s", f, f.Message())
	}
}

// 应报未报: who was not submitted, by school, the totals adding up; the same
// place seen twice counts once.
func TestWhoWasNotSubmittedIsMissing(t *testing.T) {
	m := make(t, people()).NewMatch()
	same(t, "at first", lines(m.Report()), "伊美区 一中 3=0+3", "伊美区 二小 2=0+2")
	for range 2 {
		saw(m, person("一中", "李四", 2), "一中.xlsx", "第 2 行")
		saw(m, person("二小", "王五", 3), "二小.xlsx", "第 2 行")
	}
	r := m.Report()
	same(t, "schools", lines(r), "伊美区 一中 3=1+2", "伊美区 二小 2=1+1")
	same(t, "missing", absent(r), "张三", "赵六", "钱七 名册里的身份证件号码有误，无法核对")
	if r.Expected != 5 || r.Submitted != 2 || len(r.Unknown)+len(r.Elsewhere) != 0 {
		t.Errorf("%+v", r)
	}
}

// Somebody of the same name and school with another number explains both an
// absence and a stranger; a stranger of another name or school explains
// nothing.
func TestANamesakeExplainsAnAbsence(t *testing.T) {
	m := make(t, people()).NewMatch()
	for range 2 {
		saw(m, person(" 一 中 ", "张 三", 11), "一中.xlsx", "第 2 行")
		saw(m, person("一中", "陌生", 12), "一中.xlsx", "第 3 行")
		saw(m, person("二小", "张三", 13), "二小.xlsx", "第 2 行")
		saw(m, person("二小", "钱七", 14), "二小.xlsx", "第 3 行")
		wrong := person("一中", "赵六", 15)
		wrong.ValidID = false
		saw(m, wrong, "一中.xlsx", "第 4 行")
	}
	r := m.Report()
	same(t, "missing", absent(r), "张三 同名的人填报在“一中.xlsx”第 2 行，身份证件号码不同", "李四", "王五",
		"赵六 同名的人填报在“一中.xlsx”第 4 行，身份证件号码有误", "钱七 名册里的身份证件号码有误；同名的人填报在“二小.xlsx”第 3 行")
	var unknown []string
	for _, s := range r.Unknown {
		unknown = append(unknown, strings.TrimSpace(s.Practitioner.School+s.Practitioner.Name+s.File+s.At+" "+s.Note))
	}
	same(t, "unknown", unknown,
		"一 中 张 三一中.xlsx第 2 行 名册里本校有同名的人，身份证件号码是 "+practitioner.NewID(number(1)).String(),
		"一中陌生一中.xlsx第 3 行", "二小张三二小.xlsx第 2 行", "二小钱七二小.xlsx第 3 行 名册里本校有同名的人，名册里的身份证件号码有误")
	// Once the namesake of the roster was submitted, he explains nothing.
	saw(m, person("一中", "张三", 1), "一中.xlsx", "第 9 行")
	if note := m.Report().Unknown[0].Note; note != "" {
		t.Errorf("note %q", note)
	}
}

// Whoever another school submitted was submitted, and is listed; another
// spelling of the same school is the same school.
func TestWhoeverAnotherSchoolSubmittedIsElsewhere(t *testing.T) {
	m := make(t, people()).NewMatch()
	for range 2 {
		saw(m, person("二小", "张三", 1), "二小.xlsx", "第 2 行")
		saw(m, person(" 一　中", "李四", 2), "一中.xlsx", "第 2 行")
		saw(m, person("一中", "张三", 1), "一中.xlsx", "第 3 行")
	}
	r := m.Report()
	if len(r.Elsewhere) != 1 || r.Elsewhere[0].Person.School != "一中" || r.Elsewhere[0].School != "二小" || r.Elsewhere[0].File != "二小.xlsx" || r.Elsewhere[0].At != "第 2 行" {
		t.Errorf("%+v", r.Elsewhere)
	}
	same(t, "schools", lines(r), "伊美区 一中 3=2+1", "伊美区 二小 2=0+2")
}

// An ID number that cannot be valid matches nobody, though it be the same.
func TestAnInvalidNumberMatchesNobody(t *testing.T) {
	list := people()
	list[0].ValidID = false
	m := make(t, list).NewMatch()
	submitted := list[0]
	saw(m, submitted, "一中.xlsx", "第 2 行")
	if r := m.Report(); r.Submitted != 0 || len(r.Unknown) != 0 || len(r.Missing) != 5 {
		t.Errorf("%+v", r)
	}
}

// Whatever is submitted in whatever order, the totals add up, in every school
// and over all.
func TestTheTotalsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		schools := rapid.SampledFrom([]string{"一中", "二小", "三幼"})
		names := rapid.SampledFrom([]string{"张三", "李四", "王五"})
		draw := rapid.Custom(func(t *rapid.T) roster.Person {
			p := person(schools.Draw(t, "school"), names.Draw(t, "name"), rapid.IntRange(0, 9).Draw(t, "number"))
			p.ValidID = p.ValidID && rapid.Bool().Draw(t, "valid")
			return p
		})
		list := rapid.SliceOfN(draw, 0, 15).Draw(t, "roster")
		r, doubled := roster.New(list)
		m := r.NewMatch()
		submitted := rapid.SliceOfN(draw, 0, 15).Draw(t, "submitted")
		for range rapid.IntRange(1, 2).Draw(t, "times") {
			for i, p := range submitted {
				saw(m, p, "a.xlsx", fmt.Sprint(i))
			}
		}
		report := m.Report()
		var expected, seen, missing int
		for _, line := range report.Schools {
			if line.Expected != line.Submitted+line.Missing || line.Expected == 0 {
				t.Fatalf("%+v", line)
			}
			expected, seen, missing = expected+line.Expected, seen+line.Submitted, missing+line.Missing
		}
		if expected != report.Expected || seen != report.Submitted || missing != len(report.Missing) || expected+len(doubled) != len(list) {
			t.Fatalf("%+v of %d", report, len(list))
		}
		if len(report.Unknown)+len(report.Elsewhere) > len(submitted) {
			t.Fatalf("%d unknown, %d elsewhere of %d", len(report.Unknown), len(report.Elsewhere), len(submitted))
		}
	})
}
