package template

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/rubric"
	"credit/internal/sheet"
)

// shown is a column for people; note says what it shows.
func shownColumn(header, note string, width float64, style sheet.Style) sheet.Column {
	return sheet.Column{Section: "预览（自动计算，不用填）", Note: note, Header: header, Width: width, Style: style}
}

// addMissing adds the counts of what is missing and of what is wrong in a row
// that was begun.
func (p *preview) addMissing() {
	first, last := p.points, p.points+len(p.answers)-1
	answers := cells(first, last)
	mark := quoted(wrongMark)
	missing := []string{fmt.Sprintf("%d-%s-%s", len(p.answers), call("COUNT", answers), call("COUNTIF", answers, mark))}
	for _, column := range p.grid.needed {
		missing = append(missing, call("IFERROR", call("IF", isEmpty(squeezed(cell(column))), "1", "0"), "0"))
	}
	faulty := call("COUNTIF", cells(p.countyCheck, last), mark)
	for _, column := range p.unchecked() {
		faulty += "+" + call("IF", call("ISERROR", cell(column)), "1", "0")
	}
	inBegun := func(count string) string { return call("IF", p.begunBy(""), count, `""`) }
	p.missing = p.add(shownColumn("未填", "还有几格没填", 8, sheet.CountCell), inBegun(strings.Join(missing, "+")), func(s *standing) sheet.Value {
		return s.count(s.missing)
	})
	p.faulty = p.add(shownColumn("填错", "有几格填错", 8, sheet.CountCell), inBegun(faulty), func(s *standing) sheet.Value {
		return s.count(s.faulty)
	})
}

// unchecked are the identity columns without a check of their own: only an
// error value makes a cell wrong. What stands as document is checked with the
// ID number.
func (p *preview) unchecked() []int {
	return slices.DeleteFunc(slices.Clone(p.grid.fields), func(column int) bool {
		return column == p.grid.needed[0] || column == p.grid.id || column == p.grid.document
	})
}

// addSections adds the points of each section and the total. A section with
// an answer missing or wrong shows nothing: a blank is never a zero.
func (p *preview) addSections() {
	for at, section := range p.rubric.Sections {
		var columns []int
		for i := range p.rubric.Indicators {
			if p.rubric.SectionOf(i) == at {
				columns = append(columns, p.points+i)
			}
		}
		column := shownColumn(section.Name, "满分 "+section.Points.String()+" 分", 10, sheet.PointCell)
		p.sections = append(p.sections, p.add(column, sumOf(columns), func(s *standing) sheet.Value { return s.section(at) }))
	}
	p.total = p.add(shownColumn("综合得分", p.unlessNoted("满分 "+p.rubric.Points.String()+" 分", "“不适用”按 0 分"), 10, sheet.TotalCell),
		sumOf(p.sections), func(s *standing) sheet.Value { return s.total() })
}

// sumOf adds up columns where each of them has its number.
func sumOf(columns []int) string {
	addends := runs("", columns)
	complete := fmt.Sprintf("%s=%d", call("COUNT", addends...), len(columns))
	return call("IF", complete, rounded(call("SUM", addends...)), `""`)
}

// addGrade adds the grade and the sections that make it a direct one.
func (p *preview) addGrade() {
	grade := gradeOf(p.rubric, cell(p.total))
	var below, names []string
	for _, rule := range p.rubric.Direct.Rules {
		section := cell(p.sections[rule.Section])
		isBelow := section + "<" + rule.Below.String()
		name := quoted(nameMark + p.rubric.Sections[rule.Section].Name)
		below = append(below, isBelow)
		names = append(names, call("IF", call("ISNUMBER", section), call("IF", isBelow, name, `""`), `""`))
	}
	direct := `""`
	if len(below) > 0 {
		grade = call("IF", call("OR", below...), quoted(p.rubric.Direct.Grade), grade)
		direct = call("MID", strings.Join(names, "&"), "2", fmt.Sprint(longestCell))
	}
	sound := call("AND", call("ISNUMBER", cell(p.total)), cell(p.missing)+"=0", cell(p.faulty)+"=0")
	width := 9.0
	if p.adjusted != 0 {
		width = 14 // for byOwnRules, and what the note says of it
	}
	p.grade = p.add(shownColumn("信用等级", p.unlessNoted("填完整、没有错时显示", "有“不适用”的按细则折算，评分后才有等级"), width, sheet.CenterText), call("IF", sound, p.unlessRuled(grade), `""`), func(s *standing) sheet.Value {
		return s.grade()
	})
	p.directNote = p.add(shownColumn("直接判级", p.unlessNoted("得分过低、直接列为 "+p.rubric.Direct.Grade+" 级的部分", "有“不适用”的，底线按细则折算"), 18, sheet.CenterText), p.unlessRuled(direct), func(s *standing) sheet.Value {
		return s.direct()
	})
}

// nameMark parts the names of sections.
const nameMark = "、"

// gradeOf looks the grade of a total up; the best grade comes first, the last
// has no lower bound.
func gradeOf(r *rubric.Rubric, total string) string {
	last := len(r.Grades) - 1
	formula := quoted(r.Grades[last].Grade)
	for i := last - 1; i >= 0; i-- {
		formula = call("IF", total+">="+r.Grades[i].From.String(), quoted(r.Grades[i].Grade), formula)
	}
	return formula
}
