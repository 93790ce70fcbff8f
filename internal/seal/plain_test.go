package seal

import (
	"testing"

	"pgregory.net/rapid"

	"credit/internal/points"
)

// What is taken for plain is exactly what the general way gives.
func TestAPlainNumberIsDigestedAsItStands(t *testing.T) {
	t.Parallel()
	if !isPlain("0") || !isPlain("95.25") || !isPlain("0.5") || !isPlain("100") {
		t.Error("ordinary points are not plain")
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[-+]?[0-9]{0,17}(\.[0-9]{0,4}0?)?(E[0-9])?`).Draw(t, "number")
		if d, ok := points.ParseCell(text); isPlain(text) && (!ok || d.String() != text) {
			t.Fatalf("%q is digested as %q", text, d.String())
		}
	})
}
