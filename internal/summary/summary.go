// Package summary counts results: how the grades are distributed by county
// and by school. Tallies of parts of a run add up to the tally of the whole.
package summary

import (
	"cmp"
	"maps"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
)

// Tally counts the practitioners of a county, a school or a whole run.
type Tally struct {
	Graded, Held int
	// Unreviewed counts those of the people held who are so only because the
	// departments have not both passed their workbook (articles 6 and 11).
	Unreviewed int
	// Grades count by grade, in the rubric's order.
	Grades []int
	// Direct counts those with a direct grading, DirectBy those of each
	// section (someone can fall below several floors).
	Direct   int
	DirectBy []int
	// Raised counts, by grade, those directly graded whose total alone would
	// give that grade.
	Raised []int

	sum    points.Points
	totals map[points.Points]int
}

func newTally(r *rubric.Rubric) *Tally {
	return &Tally{
		Grades: make([]int, len(r.Grades)), DirectBy: make([]int, len(r.Sections)),
		Raised: make([]int, len(r.Grades)), totals: map[points.Points]int{},
	}
}

// Practitioners are those graded and those held back.
func (t *Tally) Practitioners() int { return t.Graded + t.Held }

// Mean is the mean total of those graded, to two decimals, half up; ok is
// false where nobody was graded.
func (t *Tally) Mean() (mean points.Points, ok bool) {
	if t.Graded == 0 {
		return 0, false
	}
	return points.Mean(t.sum, t.Graded), true
}

// Median is the median total of those graded, to two decimals, half up; ok
// is false where nobody was graded.
func (t *Tally) Median() (median points.Points, ok bool) {
	if t.Graded == 0 {
		return 0, false
	}
	sorted := slices.Sorted(maps.Keys(t.totals))
	at := func(rank int) points.Points {
		for _, total := range sorted {
			if rank < t.totals[total] {
				return total
			}
			rank -= t.totals[total]
		}
		return sorted[len(sorted)-1]
	}
	return points.Mean(at((t.Graded-1)/2)+at(t.Graded/2), 2), true
}

func (t *Tally) add(r *rubric.Rubric, res *result.Result) {
	if res == nil {
		t.Held++
		return
	}
	t.Graded++
	t.Grades[gradeIndex(r, res.Grade)]++
	t.sum += res.Total
	t.totals[res.Total]++
	if len(res.Direct) > 0 {
		t.Direct++
		t.Raised[gradeIndex(r, res.GradeByTotal)]++
	}
	for _, section := range res.Direct {
		t.DirectBy[section]++
	}
}

func gradeIndex(r *rubric.Rubric, grade string) int {
	return slices.IndexFunc(r.Grades, func(g rubric.Grade) bool { return g.Grade == grade })
}

func (t *Tally) merge(other *Tally) {
	t.Graded += other.Graded
	t.Held += other.Held
	t.Unreviewed += other.Unreviewed
	t.Direct += other.Direct
	t.sum += other.sum
	for _, pair := range [][2][]int{{t.Grades, other.Grades}, {t.DirectBy, other.DirectBy}, {t.Raised, other.Raised}} {
		for i, n := range pair[1] {
			pair[0][i] += n
		}
	}
	for total, n := range other.totals {
		t.totals[total] += n
	}
}

// school is a school of a county; county is an index, -1 for unknown.
type school struct {
	county int
	name   string
}

// Summary is the distribution of a run, or of a part of one.
type Summary struct {
	rubric  *rubric.Rubric
	schools map[school]*Tally
}

// New is an empty summary by a rubric.
func New(r *rubric.Rubric) *Summary {
	return &Summary{r, map[school]*Tally{}}
}

// Add counts a practitioner: graded with res, or held back where it is nil.
func (s *Summary) Add(p *practitioner.Practitioner, res *result.Result) {
	s.tally(p).add(s.rubric, res)
}

// AddUnreviewed counts a practitioner who is held back only because the
// workbook was not passed by both departments.
func (s *Summary) AddUnreviewed(p *practitioner.Practitioner) {
	tally := s.tally(p)
	tally.Unreviewed++
	tally.add(s.rubric, nil)
}

func (s *Summary) tally(p *practitioner.Practitioner) *Tally {
	key := school{p.CountyIndex, p.School}
	tally := s.schools[key]
	if tally == nil {
		tally = newTally(s.rubric)
		s.schools[key] = tally
	}
	return tally
}

// Merge adds the counts of another part of the run.
func (s *Summary) Merge(other *Summary) {
	for key, tally := range other.schools {
		if s.schools[key] == nil {
			s.schools[key] = newTally(s.rubric)
		}
		s.schools[key].merge(tally)
	}
}

// Line is one line of a summary.
type Line struct {
	County, School string
	*Tally
}

// Counties are a line for every county of the rubric, zeros included, in its
// order; then one for those whose county is unknown, if there are any.
func (s *Summary) Counties() []Line {
	tallies := map[int]*Tally{}
	for key, tally := range s.schools {
		if tallies[key.county] == nil {
			tallies[key.county] = newTally(s.rubric)
		}
		tallies[key.county].merge(tally)
	}
	var lines []Line
	for i, county := range s.rubric.Counties.Names {
		tally := tallies[i]
		if tally == nil {
			tally = newTally(s.rubric)
		}
		lines = append(lines, Line{County: county.Name, Tally: tally})
	}
	if unknown := tallies[-1]; unknown != nil {
		lines = append(lines, Line{County: s.rubric.Counties.Unknown, Tally: unknown})
	}
	return lines
}

// Schools are a line for every school, by county and name in Chinese order.
func (s *Summary) Schools() []Line {
	keys := slices.Collect(maps.Keys(s.schools))
	order := collate.New(language.Chinese, collate.Numeric)
	place := func(county int) int {
		if county < 0 {
			return len(s.rubric.Counties.Names)
		}
		return county
	}
	slices.SortFunc(keys, func(a, b school) int {
		if d := place(a.county) - place(b.county); d != 0 {
			return d
		}
		return cmp.Or(order.CompareString(a.name, b.name), cmp.Compare(a.name, b.name))
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

// Total is the line of the whole run.
func (s *Summary) Total() Line {
	total := newTally(s.rubric)
	for _, tally := range s.schools {
		total.merge(tally)
	}
	return Line{County: TotalName, Tally: total}
}

// TotalName is what the line of the whole run is called.
const TotalName = "合计"

// Rubric is the rubric that the summary is by.
func (s *Summary) Rubric() *rubric.Rubric { return s.rubric }
