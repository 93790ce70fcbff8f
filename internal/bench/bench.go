package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// options are the command's flags.
type options struct {
	people, runs int
	large        bool
	only         []string
}

// bench is one run of the benchmark.
type bench struct {
	options
	ctx context.Context
	// self is this program, which makes the workloads and reads them, in
	// processes of their own: a child's peak memory can count its parent's, so
	// this one stays small.
	self string
	// folder holds programs, workloads and results; fast is a folder where
	// syncing to disk costs nothing, empty where there is none.
	folder, fast string
	programs
	figures map[string]figure
	made    map[string]bool
	report  report
}

// scenario is a line of the targets, or what explains one.
type scenario struct {
	name    string
	large   bool
	measure func(*bench) error
}

var scenarios = []scenario{
	{"read", false, measureReading},
	{"score", false, measureScoring},
	{"city", false, measureCity},
	{"school", false, measureSchool},
	{"million", true, measureMillion},
	{"nation", true, measureNation},
	{"reports", false, measureReports},
	{"commands", false, measureCommands},
	{"profile", false, measureProfile},
}

func scenarioNames() string {
	var names []string
	for _, s := range scenarios {
		names = append(names, s.name)
	}
	return strings.Join(names, ", ")
}

func known(names []string) bool {
	for _, name := range names {
		if !slices.ContainsFunc(scenarios, func(s scenario) bool { return s.name == name }) {
			return false
		}
	}
	return true
}

func (b *bench) wants(s scenario) bool {
	if len(b.only) > 0 {
		return slices.Contains(b.only, s.name)
	}
	return b.large || !s.large
}

// newBench builds the programs in a folder of its own.
func newBench(ctx context.Context, o options) (*bench, error) {
	b := &bench{options: o, ctx: ctx, figures: map[string]figure{}, made: map[string]bool{}}
	var err error
	if b.self, err = os.Executable(); err != nil {
		return nil, err
	}
	if b.folder, err = os.MkdirTemp("", "credit-bench-"); err != nil {
		return nil, err
	}
	b.fast = memoryFolder()
	if err := b.build(); err != nil {
		return nil, errors.Join(err, b.close())
	}
	return b, nil
}

// memoryFolder is a new folder on a file system in memory, where there is one.
func memoryFolder() string {
	const shared = "/dev/shm"
	if runtime.GOOS != "linux" || fileSystem(shared) != "tmpfs" {
		return ""
	}
	folder, err := os.MkdirTemp(shared, "credit-bench-")
	if err != nil {
		return ""
	}
	return folder
}

func (b *bench) close() error {
	err := os.RemoveAll(b.folder)
	if b.fast != "" {
		err = errors.Join(err, os.RemoveAll(b.fast))
	}
	return err
}

// data is where a workload or the like stands.
func (b *bench) data(path ...string) string {
	return filepath.Join(append([]string{b.folder, "data"}, path...)...)
}

// need makes the workloads that are not there yet.
func (b *bench) need(names ...string) error {
	var missing []string
	for _, name := range names {
		if !b.made[name] {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	say("making " + strings.Join(missing, ", "))
	if err := b.makeInChild(missing); err != nil {
		return err
	}
	for _, name := range missing {
		b.made[name] = true
	}
	return nil
}

// drop removes a workload that no other scenario reads.
func (b *bench) drop(name string) error {
	delete(b.made, name)
	return os.RemoveAll(b.data(workloadOf(name, b.people).path))
}
