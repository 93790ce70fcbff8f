package xlsx

import (
	"encoding/binary"
	"io"
	"math/bits"
)

// rowDeflater compresses the rows of a large table as deflate (RFC 1951). What
// a compressor spends most of its time on, finding where text stood before, is
// known here: a cell is nearly always as the one above it but for the number of
// its row. A library's quickest level takes several times as long and packs
// hardly better. Each guess is compared before it is used: what comes out
// depends on them for its size alone.
type rowDeflater struct {
	to  io.Writer
	err error
	// out has whole bytes up to used; ahead are n bits that do not fill one yet.
	out   []byte
	used  int
	ahead uint64
	n     uint
	// seen are, by a hash of four bytes, where text stood that no cell above
	// has, counted from 1.
	seen [1 << seenBits]int32
	code *deflateCode
}

const (
	seenBits = 12
	outBytes = 64 << 10
	// mostToken is how many bytes one token needs room for.
	mostToken = 8
	// farthest and longestMatch are limits of the format. Text is compared by
	// four bytes, so no match is shorter.
	farthest      = 32 << 10
	longestMatch  = 258
	shortestMatch = 4
)

// rowPiece are rows of a sheet as text. What stands before byte from was in the
// piece before: it is there to be compared with. Marks are where a row and each
// of its cells begin, every that many of them a row.
type rowPiece struct {
	text  []byte
	from  int
	marks []int32
	every int
}

// reset begins a stretch of blocks.
func (d *rowDeflater) reset(to io.Writer) {
	if d.out == nil {
		d.out = make([]byte, outBytes)
	}
	d.to, d.err, d.used, d.ahead, d.n, d.code = to, nil, 0, 0, 0, &fixedCode
	d.put(0b010, 3) // not the last block, and the format's own code
}

// write compresses a piece. An error is the writer's.
func (d *rowDeflater) write(p *rowPiece) error {
	clear(d.seen[:])
	text, above := p.text, aligned{piece: p}
	i, end := p.from, len(text)-mostToken
	for i < end {
		if d.used > len(d.out)-3*mostToken {
			d.pass()
		}
		if i >= above.end {
			above.enter(i)
		}
		at := above.find(i)
		if at < 0 { // one byte mostly: a digit of the row's number
			if at = above.find(i + 1); at >= 0 {
				d.literal(text[i])
				i++
			} else if at = d.recall(text, i); at < 0 {
				d.literal(text[i])
				i++
				continue
			}
		}
		length := shortestMatch + common(text[i+shortestMatch:], text[at+shortestMatch:])
		d.match(length, i-at)
		i += length
	}
	for ; i < len(text); i++ {
		if d.used > len(d.out)-mostToken {
			d.pass()
		}
		d.literal(text[i])
	}
	return d.err
}

// flush ends the stretch on a byte, with a block of nothing.
func (d *rowDeflater) flush() error {
	d.pass()
	d.put(d.code.end>>codeSize, uint(d.code.end&codeMask))
	d.put(0, 3)
	d.put(0, -d.n&7)
	d.put(0xFFFF<<16, 32)
	d.pass()
	return d.err
}

// put adds bits, at most 48 of them. There must be room for them.
func (d *rowDeflater) put(v uint64, n uint) {
	d.ahead |= v << (d.n & 7)
	d.n += n
	binary.LittleEndian.PutUint64(d.out[d.used:], d.ahead)
	d.used += int(d.n >> 3)
	d.ahead >>= d.n &^ 7
	d.n &= 7
}

// pass gives the writer what is whole.
func (d *rowDeflater) pass() {
	if d.err == nil {
		_, d.err = d.to.Write(d.out[:d.used])
	}
	d.used = 0
}

func (d *rowDeflater) literal(c byte) {
	v := d.code.literals[c]
	d.put(uint64(v>>codeSize), uint(v&codeMask))
}

func (d *rowDeflater) match(length, distance int) {
	v, far := d.code.lengths[length], uint32(distance-1)
	extra := uint(max(bits.Len32(far), 2) - 2) // but for the first four, two distances a power of two
	w := d.code.distances[2*extra+uint(far>>extra)]
	n := uint(v & codeMask)
	token := uint64(v>>codeSize) | uint64(w>>codeSize)<<n
	n += uint(w & codeMask)
	d.put(token|uint64(far&(1<<extra-1))<<n, n+extra)
}

// recall is where the four bytes at i stood last, as far as is known; -1 for
// nowhere. It remembers them.
func (d *rowDeflater) recall(text []byte, i int) int {
	four := binary.LittleEndian.Uint32(text[i:])
	place := &d.seen[four*0x9E3779B1>>(32-seenBits)]
	at := int(*place) - 1
	*place = int32(i + 1)
	if at >= 0 && i-at <= farthest && binary.LittleEndian.Uint32(text[at:]) == four {
		return at
	}
	return -1
}

// aligned goes through a piece, cell by cell with the one above.
type aligned struct {
	piece *rowPiece
	next  int // the mark after the cell
	end   int // and where it is
	// How far above text that stands as far from the cell's start, and from its
	// end, stands; 0 where nothing does.
	byStart, byEnd int
}

// enter goes on to the cell in which byte i stands.
func (a *aligned) enter(i int) {
	marks := a.piece.marks
	for i >= a.end {
		a.byStart, a.byEnd, a.end = a.byEnd, 0, len(a.piece.text)
		if a.next < len(marks) {
			a.end = int(marks[a.next])
		}
		if above := a.next - a.piece.every; above >= 0 && a.end-int(marks[above]) <= farthest {
			a.byEnd = a.end - int(marks[above])
		}
		a.next++
	}
}

// find is where the four bytes at i stand in the cell above, -1 for nowhere.
func (a *aligned) find(i int) int {
	four := binary.LittleEndian.Uint32(a.piece.text[i:])
	if at := i - a.byStart; a.byStart > 0 && binary.LittleEndian.Uint32(a.piece.text[at:]) == four {
		return at
	}
	if at := i - a.byEnd; a.byEnd > 0 && at >= 0 && binary.LittleEndian.Uint32(a.piece.text[at:]) == four {
		return at
	}
	return -1
}

// common is how many bytes are the same at the start of both, up to what a
// match may still have.
func common(a, b []byte) int {
	const most = longestMatch - shortestMatch
	a, b = a[:min(len(a), most)], b[:min(len(a), most)]
	n := 0
	for ; n+8 <= len(a); n += 8 {
		if differ := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); differ != 0 {
			return n + bits.TrailingZeros64(differ)/8
		}
	}
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n
}
