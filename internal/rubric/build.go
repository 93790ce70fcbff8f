package rubric

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"credit/internal/points"
)

// places remembers where things stand in the file, for the self-check.
type places struct {
	root, grades, direct, counties *yaml.Node
	sections, groups, indicators   []*yaml.Node
	gradeLines                     []*yaml.Node
}

func label(number int, name string) string { return fmt.Sprintf("%d.%s", number, name) }

func sortedByNumber(readings []Reading) []Reading {
	slices.SortFunc(readings, func(a, b Reading) int { return cmp.Compare(a.Number, b.Number) })
	return readings
}

// rubric reads the whole file.
func (r *reader) rubric(root *yaml.Node) (*Rubric, *places) {
	at := &places{root: root}
	o := r.object(root)
	rubric := &Rubric{
		ID: o.text("id"), Edition: o.text("edition"),
		Title: o.text("title"), Appendix: o.text("appendix"), Document: o.text("document"),
		Issued: r.date(o, "issued"), Effective: r.date(o, "effective"), Until: r.until(o),
		Points: o.points("points"), Clause: o.text("clause"),
	}
	rubric.Issuers = o.texts("issuers", o.list("issuers"))
	r.notice(o, rubric)
	r.grading(o, rubric, at)
	sets := r.answerSets(o)
	r.sections(o, rubric, sets, at)
	r.direct(o, rubric, at)
	r.rights(o, rubric)
	r.guards(o, rubric)
	r.counties(o, rubric, at)
	for _, n := range o.optionalList("readings") {
		line := r.object(n)
		rubric.otherReadings = append(rubric.otherReadings,
			Reading{line.whole("number"), line.text("clause"), line.text("text")})
		line.done()
	}
	rubric.Profiles = r.profiles(o, rubric)
	o.done()
	return rubric, at
}

func (r *reader) date(o *object, name string) string {
	text := o.text(name)
	if text == "" {
		return ""
	}
	if !isDate(text) {
		r.fault(o.named[name], "“%s”应当是日期，如 2024-11-14，而不是“%s”", name, text)
	}
	return text
}

func isDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// until reads the last day in force, which may be left out.
func (r *reader) until(o *object) string {
	switch n := o.optional("until"); {
	case n == nil:
		return ""
	case n.Tag == "!!null":
		r.fault(n, "%s应当是日期，如 2028-12-31；没有就删去这一行", called("until"))
		return ""
	}
	until, effective := r.date(o, "until"), o.named["effective"]
	if effective == nil || !isDate(until) || !isDate(effective.Value) { // noted already
		return until
	}
	if until < effective.Value {
		r.fault(o.named["until"], "最后一天 %s 早于施行日期 %s", until, effective.Value)
	}
	return until
}

func (r *reader) reading(o *object) *Reading {
	n := o.optional("reading")
	if n == nil {
		return nil
	}
	line := r.object(n)
	defer line.done()
	return &Reading{Number: line.whole("number"), Text: line.text("text")}
}

func (r *reader) notice(o *object, rubric *Rubric) {
	if n := o.need("notice"); n != nil {
		line := r.object(n)
		rubric.Notice = Notice{line.text("text"), line.text("clause")}
		line.done()
	}
}

func (r *reader) grading(o *object, rubric *Rubric, at *places) {
	n := o.need("grading")
	if n == nil {
		return
	}
	grading := r.object(n)
	defer grading.done()
	rubric.GradesClause = grading.text("clause")
	rubric.GradesReading = r.reading(grading)
	at.grades = n
	for _, n := range grading.list("grades") {
		line := r.object(n)
		rubric.Grades = append(rubric.Grades, Grade{
			Grade: line.text("grade"), Name: line.text("name"), AlsoNamed: line.text("also_named"),
			From: line.optionalPoints("from"), Below: line.optionalPoints("below"), Clause: line.text("clause"),
		})
		at.gradeLines = append(at.gradeLines, n)
		line.done()
	}
}

func (r *reader) direct(o *object, rubric *Rubric, at *places) {
	n := o.need("direct")
	if n == nil {
		return
	}
	direct := r.object(n)
	defer direct.done()
	at.direct = n
	rubric.Direct = Direct{Grade: direct.text("grade"), Clause: direct.text("clause"), Reading: r.reading(direct)}
	for _, n := range direct.list("rules") {
		line := r.object(n)
		name := line.text("section")
		rule := DirectRule{
			Section: slices.IndexFunc(rubric.Sections, func(s Section) bool { return s.Name == name }),
			Below:   line.points("below"), Clause: line.text("clause"), Reading: r.reading(line),
		}
		switch {
		case rule.Section >= 0:
			r.checkRule(rubric, rule, n)
		case name != "":
			r.fault(line.named["section"], "直接判级的“%s”不是任何一级指标", name)
		}
		line.done()
		rubric.Direct.Rules = append(rubric.Direct.Rules, rule)
	}
	slices.SortStableFunc(rubric.Direct.Rules, func(a, b DirectRule) int { return cmp.Compare(a.Section, b.Section) })
}

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

func (r *reader) sections(o *object, rubric *Rubric, sets map[string]answerSet, at *places) {
	for _, n := range o.list("sections") {
		line := r.object(n)
		section := Section{Name: line.text("name"), Points: line.points("points"),
			Clause: line.text("clause"), Reading: r.reading(line)}
		if slices.ContainsFunc(rubric.Sections, func(s Section) bool { return s.Name == section.Name }) {
			r.fault(n, "一级指标“%s”重复出现", section.Name)
		}
		for _, n := range line.list("groups") {
			section.Groups = append(section.Groups, len(rubric.Groups))
			r.group(n, rubric, sets, at)
		}
		line.done()
		rubric.Sections = append(rubric.Sections, section)
		at.sections = append(at.sections, n)
	}
}

// group reads one group of the section that is being read.
func (r *reader) group(n *yaml.Node, rubric *Rubric, sets map[string]answerSet, at *places) {
	line := r.object(n)
	defer line.done()
	group := Group{Name: line.text("name"), Points: line.points("points"),
		Clause: line.text("clause"), Reading: r.reading(line), Section: len(rubric.Sections)}
	if slices.ContainsFunc(rubric.Groups, func(g Group) bool { return g.Name == group.Name }) {
		r.fault(n, "二级指标“%s”重复出现", group.Name)
	}
	for _, n := range line.list("indicators") {
		group.Indicators = append(group.Indicators, len(rubric.Indicators))
		indicator := r.indicator(n, sets)
		indicator.Group = len(rubric.Groups)
		rubric.Indicators = append(rubric.Indicators, indicator)
		at.indicators = append(at.indicators, n)
	}
	rubric.Groups = append(rubric.Groups, group)
	at.groups = append(at.groups, n)
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

func (r *reader) counties(o *object, rubric *Rubric, at *places) {
	n := o.need("counties")
	if n == nil {
		return
	}
	counties := r.object(n)
	defer counties.done()
	at.counties = n
	rubric.Counties.Prefixes = counties.texts("prefixes", counties.optionalList("prefixes"))
	rubric.Counties.Unknown = counties.text("unknown")
	rubric.Counties.Clause = counties.optionalText("clause")
	for _, n := range counties.list("names") {
		line := r.object(n)
		rubric.Counties.Names = append(rubric.Counties.Names, County{
			Name: line.text("name"), Code: line.optionalText("code"),
			Also: line.texts("also", line.optionalList("also")),
		})
		line.done()
	}
}

func (r *reader) guards(o *object, rubric *Rubric) {
	n := o.need("guards")
	if n == nil {
		return
	}
	guards := r.object(n)
	defer guards.done()
	if n := guards.need("polarity"); n != nil {
		line := r.object(n)
		polarity := Polarity{Indicators: r.numbers(line, rubric), Answer: line.text("answer"),
			AtLeast: line.whole("at_least"), Clause: line.text("clause"), Reading: r.reading(line)}
		line.need("over")
		if over := line.rate("over"); over != nil {
			percent, exact := over.Shift(2).Points()
			if !exact {
				r.fault(line.named["over"], "“over”应当是百分数，最多两位小数")
			}
			polarity.Over = percent
		}
		rubric.Guards.Polarity = polarity
		line.done()
	}
	if n := guards.need("uniform"); n != nil {
		line := r.object(n)
		rubric.Guards.Uniform = Uniform{line.whole("at_least"), line.text("clause")}
		line.done()
	}
	if n := guards.need("honours"); n != nil {
		line := r.object(n)
		rubric.Guards.Honours = Honours{r.numbers(line, rubric), line.text("clause"), r.reading(line)}
		line.done()
	}
	if n := guards.need("conduct"); n != nil {
		line := r.object(n)
		name := line.text("group")
		group := slices.IndexFunc(rubric.Groups, func(g Group) bool { return g.Name == name })
		if group < 0 && name != "" {
			r.fault(line.named["group"], "“%s”不是任何二级指标", name)
		}
		rubric.Guards.Conduct = Conduct{group, line.text("assessment"), line.text("clause"), r.reading(line)}
		line.done()
	}
}

// numbers reads a list of indicator numbers: those that there are.
func (r *reader) numbers(line *object, rubric *Rubric) []int {
	var numbers []int
	for _, n := range line.list("indicators") {
		if indicator := r.knownIndicator(n, rubric); indicator != nil {
			numbers = append(numbers, indicator.Number)
		}
	}
	return numbers
}

// sumOf adds up the points of what the indices name.
func sumOf(indices []int, of func(int) points.Points) points.Points {
	var sum points.Points
	for _, i := range indices {
		sum += of(i)
	}
	return sum
}
