package suppress

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTheHeapGivesTheCheapestFirst(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var h heap
		var want []stop
		for account, cost := range rapid.SliceOf(rapid.Int64Range(0, 9)).Draw(t, "costs") {
			h.push(stop{cost, account})
			want = append(want, stop{cost, account})
			if rapid.IntRange(0, 3).Draw(t, "pop") > 0 {
				continue
			}
			least := slices.MinFunc(want, compare)
			if got := h.pop(); got != least {
				t.Fatalf("%v comes before %v", got, least)
			}
			want = slices.DeleteFunc(want, func(s stop) bool { return s == least })
		}
		slices.SortFunc(want, compare)
		for _, s := range want {
			if got := h.pop(); got != s {
				t.Fatalf("%v comes before %v", got, s)
			}
		}
		if len(h) > 0 {
			t.Errorf("%v is left", h)
		}
	})
}

func compare(a, b stop) int {
	return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.account, b.account))
}
