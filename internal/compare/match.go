package compare

import (
	"credit/internal/fold"
)

// Pair is a person on both sides, or on one of them: the other is nil then.
type Pair struct {
	Old, New *Person
	// Perhaps is somebody of the other side who may be the same person under
	// another ID number: one of the two was held back, and county, school and
	// name are the same.
	Perhaps *Person
}

// match pairs everybody of both sides, those of the new one first, in their
// order, then those who are on the old one alone.
func match(before, now *Side) []Pair {
	index := newIndex(before)
	pairs := make([]Pair, 0, len(now.People)+len(before.People)/8)
	taken := make([]bool, len(before.People))
	for i := range now.People {
		one := &now.People[i]
		pair := Pair{New: one}
		if at, found := index.take(one); found {
			pair.Old, taken[at] = &before.People[at], true
		}
		pairs = append(pairs, pair)
	}
	for i := range before.People {
		if !taken[i] {
			pairs = append(pairs, Pair{Old: &before.People[i]})
		}
	}
	suspect(pairs)
	return pairs
}

// index finds the people of a side: by ID number, and those held back whose
// number tells nobody, by where they belong and what they are called. Several
// may have one number: those who were held back for just that.
type index struct {
	people []Person
	byKey  map[string][]int32
}

func newIndex(s *Side) *index {
	x := &index{people: s.People, byKey: make(map[string][]int32, len(s.People))}
	for i := range s.People {
		key := s.People[i].key()
		x.byKey[key] = append(x.byKey[key], int32(i))
	}
	return x
}

func (one *Person) key() string {
	if one.matchable {
		return one.ID.Reveal()
	}
	return "\n" + one.place()
}

// place is where somebody belongs, and the name.
func (one *Person) place() string {
	return fold.Key(one.County) + "\n" + fold.Key(one.School) + "\n" + fold.Key(one.Name)
}

// take finds the person on the side, each once; of several under one number
// the one of the same place and name.
func (x *index) take(one *Person) (at int, found bool) {
	key := one.key()
	list := x.byKey[key]
	if len(list) == 0 {
		return 0, false
	}
	best := 0
	for i := 1; i < len(list) && x.people[list[best]].place() != one.place(); i++ {
		if x.people[list[i]].place() == one.place() {
			best = i
		}
	}
	at = int(list[best])
	if len(list) == 1 {
		delete(x.byKey, key)
		return at, true
	}
	rest := append(append([]int32(nil), list[:best]...), list[best+1:]...)
	x.byKey[key] = rest
	return at, true
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
