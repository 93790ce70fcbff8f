// Package yearend is the main job: a pool of workers reads, scores and writes
// one submission each; what crosses files (duplicates, distributions) is
// small and merged at the end.
package yearend

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"credit/internal/batch"
	"credit/internal/finding"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/roster"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/summary"
	"credit/internal/xlsx"

	"golang.org/x/sync/errgroup"
)

// Options are what a run is asked to do.
type Options struct {
	batch.Options
	Version string
	// JSON asks for the contract's lines.
	JSON bool
	// Reviewed grades only what both departments have passed (articles 6 and
	// 11) and holds back the rest as 未审核.
	Reviewed bool
	// Corrections, where given, are carried out (articles 17 and 18).
	Corrections *Corrections
	// Seal is what the manifest needs beside what the run itself knows.
	Seal Seal
}

// Seal is what goes into the manifest from outside.
type Seal struct {
	// Key is that of the row digests; a new one is made where none is given.
	Key seal.Key
	// Previous is the SHA-256 of last year's manifest, Roster that of the 名册;
	// empty where none was given.
	Previous, Roster string
	// PreviousYears are those of that manifest: all before this run's, or the
	// same where corrections follow.
	PreviousYears []string
}

// Outcome is what a run came to.
type Outcome struct {
	Files    []*FileOutcome
	Summary  *summary.Summary
	Findings *finding.Digest
	// Years are the years the results are of, each once, in order.
	Years []string
	// Rows are the rows read; Rows = Graded + Held + Skipped.
	Rows, Graded, Held, Skipped int
	// NotReviewed are those of the people held who would be graded but for
	// their workbook's missing review.
	NotReviewed int
	// Roster is what the roster says, nil where none was given.
	Roster *roster.Report
	// Corrected is what became of the corrections, nil where none were given.
	Corrected *Corrected
	// Outputs are the names of the results, in the order they are put in
	// place.
	Outputs []string
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

// ErrorsWithin is how many errors stand in the files that could be read.
func (o *Outcome) ErrorsWithin() int {
	n := 0
	for _, f := range o.Files {
		if f.Read {
			n += f.Findings.Errors
		}
	}
	return n
}

// Score reads, scores and writes every file into the run folder; nothing is
// put in place yet. Lines of JSON, if asked for, are in the outcome's files.
// An error is about the machine or the arguments and is in Chinese; what is
// wrong with the files is in the outcome.
func Score(ctx context.Context, o Options, to *output.Folder, progress *batch.Progress) (outcome *Outcome, err error) {
	if o.Seal.Key.IsZero() {
		o.Seal.Key = seal.NewKey()
	}
	r := &run{Options: o, to: to, names: GradedNames(o.Files), forms: map[string]*xlsx.Form{}}
	if r.spool, err = seal.NewSpool(filepath.Join(to.TempDir(), "rows")); err != nil {
		return nil, err
	}
	r.saving.SetLimit(max(1, o.Jobs))
	ctx, r.stop = context.WithCancelCause(ctx)
	defer func() {
		r.stop(nil)
		wrong := errors.Join(r.saving.Wait(), r.syncing.Wait(), r.spool.Close())
		if err == nil {
			err = wrong
		}
	}()
	return r.score(ctx, progress)
}

// Books gives whoever takes the rows of a workbook, by its name; a workbook
// may be begun again: what was taken of it before is void.
type Books func(name string, layouts []sheet.Layout) sheet.Book

// Again is Score once more, for comparing: nothing is written anywhere, and
// the rows of the workbooks go to books; names are those of the graded
// workbooks, by file.
func Again(ctx context.Context, o Options, names []string, books Books, progress *batch.Progress) (*Outcome, error) {
	r := &run{Options: o, names: names, again: books}
	return r.score(ctx, progress)
}

// score reads, scores and writes every file.
func (r *run) score(ctx context.Context, progress *batch.Progress) (*Outcome, error) {
	if r.Corrections != nil {
		r.Options.Options.Corrections = r.Corrections.List.Answers()
	}
	r.rules = sync.OnceValue(func() string { return stamp.Pack(r.Rubric.Text) })
	go func() { // beside the first file
		defer func() { _ = recover() }() // whoever asks meets the same panic
		r.rules()
	}()
	r.outcomes = make([]*FileOutcome, len(r.Files))
	read, err := batch.Read(ctx, r.Options.Options, progress, r.newJob)
	if err != nil {
		return nil, err
	}
	for i, f := range read.Outcomes {
		if !f.Read { // whatever a job began is void
			r.outcomes[i] = &FileOutcome{summary: summary.New(r.Rubric)}
		}
		r.outcomes[i].File = f
	}
	return r.merge(read)
}

// run is one run of Score.
type run struct {
	Options
	to       *output.Folder
	names    []string
	outcomes []*FileOutcome
	// saving are workbooks that are being written, syncing results on their way
	// to the disk; Score waits for them.
	saving, syncing errgroup.Group
	// stop ends the run with an error.
	stop context.CancelCauseFunc
	// spool holds the records of rows until the manifest is written.
	spool *seal.Spool
	// rules are the rubric's text for the stamps.
	rules func() string
	// again, where given, takes the rows instead of files.
	again Books
	// forms are those of the workbooks, by title.
	forms   map[string]*xlsx.Form
	formsMu sync.Mutex
}

// GradedNames are the names of the files' graded workbooks. Files that are
// named as another kind of table come last: they never get one, and take no
// name from a submission.
func GradedNames(files []intake.File) []string {
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case files[a].ForeignName == files[b].ForeignName:
			return 0
		case files[b].ForeignName:
			return -1
		}
		return 1
	})
	paths := make([]string, len(files))
	for at, i := range order {
		paths[at] = files[i].Path
	}
	names := make([]string, len(files))
	for at, name := range output.GradedNames(paths) {
		names[order[at]] = name
	}
	return names
}

// refuseOverwriting refuses results that would stand where an input stands.
// Results of an earlier run are no inputs, though they were found among them.
func (r *run) refuseOverwriting() error {
	results := []string{output.SummaryName, output.KeyName, output.ManifestName}
	for i, f := range r.outcomes {
		if f.Read {
			results = append(results, r.names[i])
		}
	}
	inputs := map[string]string{}
	var infos []os.FileInfo
	for i, f := range r.Files {
		if r.outcomes[i].OwnOutput {
			continue
		}
		inputs[fullPath(f.Path)] = f.Path
		if info, err := os.Stat(f.Path); err == nil {
			infos = append(infos, info)
		}
	}
	for _, name := range results {
		if foreign := r.to.Foreign(name); foreign != "" && inputs[fullPath(foreign)] == "" {
			return fmt.Errorf("“%s”不是本程序写出的，不能替换：请移走它，或用 -o 另指定一个文件夹", foreign)
		}
		place := r.to.Path(name)
		if input, same := inputs[fullPath(place)]; same {
			return fmt.Errorf("结果“%s”会覆盖填报文件“%s”，请用 -o 另指定一个文件夹", place, input)
		}
		info, err := os.Stat(place)
		if err == nil && slices.ContainsFunc(infos, func(in os.FileInfo) bool { return os.SameFile(in, info) }) {
			return fmt.Errorf("结果“%s”会覆盖填报文件，请用 -o 另指定一个文件夹", place)
		}
	}
	return nil
}

func fullPath(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		return strings.ToLower(absolute)
	}
	return path
}

// merge adds the files up and writes what is about all of them.
func (r *run) merge(read *batch.Run) (*Outcome, error) {
	o := &Outcome{Files: r.outcomes, Summary: summary.New(r.Rubric), Findings: finding.NewDigest()}
	for i, f := range r.outcomes {
		o.Summary.Merge(f.summary)
		o.Findings.Merge(f.Findings)
		o.Rows += f.Report.Rows
		o.Graded += f.Graded
		o.Held += f.Held
		o.Skipped += f.Report.Skipped
		o.NotReviewed += f.NotReviewed
		if f.Read {
			f.Output = r.names[i]
			o.Outputs = append(o.Outputs, f.Output)
		}
	}
	if o.Rows != o.Graded+o.Held+o.Skipped {
		return nil, fmt.Errorf("程序出错：读到 %d 行，却有 %d 人已评分、%d 人未评分、%d 行跳过，合计不符；没有写出结果，请报告这个问题",
			o.Rows, o.Graded, o.Held, o.Skipped)
	}
	years, err := read.Years()
	if err != nil {
		return nil, err
	}
	o.Years = years
	if err := r.refusePrevious(years); err != nil {
		return nil, err
	}
	if o.Read() == 0 {
		return o, nil
	}
	if err := r.checkCorrections(o); err != nil {
		return nil, err
	}
	o.Roster = read.MatchRoster()
	if r.again == nil {
		if err := r.refuseOverwriting(); err != nil {
			return nil, err
		}
	}
	return o, r.writeCommon(o)
}
