package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"credit/internal/demo/year"
	"credit/internal/rubric"
	embedded "credit/rubric"
)

// workload is what the programs are given.
type workload struct {
	name          string // as the arguments of -make name it
	title         string
	path          string // file or folder, under the data folder
	files, people int    // people in each file
	// faulty says that every person has faults.
	faulty bool
	// another is a seed for other answers of the same people, 0 for none.
	another uint64
	// repeated is how many people of each file but the first stood in the one
	// before already.
	repeated int
}

func workloads(people int) []workload {
	return []workload{
		{name: "school", title: "school of 60", path: "school.xlsx", files: 1, people: 60},
		{name: "city", title: "city, 300 × 40", path: "city", files: 300, people: 40},
		{name: "big", title: thousands(people) + " in one workbook", path: "big.xlsx", files: 1, people: people},
		// The same people once more, with the answers of others.
		{name: "next", title: thousands(people) + ", next year", path: "big-next.xlsx", files: 1, people: people, another: seed + 1},
		{name: "faulty", title: "faulty school of 60", path: "faulty.xlsx", files: 1, people: 60, faulty: true},
		{name: "million", title: thousands(10*people) + " in one workbook", path: "million.xlsx", files: 1, people: 10 * people},
		{name: "few", title: fmt.Sprintf("%d × %s", fewFiles(), thousands(people)), path: "few", files: fewFiles(), people: people, repeated: 5},
		{name: "many", title: fmt.Sprintf("%d × %s", manyFiles, thousands(people)), path: "many", files: manyFiles, people: people, repeated: 5},
	}
}

// manyFiles are the workbooks of the large folder; fewFiles keep every worker
// busy, so that what the many need more is what people cost, not workers.
const manyFiles = 10

func fewFiles() int { return min(max(2, runtime.GOMAXPROCS(0)), manyFiles/2) }

func workloadOf(name string, people int) workload {
	for _, l := range workloads(people) {
		if l.name == name {
			return l
		}
	}
	panic("no workload " + name)
}

func (b *bench) load(name string) workload { return workloadOf(name, b.people) }

func (l workload) practitioners() int { return l.files * l.people }

// otherRules is the rubric that a simulation is by: some points more.
func (b *bench) otherRules() string { return b.data("other.yaml") }

// seed is what the workloads are drawn from.
const seed = 44

// makeWorkloads writes the named workloads into a folder.
func makeWorkloads(folder string, people int, names []string) error {
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		return err
	}
	other := strings.ReplaceAll(string(embedded.Yichun2024), "三等奖: 1,", "三等奖: 2,")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "other.yaml"), []byte(other), 0o644); err != nil {
		return err
	}
	for _, name := range names {
		if err := makeWorkload(folder, r, workloadOf(name, people)); err != nil {
			return err
		}
	}
	return nil
}

func makeWorkload(folder string, r *rubric.Rubric, load workload) error {
	crowd := &crowd{rubric: r, load: load, maker: year.NewMaker(r, seed)}
	if load.another != 0 {
		crowd.answers = year.NewMaker(r, load.another)
	}
	path := filepath.Join(folder, load.path)
	if load.files == 1 {
		return crowd.makeFile(path)
	}
	for i := range load.files {
		if err := crowd.makeFile(filepath.Join(path, fmt.Sprintf("school-%03d.xlsx", i+1))); err != nil {
			return err
		}
	}
	return nil
}

// crowd are the people of a workload, one after the other.
type crowd struct {
	rubric         *rubric.Rubric
	load           workload
	maker, answers *year.Maker
	// files counts those made, made the people of the one being made.
	files, made int
	// last are the people of the file before that stand in the next as well.
	last, repeat []year.Person
}

// schoolSize is how many people of a big file are of one school.
const schoolSize = 60

// next is the next person of the file being made.
func (c *crowd) next() year.Person {
	i := c.made
	c.made++
	if i < len(c.repeat) {
		return c.repeat[i]
	}
	at := c.files + i/schoolSize
	county := c.rubric.Counties.Names[at%len(c.rubric.Counties.Names)].Name
	school := year.School{County: county, Name: fmt.Sprintf("%s第%d学校", county, at+1), Kind: year.Primary}
	p := c.maker.Person(school)
	if c.answers != nil {
		p.Answers = c.answers.Person(school).Answers
	}
	if c.load.faulty {
		spoil(c.rubric, &p, i)
	}
	if c.load.people-i <= c.load.repeated {
		c.last = append(c.last, p)
	}
	return p
}

// turn goes on to the next file.
func (c *crowd) turn() {
	c.files++
	c.made, c.repeat, c.last = 0, c.last, nil
}

// makeFile writes a file of the crowd's next people; a big one has a school for
// every 60 of them.
func (c *crowd) makeFile(path string) (err error) {
	defer c.turn()
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
	out, err := newSheetFile(buffer, c.rubric, c.load.people)
	if err != nil {
		return err
	}
	for range c.load.people {
		p := c.next()
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
