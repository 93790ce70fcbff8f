package template

import (
	"math"
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// write writes the rows of the 填报表: the people, then the spare rows.
func (f *form) write(book sheet.Book) error {
	first := f.firstRow()
	for i := range f.people() {
		who := Person{}
		if i < len(f.options.People) {
			who = f.options.People[i]
		}
		if err := book.Append(formSheet, f.row(first, i, f.placed(who))); err != nil {
			return err
		}
	}
	return nil
}

// placed is a person with the county and the school of the template, where
// they have none of their own.
func (f *form) placed(who Person) Person {
	if who.County == "" {
		who.County = f.options.County
	}
	if who.School == "" {
		who.School = f.options.School
	}
	return who
}

// row is the row of somebody, i rows below the first. The formulas of the
// preview stand in the first row and are for all of them.
func (f *form) row(first, i int, who Person) []sheet.Value {
	values := make([]sheet.Value, 0, len(f.columns))
	for _, field := range f.identities {
		values = append(values, sheet.TextValue(field.of(&who.Practitioner)))
	}
	for i := range f.options.Rubric.Indicators {
		values = append(values, answerValue(&f.options.Rubric.Indicators[i], who.Answers[i]))
	}
	values = append(values, sheet.TextValue(who.Remark))
	if i == 0 {
		return append(values, f.preview.values(first, f.people(), who)...)
	}
	return append(values, f.preview.below(who)...)
}

// answerValue is an answer as a cell: rates and points as numbers, so that
// they look like what is typed beside them; a rate only where it is written
// as a percentage, for nothing else is certain to be one.
func answerValue(n *rubric.Indicator, text string) sheet.Value {
	switch n.Kind {
	case rubric.Rate:
		if percent, isPercent := strings.CutSuffix(text, "%"); isPercent {
			if d, ok := points.ParseDecimal(percent); ok {
				return rateValue(d.Shift(-2), text)
			}
		}
	case rubric.Number, rubric.Measure:
		if p, err := points.Parse(text); err == nil {
			return sheet.PointsValue(p)
		}
	}
	return sheet.TextValue(text)
}

// rateValue is a fraction as a number cell, exactly; one that is too long for
// a number stays text.
func rateValue(d points.Decimal, text string) sheet.Value {
	const longest = 9
	places := d.Decimals()
	whole, ok := d.Shift(places).Points()
	if places > longest || !ok {
		return sheet.TextValue(text)
	}
	return sheet.ShareValue(int(whole/points.Unit), int(math.Pow10(places)))
}
