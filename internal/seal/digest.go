package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"hash"
	"slices"

	"github.com/cespare/xxhash/v2"
)

// Sum tells a row from every other one: HMAC-SHA-256 of its sheet's name and
// its cells, cut to 128 bits.
type Sum [16]byte

// tagSize is how many bytes the tag of a cell has.
const tagSize = 2

// Digester makes the record of a row: its Sum, which finds that it changed,
// and a tag for each of its columns, which tells the one that did. The tags
// are encrypted under the Sum (as SIV does), so that the same answer of two
// people does not show as the same. It is for one goroutine.
type Digester struct {
	sum   hash.Hash
	block cipher.Block
	seed  uint64
	tag   *xxhash.Digest
	head  []byte
	whole [sha256.Size]byte
	// counter and pad are of the encryption.
	counter Sum
	pad     [aes.BlockSize]byte
}

// Digester makes one.
func (k Key) Digester() *Digester {
	block, err := aes.NewCipher(k.derive("tags")[:16])
	if err != nil {
		panic(err) // 16 bytes are a key of AES
	}
	seed := binary.BigEndian.Uint64(k.derive("cells"))
	return &Digester{
		sum: hmac.New(sha256.New, k.derive("rows")), block: block, seed: seed, tag: xxhash.NewWithSeed(seed),
	}
}

// Sum is that of a row in a sheet, wherever in it the row stands.
func (d *Digester) Sum(sheet string, row *Row) Sum { return d.sumOf(sheet, row.data) }

func (d *Digester) sumOf(sheet string, data []byte) Sum {
	d.sum.Reset()
	d.head = binary.AppendUvarint(d.head[:0], uint64(len(sheet)))
	d.head = append(d.head, sheet...)
	d.sum.Write(d.head)
	d.sum.Write(data)
	return Sum(d.sum.Sum(d.whole[:0])[:len(Sum{})])
}

// AppendTags adds the tags of a row's first columns, of which it has as many
// as the sheet. 0 is a cell in which nothing stands, and no other's. They are
// no secret-keeping digests: outside of memory they stand encrypted only.
func (d *Digester) AppendTags(b []byte, row *Row, columns int) []byte {
	start := len(b)
	b = slices.Grow(b, columns*tagSize)[:start+columns*tagSize]
	clear(b[start:])
	for _, c := range row.cells {
		if int(c.column) > columns {
			break
		}
		binary.BigEndian.PutUint16(b[start+int(c.column-1)*tagSize:], d.tagOf(int(c.column), row.of(c)))
	}
	return b
}

// tagOf is the tag of a cell in which something stands: its kind and its text.
func (d *Digester) tagOf(column int, cell []byte) uint16 {
	const odd = 0x9E3779B97F4A7C15 // a seed of its own for each column
	d.tag.ResetWithSeed(d.seed ^ uint64(column)*odd)
	_, _ = d.tag.Write(cell) // it takes everything
	return max(1, uint16(d.tag.Sum64()))
}

// AppendRecord adds a row's record.
func (d *Digester) AppendRecord(b []byte, sheet string, row *Row, columns int) []byte {
	return d.appendRecord(b, sheet, row.data, d.AppendTags(nil, row, columns))
}

// appendRecord adds the record of a row that has such data and such tags, and
// encrypts the tags.
func (d *Digester) appendRecord(b []byte, sheet string, data, tags []byte) []byte {
	sum := d.sumOf(sheet, data)
	d.crypt(sum, tags)
	b = append(b, sum[:]...)
	return append(b, tags...)
}

// crypt encrypts or decrypts the tags of the row of that Sum: AES in counter
// mode, which is what cipher.NewCTR does with half a kilobyte for each row.
func (d *Digester) crypt(sum Sum, tags []byte) {
	d.counter = sum
	for len(tags) > 0 {
		d.block.Encrypt(d.pad[:], d.counter[:])
		tags = tags[subtle.XORBytes(tags, tags, d.pad[:]):]
		for i := len(d.counter) - 1; i >= 0; i-- {
			if d.counter[i]++; d.counter[i] != 0 {
				break
			}
		}
	}
}

// tags are those of a record, decrypted.
func (d *Digester) tags(record []byte) []byte {
	sum := Sum(record)
	tags := slices.Clone(record[len(sum):])
	d.crypt(sum, tags)
	return tags
}

// encoding is how records stand in the manifest.
var encoding = base64.RawStdEncoding
