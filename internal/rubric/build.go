package rubric

import (
	"cmp"
	"fmt"
	"slices"
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
