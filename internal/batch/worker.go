package batch

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"credit/internal/finding"
	"credit/internal/intake"
	"credit/internal/practitioner"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/xlsx"
)

// worker reads one file after another and hands what it reads to its job.
type worker struct {
	*Run
	reader *submission.Reader
	job    Job
}

func (r *Run) newWorker(job Job) *worker {
	reader := submission.NewReader(r.Rubric)
	reader.Correct(r.Corrections)
	return &worker{r, reader, job}
}

// guarded is file with a panic turned into an error.
func (w *worker) guarded(ctx context.Context, i int) (f *File, err error) {
	err = Guarded(w.Files[i].Path, func() error {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		f, err = w.file(ctx, i)
		return err
	})
	return f, err
}

// file works on one file.
func (w *worker) file(ctx context.Context, i int) (*File, error) {
	in := w.Files[i]
	f := &File{Path: in.Path, Label: practitioner.MaskWithin(in.Label), Findings: finding.NewDigest()}
	file, err := xlsx.OpenFile(in.Path)
	if refusal := (*xlsx.Refusal)(nil); errors.As(err, &refusal) {
		f.refuse(i, refusal)
		return f, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	f.SHA256 = file.SHA256()
	if earlier := w.Outcomes[i]; earlier != nil && earlier.SHA256 != f.SHA256 {
		return nil, ChangedMeanwhile(in.Path)
	}
	book, err := file.Open(xlsx.Options{Password: w.Password, Stats: w.Stats})
	if err == nil && in.ForeignName {
		err = &xlsx.Refusal{
			Code: finding.LegacyXLS, Reason: "扩展名是“" + filepath.Ext(in.Path) + "”，内容却是 .xlsx 工作簿",
			Hint: "请用 WPS 或 Excel 打开，另存为“Excel 工作簿 (*.xlsx)”后再交",
		}
	}
	if err == nil {
		f, err = w.readTwice(ctx, Source{Index: i, File: f, Book: Masked(book)}, book)
	}
	switch changed := file.CheckUnchanged(); {
	case errors.Is(changed, xlsx.ErrChanged):
		return nil, ChangedMeanwhile(in.Path)
	case err == nil:
		err = changed
	}
	if refusal := (*xlsx.Refusal)(nil); errors.As(err, &refusal) {
		f.refuse(i, named(in, refusal))
		return f, nil
	}
	return f, err
}

// ChangedMeanwhile says in Chinese that a file is not what it was when the run
// first read it.
func ChangedMeanwhile(path string) error {
	return fmt.Errorf("“%s”在处理期间被改动，请关闭正在编辑它的程序后重新运行", path)
}

// readTwice reads a workbook that was opened, in a hurry at first unless it is
// the program's own, which has merged cells.
func (w *worker) readTwice(ctx context.Context, s Source, book *xlsx.Workbook) (*File, error) {
	before := *s.File
	if mark, err := stamp.Read(book); err == nil && mark.Kind == "" {
		book.Hurry()
	}
	err := w.read(ctx, s)
	if !errors.Is(err, sheet.ErrAgain) {
		return s.File, err
	}
	w.progress.Rows.Add(-int64(s.File.People))
	before.Findings = finding.NewDigest()
	s.File = &before
	return s.File, w.read(ctx, s)
}

// read reads a workbook that was opened, and has the job take it.
func (w *worker) read(ctx context.Context, s Source) (err error) {
	if err := w.job.Begin(s); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.job.Close()) }()
	f := s.File
	f.sheetNames = s.Book.Sheets()
	report, err := w.reader.Read(s.Book, submission.File{Name: f.Path, Order: s.Index, Year: w.Year}, func(e *submission.Entry) error {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		return w.visit(s, e)
	})
	if err != nil {
		return err
	}
	f.Report = report
	for _, one := range report.Findings {
		f.Findings.Add(one)
	}
	if report.DataSheets == 0 {
		why := report.Findings[0] // own-output or no-data-sheet
		f.OwnOutput = why.Code == finding.OwnOutput
		f.Trouble, f.Hint = why.Message(), why.Hint()
		return nil
	}
	f.Read = true
	f.sortIDs()
	return w.job.End(report)
}

func (w *worker) visit(s Source, e *submission.Entry) error {
	w.progress.Rows.Add(1)
	f := s.File
	f.People++
	if others, double := w.duplicates[s.Index][rowKey{int32(e.Place.SheetOrder), int32(e.Place.Row)}]; double {
		e.NoteDuplicate(others)
	}
	if e.ValidID && w.duplicates == nil { // else they were found before
		f.remember(e)
	}
	if w.Roster != nil {
		f.attended = append(f.attended, attendee{keep(e.Practitioner), e.ValidID, e.Place, e.Unanswered})
	}
	for _, one := range e.Findings {
		f.Findings.Add(one)
	}
	return w.job.Visit(e)
}

// named is a refusal of a file that bears the name of another kind of table:
// whatever its content, it must be saved as .xlsx.
func named(in intake.File, r *xlsx.Refusal) *xlsx.Refusal {
	if !in.ForeignName || r.Code != finding.UnreadableWorkbook {
		return r
	}
	return &xlsx.Refusal{Code: finding.LegacyXLS, Reason: "是“" + filepath.Ext(in.Path) + "”文件，内容也不是工作簿（" + r.Reason + "）"}
}

// refuse records a file that cannot be read; whatever was read of it is
// forgotten.
func (f *File) refuse(order int, r *xlsx.Refusal) {
	words := finding.Words{"reason": practitioner.MaskWithin(r.Reason)} // it may name a sheet
	if r.Hint != "" && r.Code != finding.EncryptedWorkbook {            // the catalogue's hint knows of --password
		words["hint"] = r.Hint
	}
	one := finding.Finding{Code: r.Code, Place: finding.Place{File: f.Path, FileOrder: order}, Words: words}
	*f = File{Path: f.Path, Label: f.Label, SHA256: f.SHA256, Findings: finding.NewDigest()}
	f.add(one)
	f.Trouble, f.Hint = one.Message(), one.Hint()
}

// masked is a workbook whose sheets' names show no ID number: they stand in
// every message.
type masked struct{ sheet.Workbook }

// Masked is a workbook whose sheets' names show no ID number.
func Masked(book sheet.Workbook) sheet.Workbook { return masked{book} }

func (m masked) Sheets() []string {
	names := slices.Clone(m.Workbook.Sheets())
	for i, name := range names {
		names[i] = practitioner.MaskWithin(name)
	}
	return names
}
