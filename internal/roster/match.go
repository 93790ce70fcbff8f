package roster

import (
	"slices"

	"credit/internal/practitioner"
)

// Match holds what was submitted against a roster. It is not safe for several
// goroutines.
type Match struct {
	roster *Roster
	// seen are those of the roster who were submitted, by whatever school.
	seen []bool
	// namesakes are, by person of the roster, the first place where somebody
	// of the same name and school was submitted with a number that the roster
	// does not have.
	namesakes map[int]namesake
	// blanks are, by person of the roster, the first place where they are
	// listed with nothing answered.
	blanks    map[int]string
	unknown   []Stranger
	elsewhere []Moved
	// told are the places of unknown and elsewhere: the same place may be
	// seen twice.
	told map[[2]string]bool
}

type namesake struct {
	at    string
	valid bool
}

// Report is what the comparison came to. Expected = Submitted +
// len(Missing), and so in every school.
type Report struct {
	Expected, Submitted int
	Schools             []SchoolLine // in the roster's order
	Missing             []Absent     // 应报未报, in the roster's order
	Unknown             []Stranger   // in the order in which they were seen
	Elsewhere           []Moved      // likewise
}

// SchoolLine counts one school of the roster. Somebody whom another school
// submitted counts as submitted.
type SchoolLine struct {
	County, School               string
	Expected, Submitted, Missing int
}

// Absent is somebody of the roster who was not submitted.
type Absent struct {
	Person Person
	// Listed says that a submission lists them, with nothing answered.
	Listed bool
	// Note says in Chinese what may explain it, empty where nothing does.
	Note string
}

// Stranger was submitted with a valid ID number that the roster does not have.
type Stranger struct {
	Practitioner practitioner.Practitioner
	File, At     string
	// Note says in Chinese what may explain it, empty where nothing does.
	Note string
}

// Moved stands on the roster at one school and was submitted by another.
type Moved struct {
	Person Person
	// County and School are those of the submission.
	County, School string
	File, At       string
}

// NewMatch begins a comparison.
func (r *Roster) NewMatch() *Match {
	return &Match{roster: r, seen: make([]bool, len(r.people)), namesakes: map[int]namesake{}, blanks: map[int]string{}, told: map[[2]string]bool{}}
}

// Saw notes a practitioner who was submitted; valid says that the ID number
// is one that can be matched, at is the place within the file. Seeing the
// same place again changes nothing.
func (m *Match) Saw(p *practitioner.Practitioner, valid bool, file, at string) {
	if i, known := m.roster.byID[p.ID.Reveal()]; known && valid {
		m.seen[i] = true
		person := &m.roster.people[i]
		if schoolKey(p.County, p.School) != schoolKey(person.County, person.School) && m.first(file, at) {
			m.elsewhere = append(m.elsewhere, Moved{*person, p.County, p.School, file, at})
		}
		return
	}
	for _, i := range m.roster.byName[nameKey(p)] {
		if _, noted := m.namesakes[i]; !noted {
			m.namesakes[i] = namesake{"“" + file + "”" + at, valid}
		}
	}
	if valid && m.first(file, at) {
		m.unknown = append(m.unknown, Stranger{Practitioner: *p, File: file, At: at})
	}
}

// SawBlank notes somebody who is listed and for whom nothing was answered, as
// in a template that came back as it was: that is no submission.
func (m *Match) SawBlank(p *practitioner.Practitioner, valid bool, file, at string) {
	i, known := m.roster.byID[p.ID.Reveal()]
	if !known || !valid {
		m.Saw(p, valid, file, at)
		return
	}
	if m.blanks[i] == "" {
		m.blanks[i] = "“" + file + "”" + at
	}
}

// first reports a place that was not told of yet.
func (m *Match) first(file, at string) bool {
	key := [2]string{file, at}
	if m.told[key] {
		return false
	}
	m.told[key] = true
	return true
}

// explain says why a number may be strange: somebody of the same name and
// school is missing, whom the roster has under another number.
func (m *Match) explain(p *practitioner.Practitioner) string {
	for _, i := range m.roster.byName[nameKey(p)] {
		person := &m.roster.people[i]
		switch {
		case m.seen[i]:
		case !person.ValidID:
			return "名册里本校有同名的人，名册里的身份证件号码有误"
		default:
			return "名册里本校有同名的人，身份证件号码是 " + person.ID.String()
		}
	}
	return ""
}

// Report is what was found so far.
func (m *Match) Report() Report {
	r := m.roster
	report := Report{Expected: len(r.people), Unknown: slices.Clone(m.unknown), Elsewhere: slices.Clone(m.elsewhere)}
	for i := range report.Unknown {
		report.Unknown[i].Note = m.explain(&report.Unknown[i].Practitioner)
	}
	for _, s := range r.schools {
		report.Schools = append(report.Schools, SchoolLine{County: s.county, School: s.name, Expected: len(s.people)})
	}
	for i := range r.people {
		line := &report.Schools[r.at[i]]
		if m.seen[i] {
			report.Submitted++
			line.Submitted++
			continue
		}
		line.Missing++
		report.Missing = append(report.Missing, Absent{r.people[i], m.blanks[i] != "", m.note(i)})
	}
	return report
}

// note says what may explain that somebody is missing.
func (m *Match) note(i int) string {
	like, found := m.namesakes[i]
	switch {
	case m.blanks[i] != "":
		return "已列在" + m.blanks[i] + "，但一项也没有填"
	case !found && m.roster.people[i].ValidID:
		return ""
	case !found:
		return "名册里的身份证件号码有误，无法核对"
	case !m.roster.people[i].ValidID:
		return "名册里的身份证件号码有误；同名的人填报在" + like.at
	case like.valid:
		return "同名的人填报在" + like.at + "，身份证件号码不同"
	}
	return "同名的人填报在" + like.at + "，身份证件号码有误"
}
