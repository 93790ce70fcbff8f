// Package batch reads many submissions with a bounded pool of workers: each
// file once, by one reader and one judgement for every command. ID numbers
// that stand twice among all inputs are found, and only the files they stand
// in are read again, with that known. What is done with the practitioners is
// the business of a Job.
package batch

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"

	"credit/internal/finding"
	"credit/internal/intake"
	"credit/internal/roster"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/submission"
	"credit/internal/xlsx"
)

// Options are what a run reads, and by which rubric.
type Options struct {
	Files    []intake.File
	Rubric   *rubric.Rubric
	Year     string // asked for; empty takes the template's
	Password string
	Jobs     int // workers, at least 1
	// Roster, where given, is held against what was submitted (应报未报).
	Roster *roster.Roster
	// Corrections, where given, replace answers as they are read.
	Corrections submission.Corrections
	// Stats, where given, counts how the workbooks are read.
	Stats *xlsx.Stats
}

// Progress can be read while a run works.
type Progress struct {
	Files, Rows atomic.Int64
}

// File is what reading one file came to.
type File struct {
	Path, Label string
	SHA256      string
	// Read says that the file is a submission and was read to its end.
	// Otherwise Trouble says why not, and Hint what to do.
	Read          bool
	Trouble, Hint string
	// OwnOutput says that the file is a result of this program.
	OwnOutput bool
	// Report is what reading found beside the practitioners.
	Report submission.Report
	// People are the practitioners; Report.Rows = People + Report.Skipped.
	People   int
	Findings *finding.Digest

	sheetNames []string
	ids        idEntries[uint64]
	others     idEntries[string]
	attended   []attendee
}

// Source is a file that is about to be read.
type Source struct {
	Index int // among the run's files
	File  *File
	Book  sheet.Workbook
}

// Job takes what one worker reads, one file after another: Begin, Visit for
// each practitioner, End where the file could be read to its end, and always
// Close. A file may be begun again: what was made of it before is void.
type Job interface {
	Begin(s Source) error
	Visit(e *submission.Entry) error
	End(report submission.Report) error
	Close() error
}

// Run is a run over a list of files.
type Run struct {
	Options
	Outcomes []*File // as Options.Files

	progress   *Progress
	duplicates duplicates
}

// Read reads every file; newJob makes the job of each worker. An error is
// about the machine and is in Chinese; what is wrong with the files is in the
// run.
func Read(ctx context.Context, o Options, progress *Progress, newJob func() Job) (*Run, error) {
	FitCollector(o.Files)
	r := &Run{Options: o, Outcomes: make([]*File, len(o.Files)), progress: progress}
	all := make([]int, len(o.Files))
	for i := range all {
		all[i] = i
	}
	if err := r.each(ctx, all, newJob); err != nil {
		return nil, err
	}
	r.duplicates = findDuplicates(r.Outcomes)
	var affected []int
	for i := range r.duplicates {
		affected = append(affected, i)
	}
	slices.Sort(affected)
	if err := r.each(ctx, affected, newJob); err != nil {
		return nil, err
	}
	r.noteSameFiles()
	return r, nil
}

// Again reads file i once more, judged as before.
func (r *Run) Again(ctx context.Context, i int, job Job) error {
	w := r.newWorker(job)
	_, err := w.guarded(ctx, i)
	return err
}

// each works through the files with a bounded pool of workers; the first
// error ends the run.
func (r *Run) each(ctx context.Context, files []int, newJob func() Job) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	var workers sync.WaitGroup
	for range max(1, min(r.Jobs, len(files))) {
		workers.Go(func() {
			w := r.newWorker(newJob())
			for i := range next {
				f, err := w.guarded(ctx, i)
				if err != nil {
					cancel(err)
					continue
				}
				r.Outcomes[i] = f
				r.progress.Files.Add(1)
			}
		})
	}
	for _, i := range files {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}

// noteSameFiles warns of files that hold the same bytes: a copy that was left
// beside its original makes everyone in both a duplicate.
func (r *Run) noteSameFiles() {
	first := map[string]int{}
	for i, f := range r.Outcomes {
		other, seen := first[f.SHA256]
		switch {
		case f.SHA256 == "" || !f.Read:
		case seen:
			f.add(finding.Finding{
				Code: finding.SameFile, Place: finding.Place{File: f.Path, FileOrder: i}, Value: r.Outcomes[other].Label,
			})
		default:
			first[f.SHA256] = i
		}
	}
}

// add notes a finding about the file as a whole.
func (f *File) add(one finding.Finding) {
	f.Findings.Add(one)
	f.Report.Findings = slices.Insert(f.Report.Findings, 0, one)
	slices.SortStableFunc(f.Report.Findings, finding.Compare)
}

// Guarded works on a file and turns a panic into an error: a mistake in the
// program must neither end the run half-way nor print anyone's data.
func Guarded(path string, work func() error) (err error) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if os.Getenv("CREDIT_DEBUG") != "" {
			panic(p)
		}
		err = fmt.Errorf("程序出错：读“%s”时遇到没有预料到的情况（%T）；没有写出结果，请报告这个问题", path, p)
	}()
	return work()
}
