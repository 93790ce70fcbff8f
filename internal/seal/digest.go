package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
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
func (d *Digester) Sum(sheet string, row *Row) Sum {
	d.sum.Reset()
	d.head = binary.AppendUvarint(d.head[:0], uint64(len(sheet)))
	d.head = append(d.head, sheet...)
	d.sum.Write(d.head)
	d.sum.Write(row.data)
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
		const odd = 0x9E3779B97F4A7C15 // a seed of its own for each column
		d.tag.ResetWithSeed(d.seed ^ uint64(c.column)*odd)
		_, _ = d.tag.Write(row.of(c)) // it takes everything
		binary.BigEndian.PutUint16(b[start+int(c.column-1)*tagSize:], max(1, uint16(d.tag.Sum64())))
	}
	return b
}

// AppendRecord adds a row's record.
func (d *Digester) AppendRecord(b []byte, sheet string, row *Row, columns int) []byte {
	sum := d.Sum(sheet, row)
	b = append(b, sum[:]...)
	start := len(b)
	b = d.AppendTags(b, row, columns)
	d.crypt(sum, b[start:])
	return b
}

// crypt encrypts or decrypts the tags of the row of that Sum.
func (d *Digester) crypt(sum Sum, tags []byte) {
	cipher.NewCTR(d.block, sum[:]).XORKeyStream(tags, tags)
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
