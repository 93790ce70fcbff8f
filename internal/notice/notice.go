// Package notice makes the letters of article 17: whoever is rated D or E is
// told so by the unit, in writing, with the reasons and the rights. It makes
// one workbook a school: who has to be told, to be signed, then a page a person.
package notice

import (
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"credit/internal/explain"
	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
)

// Options say what the letters are like.
type Options struct {
	Version string
	// All writes to everyone, not only to the grades of article 17.
	All bool
	// Unmask shows ID numbers in full on a person's own page.
	Unmask bool
	// Date is the letters' date, YYYY-MM-DD; blank to be filled in where empty.
	Date string
	// Issuers are the two departments that rated; where there are none, the
	// county's, without a name that nobody gave.
	Issuers []string
	// Contact is where a request for correction goes, empty for none.
	Contact string
}

// Book takes the people of one graded workbook. It is not safe for several
// goroutines.
type Book struct {
	options Options
	rubric  *rubric.Rubric
	rights  *rubric.Rights
	from    explain.Origin
	check   Check
	schools map[schoolKey]*School
	// held are those held back who are written to: what holds them back stands
	// elsewhere in the workbook.
	held []heldPerson
}

type heldPerson struct {
	graded.Person
	school *School
}

type schoolKey struct{ county, school string }

// NewBook is a graded workbook without its people; from has the rights, and
// check is the short digest that the letters bear.
func NewBook(o Options, r *rubric.Rubric, from explain.Origin, check Check) *Book {
	return &Book{options: o, rubric: r, rights: from.Rights, from: from, check: check, schools: map[schoolKey]*School{}}
}

// School is a school with those of its people who are written to.
type School struct {
	County, Name string
	Letters      []Letter
	// Grades are how many people have each grade of the rubric, Held how many
	// were held back.
	Grades map[string]int
	Held   int

	rubric *rubric.Rubric
	rights *rubric.Rights
	county int // place in the rubric's list
	year   string
}

// Letter is what one person is told.
type Letter struct {
	*explain.Explanation
	Check Check

	rights *rubric.Rights
}

// Check is what a letter can be held against.
type Check struct {
	// Code is the short digest of the manifest, where Manifest says so, else
	// that of the graded workbook.
	Code     string
	Manifest bool
}

// Add takes a practitioner; res is nil for somebody held back.
func (b *Book) Add(p *graded.Person, res *result.Result) error {
	key := schoolKey{p.County, fold.Trim(p.School)}
	s := b.schools[key]
	if s == nil {
		s = &School{
			County: practitioner.MaskWithin(p.County), Name: practitioner.MaskWithin(key.school), Grades: map[string]int{},
			rubric: b.rubric, rights: b.rights, county: p.CountyIndex, year: b.from.Year,
		}
		if p.CountyIndex < 0 {
			s.county = len(b.rubric.Counties.Names)
		}
		b.schools[key] = s
	}
	if res == nil {
		s.Held++
	} else {
		s.Grades[res.Grade]++
	}
	switch {
	case !b.options.All && (res == nil || !b.rights.Told.Has(res.Grade)):
		return nil
	case res == nil:
		one := heldPerson{*p, s}
		one.Answers = slices.Clone(p.Answers)
		b.held = append(b.held, one)
		return nil
	}
	return b.write(s, p, res, b.from)
}

func (b *Book) write(s *School, p *graded.Person, res *result.Result, from explain.Origin) error {
	e, err := explain.New(b.rubric, p, res, from)
	if err != nil {
		return err
	}
	s.Letters = append(s.Letters, Letter{e, b.check, b.rights})
	return nil
}

// NeedsFindings reports that somebody held back is written to; Finish must be
// called with what read finds in the workbook's sheet 问题.
func (b *Book) NeedsFindings() bool { return len(b.held) > 0 }

// Finish writes to those held back, once all people were added.
func (b *Book) Finish(read func(visit func(graded.Finding) error) error) error {
	var findings []graded.Finding
	err := read(func(f graded.Finding) error {
		if f.HoldsBack() {
			findings = append(findings, f)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range b.held {
		one, from := &b.held[i], b.from
		for _, f := range findings {
			if f.Concerns(one.Source) {
				from.Findings = append(from.Findings, f)
			}
		}
		if err := b.write(one.school, &one.Person, nil, from); err != nil {
			return err
		}
	}
	return nil
}

// Schools are the schools of all books, each once: by county in the rubric's
// order, then by name.
func Schools(books []*Book) []*School {
	merged := map[schoolKey]*School{}
	for _, b := range books {
		for key, s := range b.schools {
			whole := merged[key]
			if whole == nil {
				merged[key] = s
				continue
			}
			whole.Letters = append(whole.Letters, s.Letters...)
			whole.Held += s.Held
			for grade, n := range s.Grades {
				whole.Grades[grade] += n
			}
		}
	}
	names := collate.New(language.Chinese, collate.Numeric)
	list := make([]*School, 0, len(merged))
	for _, s := range merged {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *School) int {
		return cmp.Or(cmp.Compare(a.county, b.county), cmp.Compare(a.County, b.County), names.CompareString(a.Name, b.Name), cmp.Compare(a.Name, b.Name))
	})
	return list
}

// Label is what the school's workbook is called by.
func (s *School) Label() string { return s.County + "-" + s.Name }
