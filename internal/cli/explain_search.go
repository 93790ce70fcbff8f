package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"credit/internal/explain"
	"credit/internal/graded"
	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/result"
	"credit/internal/results"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// searching looks for one person among all results.
type searching struct {
	wanted explain.Wanted
	flags  explainFlags
	c      console
	set    *results.Set
	// counties are those that the county asked for may be, none where none is.
	counties []string
	// known are the rubrics that the program and the user bring.
	known []*rubric.Rubric
	// books are what each file holds of interest, by its place among the files.
	books []hits
}

// hits are the people of a book who are wanted, the first ones alone where
// there are very many, and names that may have been meant.
type hits struct {
	people []hit
	count  int
	near   []string
}

// hit is somebody who is wanted, kept beyond the reading.
type hit struct {
	book   *results.Book
	person graded.Person
	result *result.Result // nil for those held back
}

// mostHits and mostNear bound what is listed to choose from, and suggested.
const (
	mostHits = 50
	mostNear = 6
)

// explain finds the person and explains: once, or once for every row in which
// the same person was held back.
func (s *searching) explain(ctx context.Context, out *products, args []string) ([]*explain.Explanation, error) {
	in, passed, err := s.flags.gather(args)
	if err != nil {
		return nil, err
	}
	if err := out.refuse(s.flags.taken(in.Files)); err != nil {
		return nil, err
	}
	s.books, s.known = make([]hits, len(in.Files)), in.Rubrics
	if s.set, err = readResults(ctx, s.c, "查找", s.flags.quiet, in, s.visit); err != nil {
		return nil, err
	}
	announceResults(s.c.err, passed, s.set)
	if err := needBooks(s.set, args); err != nil {
		return nil, err
	}
	if _, err := oneYear(s.set); err != nil {
		return nil, err
	}
	if err := settleCounties(ctx, s.set, &s.counties, s.visit); err != nil {
		return nil, err
	}
	found, err := s.one()
	if err != nil {
		return nil, err
	}
	all := make([]*explain.Explanation, len(found))
	for i := range found {
		if all[i], err = s.of(&found[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// visit takes the people of a book; nobody is kept who is not wanted.
func (s *searching) visit(b *results.Book) results.Visit {
	h := &s.books[b.Index]
	*h = hits{}
	counties := countiesOn(b.Rubric, s.counties)
	return func(p *graded.Person, res *result.Result) error {
		switch {
		case len(s.counties) > 0 && !slices.Contains(counties, p.County):
		case s.wanted.Is(p):
			if h.count++; h.count <= mostHits {
				h.people = append(h.people, hit{b, keptPerson(p), keptResult(res)})
			}
		case len(h.near) < mostNear && s.wanted.Name != "" && s.wanted.IsFrom(p) && s.wanted.IsNear(p.Name):
			if !slices.Contains(h.near, p.Name) {
				h.near = append(h.near, p.Name)
			}
		}
		return nil
	}
}

// keptPerson is a copy that stays: the reading uses its own again.
func keptPerson(p *graded.Person) graded.Person {
	kept := *p
	kept.Codes = nil // they mean something while the workbook is read
	kept.Answers, kept.Points, kept.Sections = slices.Clone(p.Answers), slices.Clone(p.Points), slices.Clone(p.Sections)
	return kept
}

func keptResult(res *result.Result) *result.Result {
	if res == nil {
		return nil
	}
	kept := *res
	kept.Points, kept.Rules, kept.Direct = slices.Clone(res.Points), slices.Clone(res.Rules), slices.Clone(res.Direct)
	kept.Groups, kept.Sections = slices.Clone(res.Groups), slices.Clone(res.Sections)
	return &kept
}

// one is the only person who is wanted, with every row of that person.
func (s *searching) one() ([]hit, error) {
	var found []hit
	var near []string
	count := 0
	for _, b := range s.set.Books {
		h := s.books[b.Index]
		found, near, count = append(found, h.people...), append(near, h.near...), count+h.count
	}
	if count == 0 {
		return nil, s.nobody(near)
	}
	if count <= mostHits && isOnePerson(found) {
		return found, nil
	}
	found = found[:min(len(found), mostHits)]
	if err := render.Table(s.c.err, choicePage(found), terminalWidth(s.c.err)); err != nil {
		return nil, err
	}
	if count > len(found) {
		say(s.c.err, fmt.Sprintf("……只列前 %d 人，另有 %d 人", len(found), count-len(found)))
	}
	return nil, hinted{fmt.Errorf("符合条件的有 %d 人，见上表，不知说明哪一位", count), "请用 --school、--county 或 --last4 选定一人"}
}

// isOnePerson reports rows of one person, by the ID number: somebody who was
// sent in twice is held back twice.
func isOnePerson(found []hit) bool {
	first := &found[0].person
	return len(found) == 1 || !first.ID.IsZero() && !slices.ContainsFunc(found, func(h hit) bool {
		return h.person.ID.Reveal() != first.ID.Reveal() || h.person.LostID()
	})
}

// nobody says that the person was not found, and who may have been meant.
func (s *searching) nobody(near []string) error {
	var asked []string
	for _, one := range [][2]string{
		{"姓名", s.wanted.Name}, {"学校", s.wanted.School}, {"县（市）区", strings.Join(s.counties, "、")}, {"后四位", s.wanted.Last4}, {"证件号码", s.wanted.ID.String()},
	} {
		if one[1] != "" {
			asked = append(asked, one[0]+"“"+one[1]+"”")
		}
	}
	hint := "请核对姓名和评分工作簿"
	if s.wanted.ID.Length() == 18 && s.wanted.ID.CheckResident() == practitioner.WrongCheck {
		hint = "这个号码的校验码不对，请核对有没有输错"
	}
	slices.Sort(near)
	if near = slices.Compact(near); len(near) > 0 {
		hint = "相近的姓名有：" + strings.Join(near[:min(len(near), mostNear)], "、")
	}
	if refused := len(s.set.Refused); refused > 0 {
		hint += fmt.Sprintf("；有 %d 份评分工作簿没有读入，也可能在那里面", refused)
	}
	return hinted{errors.New("评分工作簿里没有这个人（" + strings.Join(asked, "，") + "）"), hint}
}

// choicePage lists people to choose from, their ID numbers masked.
func choicePage(found []hit) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "姓名"}, {Header: "县（市）区"}, {Header: "学校"}, {Header: "身份证件号码"}, {Header: "信用等级"},
	}}}
	for i := range found {
		p := &found[i].person
		grade := p.Grade
		if !p.Graded {
			grade = "未评分"
		}
		page.Add(sheet.TextValue(practitioner.MaskWithin(p.Name)), sheet.TextValue(practitioner.MaskWithin(p.County)),
			sheet.TextValue(practitioner.MaskWithin(p.School)), sheet.TextValue(p.ID.String()), sheet.TextValue(grade))
	}
	return page
}

// of explains; the findings are read for somebody held back alone.
func (s *searching) of(one *hit) (*explain.Explanation, error) {
	from := originOf(one.book, s.known)
	if one.result == nil {
		err := s.set.Findings(one.book, func(f graded.Finding) error {
			if f.Concerns(one.person.Source) {
				from.Findings = append(from.Findings, f)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return explain.New(one.book.Rubric, &one.person, one.result, from)
}
