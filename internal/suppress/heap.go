package suppress

// stop is an account that a search has reached at some cost.
type stop struct {
	cost    int64
	account int
}

func (s stop) before(other stop) bool {
	return s.cost < other.cost || s.cost == other.cost && s.account < other.account
}

// heap is a binary heap, cheapest stop first. The one of the standard library
// boxes every element, which shows in so tight a loop.
type heap []stop

func (h *heap) push(s stop) {
	list := append(*h, s)
	at := len(list) - 1
	for at > 0 && s.before(list[(at-1)/2]) {
		list[at] = list[(at-1)/2]
		at = (at - 1) / 2
	}
	list[at] = s
	*h = list
}

// pop takes the cheapest stop off a heap that is not empty.
func (h *heap) pop() stop {
	list := *h
	top, last := list[0], list[len(list)-1]
	list = list[:len(list)-1]
	*h = list
	if len(list) == 0 {
		return top
	}
	at := 0
	for child := 1; child < len(list); child = 2*at + 1 {
		if child+1 < len(list) && list[child+1].before(list[child]) {
			child++
		}
		if !list[child].before(last) {
			break
		}
		list[at] = list[child]
		at = child
	}
	list[at] = last
	return top
}
