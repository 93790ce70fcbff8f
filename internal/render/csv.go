package render

import (
	"io"
	"strings"

	"credit/internal/fold"
	"credit/internal/sheet"
)

// byteOrderMark tells a spreadsheet program that a CSV file is UTF-8.
const byteOrderMark = "\ufeff"

// CSV writes tables that a spreadsheet program opens rightly: UTF-8 with a
// mark, every field quoted, and a ' before what it would take for a formula.
type CSV struct {
	w    io.Writer
	line strings.Builder
}

// NewCSV begins a table with its header.
func NewCSV(w io.Writer, header ...string) (*CSV, error) {
	c := &CSV{w: w}
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, err
	}
	return c, c.Row(header...)
}

// Row writes one line of texts.
func (c *CSV) Row(fields ...string) error {
	for i := range fields {
		fields[i] = inert(fields[i])
	}
	return c.write(fields)
}

// write writes one line as it is.
func (c *CSV) write(fields []string) error {
	c.line.Reset()
	for i, field := range fields {
		if i > 0 {
			c.line.WriteByte(',')
		}
		c.line.WriteByte('"')
		c.line.WriteString(strings.ReplaceAll(field, `"`, `""`))
		c.line.WriteByte('"')
	}
	c.line.WriteString("\r\n")
	_, err := io.WriteString(c.w, c.line.String())
	return err
}

// inert is a field that no program computes: formulas begin with a sign, also
// a full-width one, also after spaces, quotes and invisible characters.
func inert(field string) string {
	start := strings.TrimLeftFunc(field, func(r rune) bool {
		return r == '"' || r == '\'' || r == ' ' || r == '\u00a0' || r == '\u3000' || fold.Invisible(r)
	})
	if start != "" && strings.ContainsRune("=+-@＝＋－＠\t\r\n|", []rune(start)[0]) {
		return "'" + field
	}
	return field
}

// CSVPage writes a page's table.
func CSVPage(w io.Writer, p sheet.Page) error {
	headers := make([]string, len(p.Columns))
	for i, c := range p.Columns {
		headers[i] = c.Header
	}
	c, err := NewCSV(w, headers...)
	if err != nil {
		return err
	}
	for row := range p.All() {
		if err := c.Values(row, p.Columns); err != nil {
			return err
		}
	}
	return nil
}

// Values writes one line of a table with these columns. A number is one,
// whatever its sign.
func (c *CSV) Values(row []sheet.Value, columns []sheet.Column) error {
	fields := make([]string, len(columns))
	for i := range min(len(row), len(fields)) {
		fields[i] = row[i].Shown(columns[i].Style)
		if _, isText := row[i].Text(); isText {
			fields[i] = inert(fields[i])
		}
	}
	return c.write(fields)
}
