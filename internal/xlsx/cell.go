package xlsx

import (
	"bytes"

	"credit/internal/points"
	"credit/internal/sheet"
)

// rawCell is a cell as it stands in the part.
type rawCell struct {
	kind             string // the attribute t
	style            int
	formula          bool
	hasValue, inline bool
}

// readCell reads the cell that was just opened and adds it to the row.
func (s *sheetPass) readCell() error {
	switch {
	case !s.current.main || s.current.local != "c" && s.current.local != "extLst":
		return s.fail("行中有不认识的元素 %s", clip(s.current.local, 20))
	case s.current.local == "extLst":
		return nil
	}
	s.cell = rawCell{}
	s.value = s.value[:0]
	if err := s.cellAttributes(); err != nil {
		return err
	}
	if err := s.children(s.eachPiece); err != nil {
		return err
	}
	return s.addCell()
}

func (s *sheetPass) cellAttributes() error {
	column := s.column + 1
	for i := range s.current.attrs {
		a := &s.current.attrs[i]
		if a.Name.Space != "" {
			continue
		}
		ok := true
		switch a.Name.Local {
		case "r":
			var row int
			if row, column, ok = cellRef(a.Value); ok && row != s.row {
				return s.fail("有单元格写的是另一行的位置")
			}
		case "s":
			s.cell.style, ok = digits(a.Value)
		case "t":
			s.cell.kind = a.Value
		case "cm", "vm", "ph", "xmlns":
		default:
			return s.fail("单元格有不认识的属性 %s", clip(a.Name.Local, 20))
		}
		if !ok {
			return s.fail("单元格的属性 %s 无法识别", a.Name.Local)
		}
	}
	switch {
	case column <= s.column:
		return s.fail("单元格次序混乱")
	case column > s.limits.Columns:
		return s.fail("列号超过 %d", s.limits.Columns)
	}
	s.column = column
	if !s.book.styles.valid(s.cell.style) {
		return s.failCell("引用了不存在的格式")
	}
	return nil
}

// failCell names the column as well.
func (s *sheetPass) failCell(reason string) error {
	return s.fail("%s 列的单元格%s", sheet.ColumnName(s.column), reason)
}

// piece reads a child of a cell: its formula, its value or its inline text.
func (s *sheetPass) piece() (err error) {
	c := &s.cell
	if !s.current.main {
		return s.failCell("中有不认识的元素")
	}
	switch s.current.local {
	case "f":
		if c.formula || c.hasValue || c.inline {
			return s.failCell("内容的次序混乱")
		}
		c.formula = true
	case "v":
		if c.hasValue || c.inline {
			return s.failCell("有两个值")
		}
		c.hasValue = true
		s.value, err = s.characters(s.value)
	case "is":
		if c.hasValue || c.inline {
			return s.failCell("有两个值")
		}
		c.inline = true
		s.value, err = s.richText(s.value)
	case "extLst":
	default:
		return s.failCell("中有不认识的元素")
	}
	return err
}

// addCell turns what was read into a cell; a blank one is left out.
func (s *sheetPass) addCell() error {
	format := s.book.styles.of(s.cell.style)
	c := sheet.Cell{
		Column:  s.column,
		Formula: s.cell.formula,
		Percent: format.percent,
		Date:    format.date || s.cell.kind == "d",
	}
	if s.cell.inline != (s.cell.kind == "inlineStr") && (s.cell.inline || s.cell.hasValue) {
		return s.failCell("的值与类型不符")
	}
	if err := s.resolve(&c); err != nil {
		return err
	}
	if c.Kind != sheet.Blank {
		s.cells = append(s.cells, c)
	}
	return nil
}

func (s *sheetPass) resolve(c *sheet.Cell) error {
	switch s.cell.kind {
	case "", "n":
		return s.numberCell(c)
	case "s":
		return s.sharedCell(c)
	case "str", "inlineStr":
		if s.cell.kind == "str" {
			s.value = plainText(s.value)
		}
		return s.textCell(c)
	case "d":
		return s.valueCell(c, sheet.Text)
	case "e":
		return s.valueCell(c, sheet.Error)
	case "b":
		return s.boolCell(c)
	}
	return s.failCell("的类型无法识别")
}

// unsaved settles a cell whose value is missing: a formula's result was
// never saved, anything else is blank.
func (s *sheetPass) unsaved(c *sheet.Cell) bool {
	if s.cell.hasValue && len(s.value) > 0 {
		return false
	}
	if s.cell.formula {
		c.Kind = sheet.NoValue
	}
	return true
}

func (s *sheetPass) numberCell(c *sheet.Cell) error {
	if s.unsaved(c) {
		return nil
	}
	text := string(bytes.Trim(s.value, " \t\r\n"))
	if _, ok := points.ParseDecimal(text); !ok {
		return s.failCell("应是数字，却不是")
	}
	c.Kind, c.Text = sheet.Number, text
	return s.weigh(len(text))
}

func (s *sheetPass) sharedCell(c *sheet.Cell) error {
	if !s.cell.hasValue {
		s.unsaved(c)
		return nil
	}
	i, ok := digits(string(bytes.Trim(s.value, " \t\r\n")))
	switch {
	case !ok:
		return s.failCell("的文字编号无法识别")
	case s.book.stringsPart == "":
		return s.failCell("引用了文字表，文件里却没有文字表")
	case i >= s.book.texts.count:
		return s.failCell("引用的文字不存在")
	}
	if c.Text = s.book.texts.at(i); c.Text != "" {
		c.Kind, c.Shared = sheet.Text, int32(i)+1
	}
	return nil
}

// textCell is a text of its own: an empty one is blank, also as the result of
// a formula; a formula without any is not saved.
func (s *sheetPass) textCell(c *sheet.Cell) error {
	switch {
	case len(s.value) > 0:
		return s.valueCell(c, sheet.Text)
	case s.cell.formula && !s.cell.hasValue && !s.cell.inline:
		c.Kind = sheet.NoValue
	}
	return nil
}

func (s *sheetPass) valueCell(c *sheet.Cell, kind sheet.Kind) error {
	if len(s.value) == 0 {
		s.unsaved(c)
		return nil
	}
	if tooLong(s.value, s.limits.CellText) {
		return s.tooLong()
	}
	c.Kind, c.Text = kind, string(s.value)
	return s.weigh(len(s.value))
}

func (s *sheetPass) boolCell(c *sheet.Cell) error {
	if s.unsaved(c) {
		return nil
	}
	switch string(bytes.Trim(s.value, " \t\r\n")) {
	case "1":
		c.Kind, c.Text = sheet.Bool, "TRUE"
	case "0":
		c.Kind, c.Text = sheet.Bool, "FALSE"
	default:
		return s.failCell("应是 TRUE 或 FALSE，却不是")
	}
	return nil
}

// weigh bounds the texts that one row holds.
func (s *sheetPass) weigh(n int) error {
	if s.rowBytes += n; s.rowBytes > s.limits.RowText {
		return tooLarge("%s：一行的文字超过 %d MiB", s.where(), mebibytes(int64(s.limits.RowText)))
	}
	return nil
}
