package correction_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/correction"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// number is the nth made-up ID number.
func number(n int) string {
	first := fmt.Sprintf("23071719900101%03d", n)
	return first + string(practitioner.CheckCharacter(first))
}

var headers = []string{"编号", "姓名", "身份证件号码", "指标", "原填报", "更正为"}

// list is a workbook with these rows of corrections.
func list(rows ...[]string) sheettest.Book {
	s := sheettest.Sheet{}
	s.Info.Name = correction.SheetName
	s.Rows = append(s.Rows, sheettest.Row(1, headers...))
	for i, row := range rows {
		s.Rows = append(s.Rows, sheettest.Row(2+i, row...))
	}
	return sheettest.Book{s}
}

func read(t interface{ Fatal(...any) }, r *rubric.Rubric, rows ...[]string) *correction.List {
	l, err := correction.Read(list(rows...), "更正.xlsx", r)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// forms are answers that an indicator may have, in several forms.
func forms(n *rubric.Indicator) []string {
	switch n.Kind {
	case rubric.Rate:
		return []string{"96.5%", "#0.85%", "#95", "0%", "100%", "８５％"}
	case rubric.Number:
		return []string{"#0", "#4.25", "3.5", "５", "0.00"}
	}
	var all []string
	for _, a := range n.Answers {
		all = append(all, strconv.Quote(a.Text))
		for _, also := range a.Also {
			all = append(all, strconv.Quote(also))
		}
	}
	return all
}

// submitted is a submission of people, each with answers by indicator.
func submitted(r *rubric.Rubric, answers [][]string) sheettest.Book {
	table := sheettest.Table{Name: "填报表", Columns: []string{"县（市）区", "学校", "姓名", "身份证件号码"}}
	for i := range r.Indicators {
		table.Columns = append(table.Columns, r.Indicators[i].Label())
	}
	var people []map[string]string
	for n, list := range answers {
		row := map[string]string{"县（市）区": "伊美区", "学校": "一中", "姓名": name(n), "身份证件号码": strconv.Quote(number(n))}
		for i, cell := range list {
			row[r.Indicators[i].Label()] = cell
		}
		people = append(people, row)
	}
	return sheettest.Book{table.Sheet(people...)}
}

func name(n int) string { return "教师" + strconv.Itoa(n) }

// outcome is all that reading and scoring a submission comes to, as text, and
// the people whom a list concerns.
func outcome(t interface{ Fatal(...any) }, r *rubric.Rubric, book sheettest.Book, l *correction.List) (text string, met []correction.Met) {
	reader := submission.NewReader(r)
	if l != nil {
		reader.Correct(l.Answers())
	}
	var b strings.Builder
	report, err := reader.Read(book, submission.File{Name: "甲.xlsx"}, func(e *submission.Entry) error {
		fmt.Fprintf(&b, "%d %v %+v %v\n", e.Place.Row, e.Held(), e.Answers, e.Unanswered)
		for _, f := range e.Findings {
			fmt.Fprintln(&b, f.Place.Cell(), f.Message(), f.Hint())
		}
		if len(e.Held()) == 0 {
			fmt.Fprintf(&b, "%+v\n", *score.Score(r, e.Answers))
		}
		if l != nil && l.Concerns(e.Practitioner.ID) {
			before, _ := e.Uncorrected()
			met = append(met, correction.Met{Name: e.Practitioner.Name, ID: e.Practitioner.ID, At: "第 " + strconv.Itoa(e.Place.Row) + " 行", Before: before})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		fmt.Fprintln(&b, f.Place.Cell(), f.Message())
	}
	fmt.Fprintln(&b, report.Rows, report.Skipped, report.Unanswered)
	return b.String(), met
}

// drawn is a submission with corrections of it, and the same as a person would
// edit it by hand.
type drawn struct {
	before, after [][]string
	rows          [][]string
}

func draw(t *rapid.T, r *rubric.Rubric) drawn {
	var d drawn
	recall := submission.NewRecall(r)
	for n := range rapid.IntRange(1, 12).Draw(t, "people") {
		answers := make([]string, len(r.Indicators))
		edited := make([]string, len(r.Indicators))
		for i := range r.Indicators {
			n := &r.Indicators[i]
			answers[i] = rapid.SampledFrom(append(forms(n), "不适用", "", "?", "!#N/A", "#7.5")).Draw(t, "answer")
			if rapid.IntRange(0, 2).Draw(t, "plain") > 0 {
				answers[i] = forms(n)[0]
			}
			edited[i] = answers[i]
		}
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(r.Indicators)-1), 0, 6, rapid.ID[int]).Draw(t, "corrected") {
			n2 := &r.Indicators[i]
			becomes := rapid.SampledFrom(forms(n2)).Draw(t, "becomes")
			old, _ := recall.Read(i, sheettest.Cell(answers[i]), false)
			if now, _ := recall.Read(i, sheettest.Cell(becomes), false); now.Same(old, n2) {
				continue
			}
			said := ""
			if old.Stands && rapid.Bool().Draw(t, "said") {
				said = answers[i]
			}
			edited[i] = becomes
			d.rows = append(d.rows, []string{"1号", name(n), strconv.Quote(number(n)), rapid.SampledFrom([]string{
				strconv.Itoa(n2.Number), "#" + strconv.Itoa(n2.Number), strconv.Quote(n2.Label()), strconv.Quote(n2.Name),
			}).Draw(t, "indicator"), said, becomes})
		}
		d.before, d.after = append(d.before, answers), append(d.after, edited)
	}
	return d
}

// Carrying out corrections is the same as editing the submission by hand: the
// same answers, findings, warnings, points, sums and grades for everyone, in
// whatever order the corrections stand.
func TestCorrectingIsTheSameAsEditingByHand(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, r)
		if len(d.rows) == 0 {
			t.Skip("nothing to correct")
		}
		want, _ := outcome(t, r, submitted(r, d.after), nil)
		for range 2 {
			l := read(t, r, d.rows...)
			got, met := outcome(t, r, submitted(r, d.before), l)
			if got != want {
				t.Fatalf("corrected:\n%s\nedited:\n%s", got, want)
			}
			if err := l.Check(met); err != nil {
				t.Fatal(err)
			}
			d.rows = rapid.Permutation(d.rows).Draw(t, "order")
		}
	})
}

// Uncorrected answers are those of the submission without corrections.
func TestTheOldAnswersAreKept(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, r)
		if len(d.rows) == 0 {
			t.Skip("nothing to correct")
		}
		l := read(t, r, d.rows...)
		_, met := outcome(t, r, submitted(r, d.before), l)
		at := 0
		_, err := submission.NewReader(r).Read(submitted(r, d.before), submission.File{}, func(e *submission.Entry) error {
			if !l.Concerns(e.Practitioner.ID) {
				return nil
			}
			if got, want := fmt.Sprint(met[at].Before), fmt.Sprint(e.Answers); got != want {
				t.Fatalf("%s, want %s", got, want)
			}
			at++
			return nil
		})
		if err != nil || at != len(met) {
			t.Fatalf("%d of %d people, %v", at, len(met), err)
		}
	})
}

// The list tells whose answers change by which case, for whoever holds it
// against the register; a case counts once.
func TestTheListNamesItsCases(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	l := read(t, r,
		[]string{" 更正 1号 ", "甲", number(1), "31", "", "#4"},
		[]string{"#2026", "乙", number(2), "8", "是", "否"},
		[]string{"更正 1号", "甲", number(1), "8", "", "否"})
	if got := l.Cases(); !slices.Equal(got, []string{"更正 1号", "2026"}) {
		t.Errorf("cases %q", got)
	}
	c := l.Changes[1]
	if len(l.Changes) != 3 || c.Row != 3 || c.Name != "乙" || c.ID.Reveal() != number(2) || r.Indicators[c.Indicator].Number != 8 {
		t.Errorf("%+v", l.Changes)
	}
	l.Refuse(&l.Changes[1], "编号“2026”不在台账里", "请核对编号")
	if err := l.Check(nil); err == nil || !strings.Contains(err.Error(), "\n更正内容!A3：编号“2026”不在台账里；请核对编号\n") {
		t.Errorf("%v", err)
	}
	if !l.Concerns(practitioner.NewID(number(1))) || l.Concerns(practitioner.NewID(number(3))) {
		t.Error("the list concerns the wrong people")
	}
}

// Whatever stands in a row, its faults name its cells and show no ID number
// in the clear; a row with a fault is never applied.
func TestFaultsNameTheirCellsAndShowNoNumber(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	cells := []string{"", number(1), "#230717199001010015", "?", "!#N/A", "#46083@", "张三", "31", "是", "#1", "不适用", "#0.5%", "!TRUE"}
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom(cells), len(headers), len(headers)), 1, 5).Draw(t, "rows")
		l, err := correction.Read(list(rows...), "更正.xlsx", r)
		if err != nil {
			return // every row is blank
		}
		err = l.Check(nil)
		faults := (*correction.Faults)(nil)
		if !errors.As(err, &faults) {
			t.Fatalf("nobody was met, but %v", err)
		}
		for _, f := range faults.List {
			if f.Row < 2 || f.Row > 1+len(rows) || f.Column < 1 || f.Column > len(headers) || f.Text == "" || f.Remedy == "" {
				t.Fatalf("%+v", f)
			}
		}
		if strings.Contains(err.Error(), number(1)[:14]) || strings.Contains(err.Error(), "230717199001010015"[:14]) {
			t.Fatalf("an ID number in the clear: %v", err)
		}
	})
}

// A list that goes on for ever is cut, and what was left out is counted.
func TestManyFaultsAreCutAndCounted(t *testing.T) {
	t.Parallel()
	rows := make([][]string, 70)
	for i := range rows {
		rows[i] = []string{"1号", "张三", number(i), "8", "", ""}
	}
	err := read(t, rubrictest.Load(t), rows...).Check(nil)
	if err == nil || !strings.HasPrefix(err.Error(), "“更正.xlsx”有 140 处要改") || !strings.HasSuffix(err.Error(), "\n……另有 90 处，没有列出") {
		t.Errorf("%v", err)
	}
}
