package xlsx

import (
	"bytes"
	"hash/crc32"
	"io"
	"os"
	"sync"

	"github.com/klauspost/compress/flate"
)

const (
	// A part that fits into memory whole is packed quickly, a long one well.
	quickLevel, thoroughLevel = 1, 5
	// waitingBytes is how much text waits before it is compressed: a small
	// sheet needs no compressor of its own before Save.
	waitingBytes = 256 << 10
	// memoryBytes is how much compressed text stays in memory.
	memoryBytes = 8 << 20
)

// Compressors are used again: one of them takes up to a megabyte.
var quick, thorough = compressors(quickLevel), compressors(thoroughLevel)

func compressors(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		c, err := flate.NewWriter(io.Discard, level)
		if err != nil {
			panic(err) // the levels are constants
		}
		return c
	}}
}

// spool takes the rows of a sheet, compresses them as they come and keeps
// them, in memory first and then in a file, until the workbook is saved.
type spool struct {
	dir     string
	waiting []byte
	packer  *flate.Writer
	pool    *sync.Pool // where the packer goes back to
	memory  bytes.Buffer
	file    *os.File
	stored  stretch
}

// stretch is a run of deflate blocks, none of them the last: any number of
// them, one after the other, with an end, are one deflate stream.
type stretch struct {
	open   func() io.Reader
	packed int64
	size   int64
	sum    uint32
}

// add appends text to the rows.
func (s *spool) add(text []byte) error {
	s.waiting = append(s.waiting, text...)
	if len(s.waiting) < waitingBytes {
		return nil
	}
	return s.pack(thorough)
}

// pack compresses what waits; the first time it takes a compressor from pool.
func (s *spool) pack(pool *sync.Pool) error {
	if s.packer == nil {
		s.pool, s.packer = pool, pool.Get().(*flate.Writer)
		s.packer.Reset(spoolSink{s})
	}
	s.stored.sum = crc32.Update(s.stored.sum, crc32.IEEETable, s.waiting)
	s.stored.size += int64(len(s.waiting))
	_, err := s.packer.Write(s.waiting)
	s.waiting = s.waiting[:0]
	return err
}

// finish ends the rows and gives them back, compressed.
func (s *spool) finish() (stretch, error) {
	if err := s.pack(quick); err != nil {
		return stretch{}, err
	}
	if err := s.packer.Flush(); err != nil {
		return stretch{}, err
	}
	s.release()
	s.stored.open = s.reader
	return s.stored, nil
}

func (s *spool) reader() io.Reader {
	if s.file == nil {
		return bytes.NewReader(s.memory.Bytes())
	}
	spilled := s.stored.packed - int64(s.memory.Len())
	return io.MultiReader(io.NewSectionReader(s.file, 0, spilled), bytes.NewReader(s.memory.Bytes()))
}

func (s *spool) release() {
	if s.packer != nil {
		s.packer.Reset(io.Discard)
		s.pool.Put(s.packer)
		s.packer = nil
	}
}

// close forgets the rows and removes their file.
func (s *spool) close() error {
	s.release()
	s.waiting, s.memory = nil, bytes.Buffer{}
	if s.file == nil {
		return nil
	}
	name := s.file.Name()
	err := s.file.Close()
	s.file = nil
	if gone := os.Remove(name); err == nil {
		err = gone
	}
	return err
}

// spoolSink is the side of a spool its compressor writes to.
type spoolSink struct{ *spool }

func (s spoolSink) Write(packed []byte) (int, error) {
	s.stored.packed += int64(len(packed))
	s.memory.Write(packed)
	if s.memory.Len() < memoryBytes {
		return len(packed), nil
	}
	if s.file == nil {
		file, err := os.CreateTemp(s.dir, "credit-rows-")
		if err != nil {
			return 0, err
		}
		s.file = file
	}
	if _, err := s.memory.WriteTo(s.file); err != nil {
		return 0, err
	}
	return len(packed), nil
}

// packText compresses a text of its own; last ends the deflate stream.
func packText(text []byte, last bool) (stretch, error) {
	c := quick.Get().(*flate.Writer)
	defer quick.Put(c)
	var out bytes.Buffer
	c.Reset(&out)
	if _, err := c.Write(text); err != nil {
		return stretch{}, err
	}
	end := c.Flush
	if last {
		end = c.Close
	}
	if err := end(); err != nil {
		return stretch{}, err
	}
	return stretch{
		open:   func() io.Reader { return bytes.NewReader(out.Bytes()) },
		packed: int64(out.Len()),
		size:   int64(len(text)),
		sum:    crc32.ChecksumIEEE(text),
	}, nil
}

var zeros [64 << 10]byte

// joinSums is the CRC-32 of a text whose first part has the sum a and whose
// second part, size bytes long, has the sum b. The sum is affine in its
// start: sum(a then B) = sum(a then zeros) ^ sum(zeros) ^ b.
func joinSums(a, b uint32, size int64) uint32 {
	shifted, none := a, uint32(0)
	for size > 0 {
		n := min(size, int64(len(zeros)))
		shifted = crc32.Update(shifted, crc32.IEEETable, zeros[:n])
		none = crc32.Update(none, crc32.IEEETable, zeros[:n])
		size -= n
	}
	return shifted ^ none ^ b
}
