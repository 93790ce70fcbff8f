package xlsx

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"credit/internal/finding"
	"credit/internal/output"
)

// largestHeld is how many bytes a file may have that is held in memory whole.
const largestHeld = 256 << 20

// heldWhole is the size in bytes up to which a File is held in memory: reading
// it piece by piece would save nothing.
const heldWhole = 1 << 20

// ErrChanged says that a file is not what it was when it was opened.
var ErrChanged = errors.New("the file changed while it was read")

// File is a workbook's file, opened once. A small one is held in memory, a
// large one is read where it is needed, so that memory does not grow with it:
// CheckUnchanged then tells that the bytes that were hashed are the bytes that
// were parsed. Close must be called in the end.
type File struct {
	store
	file *os.File // nil where the bytes are held
	sum  [sha256.Size]byte
}

// OpenFile opens a file and takes its SHA-256. Every error is a *Refusal.
func OpenFile(path string) (*File, error) {
	file, size, err := openRegular(path, DefaultLimits().File)
	if err != nil {
		return nil, err
	}
	f := &File{file: file, store: store{file: file, size: size}}
	if size > heldWhole {
		f.sum, err = f.hash()
		if errors.Is(err, ErrChanged) {
			err = broken(size, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		return f, nil
	}
	data, err := readWhole(file, size)
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	return &File{store: held(data), sum: sha256.Sum256(data)}, nil
}

// hash is the SHA-256 of all bytes of a file that is not held; one that is
// shorter than it was is ErrChanged.
func (f *File) hash() (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	n, err := io.Copy(h, io.NewSectionReader(f.store.file, 0, f.size))
	if err == nil && n != f.size {
		return sum, ErrChanged
	}
	if err != nil {
		return sum, broken(n, err)
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// SHA256 is that of the file's bytes, in hexadecimal.
func (f *File) SHA256() string { return hex.EncodeToString(f.sum[:]) }

// Open opens the workbook; it reads from the file until that is closed. Every
// error is a *Refusal.
func (f *File) Open(o Options) (*Workbook, error) {
	if f.file == nil {
		return Open(f.data, o)
	}
	head, err := f.slice(0, int64(len(oleSignature)))
	if err != nil {
		return nil, err
	}
	if isZip(head) {
		limits := o.limits()
		if f.size > limits.File {
			return nil, tooLarge("文件超过 %d MiB", mebibytes(limits.File))
		}
		return openZip(f.store, limits, o.Stats)
	}
	// An encrypted workbook is opened whole; of anything else the beginning
	// tells what it is.
	length := f.size
	if !bytes.HasPrefix(head, oleSignature) {
		length = min(length, sniffed+1)
	}
	if length > largestHeld {
		return nil, tooLarge("加密的文件超过 %d MiB", mebibytes(largestHeld))
	}
	data, err := f.slice(0, length)
	if err != nil {
		return nil, err
	}
	return Open(data, o)
}

// CheckUnchanged tells whether the file still is what was hashed, after it was
// read; the error is ErrChanged, or a *Refusal where it cannot be read.
func (f *File) CheckUnchanged() error {
	if f.file == nil {
		return nil
	}
	switch sum, err := f.hash(); {
	case err != nil:
		return err
	case sum != f.sum:
		return ErrChanged
	}
	return nil
}

// Close lets go of the file.
func (f *File) Close() error {
	if f.file == nil {
		return nil
	}
	return f.file.Close()
}

// ReadFile reads a file once: the bytes that are hashed are the bytes that
// are parsed. Every error is an *Refusal.
func ReadFile(path string) ([]byte, error) {
	file, size, err := openRegular(path, largestHeld)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readWhole(file, size)
}

// openRegular opens a file of at most that many bytes.
func openRegular(path string, largest int64) (file *os.File, size int64, err error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // to open a pipe is to wait for it
		return nil, 0, &Refusal{Code: finding.UnreadableWorkbook, Reason: "不是普通文件"}
	}
	file, err = os.Open(path)
	if err != nil {
		return nil, 0, &Refusal{Code: finding.UnreadableWorkbook, Reason: "打不开文件（" + output.Reason(err) + "）"}
	}
	info, err := file.Stat()
	switch {
	case err != nil || !info.Mode().IsRegular():
		err = &Refusal{Code: finding.UnreadableWorkbook, Reason: "不是普通文件"}
	case info.Size() > largest:
		err = &Refusal{Code: finding.UnreadableWorkbook, Reason: fmt.Sprintf("文件超过 %d MB", mebibytes(largest))}
	default:
		return file, info.Size(), nil
	}
	return nil, 0, errors.Join(err, file.Close())
}

func readWhole(file *os.File, size int64) ([]byte, error) {
	data := make([]byte, size)
	if n, err := io.ReadFull(file, data); err != nil {
		return nil, broken(int64(n), err)
	}
	return data, nil
}
