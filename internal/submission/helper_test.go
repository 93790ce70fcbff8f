package submission_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// person is a row by the names of its columns, cells in the readable form of
// sheettest.
type person map[string]string

// labels are the canonical headers of the indicators; label(n) is the nth's.
func labels(r *rubric.Rubric) []string {
	list := make([]string, len(r.Indicators))
	for i := range r.Indicators {
		list[i] = r.Indicators[i].Label()
	}
	return list
}

// idNumber is the nth sound ID number.
func idNumber(n int) string {
	first := fmt.Sprintf("230717%04d0101%03d", 1950+n/900%50, 100+n%900)
	return first + string(practitioner.CheckCharacter(first))
}

// teacher is a row without any finding: not quite the best answers, and not
// the same as the next one's.
func teacher(r *rubric.Rubric, n int, changes ...person) map[string]string {
	row := map[string]string{"县（市）区": "伊美区", "学校": "第一中学", "姓名": "张三", "身份证件号码": idNumber(n)}
	for i := range r.Indicators {
		indicator := &r.Indicators[i]
		switch indicator.Kind {
		case rubric.Rate:
			row[indicator.Label()] = "96.5%"
		case rubric.Number:
			row[indicator.Label()] = fmt.Sprintf("#4.%02d", n%100)
		default:
			row[indicator.Label()] = indicator.Answers[0].Text
		}
	}
	for _, change := range changes {
		for column, cell := range change {
			row[column] = cell
		}
	}
	return row
}

// columns are the headers of an ordinary sheet, and more.
func columns(r *rubric.Rubric, more ...string) []string {
	list := append([]string{"县（市）区", "学校", "姓名", "身份证件号码"}, more...)
	return append(list, labels(r)...)
}

// entry is what is kept of a submission.Entry, which is used again.
type entry struct {
	submission.Entry
	held []finding.Code
}

func (e entry) codes() []string { return codesOf(e.Findings) }

func codesOf(findings []finding.Finding) []string {
	codes := []string{}
	for _, f := range findings {
		codes = append(codes, string(f.Code))
	}
	return codes
}

// outcome is what reading a workbook gave.
type outcome struct {
	report  submission.Report
	entries []entry
}

// all are the findings of the file, the sheets and the rows.
func (o outcome) all() []finding.Finding {
	list := slices.Clone(o.report.Findings)
	for _, e := range o.entries {
		list = append(list, e.Findings...)
	}
	return list
}

// hasCode reports that one of the findings has the code.
func (o outcome) find(code finding.Code) []finding.Finding {
	var list []finding.Finding
	for _, f := range o.all() {
		if f.Code == code {
			list = append(list, f)
		}
	}
	return list
}

func readFile(t testing.TB, r *rubric.Rubric, book sheettest.Book, file submission.File) outcome {
	t.Helper()
	o := readRaw(t, r, book, file)
	for _, f := range o.all() {
		checkWords(t, f)
	}
	return o
}

func readRaw(t testing.TB, r *rubric.Rubric, book sheettest.Book, file submission.File) outcome {
	t.Helper()
	var o outcome
	report, err := submission.NewReader(r).Read(book, file, func(e *submission.Entry) error {
		kept := *e
		kept.Answers, kept.Findings = slices.Clone(e.Answers), slices.Clone(e.Findings)
		o.entries = append(o.entries, entry{kept, e.Held()})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	o.report = report
	return o
}

func read(t testing.TB, r *rubric.Rubric, book sheettest.Book) outcome {
	t.Helper()
	return readFile(t, r, book, submission.File{Name: "某校.xlsx"})
}

// sheetOf reads one sheet of people under the given headers.
func sheetOf(columns []string, people ...map[string]string) sheettest.Sheet {
	return sheettest.Table{Name: "填报表", Columns: columns}.Sheet(people...)
}

// one reads a sheet of one teacher with changes.
func one(t testing.TB, r *rubric.Rubric, more []string, changes ...person) entry {
	t.Helper()
	o := read(t, r, sheettest.Book{sheetOf(columns(r, more...), teacher(r, 1, changes...))})
	if len(o.entries) != 1 {
		t.Fatalf("%d practitioners; %q", len(o.entries), codesOf(o.report.Findings))
	}
	return o.entries[0]
}

// checkWords holds that a finding is whole: a catalogue entry, no blank left
// in its words, and no ID number in the clear.
func checkWords(t testing.TB, f finding.Finding) {
	t.Helper()
	for _, text := range []string{f.Message(), f.Hint()} {
		if text == "" || strings.ContainsAny(text, "{}") && !strings.ContainsAny(f.Value, "{}") {
			t.Errorf("%s: %q", f.Code, text)
		}
	}
	for _, text := range append(slices.Collect(maps.Values(f.Words)), f.Value, f.Name, f.Message(), f.Hint()) {
		if digits := idDigits(text); digits != "" && f.Code != finding.RubricMismatch { // an edition is a date
			t.Errorf("%s shows the ID number %s in %q", f.Code, digits, text)
		}
	}
	if f.Place.File == "" {
		t.Errorf("%s names no file", f.Code)
	}
}

// idDigits finds eight digits or more in a row, spaces and hyphens between
// them or not: the date of birth in an ID number has eight. The decimals of
// a number do not count.
func idDigits(text string) string {
	text = days.ReplaceAllString(text, "")
	for _, run := range runs.FindAllString(text, -1) {
		if !strings.Contains(run, ".") {
			return run
		}
	}
	return ""
}

// days are dates as findings write them.
var days = regexp.MustCompile(`\b[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?\b`)

var runs = regexp.MustCompile(`(?:[0-9０-９]*\.)?[0-9０-９](?:[ \x{3000}\x{A0}-]*[0-9０-９]){7,}`)

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) && len(got)+len(want) > 0 {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func texts(list ...string) []string { return list }
