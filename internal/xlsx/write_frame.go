package xlsx

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// frame is a workbook without its rows: its parts in the order in which
// they are written.
type frame []framePart

// framePart is one of its parts; of a sheet's, the rows stand between before and after.
type framePart struct {
	name string
	// sheet is the sheet's number, -1 for other parts.
	sheet         int
	before, after []byte
}

func (p framePart) equal(q framePart) bool {
	return p.name == q.name && p.sheet == q.sheet && bytes.Equal(p.before, q.before) && bytes.Equal(p.after, q.after)
}

const typesPart = "[Content_Types].xml"

// makeFrame lets excelize make everything but the rows; the sheets are
// taken to end at these, or where they do if it is 0.
func makeFrame(o WriteOptions, w *Writer, rows []int) (d frame, err error) {
	file := excelize.NewFile(excelize.Options{TmpDir: o.TempDir})
	defer func() { err = errors.Join(err, file.Close()) }()
	m := &maker{file: file, bodies: map[string]*bytes.Buffer{}, highlights: map[highlightLook]int{}}
	for i, s := range w.sheets {
		at := *s
		at.row = cmp.Or(rows[i], s.row)
		m.sheets = append(m.sheets, &at)
	}
	if err := m.make(o, w); err != nil {
		return nil, err
	}
	return m.frame()
}

// maker has excelize make a frame. It takes the parts from it, in whatever
// order they come: it is an excelize.ZipWriter.
type maker struct {
	file       *excelize.File
	sheets     []*sheetWriter
	highlights map[highlightLook]int
	bodies     map[string]*bytes.Buffer
}

func (m *maker) make(o WriteOptions, w *Writer) error {
	if err := describe(m.file, o); err != nil {
		return err
	}
	for i, s := range m.sheets {
		if err := m.addSheet(i, s.layout.Name); err != nil {
			return fmt.Errorf("sheet %q: %w", s.layout.Name, err)
		}
	}
	if err := w.looks.make(m.file); err != nil {
		return err
	}
	if err := m.omitEmpty(); err != nil {
		return err
	}
	m.showFirst()
	for _, s := range m.sheets {
		if s.isOmitted() {
			continue
		}
		if err := s.setUp(m, w.paper); err != nil {
			return fmt.Errorf("sheet %q: %w", s.layout.Name, err)
		}
	}
	m.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return m })
	return m.file.Write(io.Discard)
}

func (m *maker) addSheet(i int, name string) error {
	if i == 0 {
		return m.file.SetSheetName(m.file.GetSheetName(0), name)
	}
	_, err := m.file.NewSheet(name)
	return err
}

// unchangingDate stands for the date of making in every workbook: the same
// input gives the same bytes.
const unchangingDate = "2024-01-01T00:00:00Z"

func describe(file *excelize.File, o WriteOptions) error {
	if err := file.SetDefaultFont(fontName); err != nil {
		return err
	}
	if err := file.SetAppProps(&excelize.AppProperties{Application: "credit"}); err != nil {
		return err
	}
	return file.SetDocProps(&excelize.DocProperties{
		Title:    cleanText(o.Title),
		Subject:  cleanText(o.Subject),
		Creator:  "credit",
		Created:  unchangingDate,
		Modified: unchangingDate,
	})
}

// showFirst opens the workbook at its first sheet that is not hidden; the
// sheet that is open cannot be hidden later.
func (m *maker) showFirst() {
	place := 0
	for _, s := range m.sheets {
		switch {
		case s.isOmitted():
			continue
		case !s.layout.Hidden:
			m.file.SetActiveSheet(place)
			return
		}
		place++
	}
}

// omitEmpty takes out the sheets that are wanted only with rows, before
// anything refers to a sheet by its place. The parts of the others keep their
// names.
func (m *maker) omitEmpty() error {
	for _, s := range m.sheets {
		if !s.isOmitted() {
			continue
		}
		if err := m.file.DeleteSheet(s.layout.Name); err != nil {
			return fmt.Errorf("sheet %q: %w", s.layout.Name, err)
		}
	}
	return nil
}

func (s *sheetWriter) isOmitted() bool { return s.layout.OmitEmpty && s.row <= s.data }

// Create implements excelize.ZipWriter.
func (m *maker) Create(name string) (io.Writer, error) {
	if m.bodies[name] != nil {
		return nil, fmt.Errorf("the part %s is written twice", name)
	}
	m.bodies[name] = &bytes.Buffer{}
	return m.bodies[name], nil
}

// AddFS implements excelize.ZipWriter, which does not use it.
func (m *maker) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close implements excelize.ZipWriter; nothing is open.
func (m *maker) Close() error { return nil }

// frame is what excelize made, mended: the list of parts first, as every
// office program writes it, and then by name.
func (m *maker) frame() (frame, error) {
	var d frame
	for name, body := range m.bodies {
		d = append(d, framePart{name: name, sheet: -1, before: m.mend(name, body.Bytes())})
	}
	slices.SortFunc(d, func(a, b framePart) int {
		return cmp.Or(cmp.Compare(rank(a.name), rank(b.name)), cmp.Compare(a.name, b.name))
	})
	for i, s := range m.sheets {
		if s.isOmitted() {
			continue
		}
		p := d.find(sheetPart(i))
		if p == nil {
			return nil, fmt.Errorf("%s: the part is missing", sheetPart(i))
		}
		if err := p.cut(i, s.columnWidths()); err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return d, nil
}

func rank(name string) int {
	if name == typesPart {
		return 0
	}
	return 1
}

// sheetPart is where excelize puts the sheet that was made as number i.
func sheetPart(i int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1) }

// find is the part of that name, nil where there is none.
func (d frame) find(name string) *framePart {
	for i := range d {
		if d[i].name == name {
			return &d[i]
		}
	}
	return nil
}

// mend makes of a part of excelize's what it ought to be.
func (m *maker) mend(name string, body []byte) []byte {
	switch {
	case name == typesPart:
		return sortedTypes(body)
	case name == "docProps/core.xml":
		return dates.ReplaceAll(body, nil)
	case strings.HasPrefix(name, "xl/charts/"):
		for _, s := range m.sheets {
			if !s.isOmitted() {
				body = fillCaches(body, s.caches())
			}
		}
		return lowerAxis(body)
	}
	return body
}

// dates are when a workbook was made and changed: it does not say, so that
// the same calls give the same bytes.
var dates = regexp.MustCompile(`<dcterms:(created|modified)[^>]*>[^<]*</dcterms:(created|modified)>`)

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

// cut makes the part that of sheet i: it is cut where it has its own rows,
// which hold nothing, and gets these columns.
func (p *framePart) cut(i int, columns []byte) error {
	const start, end = "<sheetData>", "</sheetData>"
	before, rest, found := bytes.Cut(p.before, []byte(start))
	_, after, ended := bytes.Cut(rest, []byte(end))
	if !found || !ended || bytes.Contains(after, []byte(end)) {
		return errors.New("the part has no place for rows")
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
	p.sheet = i
	p.before, p.after = slices.Concat(before, columns, []byte(start)), slices.Concat([]byte(end), after)
	return nil
}

// blankPart is a part without the numbers of last rows.
type blankPart struct {
	framePart
	before, after blankText
}

// blankText are pieces of a text, each followed by the number of a sheet's
// last row but the last.
type blankText []struct {
	text  []byte
	sheet int
}

// blanks takes the numbers that stand in for last rows out of a frame.
func blanks(d frame, standIns []int) []blankPart {
	var all []blankPart
	for _, p := range d {
		all = append(all, blankPart{framePart: p, before: newBlankText(p.before, standIns), after: newBlankText(p.after, standIns)})
	}
	return all
}

func newBlankText(text []byte, standIns []int) (b blankText) {
	if text == nil {
		return nil
	}
	for {
		at, sheet, length := len(text), -1, 0
		for i, row := range standIns {
			if row == 0 {
				continue
			}
			digits := strconv.Itoa(row)
			if found := bytes.Index(text[:at], []byte(digits)); found >= 0 {
				at, sheet, length = found, i, len(digits)
			}
		}
		b = append(b, struct {
			text  []byte
			sheet int
		}{text[:at], sheet})
		if sheet < 0 {
			return b
		}
		text = text[at+length:]
	}
}

// fillIn puts last rows into a frame without them.
func fillIn(blanks []blankPart, rows []int) frame {
	d := make(frame, len(blanks))
	for i, b := range blanks {
		d[i] = framePart{name: b.name, sheet: b.sheet, before: b.before.fill(rows), after: b.after.fill(rows)}
	}
	return d
}

func (b blankText) fill(rows []int) []byte {
	if len(b) == 1 {
		return b[0].text
	}
	size := 0
	for _, piece := range b {
		size += len(piece.text) + len("1048576")
	}
	text := make([]byte, 0, size)
	for _, piece := range b {
		text = append(text, piece.text...)
		if piece.sheet >= 0 {
			text = strconv.AppendInt(text, int64(rows[piece.sheet]), 10)
		}
	}
	return text
}
