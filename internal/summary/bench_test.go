package summary_test

import (
	"testing"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/summary"
)

// BenchmarkAdd counts people of a school after people of another, who lose half
// a point here and there.
func BenchmarkAdd(b *testing.B) {
	r := rubrictest.Load(b)
	results := make([]*result.Result, 64)
	for k := range results {
		earned := make([]points.Points, len(r.Indicators))
		for i := range earned {
			earned[i] = r.Indicators[i].Points
			if (i+k)%5 == 0 {
				earned[i] -= points.Unit / 2
			}
		}
		results[k] = score.Sum(r, earned, make([]int, len(earned)), nil)
	}
	people := []practitioner.Practitioner{{School: "第一中学", Post: "专任教师"}, {School: "第二中学", Post: "管理人员", CountyIndex: 1}}
	s := summary.New(r)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Add(&people[i/50%2], results[i%64])
	}
}
