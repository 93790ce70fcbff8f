// Package template turns a rubric into the 填报工作簿: the workbook that a
// school fills in, which guides the hand and shows at once what is missing
// and what it would come to. Nothing in it knows an indicator by number.
package template

import (
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// Options say what a template is issued for.
type Options struct {
	// Rubric is that of the people of one county (Rubric.For).
	Rubric *rubric.Rubric
	// County is canonical or empty, which it is not where the county has rules
	// of its own; School, Year and Version (the program's)
	// may be empty too.
	County, School, Year, Version string
	// People are filled in, in this order.
	People []Person
	// Spare is how many rows are prepared beyond People.
	Spare int
}

// Person is one row filled in: identity, and answers that are carried over.
type Person struct {
	practitioner.Practitioner
	// Answers are by the index of their indicator, as people write them.
	Answers map[int]string
}

// The sheets, in their order.
const (
	guideSheet = iota
	formSheet
	recordSheet
	stampSheet
)

// Layouts are the sheets of the template: 填表说明, 填报表, 信用信息 and the
// hidden one of the stamp and the lists.
func (o Options) Layouts() []sheet.Layout {
	b := o.build()
	return []sheet.Layout{b.guide.layout, b.form.layout(), b.records.layout(), b.lists.Layout()}
}

// Write writes the rows of all sheets into a book that was made with Layouts.
func (o Options) Write(book sheet.Book) error {
	b := o.build()
	for i, rows := range [][][]sheet.Value{
		guideSheet: b.guide.rows, recordSheet: nil, stampSheet: b.lists.Rows(o.stamp()),
	} {
		for _, row := range rows {
			if err := book.Append(i, row); err != nil {
				return err
			}
		}
	}
	return b.form.write(book)
}

// build is everything that the sheets are made of, in the order in which one
// part needs another.
type build struct {
	lists   *stamp.Lists
	guide   *guide
	form    *form
	records *records
}

func (o Options) build() build {
	b := build{lists: &stamp.Lists{}}
	b.form = newForm(o, b.lists)
	b.records = newRecords(o, b.lists)
	b.guide = newGuide(o, b.lists)
	return b
}

func (o Options) stamp() stamp.Stamp {
	return stamp.Stamp{
		Kind: stamp.Template, Rubric: o.Rubric.ID, Edition: o.Rubric.Edition, SHA256: o.Rubric.SHA256,
		Year: o.Year, Version: o.Version,
	}
}

// issued says what the template was issued for: 2026 年度　伊美区　第一中学.
func (o Options) issued() string {
	text := ""
	for _, part := range []string{o.yearText(), o.County, o.School} {
		if part != "" {
			text += "　" + part
		}
	}
	return text
}

func (o Options) yearText() string {
	if o.Year == "" {
		return ""
	}
	return o.Year + " 年度"
}
