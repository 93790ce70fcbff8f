package submission

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/sheet"
)

// sheetReading is the reading of one sheet, row by row.
type sheetReading struct {
	*fileReading
	order int
	info  sheet.Info
	// covers are the cells that a merge hides: nobody sees what they hold.
	covers *sheet.Covers
	visit  func(*Entry) error
	title  string

	headerRow int // 0 until it is found
	headerEnd int // the last row that a merged header cell reaches
	targets   []target
	texts     []string // the header texts, by column
	excused   []bool   // indicators that a mismatched header accounts for
	doubles   []double
	settled   bool // what the header lacks and doubles was said
	fields    [fieldCount]int
	columns   []int // of the indicators; 0 where there is none
	blocking  []finding.Finding

	carry [2]carried // county, school
	// cells are the row's fields, written those as they stand, without what a
	// merge gives; rest are its cells in columns that are not understood.
	cells, written [fieldCount]sheet.Cell
	answers, rest  []sheet.Cell

	entry  Entry
	rules  *rules         // of the practitioner who is read
	above  map[int]string // texts of merges that reach down to the header
	hidden hiddenRows
	skips  skips
	loose  map[int]bool // unnamed columns reported
	guards *guards
	lost   lostInputs
	people int
}

func newSheetReading(f *fileReading, order int, title string, visit func(*Entry) error) *sheetReading {
	asked := len(f.rubric.Indicators)
	if f.roster {
		asked = 0
	}
	return &sheetReading{
		fileReading: f, order: order, title: title, visit: visit,
		columns: make([]int, asked),
		answers: make([]sheet.Cell, asked),
		loose:   map[int]bool{},
		skips:   skips{},
		above:   map[int]string{},
		guards:  newGuards(f.rubric),
		entry:   Entry{Answers: make([]Answer, asked), Review: &f.report.Review},
	}
}

func (s *sheetReading) at(row, column int) finding.Place {
	return finding.Place{
		File: s.file.Name, FileOrder: s.file.Order, Sheet: s.title, SheetOrder: s.order, Row: row, Column: column,
	}
}

func (s *sheetReading) begin(info sheet.Info) error {
	s.info, s.covers = info, sheet.NewCovers(info.Merges)
	return nil
}

func (s *sheetReading) row(row sheet.Row) error {
	if len(s.info.Merges) > 0 {
		row.Cells = slices.DeleteFunc(row.Cells, func(cell sheet.Cell) bool { return s.covers.Hides(row.Number, cell.Column) })
	}
	if s.headerRow == 0 {
		if row.Number <= headerRows {
			s.tryHeader(row)
		}
		return nil
	}
	return s.dataRow(row)
}

// end finishes the sheet: what can be said only of all its rows.
func (s *sheetReading) end() {
	if s.headerRow == 0 {
		return
	}
	s.settle(sheet.Row{})
	s.hidden.report(s)
	s.skips.report(s)
	if !s.roster {
		s.guards.report(s)
		s.lost.report(s)
	}
	if s.people == 0 {
		s.find(finding.NoPractitioner, s.at(s.headerRow, 0), "", nil)
	}
}

// tryHeader takes the row as the header row if it is one. A cell that a
// merge covers from above counts as the merge's text.
func (s *sheetReading) tryHeader(row sheet.Row) {
	texts := s.withMerged(row)
	targets, isHeader := s.headerTargets(texts)
	if !isHeader {
		s.rememberAbove(row)
		return
	}
	s.headerRow, s.targets, s.texts = row.Number, targets, texts
	for _, merge := range s.info.Merges {
		if merge.Top <= row.Number && merge.Bottom > row.Number && merge.Left < len(targets) && targets[merge.Left].isRead() {
			s.headerEnd = max(s.headerEnd, merge.Bottom)
		}
	}
	s.report.DataSheets++
	s.blocking = append(s.blocking, s.fileReading.blocking...)
	s.claimColumns()
	s.report.Columns = append(s.report.Columns, s.sheetColumns())
	s.checkHidden()
	s.lost.setUp(s)
	s.carry[county].setUp(s.info.Merges, s.fields[county])
	s.carry[school].setUp(s.info.Merges, s.fields[school])
}

// headerTargets is what each column would hold under such a header, and
// whether it is one.
func (s *sheetReading) headerTargets(texts []string) (targets []target, isHeader bool) {
	targets = make([]target, len(texts))
	var fieldsSeen, indicatorsSeen int
	for column, text := range texts {
		t := s.headers.match(text)
		switch {
		case isPreview(text):
			t = target{kind: ignoredTarget}
		case t.kind == fieldTarget:
			fieldsSeen++
		case s.roster:
			t = target{kind: ignoredTarget}
		case t.kind == indicatorTarget, t.kind == mismatchTarget:
			indicatorsSeen++
		}
		targets[column] = t
	}
	if s.roster {
		return targets, isRosterHeader(targets)
	}
	return targets, fieldsSeen >= fewestFields && indicatorsSeen >= fewestIndicators
}

// rememberAbove keeps the texts of merges that reach down from a row above
// the header row.
func (s *sheetReading) rememberAbove(row sheet.Row) {
	for i, merge := range s.info.Merges {
		if merge.Top == row.Number && merge.Bottom > merge.Top {
			s.above[i] = cellAt(row, merge.Left).Text
		}
	}
}

// withMerged are the row's texts by column, those of merges from above
// included.
func (s *sheetReading) withMerged(row sheet.Row) []string {
	width := 1
	for _, cell := range row.Cells {
		width = max(width, cell.Column+1)
	}
	for i, merge := range s.info.Merges {
		if s.reaches(i, row.Number) {
			width = max(width, merge.Left+1)
		}
	}
	texts := make([]string, width)
	for i, merge := range s.info.Merges {
		if s.reaches(i, row.Number) {
			texts[merge.Left] = s.above[i]
		}
	}
	for _, cell := range row.Cells {
		switch cell.Kind {
		case sheet.Text:
			texts[cell.Column] = cell.Text
		case sheet.Number:
			texts[cell.Column] = readEntry(cell).given
		}
	}
	return texts
}

func (s *sheetReading) reaches(merge, row int) bool {
	m := s.info.Merges[merge]
	return s.above[merge] != "" && m.Top < row && row <= m.Bottom
}

// checkHidden reports a hidden data sheet and hidden columns that are read.
func (s *sheetReading) checkHidden() {
	if s.info.Hidden {
		s.find(finding.HiddenData, s.at(0, 0), s.title, finding.Words{"what": "工作表“" + shownValue(s.title) + "”"})
	}
	var names []string
	for _, span := range s.info.HiddenColumns {
		for column := span.First; column <= span.Last && column < len(s.targets); column++ {
			if s.targets[column].isRead() {
				names = append(names, sheet.ColumnName(column)+" 列“"+shownValue(s.texts[column])+"”")
			}
		}
	}
	if len(names) > 0 {
		s.find(finding.HiddenData, s.at(s.headerRow, 0), strings.Join(names, "、"), finding.Words{"what": shorten(names, "、")})
	}
}

// hiddenRows are the hidden rows of a sheet that hold practitioners.
type hiddenRows struct {
	first, count int
	spans        []sheet.Span
}

// rememberedSpans bounds how many hidden runs are listed.
const rememberedSpans = 20

func (h *hiddenRows) note(row int) {
	if h.count == 0 {
		h.first = row
	}
	h.count++
	if last := len(h.spans) - 1; last >= 0 && h.spans[last].Last == row-1 {
		h.spans[last].Last = row
	} else if len(h.spans) < rememberedSpans {
		h.spans = append(h.spans, sheet.Span{First: row, Last: row})
	}
}

func (h *hiddenRows) report(s *sheetReading) {
	if h.count == 0 {
		return
	}
	var names []string
	for _, span := range h.spans {
		if span.First == span.Last {
			names = append(names, strconv.Itoa(span.First))
		} else {
			names = append(names, fmt.Sprintf("%d–%d", span.First, span.Last))
		}
	}
	rows := strings.Join(names, "、")
	s.find(finding.HiddenData, s.at(h.first, 0), rows,
		finding.Words{"what": fmt.Sprintf("第 %s 行（共 %d 行）", shorten(names, "、"), h.count)})
}

// shorten joins names, leaving out the middle of a long list.
func shorten(names []string, separator string) string {
	const most = 6
	if len(names) <= most {
		return strings.Join(names, separator)
	}
	return strings.Join(names[:most], separator) + fmt.Sprintf("等 %d 处", len(names))
}

// value of a cell as a finding shows it: trimmed, ID numbers masked, not
// endless.
func shownValue(text string) string {
	const longest = 100
	text = practitioner.MaskWithin(fold.Line(text))
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}
