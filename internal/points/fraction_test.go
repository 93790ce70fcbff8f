package points_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/points"
)

// A prorated number of points is exact: its sums and its order are those of
// the fractions, and what is shown is never above it nor a hundredth below.
func TestFractionsAreExactAndNeverShownAsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, least int64) points.Points {
			return points.Points(rapid.Int64Range(least, 1_000_000).Draw(t, name))
		}
		p, whole, part, other, line := draw("p", 0), draw("whole", 0), draw("part", 1), draw("other", 0), draw("line", 0)
		f := points.Prorate(p, whole, part).Plus(points.Exactly(other))
		want := new(big.Rat).SetFrac64(int64(p)*int64(whole), int64(part)*100)
		want.Add(want, big.NewRat(int64(other), 100))
		if got := f.Compare(line); got != want.Cmp(big.NewRat(int64(line), 100)) {
			t.Fatalf("%s against %s is %d", f, line, got)
		}
		if back := rat(f.String()); back.Cmp(want) != 0 {
			t.Fatalf("%s is not %s", f, want.RatString())
		}
		shown, exact := f.Floor()
		rest := new(big.Rat).Sub(want, big.NewRat(int64(shown), 100))
		if rest.Sign() < 0 || rest.Cmp(big.NewRat(1, 100)) >= 0 || exact != (rest.Sign() == 0) {
			t.Fatalf("%s is shown as %s, exact %v", f, shown, exact)
		}
		change := f.Minus(points.Exactly(line))
		size := new(big.Rat).Abs(rat(change.String()))
		cut, n := change.Cut(), rapid.IntRange(1, 1000).Draw(t, "n")
		rest = new(big.Rat).Sub(size, new(big.Rat).Abs(big.NewRat(int64(cut), 100)))
		if change.Sign() != want.Cmp(big.NewRat(int64(line), 100)) || rest.Sign() < 0 || rest.Cmp(big.NewRat(1, 100)) >= 0 || int64(cut)*int64(change.Sign()) < 0 {
			t.Fatalf("%s is cut off to %s", change, cut)
		}
		mean := change.Mean(n)
		rest = new(big.Rat).Sub(new(big.Rat).Quo(size, big.NewRat(int64(n), 1)), new(big.Rat).Abs(big.NewRat(int64(mean), 100)))
		if rest.Cmp(big.NewRat(-1, 200)) < 0 || rest.Cmp(big.NewRat(1, 200)) >= 0 || int64(mean)*int64(change.Sign()) < 0 {
			t.Fatalf("the mean of %s for %d is %s", change, n, mean)
		}
	})
	if got := (points.Fraction{}).String(); got != "0" {
		t.Errorf("no points are %s", got)
	}
}
