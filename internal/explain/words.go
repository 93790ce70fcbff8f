package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// Title is the heading of the paper.
func (e *Explanation) Title() string {
	title := "教育从业人员执业信用个人评分说明"
	if graded.IsKnownYear(e.Year) {
		title += "（" + e.Year + " 年度）"
	}
	return title
}

// Facts say who it is about and what came of it; id is the ID number as it is
// to be shown.
func (e *Explanation) Facts(id string) [][2]string {
	facts := [][2]string{
		{"姓名", e.Who.Name},
		{"所在单位", strings.TrimSpace(e.Who.County + " " + e.Who.School)},
		{cmp.Or(e.Who.Document, practitioner.ResidentID), id},
	}
	if e.Who.Post != "" {
		facts = append(facts, [2]string{"岗位", e.Who.Post})
	}
	facts = append(facts, [2]string{"填报出处", practitioner.MaskWithin(e.Source)}, [2]string{"评分依据", e.Rubric.Document + "，评分标准 " + e.Rubric.ID + " 版本 " + e.Rubric.Edition})
	if e.Held != nil {
		return append(append(facts, e.overlaidFacts()...), [2]string{"信用等级", "未评分（" + strings.Join(e.Held.Reasons, "、") + "），没有等级"})
	}
	facts = append(facts,
		[2]string{"综合得分", fmt.Sprintf("%s 分（满分 %s 分）", e.Total, e.Rubric.Points)})
	facts = append(append(facts, e.overlaidFacts()...), [2]string{"信用等级", gradeText(e.Grade)})
	if e.IsDirect() {
		facts = append(facts, [2]string{"直接判级", strings.Join(e.belowNames(), "、") + "不满底线；仅按" + e.totalName() + "为 " + gradeText(e.ByTotal)})
	}
	return facts
}

// Judges reports an overlay of the person's own county; another's only put that
// county on the list.
func (e *Explanation) Judges(o *rubric.Overlay) bool { return o.County == e.Who.County }

func (e *Explanation) overlayText(o *rubric.Overlay) string {
	if e.Judges(o) {
		return o.Name()
	}
	return o.Name() + "：只把" + e.Who.County + "列入名单"
}

// overlaidFacts say what the county's own rules came to (article 21).
func (e *Explanation) overlaidFacts() (facts [][2]string) {
	for _, o := range e.Overlays {
		facts = append(facts, [2]string{"适用细则", e.overlayText(o)})
	}
	if e.Held != nil && e.Held.most.Adjusted != nil {
		facts = append(facts, [2]string{"不适用", e.Held.most.Adjusted.LeftOut(e.Rubric)})
	}
	if a := e.Adjusted; a != nil {
		facts = append(facts, [2]string{"不适用", a.LeftOut(e.Rubric)}, [2]string{"折算", a.Text(e.Rubric)},
			[2]string{"未折算等级", a.Grade + " 级（不适用的项按 0 分计，只作对照）"})
	}
	return facts
}

func gradeText(g *rubric.Grade) string { return g.Grade + " 级（" + g.Name + "）" }

// belowNames are the sections that make the grade direct.
func (e *Explanation) belowNames() (names []string) {
	for i := range e.Sections {
		if e.Sections[i].Below() {
			names = append(names, e.Sections[i].Name)
		}
	}
	return names
}

// WhyTitle, LossesTitle, ChangeTitle and what follows head the parts of the
// paper.
func (e *Explanation) WhyTitle() string {
	return "为什么是 " + e.Grade.Grade + " 级（第十三条）"
}

// LossesTitle heads the lost points.
func (e *Explanation) LossesTitle() string {
	return fmt.Sprintf("失分在哪里（%d 项，共 %s 分）", len(e.Losses), e.Lost())
}

// ChangeTitle heads the smallest change.
func (e *Explanation) ChangeTitle() string {
	switch {
	case e.Change.Aim == nil:
		return "离上一级差多少"
	case e.IsDirect():
		return "离开 " + e.Grade.Grade + " 级差多少"
	}
	return "离 " + e.Change.Aim.Grade + " 级差多少"
}

// Titles of the parts that always read the same.
const (
	SectionsTitle  = "各一级指标与直接判级的底线"
	RightsTitle    = "您有哪些权利"
	ObstaclesTitle = "为什么没有评分，怎样改"
	StandingTitle  = "照现在能用的填报会得多少分（不是等级）"
)

// SectionsPage is the table of the sections against their floors.
func (e *Explanation) SectionsPage() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: SectionsTitle, FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "一级指标", Style: sheet.PlainText}, {Header: "得分", Style: sheet.PointCell}, {Header: "满分", Style: sheet.PointCell},
		{Header: "失分", Style: sheet.PointCell}, {Header: "底线", Style: sheet.PointCell}, {Header: "与底线相比", Style: sheet.PlainText},
	}}}
	for i := range e.Sections {
		s := &e.Sections[i]
		row := []sheet.Value{sheet.TextValue(s.Name), sheet.PointsValue(s.Points), sheet.PointsValue(s.Full), sheet.PointsValue(s.Lost())}
		if s.Rule != nil {
			row = append(row, sheet.PointsValue(s.Rule.Below), sheet.TextValue(s.floorText()))
		}
		page.Add(row...)
	}
	page.Add(sheet.Bold([]sheet.Value{
		sheet.TextValue("综合得分"), sheet.PointsValue(e.Total), sheet.PointsValue(e.Rubric.Points), sheet.PointsValue(e.Lost()),
	})...)
	return page
}

func (s *Section) floorText() string {
	switch {
	case s.Adjusted != nil && s.Below():
		return "折算 " + result.Exactly(*s.Adjusted, fen) + "，低于底线：直接判级"
	case s.Adjusted != nil:
		return "折算 " + result.Exactly(*s.Adjusted, fen) + "，不低于底线"
	case s.Below():
		return "低 " + (s.Rule.Below - s.Points).String() + " 分：直接判级"
	case s.Points == s.Rule.Below:
		return "正在底线上，不判级"
	}
	return "高 " + (s.Points - s.Rule.Below).String() + " 分"
}

// LostText says how much was lost, and of what.
func (e *Explanation) LostText() string {
	from := fmt.Sprintf("满分 %s 分 − 综合得分 %s 分", e.Rubric.Points, e.Total)
	if left := e.leftOut(); left > 0 {
		from += fmt.Sprintf(" − 不适用的 %s 分", left)
	}
	return fmt.Sprintf("%d 项，共 %s 分（%s）", len(e.Losses), e.Lost(), from)
}

// Proof shows that the losses account for every point that is missing.
func (e *Explanation) Proof() string {
	if left := e.leftOut(); left > 0 {
		return fmt.Sprintf("失分合计 %s 分 + 不适用的 %s 分 = 满分 %s 分 − 综合得分 %s 分。", e.Lost(), left, e.Rubric.Points, e.Total)
	}
	return fmt.Sprintf("失分合计 %s 分 = 满分 %s 分 − 综合得分 %s 分。", e.Lost(), e.Rubric.Points, e.Total)
}

// Text says what was written, where, and what it counted as.
func (l *Loss) Text() string {
	text := "填报" + quoted(l.Indicator, l.Given) + "，在 " + l.Cell + "；"
	if l.Case != "" {
		text = "按办理编号 " + l.Case + " 更正为" + quoted(l.Indicator, l.Given) + "，原填报在 " + l.Cell + "；"
	}
	switch {
	case l.NotApplicable != nil:
		text += l.Met + "（" + l.NotApplicable.Clause + "）"
	case l.Indicator.Kind == rubric.Number:
		text += l.Met + "计"
	default:
		text += "按“" + l.Met + "”计"
	}
	return text + fmt.Sprintf("，得 %s 分，满分 %s 分", l.Points, l.Indicator.Points)
}

// quoted is an answer as it is spoken of: “否”, 2.5 分.
func quoted(n *rubric.Indicator, answer string) string {
	if n.Kind == rubric.Number && fold.Key(answer) != submission.NotApplicable {
		return " " + answer + " 分"
	}
	return "“" + answer + "”"
}

// Caution is said wherever a smallest change is shown.
const Caution = "这里只算差多少，不是填报的建议：填报必须与事实相符，推送虚假信息、瞒报、篡改的依法追究责任（第二十条）。" +
	"本年度的填报确有错误的，请申请更正（第十七条）。"

// ChangeLines say how far the next better grade is.
func (e *Explanation) ChangeLines() []string {
	c := &e.Change
	if c.Reach == Best {
		return []string{e.Grade.Grade + " 级已是最高等级。"}
	}
	lines := e.gaps()
	switch c.Reach {
	case Never:
		return append(lines, "不能达到：其余各项都得满分，也不够。")
	case Lasting:
		lines = append(lines, "本年度内不能达到：除"+lastingNames(e.Rubric)+"以外，其余各项都得满分也不够；这些填报当年不会改变。")
	}
	if len(c.Steps) == 0 {
		but := ""
		if names := lastingNames(e.Rubric); c.Reach == Several && names != "" {
			but = "除" + names + "以外（当年不会改变），"
		}
		return append(lines, but+"单独一项填报与现在不同，都不够；总分是按比例折算的，几项一起要多少，这里不算。")
	}
	lines = append(lines, c.lead())
	for i := range c.Steps {
		lines = append(lines, "· "+c.Steps[i].Text())
	}
	lines = append(lines, fmt.Sprintf("合计多 %s 分，%s会是 %s 分，为 %s 级。", c.Gain, e.totalName(), c.Total, c.Grade.Grade))
	if others := c.others(); others != "" {
		lines = append(lines, others)
	}
	return append(lines, Caution)
}

// gaps say what is lacking: to floors, and to the grade's line.
func (e *Explanation) gaps() (lines []string) {
	for i := range e.Sections {
		if s := &e.Sections[i]; s.Below() && s.Adjusted != nil {
			lines = append(lines, s.Name+" "+s.lacking()+"。")
		} else if s.Below() {
			lines = append(lines, fmt.Sprintf("%s %s 分，底线 %s 分，差 %s 分。", s.Name, s.Points, s.Rule.Below, s.Rule.Below-s.Points))
		}
	}
	aim := e.Change.Aim
	if e.Adjusted != nil {
		if e.Adjusted.Total.Compare(*aim.From) < 0 {
			return append(lines, fmt.Sprintf("%s，%s 级从 %s 分（含）起。", e.totalText(), aim.Grade, aim.From))
		}
		return append(lines, fmt.Sprintf("%s，已够 %s 级。", e.totalText(), e.ByTotal.Grade))
	}
	if gap := *aim.From - e.Total; gap > 0 {
		return append(lines, fmt.Sprintf("综合得分 %s 分，%s 级从 %s 分（含）起，差 %s 分。", e.Total, aim.Grade, aim.From, gap))
	}
	return append(lines, fmt.Sprintf("综合得分 %s 分，已够 %s 级。", e.Total, e.ByTotal.Grade))
}

// lead says how many answers it takes.
func (c *Change) lead() string {
	if len(c.Steps) == 1 {
		return "最少有 1 项填报与现在不同就够（多得的分最少的一项）："
	}
	return fmt.Sprintf("最少要有 %d 项填报与现在不同，没有更少的；其中多得的分最少的是：", len(c.Steps))
}

// Text is the answer that would have to be another: 第 31 项“教学成绩”：2.5 分，须为 5 分（多 2.5 分）.
func (s *Step) Text() string {
	answer := "“" + s.Answer + "”"
	switch s.Indicator.Kind {
	case rubric.Number:
		answer = " " + s.Answer + " 分"
	case rubric.Rate:
		answer = " " + s.Answer
	}
	return fmt.Sprintf("第 %d 项“%s”：填报%s，要到%s（多 %s 分）", s.Indicator.Number, s.Indicator.Name, quoted(s.Indicator, s.Given), answer, s.Gain)
}

// others name the other single answers that would do, by what they gain.
func (c *Change) others() string {
	byGain := map[points.Points][]string{}
	var gains []points.Points
	count := 0
	for i := range c.Singles {
		s := &c.Singles[i]
		if s.Indicator.Number == c.Steps[0].Indicator.Number {
			continue
		}
		if byGain[s.Gain] == nil {
			gains = append(gains, s.Gain)
		}
		byGain[s.Gain] = append(byGain[s.Gain], strconv.Itoa(s.Indicator.Number))
		count++
	}
	if count == 0 {
		return ""
	}
	slices.Sort(gains)
	var parts []string
	for _, gain := range gains {
		parts = append(parts, "第 "+strings.Join(byGain[gain], "、")+" 项多 "+gain.String()+" 分")
	}
	return fmt.Sprintf("单独一项也够的还有 %d 项：%s。", count, strings.Join(parts, "；"))
}

// lastingNames are the indicators whose answers last.
func lastingNames(r *rubric.Rubric) string {
	var names []string
	for i := range r.Indicators {
		if n := &r.Indicators[i]; n.Lasting {
			names = append(names, fmt.Sprintf("第 %d 项“%s”", n.Number, n.Name))
		}
	}
	return strings.Join(names, "、")
}

// Line is a right in a line.
func (r Right) Line() string { return r.Title + "（" + r.Clause + "）：" + r.Text }
