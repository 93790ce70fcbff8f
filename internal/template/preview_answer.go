package template

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// answerForms are all forms of a choice's answers and what they earn.
type answerForms struct {
	list   string
	width  int // of the points in the list
	earned map[string]points.Points
	// parts are the forms of which several may stand in a cell; none where
	// one answer is all that counts.
	parts []answerForm
}

// longestCell is how much text a cell holds, in UTF-16 units.
const longestCell = 32767

// newAnswerForms spells the forms out as a list: the points stand before each
// form, for what precedes a match can be found without knowing its length.
func newAnswerForms(n *rubric.Indicator) answerForms {
	f := answerForms{earned: map[string]points.Points{}, parts: partsOf(n)}
	for _, answer := range n.Answers {
		f.width = max(f.width, len(answer.Points.Fixed()))
	}
	for _, form := range formsOf(n) {
		f.add(form.text, form.points)
	}
	return f
}

// answerForm is a form of an answer and what it earns.
type answerForm struct {
	text   string
	points points.Points
}

// formsOf are the forms of a choice's answers in all their spellings; first
// the canonical answers, then the others as the rubric spells them.
func formsOf(n *rubric.Indicator) []answerForm {
	var canonical, also, respelt []answerForm
	spell := func(list *[]answerForm, form string, earned points.Points) {
		for i, spelling := range spellings(form) {
			if i == 0 {
				*list = append(*list, answerForm{spelling, earned})
			} else {
				respelt = append(respelt, answerForm{spelling, earned})
			}
		}
	}
	for _, answer := range n.Answers {
		spell(&canonical, answer.Text, answer.Points)
		for _, form := range answer.Also {
			spell(&also, form, answer.Points)
		}
	}
	return append(append(canonical, also...), respelt...)
}

func (f *answerForms) add(form string, earned points.Points) {
	if _, known := f.earned[form]; known || form == submission.NotApplicable || !reachable(form) {
		return
	}
	text := earned.Fixed()
	entry := strings.Repeat("0", f.width-len(text)) + text + opening + form + closing
	if len(utf16.Encode([]rune(f.list+entry))) <= longestCell {
		f.earned[form] = earned
		f.list += entry
	}
}

// forms is what must stand in the hidden cell that the preview looks the
// answers to an indicator up in; empty for what is no choice.
func forms(n *rubric.Indicator) string { return newAnswerForms(n).list }

// addReads adds a column for each rate and number: the number that stands in
// the answer, of whatever size.
func (p *preview) addReads() {
	p.reads = make([]int, len(p.grid.answers))
	for i, column := range p.grid.answers {
		n := &p.rubric.Indicators[i]
		if n.Kind == rubric.Choice {
			continue
		}
		formula := numberRead(cell(column), cell(p.texts[i]))
		if n.Kind == rubric.Rate {
			formula = rateRead(cell(column), cell(p.texts[i]))
		}
		p.reads[i] = p.add(helper(fmt.Sprintf("第%d项数值", n.Number), sheet.FillCell), formula, func(s *standing) sheet.Value {
			return s.answers[i].read
		})
	}
}

// helper is a column that others are computed from.
func helper(header string, style sheet.Style) sheet.Column {
	return sheet.Column{Section: "预览的计算过程", Header: header, Width: 9, Style: style, Folded: true}
}

// addPoints adds a column for each indicator: what its answer earns.
func (p *preview) addPoints() {
	p.points = p.grid.first + len(p.parts)
	for i := range p.rubric.Indicators {
		n := &p.rubric.Indicators[i]
		p.add(helper(fmt.Sprintf("第%d项得分", n.Number), sheet.PointCell), p.excusedOr(i, p.pointsOf(i)), func(s *standing) sheet.Value {
			return s.answers[i].shown()
		})
	}
}

func (p *preview) pointsOf(i int) string {
	n := &p.rubric.Indicators[i]
	switch n.Kind {
	case rubric.Rate:
		return ratePoints(n, cell(p.reads[i]))
	case rubric.Number:
		return numberPoints(n, cell(p.reads[i]))
	case rubric.Measure:
		return measurePoints(n, cell(p.reads[i]))
	}
	answer := cell(p.grid.answers[i])
	earned := p.answers[i].lookUp(typed(answer), p.grid.lists(i))
	otherwise := quoted(wrongMark)
	if parts := p.answers[i].parts; len(parts) > 0 {
		otherwise = partsPoints(cell(p.texts[i]), parts)
	}
	return call("IFERROR", earned, orWrong(call("IF", isBlank(answer), `""`, otherwise)))
}

// lookUp is what a form earns that stands in the cell of the list; an error
// where there is no such form.
func (f *answerForms) lookUp(text, list string) string {
	at := call("FIND", inList(text), call("MID", list, fmt.Sprint(f.width+1), fmt.Sprint(longestCell)))
	return call("VALUE", call("MID", list, at, fmt.Sprint(f.width)))
}

// orWrong is 错 where the expression cannot be computed.
func orWrong(expression string) string { return call("IFERROR", expression, quoted(wrongMark)) }

// longestNumber bounds a text that is taken for a number: so long it is exact
// in every program.
const longestNumber = 12

// unsigned is the text of a number without the + before it.
func unsigned(text string) string {
	first := quoted(opening)
	return call("MID", call("SUBSTITUTE", first+"&"+text, quoted(opening+"+"), first), "2", fmt.Sprint(longestCell))
}

// rateRead is the fraction that an answer to a rate states: a number as it
// stands, for the column has a percent format; a text as the contract reads
// it. A text is checked character by character before it is converted, since
// VALUE also takes dates, times and currencies.
func rateRead(answer, written string) string {
	text := unsigned(written)
	rest := call("SUBSTITUTE", without(text, digits), quoted("."), `""`, "1")
	rest = call("SUBSTITUTE", rest, quoted("%"), `""`, "1")
	number := call("VALUE", text)
	plain := call("IF", number+"=1", quoted(wrongMark), call("IF", number+">1", number+"/100", number))
	return numeric(answer, written, call("IF", notNumber(text, rest, number), quoted(wrongMark),
		call("IF", call("RIGHT", text, "1")+`="%"`, number,
			call("IF", call("ISNUMBER", call("FIND", quoted("%"), text)), quoted(wrongMark), plain))))
}

// numberRead is the number that stands in an answer.
func numberRead(answer, written string) string {
	text := unsigned(written)
	rest := call("SUBSTITUTE", without(text, digits), quoted("."), `""`, "1")
	number := call("VALUE", text)
	return numeric(answer, written, call("IF", notNumber(text, rest, number), quoted(wrongMark), number))
}

// notNumber is the condition that a text of which rest is left without its
// digits and marks is no number.
func notNumber(text, rest, number string) string {
	return call("OR", isEmpty(text), fmt.Sprintf("%s>%d", call("LEN", text), longestNumber),
		call("NOT", isEmpty(rest)), call("ISERROR", number))
}

// numeric is a number cell as it stands, nothing for a blank one, and the
// expression for a text. A truth value is no number, in no program.
func numeric(answer, written, text string) string {
	return orWrong(call("IF", call("ISLOGICAL", answer), quoted(wrongMark),
		call("IF", call("ISNUMBER", answer), answer, call("IF", isEmpty(written), `""`, text))))
}

// rateDigits is how many decimals of a rate count: as many as the reader
// keeps of a number cell.
const rateDigits = 15

// ratePoints looks a rate up in the bands. It is compared as a whole number
// of 10^-15: programs that take doubles for equal when they nearly are (and
// those that do not) then agree on 94.9999999999999% too.
func ratePoints(n *rubric.Indicator, read string) string {
	return judged(read, call("AND", read+">=0", read+"<=1"), bandPoints(n, scaled(read, rateDigits), rateDigits))
}

// scaled is a number as a whole number of its last digit that counts.
func scaled(read string, digits int) string {
	return call("ROUND", fmt.Sprintf("%s*1E+%d", read, digits), "0")
}

// bandPoints looks a number that was scaled up in the bands.
func bandPoints(n *rubric.Indicator, scaled string, digits int) string {
	earned := n.Bands[len(n.Bands)-1].Points.String()
	for _, band := range slices.Backward(n.Bands[:len(n.Bands)-1]) {
		earned = call("IF", scaled+">="+ceiling(band.From.Shift(digits)), band.Points.String(), earned)
	}
	return earned
}

// ceiling is the smallest whole number that is not below d, which is positive.
func ceiling(d points.Decimal) string {
	whole, _, fractional := strings.Cut(d.String(), ".")
	if !fractional {
		return whole
	}
	var n int64
	fmt.Sscan(whole, &n)
	return fmt.Sprint(n + 1)
}

// numberPoints holds points that the school awards itself against their range.
func numberPoints(n *rubric.Indicator, read string) string {
	return judged(read, inRange(n.Range, read), rounded(read))
}

// measurePoints holds a number against its range and looks it up in the bands.
func measurePoints(n *rubric.Indicator, read string) string {
	digits := digitsOf(n.Range)
	return judged(read, inRange(n.Range, read), bandPoints(n, scaled(read, digits), digits))
}

// digitsOf is how many decimals count of a number of a range: 15 digits in all.
func digitsOf(r rubric.Range) int { return numberDigits - len(fmt.Sprint(int64(r.Max/points.Unit))) }

// numberDigits is how many digits of a number cell count.
const numberDigits = 15

// inRange is the condition that a number is within its range and not too
// precise.
func inRange(r rubric.Range, read string) string {
	digits := digitsOf(r)
	whole := scaled(read, digits)
	bound := func(p points.Points) string { return fmt.Sprint(int64(p) * int64(math.Pow10(digits-2))) }
	return call("AND", whole+">="+bound(r.Min), whole+"<="+bound(r.Max), preciseTo(r, read))
}

// preciseTo is the condition that a number of a range has no more decimals than
// that allows, at 15 digits whatever its size: 84.9999999999999 is not 85, nor
// what is all but nothing 0. Only whole numbers are compared exactly by every
// program.
func preciseTo(r rubric.Range, read string) string {
	scale := fmt.Sprintf("1E+%d", digitsOf(r))
	for digits := digitsOf(r) + 1; digits <= numberDigits+r.Decimals; digits++ {
		scale = call("IF", scaled(read, digits)+"<"+fmt.Sprintf("1E+%d", numberDigits), fmt.Sprintf("1E+%d", digits), scale)
	}
	whole := call("MOD", call("ROUND", read+"*"+scale, "0"), fmt.Sprintf("%s/1E+%d", scale, r.Decimals)) + "=0"
	return call("AND", call("OR", read+"=0", fmt.Sprintf("%s>=1E%+d", read, -r.Decimals)), whole)
}

// judged is what a number that was read earns where it is within bounds;
// nothing and 错 stay what they are.
func judged(read, within, earned string) string {
	return orWrong(call("IF", call("ISNUMBER", read), call("IF", within, earned, quoted(wrongMark)), read))
}

// rounded is a sum of points without the noise of binary fractions.
func rounded(sum string) string { return call("ROUND", sum+"*100", "0") + "/100" }
