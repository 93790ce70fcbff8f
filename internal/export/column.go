// Package export lists results as one row a practitioner, in columns whose
// names and types stay: for the platform of article 5, and for anyone's own
// analysis.
package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/results"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Type is what a column holds.
type Type string

// The types of columns: in JSON a string, a number, a list of strings.
const (
	Text   Type = "text"
	Number Type = "number"
	List   Type = "list"
)

// Column is one column.
type Column struct {
	// Name is what --columns and JSON lines call it, Title the header of
	// tables.
	Name, Title string
	Type        Type
	width       float64
	of          func(r *Row) any // string, points.Points or []string; nil for nothing
}

// Row is one practitioner as the columns see him or her.
type Row struct {
	Book   *results.Book
	Person *graded.Person
	Result *result.Result // nil for those held back
	// Unmask shows ID numbers in full.
	Unmask bool
}

// masked is a text that should hold no ID number.
func (r *Row) masked(text string) any {
	if r.Unmask {
		return text
	}
	return practitioner.MaskWithin(text)
}

func (r *Row) id() any {
	if r.Unmask {
		return r.Person.ID.Reveal()
	}
	return r.Person.ID.String()
}

// graded gives a value of those who were graded.
func (r *Row) graded(of func() any) any {
	if r.Result == nil {
		return nil
	}
	return of()
}

func text(name, title string, width float64, of func(r *Row) any) Column {
	return Column{name, title, Text, width, of}
}

// identity are the columns of who is rated and where the row comes from.
func identity() []Column {
	masked := func(of func(p *graded.Person) string) func(*Row) any {
		return func(r *Row) any { return r.masked(of(r.Person)) }
	}
	return []Column{
		text("year", "年度", 9, func(r *Row) any { return r.Book.Stamp.Year }),
		text("county", "县（市）区", 12, masked(func(p *graded.Person) string { return p.County })),
		text("school", "学校", 24, masked(func(p *graded.Person) string { return p.School })),
		text("name", "姓名", 10, masked(func(p *graded.Person) string { return p.Name })),
		text("document", "证件类型", 12, masked(func(p *graded.Person) string { return p.Document })),
		text("id", "身份证件号码", 21, (*Row).id),
		text("certificate", "资格证号", 20, masked(func(p *graded.Person) string { return p.Certificate })),
		text("post", "岗位", 10, masked(func(p *graded.Person) string { return p.Post })),
		text("annual", "年度考核", 10, masked(func(p *graded.Person) string { return p.Annual })),
		text("ethics", "师德考核", 10, masked(func(p *graded.Person) string { return p.Ethics })),
		text("remark", "备注", 20, masked(func(p *graded.Person) string { return p.Remark })),
	}
}

// outcome are the columns of what came of it.
func outcome() []Column {
	return []Column{
		text("status", "状态", 9, func(r *Row) any {
			if r.Result == nil {
				return "held"
			}
			return "graded"
		}),
		{"total", "综合得分", Number, 10, func(r *Row) any { return r.graded(func() any { return r.Result.Total }) }},
		text("grade", "信用等级", 9, func(r *Row) any { return r.graded(func() any { return r.Result.Grade }) }),
		text("grade_by_total", "总分等级", 9, func(r *Row) any { return r.graded(func() any { return r.Result.GradeByTotal }) }),
		{"direct", "直接判级", List, 12, func(r *Row) any { return r.graded(func() any { return r.Result.DirectNames(r.Book.Rubric) }) }},
		text("reasons", "未评分原因", 20, func(r *Row) any { return r.Person.Reasons }),
		text("source", "来源", 18, func(r *Row) any { return r.masked(r.Person.Source) }),
		text("file", "评分工作簿", 24, func(r *Row) any { return r.masked(r.Book.Label) }),
		text("rubric", "评分标准", 24, func(r *Row) any { return r.Book.Rubric.Name() }),
	}
}

// overlaid are the columns of what counties' own rules came to (article 21);
// they hold nothing where there are none.
func overlaid() []Column {
	return []Column{
		{"adjusted", "折算总分", Number, 10, func(r *Row) any {
			if r.Result == nil || r.Result.Adjusted == nil {
				return nil
			}
			return r.Result.Adjusted.Shown()
		}},
		{"overlays", "适用细则", List, 20, func(r *Row) any { return r.graded(func() any { return r.Result.Documents() }) }},
		adjusted("left_out", "不适用", 16, func(a *result.Adjusted, r *rubric.Rubric) string { return a.LeftOut(r) }),
		adjusted("adjusted_exact", "折算说明", 30, func(a *result.Adjusted, r *rubric.Rubric) string { return a.Text(r) }),
		adjusted("grade_without", "未折算等级", 9, func(a *result.Adjusted, _ *rubric.Rubric) string { return a.Grade }),
	}
}

// adjusted is a column of those to whom indicators do not apply.
func adjusted(name, title string, width float64, of func(a *result.Adjusted, r *rubric.Rubric) string) Column {
	return text(name, title, width, func(row *Row) any {
		if row.Result == nil || row.Result.Adjusted == nil {
			return nil
		}
		return of(row.Result.Adjusted, row.Result.Rubric)
	})
}

// parts are the columns that follow the rubric: points of its sections, groups
// and indicators, and the answers.
func parts(r *rubric.Rubric) []Column {
	var columns []Column
	number := func(name, title string, of func(res *result.Result) points.Points) {
		columns = append(columns, Column{name, title, Number, 9, func(row *Row) any {
			return row.graded(func() any { return of(row.Result) })
		}})
	}
	for i, s := range r.Sections {
		number("section."+strconv.Itoa(i+1), s.Name, func(res *result.Result) points.Points { return res.Sections[i] })
	}
	for i, g := range r.Groups {
		number("group."+strconv.Itoa(i+1), g.Name, func(res *result.Result) points.Points { return res.Groups[i] })
	}
	for i := range r.Indicators {
		n := strconv.Itoa(r.Indicators[i].Number)
		number("points."+n, r.Indicators[i].Label()+" 得分", func(res *result.Result) points.Points { return res.Points[i] })
	}
	for i := range r.Indicators {
		n := strconv.Itoa(r.Indicators[i].Number)
		columns = append(columns, text("answer."+n, r.Indicators[i].Label()+" 填报", 10, func(row *Row) any { return row.masked(row.Person.Answers[i]) }))
	}
	return columns
}

// Columns are all columns of results by a rubric, in their order. Those of
// counties' own rules stand last and are there always, so that a script may ask
// for the same ones every year.
func Columns(r *rubric.Rubric) []Column {
	return append(standing(r), overlaid()...)
}

// standing are the columns that hold something by any rubric.
func standing(r *rubric.Rubric) []Column {
	return slices.Concat(identity(), outcome(), parts(r))
}

// whole are the columns that “all” stands for: those of counties' own rules only
// where there are any.
func whole(r *rubric.Rubric) []Column {
	if len(r.Overlays) == 0 {
		return standing(r)
	}
	return Columns(r)
}

// usual are the columns where nobody chooses; usualOverlaid stand at their end
// where there are counties' own rules: without them nobody could tell why a
// grade is not that of the total beside it.
const (
	usual         = "year,county,school,name,id,post,status,sections,total,grade,grade_by_total,direct,reasons,source"
	usualOverlaid = ",adjusted,overlays"
)

// Sets are names that stand for several columns.
var Sets = []string{"all", "sections", "groups", "points", "answers"}

// Choose picks columns by their names or titles, parted by commas; empty takes
// the usual ones. An error says in Chinese which one there is not.
func Choose(r *rubric.Rubric, asked string) ([]Column, error) {
	if fold.IsBlank(asked) {
		asked = usual
		if len(r.Overlays) > 0 {
			asked += usualOverlaid
		}
	}
	all := Columns(r)
	var chosen []Column
	for _, name := range split(all, asked) {
		found := find(all, name)
		if isAll(name) {
			found = whole(r)
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("没有“%s”这一列", strings.TrimSpace(name))
		}
		for _, c := range found {
			if !slices.ContainsFunc(chosen, func(other Column) bool { return other.Name == c.Name }) {
				chosen = append(chosen, c)
			}
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("没有说明要哪些列")
	}
	return chosen, nil
}

// split parts names at commas, and at 、 where that is no part of a name.
func split(all []Column, asked string) (names []string) {
	for _, name := range strings.FieldsFunc(asked, func(r rune) bool { return r == ',' || r == '，' }) {
		if isAll(name) || len(find(all, name)) > 0 {
			names = append(names, name)
			continue
		}
		names = append(names, strings.FieldsFunc(name, func(r rune) bool { return r == '、' })...)
	}
	return names
}

// isAll reports the name that stands for all columns.
func isAll(name string) bool { return fold.Key(name) == "all" }

// find are the columns that a name other than all means.
func find(all []Column, name string) []Column {
	key := fold.Key(name)
	var found []Column
	for _, c := range all {
		if set, _, of := strings.Cut(c.Name, "."); of && slices.Contains(Sets, key) && strings.TrimSuffix(set, "s")+"s" == key || key == fold.Key(c.Name) || key == fold.Key(c.Title) {
			found = append(found, c)
		}
	}
	return found
}

// IsNumberOfSomeone reports a column of numbers of documents, which are masked
// unless they are asked for.
func (c Column) IsNumberOfSomeone() bool { return c.Name == "id" || c.Name == "certificate" }

// Legend says in Chinese what the names of several columns stand for, which are
// the usual ones, and which hold something only by counties' own rules.
var Legend = []string{
	"成组的名称：sections 各一级指标得分，groups 各二级指标得分，points 各三级指标得分，answers 各三级指标填报，all 全部。",
	"不写 --columns 时导出：" + strings.ReplaceAll(usual, ",", ", ") + "。",
	strings.Join(overlaidNames(), ", ") + " 在有细则时才有内容：all 到那时才包括，不写 --columns 时到那时才加上 " + strings.ReplaceAll(strings.TrimPrefix(usualOverlaid, ","), ",", ", ") + "。",
}

// overlaidNames are the names of the columns of counties' own rules.
func overlaidNames() (names []string) {
	for _, c := range overlaid() {
		names = append(names, c.Name)
	}
	return names
}

// FollowsRubric reports a column that only results of one shape share.
func (c Column) FollowsRubric() bool { return strings.Contains(c.Name, ".") }

// layout is the table's sheet.
func layout(columns []Column) sheet.Layout {
	l := sheet.Layout{Name: "导出", Filter: true, FreezeColumns: min(1, len(columns)-1)}
	for _, c := range columns {
		column := sheet.Column{Header: c.Title, Width: c.width}
		if c.Type == Number {
			column.Style = sheet.PointCell
		} else if c.IsNumberOfSomeone() {
			column.Style = sheet.CodeText
		}
		l.Columns = append(l.Columns, column)
	}
	return l
}

// statusNames are what tables write for a status.
var statusNames = map[string]string{"graded": "已评分", "held": "未评分"}

// value is what a column holds, as a cell of a table.
func (c Column) value(r *Row) sheet.Value {
	switch v := c.of(r).(type) {
	case string:
		if c.Name == "status" {
			v = statusNames[v]
		}
		return sheet.TextValue(v)
	case points.Points:
		return sheet.PointsValue(v)
	case []string:
		return sheet.TextValue(strings.Join(v, "、"))
	}
	return sheet.Empty()
}
