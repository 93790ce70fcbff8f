package rubric

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"gopkg.in/yaml.v3"

	"credit/internal/fold"
	"credit/internal/points"
)

// indicatorCount is how many indicators a rubric has: the contract numbers
// the columns of every submission 1 to 44.
const indicatorCount = 44

// check is the self-check: what must hold before anyone is graded by the
// rubric. It brings the indicators into the order of their numbers.
func (r *reader) check(rubric *Rubric, at *places) {
	r.checkSums(rubric, at)
	r.checkNumbers(rubric, at)
	r.checkGrades(rubric, at)
	r.checkDirect(rubric, at)
	for i, indicator := range rubric.Indicators {
		r.checkIndicator(indicator, at.indicators[i])
	}
	r.checkCounties(rubric, at)
	if len(r.problems) == 0 {
		inOrder(rubric)
	}
}

func (r *reader) checkSums(rubric *Rubric, at *places) {
	var total points.Points
	for i, section := range rubric.Sections {
		total += section.Points
		sum := sumOf(section.Groups, func(g int) points.Points { return rubric.Groups[g].Points })
		if sum != section.Points {
			r.fault(at.sections[i], "一级指标“%s”为 %s 分，其二级指标合计却是 %s 分", section.Name, section.Points, sum)
		}
	}
	for i, group := range rubric.Groups {
		sum := sumOf(group.Indicators, func(n int) points.Points { return rubric.Indicators[n].Points })
		if sum != group.Points {
			r.fault(at.groups[i], "二级指标“%s”为 %s 分，其三级指标满分合计却是 %s 分", group.Name, group.Points, sum)
		}
	}
	if total != rubric.Points {
		r.fault(at.root, "满分为 %s 分，一级指标合计却是 %s 分", rubric.Points, total)
	}
	if rubric.Points != 100*points.Unit {
		r.fault(at.root, "第十三条规定满分是 100 分，而不是 %s 分", rubric.Points)
	}
}

// numberedName is a name that a header of another indicator could be.
var numberedName = regexp.MustCompile(`^(第|指标|\()?[0-9]`)

func (r *reader) checkNumbers(rubric *Rubric, at *places) {
	seen := map[int]bool{}
	names := map[string]int{}
	for i, indicator := range rubric.Indicators {
		switch name := fold.Key(indicator.Name); {
		case numberedName.MatchString(name):
			r.fault(at.indicators[i], "指标名称“%s”不能以序号开头：填报表的表头会分不清", indicator.Name)
		case seen[indicator.Number]:
			r.fault(at.indicators[i], "指标序号 %d 重复出现", indicator.Number)
		case names[name] != 0:
			r.fault(at.indicators[i], "指标名称“%s”与第 %d 项相同", indicator.Name, names[name])
		default:
			names[name] = indicator.Number
		}
		seen[indicator.Number] = true
	}
	for number := 1; number <= indicatorCount; number++ {
		if !seen[number] {
			r.fault(at.root, "缺少第 %d 项指标：序号应当是 1 至 %d，各一次", number, indicatorCount)
		}
	}
}

func (r *reader) checkGrades(rubric *Rubric, at *places) {
	seen := map[string]bool{}
	for i, grade := range rubric.Grades {
		line := at.gradeLines[i]
		if seen[grade.Grade] {
			r.fault(line, "信用等级“%s”重复出现", grade.Grade)
		}
		seen[grade.Grade] = true
		if last := i == len(rubric.Grades)-1; last != (grade.From == nil) {
			r.fault(line, "信用等级“%s”：只有最后一级没有下限 from，其余都要有", grade.Grade)
			continue
		}
		switch {
		case i == 0 && grade.Below != nil:
			r.fault(line, "最高的信用等级“%s”不应有上限 below", grade.Grade)
		case i > 0 && grade.Below == nil:
			r.fault(line, "信用等级“%s”缺少上限 below", grade.Grade)
		case grade.From != nil && (grade.Below != nil && *grade.From >= *grade.Below || *grade.From > rubric.Points):
			r.fault(line, "信用等级“%s”的下限 %s 分应当低于上限，请核对是不是写反了", grade.Grade, *grade.From)
		case i > 0 && rubric.Grades[i-1].From != nil:
			from := *rubric.Grades[i-1].From
			r.meets(line, "信用等级“"+grade.Grade+"”", "上一级", cmp.Compare(*grade.Below, from), grade.Below.String(), from.String(), "分")
		}
	}
}

func (r *reader) checkDirect(rubric *Rubric, at *places) {
	if !slices.ContainsFunc(rubric.Grades, func(g Grade) bool { return g.Grade == rubric.Direct.Grade }) {
		r.fault(at.direct, "直接判级的等级“%s”不在信用等级之列", rubric.Direct.Grade)
	}
}

// checkRule holds a rule of direct grading against its section and against
// the rules read before it.
func (r *reader) checkRule(rubric *Rubric, rule DirectRule, line *yaml.Node) {
	section := rubric.Sections[rule.Section]
	if slices.ContainsFunc(rubric.Direct.Rules, func(other DirectRule) bool { return other.Section == rule.Section }) {
		r.fault(line, "“%s”有两条直接判级规则", section.Name)
	}
	if section.Points > 0 && rule.Below > section.Points { // 0 where the points were no number
		r.fault(line, "“%s”满分才 %s 分，直接判级却要求 %s 分", section.Name, section.Points, rule.Below)
	}
}

func (r *reader) checkIndicator(n Indicator, line *yaml.Node) {
	switch n.Kind {
	case Rate:
		r.checkBands(n, line)
	case Number:
		r.checkRange(n, line)
	case Measure:
		before := len(r.problems)
		r.checkRange(n, line)
		if len(r.problems) == before { // bands of no range mean nothing
			r.checkBands(n, line)
		}
	}
}

func (r *reader) checkRange(n Indicator, line *yaml.Node) {
	if at := entry(line, "range"); at != nil {
		line = at
	}
	if n.Range.Min >= n.Range.Max || n.Range.Decimals > 2 {
		r.fault(line, "第 %d 项的取值范围应当由小到大，小数不超过两位", n.Number)
	} else if step := n.Range.Step(); n.Range.Min%step != 0 || n.Range.Max%step != 0 {
		r.fault(line, "第 %d 项只许 %d 位小数，取值范围 %s 至 %s 的小数却更多：两头的数谁也填不出", n.Number, n.Range.Decimals, n.Range.Min, n.Range.Max)
	}
}

// NotApplicableAnswer is no form of any answer: what it earns, if anything, is
// for an overlay to say (reading 8).
const NotApplicableAnswer = "不适用"

// checkForms holds that the forms of the last answer of a set mean no other
// answer.
func (r *reader) checkForms(set string, answers []Answer, line *yaml.Node) {
	meaning := map[string]int{}
	for i, answer := range answers {
		for _, form := range append([]string{answer.Text}, answer.Also...) {
			key := fold.Key(form)
			if key == NotApplicableAnswer && i == len(answers)-1 {
				r.fault(line, "答案组“%s”：“%s”不能作为填报的写法", set, form)
			}
			if other, taken := meaning[key]; taken && i == len(answers)-1 && other != i {
				r.fault(line, "答案组“%s”：“%s”既表示“%s”又表示“%s”", set, form, answers[other].Text, answer.Text)
			}
			meaning[key] = i
		}
	}
}

// limits are the least and the most that a rate or a measure can be.
func (n *Indicator) limits() (least, most points.Decimal) {
	if n.Kind == Measure {
		least, _ = points.ParseDecimal(n.Range.Min.String())
		most, _ = points.ParseDecimal(n.Range.Max.String())
		return least, most
	}
	most, _ = points.ParseDecimal("1")
	return least, most
}

// checkBands holds that the bands cover every value once, the highest first.
func (r *reader) checkBands(n Indicator, line *yaml.Node) {
	upsideDown := func(b Band) bool { return b.From != nil && b.Below != nil && b.From.Compare(*b.Below) >= 0 }
	least, most := n.limits()
	for i, band := range n.Bands {
		at := line
		if list := items(entry(line, "bands")); i < len(list) {
			at = list[i]
		}
		first, last := i == 0, i == len(n.Bands)-1
		switch {
		case first != (band.Below == nil) || last != (band.From == nil):
			r.fault(at, "第 %d 项第 %d 档：由高到低排列，只有最高一档没有上限 below，只有最低一档没有下限 from", n.Number, i+1)
			return // in another order nothing meets
		case upsideDown(band):
			r.fault(at, "第 %d 项第 %d 档的下限 %s 应当低于上限 %s，请核对是不是写反了", n.Number, i+1, band.Bound(*band.From), band.Bound(*band.Below))
		case !last && (band.From.Compare(least) <= 0 || band.From.Compare(most) > 0):
			r.fault(at, "第 %d 项第 %d 档的下限应当高于 %s、不高于 %s", n.Number, i+1, band.Bound(least), band.Bound(most))
		case !first && n.Bands[i-1].From != nil && !upsideDown(n.Bands[i-1]):
			r.meets(at, fmt.Sprintf("第 %d 项第 %d 档", n.Number, i+1), "上一档", band.Below.Compare(*n.Bands[i-1].From), band.Bound(*band.Below), band.Bound(*n.Bands[i-1].From), "")
		}
	}
}

// meets holds that what ends at below meets what begins at from, both in a
// unit: neither a gap nor an overlap lies between; order is how they compare.
func (r *reader) meets(at *yaml.Node, what, before string, order int, below, from, unit string) {
	low, high, says, inside := below, from, "是空档，哪一档也不算", unit
	if unit != "" {
		inside = " " + unit
	}
	switch {
	case order == 0:
		return
	case order > 0:
		low, high, says = from, below, "重叠，两档都算"
	}
	r.fault(at, "%s到 %s %s为止，%s却从 %s %s起：%s%s（含）至 %s %s%s", what, below, unit, before, from, unit, low, inside, high, unit, says)
}

func (r *reader) checkCounties(rubric *Rubric, at *places) {
	meaning := map[string]string{fold.Key(rubric.Counties.Unknown): "没有认出的县（市）区"}
	for _, county := range rubric.Counties.Names {
		for _, form := range append([]string{county.Name}, county.Also...) {
			key := fold.Key(form)
			if other, taken := meaning[key]; taken {
				r.fault(at.counties, "“%s”既表示%s又表示%s", form, other, county.Name)
			}
			meaning[key] = county.Name
		}
	}
}

// inOrder sorts the indicators by number; index i then is number i+1.
func inOrder(rubric *Rubric) {
	ordered := make([]Indicator, len(rubric.Indicators))
	for _, indicator := range rubric.Indicators {
		ordered[indicator.Number-1] = indicator
	}
	for g, group := range rubric.Groups {
		for i, n := range group.Indicators {
			rubric.Groups[g].Indicators[i] = rubric.Indicators[n].Number - 1
		}
	}
	rubric.Indicators = ordered
}
