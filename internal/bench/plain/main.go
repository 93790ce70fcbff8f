// Command plain scores submissions the way an ordinary program on excelize
// does: Rows to read, a straightforward scoring, StreamWriter to write. It is
// what internal/bench measures credit against. It trusts its input: it looks
// for no duplicates, checks no ID numbers, formats nothing and writes no
// findings. Beside the graded workbooks it writes a summary with a chart and a
// manifest, as the job wants.
//
//	plain [-workers N] -o OUT FILE|DIR
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// sums are what the results add up to, for the comparison.
type sums struct {
	Practitioners int            `json:"practitioners"`
	Total         float64        `json:"total"`
	Grades        map[string]int `json:"grades"`

	counties map[string]map[string]int
}

func newSums() *sums { return &sums{Grades: map[string]int{}, counties: map[string]map[string]int{}} }

func (t *sums) count(county, grade string, n int) {
	if t.counties[county] == nil {
		t.counties[county] = map[string]int{}
	}
	t.counties[county][grade] += n
}

func main() {
	out := flag.String("o", "out", "folder for the results")
	workers := flag.Int("workers", 1, "files at a time")
	flag.Parse()
	total, err := run(flag.Arg(0), *out, *workers)
	if err != nil {
		fmt.Fprintln(os.Stderr, "plain:", err)
		os.Exit(2)
	}
	if err := json.NewEncoder(os.Stdout).Encode(total); err != nil {
		os.Exit(2)
	}
}

func run(input, out string, workers int) (*sums, error) {
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	files, err := find(input)
	if err != nil {
		return nil, err
	}
	s := newScorer(r)
	total, err := all(s, files, out, workers)
	if err != nil {
		return nil, err
	}
	return total, s.summarise(total, files, out)
}

func find(input string) (files []string, err error) {
	err = filepath.WalkDir(input, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".xlsx") {
			files = append(files, path)
		}
		return err
	})
	return files, err
}

// all scores the files, so many at a time.
func all(s *scorer, files []string, out string, workers int) (*sums, error) {
	total := newSums()
	var lock sync.Mutex
	var failed error
	todo := make(chan string)
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for path := range todo {
				one, err := s.file(path, out)
				lock.Lock()
				if err != nil && failed == nil {
					failed = fmt.Errorf("%s: %w", path, err)
				}
				total.add(one)
				lock.Unlock()
			}
		})
	}
	for _, path := range files {
		todo <- path
	}
	close(todo)
	running.Wait()
	return total, failed
}

func (t *sums) add(one *sums) {
	if one == nil {
		return
	}
	t.Practitioners += one.Practitioners
	t.Total += one.Total
	for grade, n := range one.Grades {
		t.Grades[grade] += n
	}
	for county, grades := range one.counties {
		for grade, n := range grades {
			t.count(county, grade, n)
		}
	}
}
