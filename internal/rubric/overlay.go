package rubric

import (
	"slices"
	"strings"

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

// Staff is who somebody is as far as 不适用 depends on it: the 岗位 and the
// school.
type Staff struct{ Post, School string }

// NotApplicable says for whom 不适用 is an answer to an indicator, and what it
// then earns (reading 8).
type NotApplicable struct {
	// Posts are the 岗位, any of them where there are none; Schools are words
	// of which one stands in the school's name (幼儿园), any school where there
	// are none.
	Posts, Schools []string
	Earns          Earns
	Clause         string
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
	// Post is the 岗位 of such people, School a word of their schools' names
	// (empty for any): by them 不适用 is allowed.
	Post, School string
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
// for somebody, nil where it is none. The overlay that was laid last prevails.
func (n *Indicator) NotApplicableTo(who Staff) *NotApplicable {
	for i := len(n.NotApplicable) - 1; i >= 0; i-- {
		if n.NotApplicable[i].isFor(who) {
			return &n.NotApplicable[i]
		}
	}
	return nil
}

func (a *NotApplicable) isFor(who Staff) bool {
	post, school := fold.Key(who.Post), fold.Key(who.School)
	is := func(text string) bool { return fold.Key(text) == post }
	names := func(text string) bool { return strings.Contains(school, fold.Key(text)) }
	return (len(a.Posts) == 0 || slices.ContainsFunc(a.Posts, is)) && (len(a.Schools) == 0 || slices.ContainsFunc(a.Schools, names))
}

// Someone is somebody the rule is for.
func (a *NotApplicable) Someone() (who Staff) {
	if len(a.Posts) > 0 {
		who.Post = a.Posts[0]
	}
	if len(a.Schools) > 0 {
		who.School = a.Schools[0]
	}
	return who
}

// Whom says in Chinese for whom the rule is: 岗位为“保育员”的人.
func (a *NotApplicable) Whom() string {
	var parts []string
	if len(a.Schools) > 0 {
		parts = append(parts, "学校名称里有"+quotedList(a.Schools)+"、")
	}
	if len(a.Posts) > 0 {
		parts = append(parts, "岗位为"+quotedList(a.Posts)+"、")
	}
	return strings.TrimSuffix(strings.Join(parts, ""), "、") + "的人"
}

// Whom says for whom 不适用 is an answer to the indicator, empty where it is for
// nobody.
func (n *Indicator) Whom() string {
	var all []string
	for i := range n.NotApplicable {
		if whom := n.NotApplicable[i].Whom(); !slices.Contains(all, whom) {
			all = append(all, whom)
		}
	}
	return strings.Join(all, "，或")
}

// quotedList writes “甲”或“乙”.
func quotedList(texts []string) string { return "“" + strings.Join(texts, "”或“") + "”" }

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

// ListedBy are the overlays (indices into Overlays) by which the county whose
// people are judged by r is on the list of counties at all.
func (r *Rubric) ListedBy() []int { return r.listedBy }

// ChangedBy are the overlays (indices into Overlays) that changed the rules of
// an indicator, by number, for the people of r.
func (n *Indicator) ChangedBy() []int { return n.overlays }
