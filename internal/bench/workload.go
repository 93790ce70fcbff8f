package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"credit/internal/demo/year"
	"credit/internal/rubric"
	embedded "credit/rubric"
)

// workload is what the programs are given.
type workload struct {
	name          string
	path          string // file or folder, under the data folder
	files, people int    // people in each file
	// faulty says that every person has faults.
	faulty bool
	// next is the same people's submission of the next year, empty for none.
	next string
	// answers, where given, answers for the people in its own way.
	answers *year.Maker
}

func workloads(people int) []workload {
	return []workload{
		{"school: 60", "school.xlsx", 1, 60, false, "", nil},
		{"city: 300 × 40", "city", 300, 40, false, "", nil},
		{fmt.Sprintf("one sheet: %d", people), "big.xlsx", 1, people, false, "big-next.xlsx", nil},
		{"faulty school: 60", "faulty.xlsx", 1, 60, true, "", nil},
	}
}

// graded is where the results of a submission stand that other commands read.
func graded(data, path string) string { return filepath.Join(data, "graded", path) }

func (l workload) practitioners() int { return l.files * l.people }

// otherRules is the rubric that a simulation is by: some points more.
func otherRules(data string) string { return filepath.Join(data, "other.yaml") }

// seed is what the workloads are drawn from.
const seed = 44

func makeWorkloads(folder string, people int) error {
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		return err
	}
	other := strings.ReplaceAll(string(embedded.Yichun2024), "三等奖: 1,", "三等奖: 2,")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(otherRules(folder), []byte(other), 0o644); err != nil {
		return err
	}
	for _, load := range workloads(people) {
		maker := year.NewMaker(r, seed)
		path := filepath.Join(folder, load.path)
		if load.files == 1 {
			if err := makeFile(path, r, maker, 0, load); err != nil {
				return err
			}
			if load.next == "" {
				continue
			}
			// The same people once more, with the answers of others.
			load.answers = year.NewMaker(r, seed+1)
			if err := makeFile(filepath.Join(folder, load.next), r, year.NewMaker(r, seed), 0, load); err != nil {
				return err
			}
			continue
		}
		for i := range load.files {
			name := filepath.Join(path, fmt.Sprintf("school-%03d.xlsx", i+1))
			if err := makeFile(name, r, maker, i, load); err != nil {
				return err
			}
		}
	}
	return nil
}

// makeFile writes a school's submission; the big one has a school for every
// 60 people.
func makeFile(path string, r *rubric.Rubric, maker *year.Maker, number int, load workload) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(file, 1<<20)
	defer func() {
		if err == nil {
			err = buffer.Flush()
		}
		if closing := file.Close(); err == nil {
			err = closing
		}
	}()
	out, err := newSheetFile(buffer, r, load.people)
	if err != nil {
		return err
	}
	const schoolSize = 60
	for i := range load.people {
		at := number + i/schoolSize
		county := r.Counties.Names[at%len(r.Counties.Names)].Name
		school := year.School{County: county, Name: fmt.Sprintf("%s第%d学校", county, at+1), Kind: year.Primary}
		p := maker.Person(school)
		if load.answers != nil {
			p.Answers = load.answers.Person(school).Answers
		}
		if load.faulty {
			spoil(r, &p, i)
		}
		out.person(&p)
	}
	return out.close()
}

// spoil leaves blank or misspells some ten answers.
func spoil(r *rubric.Rubric, p *year.Person, i int) {
	for at := i % 4; at < len(p.Answers); at += 4 {
		if r.Indicators[at].Kind == rubric.Choice {
			p.Answers[at] = [...]string{"", "大概"}[at/4%2]
		}
	}
}
