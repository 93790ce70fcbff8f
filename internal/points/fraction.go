package points

import "math/big"

// Fraction is an exact number of points that need not be a decimal, such as a
// prorated total. The zero value is 0.
type Fraction struct {
	// value is in points, not in hundredths; nil is 0. It is never changed.
	value *big.Rat
}

// Exactly is the fraction that equals p.
func Exactly(p Points) Fraction { return Fraction{big.NewRat(int64(p), int64(Unit))} }

// Prorate is p × whole ÷ part, exactly. part must be positive.
func Prorate(p, whole, part Points) Fraction {
	product := new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(int64(whole)))
	divisor := new(big.Int).Mul(big.NewInt(int64(part)), big.NewInt(int64(Unit)))
	return Fraction{new(big.Rat).SetFrac(product, divisor)}
}

func (f Fraction) rat() *big.Rat {
	if f.value == nil {
		return new(big.Rat)
	}
	return f.value
}

// Plus is the sum.
func (f Fraction) Plus(g Fraction) Fraction { return Fraction{new(big.Rat).Add(f.rat(), g.rat())} }

// Minus is the difference.
func (f Fraction) Minus(g Fraction) Fraction { return Fraction{new(big.Rat).Sub(f.rat(), g.rat())} }

// Sign is -1, 0 or 1 as the fraction is below, equal to or above 0.
func (f Fraction) Sign() int {
	if f.value == nil {
		return 0
	}
	return f.value.Sign()
}

// Compare is -1, 0 or 1 as the fraction is below, equal to or above p.
func (f Fraction) Compare(p Points) int { return f.rat().Cmp(Exactly(p).value) }

// Less reports that the fraction is below g.
func (f Fraction) Less(g Fraction) bool { return f.rat().Cmp(g.rat()) < 0 }

// Floor is the fraction cut off after two decimals, and whether that is all of
// it. It is never rounded up: 94.999… is shown as 94.99, for it is below 95.
func (f Fraction) Floor() (shown Points, exact bool) {
	hundredths := new(big.Rat).Mul(f.rat(), big.NewRat(int64(Unit), 1))
	quotient, rest := new(big.Int).DivMod(hundredths.Num(), hundredths.Denom(), new(big.Int))
	return Points(quotient.Int64()), rest.Sign() == 0
}

// Cut is the fraction cut off after two decimals towards 0: a change of
// -7.529… is -7.52.
func (f Fraction) Cut() Points {
	if f.Sign() < 0 {
		return -Fraction{}.Minus(f).Cut()
	}
	shown, _ := f.Floor()
	return shown
}

// Mean is the fraction divided by n, rounded half up by its size to a
// hundredth. n must be positive.
func (f Fraction) Mean(n int) Points {
	if f.Sign() < 0 {
		return -Fraction{}.Minus(f).Mean(n)
	}
	mean := new(big.Rat).Quo(f.rat(), big.NewRat(int64(n), 1))
	return Fraction{mean}.Plus(Prorate(1, Unit, 2*Unit)).Cut()
}

// String is the fraction exactly: 88.5, or 2771/30 where two decimals do not
// hold it.
func (f Fraction) String() string {
	if shown, exact := f.Floor(); exact {
		return shown.String()
	}
	return f.rat().RatString()
}
