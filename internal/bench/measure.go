package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
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
	// written is the size of the results in bytes.
	written int64
}

// figure is what a program took for a workload: medians, and the largest peak.
type figure struct {
	entry
	usage
	runs int
	// came is what its results add up to.
	came sums
}

// A program is not run again once its runs took this long together: its
// median moves little then, and the whole must stay within minutes.
const (
	patience      = time.Minute
	shortPatience = 6 * time.Second
)

// compete runs entries in turns and keeps their figures; an entry that was
// measured before is not run again.
func (b *bench) compete(runs int, patience time.Duration, entries ...entry) ([]figure, error) {
	taken := make([][]usage, len(entries))
	figures := make([]figure, len(entries))
	spent := make([]time.Duration, len(entries))
	for run := range runs {
		for i, e := range entries {
			if _, measured := b.figures[e.key()]; measured || spent[i] > patience {
				continue
			}
			say(fmt.Sprintf("%s, run %d of %d", e.key(), run+1, runs))
			u, came, err := b.measure(e)
			if err != nil {
				return nil, err
			}
			if run > 0 && !came.equal(figures[i].came) {
				return nil, fmt.Errorf("%s comes to %v, then to %v", e.key(), figures[i].came, came)
			}
			figures[i].came = came
			taken[i] = append(taken[i], u)
			spent[i] += u.wall
		}
	}
	for i, e := range entries {
		if len(taken[i]) > 0 {
			b.figures[e.key()] = figure{e, middle(taken[i]), len(taken[i]), figures[i].came}
			b.report.add(b.figures[e.key()])
		}
		figures[i] = b.figures[e.key()]
	}
	return figures, nil
}

// measure runs an entry once; its results are gone afterwards.
func (b *bench) measure(e entry) (usage, sums, error) {
	under := b.folder
	if e.fast && b.fast != "" {
		under = b.fast
	}
	out, err := os.MkdirTemp(under, "out-")
	if err != nil {
		return usage{}, sums{}, err
	}
	defer os.RemoveAll(out)
	u, printed, err := b.timed(e.command(filepath.Join(out, "results")))
	if err == nil {
		u.written, err = size(out)
	}
	if err != nil || e.sums == nil {
		return u, sums{}, err
	}
	came, err := e.sums(printed)
	return u, came, err
}

// size is that of all files in a folder.
func size(folder string) (bytes int64, err error) {
	err = filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			bytes += info.Size()
		}
		return err
	})
	return bytes, err
}

// timed runs a command, and says what it took and what it printed.
func (b *bench) timed(command []string) (usage, []byte, error) {
	cmd := exec.CommandContext(b.ctx, command[0], command[1:]...)
	var printed, failed bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &failed
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if b.ctx.Err() != nil {
		return usage{}, nil, errors.New("interrupted")
	}
	if err != nil && !b.didItsWork(cmd) {
		return usage{}, nil, fmt.Errorf("%s: %w: %s", filepath.Base(command[0]), err, lastLine(failed.Bytes()))
	}
	state := cmd.ProcessState
	return usage{wall, state.UserTime() + state.SystemTime(), peakOf(state), 0}, printed.Bytes(), nil
}

// didItsWork reports credit's exit code for work that was done and found
// errors.
func (b *bench) didItsWork(cmd *exec.Cmd) bool {
	return (cmd.Path == b.credit || cmd.Path == b.profiled) && cmd.ProcessState != nil && cmd.ProcessState.ExitCode() == 1
}

func middle(runs []usage) usage {
	var wall, cpu []time.Duration
	var peak int64
	for _, u := range runs {
		wall, cpu = append(wall, u.wall), append(cpu, u.cpu)
		peak = max(peak, u.peak)
	}
	return usage{median(wall), median(cpu), peak, runs[0].written}
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	n := len(list)
	return (list[(n-1)/2] + list[n/2]) / 2
}
