package xlsx

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"credit/internal/output"
)

// store is the bytes of an archive: held in memory, or in a file that is read
// where they are needed.
type store struct {
	data []byte
	file io.ReaderAt // nil where data holds everything
	size int64
}

func held(data []byte) store { return store{data: data, size: int64(len(data))} }

// slice are n bytes from there on; who asks has seen that there are as many.
func (s store) slice(at, n int64) ([]byte, error) {
	if s.file == nil {
		return s.data[at : at+n], nil
	}
	b := make([]byte, n)
	if read, err := s.file.ReadAt(b, at); read < len(b) {
		return nil, broken(at+int64(read), err)
	}
	return b, nil
}

// section reads n bytes from there on.
func (s store) section(at, n int64) io.Reader {
	if s.file == nil {
		return bytes.NewReader(s.data[at : at+n])
	}
	const buffer = 64 << 10
	return bufio.NewReaderSize(io.NewSectionReader(s.file, at, n), buffer)
}

// broken refuses a file that could not be read on.
func broken(at int64, err error) *Refusal {
	return damaged("%s", fmt.Sprintf("文件读到第 %d 字节中断（%s）", at, output.Reason(err)))
}
