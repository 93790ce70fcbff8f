package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/sheet"
)

// mark patches all that has to change; own is the index of the list of an
// earlier time, or -1.
func (e *edition) mark(w *Workbook, own int, marks []Mark, list List) error {
	cells, err := w.perSheet(marks, own)
	if err != nil {
		return err
	}
	book, err := e.openBook()
	if err != nil {
		return err
	}
	styles, err := e.openStyles()
	if err != nil {
		return err
	}
	for i, s := range w.sheets {
		if i == own {
			continue
		}
		var left []string
		if cells[i], left = bounded(s.name, cells[i]); len(left) > 0 {
			list.Notes = append(slices.Clone(list.Notes), left...)
		}
		if err := e.markSheet(i, s.part, cells[i], styles); err != nil {
			return err
		}
	}
	if err := e.deselectOthers(book, w); err != nil {
		return err
	}
	if err := e.putList(book, w, own, list, styles); err != nil {
		return err
	}
	e.save(e.main, book.doc)
	return styles.finish()
}

// perSheet sorts the marks by sheet, row and column, one for each cell. A
// cell that a merge hides is marked where the merge shows itself.
func (w *Workbook) perSheet(marks []Mark, own int) ([][]cellMark, error) {
	all := make([][]cellMark, len(w.sheets))
	for _, m := range marks {
		if m.Sheet < 0 || m.Sheet >= len(w.sheets) {
			return nil, fmt.Errorf("mark on sheet %d of %d", m.Sheet, len(w.sheets))
		}
		if m.Row < 1 || m.Column < 1 || m.Row > w.limits.Rows || m.Column > w.limits.Columns || m.Sheet == own {
			continue
		}
		all[m.Sheet] = append(all[m.Sheet], cellMark{m.Row, m.Column, m.Grave, m.Text})
	}
	for i := range all {
		uncover(all[i], w.sheets[i].merges)
		byPlace(all[i])
		all[i] = joined(all[i])
	}
	return all, nil
}

func uncover(marks []cellMark, merges []sheet.Range) {
	if len(merges) > mostMerges {
		return
	}
	for i := range marks {
		m := &marks[i]
		at := slices.IndexFunc(merges, func(r sheet.Range) bool {
			return r.Top <= m.row && m.row <= r.Bottom && r.Left <= m.column && m.column <= r.Right
		})
		if at >= 0 && (m.row != merges[at].Top || m.column != merges[at].Left) {
			m.text = sheet.CellName(m.row, m.column) + "：" + m.text
			m.row, m.column = merges[at].Top, merges[at].Left
		}
	}
}

// joined makes one mark of all the marks of a cell.
func joined(marks []cellMark) []cellMark {
	var list []cellMark
	for _, m := range marks {
		last := len(list) - 1
		if last < 0 || list[last].row != m.row || list[last].column != m.column {
			list = append(list, m)
			continue
		}
		list[last].grave = list[last].grave || m.grave
		list[last].text += "\n" + m.text
	}
	return list
}

// bounded keeps what one sheet can bear and says what it leaves out.
func bounded(name string, marks []cellMark) (kept []cellMark, left []string) {
	if n := len(marks); n > mostColoured {
		left = append(left, fmt.Sprintf("工作表「%s」有 %d 个单元格有问题，只给前 %d 个着色，其余 %d 个只列在下面", name, n, mostColoured, n-mostColoured))
		marks = marks[:mostColoured]
	}
	if n := len(marks); n > mostCommented {
		left = append(left, fmt.Sprintf("工作表「%s」只给前 %d 个单元格加了批注，其余 %d 个只着色", name, mostCommented, n-mostCommented))
	}
	return marks, left
}

// markSheet takes the marks of an earlier time off a sheet, puts the new ones
// on, and makes it a sheet that is not selected.
func (e *edition) markSheet(i int, part string, marks []cellMark, styles *styleBook) error {
	d, err := e.takeApart(part)
	if err != nil {
		return err
	}
	var formats markFormats
	if len(marks) > 0 {
		formats = styles.markFormats()
	}
	d.colour(marks, formats)
	d.deselect()
	commented := slices.Clone(marks[:min(len(marks), mostCommented)])
	for i := range commented {
		commented[i].text = commentText(commented[i].text)
	}
	if err := e.annotate(part, d, i+1, commented); err != nil {
		return err
	}
	e.save(part, d)
	return nil
}

// deselectOthers does the same for sheets that hold no table.
func (e *edition) deselectOthers(book *bookPart, w *Workbook) error {
	for _, t := range book.tabs {
		table := slices.ContainsFunc(w.sheets, func(s *worksheet) bool { return lowerASCII(s.part) == lowerASCII(t.part) })
		if table || t.part == "" || !e.has(t.part) {
			continue
		}
		body, err := e.read(t.part)
		if err != nil {
			return err
		}
		if err := wellFormed(t.part, body, e.archive.limits); err != nil {
			return err
		}
		d, err := takeApart(t.part, body)
		if err != nil {
			return err
		}
		d.deselect()
		e.save(t.part, d)
	}
	return nil
}

// putList writes the list, in the place of the earlier one if there is one.
func (e *edition) putList(book *bookPart, w *Workbook, own int, list List, styles *styleBook) error {
	if !strings.HasPrefix(list.Title, ListMark) {
		list.Title = ListMark + list.Title
	}
	writer := &listWriter{styles: styles, list: list}
	for _, s := range w.sheets {
		writer.tabs = append(writer.tabs, listTab{s.name, s.hidden})
	}
	part, name, position := "", "", 0
	if own >= 0 {
		part, name = w.sheets[own].part, w.sheets[own].name
		position = slices.IndexFunc(book.tabs, func(t tab) bool { return lowerASCII(t.part) == lowerASCII(part) })
		if e.has(relationsOf(part)) {
			e.remove(relationsOf(part)) // nothing of it is named any more
		}
	} else {
		var err error
		part = e.newName(relativeDir(e.main)+"worksheets/sheet", ".xml")
		if name, err = book.addTab(part); err != nil {
			return err
		}
	}
	e.write(part, []byte(writer.listSheet()))
	book.show(position, own >= 0)
	book.nameList(position, name, writer, own >= 0)
	return nil
}
