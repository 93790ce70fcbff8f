package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// usage is what one run of a program took.
type usage struct {
	wall, cpu time.Duration
	// peak is the largest resident set in bytes, 0 where it is not known.
	peak int64
}

// line is what one program took for one workload: medians, and the largest
// peak.
type line struct {
	load    workload
	program string
	usage
}

// compete runs the programs on a workload, in turns.
func compete(programs []program, load workload, data, folder string, runs int) ([]line, error) {
	taken := map[string][]usage{}
	var names []string
	for run := range runs {
		for _, p := range programs {
			if !p.suits(load) {
				continue
			}
			say(fmt.Sprintf("%s, run %d of %d: %s", load.name, run+1, runs, p.name))
			u, err := p.measure(p.inputs(load, data), folder)
			if err != nil {
				return nil, err
			}
			if run == 0 {
				names = append(names, p.name)
			}
			taken[p.name] = append(taken[p.name], u)
		}
	}
	var lines []line
	for _, name := range names {
		lines = append(lines, line{load, name, middle(taken[name])})
	}
	return lines, nil
}

// measure runs the program once, into a new folder.
func (p program) measure(inputs []string, folder string) (usage, error) {
	out, err := os.MkdirTemp(folder, "out-")
	if err != nil {
		return usage{}, err
	}
	defer os.RemoveAll(out)
	cmd := exec.Command(p.path, p.arguments(inputs, filepath.Join(out, "results"))...)
	start := time.Now()
	err = execute(cmd)
	wall := time.Since(start)
	if err != nil {
		return usage{}, err
	}
	state := cmd.ProcessState
	return usage{wall, state.UserTime() + state.SystemTime(), peakOf(state)}, nil
}

func middle(runs []usage) usage {
	var wall, cpu []time.Duration
	var peak int64
	for _, u := range runs {
		wall, cpu = append(wall, u.wall), append(cpu, u.cpu)
		peak = max(peak, u.peak)
	}
	return usage{median(wall), median(cpu), peak}
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	n := len(list)
	return (list[(n-1)/2] + list[n/2]) / 2
}
