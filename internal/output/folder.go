// Package output writes the results of a run so that no half-written one
// ever stands under its final name: everything goes into a private run
// folder first and is renamed at the end, or removed.
package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// The names of the results beside the graded workbooks.
const (
	SummaryName  = "汇总.xlsx"
	ManifestName = "manifest.json"
	// KeyName is the key of the manifest's row digests, SignatureName the
	// signature of credit seal.
	KeyName       = "manifest.key"
	SignatureName = "manifest.json.minisig"
)

// IsBeside reports the name of a result that is no workbook.
func IsBeside(name string) bool {
	return name == ManifestName || name == KeyName || name == SignatureName
}

const (
	runPrefix = ".credit-run-"
	oldFolder = "old"
	lockName  = "lock"
	listName  = "list"
)

// IsRunFolder reports the name of a run folder, of this run or of one that
// was killed.
func IsRunFolder(name string) bool { return strings.HasPrefix(name, runPrefix) }

// Folder is an output folder that a run is writing to.
type Folder struct {
	dir     string
	run     string
	lock    *flock.Flock
	made    []string // folders made on the way, the outermost first
	names   []string // results, in the order they are put in place
	stale   []string // results of an earlier run that this one replaces
	aside   Files
	isOurs  func(path string) bool
	force   bool
	settled bool
}

// Open prepares a folder for the results of a scoring. One that holds results
// already is refused unless force is given; then Commit replaces all of them
// that isOurs knows as written by this program, by their paths, and leaves
// other files alone. Errors are in Chinese.
func Open(dir string, force bool, isOurs func(path string) bool) (*Folder, error) {
	f, err := enter(dir, force, isOurs)
	if err != nil {
		return nil, err
	}
	found, err := Results(dir)
	if err != nil {
		return nil, err
	}
	if len(found) > 0 && !force {
		return nil, fmt.Errorf("输出文件夹“%s”里已有评分结果（%s）：请用 -o 另指定一个文件夹，或加 --force 替换", dir, found[0])
	}
	for _, name := range found {
		if isOurs(f.Path(name)) {
			f.stale = append(f.stale, name)
		}
	}
	return f, f.start()
}

// OpenBeside prepares a folder for files that may stand beside others. Only a
// file of the very name of a result is replaced, if force is given and isOurs
// allows it: Claim sees to that.
func OpenBeside(dir string, force bool, isOurs func(path string) bool) (*Folder, error) {
	f, err := enter(dir, force, isOurs)
	if err != nil {
		return nil, err
	}
	return f, f.start()
}

func enter(dir string, force bool, isOurs func(path string) bool) (*Folder, error) {
	if dir == "" {
		return nil, errors.New("没有说明结果写到哪个文件夹（-o 后面是空的）")
	}
	f := &Folder{dir: dir, force: force, isOurs: isOurs}
	return f, f.clearKilledRuns()
}

// start makes the folder and the run folder in it.
func (f *Folder) start() (err error) {
	if err := f.makeFolders(); err != nil {
		f.Close()
		return fmt.Errorf("不能建立输出文件夹“%s”：%s", f.dir, Reason(err))
	}
	if f.run, err = os.MkdirTemp(f.dir, runPrefix); err != nil {
		f.Close()
		return fmt.Errorf("不能写入输出文件夹“%s”：%s", f.dir, Reason(err))
	}
	f.lock = flock.New(filepath.Join(f.run, lockName))
	if _, err := f.lock.TryLock(); err != nil {
		f.Close()
		return fmt.Errorf("不能写入输出文件夹“%s”：%s", f.dir, Reason(err))
	}
	return nil
}

// Claim keeps results under names at which nothing stands yet, or what may be
// replaced.
func (f *Folder) Claim(names ...string) error {
	for _, name := range names {
		_, err := os.Lstat(f.Path(name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return fmt.Errorf("不能写入“%s”：%s", f.Path(name), Reason(err))
		case !f.force:
			return fmt.Errorf("“%s”已经存在：请另指定一处，或加 --force 替换", f.Path(name))
		case !f.isOurs(f.Path(name)):
			return fmt.Errorf("“%s”已经存在，不能替换（不是本程序写出的同一种文件，或者里面已经有填报）：请移走它，或另指定一处", f.Path(name))
		default:
			f.stale = append(f.stale, name)
		}
	}
	f.Keep(names...)
	return nil
}

// Results are the names of the results that stand in a folder; none in one that
// there is not. Errors are in Chinese.
func Results(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("不能使用输出文件夹“%s”：%s", dir, Reason(err))
	}
	var names []string
	for _, entry := range entries {
		if IsResult(entry.Name()) {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}

// IsResult reports a name that a result of a scoring has, or might.
func IsResult(name string) bool {
	return name == SummaryName || IsBeside(name) || strings.HasSuffix(name, gradedEnding) && !strings.HasPrefix(name, "~$")
}

// makeFolders makes the folder and those above it, private to the owner, and
// remembers which it made.
func (f *Folder) makeFolders() error {
	var missing []string
	for dir := filepath.Clean(f.dir); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			return fmt.Errorf("“%s”是文件，不是文件夹", dir)
		}
		if err == nil || dir == filepath.Dir(dir) {
			break
		}
		missing = append([]string{dir}, missing...)
	}
	for _, dir := range missing {
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
		f.made = append(f.made, dir)
	}
	return nil
}

// TempDir is the run's private folder, for whatever must not be left behind.
func (f *Folder) TempDir() string { return f.run }

// Path is where a result will stand.
func (f *Folder) Path(name string) string { return filepath.Join(f.dir, name) }

// Create opens a result for writing; it appears under its name when Commit
// puts it there. The file is readable by its owner only.
func (f *Folder) Create(name string) (*os.File, error) {
	return os.OpenFile(filepath.Join(f.run, name), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
}

// Keep names the results in the order that Commit puts them in place; what
// was created and is not kept is thrown away.
func (f *Folder) Keep(names ...string) { f.names = append(f.names, names...) }

// CreateAside opens a result that stands outside the folder.
func (f *Folder) CreateAside(path string) (*os.File, error) { return f.aside.Create(path) }

// Close ends the run: it removes the run folder, with all that Commit did not
// put in place, and, unless there was a Commit, the folders that were made if
// nothing stands in them. It may be called at any time.
func (f *Folder) Close() {
	if f.run != "" {
		if f.lock != nil {
			_ = f.lock.Unlock()
		}
		_ = os.RemoveAll(f.run)
		f.run = ""
	}
	f.aside.Close()
	if f.settled {
		return
	}
	for i := len(f.made) - 1; i >= 0; i-- {
		_ = os.Remove(f.made[i])
	}
}
