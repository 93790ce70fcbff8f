package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"credit/internal/sheet"
)

// Form is what workbooks with the same sheets have in common: excelize makes
// it once or twice, not for each of them. The workbooks are to the byte what
// Create makes. A Form may be used by several goroutines.
type Form struct {
	options WriteOptions
	// sheets are as they stand before the first row of data.
	sheets []*sheetWriter
	looks  *looks
	mu     sync.Mutex
	kept   map[string]*keptFrame
	packed map[string]packedPart
	// rooms are the memory of workbooks that were written.
	rooms shelf[[]sheetRoom]
}

// mostKept is how many frames a Form keeps: sheets without rows and what
// stands on the paper make one each.
const mostKept = 64

// mostRepeated is how long a part may be, in bytes, to be kept packed.
const mostRepeated = 64 << 10

// keptFrame is what excelize made for workbooks that differ in nothing but
// their rows.
type keptFrame struct {
	mu sync.Mutex
	// first is that of the first of them, whose sheets end at firstRows.
	first     frame
	firstRows []int
	// blank is without the numbers of the last rows; nil until a second
	// workbook comes, or where it proved to be something else.
	blank     []blankPart
	isRefused bool
}

// packedPart is a part that was the same, so far, in every workbook; its text
// is nil once it was not.
type packedPart struct {
	text   []byte
	packed stretch
}

// NewForm begins a form of these sheets.
func NewForm(layouts []sheet.Layout, o WriteOptions) (*Form, error) {
	if len(layouts) == 0 {
		return nil, errors.New("a workbook needs a sheet")
	}
	f := &Form{options: o, looks: newLooks(), kept: map[string]*keptFrame{}, packed: map[string]packedPart{}}
	names := map[string]bool{}
	for _, layout := range layouts {
		lower := strings.ToLower(layout.Name)
		if names[lower] {
			return nil, fmt.Errorf("two sheets are called %q", layout.Name)
		}
		names[lower] = true
		if err := checkName(layout.Name); err != nil {
			return nil, fmt.Errorf("sheet %q: %w", layout.Name, err)
		}
		s, err := newSheetWriter(layout, f.looks)
		if err != nil {
			return nil, fmt.Errorf("sheet %q: %w", layout.Name, err)
		}
		f.sheets = append(f.sheets, s)
	}
	return f, nil
}

// longestName is how many UTF-16 units the name of a sheet may have.
const longestName = 31

// checkName says what no office program takes as a sheet's name, or excelize
// does not: it does not quote a quote, and lets through what XML cannot hold.
func checkName(name string) error {
	switch {
	case strings.ContainsAny(name, `:\/?*[]'`) || cleanText(name) != name:
		return errors.New("a character that a sheet name cannot have")
	case name == "" || len(utf16.Encode([]rune(name))) > longestName:
		return fmt.Errorf("the name is empty or longer than %d characters", longestName)
	}
	return nil
}

// Create starts a workbook of the form.
func (f *Form) Create() *Writer {
	w := &Writer{form: f, looks: f.looks.clone()}
	rooms, found := f.rooms.take()
	if !found {
		rooms = make([]sheetRoom, len(f.sheets))
	}
	for i, s := range f.sheets {
		w.sheets = append(w.sheets, s.begin(w.looks, &w.texts, f.options.TempDir, rooms[i]))
	}
	return w
}

// frame is what excelize makes for a workbook whose rows are all known.
func (f *Form) frame(w *Writer) (frame, error) {
	rows := w.lastRows()
	k := f.keep(w)
	if k == nil {
		return makeFrame(f.options, w, rows)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.first == nil && k.blank == nil && !k.isRefused {
		d, err := makeFrame(f.options, w, rows)
		k.first, k.firstRows = d, rows
		return d, err
	}
	if k.first != nil {
		k.prove(f.options, w)
	}
	if k.isRefused {
		return makeFrame(f.options, w, rows)
	}
	return fillIn(k.blank, rows), nil
}

// prove makes the blank frame and holds it against the first: filled in, it
// must be the same.
func (k *keptFrame) prove(o WriteOptions, w *Writer) {
	if d, err := makeFrame(o, w, w.standIns()); err == nil {
		k.blank = blanks(d, w.standIns())
	}
	if !slices.EqualFunc(fillIn(k.blank, k.firstRows), k.first, framePart.equal) {
		k.blank, k.isRefused = nil, true
	}
	k.first = nil
}

// keep is where the frame of a workbook is kept, nil where it is not: a
// chart holds rows itself.
func (f *Form) keep(w *Writer) *keptFrame {
	if len(w.sheets) > mostStandIns {
		return nil
	}
	for _, s := range w.sheets {
		if s.layout.Chart != nil {
			return nil
		}
	}
	shape := w.shape()
	f.mu.Lock()
	defer f.mu.Unlock()
	k := f.kept[shape]
	if k == nil && len(f.kept) < mostKept {
		k = &keptFrame{}
		f.kept[shape] = k
	}
	return k
}

// shape is everything that a frame depends on beside its Form, except last
// rows for which a number may stand in.
func (w *Writer) shape() string {
	b := fmt.Appendf(nil, "%q %q", w.paper.head, w.paper.foot)
	for _, s := range w.sheets {
		b = fmt.Appendf(b, "\n%t %v", s.isOmitted(), s.merges)
		if !s.hasStandIn() {
			b = fmt.Appendf(b, " %d", s.row)
		}
	}
	for _, key := range w.looks.keys[len(w.form.looks.keys):] {
		b = append(append(b, '\n'), key...)
	}
	return string(b)
}

// hasStandIn reports a sheet of which nothing but the number of its last row
// depends on how many rows it has, few enough that it is no stand-in's.
func (s *sheetWriter) hasStandIn() bool {
	return s.row > s.data && s.row < firstStandIn && s.layout.Reach == 0
}

// lastRows are the last rows of the sheets.
func (w *Writer) lastRows() []int {
	rows := make([]int, len(w.sheets))
	for i, s := range w.sheets {
		rows[i] = s.row
	}
	return rows
}

// standIns are numbers that stand in for the last rows, each sheet's its own;
// 0 where none can. Nothing else in a workbook is known to have such numbers.
func (w *Writer) standIns() []int {
	rows := make([]int, len(w.sheets))
	for i, s := range w.sheets {
		if s.hasStandIn() {
			rows[i] = firstStandIn + i*standInStep
		}
	}
	return rows
}

const (
	firstStandIn, standInStep = 1_017_011, 13
	mostStandIns              = (lastRow - firstStandIn) / standInStep
)

// pack compresses the text of a part; one that comes again and again is
// compressed once.
func (f *Form) pack(name string, texts ...[]byte) (stretch, error) {
	f.mu.Lock()
	last, known := f.packed[name]
	f.mu.Unlock()
	if len(last.text) > 0 && isJoined(last.text, texts) {
		return last.packed, nil
	}
	packed, err := packText(true, texts...)
	if err != nil {
		return packed, err
	}
	var keep packedPart
	if !known && packed.size <= mostRepeated {
		keep = packedPart{slices.Concat(texts...), packed}
	}
	f.mu.Lock()
	f.packed[name] = keep
	f.mu.Unlock()
	return packed, nil
}

// isJoined reports a text that is the others, one after the other.
func isJoined(text []byte, texts [][]byte) bool {
	for _, t := range texts {
		if !bytes.HasPrefix(text, t) {
			return false
		}
		text = text[len(t):]
	}
	return len(text) == 0
}
