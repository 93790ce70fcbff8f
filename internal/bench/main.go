// Command bench measures credit against a plain program on excelize, on
// workloads that it makes itself:
//
//	go run ./internal/bench [-people N] [-runs N]    # from the root of the repository
//
// Both programs run as whole processes, in turns, into a new folder each
// time. What they come to must agree, or the figures mean nothing and the
// command fails. credit does more than the plain program: it checks and
// reports, looks for duplicates, and writes a summary and a manifest.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
)

func main() {
	people := flag.Int("people", 100_000, "practitioners in the one big workbook")
	runs := flag.Int("runs", 3, "runs of each program on each workload")
	into := flag.String("make", "", "only make the workloads, in this folder (used by the command itself)")
	flag.Parse()
	var err error
	switch {
	case flag.NArg() > 0 || *people < 1 || *runs < 1:
		flag.Usage()
		os.Exit(2)
	case *into != "":
		err = makeWorkloads(*into, *people)
	default:
		err = bench(*people, *runs)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench builds, makes, measures, checks and prints.
func bench(people, runs int) error {
	folder, err := os.MkdirTemp("", "credit-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	programs, err := build(folder)
	if err != nil {
		return err
	}
	// The workloads are made by another process: a child's peak memory can
	// count its parent's, so this one stays small.
	self, err := os.Executable()
	if err != nil {
		return err
	}
	say("making the workloads")
	data := filepath.Join(folder, "data")
	if err := execute(exec.Command(self, "-make", data, "-people", fmt.Sprint(people))); err != nil {
		return err
	}
	var lines []line
	loads := workloads(people)
	if err := grade(programs[0], loads, data); err != nil {
		return err
	}
	for _, load := range loads {
		measured, err := compete(programs, load, data, folder, runs)
		if err != nil {
			return err
		}
		lines = append(lines, measured...)
	}
	for _, load := range loads {
		say("comparing the results of " + load.name)
		if err := compare(programs, load, data, folder); err != nil {
			return err
		}
	}
	printTable(lines, runs)
	return nil
}

// program is one of the programs that compete.
type program struct {
	name string
	// arguments are those for inputs and an output folder.
	arguments func(inputs []string, output string) []string
	path      string
	// suits says which workloads it runs on.
	suits func(workload) bool
	// checks says that it only checks and comes to no results.
	checks bool
	// results says that it reads results instead of submissions.
	results bool
}

// inputs are what the program reads of a workload: the submissions, or the
// results of one year or two and then the submissions.
func (p program) inputs(load workload, data string) []string {
	submissions := filepath.Join(data, load.path)
	switch {
	case !p.results:
		return []string{submissions}
	case load.next == "":
		return []string{graded(data, load.path), submissions}
	}
	return []string{graded(data, load.path), graded(data, load.next), submissions}
}

func sound(l workload) bool { return !l.faulty }

func faulty(l workload) bool { return l.faulty }

func several(l workload) bool { return sound(l) && l.files > 1 }

func build(folder string) ([]program, error) {
	suffix := ""
	if runtime.GOOS == "windows" {
		suffix = ".exe"
	}
	credit, plain := filepath.Join(folder, "credit"+suffix), filepath.Join(folder, "plain"+suffix)
	for path, source := range map[string]string{credit: "./cmd/credit", plain: "./internal/bench/plain"} {
		say("building " + source)
		if err := execute(exec.Command("go", "build", "-o", path, source)); err != nil {
			return nil, err
		}
	}
	workers := fmt.Sprint(runtime.GOMAXPROCS(0))
	one := func(before []string, after ...string) func([]string, string) []string {
		return func(in []string, _ string) []string { return slices.Concat(before, in[:1], after) }
	}
	return []program{
		{"credit", func(in []string, out string) []string { return []string{"score", in[0], "-o", out, "--force", "-q"} }, credit, sound, false, false},
		{"credit validate", one([]string{"validate"}, "-q"), credit, sound, true, false},
		{"credit validate --annotate", func(in []string, out string) []string { return []string{"validate", in[0], "-q", "--annotate", out} }, credit, faulty, true, false},
		{"credit summary", func(in []string, out string) []string { return []string{"summary", in[0], "-q", "-o", out + ".xlsx"} }, credit, sound, true, true},
		{"credit diff", func(in []string, out string) []string {
			return []string{"diff", in[0], in[1], "-q", "-o", out + ".xlsx"}
		}, credit, twoYears, true, true},
		{"credit simulate", func(in []string, out string) []string {
			return []string{"simulate", in[0], "-q", "--rubric", otherRules(filepath.Dir(filepath.Dir(in[0]))), "-o", out + ".xlsx"}
		}, credit, sound, true, true},
		{"credit export", func(in []string, out string) []string { return []string{"export", in[0], "-q", "-o", out + ".csv"} }, credit, sound, true, true},
		{"credit notice", func(in []string, out string) []string { return []string{"notice", in[0], "-q", "-o", out} }, credit, several, true, true},
		{"credit verify", one([]string{"verify"}, "-q"), credit, sound, true, true},
		{"credit verify --inputs", func(in []string, _ string) []string {
			return []string{"verify", in[0], "-q", "--inputs", in[len(in)-1]}
		}, credit, sound, true, true},
		{"plain", func(in []string, out string) []string { return []string{"-o", out, in[0]} }, plain, sound, false, false},
		{"plain ×" + workers, func(in []string, out string) []string { return []string{"-workers", workers, "-o", out, in[0]} }, plain, several, false, false},
	}, nil
}

func twoYears(l workload) bool { return l.next != "" }

// grade makes the results that some programs read.
func grade(credit program, loads []workload, data string) error {
	for _, load := range loads {
		for _, path := range []string{load.path, load.next} {
			if load.faulty || path == "" {
				continue
			}
			say("grading " + path)
			arguments := []string{"score", filepath.Join(data, path), "-o", graded(data, path), "-q"}
			if err := execute(exec.Command(credit.path, arguments...)); err != nil {
				return err
			}
		}
	}
	return nil
}

// execute runs a command; one that did its work and found errors exits 1.
func execute(cmd *exec.Cmd) error {
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 1 {
		return fmt.Errorf("%s: %w", filepath.Base(cmd.Path), err)
	}
	return nil
}

func say(text string) { fmt.Fprintln(os.Stderr, text) }
