package results

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
)

// rowKey is a row of a graded workbook: of those graded, or of those held.
type rowKey struct {
	graded bool
	row    int
}

// entry is what is kept of a person to find the same one in another workbook.
type entry struct {
	rowKey
	number uint64 // the ID number, packed
	other  string // one that cannot be packed
	// digest tells results apart: everything that stands of somebody who was
	// graded; of those held back the submission and its row.
	digest uint64
	// doubled says that the number may stand elsewhere in the same run: the
	// person was held back for just that, or because it is nobody's.
	doubled bool
	total   points.Points
	grade   string
	name    string
	// reasons are why somebody was held back.
	reasons string
}

var seed = maphash.MakeSeed()

func newEntry(p *graded.Person, input string) entry {
	e := entry{rowKey: rowKey{p.Graded, p.Row}, total: p.Total, grade: p.Grade, name: p.Name, reasons: p.Reasons}
	var ok bool
	if e.number, ok = p.ID.Packed(); !ok {
		e.other = p.ID.Reveal()
	}
	if !p.Graded {
		for _, code := range []finding.Code{finding.DuplicatePractitioner, finding.BadID} {
			e.doubled = e.doubled || strings.Contains(p.Reasons, finding.Find(code).Title)
		}
		if !e.matchable() || p.LostID() { // the row of the submission tells whom
			e.number, e.other = 0, strings.Join([]string{"", input, p.Source, p.County, p.School, p.Name}, "\n")
		}
	}
	e.digest = digestOf(p, input)
	return e
}

func digestOf(p *graded.Person, input string) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	add := func(texts ...string) {
		for _, text := range texts {
			_, _ = h.WriteString(text) // a Hash takes everything
			_ = h.WriteByte(0)
		}
	}
	add(p.County, p.School, p.Name, p.Post, p.Grade)
	add(p.Answers...)
	for _, earned := range p.Points {
		maphash.WriteComparable(&h, earned)
	}
	if !p.Graded {
		add(input, p.Source)
	}
	return h.Sum64()
}

// matchable reports somebody who can be told from others.
func (e *entry) matchable() bool { return e.number != 0 || e.other != "" }

// placed is an entry with its file and the year of its results: the same
// person a year later is no twin.
type placed struct {
	*entry
	file int
	year string
}

// dropCopies passes over a workbook whose very bytes stand in an earlier one.
func (r *run) dropCopies() {
	first := map[string]string{}
	for i := range r.found {
		book := r.found[i].book
		if book == nil {
			continue
		}
		if path, seen := first[book.SHA256]; seen {
			r.found[i] = outcome{passed: "与“" + path + "”完全相同，只读一次"}
			continue
		}
		first[book.SHA256] = book.Path
	}
}

// findTwins looks for people who stand more than once. Rows that say the same
// count once: the books with the later ones are to be read again. Results that
// differ are an error, for nobody can tell which of them counts.
func (r *run) findTwins() (again []int, err error) {
	all := r.placed()
	slices.SortFunc(all, func(a, b placed) int {
		return cmp.Or(a.compare(b), cmp.Compare(a.file, b.file), cmp.Compare(a.row, b.row))
	})
	var conflicts []string
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && all[end].compare(all[start]) == 0 {
			end++
		}
		if group := all[start:end]; len(group) > 1 {
			if conflict := r.settle(group); conflict != "" {
				conflicts = append(conflicts, conflict)
			}
		}
		start = end
	}
	if len(conflicts) > 0 {
		return nil, conflictError(conflicts)
	}
	for i := range r.found {
		if book := r.found[i].book; book != nil && len(book.skip) > 0 {
			again = append(again, i)
		}
	}
	return again, nil
}

// compare is 0 for the same person in the same year.
func (p placed) compare(other placed) int {
	return cmp.Or(cmp.Compare(p.number, other.number), cmp.Compare(p.other, other.other), cmp.Compare(p.year, other.year))
}

// placed are everybody who can be told from others, with the year. Results
// that do not say their year are taken for those of the only one that is said.
func (r *run) placed() (all []placed) {
	var years []string
	for i := range r.found {
		if book := r.found[i].book; book != nil && !book.IsUnnamed() && !slices.Contains(years, book.Stamp.Year) {
			years = append(years, book.Stamp.Year)
		}
	}
	for i := range r.found {
		book := r.found[i].book
		if book == nil {
			continue
		}
		year := book.Stamp.Year
		if book.IsUnnamed() && len(years) == 1 {
			year = years[0]
		}
		for k := range book.entries {
			if e := &book.entries[k]; e.matchable() {
				all = append(all, placed{e, i, year})
			}
		}
	}
	return all
}

// settle marks the rows of one person that repeat an earlier workbook's; it
// returns what does not agree. Those whom one run held back because their
// number stood twice are several people, perhaps (duplicate-practitioner).
func (r *run) settle(group []placed) (conflict string) {
	anyGraded := slices.ContainsFunc(group, func(p placed) bool { return p.graded })
	severalRuns := slices.ContainsFunc(group, func(p placed) bool { return p.file != group[0].file }) &&
		slices.ContainsFunc(group, func(p placed) bool { return !p.doubled })
	seen := map[uint64]int{}
	for _, one := range group {
		first, same := seen[one.digest]
		switch {
		case same && first != one.file && !one.isDuplicate(): // one run counts both of those
			r.skip(one)
		case (anyGraded || severalRuns) && len(seen) > 0:
			return r.disagree(group)
		}
		if !same {
			seen[one.digest] = one.file
		}
	}
	return ""
}

func (r *run) skip(one placed) {
	book := r.found[one.file].book
	if book.skip == nil {
		book.skip = map[rowKey]bool{}
	}
	book.skip[one.rowKey] = true
}

// disagree names the rows of one person whose results differ.
func (r *run) disagree(group []placed) string {
	const most = 3
	var places []string
	for _, one := range group[:min(most, len(group))] {
		sheet, what := graded.ResultSheet, fmt.Sprintf("%s 分 %s 级", one.total, one.grade)
		if !one.graded {
			sheet, what = graded.HeldSheet, "未评分："+one.reasons
		}
		places = append(places, fmt.Sprintf("“%s”的“%s”表第 %d 行（%s）", r.Files[one.file].Path, sheet, one.row, what))
	}
	who := practitioner.MaskWithin(group[0].name)
	if id := group[0].id(); !id.IsZero() {
		who += "（" + id.String() + "）"
	}
	return who + "：" + strings.Join(places, "，")
}

// isDuplicate reports somebody held back because the number stood twice among
// the inputs of one run (duplicate-practitioner).
func (e *entry) isDuplicate() bool {
	return strings.Contains(e.reasons, finding.Find(finding.DuplicatePractitioner).Title)
}

// id is the ID number, none for those who are told by their row.
func (e *entry) id() practitioner.ID {
	switch {
	case strings.Contains(e.other, "\n"):
		return practitioner.ID{}
	case e.other != "":
		return practitioner.NewID(e.other)
	}
	return practitioner.Unpacked(e.number)
}

func conflictError(conflicts []string) error {
	const most = 10
	lines := []string{fmt.Sprintf("有 %d 人不止一处，结果又不一致，不知道以哪个为准；请只给出同一次评分的结果：", len(conflicts))}
	lines = append(lines, conflicts[:min(most, len(conflicts))]...)
	if len(conflicts) > most {
		lines = append(lines, fmt.Sprintf("……另有 %d 人", len(conflicts)-most))
	}
	return fmt.Errorf("%s", strings.Join(lines, "\n"))
}
