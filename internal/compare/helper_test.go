package compare_test

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"credit/internal/compare"
	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/score"
	"credit/internal/submission"
)

// someone is a person as results hold him or her; one without answers was
// held back.
type someone struct {
	id, county, school, name, post string
	lost                           bool // the ID number was destroyed
	given                          []string
}

// answersTo are answers that an indicator knows, in several spellings.
func answersTo(n *rubric.Indicator) []string {
	switch n.Kind {
	case rubric.Rate:
		return []string{"100%", "97%", "0.97", "95%", "95", "90%", "85%", "84.99%", "0%"}
	case rubric.Number:
		return []string{"5", "4.25", "4.250", "0.5", "0"}
	}
	var all []string
	for _, a := range n.Answers {
		all = append(append(all, a.Text), a.Also...)
	}
	return all
}

// anyAnswers draws an answer to every indicator, the best ones mostly.
func anyAnswers(t *rapid.T, r *rubric.Rubric) []string {
	given := make([]string, len(r.Indicators))
	for i := range given {
		given[i] = answersTo(&r.Indicators[i])[0]
	}
	for range rapid.IntRange(0, 8).Draw(t, "other answers") {
		i := rapid.IntRange(0, len(given)-1).Draw(t, "indicator")
		given[i] = rapid.SampledFrom(answersTo(&r.Indicators[i])).Draw(t, "answer")
	}
	return given
}

// judge knows what answers earn by a rubric.
type judge struct {
	*rubric.Rubric
	recall *submission.Recall
}

func judgeOf(r *rubric.Rubric) judge { return judge{r, submission.NewRecall(r)} }

// earns is what an answer earns; ok is false where it is none.
func (j judge) earns(i int, given string) (earned points.Points, ok bool) {
	a := j.recall.Answer(i, given)
	if !a.Stands {
		return 0, false
	}
	earned, _ = a.Earns(&j.Indicators[i])
	return earned, true
}

// bookOf is a graded workbook with these people in it.
func bookOf(r *rubric.Rubric, people ...someone) *compare.Book {
	book, recall := compare.NewBook(r), submission.NewRecall(r)
	for _, one := range people {
		who := &graded.Person{Practitioner: practitioner.Practitioner{
			County: one.county, School: one.school, Name: one.name, Post: one.post, ID: practitioner.NewID(one.id),
		}}
		who.CountyIndex = slices.IndexFunc(r.Counties.Names, func(c rubric.County) bool { return c.Name == one.county })
		if one.given == nil {
			who.Reasons = finding.Find(finding.MissingAnswer).Title
			if one.lost {
				who.Reasons = finding.Find(finding.IDPrecisionLost).Title
			}
			book.Add(who, nil)
			continue
		}
		own := recall.Of(who.CountyIndex, rubric.Staff{Post: one.post, School: one.school})
		var answers []submission.Answer
		for i := range r.Indicators {
			answers = append(answers, own.Answer(i, one.given[i]))
		}
		who.Graded, who.Answers = true, one.given
		book.Add(who, score.Score(own.Rubric(), answers))
	}
	return book
}

// sideOf is a side of one workbook.
func sideOf(r *rubric.Rubric, people ...someone) *compare.Side {
	return compare.NewSide([]string{"2025"}, []*compare.Book{bookOf(r, people...)})
}

// compared compares two sides and collects every change.
func compared(t interface{ Fatal(...any) }, before, now *compare.Side) (*compare.Comparison, []compare.Change) {
	c, err := compare.Compare(before, now)
	if err != nil {
		t.Fatal(err)
	}
	var all []compare.Change
	for change := range c.All {
		all = append(all, change)
	}
	return c, all
}

// idOf is a made-up number that tells one person from another.
func idOf(n int) string { return fmt.Sprintf("2307171970%07d", n) }

// anyPeople draws a side: people who may be on both sides, with the same name
// and school or others; numbers that two people bear, that are missing or
// destroyed.
func anyPeople(t *rapid.T, r *rubric.Rubric) (people []someone) {
	counties := []string{"伊美区", "伊美区", "铁力市", "何处", ""}
	for n := range rapid.IntRange(0, 12).Draw(t, "people") {
		one := someone{
			id: idOf(rapid.IntRange(0, 9).Draw(t, "id")), county: rapid.SampledFrom(counties).Draw(t, "county"),
			school: rapid.SampledFrom([]string{"松涛小学", "松涛 小学", "第一中学", ""}).Draw(t, "school"),
			name:   rapid.SampledFrom([]string{"张三", "李四"}).Draw(t, "name"),
			post:   rapid.SampledFrom([]string{"", "教师"}).Draw(t, "post"),
		}
		switch rapid.IntRange(0, 9).Draw(t, "state") {
		case 0:
			one.id = ""
		case 1:
			one.lost = true
		case 2:
		default: // who was graded bears a number of his or her own
			if !slices.ContainsFunc(people, func(other someone) bool { return other.id == one.id && !other.lost }) {
				one.given = anyAnswers(t, r)
			}
		}
		if n > 0 && one.id != "" && !one.lost { // a number that two bear holds back both
			for i := range people {
				if people[i].id == one.id && !people[i].lost {
					people[i].given = nil
				}
			}
		}
		people = append(people, one)
	}
	return people
}

func magnitude(p points.Points) points.Points { return max(p, -p) }
