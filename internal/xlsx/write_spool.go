package xlsx

import (
	"bytes"
	"hash/crc32"
	"io"
	"os"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/flate"
)

const (
	// level is how well text is compressed. Of the sheets of 100,000 people
	// level 1 makes 64 MB in 0.6 s, level 5 47 MB in 1.0 s.
	level = flate.BestSpeed
	// waitingBytes is how much text waits before it is compressed: a small
	// sheet needs no compressor of its own before Save.
	waitingBytes = 256 << 10
	// pieceBytes is how much text of a large sheet is compressed at a time.
	pieceBytes = 128 << 10
	// packedShare is how many times smaller rows are packed, about.
	packedShare = 6
	// memoryBytes is how much compressed text stays in memory.
	memoryBytes = 256 << 10
)

// compressors are used again: one of them takes half a megabyte.
var compressors shelf[*flate.Writer]

// compressor is one that writes to out; it goes back by putBack.
func compressor(out io.Writer) *flate.Writer {
	if c, found := compressors.take(); found {
		c.Reset(out)
		return c
	}
	c, err := flate.NewWriter(out, level)
	if err != nil {
		panic(err) // the level is a constant
	}
	return c
}

// putBack lets go of a compressor, and it of what it wrote to.
func putBack(c *flate.Writer) {
	c.Reset(io.Discard)
	compressors.put(c)
}

// spool takes the rows of a large sheet, compresses them beside the writing
// and keeps them, in memory first and then in a file, until the workbook is
// saved.
type spool struct {
	dir    string
	packer *packer
}

// stretch is a run of deflate blocks, none of them the last: any number of
// them, one after the other, with an end, are one deflate stream.
type stretch struct {
	open   func() io.Reader
	packed int64
	size   int64
	sum    uint32
}

// isPacking reports a sheet that grew large.
func (s *spool) isPacking() bool { return s.packer != nil }

// add takes text, which is the spool's from now on, and gives a buffer to go
// on with. An error may be about text that was taken before.
func (s *spool) add(text []byte) ([]byte, error) {
	if s.packer == nil {
		s.packer = startPacker(s.dir)
	}
	s.packer.full <- text
	next := <-s.packer.free
	if s.packer.failed.Load() {
		return next, s.packer.wrong()
	}
	return next, nil
}

// finish ends the rows with the last text and gives them back, compressed.
func (s *spool) finish(text []byte) (stretch, error) {
	s.packer.full <- text
	s.packer.stop()
	return s.packer.stored, s.packer.wrong()
}

// close forgets the rows and removes their file.
func (s *spool) close() error {
	if s.packer == nil {
		return nil
	}
	p := s.packer
	s.packer = nil
	p.stop()
	return p.remove()
}

// packer compresses text in the order it comes. Everything but the channels
// and failed is its goroutine's until that ended; err is fixed once failed.
type packer struct {
	full, free chan []byte
	worker     sync.WaitGroup
	failed     atomic.Bool
	err        error
	panicked   any
	dir        string
	memory     []byte
	file       *os.File
	stored     stretch
}

func startPacker(dir string) *packer {
	p := &packer{dir: dir, full: make(chan []byte, 1), free: make(chan []byte, 4)}
	p.stored.open = p.reader
	p.free <- make([]byte, 0, pieceBytes+pieceBytes/4)
	p.free <- make([]byte, 0, pieceBytes+pieceBytes/4)
	p.worker.Go(p.work)
	return p
}

func (p *packer) work() {
	c := compressor(p)
	for text := range p.full {
		p.guarded(func() error { return p.pack(c, text) })
		p.free <- text[:0]
	}
	p.guarded(c.Flush)
	if p.err == nil && p.panicked == nil {
		putBack(c)
	}
}

// pack compresses a piece of text.
func (p *packer) pack(c *flate.Writer, text []byte) error {
	p.stored.sum = crc32.Update(p.stored.sum, crc32.IEEETable, text)
	p.stored.size += int64(len(text))
	_, err := c.Write(text)
	return err
}

// guarded does some of the work, unless some of it failed before; a panic is
// kept for whoever waits.
func (p *packer) guarded(work func() error) {
	if p.failed.Load() {
		return
	}
	defer func() {
		if panicked := recover(); panicked != nil {
			p.panicked = panicked
			p.failed.Store(true)
		}
	}()
	p.fail(work())
}

// wrong is what went wrong, once failed says so.
func (p *packer) wrong() error {
	if p.panicked != nil {
		panic(p.panicked)
	}
	return p.err
}

func (p *packer) fail(err error) {
	if err != nil {
		p.err = err
		p.failed.Store(true)
	}
}

// stop waits until all text is compressed. It may be called more than once.
func (p *packer) stop() {
	if p.full != nil {
		close(p.full)
		p.worker.Wait()
		p.full = nil
	}
}

// Write takes what is compressed: it is the side the compressor writes to.
func (p *packer) Write(packed []byte) (int, error) {
	p.stored.packed += int64(len(packed))
	p.memory = append(p.memory, packed...)
	if len(p.memory) < memoryBytes {
		return len(packed), nil
	}
	if p.file == nil {
		file, err := os.CreateTemp(p.dir, "credit-rows-")
		if err != nil {
			return 0, err
		}
		p.file = file
	}
	if _, err := p.file.Write(p.memory); err != nil {
		return 0, err
	}
	p.memory = p.memory[:0]
	return len(packed), nil
}

func (p *packer) reader() io.Reader {
	if p.file == nil {
		return bytes.NewReader(p.memory)
	}
	spilled := p.stored.packed - int64(len(p.memory))
	return io.MultiReader(io.NewSectionReader(p.file, 0, spilled), bytes.NewReader(p.memory))
}

func (p *packer) remove() error {
	p.memory = nil
	if p.file == nil {
		return nil
	}
	name := p.file.Name()
	err := p.file.Close()
	p.file = nil
	if gone := os.Remove(name); err == nil {
		err = gone
	}
	return err
}

// packText compresses texts that follow one another; last ends the deflate
// stream.
func packText(last bool, texts ...[]byte) (stretch, error) {
	var out bytes.Buffer
	var packed stretch
	c := compressor(&out)
	defer putBack(c)
	whole := 0
	for _, text := range texts {
		whole += len(text)
	}
	out.Grow(whole/packedShare + bytes.MinRead)
	for _, text := range texts {
		packed.size += int64(len(text))
		packed.sum = crc32.Update(packed.sum, crc32.IEEETable, text)
		if _, err := c.Write(text); err != nil {
			return packed, err
		}
	}
	end := c.Flush
	if last {
		end = c.Close
	}
	err := end()
	packed.packed = int64(out.Len())
	packed.open = func() io.Reader { return bytes.NewReader(out.Bytes()) }
	return packed, err
}

// joinSums is the CRC-32 of a text whose first part has the sum a and whose
// second part, size bytes long, has the sum b: a moved on by so many zeros,
// which is a times x to the power of 8·size among polynomials modulo that of
// the sum, and b.
func joinSums(a, b uint32, size int64) uint32 {
	shift := uint32(1 << 31)        // 1: the highest bit is the lowest power
	square := uint32(1 << (31 - 8)) // x to the power of 8
	for ; size > 0; size >>= 1 {
		if size&1 != 0 {
			shift = timesModulo(shift, square)
		}
		square = timesModulo(square, square)
	}
	return timesModulo(a, shift) ^ b
}

// timesModulo is the product of two polynomials modulo that of the CRC-32.
func timesModulo(a, b uint32) uint32 {
	product := uint32(0)
	for ; a != 0; a <<= 1 {
		if a&(1<<31) != 0 {
			product ^= b
		}
		if b&1 != 0 {
			b = b>>1 ^ crc32.IEEE
		} else {
			b >>= 1
		}
	}
	return product
}
