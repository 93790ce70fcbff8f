package compare

import (
	"cmp"
	"slices"

	"credit/internal/fold"
)

// Pair is a person on both sides, or on one of them: the other is nil then.
type Pair struct {
	Old, New *Person
	// Perhaps is somebody of the other side who may be the same person under
	// another ID number: one of the two was held back, and county, school and
	// name are the same.
	Perhaps *Person
	// Shared says that somebody else is matched by the ID number that this
	// person was held back under: it stands on both sides, so that nobody
	// joined or left.
	Shared bool

	// kind and what follows are known once the pair was counted.
	kind                   Kind
	transferred, different bool
}

// match pairs everybody of both sides, those of the new one first, in their
// order, then those who are on the old one alone. Who stands where in a file
// changes nothing: of several under one number those of the same place and
// name belong together, and the others in the order of their places.
func match(before, now *Side) []Pair {
	index := newIndex(before)
	pairs := make([]Pair, len(now.People), len(now.People)+len(before.People)/8)
	taken := make([]bool, len(before.People))
	others := map[key][]int32{}
	for i := range now.People {
		one := now.People[i]
		pairs[i].New = one
		if at, found := index.take(one); found {
			pairs[i].Old, taken[at] = before.People[at], true
		} else if key := one.key(); index.first[key] != 0 {
			others[key] = append(others[key], int32(i))
		}
	}
	for key, news := range others {
		olds := index.list(key)
		inPlaces(before.People, olds)
		inPlaces(now.People, news)
		for i := range min(len(news), len(olds)) {
			at := olds[i]
			pairs[news[i]].Old, taken[at] = before.People[at], true
		}
	}
	for i := range before.People {
		if !taken[i] {
			pairs = append(pairs, Pair{Old: before.People[i]})
		}
	}
	share(pairs)
	suspect(pairs)
	return pairs
}

// share finds those who are on one side alone under a number that others are
// matched by.
func share(pairs []Pair) {
	matched := map[key]bool{} // of those alone
	for _, p := range pairs {
		if who := p.any(); p.isAlone() && who.matchable {
			matched[who.key()] = false
		}
	}
	if len(matched) == 0 {
		return
	}
	for _, p := range pairs {
		if p.isAlone() || !p.New.matchable {
			continue
		}
		if _, asked := matched[p.New.key()]; asked {
			matched[p.New.key()] = true
		}
	}
	for i := range pairs {
		p := &pairs[i]
		if who := p.any(); p.isAlone() && who.matchable {
			p.Shared = matched[who.key()]
		}
	}
}

// isAlone reports somebody on one side only.
func (p *Pair) isAlone() bool { return p.Old == nil || p.New == nil }

// inPlaces sorts a few people by where they belong and what they are called,
// and by what stands for their number.
func inPlaces(people []*Person, list []int32) {
	if len(list) > 1 {
		slices.SortStableFunc(list, func(a, b int32) int {
			one, other := people[a], people[b]
			return cmp.Or(cmp.Compare(one.place(), other.place()), cmp.Compare(one.ID().Reveal(), other.ID().Reveal()))
		})
	}
}

// index finds the people of a side: by ID number, and those held back whose
// number tells nobody, by where they belong and what they are called. Several
// may stand under one key: those who were held back for just that.
type index struct {
	people []*Person
	// first is the first under a key, next the one after somebody under the
	// same key; both are indices from 1, 0 is none.
	first map[key]int32
	next  []int32
}

func newIndex(s *Side) *index {
	x := &index{people: s.People, first: make(map[key]int32, len(s.People)), next: make([]int32, len(s.People)+1)}
	for i := len(s.People); i > 0; i-- {
		key := s.People[i-1].key()
		x.first[key], x.next[i] = int32(i), x.first[key]
	}
	return x
}

// list are the indices under a key, in the order of the side.
func (x *index) list(under key) (list []int32) {
	for i := x.first[under]; i != 0; i = x.next[i] {
		list = append(list, i-1)
	}
	return list
}

// key is what tells somebody: the ID number, packed or as a text, or the place
// and name.
type key struct {
	number uint64
	text   string
}

func (one *Person) key() key {
	if one.matchable {
		return key{one.number, one.otherID()}
	}
	return key{text: "\n" + one.place()}
}

// place is where somebody belongs, and the name.
func (one *Person) place() string {
	return fold.Key(one.County()) + "\n" + fold.Key(one.School()) + "\n" + fold.Key(one.Name())
}

// isAs reports the same number, place and name.
func (one *Person) isAs(other *Person) bool {
	return one.number == other.number && one.otherID() == other.otherID() &&
		(one.County() == other.County() && one.School() == other.School() && one.Name() == other.Name() || one.place() == other.place())
}

// take finds the person on the side of the same number, place and name, each
// once.
func (x *index) take(one *Person) (at int32, found bool) {
	key := one.key()
	before := int32(0)
	for i := x.first[key]; i != 0; before, i = i, x.next[i] {
		if !one.isAs(x.people[i-1]) {
			continue
		}
		if before == 0 {
			x.first[key] = x.next[i]
		} else {
			x.next[before] = x.next[i]
		}
		return i - 1, true
	}
	return 0, false
}

// suspect notes people who seem to have left and joined, one of them held
// back: a number that was mistyped looks like that. It is a note, never a
// match.
func suspect(pairs []Pair) {
	alone := map[string][]int{}
	for i, p := range pairs {
		if p.Old != nil && p.New != nil {
			continue
		}
		key := p.any().place()
		alone[key] = append(alone[key], i)
	}
	for _, list := range alone {
		if len(list) != 2 {
			continue
		}
		a, b := &pairs[list[0]], &pairs[list[1]]
		if (a.Old == nil) == (b.Old == nil) || a.any().Graded && b.any().Graded {
			continue
		}
		a.Perhaps, b.Perhaps = b.any(), a.any()
	}
}

// any is the person on the side where there is one, the new one first.
func (p Pair) any() *Person {
	if p.New != nil {
		return p.New
	}
	return p.Old
}
