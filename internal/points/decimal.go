package points

import (
	"strconv"
	"strings"
)

// cellDigits is the precision at which Excel itself works: what a number
// cell stores beyond it is the noise of a binary double (a typed 0.95 is
// often stored as 0.94999999999999996).
const cellDigits = 15

// maxExponent bounds the power of ten a number may be written with; Excel's
// own doubles end at 308.
const maxExponent = 400

// Decimal is an exact decimal number of any length. The zero value is 0.
type Decimal struct {
	negative bool
	// digits are the significant digits, without zeros at either end; the
	// number is 0.digits × 10^exponent. No digits is 0.
	digits   string
	exponent int
}

// ParseDecimal reads a number written out (0.965, -3, 95.) or with an
// exponent (9.5E-1), and reports whether text is one. The text must be
// folded already: no spaces, no full-width digits, no grouping commas.
func ParseDecimal(text string) (Decimal, bool) {
	negative := false
	if text != "" && (text[0] == '-' || text[0] == '+') {
		negative = text[0] == '-'
		text = text[1:]
	}
	mantissa, exponent, ok := splitExponent(text)
	if !ok {
		return Decimal{}, false
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if whole == "" && fraction == "" || !allDigits(whole) || !allDigits(fraction) {
		return Decimal{}, false
	}
	digits := whole + fraction
	exponent += len(whole)
	trimmed := strings.TrimLeft(digits, "0")
	exponent -= len(digits) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, "0")
	if trimmed == "" {
		return Decimal{}, true
	}
	return Decimal{negative: negative, digits: trimmed, exponent: exponent}, true
}

func splitExponent(text string) (mantissa string, exponent int, ok bool) {
	at := strings.IndexAny(text, "eE")
	if at < 0 {
		return text, 0, true
	}
	exponent, err := strconv.Atoi(text[at+1:])
	if err != nil || exponent > maxExponent || exponent < -maxExponent {
		return "", 0, false
	}
	return text[:at], exponent, true
}

func allDigits(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// ParseCell reads the stored text of a number cell at 15 significant digits,
// Excel's own precision, rounding half up; from there on it is exact.
func ParseCell(raw string) (Decimal, bool) {
	d, ok := ParseDecimal(raw)
	if !ok || len(d.digits) <= cellDigits {
		return d, ok
	}
	up := d.digits[cellDigits] >= '5'
	kept := []byte(d.digits[:cellDigits])
	if up {
		i := len(kept) - 1
		for ; i >= 0 && kept[i] == '9'; i-- {
			kept[i] = '0'
		}
		if i >= 0 {
			kept[i]++
		} else {
			kept = append([]byte{'1'}, kept...)
			d.exponent++
		}
	}
	d.digits = strings.TrimRight(string(kept), "0")
	return d, true
}

// CellText is a number cell's stored text as the number that it means is written
// out: what ParseCell reads, as String writes it. It reports false, and gives
// the text as it is, where it is no number.
func CellText(raw string) (string, bool) {
	if isPlain(raw) {
		return raw, true
	}
	d, ok := ParseCell(raw)
	if !ok {
		return raw, false
	}
	return d.String(), true
}

// isPlain reports a number of at most 15 digits that is written as String
// writes it; one with a minus is left to the rules.
func isPlain(text string) bool {
	if text == "" || len(text) > cellDigits || text[0] == '0' && len(text) > 1 && text[1] != '.' {
		return false
	}
	point := -1
	for i := range len(text) {
		switch c := text[i]; {
		case c == '.' && point < 0 && i > 0:
			point = i
		case c < '0' || c > '9':
			return false
		}
	}
	return point < 0 || text[len(text)-1] != '0' && point < len(text)-1
}

// Shift is the number times ten to the power n: a percentage becomes its
// fraction with Shift(-2).
func (d Decimal) Shift(n int) Decimal {
	if d.digits != "" {
		d.exponent += n
	}
	return d
}

// Compare is -1, 0 or 1 as d is below, equal to or above e.
func (d Decimal) Compare(e Decimal) int {
	if s, t := d.sign(), e.sign(); s != t {
		if s < t {
			return -1
		}
		return 1
	}
	magnitude := 0
	switch {
	case d.exponent < e.exponent:
		magnitude = -1
	case d.exponent > e.exponent:
		magnitude = 1
	default:
		magnitude = strings.Compare(d.digits, e.digits)
	}
	return magnitude * d.signOr(1)
}

func (d Decimal) sign() int {
	if d.digits == "" {
		return 0
	}
	return d.signOr(1)
}

func (d Decimal) signOr(positive int) int {
	if d.negative {
		return -1
	}
	return positive
}

// Decimals is how many places after the point the number needs.
func (d Decimal) Decimals() int {
	return max(0, len(d.digits)-d.exponent)
}

// Points converts to points; it reports false where the number has more than
// two decimals or is beyond a billion.
func (d Decimal) Points() (Points, bool) {
	if d.digits == "" {
		return 0, true
	}
	if d.Decimals() > 2 || d.exponent > 9 {
		return 0, false
	}
	hundredths := d.digits + strings.Repeat("0", d.exponent+2-len(d.digits))
	n, err := strconv.ParseInt(hundredths, 10, 64)
	if err != nil {
		return 0, false
	}
	return Points(n * int64(d.signOr(1))), true
}

// String writes the number out in full, without an exponent: 0.9496.
func (d Decimal) String() string {
	if d.digits == "" {
		return "0"
	}
	var b strings.Builder
	if d.negative {
		b.WriteByte('-')
	}
	switch {
	case d.exponent <= 0:
		b.WriteString("0.")
		b.WriteString(strings.Repeat("0", -d.exponent))
		b.WriteString(d.digits)
	case d.exponent >= len(d.digits):
		b.WriteString(d.digits)
		b.WriteString(strings.Repeat("0", d.exponent-len(d.digits)))
	default:
		b.WriteString(d.digits[:d.exponent])
		b.WriteByte('.')
		b.WriteString(d.digits[d.exponent:])
	}
	return b.String()
}

// Percent writes a fraction as a percentage: 0.9496 becomes 94.96%.
func (d Decimal) Percent() string {
	return d.Shift(2).String() + "%"
}
