package suppress_test

import (
	"fmt"
	"testing"
)

// BenchmarkGrid reports beside the time how many figures there are, how many
// of them are secret, and how many were left out in the end.
func BenchmarkGrid(b *testing.B) {
	for _, c := range []struct{ rows, columns, least, most int }{
		{20, 6, 10, 130}, {300, 6, 10, 130}, {300, 8, 10, 130}, {300, 8, 1, 15}, {300, 8, 20, 30}, {1000, 8, 10, 130},
	} {
		g := schools(c.rows, c.columns, c.least, c.most)
		b.Run(fmt.Sprintf("%dx%d/people=%d-%d", c.rows, c.columns, c.least, c.most), func(b *testing.B) {
			var hidden []bool
			for b.Loop() {
				hidden = flatten(g.Protect())
			}
			secret, out := 0, 0
			for i, c := range g.Cells() {
				if c.Secret {
					secret++
				}
				if hidden[i] {
					out++
				}
			}
			b.ReportMetric(float64(len(hidden)), "figures")
			b.ReportMetric(float64(secret), "secret")
			b.ReportMetric(float64(out), "left-out")
		})
	}
}
