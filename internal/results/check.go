package results

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/score"
	"credit/internal/submission"
)

// mostFaults bounds the rows that a refusal names.
const mostFaults = 20

// checker holds what a workbook says of its people against its rubric: every
// answer must earn the points beside it, and these must add up to the
// sections, the total and the grade (article 13). A workbook in which that
// does not hold was changed by hand, and counts for nobody.
type checker struct {
	rubric *rubric.Rubric
	// known is false where the rubric is only of the same name and edition.
	known  bool
	recall *submission.Recall
	earned []points.Points
	rules  []int
	memory memory
	// judged are the rules that the person who is checked is judged by,
	// earnings what is known by them; left are the rules by which indicators do
	// not apply to that person.
	judged   *rubric.Rubric
	earnings [][]earning
	left     []*rubric.NotApplicable
	// sources are the rows of those held back.
	sources map[string]bool
	faults  []Fault
	more    int
}

// Fault is one thing that does not agree within a workbook. Row is 0 where the
// sheet as a whole is meant.
type Fault struct {
	Sheet string
	Row   int
	// Name is who stands in the row, Text what is wrong, in Chinese; ID numbers
	// are masked.
	Name, Text string

	id practitioner.ID
}

// line is the fault with its place.
func (f *Fault) line() string {
	if f.Row == 0 {
		return fmt.Sprintf("“%s”表%s", f.Sheet, f.Text)
	}
	return fmt.Sprintf("“%s”表第 %d 行 %s（%s）：%s", f.Sheet, f.Row, f.Name, f.id, f.Text)
}

// AlteredError says that a workbook does not agree with itself: More are
// faults that are not listed.
type AlteredError struct {
	Faults []Fault
	More   int
	advice string
}

// Error is every fault on a line, then what to do.
func (e *AlteredError) Error() string {
	var lines []string
	for i := range e.Faults {
		lines = append(lines, e.Faults[i].line())
	}
	if e.More > 0 {
		lines = append(lines, fmt.Sprintf("……另有 %d 处", e.More))
	}
	return strings.Join(append(lines, e.advice), "\n")
}

func newChecker(b *Book, recall *submission.Recall) *checker {
	n := len(b.Rubric.Indicators)
	return &checker{
		rubric: b.Rubric, known: b.Rubric.SHA256 == b.Stamp.SHA256, recall: recall,
		earned: make([]points.Points, n), rules: make([]int, n), sources: map[string]bool{}, memory: newMemory(b.Rubric),
	}
}

// own reads the answers of a person.
func (c *checker) own(p *graded.Person) *submission.Recall {
	return c.recall.Of(p.CountyIndex, rubric.Staff{Post: p.Post, School: p.School})
}

// result is what a person earned, nil for those held back and for those with
// whom something is wrong.
func (c *checker) result(p *graded.Person) *result.Result {
	if rules := c.rubric.For(p.CountyIndex); rules != c.judged {
		c.judged, c.earnings = rules, c.memory.of(rules)
	}
	c.left = nil
	if !p.Graded {
		c.held(p)
		c.corrections(p)
		return nil
	}
	before := len(c.faults) + c.more
	c.identity(p)
	for i := range c.rubric.Indicators {
		c.answer(p, i)
	}
	res := score.Sum(c.judged, c.earned, c.rules, c.left)
	for i, section := range res.Sections {
		c.same(p, c.rubric.Sections[i].Name, p.Sections[i], section)
	}
	c.same(p, "综合得分", p.Total, res.Total)
	c.grades(p, res)
	c.corrections(p)
	if len(c.faults)+c.more > before {
		return nil
	}
	return res
}

// identity holds what was read of who somebody is: nobody is graded without
// it, and both sheets say the same.
func (c *checker) identity(p *graded.Person) {
	blame := func(format string, args ...any) { c.blame(graded.ResultSheet, p.Row, p, format, args...) }
	if p.PointsName != p.Name {
		blame("姓名与“%s”表第 %d 行的“%s”不一致", graded.PointsSheet, p.PointsRow, practitioner.MaskWithin(p.PointsName))
	}
	if p.PointsPost != p.Post {
		blame("岗位“%s”与“%s”表第 %d 行的“%s”不一致", practitioner.MaskWithin(p.Post), graded.PointsSheet, p.PointsRow, practitioner.MaskWithin(p.PointsPost))
	}
	if p.CountyIndex < 0 {
		blame("县（市）区“%s”不在名单上", practitioner.MaskWithin(p.County))
	}
	if p.School == "" || p.Name == "" {
		blame("没有学校或姓名")
	}
	if p.ID.IsZero() || p.Document == practitioner.ResidentID && p.ID.CheckResident() != practitioner.Sound {
		blame("身份证件号码不对")
	}
}

// held holds the row of somebody who was held back: each row of the submission
// stands there once.
func (c *checker) held(p *graded.Person) {
	if c.sources[p.Source] {
		c.blame(graded.HeldSheet, p.Row, p, "与上面的一行重复（来源都是“%s”）", p.Source)
	}
	c.sources[p.Source] = true
}

// count holds how many people there are against how many were graded and held
// back.
func (c *checker) count(b *Book) {
	for _, one := range []struct {
		sheet, said string
		found       int
	}{{graded.ResultSheet, b.Stamp.Graded, b.rows.graded}, {graded.HeldSheet, b.Stamp.Held, b.rows.held}} {
		if one.said != "" && one.said != strconv.Itoa(one.found) {
			c.faults = append(c.faults, Fault{Sheet: one.sheet, Text: fmt.Sprintf("有 %d 人，评分时写下的是 %s 人：有人被删去或添加", one.found, one.said)})
		}
	}
}

// answer takes the points of one indicator, which must be what its answer
// earns.
func (c *checker) answer(p *graded.Person, i int) {
	known := at(&c.earnings[i], codeOf(p, i))
	if known != nil && known.known && known.points == p.Points[i] {
		c.earned[i], c.rules[i] = known.points, known.rule
		return
	}
	n := &c.judged.Indicators[i]
	c.earned[i], c.rules[i] = p.Points[i], 0
	answer := c.own(p).Written(i, p.Answers[i])
	if !answer.Stands {
		c.blame(graded.PointsSheet, p.PointsRow, p, "第 %d 项填报“%s”不是这一项能填的，表里却有 %s 分",
			n.Number, practitioner.MaskWithin(p.Answers[i]), p.Points[i])
		return
	}
	earned, rule := answer.Earns(n)
	known.remember(answer, earned, rule)
	c.rules[i] = rule
	if answer.NotApplicable != nil {
		if c.left == nil {
			c.left = make([]*rubric.NotApplicable, len(c.earned))
		}
		c.left[i] = answer.NotApplicable
	}
	if earned != p.Points[i] {
		c.blame(graded.PointsSheet, p.PointsRow, p, "第 %d 项填报“%s”应得 %s 分，表里是 %s 分",
			n.Number, practitioner.MaskWithin(p.Answers[i]), earned, p.Points[i])
	}
}

// same holds a sum against what stands.
func (c *checker) same(p *graded.Person, what string, stands, sum points.Points) {
	if stands != sum {
		c.blame(graded.ResultSheet, p.Row, p, "%s是 %s，各项得分之和是 %s", what, stands, sum)
	}
}

// grades holds the grades against the sums.
func (c *checker) grades(p *graded.Person, res *result.Result) {
	if p.GradeByTotal != res.GradeByTotal {
		what := "综合得分"
		if res.Adjusted != nil {
			what = "折算总分"
		}
		c.blame(graded.ResultSheet, p.Row, p, "总分等级是“%s”，%s %s 应为 %s", p.GradeByTotal, what, res.Counts(), res.GradeByTotal)
	}
	direct := res.DirectNames(c.rubric)
	if !slices.Equal(p.Direct, direct) {
		c.blame(graded.ResultSheet, p.Row, p, "直接判级是“%s”，按各一级指标得分应为“%s”", strings.Join(p.Direct, "、"), strings.Join(direct, "、"))
	}
	if p.Grade != res.Grade {
		c.blame(graded.ResultSheet, p.Row, p, "信用等级是“%s”，应为 %s", p.Grade, res.Grade)
	}
	if !p.Overlaid.Same(graded.OverlaidOf(c.rubric, res)) {
		c.blame(graded.ResultSheet, p.Row, p, "适用细则、不适用和折算的几列与逐项填报不一致")
	}
}

func (c *checker) blame(sheet string, row int, p *graded.Person, format string, args ...any) {
	if len(c.faults) == mostFaults {
		c.more++
		return
	}
	c.faults = append(c.faults, Fault{Sheet: sheet, Row: row, Name: practitioner.MaskWithin(p.Name), Text: fmt.Sprintf(format, args...), id: p.ID})
}

// verdict is the fault of the workbook, with every row that does not hold.
func (c *checker) verdict() error {
	if len(c.faults) == 0 {
		return nil
	}
	advice := "评分以后被改动过；请用 credit score 重新评分，不要在评分工作簿里手工改动"
	if !c.known {
		advice = "评分时用的评分标准文件与现在的不同（或者评分以后被改动过）；请用 --rubric 给出当时的文件"
	}
	return &AlteredError{c.faults, c.more, advice}
}
