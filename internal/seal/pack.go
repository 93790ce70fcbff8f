package seal

import (
	"encoding/binary"
	"slices"

	"credit/internal/points"
	"credit/internal/sheet"
)

// packer makes of rows what their records are made of: the tags of their cells
// and their data. Most cells recur: what a column has had is copied from there.
// It is for one goroutine.
type packer struct {
	digester *Digester
	known    [][]knownColumn // by sheet and column
	one      Row             // a cell that was not met before
	tags     []byte
	data     []byte
}

// knownColumn are cells that a column has had: texts, each where its content
// leads to, and the halves of points up to 20, each in its place.
type knownColumn struct {
	texts  *[1 << textBits]knownCell
	halves *[41]knownCell
	// last is the value that was looked up last, if it is kept, and lastCell
	// where: the next cell often has the same.
	last     sheet.Value
	lastCell *knownCell
}

const textBits = 5

// knownCell is a cell as a row's data holds it, with its tag.
type knownCell struct {
	tag  uint16
	size uint8 // of data, 0 for none
	data [mostKnown]byte
}

// mostKnown is how long the data of a cell may be that is kept: answers,
// schools and posts are seldom longer, and longer texts seldom recur.
const mostKnown = 29

// pack gives the tags of a row of a sheet that has so many columns, and its data
// as a Row has it, until the next row.
func (p *packer) pack(at int, values []sheet.Value, columns int) (tags, data []byte) {
	tags = slices.Grow(p.tags[:0], columns*tagSize)[:columns*tagSize]
	clear(tags)
	known := p.columns(at, len(values))
	data = p.data[:0]
	var tag uint16
	for i := 0; i < len(values); i++ {
		v := &values[i]
		data, tag = p.cell(data, &known[i], i+1, v)
		if i < columns {
			binary.BigEndian.PutUint16(tags[i*tagSize:], tag)
		}
		i += v.Columns() - 1
	}
	p.tags, p.data = tags, data
	return tags, data
}

// columns are what is known of the first n columns of a sheet.
func (p *packer) columns(at, n int) []knownColumn {
	for len(p.known) <= at {
		p.known = append(p.known, nil)
	}
	for len(p.known[at]) < n {
		p.known[at] = append(p.known[at], knownColumn{})
	}
	return p.known[at]
}

// cell adds a cell to the data of a row, and gives its tag; 0 is a cell in which
// nothing stands.
func (p *packer) cell(data []byte, known *knownColumn, column int, v *sheet.Value) ([]byte, uint16) {
	if known.lastCell != nil && *v == known.last {
		return known.lastCell.appendTo(data), known.lastCell.tag
	}
	slot, met := known.find(v)
	if known.lastCell = slot; slot != nil {
		known.last = *v
	}
	if met {
		return slot.appendTo(data), slot.tag
	}
	p.one.reset()
	p.one.add(column, v)
	if p.one.IsBlank() {
		return data, 0
	}
	tag := p.digester.tagOf(column, p.one.of(p.one.cells[0]))
	if slot != nil && !slot.keep(tag, p.one.data) {
		known.lastCell = nil
	}
	return append(data, p.one.data...), tag
}

// find is where a cell is kept, and whether it is there already; nil where it
// is not to be kept: a formula, a blank one, a fraction.
func (k *knownColumn) find(v *sheet.Value) (at *knownCell, known bool) {
	if v.IsComputed() {
		return nil, false
	}
	if text, is := v.Text(); is {
		if text == "" || len(text) > mostKnown-1-trailer {
			return nil, false
		}
		if k.texts == nil {
			k.texts = new([1 << textBits]knownCell)
		}
		at = &k.texts[placeOf(text)]
		return at, at.size > 0 && string(at.data[1:at.size-trailer]) == text
	}
	const half = points.Unit / 2
	number, exact := v.Exact()
	if !exact || number < 0 || number > 20*points.Unit || number%half != 0 {
		return nil, false
	}
	if k.halves == nil {
		k.halves = new([41]knownCell)
	}
	at = &k.halves[number/half]
	return at, at.size > 0
}

// placeOf spreads texts over the places, by their first and their last bytes.
func placeOf(text string) uint64 {
	var h uint64
	for i := range min(len(text), 6) {
		h = h<<8 | uint64(text[i])
	}
	const odd = 0x9E3779B97F4A7C15
	return (h ^ uint64(text[len(text)-1])<<48 ^ uint64(len(text))<<56) * odd >> (64 - textBits)
}

// keep keeps a cell in the place of another, if there is room for its data.
func (c *knownCell) keep(tag uint16, data []byte) bool {
	if len(data) > mostKnown {
		return false
	}
	c.tag, c.size = tag, uint8(copy(c.data[:], data))
	return true
}

// appendTo adds the cell to the data of a row.
func (c *knownCell) appendTo(data []byte) []byte {
	end := len(data)
	if cap(data)-end < mostKnown {
		data = slices.Grow(data, mostKnown)
	}
	*(*[mostKnown]byte)(data[end : end+mostKnown]) = c.data // of fixed size: a quick copy
	return data[:end+int(c.size)]
}
