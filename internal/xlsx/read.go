package xlsx

import (
	"errors"
	"fmt"
	"io"

	"credit/internal/sheet"
)

// loadStrings reads the shared strings at the first sheet that is read.
func (w *Workbook) loadStrings() error {
	if w.texts != nil {
		return nil
	}
	if w.stringsPart == "" {
		w.texts = &textTable{}
		return nil
	}
	texts, err := w.archive.sharedStrings(w.stringsPart)
	if err != nil {
		return err
	}
	w.texts = texts
	w.stats.texts.add(texts.scanned, texts.count)
	return nil
}

// toRead is sheet i, with all that its rows refer to.
func (w *Workbook) toRead(i int) (*worksheet, error) {
	if i < 0 || i >= len(w.sheets) {
		return nil, fmt.Errorf("read sheet %d of %d", i, len(w.sheets))
	}
	return w.sheets[i], w.loadStrings()
}

// Read streams sheet i (0 is the first) as sheet.Workbook promises. The part
// is gone through twice: once to see that it is whole and what is merged, once
// for its rows. A small one is inflated once for both; see Hurry.
func (w *Workbook) Read(i int, begin func(sheet.Info) error, row func(sheet.Row) error) error {
	s, err := w.toRead(i)
	if err != nil {
		return err
	}
	content, err := w.content(s)
	if err != nil {
		return err
	}
	if w.hurried && content == nil && !s.looked {
		return w.readHurried(s, begin, row)
	}
	if content != nil {
		defer contents.put(content)
	}
	if err := w.look(s, content); err != nil {
		return err
	}
	pass, err := w.newPass(s, content)
	if err != nil {
		return err
	}
	defer pass.part.close()
	pass.begin, pass.emit = begin, row
	return w.counted(pass)
}

// counted runs a pass whose rows count for Stats.
func (w *Workbook) counted(pass *sheetPass) error {
	err := pass.run()
	w.stats.rows.add(pass.scanned, pass.rows)
	return err
}

// Hurry has Read take it that a large sheet has no merged cells and no inputs,
// as most have none, and read it once instead of twice. Where it was wrong, or
// something is wrong with the sheet, Read returns sheet.ErrAgain, and the next
// Read goes its usual way.
func (w *Workbook) Hurry() { w.hurried = true }

func (w *Workbook) readHurried(s *worksheet, begin func(sheet.Info) error, row func(sheet.Row) error) error {
	pass, err := w.newPass(s, nil)
	if err != nil {
		return err
	}
	defer pass.part.close()
	pass.collect, pass.merges, pass.begin, pass.emit = true, nil, begin, row
	err = pass.run()
	refused := errors.As(err, new(*Refusal))
	if refused || err == nil && (len(pass.merges) > 0 || pass.noted) {
		w.hurried = false
		return sheet.ErrAgain
	}
	w.stats.rows.add(pass.scanned, pass.rows)
	return err
}

// Rows streams the rows of sheet i (0 is the first) as sheet.Workbook
// promises. The part is read once.
func (w *Workbook) Rows(i int, row func(sheet.Row) error) error {
	s, err := w.toRead(i)
	if err != nil {
		return err
	}
	pass, err := w.newPass(s, nil)
	if err != nil {
		return err
	}
	defer pass.part.close()
	pass.collect, pass.merges, pass.emit = true, nil, row
	err = w.counted(pass)
	if damage := pass.damage(); damage != nil {
		return damage
	}
	if err == nil {
		err = overlap(s, pass.merges)
	}
	return err
}

// smallSheet is the size in bytes up to which a worksheet part that is read
// twice is inflated once.
const smallSheet = 1 << 20

// contents are used again: nothing that is read points into them.
var contents shelf[[]byte]

// content inflates a small worksheet part; nil stands for one that is large,
// or was looked through before and so is read only once.
func (w *Workbook) content(s *worksheet) ([]byte, error) {
	if s.looked || w.archive.entries[lowerASCII(s.part)].inflated > smallSheet {
		return nil, nil
	}
	in, err := w.archive.open(s.part, w.limits.Worksheet)
	if err != nil {
		return nil, inSheet(s, err)
	}
	content, found := contents.take()
	if !found || int64(cap(content)) < in.entry.inflated {
		const step = 64 << 10 // the next part may be a little larger
		content = make([]byte, (in.entry.inflated+step)/step*step)
	}
	content = content[:in.entry.inflated]
	if _, err := io.ReadFull(in, content); err != nil {
		return nil, inSheet(s, err)
	}
	if err := toEnd(in); err != nil {
		return nil, inSheet(s, err)
	}
	return content, nil
}

// toEnd reads what is left of a part, and is why it is not whole.
func toEnd(in *part) error {
	var rest [4 << 10]byte
	for {
		if _, err := in.Read(rest[:]); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
