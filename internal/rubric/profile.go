package rubric

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"credit/internal/fold"
	"credit/internal/points"
)

// profiles reads the kinds of staff that a file describes (articles 2 and 3);
// a file may leave them out. The indicators of rubric must have been read.
func (r *reader) profiles(o *object, rubric *Rubric) []Profile {
	var all []Profile
	for _, n := range o.optionalList("profiles") {
		profile := r.profile(n, rubric)
		if slices.ContainsFunc(all, func(p Profile) bool { return p.Name != "" && fold.Key(p.Name) == fold.Key(profile.Name) }) {
			r.fault(n, "人员类别“%s”重复出现", profile.Name)
		}
		all = append(all, profile)
	}
	return all
}

func (r *reader) profile(n *yaml.Node, rubric *Rubric) Profile {
	line := r.object(n)
	defer line.done()
	profile := Profile{Name: line.text("name"), Clause: line.text("clause"), Post: line.text("post"), School: line.optionalText("school"), Answers: map[int]string{}}
	for _, n := range line.optionalList("without") {
		switch indicator := r.knownIndicator(n, rubric); {
		case indicator == nil:
		case slices.Contains(profile.Without, indicator.Number):
			r.fault(n, "“without”里第 %d 项指标重复出现", indicator.Number)
		default:
			profile.Without = append(profile.Without, indicator.Number)
		}
	}
	if n := line.optional("answers"); n != nil {
		r.settled(n, rubric, &profile)
	}
	return profile
}

// settled reads the answers that are the same for everybody of a profile.
func (r *reader) settled(n *yaml.Node, rubric *Rubric, profile *Profile) {
	line := r.object(n)
	if line.node == nil {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, answer := n.Content[i], n.Content[i+1]
		if line.keys[key.Value] != key { // doubled, or no word: noted already
			continue
		}
		indicator := r.knownIndicator(key, rubric)
		if indicator == nil {
			continue
		}
		if slices.Contains(profile.Without, indicator.Number) {
			r.fault(key, "第 %d 项指标已在“without”里（不适用），不能再有答案", indicator.Number)
			continue
		}
		profile.Answers[indicator.Number] = r.settledAnswer(answer, indicator)
	}
}

// knownIndicator reads an indicator's number and gives the indicator, nil with
// a fault where there is none. A number that the rubric ought to have is left
// to the self-check, which says that the indicator is missing.
func (r *reader) knownIndicator(n *yaml.Node, rubric *Rubric) *Indicator {
	if n.Kind != yaml.ScalarNode {
		r.fault(n, "这里应当是指标的序号，如 17，而不是%s", kindName(n))
		return nil
	}
	number, ok := wholeNumber(n.Value)
	if !ok || number < 1 || number > indicatorCount {
		r.fault(n, "%s", noIndicator(n, rubric))
		return nil
	}
	for i := range rubric.Indicators {
		if rubric.Indicators[i].Number == number {
			return &rubric.Indicators[i]
		}
	}
	return nil
}

// runOfNumbers is a run of indicators written in short: 27-31.
var runOfNumbers = regexp.MustCompile(`^[0-9]+[-－—–~～至到][0-9]+$`)

// noIndicator says what to write instead of something that is no indicator's
// number.
func noIndicator(n *yaml.Node, rubric *Rubric) string {
	named := func(indicator Indicator) bool { return fold.Key(indicator.Name) == fold.Key(n.Value) }
	if says := mismarked(n.Value); says != "" {
		return says
	}
	if at := slices.IndexFunc(rubric.Indicators, named); at >= 0 {
		return fmt.Sprintf("这里应当是指标的序号：“%s”请写 %d", short(n.Value), rubric.Indicators[at].Number)
	}
	if _, isNumber := wholeNumber(n.Value); isNumber {
		return fmt.Sprintf("没有第 %s 项指标：序号是 1 至 %d", short(n.Value), indicatorCount)
	}
	if runOfNumbers.MatchString(fold.Text(n.Value)) {
		return fmt.Sprintf("“%s”请把序号一个个写出来，如 27, 28, 29", short(n.Value))
	}
	return fmt.Sprintf("“%s”不是指标的序号，应当是 1 至 %d 的整数%s", short(n.Value), indicatorCount, advice(n))
}

// settledAnswer is an answer in its canonical form, "" with a fault where the
// indicator has no such answer.
func (r *reader) settledAnswer(n *yaml.Node, indicator *Indicator) string {
	text := r.text(n, "answers")
	if text == "" || !indicator.answerable() { // noted already
		return ""
	}
	if canonical, ok := indicator.Settled(text); ok {
		return canonical
	}
	r.fault(n, "第 %d 项“%s”没有“%s”这个答案，应当是%s", indicator.Number, indicator.Name, short(text), indicator.accepts())
	return ""
}

// Settled is an answer to the indicator, given as a rules file writes it (an
// accepted form of an answer, a percentage such as 95%, or the number), in
// its canonical form; false where the indicator has no such answer.
func (n *Indicator) Settled(text string) (string, bool) {
	switch n.Kind {
	case Choice:
		for _, answer := range n.Answers {
			if slices.ContainsFunc(append([]string{answer.Text}, answer.Also...), func(form string) bool { return fold.Key(form) == fold.Key(text) }) {
				return answer.Text, true
			}
		}
	case Rate:
		number, isPercent := strings.CutSuffix(fold.Key(text), "%")
		rate, ok := points.ParseDecimal(number)
		rate = rate.Shift(-2)
		least, most := n.limits()
		return rate.Percent(), isPercent && ok && rate.Compare(least) >= 0 && rate.Compare(most) <= 0
	case Number, Measure:
		p, err := points.Parse(fold.Key(text))
		return p.String(), err == nil && p >= n.Range.Min && p <= n.Range.Max && p%n.Range.Step() == 0
	}
	return "", false
}

// answerable reports that what an answer to the indicator is could be read.
func (n *Indicator) answerable() bool {
	switch n.Kind {
	case Choice:
		return len(n.Answers) > 0
	case Rate:
		return true
	}
	return n.Range.Min < n.Range.Max
}

// accepts says in Chinese what an answer to the indicator is.
func (n *Indicator) accepts() string {
	switch n.Kind {
	case Choice:
		var texts []string
		for _, answer := range n.Answers {
			texts = append(texts, "“"+answer.Text+"”")
		}
		return strings.Join(texts, "、") + "之一"
	case Rate:
		return " 0% 至 100% 的百分数，如 95%"
	}
	return " " + n.Range.Min.String() + " 至 " + n.Range.Max.String() + " 的数"
}

// SettledEarns is what an answer that Settled takes earns.
func (n *Indicator) SettledEarns(text string) points.Points {
	switch n.Kind {
	case Choice:
		for _, answer := range n.Answers {
			if answer.Text == text {
				return answer.Points
			}
		}
	case Rate:
		rate, _ := points.ParseDecimal(strings.TrimSuffix(text, "%"))
		return n.Bands[n.BandOf(rate.Shift(-2))].Points
	case Measure:
		value, _ := points.ParseDecimal(text)
		return n.Bands[n.BandOf(value)].Points
	case Number:
		p, _ := points.Parse(text)
		return p
	}
	return 0
}
