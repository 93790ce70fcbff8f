package casefile

import (
	"fmt"

	"credit/internal/workday"
)

// Chinese is the state as it is shown.
func (s State) Chinese() string {
	switch s {
	case Open:
		return "在办"
	case DueSoon:
		return "临近期限"
	case Overdue:
		return "已逾期"
	case Done:
		return "已办结"
	case DoneLate:
		return "逾期办结"
	case Refused:
		return "不予修复"
	}
	return "有误"
}

// Chinese is the reason in a few words.
func (r Reason) Chinese() string {
	switch r {
	case GradeNotEligible:
		return "信用等级不是 C 级、D 级"
	case NoBreachOnRecord:
		return "没有记录在案的失信行为（缺指标或认定日期）"
	case WithinThreeMonths:
		return "自失信行为认定之日起未满 3 个月"
	case Relapsed:
		return "信用修复期内再次发生失信行为"
	case CalendarUnknown:
		return "期限所在年度的放假安排还没有公布"
	case Faulty:
		return "这一行有误，状态无法判断"
	}
	return ""
}

// Notes explain a case, a sentence each: why it is refused and from when it
// could be accepted, what is still to be done, what does not fit together.
func (c *Case) Notes() []string {
	if c.State == Refused {
		return c.refusalNotes()
	}
	var notes []string
	if c.Reason == CalendarUnknown {
		notes = append(notes, c.calendarNote())
	}
	if c.shaky && c.Unfinished() {
		notes = append(notes, fmt.Sprintf("%d 年元旦的安排还没有公布，可能改动 12 月末的工作日，这个期限到时要再核对。", c.Due.Year()+1))
	}
	if !c.late.IsZero() {
		notes = append(notes, "注意："+c.lateNote()+"。")
	}
	return append(notes, c.pending()...)
}

// lateNote says that an extension counts for nothing (article 19).
func (c *Case) lateNote() string {
	return fmt.Sprintf("延长告知日期 %s 晚于期限的最后一日 %s，不算延长，期限仍是 %[2]s（第十九条）", c.Extended, c.late)
}

// Warnings are what calls for somebody's attention though nothing in the
// register is wrong, a line each: a repair that is granted against article 18,
// an extension that was told too late.
func (r *Register) Warnings() (lines []string) {
	for _, c := range r.Cases {
		if c.IsContradicted() {
			lines = append(lines, c.place()+"写的是“准予修复”，按第十八条不予修复："+c.Reason.Chinese())
		}
		if !c.late.IsZero() {
			lines = append(lines, c.place()+"的"+c.lateNote())
		}
	}
	return lines
}

// place is the case's row, and its number if it has one.
func (c *Case) place() string {
	place := fmt.Sprintf("%s 第 %d 行", c.Sheet, c.Row)
	if c.Number != "" {
		place += "（编号 " + shown(c.Number) + "）"
	}
	return place
}

// calendarNote says what of a due day in an unknown year can be said.
func (c *Case) calendarNote() string {
	text := "期限暂定 " + c.Tentative.String() + "：期限经过的年度有的放假安排不在日历里，只按周一至周五推算，扣除每年日期固定的法定节日（元旦、5 月 1 日至 2 日、10 月 1 日至 3 日）；公布后用 --calendar 补充。"
	if c.past {
		text = "暂定期限已过，请尽快核对。" + text
	}
	if c.State == Done {
		text += "是否逾期要到那时才能确定。"
	}
	return text
}

// pending says what of a case is still to be done.
func (c *Case) pending() []string {
	switch {
	case c.Reason == Faulty:
	case c.Kind == Correction && !c.Decided.IsZero() && c.Told.IsZero():
		return []string{"已经处理，还没有书面告知申请人（第十七条）。"}
	case c.Kind == Report && !c.Decided.IsZero() && c.Told.IsZero():
		return []string{"已经处理，还没有告知举报人（第十九条）。"}
	}
	return nil
}

// refusalNotes say why article 18 refuses a repair and what is left.
func (c *Case) refusalNotes() []string {
	text := c.Reason.Chinese()
	switch c.Reason {
	case GradeNotEligible:
		text += "（" + c.Grade + " 级），不在第十八条的范围；可以依第十七条申请更正，或等下一次年度评价。"
	case NoBreachOnRecord:
		text += "；可以对照扣分的指标改进，等下一次年度评价。"
	case WithinThreeMonths:
		text += fmt.Sprintf("（认定日期 %s，%s 届满）；最早 %s 起可以受理。", c.Determined, c.waited, c.Acceptable)
	case Relapsed:
		text += fmt.Sprintf("（%s）；自再次失信之日起满 3 个月，最早 %s 起可以受理，以再次失信的认定日期为准。", c.Relapse, c.Acceptable)
	}
	notes := []string{"第十八条不予修复：" + text}
	if c.Reason == WithinThreeMonths && hasRelapsed(c) {
		notes[0] = "第十八条不予修复：" + fmt.Sprintf("%s（认定日期 %s），又在 %s 再次失信；最早 %s 起可以受理，以再次失信的认定日期为准。",
			c.Reason.Chinese(), c.Determined, c.Relapse, c.Acceptable)
	}
	if c.Result == Repaired {
		notes = append(notes, "注意：台账写的是“准予修复”，与第十八条不符，请核对。")
	}
	return notes
}

// IsContradicted reports a repair that the register grants though article 18
// refuses it.
func (c *Case) IsContradicted() bool { return c.State == Refused && c.Result == Repaired }

// DueText is the due day as it is shown: with 暂定 where it is a guess.
func (c *Case) DueText() string {
	switch {
	case !c.Due.IsZero():
		return c.Due.String()
	case !c.Tentative.IsZero():
		return "暂定 " + c.Tentative.String()
	case c.Kind == Repair:
		return "无法定期限"
	}
	return ""
}

// justPast is said of a due day since which no whole working day has passed,
// pastTentative of a tentative day that is over.
const (
	justPast      = "刚过期"
	pastTentative = "暂定期限已过"
)

// LeftText is how much of the term is left.
func (c *Case) LeftText() string {
	switch {
	case c.State == Overdue && c.Left == 0:
		return justPast
	case c.State == Overdue:
		return fmt.Sprintf("超 %d 天", c.Left)
	case c.State == DueSoon && c.Left == 0:
		return "今天到期"
	case !c.Due.IsZero() && (c.State == Open || c.State == DueSoon):
		return fmt.Sprintf("%d 天", c.Left)
	}
	return ""
}

// Unfinished reports a case that somebody has still to do something about.
func (c *Case) Unfinished() bool {
	switch c.State {
	case Done, DoneLate:
		return c.IsFaulty()
	case Refused:
		return c.Decided.IsZero() || c.IsContradicted() || c.IsFaulty()
	}
	return true
}

// Sources name the arrangements by which working days were counted.
func Sources(years []workday.Year) (lines []string) {
	for _, year := range years {
		lines = append(lines, fmt.Sprintf("%d 年：%s", year.Year, year.Source()))
	}
	return lines
}
