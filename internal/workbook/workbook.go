// Package workbook is the program's own workbooks as files: written into a
// folder of results, and known again by their stamp.
package workbook

import (
	"bufio"
	"errors"
	"fmt"

	"credit/internal/output"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/xlsx"
)

// About is what stands in a workbook beside its sheets.
type About struct {
	// Title and Subject are the document's properties, Head and Foot stand on
	// every printed page.
	Title, Subject, Head, Foot string
}

// Write writes a workbook of these sheets into the folder, to be put in place
// by Commit; fill gives it its rows. An error is in Chinese.
func Write(to *output.Folder, name string, a About, layouts []sheet.Layout, fill func(sheet.Book) error) (err error) {
	fail := func(err error) error {
		return fmt.Errorf("不能写入“%s”：%s", to.Path(name), output.Reason(err))
	}
	book, err := xlsx.Create(layouts, xlsx.WriteOptions{TempDir: to.TempDir(), Title: a.Title, Subject: a.Subject})
	if err != nil {
		return fmt.Errorf("不能写“%s”：%w", to.Path(name), err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	book.SetPaper(a.Head, a.Foot)
	if err := fill(book); err != nil {
		return fmt.Errorf("不能写“%s”：%w", to.Path(name), err)
	}
	file, err := to.Create(name)
	if err != nil {
		return fail(err)
	}
	buffered := bufio.NewWriterSize(file, 256<<10)
	if err := errors.Join(book.Save(buffered), buffered.Flush(), output.CloseSynced(file)); err != nil {
		return fail(err)
	}
	return nil
}

// WritePages is Write for sheets that are pages.
func WritePages(to *output.Folder, name string, a About, pages []sheet.Page) error {
	return Write(to, name, a, sheet.Layouts(pages), func(book sheet.Book) error { return sheet.Write(book, pages) })
}

// IsKind reports a workbook of this program and of that kind.
func IsKind(path string, kind stamp.Kind) bool {
	file, err := xlsx.OpenFile(path)
	if err != nil {
		return false
	}
	defer file.Close()
	book, err := file.Open(xlsx.Options{})
	return err == nil && isKind(book, kind)
}

// IsUntouched reports one that is also as this program wrote it: nobody filled
// anything in, and it may be replaced without a loss.
func IsUntouched(path string, kind stamp.Kind) bool {
	data, err := xlsx.ReadFile(path)
	if err != nil || !xlsx.Untouched(data) {
		return false
	}
	book, err := xlsx.Open(data, xlsx.Options{})
	return err == nil && isKind(book, kind)
}

func isKind(book sheet.Workbook, kind stamp.Kind) bool {
	mark, err := stamp.Read(book)
	return err == nil && mark.Kind == kind
}
