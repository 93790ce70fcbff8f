package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// parts collects what excelize writes, which comes in no fixed order.
type parts map[string]*bytes.Buffer

// Create implements excelize.ZipWriter.
func (p parts) Create(name string) (io.Writer, error) {
	p[name] = &bytes.Buffer{}
	return p[name], nil
}

// AddFS implements excelize.ZipWriter, which does not use it.
func (p parts) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close implements excelize.ZipWriter; nothing is open.
func (p parts) Close() error { return nil }

// pack saves the workbook: parts sorted, one given date, and a compressor
// whose version go.mod fixes, so that no Go release changes the bytes.
func (b *book) pack(dated time.Time) ([]byte, error) {
	collected := parts{}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return collected })
	if err := b.file.Write(io.Discard); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 9) })
	for _, name := range slices.Sorted(maps.Keys(collected)) {
		body, err := patched(collected[name].Bytes(), b.raws[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if name == "[Content_Types].xml" {
			body = sortedTypes(body)
		}
		w, err := z.CreateHeader(&zip.FileHeader{
			Name: name, Method: zip.Deflate, Modified: dated})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(body); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

// sortedTypes puts the list of content types in order.
func sortedTypes(body []byte) []byte {
	start, end := bytes.Index(body, []byte("<Default")), bytes.LastIndex(body, []byte("</Types>"))
	if start < 0 || end < start {
		return body
	}
	list := strings.NewReplacer("></Default>", "/>", "></Override>", "/>").Replace(string(body[start:end]))
	entries := strings.SplitAfter(list, "/>")
	slices.Sort(entries)
	return slices.Concat(body[:start], []byte(strings.Join(entries, "")), body[end:])
}

// patched puts raw cells where empty ones stand.
func patched(body []byte, raws map[string]raw) ([]byte, error) {
	for _, ref := range slices.Sorted(maps.Keys(raws)) {
		cell := regexp.MustCompile(`<c r="` + ref + `"( s="[0-9]+")?(/>|></c>)`)
		at := cell.FindSubmatchIndex(body)
		if at == nil {
			return nil, fmt.Errorf("no empty cell %s", ref)
		}
		style := ""
		if at[2] >= 0 {
			style = string(body[at[2]:at[3]])
		}
		body = slices.Concat(body[:at[0]], []byte(raws[ref].xml(ref, style)), body[at[1]:])
	}
	return body, nil
}

func (r raw) xml(ref, style string) string {
	var b strings.Builder
	b.WriteString(`<c r="` + ref + `"` + style)
	if r.kind != "" {
		b.WriteString(` t="` + r.kind + `"`)
	}
	b.WriteString(">")
	if r.formula != "" {
		b.WriteString("<f>" + r.formula + "</f>")
	}
	if r.value != "" {
		b.WriteString("<v>" + r.value + "</v>")
	}
	b.WriteString("</c>")
	return b.String()
}
