package graded_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
)

// throng is more people than are read ahead at a time.
func throng(t testing.TB, people int) (sheettest.Book, []string) {
	t.Helper()
	r := rubrictest.Load(t)
	book, want := written(t, r, filledIn(r, rand.New(rand.NewPCG(7, 1)).IntN, people))
	return inHand(t, book), want
}

// Two goroutines read what one does, sorted by hand or not, to the last row.
func TestTwoGoroutinesReadWhatOneDoes(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	book, want := throng(t, 400)
	if got, wanted, same := sameEverybody(readBack(t, book, r), want); !same {
		t.Fatalf("read\n%s\nwant\n%s", got, wanted)
	}
	sortedByHand(rand.New(rand.NewPCG(7, 2)), named(t, book, graded.PointsSheet), 2)
	if got, wanted, same := sameEverybody(readBack(t, book, r), want); !same {
		t.Fatalf("sorted, read\n%s\nwant\n%s", got, wanted)
	}
}

// Wherever the reading of two goroutines ends, it ends with what ended it.
func TestTheReadingMayEndAnywhere(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	book, want := throng(t, 300)
	enough := errors.New("enough")
	for _, last := range []int{1, 2, 63, 64, 65, 128, 200} {
		left := last
		_, err := graded.ReadSideBySide(book, r, func(*graded.Person) error {
			if left--; left == 0 {
				return enough
			}
			return nil
		})
		if !errors.Is(err, enough) || left != 0 || len(want) <= last {
			t.Errorf("after %d of %d people: %v, %d left", last, len(want), err, left)
		}
	}
}

// brittle is a workbook whose sheet of points makes the reader panic.
type brittle struct{ sheettest.Book }

func (b brittle) Rows(i int, row func(sheet.Row) error) error {
	return b.Book.Rows(i, func(r sheet.Row) error {
		if b.Book[i].Info.Name == graded.PointsSheet && r.Number > 10 {
			panic("a mistake of the program")
		}
		return row(r)
	})
}

// A mistake of the program in the other goroutine is one in this: it ends
// nobody's process.
func TestAPanicIsHandedOn(t *testing.T) {
	t.Parallel()
	book, _ := throng(t, 40)
	for _, read := range []func(sheet.Workbook) error{
		func(b sheet.Workbook) error {
			_, err := graded.Read(b, rubrictest.Load(t), func(*graded.Person) error { return nil })
			return err
		},
		func(b sheet.Workbook) error {
			_, err := graded.ReadSideBySide(b, rubrictest.Load(t), func(*graded.Person) error { return nil })
			return err
		},
	} {
		func() {
			defer func() {
				if p := recover(); fmt.Sprint(p) != "a mistake of the program" {
					t.Errorf("recovered %v", p)
				}
			}()
			t.Errorf("read to the end: %v", read(brittle{book}))
		}()
	}
}

// Answers with the same number are the same text, and nearly all have one.
func TestTheNumberOfAnAnswerTellsItsText(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	book, _ := throng(t, 100)
	texts, seen := map[[2]int]string{}, 0
	if _, err := graded.Read(book, r, func(p *graded.Person) error {
		for i, code := range p.Codes {
			key := [2]int{i, int(code)}
			if known, met := texts[key]; met && known != p.Answers[i] || code == 0 {
				t.Errorf("answer %d of row %d has the number %d: %q, once %q", i, p.Row, code, p.Answers[i], known)
			}
			texts[key] = p.Answers[i]
			seen++
		}
		return nil
	}); err != nil || seen == 0 {
		t.Fatalf("%d answers have a number, %v", seen, err)
	}
}

// However points are stored, they are read as any number cell is.
func TestPointsAreReadHoweverTheyAreStored(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	book, _ := throng(t, 3)
	total := cellUnder(t, named(t, book, graded.ResultSheet), 0, "综合得分")
	rapid.Check(t, func(t *rapid.T) {
		total.Text = rapid.StringMatching(`[-+]?[0-9]{0,11}(\.[0-9]{0,3}0?)?(E[0-9])?|0\.[0-9]{16,18}`).Draw(t, "number")
		d, ok := points.ParseCell(total.Text)
		want, exact := d.Points()
		first, got := true, points.Points(0)
		_, err := graded.Read(book, r, func(p *graded.Person) error {
			if first {
				first, got = false, p.Total
			}
			return nil
		})
		if sound := ok && exact && want >= 0; sound != (err == nil) || sound && got != want {
			t.Fatalf("%q is read as %s, %v; want %s, %v", total.Text, got, err, want, sound)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	book, want := throng(b, 500)
	r := rubrictest.Load(b)
	b.ReportAllocs()
	for b.Loop() {
		if found, err := graded.Read(book, r, func(*graded.Person) error { return nil }); err != nil || found.People != len(want) {
			b.Fatal(found, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(want)), "ns/person")
}
