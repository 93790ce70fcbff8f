package submission

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// reviewRows is how far down the review block is looked for.
const reviewRows = 500

// errFound ends the reading of a sheet once there is no more to look for.
var errFound = errors.New("submission: read far enough")

// readReview looks for the block 填报与审核 before anybody is read, so that it
// is known of everyone: first on the sheet that explains, then on the others,
// of which data sheets are left at their header.
func (f *fileReading) readReview(book sheet.Workbook) (Review, error) {
	titles := book.Sheets()
	order := make([]int, 0, len(titles))
	for i, title := range titles {
		if title != stamp.SheetName && !isRecordSheet(title) {
			order = append(order, i)
		}
	}
	if len(order) == 1 && guideFirst(titles[order[0]]) != 0 {
		order = nil // the only sheet is the data sheet
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(guideFirst(titles[a]), guideFirst(titles[b]))
	})
	var found *reviewReading
	for _, i := range order {
		if found != nil && guideFirst(titles[i]) != 0 {
			break
		}
		r := &reviewReading{file: f}
		err := book.Read(i, r.begin, r.row)
		if err != nil && !errors.Is(err, errFound) {
			return Review{}, err
		}
		switch {
		case r.columns == nil:
		case found == nil:
			found = r
		default:
			found.take(r)
		}
		if found != nil && guideFirst(titles[i]) != 0 {
			break
		}
	}
	if found == nil {
		found = &reviewReading{}
	}
	return found.review(), nil
}

func guideFirst(title string) int {
	if fold.Key(title) == fold.Key(GuideSheet) {
		return 0
	}
	return 1
}

// reviewReading reads the block of one sheet.
type reviewReading struct {
	file   *fileReading
	info   sheet.Info
	covers *sheet.Covers
	// columns are where the role, the name, the date and the opinion stand;
	// nil until the block's header was found.
	columns []reviewColumn
	steps   map[string]Step
}

// reviewColumn is a column of the block: what is merged or typed beside it
// counts for it as far as the next one.
type reviewColumn struct {
	header   string
	from, to int
}

func (r *reviewReading) begin(info sheet.Info) error {
	r.info, r.covers, r.steps = info, sheet.NewCovers(info.Merges), map[string]Step{}
	return nil
}

func (r *reviewReading) row(row sheet.Row) error {
	if row.Number > reviewRows {
		return errFound
	}
	cells := slices.DeleteFunc(row.Cells, func(cell sheet.Cell) bool { return r.covers.Hides(row.Number, cell.Column) })
	if r.columns == nil {
		if r.columns = reviewHeader(cells); r.columns == nil && row.Number <= headerRows && r.isDataHeader(cells) {
			return errFound
		}
		return nil
	}
	role := r.text(cells, ReviewTitle)
	for _, known := range ReviewRoles {
		if strings.TrimRight(fold.Key(role), ":") == fold.Key(known) {
			r.note(r.step(known, sheet.Row{Number: row.Number, Hidden: row.Hidden, Cells: cells}))
		}
	}
	return nil
}

// note keeps a step. One that stands twice passes only if both do: what
// contradicts itself is for people to read.
func (r *reviewReading) note(s Step) {
	old, twice := r.steps[s.Role]
	if twice && s.State != Open && old.State != Open {
		if old.State != Done || s.State != Done {
			old.contradicted = true
			old.judge()
		}
		s = old
	} else if twice && s.State == Open {
		s = old
	}
	r.steps[s.Role] = s
}

// take adds what a second sheet of the same name says.
func (r *reviewReading) take(other *reviewReading) {
	for _, role := range ReviewRoles {
		if s, found := other.steps[role]; found {
			r.note(s)
		}
	}
}

// unseen reports a block's row of which something is hidden.
func (r *reviewReading) unseen(row sheet.Row) bool {
	if r.info.Hidden || row.Hidden {
		return true
	}
	for _, span := range r.info.HiddenColumns {
		for _, column := range r.columns {
			if span.First <= column.from && column.from <= span.Last {
				return true
			}
		}
	}
	return false
}

// isDataHeader reports a row that is the header of a data sheet; one whose
// header is merged from above is recognised by its indicators too.
func (r *reviewReading) isDataHeader(cells []sheet.Cell) bool {
	indicators := 0
	for _, cell := range cells {
		if kind := r.file.headers.match(cell.Text).kind; kind == indicatorTarget || kind == mismatchTarget {
			indicators++
		}
	}
	return indicators >= fewestIndicators
}

// reviewHeader finds the block's columns, or nil where the row is not its
// header.
func reviewHeader(cells []sheet.Cell) []reviewColumn {
	var columns []reviewColumn
	for _, header := range []string{ReviewTitle, ReviewName, ReviewDate, ReviewOpinion} {
		at := slices.IndexFunc(cells, func(cell sheet.Cell) bool {
			return cell.Kind == sheet.Text && fold.Key(cell.Text) == fold.Key(header)
		})
		if at < 0 {
			return nil
		}
		columns = append(columns, reviewColumn{header: header, from: cells[at].Column})
	}
	slices.SortFunc(columns, func(a, b reviewColumn) int { return cmp.Compare(a.from, b.from) })
	for i := range columns {
		columns[i].to = columns[i].from + besideLast
		if i+1 < len(columns) {
			columns[i].to = columns[i+1].from - 1
		}
	}
	return columns
}

// besideLast is how far to the right of the block's last header something
// still counts for it.
const besideLast = 5

func (r *reviewReading) column(header string) reviewColumn {
	return r.columns[slices.IndexFunc(r.columns, func(c reviewColumn) bool { return c.header == header })]
}

// name is the cell of a block's column where something stands or should.
func (r *reviewReading) name(row sheet.Row, header string) string {
	column := r.column(header).from
	if cell := r.cell(row.Cells, header); cell.Column > 0 {
		column = cell.Column
	}
	return sheet.CellName(row.Number, column)
}

// cell is the first of a block's column that holds something.
func (r *reviewReading) cell(cells []sheet.Cell, header string) sheet.Cell {
	column := r.column(header)
	for _, cell := range cells {
		if cell.Column >= column.from && cell.Column <= column.to && !isEmpty(cell) {
			return cell
		}
	}
	return sheet.Cell{}
}

// text is what a person reads there; a picture is a signature.
func (r *reviewReading) text(cells []sheet.Cell, header string) string {
	cell := r.cell(cells, header)
	switch {
	case isPicture(cell):
		return "（图片）"
	case cell.Kind == sheet.Error, cell.Kind == sheet.NoValue:
		return ""
	case cell.Date:
		return shownMoment(cell, r.info.From1904)
	}
	return shownValue(cell.Text)
}

// opinion is all that stands in the block's column of opinions.
func (r *reviewReading) opinion(cells []sheet.Cell) string {
	column := r.column(ReviewOpinion)
	var texts []string
	for _, cell := range cells {
		if cell.Column >= column.from && cell.Column <= column.to && !isEmpty(cell) {
			texts = append(texts, r.text([]sheet.Cell{cell}, ReviewOpinion))
		}
	}
	return strings.Join(texts, "；")
}

func (r *reviewReading) step(role string, row sheet.Row) Step {
	cells := row.Cells
	s := Step{
		Role: role, Name: r.text(cells, ReviewName), Date: r.text(cells, ReviewDate), Opinion: r.opinion(cells), unseen: r.unseen(row),
		sheet: shownValue(r.info.Name), nameCell: r.name(row, ReviewName), dateCell: r.name(row, ReviewDate), opinionCell: r.name(row, ReviewOpinion),
	}
	if day, ok := dayOf(r.cell(cells, ReviewDate), r.info.From1904); ok && isFullDay(day) {
		s.Date, s.dated = day, true
	}
	s.judge()
	return s
}

func (r *reviewReading) review() Review {
	review := Review{Found: r.columns != nil}
	for _, role := range ReviewRoles {
		s, found := r.steps[role]
		if !found {
			s = Step{Role: role}
		}
		review.Steps = append(review.Steps, s)
	}
	return review
}
