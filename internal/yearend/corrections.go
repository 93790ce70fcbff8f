package yearend

import (
	"fmt"
	"slices"

	"credit/internal/correction"
	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/score"
	"credit/internal/seal"
	"credit/internal/submission"
)

// Corrections are what a run carries out.
type Corrections struct {
	List *correction.List
	// SHA256 is of the workbook that holds the list, in hex.
	SHA256 string
}

// Corrected is what became of the corrections.
type Corrected struct {
	// Cases, Answers and People are how many were carried out.
	Cases, Answers, People int
	// Moved are those whose grade changed, in the order of the submissions;
	// Held counts those who are not graded all the same.
	Moved []Moved
	Held  int
}

// Moved is somebody whose grade a correction changed. A grade is empty where
// there was none.
type Moved struct {
	Name               string
	ID                 practitioner.ID
	OldGrade, NewGrade string
	// OldTotal and NewTotal are 0 where there is no grade.
	OldTotal, NewTotal string
}

// corrected is what was corrected in one file.
type corrected struct {
	met           []correction.Met
	answers, held int
	moved         []Moved
}

func (j *job) newPaper() *graded.Writer {
	if j.Corrections == nil {
		return graded.NewWriter(j.book, j.Rubric)
	}
	return graded.NewCorrectedWriter(j.book, j.Rubric)
}

func (j *job) correctionsSHA256() string {
	if j.Corrections == nil {
		return ""
	}
	return j.Corrections.SHA256
}

// correct notes what was corrected of a practitioner, whose result is now res.
func (j *job) correct(e *submission.Entry, res *result.Result) error {
	if j.Corrections == nil || !e.ValidID || !j.Corrections.List.Concerns(e.Practitioner.ID) {
		return nil
	}
	before, stand := e.Uncorrected()
	done := &j.f.corrected
	done.met = append(done.met, correction.Met{
		Name: e.Practitioner.Name, ID: e.Practitioner.ID, At: j.place(e.Place), Before: before,
	})
	if !e.IsCorrected() {
		return nil
	}
	var old *result.Result
	if res != nil && stand { // nothing but the old answers can have held anybody back
		old = score.Score(j.Rubric, before)
	}
	done.answers += len(e.Corrected)
	if res == nil {
		done.held++
	} else if old == nil || old.Grade != res.Grade {
		done.moved = append(done.moved, newMoved(e, old, res))
	}
	return j.paper.Corrected(e, old, res)
}

// place says where somebody stands: “甲.xlsx”的填报表第 5 行.
func (j *job) place(at finding.Place) string {
	return fmt.Sprintf("“%s”的“%s”第 %d 行", practitioner.MaskWithin(j.f.Label), at.Sheet, at.Row)
}

func newMoved(e *submission.Entry, old, now *result.Result) Moved {
	m := Moved{
		Name: practitioner.MaskWithin(e.Practitioner.Name), ID: e.Practitioner.ID,
		NewGrade: now.Grade, NewTotal: now.Total.String(),
	}
	if old != nil {
		m.OldGrade, m.OldTotal = old.Grade, old.Total.String()
	}
	return m
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
		met = append(met, f.corrected.met...)
		o.Corrected.Answers += f.corrected.answers
		o.Corrected.Held += f.corrected.held
		o.Corrected.Moved = slices.Concat(o.Corrected.Moved, f.corrected.moved)
	}
	for i := range met {
		people[met[i].ID.Reveal()] = true
	}
	o.Corrected.People = len(people)
	return r.Corrections.List.Check(met)
}

// manifestCorrections name the list that was carried out.
func (r *run) manifestCorrections(o *Outcome) *seal.Corrections {
	if o.Corrected == nil {
		return nil
	}
	return &seal.Corrections{SHA256: r.Corrections.SHA256, Cases: o.Corrected.Cases, Answers: o.Corrected.Answers}
}
