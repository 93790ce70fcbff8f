// Command demo writes the three made-up submissions of testdata, from a fixed
// seed and to the same bytes every time:
//
//	go run ./internal/demo            # from the root of the repository
//
// schools.xlsx is a sound year of eleven counties, written in the many ways
// that the contract accepts; schools-faulty.xlsx is the same year with
// every fault that a single workbook can hold; schools-2025.xlsx is what
// mostly the same people hand in a year later. Nobody in them exists.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"credit/internal/demo/year"
	"credit/internal/rubric"
	embedded "credit/rubric"
)

// workbook is one of the submissions: its name, its year, and what makes it.
type workbook struct {
	name string
	year int
	make func(*rubric.Rubric) []*table
}

var workbooks = []workbook{
	{"schools.xlsx", year.First, sound},
	{"schools-faulty.xlsx", year.First, faulty},
	{"schools-2025.xlsx", year.First + 1, next},
}

func main() {
	if err := run("testdata"); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, w := range workbooks {
		data, err := write(w.year, w.make(r))
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, w.name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
