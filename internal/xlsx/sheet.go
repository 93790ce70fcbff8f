package xlsx

import (
	"cmp"
	"slices"

	"credit/internal/sheet"
)

// sheetPass reads a worksheet part once, from its first byte to its last.
type sheetPass struct {
	*parser
	book  *Workbook
	sheet *worksheet
	// part is what is read; nil where its content was inflated before.
	part  *part
	begin func(sheet.Info) error
	emit  func(sheet.Row) error
	// scanner is nil where every row goes the slow way.
	scanner *scanner

	// collect says that this pass finds the merged ranges; otherwise merges
	// holds them already and they are compared.
	collect bool
	merges  []sheet.Range
	merged  int

	// noted says that the sheet has inputs, or may have some.
	noted bool
	// rows is how many were read, scanned how many of them by the scanner.
	rows, scanned int

	hidden   []sheet.Span
	seenData bool
	seenEnd  bool // the merged ranges were seen

	cells    []sheet.Cell
	cell     rawCell
	column   int
	rowBytes int
	value    []byte
	// The steps as values, made once and not for every row.
	eachCell, eachPiece func() error
}

// newPass is a pass over a worksheet part. content is all of it where it was
// inflated already.
func (w *Workbook) newPass(s *worksheet, content []byte) (*sheetPass, error) {
	pass := &sheetPass{book: w, sheet: s, merges: s.merges}
	pass.eachCell, pass.eachPiece = pass.readCell, pass.piece
	place := "工作表「" + s.name + "」"
	if content != nil {
		pass.parser = parserOf(heldSource(content, w.limits.Token), w.limits, place, sheetSpace, strictSheet)
		return pass, nil
	}
	part, err := w.archive.openLong(s.part, w.limits.Worksheet)
	if err != nil {
		return nil, inSheet(s, err)
	}
	pass.part, pass.parser = part, newParser(part, part.entry.inflated, w.limits, place, sheetSpace, strictSheet)
	return pass, nil
}

// damage reads on to the end of the part, whatever ended the pass, and tells
// of damage, which comes before all that was found in what is damaged.
func (s *sheetPass) damage() error {
	if err := toEnd(s.part); err != nil {
		return inSheet(s.sheet, err)
	}
	return nil
}

// run reads the part; what comes before the rows, the rows, what comes after.
func (s *sheetPass) run() error {
	defer func() { s.scanner.release() }()
	if err := s.root("worksheet"); err != nil {
		return err
	}
	if err := s.children(s.section); err != nil {
		return err
	}
	if !s.seenData {
		return s.fail("没有数据区 sheetData")
	}
	if !s.collect && s.merged != len(s.merges) {
		return s.fail("合并单元格前后两次读取不一致")
	}
	return s.finish()
}

func (s *sheetPass) section() error {
	if !s.current.main {
		return nil
	}
	switch s.current.local {
	case "row", "c", "v", "is", "f":
		return s.fail("数据区之外有 %s", s.current.local)
	case "cols":
		if s.seenData {
			return s.fail("列的说明出现在数据之后")
		}
		return s.children(s.col)
	case "sheetData":
		if s.seenData {
			return s.fail("有两个数据区 sheetData")
		}
		s.seenData = true
		return s.data()
	case "mergeCells":
		if !s.seenData || s.seenEnd {
			return s.fail("合并单元格的说明位置不对")
		}
		s.seenEnd = true
		return s.children(s.mergeCell)
	case "dataValidations", "extLst":
		s.noted = true
	}
	return nil
}

// col notes hidden columns.
func (s *sheetPass) col() error {
	if !s.is("col") {
		return s.fail("列的说明中有不认识的元素 %s", clip(s.current.local, 20))
	}
	first, ok1 := s.number("min", 0)
	last, ok2 := s.number("max", 0)
	hidden, ok3 := s.truth("hidden")
	if !ok1 || !ok2 || !ok3 || first < 1 || last < first {
		return s.fail("列的说明无法识别")
	}
	if width, found := s.attr("width"); found && isZero(width) {
		hidden = true
	}
	if last = min(last, s.limits.Columns); !hidden || first > last {
		return nil
	}
	if len(s.hidden) >= s.limits.Columns {
		return s.fail("列的说明超过 %d 条", s.limits.Columns)
	}
	s.hidden = append(s.hidden, sheet.Span{First: first, Last: last})
	return nil
}

// info is what begin is told, with hidden columns sorted and joined.
func (s *sheetPass) info() sheet.Info {
	slices.SortFunc(s.hidden, func(x, y sheet.Span) int { return cmp.Compare(x.First, y.First) })
	joined := s.hidden[:0]
	for _, span := range s.hidden {
		if n := len(joined); n > 0 && span.First <= joined[n-1].Last+1 {
			joined[n-1].Last = max(joined[n-1].Last, span.Last)
			continue
		}
		joined = append(joined, span)
	}
	return sheet.Info{
		Name:          s.sheet.name,
		Hidden:        s.sheet.hidden,
		HiddenColumns: joined,
		Merges:        slices.Clone(s.merges),
		From1904:      s.book.from1904,
		Inputs:        slices.Clone(s.sheet.inputs),
	}
}

// data reads the rows.
func (s *sheetPass) data() error {
	if s.begin != nil {
		if err := s.begin(s.info()); err != nil {
			return err
		}
	}
	s.startScanner()
	last := 0
	var err error
	if s.in.opened() {
		last, err = s.scanRows(last)
	}
	for err == nil {
		var e event
		if e, err = s.next(); err != nil {
			return err
		}
		switch e {
		case endEvent:
			s.row = 0
			return nil
		case textEvent:
			if !blank(s.text) {
				return s.fail("行与行之间有不该出现的文字")
			}
		case startEvent:
			if last, err = s.readRow(last); err != nil {
				return err
			}
			// The row's end was the last that the decoder read, so it holds
			// nothing back; after a text between rows it would.
			last, err = s.scanRows(last)
		}
	}
	return err
}

// readRow reads the row that was just opened and returns its number.
func (s *sheetPass) readRow(last int) (int, error) {
	if !s.is("row") {
		return 0, s.fail("数据区中有不认识的元素 %s", clip(s.current.local, 20))
	}
	s.row = last + 1
	s.rows++
	hidden, err := s.rowAttributes(last)
	if err != nil {
		return 0, err
	}
	s.cells, s.column, s.rowBytes = s.cells[:0], 0, 0
	if err := s.children(s.eachCell); err != nil {
		return 0, err
	}
	if s.emit != nil && len(s.cells) > 0 {
		err = s.emit(sheet.Row{Number: s.row, Hidden: hidden, Cells: s.cells})
	}
	return s.row, err
}

func (s *sheetPass) rowAttributes(last int) (hidden bool, err error) {
	for i := range s.current.attrs {
		a := &s.current.attrs[i]
		if a.Name.Space != "" {
			continue
		}
		switch a.Name.Local {
		case "r":
			n, ok := digits(a.Value)
			if !ok || n < 1 {
				return false, s.fail("行号无法识别")
			}
			if s.row = n; n <= last {
				return false, s.fail("行的次序混乱（前一行是第 %d 行）", last)
			}
		case "hidden":
			truth, ok := s.truth("hidden")
			if !ok {
				return false, s.fail("行的属性 hidden 无法识别")
			}
			hidden = hidden || truth
		case "ht":
			hidden = hidden || isZero(a.Value)
		case "spans", "s", "customFormat", "customHeight", "outlineLevel", "collapsed",
			"thickTop", "thickBot", "ph", "xmlns":
		default:
			return false, s.fail("行有不认识的属性 %s", clip(a.Name.Local, 20))
		}
	}
	if s.row > s.limits.Rows {
		return false, s.fail("行号超过 %d", s.limits.Rows)
	}
	return hidden, nil
}
