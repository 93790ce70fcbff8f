package explain

import (
	"fmt"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/sheet"
)

// Place is where an obstacle stands: 填报表!K5.
func Place(f *graded.Finding) string {
	switch {
	case f.Sheet == "":
		return "整个文件"
	case f.Cell == "":
		return f.Sheet
	case strings.HasPrefix(f.Cell, "第"):
		return f.Sheet + " " + f.Cell
	}
	return f.Sheet + "!" + f.Cell
}

// ObstacleText says what is wrong, and what to write instead.
func ObstacleText(f *graded.Finding) string {
	return f.Message + "。" + strings.TrimSuffix(f.Hint, "。") + "。"
}

// UnplacedLine names the reasons for which no cell is listed; empty where there
// are none.
func (h *Held) UnplacedLine() string {
	if len(h.Unplaced) == 0 {
		return ""
	}
	return "评分工作簿的“" + graded.FindingSheet + "”表没有列出单元格的原因：" + strings.Join(h.Unplaced, "、") + "；请用 credit validate 核对填报工作簿。"
}

// StandingPage is the table of what stands so far.
func (h *Held) StandingPage() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: StandingTitle, FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "一级指标", Style: sheet.PlainText}, {Header: "能用的填报", Style: sheet.PlainText}, {Header: "现有得分", Style: sheet.PointCell},
		{Header: "至少", Style: sheet.PointCell}, {Header: "至多", Style: sheet.PointCell}, {Header: "底线", Style: sheet.PointCell},
	}}}
	for i := range h.Sections {
		page.Add(h.Sections[i].row()...)
	}
	page.Add(sheet.Bold(h.Sum.row())...)
	return page
}

func (s *Standing) row() []sheet.Value {
	name := s.Name
	if name == "" {
		name = "合计"
	}
	row := []sheet.Value{
		sheet.TextValue(name), sheet.TextValue(fmt.Sprintf("%d / %d 项", s.Answered, s.Asked)),
		sheet.PointsValue(s.Earned), sheet.PointsValue(s.Least), sheet.PointsValue(s.Most),
	}
	if s.Rule != nil {
		row = append(row, sheet.PointsValue(s.Rule.Below))
	}
	return row
}

// StandingLines say what the table is, and what is open.
func (h *Held) StandingLines() []string {
	lead := fmt.Sprintf("这不是评分，也不预示等级：%d 项填报里有 %d 项能用，共 %s 分", h.Sum.Asked, h.Sum.Answered, h.Sum.Earned)
	if len(h.Open) == 0 {
		return []string{lead + "，只因上面的原因没有评分。"}
	}
	lines := []string{lead + fmt.Sprintf("；别的填报不变，全部改好以后至少 %s 分，至多 %s 分。", h.Sum.Least, h.Sum.Most)}
	var names []string
	for _, n := range h.Open {
		least, most := rangeOf(n)
		names = append(names, fmt.Sprintf("第 %d 项“%s”（%s）", n.Number, n.Name, span(least, most)))
	}
	const shown = 12
	if len(names) > shown {
		names = append(names[:shown:shown], fmt.Sprintf("另有 %d 项", len(h.Open)-shown))
	}
	return append(lines, "还不能用的："+strings.Join(names, "、")+"。")
}

func span(least, most points.Points) string {
	if least == most {
		return most.String() + " 分"
	}
	return least.String() + " 至 " + most.String() + " 分"
}
