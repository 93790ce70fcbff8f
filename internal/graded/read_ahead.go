package graded

import "iter"

// The rows of 逐项得分 that are handed over at a time, and how many such lots
// there are: one is read while another is used.
const (
	lotRows = 64
	lots    = 3
)

// lot is some rows of 逐项得分, in the sheet's order, and how the sheet ended
// if it did after them.
type lot struct {
	rows []detail
	used int
	last bool
	err  error
	// panicked is what the reading panicked with.
	panicked any
}

// ahead is the reading of 逐项得分 by a goroutine of its own, some rows ahead of
// who takes them. Rows and errors come in the order in which one goroutine
// would meet them.
type ahead struct {
	full, empty chan *lot
	now         *lot
	taken       int
}

// readAhead begins to read; next gives a row, which stays as it is until the
// next one is asked for, and stop ends the reading and waits for its end.
func readAhead(rows func(into func() *detail) iter.Seq2[*detail, error]) (next func() (*detail, error, bool), stop func()) {
	a := &ahead{full: make(chan *lot, lots+1), empty: make(chan *lot, lots), now: &lot{}}
	for range lots {
		a.empty <- &lot{rows: make([]detail, lotRows)}
	}
	quit := make(chan struct{})
	go a.fill(rows, quit)
	return a.next, func() {
		close(quit)
		for range a.full { // until fill has closed it
		}
	}
}

// fill reads rows into empty lots until the sheet ends or nobody asks on.
func (a *ahead) fill(rows func(into func() *detail) iter.Seq2[*detail, error], quit <-chan struct{}) {
	defer close(a.full)
	l := <-a.empty
	defer func() {
		l.panicked = recover()
		l.last = true
		a.full <- l // never waits: there are no more lots than that
	}()
	for _, err := range rows(func() *detail { return &l.rows[l.used] }) {
		if l.err = err; err != nil {
			return
		}
		if l.used++; l.used < lotRows {
			continue
		}
		a.full <- l
		select {
		case l = <-a.empty:
			l.used = 0
		case <-quit:
			l = &lot{}
			return
		}
	}
}

// next is the next row; what the reading panicked with goes on here.
func (a *ahead) next() (*detail, error, bool) {
	for a.taken == a.now.used {
		if a.now.last {
			if a.now.panicked != nil {
				panic(a.now.panicked)
			}
			return nil, a.now.err, a.now.err != nil
		}
		if a.now.rows != nil {
			a.empty <- a.now
		}
		a.now, a.taken = <-a.full, 0
	}
	a.taken++
	return &a.now.rows[a.taken-1], nil, true
}
