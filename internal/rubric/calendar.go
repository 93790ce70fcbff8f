package rubric

import (
	"strconv"
	"time"

	"gopkg.in/yaml.v3"

	"credit/internal/workday"
)

// LoadCalendar decodes and checks a file of yearly arrangements of days off,
// as strictly as Load. An error is always *Problems, in Chinese, with lines
// and columns.
func LoadCalendar(file string, data []byte) ([]workday.Year, error) {
	root, problems := parse(data)
	if len(problems) > 0 {
		return nil, &Problems{file, problems}
	}
	read := &calendarReader{}
	o := read.object(root)
	seen := map[int]bool{}
	var years []workday.Year
	for _, n := range o.list("years") {
		year := read.year(n)
		if seen[year.Year] && year.Year != 0 {
			read.fault(n, "%d 年的安排写了两次，请只保留一处", year.Year)
		}
		seen[year.Year] = true
		years = append(years, year)
	}
	o.done()
	if len(read.problems) > 0 {
		return nil, &Problems{file, read.problems}
	}
	return years, nil
}

// calendarReader reads the arrangement of one year after the other.
type calendarReader struct {
	reader
	// named are the lines that name the days of the year that is being read.
	named map[workday.Day]int
}

func (r *calendarReader) year(n *yaml.Node) workday.Year {
	r.named = map[workday.Day]int{}
	o := r.object(n)
	y := workday.Year{Year: o.whole("year"), Notice: o.text("notice"), Number: o.optionalText("number")}
	if at := o.need("issued"); at != nil {
		y.Issued = r.day(at)
	}
	const first, last = 2000, 2100
	if o.named["year"] != nil && (y.Year < first || y.Year > last) {
		r.fault(o.named["year"], "年度应当是四位数字，如 2027，而不是“%s”", o.named["year"].Value)
	}
	for _, at := range o.list("holidays") {
		y.Off = append(y.Off, r.holiday(at, y.Year))
	}
	for _, at := range o.optionalList("workdays") {
		y.Work = append(y.Work, r.workday(at, y.Year))
	}
	o.done()
	return y
}

func (r *calendarReader) holiday(n *yaml.Node, year int) workday.Holiday {
	o := r.object(n)
	h := workday.Holiday{Name: o.text("name")}
	from, to := o.need("from"), o.need("to")
	o.done()
	if from == nil || to == nil {
		return h
	}
	h.First, h.Last = r.day(from), r.day(to)
	if h.First.IsZero() || h.Last.IsZero() {
		return h
	}
	const longest = 31
	switch {
	case h.Last.Before(h.First):
		r.fault(to, "放假的最后一天 %s 早于第一天 %s", h.Last, h.First)
	case h.Last.Compare(h.First) >= longest:
		r.fault(to, "%s 至 %s 超过 %d 天，请核对", h.First, h.Last, longest)
	default:
		r.within(from, h.First, year)
		r.within(to, h.Last, year)
		for day := h.First; !day.After(h.Last); day = day.Plus(1) {
			r.once(n, day)
		}
	}
	return h
}

func (r *calendarReader) workday(n *yaml.Node, year int) workday.Day {
	day := r.day(n)
	if day.IsZero() {
		return day
	}
	if weekday := day.Time().Weekday(); weekday != time.Saturday && weekday != time.Sunday {
		r.fault(n, "%s 不是周末，不用调休上班，请核对", day)
	}
	r.within(n, day, year)
	r.once(n, day)
	return day
}

// within refuses a day outside the year; New Year may reach back into the
// December before.
func (r *calendarReader) within(n *yaml.Node, day workday.Day, year int) {
	december := day.Year() == year-1 && day.Time().Month() == time.December
	if day.Year() != year && !december && year != 0 {
		r.fault(n, "%s 不在 %d 年（元旦的安排可以在上一年 12 月）", day, year)
	}
}

// once refuses a day that stands twice.
func (r *calendarReader) once(n *yaml.Node, day workday.Day) {
	if line, twice := r.named[day]; twice {
		r.fault(n, "%s 写了两次（第 %d 行已有），请只保留一处", day, line)
		return
	}
	r.named[day] = n.Line
}

// day reads a day as 2026-03-02.
func (r *calendarReader) day(n *yaml.Node) workday.Day {
	t, err := time.Parse(time.DateOnly, n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		r.fault(n, "日期应当写成 %s 的样子，而不是%s", strconv.Quote("2027-01-01"), kindName(n))
		return workday.Day{}
	}
	return workday.Today(t)
}
