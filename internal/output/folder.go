// Package output writes the results of a run so that no half-written one
// ever stands under its final name: everything goes into a private run
// folder first and is renamed at the end, or removed.
package output

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/gofrs/flock"
)

// The names of the results beside the graded workbooks.
const (
	SummaryName  = "汇总.xlsx"
	ManifestName = "manifest.json"
)

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
	aside   []aside
	settled bool
}

// aside is a result outside the folder (--json FILE), written beside its
// final place.
type aside struct {
	temporary, final string
}

// Open prepares a folder for results. One that holds results already is
// refused unless force is given; then Commit replaces those that isOurs knows
// as written by this program, by their paths, and leaves other files alone.
// Errors are in Chinese.
func Open(dir string, force bool, isOurs func(path string) bool) (*Folder, error) {
	if dir == "" {
		return nil, errors.New("没有说明结果写到哪个文件夹（-o 后面是空的）")
	}
	f := &Folder{dir: dir}
	if err := f.clearKilledRuns(); err != nil {
		return nil, err
	}
	found, err := results(dir)
	if err != nil {
		return nil, err
	}
	if len(found) > 0 && !force {
		return nil, fmt.Errorf("输出文件夹“%s”里已有评分结果（如 %s）：请用 -o 另指定一个文件夹，或加 --force 替换", dir, found[0])
	}
	for _, name := range found {
		if name == SummaryName || name == ManifestName || isOurs(f.Path(name)) {
			f.stale = append(f.stale, name)
		}
	}
	if err := f.makeFolders(); err != nil {
		f.Close()
		return nil, fmt.Errorf("不能建立输出文件夹“%s”：%s", dir, Reason(err))
	}
	if f.run, err = os.MkdirTemp(dir, runPrefix); err != nil {
		f.Close()
		return nil, fmt.Errorf("不能写入输出文件夹“%s”：%s", dir, Reason(err))
	}
	f.lock = flock.New(filepath.Join(f.run, lockName))
	if _, err := f.lock.TryLock(); err != nil {
		f.Close()
		return nil, fmt.Errorf("不能写入输出文件夹“%s”：%s", dir, Reason(err))
	}
	return f, nil
}

// results are the names of the results that stand in a folder.
func results(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("不能使用输出文件夹“%s”：%s", dir, Reason(err))
	}
	var names []string
	for _, entry := range entries {
		name := entry.Name()
		if name == SummaryName || name == ManifestName || strings.HasSuffix(name, gradedEnding) && !strings.HasPrefix(name, "~$") {
			names = append(names, name)
		}
	}
	return names, nil
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

// clearKilledRuns removes what a killed run left: its half-written results,
// and what it had put in place where it was killed while doing so; earlier
// results stand again.
func (f *Folder) clearKilledRuns() error {
	entries, err := os.ReadDir(f.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("不能建立输出文件夹“%s”：这里已有同名的文件", f.dir)
	case err != nil:
		return fmt.Errorf("不能使用输出文件夹“%s”：%s", f.dir, Reason(err))
	}
	for _, entry := range entries {
		if !entry.IsDir() || !IsRunFolder(entry.Name()) {
			continue
		}
		run := filepath.Join(f.dir, entry.Name())
		lock := flock.New(filepath.Join(run, lockName))
		free, err := lock.TryLock()
		if err != nil || !free {
			return fmt.Errorf("另一个 credit 正在写入“%s”，请等它结束，或用 -o 另指定一个文件夹", f.dir)
		}
		err = takeBack(run, f.dir)
		_ = lock.Unlock()
		if err != nil {
			return fmt.Errorf("上次运行中断，不能恢复“%s”里的结果：%s；如果其中的文件正在 Excel 或 WPS 中打开，请先关闭", f.dir, Reason(err))
		}
		_ = os.RemoveAll(run)
	}
	return nil
}

// takeBack undoes a Commit that was killed. Its list of names goes once the
// last of them is in place: then there is nothing to undo.
func takeBack(run, dir string) error {
	list, err := os.ReadFile(filepath.Join(run, listName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(list), "\n"), "\n") {
		if _, err := os.Lstat(filepath.Join(run, name)); err == nil {
			continue // it was not put in place yet
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	entries, _ := os.ReadDir(filepath.Join(run, oldFolder))
	for _, entry := range entries {
		if err := os.Rename(filepath.Join(run, oldFolder, entry.Name()), filepath.Join(dir, entry.Name())); err != nil {
			return err
		}
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

// CreateAside opens a result that stands outside the folder. What a killed
// run left of the same one is removed.
func (f *Folder) CreateAside(path string) (*os.File, error) {
	prefix := ".credit-" + filepath.Base(path) + "-"
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), prefix) && strings.HasSuffix(entry.Name(), asideEnding) {
			_ = os.Remove(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
	file, err := os.CreateTemp(filepath.Dir(path), prefix+"*"+asideEnding)
	if err != nil {
		return nil, err
	}
	f.aside = append(f.aside, aside{file.Name(), path})
	return file, nil
}

// asideEnding is how the name of a result outside the folder ends while it
// is written.
const asideEnding = ".tmp"

// Commit puts all results in place, the last named last. If one cannot be
// put there, everything is as it was before; if the run is killed meanwhile,
// the next one sees to that.
func (f *Folder) Commit() error {
	if err := f.writeList(); err != nil {
		return fmt.Errorf("不能写入输出文件夹“%s”：%s", f.dir, Reason(err))
	}
	var undo []func()
	back := func(err error) error {
		for i := len(undo) - 1; i >= 0; i-- {
			undo[i]()
		}
		return err
	}
	for _, name := range f.replaced() {
		from, to := f.Path(name), filepath.Join(f.run, oldFolder, name)
		if err := os.Rename(from, to); err != nil {
			return back(fmt.Errorf("不能替换“%s”：%s；如果它正在 Excel 或 WPS 中打开，请先关闭该文件", from, Reason(err)))
		}
		undo = append(undo, func() { _ = os.Rename(to, from) })
	}
	for _, name := range f.names {
		from, to := filepath.Join(f.run, name), f.Path(name)
		if err := os.Rename(from, to); err != nil {
			return back(fmt.Errorf("不能写入“%s”：%s；如果它正在 Excel 或 WPS 中打开，请先关闭该文件", to, Reason(err)))
		}
		undo = append(undo, func() { _ = os.Rename(to, from) })
	}
	for _, one := range f.aside {
		if err := os.Rename(one.temporary, one.final); err != nil {
			return back(fmt.Errorf("不能写入“%s”：%s；如果它正在别的程序中打开，请先关闭该文件", one.final, Reason(err)))
		}
	}
	f.aside = nil
	syncFolder(f.dir)
	_ = os.Remove(filepath.Join(f.run, listName))
	f.settled = true
	return nil
}

// writeList makes the place for what is replaced and notes the names of the
// results, for takeBack.
func (f *Folder) writeList() error {
	if err := os.Mkdir(filepath.Join(f.run, oldFolder), 0o700); err != nil {
		return err
	}
	list, err := os.OpenFile(filepath.Join(f.run, listName+".new"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(list, strings.Join(f.names, "\n")+"\n")
	if err := errors.Join(err, CloseSynced(list)); err != nil {
		return err
	}
	return os.Rename(filepath.Join(f.run, listName+".new"), filepath.Join(f.run, listName))
}

// replaced are the files of the folder that make way for the results: those
// of an earlier run, and whatever bears the name of a new one.
func (f *Folder) replaced() []string {
	list := slices.Clone(f.stale)
	for _, name := range f.names {
		if _, err := os.Lstat(f.Path(name)); err == nil && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

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
	for _, one := range f.aside {
		_ = os.Remove(one.temporary)
	}
	f.aside = nil
	if f.settled {
		return
	}
	for i := len(f.made) - 1; i >= 0; i-- {
		_ = os.Remove(f.made[i])
	}
}

// syncFolder makes the renames last through a power cut, where the system
// lets a folder be synced.
func syncFolder(dir string) {
	if folder, err := os.Open(dir); err == nil {
		_ = folder.Sync()
		_ = folder.Close()
	}
}

// CloseSynced makes a file last through a power cut and closes it.
func CloseSynced(file *os.File) error {
	return errors.Join(file.Sync(), file.Close())
}

// Reason is why a file could not be used, in Chinese.
func Reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "找不到"
	case errors.Is(err, fs.ErrPermission):
		return "没有权限"
	case errors.Is(err, fs.ErrExist):
		return "已经存在"
	case errors.Is(err, syscall.ENOSPC):
		return "磁盘已满"
	case errors.Is(err, syscall.EROFS):
		return "磁盘是只读的"
	case errors.Is(err, syscall.ENOTDIR):
		return "路径中有一段不是文件夹"
	case errors.Is(err, syscall.EISDIR):
		return "是文件夹，不是文件"
	case errors.Is(err, syscall.ENAMETOOLONG):
		return "名称太长"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err.Error()
	}
	return err.Error()
}

// SHA256 is the digest, in hex, of a result that was written and is not in
// place yet.
func (f *Folder) SHA256(name string) (string, error) {
	file, err := os.Open(filepath.Join(f.run, name))
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
