package main

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"credit/internal/demo/year"
	"credit/internal/points"
	"credit/internal/rubric"
)

// form is how those who filled in a sheet write: headers, answers, rates.
type form struct {
	sheet    string
	titles   []string
	counties []string
	// identity are the identity columns in their order: key, header.
	identity [][2]string
	label    func(n *rubric.Indicator) string
	// pairs are yes and no; each school keeps to one pair.
	pairs  [][2]any
	rate   func(w *writer, fraction points.Decimal) any
	county func(name string) string
	id     func(number string) string
	// merged merges the county and the school over their people; grouped
	// puts sections and groups above the header.
	merged, grouped, filter bool
	// subtotals adds a totals line and a blank one after each school.
	subtotals bool
}

// writer writes people down in a form.
type writer struct {
	form
	rubric *rubric.Rubric
	random *rand.Rand
	// habits are how the school at hand writes.
	pair                             [2]any
	honour, noHonour, prize, noPrize string
	none                             string
	long                             bool
	number                           int
}

// table lays out the form's sheet, without anyone on it.
func (w *writer) table() *table {
	t := &table{name: w.sheet, titles: w.titles, filter: w.filter}
	for _, heading := range w.identity {
		t.columns = append(t.columns, column{heading[0], heading[1], widths[heading[0]], identityLook(heading[0])})
	}
	first := len(t.columns)
	for i := range w.rubric.Indicators {
		n := &w.rubric.Indicators[i]
		t.columns = append(t.columns, column{answerKey(n.Number), w.label(n), 11, centred})
	}
	if w.grouped {
		t.groups = groupsOf(w.rubric, first)
	}
	if w.merged {
		t.merged = []int{t.at("县（市）区"), t.at("学校")}
	}
	return t
}

func groupsOf(r *rubric.Rubric, first int) []group {
	var list []group
	for _, s := range r.Sections {
		groups := s.Groups
		from := r.Groups[groups[0]].Indicators[0]
		last := r.Groups[groups[len(groups)-1]].Indicators
		list = append(list, group{s.Name, first + from, first + last[len(last)-1], 0})
		for _, g := range groups {
			n := r.Groups[g].Indicators
			list = append(list, group{r.Groups[g].Name, first + n[0], first + n[len(n)-1], 1})
		}
	}
	return list
}

// school settles how one school writes.
func (w *writer) school() {
	pick := func(list ...string) string { return list[w.random.IntN(len(list))] }
	w.pair = w.pairs[w.random.IntN(len(w.pairs))]
	w.honour, w.noHonour = "有", "无"
	if w.random.IntN(4) == 0 {
		w.honour, w.noHonour = "是", "否"
	}
	prizes := [][2]string{{"获奖", "未获奖"}, {"获奖", "未获奖"}, {"有", "无"}, {"一项或多项", "未获奖"}}
	prize := prizes[w.random.IntN(len(prizes))]
	w.prize, w.noPrize = prize[0], prize[1]
	w.none = pick("无", "无", "未获奖", "未参加", "没有")
	w.long = w.random.IntN(3) == 0
}

// cells writes a person down, in the order of the columns.
func (w *writer) cells(t *table, p *year.Person) []any {
	w.number++
	cells := make([]any, len(t.columns))
	for i, c := range t.columns {
		if number, isAnswer := strings.CutPrefix(c.key, "#"); isAnswer {
			at, _ := strconv.Atoi(number)
			cells[i] = w.answer(&w.rubric.Indicators[at-1], p.Answers[at-1])
			continue
		}
		if text := w.identityOf(p, c.key); text != nil && text != "" {
			cells[i] = text
		}
	}
	return cells
}

func (w *writer) identityOf(p *year.Person, key string) any {
	switch key {
	case "序号":
		return w.number
	case "县（市）区":
		return w.county(p.County)
	case "学校":
		return p.School
	case "姓名":
		return p.Name
	case "证件类型":
		return p.Document
	case "身份证件号码":
		return w.id(p.ID)
	case "资格证号":
		return p.Certificate
	case "岗位":
		return p.Post
	case "年度考核":
		return p.Annual
	case "师德考核":
		return p.Ethics
	case "备注":
		return p.Remark
	case "任教学科":
		return subjects[w.random.IntN(len(subjects))]
	}
	panic("demo: no such column: " + key)
}

var subjects = []string{"语文", "数学", "英语", "体育", "科学", "综合"}

// answer writes a canonical answer in the school's way.
func (w *writer) answer(n *rubric.Indicator, answer string) any {
	switch n.Kind {
	case rubric.Rate:
		d, _ := points.ParseDecimal(strings.TrimSuffix(answer, "%"))
		return w.rate(w, d.Shift(-2))
	case rubric.Number:
		return float(answer)
	}
	switch answer {
	case "是":
		return w.pair[0]
	case "否":
		return w.pair[1]
	case "本科及以下":
		return []string{"本科", "本科", "本科", "本科及以下", "大专", "专科"}[w.random.IntN(6)]
	case "硕士", "博士":
		if w.long {
			return answer + "研究生"
		}
	}
	return w.award(n, answer)
}

// award writes honours and prizes. Now and then someone lists a lesser prize
// too.
func (w *writer) award(n *rubric.Indicator, answer string) any {
	if n.Several {
		at := slices.IndexFunc(n.Answers, func(a rubric.Answer) bool { return a.Text == answer })
		switch {
		case answer == "无":
			return w.none
		case at+1 < len(n.Answers)-1 && w.random.IntN(50) == 0:
			return answer + "、" + n.Answers[at+1].Text
		}
		return answer
	}
	switch answer {
	case "有":
		return w.honour
	case "无":
		return w.noHonour
	case "获奖":
		return w.prize
	case "未获奖":
		return w.noPrize
	}
	return answer
}

// float is the double that a spreadsheet stores for a number.
func float(text string) float64 {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return f
}

// The ways of writing a rate.
func asPercentCell(_ *writer, fraction points.Decimal) any {
	return percent(float(fraction.String()))
}
func asPlainNumber(_ *writer, fraction points.Decimal) any {
	return float(fraction.Shift(2).String())
}
func asPercentText(_ *writer, fraction points.Decimal) any { return fraction.Percent() }
func asWideText(_ *writer, fraction points.Decimal) any {
	return strings.NewReplacer("%", "％", "9", "９", "5", "５").Replace(fraction.Percent())
}

// asMixed is a percent cell, but now and then a plain fraction, which the
// program takes with a warning; a plain 1 would be ambiguous.
func asMixed(w *writer, fraction points.Decimal) any {
	if w.random.IntN(12) == 0 && fraction.Percent() != "100%" {
		return float(fraction.String())
	}
	return asPercentCell(w, fraction)
}
