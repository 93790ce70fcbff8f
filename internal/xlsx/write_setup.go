package xlsx

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"credit/internal/points"
	"credit/internal/sheet"

	"github.com/xuri/excelize/v2"
)

// setUp gives the sheet everything but its rows. It runs when all rows are
// known, so that every range ends where the table ends.
func (s *sheetWriter) setUp(m *maker, p paper) error {
	// The order matters: AutoFilter forgets the sheet's other properties.
	steps := []func(*excelize.File) error{
		s.setFilter, s.setMerges, s.setDimension, s.setView, s.setPanes,
		s.setProperties, func(file *excelize.File) error { return s.setPrint(file, p) }, s.setIgnored, s.setChart,
		func(*excelize.File) error { return s.setHighlights(m) }, s.setPageBreaks, s.setInputs,
	}
	for _, step := range steps {
		if err := step(m.file); err != nil {
			return err
		}
	}
	return nil
}

// area is a range of columns (0 is the first) from row top to the last row
// that is written or prepared.
func (s *sheetWriter) area(from, to, top int) string {
	return sheet.CellName(top, from+1) + ":" + sheet.CellName(max(top, s.row, s.data+s.layout.Reach), to+1)
}

func (s *sheetWriter) last() int { return len(s.columns) - 1 }

func (s *sheetWriter) setFilter(file *excelize.File) error {
	if !s.layout.Filter || s.header == 0 {
		return nil
	}
	return file.AutoFilter(s.layout.Name, s.area(0, s.last(), s.header), nil)
}

func (s *sheetWriter) setMerges(file *excelize.File) error {
	for row := range s.layout.Heading {
		if err := s.merge(file, row+1, 0, s.last()); err != nil {
			return err
		}
	}
	for _, b := range s.bands {
		for _, run := range b.runs {
			if b.name(s.layout.Columns[run.First]) == "" {
				continue
			}
			if err := s.merge(file, b.row, run.First, run.Last); err != nil {
				return err
			}
		}
	}
	for _, m := range s.merges {
		if err := s.merge(file, m.Top, m.Left-1, m.Right-1); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheetWriter) merge(file *excelize.File, row, from, to int) error {
	if from == to {
		return nil
	}
	return file.MergeCell(s.layout.Name, sheet.CellName(row, from+1), sheet.CellName(row, to+1))
}

// setDimension says where the sheet ends. A chart is anchored by widths that
// excelize knows, so a sheet with one has them from excelize.
func (s *sheetWriter) setDimension(file *excelize.File) error {
	if s.layout.Chart != nil {
		for i, c := range s.layout.Columns {
			name := sheet.ColumnName(i + 1)
			if err := file.SetColWidth(s.layout.Name, name, name, shownWidth(c)); err != nil {
				return err
			}
		}
	}
	bottom := sheet.CellName(max(1, s.row), s.last()+1)
	return file.SetSheetDimension(s.layout.Name, "A1:"+bottom)
}

func (s *sheetWriter) setView(file *excelize.File) error {
	grid, zoom := !s.layout.Plain, 100.0
	if s.width() > 240 {
		zoom = 85
	}
	err := file.SetSheetView(s.layout.Name, 0, &excelize.ViewOptions{ShowGridLines: &grid, ZoomScale: &zoom})
	if err != nil || !s.layout.Hidden {
		return err
	}
	return file.SetSheetVisible(s.layout.Name, false)
}

// setPanes keeps the header and the first columns in view, and puts the
// cursor into A1.
func (s *sheetWriter) setPanes(file *excelize.File) error {
	columns, rows := min(s.layout.FreezeColumns, s.last()), s.header
	if columns <= 0 && rows == 0 {
		return nil
	}
	columns = max(0, columns)
	pane := "bottomRight"
	switch {
	case columns == 0:
		pane = "bottomLeft"
	case rows == 0:
		pane = "topRight"
	}
	return file.SetPanes(s.layout.Name, &excelize.Panes{
		Freeze:      true,
		XSplit:      columns,
		YSplit:      rows,
		TopLeftCell: sheet.CellName(rows+1, columns+1),
		ActivePane:  pane,
		Selection:   []excelize.Selection{{Pane: pane, ActiveCell: "A1", SQRef: "A1"}},
	})
}

func (s *sheetWriter) setProperties(file *excelize.File) error {
	yes, fit, height := true, !s.isPaged(), lineHeight+rowSpace
	o := &excelize.SheetPropsOptions{FitToPage: &fit, DefaultRowHeight: &height, CustomHeight: &yes}
	if s.layout.Tab != "" {
		opaque := "FF" + s.layout.Tab
		o.TabColorRGB = &opaque
	}
	return file.SetSheetProps(s.layout.Name, o)
}

// setHighlights makes each highlight a rule of its own: it follows its row
// when somebody sorts the table or corrects a value.
func (s *sheetWriter) setHighlights(m *maker) error {
	for _, h := range s.layout.Highlights {
		if h.Column < 0 || h.Column > s.last() || h.From < 0 || h.From > h.To || h.To > s.last() {
			return fmt.Errorf("a highlight of columns %d to %d by %d is outside the sheet", h.From, h.To, h.Column)
		}
		id, err := m.highlight(h)
		if err != nil {
			return err
		}
		rule := excelize.ConditionalFormatOptions{
			Type: "formula", Criteria: s.condition(h), Format: &id, StopIfTrue: true,
		}
		area := s.area(h.From, h.To, s.data+1)
		if err := m.file.SetConditionalFormat(s.layout.Name, area, []excelize.ConditionalFormatOptions{rule}); err != nil {
			return err
		}
	}
	return nil
}

// condition is a highlight as a formula that every office program knows.
func (s *sheetWriter) condition(h sheet.Highlight) string {
	cell := "$" + sheet.CellName(s.data+1, h.Column+1)
	switch {
	case h.Formula != "":
		return h.Formula
	case h.Equals != "":
		if _, ok := points.ParseDecimal(h.Equals); ok && s.layout.Columns[h.Column].Style.IsNumber() {
			return cell + "=" + h.Equals
		}
		return cell + `="` + strings.ReplaceAll(h.Equals, `"`, `""`) + `"`
	case h.NotEmpty:
		return "LEN(" + cell + ")>0"
	case h.LessThan != nil:
		return "AND(ISNUMBER(" + cell + ")," + cell + "<" + h.LessThan.String() + ")"
	case h.Greatest:
		own, row := sheet.CellName(s.data+1, h.From+1), "$"+sheet.CellName(s.data+1, h.From+1)+":$"+sheet.CellName(s.data+1, h.To+1)
		return "AND(ISNUMBER(" + own + ")," + own + ">0," + own + "=MAX(" + row + "))"
	}
	return "TRUE"
}

// setIgnored keeps the green corner off columns whose numbers are meant to be
// text and, where sums stand beside what they leave out, off the sums.
func (s *sheetWriter) setIgnored(file *excelize.File) error {
	var texts, sums []string
	for i, c := range s.layout.Columns {
		switch area := s.area(i, i, s.data+1); {
		case !c.Style.IsNumber():
			texts = append(texts, area)
		case s.layout.Reach > 0:
			sums = append(sums, area)
		}
	}
	ignore := func(areas []string, kind excelize.IgnoredErrorsType) error {
		if len(areas) == 0 {
			return nil
		}
		return file.AddIgnoredErrors(s.layout.Name, strings.Join(areas, " "), kind)
	}
	return errors.Join(ignore(texts, excelize.IgnoredErrorsNumberStoredAsText), ignore(sums, excelize.IgnoredErrorsFormulaRange))
}

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func fixedRef(name string, row, column int) string {
	return quoteSheet(name) + "!$" + sheet.ColumnName(column+1) + "$" + strconv.Itoa(row)
}
