package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
)

// sums are what a program's results add up to, the total in hundredths.
type sums struct {
	practitioners int
	total         int64
	grades        map[string]int
}

func (s sums) equal(o sums) bool {
	return s.practitioners == o.practitioners && s.total == o.total && maps.Equal(s.grades, o.grades)
}

// agree holds the results of the others, as they added them up while they were
// measured, against those of credit, run once more for its JSON lines.
func (b *bench) agree(l workload, others []figure) error {
	say("comparing the results of " + l.title)
	out, err := os.MkdirTemp(b.folder, "check-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(out)
	lines := filepath.Join(out, "lines.jsonl")
	if _, err := b.execute(b.scoring(l, "--json", lines).command(filepath.Join(out, "results"))...); err != nil {
		return err
	}
	own, err := lineSums(lines)
	if err != nil {
		return err
	}
	if own.practitioners != l.practitioners() {
		return fmt.Errorf("%d of %d were graded", own.practitioners, l.practitioners())
	}
	for _, f := range others {
		if !f.came.equal(own) {
			return fmt.Errorf("%s comes to %v, credit to %v", f.key(), f.came, own)
		}
	}
	return nil
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

// counts are those at the head of a manifest.
type counts struct{ rows, graded, held int }

// manifestCounts reads the head of a folder's manifest, which may be as large
// as the results.
func manifestCounts(folder string) (c counts, err error) {
	file, err := os.Open(filepath.Join(folder, "manifest.json"))
	if err != nil {
		return c, err
	}
	defer file.Close()
	wanted := map[string]*int{"rows": &c.rows, "graded": &c.graded, "held": &c.held}
	d := json.NewDecoder(file)
	if _, err := d.Token(); err != nil {
		return c, err
	}
	for len(wanted) > 0 && d.More() {
		key, err := d.Token()
		if err != nil {
			return c, err
		}
		name, _ := key.(string)
		var other json.RawMessage
		if place := wanted[name]; place != nil {
			err = d.Decode(place)
			delete(wanted, name)
		} else {
			err = d.Decode(&other)
		}
		if err != nil {
			return c, err
		}
	}
	if len(wanted) > 0 {
		return c, errors.New("the manifest has no counts")
	}
	return c, nil
}
