package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// programs are what competes. python is empty where no Python has both
// modules; its script needs the rubric as JSON.
type programs struct {
	credit, plain, profiled string
	python, script, rules   string
}

// build builds the programs from the repository that this one is run in.
func (b *bench) build() error {
	suffix := ""
	if runtime.GOOS == "windows" {
		suffix = ".exe"
	}
	for _, p := range []struct {
		path   *string
		source string
	}{{&b.credit, "./cmd/credit"}, {&b.plain, "./internal/bench/plain"}, {&b.profiled, "./internal/bench/profiled"}} {
		say("building " + p.source)
		*p.path = filepath.Join(b.folder, filepath.Base(p.source)+suffix)
		if _, err := b.execute("go", "build", "-trimpath", "-o", *p.path, p.source); err != nil {
			return err
		}
	}
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		return err
	}
	b.script = filepath.Join("internal", "bench", "plain.py")
	b.rules = filepath.Join(b.folder, "rules.json")
	b.python = b.findPython()
	return writePyRubric(b.rules, r)
}

// findPython is a Python with both modules, empty where there is none.
func (b *bench) findPython() string {
	for _, name := range []string{"python3", "/usr/bin/python3", "python"} {
		if _, err := exec.CommandContext(b.ctx, name, "-c", "import openpyxl, xlsxwriter").Output(); err == nil {
			return name
		}
	}
	return ""
}

// execute runs a command and returns what it printed; one that did its work
// and found errors exits 1.
func (b *bench) execute(command ...string) ([]byte, error) {
	_, printed, err := b.timed(command)
	return printed, err
}

func (b *bench) makeInChild(names []string) error {
	command := []string{b.self, "-make", b.data(), "-people", strconv.Itoa(b.people)}
	_, err := b.execute(append(command, names...)...)
	return err
}

// entry is one program's work on one workload.
type entry struct {
	work, program string
	// command is what is run for a path where results may go.
	command func(out string) []string
	// sums reads what the results add up to, nil where there are none to add;
	// printed is what the command wrote to standard output.
	sums func(printed []byte) (sums, error)
	// fast puts the results where syncing costs nothing.
	fast bool
	// aside is for the table of what has no target.
	aside bool
}

func (e entry) key() string { return e.work + ": " + e.program }

func (b *bench) scoring(l workload, flags ...string) entry {
	return entry{l.title, "credit score", func(out string) []string {
		return slices.Concat([]string{b.credit, "score", b.data(l.path), "-o", out, "-q"}, flags)
	}, nil, false, false}
}

// plainly is the plain program on excelize with so many workers.
func (b *bench) plainly(l workload, workers int) entry {
	name := "plain excelize"
	if workers > 1 {
		name += fmt.Sprintf(", %d workers", workers)
	}
	return entry{l.title, name, func(out string) []string {
		return []string{b.plain, "-workers", strconv.Itoa(workers), "-o", out, b.data(l.path)}
	}, plainSums, false, false}
}

// scripted is the script on openpyxl and XlsxWriter.
func (b *bench) scripted(l workload) entry {
	return entry{l.title, "openpyxl + XlsxWriter", func(out string) []string {
		return []string{b.python, "-W", "ignore", b.script, b.rules, out, b.data(l.path)}
	}, plainSums, false, false}
}

// command is another command of credit; arguments are for a path it may write.
func (b *bench) command(l workload, name string, arguments func(out string) []string) entry {
	return entry{l.title, "credit " + name, func(out string) []string {
		return append([]string{b.credit}, arguments(out)...)
	}, nil, false, false}
}

// twoWorkers are what the targets of a city are for.
const twoWorkers = 2

// competitors are the others that score, as far as they are there.
func (b *bench) competitors(l workload) []entry {
	list := []entry{b.plainly(l, 1)}
	if l.files > 1 {
		list = append(list, b.plainly(l, twoWorkers))
	}
	if b.python != "" {
		list = append(list, b.scripted(l))
	}
	return list
}

// graded is where credit's results of a workload stand that other commands
// read.
func (b *bench) graded(l workload) string { return b.data("graded", l.path) }

// grade makes results that other commands read.
func (b *bench) grade(l workload) error {
	if _, err := os.Stat(b.graded(l)); err == nil {
		return nil
	}
	say("grading " + l.title)
	_, err := b.execute(b.scoring(l).command(b.graded(l))...)
	return err
}

// lastLine cuts what a program printed down to what an error may quote.
func lastLine(text []byte) string {
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	return string(lines[len(lines)-1])
}
