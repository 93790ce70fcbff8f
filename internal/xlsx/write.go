package xlsx

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"credit/internal/sheet"

	"github.com/xuri/excelize/v2"
	"golang.org/x/sync/errgroup"
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
	file   *excelize.File
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
func Create(layouts []sheet.Layout, o WriteOptions) (*Writer, error) {
	if len(layouts) == 0 {
		return nil, errors.New("a workbook needs a sheet")
	}
	file := excelize.NewFile(excelize.Options{TmpDir: o.TempDir})
	w := &Writer{file: file, looks: newLooks(file)}
	if err := w.start(layouts, o); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func (w *Writer) start(layouts []sheet.Layout, o WriteOptions) error {
	if err := describe(w.file, o); err != nil {
		return err
	}
	names := map[string]bool{}
	for i, layout := range layouts {
		lower := strings.ToLower(layout.Name)
		if names[lower] {
			return fmt.Errorf("two sheets are called %q", layout.Name)
		}
		names[lower] = true
		if err := addSheet(w.file, i, layout.Name); err != nil {
			return fmt.Errorf("sheet %q: %w", layout.Name, err)
		}
		s, err := newSheetWriter(layout, w.looks, &w.texts, o.TempDir)
		if err != nil {
			return fmt.Errorf("sheet %q: %w", layout.Name, err)
		}
		w.sheets = append(w.sheets, s)
	}
	return nil
}

func addSheet(file *excelize.File, i int, name string) error {
	// excelize does not quote a quote, and lets through what XML cannot hold.
	if strings.Contains(name, "'") || cleanText(name) != name {
		return errors.New("a character that a sheet name cannot have")
	}
	if i == 0 {
		return file.SetSheetName(file.GetSheetName(0), name)
	}
	_, err := file.NewSheet(name)
	return err
}

// unchangingDate stands for the date of making in every workbook: the same
// input gives the same bytes.
const unchangingDate = "2024-01-01T00:00:00Z"

func describe(file *excelize.File, o WriteOptions) error {
	if err := file.SetDefaultFont(fontName); err != nil {
		return err
	}
	if err := file.SetAppProps(&excelize.AppProperties{Application: "credit"}); err != nil {
		return err
	}
	return file.SetDocProps(&excelize.DocProperties{
		Title:    cleanText(o.Title),
		Subject:  cleanText(o.Subject),
		Creator:  "credit",
		Created:  unchangingDate,
		Modified: unchangingDate,
	})
}

// SetPaper gives what stands at the head and the foot of every printed page.
func (w *Writer) SetPaper(head, foot string) { w.paper = paper{head, foot} }

// Append adds a row to sheet i. The values may be used again afterwards.
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
	parts := newParts()
	rows := make([]stretch, len(w.sheets))
	var packing errgroup.Group // rows are packed while excelize makes the rest
	packing.SetLimit(runtime.GOMAXPROCS(0))
	for i, s := range w.sheets {
		packing.Go(func() (err error) {
			rows[i], err = s.rows.finish()
			return err
		})
	}
	err := errors.Join(w.makeParts(parts), packing.Wait())
	if err != nil {
		return err
	}
	for i := range w.sheets {
		parts.rows[sheetPart(i)] = rows[i]
	}
	if err := parts.addTexts(&w.texts); err != nil {
		return err
	}
	return parts.writeTo(out)
}

// makeParts lets excelize make everything but the rows.
func (w *Writer) makeParts(parts *parts) error {
	if err := w.omitEmpty(); err != nil {
		return err
	}
	w.showFirst()
	for i, s := range w.sheets {
		if s.isOmitted() {
			continue
		}
		if err := s.setUp(w.file, w.looks, w.paper); err != nil {
			return fmt.Errorf("sheet %q: %w", s.layout.Name, err)
		}
		parts.columns[sheetPart(i)] = s.columnWidths()
		parts.caches = append(parts.caches, s.caches()...)
	}
	w.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return parts })
	return w.file.Write(io.Discard)
}

// sheetPart is where excelize puts the sheet that was made as number i.
func sheetPart(i int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1) }

// showFirst opens the workbook at its first sheet that is not hidden; the
// sheet that is open cannot be hidden later.
func (w *Writer) showFirst() {
	place := 0
	for _, s := range w.sheets {
		switch {
		case s.isOmitted():
			continue
		case !s.layout.Hidden:
			w.file.SetActiveSheet(place)
			return
		}
		place++
	}
}

// omitEmpty takes out the sheets that are wanted only with rows, before
// anything refers to a sheet by its place. The parts of the others keep their
// names.
func (w *Writer) omitEmpty() error {
	for _, s := range w.sheets {
		if !s.isOmitted() {
			continue
		}
		if err := w.file.DeleteSheet(s.layout.Name); err != nil {
			return fmt.Errorf("sheet %q: %w", s.layout.Name, err)
		}
	}
	return nil
}

func (s *sheetWriter) isOmitted() bool { return s.layout.OmitEmpty && s.row <= s.data }

// Close lets go of everything and removes what waits in the temporary folder.
// It may be called at any time and more than once.
func (w *Writer) Close() error {
	w.done = errClosed
	var errs []error
	for _, s := range w.sheets {
		errs = append(errs, s.rows.close())
	}
	w.sheets = nil
	return errors.Join(append(errs, w.file.Close())...)
}
