package rules

import (
	"io"

	"credit/internal/points"
	"credit/internal/rubric"
)

type jsonDifference struct {
	Old       jsonName         `json:"old"`
	New       jsonName         `json:"new"`
	SameFile  bool             `json:"same_file"`
	SameRules bool             `json:"same_rules"`
	Changes   []jsonRuleChange `json:"changes"`
}

type jsonName struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
	SHA256  string `json:"sha256"`
}

type jsonRuleChange struct {
	Rule       string         `json:"rule"`
	Of         string         `json:"of,omitempty"`
	Indicators []int          `json:"indicators,omitempty"`
	Part       string         `json:"part"`
	What       string         `json:"what"`
	Scoring    bool           `json:"scoring"`
	Old        *string        `json:"old,omitempty"`
	New        *string        `json:"new,omitempty"`
	OldPoints  *points.Points `json:"old_points,omitempty"`
	NewPoints  *points.Points `json:"new_points,omitempty"`
	Added      []string       `json:"added,omitempty"`
	Removed    []string       `json:"removed,omitempty"`
}

// WriteJSON writes the comparison: old or new is left out where that side says
// nothing.
func (d *Difference) WriteJSON(w io.Writer) error {
	name := func(r *rubric.Rubric) jsonName { return jsonName{r.ID, r.Edition, r.SHA256} }
	out := jsonDifference{Old: name(d.Old), New: name(d.New), SameFile: d.SameFile(), SameRules: len(d.Changes) == 0, Changes: []jsonRuleChange{}}
	for _, c := range d.Changes {
		out.Changes = append(out.Changes, jsonRuleChange{
			Rule: c.Rule, Of: c.Of, Indicators: c.Numbers, Part: c.Part, What: c.What, Scoring: c.Scores,
			Old: c.Old, New: c.New, OldPoints: c.OldPoints, NewPoints: c.NewPoints, Added: c.Added, Removed: c.Removed,
		})
	}
	return encode(w, out)
}
