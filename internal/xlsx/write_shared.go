package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// What a workbook's table of texts holds at most: so many texts, none of them
// longer in bytes. Whatever finds no room stands in its cell, so that memory
// does not grow with the rows.
const (
	mostShared    = 4096
	longestShared = 256
)

// sharedTexts are the texts of a workbook that stand in its table of texts
// and are named by their numbers in cells.
type sharedTexts struct {
	numbers map[string]int
	// items are the texts as they stand in the part, cells how many cells
	// hold one of them.
	items []byte
	cells int64
}

// number is a text's number in the table, which takes texts as they come.
func (t *sharedTexts) number(text string) (int, bool) {
	if len(text) > longestShared {
		return 0, false
	}
	if n, ok := t.numbers[text]; ok {
		t.cells++
		return n, true
	}
	n := len(t.numbers)
	if n == mostShared {
		return 0, false
	}
	if t.numbers == nil {
		t.numbers = map[string]int{}
	}
	t.numbers[strings.Clone(text)] = n
	t.items = append(appendTextElement(append(t.items, "<si>"...), text), "</si>"...)
	t.cells++
	return n, true
}

const (
	sharedPart   = "xl/sharedStrings.xml"
	workbookRels = "xl/_rels/workbook.xml.rels"
)

// part is the part with the table.
func (t *sharedTexts) part() []byte {
	head := fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"+
		`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d" uniqueCount="%d">`, t.cells, len(t.numbers))
	return bytes.Join([][]byte{[]byte(head), t.items, []byte("</sst>")}, nil)
}

// The lines that name the part in the list of types and among the workbook's
// relations.
const (
	sharedType = `<Override PartName="/` + sharedPart +
		`" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>`
	sharedRelation = `<Relationship Id="rIdTexts" Target="sharedStrings.xml"` +
		` Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"></Relationship>`
)

// insertBefore puts a line before the end of a part.
func insertBefore(end string, body []byte, line string) ([]byte, error) {
	at := bytes.LastIndex(body, []byte(end))
	if at < 0 {
		return nil, errors.New("the part has no end")
	}
	return bytes.Join([][]byte{body[:at], []byte(line), body[at:]}, nil), nil
}
