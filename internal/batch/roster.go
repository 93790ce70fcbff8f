package batch

import (
	"fmt"
	"strings"

	"credit/internal/finding"
	"credit/internal/practitioner"
	"credit/internal/roster"
)

// attendee is a practitioner who was submitted, kept for the roster.
type attendee struct {
	practitioner.Practitioner
	valid bool
	place finding.Place
	blank bool
}

// keep copies what the roster needs of a practitioner who is read over.
func keep(p practitioner.Practitioner) practitioner.Practitioner {
	return practitioner.Practitioner{
		County: strings.Clone(p.County), CountyIndex: p.CountyIndex, School: strings.Clone(p.School),
		Name: strings.Clone(p.Name), Document: strings.Clone(p.Document), ID: practitioner.NewID(strings.Clone(p.ID.Reveal())),
	}
}

// MatchRoster says who of the roster was submitted and who was not; nil where
// no roster was given.
func (r *Run) MatchRoster() *roster.Report {
	if r.Roster == nil {
		return nil
	}
	match := r.Roster.NewMatch()
	for _, f := range r.Outcomes {
		for i := range f.attended {
			one := &f.attended[i]
			at := fmt.Sprintf("%s 第 %d 行", one.place.Sheet, one.place.Row)
			if one.blank {
				match.SawBlank(&one.Practitioner, one.valid, f.Label, at)
				continue
			}
			match.Saw(&one.Practitioner, one.valid, f.Label, at)
		}
	}
	report := match.Report()
	return &report
}
