package yearend

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/score"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/summary"
	"credit/internal/xlsx"
)

// FileOutcome is what became of one file.
type FileOutcome struct {
	Path, Label string
	SHA256      string
	// Read says that the file is a submission and was read; it then has a
	// graded workbook, Output. Otherwise Trouble says why not, and Hint what
	// to do.
	Read                        bool
	Output                      string
	Trouble, Hint               string
	Year                        string
	Rows, Graded, Held, Skipped int
	Findings                    *finding.Digest
	// Lines is the file that holds the contract's JSON lines, if asked for.
	Lines string

	// ownOutput says that the file is a result of this program.
	ownOutput    bool
	outputSHA256 string
	summary      *summary.Summary
	sheetNames   []string
	ids          []idEntry
	others       []otherID
}

// worker reads, scores and writes one file after another.
type worker struct {
	*run
	reader  *submission.Reader
	layouts []sheet.Layout
}

func newWorker(r *run) *worker {
	return &worker{r, submission.NewReader(r.Rubric), graded.Layouts(r.Rubric)}
}

// guarded is file with a panic turned into an error: a mistake in the
// program must neither end the run half-way nor print anyone's data.
func (w *worker) guarded(ctx context.Context, i int, double map[rowKey]string) (outcome *FileOutcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			if os.Getenv("CREDIT_DEBUG") != "" {
				panic(p)
			}
			err = fmt.Errorf("程序出错：读“%s”时遇到没有预料到的情况（%T）；没有写出结果，请报告这个问题", w.Files[i].Path, p)
		}
	}()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	return w.file(ctx, i, double)
}

// file works on one file. double are the rows known to share their ID number
// with others, and where those are.
func (w *worker) file(ctx context.Context, i int, double map[rowKey]string) (*FileOutcome, error) {
	in := w.Files[i]
	f := &FileOutcome{Path: in.Path, Label: in.Label, Findings: finding.NewDigest(), summary: summary.New(w.Rubric)}
	data, err := readWhole(in.Path)
	if refusal := (*xlsx.Refusal)(nil); errors.As(err, &refusal) {
		w.refuse(f, i, refusal)
		return f, nil
	}
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	f.SHA256 = hex.EncodeToString(sum[:])
	if earlier := w.outcomes[i]; earlier != nil && earlier.SHA256 != f.SHA256 {
		return nil, fmt.Errorf("“%s”在评分期间被改动，请关闭正在编辑它的程序后重新运行", in.Path)
	}
	book, err := xlsx.Open(data, xlsx.Options{Password: w.Password})
	if err == nil && in.ForeignName {
		err = &xlsx.Refusal{
			Code: finding.LegacyXLS, Reason: "扩展名是“" + filepath.Ext(in.Path) + "”，内容却是 .xlsx 工作簿",
			Hint: "请用 WPS 或 Excel 打开，另存为“Excel 工作簿 (*.xlsx)”后再交",
		}
	}
	if err == nil {
		err = w.grade(ctx, i, f, masked{book}, double)
	}
	if refusal := (*xlsx.Refusal)(nil); errors.As(err, &refusal) {
		w.refuse(f, i, named(in, refusal))
		return f, nil
	}
	return f, err
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
func (w *worker) refuse(f *FileOutcome, order int, r *xlsx.Refusal) {
	words := finding.Words{"reason": practitioner.MaskWithin(r.Reason)} // it may name a sheet
	if r.Hint != "" && r.Code != finding.EncryptedWorkbook {            // the catalogue's hint knows of --password
		words["hint"] = r.Hint
	}
	one := finding.Finding{Code: r.Code, Place: finding.Place{File: f.Path, FileOrder: order}, Words: words}
	*f = FileOutcome{Path: f.Path, Label: f.Label, SHA256: f.SHA256, Findings: finding.NewDigest(), summary: summary.New(w.Rubric)}
	f.Findings.Add(one)
	f.Trouble, f.Hint = one.Message(), one.Hint()
}

// largestFile is how many bytes a submission may have.
const largestFile = 256 << 20

// readWhole reads a file once: the bytes that are hashed are the bytes that
// are parsed.
func readWhole(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &xlsx.Refusal{Code: finding.UnreadableWorkbook, Reason: "打不开文件（" + output.Reason(err) + "）"}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, &xlsx.Refusal{Code: finding.UnreadableWorkbook, Reason: "不是普通文件"}
	}
	if info.Size() > largestFile {
		return nil, &xlsx.Refusal{Code: finding.UnreadableWorkbook, Reason: "文件超过 256 MB"}
	}
	data := make([]byte, info.Size())
	if n, err := io.ReadFull(file, data); err != nil {
		return nil, &xlsx.Refusal{Code: finding.UnreadableWorkbook, Reason: fmt.Sprintf("文件读到第 %d 字节中断（%s）", n, output.Reason(err))}
	}
	return data, nil
}

// IsResult reports a file that this program wrote as a result.
func IsResult(path string) bool {
	data, err := readWhole(path)
	if err != nil {
		return false
	}
	if filepath.Base(path) == output.ManifestName {
		var m manifest
		return json.Unmarshal(data, &m) == nil && m.Program == program
	}
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		return false
	}
	mark, err := stamp.Read(book)
	return err == nil && !mark.IsSubmission()
}

// masked is a workbook whose sheets' names show no ID number: they stand in
// every message.
type masked struct{ sheet.Workbook }

func (m masked) Sheets() []string {
	names := slices.Clone(m.Workbook.Sheets())
	for i, name := range names {
		names[i] = practitioner.MaskWithin(name)
	}
	return names
}

// grading is the grading of one file while its rows stream by.
type grading struct {
	*worker
	ctx    context.Context
	f      *FileOutcome
	order  int
	double map[rowKey]string
	book   *xlsx.Writer
	paper  *graded.Writer
	lines  *bufio.Writer
	line   []byte
}

// grade reads a workbook that was opened, scores it and writes its graded
// workbook into the run folder.
func (w *worker) grade(ctx context.Context, i int, f *FileOutcome, book sheet.Workbook, double map[rowKey]string) (err error) {
	out, err := xlsx.Create(w.layouts, xlsx.WriteOptions{
		TempDir: w.to.TempDir(), Title: graded.ResultSheet, Subject: w.Rubric.Document,
	})
	if err != nil {
		return fmt.Errorf("不能写评分工作簿：%w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	g := &grading{worker: w, ctx: ctx, f: f, order: i, double: double, book: out, paper: graded.NewWriter(out, w.Rubric)}
	if w.JSON {
		f.Lines = filepath.Join(w.to.TempDir(), fmt.Sprintf("lines-%d", i))
		lines, err := os.OpenFile(f.Lines, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return fmt.Errorf("不能写入运行文件夹：%s", output.Reason(err))
		}
		defer func() { err = errors.Join(err, lines.Close()) }()
		g.lines = bufio.NewWriterSize(lines, 64<<10)
	}
	f.sheetNames = book.Sheets()
	report, err := w.reader.Read(book, submission.File{Name: f.Path, Order: i, Year: w.Year}, g.visit)
	if err != nil {
		return err
	}
	return g.finish(report)
}

// visit takes one practitioner: graded, or held back with every reason.
func (g *grading) visit(e *submission.Entry) error {
	if err := context.Cause(g.ctx); err != nil {
		return err
	}
	g.progress.Rows.Add(1)
	key := rowKey{int32(e.Place.SheetOrder), int32(e.Place.Row)}
	if others, double := g.double[key]; double {
		e.NoteDuplicate(others)
	}
	if e.ValidID {
		g.f.remember(e)
	}
	for _, one := range e.Findings {
		g.f.Findings.Add(one)
	}
	held := e.Held()
	var res *result.Result
	if len(held) == 0 {
		res = score.Score(g.Rubric, e.Answers)
		g.f.Graded++
	} else {
		g.f.Held++
	}
	g.f.summary.Add(&e.Practitioner, res)
	if g.lines != nil {
		g.line = result.AppendJSON(g.line[:0], g.Rubric, e.Place, &e.Practitioner, res, held)
		if _, err := g.lines.Write(g.line); err != nil {
			return fmt.Errorf("不能写入运行文件夹：%s", output.Reason(err))
		}
	}
	if res == nil {
		return g.paper.Held(e)
	}
	return g.paper.Graded(e, res)
}

// finish settles a file that was read to its end.
func (g *grading) finish(report submission.Report) error {
	f := g.f
	for _, one := range report.Findings {
		f.Findings.Add(one)
	}
	f.Rows, f.Skipped = report.Rows, report.Skipped
	if report.DataSheets == 0 {
		why := report.Findings[0] // own-output or no-data-sheet
		f.ownOutput = why.Code == finding.OwnOutput
		f.Trouble, f.Hint = why.Message(), why.Hint()
		return nil
	}
	f.Read = true
	f.Year = firstOf(g.Year, report.Stamp.Year, graded.UnknownYear)
	if g.lines != nil {
		if err := g.lines.Flush(); err != nil {
			return fmt.Errorf("不能写入运行文件夹：%s", output.Reason(err))
		}
	}
	return g.save(report)
}

func (g *grading) save(report submission.Report) error {
	f := g.f
	err := g.paper.Finish(graded.Source{
		Rubric: g.Rubric, File: f.Label, SHA256: f.SHA256, Year: f.Year, Version: g.Version,
		Report: report, Graded: f.Graded, Held: f.Held,
	})
	if err != nil {
		return fmt.Errorf("不能写评分工作簿：%w", err)
	}
	g.book.SetPaper("教育从业人员执业信用评分结果（"+yearText(f.Year)+"）", graded.Notice(g.Rubric))
	f.outputSHA256, err = g.saveBook(g.names[g.order], g.book)
	return err
}

// saveBook writes a workbook into the run folder, to last, and returns its
// SHA-256 in hex.
func (r *run) saveBook(name string, book *xlsx.Writer) (digest string, err error) {
	fail := func(err error) error {
		return fmt.Errorf("不能写入“%s”：%s", r.to.Path(name), output.Reason(err))
	}
	file, err := r.to.Create(name)
	if err != nil {
		return "", fail(err)
	}
	sum := sha256.New()
	buffered := bufio.NewWriterSize(io.MultiWriter(file, sum), 256<<10)
	if err := errors.Join(book.Save(buffered), buffered.Flush()); err != nil {
		return "", errors.Join(fail(err), file.Close())
	}
	r.syncing.Go(func() error {
		if err := output.CloseSynced(file); err != nil {
			return fail(err)
		}
		return nil
	})
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// yearText is a year as a heading says it.
func yearText(year string) string {
	if year == graded.UnknownYear {
		return "年度未注明"
	}
	return year + " 年度"
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
