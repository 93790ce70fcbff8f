package yearend

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"credit/internal/output"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// workbook is a workbook of a run whose rows are recorded as they come. Where
// the run only scores again, there is no file: another takes the rows.
type workbook struct {
	sheet.Book
	file     *xlsx.Writer
	recorder *seal.Recorder
}

// sealed is a workbook that was written: its digest and the record of its
// rows, for the manifest.
type sealed struct {
	sha256 string
	record *seal.Record
}

// create starts the workbook of that name.
func (r *run) create(name, title string, layouts []sheet.Layout) (*workbook, error) {
	if r.again != nil {
		return &workbook{Book: r.again(name, layouts)}, nil
	}
	form, err := r.form(title, layouts)
	if err != nil {
		return nil, err
	}
	file := form.Create()
	recorder := seal.NewRecorder(r.Seal.Key, file, layouts, r.spool)
	return &workbook{Book: recorder, file: file, recorder: recorder}, nil
}

// form is that of all workbooks of that title in the run; their sheets are the
// same.
func (r *run) form(title string, layouts []sheet.Layout) (*xlsx.Form, error) {
	r.formsMu.Lock()
	defer r.formsMu.Unlock()
	if form := r.forms[title]; form != nil {
		return form, nil
	}
	form, err := xlsx.NewForm(layouts, xlsx.WriteOptions{TempDir: r.to.TempDir(), Title: title, Subject: r.Rubric.Document})
	if err == nil {
		r.forms[title] = form
	}
	return form, err
}

// save writes a workbook into the run folder, to last.
func (r *run) save(name string, w *workbook, head, foot string) (s sealed, err error) {
	if w.file == nil {
		return s, nil
	}
	w.file.SetPaper(head, foot)
	if s.record, err = w.recorder.Finish(); err != nil {
		return s, err
	}
	fail := func(err error) error {
		return fmt.Errorf("不能写入“%s”：%s", r.to.Path(name), output.Reason(err))
	}
	file, err := r.to.Create(name)
	if err != nil {
		return s, fail(err)
	}
	sum := sha256.New()
	buffered := bufio.NewWriterSize(io.MultiWriter(file, sum), 64<<10)
	if err := errors.Join(w.file.Save(buffered), buffered.Flush()); err != nil {
		return s, errors.Join(fail(err), file.Close())
	}
	r.sync(file, fail)
	s.sha256 = hex.EncodeToString(sum.Sum(nil))
	return s, nil
}

// sync makes a result last through a power cut while the run goes on.
func (r *run) sync(file *os.File, fail func(error) error) {
	r.syncing.Go(func() error {
		if err := output.CloseSynced(file); err != nil {
			return fail(err)
		}
		return nil
	})
}

// close lets go of the workbook; what was not saved is gone.
func (w *workbook) close() error {
	if w.file == nil {
		return nil
	}
	w.recorder.Close()
	return w.file.Close()
}
