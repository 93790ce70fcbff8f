package xlsx

import (
	"fmt"
	"math"
	"strconv"

	"credit/internal/sheet"
)

// appendFilled writes a cell with its value, if it has one.
func (s *sheetWriter) appendFilled(dst []byte, c *columnWriter, v *sheet.Value) []byte {
	if len(c.lastEnd) > 0 && *v == c.last {
		s.texts.cells += c.lastShared
		return append(append(append(dst, c.start...), s.digits...), c.lastEnd...)
	}
	from, shared := len(dst), s.texts.cells
	dst = s.appendCell(dst, c, v)
	if _, isText := v.Text(); !v.IsComputed() && (c.recurring || !isText) {
		c.last, c.lastShared = *v, s.texts.cells-shared
		c.lastEnd = append(c.lastEnd[:0], dst[from+len(c.start)+len(s.digits):]...)
	}
	return dst
}

// appendCell is appendFilled for a value that the column did not have last.
func (s *sheetWriter) appendCell(dst []byte, c *columnWriter, v *sheet.Value) []byte {
	variant := 0
	if v.Bold {
		variant = boldStyle
	}
	if v.IsComputed() {
		return s.computed(dst, c, c.styles[variant], v)
	}
	if text, _ := v.Text(); text != "" {
		if c.recurring {
			if t := s.texts.find(text); t != nil {
				dst = s.open(dst, c.start, c.styles[variant|t.variant])
				return append(append(dst, ` t="s"><v>`...), t.end...)
			}
		}
		if looksActive(text) {
			variant |= activeStyle
		}
		return s.inline(dst, c.start, c.styles[variant], text)
	}
	dst = s.open(dst, c.start, c.styles[variant])
	if v.IsEmpty() {
		return append(dst, "/>"...)
	}
	return append(appendValue(append(dst, "><v>"...), v), "</v></c>"...)
}

// appendValue writes the number of a number cell.
func appendValue(dst []byte, v *sheet.Value) []byte {
	if exact, ok := v.AppendExact(dst); ok {
		return exact
	}
	number, _ := v.Number()
	return appendNumber(dst, number)
}

func (s *sheetWriter) open(dst []byte, start, style string) []byte {
	return append(append(append(dst, start...), s.digits...), style...)
}

// inline writes a cell that holds a string, whatever the string looks like.
func (s *sheetWriter) inline(dst []byte, start, style, text string) []byte {
	dst = append(s.open(dst, start, style), ` t="inlineStr"><is>`...)
	return append(appendTextElement(dst, text), "</is></c>"...)
}

// computed writes a cell with a formula and its saved result.
func (s *sheetWriter) computed(dst []byte, c *columnWriter, style string, v *sheet.Value) []byte {
	dst = s.open(dst, c.start, style)
	text, isText := v.Text()
	if isText {
		dst = append(dst, ` t="str"`...)
	}
	dst = append(s.formula(append(dst, '>'), c, v), "<v>"...)
	if isText {
		dst = appendText(dst, fitText(text))
	} else {
		dst = appendValue(dst, v)
	}
	return append(dst, "</v></c>"...)
}

// formula writes what computes a cell. One that is for several cells stands in
// the first of them and is named by its number in the others.
func (s *sheetWriter) formula(dst []byte, c *columnWriter, v *sheet.Value) []byte {
	cells, copied := v.Shared()
	switch {
	case copied:
		return fmt.Appendf(dst, `<f t="shared" si="%d"/>`, c.formula)
	case cells > 1:
		c.formula = s.formulas
		s.formulas++
		dst = fmt.Appendf(dst, `<f t="shared" ref="%s%d:%s%d" si="%d">`, c.name, s.row, c.name, s.row+cells-1, c.formula)
	default:
		dst = append(dst, "<f>"...)
	}
	return append(appendText(dst, v.Formula()), "</f>"...)
}

// appendNumber writes a double at its shortest.
func appendNumber(dst []byte, number float64) []byte {
	if whole := math.Trunc(number); whole == number && math.Abs(whole) < 1e15 {
		return strconv.AppendInt(dst, int64(whole), 10)
	}
	return strconv.AppendFloat(dst, number, 'g', -1, 64)
}
