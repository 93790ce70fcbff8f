package xlsx

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"credit/internal/sheet"
)

// Mark is one cell to be marked in an annotated copy.
type Mark struct {
	// Sheet is the index into Sheets of the workbook as it was opened.
	Sheet int
	// Row and Column count from 1; without both, nothing is marked.
	Row, Column int
	// Grave marks an error (red), otherwise a warning (amber).
	Grave bool
	// Text is what the comment says. Marks of one cell are joined.
	Text string
}

// List is the sheet 问题清单.
type List struct {
	// Title is the first line; it begins with ListMark, or is made to.
	Title string
	// Notes are the lines below it.
	Notes  []string
	Header []string
	// Widths are the columns' widths in characters; 0 is a usual one.
	Widths []float64
	Rows   []ListRow
}

// ListRow is one line of the list; it leads to a cell where it has a Row and
// a Column.
type ListRow struct {
	Cells              []string
	Grave              bool
	Sheet, Row, Column int
}

// ListMark begins the first cell of the list: by it, and by the sheet's name,
// the list of an earlier time is known again.
const ListMark = "【核对】"

// How much is marked on one sheet: more would make an office program slow,
// and nobody reads it.
const (
	mostColoured  = 10_000
	mostCommented = 2_000
	// mostMerges bounds the search for the cell that shows a merged one.
	mostMerges = 20_000
)

// Annotate writes a copy of a workbook with marked cells and a list. The
// workbook is patched part by part; every part that bears no mark keeps its
// bytes as they were packed, and so does everything in a marked sheet that is
// no mark: a mark is a rule of conditional formatting and a comment, never a
// change of a cell. Other than that
//
//   - the list becomes the first sheet and the one that opens, so the sheets
//     that were selected are not any more (one attribute of theirs goes);
//   - rules of a marked sheet that are numbered first move back (makeWay);
//   - the styles get the formats of the list and of the marks at their end.
//
// Marks of an earlier time go first. Errors are a *Refusal, or say in Chinese
// why this workbook cannot be annotated; nothing is written then.
func Annotate(out io.Writer, data []byte, marks []Mark, list List) error {
	book, err := Open(data, Options{})
	if err != nil {
		return err
	}
	before, err := book.digests()
	if err != nil {
		return err
	}
	e, err := newEdition(book.archive)
	if err != nil {
		return err
	}
	own, err := book.findList()
	if err != nil {
		return err
	}
	if err := e.mark(book, own, marks, list); err != nil {
		return err
	}
	patched, err := e.zip()
	if err != nil {
		return err
	}
	if err := e.check(patched, before, own); err != nil {
		return err
	}
	_, err = out.Write(patched)
	return err
}

// IsAnnotated knows whether a workbook bears a list or marks of an earlier
// time; what cannot be opened bears none.
func IsAnnotated(data []byte) bool {
	book, err := Open(data, Options{})
	if err != nil {
		return false
	}
	if own, err := book.findList(); err == nil && own >= 0 {
		return true
	}
	e, err := newEdition(book.archive)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(book.sheets, func(s *worksheet) bool { return e.isMarked(s.part) })
}

// isMarked looks for marks on a sheet.
func (e *edition) isMarked(part string) bool {
	if d, err := e.takeApart(part); err == nil {
		if d.takeRules(); len(d.patches) > 0 {
			return true
		}
	}
	links, err := e.links(part)
	if err != nil {
		return false
	}
	texts, err := only(links, commentsName, part)
	if err != nil || texts == "" {
		return false
	}
	body, err := e.read(texts)
	return err == nil && bytes.Contains(body, []byte(commentMark))
}

// errFound ends a reading that has found what it looked for.
var errFound = errors.New("found")

// findList is the index of the list of an earlier time, -1 where there is
// none.
func (w *Workbook) findList() (int, error) {
	for i, s := range w.sheets {
		if !strings.HasPrefix(s.name, listName) {
			continue
		}
		own := false
		err := w.Rows(i, func(r sheet.Row) error {
			own = r.Number == 1 && len(r.Cells) > 0 && r.Cells[0].Column == 1 && strings.HasPrefix(r.Cells[0].Text, ListMark)
			return errFound
		})
		if err != nil && !errors.Is(err, errFound) {
			return -1, err
		}
		if own {
			return i, nil
		}
	}
	return -1, nil
}

// digests are what each sheet reads as.
func (w *Workbook) digests() ([][sha256.Size]byte, error) {
	all := make([][sha256.Size]byte, len(w.sheets))
	var line []byte
	for i := range w.sheets {
		h := sha256.New()
		err := w.Read(i,
			func(info sheet.Info) error { _, err := fmt.Fprintf(h, "%+v\n", info); return err },
			func(r sheet.Row) error {
				line = appendRow(line[:0], r)
				_, err := h.Write(line)
				return err
			})
		if err != nil {
			return nil, err
		}
		h.Sum(all[i][:0])
	}
	return all, nil
}

// appendRow appends all that a row says.
func appendRow(line []byte, r sheet.Row) []byte {
	line = append(strconv.AppendInt(line, int64(r.Number), 10), flags(r.Hidden)...)
	for _, c := range r.Cells {
		line = append(strconv.AppendInt(line, int64(c.Column), 10), byte(c.Kind))
		line = append(line, flags(c.Percent, c.Date, c.Formula)...)
		line = append(strconv.AppendInt(line, int64(len(c.Text)), 10), ' ')
		line = append(line, c.Text...)
	}
	return append(line, '\n')
}

func flags(list ...bool) []byte {
	out := []byte{' '}
	for _, each := range list {
		out = strconv.AppendBool(out, each)
	}
	return out
}

// check reads the copy again as every workbook is read: each sheet there was
// must say what it said, and each part that was patched must be well-formed.
func (e *edition) check(patched []byte, before [][sha256.Size]byte, own int) error {
	failed := peculiar("写出的副本核对不符")
	book, err := Open(patched, Options{})
	if err != nil {
		return errors.Join(failed, err)
	}
	after, err := book.digests()
	if err != nil {
		return errors.Join(failed, err)
	}
	if own < 0 {
		after = after[1:]
	}
	if len(after) != len(before) {
		return failed
	}
	for i := range before {
		if i != own && before[i] != after[i] {
			return failed
		}
	}
	for name, body := range e.changed {
		read := slices.ContainsFunc(book.sheets, func(s *worksheet) bool { return lowerASCII(s.part) == name })
		if body == nil || read || strings.HasSuffix(name, ".vml") {
			continue
		}
		if err := wellFormed(name, body, e.archive.limits); err != nil {
			return errors.Join(failed, err)
		}
	}
	return nil
}
