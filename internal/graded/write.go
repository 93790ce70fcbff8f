package graded

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/finding"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
)

// errorWord and warningWord are the severities as workbooks call them.
const (
	errorWord   = "错误"
	warningWord = "提醒"
)

// SeverityName is a severity as people read it.
func SeverityName(s finding.Severity) string {
	if s == finding.Error {
		return errorWord
	}
	return warningWord
}

// Source is where a graded workbook comes from; it holds nothing of the
// machine or the moment.
type Source struct {
	Rubric  *rubric.Rubric
	File    string // the submission's name
	SHA256  string // of the submission
	Year    string
	Version string // the program's
	Rules   string // the rubric's text as stamp.Pack packs it
	Report  submission.Report
	Graded  int
	Held    int
	// Corrections is the list of corrections, where there is one.
	Corrections ListSource
}

// ListSource is where corrections come from.
type ListSource struct {
	// SHA256 is of the workbook that holds the list.
	SHA256 string
	// Register says that it is the register too, and that the list was held
	// against what was decided there.
	Register bool
}

// UnknownYear is the year of a submission for which none is known.
const UnknownYear = "未注明"

// IsKnownYear reports a year that says which it is.
func IsKnownYear(year string) bool { return year != "" && year != UnknownYear }

// Writer writes the rows of a graded workbook as practitioners come.
type Writer struct {
	book   sheet.Book
	rubric *rubric.Rubric
	row    []sheet.Value
	wide   []sheet.Value
	words  []byte
	// waiting are findings that wait to be written in order; once there are
	// too many to keep, they are written as they come.
	waiting []finding.Finding
	flowing bool
	// listed counts the findings that were written, left those that were not.
	listed, left int
	// mayCorrect says that the book was made with CorrectedLayouts; corrected
	// counts the answers that were.
	mayCorrect bool
	corrected  int
}

// mostListed bounds the findings that a graded workbook lists: a sheet holds a
// million rows, and nobody reads as many.
const mostListed = 200_000

// mostWaiting bounds the findings kept for the sake of their order.
const mostWaiting = 20_000

// NewWriter writes into a book that was made with Layouts of the rubric.
func NewWriter(book sheet.Book, r *rubric.Rubric) *Writer {
	return &Writer{book: book, rubric: r}
}

// NewCorrectedWriter writes into a book that was made with CorrectedLayouts of
// the rubric.
func NewCorrectedWriter(book sheet.Book, r *rubric.Rubric) *Writer {
	return &Writer{book: book, rubric: r, mayCorrect: true}
}

// append adds a row to one of the sheets.
func (w *Writer) append(at int, row []sheet.Value) error {
	if !w.mayCorrect && at > correctionSheet {
		at--
	}
	return w.book.Append(at, row)
}

// rowBefore and rowAfter stand around the row's number in 来源.
const rowBefore, rowAfter = " 第 ", " 行"

// Row is how a graded workbook names the row of a submission.
func Row(at finding.Place) string { return string(appendRow(nil, at)) }

func appendRow(b []byte, at finding.Place) []byte {
	b = append(append(b, at.Sheet...), rowBefore...)
	return append(strconv.AppendInt(b, int64(at.Row), 10), rowAfter...)
}

// Graded writes a practitioner who was graded.
func (w *Writer) Graded(e *submission.Entry, res *result.Result) error {
	p := &e.Practitioner
	row := append(w.row[:0],
		sheet.TextValue(p.County), sheet.TextValue(p.School), sheet.TextValue(p.Name),
		sheet.TextValue(p.ID.Reveal()), sheet.TextValue(p.Post))
	for _, earned := range res.Sections {
		row = append(row, sheet.PointsValue(earned))
	}
	at, losses := w.sourceAndLosses(e, res)
	w.row = append(row,
		sheet.PointsValue(res.Total), sheet.TextValue(res.GradeByTotal), sheet.TextValue(res.Grade), sheet.TextValue(w.direct(res)))
	w.row = append(appendOverlaid(w.row, w.rubric, res), sheet.TextValue(losses), sheet.TextValue(at))
	if err := w.append(resultSheet, w.row); err != nil {
		return err
	}
	wide := append(w.wide[:0], sheet.TextValue(p.Name), sheet.TextValue(p.ID.Reveal()), sheet.TextValue(at))
	for i, earned := range res.Points {
		wide = append(wide, sheet.TextValue(e.Answers[i].Given), sheet.PointsValue(earned))
	}
	w.wide = appendFurther(wide, p)
	if err := w.append(pointsSheet, w.wide); err != nil {
		return err
	}
	return w.note(e.Findings)
}

// direct names the sections that made the grade direct.
func (w *Writer) direct(res *result.Result) string {
	if len(res.Direct) == 0 {
		return ""
	}
	return strings.Join(res.DirectNames(w.rubric), between)
}

// sourceAndLosses are what stands once a person and is the same for nobody
// else, in one piece of memory.
func (w *Writer) sourceAndLosses(e *submission.Entry, res *result.Result) (source, losses string) {
	w.words = appendRow(w.words[:0], e.Place)
	end := len(w.words)
	w.words = appendLosses(w.words, e, res)
	both := string(w.words)
	return both[:end], both[end:]
}

// appendLosses says in a line which indicators lost points, and with which
// answer; the rule that the answer met stands in the sheet of rules.
func appendLosses(b []byte, e *submission.Entry, res *result.Result) []byte {
	between := ""
	for i := range res.Points {
		lost := res.Lost(i)
		if lost == 0 {
			continue
		}
		b = append(b, between...)
		b = strconv.AppendInt(b, int64(res.Rubric.Indicators[i].Number), 10)
		b = append(b, "（"...)
		b = append(b, e.Answers[i].Given...)
		b = append(b, "）少"...)
		b = lost.Append(b)
		between = "；"
	}
	return b
}

// Held writes a practitioner who was held back, with every reason and what to
// mend; the errors of the file and the sheet are named, once each.
func (w *Writer) Held(e *submission.Entry) error {
	p := &e.Practitioner
	var reasons, mends []string
	for _, code := range e.Held() {
		reasons = append(reasons, finding.Find(code).Title)
	}
	for _, f := range e.Blocking {
		mends = append(mends, "（整张表因此都未评分）"+f.Message()+"。"+f.Hint())
	}
	for _, f := range e.Findings {
		if f.Severity() == finding.Error {
			mends = append(mends, f.Place.Cell()+"："+f.Message()+"。"+f.Hint())
		}
	}
	w.wide = append(w.wide[:0],
		sheet.TextValue(p.County), sheet.TextValue(p.School), sheet.TextValue(p.Name), sheet.TextValue(p.ID.Reveal()),
		sheet.TextValue(Row(e.Place)), sheet.TextValue(strings.Join(reasons, "、")), sheet.TextValue(limited(mends)))
	for i := range e.Answers {
		w.wide = append(w.wide, sheet.TextValue(e.Answers[i].Given))
	}
	w.wide = appendFurther(w.wide, p)
	if err := w.append(heldSheet, w.wide); err != nil {
		return err
	}
	return w.note(e.Findings)
}

// limited joins lines, leaving out what no cell would show; all of it stands
// in the sheet of findings.
func limited(lines []string) string {
	const most = 8
	if len(lines) > most {
		lines = append(lines[:most:most], fmt.Sprintf("……另有 %d 处，见“%s”表", len(lines)-most, FindingSheet))
	}
	return strings.Join(lines, "\n")
}

// note takes the findings of a practitioner's row.
func (w *Writer) note(findings []finding.Finding) error {
	if !w.flowing && len(w.waiting)+len(findings) <= mostWaiting {
		w.waiting = append(w.waiting, findings...)
		return nil
	}
	waiting := w.waiting
	w.flowing, w.waiting = true, nil
	return errors.Join(w.writeFindings(waiting), w.writeFindings(findings))
}

// writeFindings writes findings, a row each.
func (w *Writer) writeFindings(findings []finding.Finding) error {
	for _, f := range findings {
		if w.listed == mostListed {
			w.left++
			continue
		}
		w.listed++
		indicator := ""
		if f.Indicator > 0 {
			indicator = strconv.Itoa(f.Indicator)
		}
		place := f.Place.Cell()
		if place == "" && f.Place.Row > 0 {
			place = fmt.Sprintf("第 %d 行", f.Place.Row)
		}
		w.row = append(w.row[:0],
			sheet.TextValue(SeverityName(f.Severity())), sheet.TextValue(f.Place.Sheet), sheet.TextValue(place),
			sheet.TextValue(f.Name), sheet.TextValue(indicator), sheet.TextValue(f.Value),
			sheet.TextValue(finding.Find(f.Code).Title), sheet.TextValue(f.Message()), sheet.TextValue(f.Hint()),
			sheet.TextValue(string(f.Code)))
		if err := w.append(findingSheet, w.row); err != nil {
			return err
		}
	}
	return nil
}

// Finish writes what stands once in a graded workbook: the findings of the
// file and its sheets, where everything comes from, and the stamp.
func (w *Writer) Finish(s Source) error {
	findings := append(w.waiting, s.Report.Findings...)
	slices.SortStableFunc(findings, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Severity(), b.Severity()), finding.Compare(a, b)) // errors first
	})
	if err := w.writeFindings(findings); err != nil {
		return err
	}
	if w.left > 0 {
		text := fmt.Sprintf("另有 %d 处没有列出：用 credit validate --json 或 --csv 列出全部", w.left)
		row := make([]sheet.Value, 8)
		row[7] = sheet.TextValue(text)
		if err := w.append(findingSheet, row); err != nil {
			return err
		}
	}
	for _, line := range s.lines(w.corrected) {
		w.row = append(w.row[:0], sheet.TextValue(line[0]), sheet.TextValue(line[1]))
		if err := w.append(sourceSheet, w.row); err != nil {
			return err
		}
	}
	for _, row := range ruleRows(s.Rubric) {
		if err := w.append(ruleSheet, row); err != nil {
			return err
		}
	}
	mark := s.stamp(stamp.Graded)
	if w.corrected > 0 {
		mark.Corrected = strconv.Itoa(w.corrected)
	}
	for _, row := range mark.Rows() {
		if err := w.append(stampSheet, row); err != nil {
			return err
		}
	}
	return nil
}

func (s Source) stamp(kind stamp.Kind) stamp.Stamp {
	return stamp.Stamp{
		Kind: kind, Rubric: s.Rubric.ID, Edition: s.Rubric.Edition, SHA256: s.Rubric.SHA256, Year: s.Year, Version: s.Version, Rules: s.Rules,
		Input: s.SHA256, Graded: strconv.Itoa(s.Graded), Held: strconv.Itoa(s.Held),
		Places: packPlaces(s.Rubric, s.Report.Columns),
	}
}

// lines are the page that says where the results come from; so many answers
// were corrected.
func (s Source) lines(corrected int) [][2]string {
	lines := [][2]string{
		noticeLine(s.Rubric),
		{"年度", s.Year},
		{"填报工作簿", s.File},
		{"填报工作簿 SHA-256", s.SHA256},
		{"人数", fmt.Sprintf("读到 %d 行：已评分 %d 人，未评分 %d 人，跳过 %d 行", s.Report.Rows, s.Graded, s.Held, s.Report.Skipped)},
	}
	if corrected > 0 {
		lines = append(lines,
			[2]string{"更正", fmt.Sprintf("按同意的更正、准予的修复改了 %d 处填报，原来的填报、得分和等级见“%s”表；原来的评分结果另行保留（第二十条）", corrected, CorrectionSheet)},
			[2]string{"更正依据", s.Corrections.text()},
			[2]string{"更正内容 SHA-256", s.Corrections.SHA256})
	}
	lines = append(lines, RuleLines(s.Rubric)...)
	return append(lines, [2]string{"程序", "credit " + s.Version})
}

// text says whether somebody may rely on the list.
func (s ListSource) text() string {
	if s.Register {
		return "已与台账核对：每件都在台账里，已经同意更正或准予修复"
	}
	return "未与台账核对"
}

// noticeLine says what results may be used for (articles 14 and 15).
func noticeLine(r *rubric.Rubric) [2]string { return [2]string{"说明", Notice(r)} }

// Notice is the sentence of articles 14 and 15, with its clause.
func Notice(r *rubric.Rubric) string { return r.Notice.Text + "（" + r.Notice.Clause + "）" }

// RuleLines say by which rules results were made, how unclear clauses were
// read.
func RuleLines(r *rubric.Rubric) [][2]string {
	lines := [][2]string{
		{"依据", "《" + r.Title + "》（" + r.Document + "）及附件《" + r.Appendix + "》"},
		{"施行日期", force(r.Effective, r.Until)},
		{"评分标准", r.ID + "，版本 " + r.Edition},
		{"评分标准 SHA-256", r.SHA256},
	}
	for i := range r.Overlays {
		lines = append(lines, overlayLines(&r.Overlays[i])...)
	}
	for _, grade := range r.Grades {
		lines = append(lines, [2]string{"等级 " + grade.Grade, grade.Name + "（" + grade.AlsoNamed + "）：" + GradeRange(grade) + "（" + grade.Clause + "）"})
	}
	for _, rule := range r.Direct.Rules {
		lines = append(lines, [2]string{"直接判级", fmt.Sprintf("%s不满 %s 分的，直接列为 %s 级（%s）",
			r.Sections[rule.Section].Name, rule.Below, r.Direct.Grade, rule.Clause)})
	}
	for _, reading := range r.Readings() {
		lines = append(lines, [2]string{fmt.Sprintf("解读 %d", reading.Number), reading.Text + "（" + reading.Clause + "）"})
	}
	return lines
}

// GradeRange says in Chinese from where to where a grade reaches (article 13).
func GradeRange(g rubric.Grade) string {
	switch {
	case g.Below == nil:
		return g.From.String() + " 分（含）以上"
	case g.From == nil:
		return g.Below.String() + " 分以下"
	}
	return g.From.String() + " 分（含）至 " + g.Below.String() + " 分"
}
