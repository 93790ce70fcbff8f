package template

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/submission"
)

// typedRow is what somebody typed into a row, by column: a text, a number, a
// truth value.
type typedRow struct {
	cells map[int]any
	// cautious are the columns in which the preview may call wrong what the
	// program reads, or what it takes for a blank.
	cautious map[int]bool
}

func (row typedRow) put(column int, o oddity) {
	row.cells[column], row.cautious[column] = o.value, o.cautious
	if o.value == nil {
		delete(row.cells, column)
	}
}

// draw draws rows.
type draw struct {
	*rand.Rand
	rubric *rubric.Rubric
	// weak is how often an answer is drawn that is perhaps not the first: once
	// in so many times.
	weak int
	// plain leaves out what excelize computes unlike office programs: its FIND
	// takes * and ? for wildcards, and its error values are not saved.
	plain bool
}

func one[T any](d *draw, list ...T) T { return list[d.IntN(len(list))] }

// rows are people with oddities here and there, and after them every oddity
// there is in a row that is sound but for it.
func (d *draw) rows(people int) []typedRow {
	var rows []typedRow
	for range people {
		row := d.sound()
		list := d.oddities(row)
		for column := range firstAnswer + len(d.rubric.Indicators) {
			if d.IntN(100) < one(d, 0, 0, 1, 6) && len(list[column]) > 0 {
				row.put(column, one(d, list[column]...))
			}
		}
		rows = append(rows, row)
	}
	return append(rows, d.each()...)
}

// each gives every oddity of an identity its own row, where that is not
// costly; those of the answers stand side by side.
func (d *draw) each() []typedRow {
	var rows []typedRow
	abreast := map[int][]oddity{}
	list := d.oddities(d.sound())
	for column := 1; column < firstAnswer+len(d.rubric.Indicators); column++ {
		if column >= firstAnswer || d.plain {
			abreast[column] = list[column]
			continue
		}
		for _, o := range list[column] {
			row := d.sound()
			row.put(column, o)
			rows = append(rows, row)
		}
	}
	if !d.plain {
		rows = append(rows, d.withDocuments(list[documentColumn])...)
	}
	for at, left := 0, true; left; at++ {
		row := d.sound()
		left = false
		for column, list := range abreast {
			if at < len(list) {
				row.put(column, list[at])
				left = true
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// withDocuments are numbers that tell whether a document is taken for a
// 居民身份证, and every kind of number with one that is none.
func (d *draw) withDocuments(documents []oddity) []typedRow {
	var rows []typedRow
	with := func(document, number oddity) {
		row := d.sound()
		row.put(documentColumn, document)
		row.put(idColumn, number)
		rows = append(rows, row)
	}
	for _, document := range documents {
		with(document, oddity{value: d.resident()})
		with(document, oddity{value: "12345678"})
	}
	for _, number := range someNumbers(d.resident()) {
		with(oddity{value: "护照"}, number)
	}
	return rows
}

// sound is a row that the program grades.
func (d *draw) sound() typedRow {
	row := typedRow{map[int]any{
		countyColumn: one(d, d.rubric.Counties.Names...).Name, schoolColumn: one(d, "第一中学", "第一中学", "第一幼儿园", "一幼", "NURSERY school"), nameColumn: "张三", idColumn: d.resident(),
	}, map[int]bool{}}
	d.weak = one(d, 1, 2, 3, 12)
	for i := range d.rubric.Indicators {
		n := &d.rubric.Indicators[i]
		most := float64(n.Range.Max) / 100
		switch {
		case n.Kind == rubric.Rate:
			row.cells[firstAnswer+i] = one(d, 1.0, 0.96, 0.965, 0.95, 0.9, 0.3)
		case n.Kind == rubric.Measure:
			row.cells[firstAnswer+i] = one(d, 100.0, 92.5, 85.0, 84.99, 75.0, 74.99, 60.0, 10.0)
		case n.Kind == rubric.Number:
			row.cells[firstAnswer+i] = one(d, most, most, most-0.5, most/2, 0.5)
		case d.IntN(d.weak) > 0:
			row.cells[firstAnswer+i] = n.Answers[0].Text
		default:
			row.cells[firstAnswer+i] = one(d, n.Answers...).Text
		}
	}
	d.excuse(row)
	return row
}

// excuse lets indicators not apply to somebody of a post for whom the rules
// allow it, now and then.
func (d *draw) excuse(row typedRow) {
	list := append(posts(d.rubric), "任课教师")
	if len(list) == 1 && !d.rubric.AllowsNotApplicable() || d.IntN(3) == 0 {
		return
	}
	post := one(d, list...)
	row.cells[postColumn] = post
	who := rubric.Staff{Post: post, School: fmt.Sprint(row.cells[schoolColumn])}
	none, often := d.IntN(3) == 0, one(d, 1, 2, 4)
	for i := range d.rubric.Indicators {
		if !none && d.rubric.Indicators[i].NotApplicableTo(who) != nil && d.IntN(often) == 0 {
			row.cells[firstAnswer+i] = submission.NotApplicable
		}
	}
}

// oddSchools are schools as people write them: with words that the rules ask
// for, or not.
func (d *draw) oddSchools() []oddity {
	list := oddities(nil, " ", "\u3000", "\u00a0", " \n", "\u200b", "\ufeff\u3000", 5.0, "第一幼儿园", "幼 儿\u3000园", "第一小学", "nursery", "一 幼", "幼│儿", "一幼儿")
	return append(list, careful("Ｎｕｒｓｅｒｙ")...)
}

// oddPosts are posts as people write them: as the rules do, or not.
func (d *draw) oddPosts() []oddity {
	list := oddities(nil, "任课教师", " ", "\u3000", "\u200b", 5.0, "不适用", "│")
	for _, post := range posts(d.rubric) {
		list = append(list, oddities(post, post, " "+post+"\n", hidden(post), wideText(post), strings.ToLower(post), strings.ToUpper(post),
			inBrackets(post, "()"), inBrackets(post, "【】"), post+"长", "副"+post, post+"│", post+"│1.00", post+"、"+post, "\u3000"+post+"│1.00\u3000"+post)...)
		list = append(list, careful(post+"\u2004", 7.0)...)
		if strings.Contains(post, "（") {
			list = append(list, careful(inBrackets(post, "【)"))...)
		}
	}
	return list
}

// resident is a 居民身份证 number of somebody made up.
func (d *draw) resident() string {
	first := fmt.Sprintf("%06d%04d%02d%02d%03d", 110000+d.IntN(500000), 1930+d.IntN(80), 1+d.IntN(12), 1+d.IntN(28), d.IntN(1000))
	return first + string(practitioner.CheckCharacter(first))
}

// oddity is something that people type.
type oddity struct {
	value    any
	cautious bool
}

func oddities(values ...any) []oddity {
	list := make([]oddity, len(values))
	for i, value := range values {
		list[i].value = value
	}
	return list
}

// careful are answers that the program reads and the preview does not, or
// takes for something wrong where nothing stands. There are no others.
func careful(values ...any) []oddity {
	list := oddities(values...)
	for i := range list {
		list[i].cautious = true
	}
	return list
}

// oddities are what may be typed into each column, given what is sound.
func (d *draw) oddities(sound typedRow) map[int][]oddity {
	number := sound.cells[idColumn].(string)
	nothing := oddities(nil, " ", "\u3000", "\u00a0", " \n", "\u200b", "\ufeff\u3000", 5.0)
	list := map[int][]oddity{
		countyColumn: d.oddCounties(), schoolColumn: d.oddSchools(), nameColumn: nothing,
		idColumn: oddNumbers(number), documentColumn: oddDocuments(), annualColumn: oddities("合格", 3.0),
		postColumn: d.oddPosts(),
	}
	for i := range d.rubric.Indicators {
		column := firstAnswer + i
		switch n := &d.rubric.Indicators[i]; n.Kind {
		case rubric.Rate:
			list[column] = oddRates()
		case rubric.Number:
			list[column] = oddPoints(float64(n.Range.Max) / 100)
		case rubric.Measure:
			list[column] = append(oddPoints(float64(n.Range.Max)/100), oddMeasures()...)
		default:
			list[column] = d.oddChoices(n)
		}
		list[column] = append(list[column], oddities(nil, nil, " ", "不适用", " 不\u3000适用\n", hidden("不适用"), "不适用（幼儿园）", "不 适", "不适用│", "/")...)
	}
	for column := range list {
		if !d.plain && column != documentColumn {
			list[column] = append(list[column], oddities(errorValue{})...)
		}
	}
	return list
}

func (d *draw) oddCounties() []oddity {
	c, prefixes := one(d, d.rubric.Counties.Names...), d.rubric.Counties.Prefixes
	name, both := c.Name, strings.Join(prefixes, "")
	list := oddities(nil, " ", "火星", name+"|"+name, name+"│", both+name, prefixes[0]+name, prefixes[1]+name,
		" "+name[:3]+"\u3000"+name[3:], "市直", c.Also[0], c.Code, "伊春市直", "直", both+"市直", both, "黑龙江省伊春市直学校",
		"伊春市黑龙江省伊美区", name+"黑龙江省", "伊美黑龙江省区", 230717.0,
		"\u3000", "\u200b", hidden(name), hidden(both+name), name+"\n", "\ufeff"+name, wideText(c.Code), "伊美\n区")
	if !d.plain {
		list = append(list, oddities("*", "?", "??区", "伊美*", "～")...)
	}
	return list
}

// withDate is a number whose check character is right, with any date.
func withDate(date string) string {
	first := "230717" + date + "001"
	return first + string(practitioner.CheckCharacter(first))
}

// wideText is a text in full width.
func wideText(text string) string { return strings.Map(wide, text) }

// withCheckX is a number that ends in X.
const withCheckX = "11010519491231002X"

func oddNumbers(number string) []oddity {
	list := someNumbers(number)
	for _, date := range []string{
		"19000101", "19000228", "19000229", "20000229", "19990229", "19991301", "19990012", "19990100", "19990431", "19991131",
		"18991231", "21001231", "21010101", "19990199", "00000101", "99991231",
	} {
		list = append(list, oddities(withDate(date))...)
	}
	for at := range 18 { // each digit wrong by one
		wrong := []byte(number)
		wrong[at] ^= 1
		list = append(list, oddities(string(wrong))...)
	}
	return append(list, oddities(strings.ToLower(withCheckX), wideText(withCheckX), wideText(strings.ToLower(withCheckX)),
		" "+number[:6]+" "+number[6:14]+"\u3000"+number[14:]+"\u00a0", number[:9]+wideText(number[9:]), wideText(number[:9])+number[9:],
		number+"0", number[:16]+"A"+number[17:], number[:17]+"Y", "A"+number[1:], "\ufeff"+number, number+"\n", "\t"+number,
		hidden(number), hidden(strings.ToLower(withCheckX)), number[:6]+"-"+number[6:], "\u3000", "\u200b", number+"\u200b0", strings.Repeat("一", 18), number[:17]+"│", nil)...)
}

// someNumbers are numbers to be seen with each document.
func someNumbers(number string) []oddity {
	return oddities(number, wideText(number), number[:17], "E12345678", "Ｅ１２３", "12345678", "——", "无", hidden("Ｅ１２３"), 230717199001010.0, true)
}

func oddDocuments() []oddity {
	return oddities("居民身份证", " 身份证 ", "——", "／", "护照", "港澳居民来往内地通行证", "外国人永久居留身份证", "居民身份证（临时）", "居民身份证\n", hidden("身份证"), "\u200b", hidden("护照"), 1.0)
}

func (d *draw) oddChoices(n *rubric.Indicator) []oddity {
	var list []oddity
	for _, answer := range n.Answers {
		for _, form := range append([]string{answer.Text}, answer.Also...) {
			list = append(list, oddities(form, one(d, strings.ToLower(form), wideText(form), " "+form+" ",
				strings.NewReplacer("（", "(", "）", ")").Replace(form), strings.Join(strings.Split(form, ""), "\u3000")))...)
		}
	}
	form, other := one(d, n.Answers...).Text, one(d, n.Answers...).Text
	list = append(list, oddities(strings.ToUpper(form), form+"\u00a0", "✗", "✘", "是是", form+"=0200|"+other, form+"│2.00", form+"│2.00\u3000"+other,
		form+"│02.00\u3000", "2.00", "│", "|"+form, "="+form, "=1+1", "'"+form, `"`+form+`"`, "1.5", 1.0, 0.0, 2.0, 3.0, 0.5, 1e20, -1.0,
		true, false, "5/2", "～", "很好", strings.Repeat("是", 300))...)
	if !d.plain {
		list = append(list, oddities("*", "?", "~", "？", "*"+form, form+"*", "~"+form, "??", "*│", strings.Repeat("?", len([]rune(form))))...)
	}
	list = append(list, oddities("\u3000", "\u00a0", " \n", form+"\n", "\t"+form, "\u200b"+form, form+"\ufe0f", hidden(form),
		inBrackets(form, "【】"), inBrackets(form, "〔〕"), inBrackets(form, "[]"), "是【符合】", "否〔不符合〕", "否［不符合］", "是《符合》")...)
	list = append(list, d.severalAnswers(n)...)
	end := form[len(form)-len(lastRune(form)):]
	return append(list, careful(
		"\ufeff", form+"\u2004", form+"\u2066", //                         nothing but the invisible; other invisible characters
		strings.TrimSuffix(form, end)+wideText(end), "Yｅs", "是【符合)", // width and brackets mixed within a form
		"1.0", "01", "+1", "0.0", "1e0", "3.0", //                     a number as a text, written otherwise
	)...)
}

// severalAnswers are several answers in a cell, and what looks like it.
func (d *draw) severalAnswers(n *rubric.Indicator) []oddity {
	form, other := n.Answers[len(n.Answers)-1].Text, n.Answers[0].Text
	list := oddities("、", form+"、"+other, form+"；"+form, form+"/", other+"\n"+form)
	if !n.Several {
		return list
	}
	list = append(list, oddities("，、", "、"+form, form+"、、"+form, form+form, form+"、很好", form+"、"+form+"、"+form, form+"、 、"+form,
		form+"和"+form, form+"、│", form+"\u3000、 "+strings.ToLower(form), "一等\n奖")...)
	forms := []string{"无", "很好", "不适用", "一等", "奖"}
	for _, answer := range n.Answers {
		forms = append(append(forms, answer.Text, answer.Text, answer.Text), answer.Also...)
	}
	for _, separator := range []string{"、", ",", "，", ";", "；", "/", "／", "､", "\n", "\r\n", "\u2028", "\u2029", "、\n"} {
		list = append(list, oddities(one(d, forms...)+separator+one(d, forms...), other+separator+form)...)
	}
	for range 8 {
		list = append(list, oddities(strings.Join([]string{one(d, forms...), hidden(one(d, forms...)), one(d, forms...)}, one(d, "、", "，", "\n", " / ")))...)
	}
	return list
}

// hidden is a text with invisible characters before, after and between its own.
func hidden(text string) string {
	marks := []rune("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a\u202c\u00a0\u2002\u2003\u2009\u2005")
	var b strings.Builder
	for i, r := range []rune(text) {
		b.WriteRune(marks[i%len(marks)])
		b.WriteRune(r)
	}
	return b.String() + string(marks[len(text)%len(marks)])
}

// inBrackets is a text with its brackets in another style.
func inBrackets(text, style string) string {
	runes := []rune(style)
	return strings.NewReplacer("（", string(runes[0]), "）", string(runes[1])).Replace(text)
}

func lastRune(text string) string {
	runes := []rune(text)
	return string(runes[len(runes)-1:])
}

func oddRates() []oddity {
	return append(oddities(0.0, 0.9496, 0.94999999999999996, 0.949999999999999, 0.9499999999999999, 0.8999999, 0.85, 0.8499999, 0.849999999999999,
		0.333333333333333, 0.333333333333334, 0.125, 0.1249, 0.0085, 0.00849, 1.0000001, -0.1, -1e-9, 100.5, 1e15,
		"96.5%", "95％", "94.99%", "94.9999999%", "100%", "100.0%", "100.1%", "0%", "96.5", "95", "0.965", "1", "1.0", "1.", ".97", "97.", ".", "%",
		"0", "5/2", "%5", "5%%", "5%5%", "..5", "0..5", " 9 6.5 %", "96,5%", "1,000%", "1:30", "￥5", "$5", "(5)", "5-1", "2024年1月1日", "TRUE",
		true, false, "全勤", "100", "100.5", "1000", "0.0%", ".%", "1%", "0.5%"),
		append(oddities(96.5, 95.0, 1.5, "９６．５%", "９６．５％", "９５", "０．９６５", "1００％", "+95%", "＋95％", "+0.9", "+1", "+", "＋", "++95", "+-95", "95+", "9+5", "%+5",
			"95%\n", "\u200b0.97", hidden("96.5%"), "９５。", "\u3000", "\u00a0", "\u200b", " \ufeff\n"),
			careful("9.65e1%", "-0%", "95.000000000000%", "94.99999999999999999%", "1e-1", "95\u2004%")...)...)
}

func oddMeasures() []oddity {
	return oddities(85.0, 84.99, 84.999, 84.9949999999999, 84.9999999999999, 84.99999999999999, 99.9999999999999, 75.0, 74.99, 60.0, 59.99, 0.1+0.2+59.7, 10.0, 9.99, 100.0, 100.01, 5.0, 0.0,
		"85", "84.99", "８４．９９", "85分", "85%", "９０", "+90", "84.999", "100.00", "9.5", "5")
}

func oddPoints(most float64) []oddity {
	return append(oddities(0.0, most, 4.35, 4.349999999999999, 4.3500000000000005, 4.355, 0.999999999999999, 0.0999999999999999, 0.01, 0.07, 0.57, 5.55e-17, 0.99999999999999989, 0.00999999999999999, 0.1+0.2, 4.35000000000001, most+0.01, -1.0, 1e300, -0.001,
		"4.5", "4.50", " 4 ", "4.", ".5", "4.355", "5/2", "4,5", "1:30", "4%", "-1", "..", ".", "四", true, false, "4分", "5.01", "100"),
		append(oddities("４", "４．３５", "+4", "＋４", "+", "++4", "4+", "+-4", "+４.", "4\n", "\u200b4", hidden("4.5"), "\u3000", "\u00a0", "\u200b"),
			careful("4e0", "-0", "4.0000000000000")...)...)
}
