package graded

import "credit/internal/sheet"

// recurring reads the answers to one indicator and numbers them, for nearly all
// of them come again and again: neither here nor by who takes the people of a
// workbook need the text be looked at each time.
type recurring struct {
	codes map[string]int32
	last  [lastAnswers]struct {
		cell, given string
		code        int32
	}
}

const (
	// mostCodes bounds what is remembered of one indicator.
	mostCodes = 4096
	// lastAnswers are those found without asking the map; a power of two.
	lastAnswers = 32
)

// read is the answer in a column, with its code.
func (r *recurring) read(t *table, column int) (given string, code int32) {
	cell := t.at(column)
	slot := &r.last[slotOf(cell.Text)]
	if slot.code != 0 && cell.Kind == sheet.Text && slot.cell == cell.Text {
		return slot.given, slot.code
	}
	given = t.textOf(cell, column)
	if code = r.code(given); code != 0 && cell.Kind == sheet.Text {
		slot.cell, slot.given, slot.code = cell.Text, given, code
	}
	return given, code
}

// code is the number of an answer, from 1; 0 where there are too many.
func (r *recurring) code(text string) int32 {
	code := r.codes[text]
	if code == 0 && len(r.codes) < mostCodes {
		code = int32(len(r.codes) + 1)
		r.codes[text] = code
	}
	return code
}

// slotOf spreads answers over the slots: short words mostly, and percentages
// that differ in the digits before the sign.
func slotOf(text string) int {
	n := len(text)
	if n < 2 {
		return n % lastAnswers
	}
	return (int(text[0])*3 + int(text[n-1]) + int(text[n-2])*5 + int(text[n/2])*7 + n) % lastAnswers
}
