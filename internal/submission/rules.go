package submission

import (
	"slices"

	"credit/internal/finding"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// rules are the rules by which somebody's answers are read.
type rules struct {
	rubric    *rubric.Rubric
	questions []*question
}

// everyRules are the rules of all counties: what a school may write depends on
// the overlays of its county (article 21).
type everyRules struct {
	rubric *rubric.Rubric
	known  map[*rubric.Rubric]*rules
}

func newEveryRules(r *rubric.Rubric) everyRules {
	all, known, met := everyRules{r, map[*rubric.Rubric]*rules{}}, formsKnown{}, newTexts()
	for _, variant := range r.Variants() {
		own := &rules{rubric: variant}
		for i := range variant.Indicators {
			own.questions = append(own.questions, newQuestion(&variant.Indicators[i], known, met))
		}
		all.known[variant] = own
	}
	return all
}

// of are the rules for the people of a county, by index.
func (all everyRules) of(county int) *rules { return all.known[all.rubric.For(county)] }

// stand reports that a cell answers the indicator (by index) under the rules
// of some county; 不适用 does where one allows it to somebody.
func (all everyRules) stand(indicator int, cell sheet.Cell) bool {
	for _, own := range all.known {
		q := own.questions[indicator]
		r := q.read(&cell)
		if r.Stands || r.code == finding.NotApplicable && len(q.indicator.NotApplicable) > 0 {
			return true
		}
	}
	return false
}

// excuse lets 不适用 stand for somebody for whom the rules allow it (reading 8).
func (q *question) excuse(r *reply, who rubric.Staff) *reply {
	if r.code != finding.NotApplicable {
		return r
	}
	if rule := q.indicator.NotApplicableTo(who); rule != nil {
		return &reply{Answer: Answer{Given: r.Given, Stands: true, NotApplicable: rule}}
	}
	return r
}

// whose says for whom 不适用 is allowed, where it is not for this one.
func (q *question) whose(words finding.Words, who rubric.Staff) {
	whom := q.indicator.Whom()
	if whom == "" {
		return
	}
	is := "这个人没有填岗位"
	if who.Post != "" {
		is = "这个人的岗位是“" + shownValue(who.Post) + "”"
	}
	if slices.ContainsFunc(q.indicator.NotApplicable, func(rule rubric.NotApplicable) bool { return len(rule.Schools) > 0 }) {
		is += "，学校是“" + shownValue(who.School) + "”"
	}
	words["message"] = aboutIndicator(q.indicator) + "填了“" + NotApplicable + "”，细则只允许" + whom + "这样填，" + is
	words["hint"] = "岗位或学校填错、没有填的，请改正那一列；否则请按实际情况填" + Allowed(q.indicator)
}

// checkRest holds back somebody to whom nothing of a section applies that is to
// be taken in proportion: there is no proportion of nothing.
func (s *sheetReading) checkRest(e *Entry) {
	rest, last := make([]points.Points, len(e.Rubric.Sections)), make([]int, len(e.Rubric.Sections))
	for i := range e.Answers {
		rule, section := e.Answers[i].NotApplicable, e.Rubric.SectionOf(i)
		if rule == nil || rule.Earns != rubric.EarnsProrated {
			rest[section] += e.Rubric.Indicators[i].Points
			continue
		}
		last[section] = i
	}
	for section, left := range rest {
		if left > 0 {
			continue
		}
		n, name := &e.Rubric.Indicators[last[section]], e.Rubric.Sections[section].Name
		f := s.fault(e, finding.NotApplicable, s.columns[last[section]], shownValue(e.Answers[last[section]].Given), finding.Words{
			"message": "“" + name + "”各项都填了“" + NotApplicable + "”，一项不剩，没有可以按比例的",
			"hint":    "请至少有一项按实际情况填；确实都不适用的，请报主管教育部门修改细则",
		})
		f.Indicator = n.Number
	}
}

// staff is who the practitioner is.
func (e *Entry) staff() rubric.Staff {
	return rubric.Staff{Post: e.Practitioner.Post, School: e.Practitioner.School}
}
