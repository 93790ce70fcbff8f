package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

const typesPart = "[Content_Types].xml"

// firstOfJanuary1980 is the earliest date a zip can tell, in its own form.
const firstOfJanuary1980 = 1<<5 | 1

// parts takes the parts of a workbook from excelize, in whatever order, and
// writes them in one order, with the rows in their places.
type parts struct {
	bodies map[string]*bytes.Buffer
	// rows are the rows of sheet parts, to stand between <sheetData> and
	// </sheetData>.
	rows map[string]stretch
	// columns are the <cols> of sheet parts, to stand before <sheetData>.
	columns map[string][]byte
	caches  []chartCache
}

func newParts() *parts {
	return &parts{bodies: map[string]*bytes.Buffer{}, rows: map[string]stretch{}, columns: map[string][]byte{}}
}

// Create implements excelize.ZipWriter.
func (p *parts) Create(name string) (io.Writer, error) {
	if p.bodies[name] != nil {
		return nil, fmt.Errorf("the part %s is written twice", name)
	}
	p.bodies[name] = &bytes.Buffer{}
	return p.bodies[name], nil
}

// AddFS implements excelize.ZipWriter, which does not use it.
func (p *parts) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close implements excelize.ZipWriter; nothing is open.
func (p *parts) Close() error { return nil }

// addTexts adds the workbook's table of texts, if it holds any.
func (p *parts) addTexts(t *sharedTexts) error {
	if t.cells == 0 {
		return nil
	}
	part, err := p.Create(sharedPart)
	if err != nil {
		return err
	}
	if _, err := part.Write(t.part()); err != nil {
		return err
	}
	for _, add := range [][3]string{{typesPart, "</Types>", sharedType}, {workbookRels, "</Relationships>", sharedRelation}} {
		body := p.bodies[add[0]]
		if body == nil {
			return fmt.Errorf("%s: the part is missing", add[0])
		}
		with, err := insertBefore(add[1], body.Bytes(), add[2])
		if err != nil {
			return fmt.Errorf("%s: %w", add[0], err)
		}
		p.bodies[add[0]] = bytes.NewBuffer(with)
	}
	return nil
}

func (p *parts) writeTo(out io.Writer) error {
	names := p.order()
	packed := make([][]stretch, len(names))
	var packing errgroup.Group
	packing.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		packing.Go(func() (err error) {
			if packed[i], err = p.pack(name); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
	if err := packing.Wait(); err != nil {
		return err
	}
	z := zip.NewWriter(out)
	for i, name := range names {
		if err := writePart(z, name, packed[i]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return z.Close()
}

// order is the list of parts first, as every office program writes it, and
// then by name.
func (p *parts) order() []string {
	names := make([]string, 0, len(p.bodies))
	for name := range p.bodies {
		if name != typesPart {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return append([]string{typesPart}, names...)
}

func (p *parts) pack(name string) ([]stretch, error) {
	if p.bodies[name] == nil {
		return nil, errors.New("the part is missing")
	}
	body := p.bodies[name].Bytes()
	if rows, ok := p.rows[name]; ok {
		return splice(body, p.columns[name], rows)
	}
	switch {
	case name == typesPart:
		body = sortedTypes(body)
	case name == "docProps/core.xml":
		body = dates.ReplaceAll(body, nil)
	case strings.HasPrefix(name, "xl/charts/"):
		body = lowerAxis(fillCaches(body, p.caches))
	}
	whole, err := packText(body, true)
	return []stretch{whole}, err
}

// dates are when a workbook was made and changed: it does not say, so that
// the same calls give the same bytes.
var dates = regexp.MustCompile(`<dcterms:(created|modified)[^>]*>[^<]*</dcterms:(created|modified)>`)

// splice puts columns and rows where a sheet part of excelize has its own
// rows, which hold nothing.
func splice(body, columns []byte, rows stretch) ([]stretch, error) {
	const start, end = "<sheetData>", "</sheetData>"
	before, rest, found := bytes.Cut(body, []byte(start))
	_, after, ended := bytes.Cut(rest, []byte(end))
	if !found || !ended || bytes.Contains(after, []byte(end)) {
		return nil, errors.New("the part has no place for rows")
	}
	if bytes.Contains(columns, []byte(outlineMark)) {
		before = bytes.Replace(before, []byte("<sheetFormatPr "), []byte(`<sheetFormatPr outlineLevelCol="1" `), 1)
	}
	// A filter that shows everything is no filter mode.
	before = bytes.ReplaceAll(before, []byte(` filterMode="true"`), nil)
	// Breaks between columns alone leave an empty list of breaks between rows,
	// and the reverse.
	after = bytes.Replace(after, []byte("<rowBreaks></rowBreaks>"), nil, 1)
	after = bytes.Replace(after, []byte("<colBreaks></colBreaks>"), nil, 1)
	head, err := packText(slices.Concat(before, columns, []byte(start)), false)
	if err != nil {
		return nil, err
	}
	tail, err := packText(slices.Concat([]byte(end), after), true)
	return []stretch{head, rows, tail}, err
}

func writePart(z *zip.Writer, name string, stretches []stretch) error {
	header := &zip.FileHeader{
		Name:           name,
		Method:         zip.Deflate,
		CreatorVersion: 20,
		ReaderVersion:  20,
		//lint:ignore SA1019 a header written raw has no other date
		ModifiedDate: firstOfJanuary1980,
	}
	for _, s := range stretches {
		header.CRC32 = joinSums(header.CRC32, s.sum, s.size)
		header.UncompressedSize64 += uint64(s.size)
		header.CompressedSize64 += uint64(s.packed)
	}
	if header.UncompressedSize64 >= math.MaxUint32 {
		return errors.New("工作表超过 4 GB，请分成几个文件")
	}
	w, err := z.CreateRaw(header)
	if err != nil {
		return err
	}
	for _, s := range stretches {
		if _, err := io.Copy(w, s.open()); err != nil {
			return err
		}
	}
	return nil
}

// sortedTypes puts the entries of the list of content types in order:
// excelize writes them as they came.
func sortedTypes(body []byte) []byte {
	start := bytes.Index(body, []byte("<Default"))
	end := bytes.LastIndex(body, []byte("</Types>"))
	if start < 0 || end < start {
		return body
	}
	list := strings.NewReplacer("></Default>", "/>", "></Override>", "/>").Replace(string(body[start:end]))
	entries := strings.SplitAfter(list, "/>")
	slices.Sort(entries)
	return slices.Concat(body[:start], []byte(strings.Join(entries, "")), body[end:])
}
