package submission

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/sheet"
)

// skip reports a row that is no practitioner, and says whether it is one.
func (s *sheetReading) skip(row int) bool {
	note := func(code finding.Code, cell sheet.Cell, text string) bool {
		s.report.Skipped++
		if s.skips.note(code, row) {
			s.find(code, s.at(row, cell.Column), shownValue(text), finding.Words{"row": itoa(row)})
		}
		return true
	}
	idText := s.written[id].Text
	if looksLikeID(idText) {
		return false
	}
	if idText = fold.Text(idText); looksLikeID(idText) {
		return false
	}
	if cell, found := s.totalsCell(); found {
		return note(finding.TotalsRow, cell, cell.Text)
	}
	switch again := s.headerAgain(); {
	case again.same():
		return note(finding.NoteRow, again.cell, again.cell.Text)
	case again.other():
		s.blockBelow(row)
		return note(finding.NoteRow, again.cell, again.cell.Text)
	}
	if row <= s.headerEnd && isEmpty(s.written[id]) && isEmpty(s.written[name]) && !s.anyAnswerStands() {
		return note(finding.NoteRow, sheet.Cell{}, "表头的一部分")
	}
	if cell, found := s.noteCell(idText); found {
		return note(finding.NoteRow, cell, cell.Text)
	}
	return false
}

// totals are the words of a totals row.
var totals = []string{"合计", "总计", "小计"}

func isTotals(cell sheet.Cell) bool {
	text := fold.Text(cell.Text)
	return slices.ContainsFunc(totals, func(word string) bool { return strings.HasPrefix(text, word) })
}

// looksLikeID tells an ID number, even a wrong one, from a stray figure such
// as the number of people in a totals row.
func looksLikeID(text string) bool {
	const fewest = 5
	n := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n >= fewest
}

// totalsCell is the cell that makes a row without an ID number a totals row:
// the word stands as name or county; elsewhere it counts only in a row that
// names nobody and answers nothing but figures.
func (s *sheetReading) totalsCell() (sheet.Cell, bool) {
	for _, cell := range []sheet.Cell{s.written[name], s.written[county]} {
		if isTotals(cell) {
			return cell, true
		}
	}
	answered := slices.ContainsFunc(s.answers, func(cell sheet.Cell) bool { return !isEmpty(cell) && cell.Kind == sheet.Text })
	if answered || !isEmpty(s.written[name]) || !isEmpty(s.written[id]) {
		return sheet.Cell{}, false
	}
	candidates := append([]sheet.Cell{s.written[school]}, s.rest...)
	if at := slices.IndexFunc(candidates, isTotals); at >= 0 && (at == 0 || isEmpty(s.written[school])) {
		return candidates[at], true
	}
	return sheet.Cell{}, false
}

// noteCell is the first text of a row that has neither an ID number nor an
// answer.
func (s *sheetReading) noteCell(idText string) (sheet.Cell, bool) {
	if strings.ContainsAny(idText, "0123456789") || s.written[id].Kind == sheet.NoValue || s.written[id].Kind == sheet.Error {
		return sheet.Cell{}, false
	}
	if slices.ContainsFunc(s.answers, func(cell sheet.Cell) bool { return !isEmpty(cell) }) {
		return sheet.Cell{}, false
	}
	if s.roster && filled(s.cells[name]) && filled(s.cells[school]) {
		return sheet.Cell{}, false // somebody whose number is missing
	}
	for _, cell := range append(s.written[:], s.rest...) {
		if !isEmpty(cell) && !isNumber(cell) {
			return s.withName(cell), true
		}
	}
	return sheet.Cell{}, true
}

// withName is the text that a note is shown by, with the name where one
// stands in the row: it may be a person after all. The county and the school
// that a template fills in say nothing.
func (s *sheetReading) withName(first sheet.Cell) sheet.Cell {
	who := s.written[name]
	switch {
	case isEmpty(who) || who.Kind != sheet.Text || isPicture(who) || first.Column == who.Column:
	case first.Column == s.fields[school], first.Column == s.fields[county] && s.counties.find(first.Text) >= 0:
		return who
	default:
		first.Text += " " + who.Text
	}
	return first
}

func (s *sheetReading) anyAnswerStands() bool {
	for i, cell := range s.answers {
		if s.all.stand(i, cell) {
			return true
		}
	}
	return false
}

// again is how far a row under the header is a header itself.
type again struct {
	// own are the cells that repeat their column's header, moved those that
	// bear another column's, strange those that say who somebody is or answer
	// something.
	own, moved, strange int
	idToo               bool
	cell                sheet.Cell
}

// point keeps the first cell that shows it.
func (a *again) point(cell sheet.Cell) {
	if a.cell.Column == 0 {
		a.cell = cell
	}
}

// same reports the header repeated, as printed lists do on every page, or the
// lower row of a heading of two.
func (a again) same() bool {
	return a.moved == 0 && a.strange == 0 && (a.idToo || a.own >= fewestIndicators)
}

// other reports another header: what follows is in other columns.
func (a again) other() bool { return !a.same() && a.own+a.moved >= fewestIndicators }

func (s *sheetReading) headerAgain() again {
	var a again
	judge := func(cell sheet.Cell, own target, strange bool) {
		if isEmpty(cell) {
			return
		}
		t := s.headers.match(cell.Text)
		switch {
		case t.kind == own.kind && t.index == own.index:
			a.own++
			a.point(cell)
		case t.kind == fieldTarget || t.kind == indicatorTarget:
			a.moved++
			a.point(cell)
		case strange:
			a.strange++
		}
	}
	judge(s.written[id], target{kind: fieldTarget, index: int(id)}, true)
	for f, cell := range s.written {
		if field(f) != id {
			judge(cell, target{kind: fieldTarget, index: f}, true)
		}
	}
	a.idToo = !isEmpty(s.written[id]) && a.own > 0 && s.headers.match(s.written[id].Text).index == int(id)
	for i, cell := range s.answers {
		judge(cell, target{kind: indicatorTarget, index: i}, s.all.stand(i, cell))
	}
	for _, cell := range s.rest {
		if t := s.headers.match(cell.Text); t.kind == fieldTarget || t.kind == indicatorTarget {
			a.moved++
			a.point(cell)
		}
	}
	return a
}

// blockBelow holds back everyone under a second header whose columns differ:
// read by the first one, their answers would stand in the wrong places.
func (s *sheetReading) blockBelow(row int) {
	s.find(finding.ColumnMismatch, s.at(row, 0), "", finding.Words{
		"message": "第 " + itoa(row) + " 行又是一行表头，列与第 " + itoa(s.headerRow) + " 行的表头不一样",
		"hint":    "请把这一段移到另一张工作表，或改成与第 " + itoa(s.headerRow) + " 行相同的列；这一行以下的人都未评分",
	})
	s.blocking = append(slices.Clone(s.blocking), s.report.Findings[len(s.report.Findings)-1])
}

// mostSkips bounds the skipped rows of one kind that are named one by one; the
// others are counted together, for something was filled down the sheet.
const mostSkips = 500

// skips counts the skipped rows of a sheet by their codes.
type skips map[finding.Code]*skipRun

type skipRun struct{ count, first, last int }

// note counts a row, and says whether it is to be named.
func (k skips) note(code finding.Code, row int) bool {
	run := k[code]
	if run == nil {
		run = &skipRun{}
		k[code] = run
	}
	if run.count++; run.count <= mostSkips {
		return true
	}
	if run.count == mostSkips+1 {
		run.first = row
	}
	run.last = row
	return false
}

// report names the rest of the skipped rows together.
func (k skips) report(s *sheetReading) {
	for _, code := range []finding.Code{finding.TotalsRow, finding.NoteRow} {
		run := k[code]
		if run == nil || run.count <= mostSkips {
			continue
		}
		s.find(code, s.at(run.first, 0), "", finding.Words{
			"row":     itoa(run.first),
			"message": fmt.Sprintf("第 %d 至 %d 行另有 %d 行没有身份证件号码，也没有任何填报，同样跳过", run.first, run.last, run.count-mostSkips),
			"hint":    "多余的行请整行删去；如果是教育从业人员，请补填身份证件号码和各项填报",
		})
	}
}
