package submission

import (
	"strings"

	"credit/internal/sheet"
)

// texts number the texts that answers are given in, from 1, each once: a few
// hundred recur throughout a year. It is not safe for several goroutines.
type texts struct {
	numbers map[string]int
	list    []string // by number
	// hints are the numbers of the texts of the workbook's own table, by their
	// number there. They are no more than hints: the text in the cell is what
	// counts, for the next workbook has another table.
	hints []uint16
}

// unnumbered is the number of a text that is not kept.
const unnumbered = 0

// mostTexts bounds the texts that are kept, mostHints the part of a workbook's
// table that is looked at: what recurs stands in the front.
const (
	mostTexts = 4096
	mostHints = 1 << 18
)

func newTexts() *texts { return &texts{numbers: map[string]int{}, list: []string{""}} }

// number is that of the text in a cell, unnumbered where there are too many.
func (t *texts) number(cell *sheet.Cell) int {
	at := int(cell.Shared)
	if at > 0 && at < len(t.hints) {
		if n := int(t.hints[at]); n != unnumbered && t.list[n] == cell.Text {
			return n
		}
	}
	n := t.of(cell.Text)
	if at > 0 && at < mostHints {
		for len(t.hints) <= at {
			t.hints = append(t.hints, unnumbered)
		}
		t.hints[at] = uint16(n)
	}
	return n
}

// of is the number of a text.
func (t *texts) of(text string) int {
	if n, known := t.numbers[text]; known {
		return n
	}
	if len(t.list) > mostTexts {
		return unnumbered
	}
	text = strings.Clone(text) // it may be a slice of a larger one
	t.list = append(t.list, text)
	t.numbers[text] = len(t.list) - 1
	return len(t.list) - 1
}
