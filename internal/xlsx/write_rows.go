package xlsx

import (
	"errors"
	"fmt"
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
	room sheetRoom
	// wrapped are the columns whose text is wrapped.
	wrapped []int
	// digits are the number of the row, rowEnd the end of its start, which
	// depends on its height.
	digits, rowEnd []byte
	height         float64
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
	// styles of the column's cells, as `" s="5"`: plain, bold, and each of
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
	// last is a value that the column had, lastEnd the end of its cell, after
	// the number of the row, and lastShared how many texts of the table it
	// names; the next cell often has the same.
	last       sheet.Value
	lastEnd    []byte
	lastShared int64
}

// endBytes is how long the end of a cell mostly is at most.
const endBytes = 40

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
		if s.columns[i].wrap > 0 {
			s.wrapped = append(s.wrapped, i)
		}
	}
	s.startTable()
	return s, nil
}

// sheetRoom is the memory of a sheet that was written, for the next one.
type sheetRoom struct {
	text, ends []byte
	columns    []columnWriter
}

// leave gives the sheet's memory; a buffer of more than ordinary size is let go.
func (s *sheetWriter) leave() sheetRoom {
	room := sheetRoom{text: s.text, ends: s.room.ends, columns: s.columns}
	if cap(room.text) > 2*waitingBytes {
		room.text = nil
	}
	return room
}

// begin is a sheet of a workbook that goes on where this one stands.
func (s *sheetWriter) begin(l *looks, texts *sharedTexts, dir string, room sheetRoom) *sheetWriter {
	at := *s
	at.room = room
	at.columns = append(room.columns[:0], s.columns...)
	if room.ends == nil {
		at.room.ends = make([]byte, endBytes*len(at.columns))
	}
	for i := range at.columns {
		at.columns[i].lastEnd = at.room.ends[i*endBytes : i*endBytes : (i+1)*endBytes]
	}
	at.text = append(room.text[:0], s.text...)
	at.digits, at.rowEnd, at.height = nil, nil, 0
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
		c.styles[variant] = `" s="` + strconv.Itoa(id) + `"`
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
	if hasApart(values) {
		s.pageRow(values)
	} else {
		s.tableRow(values)
	}
	s.endRow()
	if len(s.text) < pieceBytes || len(s.text) < waitingBytes && !s.rows.isPacking() {
		return nil
	}
	var err error
	s.text, err = s.rows.add(s.text)
	return err
}

func hasApart(values []sheet.Value) bool {
	for i := range values {
		if values[i].StandsApart() {
			return true
		}
	}
	return false
}

// tableRow writes the cells of a row whose values simply stand in their
// columns. On a page a cell without a value is left out.
func (s *sheetWriter) tableRow(values []sheet.Value) {
	s.startRow(s.tableHeight(values))
	text, none := s.text, sheet.Value{}
	for i := range s.columns {
		v := &none
		if i < len(values) {
			v = &values[i]
		}
		if !s.layout.Plain || !v.IsEmpty() {
			text = s.appendFilled(text, &s.columns[i], v)
		}
	}
	s.text = text
}

// tableHeight is how high such a row must be to show all of its wrapped text.
func (s *sheetWriter) tableHeight(values []sheet.Value) float64 {
	most, space := 1, rowSpace
	if s.layout.Plain {
		space = pageSpace
	}
	for _, i := range s.wrapped {
		if i >= len(values) {
			break
		}
		if text, ok := values[i].Text(); ok {
			most = max(most, lines(text, s.columns[i].wrap))
		}
	}
	return min(maxHeight, float64(most)*lineHeight+space)
}

// pageRow writes the cells of a row some of whose values stand apart.
func (s *sheetWriter) pageRow(values []sheet.Value) {
	s.startRow(s.pageHeight(values))
	for i := 0; i < len(s.columns); i++ {
		v := sheet.Value{}
		if i < len(values) {
			v = values[i]
		}
		switch {
		case v.StandsApart():
			s.writeApart(i, v)
			i = s.lastOf(i, v)
		case !s.layout.Plain || !v.IsEmpty():
			s.text = s.appendFilled(s.text, &s.columns[i], &v)
		}
	}
}

// pageHeight is how high such a row must be.
func (s *sheetWriter) pageHeight(values []sheet.Value) float64 {
	most, space := rowScale(values), rowSpace
	if s.layout.Plain {
		space = pageSpace
	}
	for i := 0; i < len(values); i++ {
		v, width := values[i], s.columns[i].wrap
		if v.StandsApart() {
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
	s.digits = strconv.AppendInt(s.digits[:0], int64(s.row), 10)
	if height != s.height {
		s.height = height
		s.rowEnd = strconv.AppendFloat(append(s.rowEnd[:0], `" ht="`...), height, 'f', -1, 64)
		s.rowEnd = append(s.rowEnd, `" customHeight="1">`...)
	}
	s.text = append(s.text, `<row r="`...)
	s.text = append(append(s.text, s.digits...), s.rowEnd...)
}

func (s *sheetWriter) endRow() { s.text = append(s.text, "</row>"...) }
