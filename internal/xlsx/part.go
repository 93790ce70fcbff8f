package xlsx

import (
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"sync"

	"github.com/klauspost/compress/flate"
)

// The methods of compression that a package may use.
const (
	stored   = 0
	deflated = 8
)

// part reads the content of an entry. Its end is only reported where size
// and checksum are right; every other error is a *Refusal.
type part struct {
	entry *entry
	in    io.Reader
	read  int64
	crc   uint32
	err   error
	ahead *ahead // of a long part
}

func (a *archive) has(name string) bool { return a.entries[lowerASCII(name)] != nil }

// open opens the part of that name, whose declared size may not exceed limit.
func (a *archive) open(name string, limit int64) (*part, error) {
	e := a.entries[lowerASCII(name)]
	if e == nil {
		return nil, damaged("文件不完整：缺少 %s", name)
	}
	if e.inflated > limit {
		return nil, tooLarge("压缩包里的 %s 解开后超过 %d MiB", e.name, mebibytes(limit))
	}
	if e.inflated > a.limits.RatioFrom && e.inflated/a.limits.Ratio >= max(1, e.deflated) {
		return nil, tooLarge("压缩包里的 %s 压缩比高得反常", e.name)
	}
	p := &part{entry: e, in: a.section(e.body, e.deflated)}
	if e.method == deflated {
		p.in = inflater(p.in)
	}
	return p, nil
}

// openLong opens a part that may be long: it is inflated while it is read, and
// must be closed.
func (a *archive) openLong(name string, limit int64) (*part, error) {
	p, err := a.open(name, limit)
	if err == nil && p.entry.inflated >= aheadFrom {
		p.ahead = p.inflateAhead()
	}
	return p, err
}

// inflaters are those that came to their end: each holds 80 KB.
var inflaters sync.Pool

func inflater(in io.Reader) io.Reader {
	if r, idle := inflaters.Get().(flate.Resetter); idle && r.Reset(in, nil) == nil {
		return r.(io.Reader)
	}
	return flate.NewReader(in)
}

// release hands the inflater back at the end of a part.
func (p *part) release() {
	if r, ok := p.in.(flate.Resetter); ok {
		inflaters.Put(r)
	}
	p.in = nil
}

// close lets go of a part, wherever it stands; nil is none.
func (p *part) close() {
	if p == nil {
		return
	}
	if p.ahead != nil {
		p.ahead.close()
		p.ahead = nil
	}
	if p.err == nil {
		p.err = io.ErrClosedPipe
		p.release()
	}
}

// Read implements io.Reader.
func (p *part) Read(b []byte) (int, error) {
	if p.ahead != nil {
		return p.ahead.Read(b)
	}
	return p.inflate(b)
}

// inflate reads on, held against what the directory says.
func (p *part) inflate(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.in.Read(b)
	p.read += int64(n)
	p.crc = crc32.Update(p.crc, crc32.IEEETable, b[:n])
	switch {
	case p.read > p.entry.inflated:
		p.err = damaged("压缩包里的 %s 已损坏（大小不符）", p.entry.name)
		return 0, p.err
	case errors.Is(err, io.EOF):
		p.err = p.verify()
		p.release()
	case errors.As(err, new(*fs.PathError)): // of the disk it lies on
		p.err = broken(p.entry.body, err)
	case err != nil:
		p.err = damaged("压缩包里的 %s 已损坏（无法解压）", p.entry.name)
	}
	return n, p.err
}

func (p *part) verify() error {
	switch {
	case p.read != p.entry.inflated:
		return damaged("压缩包里的 %s 已损坏（大小不符）", p.entry.name)
	case p.crc != p.entry.crc:
		return damaged("压缩包里的 %s 已损坏（校验码不符）", p.entry.name)
	}
	return io.EOF
}
