package template

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"credit/internal/finding"
	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/score"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/xlsx"
)

// testBook is a small 填报表 with the preview beside it, made without the
// writer of the program. Row 1 is the header.
type testBook struct {
	t       testing.TB
	rubric  *rubric.Rubric
	preview *preview
	file    *excelize.File
	percent int
	last    int // the last row that was filled
}

var testHeaders = []string{countyHeader, schoolHeader, nameHeader, idHeader, documentHeader, "年度考核", postHeader}

const (
	countyColumn = iota + 1
	schoolColumn
	nameColumn
	idColumn
	documentColumn
	annualColumn
	postColumn
	firstAnswer
)

func newTestBook(t testing.TB, r *rubric.Rubric) *testBook {
	t.Helper()
	b := &testBook{t: t, rubric: r, file: excelize.NewFile(), last: 1}
	b.must(b.file.SetSheetName("Sheet1", submission.DataSheet))
	_, err := b.file.NewSheet(stamp.SheetName)
	b.must(err)
	b.percent, err = b.file.NewStyle(&excelize.Style{NumFmt: 10})
	b.must(err)
	g := grid{
		name: nameColumn, id: idColumn, document: documentColumn, post: postColumn, school: schoolColumn, first: firstAnswer + len(r.Indicators) + 1,
		needed: []int{countyColumn, schoolColumn, nameColumn, idColumn},
		fields: []int{countyColumn, schoolColumn, nameColumn, idColumn, documentColumn, annualColumn, postColumn},
		lists:  func(i int) string { return fmt.Sprintf("'%s'!$D$%d", stamp.SheetName, i+2) },
		posts:  func(i, k int) string { return fmt.Sprintf("'%s'!$%s$%d", stamp.SheetName, sheet.ColumnName(5+k), i+2) },
	}
	for column, header := range testHeaders {
		b.set(1, column+1, header)
	}
	for i := range r.Indicators {
		n := &r.Indicators[i]
		g.answers = append(g.answers, firstAnswer+i)
		b.set(1, firstAnswer+i, n.Label())
		if list := forms(n); list != "" {
			b.must(b.file.SetCellStr(stamp.SheetName, sheet.CellName(i+2, 4), list))
		}
		for k, rule := range newExcuses(n) {
			if rule.list() != "" {
				b.must(b.file.SetCellStr(stamp.SheetName, sheet.CellName(i+2, 5+k), rule.list()))
			}
		}
	}
	b.preview = newPreview(r, r.Counties, g)
	for i, column := range b.preview.columns() {
		b.set(1, g.first+i, column.Header)
	}
	return b
}

func (b *testBook) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// errorValue is a cell that holds #N/A once an office program computed it.
type errorValue struct{}

// set fills a cell with a text, a number, a truth value or nothing. Rates are
// in percent format, as in the template.
func (b *testBook) set(row, column int, value any) {
	b.t.Helper()
	name := sheet.CellName(row, column)
	if i := column - firstAnswer; row > 1 && i >= 0 && i < len(b.rubric.Indicators) && b.rubric.Indicators[i].Kind == rubric.Rate {
		b.must(b.file.SetCellStyle(submission.DataSheet, name, name, b.percent))
	}
	switch v := value.(type) {
	case nil:
	case string:
		b.must(b.file.SetCellStr(submission.DataSheet, name, v))
	case float64:
		b.must(b.file.SetCellFloat(submission.DataSheet, name, v, -1, 64))
	case bool:
		b.must(b.file.SetCellBool(submission.DataSheet, name, v))
	case errorValue:
		b.must(b.file.SetCellFormula(submission.DataSheet, name, "NA()"))
	case sheet.Value:
		if text, isText := v.Text(); isText && text != "" {
			b.set(row, column, text)
		} else if number, isNumber := v.Number(); isNumber {
			b.set(row, column, number)
		}
	default:
		b.t.Fatalf("a cell of %T", value)
	}
}

// add fills the next row and puts the formulas beside it, with saved values
// that are wrong.
func (b *testBook) add(cells map[int]any) (row int) {
	b.t.Helper()
	b.last++
	for column, value := range cells {
		b.set(b.last, column, value)
	}
	for i, value := range b.preview.values(b.last, 1, Person{}) {
		name := sheet.CellName(b.last, b.preview.grid.first+i)
		b.must(b.file.SetCellStr(submission.DataSheet, name, "旧值"))
		b.must(b.file.SetCellFormula(submission.DataSheet, name, value.Formula()))
	}
	return b.last
}

// shown is what the preview shows in a row, by column; numbers as the
// program prints points.
type shown []string

// computed is what excelize makes of the formulas of a row.
func (b *testBook) computed(row int) shown {
	b.t.Helper()
	list := make(shown, len(b.preview.parts))
	for i := range list {
		list[i] = b.computedAt(row, b.preview.grid.first+i)
	}
	return list
}

func (b *testBook) computedAt(row, column int) string {
	b.t.Helper()
	text, err := b.file.CalcCellValue(submission.DataSheet, sheet.CellName(row, column), excelize.Options{RawCellValue: true})
	if err != nil {
		b.t.Fatalf("%s in row %d: %v", b.preview.parts[column-b.preview.grid.first].column.Header, row, err)
	}
	return regular(text)
}

// regular is a number at Excel's precision, a text as it is.
func regular(text string) string {
	if d, ok := points.ParseCell(text); ok {
		return d.String()
	}
	return text
}

// at is what stands in one of the preview's columns.
func (b *testBook) at(s shown, column int) string { return s[column-b.preview.grid.first] }

func (b *testBook) bytes() []byte {
	b.t.Helper()
	buffer, err := b.file.WriteToBuffer()
	b.must(err)
	return buffer.Bytes()
}

// judged is what the program makes of a row.
type verdict struct {
	answers []submission.Answer
	// missing and faulty count the cells with an error.
	missing, faulty int
	codes           []finding.Code
	result          *result.Result // nil where held
}

// judge reads a workbook as the program does: each practitioner by row.
func judge(t testing.TB, r *rubric.Rubric, data []byte) map[int]*verdict {
	t.Helper()
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[int]*verdict{}
	report, err := submission.NewReader(r).Read(book, submission.File{Name: "某校.xlsx"}, func(e *submission.Entry) error {
		v := &verdict{answers: slices.Clone(e.Answers), codes: e.Held()}
		for _, f := range e.Findings {
			switch {
			case finding.Find(f.Code).Severity == finding.Warning:
			case f.Code == finding.MissingAnswer || f.Code == finding.MissingIdentity:
				v.missing++
			default:
				v.faulty++
			}
		}
		if len(v.codes) == 0 {
			v.result = score.Score(e.Rubric, v.answers)
		}
		verdicts[e.Place.Row] = v
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		if finding.Find(f.Code).Severity != finding.Warning {
			t.Fatalf("%s: %s", f.Code, f.Message())
		}
	}
	return verdicts
}

// throughLibreOffice has LibreOffice open workbooks, compute them anew and
// save them, all in one go.
func throughLibreOffice(t testing.TB, books ...[]byte) (converted [][]byte) {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: its half of the test is left out")
	}
	dir := t.TempDir()
	profile := filepath.Join(dir, "profile")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	// 0 is: always compute a workbook anew when it is loaded.
	settings := `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`
	must(os.MkdirAll(filepath.Join(profile, "user"), 0o700))
	must(os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(settings), 0o600))
	arguments := []string{"-env:UserInstallation=file://" + profile, "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out")}
	for i, data := range books {
		name := filepath.Join(dir, fmt.Sprintf("%d.xlsx", i))
		must(os.WriteFile(name, data, 0o600))
		arguments = append(arguments, name)
	}
	command := exec.CommandContext(t.Context(), office, arguments...)
	command.WaitDelay = 2 * time.Minute
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	for i := range books {
		data, err := os.ReadFile(filepath.Join(dir, "out", fmt.Sprintf("%d.xlsx", i)))
		must(err)
		converted = append(converted, data)
	}
	return converted
}

// saved is what the preview's cells hold in a file, by row.
func (b *testBook) saved(data []byte) map[int]shown {
	b.t.Helper()
	book, err := xlsx.Open(data, xlsx.Options{})
	b.must(err)
	rows := map[int]shown{}
	i := slices.Index(book.Sheets(), submission.DataSheet)
	b.must(book.Rows(i, func(row sheet.Row) error {
		list := make(shown, len(b.preview.parts))
		for _, cell := range row.Cells {
			if at := cell.Column - b.preview.grid.first; at >= 0 {
				list[at] = regular(strings.Clone(cell.Text))
			}
		}
		rows[row.Number] = list
		return nil
	}))
	return rows
}

// savedText is the value that is saved with a formula, as shown is written.
func savedText(value sheet.Value) string {
	if number, isNumber := value.Number(); isNumber {
		return regular(fmt.Sprint(number))
	}
	text, _ := value.Text()
	return regular(text)
}
