package template

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// addChecks adds the columns that say whether the county is known and the ID
// number sound.
func (p *preview) addChecks() {
	mark := func(wrong bool) sheet.Value {
		if wrong {
			return sheet.TextValue(wrongMark)
		}
		return sheet.Empty()
	}
	p.countyCheck = p.add(helper("县区核对", sheet.FillCell), p.county.check(cell(p.countyText)), func(s *standing) sheet.Value {
		return mark(s.wrongCounty)
	})
	p.idCheck = p.add(helper("号码核对", sheet.FillCell), idCheck(cell(p.grid.id), cell(p.idText), cell(p.grid.document)), func(s *standing) sheet.Value {
		return mark(s.wrongID)
	})
}

// wrongIf is 错 where the condition holds or cannot be computed.
func wrongIf(condition string) string {
	return orWrong(call("IF", condition, quoted(wrongMark), `""`))
}

// countyForms are all accepted forms of the counties; any of the prefixes may
// stand before one, in their order.
type countyForms struct {
	forms    []string
	prefixes []string
}

func newCountyForms(c rubric.Counties) countyForms {
	var k countyForms
	for _, county := range c.Names {
		for _, form := range append([]string{county.Name, county.Code}, county.Also...) {
			for _, spelling := range spellings(form) {
				if !slices.Contains(k.forms, spelling) {
					k.forms = append(k.forms, spelling)
				}
			}
		}
	}
	for _, prefix := range c.Prefixes {
		k.prefixes = append(k.prefixes, asTyped(prefix))
	}
	return k
}

// check is 错 where a text, as typed gives it, stands as a county and is none.
func (k countyForms) check(text string) string {
	list := quoted(opening + strings.Join(k.forms, closing+opening) + closing)
	start := quoted(opening) + "&" + text
	known := func() string { return call("ISNUMBER", call("FIND", start+"&"+quoted(closing), list)) }
	ways := []string{known()}
	for _, prefix := range k.prefixes {
		start = call("SUBSTITUTE", start, quoted(opening+prefix), quoted(opening))
		ways = append(ways, known())
	}
	return orWrong(call("IF", isEmpty(text), `""`, call("IF", call("OR", ways...), `""`, quoted(wrongMark))))
}

// wrong says what check says of such a text.
func (k countyForms) wrong(text string) bool {
	known := text == "" || slices.Contains(k.forms, text)
	for _, prefix := range k.prefixes {
		text = strings.TrimPrefix(text, prefix)
		known = known || slices.Contains(k.forms, text)
	}
	return !known
}

// residentWords are what stands as 证件类型 and means a 居民身份证, beside the
// word itself; the reader knows the same (a test holds it).
var residentWords = []string{
	"/", "／", "-", "－", "--", "－－", "—", "——", "无", "、", "身份证", "身份证件", "二代身份证", "第二代身份证",
}

// isResident is the condition that the document is a 居民身份证.
func isResident(document string) string {
	text := squeezed(document)
	words := quoted(opening + closing + opening + strings.Join(residentWords, closing+opening) + closing)
	return call("OR", call("ISNUMBER", call("FIND", quoted(practitioner.ResidentID), text)),
		call("ISNUMBER", call("FIND", inList(text), words)))
}

func meansResident(document string) bool {
	text := squeeze(document)
	return text == "" || strings.Contains(text, practitioner.ResidentID) || slices.Contains(residentWords, text)
}

// checkPlaces are the check characters of GB 11643 by the sum modulo 11.
const checkPlaces = "10X98765432"

// idCheck is 错 where an ID number is filled in that is a number cell, or
// whose text practitioner.CheckResident refuses; of another document only
// that its number has a digit is known.
func idCheck(id, text, document string) string {
	other := call("LEN", without(text, digits)) + "=" + call("LEN", text)
	return orWrong(call("IF", call("ISNUMBER", id), quoted(wrongMark), call("IF", isEmpty(text), `""`,
		call("IF", isResident(document), residentCheck(text), wrongIf(other)))))
}

// residentCheck checks a 居民身份证: 18 characters, digits but for the last, the
// check character and the date of birth.
func residentCheck(text string) string {
	last := call("FIND", call("RIGHT", text, "1"), quoted(checkPlaces))
	first17 := without(call("LEFT", text, "17"), digits)
	steps := []string{
		call("LEN", text) + "<>18", call("NOT", isEmpty(first17)), call("ISERROR", last), call("NOT", call("AND", checkSum(text, last), birth(text))),
	}
	check := `""`
	for _, wrong := range slices.Backward(steps) {
		check = call("IF", wrong, quoted(wrongMark), check)
	}
	return check
}

// place is where digit k (from 1) of an ID number stands among the digits,
// digit its value.
func place(text string, k int) string {
	return call("FIND", call("MID", text, fmt.Sprint(k), "1"), quoted(digits))
}

func digit(text string, k int) string { return "(" + place(text, k) + "-1)" }

// checkSum is the condition that the check character belongs to the 17 digits
// (ISO 7064 MOD 11-2: the weights are the powers of two modulo 11). Places
// count from 1, digits from 0: what that adds is taken off again.
func checkSum(text, last string) string {
	const first17 = 17
	weight, excess := 1, -1
	var terms []string
	for k := first17; k >= 1; k-- {
		weight = weight * 2 % 11
		excess += weight
		terms = append(terms, fmt.Sprintf("%s*%d", place(text, k), weight))
	}
	return call("MOD", fmt.Sprintf("%s-%d-%s", strings.Join(terms, "+"), excess, last), "11") + "=0"
}

// birth is the condition that the date of birth exists, in the years that
// CheckResident takes. It is looked up 400 years later, where the calendar is
// the same and no program has the 29th of February 1900.
func birth(text string) string {
	number := func(from, to int) string {
		var terms []string
		for k, unit := to, 1; k >= from; k, unit = k-1, unit*10 {
			terms = append(terms, fmt.Sprintf("%s*%d", digit(text, k), unit))
		}
		return strings.Join(terms, "+")
	}
	year, month, day := number(7, 10), number(11, 12), number(13, 14)
	return call("AND", call("ABS", year+"-2000")+"<=100", call("MONTH", call("DATE", year+"+400", month, day))+"="+month)
}

// wrongNumber says what idCheck says of somebody.
func wrongNumber(who *practitioner.Practitioner) bool {
	switch {
	case who.ID.IsZero():
		return false
	case meansResident(who.Document):
		return who.ID.CheckResident() != practitioner.Sound
	}
	return !strings.ContainsAny(asNumberText(who.ID.Reveal()), digits)
}
