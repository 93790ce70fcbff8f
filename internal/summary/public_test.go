package summary_test

import (
	"math/rand/v2"
	"testing"

	"credit/internal/rubric/rubrictest"
	"credit/internal/summary"
)

var distributions = []summary.By{summary.ByCounty, summary.BySchool, summary.ByPost}

// In a publication nothing is told of fewer than five people, neither in a
// figure nor by what the others add up to: few people and many, few counties
// and all of them, some held back.
func TestAPublicationTellsNothingOfFewPeople(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for round := range 25 {
		random := rand.New(rand.NewPCG(9, uint64(round)))
		people := crowd(r, random, 1+random.IntN(120), 1+random.IntN(11), 2+random.IntN(20))
		s := counted(r, people)
		for _, by := range distributions {
			auditDistribution(t, s, by)
		}
		auditParts(t, r, s, people)
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
}
