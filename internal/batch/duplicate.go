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

func (e idEntry[K]) compare(other idEntry[K]) int {
	if order := cmp.Compare(e.number, other.number); order != 0 {
		return order
	}
	return cmp.Or(cmp.Compare(e.sheet, other.sheet), cmp.Compare(e.row, other.row))
}

// idEntries are those of one file, in pieces: a list of a million would be
// copied again and again as it grows.
type idEntries[K cmp.Ordered] [][]idEntry[K]

// pieceEntries is how many entries a piece has at most.
const pieceEntries = 8 << 10

func (l *idEntries[K]) add(number K, at rowKey) {
	last := len(*l) - 1
	if last < 0 || len((*l)[last]) == pieceEntries {
		*l = append(*l, nil)
		last++
	}
	(*l)[last] = append((*l)[last], idEntry[K]{number, at})
}

// sort puts each piece in order, in no more memory than it needs.
func (l idEntries[K]) sort() {
	for i, piece := range l {
		slices.SortFunc(piece, idEntry[K].compare)
		l[i] = slices.Clip(piece)
		if cap(piece) > len(piece) {
			l[i] = slices.Clone(l[i])
		}
	}
}

// remember keeps what the search for duplicates needs.
func (f *File) remember(e *submission.Entry) {
	key := rowKey{int32(e.Place.SheetOrder), int32(e.Place.Row)}
	if number, ok := e.Practitioner.ID.Packed(); ok {
		f.ids.add(number, key)
		return
	}
	f.others.add(strings.Clone(e.Practitioner.ID.Reveal()), key)
}

// sortIDs puts in order what was remembered, so that it need only be merged;
// it is done by the file's own worker.
func (f *File) sortIDs() {
	f.ids.sort()
	f.others.sort()
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

// waiting are the entries of a piece of a file that were not looked at yet.
type waiting[K cmp.Ordered] struct {
	file int
	list []idEntry[K]
}

// queue is a heap of pieces by their next number, then in the order of rows.
type queue[K cmp.Ordered] []waiting[K]

func (q queue[K]) with(file int, pieces idEntries[K]) queue[K] {
	for _, list := range pieces {
		q = append(q, waiting[K]{file, list})
	}
	return q
}

func (q queue[K]) Len() int      { return len(q) }
func (q queue[K]) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q queue[K]) Less(i, j int) bool {
	a, b := &q[i], &q[j]
	if order := cmp.Compare(a.list[0].number, b.list[0].number); order != 0 {
		return order < 0
	}
	return cmp.Or(cmp.Compare(a.file, b.file), a.list[0].compare(b.list[0])) < 0
}

// Push implements heap.Interface, which does not use it here.
func (q *queue[K]) Push(any) {}

// Pop takes out a piece that has no more entries.
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

// collect merges the pieces and notes every number that stands twice.
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
