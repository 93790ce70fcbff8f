package graded

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unique"

	"credit/internal/ahead"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/sheet"
)

// resultColumns are the columns of 评分结果.
type resultColumns struct {
	identity
	post, total, byTotal, grade, direct int
	sections                            []int
	overlaid                            overlaidAt
}

// graded reads the people of 评分结果, each with the row of 逐项得分 that
// belongs to it.
func (r *reading) graded() error {
	var at resultColumns
	bind := func(t *table) {
		at = resultColumns{
			identity: identityColumns(t), post: t.find(postHeader),
			total: t.need(totalHeader), byTotal: t.need(byTotalHeader), grade: t.need(gradeHeader), direct: t.need(directHeader),
			overlaid: overlaidIn(t),
		}
		look := r.column(t)
		for _, section := range r.rubric.Sections {
			at.sections = append(at.sections, look(section.Name))
		}
	}
	next, stop := r.details()
	defer stop()
	j := &join{next: next, waiting: map[string]*waiting{}}
	err := readTable(r.book, ResultSheet, bind, func(t *table) error {
		p := r.start(t)
		r.readResult(p, t, at)
		if err := t.err(); err != nil {
			return err
		}
		d, err := j.take(p.ID, t.number(at.id), p.Source)
		switch {
		case err != nil:
			return err
		case d == nil:
			return alone(ResultSheet, t.row, at.id, &p.Practitioner, PointsSheet)
		}
		d.addTo(p)
		return r.emit()
	})
	if err != nil {
		return err
	}
	return j.rest()
}

func (r *reading) readResult(p *Person, t *table, at resultColumns) {
	r.readIdentity(p, t, at.identity)
	p.Post = t.text(at.post)
	p.Sections = p.Sections[:0]
	for _, column := range at.sections {
		p.Sections = append(p.Sections, t.points(column))
	}
	p.Graded, p.Reasons = true, ""
	p.Total, p.GradeByTotal, p.Grade = t.points(at.total), t.text(at.byTotal), t.text(at.grade)
	p.Direct, p.Overlaid = directSections(t.text(at.direct)), at.overlaid.read(t)
	if p.Grade == "" {
		t.blameCell(at.grade, "没有“%s”", gradeHeader)
	}
}

// alone is the fault of a person who stands in one sheet, at a cell, but not
// in the other.
func alone(here string, row, column int, p *practitioner.Practitioner, there string) *Fault {
	return &Fault{Sheet: here, Cell: sheet.CellName(row, column), Text: fmt.Sprintf(
		"%s（%s）在“%s”表里没有对应的一行（按“%s”和“%s”对应），或者这一行重复了", shown(p.Name), p.ID, there, idHeader, sourceHeader)}
}

// detail is a row of 逐项得分. It is used again for the next row.
type detail struct {
	who         practitioner.Practitioner // name and the further fields
	number      string                    // of the ID, as it stands
	source      string
	row, column int // of the ID number
	answers     []string
	codes       []int32
	points      []points.Points
}

// id is the ID number.
func (d *detail) id() practitioner.ID { return practitioner.NewID(d.number) }

// person is who stands in the row.
func (d *detail) person() *practitioner.Practitioner {
	return &practitioner.Practitioner{Name: d.who.Name, ID: d.id()}
}

// addTo adds what 逐项得分 holds to a person of 评分结果; the answers change
// hands.
func (d *detail) addTo(p *Person) {
	post := p.Post
	for _, f := range furtherFields {
		if text := *f.of(&d.who); text != "" {
			*f.of(&p.Practitioner) = text
		}
	}
	p.Post = cmp.Or(post, p.Post)
	p.PointsRow, p.PointsName, p.PointsPost = d.row, d.who.Name, cmp.Or(d.who.Post, p.Post)
	p.Answers, d.answers = d.answers, p.Answers
	p.Codes, d.codes = d.codes, p.Codes
	p.Points, d.points = d.points, p.Points
}

// detailColumns are the columns of 逐项得分.
type detailColumns struct {
	name, id, source         int
	answers, points, further []int
	known                    []recurring // by indicator
}

// errEnough ends a reading that nobody asks on for.
var errEnough = errors.New("graded: read far enough")

// details gives the rows of 逐项得分 one by one; stop ends that.
func (r *reading) details() (next func() (*detail, error, bool), stop func()) {
	if r.sideBySide {
		return ahead.Make(r.detailRows)
	}
	d := &detail{}
	return iter.Pull2(r.detailRows(func() *detail { return d }))
}

// detailRows are the rows of 逐项得分, in the sheet's order, each read into what
// into gives.
func (r *reading) detailRows(into func() *detail) iter.Seq2[*detail, error] {
	return func(yield func(*detail, error) bool) {
		var at detailColumns
		bind := func(t *table) { at = r.detailColumns(t) }
		err := readTable(r.book, PointsSheet, bind, func(t *table) error {
			d := into()
			d.read(t, at)
			if err := t.err(); err != nil {
				return err
			}
			if !yield(d, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(nil, err)
		}
	}
}

func (r *reading) detailColumns(t *table) detailColumns {
	at := detailColumns{name: t.need(nameHeader), id: t.need(idHeader), source: t.need(sourceHeader), further: furtherColumns(t)}
	look := r.column(t)
	for i := range r.rubric.Indicators {
		number := strconv.Itoa(r.rubric.Indicators[i].Number)
		given, earned := look(number+givenSuffix), look(number+pointsSuffix)
		if !r.sameRubric && (given == 0 || earned == 0 || !r.isNamed(t, i, given, earned)) {
			given, earned = 0, 0
			r.out.Unasked = append(r.out.Unasked, i)
		}
		at.answers, at.points = append(at.answers, given), append(at.points, earned)
		at.known = append(at.known, recurring{codes: map[string]int32{}})
	}
	return at
}

// isNamed reports that indicator i's own name stands above one of its two
// columns: the first of those that are merged holds it. Full points, which
// may differ under another rubric, follow the name in brackets.
func (r *reading) isNamed(t *table, i, given, earned int) bool {
	want := key(r.rubric.Indicators[i].Label())
	for _, column := range []int{given, earned} {
		name := key(t.headerAbove(column))
		if at := strings.LastIndex(name, "("); name == want || at >= 0 && name[:at] == want {
			return true
		}
	}
	return false
}

func (d *detail) read(t *table, at detailColumns) {
	d.who = practitioner.Practitioner{Name: t.text(at.name)}
	d.number = t.number(at.id)
	d.source, d.row, d.column = t.source(at.source), t.row, at.id
	readFurther(&d.who, t, at.further)
	d.answers, d.codes, d.points = d.answers[:0], d.codes[:0], d.points[:0]
	for i := range at.answers {
		given, code := at.known[i].read(t, at.answers[i])
		d.answers, d.codes = append(d.answers, given), append(d.codes, code)
		d.points = append(d.points, t.points(at.points[i]))
	}
}

// join finds the row of 逐项得分 for each row of 评分结果. Both are written in
// the same order, so that the next row is nearly always the right one; where
// one was sorted by hand, the rows that come too early wait.
type join struct {
	next    func() (*detail, error, bool)
	waiting map[string]*waiting
}

// waiting is a row that came too early. Answers recur: each is kept once.
type waiting struct {
	detail
	earned []unique.Handle[answer]
}

// answer is what was written for an indicator, with its code, and what it
// earned.
type answer struct {
	given  string
	code   int32
	points points.Points
}

func joinKey(id practitioner.ID, source string) string { return id.Reveal() + "\n" + source }

// take finds the row of that person, nil where there is none; number is the ID
// number as it stands in 评分结果.
func (j *join) take(id practitioner.ID, number, source string) (*detail, error) {
	if len(j.waiting) > 0 {
		want := joinKey(id, source)
		if early, found := j.waiting[want]; found {
			delete(j.waiting, want)
			return early.awake(), nil
		}
	}
	for {
		d, err, more := j.next()
		if err != nil || !more {
			return nil, err
		}
		if d.source == source && (d.number == number || d.id().Reveal() == id.Reveal()) {
			return d, nil
		}
		if err := j.keep(d); err != nil {
			return nil, err
		}
	}
}

func (j *join) keep(d *detail) error {
	key := joinKey(d.id(), d.source)
	if j.waiting[key] != nil {
		return alone(PointsSheet, d.row, d.column, d.person(), ResultSheet)
	}
	early := &waiting{detail: *d, earned: make([]unique.Handle[answer], len(d.answers))}
	for i, given := range d.answers {
		early.earned[i] = unique.Make(answer{given, d.codes[i], d.points[i]})
	}
	early.answers, early.codes, early.points = nil, nil, nil
	j.waiting[key] = early
	return nil
}

func (w *waiting) awake() *detail {
	for _, one := range w.earned {
		a := one.Value()
		w.answers, w.codes, w.points = append(w.answers, a.given), append(w.codes, a.code), append(w.points, a.points)
	}
	return &w.detail
}

// rest refuses rows of 逐项得分 that nobody in 评分结果 asked for: the first.
func (j *join) rest() error {
	var first *detail
	for _, early := range j.waiting {
		if first == nil || early.row < first.row {
			first = &early.detail
		}
	}
	if first == nil {
		d, err, more := j.next()
		if err != nil || !more {
			return err
		}
		first = d
	}
	return alone(PointsSheet, first.row, first.column, first.person(), ResultSheet)
}
