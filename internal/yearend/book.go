package yearend

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"credit/internal/batch"
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
	// fail says that the workbook cannot be written.
	fail func(error) error
}

// Append implements sheet.Book; rows go to the disk as they come.
func (w *workbook) Append(i int, values []sheet.Value) error {
	if err := w.Book.Append(i, values); err != nil {
		return w.fail(err)
	}
	return nil
}

// sealed is a workbook that is being written: the record of its rows and, once
// it is done, its digest, for the manifest.
type sealed struct {
	record *seal.Record
	sha256 string
	done   chan struct{} // closed in the end; nil where nothing is written
}

// wait is until the workbook was written or could not be; nil is none.
func (s *sealed) wait() {
	if s != nil && s.done != nil {
		<-s.done
	}
}

// create starts the workbook of that name.
func (r *run) create(name, title string, layouts []sheet.Layout) (*workbook, error) {
	if r.again != nil {
		return &workbook{Book: r.again(name, layouts), fail: r.cannotWrite(name)}, nil
	}
	form, err := r.form(title, layouts)
	if err != nil {
		return nil, err
	}
	file := form.Create()
	recorder := seal.NewRecorder(r.Seal.Key, file, layouts, r.spool)
	return &workbook{Book: recorder, file: file, recorder: recorder, fail: r.cannotWrite(name)}, nil
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

// save takes a workbook over and writes it into the run folder, to last, while
// the run goes on: what went wrong, r.saving says.
func (r *run) save(name string, w *workbook, head, foot string) (*sealed, error) {
	if w.file == nil {
		return &sealed{}, nil
	}
	record, err := w.recorder.Finish()
	if err != nil {
		return nil, w.fail(err)
	}
	w.recorder.Close()
	file := w.file
	w.file = nil
	file.SetPaper(head, foot)
	s := &sealed{record: record, done: make(chan struct{})}
	r.saving.Go(func() error {
		defer close(s.done)
		err := batch.Guarded(name, func() (err error) {
			s.sha256, err = r.write(name, file)
			return errors.Join(err, file.Close())
		})
		if err != nil {
			r.stop(err) // the other workbooks would be written for nothing
		}
		return err
	})
	return s, nil
}

// write writes a workbook into the run folder and gives its SHA-256.
func (r *run) write(name string, book *xlsx.Writer) (digest string, err error) {
	fail := r.cannotWrite(name)
	file, err := r.to.Create(name)
	if err != nil {
		return "", fail(err)
	}
	sum := sha256.New()
	buffered := bufio.NewWriterSize(io.MultiWriter(file, sum), 16<<10)
	if err := errors.Join(book.Save(buffered), buffered.Flush()); err != nil {
		return "", errors.Join(fail(err), file.Close())
	}
	r.sync(file, fail)
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// cannotWrite says why the result of that name cannot be written.
func (r *run) cannotWrite(name string) func(error) error {
	return func(err error) error {
		if kept := (*seal.KeepError)(nil); errors.As(err, &kept) { // it names the run folder
			return kept
		}
		place := name
		if r.to != nil {
			place = r.to.Path(name)
		}
		return fmt.Errorf("不能写入“%s”：%s", place, output.Reason(err))
	}
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
