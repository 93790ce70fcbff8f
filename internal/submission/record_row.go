package submission

import (
	"slices"
	"strconv"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/sheet"
)

// checkRecord warns of whatever in a record cannot be read as it should, and
// gives the numbers of the indicators that it backs.
func (s *recordSheet) checkRecord(row int, c *recordCells, isViolation bool) []int {
	place := func(column recordColumn) finding.Place { return s.at(row, s.columns[column]) }
	s.checkRecordID(place(recordID), c)
	if cell := c[recordCategory]; !c.hasCategory() {
		reason := "缺“类别”"
		if filled(cell) {
			reason = "类别“" + shownValue(cell.Text) + "”不在名单上"
		}
		s.badRecord(place(recordCategory), cell.Text, reason, "类别填"+joined(RecordCategories))
	}
	if cell := c[recordLevel]; filled(cell) && !levelKeys[fold.Key(cell.Text)] {
		s.badRecord(place(recordLevel), cell.Text, "认定级别“"+shownValue(cell.Text)+"”不认识", "认定级别填"+joined(RecordLevels))
	}
	if cell := c[recordDate]; filled(cell) {
		if _, ok := dayOf(cell, s.info.From1904); !ok {
			s.badRecord(place(recordDate), cell.Text, "日期“"+shownValue(cell.Text)+"”无法识别", "日期写成“2026-03-02”的样子")
		}
	}
	cell := c[recordIndicator]
	if isEmpty(cell) {
		return nil
	}
	numbers, readable := s.indicatorNumbers(cell)
	if !readable || !isViolation && slices.ContainsFunc(numbers, func(n int) bool { return !slices.Contains(s.rubric.Guards.Honours.Indicators, n) }) {
		s.badRecord(place(recordIndicator), cell.Text, s.wrongIndicator(cell, readable), s.allowedIndicators())
	}
	return numbers
}

func (s *recordSheet) checkRecordID(at finding.Place, c *recordCells) {
	cell := c[recordID]
	merge, covered := s.covers.Over(at.Row, at.Column)
	switch {
	case cell.Kind == sheet.Number:
		s.badRecord(at, practitioner.NewID(cell.Text).String(), "身份证件号码是以数字保存的，末几位已经失真",
			"先把单元格格式设为“文本”，再对照证件重新输入号码")
	case c.hasNumber():
	case isEmpty(cell) && covered:
		s.badRecord(at, "", "身份证件号码在合并单元格 "+merge.Name()+" 里，只算第一行的记录", "取消合并，每条记录都填号码")
	case isEmpty(cell):
		s.badRecord(at, "", "缺“身份证件号码”", "填写这条记录的人的身份证件号码")
	default:
		s.badRecord(at, cell.Text, "“"+shownValue(cell.Text)+"”不是身份证件号码", "填写这条记录的人的身份证件号码")
	}
}

func (s *recordSheet) wrongIndicator(cell sheet.Cell, readable bool) string {
	shown := "指标“" + shownValue(readEntry(cell).given) + "”"
	if readable {
		return shown + "不是可以由记录佐证的指标"
	}
	return shown + "无法识别"
}

func (s *recordSheet) allowedIndicators() string {
	numbers := make([]string, len(s.rubric.Guards.Honours.Indicators))
	for i, n := range s.rubric.Guards.Honours.Indicators {
		numbers[i] = itoa(n)
	}
	return "指标填序号 " + strings.Join(numbers, "、") + " 之一；不填的，各项都可以佐证"
}

// unreadableIndicator backs nothing.
const unreadableIndicator = -1

// indicatorNumbers reads 43, "43", 第43项, 43.教研创新实践 or the name alone, and
// several of them parted by separators; false where one of them is none.
func (f *fileReading) indicatorNumbers(cell sheet.Cell) (numbers []int, readable bool) {
	if n, ok := f.indicatorNumber(cell); ok {
		return []int{n}, true
	}
	if cell.Kind != sheet.Text {
		return []int{unreadableIndicator}, false
	}
	readable = true
	for _, part := range strings.FieldsFunc(cell.Text, isSeparator) {
		if fold.IsBlank(part) {
			continue
		}
		n, ok := f.indicatorNumber(sheet.Cell{Kind: sheet.Text, Text: part})
		readable = readable && ok
		numbers = append(numbers, n)
	}
	if len(numbers) == 0 {
		return []int{unreadableIndicator}, false
	}
	return numbers, readable
}

// indicatorNumber reads one of them.
func (r *Reader) indicatorNumber(cell sheet.Cell) (int, bool) {
	if e := readEntry(cell); e.isNumber {
		n, err := strconv.Atoi(e.text)
		if err != nil || n < 1 || n > len(r.rubric.Indicators) {
			return unreadableIndicator, false
		}
		return n, true
	}
	if t := r.headers.match(cell.Text); t.kind == indicatorTarget {
		return t.index + 1, true
	}
	return unreadableIndicator, false
}
