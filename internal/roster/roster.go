// Package roster is the list of those who ought to be rated, by school, and
// what is missing, unknown or elsewhere when submissions are held against it
// (应报未报).
package roster

import (
	"fmt"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
)

// Person is somebody of the roster.
type Person struct {
	practitioner.Practitioner
	Place finding.Place
	// ValidID says that the ID number can be matched.
	ValidID bool
}

// School is a school of the roster and its people, in the roster's order.
type School struct {
	County, Name string
	People       []Person
}

// Roster is a list of people, each once.
type Roster struct {
	people  []Person
	schools []school
	at      []int          // of each person: the school's place in schools
	byID    map[string]int // valid ID numbers
	byName  map[string][]int
}

type school struct {
	county, name string
	people       []int
}

// New makes a roster of its people. Whoever stands there a second time, by a
// valid ID number, is left out with a finding; the first stays.
func New(people []Person) (*Roster, []finding.Finding) {
	r := &Roster{byID: map[string]int{}, byName: map[string][]int{}}
	schools := map[string]int{}
	var doubled []finding.Finding
	for i := range people {
		p := &people[i]
		number := p.ID.Reveal()
		if first, twice := r.byID[number]; twice && p.ValidID {
			doubled = append(doubled, duplicate(p, &r.people[first]))
			continue
		}
		key := schoolKey(p.County, p.School)
		at, known := schools[key]
		if !known {
			at = len(r.schools)
			schools[key] = at
			r.schools = append(r.schools, school{county: p.County, name: p.School})
		}
		r.schools[at].people = append(r.schools[at].people, len(r.people))
		if p.ValidID {
			r.byID[number] = len(r.people)
		}
		name := nameKey(&p.Practitioner)
		r.byName[name] = append(r.byName[name], len(r.people))
		r.people, r.at = append(r.people, *p), append(r.at, at)
	}
	return r, doubled
}

func duplicate(p, first *Person) finding.Finding {
	others := fmt.Sprintf("工作表“%s”第 %d 行", first.Place.Sheet, first.Place.Row)
	if first.Place.File != p.Place.File {
		others = "“" + first.Place.File + "”" + others
	}
	return finding.Finding{
		Code: finding.DuplicatePractitioner, Place: p.Place, Name: practitioner.MaskWithin(p.Name),
		Value: p.ID.String(), Words: finding.Words{
			"others": others,
			"hint":   "请核对名册：号码是否填错；确属同一人的，只保留人事关系所在单位的一处",
		},
	}
}

// schoolKey is the same for a school however its name is spaced or typed.
func schoolKey(county, name string) string { return fold.Key(county) + "\x00" + fold.Key(name) }

func nameKey(p *practitioner.Practitioner) string {
	return schoolKey(p.County, p.School) + "\x00" + fold.Key(p.Name)
}

// People is how many people are on the roster.
func (r *Roster) People() int { return len(r.people) }

// Schools are the schools, in the order in which they first appear.
func (r *Roster) Schools() []School {
	list := make([]School, len(r.schools))
	for i, s := range r.schools {
		list[i] = School{County: s.county, Name: s.name, People: make([]Person, len(s.people))}
		for j, person := range s.people {
			list[i].People[j] = r.people[person]
		}
	}
	return list
}
