// Command demo writes the two made-up submissions of testdata, from a fixed
// seed and to the same bytes every time:
//
//	go run ./internal/demo            # from the root of the repository
//
// schools.xlsx is a sound year of eleven counties, written in the many ways
// that the contract accepts; schools-faulty.xlsx is the same year with
// every fault that a single workbook can hold. Nobody in them exists.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

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
	for name, tables := range map[string][]*table{
		"schools.xlsx": sound(r), "schools-faulty.xlsx": faulty(r),
	} {
		data, err := write(tables)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
