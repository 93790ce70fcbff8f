package xlsx

// textTable is a workbook's table of texts, for which a string each would be
// too much: a workbook of a million people has three million. The texts stand
// end to end in long strings, of which what is handed out is a part, so that
// nothing is allocated for it.
type textTable struct {
	// chunks hold the texts; no text stands in two of them.
	chunks []string
	// starts say where each text begins: the number of its chunk and the place
	// in it. It ends where the next begins, or with its chunk. The list is in
	// pieces, so that growing copies nothing.
	starts [][]uint32
	count  int
	// open is the chunk that is being filled.
	open []byte
}

const (
	// chunkBits are those of a place in a chunk: a chunk is one byte longer
	// than the longest text that Excel allows, 32,767 characters of up to three
	// bytes, and all of them together hold 4 GiB.
	chunkBits  = 17
	chunkSize  = 1<<chunkBits - 1
	pieceBits  = 12
	pieceSize  = 1 << pieceBits
	mostChunks = 1 << (32 - chunkBits)
)

// add appends a text. It says no where the table has no room for it, which is
// beyond every limit of DefaultLimits.
func (t *textTable) add(text []byte) bool {
	if len(t.open)+len(text) > chunkSize {
		t.seal()
	}
	if len(text) > chunkSize || len(t.chunks) >= mostChunks {
		return false
	}
	if t.count%pieceSize == 0 {
		t.starts = append(t.starts, make([]uint32, 0, min(t.count, pieceSize)))
	}
	last := &t.starts[len(t.starts)-1]
	*last = append(*last, uint32(len(t.chunks)<<chunkBits|len(t.open)))
	t.open = append(t.open, text...)
	t.count++
	return true
}

// seal ends the chunk that is being filled. Before that its texts cannot be had.
func (t *textTable) seal() {
	t.chunks = append(t.chunks, string(t.open))
	t.open = t.open[:0]
}

// at is the text of that number, counted from 0.
func (t *textTable) at(i int) string {
	start := t.starts[i>>pieceBits][i%pieceSize]
	chunk := t.chunks[start>>chunkBits]
	end := len(chunk)
	if i++; i < t.count {
		if next := t.starts[i>>pieceBits][i%pieceSize]; next>>chunkBits == start>>chunkBits {
			end = int(next & chunkSize)
		}
	}
	return chunk[start&chunkSize : end]
}
