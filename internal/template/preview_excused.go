package template

import (
	"fmt"

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

// newPostForms are the posts for which 不适用 is an answer to an indicator, with
// what it comes to; nil where there are none.
func newPostForms(n *rubric.Indicator) *answerForms {
	posts := n.Posts()
	if len(posts) == 0 {
		return nil
	}
	f := &answerForms{earned: map[string]points.Points{}, width: len(asRuled.Fixed())}
	for _, post := range posts {
		comesTo := asRuled
		if n.NotApplicableTo(post).Earns == rubric.EarnsZero {
			comesTo = asLiteral
		}
		for _, spelling := range spellings(post) {
			f.add(spelling, comesTo)
		}
	}
	return f
}

// postForms is what must stand in the hidden cell that the preview looks the
// posts of an indicator up in; empty where it has none.
func postForms(n *rubric.Indicator) string {
	if f := newPostForms(n); f != nil {
		return f.list
	}
	return ""
}

// addExcused adds the columns that say where 不适用 is an answer; none without
// rules that allow it.
func (p *preview) addExcused() {
	p.excused = make([]int, len(p.posts))
	var columns []int
	for i, posts := range p.posts {
		if posts == nil {
			continue
		}
		if p.postText == 0 {
			post := cell(p.grid.post)
			p.postText = p.addText("岗位文字", textIn(post, typed(post)), func(s *standing) string { return s.post })
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
	found := p.posts[i].lookUp(cell(p.postText), p.grid.posts(i))
	return call("IF", isIt, call("IFERROR", found, `""`), `""`)
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

// excusedBy says what excuse says of an answer's cell and a post.
func (p *preview) excusedBy(i int, cell sheet.Value, post string) (comesTo points.Points, excused bool) {
	text, _ := cell.Text()
	if p.posts[i] == nil || asTyped(text) != submission.NotApplicable {
		return 0, false
	}
	comesTo, excused = p.posts[i].earned[post]
	return comesTo, excused
}
