package xlsx

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// sourceSize is the buffer of a long part, largestSource that of one with long
// rows: LibreOffice writes the formulas of a template out in each row, 75 KB.
const (
	sourceSize    = 64 << 10
	largestSource = 256 << 10
)

// source hands the bytes of a part to the XML decoder one by one. It bounds
// the size of a token, which the decoder would buffer without limit. After a
// tag its position is the decoder's own; after a text the decoder holds the <
// behind it already, and after the start that <x/> is, its end.
type source struct {
	in  io.Reader
	buf []byte
	// The bytes from r to w are buffered, those before stop belong to the
	// token that is being read, if it is as long as it may be.
	r, w, stop int
	// base is the offset of buf[0], token that of the token being read.
	base, token int64
	limit       int64
	err         error
	// sixteen says that the part was UTF-16 and is passed on as UTF-8.
	sixteen bool
}

// newSource starts reading a part of about that size: a byte order mark is
// passed over.
func newSource(in io.Reader, size, limit int64) *source {
	s := &source{in: in, buf: make([]byte, min(max(size+1, 64), sourceSize)), limit: limit}
	for s.w < 3 && s.err == nil {
		s.more()
	}
	return s.begin()
}

// heldSource starts reading a part that is held whole and that nothing is
// written to.
func heldSource(content []byte, limit int64) *source {
	s := &source{in: bytes.NewReader(nil), buf: content, w: len(content), limit: limit, err: io.EOF}
	return s.begin()
}

// begin passes over a byte order mark.
func (s *source) begin() *source {
	head := s.buf[:s.w]
	switch {
	case len(head) >= 3 && string(head[:3]) == "\ufeff":
		s.r = 3
	case len(head) >= 2 && (string(head[:2]) == "\xff\xfe" || string(head[:2]) == "\xfe\xff"):
		wide := &utf16Reader{big: head[0] == 0xfe, pending: append([]byte(nil), head[2:]...)}
		if wide.err = s.err; s.err == nil {
			wide.in = s.in
		}
		*s = source{in: wide, buf: make([]byte, sourceSize), limit: s.limit, sixteen: true}
	}
	s.mark()
	return s
}

// mark says that a new token begins.
func (s *source) mark() {
	s.token = s.base + int64(s.r)
	s.bound()
}

// bound finds how far the token may go in what is buffered. A byte more than
// the limit is let through: it is the < that ends a text.
func (s *source) bound() { s.stop = int(min(int64(s.w), s.token+s.limit+1-s.base)) }

// ReadByte is what the decoder calls.
func (s *source) ReadByte() (byte, error) {
	if s.r == s.stop {
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
	b := s.buf[s.r]
	s.r++
	return b, nil
}

// Read makes the source an io.Reader; the decoder uses ReadByte alone.
func (s *source) Read(b []byte) (int, error) {
	if s.r == s.stop {
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(b, s.buf[s.r:s.stop])
	s.r += n
	return n, nil
}

// fill buffers more of the token, unless it is too long.
func (s *source) fill() error {
	if s.base+int64(s.r)-s.token > s.limit {
		s.err = tooLarge("有一处标记或文字超过 %d 字节", s.limit)
		return s.err
	}
	s.base += int64(s.w)
	s.r, s.w, s.stop = 0, 0, 0
	for s.w == 0 {
		if s.err != nil {
			return s.err
		}
		s.more()
	}
	s.bound()
	return nil
}

// opened says that the start tag that was handed out last is certain to have
// no end in itself, as <x/> does.
func (s *source) opened() bool { return s.r >= 2 && s.buf[s.r-2] != '/' }

// ahead are the bytes that are buffered and were not handed out. Only between
// two tokens may anyone look at them, or skip some.
func (s *source) ahead() []byte { return s.buf[s.r:s.w] }

// skip passes over the first n bytes of what is ahead.
func (s *source) skip(n int) {
	s.r += n
	s.mark()
}

// reach buffers more behind what is ahead and reports whether there is any.
// There is none where what is ahead begins in the first half of a full buffer
// that is as large as may be: so a byte is moved only a few times, however often
// anyone asks.
func (s *source) reach() bool {
	if s.w == len(s.buf) && s.err == nil {
		s.makeRoom()
	}
	had := s.w
	for s.w < len(s.buf) && s.err == nil {
		s.more()
	}
	s.mark()
	return s.w > had
}

// makeRoom moves what is ahead to the front of the buffer, or of one twice as
// large.
func (s *source) makeRoom() {
	to := s.buf
	if s.r < len(s.buf)/2 {
		if len(s.buf) >= largestSource {
			return
		}
		to = make([]byte, 2*len(s.buf))
	}
	s.base += int64(s.r)
	s.w = copy(to, s.buf[s.r:])
	s.r, s.buf = 0, to
}

func (s *source) more() {
	n, err := s.in.Read(s.buf[s.w:])
	s.w += n
	s.err = err
}

// utf16Reader turns UTF-16 into UTF-8 and refuses what is not UTF-16.
type utf16Reader struct {
	in      io.Reader
	big     bool
	pending []byte
	out     []byte
	err     error
	chunk   [4096]byte
}

func (u *utf16Reader) Read(b []byte) (int, error) {
	for len(u.out) == 0 {
		if err := u.convert(); err != nil {
			return 0, err
		}
	}
	n := copy(b, u.out)
	u.out = u.out[n:]
	return n, nil
}

func (u *utf16Reader) convert() error {
	u.out = u.out[:0]
	for {
		r, n := u.decode()
		if n == 0 {
			break
		}
		if r == utf8.RuneError && n == 4 {
			return damaged("有无法识别的 UTF-16 字符")
		}
		u.pending = u.pending[n:]
		u.out = utf8.AppendRune(u.out, r)
	}
	if len(u.out) > 0 {
		return nil
	}
	if u.err != nil {
		if errors.Is(u.err, io.EOF) && len(u.pending) > 0 {
			return damaged("有无法识别的 UTF-16 字符")
		}
		return u.err
	}
	n, err := u.in.Read(u.chunk[:])
	u.pending, u.err = append(u.pending, u.chunk[:n]...), err
	return nil
}

// decode is the first character that is pending, and its length in bytes: 0
// where it is not complete.
func (u *utf16Reader) decode() (rune, int) {
	if len(u.pending) < 2 {
		return 0, 0
	}
	first := u.unit(0)
	if !utf16.IsSurrogate(first) {
		return first, 2
	}
	if len(u.pending) < 4 {
		return 0, 0
	}
	return utf16.DecodeRune(first, u.unit(2)), 4
}

func (u *utf16Reader) unit(at int) rune {
	x, y := rune(u.pending[at]), rune(u.pending[at+1])
	if u.big {
		return x<<8 | y
	}
	return y<<8 | x
}
