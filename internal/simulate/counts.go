package simulate

import (
	"cmp"
	"maps"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"credit/internal/points"
	"credit/internal/summary"
)

// Tally counts people of a county, a post or the whole.
type Tally struct {
	Name string
	// Moves count those who were graded and can be judged by the other rules,
	// by their grade before and after.
	Moves map[Move]int
	// Held count those who were graded and cannot be judged, by their grade.
	Held map[string]int
	// Out were held back in the results.
	Out int
	// Delta is what the totals of those in Moves change by together: those that
	// count, adjusted where indicators do not apply.
	Delta Sum
}

// Move is a grade before and after; both may be the same.
type Move struct{ Before, After string }

func newTally() Tally { return Tally{Moves: map[Move]int{}, Held: map[string]int{}} }

// Judged are those who were graded and can be judged by the other rules.
func (t *Tally) Judged() int { return sum(t.Moves) }

// HeldCount are those who were graded and cannot be judged.
func (t *Tally) HeldCount() int { return sum(t.Held) }

// People are all: judged, held and out.
func (t *Tally) People() int { return t.Judged() + t.HeldCount() + t.Out }

func sum[K comparable](counts map[K]int) (all int) {
	for _, n := range counts {
		all += n
	}
	return all
}

func (t *Tally) merge(other *Tally) {
	for move, n := range other.Moves {
		t.Moves[move] += n
	}
	for grade, n := range other.Held {
		t.Held[grade] += n
	}
	t.Out += other.Out
	t.Delta.merge(other.Delta)
}

// Mean is the mean change of the totals, to two decimals, half up by its size;
// ok is false where nobody was judged.
func (t *Tally) Mean() (mean points.Points, ok bool) {
	n := t.Judged()
	if n == 0 {
		return 0, false
	}
	return t.Delta.Fraction().Mean(n), true
}

// Part counts what an indicator has to do with it.
type Part struct {
	Number int
	Label  string
	// Earning are those for whom it counts for more or less, whatever becomes
	// of their grade; Delta is by how much together.
	Earning int
	Delta   Sum
	// Movers are those among them whose grade changes by it, MoversDelta by how
	// much it counts otherwise for these; Into and OutOf the worst grade are
	// some of them.
	Movers, Into, OutOf int
	MoversDelta         Sum
}

func (p *Part) merge(other *Part) {
	p.Earning, p.Movers = p.Earning+other.Earning, p.Movers+other.Movers
	p.Into, p.OutOf = p.Into+other.Into, p.OutOf+other.OutOf
	p.Delta.merge(other.Delta)
	p.MoversDelta.merge(other.MoversDelta)
}

// Line counts whom another line, a floor or where a grade begins, moves.
type Line struct {
	Text                string
	Movers, Into, OutOf int
}

// Unusable counts the answers to an indicator that do not stand under the
// other rules, of those who were graded.
type Unusable struct {
	Label  string
	People int
	number int
}

// counts are what people come to.
type counts struct {
	Total           Tally
	counties, posts map[string]*Tally
	// usable are those held back of whom every answer stands, by the grade
	// that the answers would give.
	usable   map[string]int
	parts    map[question]*Part
	lines    map[string]*Line
	unusable map[question]int
}

func newCounts() counts {
	return counts{
		Total: newTally(), counties: map[string]*Tally{}, posts: map[string]*Tally{}, usable: map[string]int{},
		parts: map[question]*Part{}, lines: map[string]*Line{}, unusable: map[question]int{},
	}
}

// tally is that of a key, which is called name where it is new.
func tally(all map[string]*Tally, key, name string) *Tally {
	if all[key] == nil {
		fresh := newTally()
		fresh.Name = name
		all[key] = &fresh
	}
	return all[key]
}

func (c *counts) part(q question) *Part {
	if c.parts[q] == nil {
		c.parts[q] = &Part{Number: q.number, Label: q.label}
	}
	return c.parts[q]
}

func (c *counts) line(text string) *Line {
	if c.lines[text] == nil {
		c.lines[text] = &Line{Text: text}
	}
	return c.lines[text]
}

func (c *counts) merge(other *counts) {
	c.Total.merge(&other.Total)
	for key, one := range other.counties {
		tally(c.counties, key, one.Name).merge(one)
	}
	for key, one := range other.posts {
		tally(c.posts, key, one.Name).merge(one)
	}
	for grade, n := range other.usable {
		c.usable[grade] += n
	}
	for q, one := range other.parts {
		c.part(q).merge(one)
	}
	for text, one := range other.lines {
		line := c.line(text)
		line.Movers, line.Into, line.OutOf = line.Movers+one.Movers, line.Into+one.Into, line.OutOf+one.OutOf
	}
	for q, n := range other.unusable {
		c.unusable[q] += n
	}
}

// proved reports that everybody who was read is counted once, everywhere.
func (c *counts) proved(read int) bool {
	for _, all := range []map[string]*Tally{{"": &c.Total}, c.counties, c.posts} {
		people := 0
		for _, one := range all {
			people += one.People()
		}
		if people != read {
			return false
		}
	}
	return true
}

// Counties are a line for every county of the other rules, zeros included,
// then for those that these do not have; the whole last.
func (s *Simulation) Counties() []*Tally {
	var list []*Tally
	seen := map[string]bool{}
	for _, county := range s.Other.Counties.Names {
		seen[county.Name] = true
		list = append(list, tally(s.counties, county.Name, county.Name))
	}
	for _, name := range slices.SortedFunc(maps.Keys(s.counties), inChinese()) {
		if !seen[name] {
			list = append(list, s.counties[name])
		}
	}
	return append(list, s.whole())
}

// Posts are a line for every post, those who named none last but the whole.
func (s *Simulation) Posts() []*Tally {
	list := slices.Collect(maps.Values(s.posts))
	order := inChinese()
	slices.SortFunc(list, func(a, b *Tally) int {
		return cmp.Or(cmp.Compare(btoi(a.Name == noPost), btoi(b.Name == noPost)), order(a.Name, b.Name))
	})
	return append(list, s.whole())
}

func (s *Simulation) whole() *Tally {
	total := s.Total
	total.Name = summary.TotalName
	return &total
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func inChinese() func(a, b string) int {
	order := collate.New(language.Chinese, collate.Numeric)
	return func(a, b string) int { return cmp.Or(order.CompareString(a, b), cmp.Compare(a, b)) }
}

// Parts are the indicators that count for more or less for anybody, by number.
func (s *Simulation) Parts() []*Part {
	list := slices.Collect(maps.Values(s.parts))
	list = slices.DeleteFunc(list, func(p *Part) bool { return p.Earning == 0 })
	slices.SortFunc(list, func(a, b *Part) int { return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Label, b.Label)) })
	return list
}

// Lines are the lines that move anybody, those that move most first.
func (s *Simulation) Lines() []*Line {
	return slices.SortedFunc(maps.Values(s.lines), func(a, b *Line) int {
		return cmp.Or(-cmp.Compare(a.Movers, b.Movers), cmp.Compare(a.Text, b.Text))
	})
}

// Unusable are the indicators to which answers do not stand, by number.
func (s *Simulation) Unusable() (list []Unusable) {
	for q, n := range s.unusable {
		list = append(list, Unusable{Label: q.label, People: n, number: q.number})
	}
	slices.SortFunc(list, func(a, b Unusable) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.Label, b.Label))
	})
	return list
}

// Ways counts a tally's people by which way the grade goes.
type Ways struct{ Up, Down, Into, OutOf, Same int }

// Ways are those of a tally: up and down, into the worst grade and out of it
// (some of those), and no change.
func (s *Simulation) Ways(t *Tally) (w Ways) {
	for move, n := range t.Moves {
		switch before, after := s.rank(move.Before), s.rank(move.After); {
		case after < before:
			w.Up += n
		case after > before:
			w.Down += n
		default:
			w.Same += n
		}
		if s.isInto(move) {
			w.Into += n
		}
		if s.isOutOf(move) {
			w.OutOf += n
		}
	}
	return w
}

func (s *Simulation) isInto(m Move) bool  { return into(s.Worst(), m) }
func (s *Simulation) isOutOf(m Move) bool { return outOf(s.Worst(), m) }

func into(worst string, m Move) bool  { return m.After == worst && m.Before != worst }
func outOf(worst string, m Move) bool { return m.Before == worst && m.After != worst }
