package explain

import (
	"fmt"

	"credit/internal/sheet"
	"credit/internal/stamp"
)

// The page has columns for a number, a label, a text, the answer, what it
// counted as, and two figures; longer texts go over several.
const pageColumns = 7

// paper is the page that is printed.
type paper struct {
	*Explanation
	page sheet.Page
}

// Pages are the sheets of the workbook that is printed and handed over: for each
// row of one person an A4 page upright, and the stamp. id is the ID number as it
// is to be shown, version the program's.
func Pages(all []*Explanation, id, version string) (pages []sheet.Page) {
	for i, e := range all {
		page := e.page(id)
		if i > 0 {
			page.Name += fmt.Sprintf(" %d", i+1)
		}
		pages = append(pages, page)
	}
	r := all[0].Rubric
	mark := stamp.Stamp{
		Kind: stamp.Explanation, Rubric: r.ID, Edition: r.Edition, SHA256: r.SHA256, Year: all[0].Year, Version: version,
	}
	return append(pages, sheet.Page{Layout: stamp.Layout(), Rows: mark.Rows()})
}

// page is the page of one row.
func (e *Explanation) page(id string) sheet.Page {
	p := &paper{e, sheet.Page{Layout: sheet.Layout{
		Name: "个人评分说明", Plain: true, Portrait: true, Tab: "1F4E79", Heading: []string{e.Title()},
		Columns: []sheet.Column{
			{Width: 6, Style: sheet.CenterText}, {Width: 12}, {Width: 30}, {Width: 20, Style: sheet.CenterText}, {Width: 13, Style: sheet.CenterText},
			{Width: 7, Style: sheet.CenterText}, {Width: 7, Style: sheet.CenterText},
		},
	}}}
	p.facts(id)
	p.corrected()
	if e.Held != nil {
		p.held()
	} else {
		p.graded()
	}
	p.part(RightsTitle)
	for _, right := range e.Rights {
		p.line(right.Line())
	}
	return p.page
}

// part begins a part of the page.
func (p *paper) part(title string) {
	p.page.Add(sheet.TextValue(title).AsHeading().Across(pageColumns))
}

// line is a paragraph over the whole page.
func (p *paper) line(text string) { p.page.Add(sheet.TextValue(text).Across(pageColumns)) }

// cell is a value of a table on the page, over so many columns.
type cell struct {
	value sheet.Value
	width int
}

// boxes are a row of a table; header makes it the one with the names.
func (p *paper) boxes(header bool, cells ...cell) {
	var row []sheet.Value
	for _, c := range cells {
		v := c.value.AsBoxed().Across(c.width)
		v.Bold = v.Bold || header
		row = append(append(row, v), make([]sheet.Value, c.width-1)...)
	}
	p.page.Add(row...)
}

func text(width int, text string) cell { return cell{sheet.TextValue(text), width} }

func (p *paper) facts(id string) {
	for _, fact := range p.Facts(id) {
		p.boxes(false, cell{sheet.TextValue(fact[0]).AsBold(), 2}, text(pageColumns-2, fact[1]))
	}
}

func (p *paper) graded() {
	p.part(p.WhyTitle())
	for _, why := range p.Why {
		p.line(why)
	}
	p.part(SectionsTitle)
	p.boxes(true, text(2, "一级指标"), text(1, "与底线相比"), text(1, "底线"), text(1, "失分"), text(1, "得分"), text(1, "满分"))
	for i := range p.Sections {
		s := &p.Sections[i]
		floor, against := sheet.Empty(), ""
		if s.Rule != nil {
			floor, against = sheet.PointsValue(s.Rule.Below), s.floorText()
		}
		p.boxes(false, text(2, s.Name), text(1, against), cell{floor, 1}, cell{sheet.PointsValue(s.Lost()), 1},
			cell{sheet.PointsValue(s.Points), 1}, cell{sheet.PointsValue(s.Full), 1})
	}
	p.boxes(true, text(2, "综合得分"), text(1, ""), text(1, ""), cell{sheet.PointsValue(p.Lost()), 1},
		cell{sheet.PointsValue(p.Total), 1}, cell{sheet.PointsValue(p.Rubric.Points), 1})
	p.part(p.LossesTitle())
	p.losses()
	p.line(p.Proof())
	p.part(p.ChangeTitle())
	for _, line := range p.ChangeLines() {
		p.line(line)
	}
}

// losses is the table of the lost points, by section.
func (p *paper) losses() {
	if len(p.Losses) == 0 {
		return
	}
	p.boxes(true, text(1, "序号"), text(2, "指标和评分说明（条款）"), text(1, "填报，在哪一格"), text(1, "按什么计"), text(1, "得分"), text(1, "失分"))
	for i := range p.Losses {
		l := &p.Losses[i]
		n := l.Indicator
		p.boxes(false, cell{sheet.CountValue(n.Number), 1}, text(2, n.Name+"（"+n.Clause+"，满分 "+n.Points.String()+" 分）\n"+n.Statement),
			text(1, l.givenAt()), text(1, l.Met), cell{sheet.PointsValue(l.Points), 1}, cell{sheet.PointsValue(l.Lost), 1})
	}
	p.boxes(true, text(6, "失分合计"), cell{sheet.PointsValue(p.Lost()), 1})
}

// givenAt is the answer and where it stands, or by which case it was corrected.
func (l *Loss) givenAt() string {
	if l.Case != "" {
		return l.Given + "\n（" + l.Case + " 更正）\n" + l.Cell
	}
	return l.Given + "\n" + l.Cell
}

// corrected are the corrections, if there are any.
func (p *paper) corrected() {
	if len(p.Corrected) == 0 {
		return
	}
	p.part(CorrectedTitle)
	for _, line := range p.CorrectedLines() {
		p.line(line)
	}
}

func (p *paper) held() {
	h := p.Held
	p.part(ObstaclesTitle)
	p.boxes(true, text(2, "在哪里"), text(pageColumns-2, "有什么问题，怎样改"))
	for i := range h.Obstacles {
		f := &h.Obstacles[i]
		p.boxes(false, text(2, Place(f)), text(pageColumns-2, ObstacleText(f)))
	}
	if line := h.UnplacedLine(); line != "" {
		p.line(line)
	}
	p.part(StandingTitle)
	p.boxes(true, text(2, "一级指标"), text(1, "能用的填报"), text(1, "现有得分"), text(1, "底线"), text(1, h.leastHeader()), text(1, h.mostHeader()))
	for i := range h.Sections {
		p.standing(&h.Sections[i], h.Sections[i].Name, false)
	}
	p.standing(&h.Sum, "合计", true)
	for _, line := range h.StandingLines() {
		p.line(line)
	}
}

func (p *paper) standing(s *Standing, name string, sum bool) {
	floor := sheet.Empty()
	if s.Rule != nil {
		floor = sheet.PointsValue(s.Rule.Below)
	}
	p.boxes(sum, text(2, name), text(1, s.answeredText()), cell{sheet.PointsValue(s.Earned), 1},
		cell{floor, 1}, cell{shownValue(s.AdjustedLeast, s.Least), 1}, cell{shownValue(s.AdjustedMost, s.Most), 1})
}
