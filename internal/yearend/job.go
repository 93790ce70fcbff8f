package yearend

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"credit/internal/batch"
	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/output"
	"credit/internal/result"
	"credit/internal/score"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/summary"
	"credit/internal/xlsx"
)

// FileOutcome is what became of one file. One that was read has a graded
// workbook, Output.
type FileOutcome struct {
	*batch.File
	Output       string
	Year         string
	Graded, Held int
	// NotReviewed are those of the people held who have no error of their own.
	NotReviewed int
	// Lines is the file that holds the contract's JSON lines, if asked for.
	Lines string

	sealed    *sealed
	corrected corrected
	summary   *summary.Summary
}

// IsResult reports a file that this program wrote as a result. It may be large:
// no more of it is read than tells.
func IsResult(path string) bool {
	switch filepath.Base(path) {
	case output.ManifestName:
		return seal.IsManifest(beginning(path)) || seal.IsManifest(whole(path))
	case output.KeyName:
		_, err := seal.ParseKey(whole(path))
		return err == nil
	case output.SignatureName:
		return seal.IsSignature(whole(path))
	}
	file, err := xlsx.OpenFile(path)
	if err != nil {
		return false
	}
	defer file.Close()
	book, err := file.Open(xlsx.Options{})
	if err != nil {
		return false
	}
	mark, err := stamp.Read(book)
	return err == nil && !mark.IsSubmission()
}

// beginning are the first bytes of a file, none where it cannot be read.
func beginning(path string) []byte {
	const enough = 4 << 10
	file, _, err := output.OpenRegular(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	head := make([]byte, enough)
	n, _ := io.ReadFull(file, head)
	return head[:n]
}

// whole is all of a file, nothing where it cannot be read.
func whole(path string) []byte {
	data, err := xlsx.ReadFile(path)
	if err != nil {
		return nil
	}
	return data
}

// job scores one file after another while its rows stream by, and writes its
// graded workbook into the run folder.
type job struct {
	*run
	layouts []sheet.Layout

	f          *FileOutcome
	source     batch.Source
	unreviewed *finding.Finding // why nobody of the file is graded, nil where all may be
	book       *workbook
	paper      *graded.Writer
	linesFile  *os.File
	lines      *bufio.Writer
	line       []byte
	scorer     score.Scorer
}

func (r *run) newJob() batch.Job {
	layouts := graded.Layouts
	if r.Corrections != nil {
		layouts = graded.CorrectedLayouts
	}
	return &job{run: r, layouts: layouts(r.Rubric)}
}

// Begin starts the graded workbook of a file.
func (j *job) Begin(s batch.Source) (err error) {
	j.source = s
	if before := j.outcomes[s.Index]; before != nil { // it is begun again
		before.sealed.wait()
	}
	j.f = &FileOutcome{File: s.File, summary: summary.New(j.Rubric)}
	j.outcomes[s.Index] = j.f
	if j.book, err = j.create(j.names[s.Index], graded.ResultSheet, j.layouts); err != nil {
		return fmt.Errorf("不能写评分工作簿：%w", err)
	}
	j.paper = j.newPaper()
	if !j.JSON {
		return nil
	}
	j.f.Lines = filepath.Join(j.to.TempDir(), fmt.Sprintf("lines-%d", s.Index))
	if j.linesFile, err = os.OpenFile(j.f.Lines, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
		return runFolder(err)
	}
	j.lines = bufio.NewWriterSize(j.linesFile, 64<<10)
	return nil
}

func runFolder(err error) error {
	return fmt.Errorf("不能写入运行文件夹：%s", output.Reason(err))
}

// Visit takes one practitioner: graded, or held back with every reason.
func (j *job) Visit(e *submission.Entry) error {
	codes := e.Held()
	if j.Reviewed && !e.Review.Reviewed() {
		if j.unreviewed == nil {
			j.unreviewed = unreviewed(j.source, e.Review)
		}
		e.HoldBack(*j.unreviewed)
	}
	var res *result.Result
	var withheld finding.Code
	if j.unreviewed != nil {
		withheld = j.unreviewed.Code
	}
	switch {
	case len(codes) > 0:
		j.f.Held++
		j.f.summary.Add(&e.Practitioner, nil)
	case j.unreviewed != nil:
		j.f.Held++
		j.f.NotReviewed++
		j.f.summary.AddUnreviewed(&e.Practitioner)
	default:
		res = j.scorer.Score(e.Rubric, e.Answers)
		j.f.Graded++
		j.f.summary.Add(&e.Practitioner, res)
	}
	if j.lines != nil {
		j.line = result.AppendJSON(j.line[:0], j.Rubric, e.Place, &e.Practitioner, res, codes, withheld, e.Cases())
		if _, err := j.lines.Write(j.line); err != nil {
			return runFolder(err)
		}
	}
	if err := j.correct(e, res); err != nil {
		return err
	}
	if res == nil {
		return j.paper.Held(e)
	}
	return j.paper.Graded(e, res)
}

// End settles a file that was read to its end.
func (j *job) End(report submission.Report) error {
	if j.unreviewed != nil {
		report.Findings = slices.Insert(slices.Clone(report.Findings), 0, *j.unreviewed)
	}
	j.f.Year = j.YearOf(report)
	if j.lines != nil {
		if err := j.lines.Flush(); err != nil {
			return runFolder(err)
		}
	}
	return j.save(report)
}

// unreviewed says, once for a file, how far its review has come where the
// departments have not both passed it (articles 6 and 11).
func unreviewed(s batch.Source, review *submission.Review) *finding.Finding {
	return &finding.Finding{
		Code: finding.NotReviewed, Place: finding.Place{File: s.File.Path, FileOrder: s.Index}, Value: review.Text(),
	}
}

// Close lets go of what a file took; what was not saved is gone.
func (j *job) Close() (err error) {
	if j.linesFile != nil {
		err = j.linesFile.Close()
	}
	if j.book != nil {
		err = errors.Join(err, j.book.close())
	}
	j.linesFile, j.lines, j.book, j.unreviewed = nil, nil, nil, nil
	return err
}

func (j *job) save(report submission.Report) error {
	f := j.f
	err := j.paper.Finish(graded.Source{
		Rubric: j.Rubric, File: f.Label, SHA256: f.SHA256, Year: f.Year, Version: j.Version, Rules: j.rules(),
		Report: report, Graded: f.Graded, Held: f.Held, Corrections: j.correctionsSource(),
	})
	if err != nil {
		return err
	}
	f.sealed, err = j.run.save(j.names[j.source.Index], j.book, "教育从业人员执业信用评分结果（"+yearText(f.Year)+"）", graded.Notice(j.Rubric))
	return err
}

// yearText is a year as a heading says it.
func yearText(year string) string {
	if year == graded.UnknownYear {
		return "年度未注明"
	}
	return year + " 年度"
}
