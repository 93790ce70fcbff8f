package batch

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"credit/internal/submission"
)

// rowKey is a row of a file.
type rowKey struct{ sheet, row int32 }

// duplicates are, by file, the rows whose ID number stands elsewhere too,
// and where else.
type duplicates map[int]map[rowKey]string

// idEntry is where an ID number of 18 characters stands. It is all that the
// search for duplicates keeps of a practitioner.
type idEntry struct {
	number uint64
	rowKey
}

// otherID is the same for any other ID number.
type otherID struct {
	number string
	rowKey
}

// remember keeps what the search for duplicates needs.
func (f *File) remember(e *submission.Entry) {
	key := rowKey{int32(e.Place.SheetOrder), int32(e.Place.Row)}
	if number, ok := e.Practitioner.ID.Packed(); ok {
		f.ids = append(f.ids, idEntry{number, key})
		return
	}
	f.others = append(f.others, otherID{strings.Clone(e.Practitioner.ID.Reveal()), key})
}

// located is an ID number with its file.
type located[K cmp.Ordered] struct {
	number K
	file   int32
	rowKey
}

// findDuplicates looks for ID numbers that stand twice among all files.
func findDuplicates(files []*File) duplicates {
	var ids []located[uint64]
	var others []located[string]
	for i, f := range files {
		if !f.Read {
			continue
		}
		for _, one := range f.ids {
			ids = append(ids, located[uint64]{one.number, int32(i), one.rowKey})
		}
		for _, one := range f.others {
			others = append(others, located[string]{one.number, int32(i), one.rowKey})
		}
		f.ids, f.others = nil, nil
	}
	found := duplicates{}
	collect(found, files, ids)
	collect(found, files, others)
	return found
}

func collect[K cmp.Ordered](found duplicates, files []*File, all []located[K]) {
	slices.SortFunc(all, func(a, b located[K]) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.file, b.file),
			cmp.Compare(a.sheet, b.sheet), cmp.Compare(a.row, b.row))
	})
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && all[end].number == all[start].number {
			end++
		}
		if group := all[start:end]; len(group) > 1 {
			for i, one := range group {
				if found[int(one.file)] == nil {
					found[int(one.file)] = map[rowKey]string{}
				}
				found[int(one.file)][one.rowKey] = elsewhere(files, group, i)
			}
		}
		start = end
	}
}

// mostPlaces bounds how many other places a message names.
const mostPlaces = 3

// elsewhere names the other places of an ID number.
func elsewhere[K cmp.Ordered](files []*File, group []located[K], self int) string {
	var places []string
	for i, one := range group {
		if i == self {
			continue
		}
		if len(places) == mostPlaces {
			places = append(places, fmt.Sprintf("等 %d 处", len(group)-1))
			break
		}
		place := fmt.Sprintf("工作表“%s”第 %d 行", files[one.file].sheetNames[one.sheet], one.row)
		if one.file != group[self].file {
			place = "“" + files[one.file].Label + "”" + place
		}
		places = append(places, place)
	}
	return strings.Join(places, "、")
}
