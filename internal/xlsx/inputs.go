package xlsx

import (
	"bytes"

	"credit/internal/sheet"
)

// mostInputs bounds the ranges that say what may be filled in.
const mostInputs = 100_000

// inputRanges finds at the end of a worksheet part the ranges that say what
// may be filled in: those of dataValidations, and those of Excel's newer form
// in extLst, which refer to another sheet. They judge nobody: whatever is out
// of the ordinary gives the whole sheet, and the strict pass holds that the
// part is sound.
func (w *Workbook) inputRanges(tail []byte) []sheet.Range {
	word, end := []byte("dataValidations"), []byte("dataValidations>")
	var ranges []sheet.Range
	for {
		at := bytes.Index(tail, word)
		if at < 0 {
			return ranges
		}
		tail = tail[at+len(word):]
		open := bytes.IndexByte(tail, '>')
		if open > 0 && tail[open-1] == '/' {
			tail = tail[open:]
			continue
		}
		to := bytes.Index(tail, end)
		if open < 0 || to < open {
			return w.everywhere()
		}
		ok := false
		if ranges, ok = references(ranges, tail[open:to]); !ok {
			return w.everywhere()
		}
		tail = tail[to+len(end):]
	}
}

func (w *Workbook) everywhere() []sheet.Range {
	return []sheet.Range{{Top: 1, Left: 1, Bottom: w.limits.Rows, Right: w.limits.Columns}}
}

// references appends the ranges of every sqref, attribute or element.
func references(ranges []sheet.Range, text []byte) ([]sheet.Range, bool) {
	word := []byte("sqref")
	for {
		at := bytes.Index(text, word)
		if at < 0 {
			return ranges, true
		}
		list, rest, ok := reference(text[at+len(word):])
		if !ok {
			return nil, false
		}
		text = rest
		for _, ref := range bytes.Fields(list) {
			r, ok := mergedRange(string(ref))
			if !ok || len(ranges) == mostInputs {
				return nil, false
			}
			ranges = append(ranges, r)
		}
	}
}

// reference is what stands after the word sqref: ="A1:B2 C3", or >A1:B2<, and
// what follows it.
func reference(text []byte) (list, rest []byte, ok bool) {
	if list, found := bytes.CutPrefix(text, []byte(">")); found {
		end := bytes.Index(list, []byte("sqref>"))
		to := bytes.IndexByte(list, '<')
		if to < 0 || end < to {
			return nil, nil, false
		}
		return list[:to], list[end+len("sqref>"):], true
	}
	text, found := bytes.CutPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("="))
	text = bytes.TrimLeft(text, " \t\r\n")
	if !found || len(text) == 0 || text[0] != '"' && text[0] != '\'' {
		return nil, nil, false
	}
	to := bytes.IndexByte(text[1:], text[0])
	if to < 0 {
		return nil, nil, false
	}
	return text[1 : 1+to], text[1+to:], true
}
