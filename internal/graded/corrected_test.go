package graded_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"credit/internal/cli"
	"credit/internal/graded"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// scoredBy runs credit score and reads the people of the graded workbook.
func scoredBy(t *testing.T, r *rubric.Rubric, args ...string) (people []graded.Person) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	var screen bytes.Buffer
	path := filepath.Join("..", "..", "testdata", "schools-faulty.xlsx")
	if code := cli.Main(append([]string{"score", path, "-o", out}, args...), &screen, &screen); code == 2 {
		t.Fatalf("score: %s", &screen)
	}
	_, err := graded.Read(opened(t, filepath.Join(out, "schools-faulty-评分.xlsx")), r, func(p *graded.Person) error {
		kept := *p
		kept.Answers, kept.Points = slices.Clone(p.Answers), slices.Clone(p.Points)
		people = append(people, kept)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return people
}

// listed writes a list of corrections.
func listed(t *testing.T, rows [][]string) (path string) {
	t.Helper()
	page := sheet.Page{Layout: sheet.Layout{Name: "更正内容"}}
	for _, header := range []string{"编号", "姓名", "身份证件号码", "指标", "更正为"} {
		page.Columns = append(page.Columns, sheet.Column{Header: header})
	}
	for _, row := range rows {
		var cells []sheet.Value
		for _, text := range row {
			cells = append(cells, sheet.TextValue(text))
		}
		page.Add(cells...)
	}
	book, err := xlsx.Create([]sheet.Layout{page.Layout}, xlsx.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var data bytes.Buffer
	if err := sheet.Write(book, []sheet.Page{page}); err != nil {
		t.Fatal(err)
	}
	if err := book.Save(&data); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "更正.xlsx")
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Whoever reads a graded workbook gets what was corrected of each person, with
// what the school wrote and what that earned; of nobody else anything.
func TestWhatWasCorrectedComesBack(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	before := scoredBy(t, r)
	n := &r.Indicators[7]
	want := map[string]graded.Person{} // by ID number
	var rows [][]string
	for _, p := range before {
		if p.Graded && len(rows) < 5 {
			other := n.Answers[0].Text // 是
			if p.Points[7] > 0 {
				other = n.Answers[1].Text
			}
			want[p.ID.Reveal()] = p
			rows = append(rows, []string{"更正" + strconv.Itoa(len(rows)), p.Name, p.ID.Reveal(), n.Label(), other})
		}
	}
	after := scoredBy(t, r, "--corrections", listed(t, rows))
	if len(after) != len(before) || len(rows) < 5 {
		t.Fatalf("%d people, %d before", len(after), len(before))
	}
	for _, p := range after {
		old, corrected := want[p.ID.Reveal()]
		switch {
		case !corrected && len(p.Corrected) == 0:
		case corrected && len(p.Corrected) == 1:
			c := p.Corrected[0]
			if c.Indicator != n.Number || c.Old != old.Answers[7] || c.New != p.Answers[7] || c.Was.Total != old.Total || c.Was.Grade != old.Grade || c.Case == "" {
				t.Errorf("%s: %+v, but %s %s %s", p.Source, c, old.Answers[7], old.Total, old.Grade)
			}
		default:
			t.Errorf("%s: %+v", p.Source, p.Corrected)
		}
	}
}
