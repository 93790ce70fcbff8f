package sheet

import (
	"strconv"

	"credit/internal/points"
)

// Value is one cell to be written. It is small, for rows of a hundred of them
// are made for everybody; what few cells have stands behind a pointer.
type Value struct {
	kind valueKind
	// Bold sets this cell apart (a total).
	Bold bool
	// Heading makes the cell the heading of what follows on a page, Boxed a
	// cell of a table drawn on a page, a bold one its header.
	Heading, Boxed bool
	// Part is what the cell is of a letter.
	Part Part
	// across is how many columns the cell is written over; 0 is one.
	across uint16
	text   string
	number int64
	over   int64
	// computed is how the cell is computed, nil where it is not; text or number
	// is then its saved result. What it points to is never changed.
	computed *computation
}

// computation is a formula.
type computation struct {
	formula string
	// shared is how many cells the formula is for, downwards from this one;
	// copied says that it is the one above, moved down.
	shared int
	copied bool
}

// Part is what a cell is of a letter that is printed, beside its paragraphs.
type Part uint8

// The parts of a letter.
const (
	NoPart      Part = iota
	Title            // in the middle, large
	Paragraph        // set from edge to edge
	Aside            // at the right: a number, a signature, a date
	Small            // small print
	CutLine          // what follows is cut off and handed back
	Middle           // a box whose text stands in its middle
	SmallMiddle      // the same in small print
)

type valueKind uint8

const (
	emptyValue valueKind = iota
	textValue
	pointsValue
	countValue
	shareValue
)

// Empty is a cell without a value.
func Empty() Value { return Value{} }

// TextValue is a text cell, whatever the text looks like: a text that starts
// with = is never a formula. An empty text is an empty cell.
func TextValue(text string) Value {
	if text == "" {
		return Value{}
	}
	return Value{kind: textValue, text: text}
}

// PointsValue is a number cell that holds points.
func PointsValue(p points.Points) Value { return Value{kind: pointsValue, number: int64(p)} }

// CountValue is a number cell that holds a whole number.
func CountValue(n int) Value { return Value{kind: countValue, number: int64(n)} }

// ShareValue is a number cell that holds part/whole as a fraction; a whole of
// 0 is an empty cell.
func ShareValue(part, whole int) Value {
	if whole == 0 {
		return Value{}
	}
	return Value{kind: shareValue, number: int64(part), over: int64(whole)}
}

// ComputedBy is the value as the saved result of a formula, which is written
// without its leading =; an Empty value becomes an empty text.
func (v Value) ComputedBy(formula string) Value { return v.computedBy(computation{formula: formula}) }

// ComputedDown is ComputedBy for so many cells, this one and those below it,
// which are ComputedAsAbove: the file then holds the formula once.
func (v Value) ComputedDown(formula string, cells int) Value {
	return v.computedBy(computation{formula: formula, shared: cells})
}

// ComputedAsAbove is the value as the saved result of the formula of the cell
// above, its references moved down.
func (v Value) ComputedAsAbove() Value { return v.computedBy(computation{copied: true}) }

func (v Value) computedBy(c computation) Value {
	if v.kind == emptyValue {
		v.kind = textValue
	}
	v.computed = &c
	return v
}

// Shared is how many cells, downwards from this one, the formula is for, 0 or
// 1 for this one alone; copied says that it is that of the cell above.
func (v Value) Shared() (cells int, copied bool) {
	if v.computed == nil {
		return 0, false
	}
	return v.computed.shared, v.computed.copied
}

// IsComputed reports the saved result of a formula.
func (v Value) IsComputed() bool {
	return v.computed != nil && (v.computed.formula != "" || v.computed.copied)
}

// Formula is what computes the cell, empty where it is no formula.
func (v Value) Formula() string {
	if v.computed == nil {
		return ""
	}
	return v.computed.formula
}

// StandsApart reports a value that does not simply stand in its column.
func (v *Value) StandsApart() bool {
	return v.across > 1 || v.Heading || v.Boxed || v.Part != NoPart
}

// AsBold is the value set apart, for totals.
func (v Value) AsBold() Value {
	v.Bold = true
	return v
}

// AsHeading is the value as a heading within a page.
func (v Value) AsHeading() Value {
	v.Heading = true
	return v
}

// AsBoxed is the value in a box of a page: to be filled in, where it is Empty.
func (v Value) AsBoxed() Value {
	v.Boxed = true
	return v
}

// As is the value as a part of a letter.
func (v Value) As(p Part) Value {
	v.Part = p
	return v
}

// Across is the value written over n columns of a page, its own the first;
// what stands in the others' places is not written. n is at most what a sheet
// has, 16,384.
func (v Value) Across(n int) Value {
	v.across = uint16(n)
	return v
}

// Columns are how many columns the value is written over.
func (v Value) Columns() int { return max(1, int(v.across)) }

// IsEmpty reports a cell without a value.
func (v Value) IsEmpty() bool {
	return v.kind == emptyValue || v.kind == textValue && v.text == "" && !v.IsComputed()
}

// Text is the text of a text cell, and whether it is one.
func (v Value) Text() (string, bool) { return v.text, v.kind == textValue }

// Number is the double that a number cell stores, and whether it is one: the
// nearest to the exact value, which the file then shows at its shortest.
func (v Value) Number() (float64, bool) {
	switch v.kind {
	case pointsValue:
		return float64(v.number) / float64(points.Unit), true
	case countValue:
		return float64(v.number), true
	case shareValue:
		return float64(v.number) / float64(v.over), true
	}
	return 0, false
}

// Exact is the number of a cell of points or a count, in hundredths, and
// whether the value is one.
func (v *Value) Exact() (points.Points, bool) {
	switch v.kind {
	case pointsValue:
		return points.Points(v.number), true
	case countValue:
		return points.Points(v.number) * points.Unit, true
	}
	return 0, false
}

// AppendExact adds the number of a cell of points or a count as it is read
// back, and reports whether the value is one.
func (v *Value) AppendExact(b []byte) ([]byte, bool) {
	switch v.kind {
	case pointsValue:
		return points.Points(v.number).Append(b), true
	case countValue:
		return strconv.AppendInt(b, v.number, 10), true
	}
	return b, false
}
