package main

import (
	"errors"
	"fmt"
	"time"

	"credit/internal/sheet"

	"github.com/xuri/excelize/v2"
)

// book is a workbook being written.
type book struct {
	file   *excelize.File
	styles map[look]int
	// raws are the cells to be patched in, by part and cell.
	raws map[string]map[string]raw
}

// write makes a year's workbook of the tables; the same tables give the same
// bytes.
func write(of int, tables []*table) ([]byte, error) {
	b := &book{file: excelize.NewFile(), styles: map[look]int{}, raws: map[string]map[string]raw{}}
	for i, t := range tables {
		var err error
		if i == 0 {
			err = b.file.SetSheetName("Sheet1", t.name)
		} else {
			_, err = b.file.NewSheet(t.name)
		}
		if err != nil {
			return nil, err
		}
		if err := b.table(i, t); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", t.name, err)
		}
	}
	b.file.SetActiveSheet(1)
	handedIn := time.Date(of, time.December, 20, 0, 0, 0, 0, time.UTC)
	stood := handedIn.Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{
		Title: headingOf(of), Description: fictions, Creator: "credit demo", LastModifiedBy: "credit demo",
		Created: stood, Modified: stood, Language: "zh-CN",
	})
	if err != nil {
		return nil, err
	}
	return b.pack(handedIn)
}

func (b *book) table(i int, t *table) error {
	part := fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)
	b.raws[part] = map[string]raw{}
	if err := b.heading(t); err != nil {
		return err
	}
	row := t.headerRow()
	for _, line := range t.lines {
		row++
		for column, value := range line.cells {
			ref := sheet.CellName(row, column+1)
			if r, isRaw := value.(raw); isRaw {
				b.raws[part][ref] = r
				value = nil
			}
			if err := b.set(t, ref, value, cellLook(t.columns[column].look, value, line)); err != nil {
				return err
			}
		}
		if line.hidden {
			if err := b.file.SetRowVisible(t.name, row, false); err != nil {
				return err
			}
		}
	}
	return errors.Join(b.merge(t), b.finish(t, row))
}

// titleColumns is how many columns a title is merged over: as many as a screen
// shows.
const titleColumns = 12

// heading writes titles, groups and the header row.
func (b *book) heading(t *table) error {
	row := 0
	for i, title := range t.titles {
		row++
		shape := titleLook
		if i > 0 {
			shape = noteLook
		}
		if err := b.span(t, title, shape, row, 0, row, min(len(t.columns), titleColumns)-1); err != nil {
			return err
		}
	}
	header := t.headerRow()
	for _, g := range t.groups {
		if err := b.span(t, g.text, headerLook, row+1+g.level, g.from, row+1+g.level, g.to); err != nil {
			return err
		}
	}
	for i, c := range t.columns {
		top := header
		if len(t.groups) > 0 && c.key[0] != '#' {
			top = row + 1
		}
		if err := b.span(t, c.header, headerLook, top, i, header, i); err != nil {
			return err
		}
	}
	if len(t.columns) == 1 {
		return nil // a sheet of text
	}
	return b.file.SetRowHeight(t.name, header, 64)
}

// span writes a text over a rectangle, merged where it is more than a cell.
func (b *book) span(t *table, value string, shape look, top, left, bottom, right int) error {
	from, to := sheet.CellName(top, left+1), sheet.CellName(bottom, right+1)
	style, err := b.style(shape)
	if err != nil {
		return err
	}
	if value != "" {
		if err := b.file.SetCellStr(t.name, from, value); err != nil {
			return err
		}
	}
	if err := b.file.SetCellStyle(t.name, from, to, style); err != nil || from == to {
		return err
	}
	return b.file.MergeCell(t.name, from, to)
}

func (b *book) set(t *table, ref string, value any, shape look) error {
	style, err := b.style(shape)
	if err != nil {
		return err
	}
	switch v := value.(type) {
	case percent:
		value = float64(v)
	case day:
		value = int(v)
	}
	if value != nil {
		if err := b.file.SetCellValue(t.name, ref, value); err != nil {
			return err
		}
	}
	return b.file.SetCellStyle(t.name, ref, ref, style)
}

// merge merges equal neighbours in the columns that are merged; only the
// first of them keeps its text.
func (b *book) merge(t *table) error {
	first := t.headerRow() + 1
	for _, column := range t.merged {
		for from := 0; from < len(t.people); {
			to := from
			value := t.lines[t.people[from]].cells[column]
			for to+1 < len(t.people) && t.lines[t.people[to+1]].cells[column] == value {
				to++
				if err := b.file.SetCellValue(t.name, sheet.CellName(first+t.people[to], column+1), nil); err != nil {
					return err
				}
			}
			if to > from {
				top, bottom := sheet.CellName(first+t.people[from], column+1), sheet.CellName(first+t.people[to], column+1)
				if err := b.file.MergeCell(t.name, top, bottom); err != nil {
					return err
				}
			}
			from = to + 1
		}
	}
	return nil
}

// finish sets widths, panes, the filter, what is hidden, and the page.
func (b *book) finish(t *table, lastRow int) error {
	f, header := b.file, t.headerRow()
	for i, c := range t.columns {
		name := sheet.ColumnName(i + 1)
		if err := f.SetColWidth(t.name, name, name, c.width); err != nil {
			return err
		}
	}
	for _, key := range t.hiddenColumns {
		if err := f.SetColVisible(t.name, sheet.ColumnName(t.at(key)+1), false); err != nil {
			return err
		}
	}
	if t.filter {
		area := "A" + fmt.Sprint(header) + ":" + sheet.CellName(lastRow, len(t.columns))
		if err := f.AutoFilter(t.name, area, nil); err != nil {
			return err
		}
	}
	if len(t.columns) > 1 {
		panes := &excelize.Panes{Freeze: true, YSplit: header, TopLeftCell: sheet.CellName(header+1, 1), ActivePane: "bottomLeft"}
		if err := f.SetPanes(t.name, panes); err != nil {
			return err
		}
	}
	landscape, a4, wide, tall := "landscape", 9, 2, 0
	fit := true
	return errors.Join(
		f.SetPageLayout(t.name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &wide, FitToHeight: &tall}),
		f.SetSheetProps(t.name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		f.SetSheetVisible(t.name, !t.hidden),
	)
}
