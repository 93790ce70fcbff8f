package correction

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// field is a column of the list.
type field int

// The columns, in their order.
const (
	caseField field = iota
	nameField
	idField
	indicatorField
	oldField
	newField
	fieldCount
)

// fields are the headers, what else is accepted, by which words another header
// looks like it, and what to write there.
var fields = [fieldCount]struct {
	header string
	also   []string
	stems  []string
	remedy string
}{
	caseField:      {"编号", nil, []string{"编号"}, "请填写台账里这件更正或修复的编号"},
	nameField:      {"姓名", nil, []string{"姓名", "名字"}, "请填写本人姓名，与填报一致"},
	idField:        {"身份证件号码", []string{"身份证号", "身份证号码", "证件号码"}, []string{"身份证", "证件"}, "请对照证件填写号码，单元格格式设为“文本”"},
	indicatorField: {"指标", nil, []string{"指标"}, ""},
	oldField:       {"原填报", nil, []string{"原填", "原来", "原答", "更正前", "改前"}, "请填写填报里原来的答案，或留空"},
	newField:       {"更正为", nil, []string{"更正", "改为", "改正", "改后", "现填"}, ""},
}

const (
	headerWithin  = 20
	fewestHeaders = 3
)

// reading is the reading of one list.
type reading struct {
	*List
	reader *submission.Reader
	covers *sheet.Covers
	header int
	// first are the rows in which an answer was named first.
	first map[string]int
}

// Read reads the list of a workbook, the file of that name. What is wrong with single rows is kept
// for Check; an error is about the workbook as a whole, in Chinese.
func Read(book sheet.Workbook, file string, r *rubric.Rubric) (*List, error) {
	at, err := find(book)
	if err != nil {
		return nil, err
	}
	l := &reading{
		List:   &List{File: file, rubric: r, recall: submission.NewRecall(r), concerns: map[string]bool{}},
		reader: submission.NewReader(r), first: map[string]int{},
	}
	begin := func(info sheet.Info) error {
		l.HiddenSheet, l.covers, l.from1904 = info.Hidden, sheet.NewCovers(info.Merges), info.From1904
		return nil
	}
	if err := book.Read(at, begin, l.row); err != nil {
		return nil, err
	}
	switch {
	case l.header == 0:
		return nil, noHeader()
	case len(l.Changes) == 0:
		return nil, fmt.Errorf("“%s”表里没有一行更正：每行一个人的一项，填写编号、姓名、身份证件号码、指标、更正为；全年同意的都留着，只加不删", SheetName)
	}
	return l.List, nil
}

// find is the place of the sheet.
func find(book sheet.Workbook) (at int, err error) {
	at = -1
	for i, name := range book.Sheets() {
		if key(name) != key(SheetName) {
			continue
		}
		if at >= 0 {
			return 0, fmt.Errorf("有不止一张“%s”表，不知道以哪张为准：请只保留一张", SheetName)
		}
		at = i
	}
	if at < 0 {
		return 0, fmt.Errorf("没有“%s”表：请用办理台账里的这张表，或新建一张，列为编号、姓名、身份证件号码、指标、原填报、更正为", SheetName)
	}
	return at, nil
}

func noHeader() error {
	return fmt.Errorf("“%s”表的前 %d 行里没有表头：要有编号、姓名、身份证件号码、指标、原填报、更正为", SheetName, headerWithin)
}

func (l *reading) row(row sheet.Row) error {
	row.Cells = slices.DeleteFunc(row.Cells, func(cell sheet.Cell) bool { return l.covers.Hides(row.Number, cell.Column) })
	switch {
	case l.header == 0 && row.Number > headerWithin:
		return noHeader()
	case l.header == 0:
		return l.tryHeader(row)
	}
	var cells [fieldCount]sheet.Cell
	filled := 0
	for f, column := range l.columns {
		for _, cell := range row.Cells {
			if column != 0 && cell.Column == column && !isBlank(cell) {
				cells[f] = cell
				filled++
			}
		}
	}
	if filled == 0 {
		return nil
	}
	if row.Hidden {
		l.HiddenRows = append(l.HiddenRows, row.Number)
	}
	l.change(row.Number, &cells, filled)
	return nil
}

func isBlank(cell sheet.Cell) bool {
	return cell.Kind == sheet.Blank || cell.Kind == sheet.Text && fold.IsBlank(cell.Text)
}

// tryHeader takes the row as the header row if it is one.
func (l *reading) tryHeader(row sheet.Row) error {
	var columns [fieldCount]int
	var twice []string
	found := 0
	for _, cell := range row.Cells {
		f := match(cell)
		switch {
		case f == fieldCount:
			continue
		case columns[f] != 0:
			twice = append(twice, fields[f].header)
		default:
			found++
			columns[f] = cell.Column
		}
	}
	if found < fewestHeaders {
		return nil
	}
	l.header, l.columns = row.Number, columns
	var missing []string
	for f, column := range columns {
		if column == 0 && field(f) != oldField {
			missing = append(missing, fields[f].header)
		}
	}
	where := fmt.Sprintf("“%s”表第 %d 行的表头", SheetName, row.Number)
	switch {
	case len(missing) > 0:
		return errors.New(where + "缺少“" + strings.Join(missing, "”“") + "”列：请补上")
	case len(twice) > 0:
		return errors.New(where + "有不止一列“" + strings.Join(twice, "”“") + "”：请只保留一列")
	}
	l.remindOfLookalikes(row)
	return nil
}

// remindOfLookalikes tells of columns that are not read, though somebody may
// take them for those that are: 更正后 beside 更正为.
func (l *reading) remindOfLookalikes(row sheet.Row) {
	for _, cell := range row.Cells {
		if cell.Kind != sheet.Text || match(cell) != fieldCount {
			continue
		}
		header := key(cell.Text)
		for f := range fieldCount {
			if slices.ContainsFunc(fields[f].stems, func(stem string) bool { return strings.Contains(header, stem) }) {
				l.Reminders = append(l.Reminders, fmt.Sprintf("“%s”表 %s 的“%s”列没有读取：读的是“%s”列",
					SheetName, sheet.CellName(row.Number, cell.Column), shown(cell.Text), fields[f].header))
				break
			}
		}
	}
}

// match is the field that a header names, fieldCount for none.
func match(cell sheet.Cell) field {
	for f := range fieldCount {
		for _, form := range append([]string{fields[f].header}, fields[f].also...) {
			if cell.Kind == sheet.Text && key(cell.Text) == key(form) {
				return f
			}
		}
	}
	return fieldCount
}

// change reads one row of the list.
func (l *reading) change(row int, cells *[fieldCount]sheet.Cell, filled int) {
	c := Change{Row: row, Indicator: -1, said: cells[oldField]}
	if filled == 1 && !isBlank(cells[caseField]) {
		l.fault(row, caseField, "这一行只写了编号", "请把这一行填完整，或清空这一行")
		l.Changes = append(l.Changes, c)
		return
	}
	for f := range fieldCount {
		c.known[f] = l.stands(row, f, cells[f])
	}
	if c.known[caseField] {
		c.Case = text(cells[caseField])
	}
	if c.known[nameField] {
		c.Name = text(cells[nameField])
	}
	if c.known[idField] {
		c.ID = practitioner.NewID(cells[idField].Text)
		l.concerns[c.ID.Reveal()] = true
	}
	if c.known[indicatorField] {
		l.readIndicator(&c, cells[indicatorField])
	}
	if c.known[indicatorField] && c.known[newField] {
		l.readNew(&c, cells[newField])
	}
	l.once(&c)
	l.Changes = append(l.Changes, c)
}

// stands reports a field that can be read; what keeps it from that is noted.
func (l *reading) stands(row int, f field, cell sheet.Cell) bool {
	header := fields[f].header
	switch {
	case cell.Kind == sheet.Error:
		l.fault(row, f, "“"+header+"”的单元格显示错误值 "+cell.Text, "请改正公式，或直接填写")
	case cell.Kind == sheet.NoValue:
		l.fault(row, f, "“"+header+"”是公式，但文件里没有保存计算结果", "请用 WPS 或 Excel 打开、重新计算并保存，或直接填写")
	case isBlank(cell):
		return l.mayLack(row, f)
	case f == idField && cell.Kind == sheet.Number:
		l.fault(row, f, "身份证件号码是以数字保存的，末几位已经失真", "请先把单元格格式设为“文本”，再对照证件重新输入号码")
	case f < idField && cell.Date:
		l.fault(row, f, "“"+header+"”被当成了日期", "请先把单元格格式设为“文本”，再重新填写")
	default:
		return true
	}
	return false
}

// mayLack reports a field that may be left blank.
func (l *reading) mayLack(row int, f field) bool {
	if f == oldField {
		return true
	}
	remedy := fields[f].remedy
	switch f {
	case indicatorField:
		remedy = l.indicatorRemedy()
	case newField:
		remedy = "请填写更正后的答案；空白不算更正"
	}
	if merge, covered := l.covers.Over(row, l.columns[f]); covered {
		remedy += "（" + merge.Name() + " 是合并单元格，只算第一行：请取消合并，逐行填写）"
	}
	l.fault(row, f, "“"+fields[f].header+"”没有填写", remedy)
	return false
}

func (l *reading) indicatorRemedy() string {
	first := &l.rubric.Indicators[0]
	return fmt.Sprintf("请填指标的序号（1 至 %d）或名称，例如 1 或“%s”", len(l.rubric.Indicators), first.Label())
}

func (l *reading) readIndicator(c *Change, cell sheet.Cell) {
	i, known := l.reader.IndicatorOf(cell)
	if !known {
		c.known[indicatorField] = false
		l.fault(c.Row, indicatorField, "指标“"+shown(text(cell))+"”不认识", l.indicatorRemedy())
		return
	}
	c.Indicator = i
}

// readNew reads the new answer as a submission's is read. It must stand, and
// leave no doubt of what it means.
func (l *reading) readNew(c *Change, cell sheet.Cell) {
	c.becomes = cell
	answer, f := l.recall.Anybody(c.Indicator, cell, l.from1904)
	remedy := ""
	switch {
	case !answer.Stands:
		remedy = f.Hint()
	case f == nil:
		return
	case f.Code == finding.FractionRate:
		remedy = "请写明百分号，例如 " + f.Words["percent"]
	case f.Code == finding.SeveralAwards:
		remedy = "请只填最高的一项“" + f.Words["counted"] + "”"
	default:
		return
	}
	c.known[newField] = false
	l.fault(c.Row, newField, f.Message(), remedy)
}

// once refuses a second correction of the same answer: nobody could tell which
// of them counts.
func (l *reading) once(c *Change) {
	if !c.known[idField] || !c.known[indicatorField] {
		return
	}
	answer := c.ID.Reveal() + "\n" + strconv.Itoa(c.Indicator)
	first, twice := l.first[answer]
	if !twice {
		l.first[answer] = c.Row
		return
	}
	c.known[newField] = false
	l.fault(c.Row, indicatorField, fmt.Sprintf("同一个人的同一项与第 %d 行重复", first), "请只保留一行，写明最后的答案")
}

func (l *reading) fault(row int, f field, text, remedy string) {
	l.faults = append(l.faults, Fault{row, l.columns[f], text, remedy})
}

// text is what stands in a cell, as a person reads it.
func text(cell sheet.Cell) string {
	if cell.Kind == sheet.Number {
		if d, ok := points.ParseCell(cell.Text); ok {
			return d.String()
		}
	}
	return fold.Line(cell.Text)
}

// shown is a text as a message shows it.
func shown(text string) string {
	const longest = 60
	text = practitioner.MaskWithin(text)
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}
