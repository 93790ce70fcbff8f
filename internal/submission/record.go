package submission

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/sheet"
)

// RecordSheet is the sheet that may list the credit records (article 10).
const RecordSheet = "信用信息"

// violation is the 类别 of a record that is no honour.
const violation = "违规违纪"

// recordColumn is a column of the record sheet that matters here.
type recordColumn int

const (
	recordID recordColumn = iota
	recordName
	recordCategory
	recordLevel
	recordDate
	recordIndicator
	recordColumnCount
)

// recordHeaders are the headers of the record sheet's columns.
var recordHeaders = [recordColumnCount][]string{
	recordID:        {"身份证件号码", "身份证号", "身份证号码", "证件号码"},
	recordName:      {"姓名", "教师姓名"},
	recordCategory:  {"类别"},
	recordLevel:     {"认定级别"},
	recordDate:      {"日期", "认定日期"},
	recordIndicator: {"指标"},
}

// The words of the record sheet, folded.
var (
	recordHeaderKeys = func() map[string]recordColumn {
		keys := map[string]recordColumn{}
		for column, headers := range recordHeaders {
			for _, header := range headers {
				keys[fold.Key(header)] = recordColumn(column)
			}
		}
		return keys
	}()
	categoryKeys = keysOf(RecordCategories)
	levelKeys    = keysOf(RecordLevels, []string{ // and what people write for them
		"国家", "省", "市", "县", "校", "省部级", "部级", "地市级", "区级", "区", "县区级", "区县级", "县市区级", "县（市）区级", "县（区）级", "学校",
	})
)

func keysOf(lists ...[]string) map[string]bool {
	keys := map[string]bool{}
	for _, list := range lists {
		for _, text := range list {
			keys[fold.Key(text)] = true
		}
	}
	return keys
}

// record is what one row of the record sheet says of a practitioner.
type record struct {
	violation bool
	// indicators are the numbers it backs; none backs any of the honours.
	indicators []int
	name       string
	sheet      *recordSheet
	row        int
	told       bool // that the name is another's
}

// records are the credit records of a submission, by ID number.
type records struct {
	rows    int
	byID    map[string][]record
	matched map[string]bool
}

func isRecordSheet(title string) bool { return fold.Key(title) == fold.Key(RecordSheet) }

// readRecords reads the record sheet, if there is one.
func (f *fileReading) readRecords(book sheet.Workbook) (*records, error) {
	all := &records{byID: map[string][]record{}, matched: map[string]bool{}}
	for i, title := range book.Sheets() {
		named := isRecordSheet(title)
		if !named && !strings.Contains(fold.Key(title), fold.Key(RecordSheet)) {
			continue
		}
		r := &recordSheet{fileReading: f, records: all, title: title, order: i, passed: !named}
		if err := book.Read(i, r.begin, r.row); err != nil && !errors.Is(err, errFound) {
			return nil, err
		}
		if named && r.content != 0 {
			f.badRecord(r.at(r.content, 0), "", "工作表“"+shownValue(title)+"”的前 "+itoa(headerRows)+" 行里没有表头，这张表没有读取",
				"表头要有“"+strings.Join(RecordHeaders[:3], "”、“")+"”等列")
		}
	}
	return all, nil
}

// badRecord warns of what cannot be read as it should.
func (f *fileReading) badRecord(at finding.Place, value, reason, remedy string) {
	f.find(finding.BadRecord, at, shownValue(value), finding.Words{"reason": reason, "remedy": remedy})
}

// recordSheet is the reading of a sheet of credit records.
type recordSheet struct {
	*fileReading
	records *records
	title   string
	order   int
	// passed says that the sheet has another name and is not read, only
	// looked at.
	passed  bool
	info    sheet.Info
	covers  *sheet.Covers
	columns *[recordColumnCount]int // nil until the header was found
	// content is the first row that looks like a table though no header stands
	// above it, 0 where there is none.
	content int
}

func (s *recordSheet) at(row, column int) finding.Place {
	return finding.Place{Sheet: s.title, SheetOrder: s.order, Row: row, Column: column}
}

func (s *recordSheet) begin(info sheet.Info) error {
	s.info, s.covers = info, sheet.NewCovers(info.Merges)
	return nil
}

func (s *recordSheet) row(row sheet.Row) error {
	row.Cells = slices.DeleteFunc(row.Cells, func(cell sheet.Cell) bool { return s.covers.Hides(row.Number, cell.Column) })
	if s.columns == nil {
		s.lookForHeader(row)
		return nil
	}
	var cells recordCells
	for column := range cells {
		cells[column] = cellAt(row, s.columns[column])
	}
	switch {
	case recordHeader(sheet.Row{Cells: cells[:]}) != nil: // printed again
	case !cells.isRecord():
	case s.passed:
		s.badRecord(s.at(0, 0), s.title, "工作表“"+shownValue(s.title)+"”没有读取，只读取名为“"+RecordSheet+"”的工作表", "把这张表里的记录并入“"+RecordSheet+"”表")
		return errFound
	default:
		s.add(row.Number, &cells)
	}
	return nil
}

// lookForHeader takes the row as the header if it is one, and notes where a
// table begins without any.
func (s *recordSheet) lookForHeader(row sheet.Row) {
	if row.Number <= headerRows {
		s.columns = recordHeader(row)
	}
	switch {
	case s.columns != nil:
		s.content = 0
	case s.content == 0 && countFilled(row.Cells) > 1:
		s.content = row.Number
	}
}

// recordHeader finds the columns, or nil where the row is not the header.
func recordHeader(row sheet.Row) *[recordColumnCount]int {
	var columns [recordColumnCount]int
	for _, cell := range row.Cells {
		if cell.Kind != sheet.Text {
			continue
		}
		if column, known := recordHeaderKeys[fold.Key(cell.Text)]; known && columns[column] == 0 {
			columns[column] = cell.Column
		}
	}
	if columns[recordID] == 0 || columns[recordCategory] == 0 {
		return nil
	}
	return &columns
}

func countFilled(cells []sheet.Cell) int {
	n := 0
	for _, cell := range cells {
		if filled(cell) {
			n++
		}
	}
	return n
}

// recordCells are a row of the record sheet.
type recordCells [recordColumnCount]sheet.Cell

// isRecord tells a record from a note: it has a number or a category.
func (c *recordCells) isRecord() bool { return c.hasNumber() || c.hasCategory() }

// hasNumber reports something like an ID number.
func (c *recordCells) hasNumber() bool {
	cell := c[recordID]
	switch cell.Kind {
	case sheet.Number:
		return len(readEntry(cell).given) >= fewestResidentDigits
	case sheet.Text:
		return looksLikeID(fold.Text(cell.Text)) && strings.IndexFunc(cell.Text, isHan) < 0
	}
	return false
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func (c *recordCells) hasCategory() bool { return categoryKeys[fold.Key(c[recordCategory].Text)] }

// add takes a record, and warns of what is wrong with it.
func (s *recordSheet) add(row int, c *recordCells) {
	s.records.rows++
	r := record{violation: fold.Key(c[recordCategory].Text) == violation, sheet: s, row: row}
	if c[recordName].Kind == sheet.Text {
		r.name = fold.Line(c[recordName].Text)
	}
	r.indicators = s.checkRecord(row, c, r.violation)
	if c[recordID].Kind == sheet.Text && c.hasNumber() {
		key := practitioner.NewID(c[recordID].Text).Reveal()
		s.records.byID[key] = append(s.records.byID[key], r)
	}
}

func cellAt(row sheet.Row, column int) sheet.Cell {
	for _, cell := range row.Cells {
		if cell.Column == column {
			return cell
		}
	}
	return sheet.Cell{}
}
