package main

import "slices"

// measureCommands measures what has no target: the other commands, which read
// submissions, results or both.
func measureCommands(b *bench) error {
	if err := b.need("school", "city", "big", "next", "faulty"); err != nil {
		return err
	}
	for _, name := range []string{"school", "city", "big"} {
		l := b.load(name)
		if err := b.grade(l); err != nil {
			return err
		}
		if _, err := b.compete(b.runs, shortPatience, b.commandsOn(l)...); err != nil {
			return err
		}
	}
	faulty := b.load("faulty")
	annotate := b.command(faulty, "validate --annotate", func(out string) []string {
		return []string{"validate", b.data(faulty.path), "-q", "--annotate", out}
	})
	annotate.aside = true
	_, err := b.compete(b.runs, shortPatience, annotate)
	return err
}

func (b *bench) commandsOn(l workload) []entry {
	results, submissions := b.graded(l), b.data(l.path)
	run := func(name string, before []string, after func(out string) []string) entry {
		e := b.command(l, name, func(out string) []string { return slices.Concat(before, []string{"-q"}, after(out)) })
		e.aside = true
		return e
	}
	into := func(ending string) func(string) []string {
		return func(out string) []string { return []string{"-o", out + ending} }
	}
	nothing := func(string) []string { return nil }
	summary := b.summary(l)
	summary.aside = true
	list := []entry{
		run("validate", []string{"validate", submissions}, nothing),
		summary,
		run("simulate", []string{"simulate", results, "--rubric", b.otherRules()}, into(".xlsx")),
		run("export", []string{"export", results}, into(".csv")),
		run("verify", []string{"verify", results}, nothing),
		run("verify --inputs", []string{"verify", results, "--inputs", submissions}, nothing),
	}
	if l.files > 1 {
		list = append(list, run("notice", []string{"notice", results}, into("")))
	}
	return list
}
