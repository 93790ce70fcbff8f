package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// Some people of each file of the large folder stood in the one before: so many
// ID numbers stand twice, and no other.
func TestRepeatedPeople(t *testing.T) {
	r := testRubric(t)
	folder := t.TempDir()
	l := workload{path: "many", files: 3, people: 40, repeated: 5}
	if err := makeWorkload(folder, r, l); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, path := range glob(t, filepath.Join(folder, "many", "*.xlsx"), 3) {
		book, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		rows, err := book.GetRows("填报表")
		if err != nil || len(rows) != 41 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows[1:] {
			seen[row[4]]++
		}
	}
	twice := 0
	for _, n := range seen {
		if n == 2 {
			twice++
		}
	}
	if len(seen) != 3*40-2*5 || twice != 2*5 {
		t.Errorf("%d people, %d of them twice", len(seen), twice)
	}
}

// A workload is the same to the byte every time.
func TestSameWorkload(t *testing.T) {
	r := testRubric(t)
	l := workload{path: "one.xlsx", files: 1, people: 30}
	var made [2][]byte
	for i := range made {
		folder := t.TempDir()
		if err := makeWorkload(folder, r, l); err != nil {
			t.Fatal(err)
		}
		var err error
		if made[i], err = os.ReadFile(filepath.Join(folder, l.path)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(made[0], made[1]) {
		t.Error("two of the same differ")
	}
}

// Both readers find the very same values in a workload.
func TestReadersAgree(t *testing.T) {
	folder := t.TempDir()
	l := workload{path: "one.xlsx", files: 1, people: 30}
	if err := makeWorkload(folder, testRubric(t), l); err != nil {
		t.Fatal(err)
	}
	found := map[string]reading{}
	for _, name := range []string{"credit", "excelize", "inflate"} {
		r, err := read(name, filepath.Join(folder, l.path), name != "inflate")
		if err != nil {
			t.Fatal(err)
		}
		found[name] = r
	}
	own, other := found["credit"], found["excelize"]
	if own.Rows != 31 || own.Cells < 31*52 || own.Digest == 0 || own != other {
		t.Errorf("credit reads %v, excelize %v", own, other)
	}
	if found["inflate"].Bytes < 30_000 {
		t.Errorf("only %d bytes were inflated", found["inflate"].Bytes)
	}
}

func testRubric(t *testing.T) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func glob(t *testing.T, pattern string, want int) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) != want {
		t.Fatalf("%q, %v", paths, err)
	}
	return paths
}
