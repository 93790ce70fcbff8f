package rubric

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"credit/internal/points"
)

// answerSet are answers that several indicators share.
type answerSet struct {
	clause  string
	answers []Answer
}

func (r *reader) answerSets(o *object) map[string]answerSet {
	sets := map[string]answerSet{}
	for _, n := range o.list("answer_sets") {
		set := r.object(n)
		name := set.text("name")
		one, doubled := sets[name]
		if doubled {
			r.fault(n, "答案组“%s”重复出现", name)
		}
		one.clause = set.optionalText("clause") // a rule without one is for Unclaused
		for _, n := range set.list("answers") {
			line := r.object(n)
			one.answers = append(one.answers, Answer{
				Text: line.text("answer"), Also: line.texts("also", line.optionalList("also")),
			})
			r.checkForms(name, one.answers, n)
			line.done()
		}
		sets[name] = one
		set.done()
	}
	return sets
}

func (r *reader) indicator(n *yaml.Node, sets map[string]answerSet) Indicator {
	line := r.object(n)
	defer line.done()
	indicator := Indicator{
		Number: line.whole("number"), Name: line.text("name"), Statement: line.text("statement"),
		Clause: line.text("clause"), Reading: r.reading(line), Kind: Kind(line.text("kind")),
	}
	if number := line.named["number"]; number != nil && (number.Value == "0" || indicator.Number > indicatorCount) {
		r.fault(number, "指标序号“%s”不在 1 至 %d 之内", short(number.Value), indicatorCount)
	}
	switch lasting := line.optionalText("lasting"); lasting {
	case "", "yes":
		indicator.Lasting = lasting == "yes"
	default:
		r.fault(line.named["lasting"], "“lasting”只能是 yes（填报逐年不变，可以从上一年带来）")
	}
	switch indicator.Kind {
	case Choice:
		r.choice(line, &indicator, sets)
	case Rate:
		r.bands(line, &indicator, (*object).rate)
	case Number:
		r.number(line, &indicator)
	case Measure:
		r.measure(line, &indicator)
	case "": // noted already
		line.anyKind()
	default:
		line.anyKind()
		r.fault(line.named["kind"], "“kind”只能是 "+kindWords(Choice, Rate, Number, Measure)+"，而不是“%s”", short(string(indicator.Kind)))
	}
	return indicator
}

// anyKind takes whatever says how an indicator is answered: where the kind is
// wrong, it belongs to the one that was meant.
func (o *object) anyKind() {
	for _, name := range []string{"range", "bands", "points", "answers", "also", "several"} {
		o.optional(name)
	}
}

func (r *reader) choice(line *object, indicator *Indicator, sets map[string]answerSet) {
	switch several := line.optionalText("several"); several {
	case "", "highest":
		indicator.Several = several == "highest"
	default:
		r.fault(line.named["several"], "“several”只能是 highest（几个答案中取分值最高的）")
	}
	name := line.text("answers")
	set, known := sets[name]
	if !known && name != "" {
		r.fault(line.named["answers"], "没有名为“%s”的答案组", name)
	}
	n := line.need("points")
	if n == nil || !known {
		return
	}
	earned := r.object(n)
	defer earned.done()
	indicator.FormsClause = set.clause
	earned.suspect(set.answers)
	for _, answer := range set.answers {
		answer.Points = earned.points(answer.Text)
		indicator.Points = max(indicator.Points, answer.Points)
		indicator.Answers = append(indicator.Answers, answer)
	}
}

// suspect takes answers that are not named for misspelt, where a name stands
// that is no answer: done then says what else may stand there.
func (o *object) suspect(answers []Answer) {
	known := func(name string) bool {
		return mismarked(name) != "" || slices.ContainsFunc(answers, func(a Answer) bool { return a.Text == name })
	}
	for name := range o.keys {
		o.unsure = o.unsure || !known(name)
	}
}

// kindWords lists kinds of indicators with what they mean.
func kindWords(kinds ...Kind) string {
	texts := make([]string, len(kinds))
	for i, kind := range kinds {
		texts[i] = string(kind) + "（" + kind.text() + "）"
	}
	last := len(texts) - 1
	return strings.Join(texts[:last], "、") + "或 " + texts[last]
}

// text says how an indicator of the kind is answered.
func (k Kind) text() string {
	switch k {
	case Choice:
		return "选填报"
	case Rate:
		return "填百分数，按档计分"
	case Measure:
		return "填数，按档计分"
	}
	return "直接填分值"
}

// bands reads bands whose bounds bound reads.
func (r *reader) bands(line *object, indicator *Indicator, bound func(*object, string) *points.Decimal) {
	indicator.Bands, indicator.Points = nil, 0
	for _, n := range line.list("bands") {
		o := r.object(n)
		band := Band{From: bound(o, "from"), Below: bound(o, "below"), Plain: indicator.Kind == Measure, Points: o.points("points")}
		indicator.Bands = append(indicator.Bands, band)
		indicator.Points = max(indicator.Points, band.Points)
		o.done()
	}
}

// measure reads a number that is scored by bands.
func (r *reader) measure(line *object, indicator *Indicator) {
	r.number(line, indicator)
	r.bands(line, indicator, (*object).decimal)
}

func (r *reader) number(line *object, indicator *Indicator) {
	n := line.need("range")
	if n == nil {
		return
	}
	limits := r.object(n)
	defer limits.done()
	indicator.Range = Range{limits.points("min"), limits.points("max"), limits.whole("decimals")}
	indicator.Points = indicator.Range.Max
}
