// Package compare holds two sets of results beside each other, two years, two
// runs or two rubrics over the same answers: who moved, where from and where
// to, and why. People are matched by ID number, never by row.
package compare

import (
	"encoding/binary"
	"slices"
	"unique"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
)

// Person is somebody of one side.
type Person struct {
	County, School, Name, Post string
	ID                         practitioner.ID
	// Graded tells those who were graded from those held back, of whom
	// Reasons say why.
	Graded  bool
	Total   points.Points
	Grade   string
	Reasons string
	// Adjusted says that indicators do not apply (reading 8): the grade is by
	// Counts then, the adjusted total with the rest cut off, of which Exact is
	// the whole. Else Counts is Total.
	Adjusted bool
	Counts   points.Points
	Exact    string

	// known says that the county is on the rubric's list; line is the one under
	// which the person is counted, that for unknown counties where it is not.
	known bool
	line  string
	// matchable says that the ID number tells the person from others.
	matchable bool
	book      *Book
	// rules are those that somebody who was graded was judged by: the county's.
	rules *rubric.Rubric
	// overlays are those of rules that touched the result, as indices.
	overlays []int
	// answers are the codes of what was written and earned, by indicator.
	answers string
}

// Documents are the numbers of the documents with a county's own rules
// (article 21) that touched the result.
func (one *Person) Documents() (documents []string) {
	for _, o := range one.overlays {
		documents = append(documents, one.rules.Overlays[o].Document)
	}
	return documents
}

// answer is what was written for an indicator and what it earned; left is what
// 不适用 counts as, empty where the indicator applies.
type answer struct {
	given  string
	points points.Points
	left   rubric.Earns
}

// Book is what one graded workbook adds to a side. Answers recur: each is kept
// once, and of a person the codes alone.
type Book struct {
	rubric *rubric.Rubric
	people []Person
	codes  []map[answer]uint64 // by indicator
	known  [][]answer
	code   []byte
}

// NewBook is an empty book by the rubric that its workbook was graded by.
func NewBook(r *rubric.Rubric) *Book {
	p := &Book{rubric: r, codes: make([]map[answer]uint64, len(r.Indicators)), known: make([][]answer, len(r.Indicators))}
	for i := range p.codes {
		p.codes[i] = map[answer]uint64{}
	}
	return p
}

// Add adds a person: graded with res, or held back where it is nil.
func (p *Book) Add(who *graded.Person, res *result.Result) {
	one := Person{
		County: kept(practitioner.MaskWithin(who.County)), School: kept(practitioner.MaskWithin(who.School)),
		Name: kept(practitioner.MaskWithin(who.Name)), Post: kept(practitioner.MaskWithin(who.Post)), ID: who.ID,
		Graded: res != nil, matchable: !who.ID.IsZero() && !who.LostID(), book: p,
	}
	one.known, one.line = who.CountyIndex >= 0, one.County
	if !one.known {
		one.line = p.rubric.Counties.Unknown
	}
	if res == nil {
		one.Reasons = kept(who.Reasons)
		p.people = append(p.people, one)
		return
	}
	one.Total, one.Grade, one.rules, one.overlays = res.Total, kept(res.Grade), res.Rubric, res.Overlays()
	one.Counts = res.Counts()
	if res.Adjusted != nil {
		one.Adjusted, one.Exact = true, kept(res.Adjusted.Total.String())
	}
	p.code = p.code[:0]
	for i, earned := range res.Points {
		p.code = binary.AppendUvarint(p.code, p.codeOf(i, answer{who.Answers[i], earned, leftOut(res, i)}))
	}
	one.answers = string(p.code)
	p.people = append(p.people, one)
}

// leftOut is what 不适用 counts as, empty where the indicator applies.
func leftOut(res *result.Result, i int) rubric.Earns {
	if res.Adjusted == nil || res.Adjusted.NotApplicable[i] == nil {
		return ""
	}
	return res.Adjusted.NotApplicable[i].Earns
}

// kept is a text that recurs, kept once.
func kept(text string) string { return unique.Make(text).Value() }

func (p *Book) codeOf(i int, a answer) uint64 {
	code, seen := p.codes[i][a]
	if !seen {
		a.given = kept(a.given)
		code = uint64(len(p.known[i]))
		p.codes[i][a] = code
		p.known[i] = append(p.known[i], a)
	}
	return code
}

// each gives what a person who was graded wrote and earned, by indicator.
func (one *Person) each(visit func(i int, a answer)) {
	rest := []byte(one.answers)
	for i := range one.book.known {
		code, n := binary.Uvarint(rest)
		rest = rest[n:]
		visit(i, one.book.known[i][code])
	}
}

// Side is one of the two sets of results.
type Side struct {
	// Years are the years of the results, Rubrics the rubrics they were made
	// by, each once.
	Years   []string
	Rubrics []*rubric.Rubric
	People  []Person
}

// NewSide puts the books together, in their order.
func NewSide(years []string, books []*Book) *Side {
	s := &Side{Years: years}
	for _, p := range books {
		if !slices.ContainsFunc(s.Rubrics, func(r *rubric.Rubric) bool { return r.SHA256 == p.rubric.SHA256 }) {
			s.Rubrics = append(s.Rubrics, p.rubric)
		}
		s.People = append(s.People, p.people...)
		p.people, p.codes = nil, nil
	}
	return s
}

// Held are how many people were held back.
func (s *Side) Held() int {
	n := 0
	for i := range s.People {
		if !s.People[i].Graded {
			n++
		}
	}
	return n
}
