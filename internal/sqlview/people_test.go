package sqlview_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/score"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// person is who is judged by both: the answers as written, one an indicator.
type person struct {
	key     string
	answers []string
}

// row is a row of the view as text, NULL as nothing.
type row []string

// viewColumns are the columns of the view.
func viewColumns(r *rubric.Rubric) []string {
	columns := strings.Fields("practitioner status findings total grade grade_by_total direct lost")
	var exact []string
	for i := range r.Sections {
		columns = append(columns, fmt.Sprintf("s%d", i+1))
		exact = append(exact, fmt.Sprintf("s%d_x100", i+1))
	}
	columns = append(append(columns, "total_x100"), exact...)
	for i := range r.Indicators {
		columns = append(columns, fmt.Sprintf("p%d_x100", r.Indicators[i].Number))
	}
	return columns
}

// expected is the row that the Go scorer's verdict comes to; shown is how the
// engine shows points.
func expected(r *rubric.Rubric, p person, e *submission.Entry, shown func(points.Points) string) row {
	want := make(row, len(viewColumns(r)))
	want[0] = p.key
	if held := e.Held(); len(held) > 0 {
		var codes []string
		for _, code := range held {
			codes = append(codes, string(code))
		}
		want[1], want[2] = "held", strings.Join(codes, ",")
		return want
	}
	res := score.Score(r, e.Answers)
	copy(want[1:], row{"graded", "", shown(res.Total), res.Grade, res.GradeByTotal, strings.Join(res.DirectNames(r), "、"), losses(r, e, res)})
	at := 8
	for _, p := range res.Sections {
		want[at] = shown(p)
		at++
	}
	for _, p := range slices.Concat([]points.Points{res.Total}, res.Sections, res.Points) {
		want[at] = strconv.FormatInt(int64(p), 10)
		at++
	}
	return want
}

// losses are as a graded workbook has them.
func losses(r *rubric.Rubric, e *submission.Entry, res *result.Result) string {
	var parts []string
	for i := range res.Points {
		if reason := res.Reason(i, e.Answers[i].Given); reason.Lost() != 0 {
			parts = append(parts, fmt.Sprintf("%d（%s）少%s", reason.Indicator.Number, reason.Given, reason.Lost()))
		}
	}
	return strings.Join(parts, "；")
}

func idNumber(i int) string {
	day := i / 900
	first := fmt.Sprintf("230717%04d%02d%02d%03d", 1990, 1+day/28, 1+day%28, 100+i%900)
	return first + string(practitioner.CheckCharacter(first))
}

// judged are the rows that the view must have, by reading the people as a
// workbook's text cells and scoring whoever is not held.
func judged(t testing.TB, r *rubric.Rubric, people []person, shown func(points.Points) string) []row {
	t.Helper()
	table := sheettest.Table{Name: submission.DataSheet, Columns: []string{"县（市）区", "学校", "姓名", "身份证件号码"}}
	identity := len(table.Columns)
	for i := range r.Indicators {
		table.Columns = append(table.Columns, r.Indicators[i].Label())
	}
	s := table.Sheet()
	for i, p := range people {
		line := sheettest.Row(2+i, r.Counties.Names[0].Name, "第一中学", "张三", idNumber(i))
		for n, answer := range p.answers {
			line.Cells = append(line.Cells, sheet.Cell{Column: identity + n + 1, Kind: sheet.Text, Text: answer})
		}
		s.Rows = append(s.Rows, line)
	}
	var all []row
	_, err := submission.NewReader(r).Read(sheettest.Book{s}, submission.File{Name: "a.xlsx"}, func(e *submission.Entry) error {
		all = append(all, expected(r, people[len(all)], e, shown))
		return nil
	})
	if err != nil || len(all) != len(people) {
		t.Fatal(len(all), err)
	}
	return all
}

// writer writes answers at random.
type writer struct {
	*rand.Rand
	r *rubric.Rubric
}

func (w writer) of(list ...string) string { return list[w.IntN(len(list))] }

// people are half of them wholly sound; the others have a few answers that may
// be anything.
func (w writer) people(from, count int) []person {
	all := make([]person, count)
	for i := range all {
		good := 40 + w.IntN(61)
		p := person{key: fmt.Sprintf("P%06d", from+i)}
		for n := range w.r.Indicators {
			p.answers = append(p.answers, w.sound(&w.r.Indicators[n], w.IntN(100) < good))
		}
		if i%2 == 1 {
			for range 1 + w.IntN(3) {
				n := w.IntN(len(p.answers))
				if w.IntN(2) == 0 { // numbers go wrong in more ways
					n = w.numeric()
				}
				p.answers[n] = w.anything(&w.r.Indicators[n])
			}
		}
		all[i] = p
	}
	return all
}

// numeric is the index of an indicator that is answered with a number.
func (w writer) numeric() int {
	for {
		if n := w.IntN(len(w.r.Indicators)); w.r.Indicators[n].Kind != rubric.Choice {
			return n
		}
	}
}

// sound is an answer that stands, the best one where it is to be good.
func (w writer) sound(n *rubric.Indicator, good bool) string {
	switch n.Kind {
	case rubric.Rate:
		return w.dressed(w.soundRate(n, good))
	case rubric.Number, rubric.Measure:
		low, high := int(n.Range.Min), int(n.Range.Max)
		p := points.Points(low + w.IntN(high-low+1))
		if good {
			p = points.Points(high - w.IntN((high-low)/5+1))
		}
		p -= p % n.Range.Step()
		if n.Kind == rubric.Measure && w.IntN(2) == 0 { // at the bounds of the bands
			if band := n.Bands[w.IntN(len(n.Bands))]; band.From != nil {
				p, _ = band.From.Points()
				p -= points.Points(w.IntN(2)) * n.Range.Step()
			}
		}
		return w.dressed(w.of(p.String(), p.Fixed(), "+"+p.String(), "0"+p.Fixed(), p.String()))
	}
	a := n.Answers[w.IntN(len(n.Answers))]
	if good {
		a = n.Answers[0]
	}
	text := w.of(append([]string{a.Text, a.Text, a.Text}, a.Also...)...)
	if n.Several && w.IntN(3) == 0 {
		for range 1 + w.IntN(3) {
			other := n.Answers[w.IntN(len(n.Answers))]
			text += w.of("、", ",", "，", ";", "；", "/", "／", "､", "\n", "\r\n", "、、", "\u2028") + w.of(append(other.Also, other.Text)...)
		}
	}
	switch {
	case text == "1" && w.IntN(2) == 0:
		text = w.of("1.0", "01", "+1", "1e0", "1.", "0.1E1", "10e-1")
	case text == "0" && w.IntN(2) == 0:
		text = w.of("0.0", "-0", "00", "0e7", ".0", "0.")
	}
	return w.dressed(text)
}

// nearBands are percentages at the bounds of an indicator's bands, on them and
// as near as can be.
func (w writer) nearBands(n *rubric.Indicator) string {
	texts := []string{"100", "0", "99.5", "50", "1.5", "100.0", "1", "0.5"}
	for _, band := range n.Bands {
		if band.From == nil {
			continue
		}
		bound := band.From.Shift(2).String()
		whole, err := strconv.Atoi(bound)
		if err != nil {
			texts = append(texts, bound, bound+"00", bound+"00000000000000000001")
			continue
		}
		texts = append(texts, bound, bound+".0", bound+".00000000000000000001", fmt.Sprintf("%d.99999999999999999999", whole-1),
			fmt.Sprintf("%d.999", whole-1), strconv.Itoa(whole-1), strconv.Itoa(min(100, whole+1)))
	}
	return w.of(texts...)
}

// soundRate writes a percentage as one of the forms that a rate may have.
func (w writer) soundRate(n *rubric.Indicator, good bool) string {
	percent := w.nearBands(n)
	if good {
		percent = w.of("100", "99.5", "98.25", "96", "97")
	}
	d, _ := points.ParseDecimal(percent)
	fraction := d.Shift(-2).String()
	one, _ := points.ParseDecimal("1")
	switch w.IntN(4) {
	case 0:
		if d.Compare(one) > 0 {
			return percent
		}
	case 1:
		if f := d.Shift(-2); f.Compare(one) < 0 {
			return w.of(fraction, fraction+"0", strings.TrimPrefix(fraction, "0"), percent+"e-2", percent+"E-02")
		}
	}
	return w.of(percent+"%", percent+"%", "+"+percent+"%", "00"+percent+"%", fraction+"e2%")
}

// anything is an answer that may be anything.
func (w writer) anything(n *rubric.Indicator) string {
	switch w.IntN(9) {
	case 0:
		return w.of("", "", " ", "\u3000", "\u200b", "\n", "\ufeff \u00a0", "\U000E0001")
	case 1:
		return w.dressed("不适用")
	case 2:
		return w.of("/", "-", "—", "基本符合", "是的", "是否", "是、否", "一等奖二等奖", "一等奖、", "、一等奖", "、", "二等奖\u037e三等奖", "无/", "特等奖、一等奖", "是\u0301", "n\u0303o", "不適用", "N/A", "９5％%", "\uFFFD")
	case 3:
		other := &w.r.Indicators[w.IntN(len(w.r.Indicators))]
		return w.sound(other, false)
	case 4:
		return w.junk()
	}
	percent := w.nearBands(n)
	number := w.of(percent, percent, "1", "1.0", "0", "5", "5.00", "5.01", "4.125", "4.999999", "0.001", "-0.5", "-1", "101", "100.000000000000000001",
		"1e0", "1e400", "1e401", "1e-400", "-1e400", "1e+2", "95e0", "9.5e1", "1e", "e5", "1e+", ".", "-", "+", "1.2.3", "--1", "1e5.5", "1e99999999999999999999", "1e00000000000000000002",
		"9500e-000000000000000002", "-0", "-0.0", "0x10", "1,000", "1_0", "NaN", "Infinity", "١", "²", strings.Repeat("0", 50)+"3", "0.9"+strings.Repeat("9", 60))
	return w.dressed(number + w.of("", "", "%", "％", "%%", "分"))
}

// junk are characters that are near to others.
func (w writer) junk() string {
	pool := []rune("是否有无yesnoYN01９５％%.．-－+eE√×一二三等奖、，；/（）()[]【】 \u3000\u00a0\u200b\t\n\u0301\u0338\u037e\u212a\u0130\uf967\u2f9c\ufe0f\U000E0100\u2329〈｛不适用\uff65\uff9e①₁Ⅰ⑴'\"\\;-")
	var b strings.Builder
	for range 1 + w.IntN(5) {
		b.WriteRune(pool[w.IntN(len(pool))])
	}
	return b.String()
}

// dressed writes a text otherwise without changing what it means: width, case,
// brackets, spaces of every kind, what cannot be seen.
func (w writer) dressed(text string) string {
	if w.IntN(12) > 0 {
		return text
	}
	spaces := []string{" ", "\u3000", "\u00a0", "\t", "\u200b", "\ufeff", "\u2009", "\u202a", "\ufe0f", "\u00ad", "\u0085", "\U000E0100"}
	var b strings.Builder
	for _, r := range text {
		if w.IntN(3) == 0 {
			b.WriteString(spaces[w.IntN(len(spaces))])
		}
		switch w.IntN(3) {
		case 0:
			if r > ' ' && r < 0x7F {
				r += 0xFEE0
			}
		case 1:
			r = unicode.ToUpper(r)
		case 2:
			if r == '（' {
				r = '【'
			}
		}
		b.WriteRune(r)
	}
	b.WriteString(w.of("", " ", "\u3000"))
	return b.String()
}

// compare holds what an engine said against what the Go scorer says.
func compare(t testing.TB, r *rubric.Rubric, people []person, got, want []row) {
	t.Helper()
	byKey := map[string]row{}
	for _, line := range got {
		byKey[line[0]] = line
	}
	if len(got) != len(want) || len(byKey) != len(want) {
		t.Fatalf("the view has %d rows for %d people of %d", len(got), len(byKey), len(want))
	}
	columns := viewColumns(r)
	for i := range want {
		line := byKey[want[i][0]]
		if slices.Equal(line, want[i]) {
			continue
		}
		for c := range columns {
			if line[c] != want[i][c] {
				t.Errorf("%s: %s is %q, want %q", want[i][0], columns[c], line[c], want[i][c])
			}
		}
		t.Fatalf("answers: %q", people[i].answers)
	}
}

// spread counts what was met, and holds that all of it was.
type spread map[string]int

func (s spread) note(rows []row) {
	for _, line := range rows {
		if line[1] == "graded" {
			s[line[4]+line[5]]++
			for _, section := range strings.Split(line[6], "、") {
				s[section]++
			}
			continue
		}
		for _, code := range strings.Split(line[2], ",") {
			s[code]++
		}
	}
}

func (s spread) check(t *testing.T) {
	t.Helper()
	for _, met := range strings.Fields("AA BB CC DD EE ED EC 思想素质 业务工作 工作业绩 " +
		"missing-answer unknown-answer not-applicable out-of-range ambiguous-rate too-precise") {
		if s[met] == 0 {
			t.Errorf("nobody has %s: %v", met, s)
		}
	}
}
