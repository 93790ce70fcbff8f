package output

import (
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
	for _, name := range f.stale {
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
	if err := f.aside.Commit(); err != nil {
		return back(err)
	}
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
	if err := errors.Join(err, list.Close()); err != nil {
		return err
	}
	return os.Rename(filepath.Join(f.run, listName+".new"), filepath.Join(f.run, listName))
}

// Foreign is a file that stands where a result of that name would, and that
// this program did not write; the empty text is none.
func (f *Folder) Foreign(name string) string {
	if _, err := os.Lstat(f.Path(name)); err != nil || slices.Contains(f.stale, name) {
		return ""
	}
	return f.Path(name)
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
