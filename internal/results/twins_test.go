package results_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"credit/internal/rubric/rubrictest"
)

// The very same bytes are read once, whatever the file is called.
func TestCopiesAreReadOnce(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 4))
	data := crowd(t, random, rubrictest.Load(t), 5)
	got, err := read(t, nil, data, data, data)
	if err != nil || len(got.Books) != 1 || got.Books[0].Index != 0 || len(got.all()) != 5 {
		t.Fatalf("%d books, %d people, %v", len(got.Books), len(got.all()), err)
	}
	if len(got.Passed) != 2 || !strings.Contains(got.Passed[1], "2.xlsx”与“") || !strings.HasSuffix(got.Passed[1], "0.xlsx”完全相同，只读一次") {
		t.Errorf("said %q", got.Passed)
	}
}

// However people are spread over workbooks, who stands in several with the
// same results counts once, in the first; the others say how many they are.
func TestTwinsCountOnce(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 5))
		var people []row
		for n := range 6 {
			people = append(people, personOf(random, r, n))
		}
		var books [][]byte
		rows := 0
		first := map[string]int{}
		for book := range 3 {
			var some []row
			for _, n := range random.Perm(6)[:2+random.IntN(4)] {
				some = append(some, people[n])
				if _, seen := first[people[n]["姓名"]]; !seen {
					first[people[n]["姓名"]] = book
				}
			}
			rows += len(some)
			books = append(books, gradedBook(t, r, []string{"2025", "2025", "未注明"}[book], some...))
		}
		got := readAll(t, books...)
		graded, twice := 0, 0
		for _, b := range got.Books {
			graded, twice = graded+b.Graded, twice+b.Twice
			for _, text := range got.people[b.Index] {
				if name, _, _ := strings.Cut(text, " "); first[name] != b.Index {
					t.Errorf("seed %d: %s counts in workbook %d, stands first in %d", seed, name, b.Index, first[name])
				}
			}
		}
		if names := got.names(); len(names) != len(first) || len(slices.Compact(names)) != len(first) {
			t.Errorf("seed %d: %d people were read, of %d", seed, len(names), len(first))
		}
		if graded != len(first) || graded+twice != rows {
			t.Errorf("seed %d: %d graded and %d twice of %d rows and %d people", seed, graded, twice, rows, len(first))
		}
		checkAgain(t, got)
	}
}

// checkAgain holds that reading once more gives the very same people.
func checkAgain(t *testing.T, got *reading) {
	t.Helper()
	want := got.all()
	clear(got.people)
	if err := got.Again(context.Background(), got.begin); err != nil {
		t.Fatal(err)
	}
	if again := got.all(); !slices.Equal(again, want) {
		t.Errorf("read again\n%s\nwant\n%s", strings.Join(again, "\n"), strings.Join(want, "\n"))
	}
}

// Results of one person that differ are refused: where they stand is told, the
// ID number masked. What may differ is only the year.
func TestResultsThatDifferAreRefused(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(1, 6))
	one, another := personOf(random, r, 1), personOf(random, r, 2)
	for name, change := range map[string]func(row) row{
		"another answer": func(p row) row { p = p.copied(); p["17.学历要求"] = "博士"; return p },
		"another school": func(p row) row { p = p.copied(); p["学校"] = "第一中学"; return p },
		"held back":      func(p row) row { return p.held() },
	} {
		one := one.copied()
		one["17.学历要求"] = "硕士"
		changed := change(one)
		first, second := gradedBook(t, r, "2025", another, one), gradedBook(t, r, "2025", changed)
		_, err := read(t, nil, first, second)
		if err == nil {
			t.Errorf("%s: it was read", name)
			continue
		}
		said := err.Error()
		for _, part := range []string{"有 1 人不止一处，结果又不一致", "（**************" + idOf(1)[14:] + "）：", "0.xlsx”的“评分结果”表第 3 行（", "1.xlsx”的“"} {
			if !strings.Contains(said, part) {
				t.Errorf("%s: said %s", name, said)
			}
		}
		if strings.Contains(said, idOf(1)) || strings.Contains(said, idOf(2)[14:]) {
			t.Errorf("%s: said %s", name, said)
		}
		got := readAll(t, first, gradedBook(t, r, "2026", changed))
		if len(got.all()) != 3 {
			t.Errorf("%s: %d people in two years", name, len(got.all()))
		}
	}
}

// copied is the same row to be changed.
func (one row) copied() row {
	other := row{}
	for key, text := range one {
		other[key] = text
	}
	return other
}

// Many conflicts are counted and the first of them told.
func TestManyConflictsAreCounted(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(1, 7))
	var some, others []row
	for n := range 14 {
		one := personOf(random, r, n)
		other := one.copied()
		other["学校"] = "第一中学"
		some, others = append(some, one), append(others, other)
	}
	_, err := read(t, nil, gradedBook(t, r, "2025", some...), gradedBook(t, r, "2025", others...))
	if err == nil || !strings.HasPrefix(err.Error(), "有 14 人") || !strings.HasSuffix(err.Error(), "\n……另有 4 人") || strings.Count(err.Error(), "\n") != 11 {
		t.Errorf("said %v", err)
	}
}

// People held back for want of a number of their own are all counted: each row
// is somebody.
func TestThoseHeldBackAreAllCounted(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(1, 8))
	var people []row
	for n := range 4 {
		one := personOf(random, r, 0)
		one["姓名"] = fmt.Sprintf("第%d人", n)
		delete(one, "学校")
		people = append(people, one)
	}
	delete(people[2], "身份证件号码")
	delete(people[3], "身份证件号码")
	got := readAll(t, gradedBook(t, r, "2025", people...), gradedBook(t, r, "2025", personOf(random, r, 9)))
	if b := got.Books[0]; b.Graded != 0 || b.Held != 4 || b.Twice != 0 {
		t.Errorf("%d graded, %d held, %d twice", b.Graded, b.Held, b.Twice)
	}
	if want := []string{"第0人", "第1人", "第2人", "第3人", "第9人"}; !slices.Equal(got.names(), want) {
		t.Errorf("read %q", got.names())
	}
}
