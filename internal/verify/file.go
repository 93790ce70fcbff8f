package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"credit/internal/batch"
	"credit/internal/graded"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/results"
	"credit/internal/rubric"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/xlsx"
)

// file holds one output against the manifest.
func (c *check) file(ctx context.Context, f seal.File) error {
	state := FileState{Name: f.File}
	_, missing := os.Lstat(c.path(f.File))
	data, err := xlsx.ReadFile(c.path(f.File))
	switch {
	case errors.Is(missing, os.ErrNotExist):
		c.blame(Difference{Kind: FileMissing, File: f.File})
	case err != nil:
		return c.unreadable(f.File, err)
	case seal.SHA256(data) == f.SHA256:
		state.Same = true
		c.readMark(f.File, data)
		if c.Thorough {
			err = c.thorough(ctx, f.File, data)
		}
		if err != nil {
			return err
		}
	default:
		before := len(c.Differences)
		if err := c.changed(ctx, f.File, data); err != nil {
			return err
		}
		if len(c.Differences) == before {
			c.blame(Difference{Kind: FileSavedAgain, File: f.File})
		}
	}
	c.Files = append(c.Files, state)
	return nil
}

// readMark keeps what a workbook says of itself, and takes the rubric that it
// carries, if it is the manifest's.
func (c *check) readMark(name string, data []byte) {
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		return
	}
	c.sheets[name] = book.Sheets()
	mark, err := stamp.Read(book)
	if err != nil {
		return
	}
	about := about{Stamp: mark}
	about.Rules, about.Places = "", "" // they are long, and are not compared here
	if mark.Corrected != "" {
		about.corrections, about.cases = correctionsSHA256(book), casesOf(book)
	}
	c.abouts[name] = about
	if c.rubric == nil && mark.Rules != "" {
		c.findRubric(mark)
	}
}

func (c *check) findRubric(mark stamp.Stamp) {
	text, err := stamp.Unpack(mark.Rules)
	if err != nil || seal.SHA256(text) != c.Manifest.Rubric.SHA256 {
		return
	}
	if r, err := rubric.Load("评分工作簿里存下的评分标准", text); err == nil {
		c.rubric = r
	}
}

// changed finds what is not as it was in a workbook whose bytes are not.
func (c *check) changed(ctx context.Context, name string, data []byte) error {
	c.readMark(name, data)
	book, err := xlsx.Open(data, xlsx.Options{})
	if refusal := (*xlsx.Refusal)(nil); errors.As(err, &refusal) {
		c.blame(Difference{Kind: FileUnreadable, File: name, Detail: refusal.Error()})
		return nil
	}
	if err != nil {
		return err
	}
	before := len(c.Differences)
	if err := c.byRows(name, book); err != nil {
		return c.unreadable(name, err)
	}
	switch {
	case c.Manifest.SheetsOf(name) == nil || c.digester == nil:
		return c.byItself(ctx, name)
	case c.Thorough && len(c.Differences) == before:
		_, err = c.isSound(ctx, name)
	}
	return err
}

// byRows holds the sheets of a workbook against the records of their rows.
func (c *check) byRows(name string, book sheet.Workbook) error {
	sheets := c.Manifest.SheetsOf(name)
	reading := &reading{check: c, file: name, book: book}
	for i := range sheets {
		want, err := sheets[i].Expect()
		if err != nil {
			return err
		}
		if err := reading.sheet(want); err != nil {
			return err
		}
	}
	if sheets != nil {
		reading.addedSheets(sheets)
	}
	return nil
}

// thorough holds a workbook whose bytes are the manifest's against the records
// of its rows and against itself: whoever rewrites a manifest may have made the
// digest fit.
func (c *check) thorough(ctx context.Context, name string, data []byte) error {
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		return c.unreadable(name, err)
	}
	before := len(c.Differences)
	if err := c.byRows(name, book); err != nil {
		return c.unreadable(name, err)
	}
	if len(c.Differences) > before {
		c.wrong("“%s”的 SHA-256 相符，各表的记录却不相符：清单被改写过", name)
		return nil
	}
	_, err = c.isSound(ctx, name)
	return err
}

// unreadable tells a damaged workbook from trouble with the machine.
func (c *check) unreadable(name string, err error) error {
	if refusal := (*xlsx.Refusal)(nil); errors.As(err, &refusal) {
		c.blame(Difference{Kind: FileUnreadable, File: name, Detail: refusal.Error()})
		return nil
	}
	return err
}

// byItself checks a workbook without the key, by what must agree within it.
func (c *check) byItself(ctx context.Context, name string) error {
	if name == output.SummaryName {
		c.blame(Difference{Kind: FileChanged, File: name, Detail: c.blind() + "，说不出是哪一处"})
		return nil
	}
	sound, err := c.isSound(ctx, name)
	if sound {
		c.blame(Difference{Kind: FileChanged, File: name,
			Detail: "各项得分、合计和等级仍相符；" + c.blind() + "，说不出是哪一处（可能只是重新保存过，也可能改了身份信息）"})
	}
	return err
}

// isSound holds a graded workbook against itself, as every command does that
// reads results, and blames what does not agree. Nothing can be wrong with the
// summary workbook in this way.
func (c *check) isSound(ctx context.Context, name string) (sound bool, err error) {
	if name == output.SummaryName {
		return true, nil
	}
	set, err := results.Read(ctx, results.Options{
		Files: []intake.File{{Path: c.path(name), Label: name, Named: true}}, Rubrics: c.Rubrics, Jobs: 1,
	}, &batch.Progress{}, func(*results.Book) results.Visit { return ignore })
	switch {
	case errors.Is(err, context.Canceled):
		return false, err
	case err != nil:
		c.blame(Difference{Kind: ResultEdited, File: name, Detail: strings.ReplaceAll(err.Error(), "\n", "；")})
		return false, nil
	case len(set.Refused) > 0:
		c.refused(name, &set.Refused[0])
		return false, nil
	}
	return true, nil
}

// refused names each fault of a workbook that does not agree with itself.
func (c *check) refused(name string, refused *results.Refused) {
	if refused.Altered == nil {
		c.blame(Difference{Kind: ResultEdited, File: name, Detail: strings.Join(refused.Faults, "；")})
		return
	}
	for _, fault := range refused.Altered.Faults {
		c.blame(Difference{Kind: ResultEdited, File: name, Sheet: fault.Sheet, Row: fault.Row, Name: fault.Name, Detail: fault.Text})
	}
	if more := refused.Altered.More; more > 0 {
		c.note("“%s”另有 %d 处不相符，没有列出", name, more)
	}
}

// blind is why rows cannot be told.
func (c *check) blind() string {
	if c.digester != nil || c.Manifest.RowKey == "" {
		return "清单没有逐行的记录"
	}
	return "没有 " + output.KeyName
}

// reading holds the sheets of one workbook against what they ought to be.
type reading struct {
	*check
	file string
	book sheet.Workbook
	// keep, where given, takes out of a row what is not to be compared.
	keep func(sheet string, row *seal.Row)
	// rescored says that the differences come of scoring again; digester is
	// then the one it was done with, and moved counts rows in another order.
	rescored bool
	digester *seal.Digester
	moved    int
}

// sheet compares one sheet. An error is a *xlsx.Refusal where the sheet is
// damaged.
func (r *reading) sheet(want *seal.Expected) error {
	at, stands := r.place(want)
	if !stands {
		return nil
	}
	digester := r.digester
	if digester == nil {
		digester = r.check.digester
	}
	heads := make([]seal.Row, want.FirstRow)
	var comparison *seal.Comparison
	if digester != nil {
		comparison = want.Compare(digester)
	}
	rows := 0
	var row seal.Row
	err := r.book.Read(at, func(sheet.Info) error { return nil }, func(read sheet.Row) error {
		row.SetCells(read.Cells)
		switch {
		case row.IsBlank():
			return nil
		case read.Number < want.FirstRow:
			heads[read.Number].SetCells(read.Cells)
			return nil
		}
		rows++
		if r.keep != nil {
			r.keep(want.Name, &row)
		}
		if comparison != nil {
			comparison.See(read.Number, &row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case !r.rescored || r.sameVersion():
		r.heads(want, heads)
	case !sameHeaders(want, &heads[want.FirstRow-1]):
		r.note("“%s”的“%s”表与本版本的排列不同，没有逐人核对：请用 credit %s 核验", r.file, want.Name, r.Manifest.Version)
		return nil
	}
	switch {
	case comparison != nil:
		r.rows(want, comparison.Differences())
	case rows != want.Rows():
		r.blame(Difference{Kind: RowCount, File: r.file, Sheet: want.Name, Detail: fmt.Sprintf("现在有 %d 行，评分时是 %d 行", rows, want.Rows())})
	}
	return nil
}

// place is where in the workbook a sheet stands, to be compared; one that ought
// to and does not is named, and so is one that ought not to.
func (r *reading) place(want *seal.Expected) (at int, stands bool) {
	at = slices.Index(r.book.Sheets(), want.Name)
	switch leftOut := isLeftOut(want); {
	case at < 0 && !leftOut:
		r.blameOnce(Difference{Kind: SheetMissing, File: r.file, Sheet: want.Name, rescored: r.rescored})
	case at >= 0 && leftOut:
		r.blameOnce(Difference{Kind: SheetAdded, File: r.file, Sheet: want.Name, rescored: r.rescored})
	case at >= 0:
		return at, true
	}
	return at, false
}

// isLeftOut reports a sheet that is wanted only with rows and has none.
func isLeftOut(want *seal.Expected) bool {
	return want.Name == graded.CorrectionSheet && want.Rows() == 0
}

// sameHeaders reports a sheet whose columns are what they ought to be.
func sameHeaders(want *seal.Expected, head *seal.Row) bool {
	for column := 1; column <= max(want.Columns, head.Last()); column++ {
		if head.Text(column) != want.Header(column) {
			return false
		}
	}
	return true
}

// heads compares what stands above the data.
func (r *reading) heads(want *seal.Expected, heads []seal.Row) {
	for i, texts := range want.Head {
		for column := 1; column <= max(len(texts), heads[i+1].Last()); column++ {
			was := ""
			if column <= len(texts) {
				was = texts[column-1]
			}
			if now := heads[i+1].Text(column); now != was {
				d := Difference{Kind: HeaderChanged, File: r.file, Sheet: want.Name, Cell: sheet.CellName(i+1, column), Row: i + 1, Now: shown(now)}
				if r.rescored {
					d.Want = shown(was)
				} else {
					d.Detail = "原来是" + quoted(*shown(was))
				}
				r.blameOnce(d)
			}
		}
	}
}

// rows puts into words what became of rows.
func (r *reading) rows(want *seal.Expected, differences []seal.Difference) {
	names := newNames(want)
	for i := range differences {
		d := &differences[i]
		base := Difference{File: r.file, Sheet: want.Name, Row: d.Row, Was: d.Was, Name: names.of(d), rescored: r.rescored}
		switch {
		case d.Kind == seal.Added:
			base.Kind = RowAdded
			if d.Same > 0 {
				base.Detail = fmt.Sprintf("与第 %d 行相同", d.Same)
			}
		case d.Kind == seal.Removed:
			base.Kind = RowRemoved
		case d.Kind == seal.Moved:
			base.Kind = RowMoved
		case len(d.Cells) == 0:
			base.Kind = RowChanged
		}
		if base.Kind != "" {
			r.take(base)
			continue
		}
		if d.Was == d.Row {
			base.Was = 0
		}
		for _, cell := range d.Cells {
			r.take(r.cell(base, want, d, cell))
		}
	}
}

// cell is the difference of one cell. An ID number that changed is named and
// not shown.
func (r *reading) cell(base Difference, want *seal.Expected, d *seal.Difference, cell seal.Cell) Difference {
	base.Kind, base.Cell, base.Header = CellChanged, sheet.CellName(d.Row, cell.Column), want.Header(cell.Column)
	if want.Name == stamp.SheetName { // its rows are named by their first cell
		base.Header = ""
	}
	if strings.Contains(base.Header, idHeader) {
		return base
	}
	base.Now = shown(cell.Now)
	if cell.Known {
		base.Want = shown(cell.Want)
	}
	return base
}

// take notes a difference. One of scoring again adds what ought to stand to
// what is noted of the cell already.
func (r *reading) take(d Difference) {
	if !r.rescored {
		r.blame(d)
		return
	}
	if at, noted := r.noted[d.key()]; noted {
		r.Differences[at].Want, r.Differences[at].Name = d.Want, cmp.Or(r.Differences[at].Name, d.Name)
		return
	}
	if d.Kind == RowMoved && !r.ordered(d.Sheet) {
		return
	}
	if d.Kind == RowMoved {
		r.moved++
	}
	if d.Kind == CellChanged {
		d.Kind = Rescored
	}
	r.blame(d)
}

// ordered says whether the order of a sheet's rows is to be held against
// scoring again: another version may write another, and rows that the manifest
// knows to have moved are named.
func (r *reading) ordered(sheet string) bool {
	return r.sameVersion() && !slices.ContainsFunc(r.Differences, func(d Difference) bool {
		return d.Kind == RowMoved && !d.rescored && d.File == r.file && d.Sheet == sheet
	})
}

// addedSheets names sheets that were not there.
func (r *reading) addedSheets(known []seal.Sheet) {
	for _, name := range r.book.Sheets() {
		if !slices.ContainsFunc(known, func(s seal.Sheet) bool { return s.Name == name }) {
			r.blame(Difference{Kind: SheetAdded, File: r.file, Sheet: name})
		}
	}
}
