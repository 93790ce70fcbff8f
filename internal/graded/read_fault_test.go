package graded_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"credit/internal/graded"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/stamp"
)

// faults are what can be done to a graded workbook, and what is said of it.
var faults = []struct {
	name string
	do   func(t *testing.T, book *sheettest.Book)
	want string // {id} is the first person's masked ID number
}{
	{"not graded", func(t *testing.T, book *sheettest.Book) {
		*book = slices.DeleteFunc(*book, func(s sheettest.Sheet) bool { return s.Info.Name == stamp.SheetName })
	}, "不是评分工作簿：里面没有 credit score 写出的标记"},
	{"a template", restamped("template"), "不是评分工作簿，而是填报工作簿；请先用 credit score 评分"},
	{"a summary", restamped("summary"), "不是评分工作簿，而是汇总工作簿"},
	{"a sheet renamed", func(t *testing.T, book *sheettest.Book) {
		named(t, *book, graded.PointsSheet).Info.Name = "Sheet2"
	}, "缺少“逐项得分”表"},
	{"the header row is gone", func(t *testing.T, book *sheettest.Book) {
		s := named(t, *book, graded.ResultSheet)
		s.Rows = s.Rows[1:]
	}, "“评分结果”表：前 20 行里没有表头行（同时有“身份证件号码”和“来源”的一行）"},
	{"the header row far down", func(t *testing.T, book *sheettest.Book) {
		s := named(t, *book, graded.ResultSheet)
		title := sheet.Row{Number: 1, Cells: []sheet.Cell{{Column: 1, Kind: sheet.Text, Text: "评分结果"}}}
		s.Rows = append([]sheet.Row{title}, s.Rows...)
		for i := range s.Rows[1:] {
			s.Rows[1+i].Number += 20
		}
	}, "“评分结果”表：前 20 行里没有表头行（同时有“身份证件号码”和“来源”的一行）"},
	{"an empty sheet", func(t *testing.T, book *sheettest.Book) {
		named(t, *book, graded.HeldSheet).Rows = nil
	}, "“未评分”表：前 20 行里没有表头行（同时有“身份证件号码”和“来源”的一行）"},
	{"columns deleted", func(t *testing.T, book *sheettest.Book) {
		without(t, named(t, *book, graded.ResultSheet), "综合得分")
		without(t, named(t, *book, graded.ResultSheet), "业务工作")
	}, "“评分结果”表 第 1 行：表头缺少“综合得分”“业务工作”列"},
	{"an indicator deleted", func(t *testing.T, book *sheettest.Book) {
		without(t, named(t, *book, graded.PointsSheet), "17 得分")
	}, "“逐项得分”表 第 2 行：表头缺少“17 得分”列"},
	{"an answer deleted", func(t *testing.T, book *sheettest.Book) {
		without(t, named(t, *book, graded.HeldSheet), "5.仪容仪表")
	}, "“未评分”表 第 1 行：表头缺少“5.仪容仪表”列"},
	{"a column twice", func(t *testing.T, book *sheettest.Book) {
		s := named(t, *book, graded.PointsSheet)
		s.Rows[1].Cells = append(s.Rows[1].Cells, sheet.Cell{Column: 120, Kind: sheet.Text, Text: "１７ 得分"})
	}, "“逐项得分”表 第 2 行：表头有不止一列“17 得分”"},
	{"points as text", put(graded.ResultSheet, "综合得分", sheet.Cell{Kind: sheet.Text, Text: "很好"}),
		"“评分结果”表 I2：应当是分数（不小于 0、不超过两位小数的数字单元格），这里是“很好”"},
	{"points below zero", put(graded.ResultSheet, "思想素质", sheet.Cell{Kind: sheet.Number, Text: "-1"}),
		"“评分结果”表 F2：应当是分数（不小于 0、不超过两位小数的数字单元格），这里是“-1”"},
	{"points too fine", put(graded.PointsSheet, "2 得分", sheet.Cell{Kind: sheet.Number, Text: "0.125"}),
		"“逐项得分”表 G3：应当是分数（不小于 0、不超过两位小数的数字单元格），这里是“0.125”"},
	{"an ID number as points", put(graded.PointsSheet, "2 得分", sheet.Cell{Kind: sheet.Text, Text: "230717195001011009"}),
		"“逐项得分”表 G3：应当是分数（不小于 0、不超过两位小数的数字单元格），这里是“**************1009”"},
	{"points deleted", put(graded.PointsSheet, "2 得分", sheet.Cell{}),
		"“逐项得分”表 G3：应当是分数（不小于 0、不超过两位小数的数字单元格），这里是空白"},
	{"a broken formula", put(graded.PointsSheet, "2 填报", sheet.Cell{Kind: sheet.Error, Text: "#REF!"}),
		"“逐项得分”表 F3：是错误值 #REF!"},
	{"a formula without result", put(graded.ResultSheet, "信用等级", sheet.Cell{Kind: sheet.NoValue}),
		"“评分结果”表 K2：是没有保存结果的公式"},
	{"no grade", put(graded.ResultSheet, "信用等级", sheet.Cell{}), "“评分结果”表 K2：没有“信用等级”"},
	{"an ID number became a number", put(graded.ResultSheet, "身份证件号码", sheet.Cell{Kind: sheet.Number, Text: "2.30717195001011E+17"}),
		"“评分结果”表 D2：身份证件号码变成了数字，末几位已经丢失；请用 credit score 重新评分"},
	{"a row without source", put(graded.HeldSheet, "来源", sheet.Cell{}),
		"“未评分”表 E2：没有“来源”：这一行不是 credit score 写出的，或者被改动过"},
	{"missing in 逐项得分", func(t *testing.T, book *sheettest.Book) {
		s := named(t, *book, graded.PointsSheet)
		s.Rows = slices.Delete(s.Rows, 2, 3)
	}, "“评分结果”表 D2：张三（{id}）在“逐项得分”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
	{"missing in 评分结果", func(t *testing.T, book *sheettest.Book) {
		s := named(t, *book, graded.ResultSheet)
		s.Rows = slices.Delete(s.Rows, 1, 2)
	}, "“逐项得分”表 B3：张三（{id}）在“评分结果”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
	{"everyone missing in 评分结果", func(t *testing.T, book *sheettest.Book) {
		s := named(t, *book, graded.ResultSheet)
		s.Rows = s.Rows[:1]
	}, "“逐项得分”表 B3：张三（{id}）在“评分结果”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
	{"all but the last missing in 评分结果", func(t *testing.T, book *sheettest.Book) {
		s := named(t, *book, graded.ResultSheet)
		s.Rows = slices.Delete(s.Rows, 1, len(s.Rows)-1)
	}, "“逐项得分”表 B3：张三（{id}）在“评分结果”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
	{"another source", put(graded.PointsSheet, "来源", sheet.Cell{Kind: sheet.Text, Text: "填报表 第 99 行"}),
		"“评分结果”表 D2：张三（{id}）在“逐项得分”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
	{"another source, 评分结果 sorted otherwise", func(t *testing.T, book *sheettest.Book) {
		put(graded.PointsSheet, "来源", sheet.Cell{Kind: sheet.Text, Text: "填报表 第 99 行"})(t, book)
		slices.Reverse(named(t, *book, graded.ResultSheet).Rows[1:])
	}, "“评分结果”表 D2：张三（{id}）在“逐项得分”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
	{"another ID number", put(graded.PointsSheet, "身份证件号码", sheet.Cell{Kind: sheet.Text, Text: "X"}),
		"“评分结果”表 D2：张三（{id}）在“逐项得分”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
	{"a row copied in 逐项得分", func(t *testing.T, book *sheettest.Book) {
		s := named(t, *book, graded.PointsSheet)
		again := s.Rows[2]
		again.Number = 1000
		s.Rows = append(s.Rows, again)
	}, "“逐项得分”表 B1000：张三（{id}）在“评分结果”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
	{"a row copied in 逐项得分, 评分结果 sorted otherwise", func(t *testing.T, book *sheettest.Book) {
		results, details := named(t, *book, graded.ResultSheet), named(t, *book, graded.PointsSheet)
		slices.Reverse(results.Rows[1:])
		again := details.Rows[2]
		details.Rows = slices.Insert(details.Rows, 3, again)
		for i := range details.Rows {
			details.Rows[i].Number = i + 1
		}
	}, "“逐项得分”表 B4：张三（{id}）在“评分结果”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
	{"a row copied in 评分结果", func(t *testing.T, book *sheettest.Book) {
		s := named(t, *book, graded.ResultSheet)
		again := s.Rows[1]
		again.Number = 1000
		s.Rows = append(s.Rows, again)
	}, "“评分结果”表 D1000：张三（{id}）在“逐项得分”表里没有对应的一行（按“身份证件号码”和“来源”对应），或者这一行重复了"},
}

// restamped makes the workbook one of another kind.
func restamped(kind string) func(*testing.T, *sheettest.Book) {
	return func(t *testing.T, book *sheettest.Book) {
		named(t, *book, stamp.SheetName).Rows[1].Cells[1].Text = kind
	}
}

// put writes a cell into the first person's row of a sheet.
func put(name, header string, cell sheet.Cell) func(*testing.T, *sheettest.Book) {
	return func(t *testing.T, book *sheettest.Book) {
		under := cellUnder(t, named(t, *book, name), 0, header)
		cell.Column = under.Column
		*under = cell
	}
}

// Whatever was done to a graded workbook is told in Chinese with its sheet
// and cell, and no ID number in full.
func TestEveryFaultIsToldWithItsPlace(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			book := fivePeople(t)
			id := cellUnder(t, named(t, book, graded.ResultSheet), 0, "身份证件号码").Text
			fault.do(t, &book)
			_, _, err := read(book, r)
			want := strings.ReplaceAll(fault.want, "{id}", strings.Repeat("*", len(id)-4)+id[len(id)-4:])
			var told *graded.Fault
			if !errors.As(err, &told) || err.Error() != want {
				t.Errorf("said %v\nwant %s", err, want)
			}
		})
	}
}

// fivePeople is a graded workbook with four people graded and one held.
func fivePeople(t *testing.T) sheettest.Book {
	t.Helper()
	r := rubrictest.Load(t)
	table := sheettest.Table{Name: "填报表", Columns: append([]string{}, fields...)}
	var people []map[string]string
	for i := range r.Indicators {
		table.Columns = append(table.Columns, r.Indicators[i].Label())
	}
	for n := range 5 {
		row := map[string]string{"县（市）区": "伊美区", "学校": "第一中学", "姓名": "张三", "身份证件号码": idNumber(n)}
		for i := range r.Indicators {
			row[r.Indicators[i].Label()] = anyAnswer(&r.Indicators[i], func(int) int { return 0 })
		}
		people = append(people, row)
	}
	people[4]["学校"] = ""
	book, _ := written(t, r, sheettest.Book{table.Sheet(people...)})
	return inHand(t, book)
}
