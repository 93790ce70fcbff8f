// Package submission turns the rows of a 填报工作簿 into practitioners with
// typed answers, and everything wrong on the way into findings. It reads
// rows as they stream by and keeps none.
package submission

import (
	"cmp"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// DataSheet is what the template calls its own data sheet; any name will do.
const DataSheet = "填报表"

// headerRows is how far down the header row is looked for.
const headerRows = 20

// A header row has at least so many identity headers and indicator headers.
const (
	fewestFields     = 2
	fewestIndicators = 10
)

// File is one submission among the inputs of a run.
type File struct {
	// Name is the path as given; Order its place among the inputs.
	Name  string
	Order int
	// Year is the year asked for, empty where none is.
	Year string
}

// Entry is one practitioner of a submission. It is used again for the next
// one: whoever keeps anything of it copies it.
type Entry struct {
	Place        finding.Place
	Practitioner practitioner.Practitioner
	// Rubric are the rules by which the practitioner is judged: those of the
	// county (article 21).
	Rubric *rubric.Rubric
	// ValidID says that duplicates may be sought by the ID number.
	ValidID bool
	// Unanswered says that nothing was answered yet but what lasts from year
	// to year (Indicator.Lasting).
	Unanswered bool
	// Answers are in the order of the rubric's indicators; where a finding
	// says that one is missing or wrong, only Given counts.
	Answers []Answer
	// Findings are those of this row, by column.
	Findings []finding.Finding
	// Blocking are the errors of the file or the sheet, which hold back
	// everyone on it; they stand in Report.Findings once. HoldBack adds to
	// them.
	Blocking []finding.Finding
	// Review is how far the submission has come, known before anybody is
	// visited.
	Review *Review
	// Corrected are the answers that were replaced (Reader.Correct), in the
	// order of the indicators.
	Corrected []Corrected

	idColumn int
}

// Held are the codes of the errors that keep the practitioner from being
// graded, sorted, each once; none means that the practitioner is graded.
func (e *Entry) Held() []finding.Code {
	codes := finding.ErrorCodes(e.Findings)
	for _, f := range e.Blocking {
		codes = append(codes, f.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// HoldBack holds the practitioner back for what is no error of the school's: a
// condition of the run, such as the review of articles 6 and 11.
func (e *Entry) HoldBack(why finding.Finding) { e.Blocking = append(slices.Clip(e.Blocking), why) }

// Report is what reading a submission found beside the practitioners.
type Report struct {
	Stamp stamp.Stamp
	// Findings are those of the file, its sheets and its skipped rows, in
	// the order of finding.Compare. Those of a practitioner's row stand in
	// the Entry.
	Findings []finding.Finding
	// Rows are the rows under the headers that are not blank; Skipped those
	// of them that are no practitioner.
	Rows, Skipped int
	// DataSheets are the sheets that were read.
	DataSheets int
	// Unanswered counts the entries that say so, such as those of a template
	// that came back as it was.
	Unanswered int
	// Review is how far the submission has come (articles 6 and 11).
	Review Review
	// Columns say, for each data sheet, which column holds what.
	Columns []SheetColumns
}

// SheetColumns are the columns of one data sheet, counted from 1; 0 where the
// sheet has no such column.
type SheetColumns struct {
	Sheet string
	// Fields are those of who somebody is, by canonical header (姓名).
	Fields map[string]int
	// Indicators are those of the answers, in the rubric's order.
	Indicators []int
}

// Reader reads submissions by one rubric. It is not safe for several
// goroutines; each worker has its own.
type Reader struct {
	rubric   *rubric.Rubric
	headers  headers
	counties counties
	all      everyRules
	// conduct is the 师德考核 that contradicts full marks, folded.
	conduct string
	// corrections are the answers to replace.
	corrections Corrections
}

// NewReader prepares reading by a rubric.
func NewReader(r *rubric.Rubric) *Reader {
	return &Reader{
		rubric: r, headers: newHeaders(r), counties: newCounties(r.Counties), all: newEveryRules(r),
		conduct: fold.Key(r.Guards.Conduct.Assessment),
	}
}

// Read reads a workbook. visit is called for each practitioner, by sheet and
// row, and may end the reading with an error, which is returned as it is. Any
// other error says that the workbook is damaged: nothing visited may then be
// relied on.
func (r *Reader) Read(book sheet.Workbook, file File, visit func(*Entry) error) (Report, error) {
	mark, err := stamp.Read(book)
	if err != nil {
		return Report{}, err
	}
	mark.Year = plainYear(mark.Year)
	f := &fileReading{Reader: r, file: file, report: Report{Stamp: mark}}
	if !mark.IsSubmission() {
		f.find(finding.OwnOutput, finding.Place{}, mark.Kind.Name(), finding.Words{"kind": mark.Kind.Name()})
		return f.report, nil
	}
	f.checkStamp()
	if f.report.Review, err = f.readReview(book); err != nil {
		return Report{}, err
	}
	if f.records, err = f.readRecords(book); err != nil {
		return Report{}, err
	}
	if err := f.readSheets(book, visit); err != nil {
		return Report{}, err
	}
	if f.report.DataSheets == 0 {
		f.find(finding.NoDataSheet, finding.Place{}, "", nil)
	} else {
		f.reportUnmatchedRecords()
	}
	slices.SortStableFunc(f.report.Findings, finding.Compare)
	return f.report, nil
}

// readSheets reads every sheet that may list people.
func (f *fileReading) readSheets(book sheet.Workbook, visit func(*Entry) error) error {
	for i, sheetName := range book.Sheets() {
		if isRecordSheet(sheetName) || sheetName == stamp.SheetName {
			continue
		}
		s := newSheetReading(f, i, sheetName, visit)
		if err := book.Read(i, s.begin, s.row); err != nil {
			return err
		}
		s.end()
	}
	return nil
}

// plainYear is a stamp's year as four digits, empty where it is none.
func plainYear(year string) string {
	year = strings.TrimSuffix(fold.Text(year), "年")
	if len(year) != 4 || strings.Trim(year, "0123456789") != "" {
		return ""
	}
	return year
}

// fileReading is the reading of one submission.
type fileReading struct {
	*Reader
	file     File
	report   Report
	records  *records
	blocking []finding.Finding
	// roster says that a 名册 is read: who, but no answers.
	roster bool
}

// find notes a finding that belongs to no practitioner.
func (f *fileReading) find(code finding.Code, at finding.Place, value string, words finding.Words) {
	at.File, at.FileOrder = f.file.Name, f.file.Order
	f.report.Findings = append(f.report.Findings, finding.Finding{
		Code: code, Place: at, Value: practitioner.MaskWithin(value), Words: words,
	})
}

// checkStamp compares what the template was issued for with what is asked.
func (f *fileReading) checkStamp() {
	mark := f.report.Stamp
	if mark.Kind == "" {
		return
	}
	if !slices.ContainsFunc(f.rubric.Variants(), func(r *rubric.Rubric) bool { return issued(mark) == edition(r) }) {
		f.block(finding.RubricMismatch, issued(mark), edition(f.rubric))
	}
	if f.file.Year != "" && mark.Year != "" && fold.Text(mark.Year) != fold.Text(f.file.Year) {
		f.block(finding.YearMismatch, mark.Year, f.file.Year)
	}
}

// edition names the edition of a rubric, overlays included; issued is the one
// that a template was issued for.
func edition(r *rubric.Rubric) string { return r.ID + " " + r.Edition }
func issued(mark stamp.Stamp) string  { return mark.Rubric + " " + mark.Edition }

// checkIssued holds back somebody whose template was issued for the rules of
// another county. A file that is for no county's is held back as a whole.
func (s *sheetReading) checkIssued(e *Entry) {
	mark := s.report.Stamp
	if mark.Kind == "" || s.roster || e.Practitioner.CountyIndex < 0 || len(s.rubric.Overlays) == 0 || len(s.fileReading.blocking) > 0 {
		return
	}
	if found, wanted := issued(mark), edition(e.Rubric); found != wanted {
		own := s.counties.rubric.Names[e.Practitioner.CountyIndex].Name
		s.fault(e, finding.RubricMismatch, s.fields[county], found, finding.Words{
			"wanted":  wanted,
			"message": "模板按另一版评分标准（" + found + "）发放，" + own + "的人员现在使用的是 " + wanted,
			"hint":    "县（市）区填错的请改正；确是" + own + "的，请换" + own + "的模板填报（各县（市）区的细则不同）",
		})
	}
}

func (f *fileReading) block(code finding.Code, found, wanted string) {
	f.find(code, finding.Place{}, found, finding.Words{"wanted": wanted})
	f.blocking = append(f.blocking, f.report.Findings[len(f.report.Findings)-1])
}

func byColumn(a, b finding.Finding) int { return cmp.Compare(a.Place.Column, b.Place.Column) }

// NoteDuplicate notes that the practitioner's ID number stands elsewhere
// among the inputs too; others says where, in Chinese.
func (e *Entry) NoteDuplicate(others string) {
	at := e.Place
	at.Column = e.idColumn
	e.Findings = append(e.Findings, finding.Finding{
		Code: finding.DuplicatePractitioner, Place: at, Name: practitioner.MaskWithin(e.Practitioner.Name),
		Value: e.Practitioner.ID.String(), Words: finding.Words{"others": others},
	})
	slices.SortStableFunc(e.Findings, byColumn)
}
