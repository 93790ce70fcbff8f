package ahead_test

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"credit/internal/ahead"
)

// numbers are 1 to n, then the end that is given.
func numbers(n int, end func() error) func(into func() *int) iter.Seq2[*int, error] {
	return func(into func() *int) iter.Seq2[*int, error] {
		return func(yield func(*int, error) bool) {
			for i := range n {
				one := into()
				if *one = i + 1; !yield(one, nil) {
					return
				}
			}
			if err := end(); err != nil {
				yield(nil, err)
			}
		}
	}
}

// Every element comes once and in its order, then the error, however long the
// list is.
func TestEveryElementComesInItsOrder(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, end := range []error{nil, broken} {
		for _, n := range []int{0, 1, 63, 64, 65, 500} {
			next, stop := ahead.Make(numbers(n, func() error { return end }))
			for want := 1; want <= n; want++ {
				if got, err, more := next(); !more || err != nil || *got != want {
					t.Fatalf("of %d: %v, %v, %v, want %d", n, got, err, more, want)
				}
			}
			if _, err, more := next(); err != end || more != (end != nil) {
				t.Errorf("after %d: %v, %v, want %v", n, err, more, end)
			}
			stop()
		}
	}
}

// Who stops early waits for nobody for ever; a panic comes to who asks.
func TestTheListMayBeLeftAndMayPanic(t *testing.T) {
	t.Parallel()
	for taken := range 300 {
		next, stop := ahead.Make(numbers(1000, func() error { return nil }))
		for range taken {
			next()
		}
		stop()
	}
	next, stop := ahead.Make(numbers(70, func() error { panic("a mistake") }))
	defer stop()
	defer func() {
		if p := recover(); fmt.Sprint(p) != "a mistake" {
			t.Errorf("recovered %v", p)
		}
	}()
	for range 71 {
		next()
	}
	t.Error("no panic")
}
