package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"
)

// patchedPart is how large a part may be that is patched: it is held in
// memory whole.
const patchedPart = 512 << 20

// edition is a package with changed, new and removed parts.
type edition struct {
	archive *archive
	types   contentTypes
	main    string // the workbook part
	// changed are parts by lower-case name; nil is a part that is removed.
	changed map[string][]byte
	// fresh are the names of the new parts, in the order they came.
	fresh []string
}

func newEdition(a *archive) (*edition, error) {
	types, main, err := a.mainPart()
	return &edition{archive: a, types: types, main: main, changed: map[string][]byte{}}, err
}

func (e *edition) has(name string) bool {
	body, touched := e.changed[lowerASCII(name)]
	return touched && body != nil || !touched && e.archive.has(name)
}

// read is a part as it is now.
func (e *edition) read(name string) ([]byte, error) {
	if body, touched := e.changed[lowerASCII(name)]; touched {
		if body == nil {
			return nil, fmt.Errorf("the part %s is gone", name)
		}
		return body, nil
	}
	in, err := e.archive.open(name, patchedPart)
	if err != nil {
		return nil, err
	}
	body := bytes.NewBuffer(make([]byte, 0, min(in.entry.inflated, 64<<20)+bytes.MinRead))
	_, err = body.ReadFrom(in)
	return body.Bytes(), err
}

// takeApart is a part as it is now, taken apart.
func (e *edition) takeApart(name string) (*document, error) {
	body, err := e.read(name)
	if err != nil {
		return nil, err
	}
	return takeApart(name, body)
}

func (e *edition) write(name string, body []byte) {
	if !e.archive.has(name) && !slices.Contains(e.fresh, name) {
		e.fresh = append(e.fresh, name)
	}
	e.changed[lowerASCII(name)] = body
}

// save writes a document back if it has patches.
func (e *edition) save(name string, d *document) {
	if len(d.patches) > 0 {
		e.write(name, d.bytes())
	}
}

func (e *edition) remove(name string) { e.changed[lowerASCII(name)] = nil }

// newName is a name for a new part that none has yet: before1after, ….
func (e *edition) newName(before, after string) string {
	for i := 1; ; i++ {
		name := before + strconv.Itoa(i) + after
		if !e.archive.has(name) && e.types.parts[lowerASCII(name)] == "" && !slices.Contains(e.fresh, name) {
			return name
		}
	}
}

// relationsOf is the name of the part with the relationships of a part.
func relationsOf(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

// links are the relationships of a part as they are now.
func (e *edition) links(part string) (map[string]relation, error) {
	list := map[string]relation{}
	name := relationsOf(part)
	if !e.has(name) {
		return list, nil
	}
	body, err := e.read(name)
	if err != nil {
		return nil, err
	}
	p := newParser(bytes.NewReader(body), int64(len(body)), e.archive.limits, name, relationsSpace)
	if err := p.root("Relationships"); err != nil {
		return nil, err
	}
	err = p.children(func() error { return p.relation(path.Dir(part), list) })
	return list, err
}

// relate adds a relationship to a part and returns its id.
func (e *edition) relate(part, kind, target string) (string, error) {
	list, err := e.links(part)
	if err != nil {
		return "", err
	}
	name, id := relationsOf(part), ""
	for i := len(list) + 1; ; i++ {
		id = "rId" + strconv.Itoa(i)
		if _, taken := list[id]; !taken {
			break
		}
	}
	if !e.has(name) {
		e.write(name, []byte(xmlHead+`<Relationships xmlns="`+relationsSpace+`"></Relationships>`))
	}
	d, err := e.takeApart(name)
	if err != nil {
		return "", err
	}
	d.insert(d.end, `<Relationship`+d.space()+` Id="`+id+`" Type="`+officeSpace+`/`+kind+
		`" Target=`+quoted(relativeTo(path.Dir(part), target))+`/>`)
	e.save(name, d)
	return id, nil
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// unrelate takes a relationship away, and the part of them with the last.
func (e *edition) unrelate(part, id string) error {
	name := relationsOf(part)
	d, err := e.takeApart(name)
	if err != nil {
		return err
	}
	for _, n := range d.nodes {
		if valueOf(d.data, n.tag, "Id") == id {
			d.remove(n)
		}
	}
	e.save(name, d)
	if len(d.patches) == len(d.nodes) {
		e.remove(name)
	}
	return nil
}

// relativeTo is the way from a folder to a part.
func relativeTo(dir, target string) string {
	from, to := strings.Split(dir, "/"), strings.Split(target, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	if dir == "." {
		from = nil
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// declare says what type a new part has: by itself, or by its extension.
func (e *edition) declare(name, kind string, byExtension bool) error {
	extension := lowerASCII(strings.TrimPrefix(path.Ext(name), "."))
	was := e.types.extensions[extension]
	if byExtension && was == kind {
		return nil
	}
	d, err := e.takeApart(typesPart)
	if err != nil {
		return err
	}
	if byExtension && was == "" {
		at := d.root.end
		if list := d.all("Default"); len(list) > 0 {
			at = list[len(list)-1].outer
		}
		d.insert(at, `<Default`+d.space()+` Extension=`+quoted(extension)+` ContentType=`+quoted(kind)+`/>`)
		e.types.extensions[extension] = kind
	} else {
		d.insert(d.end, `<Override`+d.space()+` PartName=`+quoted("/"+name)+` ContentType=`+quoted(kind)+`/>`)
	}
	e.save(typesPart, d)
	return nil
}

// discard removes a part, its relationships and its type.
func (e *edition) discard(name string) error {
	e.remove(name)
	if e.has(relationsOf(name)) {
		e.remove(relationsOf(name))
	}
	d, err := e.takeApart(typesPart)
	if err != nil {
		return err
	}
	for _, n := range d.all("Override") {
		if lowerASCII(valueOf(d.data, n.tag, "PartName")) == lowerASCII("/"+name) {
			d.remove(n)
		}
	}
	e.save(typesPart, d)
	return nil
}

// thoroughLevel is how well parts that are written again are compressed.
const thoroughLevel = 5

// zip is the package as a file: what was not touched is copied as it is
// packed, in its old order and with its old dates; new parts come last and
// have no date, so that the same calls give the same bytes.
func (e *edition) zip() ([]byte, error) {
	old, err := zip.NewReader(bytes.NewReader(e.archive.data), int64(len(e.archive.data)))
	if err != nil {
		return nil, peculiar("压缩包无法原样复制")
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, thoroughLevel)
	})
	for _, f := range old.File {
		if err := e.copyEntry(z, f); err != nil {
			return nil, err
		}
	}
	for _, name := range e.fresh {
		if body := e.changed[lowerASCII(name)]; body != nil {
			//lint:ignore SA1019 no other date means no clock
			header := &zip.FileHeader{Name: name, Method: zip.Deflate, ModifiedDate: firstOfJanuary1980}
			if err := writeEntry(z, header, body); err != nil {
				return nil, err
			}
		}
	}
	if err := z.SetComment(old.Comment); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}

func (e *edition) copyEntry(z *zip.Writer, f *zip.File) error {
	header := f.FileHeader
	header.Extra = withoutSizes(header.Extra)
	name, _ := entryName(f.Name)
	body, touched := e.changed[lowerASCII(name)]
	switch {
	case touched && body == nil:
		return nil
	case touched:
		header.Method = zip.Deflate
		header.Modified = time.Time{} // the date in its old form stays
		return writeEntry(z, &header, body)
	}
	raw, err := f.OpenRaw()
	if err != nil {
		return err
	}
	w, err := z.CreateRaw(&header)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, raw)
	return err
}

func writeEntry(z *zip.Writer, header *zip.FileHeader, body []byte) error {
	w, err := z.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

// withoutSizes takes the 64-bit sizes out of the extra fields of an entry:
// the writer adds them again where they are needed.
func withoutSizes(extra []byte) []byte {
	var kept []byte
	for len(extra) >= 4 {
		n := 4 + int(binary.LittleEndian.Uint16(extra[2:]))
		if n > len(extra) {
			break
		}
		if binary.LittleEndian.Uint16(extra) != zip64Extra {
			kept = append(kept, extra[:n]...)
		}
		extra = extra[n:]
	}
	return kept
}
