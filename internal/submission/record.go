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

// RecordSheet is the sheet that may list the credit records (article 10).
const RecordSheet = "信用信息"

// violation is the 类别 of a record that is no honour.
const violation = "违规违纪"

// recordColumns are the columns of the record sheet that matter here.
var recordColumns = map[string][]string{
	"id":        {"身份证件号码", "身份证号", "身份证号码", "证件号码"},
	"category":  {"类别"},
	"indicator": {"指标"},
}

// record is what one row of the record sheet says of a practitioner.
type record struct {
	violation bool
	// indicator is the number it backs; 0 backs any of the honours.
	indicator int
	row       int
}

// records are the credit records of a submission, by ID number.
type records struct {
	sheet   string
	order   int
	idAt    int
	rows    int
	byID    map[string][]record
	matched map[string]bool
}

func isRecordSheet(title string) bool { return fold.Key(title) == fold.Key(RecordSheet) }

// readRecords reads the record sheet, if there is one.
func (f *fileReading) readRecords(book sheet.Workbook) (*records, error) {
	r := &records{byID: map[string][]record{}, matched: map[string]bool{}}
	for i, title := range book.Sheets() {
		if !isRecordSheet(title) {
			continue
		}
		r.sheet, r.order = title, i
		var columns map[string]int
		err := book.Read(i, func(sheet.Info) error { return nil }, func(row sheet.Row) error {
			if columns == nil {
				if row.Number <= headerRows {
					columns = recordHeader(row)
				}
				return nil
			}
			r.add(row, columns)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// recordHeader finds the columns, or nil where the row is not the header.
func recordHeader(row sheet.Row) map[string]int {
	columns := map[string]int{}
	for _, cell := range row.Cells {
		for column, headers := range recordColumns {
			for _, header := range headers {
				if fold.Key(cell.Text) == fold.Key(header) {
					columns[column] = cell.Column
				}
			}
		}
	}
	if columns["id"] == 0 || columns["category"] == 0 {
		return nil
	}
	return columns
}

func (r *records) add(row sheet.Row, columns map[string]int) {
	idCell, category := cellAt(row, columns["id"]), cellAt(row, columns["category"])
	if isEmpty(idCell) && isEmpty(category) {
		return
	}
	r.rows++
	r.idAt = columns["id"]
	one := record{violation: fold.Key(category.Text) == violation, row: row.Number}
	if cell := cellAt(row, columns["indicator"]); !isEmpty(cell) {
		one.indicator = indicatorNumber(cell)
	}
	key := practitioner.NewID(idCell.Text).Reveal()
	r.byID[key] = append(r.byID[key], one)
}

// indicatorNumber reads 43, "43", "第43项" or "43.教研创新实践"; -1 is none of
// them.
func indicatorNumber(cell sheet.Cell) int {
	if e := readEntry(cell); e.isNumber {
		if n, err := strconv.Atoi(e.text); err == nil {
			return n
		}
		return -1
	}
	parts := numbered.FindStringSubmatch(fold.Key(cell.Text))
	if parts == nil {
		return -1
	}
	n, _ := strconv.Atoi(parts[2])
	return n
}

func cellAt(row sheet.Row, column int) sheet.Cell {
	for _, cell := range row.Cells {
		if cell.Column == column {
			return cell
		}
	}
	return sheet.Cell{}
}

// checkRecords holds a practitioner's answers against the credit records and
// the 师德考核: warnings only, points follow the appendix alone (reading 13).
func (s *sheetReading) checkRecords(e *Entry) {
	var own []record
	if !e.Practitioner.ID.IsZero() {
		key := e.Practitioner.ID.Reveal()
		if own = s.records.byID[key]; own != nil {
			s.records.matched[key] = true
		}
	}
	if s.records.rows > 0 {
		s.checkHonours(e, own)
	}
	s.checkConduct(e, own)
}

func (s *sheetReading) checkHonours(e *Entry, own []record) {
	for _, number := range s.rubric.Guards.Honours.Indicators {
		i := number - 1
		indicator := &s.rubric.Indicators[i]
		if !e.Answers[i].Stands {
			continue
		}
		if earned, _ := e.Answers[i].Earns(indicator); earned == 0 {
			continue
		}
		backed := slices.ContainsFunc(own, func(r record) bool {
			return !r.violation && (r.indicator == 0 || r.indicator == number)
		})
		if !backed {
			words := finding.Words{"name": indicator.Name}
			s.fault(e, finding.AwardWithoutRecord, s.columns[i], shownValue(e.Answers[i].Given), words).Indicator = number
		}
	}
}

func (s *sheetReading) checkConduct(e *Entry, own []record) {
	conduct := s.rubric.Guards.Conduct
	group := s.rubric.Groups[conduct.Group]
	what, source, value, column := "", "", "", 0
	if slices.ContainsFunc(own, func(r record) bool { return r.violation }) {
		what, source, value = "“信用信息”表里有违规违纪记录", "“信用信息”表", violation
	} else if fold.Key(e.Practitioner.Ethics) == fold.Key(conduct.Assessment) {
		what, source, value, column = "师德考核为“"+conduct.Assessment+"”", "师德考核", e.Practitioner.Ethics, s.fields[ethics]
	}
	if what == "" || !s.hasFullMarks(e, group.Indicators) {
		return
	}
	first, last := group.Indicators[0], group.Indicators[len(group.Indicators)-1]
	if column == 0 {
		column = s.columns[first]
	}
	s.fault(e, finding.RecordContradictsAnswer, column, shownValue(value), finding.Words{
		"record": what, "source": source, "group": group.Name,
		"from": itoa(s.rubric.Indicators[first].Number), "to": itoa(s.rubric.Indicators[last].Number),
	})
}

// hasFullMarks reports that every one of the indicators earns all it can.
func (s *sheetReading) hasFullMarks(e *Entry, indicators []int) bool {
	for _, i := range indicators {
		indicator := &s.rubric.Indicators[i]
		if !e.Answers[i].Stands {
			return false
		}
		if earned, _ := e.Answers[i].Earns(indicator); earned < indicator.Points {
			return false
		}
	}
	return len(indicators) > 0
}

// reportUnmatchedRecords warns of records that belong to nobody who was read.
func (f *fileReading) reportUnmatchedRecords() {
	for key, list := range f.records.byID {
		if f.records.matched[key] {
			continue
		}
		for _, r := range list {
			f.find(finding.UnmatchedRecord, finding.Place{
				Sheet: f.records.sheet, SheetOrder: f.records.order, Row: r.row, Column: f.records.idAt,
			}, practitioner.Mask(strings.TrimSpace(key)), nil)
		}
	}
}
