package render

import (
	"io"
	"strings"

	"credit/internal/fold"
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

// Row writes one line.
func (c *CSV) Row(fields ...string) error {
	c.line.Reset()
	for i, field := range fields {
		if i > 0 {
			c.line.WriteByte(',')
		}
		c.line.WriteByte('"')
		c.line.WriteString(strings.ReplaceAll(inert(field), `"`, `""`))
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
