// Package summary counts results: how the grades are distributed by county,
// school and post, where points are lost, who stands near a line. Counts of
// parts of a run add up to those of the whole.
package summary

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
)

// TotalName is what the line of the whole run is called.
const TotalName = "合计"

// school is a school of a county; county is an index, -1 for unknown.
type school struct {
	county int
	name   string
}

// Summary is the distribution of a run, or of a part of one.
type Summary struct {
	rubric  *rubric.Rubric
	schools map[school]*Tally
	// posts are counted as they are written, however they are spaced; names
	// are the first spelling of each.
	posts map[string]*Tally
	names map[string]string
	// sections and indicators are the points of everyone graded, by section and
	// by indicator.
	sections, indicators []histogram
	// judged are the rules by which those graded were judged, editions the
	// rubrics of all parts of the run, each once.
	judged, editions []*rubric.Rubric
	// own are the full points of the rubric, by indicator.
	own []points.Points
	// last is what was counted last: the next one is often of the same school
	// and judged by the same rules.
	last recent
	// total and byCounty are what the counts add up to, nil where they were not
	// added up yet or anybody was counted since.
	total    *Tally
	byCounty map[int]*Tally
}

// recent are a school, a post and rules with what belongs to them.
type recent struct {
	school      school
	schoolTally *Tally
	post        string
	postTally   *Tally
	rules       *rubric.Rubric
	full        []points.Points
}

// New is an empty summary by a rubric.
func New(r *rubric.Rubric) *Summary {
	s := &Summary{rubric: r, editions: []*rubric.Rubric{r}, schools: map[school]*Tally{}, posts: map[string]*Tally{}, names: map[string]string{}}
	s.own = pointsOf(r)
	s.sections, s.indicators = make([]histogram, len(r.Sections)), make([]histogram, len(r.Indicators))
	return s
}

// Rubric is the rubric that the summary is by.
func (s *Summary) Rubric() *rubric.Rubric { return s.rubric }

// Add counts a practitioner: graded with res, or held back where it is nil.
func (s *Summary) Add(p *practitioner.Practitioner, res *result.Result) {
	school, post := s.school(school{p.CountyIndex, p.School}), s.post(p.Post)
	if res == nil {
		school.Held++
		post.Held++
		return
	}
	one := &outcome{res, s.rubric.GradeIndex(res.Grade), s.rubric.GradeIndex(res.GradeByTotal), s.fullPoints(res.Rubric)}
	school.add(one)
	post.add(one)
	for i, earned := range res.Sections {
		s.sections[i].add(earned, 1)
	}
	for i, earned := range res.Points {
		s.indicators[i].add(earned, 1)
	}
}

// fullPoints are those by the rules by which somebody was judged.
func (s *Summary) fullPoints(r *rubric.Rubric) []points.Points {
	if s.last.rules == r {
		return s.last.full
	}
	s.judged = with(s.judged, r)
	s.last.rules, s.last.full = r, s.own
	if r != s.rubric {
		s.last.full = pointsOf(r)
	}
	return s.last.full
}

// pointsOf are the full points of a rubric, by indicator.
func pointsOf(r *rubric.Rubric) []points.Points {
	full := make([]points.Points, len(r.Indicators))
	for i := range r.Indicators {
		full[i] = r.Indicators[i].Points
	}
	return full
}

func (s *Summary) newTally() *Tally { return newTally(s.rubric, s.own) }

// with is a list that has a rubric once.
func with(list []*rubric.Rubric, r *rubric.Rubric) []*rubric.Rubric {
	if slices.Contains(list, r) {
		return list
	}
	return append(list, r)
}

// rules are those by which the people graded were judged; where nobody was,
// those of the summary.
func (s *Summary) rules() []*rubric.Rubric {
	if len(s.judged) == 0 {
		return []*rubric.Rubric{s.rubric}
	}
	return s.judged
}

// everyRule are the rules by which people of any county would be judged: what a
// publication goes by, for who was judged by which tells of the people.
func (s *Summary) everyRule() (all []*rubric.Rubric) {
	for _, r := range s.editions {
		all = append(all, r.Variants()...)
	}
	return all
}

// allowsOut reports rules under which indicators need not apply to everyone.
func (s *Summary) allowsOut() bool {
	return slices.ContainsFunc(s.editions, (*rubric.Rubric).AllowsNotApplicable)
}

// fullBy are the full points of an indicator by rules; alike is false where not
// all of them have the same.
func fullBy(rules []*rubric.Rubric, i int) (full points.Points, alike bool) {
	full = rules[0].Indicators[i].Points
	for _, r := range rules {
		if r.Indicators[i].Points != full {
			return 0, false
		}
	}
	return full, true
}

// AddUnreviewed counts a practitioner who is held back only because the
// workbook was not passed by both departments.
func (s *Summary) AddUnreviewed(p *practitioner.Practitioner) {
	s.school(school{p.CountyIndex, p.School}).Unreviewed++
	s.post(p.Post).Unreviewed++
	s.Add(p, nil)
}

// school is the tally of a school, post that of a post. What they keep of a
// name is their own: it may be a part of a larger text.
func (s *Summary) school(key school) *Tally {
	s.total, s.byCounty = nil, nil
	if s.last.schoolTally != nil && s.last.school == key {
		return s.last.schoolTally
	}
	tally := s.schools[key]
	if tally == nil {
		tally = s.newTally()
		s.schools[school{key.county, strings.Clone(key.name)}] = tally
	}
	s.last.school, s.last.schoolTally = key, tally
	return tally
}

func (s *Summary) post(name string) *Tally {
	if s.last.postTally != nil && s.last.post == name {
		return s.last.postTally
	}
	key := fold.Key(name)
	tally := s.posts[key]
	if tally == nil {
		tally, key = s.newTally(), strings.Clone(key)
		s.posts[key], s.names[key] = tally, strings.Clone(name)
	}
	s.last.post, s.last.postTally = name, tally
	return tally
}

// Merge adds the counts of another part of the run, whose rubric is of the
// same shape.
func (s *Summary) Merge(other *Summary) {
	for key, tally := range other.schools {
		s.school(key).merge(tally)
	}
	for key, tally := range other.posts {
		s.post(other.names[key]).merge(tally)
	}
	for i, h := range other.sections {
		s.sections[i].merge(&h)
	}
	for i, h := range other.indicators {
		s.indicators[i].merge(&h)
	}
	for _, r := range other.judged {
		s.judged = with(s.judged, r)
	}
	for _, r := range other.editions {
		s.editions = with(s.editions, r)
	}
}

// Line is one line of a summary. School and Post are empty in the lines that
// are not by them.
type Line struct {
	County, School, Post string
	*Tally
}

// Counties are a line for every county of the rubric, zeros included, in its
// order; then one for those whose county is unknown, if there are any.
func (s *Summary) Counties() []Line {
	tallies := s.countyTallies()
	var lines []Line
	for i, county := range s.rubric.Counties.Names {
		lines = append(lines, Line{County: county.Name, Tally: tallies[i]})
	}
	if unknown := tallies[-1]; unknown != nil {
		lines = append(lines, Line{County: s.rubric.Counties.Unknown, Tally: unknown})
	}
	return lines
}

// countyTallies are those of the counties by their index, added up once for all
// pages.
func (s *Summary) countyTallies() map[int]*Tally {
	if s.byCounty != nil {
		return s.byCounty
	}
	tallies := map[int]*Tally{}
	for i := range s.rubric.Counties.Names {
		tallies[i] = s.newTally()
	}
	for key, tally := range s.schools {
		if tallies[key.county] == nil {
			tallies[key.county] = s.newTally()
		}
		tallies[key.county].merge(tally)
	}
	s.byCounty = tallies
	return tallies
}

// inChinese orders names as a Chinese list does, numbers by their value.
func inChinese() func(a, b string) int {
	order := collate.New(language.Chinese, collate.Numeric)
	return func(a, b string) int { return cmp.Or(order.CompareString(a, b), cmp.Compare(a, b)) }
}

// Schools are a line for every school, by county and name in Chinese order.
func (s *Summary) Schools() []Line {
	keys := slices.Collect(maps.Keys(s.schools))
	order := inChinese()
	place := func(county int) int {
		if county < 0 {
			return len(s.rubric.Counties.Names)
		}
		return county
	}
	slices.SortFunc(keys, func(a, b school) int {
		return cmp.Or(place(a.county)-place(b.county), order(a.name, b.name))
	})
	lines := make([]Line, len(keys))
	for i, key := range keys {
		name := s.rubric.Counties.Unknown
		if key.county >= 0 {
			name = s.rubric.Counties.Names[key.county].Name
		}
		lines[i] = Line{County: name, School: practitioner.MaskWithin(key.name), Tally: s.schools[key]}
	}
	return lines
}

// Posts are a line for every post (岗位) as the schools wrote it, in Chinese
// order.
func (s *Summary) Posts() []Line {
	var lines []Line
	for key, tally := range s.posts {
		lines = append(lines, Line{Post: practitioner.MaskWithin(s.names[key]), Tally: tally})
	}
	order := inChinese()
	slices.SortFunc(lines, func(a, b Line) int { return order(a.Post, b.Post) })
	return lines
}

// Total is the line of the whole run, which is added up once for all pages.
func (s *Summary) Total() Line {
	if s.total == nil {
		total := s.newTally()
		for _, tally := range s.schools {
			total.merge(tally)
		}
		s.total = total
	}
	return Line{County: TotalName, Tally: s.total}
}
