// Package points holds the exact arithmetic of the rubric: points in
// hundredths, and decimals of any length for rates and bounds. No binary
// floating point enters or leaves it.
package points

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Points is a number of points, counted in hundredths of a point, so that
// sums and comparisons are exact. The appendix uses whole and half points;
// indicator 31 allows two decimals.
type Points int64

// Unit is one whole point.
const Unit Points = 100

// Parse reads points as a rubric writes them: digits with at most two
// decimals, such as 2, 0.5 or 4.25, and a minus before them if need be.
// Anything else is an error, an exponent or a plus too.
func Parse(text string) (Points, error) {
	d, ok := ParseDecimal(text)
	if !ok || strings.ContainsAny(text, "eE+") {
		return 0, fmt.Errorf("%q is no decimal number", text)
	}
	p, ok := d.Points()
	if !ok {
		return 0, fmt.Errorf("%q has more than two decimals or is too large", text)
	}
	return p, nil
}

// String prints the points without trailing zeros: 88.5, 0.5, 2.
func (p Points) String() string {
	return string(p.Append(nil))
}

// Append adds what String prints to b.
func (p Points) Append(b []byte) []byte {
	if p < 0 {
		b = append(b, '-')
		p = -p
	}
	b = strconv.AppendInt(b, int64(p/Unit), 10)
	rest := p % Unit
	switch {
	case rest == 0:
	case rest%10 == 0:
		b = append(b, '.', byte('0'+rest/10))
	default:
		b = append(b, '.', byte('0'+rest/10), byte('0'+rest%10))
	}
	return b
}

// Fixed prints the points with exactly two decimals: 88.50.
func (p Points) Fixed() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return fmt.Sprintf("%s%d.%02d", sign, p/Unit, p%Unit)
}

// MarshalJSON writes the points as a JSON number.
func (p Points) MarshalJSON() ([]byte, error) {
	return p.Append(nil), nil
}

// Mean is sum divided by n, rounded half up to a hundredth; of a negative sum
// it is that of the sum without its sign, negative. n must be positive.
func Mean(sum Points, n int) Points {
	if sum < 0 {
		return -Mean(-sum, n)
	}
	hi, lo := bits.Mul64(uint64(sum), 2)
	lo, carry := bits.Add64(lo, uint64(n), 0)
	q, _ := bits.Div64(hi+carry, lo, 2*uint64(n))
	return Points(q)
}
