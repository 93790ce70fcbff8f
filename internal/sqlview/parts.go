package sqlview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
)

// rows writes rows of VALUES, a remark behind each.
func rows(values, remarks []string) string {
	var b strings.Builder
	for i, value := range values {
		comma := ","
		if i == len(values)-1 {
			comma = ""
		}
		b.WriteString(strings.TrimRight(fmt.Sprintf("  (%s)%s -- %s", value, comma, remarks[i]), " -"))
		if i < len(values)-1 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// IndicatorRows are the rows of indicators.
func (v *view) IndicatorRows() string {
	var values, remarks []string
	for i := range v.Indicators {
		n := &v.Indicators[i]
		scale := 0
		if n.Kind == rubric.Choice {
			scale = v.scaleOf(n)
		}
		values = append(values, fmt.Sprintf("%d, '%s', %d, %d, %d", n.Number, n.Kind, scale, v.SectionOf(i)+1, hundredths(n.Points)))
		remarks = append(remarks, comment(n.Name+"（"+n.Clause+"）"))
	}
	return rows(values, remarks)
}

// FormRows are the rows of forms.
func (v *view) FormRows() string {
	var values, remarks []string
	for at, s := range v.scales {
		for _, a := range s.answers {
			for i, form := range forms(a) {
				remark := ""
				if i == 0 {
					remark = comment(a.Text)
				}
				values = append(values, fmt.Sprintf("%d, %s, %d", at+1, v.literal(form), hundredths(a.Points)))
				remarks = append(remarks, remark)
			}
		}
	}
	if len(values) == 0 { // a rubric without choices
		return rows([]string{"0, '', 0"}, []string{""})
	}
	return rows(values, remarks)
}

// Folded, Given and NotApplicable are pieces of the dialect.
func (v *view) Folded() string        { return v.folded(v.folds) }
func (v *view) Given() string         { return v.given(v.folds) }
func (v *view) NotApplicable() string { return v.literal("不适用") }
func (v *view) NoIdentity() string {
	return "practitioner IS NULL OR " + v.identity(v.folds) + " = ''"
}

// Parts are the answers to those indicators that may have several.
func (v *view) Parts() string {
	var numbers []string
	for i := range v.Indicators {
		if v.Indicators[i].Several {
			numbers = append(numbers, strconv.Itoa(v.Indicators[i].Number))
		}
	}
	if len(numbers) == 0 {
		return "CAST(NULL AS text)"
	}
	return "CASE WHEN indicator IN (" + strings.Join(numbers, ", ") + ") THEN " + v.parts(v.folds) + " END"
}

// SeveralPoints are those of several answers in one: where nothing is left
// when every known part is taken out, the best of them.
func (v *view) SeveralPoints() string {
	var b strings.Builder
	for at, s := range v.scales {
		if !s.several {
			continue
		}
		left, best := "n.parts", ""
		for _, a := range bestFirst(s.answers) {
			for _, form := range forms(a) {
				part := v.literal(aLine + form + aLine)
				left = "replace(" + left + ", " + part + ", '')"
				best += fmt.Sprintf("\n          WHEN %s > 0 THEN %d", v.position(part, "n.parts"), hundredths(a.Points))
			}
		}
		fmt.Fprintf(&b, ",\n        CASE WHEN i.scale = %d AND replace(%s, %s, '') = '' THEN CASE%s END END",
			at+1, left, v.literal(aLine), best)
	}
	return b.String()
}

// bestFirst are answers by falling points.
func bestFirst(answers []rubric.Answer) []rubric.Answer {
	sorted := slices.Clone(answers)
	slices.SortStableFunc(sorted, func(a, b rubric.Answer) int { return int(b.Points - a.Points) })
	return sorted
}

// KindPoints are the points of what is no choice.
func (v *view) KindPoints() string {
	var rates, numbers strings.Builder
	for i := range v.Indicators {
		n := &v.Indicators[i]
		switch n.Kind {
		case rubric.Rate:
			fmt.Fprintf(&rates, "        WHEN %d THEN CASE %sEND\n", n.Number, v.bands(n))
		case rubric.Number:
			fmt.Fprintf(&numbers, "        WHEN %d THEN CASE WHEN n.percent = 0 AND n.number >= %s AND n.number <= %s AND NOT (%s)\n          THEN %s END\n",
				n.Number, v.bound(decimal(n.Range.Min)), v.bound(decimal(n.Range.Max)), v.tooFine(n.Range.Decimals), v.hundredths())
		}
	}
	var b strings.Builder
	for _, part := range []struct {
		kind rubric.Kind
		text string
	}{{rubric.Rate, rates.String()}, {rubric.Number, numbers.String()}} {
		if part.text != "" {
			fmt.Fprintf(&b, "      WHEN '%s' THEN CASE n.indicator\n%s      END\n", part.kind, part.text)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// bands are the cases of a rate, which the view has as a percentage.
func (v *view) bands(n *rubric.Indicator) string {
	var b strings.Builder
	for _, band := range n.Bands {
		from := points.Decimal{}
		if band.From != nil {
			from = *band.From
		}
		fmt.Fprintf(&b, "WHEN n.rate >= %s THEN %d ", v.bound(from.Shift(2)), hundredths(band.Points))
	}
	return b.String()
}

// decimal is a number of points as a decimal.
func decimal(p points.Points) points.Decimal {
	d, _ := points.ParseDecimal(p.String())
	return d
}

// KindFindings are what can be wrong with a number, in the order in which it
// is looked for.
func (v *view) KindFindings() string {
	one, hundred := v.bound(decimal(points.Unit)), v.bound(decimal(100*points.Unit))
	lines := []string{
		"WHEN kind = 'rate' AND percent = 0 AND number = " + one + " THEN 'ambiguous-rate'",
		"WHEN kind = 'rate' AND (number < " + v.bound(points.Decimal{}) + " OR number > " + hundred + ") THEN 'out-of-range'",
		"WHEN kind = 'number' AND percent = 1 THEN 'unknown-answer'",
	}
	for i := range v.Indicators {
		if n := &v.Indicators[i]; n.Kind == rubric.Number {
			lines = append(lines, fmt.Sprintf("WHEN indicator = %d AND (number < %s OR number > %s) THEN 'out-of-range'",
				n.Number, v.bound(decimal(n.Range.Min)), v.bound(decimal(n.Range.Max))))
		}
	}
	lines = append(lines, "WHEN kind = 'number' AND points IS NULL THEN 'too-precise'")
	return "      " + strings.Join(lines, "\n      ")
}

// LostPoints are the points that an answer loses, as Points.String writes them.
func (v *view) LostPoints() string {
	const lost = "(most - points)"
	return "CAST(" + lost + " / 100 AS text) || CASE\n" +
		"        WHEN " + lost + " % 100 = 0 THEN ''\n" +
		"        WHEN " + lost + " % 10 = 0 THEN '.' || CAST(" + lost + " % 100 / 10 AS text)\n" +
		"        ELSE '.' || substr(CAST(100 + " + lost + " % 100 AS text), 2) END"
}

// PersonColumns are the columns of people.
func (v *view) PersonColumns() string {
	var lines []string
	for _, code := range v.Codes() {
		lines = append(lines, fmt.Sprintf("count(*) FILTER (WHERE finding = '%s') AS %s", code, column(string(code))))
	}
	lines = append(lines, "count(kind) AS answered")
	for i := range v.Sections {
		lines = append(lines, fmt.Sprintf("sum(points) FILTER (WHERE section = %d) AS s%d", i+1, i+1))
	}
	lines = append(lines, "sum(points) AS total")
	for i := range v.Indicators {
		number := v.Indicators[i].Number
		lines = append(lines, fmt.Sprintf("max(points) FILTER (WHERE indicator = %d) AS p%d, max(lost) FILTER (WHERE indicator = %d) AS l%d",
			number, number, number, number))
	}
	return "    " + strings.Join(lines, ",\n    ") + ","
}

func column(code string) string { return strings.ReplaceAll(code, "-", "_") }

// Findings are the codes, each once, sorted, with commas.
func (v *view) Findings() string {
	var parts []string
	for _, code := range v.Codes() {
		when := column(string(code)) + " > 0"
		switch code {
		case "missing-answer":
			when += fmt.Sprintf(" OR answered < %d", len(v.Indicators))
		case "missing-identity":
			when = v.NoIdentity()
		}
		parts = append(parts, fmt.Sprintf("CASE WHEN %s THEN ',%s' ELSE '' END", when, code))
	}
	return joined(parts)
}

// joined is one text of parts that begin with a mark of one character.
func joined(parts []string) string {
	if len(parts) == 0 {
		return "''"
	}
	return "substr(\n    " + strings.Join(parts, " ||\n    ") + ", 2)"
}

// ResultColumns are the columns of the view after the findings.
func (v *view) ResultColumns() string {
	var lines []string
	add := func(then, name string) {
		lines = append(lines, "CASE WHEN sound = 1 THEN "+then+" END AS "+name)
	}
	add(v.shown("total"), "total")
	var lost, direct, floors []string
	for _, rule := range v.Direct.Rules {
		below := fmt.Sprintf("s%d < %d", rule.Section+1, hundredths(rule.Below))
		floors = append(floors, below)
		direct = append(direct, "CASE WHEN "+below+" THEN "+v.literal("、"+v.Sections[rule.Section].Name)+" ELSE '' END")
	}
	for i := range v.Indicators {
		lost = append(lost, fmt.Sprintf("coalesce('；' || l%d, '')", v.Indicators[i].Number))
	}
	byTotal := v.grades("")
	grade := byTotal
	if len(floors) > 0 {
		grade = v.grades(" WHEN " + strings.Join(floors, " OR ") + " THEN " + v.literal(v.Direct.Grade))
	}
	add(grade, "grade")
	add(byTotal, "grade_by_total")
	add(joined(direct), "direct")
	add(joined(lost), "lost")
	for i := range v.Sections {
		add(v.shown("s"+strconv.Itoa(i+1)), "s"+strconv.Itoa(i+1))
	}
	add("total", "total_x100")
	for i := range v.Sections {
		add("s"+strconv.Itoa(i+1), fmt.Sprintf("s%d_x100", i+1))
	}
	for i := range v.Indicators {
		p := "p" + strconv.Itoa(v.Indicators[i].Number)
		add(p, p+"_x100")
	}
	return "  " + strings.Join(lines, ",\n  ")
}

// grades are the grade of a total; first goes before.
func (v *view) grades(first string) string {
	var b strings.Builder
	b.WriteString("CASE" + first)
	for _, g := range v.Grades {
		if g.From == nil {
			fmt.Fprintf(&b, " ELSE %s", v.literal(g.Grade))
			break
		}
		fmt.Fprintf(&b, " WHEN total >= %d THEN %s", hundredths(*g.From), v.literal(g.Grade))
	}
	return b.String() + " END"
}
