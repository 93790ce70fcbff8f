package summary

import (
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/result"
)

// Filter says which people are counted; empty lists keep everybody.
type Filter struct {
	// Counties are canonical; Schools are as they were asked for; Grades are
	// the rubric's, and keep only people who were graded.
	Counties, Schools, Grades []string
}

// Keeps reports somebody who is counted; res is nil for those held back.
func (f Filter) Keeps(p *practitioner.Practitioner, res *result.Result) bool {
	if len(f.Grades) > 0 && (res == nil || !slices.Contains(f.Grades, res.Grade)) {
		return false
	}
	if len(f.Counties) > 0 && !slices.Contains(f.Counties, p.County) {
		return false
	}
	return len(f.Schools) == 0 || slices.ContainsFunc(f.Schools, func(name string) bool { return fold.Key(name) == fold.Key(p.School) })
}

// Text says in Chinese who is counted, empty for everybody.
func (f Filter) Text() string {
	var parts []string
	for _, one := range []struct {
		what string
		list []string
	}{{"县（市）区", f.Counties}, {"学校", f.Schools}, {"信用等级", f.Grades}} {
		if len(one.list) > 0 {
			parts = append(parts, one.what+" "+practitioner.MaskWithin(strings.Join(one.list, "、")))
		}
	}
	return strings.Join(parts, "；")
}
