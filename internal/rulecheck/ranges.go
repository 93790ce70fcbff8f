package rulecheck

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"credit/internal/points"
	"credit/internal/reach"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Range is what one kind of staff can reach by the rules of one county, or by
// the rubric's own.
type Range struct {
	// County is empty for the rubric's own rules.
	County string
	Reach  *reach.Reach

	rules *rubric.Rubric
}

// Name is the kind of staff, and the county where it has rules of its own.
func (g *Range) Name() string {
	if g.County == "" || g.Reach.Profile.County != "" {
		return g.Reach.Profile.Name
	}
	return g.Reach.Profile.Name + "（" + g.County + "）"
}

// ranges are those of all profiles, in their order: a profile of the rubric
// once more for each county whose own rules make a difference to it. Where the
// rules describe nobody, anybody's is given. Last are those of the people of a
// county's own rules whom no profile describes.
func ranges(r *rubric.Rubric) (list []Range) {
	for _, p := range r.Profiles {
		for _, l := range everywhere(r) {
			if p.County != "" && p.County != l.county {
				continue
			}
			g := Range{l.county, reach.Of(l.rules, p), l.rules}
			if p.County == "" && l.county != "" && slices.ContainsFunc(list, func(known Range) bool { return known.same(&g) }) {
				continue
			}
			list = append(list, g)
		}
	}
	if len(list) == 0 {
		list = append(list, Range{"", reach.Of(r, rubric.Profile{Name: "所有人员"}), r})
	}
	for _, l := range everywhere(r) {
		for _, p := range untold(r, l) {
			list = append(list, Range{l.county, reach.Of(l.rules, p), l.rules})
		}
	}
	return list
}

// same reports that a county's own rules change nothing that is shown.
func (g *Range) same(other *Range) bool {
	return g.County == "" && g.Reach.Profile.Name == other.Reach.Profile.Name &&
		slices.Equal(g.texts(g.Reach.Counts()), other.texts(other.Reach.Counts())) && slices.Equal(g.Why(), other.Why())
}

func rat(p points.Points) *big.Rat { return big.NewRat(int64(p), int64(points.Unit)) }

// Shown writes points with their unit, exactly: 88.5 分, or 76.47 分（1300/17）
// where two decimals do not hold them. The decimals are cut off, never rounded
// up: what is below a line must not seem to reach it.
func Shown(x *big.Rat) string {
	floor, exact := cut(x)
	if exact {
		return floor.String() + " 分"
	}
	return fmt.Sprintf("%s 分（%s）", floor.Fixed(), x.RatString())
}

// cut is a number of points cut off after two decimals, and whether that is
// all of it.
func cut(x *big.Rat) (floor points.Points, exact bool) {
	whole, rest := new(big.Int).DivMod(new(big.Int).Mul(x.Num(), big.NewInt(int64(points.Unit))), x.Denom(), new(big.Int))
	return points.Points(whole.Int64()), rest.Sign() == 0
}

// brief is Shown for a table: 88.5, or 76.47….
func brief(x *big.Rat) string {
	floor, exact := cut(x)
	if exact {
		return floor.String()
	}
	return floor.Fixed() + "…"
}

// texts are the cells of a view in the page.
func (g *Range) texts(v *reach.View) []string {
	between := func(r reach.Range) string {
		if r.Low.Cmp(r.High) == 0 {
			return brief(r.Low)
		}
		return brief(r.Low) + " 至 " + brief(r.High)
	}
	texts := []string{g.grades(v), between(v.Total)}
	for _, s := range v.Sections {
		texts = append(texts, between(s))
	}
	return texts
}

// grades names the grades that can be reached: A 至 E, or B、D 至 E.
func (g *Range) grades(v *reach.View) string {
	var parts []string
	for i := 0; i < len(v.Grades); i++ {
		first := i
		for i < len(v.Grades) && v.Grades[i].Reachable {
			i++
		}
		switch name := func(i int) string { return g.rules.Grades[i].Grade }; {
		case i > first+1:
			parts = append(parts, name(first)+" 至 "+name(i-1))
		case i > first:
			parts = append(parts, name(first))
		}
	}
	return strings.Join(parts, "、")
}

// Page is what each kind of staff can reach, a row each; two where 不适用 earns
// anything.
func (o *Outcome) Page() sheet.Page {
	p := sheet.Page{Layout: sheet.Layout{Name: "各类人员可能得到的等级和分数", FreezeColumns: 1}}
	headers := []string{"人员类别", "等级", "综合得分"}
	for _, s := range o.Rubric.Sections {
		headers = append(headers, s.Name)
	}
	for _, header := range headers {
		p.Columns = append(p.Columns, sheet.Column{Header: header})
	}
	add := func(name string, texts []string) {
		row := []sheet.Value{sheet.TextValue(name)}
		for _, text := range texts {
			row = append(row, sheet.TextValue(text))
		}
		p.Add(row...)
	}
	for i := range o.Ranges {
		g := &o.Ranges[i]
		add(g.Name(), g.texts(g.Reach.Counts()))
		if g.Reach.Adjusted != nil {
			add("　不适用都按 0 分", g.texts(&g.Reach.Literal))
			p.Notes = []string{"不适用依细则计分的，另有一行是都按 0 分计的结果；“…”表示小数没有写完。"}
		}
	}
	return p
}

// Why says which grades people of the kind cannot get and which indicators
// keep them from it, a line for grades of one reason.
func (g *Range) Why() (lines []string) {
	v := g.Reach.Counts()
	var grades []string
	before := ""
	flush := func() {
		if len(grades) > 0 {
			lines = append(lines, fmt.Sprintf("%s 级：%s", strings.Join(grades, "、"), before))
		}
		grades = nil
	}
	for i, grade := range v.Grades {
		if grade.Reachable {
			continue
		}
		text := g.reasons(i, grade)
		if text != before {
			flush()
			before = text
		}
		grades = append(grades, g.rules.Grades[i].Grade)
	}
	flush()
	return lines
}

func (g *Range) reasons(grade int, why reach.Grade) string {
	var texts []string
	for _, reason := range why.Reasons {
		texts = append(texts, g.reason(grade, reason))
	}
	return strings.Join(texts, "；")
}

func (g *Range) reason(grade int, why reach.Reason) string {
	line, direct := g.rules.Grades[grade], g.rules.Direct.Grade
	switch why.Why {
	case reach.BelowFloor:
		return fmt.Sprintf("%s最高 %s，不满 %s，只能是 %s 级%s",
			g.rules.Sections[why.Section].Name, Shown(why.Reached), Shown(why.Needed), direct, g.because(why.Causes))
	case reach.TooLow:
		return fmt.Sprintf("综合得分最高 %s，不到 %s%s", Shown(why.Reached), Shown(why.Needed), g.because(why.Causes))
	case reach.TooHigh:
		if line.Grade == direct {
			return fmt.Sprintf("一级指标都不会不满下限，综合得分最低 %s，不低于 %s", Shown(why.Reached), Shown(why.Needed))
		}
		return fmt.Sprintf("没有直接列为 %s 级的，综合得分最低 %s，不低于 %s", direct, Shown(why.Reached), Shown(why.Needed))
	}
	return "没有一种填报的综合得分落在这一级"
}

// because names the causes; those of one kind that cost the same together.
func (g *Range) because(causes []reach.Cause) string {
	var order []string
	numbers := map[string][]int{}
	costs := map[string]*big.Rat{}
	for _, c := range causes {
		what := "不适用"
		if c.Answer != "" {
			what = "为“" + c.Answer + "”"
		}
		key := what + "\n" + c.Costs.RatString()
		if numbers[key] == nil {
			order = append(order, key)
		}
		numbers[key], costs[key] = append(numbers[key], g.rules.Indicators[c.Indicator].Number), c.Costs
	}
	var texts []string
	for _, key := range order {
		what, _, _ := strings.Cut(key, "\n")
		each := ""
		if len(numbers[key]) > 1 {
			each = "各"
		}
		texts = append(texts, fmt.Sprintf("%s%s（%s少 %s）", Numbers(numbers[key]), what, each, Shown(costs[key])))
	}
	if len(texts) == 0 {
		return ""
	}
	return "：" + strings.Join(texts, "、")
}
