package template

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// addTexts adds the columns of texts that other formulas ask for more than
// once: the county, the ID number, and the answers that are no single form.
func (p *preview) addTexts() {
	county, id := cell(p.grid.needed[0]), cell(p.grid.id)
	p.countyText = p.addText("县区文字", orWrong(typed(county)), func(s *standing) string { return s.county })
	p.idText = p.addText("号码文字", textIn(id, numberText(id)), func(s *standing) string { return s.id })
	p.texts = make([]int, len(p.grid.answers))
	for i, column := range p.grid.answers {
		n, answer := &p.rubric.Indicators[i], cell(column)
		formula := textIn(answer, numberText(answer))
		if n.Kind == rubric.Choice {
			if len(p.answers[i].parts) == 0 {
				continue
			}
			formula = orWrong(partsText(answer))
		}
		p.texts[i] = p.addText(fmt.Sprintf("第%d项文字", n.Number), formula, func(s *standing) string { return s.answers[i].text })
	}
}

func (p *preview) addText(header, formula string, saved func(*standing) string) int {
	return p.add(helper(header, sheet.FillCell), formula, func(s *standing) sheet.Value { return sheet.TextValue(saved(s)) })
}

// textIn is a cell's text; a number cell has none.
func textIn(cell, text string) string { return orWrong(call("IF", call("ISNUMBER", cell), `""`, text)) }

// numberText is an expression as numbers and ID numbers are read from it.
func numberText(text string) string { return narrowed(typed(text)) }

// asNumberText gives for a text what numberText gives for its cell.
func asNumberText(text string) string { return narrow(asTyped(text)) }

// Several answers may stand in one cell, parted by separators (reading 4).
// Their text has one separator for all, and twice, so that each part has its
// own before it and after it.
const (
	separator       = "、"
	otherSeparators = ",，;；/／､\u2028\u2029"
	lineBreaks      = "\n\r"
)

// partsText is an expression's text with its parts set apart.
func partsText(text string) string {
	for _, each := range lineBreaks {
		text = call("SUBSTITUTE", text, call("CHAR", fmt.Sprint(each)), quoted(separator))
	}
	for _, each := range otherSeparators {
		text = call("SUBSTITUTE", text, quoted(string(each)), quoted(separator))
	}
	return typed(call("SUBSTITUTE", text, quoted(separator), quoted(separator+separator)))
}

// asPartsText gives for a text what partsText gives for its cell.
func asPartsText(text string) string {
	for _, each := range lineBreaks + otherSeparators {
		text = strings.ReplaceAll(text, string(each), separator)
	}
	return asTyped(strings.ReplaceAll(text, separator, separator+separator))
}

// mostParts and partsRoom bound the forms that are looked for among several,
// for formulas may be neither deep nor long without end; whatever other form
// stands in such a cell is left to the program itself.
const (
	mostParts = 40
	partsRoom = 6000
)

// partsOf are the forms that may stand among several.
func partsOf(n *rubric.Indicator) (list []answerForm) {
	if !n.Several {
		return nil
	}
	room := partsRoom
	for _, form := range formsOf(n) {
		const frame = 100 // what the formula has around a form
		room -= frame + 2*len([]rune(quoted(form.text)))
		if room < 0 || len(list) == mostParts {
			break
		}
		if !strings.ContainsAny(form.text, separator+otherSeparators) {
			list = append(list, form)
		}
	}
	return list
}

// partsPoints is what the best of several forms earns that stand in a text
// with its parts set apart: nothing but them may be left in it.
func partsPoints(text string, parts []answerForm) string {
	apart := quoted(separator) + "&" + text + "&" + quoted(separator)
	rest, earned := apart, make([]string, len(parts))
	for i, part := range parts {
		form := quoted(separator + part.text + separator)
		rest = call("SUBSTITUTE", rest, form, `""`)
		earned[i] = call("IF", call("ISNUMBER", call("FIND", form, apart)), part.points.String(), "0")
	}
	known := call("AND", isEmpty(without(rest, separator)), call("NOT", isEmpty(without(text, separator))))
	return call("IF", known, call("MAX", earned...), quoted(wrongMark))
}

// bestPart is what the best of several forms earns in such a text.
func bestPart(text string, parts []answerForm) (best points.Points, known bool) {
	for each := range strings.SplitSeq(text, separator) {
		if each == "" {
			continue
		}
		at := slices.IndexFunc(parts, func(a answerForm) bool { return a.text == each })
		if at < 0 {
			return 0, false
		}
		best, known = max(best, parts[at].points), true
	}
	return best, known
}
