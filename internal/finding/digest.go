package finding

import (
	"cmp"
	"maps"
	"slices"
)

// Digest counts findings of a kind together, so that sixty blank cells of one
// column are one line; what needs other advice is another kind. It grows with
// the kinds, not with the cells.
type Digest struct {
	lines            map[digestKey]*DigestLine
	Errors, Warnings int
}

type digestKey struct {
	code                Code
	file, sheet, column int
	// name tells the missing columns of a header apart.
	name string
	// hint and remedy tell apart what needs other advice, such as a blank
	// cell from one that a merge covers. They are the same for all cells of a
	// kind: where else something stands belongs into the message.
	hint, remedy string
}

func keyOf(f Finding) digestKey {
	key := digestKey{
		code: f.Code, file: f.Place.FileOrder, sheet: f.Place.SheetOrder, column: f.Place.Column,
		hint: f.Words["hint"], remedy: f.Words["remedy"],
	}
	if f.Place.Column == 0 {
		key.name = f.Words["column"]
	}
	return key
}

// DigestLine is the first finding of its kind in a column of a sheet, how
// many there are, and the rows of the first few.
type DigestLine struct {
	First Finding
	Count int
	Rows  []int
}

// mostRows bounds the rows that a line names.
const mostRows = 12

// DigestGroup are the findings of one code: how many, and where.
type DigestGroup struct {
	Code   Code
	Count  int
	Places []DigestLine // in the order of their first places
}

// NewDigest is an empty digest.
func NewDigest() *Digest { return &Digest{lines: map[digestKey]*DigestLine{}} }

// Add counts a finding.
func (d *Digest) Add(f Finding) { d.add(DigestLine{f, 1, []int{f.Place.Row}}) }

func (d *Digest) add(added DigestLine) {
	f, count := added.First, added.Count
	if f.Severity() == Error {
		d.Errors += count
	} else {
		d.Warnings += count
	}
	key := keyOf(f)
	line := d.lines[key]
	if line == nil {
		added.Rows = slices.Clone(added.Rows)
		d.lines[key] = &added
		return
	}
	line.Count += count
	rows := slices.Concat(line.Rows, added.Rows)
	if Compare(f, line.First) < 0 {
		line.First = f
		rows = slices.Concat(added.Rows, line.Rows)
	}
	line.Rows = rows[:min(len(rows), mostRows)]
}

// Merge adds the counts of another digest.
func (d *Digest) Merge(other *Digest) {
	for _, line := range other.lines {
		d.add(*line)
	}
}

// Groups are the codes of a severity, the gravest first.
func (d *Digest) Groups(severity Severity) []DigestGroup {
	groups := map[Code]*DigestGroup{}
	for _, line := range d.lines {
		code := line.First.Code
		if line.First.Severity() != severity {
			continue
		}
		if groups[code] == nil {
			groups[code] = &DigestGroup{Code: code}
		}
		groups[code].Count += line.Count
		groups[code].Places = append(groups[code].Places, *line)
	}
	sorted := make([]DigestGroup, 0, len(groups))
	for _, code := range slices.SortedFunc(maps.Keys(groups), func(a, b Code) int { return cmp.Compare(Gravity(a), Gravity(b)) }) {
		slices.SortFunc(groups[code].Places, func(a, b DigestLine) int { return Compare(a.First, b.First) })
		sorted = append(sorted, *groups[code])
	}
	return sorted
}
