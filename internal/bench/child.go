package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"hash"
	"hash/fnv"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"

	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// reading is what a reader found in a workbook: the same of every reader, or
// its time means nothing.
type reading struct {
	Rows, Cells int
	// Bytes is what was inflated, of the reader that does nothing else.
	Bytes int64 `json:",omitempty"`
	// Digest is of every value with its place, where it was asked for.
	Digest uint64 `json:",omitempty"`

	hash hash.Hash64
}

// readers are the ways of reading a workbook that are measured, each in a
// process of its own: bench -child NAME FILE.
var readers = map[string]func(path string, r *reading) error{
	"credit":   readCredit,
	"excelize": readExcelize,
	"inflate":  inflate,
}

// child reads a workbook and prints what it found, with a digest where asked.
func child(name, path string, digest bool) error {
	r, err := read(name, path, digest)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

func read(name, path string, digest bool) (r reading, err error) {
	reader, known := readers[name]
	if !known {
		return r, fmt.Errorf("no reader %q", name)
	}
	if digest {
		r.hash = fnv.New64a()
	}
	err = reader(path, &r)
	if digest {
		r.Digest, r.hash = r.hash.Sum64(), nil
	}
	return r, err
}

// cell counts a value and takes it into the digest.
func (r *reading) cell(row, column int, text string) {
	r.Cells++
	if r.hash != nil {
		fmt.Fprintf(r.hash, "%d %d %q\n", row, column, text)
	}
}

// readCredit reads every row through credit's reader, as scoring does.
func readCredit(path string, r *reading) error {
	data, err := xlsx.ReadFile(path)
	if err != nil {
		return err
	}
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		return err
	}
	for i := range book.Sheets() {
		begin := func(sheet.Info) error { return nil }
		err := book.Read(i, begin, func(row sheet.Row) error {
			r.Rows++
			for _, c := range row.Cells {
				r.cell(row.Number, c.Column, c.Text)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readExcelize reads every row through excelize's streaming reader, raw.
func readExcelize(path string, r *reading) error {
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	defer book.Close()
	for _, name := range book.GetSheetList() {
		rows, err := book.Rows(name)
		if err != nil {
			return err
		}
		for number := 1; rows.Next(); number++ {
			cells, err := rows.Columns()
			if err != nil {
				return err
			}
			r.Rows++
			for i, text := range cells {
				if text != "" {
					r.cell(number, i+1, text)
				}
			}
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	return nil
}

// inflate only inflates the sheets and their texts, with the inflater of
// credit's reader, and checks their sums (archive/zip does): no reader can be
// faster.
func inflate(path string, r *reading) error {
	file, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer file.Close()
	file.RegisterDecompressor(zip.Deflate, func(in io.Reader) io.ReadCloser { return flate.NewReader(in) })
	for _, entry := range file.File {
		if !strings.HasPrefix(entry.Name, "xl/worksheets/") && entry.Name != "xl/sharedStrings.xml" {
			continue
		}
		part, err := entry.Open()
		if err != nil {
			return err
		}
		n, err := io.Copy(io.Discard, part)
		if err != nil {
			return err
		}
		r.Bytes += n
	}
	return nil
}

func (r reading) String() string {
	text := strconv.Itoa(r.Rows) + " rows, " + strconv.Itoa(r.Cells) + " cells"
	if r.Digest != 0 {
		text += fmt.Sprintf(", digest %016x", r.Digest)
	}
	return text
}
