package rubric

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// indicatorChange reads what is changed of one indicator: only what is named. It
// reports whether all of it could be read; where not, nothing is said of what
// would follow from it.
func (r *overlayReader) indicatorChange(line *object, n *Indicator) bool {
	clause := line.text("clause")
	changes, problems := len(r.overlay.Changes), len(r.problems)
	note := func(format string, args ...any) { r.change(n.Number, clause, fmt.Sprintf(format, args...)) }
	if statement := line.optionalText("statement"); statement != "" {
		n.Statement = statement
		note("评分说明改为“%s”", statement)
	}
	kind := line.optionalText("kind")
	switch was := n.Kind; {
	case kind != "":
		r.kindChange(line, n, Kind(kind), note)
	case r.misplaced(line, n, was):
	case was == Choice:
		r.choiceChange(line, n, note)
	default:
		r.scaleChange(line, n, note)
	}
	if len(r.problems) == problems {
		r.checkIndicator(*n, line.node)
	}
	if len(r.problems) > problems {
		return false
	}
	if len(r.overlay.Changes) == changes {
		r.fault(line.node, "第 %d 项没有写要改什么：请写 %s", n.Number, strings.Join(parts[n.Kind], "、"))
	}
	n.overlays = append(n.overlays, len(r.base.Overlays))
	return true
}

// parts are what an overlay may say of the answers of each kind of indicator.
var parts = map[Kind][]string{
	Choice: {"points", "answers", "also"}, Rate: {"bands"}, Measure: {"range", "bands"}, Number: {"range"},
}

// misplaced refuses what belongs to another kind of indicator than it is of, and
// says how that is asked for. It reports whether there was any.
func (r *overlayReader) misplaced(line *object, n *Indicator, kind Kind) (found bool) {
	for _, name := range []string{"range", "bands", "points", "answers", "also"} {
		fits := slices.Contains(parts[kind], name)
		if !fits && line.named[name] == nil {
			continue
		}
		line.optional(name) // known, if misplaced
		if fits {
			continue
		}
		instead := "请删去"
		if (name == "bands" || name == "range") && kind != Rate {
			instead = "要按档计分，请写 kind: measure（填数；另写 range，如 {min: 10, max: 100, decimals: 2}）或 kind: rate（填百分数），再写 bands"
		}
		if !found || instead == "请删去" { // one hint for both
			r.fault(line.keys[name], "第 %d 项现在是%s，不能有%s；%s", n.Number, kind.text(), called(name), instead)
		}
		found = true
	}
	return found
}

// kindChange is another way to answer the indicator, with all that belongs to
// it: a number scored by bands, such as the class average (reading 5).
func (r *overlayReader) kindChange(line *object, n *Indicator, kind Kind, note func(string, ...any)) {
	was, problems := *n, len(r.problems)
	if kind != Rate && kind != Measure && kind != Number {
		r.fault(line.named["kind"], "细则里的“kind”只能是 %s，而不是“%s”", kindWords(Rate, Number, Measure), short(string(kind)))
		line.anyKind()
		return
	}
	n.Kind, n.Answers, n.Bands, n.Range, n.Several = kind, nil, nil, Range{}, false
	if r.misplaced(line, n, kind) {
		return
	}
	switch kind {
	case Rate:
		r.bands(line, n, (*object).rate)
		note("改为填百分数，按档计分：%s", n.scale())
	case Measure:
		r.measure(line, n)
		if was.Kind == Number && n.Range.Min <= was.Range.Max && len(r.problems) == problems {
			r.fault(line.named["range"], "原来填分值（%s 至 %s），取值范围要从高于 %s 的数起，否则照旧填分值的会被当成新填法", was.Range.Min, was.Range.Max, was.Range.Max)
		}
		note("改为填 %s 至 %s 的数（最多 %d 位小数），按档计分：%s", n.Range.Min, n.Range.Max, n.Range.Decimals, n.scale())
	case Number:
		r.number(line, n)
		note("改为直接填分值，%s 至 %s 分", n.Range.Min, n.Range.Max)
	}
}

// scaleChange is other bands or another range for the same kind of answer.
func (r *overlayReader) scaleChange(line *object, n *Indicator, note func(string, ...any)) {
	if line.optional("range") != nil {
		full := n.Points
		r.number(line, n)
		if n.Kind == Measure {
			n.Points = full
		}
		note("可以填 %s 至 %s，最多 %d 位小数", n.Range.Min, n.Range.Max, n.Range.Decimals)
	}
	if line.optional("bands") == nil {
		return
	}
	bound := (*object).rate
	if n.Kind == Measure {
		bound = (*object).decimal
	}
	r.bands(line, n, bound)
	note("分档改为：%s", n.scale())
}

// scale are the bands of an indicator in a line.
func (n *Indicator) scale() string {
	var parts []string
	for _, band := range n.Bands {
		parts = append(parts, band.Earning())
	}
	return strings.Join(parts, "；")
}

// choiceChange is what answers earn, what further answers there are, and in
// which other ways they may be written.
func (r *overlayReader) choiceChange(line *object, n *Indicator, note func(string, ...any)) {
	if at := line.optional("answers"); at != nil && at.Kind != yaml.SequenceNode {
		r.fault(at, "“answers”是增加的填报，请写成 %s", newAnswer("合格"))
		return
	}
	problems := len(r.problems)
	for _, at := range line.optionalList("answers") {
		added := r.object(at)
		answer := Answer{
			Text: added.text("answer"), Also: added.texts("also", added.optionalList("also")), Points: added.points("points"),
		}
		added.done()
		if known, is := n.Settled(answer.Text); is {
			r.fault(at, "第 %d 项已有“%s”；改分值请写 points: {%s: 分值}", n.Number, short(answer.Text), known)
			continue
		}
		n.Answers = append(n.Answers, answer)
		r.checkForms(n.Label(), n.Answers, at)
		note("增加填报“%s”，%s 分%s", answer.Text, answer.Points, alsoWritten(answer.Also))
	}
	r.eachAnswer(line, "points", n, func(at *yaml.Node, answer *Answer) {
		was := answer.Points
		answer.Points = r.points(at, answer.Text)
		note("“%s”由 %s 分改为 %s 分", answer.Text, was, answer.Points)
	})
	r.eachAnswer(line, "also", n, func(at *yaml.Node, answer *Answer) {
		var forms []string
		for _, form := range r.list(at, answer.Text) {
			forms = append(forms, r.text(form, answer.Text))
		}
		answer.Also = append(slices.Clip(answer.Also), forms...)
		note("“%s”也认作“%s”", strings.Join(forms, "”、“"), answer.Text)
	})
	for i := range n.Answers {
		if len(r.problems) > problems {
			return // what is wrong with the new answers is said at their lines
		}
		// Forms are held against those before them.
		r.checkForms(n.Label(), n.Answers[:i+1], line.node)
	}
	n.Points = slices.MaxFunc(n.Answers, func(a, b Answer) int { return int(a.Points - b.Points) }).Points
}

// alsoWritten names the other forms of an answer, nothing where there are none.
func alsoWritten(forms []string) string {
	if len(forms) == 0 {
		return ""
	}
	return "，也可写“" + strings.Join(forms, "”、“") + "”"
}

// newAnswer is how an overlay adds an answer.
func newAnswer(text string) string {
	return "answers: [{answer: " + text + ", points: 分值}]"
}

// eachAnswer reads a mapping whose names are answers of the indicator.
func (r *overlayReader) eachAnswer(line *object, key string, n *Indicator, read func(*yaml.Node, *Answer)) {
	at := line.optional(key)
	switch {
	case at == nil:
		return
	case at.Kind != yaml.MappingNode:
		example := map[string]string{"points": "分值", "also": "[另一种写法]"}[key]
		r.fault(at, "%s应当写在各填报之下，如 %s: {%s: %s}，而不是%s", called(key), key, n.Answers[0].Text, example, kindName(at))
		return
	}
	o := r.object(at)
	for i := range n.Answers {
		if value := o.optional(n.Answers[i].Text); value != nil {
			read(value, &n.Answers[i])
		}
	}
	for name, key := range o.keys {
		if slices.Contains(o.asked, name) {
			continue
		}
		says := cmp.Or(mismarked(name), decimalComma(at, name))
		if says == "" {
			says = fmt.Sprintf("第 %d 项没有“%s”这个填报，现有“%s”；要增加请写 %s", n.Number, short(name), strings.Join(o.asked, "”、“"), newAnswer(short(name)))
		}
		r.fault(key, "%s", says)
	}
}

func joinNumbers(numbers []int) string {
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = fmt.Sprint(n)
	}
	return strings.Join(texts, "、")
}
