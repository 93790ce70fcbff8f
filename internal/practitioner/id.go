// Package practitioner is the person rated: identity, and an ID number that
// masks itself however it is printed.
package practitioner

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"credit/internal/fold"
)

// ID is the number of an identity document. However it is printed or
// encoded, only its last four characters show; Reveal alone gives it whole.
//
// The text stands behind a pointer: fmt calls no method on what an
// unexported field holds, and would print it as it is. An ID is compared by
// its Reveal, not with ==.
type ID struct {
	_    [0]func()
	text *string
}

// NewID takes the number as it was written: spaces, full-width characters
// and a small x are made regular.
func NewID(written string) ID {
	text := written
	if !isRegular(text) {
		text = strings.ToUpper(fold.Text(written))
	}
	return ID{text: &text}
}

// isRegular reports a number that stands as it has to already.
func isRegular(text string) bool {
	for i := range len(text) {
		if (text[i] < '0' || text[i] > '9') && text[i] != 'X' {
			return false
		}
	}
	return true
}

// Reveal is the number in full. It belongs in graded workbooks, a
// practitioner's own papers, what goes back to the school and the register,
// and nowhere else (article 8).
func (id ID) Reveal() string {
	if id.text == nil {
		return ""
	}
	return *id.text
}

// Packed is an ID number of 17 digits and a digit or X as one integer; no two
// numbers have the same.
func (id ID) Packed() (number uint64, ok bool) {
	text := id.Reveal()
	if len(text) != residentDigits {
		return 0, false
	}
	var n uint64
	for i := range residentDigits - 1 {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + uint64(text[i]-'0')
	}
	switch last := text[residentDigits-1]; {
	case last >= '0' && last <= '9':
		return n*11 + uint64(last-'0'), true
	case last == 'X':
		return n*11 + 10, true
	}
	return 0, false
}

// Unpacked is the ID number that was Packed as number.
func Unpacked(number uint64) ID {
	var digits [residentDigits]byte
	last := residentDigits - 1
	if digits[last] = 'X'; number%11 < 10 {
		digits[last] = '0' + byte(number%11)
	}
	for i, rest := last-1, number/11; i >= 0; i, rest = i-1, rest/10 {
		digits[i] = '0' + byte(rest%10)
	}
	return NewID(string(digits[:]))
}

// Length is how many characters the number has.
func (id ID) Length() int { return utf8.RuneCountInString(id.Reveal()) }

// IsZero reports that there is no number.
func (id ID) IsZero() bool { return id.Reveal() == "" }

// String is the masked number.
func (id ID) String() string { return Mask(id.Reveal()) }

// GoString is the masked number, so that %#v shows no more than %s.
func (id ID) GoString() string { return id.String() }

// Format writes the masked number whatever the verb.
func (id ID) Format(state fmt.State, _ rune) { fmt.Fprint(state, id.String()) }

// MarshalText is the masked number, for JSON.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// shown is how many characters of an ID number stay readable.
const shown = 4

// Mask hides all characters but the last four, a * each; a text of four
// characters or fewer is hidden whole.
func Mask(text string) string {
	if len(text) > shown && isRegular(text) {
		return strings.Repeat("*", len(text)-shown) + text[len(text)-shown:]
	}
	n := utf8.RuneCountInString(text)
	if n <= shown {
		return strings.Repeat("*", n)
	}
	runes := []rune(text)
	return strings.Repeat("*", n-shown) + string(runes[n-shown:])
}

// idWithin is a run of 15 digits or more, spaces and hyphens between them
// or not, the last an X perhaps; or such a number as a spreadsheet rounds it.
var idWithin = regexp.MustCompile(`[0-9０-９](?:[\s\p{Z}\p{Cf}－-]*[0-9０-９]){13,}[\s\p{Z}\p{Cf}－-]*[0-9０-９XxＸｘ]|[0-9]{6}[^0-9]{1,2}[0-9]{8}[^0-9]{1,2}[0-9]{3}[0-9XxＸｘ]|[0-9]\.[0-9]{10,}[Ee]\+?1[4-7]`)

// MaskWithin masks whatever looks like an ID number inside a text that
// should hold none, such as a name column into which the numbers were pasted.
func MaskWithin(text string) string {
	if len(text) < 15 {
		return text
	}
	return idWithin.ReplaceAllStringFunc(text, Mask)
}

// residentDigits is the length of a 居民身份证 number.
const residentDigits = 18

// Defect says what is wrong with a 居民身份证 number; the empty text is none.
type Defect string

// What can be wrong with a 居民身份证 number (GB 11643).
const (
	Sound          Defect = ""
	WrongLength    Defect = "length"
	WrongCharacter Defect = "character"
	WrongDate      Defect = "date"
	WrongCheck     Defect = "check"
)

// CheckResident checks a 居民身份证 number: 18 characters, a possible date of
// birth, the GB 11643 check digit. Area codes are not judged: retired ones
// live on in numbers.
func (id ID) CheckResident() Defect {
	text := id.Reveal()
	if utf8.RuneCountInString(text) != residentDigits {
		return WrongLength
	}
	if len(text) != residentDigits {
		return WrongCharacter
	}
	sum := 0
	for i := range residentDigits - 1 {
		if text[i] < '0' || text[i] > '9' {
			return WrongCharacter
		}
		sum += int(text[i]-'0') * weights[i]
	}
	if last := text[residentDigits-1]; last != 'X' && (last < '0' || last > '9') {
		return WrongCharacter
	}
	if !isBirthday(text[6:14]) {
		return WrongDate
	}
	if checks[sum%11] != text[residentDigits-1] {
		return WrongCheck
	}
	return Sound
}

// isBirthday reports eight digits that are a day of the years 1900 to 2100.
func isBirthday(digits string) bool {
	year, month, day := whole(digits[:4]), time.Month(whole(digits[4:6])), whole(digits[6:])
	if year < 1900 || year > 2100 || month < time.January || month > time.December || day < 1 {
		return false
	}
	// Up to the 28th every month has the day; a later one that its month does
	// not have is one of the next month.
	return day <= 28 || day <= 31 && time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Month() == month
}

// whole is the number that digits are.
func whole(digits string) (n int) {
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// weights and checks are ISO 7064 MOD 11-2 for 17 digits.
var weights = [residentDigits - 1]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const checks = "10X98765432"

// CheckCharacter is the last character that belongs to the first 17 digits
// of a 居民身份证 number.
func CheckCharacter(first17 string) byte {
	sum := 0
	for i := range residentDigits - 1 {
		sum += int(first17[i]-'0') * weights[i]
	}
	return checks[sum%11]
}
