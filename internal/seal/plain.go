package seal

// isPlain reports a number that stands in its cell as it is digested: up to 15
// digits, none of them a needless zero, with a point among them or not.
func isPlain(text string) bool {
	const mostDigits = 15
	whole := 0
	for whole < len(text) && isDigit(text[whole]) {
		whole++
	}
	if whole == 0 || len(text) > mostDigits || whole > 1 && text[0] == '0' {
		return false
	}
	if whole == len(text) {
		return true
	}
	for i := whole + 1; i < len(text); i++ {
		if !isDigit(text[i]) {
			return false
		}
	}
	return text[whole] == '.' && whole+1 < len(text) && text[len(text)-1] != '0'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
