package score_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/submission"
)

// answered are answers that stand to all indicators, as pick picks below n.
func answered(r *rubric.Rubric, pick func(n int) int) []submission.Answer {
	answers := make([]submission.Answer, len(r.Indicators))
	for i := range r.Indicators {
		n := &r.Indicators[i]
		answers[i].Stands = true
		switch n.Kind {
		case rubric.Rate, rubric.Measure:
			answers[i].Rate = *n.Bands[0].From
		case rubric.Number:
			answers[i].Number = n.Range.Max
		default:
			answers[i].Choice = pick(len(n.Answers))
		}
	}
	return answers
}

// Nothing of one practitioner is left over in the result of the next one.
func TestAScorerForgetsThePractitionerBefore(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	var scorer score.Scorer
	rapid.Check(t, func(t *rapid.T) {
		answers := answered(r, func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "choice") })
		if got, want := scorer.Score(r, answers), score.Score(r, answers); !reflect.DeepEqual(got, want) {
			t.Fatalf("scored %+v, want %+v", got, want)
		}
	})
}

var last *result.Result

// BenchmarkScore scores somebody who lost a point here and there.
func BenchmarkScore(b *testing.B) {
	r := rubrictest.Load(b)
	lowest := 0
	answers := answered(r, func(n int) int { // a quarter of the answers are the lowest
		lowest++
		return lowest % 4 / 3 * (n - 1)
	})
	b.Run("each", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			last = score.Score(r, answers)
		}
	})
	b.Run("scorer", func(b *testing.B) {
		var scorer score.Scorer
		b.ReportAllocs()
		for b.Loop() {
			last = scorer.Score(r, answers)
		}
	})
}
