package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Document is rules as they are to be read, on a screen or on a page.
type Document struct {
	Title string
	Facts [][2]string // label and text
	Parts []Part
}

// Part is a part of a document: a heading with lines or a table under it.
type Part struct {
	// Depth is 0 for a part of the document, 1 for one of that, 2 for one of
	// that in turn.
	Depth int
	Title string
	Lines [][2]string // label and text
	Table *sheet.Page
}

// Whole is a rubric with everything it says, and what overlays change in it.
func Whole(r *rubric.Rubric) Document {
	items := Items(r)
	d := Document{Title: r.Title, Facts: documentFacts(r, items)}
	d.add(gradesPart(r), directPart(r))
	for i := range r.Sections {
		d.Parts = append(d.Parts, sectionParts(r, i, items)...)
	}
	d.add(formsPart(items))
	d.add(otherParts(items)...)
	d.add(countiesPart(r))
	d.add(overlayParts(r)...)
	d.add(readingsPart(r))
	return d
}

// One is an indicator with everything that is said of it, and what each
// overlay changes in it.
func One(r *rubric.Rubric, number int) Document {
	n := &r.Indicators[number-1]
	g := &r.Groups[n.Group]
	s := &r.Sections[g.Section]
	d := Document{Title: Heading(n), Facts: [][2]string{
		{"一级指标", fmt.Sprintf("%s（%s 分）", s.Name, s.Points)}, {"二级指标", fmt.Sprintf("%s（%s 分）", g.Name, g.Points)},
	}}
	for _, it := range Items(r) {
		switch {
		case it.Number != number || slices.Contains([]string{"indicator.name", "indicator.group", "answers.order"}, it.Rule):
		case it.Rule == "answer.also": // what the answer earns stands right before
			d.Facts[len(d.Facts)-1][1] += "；也可写 " + it.Text
		default:
			d.Facts = append(d.Facts, it.line())
		}
	}
	d.Facts = append(d.Facts, floorLines(r, g.Section)...)
	d.Facts = append(d.Facts, partReadings(g.Reading, s.Reading)...)
	d.Facts = append(d.Facts, [2]string{"出处", r.Document + "，" + r.Name()})
	for i := range r.Overlays {
		if lines := overlayLines(r, i, number); len(lines) > 0 {
			d.add(Part{Title: overlayTitle(&r.Overlays[i]), Lines: lines})
		}
	}
	return d
}

// partReadings are the readings of the parts that an indicator stands in.
func partReadings(group, section *rubric.Reading) (lines [][2]string) {
	for _, of := range []struct {
		label   string
		reading *rubric.Reading
	}{{"二级指标的解读", group}, {"一级指标的解读", section}} {
		if of.reading != nil {
			lines = append(lines, [2]string{of.label, readingText(of.reading)})
		}
	}
	return lines
}

func (d *Document) add(parts ...Part) {
	for _, p := range parts {
		if len(p.Lines) > 0 || p.Table != nil {
			d.Parts = append(d.Parts, p)
		}
	}
}

// line is an item as a labelled line; a reading is its own label.
func (it *Item) line() [2]string {
	if label, text, cut := strings.Cut(it.Text, "："); cut && strings.HasSuffix(it.Rule, ".reading") {
		return [2]string{label, text}
	}
	return [2]string{it.What, it.Text}
}

func documentFacts(r *rubric.Rubric, items []Item) [][2]string {
	var facts [][2]string
	for _, it := range items {
		if it.Part == "文件" && it.Rule != "title" {
			facts = append(facts, it.line())
		}
	}
	return append(facts, [2]string{"文件校验码", r.SHA256})
}

func readingLines(readings ...*rubric.Reading) (lines [][2]string) {
	for _, reading := range readings {
		if reading != nil {
			it := Item{Rule: ".reading", Text: readingText(reading)}
			lines = append(lines, it.line())
		}
	}
	return lines
}

func gradesPart(r *rubric.Rubric) Part {
	table := sheet.Page{Layout: sheet.Layout{Name: "信用等级", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "等级"}, {Header: "综合得分"}, {Header: "名称"}, {Header: "另一名称"}, {Header: "条款"},
	}}}
	for _, g := range r.Grades {
		table.Add(sheet.TextValue(g.Grade), sheet.TextValue(gradeRange(g)), sheet.TextValue(g.Name), sheet.TextValue(g.AlsoNamed), sheet.TextValue(g.Clause))
	}
	return Part{Title: "信用等级（" + r.GradesClause + "）", Table: &table, Lines: readingLines(r.GradesReading)}
}

func directPart(r *rubric.Rubric) Part {
	p := Part{Title: "直接判级（" + r.Direct.Clause + "）", Lines: [][2]string{{"等级", r.Direct.Grade}}}
	for _, rule := range r.Direct.Rules {
		s := &r.Sections[rule.Section]
		p.Lines = append(p.Lines, [2]string{s.Name, fmt.Sprintf("不满 %s 分的，不论综合得分多少，等级为 %s 级（%s）", rule.Below, r.Direct.Grade, rule.Clause)})
		p.Lines = append(p.Lines, readingLines(rule.Reading)...)
	}
	p.Lines = append(p.Lines, readingLines(r.Direct.Reading)...)
	return p
}

// floorLines are the floors of direct grading of a section.
func floorLines(r *rubric.Rubric, section int) (lines [][2]string) {
	for _, rule := range r.Direct.Rules {
		if rule.Section == section {
			lines = append(lines, [2]string{"直接判级", fmt.Sprintf("%s不满 %s 分的，等级为 %s 级", r.Sections[section].Name, rule.Below, r.Direct.Grade)})
		}
	}
	return lines
}

// sectionParts are a section, its groups and their indicators.
func sectionParts(r *rubric.Rubric, i int, items []Item) []Part {
	s := &r.Sections[i]
	parts := []Part{{Title: fmt.Sprintf("一级指标 %s（%s 分，%s）", s.Name, s.Points, s.Clause), Lines: append(floorLines(r, i), readingLines(s.Reading)...)}}
	for _, at := range s.Groups {
		g := &r.Groups[at]
		parts = append(parts, Part{Depth: 1, Title: fmt.Sprintf("二级指标 %s（%s 分，%s）", g.Name, g.Points, g.Clause), Lines: readingLines(g.Reading)})
		for _, n := range g.Indicators {
			parts = append(parts, indicatorPart(r, &r.Indicators[n], items))
		}
	}
	return parts
}

// indicatorPart is an indicator within the whole: what each answer earns in one
// line, the other forms of the answers left to a part of their own.
func indicatorPart(r *rubric.Rubric, n *rubric.Indicator, items []Item) Part {
	p := Part{Depth: 2, Title: fmt.Sprintf("%s（%s 分，%s）", n.Label(), n.Points, n.Clause)}
	var earned []string
	for _, it := range items {
		if it.Number != n.Number {
			continue
		}
		switch it.Rule {
		case "indicator.name", "indicator.group", "answers.order", "indicator.points", "indicator.clause", "answer.also":
		case "indicator.kind":
			if n.Kind != rubric.Choice {
				p.Lines = append(p.Lines, it.line())
			}
		case "answer.points":
			earned = append(earned, it.Of+" "+it.Text)
			if len(earned) == len(n.Answers) {
				p.Lines = append(p.Lines, [2]string{"填报与得分", strings.Join(earned, "；")})
			}
		default:
			p.Lines = append(p.Lines, it.line())
		}
	}
	for i := range r.Overlays {
		for _, line := range overlayLines(r, i, n.Number) {
			p.Lines = append(p.Lines, [2]string{overlayTitle(&r.Overlays[i]), line[0] + "：" + line[1]})
		}
	}
	return p
}

// formsPart are the forms that are accepted for answers, each for all the
// indicators that accept it.
func formsPart(items []Item) Part {
	var all []Change
	for i := range items {
		if items[i].Rule == "answer.also" {
			all = append(all, changeOf(nil, &items[i]))
		}
	}
	p := Part{Title: "填报的写法（空格、全角半角、字母大小写、括号样式不影响）"}
	for _, c := range folded(all) {
		p.Lines = append(p.Lines, [2]string{Numbered(c.Numbers) + c.What, c.Now()})
	}
	return p
}

// otherParts are what belongs to no section, no grade and no file.
func otherParts(items []Item) []Part {
	var parts []Part
	for i := range items {
		it := &items[i]
		if it.Number > 0 || it.order != nil || !slices.Contains(others, root(it.Rule)) {
			continue
		}
		if len(parts) == 0 || parts[len(parts)-1].Title != it.Part {
			parts = append(parts, Part{Title: it.Part})
		}
		last := &parts[len(parts)-1]
		last.Lines = append(last.Lines, it.line())
	}
	return parts
}

// others are the first words of the rules that stand in parts of their own.
var others = []string{"rights", "guards", "profile"}

func root(rule string) string {
	first, _, _ := strings.Cut(rule, ".")
	return first
}

func countiesPart(r *rubric.Rubric) Part {
	p := Part{Title: "县（市）区", Lines: [][2]string{{"没有认出的列为", r.Counties.Unknown}}}
	if r.Counties.Clause != "" {
		p.Lines = append(p.Lines, [2]string{"条款", r.Counties.Clause})
	}
	if len(r.Counties.Prefixes) > 0 {
		p.Lines = append(p.Lines, [2]string{"名称前面可以写", strings.Join(r.Counties.Prefixes, "、")})
	}
	for _, c := range r.Counties.Names {
		text := "没有代码"
		if c.Code != "" {
			text = "代码 " + c.Code
		}
		if len(c.Also) > 0 {
			text += "，也可写 " + strings.Join(c.Also, "、")
		}
		p.Lines = append(p.Lines, [2]string{c.Name, text})
	}
	return p
}

// readingsPart are all readings, by number.
func readingsPart(r *rubric.Rubric) Part {
	p := Part{Title: "条文不清楚处的解读（不是法律意见）"}
	for _, reading := range readings(r) {
		p.Lines = append(p.Lines, [2]string{fmt.Sprintf("解读 %d", reading.Number), reading.Text + "（" + reading.Clause + "）"})
	}
	return p
}

// readings are all readings, by number; where two bear one number, both.
func readings(r *rubric.Rubric) []rubric.Reading {
	all := r.Readings()
	for _, other := range r.OtherReadings() {
		if !slices.Contains(all, other) {
			all = append(all, other)
		}
	}
	slices.SortStableFunc(all, func(a, b rubric.Reading) int { return cmp.Compare(a.Number, b.Number) })
	return all
}
