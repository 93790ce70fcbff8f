package xlsx

import (
	"bytes"
	"fmt"
	"slices"
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

// withTexts is the frame with the workbook's table of texts, if that holds
// any.
func (d frame) withTexts(t *sharedTexts) (frame, error) {
	if t.cells == 0 {
		return d, nil
	}
	d = slices.Clone(d)
	for _, add := range [][3]string{{typesPart, "</Types>", sharedType}, {workbookRels, "</Relationships>", sharedRelation}} {
		p := d.find(add[0])
		if p == nil {
			return nil, fmt.Errorf("%s: the part is missing", add[0])
		}
		before, found := bytes.CutSuffix(p.before, []byte(add[1]))
		if !found {
			return nil, fmt.Errorf("%s: the part has no end", add[0])
		}
		p.before = slices.Concat(before, []byte(add[2]), []byte(add[1]))
	}
	at := slices.IndexFunc(d, func(p framePart) bool { return p.name > sharedPart && p.name != typesPart })
	if at < 0 {
		at = len(d)
	}
	return slices.Insert(d, at, framePart{name: sharedPart, sheet: -1, before: t.part()}), nil
}
