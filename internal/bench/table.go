package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// printTable prints what was measured, and how many times as much the plain
// program takes.
func printTable(lines []line, runs int) {
	fmt.Printf("%s/%s, %d cores, %s, median of %d runs\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), runs)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(cells ...string) { fmt.Fprintln(w, strings.Join(cells, "\t")+"\t") }
	row("workload", "program", "practitioners/s", "wall s", "CPU s", "peak MiB", "wall ratio", "CPU ratio", "peak ratio")
	var own line
	for _, l := range lines {
		cells := []string{l.load.name, l.program, fmt.Sprintf("%.0f", float64(l.load.practitioners())/l.wall.Seconds()),
			seconds(l.wall), seconds(l.cpu), mebibytes(l.peak)}
		if l.program == "credit" {
			own = l
			row(append(cells, "", "", "")...)
			continue
		}
		row(append(cells, ratio(float64(l.wall), float64(own.wall)), ratio(float64(l.cpu), float64(own.cpu)),
			ratio(float64(l.peak), float64(own.peak)))...)
	}
	w.Flush()
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

func mebibytes(n int64) string {
	if n == 0 {
		return "?"
	}
	return fmt.Sprintf("%.0f", float64(n)/(1<<20))
}

func ratio(a, b float64) string {
	if a == 0 || b == 0 {
		return "?"
	}
	return fmt.Sprintf("×%.1f", a/b)
}
