package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"credit/internal/points"
	"credit/internal/sheet"
)

// Parts is what was earned and lost by section, group or indicator.
func (p Paper) Parts(by By) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: by.Name()}}
	switch by {
	case BySection:
		page.Columns = []sheet.Column{{Header: "一级指标", Width: 16, Style: sheet.CenterText}}
	case ByGroup:
		page.Columns = []sheet.Column{{Header: "二级指标", Width: 18, Style: sheet.CenterText}, {Header: "一级指标", Width: 12, Style: sheet.CenterText}}
	default:
		page.Columns = []sheet.Column{{Header: "三级指标", Width: 30, Wrap: true}, {Header: "二级指标", Width: 12, Style: sheet.CenterText}}
	}
	page.FreezeColumns = 1
	parts, m := p.parts(by), p.partMask()
	whole := parts[len(parts)-1]
	page.Columns = append(page.Columns, partColumns(by, whole.Out > 0)...)
	for i, part := range parts {
		row := p.partRow(by, part, whole, m.of(by, i), m)
		if i == len(parts)-1 {
			row = sheet.Bold(row)
		}
		page.Add(row...)
	}
	page.Notes = p.partNotes(parts)
	return explained(page)
}

// tally is the whole run as the paper counts it: a publication tells what does
// not apply and what is lost as one.
func (p Paper) tally() *Tally {
	total := p.Summary.Total().Tally
	if p.Public {
		return total.literal()
	}
	return total
}

func (p Paper) parts(by By) []Part {
	if p.Public {
		return p.Summary.parts(by, p.tally(), p.Summary.everyRule())
	}
	return p.Summary.Parts(by)
}

// partNotes explain what counties' own rules make of a table of points.
func (p Paper) partNotes(parts []Part) (notes []string) {
	switch {
	case p.Public && p.Summary.allowsOut():
		notes = append(notes, "不适用的项没有得分，这里与失分合计：分开列出，可能推算出是哪些人。")
	case parts[len(parts)-1].Out > 0:
		notes = append(notes, "不适用的项不算失分，得分率只算适用的人；平均得分、人均失分都除以已评分人数。")
	}
	if slices.ContainsFunc(parts, func(part Part) bool { return part.Unlike }) {
		notes = append(notes, unlike+"：各县（市）区细则规定的满分不同，失分和得分率按各人自己的满分计算。")
	}
	return notes
}

// unlike stands in place of full points that are not the same for everyone.
const unlike = "不一"

// fullCell are the full points of a part.
func fullCell(part Part) sheet.Value {
	if part.Unlike {
		return sheet.TextValue(unlike)
	}
	return sheet.PointsValue(part.Full)
}

// partMask is what is left out of a publication.
func (p Paper) partMask() *partMask {
	if !p.Public {
		return nil
	}
	m, total := p.Summary.protectParts(), p.total()
	m.graded, m.floors, m.spread = total.graded, p.hidesFloors(), total.spread
	return m
}

// partColumns are the columns of figures; out adds to how many an indicator
// does not apply.
func partColumns(by By, out bool) []sheet.Column {
	columns := []sheet.Column{
		{Header: "满分", Width: 7, Style: sheet.PointCell}, {Header: "平均得分", Width: 9, Style: sheet.TotalCell},
		{Header: "得分率", Width: 9, Style: sheet.ShareCell},
	}
	if by == ByIndicator && out {
		columns = append(columns, sheet.Column{Header: "不适用人数", Width: 11, Style: sheet.CountCell})
	}
	if by == BySection {
		columns = append(columns,
			sheet.Column{Header: "中位数", Width: 9, Style: sheet.TotalCell}, sheet.Column{Header: "下四分位", Width: 9, Style: sheet.TotalCell},
			sheet.Column{Header: "上四分位", Width: 9, Style: sheet.TotalCell},
			sheet.Column{Header: "底线", Width: 7, Style: sheet.PointCell}, sheet.Column{Header: "不满底线", Width: 10, Style: sheet.CountCell})
	}
	columns = append(columns,
		sheet.Column{Header: "失分合计", Width: 11, Style: sheet.PointCell}, sheet.Column{Header: "人均失分", Width: 9, Style: sheet.TotalCell},
		sheet.Column{Header: "占全部失分", Width: 11, Style: sheet.ShareCell})
	if by == ByIndicator {
		columns = append(columns,
			sheet.Column{Header: "失分人数", Width: 9, Style: sheet.CountCell}, sheet.Column{Header: "占已评分", Width: 9, Style: sheet.ShareCell})
	}
	return columns
}

func (p Paper) partRow(by By, part, whole Part, hidden bool, m *partMask) []sheet.Value {
	row := []sheet.Value{sheet.TextValue(part.Name)}
	switch {
	case by == ByGroup:
		row = append(row, sheet.TextValue(part.Section))
	case by == ByIndicator && part.Number > 0:
		row = []sheet.Value{sheet.TextValue(strconv.Itoa(part.Number) + "." + part.Name), sheet.TextValue(part.Group)}
	case by == ByIndicator:
		row = append(row, sheet.Empty())
	}
	mean, ok := part.Mean()
	row = append(row, fullCell(part), shown(pointsOrEmpty(mean, ok), hidden),
		shown(pointsShare(part.Earned(), part.Possible()), hidden))
	switch {
	case by != ByIndicator || whole.Out == 0:
	case part.Number == 0:
		row = append(row, sheet.Empty())
	default:
		row = append(row, sheet.CountValue(part.LeftOut))
	}
	if by == BySection {
		for _, k := range []int{2, 1, 3} {
			value, ok := part.Quartile(k)
			row = append(row, shown(pointsOrEmpty(value, ok), hidden || m.hidesSpread()))
		}
		row = append(row, floorCells(part, m.hidesFloors())...)
	}
	lost, ok := part.LostEach()
	row = append(row, shown(sheet.PointsValue(part.Lost), hidden), shown(pointsOrEmpty(lost, ok), hidden),
		shown(pointsShare(part.Lost, whole.Lost), hidden))
	if by == ByIndicator && part.Number > 0 {
		row = append(row, shown(sheet.CountValue(part.Losers), hidden), shown(sheet.ShareValue(part.Losers, part.graded), hidden))
	}
	return row
}

func floorCells(part Part, hidden bool) []sheet.Value {
	if part.Floor == nil {
		return []sheet.Value{sheet.Empty(), sheet.Empty()}
	}
	return []sheet.Value{sheet.PointsValue(*part.Floor), shown(sheet.CountValue(part.Below), hidden)}
}

func pointsShare(part, whole points.Points) sheet.Value {
	return sheet.ShareValue(int(part), int(whole))
}

// most is how many indicators are called the ones with the most points lost.
const most = 10

// MostLost are the indicators in which the most points are lost, the first
// ones, for the screen.
func (p Paper) MostLost() sheet.Page {
	page, total := p.Parts(ByIndicator), p.tally()
	rows := page.Rows
	var first []int
	for _, i := range p.partMask().lastHidden(p.byLoss(total)) {
		if len(first) < most && (total.Lost[i] > 0 || p.Public) {
			first = append(first, i)
		}
	}
	all := p.parts(ByIndicator)
	page.Name, page.Rows, page.Notes = fmt.Sprintf("失分最多的 %d 项", len(first)), nil, p.partNotes(all)
	for _, i := range first {
		page.Add(rows[i]...)
	}
	whole := all[len(all)-1]
	if !p.Public && len(first) > 0 {
		page.Add(sheet.Bold(p.partRow(ByIndicator, p.together(all, first), whole, false, nil))...)
	}
	last := rows[len(rows)-1]
	last[0] = sheet.TextValue(fmt.Sprintf("全部 %d 项", len(all)-1)).AsBold()
	page.Add(last...)
	return explained(page)
}

// together is some of the parts as one.
func (p Paper) together(all []Part, some []int) Part {
	sum := Part{Name: fmt.Sprintf("以上 %d 项", len(some)), graded: all[0].graded}
	for _, i := range some {
		sum.Full, sum.Lost, sum.Unlike = sum.Full+all[i].Full, sum.Lost+all[i].Lost, sum.Unlike || all[i].Unlike
		sum.all, sum.Out = sum.all+all[i].all, sum.Out+all[i].Out
	}
	return sum
}

// lossOrder has every indicator, the one in which the most points are lost
// first, with a bar for each.
func (p Paper) lossOrder() sheet.Page {
	total := p.Summary.Total().Tally
	page := sheet.Page{Layout: sheet.Layout{Name: "失分排序", FreezeColumns: 1, Tab: "C55A11", Columns: []sheet.Column{
		{Header: "三级指标", Width: 32, Wrap: true}, {Header: "人均失分", Width: 9, Style: sheet.TotalCell},
		{Header: "失分合计", Width: 11, Style: sheet.PointCell}, {Header: "失分人数", Width: 9, Style: sheet.CountCell},
	}}}
	add := func(name string, indicators []int, losers sheet.Value) []sheet.Value {
		lost := total.LostIn(indicators)
		mean, ok := meanOf(lost, total.Graded)
		return []sheet.Value{sheet.TextValue(name), pointsOrEmpty(mean, ok), sheet.PointsValue(lost), losers}
	}
	for _, i := range p.byLoss(total) {
		page.Add(add(p.rubric().Indicators[i].Label(), []int{i}, sheet.CountValue(total.Losers[i]))...)
	}
	page.Chart = &sheet.Chart{
		Kind: sheet.Bars, Title: "各项指标人均失分", Series: []int{1}, Rows: len(page.Rows), Colours: []string{"C55A11"},
	}
	page.Add(sheet.Bold(add(TotalName, everyIndicator(p.rubric()), sheet.Empty()))...)
	return page
}

// byLoss are the indicators, by index, those first in which the most points
// are lost.
func (p Paper) byLoss(t *Tally) []int {
	order := everyIndicator(p.rubric())
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(t.Lost[b], t.Lost[a]) })
	return order
}

// losses shows for every indicator what a practitioner of each county loses in
// it on the mean, where it is most in colour.
func (p Paper) losses() sheet.Page {
	r, total := p.rubric(), p.Summary.Total().Tally
	page := sheet.Page{Layout: sheet.Layout{Name: "逐项失分", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "三级指标", Width: 30, Wrap: true}, {Header: "失分合计", Width: 11, Style: sheet.PointCell},
		{Header: "人均失分", Width: 9, Style: sheet.TotalCell},
	}}}
	lines := p.Summary.Counties()
	for _, line := range lines {
		page.Columns = append(page.Columns, sheet.Column{Group: "各县（市）区人均失分（着色的最多）", Header: line.County, Width: 9, Style: sheet.TotalCell})
	}
	lossRow := func(name string, indicators []int) []sheet.Value {
		lost := total.LostIn(indicators)
		mean, ok := meanOf(lost, total.Graded)
		row := []sheet.Value{sheet.TextValue(name), sheet.PointsValue(lost), pointsOrEmpty(mean, ok)}
		for _, line := range lines {
			mean, ok := meanOf(line.LostIn(indicators), line.Graded)
			row = append(row, pointsOrEmpty(mean, ok))
		}
		return row
	}
	for i := range r.Indicators {
		page.Add(lossRow(r.Indicators[i].Label(), []int{i})...)
	}
	page.Add(sheet.Bold(lossRow(TotalName, everyIndicator(r)))...)
	page.Highlights = []sheet.Highlight{{Greatest: true, Fill: "FFE699", Ink: "7F6000", From: 3, To: len(page.Columns) - 1}}
	return page
}

// worst is how many indicators are named for a county.
const worst = 5

// CountyLosses names for every county the indicators in which it loses the
// most points a head.
func (p Paper) CountyLosses() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "各县失分最多的指标", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "县（市）区", Width: 13, Style: sheet.CenterText}, {Header: "人均失分", Width: 9, Style: sheet.TotalCell},
	}}}
	for i := range worst {
		page.Columns = append(page.Columns, sheet.Column{Header: fmt.Sprintf("第 %d 多（人均）", i+1), Width: 26, Wrap: true})
	}
	r, lines := p.rubric(), p.Summary.Lines(ByCounty)
	for i, line := range lines {
		mean, ok := meanOf(line.LostIn(everyIndicator(r)), line.Graded)
		row := []sheet.Value{sheet.TextValue(line.County), pointsOrEmpty(mean, ok)}
		order := p.byLoss(line.Tally)
		for _, at := range order[:min(worst, len(order))] {
			if mean, ok := meanOf(line.Lost[at], line.Graded); ok && line.Lost[at] > 0 {
				row = append(row, sheet.TextValue(r.Indicators[at].Label()+" "+mean.Fixed()))
			}
		}
		if i == len(lines)-1 {
			row = sheet.Bold(row)
		}
		page.Add(row...)
	}
	return page
}
