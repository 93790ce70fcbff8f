// Package validate finds everything that is wrong in submissions before they
// are sent in. It reads and judges exactly as scoring does (package batch);
// what passes here is graded there, and the reverse.
package validate

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"credit/internal/batch"
	"credit/internal/finding"
	"credit/internal/roster"
	"credit/internal/submission"
)

// Outcome is what validating came to.
type Outcome struct {
	Files    []*FileOutcome
	Findings *finding.Digest
	// Rows are the rows read; Rows = Passed + Held + Skipped.
	Rows, Passed, Held, Skipped int
	// Roster is what the roster says, nil where none was given.
	Roster *roster.Report
	// Years says in Chinese why score would refuse these files together, empty
	// where it would not.
	Years string

	run *batch.Run
}

// Read is how many files could be read as submissions.
func (o *Outcome) Read() int {
	n := 0
	for _, f := range o.Files {
		if f.Read {
			n++
		}
	}
	return n
}

// FileOutcome is what validating one file came to.
type FileOutcome struct {
	*batch.File
	// School is that of the first practitioner who has one; Schools says that
	// there are others.
	School  string
	Schools bool
	// Passed are the people whom score would grade, Held the others.
	Passed, Held int

	rows []finding.Finding // of the people, in order, unless there are too many
	many bool
}

// CanBeSent reports a file in which nothing has to be mended and somebody is
// listed.
func (f *FileOutcome) CanBeSent() bool { return f.Read && f.Findings.Errors == 0 && f.People > 0 }

// mostKept bounds the findings that are kept in memory; of a file that has
// more, they are read again where they are asked for.
const mostKept = 40_000

// Run validates every file. An error is about the machine and is in Chinese.
func Run(ctx context.Context, o batch.Options, progress *batch.Progress) (*Outcome, error) {
	var kept atomic.Int64
	files := make([]*FileOutcome, len(o.Files))
	run, err := batch.Read(ctx, o, progress, func() batch.Job { return &job{files: files, kept: &kept} })
	if err != nil {
		return nil, err
	}
	outcome := &Outcome{Files: files, Findings: finding.NewDigest(), Roster: run.MatchRoster(), run: run}
	if _, err := run.Years(); err != nil {
		outcome.Years = err.Error()
	}
	for i, f := range run.Outcomes {
		if !f.Read { // whatever a job began is void
			files[i] = &FileOutcome{}
		}
		files[i].File = f
		outcome.Findings.Merge(f.Findings)
		outcome.Rows += f.Report.Rows
		outcome.Passed += files[i].Passed
		outcome.Held += files[i].Held
		outcome.Skipped += f.Report.Skipped
	}
	return outcome, nil
}

// job keeps what is found in one file after another.
type job struct {
	files []*FileOutcome
	kept  *atomic.Int64
	f     *FileOutcome
}

func (j *job) Begin(s batch.Source) error {
	if old := j.files[s.Index]; old != nil {
		j.kept.Add(-int64(len(old.rows)))
	}
	j.f = &FileOutcome{File: s.File}
	j.files[s.Index] = j.f
	return nil
}

func (j *job) Visit(e *submission.Entry) error {
	switch school := e.Practitioner.School; {
	case j.f.School == "":
		j.f.School = strings.Clone(school)
	case school != "" && school != j.f.School:
		j.f.Schools = true
	}
	if len(e.Held()) == 0 {
		j.f.Passed++
	} else {
		j.f.Held++
	}
	if j.f.many || len(e.Findings) == 0 {
		return nil
	}
	if j.kept.Add(int64(len(e.Findings))) > mostKept {
		j.kept.Add(-int64(len(e.Findings) + len(j.f.rows)))
		j.f.rows, j.f.many = nil, true
		return nil
	}
	slices.SortStableFunc(e.Findings, finding.Compare)
	j.f.rows = append(j.f.rows, e.Findings...)
	return nil
}

func (j *job) End(submission.Report) error { return nil }

func (j *job) Close() error { return nil }

// Each gives every finding of file i to visit, in the order of
// finding.Compare.
func (o *Outcome) Each(ctx context.Context, i int, visit func(finding.Finding) error) error {
	f := o.Files[i]
	m := &merging{rest: f.Report.Findings, visit: visit}
	if !f.many {
		if err := m.take(f.rows); err != nil {
			return err
		}
		return m.finish()
	}
	if err := o.run.Again(ctx, i, m); err != nil {
		return err
	}
	return m.finish()
}

// merging gives the findings of the rows and those of the file and its
// sheets, both in order, in one order.
type merging struct {
	rest  []finding.Finding
	visit func(finding.Finding) error
}

func (m *merging) take(row []finding.Finding) error {
	for _, one := range row {
		for len(m.rest) > 0 && finding.Compare(m.rest[0], one) <= 0 {
			if err := m.visit(m.rest[0]); err != nil {
				return err
			}
			m.rest = m.rest[1:]
		}
		if err := m.visit(one); err != nil {
			return err
		}
	}
	return nil
}

func (m *merging) finish() error {
	for _, one := range m.rest {
		if err := m.visit(one); err != nil {
			return err
		}
	}
	return nil
}

// Begin, Visit, End and Close make merging a batch.Job for a second reading.
func (m *merging) Begin(batch.Source) error { return nil }

func (m *merging) Visit(e *submission.Entry) error {
	slices.SortStableFunc(e.Findings, finding.Compare)
	return m.take(e.Findings)
}

func (m *merging) End(submission.Report) error { return nil }

func (m *merging) Close() error { return nil }
