package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"credit/internal/output"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/workbook"
)

// refusePlace refuses a FILE for an output that is one of those taken, or that
// no earlier run wrote, unless it is forced.
func refusePlace(option, path string, taken []string, force bool) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("“%s”不是普通文件，不能写入", path)
	}
	here, _ := filepath.Abs(path)
	for _, other := range taken {
		there, _ := filepath.Abs(other)
		otherInfo, otherErr := os.Stat(other)
		if here == there || err == nil && otherErr == nil && os.SameFile(info, otherInfo) {
			return hinted{fmt.Errorf("%s 的“%s”会覆盖“%s”", option, path, other), "请换一个文件名"}
		}
	}
	if err := refuseResult(option, path); err != nil {
		return err
	}
	if err == nil && !force && !isTable(path) {
		return hinted{fmt.Errorf("“%s”已经存在，不是以前写出的表", path), "请换一个文件名，或先移走它"}
	}
	if dir, err := os.Stat(filepath.Dir(path)); err != nil || !dir.IsDir() {
		return fmt.Errorf("不能写入“%s”：没有这个文件夹", path)
	}
	return nil
}

// refuseResult refuses a FILE that is one of the results of a scoring, by its
// name or by the manifest beside it: no other output ever replaces those, and what
// was sealed stays what it was (article 20).
func refuseResult(option, path string) error {
	name := filepath.Base(path)
	if slices.Contains([]string{output.ManifestName, output.KeyName, output.SignatureName}, name) {
		return hinted{fmt.Errorf("%s 不能叫“%s”：这个文件名留给评分的清单、密钥和签名", option, path), "请换一个文件名"}
	}
	if !exists(path) {
		return nil
	}
	_, m, err := readManifest(filepath.Join(filepath.Dir(path), output.ManifestName))
	if err != nil || !slices.ContainsFunc(m.Outputs, func(f seal.File) bool { return f.File == name }) {
		return nil
	}
	return hinted{fmt.Errorf("%s 的“%s”是一次评分的结果，不能替换（第二十条）", option, path), "请换一个文件名或文件夹"}
}

// isTable reports an empty file, or one that an earlier run wrote: JSON lines
// or a CSV table.
func isTable(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	start := make([]byte, 4096)
	n, _ := io.ReadFull(file, start)
	start = start[:n]
	return n == 0 || slices.ContainsFunc(tableStarts, func(own string) bool { return bytes.HasPrefix(start, []byte(own)) }) ||
		bytes.HasPrefix(start, []byte("<!DOCTYPE html>")) && bytes.Contains(start, []byte(generator))
}

// tableStarts are how the tables of this program begin: JSON lines by their
// first key, CSV tables by their first column, calendars by their maker.
var tableStarts = []string{
	`{"file":`, `{"code":`, `{"county":`, `{"post":`, `{"section":`, `{"group":`, `{"indicator":`, `{"id":`, `{"year":`, `{"kind":`,
	`{"case":`, `{"simulated":`, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//credit",
	"\ufeff\"文件\"", "\ufeff\"年度\"",
}

// product is a FILE that a command writes by itself, such as --json FILE.
type product struct {
	option, path string
	write        func(io.Writer) error
	// force replaces whatever stands there.
	force bool
}

// paper is the workbook that a command writes.
type paper struct {
	path  string // empty for none
	kind  stamp.Kind
	force bool
	pages []sheet.Page
	// check, where given, is asked once the rows were written.
	check func() error
	// title and subject are the document's properties, head and foot stand on
	// every printed page.
	title, subject, head, foot string
}

// products are all that a command writes beside its screen: all of it is put
// in place, or nothing.
type products struct {
	paper paper
	files []product
}

// refuse refuses places that are inputs, or outputs of another kind.
func (p *products) refuse(taken []string) error {
	if path := p.paper.path; path != "" {
		if path == standardOutput || !strings.EqualFold(filepath.Ext(path), ".xlsx") {
			return hinted{fmt.Errorf("-o 写出的是工作簿，不能叫“%s”", path), "文件名请以 .xlsx 结尾，例如 -o " + p.paper.title + ".xlsx"}
		}
		if isAmong(path, taken) {
			return hinted{fmt.Errorf("-o 的“%s”会覆盖正在读取的文件", path), "请换一个文件名"}
		}
		if err := refuseResult("-o", path); err != nil {
			return err
		}
		taken = append(taken, path)
	}
	for _, f := range p.files {
		if f.path == "" || f.path == standardOutput {
			continue
		}
		if slices.Contains([]string{".xlsx", ".xlsm", ".xltx", ".xls", ".et"}, strings.ToLower(filepath.Ext(f.path))) {
			return hinted{fmt.Errorf("%s 写出的不是工作簿，不能叫“%s”", f.option, f.path), "请换一个文件名"}
		}
		if err := refusePlace(f.option, f.path, taken, f.force); err != nil {
			return err
		}
		taken = append(taken, f.path)
	}
	return nil
}

func isAmong(path string, taken []string) bool {
	here, _ := filepath.Abs(path)
	info, err := os.Stat(path)
	return slices.ContainsFunc(taken, func(other string) bool {
		there, _ := filepath.Abs(other)
		otherInfo, otherErr := os.Stat(other)
		return here == there || err == nil && otherErr == nil && os.SameFile(info, otherInfo)
	})
}

// deliver writes everything and puts it in place. What goes to standard output
// goes first: a reader that went away keeps everything as it was.
func (p *products) deliver(c console) (err error) {
	var files output.Files
	defer files.Close()
	create, commit := files.Create, files.Commit
	if p.paper.path != "" {
		to, err := output.OpenBeside(filepath.Dir(p.paper.path), p.paper.force, isOfKind(p.paper.kind))
		if err != nil {
			return err
		}
		defer to.Close()
		if err := p.paper.write(to); err != nil {
			return err
		}
		create, commit = to.CreateAside, to.Commit
	}
	for _, f := range p.files {
		switch f.path {
		case "":
		case standardOutput:
			err = buffered(c.out, f.write)
		default:
			err = writeFile(create, f.path, f.write)
		}
		if err != nil {
			return cannotWrite(f.path, err)
		}
	}
	return commit()
}

// writes reports that something is written beside the screen.
func (p *products) writes() bool {
	return p.paper.path != "" || slices.ContainsFunc(p.files, func(f product) bool { return f.path != "" })
}

// shown is what it means that the screen could not be written: what was put in
// place stands, and only where there was nothing else has the command failed.
func (p *products) shown(c console, err error) error {
	switch {
	case err == nil:
		return nil
	case p.writes():
		fmt.Fprintf(c.err, "提醒：结果已经写好，屏幕上的表没有显示完（%s）\n", output.Reason(err))
		return nil
	}
	return fmt.Errorf("不能写到标准输出（%s）", output.Reason(err))
}

func cannotWrite(path string, err error) error {
	if path == standardOutput {
		return fmt.Errorf("不能写到标准输出（%s），没有写出结果", output.Reason(err))
	}
	return fmt.Errorf("不能写入“%s”：%s", path, output.Reason(err))
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	to := bufio.NewWriterSize(w, 64<<10)
	return errors.Join(write(to), to.Flush())
}

func writeFile(create func(string) (*os.File, error), path string, write func(io.Writer) error) error {
	file, err := create(path)
	if err != nil {
		return err
	}
	return errors.Join(buffered(file, write), output.CloseSynced(file))
}

// write writes the workbook into the folder, to be put in place by Commit.
func (p *paper) write(to *output.Folder) error {
	name := filepath.Base(p.path)
	if err := to.Claim(name); err != nil {
		return err
	}
	about := workbook.About{Title: p.title, Subject: p.subject, Head: p.head, Foot: p.foot}
	return workbook.Write(to, name, about, sheet.Layouts(p.pages), func(book sheet.Book) error {
		if err := sheet.Write(book, p.pages); err != nil || p.check == nil {
			return err
		}
		return p.check()
	})
}

// isOfKind reports a workbook of this program and of that kind: it may be
// replaced.
func isOfKind(kind stamp.Kind) func(path string) bool {
	return func(path string) bool { return workbook.IsKind(path, kind) }
}

// generator is how a web page of this program names it.
const generator = `<meta name="generator" content="credit">`
