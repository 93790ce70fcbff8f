package graded_test

import (
	"fmt"
	"strconv"

	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// fields are the identity headers of a submission.
var fields = []string{"县（市）区", "学校", "姓名", "证件类型", "身份证件号码", "资格证号", "岗位", "年度考核", "师德考核", "备注"}

// idNumber is the nth made-up ID number.
func idNumber(n int) string {
	first := fmt.Sprintf("230717%04d0101%03d", 1950+n/900%50, 100+n%900)
	return first + string(practitioner.CheckCharacter(first))
}

// chooser picks a whole number below n.
type chooser func(n int) int

func (pick chooser) of(list ...string) string { return list[pick(len(list))] }

// filledIn is a submission of n people with any answers, most of which stand.
func filledIn(r *rubric.Rubric, pick chooser, n int) sheettest.Book {
	table := sheettest.Table{Name: submission.DataSheet, Header: 1 + pick(3), Columns: append([]string{}, fields...)}
	for i := range r.Indicators {
		table.Columns = append(table.Columns, r.Indicators[i].Label())
	}
	people := make([]map[string]string, n)
	for i := range people {
		people[i] = anyone(r, pick, i)
	}
	return sheettest.Book{table.Sheet(people...)}
}

// awkward are texts that a workbook must bring back as they are.
var awkward = []string{
	"", "松涛小学", "=1+1", "@甲", "a<b>&\"c\"", "_x0041_", "张　三", "𠮷野", "0012", "1E5", "TRUE", "#N/A", "第一、第二",
}

// anyone is a person with any identity and answers; few are held back.
func anyone(r *rubric.Rubric, pick chooser, n int) map[string]string {
	county := r.Counties.Names[pick(len(r.Counties.Names))]
	row := map[string]string{
		"县（市）区": county.Name, "学校": "第一中学", "姓名": "张三", "证件类型": "居民身份证", "身份证件号码": strconv.Quote(idNumber(n)),
	}
	for _, header := range []string{"学校", "姓名", "资格证号", "岗位", "年度考核", "师德考核", "备注"} {
		if text := pick.of(awkward...); text != "" {
			row[header] = strconv.Quote(text)
		}
	}
	for i := range r.Indicators {
		row[r.Indicators[i].Label()] = strconv.Quote(anyAnswer(&r.Indicators[i], pick))
	}
	switch pick(8) {
	case 0:
		row["县（市）区"] = "某某县"
	case 1:
		row["身份证件号码"] = "#2.30701199001011E+17"
	case 2:
		row["证件类型"], row["身份证件号码"] = "护照", "E12345678"
	case 3:
		delete(row, pick.of(fields...))
	case 4:
		row[r.Indicators[pick(len(r.Indicators))].Label()] = pick.of("", "不适用", "!#N/A", `"一等\n二等"`, "#0.5")
	}
	return row
}

func anyAnswer(n *rubric.Indicator, pick chooser) string {
	switch n.Kind {
	case rubric.Rate:
		return pick.of("96.5%", "0%", "100", "84.99%")
	case rubric.Number:
		return pick.of(n.Range.Max.String(), n.Range.Min.String(), "4.25")
	}
	if n.Several && pick(3) == 0 {
		return n.Answers[0].Text + "\n" + n.Answers[1].Text
	}
	answer := n.Answers[pick(2)*pick(len(n.Answers))]
	return pick.of(append(answer.Also, answer.Text)...)
}
