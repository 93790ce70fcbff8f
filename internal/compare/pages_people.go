package compare

import (
	"fmt"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/sheet"
	"credit/internal/summary"
)

// peopleColumns are those of every list of people: where somebody belongs now,
// or belonged who left, and where from those came who moved.
func (c *Comparison) peopleColumns() []sheet.Column {
	before, now := c.Labels()
	columns := []sheet.Column{
		{Header: "变化", Width: 12, Style: sheet.CenterText, Wrap: true}, {Header: "姓名", Width: 9, Style: sheet.CenterText, Wrap: true},
		{Header: "身份证件号码", Width: 20, Style: sheet.CodeText},
		{Header: "县（市）区", Width: 11, Style: sheet.CenterText, Wrap: true}, {Header: "学校", Width: 21, Wrap: true}, {Header: "原在", Width: 21, Wrap: true},
		{Header: before + " 得分", Width: 8.5, Style: sheet.TotalCell}, {Header: now + " 得分", Width: 8.5, Style: sheet.TotalCell},
		{Header: "变化多少", Width: 8.5, Style: sheet.ChangeCell},
		{Header: before + " 等级", Width: 7.5, Style: sheet.CenterText}, {Header: now + " 等级", Width: 7.5, Style: sheet.CenterText},
	}
	columns = append(columns, c.overlaidColumns()...)
	if c.parted() {
		columns = append(columns, sheet.Column{Header: "填报引起", Width: 10, Style: sheet.ChangeCell}, sheet.Column{Header: "标准引起", Width: 10, Style: sheet.ChangeCell})
	}
	return append(columns, sheet.Column{Header: "原因：第几项 原得分→现得分（原填报→现填报）", Width: 60, Wrap: true})
}

// personRow is a change as a row of those columns.
func (c *Comparison) personRow(row []sheet.Value, change *Change) []sheet.Value {
	total := func(who *Person) sheet.Value {
		return pointsOf(who, func(p *Person) points.Points { return p.Total })
	}
	who, from := change.any(), ""
	if change.Transferred {
		from = strings.TrimSpace(change.Old.County + " " + change.Old.School)
	}
	row = append(row, sheet.TextValue(change.Title()), sheet.TextValue(who.Name), sheet.TextValue(who.ID.String()),
		sheet.TextValue(who.County), sheet.TextValue(who.School), sheet.TextValue(from), total(change.Old), total(change.New))
	delta := sheet.Empty()
	if change.both() {
		delta = sheet.PointsValue(change.Delta)
	}
	row = append(row, delta, gradeOf(change.Old), gradeOf(change.New))
	row = c.appendOverlaid(row, change)
	if c.parted() {
		byAnswer, byRubric := sheet.Empty(), sheet.Empty()
		if change.both() {
			byAnswer, byRubric = sheet.PointsValue(change.ByAnswer()), sheet.PointsValue(change.ByRubric())
		}
		row = append(row, byAnswer, byRubric)
	}
	return append(row, sheet.TextValue(c.Why(change, false)))
}

func gradeOf(who *Person) sheet.Value {
	switch {
	case who == nil:
		return sheet.Empty()
	case !who.Graded:
		return sheet.TextValue("未评分")
	}
	return sheet.TextValue(who.Grade)
}

// both reports somebody who was graded on both sides.
func (c *Change) both() bool {
	return c.Old != nil && c.New != nil && c.Old.Graded && c.New.Graded
}

// Title says in a few words what became of somebody.
func (c *Change) Title() string {
	title := c.Kind.Name()
	switch {
	case c.Kind == Graded:
		title = c.Old.Grade + " → " + c.New.Grade
	case c.AdjustedAlone():
		title = adjustedMoved
	}
	if c.Transferred && title != Moved.Name() {
		title += "，调动"
	}
	return title
}

// Why says why the total moved, or what is to be known of somebody who has
// none: which indicators, by how much, by which answers and, under other
// rules, whether by the answer or the rules. The indicators are named, or
// numbered alone.
func (c *Comparison) Why(change *Change, named bool) string {
	var parts []string
	switch {
	case change.Kind == Held:
		parts = append(parts, heldText(change))
	case change.Kind == Joined && !change.New.Graded:
		parts = append(parts, "未评分的原因："+change.New.Reasons)
	case change.Kind == Left && !change.Old.Graded:
		parts = append(parts, "当时未评分的原因："+change.Old.Reasons)
	}
	for _, m := range change.Moves {
		parts = append(parts, c.moveText(m, named))
	}
	parts = append(parts, c.treatedTexts(change.Treated, named)...)
	if change.both() && len(change.Moves) == 0 && len(change.Treated) == 0 {
		if text := unmovedText(change); text != "" {
			parts = append(parts, text)
		}
	}
	if change.Perhaps != nil {
		number := "证件号码 " + change.Perhaps.ID.String()
		if change.Perhaps.ID.IsZero() {
			number = "没有证件号码"
		}
		parts = append(parts, fmt.Sprintf("可能与%s 的%s是同一人（县区、学校、姓名相同）", number, change.Perhaps.Name))
	}
	return strings.Join(parts, "；")
}

func heldText(change *Change) string {
	var parts []string
	if change.Shared {
		parts = append(parts, "证件号码与别人相同，那人两边都有")
	}
	if before, now := change.Old, change.New; before != nil && now != nil && !before.Graded && !now.Graded && before.Reasons == now.Reasons {
		return strings.Join(append(parts, "两边都未评分，原因："+now.Reasons), "；")
	}
	if change.Old != nil && !change.Old.Graded {
		parts = append(parts, "原来未评分的原因："+change.Old.Reasons)
	}
	if change.New != nil && !change.New.Graded {
		parts = append(parts, "现在未评分的原因："+change.New.Reasons)
	}
	return strings.Join(parts, "；")
}

func (c *Comparison) moveText(m Move, named bool) string {
	text := fmt.Sprintf("第 %d 项 ", m.Number)
	if named {
		text = fmt.Sprintf("%d.%s ", m.Number, m.Name)
	}
	text += m.Old.String() + "→" + m.New.String()
	switch {
	case m.OldGiven == m.Old.String() && m.NewGiven == m.New.String(): // points that were entered
	case m.OldGiven != m.NewGiven:
		text += "（" + given(m.OldGiven) + "→" + given(m.NewGiven) + "）"
	default:
		text += "（" + given(m.NewGiven) + "）"
	}
	switch {
	case m.ByRubric == 0:
	case m.ByAnswer == 0:
		text += "［标准引起］"
	default:
		text += fmt.Sprintf("［填报引起 %s，标准引起 %s］", Signed(m.ByAnswer), Signed(m.ByRubric))
	}
	return text
}

// given is an answer as a line shows it.
func given(text string) string {
	if text == "" {
		return "没有这一项"
	}
	return strings.Join(strings.Fields(text), " ")
}

// people is a list of changes, made as it is written.
func (c *Comparison) people(name string, changes func(yield func(Change) bool)) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: name, Filter: true, FreezeColumns: 2, Columns: c.peopleColumns()}}
	last := c.Rubric().Direct.Grade
	page.Highlights = []sheet.Highlight{{Column: 10, Equals: last, Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: 10, To: 10}}
	page.More = func(yield func([]sheet.Value) bool) {
		var row []sheet.Value
		for change := range changes {
			if row = c.personRow(row[:0], &change); !yield(row) {
				return
			}
		}
	}
	return page
}

// Movers are the people whose totals moved most, as a page.
func (c *Comparison) Movers() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "变化最大", FreezeColumns: 2, Columns: c.peopleColumns()}}
	for _, list := range [][]Change{c.Counts.Movers.Up, c.Counts.Movers.Down} {
		for i := range list {
			page.Add(c.personRow(nil, &list[i])...)
		}
	}
	page.Notes = []string{fmt.Sprintf("得分上升最多的至多 %d 人，再是下降最多的至多 %d 人。", most, most)}
	if c.Counts.HasAdjusted {
		page.Notes = append(page.Notes, "按定级得分的变化排列。"+countedText)
	}
	return page
}

// Pages are the sheets of the workbook.
func (c *Comparison) Pages(version string) []sheet.Page {
	pages := []sheet.Page{c.overview(version), c.Moves(), c.MovesBy(), c.By(summary.ByCounty), c.By(summary.BySchool), c.By(summary.ByPost)}
	if c.OtherRules() {
		pages = append(pages, c.Rules())
	}
	pages = append(pages, c.By(summary.ByIndicator), c.Movers(),
		c.people("有变化的人", c.different), c.people("调动", c.of("")), c.people("新增", c.of(Joined)),
		c.people("离开", c.of(Left)), c.people(Held.Name(), c.of(Held)))
	return append(pages, c.stampPage(version))
}

// of are the changes of a kind, as Those gives them.
func (c *Comparison) of(kind Kind) func(yield func(Change) bool) {
	return func(yield func(Change) bool) { c.Those(kind, yield) }
}

// different are the changes of everybody who has one.
func (c *Comparison) different(yield func(Change) bool) {
	for change := range c.All {
		if change.IsDifferent() && !yield(change) {
			return
		}
	}
}

// overview is the page of text that comes first.
func (c *Comparison) overview(version string) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "概况", Plain: true, Portrait: true, Columns: []sheet.Column{
		{Header: "项目", Width: 18}, {Header: "内容", Width: 74, Wrap: true},
	}}}
	lines := append([][2]string{{"说明", graded.Notice(c.Rubric())}}, c.Facts()...)
	lines = append(lines, [2]string{"怎样对应", MatchText})
	for _, line := range append(lines, [2]string{"程序", "credit " + version}) {
		page.Add(sheet.TextValue(line[0]), sheet.TextValue(line[1]))
	}
	return page
}

// MatchText says how people are matched.
const MatchText = "按身份证件号码对应同一个人，与行号、姓名、学校无关；号码填错或失真的，按县区、学校、姓名提示可能的同一人，但不当作同一人。"

// Everybody is a page with every person of either side.
func (c *Comparison) Everybody() sheet.Page {
	return c.people("全部人员", c.All)
}
