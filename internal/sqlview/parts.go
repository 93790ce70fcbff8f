package sqlview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/finding"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/submission"
)

// IndicatorLines are comments: what each indicator is.
func (v *view) IndicatorLines() string {
	lines := []string{"-- 三级指标："}
	for i := range v.Indicators {
		n := &v.Indicators[i]
		lines = append(lines, comment(fmt.Sprintf("--   %-2d %s（%s，满分 %s）", n.Number, n.Name, n.Clause, n.Points)))
	}
	return strings.Join(lines, "\n")
}

// byIndicator is a value by indicator, those with the same value together.
func (v *view) byIndicator(value func(i int) string) string {
	var values []string
	numbers := map[string][]string{}
	for i := range v.Indicators {
		own := value(i)
		if numbers[own] == nil {
			values = append(values, own)
		}
		numbers[own] = append(numbers[own], strconv.Itoa(v.Indicators[i].Number))
	}
	var b strings.Builder
	b.WriteString("CASE")
	for _, own := range values {
		fmt.Fprintf(&b, "\n      WHEN indicator IN (%s) THEN %s", strings.Join(numbers[own], ", "), own)
	}
	return b.String() + "\n    END"
}

// Numbers are the steps up to what is known of each answer: its number, and
// what the indicator is.
func (v *view) Numbers() string {
	kind := v.byIndicator(func(i int) string { return "'" + string(v.Indicators[i].Kind) + "'" })
	scale := v.byIndicator(func(i int) string {
		if v.Indicators[i].Kind != rubric.Choice {
			return "0"
		}
		return strconv.Itoa(v.scaleOf(&v.Indicators[i]))
	})
	section := v.byIndicator(func(i int) string { return strconv.Itoa(v.SectionOf(i) + 1) })
	most := v.byIndicator(func(i int) string { return strconv.FormatInt(hundredths(v.Indicators[i].Points), 10) })
	return v.numbers(`-- 填报方式（没有这一项指标的为 NULL）、答案组、一级指标、满分（百分之一分）
    ` + kind + " AS kind,\n    " + scale + " AS scale,\n    " + section + " AS section,\n    " + most + " AS most")
}

// Folded, Given and NotApplicable are pieces of the dialect.
func (v *view) Folded() string        { return v.folded(v.folds) }
func (v *view) Given() string         { return v.given(v.folds) }
func (v *view) NotApplicable() string { return v.literal(submission.NotApplicable) }
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

// choices are the points of a choice, by scale and by form.
func (v *view) choices() string {
	var b strings.Builder
	b.WriteString("      WHEN 'choice' THEN CASE scale\n")
	for at, s := range v.scales {
		fmt.Fprintf(&b, "        WHEN %d THEN CASE\n", at+1)
		for _, a := range s.answers {
			var list []string
			for _, form := range forms(a) {
				list = append(list, v.literal(form))
			}
			fmt.Fprintf(&b, "          WHEN form IN (%s) THEN %d\n", strings.Join(list, ", "), hundredths(a.Points))
		}
		if s.several {
			b.WriteString(v.several(s))
		}
		b.WriteString("        END\n")
	}
	return b.String() + "      END\n"
}

// several are the points of several answers in one: where nothing is left when
// every known part is taken out, those of the best of them (reading 4).
func (v *view) several(s scale) string {
	left, best := "parts", ""
	for _, a := range bestFirst(s.answers) {
		for _, form := range forms(a) {
			part := v.literal(aLine + form + aLine)
			left = "replace(" + left + ", " + part + ", '')"
			best += fmt.Sprintf("\n            WHEN %s > 0 THEN %d", v.position(part, "parts"), hundredths(a.Points))
		}
	}
	return fmt.Sprintf("          WHEN replace(%s, %s, '') = '' THEN CASE%s END\n", left, v.literal(aLine), best)
}

// bestFirst are answers by falling points.
func bestFirst(answers []rubric.Answer) []rubric.Answer {
	sorted := slices.Clone(answers)
	slices.SortStableFunc(sorted, func(a, b rubric.Answer) int { return int(b.Points - a.Points) })
	return sorted
}

// KindPoints are the points by kind of indicator.
func (v *view) KindPoints() string {
	var rates, numbers, measures strings.Builder
	for i := range v.Indicators {
		n := &v.Indicators[i]
		switch n.Kind {
		case rubric.Rate:
			fmt.Fprintf(&rates, "        WHEN %d THEN CASE %sEND\n", n.Number, v.bands(n, "rate", 2))
		case rubric.Number:
			fmt.Fprintf(&numbers, "        WHEN %d THEN CASE WHEN %s\n          THEN %s END\n", n.Number, v.within(n), v.hundredths())
		case rubric.Measure:
			fmt.Fprintf(&measures, "        WHEN %d THEN CASE WHEN %s\n          THEN CASE %sEND END\n", n.Number, v.within(n), v.bands(n, "number", 0))
		}
	}
	var b strings.Builder
	if len(v.scales) > 0 {
		b.WriteString(v.choices())
	}
	for _, part := range []struct {
		kind rubric.Kind
		text string
	}{{rubric.Rate, rates.String()}, {rubric.Number, numbers.String()}, {rubric.Measure, measures.String()}} {
		if part.text != "" {
			fmt.Fprintf(&b, "      WHEN '%s' THEN CASE indicator\n%s      END\n", part.kind, part.text)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// within is the condition that a number is one that may be filled in.
func (v *view) within(n *rubric.Indicator) string {
	return fmt.Sprintf("percent = 0 AND number >= %s AND number <= %s AND NOT (%s)",
		v.bound(decimal(n.Range.Min)), v.bound(decimal(n.Range.Max)), v.tooFine(n.Range.Decimals))
}

// bands are the cases of a column: of a rate, which the view has as a
// percentage (its bounds shifted by two places), or of a measure.
func (v *view) bands(n *rubric.Indicator, column string, shift int) string {
	var b strings.Builder
	for _, band := range n.Bands {
		from := points.Decimal{} // nothing lies below 0
		if band.From != nil {
			from = *band.From
		}
		fmt.Fprintf(&b, "WHEN %s >= %s THEN %d ", column, v.bound(from.Shift(shift)), hundredths(band.Points))
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
		"WHEN kind IN ('number', 'measure') AND percent = 1 THEN 'unknown-answer'",
	}
	for i := range v.Indicators {
		if n := &v.Indicators[i]; n.Kind == rubric.Number || n.Kind == rubric.Measure {
			lines = append(lines, fmt.Sprintf("WHEN indicator = %d AND (number < %s OR number > %s) THEN 'out-of-range'",
				n.Number, v.bound(decimal(n.Range.Min)), v.bound(decimal(n.Range.Max))))
		}
	}
	lines = append(lines, "WHEN kind IN ('number', 'measure') AND points IS NULL THEN 'too-precise'")
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
		if code == finding.MissingIdentity { // of the practitioner, not of an answer
			continue
		}
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
		case finding.MissingAnswer:
			when += fmt.Sprintf(" OR answered < %d", len(v.Indicators))
		case finding.MissingIdentity:
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
