package yearend

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/correction"
	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/score"
	"credit/internal/seal"
	"credit/internal/submission"
)

// Corrections are what a run carries out.
type Corrections struct {
	List *correction.List
	// SHA256 is of the workbook that holds the list, in hex.
	SHA256 string
	// Register says that the workbook is the register too, and that the list
	// was held against it.
	Register bool
	// Left are the cases that were decided in the practitioner's favour there
	// and of which the list says nothing.
	Left []string
}

// Corrected is what became of the corrections.
type Corrected struct {
	// Cases, Answers and People are how many were carried out.
	Cases, Answers, People int
	// Moved are those whose grade changed, in the order of the submissions;
	// Held counts those who are not graded all the same.
	Moved []Moved
	Held  int
	// Replaced are the answers, in the order of the list.
	Replaced []Replaced
}

// Replaced is an answer that was replaced.
type Replaced struct {
	// Row is where the list has it.
	Row        int
	Case, Name string
	ID         practitioner.ID
	// Indicator is the indicator's number, Old what the school wrote, New what
	// counts.
	Indicator int
	Old, New  string
}

// Moved is somebody whose grade a correction changed: Was is what the answers
// came to as the school wrote them, Is what they come to now.
type Moved struct {
	Name    string
	ID      practitioner.ID
	Was, Is graded.Grading
}

// corrected is what was corrected in one file.
type corrected struct {
	met      []correction.Met
	held     int
	moved    []Moved
	replaced []Replaced
}

func (j *job) newPaper() *graded.Writer {
	if j.Corrections == nil {
		return graded.NewWriter(j.book, j.Rubric)
	}
	return graded.NewCorrectedWriter(j.book, j.Rubric)
}

// correctionsSource is what a graded workbook says of the list.
func (j *job) correctionsSource() graded.ListSource {
	if j.Corrections == nil {
		return graded.ListSource{}
	}
	return graded.ListSource{SHA256: j.Corrections.SHA256, Register: j.Corrections.Register}
}

// correct notes what was corrected of a practitioner, whose result is now res.
func (j *job) correct(e *submission.Entry, res *result.Result) error {
	if j.Corrections == nil || !e.ValidID || !j.Corrections.List.Concerns(e.Practitioner.ID) {
		return nil
	}
	before, stand := e.Uncorrected()
	var old *result.Result
	if res != nil && stand { // nothing but the old answers can have held anybody back
		old = score.Score(e.Rubric, before)
	}
	done := &j.f.corrected
	done.met = append(done.met, correction.Met{
		Name: e.Practitioner.Name, ID: e.Practitioner.ID, At: j.place(e.Place),
		County: e.Practitioner.CountyIndex, Staff: rubric.Staff{Post: strings.Clone(e.Practitioner.Post), School: strings.Clone(e.Practitioner.School)}, Before: before, Grades: j.gradesBefore(e, old, res),
	})
	if !e.IsCorrected() {
		return nil
	}
	done.replaced = append(done.replaced, j.replaced(e)...)
	if res == nil {
		done.held++
	} else if old == nil || old.Grade != res.Grade {
		done.moved = append(done.moved, Moved{
			Name: practitioner.MaskWithin(e.Practitioner.Name), ID: e.Practitioner.ID, Was: graded.GradingOf(old), Is: graded.GradingOf(res),
		})
	}
	return j.paper.Corrected(e, old, res)
}

// gradesBefore are the grades that somebody's repair may be of: that of the
// answers as the school wrote them, and that of those put right by corrections
// alone, for the right grade is the one that is repaired. Somebody who is held
// back has none.
func (j *job) gradesBefore(e *submission.Entry, old, now *result.Result) (grades []string) {
	if old != nil {
		grades = append(grades, old.Grade)
	}
	answers, _ := e.Uncorrected()
	stand := true
	for _, c := range e.Corrected {
		if !j.Corrections.List.IsRepair(c.Row) {
			answers[c.Indicator] = c.New
		}
		stand = stand && answers[c.Indicator].Stands
	}
	if now == nil || !stand {
		return grades
	}
	if grade := score.Score(e.Rubric, answers).Grade; !slices.Contains(grades, grade) {
		grades = append(grades, grade)
	}
	return grades
}

// replaced are the answers of a practitioner that were replaced.
func (j *job) replaced(e *submission.Entry) (list []Replaced) {
	for _, c := range e.Corrected {
		list = append(list, Replaced{
			Row: c.Row, Case: c.Case, Name: strings.Clone(e.Practitioner.Name), ID: e.Practitioner.ID,
			Indicator: j.Rubric.Indicators[c.Indicator].Number, Old: strings.Clone(c.Old.Given), New: strings.Clone(c.New.Given),
		})
	}
	return list
}

// place says where somebody stands: “甲.xlsx”的填报表第 5 行.
func (j *job) place(at finding.Place) string {
	return fmt.Sprintf("“%s”的“%s”第 %d 行", practitioner.MaskWithin(j.f.Label), at.Sheet, at.Row)
}

// checkCorrections holds the list against all submissions; whatever is wrong
// with it ends the run.
func (r *run) checkCorrections(o *Outcome) error {
	if r.Corrections == nil {
		return nil
	}
	var met []correction.Met
	o.Corrected = &Corrected{Cases: len(r.Corrections.List.Cases())}
	people := map[string]bool{}
	for _, f := range r.outcomes {
		year, _ := strconv.Atoi(f.Year) // 0 where the results do not say
		for _, one := range f.corrected.met {
			one.Year = year
			met = append(met, one)
		}
		o.Corrected.Answers += len(f.corrected.replaced)
		o.Corrected.Replaced = append(o.Corrected.Replaced, f.corrected.replaced...)
		o.Corrected.Held += f.corrected.held
		o.Corrected.Moved = slices.Concat(o.Corrected.Moved, f.corrected.moved)
	}
	for i := range met {
		people[met[i].ID.Reveal()] = true
	}
	o.Corrected.People = len(people)
	slices.SortStableFunc(o.Corrected.Replaced, func(a, b Replaced) int { return a.Row - b.Row })
	return r.Corrections.List.Check(met)
}

// manifestCorrections name the list that was carried out.
func (r *run) manifestCorrections(o *Outcome) *seal.Corrections {
	if o.Corrected == nil {
		return nil
	}
	return &seal.Corrections{SHA256: r.Corrections.SHA256, Cases: o.Corrected.Cases, Answers: o.Corrected.Answers}
}
