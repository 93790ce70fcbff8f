package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"credit/internal/demo/year"
	"credit/internal/finding"
	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/submission"
	"credit/internal/xlsx"
)

// The workbooks of testdata are what the program makes today, byte for byte.
func TestWorkbooksAreReproducible(t *testing.T) {
	r := rubrictest.Load(t)
	for _, w := range workbooks {
		data, err := write(w.year, w.make(r))
		if err != nil {
			t.Fatal(err)
		}
		committed, err := os.ReadFile(filepath.Join("..", "..", "testdata", w.name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(data, committed) {
			t.Errorf("%s is not what go run ./internal/demo writes", w.name)
		}
	}
}

// seen is what the project's own reader and scorer make of a workbook.
type seen struct {
	r                *rubric.Rubric
	people, held     int
	codes            map[finding.Code]int
	counties         map[string]int
	schools          map[string]int
	grades, byDirect map[string]int
	results          []*result.Result
	ids              map[string]int
	// known are the people with a sound ID number, by it.
	known map[string]*one
}

// one is what was read of a practitioner; a person held back has no result.
type one struct {
	county, school, name string
	result               *result.Result
}

func see(t *testing.T, r *rubric.Rubric, tables []*table) *seen {
	t.Helper()
	data, err := write(year.First, tables)
	if err != nil {
		t.Fatal(err)
	}
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := &seen{r: r, codes: map[finding.Code]int{}, counties: map[string]int{}, schools: map[string]int{},
		grades: map[string]int{}, byDirect: map[string]int{}, ids: map[string]int{},
		known: map[string]*one{}}
	report, err := submission.NewReader(r).Read(book, submission.File{Name: "schools.xlsx"}, s.visit)
	if err != nil {
		t.Fatal(err)
	}
	s.note(report.Findings)
	for _, times := range s.ids {
		if times > 1 {
			s.codes[finding.DuplicatePractitioner] += times
		}
	}
	return s
}

func (s *seen) note(findings []finding.Finding) {
	for _, f := range findings {
		s.codes[f.Code]++
	}
}

func (s *seen) visit(e *submission.Entry) error {
	s.people++
	s.note(e.Findings)
	s.counties[e.Practitioner.County]++
	s.schools[e.Practitioner.School]++
	who := &one{county: e.Practitioner.County, school: e.Practitioner.School, name: e.Practitioner.Name}
	if e.ValidID {
		s.ids[e.Practitioner.ID.Reveal()]++
		s.known[e.Practitioner.ID.Reveal()] = who
	}
	if len(e.Held()) > 0 {
		s.held++
		return nil
	}
	res := score.Score(s.r, e.Answers)
	who.result = res
	s.results = append(s.results, res)
	s.grades[res.Grade]++
	for _, name := range res.DirectNames(s.r) {
		s.byDirect[name]++
	}
	return nil
}

func (s *seen) severities() (errors, warnings []finding.Code) {
	for _, code := range slices.Sorted(maps.Keys(s.codes)) {
		if finding.Find(code).Severity == finding.Error {
			errors = append(errors, code)
		} else {
			warnings = append(warnings, code)
		}
	}
	return errors, warnings
}

// The sound year has everybody graded, in every county, with warnings only.
func TestSoundYear(t *testing.T) {
	r := rubrictest.Load(t)
	s := see(t, r, sound(r))
	t.Logf("%d people in %d schools, grades %v, direct %v", s.people, len(s.schools), s.grades, s.byDirect)
	t.Logf("findings %v", s.codes)
	if s.people < 300 || len(s.schools) < 12 || s.held > 0 {
		t.Errorf("%d people in %d schools, %d held", s.people, len(s.schools), s.held)
	}
	for _, county := range r.Counties.Names {
		if s.counties[county.Name] == 0 {
			t.Errorf("nobody in %s", county.Name)
		}
	}
	errors, warnings := s.severities()
	if len(errors) > 0 || len(warnings) < 7 {
		t.Errorf("errors %v, warnings %v", errors, warnings)
	}
	for _, grade := range r.Grades {
		if s.grades[grade.Grade] == 0 {
			t.Errorf("nobody with grade %s", grade.Grade)
		}
	}
	if s.grades["B"]+s.grades["C"] < s.people/2 || s.grades["E"] > s.people/8 {
		t.Errorf("the grades are not plausible: %v", s.grades)
	}
	for _, rule := range r.Direct.Rules {
		if name := r.Sections[rule.Section].Name; s.byDirect[name] == 0 {
			t.Errorf("nobody graded directly by %s", name)
		}
	}
}

// Every threshold of article 13 has someone at it and someone just below.
func TestSoundYearHasEveryThreshold(t *testing.T) {
	r := rubrictest.Load(t)
	s := see(t, r, sound(r))
	for _, want := range []struct{ total, grade, byTotal string }{
		{"100", "A", "A"}, {"95", "A", "A"}, {"94.99", "B", "B"}, {"94.5", "B", "B"}, {"85", "B", "B"},
		{"84.99", "C", "C"}, {"75", "C", "C"}, {"74.99", "D", "D"}, {"60", "D", "D"}, {"59.99", "E", "E"},
		{"87", "E", "B"}, {"85", "E", "B"}, {"85.5", "E", "B"}, {"79", "E", "C"},
	} {
		s.expect(t, want.total, want.grade, want.byTotal)
	}
}

// expect looks for someone with the total and the grades.
func (s *seen) expect(t *testing.T, total, grade, byTotal string) {
	t.Helper()
	sought, _ := points.Parse(total)
	if !slices.ContainsFunc(s.results, func(res *result.Result) bool {
		return res.Total == sought && res.Grade == grade && res.GradeByTotal == byTotal
	}) {
		t.Errorf("nobody with %s, grade %s, by total %s", total, grade, byTotal)
	}
}

// The program reads from the workbook just what was made up: whatever the
// form, an answer earns what its canonical form earns.
func TestReadingGivesBackWhatWasMadeUp(t *testing.T) {
	r := rubrictest.Load(t)
	w := newTown(r)
	s := see(t, r, w.book())
	if len(s.results) != len(w.people) {
		t.Fatalf("%d results for %d people", len(s.results), len(w.people))
	}
	for i, p := range w.people {
		if res := s.results[i]; res.Grade != p.Grade || res.GradeByTotal != p.GradeByTotal {
			t.Errorf("%s: graded %s, made up as %s", p.Name, res.Grade, p.Grade)
		}
	}
}

// The faulty year holds every finding that one workbook can hold.
func TestFaultyYear(t *testing.T) {
	r := rubrictest.Load(t)
	s := see(t, r, faulty(r))
	t.Logf("%d people, %d held, grades %v", s.people, s.held, s.grades)
	t.Logf("findings %v", s.codes)
	if s.held > s.people/3 {
		t.Errorf("%d of %d held: most people should be gradable", s.held, s.people)
	}
	elsewhere := []finding.Code{ // of files, not of sheets
		finding.UnreadableWorkbook, finding.LegacyXLS, finding.EncryptedWorkbook, finding.NoDataSheet,
		finding.OwnOutput, finding.RubricMismatch, finding.YearMismatch, finding.SameFile,
		finding.NotReviewed,  // raised where the review is asked for
		finding.LostDropdown, // of templates: the made-up year has no dropdowns
	}
	for _, entry := range finding.Catalogue() {
		if s.codes[entry.Code] == 0 && !slices.Contains(elsewhere, entry.Code) {
			t.Errorf("no %s", entry.Code)
		}
	}
}
