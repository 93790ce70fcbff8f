package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"

	"credit/internal/ahead"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/results"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// Table is results to be written in columns.
type Table struct {
	Set     *results.Set
	Columns []Column
	Unmask  bool
	Version string

	err error
}

// Err is what ended the rows before their end; it is to be asked for once they
// were written.
func (t *Table) Err() error { return t.err }

// each gives every practitioner, read anew as they are written.
func (t *Table) each(ctx context.Context, visit func(r *Row) error) error {
	row := Row{Unmask: t.Unmask}
	return t.Set.Again(ctx, func(b *results.Book) results.Visit {
		return func(p *graded.Person, res *result.Result) error {
			row.Book, row.Person, row.Result = b, p, res
			return visit(&row)
		}
	})
}

// Pages are the sheets of a workbook: the table and the stamp.
func (t *Table) Pages(ctx context.Context) []sheet.Page {
	first := t.Set.Books[0]
	mark := stamp.Stamp{
		Kind: stamp.Export, Rubric: first.Rubric.ID, Edition: first.Rubric.Edition, SHA256: first.Rubric.SHA256,
		Year: first.Stamp.Year, Version: t.Version,
	}
	return []sheet.Page{t.Page(ctx), {Layout: stamp.Layout(), Rows: mark.Rows()}}
}

// Page is the table, whose rows are made as they are written.
func (t *Table) Page(ctx context.Context) sheet.Page {
	page := sheet.Page{Layout: layout(t.Columns)}
	page.More = func(yield func([]sheet.Value) bool) {
		t.err = written(ctx, t, t.cells, func(cells []sheet.Value) error {
			if !yield(cells) {
				return io.ErrShortWrite // whoever writes says why
			}
			return nil
		})
	}
	return page
}

// cells adds a practitioner's cells to row.
func (t *Table) cells(row []sheet.Value, r *Row) []sheet.Value {
	for _, c := range t.Columns {
		row = append(row, c.value(r))
	}
	return row
}

// written writes every practitioner: what form makes of one is made by a
// goroutine of its own, ahead of what write writes.
func written[T any](ctx context.Context, t *Table, form func(into []T, r *Row) []T, write func([]T) error) error {
	next, stop := ahead.Make(func(into func() *[]T) iter.Seq2[*[]T, error] {
		return func(yield func(*[]T, error) bool) {
			err := t.each(ctx, func(r *Row) error {
				one := into()
				if *one = form((*one)[:0], r); !yield(one, nil) {
					return errEnough
				}
				return nil
			})
			if err != nil && !errors.Is(err, errEnough) {
				yield(nil, err)
			}
		}
	})
	defer stop()
	for {
		one, err, more := next()
		if err != nil || !more {
			return err
		}
		if err := write(*one); err != nil {
			return err
		}
	}
}

// errEnough ends a reading that nobody asks on for.
var errEnough = errors.New("export: read far enough")

// JSON writes a line a practitioner: texts as strings, points as numbers, the
// direct gradings as a list, what does not apply as null.
func (t *Table) JSON(ctx context.Context, w io.Writer) error {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	form := func(into []byte, r *Row) []byte {
		line.Reset()
		for i, c := range t.Columns {
			line.WriteString(map[bool]string{true: "{", false: ","}[i == 0])
			_ = encoder.Encode(c.Name) // texts and numbers never fail
			trimLine(&line)
			line.WriteByte(':')
			_ = encoder.Encode(c.json(r))
			trimLine(&line)
		}
		line.WriteString("}\n")
		return append(into, line.Bytes()...)
	}
	return written(ctx, t, form, func(line []byte) error {
		_, err := w.Write(line)
		return err
	})
}

// trimLine takes back the line break that the encoder adds.
func trimLine(b *bytes.Buffer) { b.Truncate(b.Len() - 1) }

// json is what a column holds, for JSON.
func (c Column) json(r *Row) any {
	switch v := c.of(r).(type) {
	case []string:
		if v == nil {
			return []string{}
		}
		return v
	case points.Points, string:
		return v
	}
	return nil
}
