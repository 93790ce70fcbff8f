package main

import (
	"encoding/json"
	"fmt"
)

// measureReading is the line "read 100,000 × 52": credit's reader, excelize's,
// and inflating alone.
func measureReading(b *bench) error {
	l := b.load("big")
	if err := b.need("big"); err != nil {
		return err
	}
	if err := b.sameValues(l); err != nil {
		return err
	}
	f, err := b.compete(b.runs, patience, b.reading(l, "credit"), b.reading(l, "excelize"), b.reading(l, "inflate"))
	if err != nil {
		return err
	}
	work := "read " + l.title
	b.report.judge(
		faster(work, "against excelize Rows (raw), wall", f[0].wall, f[1].wall, 20),
		atMost(work, "against inflating alone, wall", f[0].wall, f[2].wall, 2.5),
	)
	return nil
}

func (b *bench) reading(l workload, reader string) entry {
	names := map[string]string{"credit": "read: credit", "excelize": "read: excelize Rows (raw)", "inflate": "inflate alone"}
	return entry{l.title, names[reader], func(string) []string {
		return []string{b.self, "-child", reader, b.data(l.path)}
	}, nil, false, false}
}

// sameValues holds that both readers find the very same values in the same
// places; it takes a digest, so it is not measured.
func (b *bench) sameValues(l workload) error {
	say("comparing what is read of " + l.title)
	var found [2]reading
	for i, reader := range []string{"credit", "excelize"} {
		printed, err := b.execute(b.self, "-child", reader, "-digest", b.data(l.path))
		if err != nil {
			return err
		}
		if err := json.Unmarshal(printed, &found[i]); err != nil {
			return err
		}
	}
	if found[0].Rows != found[1].Rows || found[0].Cells != found[1].Cells || found[0].Digest != found[1].Digest || found[0].Rows == 0 {
		return fmt.Errorf("credit reads %v, excelize %v", found[0], found[1])
	}
	return nil
}
