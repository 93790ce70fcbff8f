// Package casefile is the register of cases (办理台账): corrections of article
// 17, repairs of article 18, reports of article 19. It reads the register,
// computes each case's due day and state, and lays out what is made of it.
package casefile

import (
	"cmp"
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/workday"
)

// Kind is what a case is about.
type Kind string

// The kinds of cases, in the order of their articles.
const (
	Correction Kind = "correction" // article 17
	Repair     Kind = "repair"     // article 18
	Report     Kind = "report"     // article 19
)

// Name is the kind as the register's sheet is called.
func (k Kind) Name() string { return formOf(k).name }

// State is how far a case has come. The empty state is that of a row with a
// fault that keeps it from being told.
type State string

// The states of the contract.
const (
	Open     State = "open"
	DueSoon  State = "due-soon" // Soon working days or fewer are left
	Overdue  State = "overdue"
	Done     State = "done"
	DoneLate State = "done-late"
	Refused  State = "refused" // a repair that article 18 refuses
)

// Soon is how many working days before its due day a case is due soon.
const Soon = 5

// Reason is why a state is as it is, where that needs saying.
type Reason string

// The reasons of the contract, and Faulty for a row whose state cannot be told.
const (
	GradeNotEligible  Reason = "grade-not-eligible"
	NoBreachOnRecord  Reason = "no-breach-on-record"
	WithinThreeMonths Reason = "within-three-months"
	Relapsed          Reason = "relapsed"
	CalendarUnknown   Reason = "calendar-unknown"
	Faulty            Reason = "faulty-row"
)

// Case is one row of the register.
type Case struct {
	// Number is the 编号, as it stands.
	Number string
	Kind   Kind
	// Name and ID are the practitioner's; a report has neither.
	Name string
	ID   practitioner.ID
	// Received is the 收到日期, Decided the 办结日期, Told the 告知日期 or 答复日期,
	// Extended the 延长告知日期, Determined the 认定日期, Relapse the 再次失信日期.
	Received, Decided, Told, Extended, Determined, Relapse workday.Day
	// Grade is the 信用等级, Indicators are the numbers of the 指标 (of a repair).
	Grade      string
	Indicators []int
	// Content is the 内容 of a correction.
	Content string
	Result  Result
	// Sheet and Row are where it stands.
	Sheet string
	Row   int

	// Due is the last day of the legal term; no day for a repair, and where it
	// runs into a year without a calendar.
	Due workday.Day
	// Tentative is that day by plain weekends, where the calendar is not known.
	Tentative workday.Day
	State     State
	Reason    Reason
	// Left are the working days after today up to Due; of an Overdue case
	// those since.
	Left int
	// Acceptable is the first day on which a repair that is refused could be
	// accepted; no day where none can be named.
	Acceptable workday.Day
	// Faults are what is wrong in the row.
	Faults []Fault

	// key is the number as it is compared, an ID number in it unmasked; twin
	// says that another case of the sheet bears it too.
	key  string
	twin bool
	// late is the last day on which the extension could have been told, where
	// it was told later and counts for nothing.
	late workday.Day
	// past says that the tentative day is over.
	past bool
	// waited is the last day of the three months after the determination.
	waited workday.Day
	broken [columnCount]bool
	// shaky says that the due day lies at the end of the last year that the
	// calendar knows: the New Year of the next may move it.
	shaky bool
}

// Fault is one thing wrong in the register.
type Fault struct {
	Sheet string
	// Row and Column count from 1; 0 is the sheet as a whole.
	Row, Column int
	// Number is the case's, if any.
	Number string
	// Text says what is wrong, Hint what to write instead, both in Chinese;
	// no ID number stands in them unmasked, and nothing that a report says.
	Text, Hint string
}

// Line is the fault with its place, as it is shown.
func (f Fault) Line() string {
	place := f.place()
	if f.Number != "" {
		place += "（编号 " + f.Number + "）"
	}
	return place + "：" + f.Text + "；" + f.Hint
}

// place is the sheet and the cell.
func (f Fault) place() string {
	switch {
	case f.Row > 0 && f.Column > 0:
		return f.Sheet + "!" + sheet.CellName(f.Row, f.Column)
	case f.Row > 0:
		return f.Sheet + " 第 " + itoa(f.Row) + " 行"
	}
	return f.Sheet
}

// Register is a register that was read.
type Register struct {
	// Cases are all rows, faulty ones included, by sheet and row.
	Cases []*Case
	// Faults are all that is wrong, by sheet, row and column.
	Faults []Fault
	// Reminders are what is odd and no fault, a line each.
	Reminders []string
	// Today is the day that the states are of.
	Today workday.Day
	// Calendar tells the working days, Rubric the terms.
	Calendar *workday.Calendar
	Rubric   *rubric.Rubric
}

// IsFaulty reports a row with something wrong in it.
func (c *Case) IsFaulty() bool { return len(c.Faults) > 0 }

// Sound are how many cases have nothing wrong in their row.
func (r *Register) Sound() (n int) {
	for _, c := range r.Cases {
		if !c.IsFaulty() {
			n++
		}
	}
	return n
}

// Find is the case of a number, whatever the spacing and width; nil where
// there is none.
func (r *Register) Find(number string) *Case {
	key := fold.Key(number)
	for _, c := range r.Cases {
		if key != "" && c.key == key && c.Kind != Report {
			return c
		}
	}
	return nil
}

// Refuses says in Chinese why a case, given by its number, does not let the
// answer of whoever bears id to the indicator of that number be changed; it is
// empty where it does. WhyNot has the grounds; a repair mends the breach it was
// granted for alone.
func (r *Register) Refuses(number string, id practitioner.ID, indicator int) string {
	c := r.Find(number)
	switch {
	case c == nil:
		return "台账的“更正申请”“信用修复”里没有编号“" + shown(number) + "”"
	case c.ID.Reveal() != id.Reveal():
		return "编号“" + shown(number) + "”在台账里是另一个人的（" + c.ID.String() + "）"
	case c.Kind == Repair && !slices.Contains(c.Indicators, indicator):
		return "编号“" + shown(number) + "”修复的不是第 " + itoa(indicator) + " 项"
	}
	if why := r.WhyNot(c); why != "" {
		return "编号“" + shown(number) + "”" + why
	}
	return ""
}

// WhyNot says in Chinese why the answers that a case names may not be changed;
// it is empty for a correction or a repair that was decided in the
// practitioner's favour, that article 18 does not refuse, and whose row has
// nothing wrong in it (articles 17, 18 and 20).
func (r *Register) WhyNot(c *Case) string {
	twins := 0
	for _, other := range r.Cases {
		if other.Kind != Report && other.key == c.key {
			twins++
		}
	}
	switch {
	case c.Kind == Report:
		return "实名举报不更改填报"
	case twins > 1:
		return "在台账里不止一处"
	case c.IsFaulty():
		return "台账的这一行有误：" + c.Faults[0].Line()
	case c.State == Refused:
		return "按第十八条不予修复：" + c.Reason.Chinese()
	case c.Decided.IsZero():
		return "还没有办结"
	case c.Result == "":
		return "没有填结果"
	case !c.Result.isFavourable():
		return "结果是“" + string(c.Result) + "”"
	}
	return ""
}

// sortFaults puts the faults in order: by sheet as the register has them, row,
// column.
func (r *Register) sortFaults() {
	slices.SortStableFunc(r.Faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(formOrder(a.Sheet), formOrder(b.Sheet)), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
}

// formOrder is the place of a sheet in the register; others come last.
func formOrder(name string) int {
	for i := range forms {
		if fold.Key(forms[i].name) == fold.Key(name) {
			return i
		}
	}
	return len(forms)
}

// shown is a text of the register as messages show it: on one line, short, no
// ID number in it.
func shown(text string) string {
	const longest = 30
	text = practitioner.MaskWithin(fold.Line(text))
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}

// listed joins texts for a hint: 甲、乙或丙; A、B 或 C.
func listed(texts []string) string {
	last := len(texts) - 1
	or := "或"
	if len(texts[last]) == 1 {
		or = " 或 "
	}
	return strings.Join(texts[:last], "、") + or + texts[last]
}
