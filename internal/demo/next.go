package main

import (
	"math/rand/v2"
	"slices"

	"credit/internal/demo/year"
	"credit/internal/rubric"
)

// following is the year after, while it is made up.
type following struct {
	town
	last []*year.Person
	// waiting are last year's people, shuffled, whose year is not settled.
	waiting []*year.Person
	// now is what became of last year's people; nothing of those who left.
	now map[*year.Person]*year.Person
	// joined are the new ones, spoilt the cells gone wrong, by person.
	joined []*year.Person
	spoilt map[*year.Person]fault
}

// next is the submission of the year after: mostly the same people under the
// same ID numbers, in the same schools.
func next(r *rubric.Rubric) []*table {
	w := newFollowing(r)
	w.writeDown()
	return w.book()
}

func newFollowing(r *rubric.Rubric) *following {
	before := newTown(r)
	before.addQuirks()
	w := &following{
		town: town{rubric: r, maker: before.maker.Next(seed), random: rand.New(rand.NewPCG(seed, 2))},
		last: before.people, waiting: slices.Clone(before.people),
		now: map[*year.Person]*year.Person{}, spoilt: map[*year.Person]fault{},
	}
	w.random.Shuffle(len(w.waiting), func(i, j int) { w.waiting[i], w.waiting[j] = w.waiting[j], w.waiting[i] })
	w.leave()
	w.edges()
	w.leaps()
	w.hold()
	w.move()
	w.rename()
	w.others()
	w.join()
	return w
}

// nextForms are two: the ordinary sheet, and that of a county with its own.
func nextForms() []form {
	list := forms()
	ordinary, own := list[0], list[1]
	ordinary.titles, ordinary.counties = []string{headingOf(year.First + 1)}, nil
	for _, s := range schools {
		if !slices.Contains(own.counties, s.County) && !slices.Contains(ordinary.counties, s.County) {
			ordinary.counties = append(ordinary.counties, s.County)
		}
	}
	return []form{ordinary, own}
}

// writeDown writes everyone down, by county and school; the ordinary sheet ends
// with a totals row.
func (w *following) writeDown() {
	staff := w.staff()
	for _, f := range nextForms() {
		out := &writer{form: f, rubric: w.rubric, random: w.random}
		t := out.table()
		for _, s := range schools {
			if slices.Contains(f.counties, s.County) {
				out.school()
				w.writeSchool(out, t, staff[s.Name])
			}
		}
		w.tables = append(w.tables, t)
	}
	t := w.tables[0]
	t.note(map[string]any{"县（市）区": "合计", identity: len(t.people)})
}

func (w *following) writeSchool(out *writer, t *table, people []*year.Person) {
	for _, p := range people {
		w.put(out, t, p)
		if f, held := w.spoilt[p]; held {
			cell := t.cell(len(t.people)-1, f.key)
			*cell = f.make(*cell)
		}
	}
}

// staff are the people of each school: those who were there in their order,
// then the new ones.
func (w *following) staff() map[string][]*year.Person {
	staff := map[string][]*year.Person{}
	for _, before := range w.last {
		if p := w.now[before]; p != nil {
			staff[p.School] = append(staff[p.School], p)
		}
	}
	for _, p := range w.joined {
		staff[p.School] = append(staff[p.School], p)
	}
	return staff
}

func schoolNamed(name string) year.School {
	return schools[slices.IndexFunc(schools, func(s year.School) bool { return s.Name == name })]
}
