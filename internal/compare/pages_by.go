package compare

import (
	"strconv"
	"strings"

	"credit/internal/sheet"
	"credit/internal/summary"
)

// By are the changes by county, school or post, or by section, group or
// indicator.
func (c *Comparison) By(by summary.By) sheet.Page {
	if by.CountsPeople() {
		return c.byPeople(by)
	}
	return c.byPoints(by)
}

func (c *Comparison) byPeople(by summary.By) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: by.Name(), FreezeColumns: 1, Columns: []sheet.Column{{Header: "岗位", Width: 16, Style: sheet.CenterText}}}}
	switch by {
	case summary.ByCounty:
		page.Columns[0].Header = "县（市）区"
	case summary.BySchool:
		page.FreezeColumns = 2
		page.Columns = []sheet.Column{{Header: "县（市）区", Width: 13, Style: sheet.CenterText}, {Header: "学校", Width: 30, Wrap: true}}
	}
	headers := []string{"都评分", "升级", "降级", "新增", "离开", "有未评分", "调入", "调出"}
	if by == summary.ByPost { // nobody moves between posts
		headers = headers[:len(headers)-2]
	}
	for _, header := range headers {
		page.Columns = append(page.Columns, sheet.Column{Header: header, Width: 9, Style: sheet.CountCell})
	}
	page.Columns = append(page.Columns, sheet.Column{Header: "平均变化", Width: 9, Style: sheet.ChangeCell})
	if c.parted() {
		for _, header := range []string{"合计变化", "填报引起", "标准引起"} {
			page.Columns = append(page.Columns, sheet.Column{Header: header, Width: 10, Style: sheet.ChangeCell})
		}
	}
	lines := c.Lines(by)
	for i, line := range lines {
		last := i == len(lines)-1
		row := c.lineRow(by, line, last)
		if last {
			row = sheet.Bold(row)
		}
		page.Add(row...)
	}
	page.Notes = []string{byNote(by)}
	if c.Counts.HasAdjusted {
		page.Notes = append(page.Notes, "升级、降级按信用等级；变化都是综合得分的，折算总分另见人员名单。")
	}
	return page
}

// byNote explains the columns of a table by people.
func byNote(by summary.By) string {
	note := "升级、降级和平均变化只算两边都评分的人；“有未评分”是至少一方未评分的人；调动的人算在现在的地方"
	switch by {
	case summary.ByCounty:
		note += "，调入、调出只算县（市）区之间的"
	case summary.ByPost:
		note = strings.TrimSuffix(note, "；调动的人算在现在的地方")
	}
	return note + "。"
}

func (c *Comparison) lineRow(by summary.By, line *Line, isTotal bool) []sheet.Value {
	name := line.Name
	if name == "" {
		name = "（未填）"
	}
	row := []sheet.Value{sheet.TextValue(name)}
	if by == summary.BySchool {
		row = []sheet.Value{sheet.TextValue(line.County), sheet.TextValue(name)}
		if isTotal {
			row = []sheet.Value{sheet.TextValue(name), sheet.Empty()}
		}
	}
	counts := []int{line.Both, line.Up, line.Down, line.Joined, line.Left, line.Held, line.In, line.Out}
	if by == summary.ByPost {
		counts = counts[:len(counts)-2]
	}
	for _, n := range counts {
		row = append(row, sheet.CountValue(n))
	}
	change := sheet.Empty()
	if mean, ok := line.Mean(); ok {
		change = sheet.PointsValue(mean)
	}
	row = append(row, change)
	if c.parted() {
		row = append(row, sheet.PointsValue(line.Delta), sheet.PointsValue(line.ByAnswer), sheet.PointsValue(line.ByRubric))
	}
	return row
}

// byPoints is how the points of parts of the rubric moved.
func (c *Comparison) byPoints(by summary.By) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: by.Name(), FreezeColumns: 1, Columns: []sheet.Column{
		{Header: by.Name()[len("按"):], Width: 32, Wrap: true},
		{Header: "上升人次", Width: 9, Style: sheet.CountCell}, {Header: "下降人次", Width: 9, Style: sheet.CountCell},
		{Header: "多得", Width: 10, Style: sheet.PointCell}, {Header: "少得", Width: 10, Style: sheet.PointCell},
		{Header: "合计变化", Width: 10, Style: sheet.ChangeCell},
	}}, Notes: []string{"没有人得分变动的不列。"}}
	if c.parted() {
		page.Columns = append(page.Columns, sheet.Column{Header: "填报引起", Width: 10, Style: sheet.ChangeCell}, sheet.Column{Header: "标准引起", Width: 10, Style: sheet.ChangeCell})
	}
	sums, names := map[string]*Part{}, []string{}
	whole := &Part{Name: summary.TotalName}
	for _, p := range c.Parts() {
		name := c.partName(by, p)
		if sums[name] == nil {
			sums[name], names = &Part{Name: name}, append(names, name)
		}
		sums[name].take(p)
		whole.take(p)
	}
	for _, name := range names {
		page.Add(c.partRow(sums[name])...)
	}
	page.Add(sheet.Bold(c.partRow(whole))...)
	return page
}

func (p *Part) take(other Part) {
	p.Up, p.Down = p.Up+other.Up, p.Down+other.Down
	p.Gained, p.Lost = p.Gained+other.Gained, p.Lost+other.Lost
	p.ByAnswer, p.ByRubric = p.ByAnswer+other.ByAnswer, p.ByRubric+other.ByRubric
}

func (c *Comparison) partRow(p *Part) []sheet.Value {
	row := []sheet.Value{
		sheet.TextValue(p.Name), sheet.CountValue(p.Up), sheet.CountValue(p.Down), sheet.PointsValue(p.Gained), sheet.PointsValue(p.Lost),
		sheet.PointsValue(p.Gained - p.Lost),
	}
	if c.parted() {
		row = append(row, sheet.PointsValue(p.ByAnswer), sheet.PointsValue(p.ByRubric))
	}
	return row
}

// partName is the section, group or indicator that an indicator belongs to, by
// the newest rubric that has it.
func (c *Comparison) partName(by summary.By, p Part) string {
	for _, r := range append(c.New.Rubrics[:len(c.New.Rubrics):len(c.New.Rubrics)], c.Old.Rubrics...) {
		for i := range r.Indicators {
			n := &r.Indicators[i]
			if n.Number != p.Number {
				continue
			}
			switch by {
			case summary.BySection:
				return r.Sections[r.SectionOf(i)].Name
			case summary.ByGroup:
				return r.Groups[n.Group].Name
			}
			return n.Label()
		}
	}
	return strconv.Itoa(p.Number) + "." + p.Name
}
