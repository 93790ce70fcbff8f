package template

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// 不适用 is an answer where the county's own rules allow it to the post
// (reading 8). It then shows the points that the appendix gives, none; a grade
// by anything else than those is for the program: the preview says so instead
// of showing one.

// byOwnRules stands where the preview shows no grade for that reason.
const byOwnRules = "按细则折算"

// What 不适用 comes to: nothing more than its points, or a total that has to be
// adjusted.
const (
	asLiteral points.Points = 0
	asRuled   points.Points = points.Unit
)

// excuseForms are a rule of 不适用 as the preview knows it: for which posts (nil
// for any), in schools with which of these words in their names (none for any),
// and what it comes to.
type excuseForms struct {
	posts   *answerForms
	schools []string
	comesTo points.Points
}

// newExcuses are the rules of an indicator, the one that prevails first.
func newExcuses(n *rubric.Indicator) (list []excuseForms) {
	for _, rule := range slices.Backward(n.NotApplicable) {
		e := excuseForms{comesTo: asRuled}
		if rule.Earns == rubric.EarnsZero {
			e.comesTo = asLiteral
		}
		if len(rule.Posts) > 0 {
			e.posts = &answerForms{earned: map[string]points.Points{}, width: len(asRuled.Fixed())}
			for _, post := range rule.Posts {
				for _, spelling := range spellings(post) {
					e.posts.add(spelling, e.comesTo)
				}
			}
		}
		for _, word := range rule.Schools {
			e.schools = append(e.schools, asTyped(word))
		}
		list = append(list, e)
	}
	return list
}

// list is what must stand in the hidden cell that the preview looks posts up
// in; empty for any post.
func (e *excuseForms) list() string {
	if e.posts == nil {
		return ""
	}
	return e.posts.list
}

// isFor says what applies says of the texts of a row.
func (e *excuseForms) isFor(post, school string) bool {
	known := e.posts == nil
	if !known {
		_, known = e.posts.earned[post]
	}
	return known && (len(e.schools) == 0 || slices.ContainsFunc(e.schools, func(word string) bool { return strings.Contains(school, word) }))
}

// applies is the condition that the k-th rule of indicator i is for who stands
// in the row.
func (p *preview) applies(i, k int) string {
	e := &p.excuses[i][k]
	has := func(text, in string) string { return call("ISNUMBER", call("FIND", text, in)) }
	var conditions []string
	if e.posts != nil {
		conditions = append(conditions, has(inList(cell(p.postText)), p.grid.posts(i, k)))
	}
	var words []string
	for _, word := range e.schools {
		words = append(words, has(quoted(word), cell(p.schoolText)))
	}
	if len(words) > 0 {
		conditions = append(conditions, call("OR", words...))
	}
	return call("AND", conditions...)
}

// addExcused adds the columns that say where 不适用 is an answer; none without
// rules that allow it.
func (p *preview) addExcused() {
	p.excused = make([]int, len(p.excuses))
	var columns []int
	for i, rules := range p.excuses {
		if len(rules) == 0 {
			continue
		}
		if p.postText == 0 {
			post, school := cell(p.grid.post), cell(p.grid.school)
			p.postText = p.addText("岗位文字", textIn(post, typed(post)), func(s *standing) string { return s.post })
			p.schoolText = p.addText("学校文字", textIn(school, typed(school)), func(s *standing) string { return s.school })
		}
		n := &p.rubric.Indicators[i]
		p.excused[i] = p.add(helper(fmt.Sprintf("第%d项不适用", n.Number), sheet.FillCell), p.excuse(i), func(s *standing) sheet.Value {
			return s.answers[i].excuse()
		})
		columns = append(columns, p.excused[i])
	}
	if len(columns) > 0 {
		sum := call("SUM", runs("", columns)...)
		p.adjusted = p.add(helper("折算项数", sheet.CountCell), call("IF", sum+">0", sum, `""`), func(s *standing) sheet.Value {
			if s.adjusted == 0 {
				return sheet.Empty()
			}
			return sheet.CountValue(s.adjusted)
		})
	}
}

// excuse is what 不适用 comes to where it is an answer to indicator i, nothing
// elsewhere.
func (p *preview) excuse(i int) string {
	isIt := call("ISNUMBER", call("FIND", inList(typed(cell(p.grid.answers[i]))), quoted(opening+submission.NotApplicable+closing)))
	comesTo := `""`
	for k := len(p.excuses[i]) - 1; k >= 0; k-- {
		comesTo = call("IF", p.applies(i, k), p.excuses[i][k].comesTo.String(), comesTo)
	}
	return call("IF", isIt, comesTo, `""`)
}

// excusedOr is no points where 不适用 is an answer, else the expression.
func (p *preview) excusedOr(i int, earned string) string {
	if p.excused[i] == 0 {
		return earned
	}
	return call("IF", call("ISNUMBER", cell(p.excused[i])), "0", earned)
}

// unlessRuled is the expression, where no indicator is left out that the
// county's own rules count otherwise than the appendix.
func (p *preview) unlessRuled(shown string) string {
	if p.adjusted == 0 {
		return shown
	}
	return call("IF", call("ISNUMBER", cell(p.adjusted)), quoted(byOwnRules), shown)
}

// isDirect is the condition that a row is graded directly, where the column
// may hold something else too; empty where it may not.
func (p *preview) isDirect(row int) string {
	if p.adjusted == 0 {
		return ""
	}
	direct := "$" + cell(p.directNote)
	return inRow(call("AND", call("LEN", direct)+">0", direct+"<>"+quoted(byOwnRules)), row)
}

// unlessNoted is a note with what it says of 不适用, where that is an answer.
func (p *preview) unlessNoted(note, ofExcused string) string {
	if p.adjusted == 0 {
		return note
	}
	return note + "；" + ofExcused
}

// excusedBy says what excuse says of an answer's cell and who answers.
func (p *preview) excusedBy(i int, cell sheet.Value, post, school string) (comesTo points.Points, excused bool) {
	if text, _ := cell.Text(); asTyped(text) != submission.NotApplicable {
		return 0, false
	}
	for k := range p.excuses[i] {
		if e := &p.excuses[i][k]; e.isFor(post, school) {
			return e.comesTo, true
		}
	}
	return 0, false
}
