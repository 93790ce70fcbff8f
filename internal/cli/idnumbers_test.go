package cli_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"credit/internal/practitioner"
)

// idNumbers makes up ID numbers and remembers them: none of them may show.
type idNumbers struct {
	sync.Mutex
	known []string
}

func (k *idNumbers) remember(number string) string {
	k.Lock()
	defer k.Unlock()
	k.known = append(k.known, number)
	return number
}

// read makes the ID number of a name such as 1, X1 or 1/spaced, and says
// whether it is to stand as a number.
func (k *idNumbers) read(name string) (text string, isNumber bool) {
	name, form, _ := strings.Cut(name, "/")
	number := k.remember(madeUp(name))
	switch form {
	case "":
	case "spaced":
		return number[:6] + " " + number[6:14] + "\u3000" + number[14:], false
	case "wide":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, number), false
	case "small":
		return strings.ToLower(number), false
	case "number":
		return number[:15] + "000", true
	case "wrong":
		last := (number[17]-'0'+1)%10 + '0'
		return k.remember(number[:17] + string(last)), false
	case "short":
		return k.remember(number[:17]), false
	case "date":
		first := number[:10] + "0230" + number[14:17]
		return k.remember(first + string(practitioner.CheckCharacter(first))), false
	default:
		panic("no such form of an ID number: " + form)
	}
	return number, false
}

var idWithin = regexp.MustCompile(`\{#(\w+)\}`)

// within puts the ID numbers into a text that names them as {#1}.
func (k *idNumbers) within(text string) string {
	return idWithin.ReplaceAllStringFunc(text, func(found string) string {
		number, _ := k.read(found[2 : len(found)-1])
		return number
	})
}

// madeUp is a valid 居民身份证 number that belongs to nobody: its area code is
// younger than its date of birth.
func madeUp(name string) string {
	serial, x := strings.CutPrefix(name, "X")
	n, err := strconv.Atoi(serial)
	if err != nil {
		panic("no such ID number: " + name)
	}
	if x {
		n += 5_000
	}
	day := time.Date(1970, time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%10_000).Format("20060102")
	for sequence := 950; ; sequence++ {
		first := fmt.Sprintf("230717%s%03d", day, sequence)
		check := practitioner.CheckCharacter(first)
		if x == (check == 'X') {
			return first + string(check)
		}
	}
}

// idsKey is the value of a script that holds its idNumbers.
const idsKey = "id numbers"
