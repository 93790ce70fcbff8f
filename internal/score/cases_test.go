package score_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"credit/internal/finding"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// cells are the answers of one practitioner, by indicator number.
type cells map[int]sheet.Cell

// written is an answer as a case writes it.
type written struct{ sheet.Cell }

func (w *written) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		w.Cell = sheet.Cell{Kind: sheet.Text, Text: n.Value}
		return nil
	}
	if n.Kind != yaml.MappingNode || len(n.Content) != 2 {
		return fmt.Errorf("line %d: no answer", n.Line)
	}
	value := n.Content[1].Value
	switch kind := n.Content[0].Value; kind {
	case "数值":
		w.Cell = sheet.Cell{Kind: sheet.Number, Text: value}
	case "百分格式":
		w.Cell = sheet.Cell{Kind: sheet.Number, Text: value, Percent: true}
	case "逻辑值":
		w.Cell = sheet.Cell{Kind: sheet.Bool, Text: value}
	default:
		return fmt.Errorf("line %d: no kind of cell: %s", n.Line, kind)
	}
	return nil
}

// exact is a number of points as a case writes it, never a float.
type exact struct{ points.Points }

func (e *exact) UnmarshalYAML(n *yaml.Node) error {
	p, err := points.Parse(n.Value)
	e.Points = p
	return err
}

// expected is a case for the office, or a base that cases start from.
type expected struct {
	Case, Clause, Base string
	Answers            map[int]written
	Points             map[int]exact
	Sections           []exact
	Total              *exact
	Grade              string
	ByTotal            string `yaml:"grade_by_total"`
	Direct             []string
	Warnings, Held     []finding.Code

	Each    []int
	Written []written
	Earns   *exact
}

func readCases(t *testing.T) (bases map[string]expected, byFile map[string][]expected) {
	t.Helper()
	files, err := filepath.Glob("../../testdata/cases/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	bases, byFile = map[string]expected{}, map[string][]expected{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var content struct{ Bases, Cases []expected }
		decoder := yaml.NewDecoder(strings.NewReader(string(data)))
		decoder.KnownFields(true)
		if err := decoder.Decode(&content); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, base := range content.Bases {
			bases[base.Base] = base
		}
		byFile[filepath.Base(file)] = content.Cases
	}
	return bases, byFile
}

// graded is what became of one practitioner.
type graded struct {
	id       string
	row      int
	held     []finding.Code
	warnings []finding.Code
	findings []finding.Finding
	result   *result.Result // nil where held
}

// identity are the first columns of every sheet, and what stands in them.
var identity = []string{"县（市）区", "学校", "姓名", "身份证件号码"}

func idNumber(i int) string {
	first := fmt.Sprintf("230717%04d0101%03d", 1950+i/900%50, 100+i%900)
	return first + string(practitioner.CheckCharacter(first))
}

// fillIn writes practitioners into a sheet, one a row, as a school would.
func fillIn(r *rubric.Rubric, people []cells) sheettest.Sheet {
	table := sheettest.Table{Name: submission.DataSheet, Columns: slices.Clone(identity)}
	for i := range r.Indicators {
		table.Columns = append(table.Columns, r.Indicators[i].Label())
	}
	s := table.Sheet()
	for i, person := range people {
		row := sheettest.Row(2+i, "伊美区", "第一中学", "张三", idNumber(i))
		for n := range r.Indicators {
			if cell := person[n+1]; cell.Kind != sheet.Blank {
				cell.Column = len(identity) + n + 1
				row.Cells = append(row.Cells, cell)
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// grade reads a workbook as every command does, and scores who is not held.
func grade(t testing.TB, r *rubric.Rubric, book sheettest.Book) []graded {
	t.Helper()
	var all []graded
	report, err := submission.NewReader(r).Read(book, submission.File{Name: "a.xlsx"}, func(e *submission.Entry) error {
		g := graded{id: e.Practitioner.ID.Reveal(), row: e.Place.Row, held: e.Held(), findings: slices.Clone(e.Findings)}
		for _, f := range e.Findings {
			if f.Severity() == finding.Warning {
				g.warnings = append(g.warnings, f.Code)
			}
		}
		if len(g.held) == 0 {
			g.result = score.Score(r, e.Answers)
		}
		all = append(all, g)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		if f.Severity() == finding.Error {
			t.Fatalf("the workbook has an error: %s", f.Message())
		}
	}
	return all
}

func gradeAll(t testing.TB, r *rubric.Rubric, people []cells) []graded {
	t.Helper()
	all := grade(t, r, sheettest.Book{fillIn(r, people)})
	if len(all) != len(people) {
		t.Fatalf("%d of %d practitioners came back", len(all), len(people))
	}
	return all
}

func (e expected) cells(bases map[string]expected) cells {
	person := cells{}
	for number, answer := range bases[e.Base].Answers {
		person[number] = answer.Cell
	}
	for number, answer := range e.Answers {
		person[number] = answer.Cell
	}
	return person
}

// check holds what became of a practitioner against what was expected.
func (e expected) check(t *testing.T, r *rubric.Rubric, got graded) {
	t.Helper()
	if !slices.Equal(got.held, e.Held) {
		t.Fatalf("held for %q, want %q", got.held, e.Held)
	}
	if !slices.Equal(got.warnings, e.Warnings) {
		t.Errorf("warnings %q, want %q", got.warnings, e.Warnings)
	}
	if len(e.Held) > 0 {
		return
	}
	for number, want := range e.Points {
		if earned := got.result.Points[number-1]; earned != want.Points {
			t.Errorf("%s earns %s, want %s", r.Indicators[number-1].Label(), earned, want)
		}
	}
	for i, want := range e.Sections {
		if earned := got.result.Sections[i]; earned != want.Points {
			t.Errorf("%s has %s, want %s", r.Sections[i].Name, earned, want)
		}
	}
	if got.result.Total != e.Total.Points {
		t.Errorf("total %s, want %s", got.result.Total, e.Total)
	}
	byTotal := e.ByTotal
	if byTotal == "" {
		byTotal = e.Grade
	}
	if got.result.Grade != e.Grade || got.result.GradeByTotal != byTotal {
		t.Errorf("grade %s, by total %s; want %s, %s", got.result.Grade, got.result.GradeByTotal, e.Grade, byTotal)
	}
	if direct := got.result.DirectNames(r); !slices.Equal(direct, e.Direct) && len(direct)+len(e.Direct) > 0 {
		t.Errorf("direct for %q, want %q", direct, e.Direct)
	}
}

// The cases for the office come out as they say.
func TestTheCasesForTheOfficeComeOutAsTheySay(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	bases, byFile := readCases(t)
	for name, base := range bases {
		if len(base.Answers) != len(r.Indicators) {
			t.Fatalf("base %s has %d answers", name, len(base.Answers))
		}
		t.Run(name, func(t *testing.T) { base.check(t, r, gradeAll(t, r, []cells{base.cells(bases)})[0]) })
	}
	count := 0
	for file, list := range byFile {
		for _, e := range list {
			t.Run(file+"/"+e.Case, func(t *testing.T) {
				if e.Clause == "" || bases[e.Base].Base == "" {
					t.Fatal("no clause or no base")
				}
				if len(e.Each) > 0 {
					count += e.checkEach(t, r, bases)
					return
				}
				count++
				if e.Total == nil && len(e.Held) == 0 {
					t.Fatal("no total")
				}
				e.check(t, r, gradeAll(t, r, []cells{e.cells(bases)})[0])
			})
		}
	}
	if count < 1000 {
		t.Errorf("only %d cases", count)
	}
}

// checkEach puts each written form at each indicator, and holds that this
// indicator earns what it says and nothing else moves.
func (e expected) checkEach(t *testing.T, r *rubric.Rubric, bases map[string]expected) int {
	t.Helper()
	if len(e.Written) == 0 || e.Earns == nil {
		t.Fatal("no written forms or no points")
	}
	base := gradeAll(t, r, []cells{e.cells(bases)})[0].result
	var people []cells
	var names []string
	for _, number := range e.Each {
		for _, form := range e.Written {
			person := e.cells(bases)
			person[number] = form.Cell
			people = append(people, person)
			names = append(names, strconv.Itoa(number)+" "+strconv.Quote(form.Text))
		}
	}
	for i, got := range gradeAll(t, r, people) {
		number := e.Each[i/len(e.Written)]
		if len(got.held) > 0 || !slices.Equal(got.warnings, e.Warnings) {
			t.Errorf("%s: held %q, warnings %q", names[i], got.held, got.warnings)
			continue
		}
		section := r.SectionOf(number - 1)
		moved := e.Earns.Points - base.Points[number-1]
		if got.result.Points[number-1] != e.Earns.Points || got.result.Total != base.Total+moved || got.result.Sections[section] != base.Sections[section]+moved {
			t.Errorf("%s earns %s, total %s", names[i], got.result.Points[number-1], got.result.Total)
		}
	}
	return len(people)
}

// Every answer, accepted form and band of the rubric has a case.
func TestEveryAcceptedFormOfTheRubricHasACase(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	_, byFile := readCases(t)
	covered := map[string]bool{}
	for _, list := range byFile {
		for _, e := range list {
			for _, number := range e.Each {
				for _, form := range e.Written {
					covered[strconv.Itoa(number)+form.Text] = true
				}
				covered[strconv.Itoa(number)+"="+e.Earns.String()] = true
			}
		}
	}
	for i := range r.Indicators {
		n := &r.Indicators[i]
		for _, a := range n.Answers {
			for _, form := range append([]string{a.Text}, a.Also...) {
				if !covered[strconv.Itoa(n.Number)+form] {
					t.Errorf("%d: no case with %q", n.Number, form)
				}
			}
		}
		for _, band := range n.Bands {
			if !covered[strconv.Itoa(n.Number)+"="+band.Points.String()] {
				t.Errorf("%d: no case that earns %s", n.Number, band.Points)
			}
		}
	}
}

// An answer that does not stand is never scored: it is a mistake in the
// program, and panics.
func TestNobodyIsScoredOnWhatIsLeft(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for name, answers := range map[string][]submission.Answer{
		"no answers": nil, "43 answers": make([]submission.Answer, 43), "answers that do not stand": make([]submission.Answer, 44),
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s were scored", name)
				}
			}()
			score.Score(r, answers)
		}()
	}
}
