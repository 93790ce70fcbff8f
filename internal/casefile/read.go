package casefile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"credit/internal/correction"
	"credit/internal/fold"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/workday"
)

// Options say how a register is read and judged.
type Options struct {
	Rubric   *rubric.Rubric
	Calendar *workday.Calendar
	// Today is the day that the states are of; with no day nothing is overdue
	// or due soon, and no date lies in the future.
	Today workday.Day
	// Asked says that somebody asked for that day: a later date is then odd,
	// and no fault.
	Asked bool
}

// Read reads a register and judges its cases. An error says in Chinese why it
// cannot be used at all; what is wrong in a row stands in the Register.
func Read(book sheet.Workbook, o Options) (*Register, error) {
	if o.Rubric.Rights == nil {
		return nil, fmt.Errorf("评分标准 %s 没有写明更正、修复、举报的期限（rights）", o.Rubric.ID)
	}
	r := &reading{
		Options: o, register: &Register{Today: o.Today, Calendar: o.Calendar, Rubric: o.Rubric},
		indicators: submission.Indicators(o.Rubric), seen: map[string]*Case{},
	}
	found := map[Kind]string{}
	for i, name := range book.Sheets() {
		at := formOrder(name)
		if at == len(forms) {
			if err := r.passOver(book, i, name); err != nil {
				return nil, err
			}
			continue
		}
		if first, twice := found[forms[at].kind]; twice {
			return nil, fmt.Errorf("工作表“%s”和“%s”是同一种，请只保留一张", first, shown(name))
		}
		found[forms[at].kind] = name
		if err := r.readSheet(book, i, &forms[at]); err != nil {
			return nil, err
		}
	}
	if len(found) == 0 {
		return nil, errors.New("里面没有“更正申请”“信用修复”“实名举报”任何一张工作表")
	}
	for i := range forms {
		if _, there := found[forms[i].kind]; !there {
			r.remind("台账里没有“" + forms[i].name + "”工作表，按没有这类案件处理")
		}
	}
	for _, c := range r.register.Cases {
		r.judge(c)
	}
	r.register.sortFaults()
	return r.register, nil
}

// IsRegister reports a workbook that has a sheet of cases.
func IsRegister(book sheet.Workbook) bool {
	return slices.ContainsFunc(book.Sheets(), func(name string) bool { return formOrder(name) < len(forms) })
}

// reading is one reading of a register.
type reading struct {
	Options
	register   *Register
	indicators func(sheet.Cell) ([]int, bool)
	// seen are the cases by kind and number, to find doubles.
	seen map[string]*Case
}

func (r *reading) remind(line string) { r.register.Reminders = append(r.register.Reminders, line) }

// headerWithin is how far down a header row is looked for.
const headerWithin = 20

var errEnough = errors.New("read far enough")

// passOver looks at a sheet that is none of the register's: one that holds
// cases under another name is told, for they would be lost; one about a
// reporter is refused (article 19).
func (r *reading) passOver(book sheet.Workbook, i int, name string) error {
	if name == stamp.SheetName || fold.Key(name) == fold.Key(guideSheet) || fold.Key(name) == fold.Key(correction.SheetName) {
		return nil
	}
	if namesReporter(name) {
		return aboutReporter(fmt.Sprintf("第 %d 张工作表的名称", i+1))
	}
	cases, used := false, false
	err := book.Rows(i, func(row sheet.Row) error {
		if row.Number > headerWithin {
			return errEnough
		}
		used = true
		headers := map[column]bool{}
		for _, cell := range row.Cells {
			if isReporterHeader(cell.Text) {
				return aboutReporter(fmt.Sprintf("第 %d 张工作表的 %s ", i+1, sheet.CellName(row.Number, cell.Column)))
			}
			for f := range forms {
				if c, known := forms[f].find(cell.Text); known {
					headers[c] = true
				}
			}
		}
		cases = cases || headers[numberColumn] && headers[receivedColumn]
		return nil
	})
	switch {
	case err != nil && !errors.Is(err, errEnough):
		return err
	case cases:
		r.register.Faults = append(r.register.Faults, Fault{Sheet: sheetNamed(name, i),
			Text: "这张表像是办理台账，但名称不认识，里面的案件没有读取", Hint: "请把工作表改名为“更正申请”“信用修复”或“实名举报”"})
	case used:
		r.remind("工作表“" + sheetNamed(name, i) + "”不是台账的表，没有读取")
	}
	return nil
}

// sheetNamed names a sheet that is not read; the name of one about a report is
// not repeated (article 19).
func sheetNamed(name string, i int) string {
	if strings.Contains(fold.Key(name), "举报") {
		return "第 " + itoa(i+1) + " 张"
	}
	return shown(name)
}

// readSheet reads one of the register's sheets.
func (r *reading) readSheet(book sheet.Workbook, i int, f *form) error {
	s := &sheetReading{reading: r, form: f, name: f.name}
	err := book.Read(i, func(info sheet.Info) error {
		s.from1904, s.covers, s.hiddenColumns = info.From1904, sheet.NewCovers(info.Merges), info.HiddenColumns
		if info.Hidden {
			s.remind("工作表“" + s.name + "”是隐藏的，里面的案件照样计算")
		}
		return nil
	}, s.row)
	if err != nil {
		return err
	}
	if s.header == 0 && s.used {
		return fmt.Errorf("工作表“%s”的前 %d 行里找不到表头：要有一行写着“%s”", f.name, headerWithin, strings.Join(f.headers(), "”“"))
	}
	if s.hiddenRows > 0 {
		s.remind(fmt.Sprintf("工作表“%s”有 %d 行是隐藏的或被筛选掉的，照样计算", s.name, s.hiddenRows))
	}
	return nil
}

func (f *form) headers() []string {
	texts := make([]string, len(f.columns))
	for i, h := range f.columns {
		texts[i] = h.text
	}
	return texts
}

// sheetReading is the reading of one sheet.
type sheetReading struct {
	*reading
	form     *form
	name     string
	from1904 bool
	covers   *sheet.Covers
	// header is the header row, 0 before it was met; used says that there is
	// anything at all.
	header int
	used   bool
	// columns are the columns of the sheet, 0 where there is none.
	columns [columnCount]int
	// unread are the columns without a known header that were told of, beside
	// those of them that may stand beside the reports.
	unread, beside map[int]bool
	// above are the rows above the header of the reports.
	above []sheet.Row
	// hiddenColumns are those of the sheet, hiddenRows how many cases are in
	// hidden rows.
	hiddenColumns []sheet.Span
	hiddenRows    int
}

func (s *sheetReading) row(row sheet.Row) error {
	if s.header > 0 {
		return s.caseRow(row)
	}
	s.used = s.used || slices.ContainsFunc(row.Cells, func(c sheet.Cell) bool { return !fold.IsBlank(c.Text) })
	if row.Number > headerWithin {
		return nil
	}
	known := 0
	for _, cell := range row.Cells {
		if _, found := s.form.find(cell.Text); found {
			known++
		}
	}
	const fewest = 3 // of a title or a note no more than that are headers by chance
	if known < fewest {
		s.keepAbove(row)
		return nil
	}
	return s.headerRow(row)
}

// headerRow settles which column holds what.
func (s *sheetReading) headerRow(row sheet.Row) error {
	s.header, s.unread, s.beside = row.Number, map[int]bool{}, map[int]bool{}
	for _, cell := range row.Cells {
		at := sheet.CellName(row.Number, cell.Column)
		c, known := s.form.find(cell.Text)
		switch {
		case known && s.columns[c] > 0:
			return fmt.Errorf("工作表“%s”有两列“%s”（%s、%s），请只保留一列", s.name, s.form.header(c), sheet.CellName(row.Number, s.columns[c]), at)
		case known:
			s.columns[c] = cell.Column
		case isNothing(cell):
		case s.form.kind == Report && !slices.Contains(besideReports, fold.Key(cell.Text)):
			return s.refuseBeside(row.Number, cell.Column)
		case isReporterHeader(cell.Text):
			return aboutReporter("工作表“" + s.name + "”的 " + at + " 一列")
		default:
			s.unread[cell.Column], s.beside[cell.Column] = true, true
			s.remind(fmt.Sprintf("工作表“%s”的 %s 不是台账的列，没有读取", s.name, at))
		}
	}
	return s.settled(row.Number)
}

// settled holds the columns that were found against what there must be, and
// tells of those that nobody sees.
func (s *sheetReading) settled(header int) error {
	for _, h := range s.form.columns {
		if s.columns[h.column] == 0 {
			return fmt.Errorf("工作表“%s”缺少“%s”一列，请在第 %d 行的表头补上", s.name, h.text, header)
		}
		for _, span := range s.hiddenColumns {
			if at := s.columns[h.column]; span.First <= at && at <= span.Last {
				s.remind(fmt.Sprintf("工作表“%s”的 %s 列（%s）是隐藏的，照样读取", s.name, sheet.ColumnName(at), h.text))
			}
		}
	}
	return s.refuseAbove()
}

// caseRow reads one case; a blank row is none.
func (s *sheetReading) caseRow(row sheet.Row) error {
	r := rowReading{sheetReading: s, c: &Case{Kind: s.form.kind, Sheet: s.name, Row: row.Number}}
	blank := true
	for _, cell := range row.Cells {
		switch at := slices.Index(s.columns[:], cell.Column); {
		case isNothing(cell):
		case at >= 0:
			r.cells[at], blank = cell, false
		case s.form.kind == Report && !s.beside[cell.Column]:
			return s.refuseBeside(row.Number, cell.Column)
		case s.form.kind == Report && disclosure(cell.Text) != "":
			return s.refusePersonal(row.Number, cell.Column)
		case !s.unread[cell.Column]:
			s.unread[cell.Column] = true
			s.remind(fmt.Sprintf("工作表“%s”的 %s 列没有表头，没有读取", s.name, sheet.ColumnName(cell.Column)))
		}
	}
	if blank {
		return nil
	}
	if row.Hidden {
		s.hiddenRows++
	}
	r.read()
	s.register.Cases = append(s.register.Cases, r.c)
	return nil
}
