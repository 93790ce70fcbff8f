package main

import (
	"slices"

	"credit/internal/demo/year"
)

// lateSheets adds small sheets handed in late, each with something wrong
// with the sheet as a whole.
func (w *town) lateSheets() {
	t := w.late("乌翠区", "乌翠区补报", 6) // no column 姓名: everyone on it is held back
	t.drop("姓名")

	t = w.late("友好区", "友好区补报", 6) // a column twice
	t.columns = append(t.columns, column{"", "9、集体意识", 11, centred})
	for _, i := range t.people {
		t.lines[i].cells = append(t.lines[i].cells, "是")
	}

	t = w.late("丰林县", "丰林县补报", 6) // number and name disagree
	t.columns[t.at("#5")].header = "5.良好合作关系"
	t.columns[t.at("#7")].header = "7.仪容仪表"

	w.late("金林区", "金林区旧表", 6).hidden = true

	t = w.late("铁力市", "铁力市补报", 12) // one row copied twelve times
	for _, i := range t.people[1:] {
		copy(t.lines[i].cells[t.at("#1"):], t.lines[t.people[0]].cells[t.at("#1"):])
	}

	t = w.late("南岔县", "南岔县补报", 10) // titles taken the wrong way round
	for i := range 8 {
		*t.cell(i, "#6"), *t.cell(i, "#28") = "否", "否"
	}

	w.late("嘉荫县", "嘉荫县补报", 0) // nobody under the header
}

// late is a sheet of a county's first school with so many more people.
func (w *town) late(county, name string, size int) *table {
	s := schools[slices.IndexFunc(schools, func(s year.School) bool { return s.County == county })]
	f := forms()[0]
	f.sheet, f.titles = name, nil
	out := &writer{form: f, rubric: w.rubric, random: w.random}
	out.school()
	t := out.table()
	for range size {
		p := w.maker.Person(s)
		w.put(out, t, &p)
	}
	w.tables = append(w.tables, t)
	return t
}

// drop takes a column away.
func (t *table) drop(key string) {
	at := t.at(key)
	t.columns = slices.Delete(t.columns, at, at+1)
	for i := range t.lines {
		if len(t.lines[i].cells) > at {
			t.lines[i].cells = slices.Delete(t.lines[i].cells, at, at+1)
		}
	}
}
