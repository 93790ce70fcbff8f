package rubric

import (
	"slices"

	"credit/internal/fold"
)

// Overlay is a county's own rules (article 21), laid over a rubric: it changes
// only what it names, for the people of its county.
type Overlay struct {
	ID, Edition, Title string
	// County is the county whose rules they are, by its name in the rubric.
	County string
	// Document is the number of the document that the rules stand in.
	Document string
	Issuers  []string
	// Issued, Effective and Until are dates, YYYY-MM-DD; Until, the last day
	// in force, is empty where there is none.
	Issued, Effective, Until string
	// Changes are what it changes, in the order of the file.
	Changes []Change
	// Text is the file's bytes, not to be changed; SHA256 is their digest, in
	// hex.
	Text   []byte
	SHA256 string
}

// Change is one thing that an overlay changes, in Chinese, with its clause.
type Change struct {
	// Indicator is the number of the indicator, 0 where none is meant.
	Indicator    int
	Clause, Text string
}

// Earns is what an indicator earns that does not apply to somebody
// (reading 8).
type Earns string

// What 不适用 may earn.
const (
	EarnsFull     Earns = "full"     // the full points
	EarnsZero     Earns = "zero"     // none
	EarnsProrated Earns = "prorated" // as much as the rest of its section, in proportion
)

// NoRule is the answer or band that an indicator met which does not apply.
const NoRule = -1

// NotApplicable says for which posts 不适用 is an answer to an indicator, and
// what it then earns (reading 8).
type NotApplicable struct {
	Posts  []string
	Earns  Earns
	Clause string
	// Overlay is the index into Rubric.Overlays of the rules that allow it.
	Overlay int
}

// Profile is a kind of staff and school that the rules describe, so that what
// it can reach may be seen before anybody is graded; nobody is graded by it.
type Profile struct {
	Name   string
	Clause string
	// County is the county whose overlay describes it, empty for the rubric's.
	County string
	// Post is the 岗位 of such people, by which 不适用 is allowed.
	Post string
	// Without are the numbers of the indicators that do not apply to them:
	// they earn nothing, or what an overlay says.
	Without []int
	// Answers are those that are settled, by number of the indicator: an
	// answer, or a rate or number as a submission would have it.
	Answers map[int]string
}

// For is the rubric by which the people of a county (by index into
// Counties.Names, -1 for an unknown one) are judged: r itself, or r with the
// county's overlays laid over it. All of them have the same sections, groups
// and indicators, by name and in the same order; what an answer earns differs.
// Its ID and Edition name the overlays that are laid over it.
func (r *Rubric) For(county int) *Rubric {
	switch own := r.counties[county]; {
	case own != nil:
		return own
	case r.plain != nil:
		return r.plain
	}
	return r
}

// Variants are the rubrics that For can give, each once: that of everyone who
// has no overlay first, then those of the counties, in their order.
func (r *Rubric) Variants() []*Rubric {
	all := []*Rubric{r.For(-1)}
	for i := range r.Counties.Names {
		if own := r.counties[i]; own != nil {
			all = append(all, own)
		}
	}
	return all
}

// AllowsNotApplicable reports rules under which 不适用 is an answer somewhere.
func (r *Rubric) AllowsNotApplicable() bool {
	for _, one := range r.Variants() {
		for i := range one.Indicators {
			if len(one.Indicators[i].NotApplicable) > 0 {
				return true
			}
		}
	}
	return false
}

// NotApplicableTo is the rule by which 不适用 is an answer to the indicator
// for people of a post, nil where it is none. The overlay that was laid last
// prevails.
func (n *Indicator) NotApplicableTo(post string) *NotApplicable {
	if len(n.NotApplicable) == 0 || fold.IsBlank(post) {
		return nil
	}
	post = fold.Key(post)
	for i := len(n.NotApplicable) - 1; i >= 0; i-- {
		for _, one := range n.NotApplicable[i].Posts {
			if fold.Key(one) == post {
				return &n.NotApplicable[i]
			}
		}
	}
	return nil
}

// Posts are the posts for which 不适用 is an answer to the indicator, each
// once.
func (n *Indicator) Posts() (posts []string) {
	for _, rule := range n.NotApplicable {
		for _, post := range rule.Posts {
			if !slices.Contains(posts, post) {
				posts = append(posts, post)
			}
		}
	}
	return posts
}

// Text says what 不适用 earns.
func (e Earns) Text() string {
	switch e {
	case EarnsFull:
		return "按满分计"
	case EarnsProrated:
		return "按比例计（本一级指标其余各项的得分率）"
	}
	return "按零分计"
}

// Short is Text in a word.
func (e Earns) Short() string {
	switch e {
	case EarnsFull:
		return "满分"
	case EarnsProrated:
		return "按比例"
	}
	return "零分"
}

// Name is how papers call the overlay: its title with its document number.
func (o *Overlay) Name() string { return "《" + o.Title + "》（" + o.Document + "）" }

// ChangedBy are the overlays (indices into Overlays) that changed the rules of
// an indicator, by number, for the people of r.
func (n *Indicator) ChangedBy() []int { return n.overlays }
