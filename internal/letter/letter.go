// Package letter lays out an official letter as a page of a workbook: upright
// A4, printed on one page, black on white.
package letter

import "credit/internal/sheet"

// Columns is how many columns a letter's page has; the widths of a table's
// columns add up to it.
const Columns = 12

// columnWidth makes the page as wide as upright A4 at full size.
const columnWidth = 6.6

// indent begins a paragraph, as Chinese letters do.
const indent = "　　"

// Letter is one letter.
type Letter struct {
	// Sheet is the name of its sheet.
	Sheet string
	Title string
	// Number stands at the right under the title, empty for none.
	Number string
	// To is whom it is addressed to, without the colon.
	To string
	// Body is what it says, in order.
	Body []Block
	// Signed are who signs and the date, a line each at the right; empty
	// lines leave room for a seal.
	Signed []string
	// Small is the small print under the signatures, a line each.
	Small []string
	// Slip is what is cut off and handed back: its heading and its boxes; the
	// zero value is none.
	Slip Slip
}

// Slip is the part that is cut off, signed and handed back.
type Slip struct {
	Title string
	Text  string
	// Boxes are pairs of a label and what stands beside it, blank to be filled
	// in; two pairs a row.
	Boxes [][2]string
}

// Block is a part of the body.
type Block interface{ add(*sheet.Page) }

// Paragraph is one paragraph of text.
type Paragraph string

// Plain is a paragraph that does not begin with an indent.
type Plain string

// Heading begins a part of a long letter.
type Heading string

// Table is a table drawn on the page.
type Table struct {
	// Widths are how many of the page's columns each column goes over.
	Widths []int
	Header []string
	Rows   [][]sheet.Value
	// Small sets the rows in small print, for tables that may be long.
	Small bool
}

// Page lays the letter out.
func (l Letter) Page() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: l.Sheet, Plain: true, Portrait: true, OnePage: true}}
	for range Columns {
		page.Columns = append(page.Columns, sheet.Column{Width: columnWidth, Wrap: true})
	}
	line(&page, sheet.Title, l.Title)
	if l.Number != "" {
		line(&page, sheet.Aside, l.Number)
	}
	if l.To != "" {
		line(&page, sheet.Paragraph, l.To+"：")
	}
	for _, block := range l.Body {
		block.add(&page)
	}
	for _, text := range l.Signed {
		line(&page, sheet.Aside, text)
	}
	for _, text := range l.Small {
		line(&page, sheet.Small, text)
	}
	l.Slip.add(&page)
	return page
}

// line adds a row over the whole width; an empty text is an empty row.
func line(page *sheet.Page, part sheet.Part, text string) {
	page.Add(sheet.TextValue(text).As(part).Across(Columns))
}

func (p Paragraph) add(page *sheet.Page) { line(page, sheet.Paragraph, indent+string(p)) }

func (p Plain) add(page *sheet.Page) { line(page, sheet.Paragraph, string(p)) }

func (h Heading) add(page *sheet.Page) {
	page.Add(sheet.TextValue(string(h)).AsBold().As(sheet.Paragraph).Across(Columns))
}

func (t Table) add(page *sheet.Page) {
	if len(t.Header) > 0 {
		var header []sheet.Value
		for _, text := range t.Header {
			header = append(header, sheet.TextValue(text).AsBold())
		}
		page.Add(t.boxes(header)...)
	}
	for _, row := range t.Rows {
		page.Add(t.boxes(row)...)
	}
}

// boxes put each value into a box over its columns, numbers in its middle; a
// row that is short has empty boxes.
func (t Table) boxes(values []sheet.Value) []sheet.Value {
	row := make([]sheet.Value, Columns)
	at := 0
	for i, width := range t.Widths {
		v := sheet.Empty()
		if i < len(values) {
			v = values[i]
		}
		row[at] = t.look(v).AsBoxed().Across(width)
		at += width
	}
	return row[:at]
}

// look sets numbers in the middle of their boxes.
func (t Table) look(v sheet.Value) sheet.Value {
	_, isNumber := v.Number()
	middle := isNumber || v.Part == sheet.Middle
	switch {
	case t.Small && !v.Bold && middle:
		return v.As(sheet.SmallMiddle)
	case t.Small && !v.Bold:
		return v.As(sheet.Small)
	case middle:
		return v.As(sheet.Middle)
	}
	return v
}

func (s Slip) add(page *sheet.Page) {
	if s.Title == "" {
		return
	}
	line(page, sheet.CutLine, "沿此线剪下交回")
	page.Add(sheet.TextValue(s.Title).AsBold().As(sheet.Paragraph).Across(Columns))
	if s.Text != "" {
		Paragraph(s.Text).add(page)
	}
	table := Table{Widths: []int{2, 4, 2, 4}}
	for i := 0; i < len(s.Boxes); i += 2 {
		var row []sheet.Value
		for _, box := range s.Boxes[i:min(i+2, len(s.Boxes))] {
			row = append(row, sheet.TextValue(box[0]).AsBold(), sheet.TextValue(box[1]))
		}
		table.Rows = append(table.Rows, row)
	}
	table.add(page)
}
