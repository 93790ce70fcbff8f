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
)

// sheetWriter turns the rows of one sheet into XML.
type sheetWriter struct {
	layout  sheet.Layout
	columns []columnWriter
	rows    *spool
	line    []byte
	// row is the last row that was written, header the header's row (0 for a
	// page without one).
	row, header int
	// group is the row of the groups, 0 for none.
	group int
	// data is the row before the first data row.
	data int
	// drawn are the values of the rows that the chart draws.
	drawn [][]sheet.Value
}

// columnWriter is what the cells of a column have in common.
type columnWriter struct {
	start string
	// styles of the column's cells, as ` s="5"`: plain, bold, and each of
	// them for a text that looks like a formula.
	styles [4]string
	// wrap is how many characters wide the column is, 0 where text is not
	// wrapped.
	wrap float64
}

const (
	boldStyle   = 1
	activeStyle = 2
)

func newSheetWriter(layout sheet.Layout, l *looks, dir string) (*sheetWriter, error) {
	if len(layout.Columns) == 0 {
		return nil, errors.New("the sheet has no columns")
	}
	if len(layout.Columns) > lastColumn {
		return nil, fmt.Errorf("工作表最多 %d 列，这里有 %d 列", lastColumn, len(layout.Columns))
	}
	layout.Columns = slices.Clone(layout.Columns)
	s := &sheetWriter{layout: layout, rows: &spool{dir: dir}}
	for i := range layout.Columns {
		if layout.Columns[i].Width <= 0 {
			layout.Columns[i].Width = 10
		}
		c, err := newColumn(layout, i, l)
		if err != nil {
			return nil, err
		}
		s.columns = append(s.columns, c)
	}
	return s, s.startTable(l)
}

func newColumn(layout sheet.Layout, i int, l *looks) (columnWriter, error) {
	column := layout.Columns[i]
	c := columnWriter{start: `<c r="` + sheet.ColumnName(i+1)}
	if column.Wrap {
		c.wrap = column.Width
		if column.Style == sheet.PlainText && !layout.Plain {
			c.wrap = max(2, c.wrap-indentWidth)
		}
	}
	for variant := range c.styles {
		id, err := l.cell(look{
			style:  column.Style,
			wrap:   column.Wrap,
			page:   layout.Plain,
			bold:   variant&boldStyle != 0,
			label:  layout.Plain && i == 0 && len(layout.Columns) > 1,
			active: variant&activeStyle != 0,
		})
		if err != nil {
			return c, err
		}
		c.styles[variant] = ` s="` + strconv.Itoa(id) + `"`
	}
	return c, nil
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
	for i := range s.columns {
		if i < len(values) {
			s.cell(i, values[i])
		} else {
			s.cell(i, sheet.Value{})
		}
	}
	return s.endRow()
}

// height is how high a row must be to show all of its wrapped text.
func (s *sheetWriter) height(values []sheet.Value) float64 {
	most := 1
	for i, v := range values {
		if width := s.columns[i].wrap; width > 0 {
			if text, ok := v.Text(); ok {
				most = max(most, lines(text, width))
			}
		}
	}
	space := rowSpace
	if s.layout.Plain {
		space = pageSpace
	}
	return min(maxHeight, float64(most)*lineHeight+space)
}

func (s *sheetWriter) startRow(height float64) {
	s.row++
	s.line = append(s.line[:0], `<row r="`...)
	s.line = strconv.AppendInt(s.line, int64(s.row), 10)
	s.line = append(s.line, `" ht="`...)
	s.line = strconv.AppendFloat(s.line, height, 'f', -1, 64)
	s.line = append(s.line, `" customHeight="1">`...)
}

func (s *sheetWriter) endRow() error {
	s.line = append(s.line, "</row>"...)
	return s.rows.add(s.line)
}

// cell writes the cell of column i in the row that was started.
func (s *sheetWriter) cell(i int, v sheet.Value) {
	c := &s.columns[i]
	variant := 0
	if v.Bold {
		variant = boldStyle
	}
	if text, ok := v.Text(); ok {
		if looksActive(text) {
			variant |= activeStyle
		}
		s.text(c.start, c.styles[variant], text)
		return
	}
	number, ok := v.Number()
	if !ok && s.layout.Plain {
		return
	}
	s.open(c.start, c.styles[variant])
	if !ok {
		s.line = append(s.line, "/>"...)
		return
	}
	s.line = append(s.line, "><v>"...)
	s.line = appendNumber(s.line, number)
	s.line = append(s.line, "</v></c>"...)
}

func (s *sheetWriter) open(start, style string) {
	s.line = append(s.line, start...)
	s.line = strconv.AppendInt(s.line, int64(s.row), 10)
	s.line = append(s.line, '"')
	s.line = append(s.line, style...)
}

// text writes a cell that holds a string, whatever the string looks like.
func (s *sheetWriter) text(start, style, text string) {
	s.open(start, style)
	s.line = append(s.line, ` t="inlineStr"><is><t`...)
	if keepsSpace(text) {
		s.line = append(s.line, ` xml:space="preserve"`...)
	}
	s.line = append(s.line, '>')
	s.line = appendText(s.line, fitText(text))
	s.line = append(s.line, "</t></is></c>"...)
}

// appendNumber writes a double at its shortest.
func appendNumber(dst []byte, number float64) []byte {
	if whole := math.Trunc(number); whole == number && math.Abs(whole) < 1e15 {
		return strconv.AppendInt(dst, int64(whole), 10)
	}
	return strconv.AppendFloat(dst, number, 'g', -1, 64)
}
