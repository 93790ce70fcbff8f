package output

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// errNotRegular is a pipe, a device or a folder that stands where a file
// should: it is not opened, for some of them never end.
var errNotRegular = errors.New("不是普通文件")

// ReadFile reads a regular file of at most so many bytes whole. What is wrong
// is said by Reason.
func ReadFile(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("是文件夹，不是文件")
	case !info.Mode().IsRegular():
		return nil, errNotRegular
	case info.Size() > most:
		return nil, tooLarge(most)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, most+1)) // it may grow meanwhile
	if err == nil && int64(len(data)) > most {
		err = tooLarge(most)
	}
	return data, err
}

func tooLarge(most int64) error {
	if most < 1<<20 {
		return fmt.Errorf("超过 %d KB", most>>10)
	}
	return fmt.Errorf("超过 %d MB", most>>20)
}
