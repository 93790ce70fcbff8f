package result

import (
	"bytes"
	"encoding/json"
	"strconv"

	"credit/internal/finding"
	"credit/internal/practitioner"
	"credit/internal/rubric"
)

// AppendJSON adds the contract's line of one practitioner to b, with its
// line break: graded with res, or held back by codes where res is nil. ID
// numbers are masked, in whatever column they stand. A condition of the run
// that holds somebody back, which is no error, is named as withheld. cases are
// the numbers of the cases by which answers were corrected.
func AppendJSON(b []byte, r *rubric.Rubric, at finding.Place, p *practitioner.Practitioner, res *Result, held []finding.Code, withheld finding.Code, cases []string) []byte {
	b = append(b, `{"file":`...)
	b = AppendText(b, at.File)
	b = append(b, `,"sheet":`...)
	b = AppendText(b, at.Sheet)
	b = append(b, `,"row":`...)
	b = strconv.AppendInt(b, int64(at.Row), 10)
	for _, pair := range [...][2]string{
		{"county", practitioner.MaskWithin(p.County)}, {"school", practitioner.MaskWithin(p.School)},
		{"name", practitioner.MaskWithin(p.Name)}, {"id", p.ID.String()},
	} {
		b = append(b, ',', '"')
		b = append(b, pair[0]...)
		b = append(b, '"', ':')
		b = AppendText(b, pair[1])
	}
	if res == nil {
		b = append(b, `,"status":"held","findings":`...)
		b = appendList(b, held)
		if withheld != "" {
			b = append(b, `,"withheld":`...)
			b = AppendText(b, string(withheld))
		}
		return appendEnd(b, cases)
	}
	b = append(b, `,"status":"graded","points":{`...)
	for i, earned := range res.Points {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = strconv.AppendInt(b, int64(r.Indicators[i].Number), 10)
		b = append(b, '"', ':')
		b = earned.Append(b)
	}
	b = append(b, `},"sections":{`...)
	for i, earned := range res.Sections {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendText(b, r.Sections[i].Name)
		b = append(b, ':')
		b = earned.Append(b)
	}
	b = append(b, `},"total":`...)
	b = res.Total.Append(b)
	b = append(b, `,"grade":`...)
	b = AppendText(b, res.Grade)
	b = append(b, `,"grade_by_total":`...)
	b = AppendText(b, res.GradeByTotal)
	b = append(b, `,"direct":`...)
	b = appendList(b, res.DirectNames(r))
	b = appendOverlaid(b, res)
	return appendEnd(b, cases)
}

// appendOverlaid adds what a county's own rules (article 21) came to: their
// documents, and the adjusted result where indicators do not apply. total,
// sections and points are by the appendix alone; the adjusted ones are cut off
// after two decimals, exact is the total as a fraction.
func appendOverlaid(b []byte, res *Result) []byte {
	documents := res.Documents()
	if len(documents) == 0 {
		return b
	}
	b = append(b, `,"overlays":`...)
	b = appendList(b, documents)
	a := res.Adjusted
	if a == nil {
		return b
	}
	b = append(b, `,"adjusted":{"not_applicable":{`...)
	first := true
	for i, rule := range a.NotApplicable {
		if rule == nil {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, '"')
		b = strconv.AppendInt(b, int64(res.Rubric.Indicators[i].Number), 10)
		b = append(b, '"', ':')
		b = AppendText(b, string(rule.Earns))
	}
	b = append(b, `},"sections":{`...)
	for i, section := range a.Sections {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendText(b, res.Rubric.Sections[i].Name)
		b = append(b, ':')
		shown, _ := section.Floor()
		b = shown.Append(b)
	}
	b = append(b, `},"total":`...)
	b = a.Shown().Append(b)
	b = append(b, `,"exact":`...)
	b = AppendText(b, a.Total.String())
	b = append(b, `,"grade_without":`...)
	b = AppendText(b, a.Grade)
	return append(b, '}')
}

// appendEnd ends a line; a key that the contract does not know stands last.
func appendEnd(b []byte, cases []string) []byte {
	if len(cases) > 0 {
		shown := make([]string, len(cases))
		for i, number := range cases {
			shown[i] = practitioner.MaskWithin(number)
		}
		b = append(b, `,"corrections":`...)
		b = appendList(b, shown)
	}
	return append(b, '}', '\n')
}

func appendList[T ~string](b []byte, list []T) []byte {
	b = append(b, '[')
	for i, text := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendText(b, string(text))
	}
	return append(b, ']')
}

// AppendText adds a JSON string to b, Chinese and <, >, & as they are.
func AppendText(b []byte, text string) []byte {
	plain := true
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 0x20 || c == '"' || c == '\\' || c >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		b = append(b, '"')
		b = append(b, text...)
		return append(b, '"')
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a string never fails
	return append(b, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}
