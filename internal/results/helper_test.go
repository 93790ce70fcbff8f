package results_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"credit/internal/batch"
	"credit/internal/graded"
	"credit/internal/intake"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/results"
	"credit/internal/rubric"
	"credit/internal/score"
	"credit/internal/sheet/sheettest"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/xlsx"
)

// answersTo are answers that an indicator knows, as cells of a submission.
func answersTo(n *rubric.Indicator) []string {
	switch n.Kind {
	case rubric.Rate:
		return []string{"100%", "#0.965%", "#0.95%", "90%", "#88", "84.99%", "#0%"}
	case rubric.Number:
		return []string{"#5", "#4.25", "0.5", "#0.25%", "#0"}
	}
	var all []string
	for _, a := range n.Answers {
		all = append(append(all, a.Text), a.Also...)
		if slices.Contains(a.Also, "1") {
			all = append(all, "#1", "#1%", "!TRUE")
		}
	}
	return all
}

// idOf is a valid ID number of nobody's.
func idOf(n int) string {
	first := fmt.Sprintf("2307171970%02d%02d%03d", 1+n/28%12, 1+n%28, 100+n/336)
	return first + string(practitioner.CheckCharacter(first))
}

// row is a row of a submission: people are told by their names.
type row map[string]string

// personOf draws somebody: good answers mostly, so that every grade occurs.
func personOf(random *rand.Rand, r *rubric.Rubric, n int) row {
	one := row{"县（市）区": "伊美区", "学校": "松涛小学", "姓名": fmt.Sprintf("第%d人", n), "身份证件号码": idOf(n), "岗位": "教师"}
	worse := random.IntN(20)
	for i := range r.Indicators {
		known := answersTo(&r.Indicators[i])
		one[r.Indicators[i].Label()] = known[0]
		if random.IntN(20) < worse {
			one[r.Indicators[i].Label()] = known[random.IntN(len(known))]
		}
	}
	return one
}

// held is the same person without a school.
func (one row) held() row {
	other := row{}
	for key, text := range one {
		other[key] = text
	}
	delete(other, "学校")
	return other
}

// gradedBook is the graded workbook of a submission, as score writes it.
func gradedBook(t testing.TB, r *rubric.Rubric, year string, people ...row) []byte {
	t.Helper()
	table := sheettest.Table{Name: "填报表", Columns: []string{"县（市）区", "学校", "姓名", "身份证件号码", "岗位"}}
	for i := range r.Indicators {
		table.Columns = append(table.Columns, r.Indicators[i].Label())
	}
	var rows []map[string]string
	for _, one := range people {
		rows = append(rows, one)
	}
	out, err := xlsx.Create(graded.Layouts(r), xlsx.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	paper := graded.NewWriter(out, r)
	source := graded.Source{Rubric: r, File: "甲.xlsx", Year: year, Version: "test", Rules: stamp.Pack(r.Text)}
	source.Report, err = submission.NewReader(r).Read(sheettest.Book{table.Sheet(rows...)}, submission.File{Name: "甲.xlsx"}, func(e *submission.Entry) error {
		if len(e.Held()) > 0 {
			source.Held++
			return paper.Held(e)
		}
		source.Graded++
		return paper.Graded(e, score.Score(r, e.Answers))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := paper.Finish(source); err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	if err := out.Save(&data); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// reading is what results.Read gave, people as text by workbook.
type reading struct {
	*results.Set
	sync.Mutex
	people map[int][]string
}

func (r *reading) begin(b *results.Book) results.Visit {
	r.Lock()
	defer r.Unlock()
	r.people[b.Index] = nil
	return func(p *graded.Person, res *result.Result) error {
		text := fmt.Sprintf("%s %s %s %q %s %q", p.Name, p.ID.Reveal(), p.County, []string{p.School, p.Post, p.Source}, p.Reasons, p.Answers)
		if res != nil {
			text += fmt.Sprintf(" earned %s %s total %s, grade %s, %s by total, direct %v", res.Points, res.Sections, res.Total, res.Grade, res.GradeByTotal, res.Direct)
		}
		r.Lock()
		defer r.Unlock()
		r.people[b.Index] = append(r.people[b.Index], text)
		return nil
	}
}

// all are the people of every workbook that counts, sorted.
func (r *reading) all() (list []string) {
	for _, b := range r.Books {
		list = append(list, r.people[b.Index]...)
	}
	slices.Sort(list)
	return list
}

// names are those people's names.
func (r *reading) names() (list []string) {
	for _, text := range r.all() {
		name, _, _ := strings.Cut(text, " ")
		list = append(list, name)
	}
	return list
}

// read reads workbooks, the files of one folder in their order.
func read(t testing.TB, known []*rubric.Rubric, books ...[]byte) (*reading, error) {
	t.Helper()
	folder := t.TempDir()
	options := results.Options{Rubrics: known, Jobs: 2}
	for i, data := range books {
		path := filepath.Join(folder, fmt.Sprintf("%d.xlsx", i))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		options.Files = append(options.Files, intake.File{Path: path, Label: filepath.Base(path)})
	}
	r := &reading{people: map[int][]string{}}
	set, err := results.Read(context.Background(), options, &batch.Progress{}, r.begin)
	r.Set = set
	return r, err
}

// readAll is read for workbooks that are sound.
func readAll(t testing.TB, books ...[]byte) *reading {
	t.Helper()
	r, err := read(t, nil, books...)
	if err != nil {
		t.Fatal(err)
	}
	for _, refused := range r.Refused {
		t.Fatal(refused)
	}
	return r
}

// opened is a workbook as an office program opens it.
func opened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func saved(t testing.TB, file *excelize.File) []byte {
	t.Helper()
	out, err := file.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Clone(out.Bytes())
}

// cellUnder is the cell of somebody under a header, and the row it is in.
func cellUnder(t testing.TB, file *excelize.File, sheet, name, header string) (cell string, row int) {
	t.Helper()
	rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	column := -1
	for at, cells := range rows {
		if column < 0 {
			column = slices.Index(cells, header)
			continue
		}
		if slices.Contains(cells, name) {
			cell, _ := excelize.CoordinatesToCellName(column+1, at+1)
			return cell, at + 1
		}
	}
	t.Fatalf("%s has no %s of %s", sheet, header, name)
	return "", 0
}

// other is a number of points that another is not.
func other(random *rand.Rand, p points.Points) points.Points {
	for {
		if q := points.Points(random.IntN(2000) * 5); q != p {
			return q
		}
	}
}
