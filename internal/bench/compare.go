package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
)

// sums are what a program's results add up to, the total in hundredths.
type sums struct {
	practitioners int
	total         int64
	grades        map[string]int
}

// compare holds the results of the programs against each other.
func compare(programs []program, load workload, data, folder string) error {
	input := filepath.Join(data, load.path)
	if load.faulty {
		return annotated(programs, load, input, folder)
	}
	var first sums
	for i, p := range programs {
		if !p.suits(load) || p.checks {
			continue
		}
		s, err := p.sums(input, folder)
		if err != nil {
			return err
		}
		if i == 0 {
			first = s
		} else if s.practitioners != first.practitioners || s.total != first.total || !maps.Equal(s.grades, first.grades) {
			return fmt.Errorf("%s: %s comes to %+v, %s to %+v", load.name, programs[0].name, first, p.name, s)
		}
	}
	if first.practitioners != load.practitioners() {
		return fmt.Errorf("%s: %d of %d were graded", load.name, first.practitioners, load.practitioners())
	}
	return nil
}

// annotated holds that the copy of a faulty workload is there.
func annotated(programs []program, load workload, input, folder string) error {
	for _, p := range programs {
		if !p.suits(load) {
			continue
		}
		out, err := os.MkdirTemp(folder, "check-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(out)
		if err := execute(exec.Command(p.path, p.arguments([]string{input}, filepath.Join(out, "results"))...)); err != nil {
			return err
		}
		copies, err := filepath.Glob(filepath.Join(out, "results", "*.xlsx"))
		if err != nil || len(copies) != load.files {
			return fmt.Errorf("%s: %d annotated copies (%v)", load.name, len(copies), err)
		}
	}
	return nil
}

// sums runs the program once more for what its results add up to: credit's
// JSON lines, or the sums that plain prints.
func (p program) sums(input, folder string) (sums, error) {
	out, err := os.MkdirTemp(folder, "check-")
	if err != nil {
		return sums{}, err
	}
	defer os.RemoveAll(out)
	arguments := p.arguments([]string{input}, filepath.Join(out, "results"))
	if p.name != "credit" {
		var printed bytes.Buffer
		cmd := exec.Command(p.path, arguments...)
		cmd.Stdout = &printed
		if err := execute(cmd); err != nil {
			return sums{}, err
		}
		return plainSums(printed.Bytes())
	}
	lines := filepath.Join(out, "lines.jsonl")
	if err := execute(exec.Command(p.path, append(arguments, "--json", lines)...)); err != nil {
		return sums{}, err
	}
	return lineSums(lines)
}

func plainSums(printed []byte) (sums, error) {
	var s struct {
		Practitioners int
		Total         float64
		Grades        map[string]int
	}
	err := json.Unmarshal(printed, &s)
	return sums{s.Practitioners, hundredths(s.Total), s.Grades}, err
}

func lineSums(path string) (sums, error) {
	file, err := os.Open(path)
	if err != nil {
		return sums{}, err
	}
	defer file.Close()
	s := sums{grades: map[string]int{}}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one struct {
			Status, Grade string
			Total         float64
		}
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return sums{}, err
		}
		if one.Status == "graded" {
			s.practitioners++
			s.total += hundredths(one.Total)
			s.grades[one.Grade]++
		}
	}
	return s, lines.Err()
}

func hundredths(points float64) int64 { return int64(math.Round(points * 100)) }
