package casefile

import (
	"strings"

	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/sheet"
	"credit/internal/workday"
)

// rowReading is the reading of one row.
type rowReading struct {
	*sheetReading
	c     *Case
	cells [columnCount]sheet.Cell
}

// read reads the columns that the form has.
func (r *rowReading) read() {
	c := r.c
	if r.noCase() {
		return
	}
	r.number()
	for _, one := range []struct {
		column column
		into   *workday.Day
		needed bool
	}{
		{receivedColumn, &c.Received, true}, {extendedColumn, &c.Extended, false}, {determinedColumn, &c.Determined, false},
		{relapseColumn, &c.Relapse, false}, {decidedColumn, &c.Decided, false}, {toldColumn, &c.Told, false},
	} {
		if r.form.has(one.column) {
			*one.into = r.day(one.column, one.needed)
		}
	}
	if r.form.has(nameColumn) {
		r.person()
	}
	if r.form.has(gradeColumn) {
		r.grade()
		r.indicator()
	}
	c.Content = practitioner.MaskWithin(fold.Trim(r.text(contentColumn)))
	r.result()
	r.order()
}

// isEmpty reports a cell in which nothing stands.
func (r *rowReading) isEmpty(c column) bool {
	return r.cells[c].Kind == sheet.Blank || r.cells[c].Kind == sheet.Text && fold.IsBlank(r.cells[c].Text)
}

// text is what stands in a column; a cell that cannot be read is a fault.
func (r *rowReading) text(c column) string {
	switch cell := r.cells[c]; cell.Kind {
	case sheet.Error:
		r.fault(c, strings.TrimRight(r.form.header(c)+"是错误值 "+strings.Trim(r.quoted(c), "“”"), " "), "请改好公式，或直接填写")
	case sheet.NoValue:
		r.fault(c, r.form.header(c)+"是公式，没有保存结果", "请打开台账重新保存，或直接填写")
	case sheet.Text, sheet.Number, sheet.Bool:
		return cell.Text
	case sheet.Blank:
		if merge, covered := r.covers.Over(r.c.Row, r.columns[c]); r.columns[c] > 0 && covered && merge.Top > r.header {
			r.fault(c, r.form.header(c)+"在合并单元格 "+merge.Name()+" 里，只算第一行的", "请取消合并，每行都填")
		}
	}
	return ""
}

// fault notes what is wrong in a column; what is computed from it is left out.
func (r *rowReading) fault(c column, text, hint string) {
	if !r.c.broken[c] {
		r.c.broken[c] = true
		r.remark(c, text, hint)
	}
}

// at is the place of a column in the row, for a reminder.
func (r *rowReading) at(c column) string {
	place := r.name + "!" + sheet.CellName(r.c.Row, r.columns[c])
	if r.c.Number != "" {
		place += "（编号 " + shown(r.c.Number) + "）"
	}
	return place
}

// remark notes a fault from which nothing else suffers.
func (r *rowReading) remark(c column, text, hint string) {
	f := Fault{Sheet: r.name, Row: r.c.Row, Column: r.columns[c], Number: shown(r.c.Number), Text: text, Hint: hint}
	r.c.Faults = append(r.c.Faults, f)
	r.register.Faults = append(r.register.Faults, f)
}

func (r *rowReading) missing(c column, hint string) {
	r.fault(c, "缺“"+r.form.header(c)+"”", hint)
}

// quoted is the value of a cell for a message; what a report says is not
// repeated (article 19).
func (r *rowReading) quoted(c column) string {
	if r.form.kind == Report {
		return ""
	}
	return "“" + shown(r.cells[c].Text) + "”"
}

const dayHint = "请写成 2026-03-02、2026/3/2 或 2026年3月2日，或用日期格式的单元格"

// day reads a date: a date cell, or text in one of the three forms. Nothing
// else is taken for one.
func (r *rowReading) day(c column, needed bool) workday.Day {
	if r.isEmpty(c) {
		before := len(r.c.Faults)
		_ = r.text(c)
		if needed && len(r.c.Faults) == before {
			r.missing(c, dayHint)
		}
		return workday.Day{}
	}
	cell := r.cells[c]
	text, clean := r.text(c), !r.c.broken[c]
	day, ok := workday.Day{}, false
	if cell.Kind == sheet.Text {
		day, ok = workday.Parse(text) // in whatever format its cell has
	}
	if !ok && cell.Date {
		moment, _, isMoment := cell.Moment(r.from1904)
		day, ok = workday.Parse(moment)
		ok = ok && isMoment
	}
	header := r.form.header(c)
	switch {
	case !clean:
	case !ok && cell.Kind == sheet.Number && !cell.Date:
		r.fault(c, header+r.quoted(c)+"是数字，不是日期", "请把单元格设为日期格式后核对，或写成 2026-03-02 这样的文字")
	case !ok:
		r.fault(c, header+r.quoted(c)+"不是日期，或没有这一天", dayHint)
	case day.Year() < earliestYear:
		r.fault(c, header+" "+day.String()+" 太早", "请核对年份")
	case !r.Today.IsZero() && day.After(r.Today) && r.Asked:
		r.remind(r.at(c) + "：" + header + " " + day.String() + " 晚于 --today 的 " + r.Today.String() + "，照填写的计算")
		return day
	case !r.Today.IsZero() && day.After(r.Today):
		r.fault(c, header+" "+day.String()+" 晚于今天（"+r.Today.String()+"）", "请核对日期；还没有发生的，先不填")
	default:
		return day
	}
	return workday.Day{}
}

// earliestYear bounds what is taken for a day: one of 1900 is a small number
// that somebody typed into a date cell.
const earliestYear = 1990

// person reads whose case it is.
func (r *rowReading) person() {
	if r.c.Name = practitioner.MaskWithin(fold.Line(r.text(nameColumn))); r.c.Name == "" {
		r.missing(nameColumn, "请填写姓名")
	}
	if r.cells[idColumn].Kind == sheet.Number {
		r.fault(idColumn, "身份证件号码是以数字保存的，末几位已经失真", "先把单元格格式设为“文本”，再对照证件重新输入号码")
		return
	}
	text := r.text(idColumn)
	if r.isEmpty(idColumn) {
		r.missing(idColumn, "请对照证件填写 18 位号码")
		return
	}
	r.c.ID = practitioner.NewID(text)
	if problem := idProblems[r.c.ID.CheckResident()]; problem != "" && !r.c.broken[idColumn] {
		r.fault(idColumn, "身份证件号码 "+r.c.ID.String()+" "+problem, "请对照证件核对，写 18 位号码")
	}
}

var idProblems = map[practitioner.Defect]string{
	practitioner.WrongLength:    "不是 18 位",
	practitioner.WrongCharacter: "有不该有的字符",
	practitioner.WrongDate:      "里没有这样的出生日期",
	practitioner.WrongCheck:     "的校验码不对",
}

// grade reads the 信用等级 of a repair.
func (r *rowReading) grade() {
	text := strings.ToUpper(fold.Text(r.text(gradeColumn)))
	text = strings.TrimSuffix(text, "级")
	var grades []string
	for _, g := range r.Rubric.Grades {
		if g.Grade == text {
			r.c.Grade = text
			return
		}
		grades = append(grades, g.Grade)
	}
	if r.isEmpty(gradeColumn) {
		r.missing(gradeColumn, "请写评定的等级 "+listed(grades))
		return
	}
	r.fault(gradeColumn, "信用等级"+r.quoted(gradeColumn)+"不认识", "请写 "+listed(grades))
}

// indicator reads the 指标 of a repair; without one there is no breach on
// record, which is a ground and no fault (reading 9).
func (r *rowReading) indicator() {
	if r.text(indicatorColumn) == "" || r.isEmpty(indicatorColumn) {
		return
	}
	numbers, ok := r.indicators(r.cells[indicatorColumn])
	if !ok {
		r.fault(indicatorColumn, "指标"+r.quoted(indicatorColumn)+"不认识", "请写三级指标的序号 1 至 "+itoa(len(r.Rubric.Indicators))+"，或写全称，如“"+r.Rubric.Indicators[0].Label()+"”；几项用顿号隔开")
		return
	}
	r.c.Indicators = numbers
}

func (r *rowReading) result() {
	text := r.text(resultColumn)
	if r.isEmpty(resultColumn) || r.c.broken[resultColumn] {
		return
	}
	result, known := r.form.resultOf(text)
	if !known {
		r.fault(resultColumn, "结果"+r.quoted(resultColumn)+"不认识", r.form.resultNames())
		return
	}
	r.c.Result = result
}

// order holds the dates of a case against one another. Of two that cannot both
// be right the one that comes later in the course of the case is told.
func (r *rowReading) order() {
	c := r.c
	for _, one := range []struct {
		early  column
		first  workday.Day
		late   column
		second workday.Day
	}{
		{determinedColumn, c.Determined, receivedColumn, c.Received},
		{determinedColumn, c.Determined, relapseColumn, c.Relapse},
		{receivedColumn, c.Received, extendedColumn, c.Extended},
		{receivedColumn, c.Received, decidedColumn, c.Decided},
		{extendedColumn, c.Extended, decidedColumn, c.Decided},
		{extendedColumn, c.Extended, toldColumn, c.Told},
		{receivedColumn, c.Received, toldColumn, c.Told},
		{decidedColumn, c.Decided, toldColumn, c.Told},
	} {
		if !one.first.IsZero() && !one.second.IsZero() && one.second.Before(one.first) {
			r.fault(one.late, r.form.header(one.late)+" "+one.second.String()+" 早于"+r.form.header(one.early)+" "+one.first.String(), "请核对这两个日期")
		}
	}
	if c.Decided.IsZero() && !c.broken[decidedColumn] && !c.broken[resultColumn] {
		switch {
		case c.Result != "":
			r.missing(decidedColumn, "已经有结果，请填办结的日期；还没有办结的，先不填结果")
		case !c.Told.IsZero():
			r.missing(decidedColumn, "已经有"+r.form.header(toldColumn)+"，请填办结的日期")
		}
	}
	if !c.Decided.IsZero() && c.Result == "" && !c.broken[resultColumn] {
		r.remind(r.at(resultColumn) + "：有办结日期，没有填结果")
	}
	if c.Kind == Repair && !c.broken[relapseColumn] && !c.Relapse.IsZero() && !c.Received.IsZero() && c.Relapse.Before(c.Received) {
		r.remind(r.at(relapseColumn) + "：再次失信日期 " + c.Relapse.String() + " 早于收到日期，不在修复期内（自收到申请之日起，至作出决定之日止）；新的失信行为另行认定，另满 " + itoa(r.Rubric.Rights.Repair.Months) + " 个月")
	}
}
