package explain

import (
	"cmp"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
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
}

// Standing is what the answers of a section that stand earn.
type Standing struct {
	Name string
	// Earned is of Answered indicators out of Asked.
	Earned          points.Points
	Answered, Asked int
	// Least and Most are what the section can come to with any answers to the
	// others.
	Least, Most points.Points
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
	recall := submission.NewRecall(r).Of(-1, who)
	h.Sections = make([]Standing, len(r.Sections))
	for i, s := range r.Sections {
		h.Sections[i].Name = s.Name
	}
	for i := range r.Direct.Rules {
		h.Sections[r.Direct.Rules[i].Section].Rule = &r.Direct.Rules[i]
	}
	for i := range r.Indicators {
		n, s := &r.Indicators[i], &h.Sections[r.SectionOf(i)]
		answer := recall.Written(i, answers[i])
		if doubt[n.Number] || !answer.Stands {
			h.Open = append(h.Open, n)
			least, most := rangeOf(n)
			s.add(0, 0, least, most)
			continue
		}
		earned, _ := answer.Earns(n)
		s.add(earned, 1, earned, earned)
	}
	for _, s := range h.Sections {
		h.Sum.Earned, h.Sum.Least, h.Sum.Most = h.Sum.Earned+s.Earned, h.Sum.Least+s.Least, h.Sum.Most+s.Most
		h.Sum.Answered, h.Sum.Asked = h.Sum.Answered+s.Answered, h.Sum.Asked+s.Asked
	}
}

// add adds an indicator.
func (s *Standing) add(earned points.Points, answered int, least, most points.Points) {
	s.Earned, s.Least, s.Most = s.Earned+earned, s.Least+least, s.Most+most
	s.Answered, s.Asked = s.Answered+answered, s.Asked+1
}

// rangeOf is the least and the most that an indicator can earn.
func rangeOf(n *rubric.Indicator) (least, most points.Points) {
	if n.Kind == rubric.Number {
		return n.Range.Min, n.Points
	}
	return slices.MinFunc(n.Earnings(), cmp.Compare[points.Points]), n.Points
}
