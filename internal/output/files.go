package output

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Files are results that stand by themselves (--json FILE), each written
// beside its final place and renamed by Commit.
type Files struct {
	list []aside
}

type aside struct {
	temporary, final string
}

// asideEnding is how the name of such a result ends while it is written.
const asideEnding = ".tmp"

// Create opens a result for writing. What a killed run left of the same one
// is removed.
func (f *Files) Create(path string) (*os.File, error) {
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
	f.list = append(f.list, aside{file.Name(), path})
	return file, nil
}

// Publish lets everybody read a result that was created: nobody's data is in
// it.
func (f *Files) Publish(path string) error {
	for _, one := range f.list {
		if one.final == path {
			return os.Chmod(one.temporary, 0o644)
		}
	}
	return nil
}

// Commit puts the results in place. An error is in Chinese.
func (f *Files) Commit() error {
	for _, one := range f.list {
		if err := os.Rename(one.temporary, one.final); err != nil {
			return fmt.Errorf("不能写入“%s”：%s；如果它正在别的程序中打开，请先关闭该文件", one.final, Reason(err))
		}
	}
	f.list = nil
	return nil
}

// Close removes what Commit did not put in place.
func (f *Files) Close() {
	for _, one := range f.list {
		_ = os.Remove(one.temporary)
	}
	f.list = nil
}
