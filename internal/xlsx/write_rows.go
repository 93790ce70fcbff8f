package xlsx

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"credit/internal/sheet"
)

// Heights in points: of one line, and what a row has above and below.
const (
	lineHeight = 16.5
	rowSpace   = 5.5
	pageSpace  = 3.5
	maxHeight  = 409
	// smallHeight is that of a line of small print.
	smallHeight = 12.5
	// The first heading, and where many rows are to be filled in below it.
	titleHeight, narrowTitle = 36, 28
	// spaceBetween is what a cell over two columns has more than both, in
	// characters.
	spaceBetween = 0.5
)

// sheetWriter turns the rows of one sheet into XML.
type sheetWriter struct {
	layout  sheet.Layout
	columns []columnWriter
	looks   *looks
	texts   *sharedTexts
	// text are the rows as XML, of a large sheet those that the spool did not
	// take yet.
	text []byte
	rows spool
	// row is the last row that was written, header the header's row (0 for a
	// page without one).
	row, header int
	// top is the first row under the headings.
	top int
	// bands are the rows of sections and groups, merges what cells of the
	// rows go over.
	bands  []band
	merges []sheet.Range
	// data is the row before the first data row.
	data int
	// head are the texts of the rows above the data, by row and column; it is
	// whole once the data has started.
	head    [][]string
	started bool
	// formulas counts those that several cells share.
	formulas int
	// drawn are the values of the rows that the chart draws.
	drawn [][]sheet.Value
}

// columnWriter is what the cells of a column have in common.
type columnWriter struct {
	name, start string
	// styles of the column's cells, as ` s="5"`: plain, bold, and each of
	// them for a text that looks like a formula.
	styles [4]string
	// style is the number of the plain one.
	style string
	// wrap is how many characters wide the column is, 0 where text is not
	// wrapped.
	wrap float64
	// formula is the number of the formula that cells below share.
	formula int
	// recurring says that its texts go into the workbook's table of texts.
	recurring bool
}

const (
	boldStyle   = 1
	activeStyle = 2
)

// newSheetWriter is a sheet as it stands before the first row of data.
func newSheetWriter(layout sheet.Layout, l *looks) (*sheetWriter, error) {
	if len(layout.Columns) == 0 {
		return nil, errors.New("the sheet has no columns")
	}
	if len(layout.Columns) > lastColumn {
		return nil, fmt.Errorf("工作表最多 %d 列，这里有 %d 列", lastColumn, len(layout.Columns))
	}
	layout.Columns = slices.Clone(layout.Columns)
	s := &sheetWriter{layout: layout, looks: l}
	for i := range layout.Columns {
		if layout.Columns[i].Width <= 0 {
			layout.Columns[i].Width = 10
		}
		s.columns = append(s.columns, newColumn(layout, i, l))
	}
	s.startTable()
	return s, nil
}

// begin is a sheet of a workbook that goes on where this one stands.
func (s *sheetWriter) begin(l *looks, texts *sharedTexts, dir string) *sheetWriter {
	at := *s
	at.columns, at.text = slices.Clone(s.columns), slices.Clone(s.text)
	at.looks, at.texts, at.rows.dir = l, texts, dir
	return &at
}

func newColumn(layout sheet.Layout, i int, l *looks) columnWriter {
	column := layout.Columns[i]
	c := columnWriter{name: sheet.ColumnName(i + 1), start: `<c r="` + sheet.ColumnName(i+1), recurring: column.Recurring}
	if column.Wrap {
		c.wrap = column.Width
		if column.Style == sheet.PlainText && !layout.Plain {
			c.wrap = max(2, c.wrap-indentWidth)
		}
	}
	for variant := range c.styles {
		id := l.cell(look{
			style:  column.Style,
			wrap:   column.Wrap,
			page:   layout.Plain,
			folded: column.Folded,
			bold:   variant&boldStyle != 0,
			label:  layout.Plain && i == 0 && len(layout.Columns) > 1,
			active: variant&activeStyle != 0,
		})
		c.styles[variant] = ` s="` + strconv.Itoa(id) + `"`
		if variant == 0 {
			c.style = strconv.Itoa(id)
		}
	}
	return c
}

// append writes one data row.
func (s *sheetWriter) append(values []sheet.Value) error {
	if len(values) > len(s.columns) {
		return fmt.Errorf("第 %d 行有 %d 个单元格，工作表只有 %d 列", s.row+1, len(values), len(s.columns))
	}
	if s.row >= lastRow {
		return fmt.Errorf("工作表最多 %d 行，已写满；请把来源文件分成几批处理", lastRow)
	}
	if c := s.layout.Chart; c != nil && len(s.drawn) < c.Rows {
		s.drawn = append(s.drawn, slices.Clone(values))
	}
	s.startRow(s.height(values))
	for i := 0; i < len(s.columns); i++ {
		v := sheet.Value{}
		if i < len(values) {
			v = values[i]
		}
		if !isApart(v) {
			s.cell(i, v)
			continue
		}
		s.writeApart(i, v)
		i = s.lastOf(i, v)
	}
	s.endRow()
	if len(s.text) < waitingBytes {
		return nil
	}
	var err error
	s.text, err = s.rows.add(s.text)
	return err
}

// height is how high a row must be to show all of its wrapped text.
func (s *sheetWriter) height(values []sheet.Value) float64 {
	most, space := rowScale(values), rowSpace
	if s.layout.Plain {
		space = pageSpace
	}
	for i := 0; i < len(values); i++ {
		v, width := values[i], s.columns[i].wrap
		if isApart(v) {
			space = max(space, apartSpace(v))
			last := s.lastOf(i, v)
			width = s.spanWidth(sheet.Span{First: i, Last: last})
			if s.layout.OnePage { // the space between columns is room too
				width += spaceBetween * float64(last-i)
			}
			if v.Boxed && v.Part == sheet.NoPart {
				width = max(2, width-indentWidth)
			}
			i = last
		}
		if text, ok := v.Text(); ok && width > 0 {
			most = max(most, float64(lines(text, width/scaleOf(v)))*scaleOf(v))
		}
	}
	return min(maxHeight, most*lineHeight+space)
}

// rowScale is how large the largest print of a row is, against ordinary text.
func rowScale(values []sheet.Value) float64 {
	largest := 0.0
	for _, v := range values {
		if !v.IsEmpty() || v.Part == sheet.NoPart && v.Boxed {
			largest = max(largest, scaleOf(v))
		}
	}
	if largest == 0 {
		return 1
	}
	return largest
}

func (s *sheetWriter) startRow(height float64) {
	s.row++
	s.text = append(s.text, `<row r="`...)
	s.text = strconv.AppendInt(s.text, int64(s.row), 10)
	s.text = append(s.text, `" ht="`...)
	s.text = strconv.AppendFloat(s.text, height, 'f', -1, 64)
	s.text = append(s.text, `" customHeight="1">`...)
}

func (s *sheetWriter) endRow() { s.text = append(s.text, "</row>"...) }

// cell writes the cell of column i in the row that was started. On a page a
// cell without a value is left out.
func (s *sheetWriter) cell(i int, v sheet.Value) {
	if s.layout.Plain && v.IsEmpty() {
		return
	}
	s.filled(&s.columns[i], v)
}

// filled writes a cell with its value, if it has one.
func (s *sheetWriter) filled(c *columnWriter, v sheet.Value) {
	variant := 0
	if v.Bold {
		variant = boldStyle
	}
	text, isText := v.Text()
	if isText && looksActive(text) && !v.IsComputed() {
		variant |= activeStyle
	}
	style := c.styles[variant]
	switch {
	case v.IsComputed():
		s.computed(c, style, v)
	case v.IsEmpty():
		s.open(c.start, style)
		s.text = append(s.text, "/>"...)
	case isText && c.recurring:
		s.sharedText(c.start, style, text)
	case isText:
		s.inline(c.start, style, text)
	default:
		number, _ := v.Number()
		s.open(c.start, style)
		s.text = append(s.text, "><v>"...)
		s.text = appendNumber(s.text, number)
		s.text = append(s.text, "</v></c>"...)
	}
}

func (s *sheetWriter) open(start, style string) {
	s.text = append(s.text, start...)
	s.text = strconv.AppendInt(s.text, int64(s.row), 10)
	s.text = append(s.text, '"')
	s.text = append(s.text, style...)
}

// text writes a cell that holds a string, whatever the string looks like.
func (s *sheetWriter) inline(start, style, text string) {
	s.open(start, style)
	s.text = append(s.text, ` t="inlineStr"><is>`...)
	s.text = appendTextElement(s.text, text)
	s.text = append(s.text, "</is></c>"...)
}

// sharedText writes a cell whose text stands in the workbook's table of texts,
// if that has room for it.
func (s *sheetWriter) sharedText(start, style, text string) {
	n, ok := s.texts.number(text)
	if !ok {
		s.inline(start, style, text)
		return
	}
	s.open(start, style)
	s.text = append(s.text, ` t="s"><v>`...)
	s.text = strconv.AppendInt(s.text, int64(n), 10)
	s.text = append(s.text, "</v></c>"...)
}

// computed writes a cell with a formula and its saved result.
func (s *sheetWriter) computed(c *columnWriter, style string, v sheet.Value) {
	s.open(c.start, style)
	text, isText := v.Text()
	if isText {
		s.text = append(s.text, ` t="str"`...)
	}
	s.text = append(s.text, '>')
	s.formula(c, v)
	s.text = append(s.text, "<v>"...)
	if number, ok := v.Number(); ok {
		s.text = appendNumber(s.text, number)
	} else {
		s.text = appendText(s.text, fitText(text))
	}
	s.text = append(s.text, "</v></c>"...)
}

// formula writes what computes a cell. One that is for several cells stands in
// the first of them and is named by its number in the others.
func (s *sheetWriter) formula(c *columnWriter, v sheet.Value) {
	cells, copied := v.Shared()
	switch {
	case copied:
		s.text = fmt.Appendf(s.text, `<f t="shared" si="%d"/>`, c.formula)
		return
	case cells > 1:
		c.formula = s.formulas
		s.formulas++
		s.text = fmt.Appendf(s.text, `<f t="shared" ref="%s%d:%s%d" si="%d">`, c.name, s.row, c.name, s.row+cells-1, c.formula)
	default:
		s.text = append(s.text, "<f>"...)
	}
	s.text = appendText(s.text, v.Formula())
	s.text = append(s.text, "</f>"...)
}

// appendNumber writes a double at its shortest.
func appendNumber(dst []byte, number float64) []byte {
	if whole := math.Trunc(number); whole == number && math.Abs(whole) < 1e15 {
		return strconv.AppendInt(dst, int64(whole), 10)
	}
	return strconv.AppendFloat(dst, number, 'g', -1, 64)
}
