package results

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/graded"
)

// rowKey is a row of a graded workbook: of those graded, or of those held.
type rowKey struct {
	graded bool
	row    int
}

// entry is what is kept of a person to find the same one in another workbook;
// of a million people there are as many.
type entry struct {
	number uint64 // the ID number, packed; 0 where others tell whom
	// digest tells results apart: everything that stands of somebody who was
	// graded; of those held back the submission and its row.
	digest uint64
	row    uint32
	graded bool
	// doubled says that the number may stand elsewhere in the same run: the
	// person was held back for just that, or because it is nobody's. duplicate
	// says that it was for just that (duplicate-practitioner).
	doubled, duplicate bool
}

func (e *entry) key() rowKey { return rowKey{e.graded, int(e.row)} }

// remember keeps a person.
func (b *Book) remember(p *graded.Person, digest uint64) {
	e := entry{row: uint32(p.Row), graded: p.Graded, digest: digest}
	number, packed := p.ID.Packed()
	other := ""
	if e.number = number; !packed {
		other = p.ID.Reveal()
	}
	if !p.Graded {
		e.duplicate = strings.Contains(p.Reasons, finding.Find(finding.DuplicatePractitioner).Title)
		e.doubled = e.duplicate || strings.Contains(p.Reasons, finding.Find(finding.BadID).Title)
		if e.number == 0 && other == "" || p.LostID() { // the row of the submission tells whom
			e.number, other = 0, strings.Join([]string{"", b.Stamp.Input, p.Source, p.County, p.School, p.Name}, "\n")
		}
	}
	if other != "" {
		if b.others == nil {
			b.others = map[rowKey]string{}
		}
		b.others[e.key()] = other
	}
	b.entries = append(b.entries, e)
}

// placed is an entry with its file and the year of its results: the same
// person a year later is no twin. other is what tells whom where no number
// does.
type placed struct {
	*entry
	other string
	file  int
	year  string
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
func (r *run) findTwins(ctx context.Context) (again []int, err error) {
	all := r.repeated()
	slices.SortFunc(all, func(a, b placed) int {
		return cmp.Or(a.compare(b), cmp.Compare(a.file, b.file), cmp.Compare(a.row, b.row))
	})
	var conflicts [][]placed
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && all[end].compare(all[start]) == 0 {
			end++
		}
		if group := all[start:end]; len(group) > 1 && !r.settle(group) {
			conflicts = append(conflicts, group)
		}
		start = end
	}
	if len(conflicts) > 0 {
		return nil, r.conflictError(ctx, conflicts)
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

// repeated are those who stand more than once, with the year. Results that do
// not say their year are taken for those of the only one that is said.
func (r *run) repeated() (all []placed) {
	numbers, others := r.twice()
	year := r.years()
	for i := range r.found {
		book := r.found[i].book
		if book == nil || len(numbers)+len(others) == 0 {
			continue
		}
		for k := range book.entries {
			e := &book.entries[k]
			other := ""
			if e.number == 0 {
				other = book.others[e.key()]
			}
			if numbers[e.number] || others[other] {
				all = append(all, placed{e, other, i, year(book)})
			}
		}
	}
	return all
}

// twice are the numbers, and what tells whom without one, that stand more than
// once. Nobody can be told by 0 or an empty text.
func (r *run) twice() (numbers map[uint64]bool, others map[string]bool) {
	var all []uint64
	var rest []string
	for i := range r.found {
		if book := r.found[i].book; book != nil {
			all = slices.Grow(all, len(book.entries))
			for k := range book.entries {
				all = append(all, book.entries[k].number)
			}
			rest = slices.AppendSeq(rest, maps.Values(book.others))
		}
	}
	return repeats(all, 0), repeats(rest, "")
}

// repeats are the values that a list has more than once, but for none.
func repeats[T cmp.Ordered](list []T, none T) map[T]bool {
	slices.Sort(list)
	found := map[T]bool{}
	for i := 1; i < len(list); i++ {
		if list[i] == list[i-1] && list[i] != none {
			found[list[i]] = true
		}
	}
	return found
}

// years gives the year of a book.
func (r *run) years() func(*Book) string {
	var years []string
	for i := range r.found {
		if book := r.found[i].book; book != nil && !book.IsUnnamed() && !slices.Contains(years, book.Stamp.Year) {
			years = append(years, book.Stamp.Year)
		}
	}
	return func(book *Book) string {
		if book.IsUnnamed() && len(years) == 1 {
			return years[0]
		}
		return book.Stamp.Year
	}
}

// settle marks the rows of one person that repeat an earlier workbook's, and
// reports whether they agree. Those whom one run held back because their
// number stood twice are several people, perhaps (duplicate-practitioner).
func (r *run) settle(group []placed) bool {
	anyGraded := slices.ContainsFunc(group, func(p placed) bool { return p.graded })
	severalRuns := slices.ContainsFunc(group, func(p placed) bool { return p.file != group[0].file }) &&
		slices.ContainsFunc(group, func(p placed) bool { return !p.doubled })
	seen := map[uint64]int{}
	for _, one := range group {
		first, same := seen[one.digest]
		switch {
		case same && first != one.file && !one.duplicate: // one run counts both of those
			r.skip(one)
		case (anyGraded || severalRuns) && len(seen) > 0:
			return false
		}
		if !same {
			seen[one.digest] = one.file
		}
	}
	return true
}

func (r *run) skip(one placed) {
	book := r.found[one.file].book
	if book.skip == nil {
		book.skip = map[rowKey]bool{}
	}
	book.skip[one.key()] = true
}
