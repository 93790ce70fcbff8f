package casefile

import (
	"fmt"
	"strings"

	"credit/internal/graded"
	"credit/internal/letter"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// Answer is a workbook with one letter that answers a case: to the
// practitioner, to the unit or to the reporter.
type Answer struct {
	Case *Case
	// What names the answer: 更正答复, 修复答复-本人, 修复答复-单位, 延长告知, 举报答复.
	What string
	// Draft says that the authorities have not decided yet what it says.
	Draft  bool
	letter letter.Letter
}

// Label is what the workbook is called: the case's number, shortened where it
// is too long for a file name, and what it is.
func (a Answer) Label() string {
	const longest = 60 // bytes that output.LabelNames keeps
	number := []rune(a.Case.Number)
	for len(string(number)) > longest-len("-"+a.What) {
		number = number[:len(number)-1]
	}
	return string(number) + "-" + a.What
}

// Pages are the letter's sheets; version is the program's.
func (a Answer) Pages(version string) []sheet.Page {
	return append([]sheet.Page{a.letter.Page()}, sheet.Page{Layout: stamp.Layout(), Rows: stamp.Stamp{Kind: stamp.Answer, Version: version}.Rows()})
}

// Answers are the answers that articles 17 to 19 ask for, from what the
// register says, in its order; without says which cases have none
// though they were decided, and why. A case that is still open has none yet.
func (r *Register) Answers() (answers []Answer, without []string) {
	faulty := 0
	for _, c := range r.Cases {
		if c.IsFaulty() {
			faulty++
			continue
		}
		switch why := r.unanswerable(c); {
		case why != "":
			without = append(without, c.place()+"没有写答复："+why)
		case c.Kind == Correction && c.Result != "":
			answers = append(answers, Answer{Case: c, What: "更正答复", letter: r.correction(c)})
		case c.Kind == Repair && (c.State == Refused || c.Result != ""):
			answers = append(answers, r.repair(c)...)
		case c.Kind == Report:
			answers = append(answers, r.report(c)...)
		}
		if !c.late.IsZero() {
			without = append(without, c.place()+"没有写延长告知书：延长告知晚了，不算延长")
		}
	}
	if faulty > 0 {
		without = append(without, fmt.Sprintf("有误的 %d 行没有写答复，先改好", faulty))
	}
	return answers, without
}

// unanswerable is why no letter may be written about a case.
func (r *Register) unanswerable(c *Case) string {
	switch {
	case c.IsContradicted():
		return "台账写的是“准予修复”，与第十八条不符，先核对"
	case !c.Decided.IsZero() && c.Result == "":
		return "没有填结果"
	}
	return ""
}

// The words that several letters share.
const (
	toFill     = "　\n　\n　" // three empty lines of a box, to be filled in by hand
	authority  = "主管教育部门（印章）　　营商部门（印章）"
	emptyDate  = "　　　　年　　月　　日"
	secrecy    = "对您的姓名、住址、电话等个人信息和举报内容依法保密（第十九条）。"
	byNumber   = "本件只写编号；送达情况另行保密登记，不填入台账。"
	colleague  = " 同志"
	forTheUnit = "＿＿＿＿＿＿＿＿＿＿（所在单位）"
)

// basis begins every letter: the rules by which it is written.
func (r *Register) basis() string {
	return "《" + r.Rubric.Title + "》（" + r.Rubric.Document + "）"
}

// table is a table of labels and what stands beside them.
func table(rows ...[2]string) letter.Table {
	const label, rest = 3, letter.Columns - 3
	t := letter.Table{Widths: []int{label, rest}}
	for _, row := range rows {
		t.Rows = append(t.Rows, []sheet.Value{text(row[0]).AsBold(), text(row[1])})
	}
	return t
}

// signed is who signs, with the day on which the answer was given if the
// register says so.
func signed(c *Case) []string {
	date := emptyDate
	if !c.Told.IsZero() {
		date = c.Told.Chinese()
	}
	return []string{"", authority, date}
}

// slip is the receipt of somebody.
func slip(c *Case, title, who string) letter.Slip {
	return letter.Slip{
		Title: "送达回执", Text: "已收到" + title + "（编号 " + c.Number + "）。签收只表示收到，不表示同意。",
		Boxes: [][2]string{{"收件人", who}, {"签名", ""}, {"送达人", ""}, {"送达日期", ""}},
	}
}

// correction answers the applicant (article 17).
func (r *Register) correction(c *Case) letter.Letter {
	const title = "信用信息更正申请处理结果告知书"
	outcome, after := "不予更正", []letter.Block{table([2]string{"不予更正的理由", toFill})}
	if c.Result == Corrected {
		outcome = "予以更正"
		after = []letter.Block{letter.Paragraph("有关填报按核定的内容更正，并据此重新评分；原来的记录保留，评价结果以重新评分为准。")}
	}
	body := []letter.Block{
		letter.Paragraph("您书面提出的信用信息更正申请，我们已于 " + c.Received.Chinese() + " 收到。依据" + r.basis() + "第十七条，处理结果告知如下："),
		table([2]string{"身份证件号码", c.ID.String()}, [2]string{"申请更正的内容", orToFill(c.Content)}, [2]string{"处理结果", outcome}, [2]string{"办结日期", c.Decided.Chinese()}),
	}
	return letter.Letter{
		Sheet: "告知申请人", Title: title, Number: "编号：" + c.Number, To: c.Name + colleague, Body: append(body, after...),
		Signed: signed(c), Small: []string{graded.Notice(r.Rubric)}, Slip: slip(c, title, c.Name),
	}
}

func orToFill(s string) string {
	if s == "" {
		return toFill
	}
	return s
}

// breach names the breach that a repair is about.
func (r *Register) breach(c *Case) string {
	var parts []string
	for _, n := range c.Indicators {
		parts = append(parts, r.Rubric.Indicators[n-1].Label())
	}
	if len(parts) == 0 {
		return "没有记录在案的失信行为"
	}
	return strings.Join(parts, "、")
}

// repairTable is what both letters about a repair say.
func (r *Register) repairTable(c *Case) letter.Table {
	rows := [][2]string{
		{"信用等级", c.Grade + " 级"}, {"失信行为", r.breach(c)},
		{"认定日期", orNone(c.Determined.Chinese())}, {"收到申请日期", c.Received.Chinese()}, {"处理结果", c.repairOutcome()},
	}
	if !c.Decided.IsZero() {
		rows = append(rows, [2]string{"办结日期", c.Decided.Chinese()})
	}
	if c.State == Refused || c.Result == NotRepaired {
		reason := toFill
		if c.State == Refused {
			reason = c.refusalReason()
		}
		rows = append(rows, [2]string{"不予修复的理由", reason})
	}
	return table(rows...)
}

func orNone(s string) string {
	if s == "" {
		return "没有"
	}
	return s
}

// repairOutcome is what became of a repair: the authorities decided, or article
// 18 refuses it, and they have still to decide.
func (c *Case) repairOutcome() string {
	switch {
	case c.isDraft():
		return "拟不予修复，待教育部门、营商部门决定"
	case c.State == Refused:
		return string(NotRepaired)
	}
	return string(c.Result)
}

// isDraft reports a repair that article 18 refuses and that nobody decided.
func (c *Case) isDraft() bool { return c.State == Refused && c.Decided.IsZero() }

// titled is the title of a letter about the case.
func (c *Case) titled(title string) string {
	if c.isDraft() {
		return title + "（拟稿）"
	}
	return title
}

// refusalReason is the ground of article 18, for a letter.
func (c *Case) refusalReason() string {
	switch c.Reason {
	case GradeNotEligible:
		return "信用等级为 " + c.Grade + " 级。第十八条规定，信用等级评定为 C 级、D 级的可以申请信用修复。"
	case NoBreachOnRecord:
		return "没有记录在案、可以修复的失信行为（第十八条）。"
	case WithinThreeMonths:
		reason := fmt.Sprintf("自 %s 被认定为失信行为之日起，至收到申请之日未满 3 个月（%s 届满；第十八条第 1 项）。", c.Determined.Chinese(), c.waited.Chinese())
		if hasRelapsed(c) {
			reason += "另外，" + c.relapseReason()
		}
		return reason
	case Relapsed:
		return c.relapseReason()
	}
	return ""
}

// relapseReason is the new breach, and what it moves.
func (c *Case) relapseReason() string {
	return fmt.Sprintf("信用修复期内，于 %s 再次发生失信行为（第十八条第 2 项）；自再次失信之日起满 3 个月（%s 届满），以再次失信的认定日期为准。",
		c.Relapse.Chinese(), c.Acceptable.Plus(-1).Chinese())
}

// next says what can be done after a repair was refused or granted.
func (c *Case) next() []letter.Block {
	var blocks []letter.Block
	switch {
	case c.State != Refused && c.Result == Repaired:
		blocks = append(blocks, letter.Paragraph("有关填报按修复的内容更正，并据此重新评分；原来的记录保留，信用等级以重新评分为准。"))
	case c.Reason == GradeNotEligible:
		blocks = append(blocks, letter.Paragraph("认为信用信息记载错误、遗漏或者侵犯个人隐私的，可以依第十七条书面申请更正；评价结果每年更新一次（第十六条）。"))
	case !c.Acceptable.IsZero():
		blocks = append(blocks, letter.Paragraph("纠正失信行为、消除不良影响后，最早可以自 "+c.Acceptable.Chinese()+" 起再次提出申请；届时是否准予修复，由教育部门、营商部门依第十八条决定。"))
	}
	return blocks
}

// repair are the letters about a repair, each a workbook of its own: to the
// applicant and to the unit.
func (r *Register) repair(c *Case) []Answer {
	what := "修复答复"
	if c.isDraft() {
		what += "拟稿"
	}
	person, unit := r.repairToPerson(c), r.repairToUnit(c)
	if c.isDraft() {
		person.Slip, unit.Slip = letter.Slip{}, letter.Slip{} // nobody is handed a draft
	}
	return []Answer{
		{Case: c, What: what + "-本人", Draft: c.isDraft(), letter: person},
		{Case: c, What: what + "-单位", Draft: c.isDraft(), letter: unit},
	}
}

// repairToPerson answers the applicant (article 18).
func (r *Register) repairToPerson(c *Case) letter.Letter {
	const title = "信用修复申请处理结果告知书"
	return letter.Letter{
		Sheet: "告知本人", Title: c.titled(title), Number: "编号：" + c.Number, To: c.Name + colleague,
		Body: append([]letter.Block{
			letter.Paragraph("您提出的信用修复申请收悉。依据" + r.basis() + "第十八条，处理结果告知如下："),
			table([2]string{"身份证件号码", c.ID.String()}), r.repairTable(c),
		}, c.next()...),
		Signed: signed(c), Small: []string{graded.Notice(r.Rubric)}, Slip: slip(c, title, c.Name),
	}
}

// repairToUnit tells the unit of the practitioner (article 18).
func (r *Register) repairToUnit(c *Case) letter.Letter {
	const title = "信用修复申请处理结果通知书"
	opening := "提出的信用修复申请已经处理。依据"
	if c.isDraft() {
		opening = "提出的信用修复申请收悉。依据"
	}
	return letter.Letter{
		Sheet: "告知单位", Title: c.titled(title), Number: "编号：" + c.Number, To: forTheUnit,
		Body: append([]letter.Block{
			letter.Paragraph("你单位 " + c.Name + " " + opening + r.basis() + "第十八条，结果告知如下："),
			table([2]string{"姓名", c.Name}, [2]string{"身份证件号码", c.ID.String()}), r.repairTable(c),
		}, c.next()...),
		Signed: signed(c), Small: []string{graded.Notice(r.Rubric)}, Slip: slip(c, title, ""),
	}
}

// report are the letters to a reporter, addressed by the case's number alone
// (article 19): that the term is longer, and the result. They have no receipt,
// which would bear a reporter's name.
func (r *Register) report(c *Case) (answers []Answer) {
	to := "编号 " + c.Number + " 的举报人"
	received := "您的实名举报材料（编号 " + c.Number + "），我们已于 " + c.Received.Chinese() + " 收到。"
	rights := r.Rubric.Rights.Report
	if c.isExtended() {
		const title = "实名举报办理期限延长告知书"
		until := "，至 " + c.Due.Chinese()
		if c.Due.IsZero() {
			until = ""
		}
		answers = append(answers, Answer{Case: c, What: "延长告知", letter: letter.Letter{
			Sheet: "延长告知", Title: title, Number: "编号：" + c.Number, To: to,
			Body: []letter.Block{
				letter.Paragraph(received + fmt.Sprintf("因下列理由，%d 个工作日内不能作出决定。依据%s第十九条，办理期限延长 %d 日%s。", rights.WorkingDays, r.basis(), rights.ExtensionDays, until)),
				table([2]string{"延长期限的理由", toFill}), letter.Paragraph(secrecy),
			},
			Signed: []string{"", authority, c.Extended.Chinese()}, Small: []string{byNumber},
		}})
	}
	if c.Result != "" {
		const title = "实名举报处理情况告知书"
		answers = append(answers, Answer{Case: c, What: "举报答复", letter: letter.Letter{
			Sheet: "举报答复", Title: title, Number: "编号：" + c.Number, To: to,
			Body: []letter.Block{
				letter.Paragraph(received + "依据" + r.basis() + "第十九条，现已核查处理完毕，情况告知如下："),
				table([2]string{"核查结果", string(c.Result)}, [2]string{"办结日期", c.Decided.Chinese()}, [2]string{"处理情况", toFill}), letter.Paragraph(secrecy),
			},
			Signed: signed(c), Small: []string{byNumber},
		}})
	}
	return answers
}
