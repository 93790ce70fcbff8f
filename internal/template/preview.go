package template

import (
	"strconv"
	"strings"

	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// The live preview shows beside each row of the 填报表 what it would come to,
// in formulas made from the rubric alone. What it shows is what the program
// gives. It is more cautious in a few places: it calls wrong what it does not
// understand although the program does, and then withholds the total:
//   - a form in which full and half width, or two styles of brackets, are mixed;
//   - spaces and invisible characters that are rarer than those of dropped; a
//     choice that holds nothing but invisible characters, which is a blank;
//   - for a choice, a number as a text and written otherwise (1.0, +1);
//   - for a rate or a number, a text of more than 12 characters, with an
//     exponent or a minus;
//   - a post that stands as a number;
//   - forms with a │, and more forms than a formula or a cell has room for.
//
// It knows the rules of one county only: for somebody of another, whose county
// it calls wrong, it counts answers by those, and never shows a grade.
// What cannot be seen from within a row (an ID number that stands twice) or
// from a value (whether a number is formatted as a percentage) is for
// validate.
//
// The formulas keep to functions that every WPS, every Excel since 2010 and
// LibreOffice knows, and to those among them that compare exactly: nothing
// that people typed is given to MATCH or COUNTIF, which know wildcards and
// sort orders of their own. Each formula stands once with rowMark for its row.

// grid is where things stand in the 填报表; columns count from 1.
type grid struct {
	name, id, document, post, school int
	needed                           []int // the needed identity columns, the county first
	// fields are all identity columns that are read but the remark: an error
	// value in any of them holds the person back.
	fields  []int
	answers []int // the column of each indicator
	first   int   // the first column of the preview
	// lists is the absolute reference of the cell that holds forms of an
	// indicator (by index), such as '_credit'!$F$2.
	lists func(indicator int) string
	// posts is that of the cell that holds the posts for which 不适用 is an
	// answer to the indicator.
	posts func(indicator, rule int) string
}

// preview is the preview's columns for one rubric, in one place.
type preview struct {
	rubric  *rubric.Rubric
	grid    grid
	answers []answerForms // by indicator
	// excuses are by indicator the rules by which 不适用 is an answer, the one
	// that prevails first.
	excuses [][]excuseForms
	county  countyForms
	parts   []part

	// Columns that formulas refer to: the texts of county, ID number and
	// answers (by indicator, 0 where none is needed), what stands in the
	// answers to rates and numbers (0 for a choice), the checks of county and
	// ID number, the points of the first indicator, the sections; the text of the
	// post, for each indicator what 不适用 comes to there, and how many
	// indicators the county's own rules leave out.
	countyText, idText       int
	postText, schoolText     int // of who may answer 不适用
	adjusted                 int // 0 where 不适用 is no answer
	excused                  []int
	texts, reads             []int
	countyCheck, idCheck     int
	points                   int
	missing, faulty          int
	sections                 []int
	total, grade, directNote int
}

// part is one column of the preview: its look, its formula and what the
// formula gives for somebody, as the file saves it.
type part struct {
	column  sheet.Column
	formula string
	saved   func(*standing) sheet.Value
}

// What stands in a cell of the preview that found something wrong.
const wrongMark = "错"

// newPreview is the preview of people of some counties.
func newPreview(r *rubric.Rubric, c rubric.Counties, g grid) *preview {
	p := &preview{rubric: r, grid: g, county: newCountyForms(c)}
	for i := range r.Indicators {
		p.answers = append(p.answers, newAnswerForms(&r.Indicators[i]))
		p.excuses = append(p.excuses, newExcuses(&r.Indicators[i]))
	}
	p.addTexts()
	p.addExcused()
	p.addReads()
	p.addChecks()
	p.addPoints()
	p.addMissing()
	p.addSections()
	p.addGrade()
	return p
}

// add adds a column and gives its number.
func (p *preview) add(column sheet.Column, formula string, saved func(*standing) sheet.Value) int {
	column.Header = submission.PreviewPrefix + column.Header
	p.parts = append(p.parts, part{column, formula, saved})
	return p.grid.first + len(p.parts) - 1
}

// columns are the preview's columns: those that the others are computed from,
// folded away, then those for people.
func (p *preview) columns() []sheet.Column {
	list := make([]sheet.Column, len(p.parts))
	for i := range p.parts {
		list[i] = p.parts[i].column
	}
	return list
}

// values are the preview's cells in the first of so many rows, with what they
// come to for who stands there; the zero Person is an empty row. below are
// those of a row under it.
func (p *preview) values(row, rows int, who Person) []sheet.Value {
	list := p.saved(who)
	for i, part := range p.parts {
		list[i] = list[i].ComputedDown(inRow(part.formula, row), rows)
	}
	return list
}

func (p *preview) below(who Person) []sheet.Value {
	list := p.saved(who)
	for i := range list {
		list[i] = list[i].ComputedAsAbove()
	}
	return list
}

// saved is what the preview's cells come to for somebody.
func (p *preview) saved(who Person) []sheet.Value {
	s := p.standing(who)
	list := make([]sheet.Value, len(p.parts))
	for i, part := range p.parts {
		list[i] = part.saved(s)
	}
	return list
}

// begun is the condition that somebody is in a row: it has a name, an ID
// number or an answer. The county and the school may be filled in beforehand.
func (p *preview) begun(row int) string { return inRow(p.begunBy("$"), row) }

func (p *preview) begunBy(fixed string) string {
	columns := append([]int{p.grid.name, p.grid.id}, p.grid.answers...)
	return call("COUNTA", runs(fixed, columns)...) + ">0"
}

// wrong is the condition that answer i is filled in and not understood.
func (p *preview) wrong(row, i int) string { return inRow(isWrong("$"+cell(p.points+i)), row) }

// wrongID is the condition that the ID number is filled in and wrong.
func (p *preview) wrongID(row int) string { return inRow(isWrong("$"+cell(p.idCheck)), row) }

// wrongCounty is the condition that the county is filled in and not known.
func (p *preview) wrongCounty(row int) string { return inRow(isWrong("$"+cell(p.countyCheck)), row) }

func isWrong(cell string) string { return cell + "=" + quoted(wrongMark) }

// rowMark stands in a formula for the number of its row.
const rowMark = "\x00"

func inRow(formula string, row int) string {
	return strings.ReplaceAll(formula, rowMark, strconv.Itoa(row))
}

// cell is a cell of the formula's own row.
func cell(column int) string { return sheet.ColumnName(column) + rowMark }

// cells are neighbours in the formula's own row.
func cells(from, to int) string { return cell(from) + ":" + cell(to) }

// runs are the cells of columns, neighbours as one range; fixed, a $ or
// nothing, stands before each column.
func runs(fixed string, columns []int) []string {
	var list []string
	for i := 0; i < len(columns); {
		last := i
		for last+1 < len(columns) && columns[last+1] == columns[last]+1 {
			last++
		}
		run := fixed + cell(columns[i])
		if last > i {
			run += ":" + fixed + cell(columns[last])
		}
		list = append(list, run)
		i = last + 1
	}
	return list
}

// call writes the call of a function.
func call(name string, arguments ...string) string {
	return name + "(" + strings.Join(arguments, ",") + ")"
}
