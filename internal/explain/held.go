package explain

import (
	"cmp"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/submission"
)

// Held is why somebody has no grade, and what the answers that stand would
// earn. It is no grade: nobody is graded on what is left.
type Held struct {
	// Reasons are the kinds of what holds back (未评分原因).
	Reasons []string
	// Obstacles are what to mend, in the order of the workbook; Unplaced are
	// the reasons for which it lists no cell.
	Obstacles []graded.Finding
	Unplaced  []string
	// Sections are what stands so far, in the rubric's order; Sum is all of
	// them together.
	Sections []Standing
	Sum      Standing
	// Open are the indicators whose answer does not stand, by indicator.
	Open []*rubric.Indicator
	// MayLeave are by Open the rules by which 不适用 would be an answer, nil for
	// none.
	MayLeave []*rubric.NotApplicable
	// NoOverlays says that no county's own rules were taken because the county
	// is unknown, though there are some.
	NoOverlays bool

	// least and most are the results of the worst and the best answers to what
	// is open.
	least, most *result.Result
}

// Standing is what the answers of a section that stand earn.
type Standing struct {
	Name string
	// Earned is of Answered indicators out of Asked; LeftOut are those that do
	// not apply by the answer and the county's own rules, which are not asked.
	Earned                   points.Points
	Answered, Asked, LeftOut int
	// Least and Most are what the section can come to with any answers to the
	// others, by the appendix alone.
	Least, Most points.Points
	// AdjustedLeast and AdjustedMost are what counts where something does not
	// apply, or could be answered so; nil elsewhere.
	AdjustedLeast, AdjustedMost *points.Fraction
	// Rule is the floor of direct grading, nil where there is none.
	Rule *rubric.DirectRule
}

// heldOf says why somebody was held back.
func heldOf(r *rubric.Rubric, p *graded.Person, answers []string, from Origin) *Held {
	h := &Held{Reasons: strings.FieldsFunc(practitioner.MaskWithin(p.Reasons), func(c rune) bool { return c == '、' })}
	doubt := map[int]bool{} // by number: the answers that an error is about
	for i := range from.Findings {
		f := &from.Findings[i]
		if f.HoldsBack() && f.Concerns(p.Source) {
			h.Obstacles = append(h.Obstacles, *f)
			doubtful(r, f, doubt)
		}
	}
	for _, reason := range h.Reasons {
		if !slices.ContainsFunc(h.Obstacles, func(f graded.Finding) bool { return f.Title == reason }) {
			h.Unplaced = append(h.Unplaced, reason)
		}
	}
	h.stand(r, rubric.Staff{Post: p.Post, School: p.School}, answers, doubt)
	return h
}

// doubtful notes the indicators whose answers cannot be relied on for a finding:
// the one it is about, or those whose columns it names. Columns that are
// mixed up without any being named, below a second header, make all doubtful.
func doubtful(r *rubric.Rubric, f *graded.Finding, doubt map[int]bool) {
	if f.Indicator > 0 {
		doubt[f.Indicator] = true
		return
	}
	if !f.HoldsSheet() {
		return
	}
	named := false
	for i := range r.Indicators {
		if strings.Contains(f.Message+f.Hint, "“"+r.Indicators[i].Label()+"”") {
			doubt[r.Indicators[i].Number], named = true, true
		}
	}
	for i := range r.Indicators {
		if f.Code == finding.ColumnMismatch && !named {
			doubt[r.Indicators[i].Number] = true
		}
	}
}

// stand adds up what stands.
func (h *Held) stand(r *rubric.Rubric, who rubric.Staff, answers []string, doubt map[int]bool) {
	h.Sections = standingsOf(r)
	recall, b := submission.NewRecall(r).Of(-1, who), newBounds(r, who)
	for i := range r.Indicators {
		n, s := &r.Indicators[i], &h.Sections[r.SectionOf(i)]
		switch answer := recall.Written(i, answers[i]); {
		case doubt[n.Number] || !answer.Stands:
			s.add(b.open(i))
			h.Open, h.MayLeave = append(h.Open, n), append(h.MayLeave, b.mayLeave[i])
		case answer.NotApplicable != nil:
			b.left[i] = answer.NotApplicable
			s.LeftOut++
		default:
			earned, _ := answer.Earns(n)
			b.least[i], b.most[i] = earned, earned
			s.Earned, s.Answered = s.Earned+earned, s.Answered+1
			s.add(earned, earned)
		}
	}
	for _, s := range h.Sections {
		h.Sum.Earned, h.Sum.Least, h.Sum.Most = h.Sum.Earned+s.Earned, h.Sum.Least+s.Least, h.Sum.Most+s.Most
		h.Sum.Answered, h.Sum.Asked, h.Sum.LeftOut = h.Sum.Answered+s.Answered, h.Sum.Asked+s.Asked, h.Sum.LeftOut+s.LeftOut
	}
	h.bound(b)
}

// standingsOf are the sections, with their floors.
func standingsOf(r *rubric.Rubric) []Standing {
	sections := make([]Standing, len(r.Sections))
	for i, s := range r.Sections {
		sections[i].Name = s.Name
	}
	for i := range r.Direct.Rules {
		sections[r.Direct.Rules[i].Section].Rule = &r.Direct.Rules[i]
	}
	return sections
}

// add adds an indicator that is asked.
func (s *Standing) add(least, most points.Points) {
	s.Least, s.Most, s.Asked = s.Least+least, s.Most+most, s.Asked+1
}

// rangeOf is the least and the most that an answer to an indicator can earn.
func rangeOf(n *rubric.Indicator) (least, most points.Points) {
	if n.Kind == rubric.Number {
		return n.Range.Min, n.Points
	}
	return slices.MinFunc(n.Earnings(), cmp.Compare[points.Points]), n.Points
}
