package explain

import (
	"fmt"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/result"
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
		{Header: h.leastHeader(), Style: sheet.PointCell}, {Header: h.mostHeader(), Style: sheet.PointCell}, {Header: "底线", Style: sheet.PointCell},
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
		sheet.TextValue(name), sheet.TextValue(s.answeredText()),
		sheet.PointsValue(s.Earned), shownValue(s.AdjustedLeast, s.Least), shownValue(s.AdjustedMost, s.Most),
	}
	if s.Rule != nil {
		row = append(row, sheet.PointsValue(s.Rule.Below))
	}
	return row
}

// leastHeader and mostHeader head what the sections can come to.
func (h *Held) leastHeader() string { return h.adjusted("至少") }
func (h *Held) mostHeader() string  { return h.adjusted("至多") }

func (h *Held) adjusted(header string) string {
	if h.IsAdjusted() {
		return "折算" + header
	}
	return header
}

// answeredText says how many answers stand, of how many.
func (s *Standing) answeredText() string {
	text := fmt.Sprintf("%d / %d 项", s.Answered, s.Asked)
	if s.LeftOut > 0 {
		text += fmt.Sprintf("，不适用 %d 项", s.LeftOut)
	}
	return text
}

// shownValue is an adjusted sum, cut off after two decimals, or the literal one
// where there is none.
func shownValue(adjusted *points.Fraction, literal points.Points) sheet.Value {
	if adjusted == nil {
		return sheet.PointsValue(literal)
	}
	shown, _ := adjusted.Floor()
	return sheet.PointsValue(shown)
}

// StandingLines say what the table is, and what is open.
func (h *Held) StandingLines() []string {
	lead := fmt.Sprintf("这不是评分，也不预示等级：%s %d 项能用，共 %s 分", h.askedText(), h.Sum.Answered, h.Sum.Earned)
	if len(h.Open) == 0 {
		return h.withRules(lead + "，只因上面的原因没有评分。")
	}
	what := ""
	if h.IsAdjusted() {
		what = "综合得分"
	}
	lines := h.withRules(lead + fmt.Sprintf("；别的填报不变，全部改好以后%s至少 %s 分，至多 %s 分。", what, h.Sum.Least, h.Sum.Most))
	var names []string
	for i, n := range h.Open {
		least, most := rangeOf(n)
		text := span(least, most)
		if h.MayLeave[i] != nil {
			text += "，或者不适用"
		}
		names = append(names, fmt.Sprintf("第 %d 项“%s”（%s）", n.Number, n.Name, text))
	}
	const shown = 12
	if len(names) > shown {
		names = append(names[:shown:shown], fmt.Sprintf("另有 %d 项", len(h.Open)-shown))
	}
	return append(lines, "还不能用的："+strings.Join(names, "、")+"。")
}

// askedText says of how many answers some stand.
func (h *Held) askedText() string {
	if h.Sum.LeftOut == 0 {
		return fmt.Sprintf("%d 项填报里有", h.Sum.Asked)
	}
	return fmt.Sprintf("%d 项填报里有 %d 项不适用，其余 %d 项里有", h.Sum.Asked+h.Sum.LeftOut, h.Sum.LeftOut, h.Sum.Asked)
}

// withRules adds to the first line what the county's own rules make of it.
func (h *Held) withRules(first string) []string {
	lines := []string{first}
	if h.NoOverlays {
		lines = append(lines, "县（市）区没有认出，这里没有用任何县（市）区的细则。")
	}
	switch {
	case !h.IsAdjusted():
	case len(h.Open) == 0:
		lines = append(lines, "按细则折算："+h.boundText(h.most)+"。")
	default:
		lines = append(lines, "按细则折算，至少："+h.boundText(h.least)+"。", "按细则折算，至多："+h.boundText(h.most)+"。")
	}
	return lines
}

// boundText says exactly what the sections and the total come to.
func (h *Held) boundText(res *result.Result) string {
	b := boundOf(res)
	return (&result.Adjusted{Sections: b.sections, Total: b.total}).Text(res.Rubric)
}

func span(least, most points.Points) string {
	if least == most {
		return most.String() + " 分"
	}
	return least.String() + " 至 " + most.String() + " 分"
}
