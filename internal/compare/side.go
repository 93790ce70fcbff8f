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

// Person is somebody of one side. There are as many as there are people, so
// nothing stands here that can be told from the rest, and texts stand in the
// book, by their number or their place.
type Person struct {
	book *Book
	// overlaid is what a county's own rules came to, nil where none touched the
	// result.
	overlaid *overlaid
	// number is the ID number, packed; 0 for one that cannot be.
	number        uint64
	Total, Counts points.Points

	county, school, post, grade, reasons word
	// rules is the number, in the book, of those that somebody who was graded
	// was judged by: the county's.
	rules int32
	// at is where the book holds the name, the ID number where it is not packed,
	// and the answers.
	at int64
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
		documents = append(documents, one.judged().Overlays[o].Document)
	}
	return documents
}

// line is the county under which the person is counted, the line for unknown
// counties where it is not on the list.
func (one *Person) line() string {
	if one.known {
		return one.County()
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
	kept     store
	record   []byte
	judged   []*rubric.Rubric
	// places are texts without ID numbers, words those that hold none.
	places, words words
}

// numbered is the code of an answer that indicators do not leave out.
type numbered struct {
	known  bool
	points points.Points
	code   uint64
}

// How many people are made at a time: in a small workbook fewer.
const leastLot, lotSize = 16, 128

// NewBook is an empty book by the rubric that its workbook was graded by.
func NewBook(r *rubric.Rubric) *Book {
	n := len(r.Indicators)
	p := &Book{rubric: r, codes: make([]map[answer]uint64, n), known: make([][]answer, n), numbered: make([][]numbered, n)}
	for i := range p.codes {
		p.codes[i] = map[answer]uint64{}
	}
	return p
}

// add makes room for a person.
func (p *Book) add() *Person {
	if len(p.lot) == cap(p.lot) {
		p.lot = make([]Person, 0, min(max(leastLot, len(p.people)), lotSize))
	}
	p.lot = append(p.lot, Person{book: p})
	one := &p.lot[len(p.lot)-1]
	p.people = append(p.people, one)
	return one
}

// Add adds a person: graded with res, or held back where it is nil.
func (p *Book) Add(who *graded.Person, res *result.Result) {
	one := p.add()
	masked := practitioner.MaskWithin
	one.county, one.school, one.post = p.places.of(who.County, masked), p.places.of(who.School, masked), p.places.of(who.Post, masked)
	one.number, _ = who.ID.Packed()
	one.Graded, one.known = res != nil, who.CountyIndex >= 0
	one.matchable = !who.ID.IsZero() && !who.LostID()
	p.record = appendText(p.record[:0], masked(who.Name))
	if one.number == 0 {
		p.record = appendText(p.record, who.ID.Reveal())
	}
	if res == nil {
		one.reasons = p.words.of(who.Reasons, nil)
	} else {
		p.grade(one, who, res)
	}
	one.at = p.kept.put(p.record)
}

// grade is Add for what somebody earned.
func (p *Book) grade(one *Person, who *graded.Person, res *result.Result) {
	one.Total, one.grade, one.rules, one.Counts = res.Total, p.words.of(res.Grade, nil), p.rulesOf(res.Rubric), res.Counts()
	one.Adjusted = res.Adjusted != nil
	if overlays := res.Overlays(); len(overlays) > 0 {
		one.overlaid = &overlaid{overlays: overlays}
		if one.Adjusted {
			one.overlaid.exact = kept(res.Adjusted.Total.String())
		}
	}
	for i, earned := range res.Points {
		p.record = binary.AppendUvarint(p.record, p.codeOf(who, i, answer{who.Answers[i], earned, leftOut(res, i)}))
	}
}

// rulesOf is the number of rules that people of the book are judged by.
func (p *Book) rulesOf(r *rubric.Rubric) int32 {
	at := slices.Index(p.judged, r)
	if at < 0 {
		at, p.judged = len(p.judged), append(p.judged, r)
	}
	return int32(at)
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
	_, rest := one.text()
	if one.number == 0 {
		_, rest = cutText(rest)
	}
	for i := range one.book.known {
		code, n := uint64(rest[0]), 1
		if code >= 0x80 {
			code, n = binary.Uvarint(rest)
		}
		rest = rest[n:]
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
		p.people, p.lot, p.codes, p.numbered, p.record = nil, nil, nil, nil, nil
		p.places.known, p.words.known = nil, nil
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
