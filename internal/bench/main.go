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
	// arguments are those for an input and an output folder.
	arguments func(input, output string) []string
	path      string
	// suits says which workloads it runs on.
	suits func(workload) bool
	// checks says that it only checks and comes to no results.
	checks bool
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
	return []program{
		{"credit", func(in, out string) []string { return []string{"score", in, "-o", out, "--force", "-q"} }, credit, sound, false},
		{"credit validate", func(in, _ string) []string { return []string{"validate", in, "-q"} }, credit, sound, true},
		{"credit validate --annotate", func(in, out string) []string { return []string{"validate", in, "-q", "--annotate", out} }, credit, faulty, true},
		{"plain", func(in, out string) []string { return []string{"-o", out, in} }, plain, sound, false},
		{"plain ×" + workers, func(in, out string) []string { return []string{"-workers", workers, "-o", out, in} }, plain, several, false},
	}, nil
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
