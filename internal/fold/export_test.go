package fold

// By the rules alone, without the look at the bytes that goes before them.
var (
	SlowText = text
	SlowKey  = key
	SlowTrim = trim
	SlowLine = line
)
