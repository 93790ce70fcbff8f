// Package rules is the rubric in words: one list of everything it says, from
// which it is shown, and by which two rubrics are compared.
package rules

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/rubric"
)

// Item is one thing that a rubric says.
type Item struct {
	// Rule names the kind of thing, in English and for good: indicator.points.
	Rule string
	// Of is which of several it is: an answer, a grade, a county.
	Of string
	// Number is the indicator's, 0 where none is meant.
	Number int
	// Part is what it is a part of, and What it is, in Chinese.
	Part, What string
	// Text is what it says. Where that is a number of points, Points is it.
	Text   string
	Points *points.Points
	// Scores says that points or grades depend on it.
	Scores bool
	// set are the members where their order does not matter.
	set []string
	// order are names whose order is meant, and not which there are.
	order []string
	// id is what Of is called when two rubrics are compared, alike what Text is.
	id, alike string
}

// key is the same for the same thing in two rubrics.
func (it *Item) key() string {
	id := it.id
	if id == "" {
		id = it.Of
	}
	return strconv.Itoa(it.Number) + "\x00" + it.Rule + "\x00" + id
}

// Items are all that a rubric says, in its order; what overlays change is in
// those of Rubric.For.
func Items(r *rubric.Rubric) []Item { return itemsOf(r, names{}) }

// list collects items.
type list struct {
	items  []Item
	part   string
	number int
	scores bool
}

// add is one item; nothing is said where the text is empty.
func (l *list) add(rule, of, what, text string) *Item {
	if text == "" {
		return &Item{}
	}
	l.items = append(l.items, Item{Rule: rule, Of: of, Number: l.number, Part: l.part, What: what, Text: text, Scores: l.scores})
	return &l.items[len(l.items)-1]
}

// points is an item that is a number of points.
func (l *list) points(rule, of, what string, p points.Points) *Item {
	it := l.add(rule, of, what, p.String()+" 分")
	it.Points = &p
	return it
}

// many is an item of several members; their order does not matter.
func (l *list) many(rule, of, what string, set []string) *Item {
	it := l.add(rule, of, what, strings.Join(set, "、"))
	it.set = set
	return it
}

// ordered is the order of what else stands in items of its own.
func (l *list) ordered(rule, of, what string, order []string) *Item {
	it := l.add(rule, of, what, strings.Join(order, "、"))
	it.order = order
	return it
}

// law is the clause of a rule, and how it is read where it is unclear.
func (l *list) law(rule, of, id, clause string, reading *rubric.Reading) {
	scores := l.scores
	l.scores = false
	l.add(rule+".clause", of, "条款", clause).id = id
	if reading != nil {
		l.add(rule+".reading", of, "解读", readingText(reading)).id = id
	}
	l.scores = scores
}

// readingText is a reading with its number.
func readingText(reading *rubric.Reading) string {
	return fmt.Sprintf("解读 %d：%s", reading.Number, reading.Text)
}

func itemsOf(r *rubric.Rubric, as names) []Item {
	l := &list{}
	l.document(r)
	l.grades(r)
	l.direct(r, as)
	l.rights(r.Rights)
	l.part = "一级指标"
	var order []string
	for _, s := range r.Sections {
		order = append(order, as.of(as.sections, s.Name))
	}
	l.ordered("sections.order", "", "次序", order)
	for i := range r.Sections {
		l.section(r, i, as)
	}
	l.guards(r, as)
	l.counties(r, as)
	for i := range r.Profiles {
		l.profile(&r.Profiles[i])
	}
	l.part = "其他解读"
	for _, reading := range r.OtherReadings() {
		l.add("readings", strconv.Itoa(reading.Number), fmt.Sprintf("解读 %d", reading.Number), reading.Text+"（"+reading.Clause+"）")
	}
	return l.items
}

func (l *list) document(r *rubric.Rubric) {
	l.part = "文件"
	l.add("id", "", "标识", r.ID)
	l.add("edition", "", "版本", r.Edition)
	l.add("title", "", "名称", r.Title)
	l.add("appendix", "", "附件", r.Appendix)
	l.add("document", "", "文号", r.Document)
	l.add("issuers", "", "发文机关", strings.Join(r.Issuers, "、"))
	l.add("issued", "", "发文日期", r.Issued)
	l.add("effective", "", "施行日期", r.Effective)
	l.add("until", "", "有效期至", r.Until)
	l.scores = true
	l.points("points", "", "满分", r.Points)
	l.scores = false
	l.add("clause", "", "条款", r.Clause)
	l.add("notice.text", "", "结果上的说明", r.Notice.Text)
	l.add("notice.clause", "", "结果上的说明的条款", r.Notice.Clause)
}

func (l *list) grades(r *rubric.Rubric) {
	l.part = "信用等级"
	l.law("grades", "", "", r.GradesClause, r.GradesReading)
	var order []string
	for _, g := range r.Grades {
		order = append(order, g.Grade)
		of := g.Grade + " 级"
		l.scores = true
		l.add("grade.range", g.Grade, of+"的综合得分", gradeRange(g))
		l.scores = false
		l.add("grade.name", g.Grade, of+"的名称", g.Name)
		l.add("grade.also_named", g.Grade, of+"的另一名称", g.AlsoNamed)
		l.add("grade.clause", g.Grade, of+"的条款", g.Clause)
	}
	l.scores = true
	l.ordered("grades.order", "", "由高到低", order)
	l.scores = false
}

// gradeRange is graded.GradeRange, for a grade without any bound too.
func gradeRange(g rubric.Grade) string {
	if g.From == nil && g.Below == nil {
		return "任何分数"
	}
	return graded.GradeRange(g)
}

func (l *list) direct(r *rubric.Rubric, as names) {
	l.part, l.scores = "直接判级", true
	l.add("direct.grade", "", "等级", r.Direct.Grade)
	l.law("direct", "", "", r.Direct.Clause, r.Direct.Reading)
	for _, rule := range r.Direct.Rules {
		name := r.Sections[rule.Section].Name
		id := as.of(as.sections, name)
		l.part = "直接判级：" + name
		l.points("direct.below", name, "不满多少分的", rule.Below).id = id
		l.law("direct.rule", name, id, rule.Clause, rule.Reading)
	}
	l.scores = false
}

func (l *list) rights(rights *rubric.Rights) {
	if rights == nil {
		return
	}
	l.part = "评价以后的权利和期限"
	l.many("rights.told.grades", "", "应当告知本人的等级", rights.Told.Grades)
	l.add("rights.told.clause", "", "告知的条款", rights.Told.Clause)
	l.add("rights.correction.working_days", "", "更正的期限", fmt.Sprintf("%d 个工作日", rights.Correction.WorkingDays))
	l.add("rights.correction.clause", "", "更正的条款", rights.Correction.Clause)
	l.many("rights.repair.grades", "", "可以申请信用修复的等级", rights.Repair.Grades)
	l.add("rights.repair.months", "", "认定失信行为以后满几个月才可以修复", fmt.Sprintf("%d 个月", rights.Repair.Months))
	l.add("rights.repair.clause", "", "信用修复的条款", rights.Repair.Clause)
	l.add("rights.report.working_days", "", "实名举报的期限", fmt.Sprintf("%d 个工作日", rights.Report.WorkingDays))
	l.add("rights.report.extension_days", "", "实名举报可以延长", fmt.Sprintf("%d 日", rights.Report.ExtensionDays))
	l.add("rights.report.clause", "", "实名举报的条款", rights.Report.Clause)
}

func (l *list) section(r *rubric.Rubric, i int, as names) {
	s := &r.Sections[i]
	id := as.of(as.sections, s.Name)
	l.part, l.scores = "一级指标 "+s.Name, true
	l.add("section.name", s.Name, "名称", s.Name).id = id
	l.points("section.points", s.Name, "分值", s.Points).id = id
	l.law("section", s.Name, id, s.Clause, s.Reading)
	l.scores = false
	var order []string
	for _, g := range s.Groups {
		order = append(order, as.of(as.groups, r.Groups[g].Name))
	}
	l.ordered("section.order", s.Name, "二级指标的次序", order).id = id
	for _, g := range s.Groups {
		l.group(r, g, as)
	}
}

func (l *list) group(r *rubric.Rubric, i int, as names) {
	g := &r.Groups[i]
	id := as.of(as.groups, g.Name)
	l.part, l.scores = "二级指标 "+g.Name, true
	l.add("group.name", g.Name, "名称", g.Name).id = id
	in := l.add("group.section", g.Name, "所属一级指标", r.Sections[g.Section].Name)
	in.id, in.alike = id, as.of(as.sections, r.Sections[g.Section].Name)
	l.points("group.points", g.Name, "分值", g.Points).id = id
	l.law("group", g.Name, id, g.Clause, g.Reading)
	l.scores = false
	for _, n := range g.Indicators {
		l.indicator(&r.Indicators[n], g.Name, as.of(as.groups, g.Name))
	}
}

// indicator is one of a group, which is called known when rubrics are compared.
func (l *list) indicator(n *rubric.Indicator, group, known string) {
	l.part, l.number = Heading(n), n.Number
	l.add("indicator.name", "", "名称", n.Name)
	in := l.add("indicator.group", "", "所属二级指标", group)
	in.Scores, in.alike = true, known
	l.add("indicator.statement", "", "评分说明", n.Statement)
	l.earns(n)
	if n.Lasting {
		l.add("indicator.lasting", "", "逐年不变", "是，模板可以从上一年带来，当年不能改变")
	}
	l.law("indicator", "", "", n.Clause, n.Reading)
	l.number = 0
}

// Heading is how an indicator is called: 第 3 项 按学校规定参加升降国旗活动.
func Heading(n *rubric.Indicator) string { return fmt.Sprintf("第 %d 项 %s", n.Number, n.Name) }

// kindText is a kind of indicators in words.
func kindText(kind rubric.Kind) string {
	switch kind {
	case rubric.Choice:
		return "从所列的答案中选"
	case rubric.Rate:
		return "填比率，分档计分"
	case rubric.Number:
		return "填所得的分值"
	case rubric.Measure:
		return "填数值，分档计分"
	}
	return string(kind)
}

// earns is what the answers of an indicator earn.
func (l *list) earns(n *rubric.Indicator) {
	l.scores = true
	defer func() { l.scores = false }()
	l.add("indicator.kind", "", "填报方式", kindText(n.Kind))
	var order []string
	for _, a := range n.Answers {
		order = append(order, a.Text)
		l.points("answer.points", a.Text, "填“"+a.Text+"”", a.Points)
		l.many("answer.also", a.Text, "“"+a.Text+"”也可写", a.Also)
	}
	l.ordered("answers.order", "", "答案的次序", order).Scores = false
	if n.Several {
		l.add("indicator.several", "", "填了几个答案的", "按分值最高的一个计分")
	}
	if n.Kind != rubric.Choice {
		l.add("indicator.earns", "", "填报与得分", graded.Earnings(n))
	}
	if n.Kind == rubric.Measure {
		l.add("indicator.range", "", "数值", fmt.Sprintf("%s 至 %s", n.Range.Min, n.Range.Max))
	}
	if n.Kind == rubric.Number || n.Kind == rubric.Measure {
		l.add("indicator.decimals", "", "小数", fmt.Sprintf("最多 %d 位", n.Range.Decimals))
	}
	l.add("indicator.forms_clause", "", "填报写法的条款", n.FormsClause).Scores = false
	l.points("indicator.points", "", "满分", n.Points)
	for _, na := range n.NotApplicable {
		l.add("indicator.not_applicable", na.Whom(), na.Whom()+"可以填“不适用”", na.Earns.Text()+"（"+na.Clause+"）")
	}
}

func (l *list) guards(r *rubric.Rubric, as names) {
	g := r.Guards
	l.part = "核对（只提醒，不改变得分）：可能填反"
	l.many("guards.polarity.indicators", "", "核对哪几项", numbers(g.Polarity.Indicators))
	l.add("guards.polarity.answer", "", "核对的填报", g.Polarity.Answer)
	l.add("guards.polarity.at_least", "", "一张表至少", fmt.Sprintf("%d 人", g.Polarity.AtLeast))
	l.add("guards.polarity.over", "", "超过", g.Polarity.Over.String()+"%")
	l.law("guards.polarity", "", "", g.Polarity.Clause, g.Polarity.Reading)
	l.part = "核对（只提醒，不改变得分）：填报完全一样"
	l.add("guards.uniform.at_least", "", "一张表至少", fmt.Sprintf("%d 人", g.Uniform.AtLeast))
	l.add("guards.uniform.clause", "", "条款", g.Uniform.Clause)
	l.part = "核对（只提醒，不改变得分）：荣誉与信用信息"
	l.many("guards.honours.indicators", "", "核对哪几项", numbers(g.Honours.Indicators))
	l.law("guards.honours", "", "", g.Honours.Clause, g.Honours.Reading)
	l.part = "核对（只提醒，不改变得分）：违纪与满分"
	if at := g.Conduct.Group; at >= 0 && at < len(r.Groups) {
		l.add("guards.conduct.group", "", "核对的二级指标", r.Groups[at].Name).alike = as.of(as.groups, r.Groups[at].Name)
	}
	l.add("guards.conduct.assessment", "", "师德考核", g.Conduct.Assessment)
	l.law("guards.conduct", "", "", g.Conduct.Clause, g.Conduct.Reading)
}

func numbers(list []int) []string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.Itoa(n)
	}
	return texts
}

func (l *list) counties(r *rubric.Rubric, as names) {
	l.part = "县（市）区"
	l.add("counties.clause", "", "条款", r.Counties.Clause)
	l.many("counties.prefixes", "", "名称前面可以写", r.Counties.Prefixes)
	l.add("counties.unknown", "", "没有认出的列为", r.Counties.Unknown)
	var order []string
	for _, c := range r.Counties.Names {
		id := as.of(as.counties, c.Name)
		order = append(order, id)
		l.add("county.name", c.Name, "名单", c.Name).id = id
		l.add("county.code", c.Name, c.Name+"的代码", c.Code).id = id
		l.many("county.also", c.Name, c.Name+"也可写", c.Also).id = id
	}
	l.ordered("counties.order", "", "次序", order)
}

func (l *list) profile(p *rubric.Profile) {
	name := strings.TrimSpace(p.County + " " + p.Name)
	l.part = "人员类型（不用来评分）：" + p.Name
	l.add("profile.name", name, "名称", p.Name)
	l.add("profile.county", name, "县（市）区", p.County)
	l.add("profile.clause", name, "条款", p.Clause)
	l.add("profile.post", name, "岗位", p.Post)
	l.add("profile.school", name, "学校名称里有", p.School)
	l.many("profile.without", name, "不适用的指标", numbers(p.Without))
	for _, number := range slices.Sorted(maps.Keys(p.Answers)) {
		l.add("profile.answer", fmt.Sprintf("%s %d", name, number), fmt.Sprintf("第 %d 项填报", number), p.Answers[number])
	}
}
