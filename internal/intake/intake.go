// Package intake turns the files and folders of a command line into the list
// of files to be read as submissions.
package intake

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"credit/internal/output"
)

// File is one file to be read.
type File struct {
	// Path is the path as given; of a file in a folder, the folder's path
	// as given and the way from there.
	Path string
	// Label is the path for papers: it begins at the folder or file that
	// was given, and so tells nothing of the machine.
	Label string
	// ForeignName says that the name's ending is that of another kind of
	// file, such as .xls, whatever the content is.
	ForeignName bool
	// Named says that the command line names the file itself, not a folder.
	Named bool
}

// EmptyError is a folder without any workbook.
type EmptyError struct{ Folder string }

func (e EmptyError) Error() string { return "“" + e.Folder + "”里没有工作簿" }

// List is what the arguments come to.
type List struct {
	Files []File
	// PassedOver are files in folders that nobody takes for a workbook.
	PassedOver []string
	// Doubled are files given a second time; they are read once.
	Doubled []string

	sizes map[int64][]os.FileInfo // of Files, to find twins
}

var workbookEndings = []string{".xlsx", ".xlsm", ".xltx"}
var foreignEndings = []string{".xls", ".et", ".xlsb", ".ods", ".csv", ".html", ".htm", ".xlt", ".ett", ".tsv"}

// Gather lists the files that args name: files as they come, a folder's by
// path, to any depth. An error says in Chinese which argument cannot be used.
func Gather(args []string) (List, error) {
	var list List
	seen := map[string]bool{}
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return List{}, fmt.Errorf("找不到“%s”，请核对路径", arg)
		case err != nil:
			return List{}, fmt.Errorf("不能读取“%s”：%s", arg, output.Reason(err))
		case info.IsDir():
			if err := list.addFolder(arg, seen); err != nil {
				return List{}, err
			}
		case !info.Mode().IsRegular():
			return List{}, fmt.Errorf("“%s”不是普通文件，请给出工作簿文件或存放工作簿的文件夹", arg)
		default:
			list.add(File{Path: arg, Label: filepath.Base(arg), Named: true}, seen)
		}
	}
	return list, nil
}

// add takes a file once, however often and by whatever path it is given.
func (l *List) add(f File, seen map[string]bool) {
	f.ForeignName = hasEnding(f.Path, foreignEndings)
	key := f.Path
	if real, err := filepath.EvalSymlinks(f.Path); err == nil {
		key = real
	}
	if whole, err := filepath.Abs(key); err == nil {
		key = whole
	}
	if seen[key] || l.hasTwin(f.Path) {
		l.Doubled = append(l.Doubled, f.Path)
		return
	}
	seen[key] = true
	l.Files = append(l.Files, f)
}

// hasTwin reports a file that is on the list under another name: a hard link.
func (l *List) hasTwin(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	if l.sizes == nil {
		l.sizes = map[int64][]os.FileInfo{}
	}
	for _, other := range l.sizes[info.Size()] {
		if os.SameFile(info, other) {
			return true
		}
	}
	l.sizes[info.Size()] = append(l.sizes[info.Size()], info)
	return false
}

func (l *List) addFolder(folder string, seen map[string]bool) error {
	var found []File
	base := filepath.Base(folder)
	if whole, err := filepath.Abs(folder); err == nil {
		base = filepath.Base(whole)
	}
	// With a separator at its end a folder that is given by a link is entered.
	root := strings.TrimRight(folder, string(filepath.Separator)) + string(filepath.Separator)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("不能读取“%s”：%s", path, output.Reason(err))
		}
		name := entry.Name()
		switch {
		case entry.IsDir() && path != root && output.IsRunFolder(name):
			return filepath.SkipDir
		case entry.IsDir(), strings.HasPrefix(name, "~$"), strings.HasPrefix(name, "._"):
			return nil
		case !isRegular(path, entry) || !hasEnding(name, workbookEndings) && !hasEnding(name, foreignEndings):
			l.PassedOver = append(l.PassedOver, path)
			return nil
		}
		way, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		found = append(found, File{Path: path, Label: base + "/" + filepath.ToSlash(way)})
		return nil
	})
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return EmptyError{folder}
	}
	slices.SortFunc(found, func(a, b File) int { return cmp.Compare(filepath.ToSlash(a.Path), filepath.ToSlash(b.Path)) })
	for _, f := range found {
		l.add(f, seen)
	}
	return nil
}

// isRegular follows links: a link to a workbook is a workbook; pipes and
// devices are not.
func isRegular(path string, entry fs.DirEntry) bool {
	if entry.Type().IsRegular() {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func hasEnding(path string, endings []string) bool {
	return slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
}
