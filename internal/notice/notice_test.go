package notice_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"credit/internal/explain"
	"credit/internal/graded"
	"credit/internal/notice"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// somebody is a practitioner with random answers, and what they earn.
func somebody(random *rand.Rand, r *rubric.Rubric, n int) (*graded.Person, *result.Result) {
	p := &graded.Person{Graded: true, Source: fmt.Sprintf("填报表 第 %d 行", n+2)}
	p.Name, p.Post = fmt.Sprintf("第%d人", n), "教师"
	p.CountyIndex = random.IntN(3)
	p.County, p.School = r.Counties.Names[p.CountyIndex].Name, fmt.Sprintf("第%d小学", random.IntN(3)+1)
	p.ID = practitioner.NewID(fmt.Sprintf("2307171990010100%02d", n%100))
	recall := submission.NewRecall(r)
	var answers []submission.Answer
	for i := range r.Indicators {
		given := "4.25"
		switch n := &r.Indicators[i]; n.Kind {
		case rubric.Choice:
			given = n.Answers[min(random.IntN(4), random.IntN(len(n.Answers)))%len(n.Answers)].Text
		case rubric.Rate:
			given = []string{"100%", "90%", "50%"}[random.IntN(3)]
		}
		p.Answers, answers = append(p.Answers, given), append(answers, recall.Answer(i, given))
	}
	res := score.Score(r, answers)
	p.Points, p.Sections, p.Total, p.Grade = res.Points, res.Sections, res.Total, res.Grade
	return p, res
}

// Whoever the rubric says has to be told gets one letter, in the workbook of the
// own school, with the own total and grade; with All everybody does. Nobody's
// points stand in the index.
func TestEverybodyToBeToldGetsOneLetter(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, all := range []bool{false, true} {
		random := rand.New(rand.NewPCG(7, 1))
		o := notice.Options{All: all}
		var books []*notice.Book
		want := map[string]string{} // by name: school, total, grade
		for b := range 3 {
			book := notice.NewBook(o, r, explain.Origin{Year: "2026", Rights: r.Rights}, notice.Check{Code: fmt.Sprint("码", b)})
			books = append(books, book)
			for n := range 30 {
				p, res := somebody(random, r, 30*b+n)
				if all || res.Grade == "D" || res.Grade == "E" {
					want[p.Name] = fmt.Sprintf("%s %s|综合得分为 %s 分，信用等级为 %s 级|码%d", p.County, p.School, res.Total, res.Grade, b)
				}
				if err := book.Add(p, res); err != nil {
					t.Fatal(err)
				}
			}
		}
		if len(want) < 20 || !all && len(want) == 90 {
			t.Fatalf("%d people to be told", len(want))
		}
		got := map[string]bool{}
		for _, s := range notice.Schools(books) {
			pages := s.Pages(o)
			if n := len(pages); n != len(s.Letters)+2 {
				t.Errorf("%s has %d sheets for %d letters", s.Label(), n, len(s.Letters))
			}
			index := textOf(pages[0].Rows)
			for i, l := range s.Letters {
				name := l.Who.Name
				page := textOf(pages[i+1].Rows)
				for part := range strings.SplitSeq(want[name], "|") {
					if want[name] == "" || got[name] || !strings.Contains(page, part) {
						t.Errorf("%s: the letter does not say %q, or is a second one:\n%s", name, part, page)
					}
				}
				if !strings.Contains(index, name) || strings.Contains(index, l.Total.String()+"\n") || strings.Contains(page+index, l.Who.ID.Reveal()) {
					t.Errorf("%s: the index is\n%s", name, index)
				}
				got[name] = true
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d letters to %d people", len(got), len(want))
		}
	}
}

// Schools come by county in the rubric's order, then by name.
func TestSchoolsComeInOrder(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(8, 1))
	book := notice.NewBook(notice.Options{All: true}, r, explain.Origin{Rights: r.Rights}, notice.Check{})
	for n := range 60 {
		p, res := somebody(random, r, n)
		if err := book.Add(p, res); err != nil {
			t.Fatal(err)
		}
	}
	var order []string
	for _, s := range notice.Schools([]*notice.Book{book}) {
		order = append(order, fmt.Sprintf("%d %s", slices.IndexFunc(r.Counties.Names, func(c rubric.County) bool { return c.Name == s.County }), s.Name))
	}
	if len(order) != 9 || !slices.IsSorted(order) {
		t.Errorf("the schools are %q", order)
	}
}

// textOf is what stands in the rows, a cell a line.
func textOf(rows [][]sheet.Value) string {
	var b strings.Builder
	for _, row := range rows {
		for i := range row {
			b.WriteString(row[i].Shown(sheet.PlainText) + "\n")
		}
	}
	return b.String()
}
