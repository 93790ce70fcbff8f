package main

import (
	"credit/internal/demo/year"
)

// instructions is a sheet without a header row, which the program leaves
// alone.
func instructions() *table {
	t := &table{name: "填表说明", titles: []string{"填表说明（" + fictions + "）"}, columns: []column{{"", "", 100, wrapped}}}
	for _, text := range []string{
		"1. 每人一行；每人只由人事关系所在单位填报一次。",
		"2. 填“是”表示符合评分说明，标题听起来相反的第 6、10、28 项也是如此。",
		"3. 第 3、38 项填出席率，例如 96.5%。",
		"4. 第 31 项填所赋分值，0 至 5，最多两位小数。",
		"5. 获得荣誉、奖项的，请在“信用信息”表登记。",
		"6. 依据：伊教联发〔2024〕21号。",
	} {
		t.lines = append(t.lines, line{cells: []any{text}})
	}
	return t
}

// records is the sheet of credit records (article 10).
func (w *town) records() *table {
	t := &table{name: "信用信息", columns: []column{
		{"", "身份证件号码", 22, text}, {"", "姓名", 10, centred}, {"", "类别", 12, centred}, {"", "名称", 36, plain},
		{"", "认定级别", 10, centred}, {"", "认定部门", 26, plain}, {"", "文号", 24, plain}, {"", "日期", 13, centred},
		{"", "指标", 20, centred}, {"", "备注", 14, plain},
	}}
	for i, p := range w.people {
		for _, r := range p.Records {
			t.lines = append(t.lines, line{cells: []any{
				p.ID, p.Name, r.Category, r.Name, r.Level, r.Department, r.Document, r.Date, w.backs(r, i), nil}})
		}
	}
	return t
}

// backs writes which indicator a record backs, in one of the accepted ways.
func (w *town) backs(r year.Record, person int) any {
	switch {
	case r.Indicator == 0:
		return nil
	case person%3 == 0:
		return w.rubric.Indicators[r.Indicator-1].Label()
	}
	return r.Indicator
}
