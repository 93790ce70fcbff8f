package casefile

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"credit/internal/sheet"
	"credit/internal/stamp"
)

// WriteJSON writes a line a case, in the register's order. What a faulty row
// does not tell is left out.
func (r *Register) WriteJSON(w io.Writer) error {
	to := json.NewEncoder(w)
	to.SetEscapeHTML(false)
	for _, c := range r.Cases {
		err := to.Encode(struct {
			Case     string `json:"case"`
			Kind     Kind   `json:"kind"`
			Received string `json:"received,omitempty"`
			Due      string `json:"due,omitempty"`
			State    State  `json:"state,omitempty"`
			Reason   Reason `json:"reason,omitempty"`
		}{c.Number, c.Kind, c.Received.String(), c.Due.String(), c.State, c.Reason})
		if err != nil {
			return err
		}
	}
	return nil
}

// urgency is the order of the overview: what is overdue and due soon first.
var urgency = []State{Overdue, DueSoon, "", Open, Refused, DoneLate, Done}

// Sorted are the cases by urgency, then by due day, those without one last,
// then as the register has them.
func (r *Register) Sorted() []*Case {
	cases := slices.Clone(r.Cases)
	slices.SortStableFunc(cases, func(a, b *Case) int {
		return cmp.Or(
			cmp.Compare(a.urgency(), b.urgency()),
			cmp.Compare(a.term(), b.term()),
		)
	})
	return cases
}

// urgency is the case's place in the overview; one whose tentative day is over
// comes right after what is overdue.
func (c *Case) urgency() int {
	if c.past {
		return slices.Index(urgency, DueSoon)
	}
	return slices.Index(urgency, c.State) * 2
}

// term orders cases by their due days.
func (c *Case) term() string {
	const last = "9"
	return cmp.Or(c.Due.String(), c.Tentative.String(), last)
}

// Count is how many cases have the state.
func (r *Register) Count(state State) (n int) {
	for _, c := range r.Cases {
		if c.State == state {
			n++
		}
	}
	return n
}

// Facts are the first lines of every form of the overview: that no row is
// lost, and how the cases stand.
func (r *Register) Facts() [][2]string {
	var kinds []string
	for i := range forms {
		n := 0
		for _, c := range r.Cases {
			if c.Kind == forms[i].kind {
				n++
			}
		}
		kinds = append(kinds, fmt.Sprintf("%s %d", forms[i].name, n))
	}
	var states []string
	for _, state := range urgency {
		if n := r.Count(state); n > 0 {
			states = append(states, fmt.Sprintf("%s %d%s", state.label(), n, r.pastOf(state)))
		}
	}
	facts := [][2]string{{"台账", fmt.Sprintf("%d 行 = 无误 %d + 有误 %d（%s）", len(r.Cases), r.Sound(), len(r.Cases)-r.Sound(), strings.Join(kinds, "、"))}}
	if len(states) > 0 {
		facts = append(facts, [2]string{"状态", strings.Join(states, "、")})
	}
	return facts
}

// pastOf says how many of the open cases are past their tentative day.
func (r *Register) pastOf(state State) string {
	n := 0
	for _, c := range r.Cases {
		if c.past && c.State == state {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("（其中%s %d）", pastTentative, n)
}

// label is the state in a count.
func (s State) label() string {
	if s == "" {
		return "无法判断"
	}
	return s.Chinese()
}

// Overview is the table of the cases for the screen: those that somebody has
// still to do something about, or all. What matters most comes first: of a
// table that is too wide the end is shown below.
func (r *Register) Overview(all bool) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "在办和需要处理的案件", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "编号"}, {Header: "状态"}, {Header: "期限"}, {Header: "还剩"}, {Header: "事项"}, {Header: "姓名"}, {Header: "收到日期"},
	}}}
	if all {
		page.Name = "全部案件"
	}
	for _, c := range r.Sorted() {
		if all || c.Unfinished() {
			var row []sheet.Value
			for _, cell := range []string{c.called(), c.label(), c.DueText(), c.LeftText(), c.Kind.Name(), shortName(c.Name), c.Received.String()} {
				row = append(row, text(cmp.Or(cell, "-")))
			}
			page.Add(row...)
		}
	}
	return page
}

// shortName keeps a name that is none from taking the screen.
func shortName(name string) string {
	const longest = 5
	if runes := []rune(name); len(runes) > longest {
		return string(runes[:longest-1]) + "…"
	}
	return name
}

// called is what the overview calls a case: its number, or its row where it
// has none.
func (c *Case) called() string { return cmp.Or(c.Number, fmt.Sprintf("（第 %d 行）", c.Row)) }

// label is the state as the overview shows it.
func (c *Case) label() string {
	label := c.State.Chinese()
	if c.past {
		label = pastTentative
	}
	if c.IsFaulty() && c.State != "" {
		return label + "（有误）"
	}
	return label
}

// Explained are the sentences about cases, in the order of the overview.
func (r *Register) Explained(all bool) (lines []string) {
	for _, c := range r.Sorted() {
		if all || c.Unfinished() {
			if notes := c.Notes(); len(notes) > 0 {
				lines = append(lines, c.called()+"："+strings.Join(notes, ""))
			}
		}
	}
	return lines
}

// Method says how terms are counted and cases are ended, a line each.
func (r *Register) Method() []string {
	rights := r.Rubric.Rights
	return []string{
		fmt.Sprintf("更正：收到之日起 %d 个工作日内处理并书面告知申请人（第十七条：予以处理，并将处理情况书面告知）；办结日期和告知日期都有才算办结，是否逾期以较晚的为准。", rights.Correction.WorkingDays),
		fmt.Sprintf("举报：收到之日起 %d 个工作日（第十九条）；不晚于第 %[1]d 个工作日告知延长的，自第 %[1]d 个工作日的次日起再加 %[2]d 个自然日，末日不是工作日的顺延到下一个工作日，告知晚了的不算延长；办结日期和答复日期都有才算办结，是否逾期以较晚的为准。",
			rights.Report.WorkingDays, rights.Report.ExtensionDays),
		"收到当日不计入；工作日按国务院办公厅每年的放假安排计算，调休上班的周末也算。还剩 5 个工作日以内的为临近期限。",
		"修复：没有法定期限；未满 3 个月、修复期内再次失信的不予修复（第十八条）。修复期自收到申请之日起，至作出决定之日止；收到申请以前的新失信行为另行认定，另满 3 个月。决定由教育部门、营商部门作出，不予修复的告知本人及所在单位。",
	}
}

// Pages are the sheets of the workbook of the overview; version is the
// program's.
func (r *Register) Pages(version string) []sheet.Page {
	return []sheet.Page{r.casesPage(), r.faultsPage(), r.methodPage(), {
		Layout: stamp.Layout(), Rows: stamp.Stamp{Kind: stamp.Cases, Version: version}.Rows(),
	}}
}

func (r *Register) casesPage() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "办理情况", FreezeColumns: 1, Filter: true, Tab: "1F4E79", Columns: []sheet.Column{
		{Header: "编号", Width: 12, Style: sheet.CenterText}, {Header: "事项", Width: 11, Style: sheet.CenterText},
		{Header: "姓名", Width: 10, Style: sheet.CenterText}, {Header: "身份证件号码", Width: 21, Style: sheet.CodeText},
		{Header: "收到日期", Width: 12, Style: sheet.CenterText}, {Header: "期限", Width: 17, Style: sheet.CenterText},
		{Header: "还剩工作日", Width: 11, Style: sheet.CountCell}, {Header: "状态", Width: 16, Style: sheet.CenterText},
		{Header: "办结日期", Width: 12, Style: sheet.CenterText}, {Header: "告知（答复）日期", Width: 16, Style: sheet.CenterText}, {Header: "结果", Width: 11, Style: sheet.CenterText},
		{Header: "最早可受理日", Width: 13, Style: sheet.CenterText}, {Header: "说明", Width: 56, Wrap: true},
	}}}
	for _, c := range r.Sorted() {
		result := string(c.Result)
		if c.Kind == Report {
			result = "" // nothing of a report but its number, dates and state (article 19)
		}
		page.Add(text(c.Number), text(c.Kind.Name()), text(c.Name), text(c.ID.String()), text(c.Received.String()), text(c.DueText()),
			c.leftValue(), text(c.label()), text(c.Decided.String()), text(c.Told.String()), text(result), text(c.Acceptable.String()), text(strings.Join(append(c.faultNotes(), c.Notes()...), "")))
	}
	page.Highlights = []sheet.Highlight{
		{Column: 7, Equals: Overdue.Chinese(), Fill: "F8CBAD", To: len(page.Columns) - 1},
		{Column: 7, Equals: pastTentative, Fill: "F8CBAD", To: len(page.Columns) - 1},
		{Column: 7, Equals: DueSoon.Chinese(), Fill: "FFE699", To: len(page.Columns) - 1},
	}
	return page
}

// faultNotes say what is wrong in the row.
func (c *Case) faultNotes() (notes []string) {
	for _, f := range c.Faults {
		notes = append(notes, "有误："+f.Text+"。")
	}
	return notes
}

// leftValue are the working days left, below 0 for one that is overdue.
func (c *Case) leftValue() sheet.Value {
	switch {
	case c.State == Overdue && c.Left == 0:
		return text(justPast)
	case c.State == Overdue:
		return sheet.CountValue(-c.Left)
	case !c.Due.IsZero() && (c.State == Open || c.State == DueSoon):
		return sheet.CountValue(c.Left)
	}
	return sheet.Empty()
}

func (r *Register) faultsPage() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "有误的地方", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "位置", Width: 18}, {Header: "编号", Width: 12, Style: sheet.CenterText}, {Header: "哪里不对", Width: 50, Wrap: true}, {Header: "怎样改", Width: 60, Wrap: true},
	}}}
	for _, f := range r.Faults {
		page.Add(text(f.place()), text(f.Number), text(f.Text), text(f.Hint))
	}
	if len(r.Faults) == 0 {
		page.Add(text("没有"))
	}
	return page
}

func (r *Register) methodPage() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "计算方法", Plain: true, Portrait: true, Columns: []sheet.Column{{Width: 14}, {Width: 76, Wrap: true}}}}
	page.Add(text("截至日期"), text(r.Today.String()))
	for _, fact := range r.Facts() {
		page.Add(text(fact[0]), text(fact[1]))
	}
	for i, line := range r.Method() {
		page.Add(text(itoa(i+1)), text(line))
	}
	for _, line := range Sources(r.Calendar.Years()) {
		page.Add(text("工作日依据"), text(line))
	}
	for _, line := range r.Reminders {
		page.Add(text("提醒"), text(line))
	}
	return page
}

func text(s string) sheet.Value { return sheet.TextValue(s) }
