package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// everyTeacher is how many teachers China has, about.
const everyTeacher = 19_000_000

// room is the disk space that a million people in and out need, with some to
// spare.
const room = 4 << 30

func (b *bench) enoughRoom() error {
	if free := freeSpace(b.folder); free >= 0 && free < room {
		return fmt.Errorf("%d GiB are free at %s, %d are needed: set TMPDIR, or leave the large ones out with -large=false",
			free>>30, b.folder, room>>30)
	}
	return nil
}

// measureMillion is the line "1,000,000 in one workbook".
func measureMillion(b *bench) error {
	small, err := b.scoredBig()
	if err != nil {
		return err
	}
	l := b.load("million")
	defer b.drop("million")
	f, c, _, err := b.scoreLarge(l)
	if err != nil {
		return err
	}
	if c != (counts{l.practitioners(), l.practitioners(), 0}) {
		return fmt.Errorf("the manifest counts %+v", c)
	}
	work := "score " + l.title
	b.report.judge(
		within(work, f.peak, 160),
		atMost(work, "against ten times the "+thousands(b.people)+", wall", f.wall, 10*small.wall, 1.2),
	)
	return nil
}

// measureNation is the line "19,000,000 in 190 workbooks", extrapolated from
// the ten that are measured.
func measureNation(b *bench) error {
	var taken [2]usage
	var loads [2]workload
	for i, name := range []string{"few", "many"} {
		l := b.load(name)
		f, c, printed, err := b.scoreLarge(l)
		if err != nil {
			return err
		}
		twice := l.repeated * (l.files - 1)
		if want := (counts{l.practitioners(), l.practitioners() - 2*twice, 2 * twice}); c != want {
			return fmt.Errorf("%s: the manifest counts %+v, not %+v", l.title, c, want)
		}
		if told := fmt.Sprintf("人员重复（%d 处）", 2*twice); !bytes.Contains(printed, []byte(told)) {
			return fmt.Errorf("%s: credit does not say %q", l.title, told)
		}
		taken[i], loads[i] = f.usage, l
		if err := b.drop(name); err != nil {
			return err
		}
	}
	few, many := loads[0], loads[1]
	e := extrapolate(taken[0], taken[1], few.practitioners(), many.practitioners(), everyTeacher)
	b.report.note("%s in %d workbooks, extrapolated: %s and %.1f GiB. Measured were %d workbooks (%s with duplicates among them: %s wall, %.0f MiB); "+
		"the time grows with the people, the memory by %.0f bytes a person, as it did from %d workbooks (%.0f MiB) to %d.",
		thousands(everyTeacher), everyTeacher/many.people, e.wall.Round(time.Second), float64(e.peak)/(1<<30), many.files,
		thousands(many.practitioners()), seconds(taken[1].wall)+" s", float64(taken[1].peak)/(1<<20),
		e.growth, few.files, float64(taken[0].peak)/(1<<20), many.files)
	return nil
}

// scoreLarge scores a large workload once, and returns with its figure what its
// manifest counts and what was printed.
func (b *bench) scoreLarge(l workload) (f figure, c counts, printed []byte, err error) {
	if err := b.enoughRoom(); err != nil {
		return f, c, nil, err
	}
	if err := b.need(l.name); err != nil {
		return f, c, nil, err
	}
	out := filepath.Join(b.folder, "large")
	defer func() { err = errors.Join(err, os.RemoveAll(out)) }()
	say(l.title + ": credit score, one run")
	e := entry{l.title, "credit score", nil, nil, false, false}
	u, stdout, err := b.timed([]string{b.credit, "score", b.data(l.path), "-o", out})
	if err != nil {
		return f, c, nil, err
	}
	if u.written, err = size(out); err != nil {
		return f, c, nil, err
	}
	f = figure{e, u, 1, sums{}}
	b.report.add(f)
	c, err = manifestCounts(out)
	return f, c, stdout, err
}
