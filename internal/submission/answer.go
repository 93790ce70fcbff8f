package submission

import (
	"strconv"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Answer is what a school wrote for one indicator, and what it means.
type Answer struct {
	// Given is the answer as written: text trimmed, a number at Excel's
	// precision, a percent-formatted number as a percentage.
	Given string
	// Stands says that the answer could be read and counts; where it does
	// not, a finding says why and only Given has a meaning.
	Stands bool
	// Choice is the index into the indicator's Answers, for a choice.
	Choice int
	// Rate is the fraction, for a rate; the number itself, for a measure.
	Rate points.Decimal
	// Number is the points entered, for a number.
	Number points.Points
	// NotApplicable is the rule by which the indicator does not apply to the
	// practitioner (reading 8); nil where it does, as everywhere without an
	// overlay.
	NotApplicable *rubric.NotApplicable
}

// reply is an answer with the finding it raises, if any.
type reply struct {
	Answer
	code finding.Code
	// counted is the answer that counts among several, percent the rate that
	// a fraction is taken for.
	counted, percent string
}

// NotApplicable is the answer that the appendix does not know (reading 8).
const NotApplicable = rubric.NotApplicableAnswer

// question reads the answers to one indicator. It keeps what it has read
// before, for most answers recur; it is not safe for several goroutines.
type question struct {
	indicator *rubric.Indicator
	forms     map[string]int // folded form → index into Answers
	// texts number the texts that were met; worded are the replies to them, by
	// number, nil for one that was not given to this question.
	texts  *texts
	worded []*reply
	// known are the replies to what is no text.
	known map[answerKey]*reply
}

type answerKey struct {
	text    string
	kind    sheet.Kind
	percent bool
}

// rememberedAnswers bounds what one question keeps.
const rememberedAnswers = 2048

func newQuestion(indicator *rubric.Indicator, known formsKnown, met *texts) *question {
	return &question{indicator: indicator, forms: known.of(indicator), texts: met, known: map[answerKey]*reply{}}
}

// formsKnown are the folded forms of answers, by all of them as they are
// written: most indicators have the same ones. Nothing in it is ever changed.
type formsKnown map[string]map[string]int

func (known formsKnown) of(n *rubric.Indicator) map[string]int {
	var key strings.Builder
	for _, answer := range n.Answers {
		key.WriteString(answer.Text)
		for _, form := range answer.Also {
			key.WriteString("\x00" + form)
		}
		key.WriteString("\x01")
	}
	if forms := known[key.String()]; forms != nil {
		return forms
	}
	forms := map[string]int{}
	for i, answer := range n.Answers {
		for _, form := range append([]string{answer.Text}, answer.Also...) {
			forms[fold.Key(form)] = i
		}
	}
	known[key.String()] = forms
	return forms
}

// read reads one answer cell. Each raises at most one error. The reply is kept
// and must not be changed.
func (q *question) read(cell *sheet.Cell) *reply {
	if cell.Kind == sheet.Text {
		return q.readText(cell)
	}
	key := answerKey{cell.Text, cell.Kind, cell.Percent}
	if known := q.known[key]; known != nil {
		return known
	}
	r := q.parse(*cell)
	if len(q.known) < rememberedAnswers {
		// The cell's text may be a slice of a larger one.
		key.text = strings.Clone(key.text)
		q.known[key] = &r
	}
	return &r
}

// readText is read for a text; how its cell is formatted does not matter.
func (q *question) readText(cell *sheet.Cell) *reply {
	n := q.texts.number(cell)
	if n < len(q.worded) && q.worded[n] != nil {
		return q.worded[n]
	}
	r := q.parse(*cell)
	if n != unnumbered {
		for len(q.worded) <= n {
			q.worded = append(q.worded, nil)
		}
		q.worded[n] = &r
	}
	return &r
}

// readAt is read, a date that is no answer as a person sees it.
func (q *question) readAt(cell *sheet.Cell, from1904 bool) *reply {
	r := q.read(cell)
	if !r.Stands && cell.Date {
		dated := *r
		dated.Given = shownMoment(*cell, from1904)
		return &dated
	}
	return r
}

func (q *question) parse(cell sheet.Cell) reply {
	switch cell.Kind {
	case sheet.Blank:
		return reply{code: finding.MissingAnswer}
	case sheet.Error:
		return reply{Answer: Answer{Given: cell.Text}, code: finding.CellError}
	case sheet.NoValue:
		return reply{code: finding.FormulaWithoutValue}
	}
	e := readEntry(cell)
	if e.text == "" {
		return reply{code: finding.MissingAnswer}
	}
	r := q.judge(e)
	r.Given = e.given
	r.Stands = r.code == "" || finding.Find(r.code).Severity == finding.Warning
	return r
}

// entry is the content of an answer cell, folded.
type entry struct {
	given, text string
	number      points.Decimal
	isNumber    bool
	// percent says that the number is a fraction shown as a percentage.
	percent bool
}

func readEntry(cell sheet.Cell) entry {
	if cell.Kind == sheet.Number {
		d, ok := points.ParseCell(cell.Text)
		if !ok { // no workbook stores such a number: it means nothing
			return entry{given: fold.Trim(cell.Text), text: fold.Key(cell.Text)}
		}
		e := entry{given: d.String(), text: d.String(), number: d, isNumber: true, percent: cell.Percent}
		if cell.Percent {
			e.given = d.Percent()
		}
		return e
	}
	e := entry{given: fold.Trim(cell.Text), text: fold.Key(cell.Text)}
	if d, ok := points.ParseDecimal(e.text); ok {
		e.number, e.isNumber = d, true
		e.text = d.String()
	}
	return e
}

func (q *question) judge(e entry) reply {
	if e.text == NotApplicable {
		return reply{code: finding.NotApplicable}
	}
	switch q.indicator.Kind {
	case rubric.Rate:
		return rate(e)
	case rubric.Number, rubric.Measure:
		return q.number(e)
	}
	if choice, known := q.forms[e.text]; known {
		return reply{Answer: Answer{Choice: choice}}
	}
	if q.indicator.Several {
		return q.several(e)
	}
	return reply{code: finding.UnknownAnswer}
}

var (
	zero    = points.Decimal{}
	one, _  = points.ParseDecimal("1")
	whole   = one
	hundred = one.Shift(2)
)

// rate reads a rate as the contract says: a percentage where it is written or
// formatted as one, or above 1; a fraction between 0 and 1, with a warning;
// a plain 1 is ambiguous.
func rate(e entry) reply {
	fraction := e.number
	switch percentage, isPercentage := strings.CutSuffix(e.text, "%"); {
	case isPercentage:
		d, ok := points.ParseDecimal(percentage)
		if !ok {
			return reply{code: finding.UnknownAnswer}
		}
		fraction = d.Shift(-2)
	case !e.isNumber:
		return reply{code: finding.UnknownAnswer}
	case e.percent || e.number.Compare(zero) == 0:
	case e.number.Compare(one) == 0:
		return reply{code: finding.AmbiguousRate}
	case e.number.Compare(one) > 0 && e.number.Compare(hundred) <= 0:
		fraction = e.number.Shift(-2)
	case e.number.Compare(zero) > 0 && e.number.Compare(one) < 0:
		return reply{Answer: Answer{Rate: fraction}, code: finding.FractionRate, percent: fraction.Percent()}
	default:
		return reply{code: finding.OutOfRange}
	}
	if fraction.Compare(zero) < 0 || fraction.Compare(whole) > 0 {
		return reply{code: finding.OutOfRange}
	}
	r := reply{Answer: Answer{Rate: fraction}}
	if fraction.Compare(zero) > 0 && fraction.Shift(2).Compare(one) <= 0 {
		r.code, r.percent = finding.TinyRate, fraction.Percent()
	}
	return r
}

// number reads points that the school awards itself (reading 5), or a number
// that is scored by bands.
func (q *question) number(e entry) reply {
	if !e.isNumber {
		return reply{code: finding.UnknownAnswer}
	}
	limits := q.indicator.Range
	low, _ := points.ParseDecimal(limits.Min.String())
	high, _ := points.ParseDecimal(limits.Max.String())
	if e.number.Compare(low) < 0 || e.number.Compare(high) > 0 {
		return reply{code: finding.OutOfRange}
	}
	p, ok := e.number.Points()
	if !ok || e.number.Decimals() > limits.Decimals {
		return reply{code: finding.TooPrecise}
	}
	if q.indicator.Kind == rubric.Measure {
		return reply{Answer: Answer{Rate: e.number}}
	}
	return reply{Answer: Answer{Number: p}}
}

// several reads awards parted by separators: the highest counts (reading 4).
func (q *question) several(e entry) reply {
	best, found := -1, 0
	for _, part := range strings.FieldsFunc(e.given, isSeparator) {
		key := fold.Key(part)
		if key == "" {
			continue
		}
		choice, known := q.forms[key]
		if !known {
			return reply{code: finding.UnknownAnswer}
		}
		found++
		if best < 0 || q.indicator.Answers[choice].Points > q.indicator.Answers[best].Points {
			best = choice
		}
	}
	switch found {
	case 0:
		return reply{code: finding.UnknownAnswer}
	case 1:
		return reply{Answer: Answer{Choice: best}}
	}
	return reply{Answer: Answer{Choice: best}, code: finding.SeveralAwards, counted: q.indicator.Answers[best].Text}
}

func isSeparator(r rune) bool { return strings.ContainsRune("、,，;；/／､\n\r\u2028\u2029", r) }

// Earns is what an answer that stands earns: the points, and which of the
// indicator's answers or bands it met (0 for a number, NoRule for 不适用, which
// by the appendix alone earns nothing).
func (a *Answer) Earns(n *rubric.Indicator) (earned points.Points, rule int) {
	if a.NotApplicable != nil {
		return 0, rubric.NoRule
	}
	switch n.Kind {
	case rubric.Rate, rubric.Measure:
		rule = n.BandOf(a.Rate)
		return n.Bands[rule].Points, rule
	case rubric.Number:
		return a.Number, 0
	}
	return n.Answers[a.Choice].Points, a.Choice
}

// Allowed says in Chinese what an indicator may be answered with.
func Allowed(n *rubric.Indicator) string {
	switch n.Kind {
	case rubric.Rate:
		return " 0% 至 100% 的百分数，例如 96.5%"
	case rubric.Number, rubric.Measure:
		return " " + n.Range.Min.String() + " 至 " + n.Range.Max.String() + " 的数，最多 " + strconv.Itoa(n.Range.Decimals) + " 位小数"
	}
	texts := make([]string, len(n.Answers))
	for i, answer := range n.Answers {
		texts[i] = answer.Text
	}
	return joined(texts)
}

// joined writes a choice as people read it: “是”或“否”.
func joined(texts []string) string {
	last := len(texts) - 1
	if last <= 0 {
		return "“" + strings.Join(texts, "") + "”"
	}
	return "“" + strings.Join(texts[:last], "”、“") + "”或“" + texts[last] + "”"
}
