// Command bench measures credit, on workloads that it makes itself, against
// the targets of the project, and against two ordinary programs for the same
// work, one on excelize (internal/bench/plain) and one in Python (plain.py):
//
//	go run ./internal/bench    # from the root of the repository
//
//	-only NAMES    only these scenarios, parted by commas
//	-large=false   without the scenarios of a million people
//	-people N      practitioners of the one big workbook; for a quick trial
//	-runs N        runs of each program on each workload
//
// Every program runs as a whole process, in turns with the others, into a new
// folder each time. What they come to must agree, or the figures mean nothing
// and the command fails. credit does more than the others: it checks and
// reports, looks for duplicates, formats, and writes a summary and a manifest
// with a record of every row. Standard output is Markdown for the README.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

func main() {
	o := options{}
	flag.IntVar(&o.people, "people", 100_000, "practitioners in the one big workbook")
	flag.IntVar(&o.runs, "runs", 3, "runs of each program on each workload")
	flag.BoolVar(&o.large, "large", true, "measure a million people as well")
	only := flag.String("only", "", "measure only these, parted by commas: "+scenarioNames())
	into := flag.String("make", "", "only make the workloads named by the arguments, in this folder (used by the command itself)")
	reader := flag.String("child", "", "only read the workbook named by the argument in this way (used by the command itself)")
	cells := flag.Int("cells", 0, "only compare the graded workbooks of so many people in the folders named (used by the command itself)")
	digest := flag.Bool("digest", false, "with -child: print a digest of the values")
	flag.Parse()
	if *only != "" {
		o.only = strings.Split(*only, ",")
	}
	var err error
	switch {
	case *into != "":
		err = makeWorkloads(*into, o.people, flag.Args())
	case *reader != "":
		err = child(*reader, flag.Arg(0), *digest)
	case *cells > 0:
		err = compareCells(*cells, flag.Args())
	case flag.NArg() > 0 || o.people < 100 || o.runs < 1 || !known(o.only):
		flag.Usage()
		os.Exit(2)
	default:
		err = run(o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures and prints; what it wrote is gone afterwards, also when it is
// interrupted. A scenario that fails keeps no other from being measured, but
// the command fails in the end.
func run(o options) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	b, err := newBench(ctx, o)
	if err != nil {
		return err
	}
	defer b.close()
	before := machine(b.folder)
	var failed error
	for _, s := range scenarios {
		if !b.wants(s) {
			continue
		}
		say("— " + s.name)
		err := s.measure(b)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			err = fmt.Errorf("%s: %w", s.name, err)
			b.report.note("**Failed**: %v", err)
			failed = errors.Join(failed, err)
		}
	}
	b.report.print(os.Stdout, before, b)
	return failed
}

func say(text string) { fmt.Fprintln(os.Stderr, text) }
