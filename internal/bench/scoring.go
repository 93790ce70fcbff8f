package main

import "fmt"

// measureScoring is the line "score 100,000 in one workbook".
func measureScoring(b *bench) error {
	l := b.load("big")
	f, err := b.race(l, b.scoring(l))
	if err != nil {
		return err
	}
	credit, plain := f[0], f[1]
	work := "score " + l.title
	b.report.judge(
		faster(work, "against plain excelize, wall", credit.wall, plain.wall, 12),
		faster(work, "against plain excelize, CPU", credit.cpu, plain.cpu, 10),
		within(work, credit.peak, 48),
	)
	b.againstScript(work, credit, f, 25)
	return nil
}

// measureCity is the line "score a city, 300 × 40". Its results are written to
// memory too, which shows what waiting for the disk costs.
func measureCity(b *bench) error {
	l := b.load("city")
	f, err := b.race(l, b.scoring(l, "--jobs", fmt.Sprint(twoWorkers)))
	if err != nil {
		return err
	}
	credit, plain, two := f[0], f[1], f[2]
	if b.fast != "" {
		quick := b.scoring(l, "--jobs", fmt.Sprint(twoWorkers))
		quick.program, quick.fast = "credit score, results in memory", true
		if _, err := b.compete(b.runs, patience, quick); err != nil {
			return err
		}
	}
	work := "score a " + l.title
	b.report.judge(
		faster(work, "against plain excelize with 1 worker, CPU", credit.cpu, plain.cpu, 4),
		faster(work, "against plain excelize, 2 workers each, wall", credit.wall, two.wall, 5),
		within(work, credit.peak, 48),
	)
	b.againstScript(work, credit, f, 15)
	return nil
}

// measureSchool is the line "one school of 60, whole process": many runs, for
// they are short, into a folder where syncing to disk costs nothing.
func measureSchool(b *bench) error {
	const runs = 20
	l := b.load("school")
	if err := b.need("school"); err != nil {
		return err
	}
	if err := b.sameCells(l, append([]entry{b.scoring(l)}, b.competitors(l)...)...); err != nil {
		return err
	}
	quick := b.scoring(l)
	note := "results on disk, syncing included"
	if b.fast != "" {
		quick.program, quick.fast, note = "credit score, results in memory", true, "results in memory"
	}
	others := b.competitors(l)
	f, err := b.compete(runs, shortPatience, append([]entry{quick}, others...)...)
	if err != nil {
		return err
	}
	if _, err := b.compete(runs, shortPatience, b.scoring(l)); err != nil {
		return err
	}
	if err := b.agree(l, f[1:]); err != nil {
		return err
	}
	b.report.judge(verdict{work: "score a " + l.title, measure: "whole process, wall", value: f[0].wall.Seconds() * 1000,
		bound: 25, unit: "ms", note: note})
	return nil
}

// race measures credit and its competitors on a workload, credit first, and
// holds their results against each other.
func (b *bench) race(l workload, credit entry) ([]figure, error) {
	if err := b.need(l.name); err != nil {
		return nil, err
	}
	f, err := b.compete(b.runs, patience, append([]entry{credit}, b.competitors(l)...)...)
	if err != nil {
		return nil, err
	}
	return f, b.agree(l, f[1:])
}

// againstScript judges by the last of the figures, the Python script's, where
// there is a Python.
func (b *bench) againstScript(work string, credit figure, f []figure, bound float64) {
	v := verdict{work: work, measure: "against openpyxl + XlsxWriter, wall", bound: bound, least: true, unit: "×"}
	if b.python == "" {
		v.note = "not measured: no Python with openpyxl and xlsxwriter"
	} else {
		v = faster(work, v.measure, credit.wall, f[len(f)-1].wall, bound)
	}
	b.report.judge(v)
}

// scoredBig is what scoring the big workbook takes, measured where it was not
// yet.
func (b *bench) scoredBig() (figure, error) {
	l := b.load("big")
	if err := b.need("big"); err != nil {
		return figure{}, err
	}
	f, err := b.compete(b.runs, patience, b.scoring(l))
	if err != nil {
		return figure{}, err
	}
	return f[0], nil
}

// measureReports is the line "summary and diff of 100,000".
func measureReports(b *bench) error {
	score, err := b.scoredBig()
	if err != nil {
		return err
	}
	old, next := b.load("big"), b.load("next")
	if err := b.need("next"); err != nil {
		return err
	}
	for _, l := range []workload{old, next} {
		if err := b.grade(l); err != nil {
			return err
		}
	}
	f, err := b.compete(b.runs, patience, b.summary(old), b.diff(old, next))
	if err != nil {
		return err
	}
	for i, name := range []string{"summary", "diff"} {
		b.report.judge(atMost(name+" of "+old.title, "against scoring them, wall", f[i].wall, score.wall, 1))
	}
	return nil
}

func (b *bench) summary(l workload) entry {
	return b.command(l, "summary", func(out string) []string {
		return []string{"summary", b.graded(l), "-q", "-o", out + ".xlsx"}
	})
}

func (b *bench) diff(old, next workload) entry {
	return b.command(old, "diff, two years", func(out string) []string {
		return []string{"diff", b.graded(old), b.graded(next), "-q", "-o", out + ".xlsx"}
	})
}
