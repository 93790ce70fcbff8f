package notice

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"credit/internal/graded"
	"credit/internal/letter"
	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// IndexSheet is the first sheet, on which it is noted when a letter was handed
// over and by whom it was received.
const IndexSheet = "目录与签收"

// The columns of the index that people fill in.
const (
	deliveredHeader = "送达日期"
	signedHeader    = "签收（签名）"
	remarkHeader    = "备注"
)

// Pages are the sheets of a school's workbook: the index, a letter a person,
// the stamp. Printed whole it is what is handed over.
func (s *School) Pages(o Options) []sheet.Page {
	names := s.sheetNames()
	pages := []sheet.Page{s.index(names)}
	for i := range s.Letters {
		pages = append(pages, s.letter(o, i, names[i]).Page())
	}
	mark := stamp.Stamp{
		Kind: stamp.Notice, Rubric: s.rubric.ID, Edition: s.rubric.Edition, SHA256: s.rubric.SHA256, Year: s.year, Version: o.Version,
	}
	return append(pages, sheet.Page{Layout: stamp.Layout(), Rows: mark.Rows()})
}

// sheetNames are the sheets of the letters: a number, which tells namesakes
// apart, and the name.
func (s *School) sheetNames() []string {
	names := make([]string, len(s.Letters))
	for i := range s.Letters {
		names[i] = sheetName(fmt.Sprintf("%03d ", i+1), s.Letters[i].Who.Name)
	}
	return names
}

// sheetName is a number and as much of a name as a sheet's name takes.
func sheetName(number, name string) string {
	const longest = 31 // UTF-16 units
	room := longest - len(number)
	var b strings.Builder
	b.WriteString(number)
	for _, c := range name {
		if c < ' ' || strings.ContainsRune(`[]:*?/\'`, c) || c == 0x7f || c > 0xFFFD && c < 0x10000 {
			c = '_'
		}
		if room -= utf16.RuneLen(c); room < 0 {
			break
		}
		b.WriteRune(c)
	}
	return b.String()
}

// index lists who is written to. It lies open when somebody signs: numbers are
// masked, and nobody's points or grade stand in it (article 8).
func (s *School) index(names []string) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{
		Name: IndexSheet, FreezeColumns: 2, Tab: "1F4E79",
		Heading: []string{
			"执业信用评价结果告知：目录与签收（" + yearText(s.year) + "）",
			s.Label() + "：" + s.told() + "。每页一人，送达后在这里填写送达日期，由本人签收。" + graded.Notice(s.rubric),
		},
		Columns: []sheet.Column{
			{Header: "序号", Width: 6, Style: sheet.CountCell}, {Header: "姓名", Width: 11, Style: sheet.CenterText, Wrap: true},
			{Header: "身份证件号码", Width: 21, Style: sheet.CodeText}, {Header: "岗位", Width: 10, Style: sheet.CenterText, Wrap: true},
			{Header: "告知书所在的工作表", Width: 18, Style: sheet.CenterText, Wrap: true},
			{Header: deliveredHeader, Width: 14, Style: sheet.FillCell}, {Header: signedHeader, Width: 16, Style: sheet.FillCell}, {Header: remarkHeader, Width: 16, Wrap: true},
		},
	}}
	for i := range s.Letters {
		l := &s.Letters[i]
		page.Add(sheet.CountValue(i+1), sheet.TextValue(l.Who.Name), sheet.TextValue(l.Who.ID.String()), sheet.TextValue(l.Who.Post),
			sheet.TextValue(names[i]), sheet.Empty(), sheet.Empty(), sheet.Empty())
	}
	return page
}

// told says whom the law has told.
func (s *School) told() string {
	n := 0
	for _, grade := range s.rights.Told.Grades {
		n += s.Grades[grade]
	}
	text := fmt.Sprintf("共 %d 份告知书；按%s应告知的（%s）%d 人", len(s.Letters), s.rights.Told.Clause, s.rights.Told.Text(), n)
	if s.Held > 0 {
		text += fmt.Sprintf("，未评分 %d 人", s.Held)
	}
	return text
}

// letter is one person's letter.
func (s *School) letter(o Options, i int, name string) letter.Letter {
	l := &s.Letters[i]
	out := letter.Letter{
		Sheet: name, Title: "教育从业人员执业信用评价结果告知书",
		Number: strings.TrimSpace(fmt.Sprintf("%s　第 %03d 号", l.year(), i+1)),
		To:     l.Who.Name + "同志",
		Signed: s.signatures(o), Small: l.small(),
		Slip: letter.Slip{
			Title: "送达回执", Text: "本人已收到" + l.year() + "执业信用评价结果告知书（第 " + fmt.Sprintf("%03d", i+1) + " 号，校验码 " + l.Check.Code + "）。签收只表示收到，不表示同意。",
			Boxes: [][2]string{{"姓名", l.Who.Name}, {"本人签名", ""}, {"送达人签名", ""}, {"送达日期", ""}},
		},
	}
	out.Body = append(out.Body, l.identity(o.Unmask))
	if l.Held != nil {
		out.Body = append(out.Body, l.heldBody()...)
	} else {
		out.Body = append(out.Body, l.gradedBody()...)
	}
	out.Body = append(out.Body, letter.Heading(l.next()+"、您的权利"))
	for n, right := range l.told() {
		out.Body = append(out.Body, letter.Paragraph(fmt.Sprintf("%d. %s：%s（%s）", n+1, right.Title, right.Text, right.Clause)))
	}
	if o.Contact != "" {
		what := "更正申请"
		if l.Held == nil && l.rights.Repair.Has(l.Grade.Grade) {
			what += "、修复申请"
		}
		out.Body = append(out.Body, letter.Paragraph(what+"送交："+o.Contact))
	}
	return out
}

// identity is who the letter is about.
func (l *Letter) identity(unmask bool) letter.Table {
	id := l.Who.ID.String()
	if unmask {
		id = l.Who.ID.Reveal()
	}
	label := func(text string) sheet.Value { return sheet.TextValue(text).AsBold() }
	return letter.Table{Widths: []int{2, 5, 2, 3}, Rows: [][]sheet.Value{
		{label("所在单位"), sheet.TextValue(l.Who.County + " " + l.Who.School), label("身份证件号码"), sheet.TextValue(id)},
	}}
}

// gradedBody says what the grade is and why.
func (l *Letter) gradedBody() []letter.Block {
	r := l.Rubric
	basis := fmt.Sprintf("《%s》（%s）及其附件", r.Title, r.Document)
	for _, o := range l.Overlays {
		if l.Judges(o) {
			basis += "和" + o.Name()
		}
	}
	total := fmt.Sprintf("%s 分", l.Total)
	if l.Adjusted != nil {
		total += "，有不适用的项，折算总分为 " + result.Exactly(l.Adjusted.Total, " 分")
	}
	intro := fmt.Sprintf("依据%s，您%s执业信用评价的综合得分为 %s，信用等级为 %s 级（%s）。现将结果告知您",
		basis, l.year(), total, l.Grade.Grade, l.Grade.Name)
	if l.rights.Told.Has(l.Grade.Grade) {
		intro += "（" + l.rights.Told.Clause + "）"
	}
	body := []letter.Block{letter.Paragraph(intro + "。"), l.sections(r.Points), letter.Heading("一、等级的理由")}
	body = append(body, l.corrections()...)
	for _, why := range l.Why {
		body = append(body, letter.Paragraph(why))
	}
	if l.Adjusted != nil {
		body = append(body, letter.Paragraph("不适用："+l.Adjusted.LeftOut(r)+"。折算："+l.Adjusted.Text(r)+"。"))
	}
	body = append(body, letter.Heading("二、失分："+l.LostText()))
	if len(l.Losses) > 0 {
		body = append(body, l.losses())
	}
	return body
}

// mostCorrections is how many corrected answers a letter lists.
const mostCorrections = 6

// corrections say what was corrected before this result.
func (l *Letter) corrections() (body []letter.Block) {
	lines := l.CorrectedLines() // the first says what it came to before
	for i, line := range lines {
		if i > mostCorrections {
			return append(body, letter.Paragraph(fmt.Sprintf("另有 %d 项更正，见评分工作簿的“%s”表。", len(lines)-i, graded.CorrectionSheet)))
		}
		body = append(body, letter.Paragraph(line))
	}
	return body
}

// next is the number of the part after the reasons.
func (l *Letter) next() string {
	if l.Held != nil {
		return "二"
	}
	return "三"
}

// sections are the sections against their floors, and their sum.
func (l *Letter) sections(full points.Points) letter.Table {
	t := letter.Table{Widths: []int{4, 2, 2, 2, 2}, Header: []string{"一级指标", "得分", "满分", "直接判级底线", "结果"}}
	name, after := "综合得分", ""
	var total *points.Fraction
	if a := l.Adjusted; a != nil {
		t = letter.Table{Widths: []int{3, 2, 2, 1, 2, 2}, Header: []string{"一级指标", "得分", "折算", "满分", "直接判级底线", "结果"}}
		name, after, total = "综合得分、折算总分", "折算后", &a.Total
	}
	middle := func(text string) sheet.Value { return sheet.TextValue(text).As(sheet.Middle) }
	for i := range l.Sections {
		one := &l.Sections[i]
		floor, verdict := "无", "—"
		if one.Rule != nil {
			floor, verdict = one.Rule.Below.String(), after+"达到"
		}
		if one.Below() {
			verdict = after + "低于底线"
		}
		t.Rows = append(t.Rows, withAdjusted(one.Adjusted,
			sheet.TextValue(one.Name), sheet.PointsValue(one.Points), sheet.PointsValue(one.Full), middle(floor), middle(verdict)))
	}
	t.Rows = append(t.Rows, sheet.Bold(withAdjusted(total,
		sheet.TextValue(name), sheet.PointsValue(l.Total), sheet.PointsValue(full), sheet.TextValue("信用等级"), sheet.TextValue(l.Grade.Grade+" 级"))))
	return t
}

// withAdjusted puts what counts where indicators do not apply after the points,
// cut off after two decimals; the letter says exactly below.
func withAdjusted(adjusted *points.Fraction, row ...sheet.Value) []sheet.Value {
	if adjusted == nil {
		return row
	}
	shown, _ := adjusted.Floor()
	return slices.Insert(row, 2, sheet.PointsValue(shown))
}

// losses are the lost points in two columns side by side.
func (l *Letter) losses() letter.Table {
	t := letter.Table{Widths: []int{4, 1, 1, 4, 1, 1}, Header: []string{"三级指标（附件序号）", "填报", "失分", "三级指标（附件序号）", "填报", "失分"}, Small: true}
	half := (len(l.Losses) + 1) / 2
	for i := range half {
		row := l.loss(i)
		if half+i < len(l.Losses) {
			row = append(row, l.loss(half+i)...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (l *Letter) loss(i int) []sheet.Value {
	one := &l.Losses[i]
	return []sheet.Value{sheet.TextValue(one.Indicator.Label()), sheet.TextValue(one.Given).As(sheet.Middle), sheet.PointsValue(one.Lost)}
}

// signatures are who signs: those who rated, the unit that tells (article 17),
// and the date.
func (s *School) signatures(o Options) []string {
	issuers := o.Issuers
	if len(issuers) == 0 {
		issuers = []string{s.County + "主管教育部门", s.County + "营商部门"}
	}
	lines := []string{"评价部门：" + strings.Join(issuers, "（盖章）　") + "（盖章）", "告知单位：" + s.Name + "（盖章）"}
	date := "　　　　年　　月　　日"
	if o.Date != "" {
		date = o.Date
	}
	return append(lines, date)
}

// year is the year within a sentence of a letter, nothing where none is named.
func (l *Letter) year() string {
	if !graded.IsKnownYear(l.Year) {
		return ""
	}
	return " " + l.Year + " 年度"
}

// yearText is the year as a heading says it.
func yearText(year string) string {
	if !graded.IsKnownYear(year) {
		return "年度未注明"
	}
	return year + " 年度"
}
