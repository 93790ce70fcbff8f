package render

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"credit/internal/points"
	"credit/internal/sheet"
)

// htmlBlock is a table: all columns of a page, or as many as can be read side
// by side.
type htmlBlock struct {
	Caption, Class string
	Whole, NewPage bool // how it is printed
	Columns        int
	Head           [][]htmlHead
	Rows           []htmlRow
}

type htmlHead struct {
	Text                string
	Columns, Rows       int
	Class, Scope        string
	Style               template.CSS
	column, first, last int
}

type htmlRow struct {
	Total bool
	Cells []htmlCell
}

type htmlCell struct {
	Text   string
	Class  string
	Style  template.CSS
	Header bool
}

// wholeTable is how many rows a table has at most that is kept on one printed
// page; a longer one begins on a page of its own.
const wholeTable = 20

func htmlBlocksOf(p *sheet.Page) []htmlBlock {
	widths := htmlWidths(p)
	split := htmlSplit(&p.Layout, widths)
	blocks := make([]htmlBlock, len(split))
	for i, columns := range split {
		b := &blocks[i]
		b.Columns = len(columns)
		if len(split) > 1 {
			b.Caption = fmt.Sprintf("第 %d 部分，共 %d 部分", i+1, len(split))
		}
		b.Class = htmlSize(&p.Layout, widths, columns)
		b.Whole = len(p.Rows) <= wholeTable
		b.NewPage = !b.Whole && (i > 0 || p.Chart != nil)
		b.Head = htmlHeads(&p.Layout, widths, columns)
		for _, row := range p.Rows {
			b.Rows = append(b.Rows, htmlRowOf(&p.Layout, row, columns))
		}
	}
	return blocks
}

// htmlSize is the class of a block: the wider, the smaller its print; one
// that is beyond the columns to be printed is for the screen alone.
func htmlSize(l *sheet.Layout, widths, columns []int) string {
	sum, beside, printed := 0, 0, 0
	for _, c := range columns {
		sum += widths[c]
		if c >= l.FreezeColumns {
			beside++
			if htmlPrinted(l, c) {
				printed++
			}
		}
	}
	class := ""
	switch {
	case sum > 180:
		class = "dense"
	case sum > 150:
		class = "wide"
	}
	if beside > 0 && printed == 0 {
		return htmlClasses(class, "screen")
	}
	return class
}

func htmlPrinted(l *sheet.Layout, column int) bool {
	return l.PrintColumns == 0 || column < l.PrintColumns
}

// htmlLevels are the texts above a column, from the top.
func htmlLevels(c sheet.Column) [4]string { return [4]string{c.Section, c.Group, c.Note, c.Header} }

const (
	htmlNoteLevel   = 2
	htmlHeaderLevel = 3
)

// htmlHeads are the header rows: sections, groups and notes where there are
// any, and the headers, which reach up over what their column has not.
func htmlHeads(l *sheet.Layout, widths, columns []int) [][]htmlHead {
	var used []int
	for level := range htmlHeaderLevel + 1 {
		if level == htmlHeaderLevel || slices.ContainsFunc(columns, func(c int) bool { return htmlLevels(l.Columns[c])[level] != "" }) {
			used = append(used, level)
		}
	}
	rows := make([][]htmlHead, len(used))
	for i, c := range columns {
		texts := htmlLevels(l.Columns[c])
		top := len(used) - 1
		for top > 0 && texts[used[top-1]] == "" {
			top--
		}
		for row := range top {
			rows[row] = htmlAbove(rows[row], l, c, used[row], i)
		}
		rows[top] = append(rows[top], htmlHead{
			Text: l.Columns[c].Header, Columns: 1, Rows: len(used) - top, Scope: "col",
			Class: htmlClasses(htmlAlign(l.Columns[c].Style), htmlKeep(l.Columns[c].Header, htmlNarrow), htmlScreenClass(l, c)),
			Style: htmlLeast(l.Columns[c], widths[c]),
		})
	}
	return rows
}

// htmlAbove adds what stands above a column to a header row: as a cell of its
// own, or by widening the one before where it is the same.
func htmlAbove(row []htmlHead, l *sheet.Layout, column, level, place int) []htmlHead {
	text := htmlLevels(l.Columns[column])[level]
	if n := len(row); n > 0 && level != htmlNoteLevel && text != "" {
		before := &row[n-1]
		same := before.last == place-1 && before.Text == text && htmlPrinted(l, before.column) == htmlPrinted(l, column)
		if same && (level == 0 || l.Columns[before.column].Section == l.Columns[column].Section) {
			before.Columns, before.last = before.Columns+1, place
			return row
		}
	}
	class := "group"
	if level == htmlNoteLevel {
		class = "small"
	}
	return append(row, htmlHead{
		Text: text, Columns: 1, Rows: 1, Scope: "colgroup", Class: htmlClasses(class, htmlScreenClass(l, column)),
		column: column, first: place, last: place,
	})
}

// htmlLeast keeps a column of text from being squeezed to single characters;
// numbers are never broken.
func htmlLeast(c sheet.Column, width int) template.CSS {
	if c.Style.IsNumber() {
		return ""
	}
	return template.CSS(fmt.Sprintf("min-width:%d.%dem", width/2, width%2*5))
}

// htmlKeep is the class of a text that is not broken, being short.
func htmlKeep(text string, most int) string {
	if Width(Clean(text)) <= most {
		return "keep"
	}
	return ""
}

func htmlRowOf(l *sheet.Layout, row []sheet.Value, columns []int) htmlRow {
	result := htmlRow{Total: isTotal(row), Cells: make([]htmlCell, len(columns))}
	for i, c := range columns {
		v, column := valueAt(row, c), l.Columns[c]
		cell := &result.Cells[i]
		cell.Text = v.Shown(column.Style)
		cell.Header = c < l.FreezeColumns
		align, most := htmlAlign(column.Style), htmlNarrow
		if column.Style == sheet.CodeText {
			most = htmlCode
		}
		if _, number := v.Number(); align == "n" && !number {
			align = "c" // a word among figures
		}
		bold := ""
		if v.Bold || column.Style == sheet.TotalCell {
			bold = "b"
		}
		cell.Class = htmlClasses(align, htmlKeep(cell.Text, most), bold, htmlScreenClass(l, c))
		cell.Style = htmlHighlight(l, row, c)
	}
	return result
}

// isTotal reports a row that is set apart as a whole.
func isTotal(row []sheet.Value) bool {
	bold := false
	for _, v := range row {
		if !v.IsEmpty() && !v.Bold {
			return false
		}
		bold = bold || v.Bold
	}
	return bold
}

func htmlAlign(style sheet.Style) string {
	switch {
	case style.IsNumber():
		return "n"
	case style == sheet.PlainText:
		return ""
	}
	return "c"
}

func htmlScreenClass(l *sheet.Layout, column int) string {
	if htmlPrinted(l, column) {
		return ""
	}
	return "screen"
}

func htmlClasses(names ...string) string {
	return strings.Join(slices.DeleteFunc(names, func(name string) bool { return name == "" }), " ")
}

// htmlHighlight is the look that the first highlight gives a cell whose
// condition holds; formulas are for spreadsheet programs.
func htmlHighlight(l *sheet.Layout, row []sheet.Value, column int) template.CSS {
	for _, h := range l.Highlights {
		if column < h.From || column > h.To || h.Formula != "" || !holds(h, l, row, column) {
			continue
		}
		var css strings.Builder
		if isColour(h.Fill) {
			css.WriteString("background:#" + h.Fill + ";")
		}
		if isColour(h.Ink) {
			css.WriteString("color:#" + h.Ink + ";")
		}
		if h.Bold {
			css.WriteString("font-weight:700;")
		}
		return template.CSS(css.String())
	}
	return ""
}

func holds(h sheet.Highlight, l *sheet.Layout, row []sheet.Value, column int) bool {
	v := valueAt(row, h.Column)
	switch {
	case h.Greatest:
		own, number := valueAt(row, column).Number()
		for other := h.From; other <= h.To; other++ {
			n, _ := valueAt(row, other).Number()
			number = number && n <= own
		}
		return number && own > 0
	case h.Equals != "":
		return h.Column < len(l.Columns) && v.Shown(l.Columns[h.Column].Style) == h.Equals
	case h.NotEmpty:
		return !v.IsEmpty()
	case h.LessThan != nil:
		if _, number := v.Number(); !number {
			return false
		}
		p, err := points.Parse(v.Shown(sheet.PointCell)) // as it is read: exact
		return err == nil && p < *h.LessThan
	}
	return false
}

// isColour reports RRGGBB; anything else must not get into a style.
func isColour(text string) bool {
	return len(text) == 6 && strings.Trim(text, "0123456789abcdefABCDEF") == ""
}
