package casefile

import (
	"credit/internal/correction"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// blankRows is how many rows of an empty register are prepared.
const blankRows = 300

// Blank are the sheets of an empty register: instructions, the three of the
// contract, and one for the answers that an accepted case changes. version is
// the program's.
func Blank(r *rubric.Rubric, version string) []sheet.Page {
	b := blank{rubric: r, lists: &stamp.Lists{}}
	pages := []sheet.Page{b.guide()}
	for i := range forms {
		pages = append(pages, b.form(&forms[i]))
	}
	pages = append(pages, b.changes())
	mark := stamp.Stamp{Kind: stamp.Register, Rubric: r.ID, Edition: r.Edition, SHA256: r.SHA256, Version: version}
	return append(pages, sheet.Page{Layout: b.lists.Layout(), Rows: b.lists.Rows(mark)})
}

type blank struct {
	rubric *rubric.Rubric
	lists  *stamp.Lists
}

func (b blank) form(f *form) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: f.name, FreezeColumns: 1, Reach: blankRows, Tab: "1F4E79"}}
	for _, h := range f.columns {
		page.Columns = append(page.Columns, b.column(f, h))
	}
	return page
}

// hints are what is said while a cell of the column is selected; examples
// stand here and not in rows, where they would be cases.
var hints = map[column]string{
	numberColumn:     "每个案件一个编号，如 更2026-001、修2026-001、举2026-001。不要写姓名和身份证件号码。",
	nameColumn:       "申请人（教育从业人员本人）的姓名，如 李四。",
	idColumn:         "18 位号码，以文本保存；粘贴时选“只粘贴文本”。",
	indicatorColumn:  "记录在案的失信行为属于哪一项三级指标：序号或全称，如 8；几项用顿号隔开，如 8、10。没有的不填。",
	determinedColumn: "失信行为被认定的日期，如 2026-01-15。自次日起算 3 个月，未满的不予修复（第十八条）。",
	receivedColumn:   "收到书面材料的日期，如 2026-03-02。收到当日不计入期限。",
	relapseColumn:    "收到申请以后、作出决定以前又发生失信行为的日期；没有的不填。",
	extendedColumn:   "把延长 10 日的理由告知举报人的日期，不晚于第 30 个工作日；没有延长的不填。",
	contentColumn:    "申请更正什么，一两句话，如 第 3 项出席率应为 96%。书面答复会照抄。",
	decidedColumn:    "处理完毕、作出决定的日期；还没有的不填。",
	toldColumn:       "书面告知（答复）的日期；还没有的不填。",
}

func (b blank) column(f *form, h heading) sheet.Column {
	c := sheet.Column{Header: h.text, Width: 14, Style: sheet.CenterText}
	switch h.column {
	case numberColumn, nameColumn:
		c.Style = sheet.CodeText
	case idColumn:
		c.Width, c.Style = 22, sheet.CodeText
	case contentColumn:
		c.Width, c.Style, c.Wrap = 44, sheet.PlainText, true
	case indicatorColumn:
		c.Width, c.Style = 20, sheet.CodeText
	case gradeColumn:
		var grades []string
		for _, g := range b.rubric.Grades {
			grades = append(grades, g.Grade)
		}
		c.Input = b.lists.Listed(h.text, grades)
		c.Input.Title, c.Input.Prompt = h.text, "评定的信用等级；第十八条只允许 C 级、D 级申请修复。"
	case resultColumn:
		var results []string
		for _, result := range f.results {
			results = append(results, string(result))
		}
		c.Input = b.lists.Listed(f.name+h.text, results)
		c.Input.Title, c.Input.Prompt = h.text, "办结以后从列表里选："+listed(results)+"。"
	case determinedColumn, receivedColumn, relapseColumn, extendedColumn, decidedColumn, toldColumn:
		c.Style = sheet.DateCell
	}
	if hint := hints[h.column]; hint != "" {
		c.Input = &sheet.Input{Title: h.text, Prompt: hint}
	}
	return c
}

// changeHints are those of the sheet 更正内容.
var changeHints = map[string]string{
	"编号":     "“更正申请”或“信用修复”里已经办结的案件编号，如 更2026-001。",
	"姓名":     "与案件相同。",
	"身份证件号码": "与案件相同，以文本保存。",
	"指标":     "改哪一项：序号或全称，如 3。一项一行。",
	"原填报":    "评分时的填报，如 92%；与评分工作簿不一致的不会改。",
	"更正为":    "改成什么，写法同填报表，如 96%。",
}

func (b blank) changes() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: correction.SheetName, FreezeColumns: 1, Reach: blankRows, Tab: "A6A6A6"}}
	for _, header := range changesHeaders {
		c := sheet.Column{Header: header, Width: 16, Style: sheet.FillCell, Input: &sheet.Input{Title: header, Prompt: changeHints[header]}}
		switch header {
		case "身份证件号码":
			c.Width, c.Style = 22, sheet.CodeText
		case "编号", "姓名", "指标":
			c.Style = sheet.CodeText
		}
		page.Columns = append(page.Columns, c)
	}
	return page
}

func (b blank) guide() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{
		Name: guideSheet, Plain: true, Portrait: true, Tab: "1F4E79", Heading: []string{"办理台账"},
		Columns: []sheet.Column{{Width: 5, Style: sheet.CenterText}, {Width: 84, Wrap: true}},
	}}
	const columns = 2
	for _, part := range guideParts {
		page.Add(text(part.title).AsHeading().Across(columns))
		for i, paragraph := range part.paragraphs {
			page.Add(sheet.CountValue(i+1), text(paragraph))
		}
	}
	return page
}

// guideParts are the instructions. No short cell of them may hold a word for a
// reporter: a register with a place for one is refused.
var guideParts = []struct {
	title      string
	paragraphs []string
}{
	{"一、登记什么", []string{
		"“更正申请”：认为信用信息记载错误或遗漏、侵犯个人隐私的，由本人书面提出（第十七条）。收到之日起 15 个工作日内处理，并书面告知申请人。",
		"“信用修复”：C 级、D 级的教育从业人员纠正失信行为以后提出（第十八条）。未满 3 个月、修复期内再次失信的不予修复；不予修复的告知本人及所在单位。没有法定期限，应及时处理。",
		"“实名举报”：接到材料之日起 30 个工作日内核查处理并告知；不能作出决定的可延长 10 日，并在这以前告知理由（第十九条）。",
		"“更正内容”：案件办结、准予更正或修复以后，把要改的填报写在这里，一项一行；用 credit score --corrections 重新评分，不直接改分数。",
	}},
	{"二、怎样填", []string{
		"一个案件一行，编号不重复。选中一格会显示怎样填。不要改表名和表头，不要合并单元格；行的先后不限。",
		"日期写成 2026-03-02、2026/3/2 或 2026年3月2日。还没有发生的日期不填。",
		"身份证件号码以文本保存：单元格格式先设为“文本”，否则末几位会丢失。",
		"收到当日不计入期限；工作日按国务院办公厅每年的放假安排计算，调休上班的周末也算。",
	}},
	{"三、保密", []string{
		"“实名举报”只登记编号、日期和处理结果。举报内容和举报人的姓名、住址、电话等一律不得写进台账，也不要添加列（序号、经办人、经办部门除外）：有别的列，程序拒绝读取（第十九条）。",
		"台账里有身份证件号码，只限经办人使用；屏幕和别的文件里只显示后四位。",
	}},
	{"四、核对", []string{
		"credit case 办理台账.xlsx：列出已逾期和临近期限的案件，核对日期和填写；加 --ics 文件 可以导入日历，加 --letters 文件夹 写出书面答复。",
	}},
}
