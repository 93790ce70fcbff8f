package output

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// errNotRegular is a pipe, a device or a folder that stands where a file
// should: it is not opened, for some of them never end.
var errNotRegular = errors.New("不是普通文件")

// OpenRegular opens a regular file, whose size it tells. What is wrong is said
// by Reason.
func OpenRegular(path string) (file *os.File, size int64, err error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, 0, err
	case info.IsDir():
		return nil, 0, errors.New("是文件夹，不是文件")
	case !info.Mode().IsRegular():
		return nil, 0, errNotRegular
	}
	file, err = os.Open(path)
	return file, info.Size(), err
}

// ReadFile reads a regular file of at most so many bytes whole. What is wrong
// is said by Reason.
func ReadFile(path string, most int64) ([]byte, error) {
	file, size, err := OpenRegular(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if size > most {
		return nil, tooLarge(most)
	}
	var data bytes.Buffer
	data.Grow(int(size) + bytes.MinRead)                 // or it would be copied at its end
	_, err = data.ReadFrom(io.LimitReader(file, most+1)) // it may grow meanwhile
	if err == nil && int64(data.Len()) > most {
		err = tooLarge(most)
	}
	return data.Bytes(), err
}

func tooLarge(most int64) error {
	if most < 1<<20 {
		return fmt.Errorf("超过 %d KB", most>>10)
	}
	return fmt.Errorf("超过 %d MB", most>>20)
}
