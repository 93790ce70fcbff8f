// Package ahead lets a goroutine of its own make the elements of a long list
// some way ahead of who uses them.
package ahead

import "iter"

// What is handed over at a time, and how many such lots there are: one is made
// while another is used.
const (
	lotSize = 64
	lots    = 3
)

// lot is some elements in their order, and how the list ended if it did after
// them.
type lot[T any] struct {
	all  []T
	used int
	last bool
	err  error
	// panicked is what the making panicked with.
	panicked any
}

// ahead is the list and who takes it. Elements and errors come in the order in
// which one goroutine would meet them.
type ahead[T any] struct {
	full, empty chan *lot[T]
	now         *lot[T]
	taken       int
}

// Make begins to make the list: each element is made into what into gives,
// which one before it was made into perhaps; an error ends the list. next gives
// an element, which stays as it is until the next one is asked for, then the
// error if there was one, then nothing; stop ends the making and waits for its
// end. What the making panicked with, next panics with.
func Make[T any](list func(into func() *T) iter.Seq2[*T, error]) (next func() (*T, error, bool), stop func()) {
	a := &ahead[T]{full: make(chan *lot[T], lots+1), empty: make(chan *lot[T], lots), now: &lot[T]{}}
	for range lots {
		a.empty <- &lot[T]{all: make([]T, lotSize)}
	}
	quit := make(chan struct{})
	go a.fill(list, quit)
	return a.next, func() {
		close(quit)
		for range a.full { // until fill has closed it
		}
	}
}

// fill makes elements into empty lots until the list ends or nobody asks on.
func (a *ahead[T]) fill(list func(into func() *T) iter.Seq2[*T, error], quit <-chan struct{}) {
	defer close(a.full)
	l := <-a.empty
	defer func() {
		l.panicked = recover()
		l.last = true
		a.full <- l // never waits: there are no more lots than that
	}()
	for _, err := range list(func() *T { return &l.all[l.used] }) {
		if l.err = err; err != nil {
			return
		}
		if l.used++; l.used < lotSize {
			continue
		}
		a.full <- l
		select {
		case l = <-a.empty:
			l.used = 0
		case <-quit:
			l = &lot[T]{}
			return
		}
	}
}

// next is the next element; what the making panicked with goes on here.
func (a *ahead[T]) next() (*T, error, bool) {
	for a.taken == a.now.used {
		if a.now.last {
			if a.now.panicked != nil {
				panic(a.now.panicked)
			}
			return nil, a.now.err, a.now.err != nil
		}
		if a.now.all != nil {
			a.empty <- a.now
		}
		a.now, a.taken = <-a.full, 0
	}
	a.taken++
	return &a.now.all[a.taken-1], nil, true
}
