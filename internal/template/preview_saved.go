package template

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// standing is what the preview comes to for one person, computed here as the
// formulas compute it: it is saved with them, for programs that show a
// workbook without computing it.
type standing struct {
	rubric               *rubric.Rubric
	begun                bool
	missing, faulty      int
	wrongCounty, wrongID bool
	county, id           string // as the checks read them
	post, school         string // as 不适用 asks for them
	// adjusted is how many indicators the county's own rules leave out.
	adjusted int
	answers  []understood
}

// understood is what the preview makes of one answer.
type understood struct {
	blank, stands bool
	earned        points.Points
	// read is the number that stands in the answer to a rate or a number.
	read sheet.Value
	// text is the answer's text where formulas ask for it more than once.
	text string
	// excused says that it is 不适用 and stands, comesTo what that comes to.
	excused bool
	comesTo points.Points
}

// excuse is the cell of what 不适用 comes to.
func (u understood) excuse() sheet.Value {
	if !u.excused {
		return sheet.Empty()
	}
	return sheet.PointsValue(u.comesTo)
}

// shown is the cell of the answer's points.
func (u understood) shown() sheet.Value {
	switch {
	case u.blank:
		return sheet.Empty()
	case u.stands:
		return sheet.PointsValue(u.earned)
	}
	return sheet.TextValue(wrongMark)
}

func (p *preview) standing(who Person) *standing {
	s := &standing{rubric: p.rubric, answers: make([]understood, len(p.answers))}
	s.county, s.id = asTyped(who.County), asNumberText(who.ID.Reveal())
	s.post, s.school = asTyped(who.Post), asTyped(who.School)
	s.wrongCounty, s.wrongID = p.county.wrong(s.county), wrongNumber(&who.Practitioner)
	s.begun = who.Name != "" || !who.ID.IsZero()
	for i := range s.answers {
		answer := answerValue(&p.rubric.Indicators[i], who.Answers[i])
		u := p.understand(i, answer)
		if u.comesTo, u.excused = p.excusedBy(i, answer, s.post, s.school); u.excused {
			u.earned, u.stands = 0, true
		}
		s.answers[i] = u
		s.adjusted += count(u.comesTo == asRuled)
		s.begun = s.begun || who.Answers[i] != ""
		s.missing += count(s.answers[i].blank)
		s.faulty += count(!s.answers[i].blank && !s.answers[i].stands)
	}
	for _, text := range []string{who.County, who.School, who.Name, who.ID.Reveal()} {
		s.missing += count(squeeze(text) == "")
	}
	s.faulty += count(s.wrongCounty) + count(s.wrongID)
	return s
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// understand reads an answer's cell.
func (p *preview) understand(i int, cell sheet.Value) understood {
	n := &p.rubric.Indicators[i]
	text, _ := cell.Text()
	number, isNumber := cell.Number()
	if n.Kind == rubric.Choice { // never filled in as a number
		return p.answers[i].understand(text)
	}
	d, known := numberIn(n, text)
	u := understood{text: asNumberText(text), read: sheet.TextValue(wrongMark)}
	if isNumber {
		d, known = points.ParseCell(strconv.FormatFloat(number, 'g', -1, 64))
	} else if u.text == "" {
		return understood{blank: true}
	}
	if known {
		u.read = numberValue(d)
		u.earned, u.stands = earnedBy(n, d)
	}
	return u
}

// understand reads the answer to a choice.
func (f *answerForms) understand(text string) understood {
	var u understood
	if len(f.parts) > 0 {
		u.text = asPartsText(text)
	}
	if u.earned, u.stands = f.earned[asTyped(text)]; u.stands {
		return u
	}
	if u.blank = looksBlank(text); !u.blank {
		u.earned, u.stands = bestPart(u.text, f.parts)
	}
	return u
}

// plainNumber is a text that is converted, percentage one that ends in %.
var plainNumber = regexp.MustCompile(`^([0-9]+\.?[0-9]*|\.[0-9]+)(%?)$`)

var whole, _ = points.ParseDecimal("1")

// numberIn is the number that a text spells: for a rate as the contract reads
// it, a plain 1 is ambiguous.
func numberIn(n *rubric.Indicator, text string) (points.Decimal, bool) {
	text = strings.TrimPrefix(asNumberText(text), "+")
	match := plainNumber.FindStringSubmatch(text)
	if match == nil || len(text) > longestNumber {
		return points.Decimal{}, false
	}
	d, _ := points.ParseDecimal(match[1])
	switch isPercent := match[2] != ""; {
	case n.Kind != rubric.Rate:
		return d, !isPercent
	case isPercent || d.Compare(whole) > 0:
		return d.Shift(-2), true
	}
	return d, d.Compare(whole) != 0
}

// earnedBy is what a number earns, where it is within bounds.
func earnedBy(n *rubric.Indicator, d points.Decimal) (points.Points, bool) {
	if n.Kind == rubric.Rate {
		if d.Compare(points.Decimal{}) < 0 || d.Compare(whole) > 0 {
			return 0, false
		}
		return n.Bands[n.BandOf(d)].Points, true
	}
	number, exact := d.Points()
	if !exact || d.Decimals() > n.Range.Decimals || number < n.Range.Min || number > n.Range.Max {
		return 0, false
	}
	if n.Kind == rubric.Measure {
		return n.Bands[n.BandOf(d)].Points, true
	}
	return number, true
}

// numberValue is a number as a cell; places are few, for the text was short.
func numberValue(d points.Decimal) sheet.Value {
	places := d.Decimals()
	digits, err := strconv.Atoi(d.Shift(places).String())
	if err != nil {
		return sheet.Empty()
	}
	return sheet.ShareValue(digits, int(math.Pow10(places)))
}

// count is a count in a row that was begun.
func (s *standing) count(n int) sheet.Value {
	if !s.begun {
		return sheet.Empty()
	}
	return sheet.CountValue(n)
}

// sum adds up the answers of a section, or of all (-1), where all stand.
func (s *standing) sum(section int) (points.Points, bool) {
	var sum points.Points
	for i, answer := range s.answers {
		if section >= 0 && s.rubric.SectionOf(i) != section {
			continue
		}
		if !answer.stands {
			return 0, false
		}
		sum += answer.earned
	}
	return sum, true
}

func sumValue(sum points.Points, complete bool) sheet.Value {
	if !complete {
		return sheet.Empty()
	}
	return sheet.PointsValue(sum)
}

func (s *standing) section(at int) sheet.Value { return sumValue(s.sum(at)) }

func (s *standing) total() sheet.Value { return sumValue(s.sum(all)) }

const all = -1

// low are the names of the complete sections below their floor.
func (s *standing) low() []string {
	var names []string
	for _, rule := range s.rubric.Direct.Rules {
		if sum, complete := s.sum(rule.Section); complete && sum < rule.Below {
			names = append(names, s.rubric.Sections[rule.Section].Name)
		}
	}
	return names
}

func (s *standing) direct() sheet.Value {
	if s.adjusted > 0 {
		return sheet.TextValue(byOwnRules)
	}
	return sheet.TextValue(strings.Join(s.low(), nameMark))
}

func (s *standing) grade() sheet.Value {
	total, complete := s.sum(all)
	switch {
	case !complete || s.missing > 0 || s.faulty > 0:
		return sheet.Empty()
	case s.adjusted > 0:
		return sheet.TextValue(byOwnRules)
	case len(s.low()) > 0:
		return sheet.TextValue(s.rubric.Direct.Grade)
	}
	return sheet.TextValue(s.rubric.Grades[s.rubric.GradeOf(total)].Grade)
}
