package batch

import (
	"cmp"
	"container/heap"
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

// idEntry is where an ID number stands: one of 18 characters packed into 8
// bytes, any other as it is. It is all that the search for duplicates keeps of
// a practitioner.
type idEntry[K cmp.Ordered] struct {
	number K
	rowKey
}

// idEntries are those of one file.
type idEntries[K cmp.Ordered] []idEntry[K]

// remember keeps what the search for duplicates needs.
func (f *File) remember(e *submission.Entry) {
	key := rowKey{int32(e.Place.SheetOrder), int32(e.Place.Row)}
	if number, ok := e.Practitioner.ID.Packed(); ok {
		f.ids = append(f.ids, idEntry[uint64]{number, key})
		return
	}
	f.others = append(f.others, idEntry[string]{strings.Clone(e.Practitioner.ID.Reveal()), key})
}

// sortIDs puts in order what was remembered, so that the files need only be
// merged; it is done by the file's own worker.
func (f *File) sortIDs() {
	f.ids, f.others = f.ids.sorted(), f.others.sorted()
}

// sorted is the list in order, in hardly more memory than it needs.
func (l idEntries[K]) sorted() idEntries[K] {
	slices.SortFunc(l, func(a, b idEntry[K]) int {
		if order := cmp.Compare(a.number, b.number); order != 0 {
			return order
		}
		return cmp.Or(cmp.Compare(a.sheet, b.sheet), cmp.Compare(a.row, b.row))
	})
	if cap(l)-len(l) <= len(l)/4 { // a copy of a large one would need as much again
		return l
	}
	return append(make(idEntries[K], 0, len(l)), l...)
}

// findDuplicates looks for ID numbers that stand twice among all files, and
// forgets what was remembered.
func findDuplicates(files []*File) duplicates {
	found := duplicates{}
	var ids queue[uint64]
	var others queue[string]
	for i, f := range files {
		if f.Read {
			ids, others = ids.with(i, f.ids), others.with(i, f.others)
		}
		f.ids, f.others = nil, nil
	}
	collect(found, files, ids)
	collect(found, files, others)
	return found
}

// located is a row of a file.
type located struct {
	file int
	rowKey
}

// waiting are the entries of a file that were not looked at yet.
type waiting[K cmp.Ordered] struct {
	file int
	list idEntries[K]
}

// queue is a heap of files by their next number, then in their order.
type queue[K cmp.Ordered] []waiting[K]

func (q queue[K]) with(file int, list idEntries[K]) queue[K] {
	if len(list) == 0 {
		return q
	}
	return append(q, waiting[K]{file, list})
}

func (q queue[K]) Len() int      { return len(q) }
func (q queue[K]) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q queue[K]) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[i].list[0].number, q[j].list[0].number), cmp.Compare(q[i].file, q[j].file)) < 0
}

// Push implements heap.Interface, which does not use it here.
func (q *queue[K]) Push(any) {}

// Pop takes out a file that has no more entries.
func (q *queue[K]) Pop() any {
	last := len(*q) - 1
	*q = (*q)[:last]
	return nil
}

// next takes the entry with the smallest number.
func (q *queue[K]) next() (number K, at located) {
	first := &(*q)[0]
	one := first.list[0]
	at = located{first.file, one.rowKey}
	if first.list = first.list[1:]; len(first.list) == 0 {
		heap.Remove(q, 0)
	} else {
		heap.Fix(q, 0)
	}
	return one.number, at
}

// collect merges the files and notes every number that stands twice.
func collect[K cmp.Ordered](found duplicates, files []*File, q queue[K]) {
	heap.Init(&q)
	var group []located
	var number K
	for len(q) > 0 {
		next, at := q.next()
		if next != number {
			found.note(files, group)
			number, group = next, group[:0]
		}
		group = append(group, at)
	}
	found.note(files, group)
}

// note takes the places of one number.
func (d duplicates) note(files []*File, group []located) {
	if len(group) < 2 {
		return
	}
	for i, one := range group {
		if d[one.file] == nil {
			d[one.file] = map[rowKey]string{}
		}
		d[one.file][one.rowKey] = elsewhere(files, group, i)
	}
}

// mostPlaces bounds how many other places a message names.
const mostPlaces = 3

// elsewhere names the other places of an ID number.
func elsewhere(files []*File, group []located, self int) string {
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
