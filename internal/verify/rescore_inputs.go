package verify

import (
	"errors"
	"os"
	"path/filepath"
	"slices"

	"credit/internal/intake"
	"credit/internal/practitioner"
	"credit/internal/seal"
	"credit/internal/xlsx"
)

// matched are the submissions that were found again, as the run read them.
type matched struct {
	files   []intake.File
	outputs []string // their graded workbooks
	lines   []seal.File
	missing int
	// changed says that some of those given bear the name of one that is missing;
	// uncorrected that they were scored without the corrections.
	changed, uncorrected bool
	// apart are graded workbooks that cannot be compared, because submissions
	// are missing in which people of theirs stood too (duplicate-practitioner).
	apart map[string]bool
}

// match finds the submissions of the manifest among those given, by their
// bytes; what is missing, changed or new is noted.
func (c *check) match() (*matched, error) {
	given, err := c.digests()
	if err != nil {
		return nil, err
	}
	m := &matched{apart: map[string]bool{}}
	used := make([]bool, len(given))
	take := func(line seal.File, same func(i int) bool) bool {
		for i := range given {
			if used[i] || !same(i) {
				continue
			}
			used[i] = true
			f := c.Inputs[i]
			f.Label = line.File
			m.files, m.outputs, m.lines = append(m.files, f), append(m.outputs, line.Output), append(m.lines, line)
			return true
		}
		return false
	}
	for _, line := range c.Manifest.Inputs {
		named := func(i int) bool { return nameOf(c.Inputs[i].Path) == baseOf(line.File) }
		isIt := func(i int) bool { return given[i] == line.SHA256 && (line.SHA256 != "" || named(i)) }
		if take(line, func(i int) bool { return isIt(i) && named(i) }) || take(line, isIt) {
			continue
		}
		m.missing++
		kind := InputMissing
		if at := slices.IndexFunc(c.Inputs, func(f intake.File) bool { return nameOf(f.Path) == baseOf(line.File) }); at >= 0 && !used[at] {
			kind, used[at], m.changed = InputChanged, true, true
		}
		c.blame(Difference{Kind: kind, File: line.File})
	}
	for i := range given {
		if !used[i] {
			c.blame(Difference{Kind: InputAdded, File: c.Inputs[i].Label})
		}
	}
	return m, nil
}

// nameOf is the name of a file as the manifest bears it: an ID number in it is
// masked.
func nameOf(path string) string { return practitioner.MaskWithin(baseOf(path)) }

func baseOf(path string) string { return filepath.Base(filepath.FromSlash(path)) }

// digests are the SHA-256 of the files given; results among them are left out.
func (c *check) digests() (sums []string, err error) {
	var kept []intake.File
	for _, f := range c.Inputs {
		file, err := xlsx.OpenFile(f.Path)
		sum := ""
		if err == nil {
			sum, err = file.SHA256(), file.Close()
		}
		if err != nil && !errors.As(err, new(*xlsx.Refusal)) {
			return nil, err
		}
		if sum != "" && sum == c.Manifest.Options.Roster {
			c.roster = f.Path
		}
		if c.isOutput(f.Path) || sum != "" && c.isBeside(sum) || c.isRoster(f.Path) {
			continue
		}
		kept, sums = append(kept, f), append(sums, sum)
	}
	c.Inputs = kept
	return sums, nil
}

// isBeside reports the roster or the list of corrections, where it lies among
// the submissions.
func (c *check) isBeside(sum string) bool {
	return sum == c.Manifest.Options.Roster || c.Manifest.Corrections != nil && sum == c.Manifest.Corrections.SHA256
}

// isRoster reports the 名册 that is given by itself, whatever it is.
func (c *check) isRoster(path string) bool {
	return c.RosterPath != "" && sameFile(path, c.RosterPath)
}

// isOutput reports one of the results themselves, where they lie among the
// submissions.
func (c *check) isOutput(path string) bool {
	return slices.ContainsFunc(c.Manifest.Outputs, func(f seal.File) bool { return sameFile(path, c.path(f.File)) })
}

// sameFile reports two paths of one file that is there.
func sameFile(one, other string) bool {
	a, err := os.Stat(one)
	b, otherErr := os.Stat(other)
	return err == nil && otherErr == nil && os.SameFile(a, b)
}
