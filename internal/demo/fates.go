package main

import (
	"slices"

	"credit/internal/demo/year"
)

// How many of last year's people leave and move, and how many are new.
const (
	leaving          = 29
	joining          = 32
	movingInCounty   = 7
	movingFromCounty = 5
)

// shrinking is a school that loses so many that fewer than five are left, and
// gets nobody new.
const (
	shrinking = "金林区金雀幼儿园"
	itsLosses = 4
)

// trends are the counties that get better or worse as a whole.
var trends = map[string]int{"南岔县": 1, "铁力市": -1}

// unlike are people for whom the year was unlike the last: from grade to grade.
var unlike = [][2]string{{"E", "B"}, {"E", "B"}, {"B", "E"}, {"B", "E"}, {"A", "D"}, {"D", "A"}}

// unsound are the people held back: an error each, of people who were there
// (two of them under the same sound ID number as before) and of new ones.
var unsound = []struct {
	school  string
	joining bool
	fault   fault
}{
	{"乌翠区红枫叶小学", false, fault{key: "#22", make: to(nil)}},
	{"伊春市小火炬幼儿园", false, fault{key: "#27", make: to("不适用")}},
	{"伊美区晨光初级中学", false, fault{key: identity, make: edited(wrongCheck)}},
	{"友好区白桦林小学", true, fault{key: "县（市）区", make: to("友好县")}},
	{"嘉荫县江畔小学", true, fault{key: "#44", make: to("优秀奖")}},
	{"汤旺县石上松小学", true, fault{key: "#18", make: to("良")}},
	{"丰林县红松果小学", true, fault{key: identity, make: edited(wrongCheck)}},
	{"铁力市稻香里初级中学", true, fault{key: identity, make: asNumber}},
}

// deal takes the first one waiting who fits.
func (w *following) deal(fits func(p *year.Person) bool) *year.Person {
	for i, p := range w.waiting {
		if fits(p) {
			w.waiting = slices.Delete(w.waiting, i, i+1)
			return p
		}
	}
	panic("demo: nobody fits")
}

// become settles someone's year.
func (w *following) become(before *year.Person, p year.Person) { w.now[before] = &p }

func (w *following) leave() {
	for i := range leaving {
		w.deal(func(p *year.Person) bool { return (p.School == shrinking) == (i < itsLosses) })
	}
}

func (w *following) edges() {
	for _, e := range year.NextEdges {
		p := w.deal(func(p *year.Person) bool { return w.maker.Suits(*p, e) })
		w.become(p, w.maker.Reach(*p, schoolNamed(p.School), e))
	}
}

func (w *following) leaps() {
	for _, grades := range unlike {
		p := w.deal(func(p *year.Person) bool { return p.Grade == grades[0] })
		w.become(p, w.maker.Leap(*p, schoolNamed(p.School), grades[1]))
	}
}

// hold picks those held back who were there; join adds the new ones.
func (w *following) hold() {
	for _, u := range unsound {
		if !u.joining {
			p := w.deal(func(p *year.Person) bool { return p.School == u.school })
			w.drift(p, schoolNamed(p.School))
			w.spoilt[w.now[p]] = u.fault
		}
	}
}

// move sends people to another school; the first of either kind keep their
// answers, so that nothing but the place differs.
func (w *following) move() {
	for i := range movingInCounty + movingFromCounty {
		inCounty := i < movingInCounty
		p := w.deal(func(p *year.Person) bool { return len(w.open(p, inCounty)) > 0 })
		places := w.open(p, inCounty)
		s := places[w.random.IntN(len(places))]
		if i == 0 || i == movingInCounty {
			w.become(p, w.maker.Stay(*p, s))
		} else {
			w.drift(p, s)
		}
	}
}

// open are the schools someone may move to; kindergartens keep to themselves.
func (w *following) open(p *year.Person, inCounty bool) []year.School {
	var list []year.School
	if schoolNamed(p.School).Kind == year.Kindergarten {
		return nil
	}
	for _, s := range schools {
		if s.Kind != year.Kindergarten && s.Name != p.School && (s.County == p.County) == inCounty {
			list = append(list, s)
		}
	}
	return list
}

// rename gives a woman another name, and changes nothing else.
func (w *following) rename() {
	before := w.deal((*year.Person).Woman)
	p := w.maker.Stay(*before, schoolNamed(before.School))
	w.maker.Rename(&p)
	w.become(before, p)
}

// others are all who are still waiting: they stay where they are.
func (w *following) others() {
	for _, p := range w.waiting {
		if s := schoolNamed(p.School); w.random.IntN(25) == 0 {
			w.become(p, w.maker.Stay(*p, s))
		} else {
			w.drift(p, s)
		}
	}
}

func (w *following) drift(p *year.Person, s year.School) {
	w.become(p, w.maker.Drift(*p, s, trends[s.County]))
}

// join adds the new ones: those held back where they belong, the others where
// people worked before. The last of them bears a colleague's name.
func (w *following) join() {
	for _, u := range unsound {
		if u.joining {
			p := w.newcomer(u.school)
			w.spoilt[p] = u.fault
		}
	}
	for len(w.joined) < joining {
		if at := w.last[w.random.IntN(len(w.last))].School; at != shrinking {
			w.newcomer(at)
		}
	}
	p := w.joined[len(w.joined)-1]
	p.Name = w.staff()[p.School][0].Name
}

func (w *following) newcomer(school string) *year.Person {
	p := w.maker.Person(schoolNamed(school))
	w.joined = append(w.joined, &p)
	return &p
}
