package casefile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"credit/internal/correction"
	"credit/internal/fold"
	"credit/internal/practitioner"
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
}

// Read reads a register and judges its cases. An error says in Chinese why it
// cannot be used at all; what is wrong in a row stands in the Register.
func Read(book sheet.Workbook, o Options) (*Register, error) {
	if o.Rubric.Rights == nil {
		return nil, fmt.Errorf("评分标准 %s 没有写明更正、修复、举报的期限（rights）", o.Rubric.ID)
	}
	r := &reading{
		Options: o, register: &Register{Today: o.Today, Calendar: o.Calendar, Rubric: o.Rubric},
		indicators: submission.Indicators(o.Rubric), seen: map[string]*Case{}, places: map[Kind][columnCount]int{},
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
	// places are the columns of each sheet.
	places map[Kind][columnCount]int
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
	if holdsAny(fold.Key(name), reporterNames) {
		return aboutReporter(fmt.Sprintf("第 %d 张工作表的名称", i+1))
	}
	cases, used := false, false
	err := book.Read(i, func(sheet.Info) error { return nil }, func(row sheet.Row) error {
		if row.Number > headerWithin {
			return errEnough
		}
		used = true
		headers := map[column]bool{}
		for _, cell := range row.Cells {
			const longestHeader = 10
			if text := fold.Key(cell.Text); len([]rune(text)) <= longestHeader && holdsAny(text, reporterNames) {
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
		r.register.Faults = append(r.register.Faults, Fault{Sheet: shown(name),
			Text: "这张表像是办理台账，但名称不认识，里面的案件没有读取", Hint: "请把工作表改名为“更正申请”“信用修复”或“实名举报”"})
	case used:
		r.remind("工作表“" + shown(name) + "”不是台账的表，没有读取")
	}
	return nil
}

// reporterNames are words for a reporter, reporterWords those of columns about
// somebody: none of it may stand beside the reports.
var (
	reporterNames = []string{"举报人", "举报者", "举报单位", "检举人", "反映人", "来信人", "来访人", "投诉人"}
	reporterWords = []string{
		"姓名", "名字", "电话", "手机", "座机", "号码", "联系", "住址", "地址", "住所", "身份证", "证件", "微信", "qq", "邮箱", "邮件",
		"email", "e-mail", "mail", "phone", "tel", "name", "address",
	}
)

// isAboutReporter reports a header under which something about a reporter
// would stand.
func isAboutReporter(header string) bool {
	key := fold.Key(header)
	return holdsAny(key, reporterNames) || holdsAny(key, reporterWords)
}

func holdsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}

// aboutReporter refuses a register with a place for somebody's name or address
// among the reports; the header is not repeated.
func aboutReporter(place string) error {
	return errors.New(place + "是关于举报人的，台账不读取这样的内容，请删去（第十九条：严禁泄露举报内容和举报人姓名、住址、电话等个人信息）")
}

// readSheet reads one of the register's sheets.
func (r *reading) readSheet(book sheet.Workbook, i int, f *form) error {
	s := &sheetReading{reading: r, form: f, name: f.name}
	err := book.Read(i, func(info sheet.Info) error {
		s.from1904, s.covers = info.From1904, sheet.NewCovers(info.Merges)
		return nil
	}, s.row)
	if err != nil {
		return err
	}
	if s.header == 0 && s.used {
		return fmt.Errorf("工作表“%s”的前 %d 行里找不到表头：要有一行写着“%s”", f.name, headerWithin, strings.Join(f.headers(), "”“"))
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
	// unread are the columns without a known header that were told of.
	unread map[int]bool
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
		return nil
	}
	return s.headerRow(row)
}

// headerRow settles which column holds what.
func (s *sheetReading) headerRow(row sheet.Row) error {
	s.header, s.unread = row.Number, map[int]bool{}
	for _, cell := range row.Cells {
		at := sheet.CellName(row.Number, cell.Column)
		c, known := s.form.find(cell.Text)
		switch {
		case known && s.columns[c] > 0:
			return fmt.Errorf("工作表“%s”有两列“%s”（%s、%s），请只保留一列", s.name, s.form.header(c), sheet.CellName(row.Number, s.columns[c]), at)
		case known:
			s.columns[c] = cell.Column
		case s.form.kind == Report && isAboutReporter(cell.Text):
			return aboutReporter("工作表“" + s.name + "”的 " + at + " 一列")
		case !fold.IsBlank(cell.Text):
			s.unread[cell.Column] = true
			s.remind(fmt.Sprintf("工作表“%s”的 %s 不是台账的列，没有读取", s.name, at))
		}
	}
	s.places[s.form.kind] = s.columns
	for _, h := range s.form.columns {
		if s.columns[h.column] == 0 {
			return fmt.Errorf("工作表“%s”缺少“%s”一列，请在第 %d 行的表头补上", s.name, h.text, row.Number)
		}
	}
	return nil
}

// caseRow reads one case; a blank row is none.
func (s *sheetReading) caseRow(row sheet.Row) error {
	r := rowReading{sheetReading: s, c: &Case{Kind: s.form.kind, Sheet: s.name, Row: row.Number}}
	blank := true
	for _, cell := range row.Cells {
		at := slices.Index(s.columns[:], cell.Column)
		switch {
		case fold.IsBlank(cell.Text) && cell.Kind != sheet.NoValue:
		case at >= 0:
			r.cells[at], blank = cell, false
		case !s.unread[cell.Column]:
			s.unread[cell.Column] = true
			s.remind(fmt.Sprintf("工作表“%s”的 %s 列没有表头，没有读取", s.name, sheet.ColumnName(cell.Column)))
		}
	}
	if blank {
		return nil
	}
	r.read()
	s.register.Cases = append(s.register.Cases, r.c)
	return nil
}

// once notes a number that stands twice: in one sheet that is a fault, in two
// it is odd, for the sheets may be numbered each by itself.
func (r *rowReading) once() {
	key := string(r.form.kind) + " " + fold.Key(r.c.Number)
	if first := r.seen[key]; first != nil {
		r.fault(numberColumn, "编号与第 "+itoa(first.Row)+" 行重复", "请给每个案件一个自己的编号")
		return
	}
	r.seen[key] = r.c
	for i := range forms {
		if other := r.seen[string(forms[i].kind)+" "+fold.Key(r.c.Number)]; other != nil && other != r.c {
			r.remind(fmt.Sprintf("编号 %s 在“%s”和“%s”里都有，最好各用各的编号", shown(r.c.Number), other.Sheet, r.name))
		}
	}
}

// number is what a case is called: its number, masked if it looks like an ID
// number.
func number(text string) string { return practitioner.MaskWithin(fold.Line(text)) }
