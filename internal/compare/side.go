// Package compare holds two sets of results beside each other, two years, two
// runs or two rubrics over the same answers: who moved, where from and where
// to, and why. People are matched by ID number, never by row.
package compare

import (
	"encoding/binary"
	"slices"
	"strings"
	"unique"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
)

// Person is somebody of one side. There are as many as there are people, so
// nothing stands here that can be told from the rest.
type Person struct {
	County, School, Name, Post string
	ID                         practitioner.ID
	// Graded tells those who were graded from those held back, of whom
	// Reasons say why.
	Graded bool
	// Adjusted says that indicators do not apply (reading 8): the grade is by
	// Counts then, the adjusted total with the rest cut off. Else Counts is
	// Total.
	Adjusted bool
	// known says that the county is on the rubric's list, matchable that the ID
	// number tells the person from others.
	known, matchable bool
	Total, Counts    points.Points
	Grade            string
	Reasons          string

	book *Book
	// rules are those that somebody who was graded was judged by: the county's.
	rules *rubric.Rubric
	// overlaid is what a county's own rules came to, nil where none touched the
	// result.
	overlaid *overlaid
	// answers are the codes of what was written and earned, by indicator.
	answers string
}

// overlaid is what a county's own rules (article 21) came to: overlays are
// those of the rules that touched the result, as indices; exact is the whole of
// the adjusted total, empty where there is none.
type overlaid struct {
	overlays []int
	exact    string
}

// Documents are the numbers of the documents with a county's own rules
// (article 21) that touched the result.
func (one *Person) Documents() (documents []string) {
	if one.overlaid == nil {
		return nil
	}
	for _, o := range one.overlaid.overlays {
		documents = append(documents, one.rules.Overlays[o].Document)
	}
	return documents
}

// line is the county under which the person is counted, the line for unknown
// counties where it is not on the list.
func (one *Person) line() string {
	if one.known {
		return one.County
	}
	return one.book.rubric.Counties.Unknown
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
	people []*Person
	lot    []Person            // those that people point to are made some at a time
	codes  []map[answer]uint64 // by indicator
	known  [][]answer
	// numbered are the codes by the number of the answer in the workbook (see
	// graded.Person.Codes), by indicator.
	numbered [][]numbered
	code     []byte
	texts    map[string]string // masked texts that recur, by what was written
}

// numbered is the code of an answer that indicators do not leave out.
type numbered struct {
	known  bool
	points points.Points
	code   uint64
}

// lotSize is how many people are made at a time.
const lotSize = 128

// NewBook is an empty book by the rubric that its workbook was graded by.
func NewBook(r *rubric.Rubric) *Book {
	n := len(r.Indicators)
	p := &Book{rubric: r, codes: make([]map[answer]uint64, n), known: make([][]answer, n), numbered: make([][]numbered, n), texts: map[string]string{}}
	for i := range p.codes {
		p.codes[i] = map[answer]uint64{}
	}
	return p
}

// add makes room for a person.
func (p *Book) add() *Person {
	if len(p.lot) == cap(p.lot) {
		p.lot = make([]Person, 0, lotSize)
	}
	p.lot = append(p.lot, Person{book: p})
	one := &p.lot[len(p.lot)-1]
	p.people = append(p.people, one)
	return one
}

// Add adds a person: graded with res, or held back where it is nil.
func (p *Book) Add(who *graded.Person, res *result.Result) {
	one := p.add()
	one.County, one.School, one.Name, one.Post = p.masked(who.County), p.masked(who.School), practitioner.MaskWithin(who.Name), p.masked(who.Post)
	one.ID, one.Graded, one.known = who.ID, res != nil, who.CountyIndex >= 0
	one.matchable = !who.ID.IsZero() && !who.LostID()
	if res == nil {
		one.Reasons = kept(who.Reasons)
		return
	}
	one.Total, one.Grade, one.rules, one.Counts = res.Total, res.Grade, res.Rubric, res.Counts()
	one.Adjusted = res.Adjusted != nil
	if overlays := res.Overlays(); len(overlays) > 0 {
		one.overlaid = &overlaid{overlays: overlays}
		if one.Adjusted {
			one.overlaid.exact = kept(res.Adjusted.Total.String())
		}
	}
	p.code = p.code[:0]
	for i, earned := range res.Points {
		p.code = binary.AppendUvarint(p.code, p.codeOf(who, i, answer{who.Answers[i], earned, leftOut(res, i)}))
	}
	one.answers = string(p.code)
}

// masked is a text without ID numbers. It is kept once, for many recur.
func (p *Book) masked(text string) string {
	kept, seen := p.texts[text]
	if !seen {
		text = strings.Clone(text) // it may be a part of a larger one
		kept = practitioner.MaskWithin(text)
		p.texts[text] = kept
	}
	return kept
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

// codeOf is the code of what somebody wrote for an indicator and earned.
func (p *Book) codeOf(who *graded.Person, i int, a answer) uint64 {
	if i >= len(who.Codes) || who.Codes[i] == 0 || a.left != "" {
		return p.search(i, a)
	}
	list, number := p.numbered[i], int(who.Codes[i])
	if number < len(list) && list[number].known && list[number].points == a.points {
		return list[number].code
	}
	if number >= len(list) {
		list = append(list, make([]numbered, number+1-len(list))...)
		p.numbered[i] = list
	}
	list[number] = numbered{true, a.points, p.search(i, a)}
	return list[number].code
}

// search is codeOf by what stands there.
func (p *Book) search(i int, a answer) uint64 {
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
func (one *Person) each(visit func(i int, a *answer)) {
	at := 0
	for i := range one.book.known {
		code, shift := uint64(0), 0
		for {
			c := one.answers[at]
			at++
			code |= uint64(c&0x7f) << shift
			if c < 0x80 {
				break
			}
			shift += 7
		}
		visit(i, &one.book.known[i][code])
	}
}

// Side is one of the two sets of results.
type Side struct {
	// Years are the years of the results, Rubrics the rubrics they were made
	// by, each once.
	Years   []string
	Rubrics []*rubric.Rubric
	People  []*Person
}

// NewSide puts the books together, in their order.
func NewSide(years []string, books []*Book) *Side {
	s := &Side{Years: years}
	for _, p := range books {
		if !slices.ContainsFunc(s.Rubrics, func(r *rubric.Rubric) bool { return r.SHA256 == p.rubric.SHA256 }) {
			s.Rubrics = append(s.Rubrics, p.rubric)
		}
		s.People = append(s.People, p.people...)
		p.people, p.lot, p.codes, p.numbered, p.texts = nil, nil, nil, nil, nil
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
