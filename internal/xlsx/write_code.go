package xlsx

import "math/bits"

// deflateCode is how literals, lengths and distances are written: the bits of
// each, those of a length with what follows them, above how many there are.
type deflateCode struct {
	literals  [256]uint32
	lengths   [longestMatch + 1]uint32
	distances [30]uint32
	end       uint64
}

const (
	codeSize = 5
	codeMask = 1<<codeSize - 1
)

// fixedCode is the one that the format gives (RFC 1951, 3.2.6).
var fixedCode = makeFixedCode()

func makeFixedCode() (c deflateCode) {
	for i := range c.literals {
		c.literals[i] = fixedSymbol(i)
	}
	c.end = uint64(fixedSymbol(256))
	for length := 3; length <= longestMatch; length++ {
		symbol, extra, more := lengthSymbol(length)
		v := fixedSymbol(symbol)
		c.lengths[length] = (v>>codeSize|more<<(v&codeMask))<<codeSize | v&codeMask + extra
	}
	for i := range c.distances {
		c.distances[i] = coded(uint32(i), 5)
	}
	return c
}

// coded is a code of n bits, its first bit lowest as deflate has them.
func coded(code uint32, n int) uint32 {
	return bits.Reverse32(code)>>(32-n)<<codeSize | uint32(n)
}

func fixedSymbol(i int) uint32 {
	switch n := uint32(i); {
	case i < 144:
		return coded(0b00110000+n, 8)
	case i < 256:
		return coded(0b110010000+n-144, 9)
	case i < 280:
		return coded(n-256, 7)
	default:
		return coded(0b11000000+n-280, 8)
	}
}

// lengthSymbol is the symbol of a length, and so many bits of more that follow
// it: four symbols for each power of two, but for the first eight lengths and
// the last.
func lengthSymbol(length int) (symbol int, extra, more uint32) {
	if length == longestMatch {
		return 285, 0, 0
	}
	n := uint32(length - 3)
	if n >= 8 {
		extra = uint32(bits.Len32(n)) - 3
	}
	return 257 + int(4*extra+n>>extra), extra, n & (1<<extra - 1)
}
