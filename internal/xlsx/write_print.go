package xlsx

import (
	"fmt"
	"math"
	"strings"

	"credit/internal/sheet"

	"github.com/xuri/excelize/v2"
)

const paperA4 = 9

// How many characters go on a printed page that can still be read: a wider
// sheet is printed on several pages side by side.
const (
	landscapeWidth = 280
	portraitWidth  = 190
)

// onePageRows is how many rows a sheet with a chart may have to be printed on
// one page, the chart whole.
const onePageRows = 60

// charactersAcross is how many characters an A4 page takes across at full
// size, charactersUpright upright; a page that is scaled down takes more.
const (
	charactersAcross  = 100
	charactersUpright = 70
)

// paper is what stands at the head and the foot of every printed page.
type paper struct{ head, foot string }

// setPrint makes pages of A4 that are as wide as the sheet, with the header on
// each of them and their number at the foot.
func (s *sheetWriter) setPrint(file *excelize.File, p paper) error {
	size, orientation, high := paperA4, "landscape", 0
	wide := int(math.Ceil(s.printWidth() / landscapeWidth))
	if s.layout.OnePage || s.layout.Chart != nil && s.row <= onePageRows {
		high = 1
	}
	if s.layout.Portrait {
		orientation, wide = "portrait", int(math.Ceil(s.printWidth()/portraitWidth))
	}
	layout := &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}
	if s.isPaged() {
		room := float64(charactersAcross)
		if s.layout.Portrait {
			room = charactersUpright
		}
		scale := uint(min(100, 100*room/s.widestPage()))
		layout = &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, AdjustTo: &scale}
	}
	if err := file.SetPageLayout(s.layout.Name, layout); err != nil {
		return err
	}
	side, edge, foot, yes := 0.4, 0.6, 0.3, true
	margins := &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &edge, Bottom: &edge, Header: &foot, Footer: &foot, Horizontally: &yes,
	}
	if err := file.SetPageMargins(s.layout.Name, margins); err != nil {
		return err
	}
	if err := file.SetHeaderFooter(s.layout.Name, p.options()); err != nil {
		return err
	}
	if err := s.setPrintArea(file); err != nil {
		return err
	}
	return s.setPrintTitles(file, wide > 1 || s.isPaged())
}

func (p paper) options() *excelize.HeaderFooterOptions {
	o := &excelize.HeaderFooterOptions{OddFooter: "&L&9&A&C&9" + headerText(p.foot) + "&R&9第 &P 页 共 &N 页"}
	if p.head != "" {
		o.OddHeader = "&C&10" + headerText(p.head)
	}
	return o
}

// headerText keeps a text from being taken for codes of the header: an & is
// doubled, and a digit at its start would join the size before it.
func headerText(text string) string {
	text = strings.ReplaceAll(cleanText(text), "&", "&&")
	if text != "" && text[0] >= '0' && text[0] <= '9' {
		text = " " + text
	}
	return text
}

// isPaged reports a sheet that says itself where pages begin; an office
// program that fits a sheet to its pages would not listen.
func (s *sheetWriter) isPaged() bool {
	return s.layout.PageEvery > 0 || len(s.layout.PageStarts) > 0 || len(s.layout.PageRows) > 0
}

// printed are the columns that are printed.
func (s *sheetWriter) printed() []sheet.Column {
	n := len(s.layout.Columns)
	if s.layout.PrintColumns > 0 {
		n = min(n, s.layout.PrintColumns)
	}
	return s.layout.Columns[:n]
}

// printWidth is the width of the columns that are printed.
func (s *sheetWriter) printWidth() float64 { return widthOf(s.printed()) }

func widthOf(columns []sheet.Column) float64 {
	width := 0.0
	for _, c := range columns {
		width += c.Width
	}
	return width
}

// pages are the first columns (0 is the first) of the pages after the first,
// for a sheet that is printed in pages side by side. The columns that follow
// the frozen ones and belong to no group stand on the first page alone.
func (s *sheetWriter) pages() []int {
	if len(s.layout.PageStarts) > 0 {
		return s.layout.PageStarts
	}
	columns := s.printed()
	first := s.layout.FreezeColumns
	for first < len(columns) && columns[first].Group == "" {
		first++
	}
	var starts []int
	for at := first + s.layout.PageEvery; s.layout.PageEvery > 0 && at < len(columns); at += s.layout.PageEvery {
		starts = append(starts, at)
	}
	return starts
}

// widestPage is the width of the widest of the pages side by side.
func (s *sheetWriter) widestPage() float64 {
	columns := s.printed()
	frozen := widthOf(columns[:min(s.layout.FreezeColumns, len(columns))])
	starts := append(s.pages(), len(columns))
	widest := widthOf(columns[:starts[0]])
	for i, start := range starts[:len(starts)-1] {
		widest = max(widest, frozen+widthOf(columns[start:starts[i+1]]))
	}
	return widest
}

func (s *sheetWriter) setPageBreaks(file *excelize.File) error {
	for _, start := range s.pages() {
		if err := file.InsertPageBreak(s.layout.Name, sheet.CellName(1, start+1)); err != nil {
			return err
		}
	}
	for _, row := range s.layout.PageRows {
		if err := file.InsertPageBreak(s.layout.Name, sheet.CellName(row, 1)); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheetWriter) setPrintArea(file *excelize.File) error {
	if s.layout.PrintColumns <= 0 || s.layout.PrintColumns > s.last() {
		return nil
	}
	refers := fmt.Sprintf("%s:$%s$%d", fixedRef(s.layout.Name, 1, 0), sheet.ColumnName(s.layout.PrintColumns), max(1, s.row))
	return file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: refers, Scope: s.layout.Name})
}

func (s *sheetWriter) setPrintTitles(file *excelize.File, columnsToo bool) error {
	if s.header == 0 {
		return nil
	}
	name := quoteSheet(s.layout.Name)
	refers := fmt.Sprintf("%s!$%d:$%d", name, s.top, s.header)
	if n := min(s.layout.FreezeColumns, s.last()); columnsToo && n > 0 {
		refers = fmt.Sprintf("%s!$A:$%s,%s", name, sheet.ColumnName(n), refers)
	}
	return file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: refers, Scope: s.layout.Name})
}
