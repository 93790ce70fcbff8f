package xlsx

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// The archive is read by hand rather than with archive/zip: that package
// takes a checksum of 0 as "not set", ignores the local headers, glosses over
// a wrong number of entries and allocates them before they can be counted.

const (
	endLen       = 22
	locatorLen   = 20
	end64Len     = 56
	directoryLen = 46
	localLen     = 30
	maxComment   = 1<<16 - 1
	// maxDirectory is far above what the most entries need.
	maxDirectory = 16 << 20
	zip64Extra   = 1
)

var (
	endSignature       = []byte("PK\x05\x06")
	locatorSignature   = []byte("PK\x06\x07")
	end64Signature     = []byte("PK\x06\x06")
	directorySignature = []byte("PK\x01\x02")
	localSignature     = []byte("PK\x03\x04")
)

// entry is one file of the archive.
type entry struct {
	name   string
	method uint16
	flags  uint16
	crc    uint32
	// deflated and inflated are the declared sizes.
	deflated, inflated int64
	// header and body are where the local header and the content stand.
	header, body int64
}

// archive is a zip archive whose directory has been checked.
type archive struct {
	store
	entries map[string]*entry // by lower-case name
	limits  *Limits
	// unhurried leaves every row and text to the strict reader; tests compare.
	unhurried bool
}

// directory is where the central directory lies.
type directory struct {
	at, size, records int64
}

func openArchive(in store, limits *Limits) (*archive, error) {
	d, err := in.findDirectory()
	if err != nil {
		return nil, err
	}
	if d.records > int64(limits.Entries) {
		return nil, tooLarge("压缩包里的文件超过 %d 个", limits.Entries)
	}
	a := &archive{store: in, entries: make(map[string]*entry, d.records), limits: limits}
	list, err := a.readDirectory(d)
	if err != nil {
		return nil, err
	}
	return a, checkLayout(list, d)
}

// findDirectory finds the end record, the last thing of the archive.
func (s store) findDirectory() (directory, error) {
	from := max(0, s.size-locatorLen-endLen-maxComment)
	tail, err := s.slice(from, s.size-from)
	if err != nil {
		return directory{}, err
	}
	at := bytes.LastIndex(tail, endSignature)
	if at < 0 || at+endLen > len(tail) {
		return directory{}, damaged("文件不完整：压缩包的目录缺失（可能没有传完）")
	}
	end := tail[at:]
	le := binary.LittleEndian
	if endLen+int(le.Uint16(end[20:])) > len(end) {
		return directory{}, damaged("文件不完整：压缩包的末尾被截断（可能没有传完）")
	}
	if le.Uint16(end[4:]) != le.Uint16(end[6:]) {
		return directory{}, damaged("文件是分卷压缩包的一部分")
	}
	d := directory{
		records: int64(le.Uint16(end[10:])),
		size:    int64(le.Uint32(end[12:])),
		at:      int64(le.Uint32(end[16:])),
	}
	stop := from + int64(at)
	if at >= locatorLen && bytes.HasPrefix(tail[at-locatorLen:], locatorSignature) {
		var ok bool
		if d, stop, ok = s.findDirectory64(tail[at-locatorLen:], stop-locatorLen); !ok {
			return directory{}, damaged("压缩包的目录已损坏")
		}
	} else if le.Uint16(end[8:]) != le.Uint16(end[10:]) || le.Uint16(end[4:]) != 0 {
		return directory{}, damaged("文件是分卷压缩包的一部分")
	}
	if d.at > stop || d.size != stop-d.at || d.size > maxDirectory {
		return directory{}, damaged("压缩包的目录已损坏（位置不符）")
	}
	return d, nil
}

// findDirectory64 reads the end record of the 64-bit form, which the locator
// that stands there leads to.
func (s store) findDirectory64(locator []byte, stands int64) (directory, int64, bool) {
	le := binary.LittleEndian
	at := le.Uint64(locator[8:])
	if at > uint64(stands) || uint64(stands)-at < end64Len {
		return directory{}, 0, false
	}
	end, err := s.slice(int64(at), end64Len)
	if err != nil {
		return directory{}, 0, false
	}
	size := le.Uint64(end[4:])
	if !bytes.HasPrefix(end, end64Signature) || size != uint64(stands)-at-12 {
		return directory{}, 0, false
	}
	records, long, offset := le.Uint64(end[32:]), le.Uint64(end[40:]), le.Uint64(end[48:])
	if records != le.Uint64(end[24:]) || max(records, long, offset) > uint64(s.size) {
		return directory{}, 0, false
	}
	return directory{at: int64(offset), size: int64(long), records: int64(records)}, int64(at), true
}

func (a *archive) readDirectory(d directory) ([]*entry, error) {
	rest, err := a.slice(d.at, d.size)
	if err != nil {
		return nil, err
	}
	list := make([]*entry, 0, d.records)
	total := int64(0)
	for range d.records {
		e, n, err := a.readEntry(rest)
		if err != nil {
			return nil, err
		}
		rest = rest[n:]
		if err := a.add(e); err != nil {
			return nil, err
		}
		list = append(list, e)
		if total += e.inflated; total > a.limits.Inflated {
			return nil, tooLarge("压缩包解开后超过 %d MiB", mebibytes(a.limits.Inflated))
		}
	}
	if len(rest) != 0 {
		return nil, damaged("压缩包的目录已损坏（条数不符）")
	}
	return list, nil
}

// readEntry reads one directory entry and says how long it is.
func (a *archive) readEntry(b []byte) (*entry, int, error) {
	if len(b) < directoryLen || !bytes.HasPrefix(b, directorySignature) {
		return nil, 0, damaged("压缩包的目录已损坏")
	}
	le := binary.LittleEndian
	nameLen, extraLen := int(le.Uint16(b[28:])), int(le.Uint16(b[30:]))
	n := directoryLen + nameLen + extraLen + int(le.Uint16(b[32:]))
	if n > len(b) {
		return nil, 0, damaged("压缩包的目录已损坏")
	}
	raw := b[directoryLen : directoryLen+nameLen]
	e := &entry{
		flags:    le.Uint16(b[8:]),
		method:   le.Uint16(b[10:]),
		crc:      le.Uint32(b[16:]),
		deflated: int64(le.Uint32(b[20:])),
		inflated: int64(le.Uint32(b[24:])),
		header:   int64(le.Uint32(b[42:])),
	}
	var ok bool
	if e.name, ok = entryName(string(raw)); !ok {
		return nil, 0, damaged("压缩包里有不合规的文件名")
	}
	if !e.widen(b[directoryLen+nameLen : directoryLen+nameLen+extraLen]) {
		return nil, 0, damaged("压缩包的目录已损坏（%s 的大小无法确定）", e.name)
	}
	if err := a.readLocal(e, raw); err != nil {
		return nil, 0, err
	}
	return e, n, nil
}

// widen takes the sizes that do not fit 32 bits from the extra field.
func (e *entry) widen(extra []byte) bool {
	wide := []*int64{}
	for _, field := range []*int64{&e.inflated, &e.deflated, &e.header} {
		if *field == math.MaxUint32 {
			wide = append(wide, field)
		}
	}
	if len(wide) == 0 {
		return true
	}
	le := binary.LittleEndian
	for len(extra) >= 4 {
		tag, size := le.Uint16(extra), int(le.Uint16(extra[2:]))
		extra = extra[4:]
		if size > len(extra) {
			return false
		}
		if tag != zip64Extra {
			extra = extra[size:]
			continue
		}
		if size < 8*len(wide) {
			return false
		}
		for i, field := range wide {
			v := le.Uint64(extra[8*i:])
			if v > math.MaxInt64/4 {
				return false
			}
			*field = int64(v)
		}
		return true
	}
	return false
}

// readLocal compares the header before the content with the directory, which
// is what is believed, and finds the content.
func (a *archive) readLocal(e *entry, raw []byte) error {
	if e.header > a.size-localLen {
		return damaged("压缩包里的 %s 不完整", e.name)
	}
	b, err := a.slice(e.header, min(localLen+int64(len(raw)), a.size-e.header))
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(b, localSignature) {
		return damaged("压缩包里的 %s 已损坏（位置不符）", e.name)
	}
	le := binary.LittleEndian
	e.body = e.header + localLen + int64(le.Uint16(b[26:])) + int64(le.Uint16(b[28:]))
	if e.body > a.size || e.deflated > a.size-e.body {
		return damaged("压缩包里的 %s 不完整", e.name)
	}
	if int(le.Uint16(b[26:])) != len(raw) || !bytes.Equal(b[localLen:], raw) || le.Uint16(b[8:]) != e.method {
		return damaged("压缩包里的 %s 与目录不符", e.name)
	}
	if (e.flags|le.Uint16(b[6:]))&1 != 0 {
		return locked("压缩包里的 %s 是加密的", e.name)
	}
	if e.method != stored && e.method != deflated {
		return damaged("压缩包里的 %s 用了不支持的压缩方法 %d", e.name, e.method)
	}
	return nil
}

// add files an entry under its name; part names do not differ by case alone.
func (a *archive) add(e *entry) error {
	if strings.HasSuffix(e.name, "/") {
		return nil
	}
	key := lowerASCII(e.name)
	if a.entries[key] != nil {
		return damaged("压缩包里有两个同名的文件 %s", e.name)
	}
	a.entries[key] = e
	return nil
}

// checkLayout refuses entries that share bytes: a small archive could stand
// for a huge one, or two readers could see two different files.
func checkLayout(list []*entry, d directory) error {
	slices.SortFunc(list, func(x, y *entry) int { return cmp.Compare(x.header, y.header) })
	end := int64(0)
	for _, e := range list {
		if e.header < end {
			return damaged("压缩包里的 %s 与另一个文件重叠", e.name)
		}
		end = e.body + e.deflated
	}
	if end > d.at {
		return damaged("压缩包里的文件与目录重叠")
	}
	return nil
}

// entryName is the name of an entry with forward slashes, and whether it is
// one that a package may hold: relative, without steps up.
func entryName(raw string) (string, bool) {
	name := strings.ReplaceAll(raw, `\`, "/")
	for i := range len(name) {
		if name[i] < ' ' || name[i] == 0x7f {
			return "", false
		}
	}
	for segment := range strings.SplitSeq(strings.TrimSuffix(name, "/"), "/") {
		if segment == "" || segment == "." || segment == ".." {
			return "", false
		}
	}
	return name, true
}

// lowerASCII folds case as the packaging convention compares part names.
func lowerASCII(name string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}
