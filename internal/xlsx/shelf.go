package xlsx

import (
	"runtime"
	"sync"
)

// shelf keeps things that are needed again and again, as many as may be in use
// at a time. A sync.Pool would be emptied whenever the collector runs, which is
// often in a run over many small workbooks.
type shelf[T any] struct {
	mu     sync.Mutex
	things []T
}

// take gives a thing that was put back, if there is one.
func (s *shelf[T]) take() (thing T, found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := len(s.things) - 1
	if last < 0 {
		return thing, false
	}
	thing = s.things[last]
	s.things = s.things[:last]
	return thing, true
}

// put keeps a thing that nobody uses any more.
func (s *shelf[T]) put(thing T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.things) < 2*runtime.GOMAXPROCS(0) {
		s.things = append(s.things, thing)
	}
}
