package compare

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode"

	"credit/internal/ahead"
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
		from = strings.TrimSpace(change.Old.County() + " " + change.Old.School())
	}
	row = append(row, sheet.TextValue(change.Title()), sheet.TextValue(who.Name()), sheet.TextValue(who.ID().String()),
		sheet.TextValue(who.County()), sheet.TextValue(who.School()), sheet.TextValue(from), total(change.Old), total(change.New))
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
	c.said = change.appendWhy(c.said[:0], false)
	return append(row, sheet.TextValue(string(c.said)))
}

func gradeOf(who *Person) sheet.Value {
	switch {
	case who == nil:
		return sheet.Empty()
	case !who.Graded:
		return sheet.TextValue("未评分")
	}
	return sheet.TextValue(who.Grade())
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
		title = c.Old.Grade() + " → " + c.New.Grade()
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
func (*Comparison) Why(change *Change, named bool) string {
	return string(change.appendWhy(nil, named))
}

// appendWhy adds what Why says to b, which is empty.
func (c *Change) appendWhy(b []byte, named bool) []byte {
	part := func() {
		if len(b) > 0 {
			b = append(b, "；"...)
		}
	}
	say := func(text string) {
		part()
		b = append(b, text...)
	}
	switch {
	case c.Kind == Held:
		say(heldText(c))
	case c.Kind == Joined && !c.New.Graded:
		say("未评分的原因：" + c.New.Reasons())
	case c.Kind == Left && !c.Old.Graded:
		say("当时未评分的原因：" + c.Old.Reasons())
	}
	for i := range c.Moves {
		part()
		b = c.Moves[i].append(b, named)
	}
	for _, text := range treatedTexts(c.Treated, named) {
		say(text)
	}
	if c.both() && len(c.Moves) == 0 && len(c.Treated) == 0 {
		if text := unmovedText(c); text != "" {
			say(text)
		}
	}
	if c.Perhaps != nil {
		number := "证件号码 " + c.Perhaps.ID().String()
		if c.Perhaps.ID().IsZero() {
			number = "没有证件号码"
		}
		say(fmt.Sprintf("可能与%s 的%s是同一人（县区、学校、姓名相同）", number, c.Perhaps.Name()))
	}
	return b
}

func heldText(change *Change) string {
	var parts []string
	if change.Shared {
		parts = append(parts, "证件号码与别人相同，那人两边都有")
	}
	if before, now := change.Old, change.New; before != nil && now != nil && !before.Graded && !now.Graded && before.Reasons() == now.Reasons() {
		return strings.Join(append(parts, "两边都未评分，原因："+now.Reasons()), "；")
	}
	if change.Old != nil && !change.Old.Graded {
		parts = append(parts, "原来未评分的原因："+change.Old.Reasons())
	}
	if change.New != nil && !change.New.Graded {
		parts = append(parts, "现在未评分的原因："+change.New.Reasons())
	}
	return strings.Join(parts, "；")
}

// append adds an indicator whose points moved: 第 3 项 2→1.5（100%→92%）.
func (m *Move) append(b []byte, named bool) []byte {
	if named {
		b = append(append(append(strconv.AppendInt(b, int64(m.Number), 10), '.'), m.Name...), ' ')
	} else {
		b = append(strconv.AppendInt(append(b, "第 "...), int64(m.Number), 10), " 项 "...)
	}
	start := len(b)
	b = m.Old.Append(b)
	middle := len(b)
	b = m.New.Append(append(b, "→"...))
	old, now := b[start:middle], b[middle+len("→"):]
	switch was, is := m.Given(); {
	case was == string(old) && is == string(now): // points that were entered
	case was != is:
		b = append(append(append(append(append(b, "（"...), given(was)...), "→"...), given(is)...), "）"...)
	default:
		b = append(append(append(b, "（"...), given(is)...), "）"...)
	}
	switch {
	case m.ByRubric == 0:
	case m.ByAnswer == 0:
		b = append(b, "［标准引起］"...)
	default:
		b = fmt.Appendf(b, "［填报引起 %s，标准引起 %s］", Signed(m.ByAnswer), Signed(m.ByRubric))
	}
	return b
}

// given is an answer as a line shows it.
func given(text string) string {
	if text == "" {
		return "没有这一项"
	}
	if strings.IndexFunc(text, unicode.IsSpace) < 0 {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// people is a list of changes, made as it is written by a goroutine of its own.
func (c *Comparison) people(name string, of func(*Pair) bool) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: name, Filter: true, FreezeColumns: 2, Columns: c.peopleColumns()}}
	last := c.Rubric().Direct.Grade
	page.Highlights = []sheet.Highlight{{Column: 10, Equals: last, Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: 10, To: 10}}
	page.More = func(yield func([]sheet.Value) bool) {
		next, stop := ahead.Make(c.rows(of))
		defer stop()
		for {
			if row, _, more := next(); !more || !yield(*row) {
				return
			}
		}
	}
	return page
}

// rows are the rows of changes.
func (c *Comparison) rows(of func(*Pair) bool) func(into func() *[]sheet.Value) iter.Seq2[*[]sheet.Value, error] {
	return func(into func() *[]sheet.Value) iter.Seq2[*[]sheet.Value, error] {
		return func(yield func(*[]sheet.Value, error) bool) {
			var change Change
			for i := range c.pairs {
				if !of(&c.pairs[i]) {
					continue
				}
				c.find(c.pairs[i], &change)
				row := into()
				if *row = c.personRow((*row)[:0], &change); !yield(row, nil) {
					return
				}
			}
		}
	}
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
		c.people("有变化的人", func(p *Pair) bool { return p.different }), c.people("调动", of("")), c.people("新增", of(Joined)),
		c.people("离开", of(Left)), c.people(Held.Name(), of(Held)))
	return append(pages, c.stampPage(version))
}

// of tells the changes of a kind, as Those gives them.
func of(kind Kind) func(*Pair) bool {
	return func(p *Pair) bool { return p.isOf(kind) }
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
	return c.people("全部人员", func(*Pair) bool { return true })
}
