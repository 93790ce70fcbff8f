package template

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"credit/internal/practitioner"
	"credit/internal/rubric"
)

// typedRow is what somebody typed into a row, by column: a text, a number, a
// truth value.
type typedRow struct {
	cells map[int]any
	// cautious are the columns in which the preview may call wrong what the
	// program reads, or what it takes for a blank.
	cautious map[int]bool
}

// draw draws rows: people with ordinary answers, and with oddities as often
// as odd says, in a hundred.
type draw struct {
	*rand.Rand
	rubric *rubric.Rubric
	odd    int
	// weak is how often an answer is drawn that is perhaps not the first: once
	// in so many times.
	weak int
	// plain leaves out what excelize computes unlike office programs: its FIND
	// takes * and ? for wildcards.
	plain bool
}

func one[T any](d *draw, list ...T) T { return list[d.IntN(len(list))] }

func (d *draw) oddly() bool { return d.IntN(100) < d.odd }

func (d *draw) row() typedRow {
	row := typedRow{map[int]any{}, map[int]bool{}}
	d.odd, d.weak = one(d, 0, 1, 15), one(d, 1, 2, 3, 12)
	row.put(countyColumn, d.county())
	row.put(schoolColumn, d.maybe("第一中学"))
	row.put(nameColumn, d.maybe("张三"))
	d.number(row)
	if d.oddly() {
		row.put(annualColumn, one[any](d, "合格", 3.0))
	}
	for i := range d.rubric.Indicators {
		value, cautious := d.answer(&d.rubric.Indicators[i])
		row.put(firstAnswer+i, value)
		row.cautious[firstAnswer+i] = cautious
	}
	if !d.plain && d.oddly() {
		column := one(d, countyColumn, schoolColumn, nameColumn, idColumn, annualColumn, firstAnswer+d.IntN(len(d.rubric.Indicators)))
		row.cells[column], row.cautious[column] = errorValue{}, false
	}
	return row
}

func (row typedRow) put(column int, value any) {
	if value != nil {
		row.cells[column] = value
	}
}

// maybe is the text, or what is as good as nothing.
func (d *draw) maybe(text string) any {
	if d.oddly() {
		return one[any](d, nil, " ", "\u3000", "\u00a0", " \n", 5.0)
	}
	return text
}

func (d *draw) county() any {
	c := one(d, d.rubric.Counties.Names...)
	if !d.oddly() {
		return c.Name
	}
	if !d.plain && d.oddly() {
		return one[any](d, "*", "?", "??区", "伊美*")
	}
	prefixes := strings.Join(d.rubric.Counties.Prefixes, "")
	return one[any](d, nil, " ", "火星", c.Name+"|"+c.Name, c.Name+"│", prefixes+c.Name, d.rubric.Counties.Prefixes[0]+c.Name,
		d.rubric.Counties.Prefixes[1]+c.Name, " "+c.Name[:3]+"\u3000"+c.Name[3:], one(d, append(c.Also, c.Name)...), c.Code, "伊春市直", "直",
		prefixes+"市直", prefixes, "黑龙江省伊春市直学校", "伊春市黑龙江省伊美区", c.Name+"黑龙江省")
}

// resident is a 居民身份证 number of somebody made up.
func (d *draw) resident() string {
	first := fmt.Sprintf("%06d%04d%02d%02d%03d", 110000+d.IntN(500000), 1930+d.IntN(80), 1+d.IntN(12), 1+d.IntN(28), d.IntN(1000))
	return first + string(practitioner.CheckCharacter(first))
}

// withDate is a number whose check character is right, with any date.
func withDate(date string) string {
	first := "230717" + date + "001"
	return first + string(practitioner.CheckCharacter(first))
}

// wideText is a text in full width.
func wideText(text string) string { return strings.Map(wide, text) }

// number fills in the document and its number.
func (d *draw) number(row typedRow) {
	number := d.resident()
	row.put(idColumn, number)
	if !d.oddly() {
		return
	}
	row.put(documentColumn, one[any](d, nil, "居民身份证", " 身份证 ", "——", "／", "护照", "港澳居民来往内地通行证", "外国人永久居留身份证", "居民身份证（临时）", 1.0))
	wrong := []byte(number)
	wrong[d.IntN(17)] ^= 1
	row.cells[idColumn] = one[any](d, strings.ToLower(number), " "+number[:6]+" "+number[6:14]+"\u3000"+number[14:]+"\u00a0",
		wideText(number), wideText(strings.ToLower(number)), number[:9]+wideText(number[9:]), string(wrong), number[:17], number+"0", number[:16]+"A"+number[17:],
		number[:17]+"Y", "A"+number[1:], 230717199001010.0, "E12345678", "H1234567890", "——", "护照", "无", strings.Repeat("一", 18),
		withDate("19000228"), withDate("19000229"), withDate("20000229"), withDate("19990229"), withDate("19991301"), withDate("19990012"),
		withDate("19990100"), withDate("19990431"), withDate("18991231"), withDate("21001231"), withDate("21010101"), withDate("19990199"), true)
	if d.IntN(10) == 0 {
		delete(row.cells, idColumn)
	}
}

// answer is an answer, and whether the preview may be cautious about it.
func (d *draw) answer(n *rubric.Indicator) (value any, cautious bool) {
	switch {
	case d.oddly() && d.IntN(4) == 0:
		return one[any](d, nil, nil, " ", "不适用", "/"), false
	case n.Kind == rubric.Rate:
		return d.rate()
	case n.Kind == rubric.Number:
		return d.points(n)
	case d.oddly():
		return d.oddChoice(n)
	}
	answer := n.Answers[0]
	if d.IntN(d.weak) == 0 {
		answer = one(d, n.Answers...)
	}
	return answer.Text, false
}

func (d *draw) oddChoice(n *rubric.Indicator) (any, bool) {
	answer := one(d, n.Answers...)
	form := one(d, append([]string{answer.Text}, answer.Also...)...)
	other := one(d, n.Answers...).Text
	if d.IntN(3) == 0 {
		return d.careful(form, other)
	}
	list := []any{
		form, form, form, strings.ToLower(form), strings.ToUpper(form), wideText(form), " " + form + " ", "\u3000" + form, form + "\u00a0",
		strings.Join(strings.Split(form, ""), " "), strings.NewReplacer("（", "(", "）", ")").Replace(form),
		"✗", "✘", "是是", form + "=0200|" + other, form + "│2.00", form + "│2.00\u3000" + other, "2.00", "│", "|" + form, "=" + form,
		"=1+1", "'" + form, `"` + form + `"`, "1.5", 1.0, 0.0, 2.0, 3.0, 0.5, 1e20, -1.0, true, false, "5/2", "～", "很好", strings.Repeat("是", 300),
	}
	if !d.plain {
		list = append(list, "*", "?", "~", "？", "*"+form, form+"*", "~"+form, "??", "*│", strings.Repeat("?", len([]rune(form))))
	}
	return one(d, list...), false
}

// careful are answers that the program reads and the preview does not, or
// takes for something wrong where nothing stands. They are all there are.
func (d *draw) careful(form, other string) (any, bool) {
	return one[any](d,
		"\u3000", "\u00a0", form+"\n", "\t"+form, "\u200b"+form, "\ufeff", // other spaces, the invisible
		form[:len(form)-len(lastRune(form))]+wideText(lastRune(form)), // width mixed within a form
		strings.NewReplacer("（", "【", "）", "】").Replace(form),         // other brackets
		form+"、"+other, form+"；"+form, form+"/", other+"\n"+form, // several answers in a cell
		"1.0", "01", "+1", "0.0", "1e0", form+form, // a number as a text, written otherwise
	), true
}

func lastRune(text string) string {
	runes := []rune(text)
	return string(runes[len(runes)-1:])
}

func (d *draw) rate() (any, bool) {
	switch {
	case !d.oddly():
		return one(d, 0.96, 0.965, 1.0, 0.9496, 0.95, 0.94999999999999996, 0.949999999999999, 0.9, 0.8999999, 0.85, 0.8499999, 0.849999999999999, 0.3, 0.0,
			0.333333333333333, 0.333333333333334, 0.125, 0.1249, 0.0085, 0.00849), false
	case d.IntN(3) == 0:
		return one[any](d, 96.5, 95.0, 1.5, "９６．５%", "+95%", "9.65e1%", "-0%", "95.000000000000%", "95%\n", "\u200b0.97", "1e-1"), true
	}
	return one[any](d, 1.0000001, -0.1, -1e-9, 100.5, 1e15, "96.5%", "95％", "94.99%", "94.9999999%", "100%", "100.0%", "100.1%", "0%", "96.5", "95",
		"0.965", "1", "1.0", "1.", ".97", "97.", ".", "%", "0", "5/2", "%5", "5%%", "5%5%", "..5", "0..5", " 9 6.5 %", "96,5%", "1,000%", "1:30", "￥5", "$5",
		"(5)", "5-1", "2024年1月1日", "TRUE", true, false, "全勤", "100", "100.5", "1000", "0.0%", ".%", "1%", "0.5%"), false
}

func (d *draw) points(n *rubric.Indicator) (any, bool) {
	most := float64(n.Range.Max) / 100
	switch {
	case !d.oddly():
		return one(d, most, most, 0.0, float64(d.IntN(int(most*10)))/10, most/2), false
	case d.IntN(4) == 0:
		return one[any](d, "４", "+4", "4e0", "4\n", "-0", "4.0000000000000"), true
	}
	return one[any](d, 4.35, 4.349999999999999, 4.3500000000000005, 4.355, 0.1+0.2, 4.35000000000001, most+0.01, -1.0, 1e300, -0.001, "4.5", "4.50", " 4 ", "4.", ".5",
		"4.355", "5/2", "4,5", "1:30", "4%", "-1", "..", ".", "四", true, false, "4分", "5.01", "100"), false
}
