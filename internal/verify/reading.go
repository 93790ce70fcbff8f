package verify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"credit/internal/graded"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

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
	err := r.book.Rows(at, func(read sheet.Row) error {
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
