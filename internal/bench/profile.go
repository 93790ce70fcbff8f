package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// part is a part of the work that a profile is split into: every sample is the
// first part's of which a frame is found, going from the innermost frame out.
type part struct {
	name   string
	frames []string // what the frame's function or file contains
}

// innermost are told by the innermost frame that any of them knows.
var innermost = []part{
	{"inflate", []string{"compress/flate.(*decompressor)", "compress/flate.(*dictDecoder)", "compress/flate.(*huffmanDecoder)"}},
	{"deflate", []string{"klauspost/compress/flate.", "compress/flate.(*"}},
	{"write sheets", []string{"internal/xlsx/write", "internal/xlsx/zipwriter", "internal/xlsx/styles_write", "internal/xlsx/chart_write", "xuri/excelize"}},
	{"scan", []string{"credit/internal/xlsx."}},
	{"seal: records of rows", []string{"credit/internal/seal."}},
	{"summary", []string{"credit/internal/summary."}},
	{"read and judge answers", []string{"credit/internal/submission.", "credit/internal/fold.", "credit/internal/practitioner.", "credit/internal/finding."}},
	{"score, losses", []string{"credit/internal/score.", "credit/internal/points.", "credit/internal/rubric.", "credit/internal/result."}},
	{"rows of results", []string{"credit/internal/graded.", "credit/internal/sheet."}},
	{"garbage collector", []string{"runtime.gcBgMarkWorker", "runtime.bgsweep", "runtime.bgscavenge"}},
	{"rest of credit", []string{"credit/internal/"}},
	{"runtime, system", []string{""}},
}

// partOf is the part of the work that a sample is of, its innermost frame
// first. The garbage collector's help within an allocation is the caller's.
func partOf(stack []string) string {
	for _, frame := range stack {
		for _, p := range innermost[:len(innermost)-1] {
			if slices.ContainsFunc(p.frames, func(f string) bool { return strings.Contains(frame, f) }) {
				return p.name
			}
		}
	}
	return innermost[len(innermost)-1].name
}

// measureProfile says where the time of scoring 100,000 goes.
func measureProfile(b *bench) error {
	l := b.load("big")
	if err := b.need("big"); err != nil {
		return err
	}
	command := []string{"go", "tool", "pprof", "-traces", "-lines"}
	for run := range b.runs {
		say(fmt.Sprintf("%s: profile %d of %d", l.title, run+1, b.runs))
		path := filepath.Join(b.folder, fmt.Sprintf("profile-%d", run))
		if err := b.profile(l, path); err != nil {
			return err
		}
		command = append(command, path)
	}
	traces, err := b.execute(command...)
	if err != nil {
		return err
	}
	b.report.where, err = shares(traces)
	b.report.profiled = l.title
	b.report.profiles = b.runs
	return err
}

func (b *bench) profile(l workload, path string) error {
	out := filepath.Join(b.folder, "profiled-out")
	defer os.RemoveAll(out)
	if err := os.Setenv("CREDIT_BENCH_PROFILE", path); err != nil {
		return err
	}
	_, err := b.execute(b.profiled, "score", b.data(l.path), "-o", out, "-q")
	return err
}

// share is the CPU time of one part of the work.
type share struct {
	part string
	cpu  time.Duration
}

// shares adds up the samples that `go tool pprof -traces` prints: blocks parted
// by lines of dashes, in each the time and the innermost frame in the first
// line, then the frames that called it. The most comes first.
func shares(traces []byte) ([]share, error) {
	taken := map[string]time.Duration{}
	var stack []string
	var took time.Duration
	flush := func() {
		if len(stack) > 0 {
			taken[partOf(stack)] += took
		}
		stack = nil
	}
	lines := bufio.NewScanner(bytes.NewReader(traces))
	lines.Buffer(nil, 1<<20)
	begun := false
	for lines.Scan() {
		line := lines.Text()
		if strings.HasPrefix(line, "-----") {
			flush()
			begun = true
			continue
		}
		frame := strings.TrimSpace(line)
		if !begun || frame == "" {
			continue
		}
		if len(stack) == 0 {
			value, rest, _ := strings.Cut(frame, " ")
			var err error
			if took, err = time.ParseDuration(value); err != nil {
				return nil, fmt.Errorf("no time in %q", line)
			}
			frame = strings.TrimSpace(rest)
		}
		stack = append(stack, frame)
	}
	flush()
	var list []share
	for name, cpu := range taken {
		list = append(list, share{name, cpu})
	}
	slices.SortFunc(list, func(a, b share) int {
		if a.cpu != b.cpu {
			return int(b.cpu - a.cpu)
		}
		return strings.Compare(a.part, b.part)
	})
	return list, lines.Err()
}
