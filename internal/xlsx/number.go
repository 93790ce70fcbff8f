package xlsx

// number is an attribute that must be a whole number in plain digits.
func (p *parser) number(local string, missing int) (int, bool) {
	text, found := p.attr(local)
	if !found {
		return missing, true
	}
	return digits(text)
}

// anyText is a text that was copied already or still stands in a buffer.
type anyText interface{ string | []byte }

// digits reads a whole number of at most nine digits and nothing else.
func digits[T anyText](text T) (int, bool) {
	if len(text) == 0 || len(text) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return n, true
}

// truth reads a boolean attribute; a missing one is false.
func (p *parser) truth(local string) (value, ok bool) {
	text, found := p.attr(local)
	if !found {
		return false, true
	}
	return boolean(text)
}

func boolean[T anyText](text T) (value, ok bool) {
	switch string(text) {
	case "1", "true":
		return true, true
	case "0", "false":
		return false, true
	}
	return false, false
}

// cellRef reads a cell's name, such as AB12, and nothing else.
func cellRef[T anyText](text T) (row, column int, ok bool) {
	i := 0
	for ; i < len(text) && i < 4 && 'A' <= text[i] && text[i] <= 'Z'; i++ {
		column = column*26 + int(text[i]-'A') + 1
	}
	if i == 0 || i > 3 || i == len(text) || text[i] == '0' {
		return 0, 0, false
	}
	row, ok = digits(text[i:])
	return row, column, ok
}

// isZero says that a measure such as 0 or 0.00 is zero.
func isZero[T anyText](text T) bool {
	zero := false
	for i := range len(text) {
		switch text[i] {
		case '0':
			zero = true
		case '.':
		default:
			return false
		}
	}
	return zero
}
