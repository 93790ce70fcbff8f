package seal

import (
	"cmp"
	"slices"
)

// Kind is what became of a row.
type Kind string

// What can become of a row.
const (
	Changed Kind = "changed"
	Added   Kind = "added"
	Removed Kind = "removed"
	Moved   Kind = "moved" // the same cells in another place
)

// Difference is a row that is not as it was.
type Difference struct {
	Kind Kind
	// Row is the worksheet's row now, Was the one it had; 0 where there is none.
	Row, Was int
	// Cells are those that changed; none where a row changed and its tags,
	// one chance in 65,536, do not tell where.
	Cells []Cell
	// Now is the row as it stands, nil for one that was removed or moved.
	Now *Row
	// Before is the row as it ought to stand, of one that was removed and only
	// where that is known.
	Before *Row
	// Same is another row with the very cells of one that was added; 0 for none.
	Same int
}

// Cell is a cell that changed.
type Cell struct {
	Column int
	// Now is what stands there, Want what ought to, where that is known.
	Now, Want string
	Known     bool
}

// Comparison holds the rows of a sheet, as they are read, against what they
// ought to be.
type Comparison struct {
	want     *Expected
	digester *Digester
	// at are the places of each Sum in want, made when a row is not where it
	// ought to be.
	at    map[Sum][]int32
	found []found
	// met are the records whose rows were seen in their place; away are the
	// Sums of rows that were seen elsewhere; copies are rows of which more were
	// seen than there ought to be.
	met    []bool
	away   map[Sum]bool
	copies map[Sum]*Row
}

// found is a row that was read.
type found struct {
	row  int
	want int32 // the record it is, -1 for none yet
	sum  Sum
	now  *Row // nil where the row stands in want
}

// Compare starts a comparison; the digester is that of the key under which the
// records were made.
func (e *Expected) Compare(d *Digester) *Comparison {
	e.complete()
	return &Comparison{
		want: e, digester: d, found: make([]found, 0, len(e.records)), met: make([]bool, len(e.records)), away: map[Sum]bool{}, copies: map[Sum]*Row{},
	}
}

// See takes the next row of the sheet.
func (c *Comparison) See(number int, row *Row) {
	f := found{row: number, want: -1, sum: c.digester.Sum(c.want.Name, row)}
	if place := number - c.want.FirstRow; place >= 0 && place < len(c.want.records) && Sum(c.want.records[place]) == f.sum {
		f.want, c.met[place] = int32(place), true
		if c.away[f.sum] {
			c.copies[f.sum] = row.clone()
		}
	} else if places := c.places(f.sum); places == nil {
		f.now = row.clone()
	} else {
		if c.away[f.sum] || slices.ContainsFunc(places, func(at int32) bool { return c.met[at] }) {
			c.copies[f.sum] = row.clone()
		}
		c.away[f.sum] = true
	}
	c.found = append(c.found, f)
}

// places are where rows of that Sum ought to be.
func (c *Comparison) places(sum Sum) []int32 {
	if c.at == nil {
		c.at = make(map[Sum][]int32, len(c.want.records))
		for i, record := range c.want.records {
			c.at[Sum(record)] = append(c.at[Sum(record)], int32(i))
		}
	}
	return c.at[sum]
}

// Differences are what the rows come to once all were seen, by the row where
// they stand or stood.
func (c *Comparison) Differences() []Difference {
	if c.isSame() {
		return nil
	}
	taken := make([]bool, len(c.want.records))
	for _, f := range c.found {
		if f.want >= 0 {
			taken[f.want] = true
		}
	}
	c.findElsewhere(taken)
	changed := c.pair(taken)
	moved := c.moved()
	if c.swapTwins(moved) {
		moved = c.moved()
	}
	var all []Difference
	var standing map[Sum]int
	for i, f := range c.found {
		was := int(f.want) + c.want.FirstRow
		switch {
		case f.want < 0:
			if standing == nil {
				standing = c.standing()
			}
			all = append(all, c.added(&f, standing))
		case changed[i]:
			all = append(all, Difference{Kind: Changed, Row: f.row, Was: was, Now: f.now, Cells: c.cells(&c.found[i])})
		case moved[i]:
			all = append(all, Difference{Kind: Moved, Row: f.row, Was: was})
		}
	}
	for i := range taken {
		if !taken[i] {
			all = append(all, Difference{Kind: Removed, Was: i + c.want.FirstRow, Before: c.want.row(int32(i))})
		}
	}
	slices.SortStableFunc(all, func(a, b Difference) int { return cmp.Compare(cmp.Or(a.Row, a.Was), cmp.Or(b.Row, b.Was)) })
	return all
}

// isSame reports that every row is where it ought to be, and no other.
func (c *Comparison) isSame() bool {
	for i := range c.found {
		if int(c.found[i].want) != i {
			return false
		}
	}
	return len(c.found) == len(c.want.records)
}

// swapTwins lets the other one of two same rows be the one that was there,
// where the first is out of its order: it is the copy.
func (c *Comparison) swapTwins(moved []bool) (swapped bool) {
	outOfOrder := map[Sum]int{}
	for i, f := range c.found {
		if f.want >= 0 && moved[i] {
			outOfOrder[f.sum] = i
		}
	}
	for i := range c.found {
		f := &c.found[i]
		if f.want >= 0 || f.now != nil {
			continue
		}
		if at, twin := outOfOrder[f.sum]; twin {
			f.want, c.found[at].want = c.found[at].want, -1
			delete(outOfOrder, f.sum)
			swapped = true
		}
	}
	return swapped
}

// added is a row that was not there: a new one, or a copy of one that was.
func (c *Comparison) added(f *found, standing map[Sum]int) Difference {
	d := Difference{Kind: Added, Row: f.row, Now: f.now}
	if d.Now == nil {
		d.Now = c.copies[f.sum]
	}
	if same := standing[f.sum]; same != f.row {
		d.Same = same
	}
	return d
}

// standing are the rows of each Sum: those that ought to be there, or else the
// first.
func (c *Comparison) standing() map[Sum]int {
	rows := make(map[Sum]int, len(c.found))
	for _, ought := range []bool{true, false} {
		for _, f := range c.found {
			if _, taken := rows[f.sum]; !taken && (f.want >= 0) == ought {
				rows[f.sum] = f.row
			}
		}
	}
	return rows
}

// findElsewhere gives the rows that are not in their place the record that
// they are.
func (c *Comparison) findElsewhere(taken []bool) {
	for i := range c.found {
		f := &c.found[i]
		if f.want >= 0 || f.now != nil {
			continue
		}
		for _, place := range c.places(f.sum) {
			if !taken[place] {
				f.want, taken[place] = place, true
				break
			}
		}
	}
}

// mostPairs bounds how many pairs of rows are held against each other.
const mostPairs = 1_000_000

// pair finds for the rows that are no record's the record they were before
// somebody changed them: the one they share most cells with. It says which of
// the rows found changed.
func (c *Comparison) pair(taken []bool) map[int]bool {
	p := &pairing{c: c, changed: map[int]bool{}, taken: taken}
	for i := range c.found {
		if f := &c.found[i]; f.want < 0 && f.now != nil {
			p.rows = append(p.rows, i)
		}
	}
	for i := range taken {
		if !taken[i] {
			p.records = append(p.records, i)
		}
	}
	if len(p.rows)*len(p.records) > mostPairs {
		p.sameRow(true)
	}
	p.mostAlike()
	p.sameRow(false)
	return p.changed
}

// pairing is one search for what rows were.
type pairing struct {
	c       *Comparison
	rows    []int // in found
	records []int // in want
	taken   []bool
	changed map[int]bool
}

// settle says that a row was that record.
func (p *pairing) settle(row, record int) {
	p.c.found[row].want, p.taken[record], p.changed[row] = int32(record), true, true
}

// left are the rows and the records that are not settled.
func (p *pairing) left() (rows, records []int) {
	rows = slices.DeleteFunc(slices.Clone(p.rows), func(i int) bool { return p.changed[i] })
	return rows, slices.DeleteFunc(slices.Clone(p.records), func(i int) bool { return p.taken[i] })
}

// sameRow pairs what stands in the same row; alike asks that half of the cells
// be the same.
func (p *pairing) sameRow(alike bool) {
	rows, _ := p.left()
	for _, i := range rows {
		record := p.c.found[i].row - p.c.want.FirstRow
		if record < 0 || record >= len(p.taken) || p.taken[record] {
			continue
		}
		if !alike || p.c.alike(p.c.tagsOf(i), p.c.digester.tags(p.c.want.records[record])) > 0 {
			p.settle(i, record)
		}
	}
}

// mostAlike pairs rows and records that share the most cells, and at least
// half of those in which anything stands.
func (p *pairing) mostAlike() {
	rows, records := p.left()
	if len(rows)*len(records) > mostPairs {
		return
	}
	type pair struct{ row, record, same, way int }
	var pairs []pair
	tags := make([][]byte, len(records))
	for at, record := range records {
		tags[at] = p.c.digester.tags(p.c.want.records[record])
	}
	for _, row := range rows {
		own := p.c.tagsOf(row)
		for at, record := range records {
			if same := p.c.alike(own, tags[at]); same > 0 {
				way := p.c.found[row].row - p.c.want.FirstRow - record
				pairs = append(pairs, pair{row, record, same, max(way, -way)})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.same, a.same), cmp.Compare(a.way, b.way), cmp.Compare(a.row, b.row), cmp.Compare(a.record, b.record))
	})
	for _, one := range pairs {
		if !p.changed[one.row] && !p.taken[one.record] {
			p.settle(one.row, one.record)
		}
	}
}

func (c *Comparison) tagsOf(i int) []byte {
	return c.digester.AppendTags(nil, c.found[i].now, c.want.Columns)
}

// alike is how many cells two rows share, 0 where it is less than half of
// those in which anything stands in either.
func (c *Comparison) alike(a, b []byte) int {
	same, filled := 0, 0
	for i := 0; i < len(a); i += tagSize {
		switch {
		case a[i]|a[i+1]|b[i]|b[i+1] == 0:
			continue
		case a[i] == b[i] && a[i+1] == b[i+1]:
			same++
		}
		filled++
	}
	if 2*same < filled {
		return 0
	}
	return same
}

// cells are those of a row that changed.
func (c *Comparison) cells(f *found) (cells []Cell) {
	was := c.want.row(f.want)
	before := c.digester.tags(c.want.records[f.want])
	now := c.digester.AppendTags(nil, f.now, c.want.Columns)
	add := func(column int) {
		cell := Cell{Column: column, Now: f.now.Text(column)}
		if was != nil {
			cell.Want, cell.Known = was.Text(column), true
		}
		cells = append(cells, cell)
	}
	for i := range c.want.Columns {
		if at := i * tagSize; before[at] != now[at] || before[at+1] != now[at+1] {
			add(i + 1)
		}
	}
	for _, one := range f.now.cells {
		if column := int(one.column); column > c.want.Columns {
			add(column)
		}
	}
	return cells
}

// moved says which rows are out of their order: all but the most that still
// follow one another as they did (a longest increasing subsequence), so that
// a row that was removed moves nobody.
func (c *Comparison) moved() []bool {
	moved := make([]bool, len(c.found))
	var tails []int // the rows in which orders of each length end
	before := make([]int, len(c.found))
	for i, f := range c.found {
		if f.want < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(tails, f.want, func(tail int, want int32) int { return cmp.Compare(c.found[tail].want, want) })
		moved[i], before[i] = true, -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	if len(tails) == 0 {
		return moved
	}
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		moved[i] = false
	}
	return moved
}
