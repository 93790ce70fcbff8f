package compare

import (
	"strconv"

	"credit/internal/points"
	"credit/internal/result"
)

// AppendJSON adds the contract's line of one change to b; the ID number is
// masked.
func (c *Change) AppendJSON(b []byte) []byte {
	who := c.any()
	b = append(b, `{"id":`...)
	b = result.AppendText(b, who.ID().String())
	b = append(b, `,"name":`...)
	b = result.AppendText(b, who.Name())
	b = append(b, `,"change":"`...)
	b = append(append(b, c.Kind...), '"')
	b = appendSide(b, "old", c.Old)
	b = appendSide(b, "new", c.New)
	b = append(b, `,"indicators":{`...)
	for i, m := range c.Moves {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(strconv.AppendInt(append(b, '"'), int64(m.Number), 10), `":[`...)
		b = append(m.Old.Append(b), ',')
		b = append(m.New.Append(b), ']')
	}
	return append(b, "}}\n"...)
}

// appendSide writes where somebody stood; those held back have no total and no
// grade.
func appendSide(b []byte, key string, who *Person) []byte {
	if who == nil {
		return b
	}
	b = append(append(append(b, `,"`...), key...), `":{"county":`...)
	b = result.AppendText(b, who.County())
	b = append(b, `,"school":`...)
	b = result.AppendText(b, who.School())
	if who.Graded {
		b = append(b, `,"total":`...)
		b = who.Total.Append(b)
		b = append(b, `,"grade":`...)
		b = result.AppendText(b, who.Grade())
		b = appendOverlaid(b, who)
	}
	return append(b, '}')
}

// appendOverlaid adds what a county's own rules (article 21) came to, by the
// keys of the lines of score.
func appendOverlaid(b []byte, who *Person) []byte {
	if who.overlaid == nil {
		return b
	}
	for i, document := range who.Documents() {
		b = append(b, [...]string{`,"overlays":[`, `,`}[min(i, 1)]...)
		b = result.AppendText(b, document)
	}
	b = append(b, ']')
	if who.Adjusted {
		b = append(b, `,"adjusted":{"total":`...)
		b = who.Counts.Append(b)
		b = append(b, `,"exact":`...)
		b = result.AppendText(b, who.overlaid.exact)
		b = append(b, '}')
	}
	return b
}

// Signed writes a change with its sign: +1.5, -2, 0.
func Signed(p points.Points) string {
	if p > 0 {
		return "+" + p.String()
	}
	return p.String()
}
