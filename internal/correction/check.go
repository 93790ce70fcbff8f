package correction

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/submission"
)

// Met is a practitioner of the submissions whom the list concerns.
type Met struct {
	Name string
	ID   practitioner.ID
	// At says in Chinese where the practitioner stands.
	At string
	// County and Post are those by which the answers are read (article 21): the
	// county's index, -1 for an unknown one.
	County int
	Staff  rubric.Staff
	// Before are the answers as the school wrote them.
	Before []submission.Answer
	// Grades are those before any repair: by the answers as the school wrote
	// them and, where some of them were corrected beside, by the corrected ones.
	// Somebody who is held back has none.
	Grades []string
	// Year is the year of the results, 0 where they do not say.
	Year int
}

// Check holds the list against everybody of the submissions whom it concerns.
// An error is a *Faults: all that is wrong with the list, whatever the submissions
// have to do with it.
func (l *List) Check(met []Met) error {
	people := map[string][]*Met{}
	for i := range met {
		id := met[i].ID.Reveal()
		people[id] = append(people[id], &met[i])
	}
	faults := slices.Clone(l.faults)
	for i := range l.Changes {
		if c := &l.Changes[i]; c.known[idField] {
			faults = append(faults, l.check(c, people[c.ID.Reveal()])...)
		}
	}
	if len(faults) == 0 {
		return nil
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	return &Faults{l.File, faults}
}

// check holds one row against those who bear its ID number. They are several
// where a number stands twice (duplicate-practitioner): the row must fit all.
func (l *List) check(c *Change, people []*Met) []Fault {
	if len(people) == 0 {
		return []Fault{l.nobody(c)}
	}
	for _, p := range people {
		if c.known[nameField] && key(p.Name) != "" && key(c.Name) != key(p.Name) {
			return []Fault{{c.Row, l.columns[nameField],
				fmt.Sprintf("姓名是“%s”，%s里身份证件号码 %s 的人是“%s”", shown(c.Name), p.At, c.ID, shown(p.Name)),
				"请核对姓名和身份证件号码"}}
		}
	}
	for _, p := range people {
		if fault, wrong := l.checkYear(c, p); wrong {
			return []Fault{fault}
		}
		if fault, wrong := l.checkGrade(c, p); wrong {
			return []Fault{fault}
		}
	}
	if !c.known[indicatorField] {
		return nil
	}
	for _, p := range people {
		if fault, wrong := l.checkAnswer(c, p); wrong {
			return []Fault{fault}
		}
	}
	return nil
}

// checkYear refuses a case that was over before the year of the results began:
// it was about another year's, and this year's stand by themselves (article 16).
func (l *List) checkYear(c *Change, p *Met) (f Fault, wrong bool) {
	if c.Decided == 0 || c.Decided >= p.Year {
		return Fault{}, false
	}
	return Fault{c.Row, l.columns[caseField],
		fmt.Sprintf("编号“%s”在 %d 年就办结了，不是 %d 年度评分结果的更正或修复", shown(c.Case), c.Decided, p.Year),
		"请只留这一年度评分结果的更正内容；每个年度的评价各自更新（第十六条）"}, true
}

// checkGrade refuses a repair of somebody whose own grade is none that may be
// repaired, whatever grade the register says (article 18).
func (l *List) checkGrade(c *Change, p *Met) (f Fault, wrong bool) {
	if c.Repair == nil || slices.ContainsFunc(p.Grades, c.Repair.Has) {
		return Fault{}, false
	}
	grade := "没有评出等级"
	if len(p.Grades) > 0 {
		grade = "按评分是 " + strings.Join(p.Grades, "、") + " 级"
	}
	return Fault{c.Row, l.columns[caseField],
		fmt.Sprintf("编号“%s”是信用修复，%s（%s，%s）修复以前%s", shown(c.Case), shown(p.Name), c.ID, p.At, grade),
		fmt.Sprintf("只有 %s可以修复，以评分为准，不以台账写的等级为准（%s）；填报写错的，按更正办理（第十七条）",
			c.Repair.Text(), c.Repair.Clause)}, true
}

// nobody is the fault of a row whose ID number stands in no submission. A
// number may follow rules of its own where another document is named there; one
// that is found nowhere is judged as that of a 居民身份证.
func (l *List) nobody(c *Change) Fault {
	f := Fault{Row: c.Row, Column: l.columns[idField]}
	if defect, remedy := submission.ResidentDefect(c.ID); defect != "" {
		f.Text, f.Remedy = fmt.Sprintf("身份证件号码“%s”%s，本次评分的填报里也没有这个号码", c.ID, defect), remedy
		return f
	}
	f.Text = fmt.Sprintf("本次评分的填报里没有身份证件号码为 %s 的人", c.ID)
	f.Remedy = "请核对号码，并给出这个人所在的填报工作簿"
	return f
}

// checkAnswer holds the old record against what was decided on, and the new
// answer against the old one.
func (l *List) checkAnswer(c *Change, p *Met) (f Fault, wrong bool) {
	own := l.recall.Of(p.County, p.Staff)
	n, old := &own.Rubric().Indicators[c.Indicator], p.Before[c.Indicator]
	has := "空白"
	if old.Given != "" {
		has = "“" + shown(old.Given) + "”"
	}
	if c.known[oldField] && !isBlank(c.said) {
		said, _ := own.Read(c.Indicator, c.said, l.from1904)
		if !said.Same(old, n) {
			return Fault{c.Row, l.columns[oldField],
				fmt.Sprintf("原填报写的是“%s”，%s第 %d 项填的是%s", shown(said.Given), p.At, n.Number, has),
				"请核对更正的是不是这一项；填报没有错的，请改正“原填报”或留空"}, true
		}
	}
	if !c.known[newField] {
		return Fault{}, false
	}
	becomes, refused := own.Read(c.Indicator, c.becomes, l.from1904)
	if !becomes.Stands {
		return Fault{c.Row, l.columns[newField], fmt.Sprintf("%s：%s", p.At, refused.Message()), refused.Hint()}, true
	}
	if becomes.Same(old, n) {
		return Fault{c.Row, l.columns[newField],
			fmt.Sprintf("“更正为”与%s第 %d 项填的%s意思相同，没有更正什么", p.At, n.Number, has),
			"请核对指标和更正后的答案；不需要更正的，删去这一行"}, true
	}
	return Fault{}, false
}
