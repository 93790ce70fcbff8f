package verify

import (
	"slices"
	"strconv"
	"sync"

	"credit/internal/graded"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/xlsx"
)

// books take the rows of the workbooks as they would be written.
type books struct {
	key seal.Key
	// columns, where given, are those that are compared.
	columns func(header string) bool
	// known are the manifest's sheets of a workbook that is as they say.
	known func(name string) []seal.Sheet
	mu    sync.Mutex
	made  map[string]*seal.Expecting
}

func (b *books) take(name string, layouts []sheet.Layout) sheet.Book {
	var keep func(i int, row *seal.Row)
	if b.columns != nil {
		keep = func(i int, row *seal.Row) {
			row.Keep(func(column int) bool { return b.columns(layouts[i].Columns[column-1].Header) })
		}
	}
	made, err := seal.NewExpecting(b.key, layouts, keep)
	if err != nil {
		return unmade{err}
	}
	made.Know(b.known(name))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.made[name] = made
	return made
}

// unmade is a workbook that could not be begun.
type unmade struct{ err error }

func (u unmade) Append(int, []sheet.Value) error { return u.err }

// against holds a workbook against what scoring again gave.
func (c *check) against(name string, made *seal.Expecting, key seal.Key, found *matched) error {
	if c.isMadeAgain(name, made, found) { // what was read once need not be read again
		if !c.comparesSheet(stamp.SheetName, found) {
			c.sameMark(name)
		}
		c.agrees(name, found, 0)
		return nil
	}
	file, err := xlsx.OpenFile(c.path(name))
	if err != nil {
		return nil // that it is missing was said
	}
	defer file.Close()
	book, err := file.Open(xlsx.Options{Stats: c.Stats})
	if err != nil {
		return nil // so was this
	}
	before := len(c.Differences)
	headers := map[string]*seal.Expected{}
	for _, want := range made.Sheets {
		headers[want.Name] = want
	}
	r := &reading{check: c, file: name, book: book, rescored: true, digester: key.Digester()}
	if !c.sameVersion() {
		r.keep = func(sheet string, row *seal.Row) {
			row.Keep(func(column int) bool { return c.comparable(headers[sheet].Header(column)) })
		}
	}
	for _, want := range made.Sheets {
		if !c.comparesSheet(want.Name, found) {
			continue
		}
		if err := r.sheet(want); err != nil {
			return c.unreadable(name, err)
		}
	}
	for _, sheet := range book.Sheets() {
		known := headers[sheet] != nil || found.uncorrected && sheet == graded.CorrectionSheet
		if !known && c.sameVersion() {
			c.blameOnce(Difference{Kind: SheetAdded, File: name, Sheet: sheet, rescored: true})
		}
	}
	if !c.comparesSheet(stamp.SheetName, found) {
		c.sameMark(name)
	}
	if len(c.Differences) == before+r.moved {
		c.agrees(name, found, r.moved)
	}
	return nil
}

// isMadeAgain reports a workbook that is as the manifest says, and of which
// scoring again gave all that is compared as the manifest has it.
func (c *check) isMadeAgain(name string, made *seal.Expecting, found *matched) bool {
	known := c.knownSheets(name)
	if known == nil {
		return false
	}
	for _, want := range made.Sheets {
		stands := slices.ContainsFunc(known, func(s seal.Sheet) bool { return s.Name == want.Name })
		switch {
		case !stands && isLeftOut(want):
		case !stands, c.comparesSheet(want.Name, found) && !want.IsKnown():
			return false
		}
	}
	for i := range known {
		if !slices.ContainsFunc(made.Sheets, func(want *seal.Expected) bool { return want.Name == known[i].Name }) {
			return false
		}
	}
	return true
}

// knownSheets are the manifest's sheets of an output that is as they say, where
// scoring again is recorded in the same way; else there are none.
func (c *check) knownSheets(name string) []seal.Sheet {
	if !c.asRecorded[name] || c.key.IsZero() || !c.sameVersion() {
		return nil
	}
	return c.Manifest.SheetsOf(name)
}

// comparesSheet says whether a sheet can be compared: with another version
// only those of practitioners can, and where submissions are missing only
// those of people who were graded.
func (c *check) comparesSheet(name string, found *matched) bool {
	switch name {
	case graded.ResultSheet, graded.PointsSheet:
		return true
	case graded.HeldSheet:
		return found.missing == 0
	case graded.SourceSheet, stamp.SheetName: // they name the list of corrections
		return c.sameVersion() && found.missing == 0 && !found.uncorrected
	}
	return c.sameVersion() && found.missing == 0
}

// sameMark compares what the hidden mark of a workbook says, where it cannot
// be made again: another version wrote it, or submissions are missing.
func (c *check) sameMark(name string) {
	mark, known := c.abouts[name]
	at := slices.IndexFunc(c.Manifest.Inputs, func(f seal.File) bool { return f.Output == name })
	if !known || at < 0 {
		return
	}
	line := c.Manifest.Inputs[at]
	for _, one := range [][3]string{
		{"年度", mark.Year, c.yearOf(name, mark.Year)}, {"填报工作簿 SHA-256", mark.Input, line.SHA256},
		{"评分标准 SHA-256", mark.SHA256, c.Manifest.Rubric.SHA256},
		{"已评分人数", mark.Graded, number(line.Graded)}, {"未评分人数", mark.Held, number(line.Held)},
	} {
		if one[1] != one[2] {
			c.takeMark(Difference{Kind: Rescored, File: name, Sheet: stamp.SheetName, Header: one[0], Now: shown(one[1]), Want: shown(one[2])})
		}
	}
}

// takeMark notes a difference of a mark, unless its cell is named already.
func (c *check) takeMark(d Difference) {
	if !slices.ContainsFunc(c.Differences, func(other Difference) bool {
		return other.File == d.File && other.Sheet == d.Sheet && other.Name == d.Header
	}) {
		c.blame(d)
	}
}

// yearOf is the year that scoring again gave a workbook; of one that was not
// scored again the year itself, where the manifest knows it.
func (c *check) yearOf(name, year string) string {
	if again := c.yearsAgain[name]; again != "" {
		return again
	}
	if slices.Contains(c.Manifest.Years, year) || len(c.Manifest.Years) == 0 {
		return year
	}
	return c.Manifest.Years[0]
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}
