package xlsx

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"

	"credit/internal/sheet"
)

// WriteOptions says what a workbook being written is called and where it may
// put what does not fit into memory.
type WriteOptions struct {
	// TempDir is a private folder for rows waiting for Save; what the Writer
	// puts there is gone after Close. Empty is the system's own.
	TempDir string
	// Title and Subject are the workbook's document properties.
	Title, Subject string
}

// lastRow is the last row a worksheet can have.
const lastRow = 1 << 20

// lastColumn is the last column a worksheet can have.
const lastColumn = 1 << 14

// Writer writes one workbook. excelize makes everything but the rows: styles,
// widths, filters, charts, the parts between them. The rows are compressed as
// they come and spliced into excelize's sheet parts by Save: its own stream
// writer is several times slower, loses escapes that follow one another
// (_x0041_x0042_) and cuts long texts without a word.
type Writer struct {
	form   *Form
	sheets []*sheetWriter
	looks  *looks
	texts  sharedTexts
	paper  paper
	done   error
}

var errClosed = errors.New("the workbook is closed")
var errSaved = errors.New("the workbook was saved already")

// Create starts a workbook with these sheets. Rows are added by Append in any
// mixture of sheets, Save writes the file, Close must be called in the end.
// Who writes many workbooks with the same sheets makes a Form of them.
func Create(layouts []sheet.Layout, o WriteOptions) (*Writer, error) {
	form, err := NewForm(layouts, o)
	if err != nil {
		return nil, err
	}
	return form.Create(), nil
}

// SetPaper gives what stands at the head and the foot of every printed page.
func (w *Writer) SetPaper(head, foot string) { w.paper = paper{head, foot} }

// Append adds a row to sheet i. The values may be used again afterwards. An
// error may be about rows that were added before.
func (w *Writer) Append(i int, values []sheet.Value) error {
	if w.done != nil {
		return w.done
	}
	if i < 0 || i >= len(w.sheets) {
		return fmt.Errorf("the workbook has no sheet %d", i)
	}
	s := w.sheets[i]
	if err := s.append(values); err != nil {
		return fmt.Errorf("sheet %q: %w", s.layout.Name, err)
	}
	return nil
}

// Head are the texts that stand above the data of sheet i, by row and column,
// as they are read back.
func (w *Writer) Head(i int) [][]string { return w.sheets[i].head }

// Save writes the workbook, once. The same calls give the same bytes.
func (w *Writer) Save(out io.Writer) error {
	if w.done != nil {
		return w.done
	}
	w.done = errSaved
	d, err := w.form.frame(w)
	if err != nil {
		return err
	}
	if d, err = d.withTexts(&w.texts); err != nil {
		return err
	}
	z := zip.NewWriter(out)
	for _, p := range d {
		if err := w.write(z, p); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return z.Close()
}

// write packs a part, with its rows if it is a sheet's, and writes it.
func (w *Writer) write(z *zip.Writer, p framePart) error {
	if p.sheet < 0 {
		whole, err := w.form.pack(p.name, p.before)
		if err != nil {
			return err
		}
		return writePart(z, p.name, whole)
	}
	s := w.sheets[p.sheet]
	if !s.rows.isPacking() { // it is small enough to be packed whole
		whole, err := w.form.pack(p.name, p.before, s.text, p.after)
		if err != nil {
			return err
		}
		return writePart(z, p.name, whole)
	}
	head, err := packText(false, p.before)
	if err != nil {
		return err
	}
	rows, err := s.rows.finish(s.text)
	if err != nil {
		return err
	}
	tail, err := packText(true, p.after)
	if err != nil {
		return err
	}
	return writePart(z, p.name, head, rows, tail)
}

// Close lets go of everything and removes what waits in the temporary folder.
// It may be called at any time and more than once.
func (w *Writer) Close() error {
	w.done = errClosed
	var errs []error
	var rooms []sheetRoom
	for _, s := range w.sheets {
		errs = append(errs, s.rows.close())
		rooms = append(rooms, s.leave())
	}
	if w.sheets != nil {
		w.form.rooms.put(rooms)
	}
	w.sheets = nil
	return errors.Join(errs...)
}
