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

	// kind and transferred are known once the pair was counted.
	kind        Kind
	transferred bool
}

// match pairs everybody of both sides, those of the new one first, in their
// order, then those who are on the old one alone. Who stands where in a file
// changes nothing: of several under one number those of the same place and
// name belong together, and the others in the order of their places.
func match(before, now *Side) []Pair {
	index := newIndex(before)
	pairs := make([]Pair, len(now.People), len(now.People)+len(before.People)/8)
	taken := make([]bool, len(before.People))
	others := map[string][]int32{}
	for i := range now.People {
		one := now.People[i]
		pairs[i].New = one
		if at, found := index.take(one); found {
			pairs[i].Old, taken[at] = before.People[at], true
		} else if key := one.key(); len(index.byKey[key]) > 0 {
			others[key] = append(others[key], int32(i))
		}
	}
	for key, news := range others {
		olds := index.byKey[key]
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
	matched := map[string]bool{}
	for _, p := range pairs {
		if p.Old != nil && p.New != nil && p.New.matchable {
			matched[p.New.key()] = true
		}
	}
	for i := range pairs {
		p := &pairs[i]
		if who := p.any(); (p.Old == nil || p.New == nil) && who.matchable {
			p.Shared = matched[who.key()]
		}
	}
}

// inPlaces sorts a few people by where they belong and what they are called,
// and by what stands for their number.
func inPlaces(people []*Person, list []int32) {
	if len(list) > 1 {
		slices.SortStableFunc(list, func(a, b int32) int {
			one, other := people[a], people[b]
			return cmp.Or(cmp.Compare(one.place(), other.place()), cmp.Compare(one.ID.Reveal(), other.ID.Reveal()))
		})
	}
}

// index finds the people of a side: by ID number, and those held back whose
// number tells nobody, by where they belong and what they are called. Several
// may stand under one key: those who were held back for just that.
type index struct {
	people []*Person
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

// isAs reports the same number, place and name.
func (one *Person) isAs(other *Person) bool {
	return one.ID.Reveal() == other.ID.Reveal() &&
		(one.County == other.County && one.School == other.School && one.Name == other.Name || one.place() == other.place())
}

// take finds the person on the side of the same number, place and name, each
// once.
func (x *index) take(one *Person) (at int32, found bool) {
	key := one.key()
	list := x.byKey[key]
	i := slices.IndexFunc(list, func(other int32) bool { return one.isAs(x.people[other]) })
	if i < 0 {
		return 0, false
	}
	at = list[i]
	x.byKey[key] = slices.Delete(list, i, i+1)
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
