package graded

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/sheet"
)

// Fault is what keeps a workbook from being read as a graded one.
type Fault struct {
	// Sheet and Cell are where, empty where the workbook as a whole is meant.
	Sheet, Cell string
	// Text says in Chinese what is wrong; ID numbers in it are masked.
	Text string
}

// Error is the fault with its place.
func (f *Fault) Error() string {
	switch {
	case f.Sheet == "":
		return f.Text
	case f.Cell == "":
		return "“" + f.Sheet + "”表：" + f.Text
	}
	return "“" + f.Sheet + "”表 " + f.Cell + "：" + f.Text
}

// headerWithin is how far down a header row is looked for.
const headerWithin = 20

// key is a header as it is compared.
func key(text string) string { return fold.Key(text) }

// table is a sheet whose columns are known by their headers, and the row that
// was read last.
type table struct {
	name string
	// anchors are the two headers by which the header row is known.
	anchors [2]string
	// head is the row of the headers, 0 before it was found.
	head    int
	columns map[string]int // by key; -1 where the header stands twice
	// above are the texts of the row over the headers, by column.
	above []sheet.Cell
	// missing are the needed headers that were not found.
	missing []string

	row int
	// cells are those of the row, columns rising; what stands beyond width is
	// not under any header.
	cells []sheet.Cell
	width int
	// fault is the first thing wrong in this row.
	fault *Fault
}

// indexOf is the place of the sheet of that name, -1 where there is none.
func indexOf(book sheet.Workbook, name string) int {
	return slices.IndexFunc(book.Sheets(), func(other string) bool { return key(other) == key(name) })
}

// readTable streams the rows under the headers of a sheet. bind is called
// once, when the headers are known.
func readTable(book sheet.Workbook, name string, bind func(*table), row func(*table) error) error {
	return readTableBy(book, name, [2]string{idHeader, sourceHeader}, bind, row)
}

// readTableBy is readTable for a sheet whose header row has these two headers.
func readTableBy(book sheet.Workbook, name string, anchors [2]string, bind func(*table), row func(*table) error) error {
	t := &table{name: name, anchors: anchors}
	err := book.Rows(indexOf(book, name), func(r sheet.Row) error {
		switch {
		case t.head == 0:
			return t.header(r, bind)
		case !t.load(r):
			return nil
		}
		return row(t)
	})
	if err == nil && t.head == 0 {
		return t.noHeader()
	}
	return err
}

func (t *table) noHeader() error {
	return &Fault{Sheet: t.name, Text: fmt.Sprintf("前 %d 行里没有表头行（同时有“%s”和“%s”的一行）", headerWithin, t.anchors[0], t.anchors[1])}
}

// header takes the row as the header row if it is that.
func (t *table) header(r sheet.Row, bind func(*table)) error {
	if r.Number > headerWithin {
		return t.noHeader()
	}
	t.columns = map[string]int{}
	for _, cell := range r.Cells {
		header := key(cell.Text)
		if t.columns[header] != 0 {
			t.columns[header] = -1
			continue
		}
		t.columns[header] = cell.Column
	}
	if t.columns[key(t.anchors[0])] == 0 || t.columns[key(t.anchors[1])] == 0 {
		t.above = slices.Clone(r.Cells)
		return nil
	}
	t.head, t.width = r.Number, r.Cells[len(r.Cells)-1].Column
	bind(t)
	if len(t.missing) > 0 {
		return &Fault{Sheet: t.name, Cell: fmt.Sprintf("第 %d 行", t.head), Text: "表头缺少“" + strings.Join(t.missing, "”“") + "”列"}
	}
	return t.err()
}

// find is the column with a header, 0 where there is none.
func (t *table) find(header string) int {
	return t.only(header, t.columns[key(header)])
}

// only is a column that was found, 0 where there is more than one.
func (t *table) only(header string, column int) int {
	if column < 0 {
		t.blame(&Fault{Sheet: t.name, Cell: fmt.Sprintf("第 %d 行", t.head), Text: "表头有不止一列“" + header + "”"})
		return 0
	}
	return column
}

// need is find for a column that must be there.
func (t *table) need(header string) int {
	column := t.columns[key(header)]
	if column == 0 {
		t.missing = append(t.missing, header)
	}
	return t.only(header, column)
}

// headerAbove is the text that stands over the header of a column.
func (t *table) headerAbove(column int) string {
	for _, cell := range t.above {
		if cell.Column == column {
			return cell.Text
		}
	}
	return ""
}

// load takes up a row; it reports false where nothing stands under any of the
// headers.
func (t *table) load(r sheet.Row) bool {
	t.row, t.cells, t.fault = r.Number, r.Cells, nil
	for i := range r.Cells {
		if cell := &r.Cells[i]; cell.Column > t.width {
			return false
		} else if cell.Kind != sheet.Text || !fold.IsBlank(cell.Text) {
			return true
		}
	}
	return false
}

// nothing is a cell that is not there.
var nothing = &sheet.Cell{}

// at is the cell of the row in a column; nothing stands in column 0. Cells
// stand in the order of their columns, nearly always without a gap.
func (t *table) at(column int) *sheet.Cell {
	for i := min(column, len(t.cells)) - 1; i >= 0; i-- {
		switch cell := &t.cells[i]; {
		case cell.Column == column:
			return cell
		case cell.Column < column:
			return nothing
		}
	}
	return nothing
}

// err is the first thing wrong in the row.
func (t *table) err() error {
	if t.fault == nil {
		return nil
	}
	return t.fault
}

func (t *table) blame(f *Fault) {
	if t.fault == nil {
		t.fault = f
	}
}

// blameCell notes what is wrong with a cell of the row.
func (t *table) blameCell(column int, format string, args ...any) {
	t.blame(&Fault{Sheet: t.name, Cell: sheet.CellName(t.row, column), Text: fmt.Sprintf(format, args...)})
}

// text is what stands in a column, as a person reads it: a number at Excel's
// precision, a percentage as one.
func (t *table) text(column int) string {
	return t.textOf(t.at(column), column)
}

// textOf is text for the cell that stands in the column.
func (t *table) textOf(cell *sheet.Cell, column int) string {
	switch cell.Kind {
	case sheet.Error:
		t.blameCell(column, "是错误值 %s", shown(cell.Text))
	case sheet.NoValue:
		t.blameCell(column, "是没有保存结果的公式")
	case sheet.Number:
		d, ok := points.ParseCell(cell.Text)
		switch {
		case !ok:
			return fold.Trim(cell.Text)
		case cell.Percent:
			return d.Percent()
		}
		return d.String()
	case sheet.Text, sheet.Bool:
		return fold.Trim(cell.Text)
	}
	return ""
}

// id is the ID number in a column.
func (t *table) id(column int) practitioner.ID {
	return practitioner.NewID(t.number(column))
}

// number is the text of the ID number in a column.
func (t *table) number(column int) string {
	cell := t.at(column)
	if cell.Kind == sheet.Number {
		t.blameCell(column, "身份证件号码变成了数字，末几位已经丢失；请用 credit score 重新评分")
		return ""
	}
	return t.textOf(cell, column)
}

// source is the 来源 in a column, which everyone has.
func (t *table) source(column int) string {
	text := t.text(column)
	if text == "" {
		t.blameCell(column, "没有“%s”：这一行不是 credit score 写出的，或者被改动过", sourceHeader)
	}
	return text
}

// points are the points in a column, a number cell.
func (t *table) points(column int) points.Points {
	if column == 0 {
		return 0
	}
	cell := t.at(column)
	if cell.Kind == sheet.Number {
		if p, plain := plainPoints(cell.Text); plain {
			return p
		}
		if d, ok := points.ParseCell(cell.Text); ok {
			if p, ok := d.Points(); ok && p >= 0 {
				return p
			}
		}
	}
	found := "空白"
	if cell.Kind != sheet.Blank {
		found = "“" + shown(cell.Text) + "”"
	}
	t.blameCell(column, "应当是分数（不小于 0、不超过两位小数的数字单元格），这里是%s", found)
	return 0
}

// plainPoints reads points as they are nearly always stored: up to nine digits,
// and up to two decimals after a point. Whatever else a number may look like is
// not plain.
func plainPoints(text string) (p points.Points, plain bool) {
	const mostDigits = 9
	whole, fraction := 0, 0
	for ; whole < len(text) && isDigit(text[whole]); whole++ {
		p = p*10 + points.Points(text[whole]-'0')
	}
	if whole == 0 || whole > mostDigits {
		return 0, false
	}
	p *= points.Unit
	if whole == len(text) {
		return p, true
	}
	worth := points.Unit
	for _, c := range []byte(text[whole+1:]) {
		worth /= 10
		p += worth * points.Points(c-'0')
		if fraction++; !isDigit(c) || worth == 0 {
			return 0, false
		}
	}
	return p, text[whole] == '.' && fraction > 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// mostShown is how many characters of a cell a message shows.
const mostShown = 30

// shown is the content of a cell as a message shows it.
func shown(text string) string {
	text = practitioner.MaskWithin(fold.Line(text))
	if runes := []rune(text); len(runes) > mostShown {
		return string(runes[:mostShown]) + "…"
	}
	return text
}
