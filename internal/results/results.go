// Package results reads graded workbooks for every command that works on
// results: with a bounded pool of workers, each by the very rubric it was
// graded by, and only if what stands in it is what its answers earn. Nobody
// is counted twice who stands in several workbooks.
package results

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"credit/internal/batch"
	"credit/internal/graded"
	"credit/internal/intake"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/stamp"
	"credit/internal/xlsx"
)

// Options are what is read.
type Options struct {
	Files []intake.File
	// Rubrics are those known beside the ones that workbooks carry.
	Rubrics []*rubric.Rubric
	Jobs    int // workers, at least 1
	// Stats, where given, counts how the workbooks are read.
	Stats *xlsx.Stats
}

// Book is one graded workbook.
type Book struct {
	intake.File
	Index  int // among the files of the run
	SHA256 string
	Stamp  stamp.Stamp
	// Rubric is the one that the workbook was graded by.
	Rubric *rubric.Rubric
	// Graded and Held are the people it counts for; Twice are rows that an
	// earlier workbook holds too. All three add up to the rows it holds.
	Graded, Held, Twice int

	// rows are all that were read, whatever they count for.
	rows    struct{ graded, held int }
	entries []entry
	// others are those told by something else than a packed number.
	others map[rowKey]string
	skip   map[rowKey]bool
}

// IsUnnamed reports results that do not say their year.
func (b *Book) IsUnnamed() bool { return !graded.IsKnownYear(b.Stamp.Year) }

// Refused is a file that should hold results and cannot be used.
type Refused struct {
	Path string
	// Faults are what is wrong, in Chinese, with the row; ID numbers are
	// masked.
	Faults []string
	// Altered, where not nil, are the same faults each by itself.
	Altered *AlteredError
}

// Set is what the files came to.
type Set struct {
	// Books are those that were read, in the order of the files.
	Books []*Book
	// Refused are graded workbooks that are damaged or were changed by hand,
	// and files named on the command line that are none.
	Refused []Refused
	// Passed are lines about files in folders that are no graded workbooks.
	Passed []string

	run *run
}

// Again reads the books of the set once more, one after another in their
// order: for whoever has to write people as they come and must know first that
// all of them can be read. An error is in Chinese.
func (s *Set) Again(ctx context.Context, begin func(*Book) Visit) error {
	for _, b := range s.Books {
		err := s.run.again(ctx, b, b.skip, begin)
		if err != nil {
			return err
		}
	}
	return nil
}

// again reads a book once more; skip are the rows that do not count.
func (r *run) again(ctx context.Context, b *Book, skip map[rowKey]bool, begin func(*Book) Visit) error {
	return batch.Guarded(b.Path, func() error {
		err := onFile(b.Path, func(file *xlsx.File) error {
			again := &Book{File: b.File, Index: b.Index, SHA256: file.SHA256(), skip: skip}
			if again.SHA256 != b.SHA256 {
				return batch.ChangedMeanwhile(b.Path)
			}
			return r.read(ctx, again, file, begin, r.Jobs > 1)
		})
		if refusal := (*xlsx.Refusal)(nil); errors.As(err, &refusal) {
			return fmt.Errorf("“%s”：%w", b.Path, err)
		}
		return err
	})
}

// onFile opens a file and works on it. What came of it is void where the file is
// another one in the end.
func onFile(path string, work func(*xlsx.File) error) error {
	file, err := xlsx.OpenFile(path)
	if err != nil {
		return err
	}
	defer file.Close()
	err = work(file)
	switch changed := file.CheckUnchanged(); {
	case errors.Is(changed, xlsx.ErrChanged):
		return batch.ChangedMeanwhile(path)
	case err == nil:
		return changed
	}
	return err
}

// Visit takes one person: res is nil for those held back. Both are used again
// for the next one.
type Visit func(p *graded.Person, res *result.Result) error

// Read reads the graded workbooks among the files. begin is called for each,
// by several goroutines, and gives what takes its people; it may be called a
// second time for the same book, which makes void what was taken before, and
// what was taken of a book that is not in the Set is void. An error is in
// Chinese.
func Read(ctx context.Context, o Options, progress *batch.Progress, begin func(*Book) Visit) (*Set, error) {
	batch.FitCollector(o.Files)
	r := &run{Options: o, progress: progress, begin: begin, rubrics: newRubrics(o.Rubrics), found: make([]outcome, len(o.Files))}
	all := make([]int, len(o.Files))
	for i := range all {
		all[i] = i
	}
	if err := r.each(ctx, all); err != nil {
		return nil, err
	}
	r.dropCopies()
	again, err := r.findTwins(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.each(ctx, again); err != nil {
		return nil, err
	}
	return r.set(), nil
}

// run is one reading.
type run struct {
	Options
	progress *batch.Progress
	begin    func(*Book) Visit
	rubrics  *rubrics
	recalls  recalls
	found    []outcome // by file
}

// outcome is what one file is: a book, or why it is none.
type outcome struct {
	book   *Book
	faults []string
	// altered are the faults of a book that does not agree with itself.
	altered *AlteredError
	passed  string
}

// each reads files with a pool of workers; the first error ends the run.
func (r *run) each(ctx context.Context, files []int) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, r.Jobs))
	for _, i := range files {
		group.Go(func() error {
			return batch.Guarded(r.Files[i].Path, func() error {
				if err := context.Cause(ctx); err != nil {
					return err
				}
				return r.file(ctx, i)
			})
		})
	}
	return group.Wait()
}

// file reads one file.
func (r *run) file(ctx context.Context, i int) error {
	f := r.Files[i]
	out := &r.found[i]
	if f.ForeignName {
		out.decline(f, "不是 .xlsx 工作簿")
		return nil
	}
	book := &Book{File: f, Index: i}
	err := onFile(f.Path, func(file *xlsx.File) error {
		book.SHA256 = file.SHA256()
		if earlier := out.book; earlier != nil {
			if earlier.SHA256 != book.SHA256 {
				return batch.ChangedMeanwhile(f.Path)
			}
			book.skip = earlier.skip
		}
		return r.read(ctx, book, file, r.begin, r.Jobs > len(r.Files))
	})
	*out = outcome{}
	fault, refusal, foreign, altered := (*graded.Fault)(nil), (*xlsx.Refusal)(nil), (*foreignError)(nil), (*AlteredError)(nil)
	switch {
	case err == nil:
		out.book = book
		r.progress.Files.Add(1)
	case errors.As(err, &foreign):
		out.decline(f, foreign.why)
		if foreign.own && !f.Named {
			*out = outcome{}
		}
	case errors.As(err, &altered):
		out.faults, out.altered = strings.Split(err.Error(), "\n"), altered
	case errors.As(err, &fault), errors.As(err, &refusal):
		out.faults = append(out.faults, strings.Split(err.Error(), "\n")...)
	default:
		return err
	}
	return nil
}

// foreignError says that a workbook is sound but no graded one; own ones of
// this program, such as the summary workbook, are passed over without a word.
type foreignError struct {
	why string
	own bool
}

func (e *foreignError) Error() string { return e.why }

// decline passes over a file of a folder; one that the command line names is
// a fault.
func (o *outcome) decline(f intake.File, why string) {
	if f.Named {
		o.faults = []string{why}
		return
	}
	o.passed = why
}

// read reads the people of a workbook, each held against the rubric; two of its
// sheets side by side where there are workers to spare.
func (r *run) read(ctx context.Context, b *Book, file *xlsx.File, begin func(*Book) Visit, sideBySide bool) error {
	book, err := file.Open(xlsx.Options{Stats: r.Stats})
	if err != nil {
		return err
	}
	if b.Stamp, err = stamp.Read(book); err != nil {
		return err
	}
	if b.Stamp.Kind != stamp.Graded {
		return &foreignError{graded.NotGraded(b.Stamp.Kind), !b.Stamp.IsSubmission()}
	}
	if err := knownForm(b.Stamp); err != nil {
		return err
	}
	if b.Rubric, err = r.rubrics.of(b.Stamp); err != nil {
		return err
	}
	recall := r.recalls.take(b.Rubric)
	defer r.recalls.give(b.Rubric, recall)
	check := newChecker(b, recall)
	visit := begin(b)
	read := graded.Read
	if sideBySide {
		read = graded.ReadSideBySide
	}
	_, err = read(book, b.Rubric, func(p *graded.Person) error {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		r.progress.Rows.Add(1)
		return b.take(p, check, visit)
	})
	if err != nil {
		return withVersion(err, b.Stamp)
	}
	check.count(b)
	return check.verdict()
}

var yearForm = regexp.MustCompile(`^[0-9]{4}$`)

// knownForm refuses a workbook of a form that this program does not know, and
// a year that is none.
func knownForm(mark stamp.Stamp) error {
	switch {
	case mark.Form != stamp.Form:
		return &graded.Fault{Text: fmt.Sprintf("由另一个版本的程序（credit %s）写出，本程序不认得它的写法；请用同一版本的程序", mark.Version)}
	case graded.IsKnownYear(mark.Year) && !yearForm.MatchString(mark.Year):
		return &graded.Fault{Sheet: stamp.SheetName, Text: fmt.Sprintf("年度“%s”不是四位数字：评分以后被改动过", mark.Year)}
	}
	return nil
}

// take hands a person on, unless an earlier workbook holds the very same row.
func (b *Book) take(p *graded.Person, check *checker, visit Visit) error {
	res := check.result(p)
	b.remember(p, check.memory.digest(p, b.Stamp.Input))
	if p.Graded {
		b.rows.graded++
	} else {
		b.rows.held++
	}
	if b.skip[rowKey{p.Graded, p.Row}] {
		b.Twice++
		return nil
	}
	if p.Graded {
		b.Graded++
	} else {
		b.Held++
	}
	if p.Graded && res == nil { // the whole workbook will be refused
		return nil
	}
	return visit(p, res)
}

// set gathers what the files came to.
func (r *run) set() *Set {
	s := &Set{run: r}
	for i := range r.found {
		switch out, f := &r.found[i], r.Files[i]; {
		case out.book != nil:
			out.book.entries, out.book.others = nil, nil
			s.Books = append(s.Books, out.book)
		case len(out.faults) > 0:
			s.Refused = append(s.Refused, Refused{f.Path, out.faults, out.altered})
		case out.passed != "":
			s.Passed = append(s.Passed, "没有读取：“"+f.Path+"”"+out.passed)
		}
	}
	return s
}

// Years are the years that the results are of, each once, in order.
func (s *Set) Years() []string {
	var years []string
	for _, b := range s.Books {
		years = append(years, b.Stamp.Year)
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// Rubrics are the rubrics that the results were made by, each once, in the
// order of the books.
func (s *Set) Rubrics() []*rubric.Rubric {
	var all []*rubric.Rubric
	for _, b := range s.Books {
		if !slices.ContainsFunc(all, func(r *rubric.Rubric) bool { return r.SHA256 == b.Rubric.SHA256 }) {
			all = append(all, b.Rubric)
		}
	}
	return all
}

// Findings reads the sheet 问题 of a book of the set. An error is in Chinese.
func (s *Set) Findings(b *Book, visit func(graded.Finding) error) error {
	return batch.Guarded(b.Path, func() error {
		err := onFile(b.Path, func(file *xlsx.File) error {
			if file.SHA256() != b.SHA256 {
				return batch.ChangedMeanwhile(b.Path)
			}
			book, err := file.Open(xlsx.Options{Stats: s.run.Stats})
			if err != nil {
				return err
			}
			return graded.ReadFindings(book, visit)
		})
		if err != nil {
			return fmt.Errorf("“%s”：%w", b.Path, err)
		}
		return nil
	})
}
