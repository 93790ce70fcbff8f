package points_test

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/points"
)

// written draws the text of a number as people and spreadsheets write them.
var written = rapid.Custom(func(t *rapid.T) string {
	text := rapid.SampledFrom([]string{"", "", "-", "+"}).Draw(t, "sign")
	text += rapid.StringMatching(`[0-9]{1,20}`).Draw(t, "whole")
	if rapid.Bool().Draw(t, "point") {
		text += "." + rapid.StringMatching(`[0-9]{0,20}`).Draw(t, "fraction")
	}
	if rapid.Bool().Draw(t, "e") {
		text += rapid.SampledFrom([]string{"e", "E", "E+", "E-"}).Draw(t, "E") + strconv.Itoa(rapid.IntRange(0, 40).Draw(t, "exponent"))
	}
	return text
})

func rat(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic(text)
	}
	return r
}

// ParseDecimal loses nothing: what it writes out is the number it was given,
// and its order is that of the numbers.
func TestDecimalsAreExactAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := written.Draw(t, "a"), written.Draw(t, "b")
		if rapid.Bool().Draw(t, "nearly equal") {
			b = a + "0"
			if strings.ContainsAny(a, "eE") {
				b = strings.Replace(strings.Replace(a, "E", "e", 1), "e", "0e", 1)
			}
			if !strings.Contains(a, ".") {
				b = a
			}
		}
		x, ok := points.ParseDecimal(a)
		y, alsoOK := points.ParseDecimal(b)
		if !ok || !alsoOK {
			t.Fatalf("%q or %q is refused", a, b)
		}
		if got := x.Compare(y); got != rat(a).Cmp(rat(b)) {
			t.Fatalf("Compare(%s, %s) = %d", a, b, got)
		}
		if rat(x.String()).Cmp(rat(a)) != 0 || strings.ContainsAny(x.String(), "eE+") {
			t.Fatalf("%s is written as %s", a, x)
		}
		if percent, _ := strings.CutSuffix(x.Percent(), "%"); rat(percent).Cmp(new(big.Rat).Mul(rat(a), rat("100"))) != 0 {
			t.Fatalf("%s as a percentage is %s", a, x.Percent())
		}
		plain := x.String()
		decimals := 0
		if _, fraction, has := strings.Cut(plain, "."); has {
			decimals = len(fraction)
		}
		if x.Decimals() != decimals {
			t.Fatalf("%s has %d decimals, not %d", plain, decimals, x.Decimals())
		}
	})
}

// What is no number written out is refused.
func TestWhatIsNoNumberIsRefused(t *testing.T) {
	for _, text := range []string{
		"", ".", "-", "+", "-.", "e5", "1e", "1e+", "1e5.5", "1.2.3", "1,000", "95%", "--1", "+-1", "1-", "0x10", "NaN", "Inf", "-Inf",
		"infinity", "１", "九", "1 000", "1_000", " 1", "1 ", "1e401", "1e-401", "1e99999999999999999999", "²", "1/2", "1e٣",
	} {
		if d, ok := points.ParseDecimal(text); ok {
			t.Errorf("%q is read as %s", text, d)
		}
		if d, ok := points.ParseCell(text); ok {
			t.Errorf("%q in a cell is read as %s", text, d)
		}
		if p, err := points.Parse(text); err == nil {
			t.Errorf("%q is read as %s points", text, p)
		}
	}
	for text, want := range map[string]string{
		"95.": "95", ".5": "0.5", "+3": "3", "-0": "0", "-0.0": "0", "007": "7", "1e400": "1" + strings.Repeat("0", 400), "0e400": "0", "9.5E-1": "0.95",
	} {
		if d, ok := points.ParseDecimal(text); !ok || d.String() != want {
			t.Errorf("%q is read as %s, %v", text, d, ok)
		}
	}
}

// A number cell is read at 15 significant digits, as strconv rounds the
// stored double, whatever the double.
func TestNumberCellsAreReadAtFifteenDigits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 10_000 {
		x := math.Float64frombits(random.Uint64())
		if i%2 == 0 {
			x = float64(random.IntN(10_000_000)) / math.Pow10(random.IntN(8))
		}
		if math.IsNaN(x) || math.IsInf(x, 0) || math.Abs(x) < 1e-300 {
			continue
		}
		raw := strconv.FormatFloat(x, 'G', 17, 64)
		// The stored text is what is rounded: 17 digits, a tie only where the
		// last two are 50.
		mantissa, _, _ := strings.Cut(strings.NewReplacer("-", "", ".", "").Replace(raw), "E")
		if digits := strings.TrimLeft(mantissa, "0"); len(digits) == 17 && strings.HasSuffix(digits, "50") || len(digits) == 16 && strings.HasSuffix(digits, "5") {
			continue
		}
		got, ok := points.ParseCell(raw)
		want := strconv.FormatFloat(x, 'e', 14, 64)
		exact, _ := points.ParseDecimal(want)
		if !ok || got.Compare(exact) != 0 {
			t.Fatalf("%s is read as %s, want %s", raw, got, want)
		}
	}
}

// What Excel stores of a number a person typed is the number they typed.
func TestATypedNumberIsReadAsTyped(t *testing.T) {
	for raw, want := range map[string]string{
		"0.94999999999999996": "0.95", "0.85499999999999998": "0.855", "8.5000000000000006E-2": "0.085", "1E3": "1000",
		"4.2500000000000000": "4.25", "0.99999999999999989": "1", "9.9999999999999995E-1": "1", "0.9496": "0.9496",
		"999999999999999.9": "1000000000000000", "-0.94999999999999996": "-0.95", "1.0000000000000002": "1",
		"2.3070119900101002E+17": "230701199001010000",
	} {
		if got, ok := points.ParseCell(raw); !ok || got.String() != want {
			t.Errorf("%s is read as %s, want %s", raw, got, want)
		}
	}
	for i := 0; i < 100_000; i += 7 {
		typed := strconv.Itoa(i/1000) + "." + strconv.Itoa(1000 + i%1000)[1:]
		x, err := strconv.ParseFloat(typed, 64)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := points.ParseCell(strconv.FormatFloat(x, 'G', 17, 64))
		if rat(got.String()).Cmp(rat(typed)) != 0 {
			t.Fatalf("%s is read as %s", typed, got)
		}
	}
}

// Points are written as they are read, in every form.
func TestPointsAreWrittenAsTheyAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := points.Points(rapid.Int64Range(-100_000_000, 100_000_000).Draw(t, "hundredths"))
		exact := new(big.Rat).SetFrac64(int64(p), 100)
		for _, text := range []string{p.String(), string(p.Append(nil)), p.Fixed()} {
			back, err := points.Parse(text)
			if err != nil || back != p || rat(text).Cmp(exact) != 0 {
				t.Fatalf("%d hundredths are written %q and read %d, %v", p, text, back, err)
			}
		}
		if whole, fraction, _ := strings.Cut(p.Fixed(), "."); whole == "" || len(fraction) != 2 {
			t.Fatalf("Fixed %q", p.Fixed())
		}
		if s := p.String(); strings.Contains(s, ".") && strings.HasSuffix(s, "0") || strings.HasSuffix(s, ".") {
			t.Fatalf("String %q", s)
		}
		line, err := json.Marshal(map[string]points.Points{"total": p})
		if err != nil || string(line) != `{"total":`+p.String()+`}` {
			t.Fatalf("json %s, %v", line, err)
		}
		d, _ := points.ParseDecimal(p.String())
		if back, ok := d.Points(); !ok || back != p {
			t.Fatalf("the decimal %s is %s points", d, back)
		}
	})
}

// More than two decimals, or more than a billion, are no points.
func TestPointsAreRefusedWhereTheyWouldBeRounded(t *testing.T) {
	for _, text := range []string{"0.001", "4.125", "1.999", "1e10", "99999999999", "2e0", "+2"} {
		if p, err := points.Parse(text); err == nil {
			t.Errorf("%s is read as %s", text, p)
		}
	}
	for text, want := range map[string]points.Points{"2": 200, "0.5": 50, "4.25": 425, "0.05": 5, "2.50": 250, "100": 10000, "-1": -100} {
		if p, err := points.Parse(text); err != nil || p != want {
			t.Errorf("%s is read as %s, %v", text, p, err)
		}
	}
}

// The mean is rounded half up to a hundredth, exactly.
func TestTheMeanIsRoundedHalfUp(t *testing.T) {
	half := big.NewRat(1, 2)
	rapid.Check(t, func(t *rapid.T) {
		sum := rapid.Int64Range(0, math.MaxInt64/4).Draw(t, "sum")
		n := rapid.IntRange(1, 1_000_000).Draw(t, "n")
		if rapid.Bool().Draw(t, "small") {
			sum, n = sum%10_000, 1+n%40
		}
		exact := new(big.Rat).Add(new(big.Rat).SetFrac64(sum, int64(n)), half)
		want := new(big.Int).Div(exact.Num(), exact.Denom()).Int64()
		if got := points.Mean(points.Points(sum), n); got != points.Points(want) {
			t.Fatalf("mean of %d over %d is %d, want %d", sum, n, got, want)
		}
	})
	if points.Mean(-1, 2) != -1 || points.Mean(-8851, 2) != -4426 || points.Mean(-1, 3) != 0 {
		t.Errorf("the mean of a negative sum: %s, %s, %s", points.Mean(-1, 2), points.Mean(-8851, 2), points.Mean(-1, 3))
	}
	if points.Mean(1, 2) != 1 || points.Mean(1, 3) != 0 || points.Mean(8850, 1) != 8850 {
		t.Error("half up")
	}
}

// A number that stands as it is written out is seen at a glance; the outcome
// is that of the rules.
func TestAPlainNumberIsTheTextOfItsCell(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.OneOf(
			rapid.StringMatching(`-?[0-9]{0,3}\.?[0-9]{0,3}`), rapid.StringMatching(`[0-9]{13,17}\.?[0-9]{0,2}`),
			rapid.StringMatching(`0\.[0-9]{11,17}`), rapid.StringMatching(`[0-9.eE+-]{0,5}`),
		).Draw(t, "raw")
		d, ok := points.ParseCell(raw)
		want := raw
		if ok {
			want = d.String()
		}
		if text, is := points.CellText(raw); text != want || is != ok {
			t.Fatalf("%q is %q, %t, want %q, %t", raw, text, is, want, ok)
		}
	})
}
