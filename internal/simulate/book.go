package simulate

import (
	"encoding/binary"
	"slices"
	"strings"
	"unique"

	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/submission"
)

// noPost is the line of those who named no post.
const noPost = "未填写"

// Person is somebody who was graded and would have another grade, or cannot be
// judged by the other rules. No ID number shows in the texts.
type Person struct {
	County, School, Name, Post string
	ID                         practitioner.ID
	Before, After              Standing
	// Held says why the answers cannot be judged, a reason each; then there is
	// no After.
	Held []string
	// Kinds are the causes of the change, Lines the changed lines among them,
	// Sections those that make the grade direct on one side alone.
	Kinds           []Cause
	Lines, Sections []string

	book  *Book
	codes string // of the changed points, by the book
}

// Standing is the total that counts and the grade; Direct are the sections that
// made the grade direct, parted by 、. Where indicators do not apply, LeftOut
// says which and how they count, and Literal is the total by the appendix alone.
type Standing struct {
	Total, Literal         points.Points
	Grade, Direct, LeftOut string
}

// Move is the person's grade before and after.
func (p *Person) Move() Move { return Move{p.Before.Grade, p.After.Grade} }

// Change is an indicator that counts for more or less with the same answer.
type Change struct {
	Number        int
	Label         string
	Given         string // the answer, as it was written
	Before, After Worth
	// Was and Is are how an indicator counts that does not apply, empty where
	// it does.
	Was, Is rubric.Earns
	// Causes says that the change of the grade comes of it.
	Causes bool

	section string // its name
}

// Changes are the indicators that count for more or less, in the order of the other
// rules.
func (p *Person) Changes() (list []Change) {
	for rest := []byte(p.codes); len(rest) > 0; {
		code, n := binary.Uvarint(rest)
		list, rest = append(list, p.book.known[code]), rest[n:]
	}
	return list
}

// Book is what one graded workbook adds to a simulation. Of its people those
// alone are kept whose grade changes or who cannot be judged; what changes for
// them recurs and is kept once.
type Book struct {
	was, other *rubric.Rubric
	asked      []asked
	parts      []*Part // of what was asked
	// places are the counties of the old rules among those of the other ones,
	// -1 where these do not have them.
	places []int
	grades []string // of both rules, the best first
	// assume says that whoever may answer 不适用 is taken to have done so.
	assume bool
	judges map[pair]*judge
	posts  map[string]*Tally // by how they are written
	recall *submission.Recall
	counts counts
	people []*Person
	codes  map[Change]uint64
	known  []Change
	// changes, before, after and code are used again for each person.
	changes       []Change
	before, after []Worth
	code          []byte
}

// pair are the rules of a county, before and in the simulation.
type pair struct{ was, other *rubric.Rubric }

// NewBook is an empty book by the rules that its workbook was graded by.
func NewBook(was, other *rubric.Rubric) *Book {
	b := &Book{
		was: was, other: other, asked: ask(was, other), recall: submission.NewRecall(other), counts: newCounts(),
		grades: gradesOf(other, []*rubric.Rubric{was}),
		judges: map[pair]*judge{}, posts: map[string]*Tally{}, codes: map[Change]uint64{},
	}
	for _, q := range b.asked {
		b.parts = append(b.parts, b.counts.part(q.question))
	}
	for _, county := range was.Counties.Names {
		b.places = append(b.places, countyIndex(other.Counties, county.Name))
	}
	return b
}

// AssumeNotApplicable takes everybody who may answer 不适用 under the other
// rules to have done so: before a county's own rules are known nobody does.
func (b *Book) AssumeNotApplicable() { b.assume = true }

func countyIndex(c rubric.Counties, name string) int {
	name = submission.County(c, name)
	for i := range c.Names {
		if c.Names[i].Name == name {
			return i
		}
	}
	return -1
}

// Add adds a person: graded with res, or held back where it is nil.
func (b *Book) Add(p *graded.Person, res *result.Result) {
	place := -1
	if p.CountyIndex >= 0 {
		place = b.places[p.CountyIndex]
	}
	tallies := b.talliesOf(p, place)
	j := b.judgeOf(p.CountyIndex, place)
	unusable := j.read(p)
	emptied := ""
	if len(unusable) == 0 {
		emptied = j.emptied()
	}
	switch {
	case res == nil:
		for _, t := range tallies {
			t.Out++
		}
		if len(unusable) == 0 && emptied == "" && place >= 0 {
			b.counts.usable[j.result().Grade]++
		}
	case place < 0:
		b.hold(p, res, tallies, []string{"县（市）区“" + practitioner.MaskWithin(p.County) + "”不在模拟规则的名单上"})
	case len(unusable) > 0:
		for _, i := range unusable {
			b.counts.unusable[b.asked[i].question]++
		}
		b.hold(p, res, tallies, j.reasons(p, unusable))
	case emptied != "":
		b.hold(p, res, tallies, []string{"“" + emptied + "”各项都" + submission.NotApplicable + "，没有可以按比例的"})
	default:
		b.judged(p, res, j, tallies)
	}
}

// talliesOf are the tallies that somebody is counted in: the whole, the
// county's, the post's.
func (b *Book) talliesOf(p *graded.Person, place int) [3]*Tally {
	county := b.other.Counties.Unknown
	switch {
	case place >= 0:
		county = b.other.Counties.Names[place].Name
	case p.CountyIndex >= 0:
		county = p.County
	}
	return [3]*Tally{&b.counts.Total, tally(b.counts.counties, county, county), b.postTally(p.Post)}
}

// postTally is that of a post, however it is spelled.
func (b *Book) postTally(written string) *Tally {
	if known := b.posts[written]; known != nil {
		return known
	}
	post := practitioner.MaskWithin(strings.Clone(written))
	key := fold.Key(post)
	if key == "" {
		post = noPost
	}
	b.posts[strings.Clone(written)] = tally(b.counts.posts, key, post)
	return b.counts.posts[key]
}

// judgeOf judges the people of a county, by its index before and in the other
// rules.
func (b *Book) judgeOf(before, now int) *judge {
	of := pair{b.was.For(before), b.other.For(now)}
	if b.judges[of] == nil {
		b.judges[of] = newJudge(of, b.asked, now, b.recall, b.assume)
	}
	return b.judges[of]
}

// hold keeps somebody who cannot be judged.
func (b *Book) hold(p *graded.Person, res *result.Result, tallies [3]*Tally, reasons []string) {
	for _, t := range tallies {
		t.Held[res.Grade]++
	}
	one := b.keep(p)
	one.Before, one.Held = standingOf(res), reasons
}

// judged counts somebody who can be judged, and keeps those who move.
func (b *Book) judged(p *graded.Person, before *result.Result, j *judge, tallies [3]*Tally) {
	after := j.result()
	move := Move{before.Grade, after.Grade}
	var delta Sum
	delta.addTotals(before, after)
	for _, t := range tallies {
		t.Moves[move]++
		t.Delta.merge(delta)
	}
	b.compare(p, before, after)
	if move.Before == move.After {
		return
	}
	one := b.keep(p)
	why := b.causeOf(shift{before, after, b.grades})
	one.Before, one.After = standingOf(before), standingOf(after)
	one.Kinds, one.Lines = why.kinds, why.lines
	one.Sections = sectionTexts(before, after)
	one.codes = b.encode()
	b.blame(move, why)
}

// compare finds the indicators that count for more or less, and counts them.
func (b *Book) compare(p *graded.Person, before, after *result.Result) {
	b.changes = b.changes[:0]
	b.before, b.after = appendWorths(b.before[:0], before), appendWorths(b.after[:0], after)
	for i := range b.asked {
		q := &b.asked[i]
		c := Change{Number: q.number, Label: q.label, section: q.section}
		if q.was >= 0 {
			c.Before, c.Was, c.Given = b.before[q.was], leftOut(before, q.was), p.Answers[q.was]
		}
		if q.other >= 0 {
			c.After, c.Is = b.after[q.other], leftOut(after, q.other)
		}
		if c.Before.compare(c.After) != 0 {
			b.changes = append(b.changes, c)
			b.parts[i].Earning++
			b.parts[i].Delta.add(c.Before, c.After)
		}
	}
}

// leftOut is how an indicator counts that does not apply, empty where it does.
func leftOut(res *result.Result, i int) rubric.Earns {
	if res.Adjusted == nil || res.Adjusted.NotApplicable[i] == nil {
		return ""
	}
	return res.Adjusted.NotApplicable[i].Earns
}

// causeOf is why a grade changed; it marks the changes that it comes of.
func (b *Book) causeOf(m shift) cause {
	floors := m.deciding()
	named := false
	for i := range b.changes {
		c := &b.changes[i]
		c.Causes = (c.After.compare(c.Before) < 0) == m.falls() && (len(floors) == 0 || slices.Contains(floors, c.section))
		named = named || c.Causes
	}
	why := m.cause(named)
	for i := range b.changes {
		b.changes[i].Causes = b.changes[i].Causes && why.isBy(ByPoints)
	}
	return why
}

// blame counts what a change of the grade comes from.
func (b *Book) blame(m Move, why cause) {
	worst := b.other.Grades[len(b.other.Grades)-1].Grade
	in, out := btoi(into(worst, m)), btoi(outOf(worst, m))
	for _, c := range b.changes {
		if c.Causes {
			p := b.counts.part(question{c.Number, c.Label})
			p.Movers, p.Into, p.OutOf = p.Movers+1, p.Into+in, p.OutOf+out
			p.MoversDelta.add(c.Before, c.After)
		}
	}
	for _, text := range why.lines {
		l := b.counts.line(text)
		l.Movers, l.Into, l.OutOf = l.Movers+1, l.Into+in, l.OutOf+out
	}
}

// keep keeps somebody; what recurs is kept once.
func (b *Book) keep(p *graded.Person) *Person {
	masked := func(text string) string { return unique.Make(practitioner.MaskWithin(text)).Value() }
	one := &Person{County: masked(p.County), School: masked(p.School), Name: masked(p.Name), Post: masked(p.Post), ID: p.ID, book: b}
	b.people = append(b.people, one)
	return one
}

// encode writes the changes of a person as codes.
func (b *Book) encode() string {
	b.code = b.code[:0]
	for _, c := range b.changes {
		code, seen := b.codes[c]
		if !seen {
			code, c.Given = uint64(len(b.known)), strings.Clone(c.Given)
			b.codes[c] = code
			c.Given = practitioner.MaskWithin(c.Given)
			b.known = append(b.known, c)
		}
		b.code = binary.AppendUvarint(b.code, code)
	}
	return unique.Make(string(b.code)).Value()
}

func standingOf(res *result.Result) Standing {
	kept := func(text string) string { return unique.Make(text).Value() }
	s := Standing{Total: res.Counts(), Literal: res.Total, Grade: kept(res.Grade), Direct: kept(strings.Join(res.DirectNames(res.Rubric), "、"))}
	if res.Adjusted != nil {
		s.LeftOut = kept(res.Adjusted.LeftOut(res.Rubric))
	}
	return s
}
