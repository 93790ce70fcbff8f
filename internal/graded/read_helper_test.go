package graded_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/score"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
	"credit/internal/xlsx"
)

// who is all that a graded workbook holds of a person, as text: ID numbers
// do not compare otherwise.
func who(p practitioner.Practitioner, source string, answers []string) string {
	return fmt.Sprintf("%q %d %q id %q further %q source %q answers %q",
		p.County, p.CountyIndex, []string{p.School, p.Name}, p.ID.Reveal(),
		[]string{p.Document, p.Certificate, p.Post, p.Annual, p.Ethics, p.Remark}, source, answers)
}

func earned(all, sections []points.Points, total points.Points, byTotal, grade string, direct []string) string {
	return fmt.Sprintf(" points %s sections %s total %s, %s by total, %s, direct %q", all, sections, total, byTotal, grade, direct)
}

// asRead is a person as text.
func asRead(p *graded.Person) string {
	state := " graded"
	if !p.Graded {
		state = " held for " + p.Reasons
	}
	return who(p.Practitioner, p.Source, p.Answers) + state +
		earned(p.Points, p.Sections, p.Total, p.GradeByTotal, p.Grade, p.Direct)
}

// asScored is the same text from what was read of the submission.
func asScored(r *rubric.Rubric, e *submission.Entry, res *result.Result) string {
	var answers, reasons []string
	for i := range e.Answers {
		answers = append(answers, e.Answers[i].Given)
	}
	text := who(e.Practitioner, graded.Row(e.Place), answers)
	if res == nil {
		for _, code := range e.Held() {
			reasons = append(reasons, finding.Find(code).Title)
		}
		return text + " held for " + strings.Join(reasons, "、") + earned(nil, nil, 0, "", "", nil)
	}
	return text + " graded" + earned(res.Points, res.Sections, res.Total, res.GradeByTotal, res.Grade, res.DirectNames(r))
}

// scored reads and scores a submission as score does: the people as text,
// those graded first, as a graded workbook lists them.
func scored(t testing.TB, r *rubric.Rubric, book sheet.Workbook, visit func(*submission.Entry, *result.Result)) (people []string, report submission.Report) {
	t.Helper()
	times := map[string]int{}
	if _, err := submission.NewReader(r).Read(book, submission.File{}, func(e *submission.Entry) error {
		times[e.Practitioner.ID.Reveal()]++
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var held []string
	report, err := submission.NewReader(r).Read(book, submission.File{Name: "甲.xlsx"}, func(e *submission.Entry) error {
		if e.ValidID && times[e.Practitioner.ID.Reveal()] > 1 {
			e.NoteDuplicate("别处")
		}
		if len(e.Held()) > 0 {
			held = append(held, asScored(r, e, nil))
			visit(e, nil)
			return nil
		}
		res := score.Score(r, e.Answers)
		people = append(people, asScored(r, e, res))
		visit(e, res)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return append(people, held...), report
}

// written grades a submission and gives the graded workbook back, opened from
// its bytes, with the people that were put into it.
func written(t testing.TB, r *rubric.Rubric, book sheet.Workbook) (*xlsx.Workbook, []string) {
	t.Helper()
	out, err := xlsx.Create(graded.Layouts(r), xlsx.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	paper := graded.NewWriter(out, r)
	source := graded.Source{Rubric: r, File: "甲.xlsx", Year: "2025", Version: "test"}
	people, report := scored(t, r, book, func(e *submission.Entry, res *result.Result) {
		if res == nil {
			source.Held++
			err = paper.Held(e)
		} else {
			source.Graded++
			err = paper.Graded(e, res)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	source.Report = report
	if err := paper.Finish(source); err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	if err := out.Save(&data); err != nil {
		t.Fatal(err)
	}
	opened, err := xlsx.Open(data.Bytes(), xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return opened, people
}

// read reads a graded workbook to its end, by one goroutine and by two: its
// people as text.
func read(book sheet.Workbook, r *rubric.Rubric) (people []string, found graded.Book, err error) {
	found, err = graded.Read(book, r, func(p *graded.Person) error {
		people = append(people, asRead(p))
		return nil
	})
	var beside []string
	other, otherErr := graded.ReadSideBySide(book, r, func(p *graded.Person) error {
		beside = append(beside, asRead(p))
		return nil
	})
	if fmt.Sprint(err) != fmt.Sprint(otherErr) || err == nil && fmt.Sprint(found) != fmt.Sprint(other) || !slices.Equal(people, beside) {
		return nil, found, fmt.Errorf("two goroutines read %d people, %v; one %d, %v", len(beside), otherErr, len(people), err)
	}
	return people, found, err
}

// readBack is read for a workbook that is sound.
func readBack(t testing.TB, book sheet.Workbook, r *rubric.Rubric) []string {
	t.Helper()
	people, found, err := read(book, r)
	if err != nil {
		t.Fatal(err)
	}
	if found.People != len(people) || found.Graded+found.Held != found.People {
		t.Fatalf("%d people were visited, but %d graded and %d held are %d", len(people), found.Graded, found.Held, found.People)
	}
	return people
}

// inHand is a workbook as a person can change it.
func inHand(t testing.TB, book sheet.Workbook) sheettest.Book {
	t.Helper()
	var copied sheettest.Book
	for i := range book.Sheets() {
		var s sheettest.Sheet
		err := book.Read(i, func(info sheet.Info) error { s.Info = info; return nil }, func(row sheet.Row) error {
			row.Cells = slices.Clone(row.Cells)
			s.Rows = append(s.Rows, row)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		copied = append(copied, s)
	}
	return copied
}

// named is the sheet of that name.
func named(t testing.TB, book sheettest.Book, name string) *sheettest.Sheet {
	t.Helper()
	for i := range book {
		if book[i].Info.Name == name {
			return &book[i]
		}
	}
	t.Fatalf("no sheet %s", name)
	return nil
}

// cellUnder is the cell in a row (0 is the first under the headers) under a
// header. A blank one cannot be pointed at.
func cellUnder(t testing.TB, s *sheettest.Sheet, row int, header string) *sheet.Cell {
	t.Helper()
	for at := range s.Rows {
		for _, title := range s.Rows[at].Cells {
			if title.Text != header {
				continue
			}
			for i := range s.Rows[at+1+row].Cells {
				if cell := &s.Rows[at+1+row].Cells[i]; cell.Column == title.Column {
					return cell
				}
			}
		}
	}
	t.Fatalf("%s has no cell in row %d under %s", s.Info.Name, row, header)
	return nil
}

// without drops the cells of a column, by its header.
func without(t testing.TB, s *sheettest.Sheet, header string) {
	t.Helper()
	column := 0
	for _, row := range s.Rows {
		for _, cell := range row.Cells {
			if cell.Text == header {
				column = cell.Column
			}
		}
	}
	if column == 0 {
		t.Fatalf("%s has no column %s", s.Info.Name, header)
	}
	for i := range s.Rows {
		s.Rows[i].Cells = slices.DeleteFunc(s.Rows[i].Cells, func(c sheet.Cell) bool { return c.Column == column })
	}
}

// sortedByHand puts the rows under the headers into another order.
func sortedByHand(random *rand.Rand, s *sheettest.Sheet, headers int) {
	rows := s.Rows[headers:]
	random.Shuffle(len(rows), func(i, j int) {
		rows[i], rows[j] = rows[j], rows[i]
		rows[i].Number, rows[j].Number = rows[j].Number, rows[i].Number
	})
}

// columnsMoved puts the columns into another order.
func columnsMoved(random *rand.Rand, s *sheettest.Sheet) {
	last := 0
	for _, row := range s.Rows {
		last = max(last, row.Cells[len(row.Cells)-1].Column)
	}
	to := random.Perm(last)
	for _, row := range s.Rows {
		for i := range row.Cells {
			row.Cells[i].Column = to[row.Cells[i].Column-1] + 1
		}
		slices.SortFunc(row.Cells, func(a, b sheet.Cell) int { return a.Column - b.Column })
	}
}
