package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// report is what was measured, in the order it came.
type report struct {
	verdicts []verdict
	figures  []figure
	notes    []string
	// floor is this process's own peak when the last figure was taken: a
	// child's can count it.
	floor int64
	// where says what the CPU time of the profiled workload went into.
	where    []share
	profiled string
	profiles int
}

func (r *report) judge(list ...verdict) {
	for _, v := range list {
		say(fmt.Sprintf("  %s, %s: %s, target %s: %s", v.work, v.measure, v.measured(), v.target(), v.ending()))
	}
	r.verdicts = append(r.verdicts, list...)
}

func (r *report) add(f figure) {
	r.figures = append(r.figures, f)
	r.floor = ownPeak()
}

func (r *report) note(format string, values ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, values...))
	say("  " + r.notes[len(r.notes)-1])
}

// measured is the value as text; a verdict without one was not measured.
func (v verdict) measured() string {
	if v.value == 0 {
		return "?"
	}
	return v.quantity(v.value)
}

// ending is the outcome with the note.
func (v verdict) ending() string {
	switch {
	case v.value == 0:
		return v.note
	case v.note != "":
		return v.outcome() + " (" + v.note + ")"
	}
	return v.outcome()
}

// print writes everything as Markdown: the targets, what the programs took, and
// where credit's time goes.
func (r *report) print(w io.Writer, machine string, b *bench) {
	fmt.Fprintf(w, "%s.\nMedians of the runs that the table counts, the largest peak", machine)
	if r.floor > 0 {
		fmt.Fprintf(w, "; one below %s MiB could not be told from the bench's own", mebibytes(r.floor))
	}
	fmt.Fprint(w, ".\n\n")
	if len(r.verdicts) > 0 {
		rows := [][]string{{"work", "measure", "target", "measured", ""}}
		for _, v := range r.verdicts {
			rows = append(rows, []string{v.work, v.measure, v.target(), v.measured(), v.ending()})
		}
		table(w, rows)
	}
	for _, note := range r.notes {
		fmt.Fprintf(w, "%s\n\n", note)
	}
	for _, aside := range []bool{false, true} {
		if rows := figureRows(r.figures, aside); len(rows) > 1 {
			table(w, rows)
		}
	}
	if len(r.where) > 0 {
		fmt.Fprintf(w, "Where the CPU time of `credit score` of %s goes (mean of profiles: %d):\n\n", r.profiled, r.profiles)
		table(w, shareRows(r.where, r.profiles))
	}
}

// figureRows has a workload's figures together, whenever they were taken; those
// without a target are in a table aside.
func figureRows(figures []figure, aside bool) [][]string {
	rows := [][]string{{"workload", "program", "runs", "wall s", "CPU s", "peak MiB", "written MiB"}}
	figures = slices.DeleteFunc(slices.Clone(figures), func(f figure) bool { return f.aside != aside })
	seen := map[string]bool{}
	for _, first := range figures {
		if seen[first.work] {
			continue
		}
		seen[first.work] = true
		work := first.work
		for _, f := range figures {
			if f.work != first.work {
				continue
			}
			rows = append(rows, []string{work, f.program, strconv.Itoa(f.runs), seconds(f.wall), seconds(f.cpu),
				mebibytes(f.peak), written(f.written)})
			work = ""
		}
	}
	return rows
}

func shareRows(list []share, runs int) [][]string {
	var sum time.Duration
	for _, s := range list {
		sum += s.cpu
	}
	rows := [][]string{{"part", "CPU s", "share"}}
	for _, s := range append(list, share{"together", sum}) {
		rows = append(rows, []string{s.part, fmt.Sprintf("%.2f", s.cpu.Seconds()/float64(runs)),
			fmt.Sprintf("%.0f%%", 100*s.cpu.Seconds()/sum.Seconds())})
	}
	return rows
}

// table writes a Markdown table, padded so that it reads as it is.
func table(w io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell), 3)
		}
	}
	for n, row := range rows {
		for i, cell := range row {
			fmt.Fprint(w, "| ", cell, strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)), " ")
		}
		fmt.Fprintln(w, "|")
		if n == 0 {
			for _, width := range widths {
				fmt.Fprint(w, "| ", strings.Repeat("-", width), " ")
			}
			fmt.Fprintln(w, "|")
		}
	}
	fmt.Fprintln(w)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

func mebibytes(n int64) string {
	if n == 0 {
		return "?"
	}
	return fmt.Sprintf("%.0f", float64(n)/(1<<20))
}

func written(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f", float64(n)/(1<<20))
}

// thousands writes 100000 as 100,000.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
