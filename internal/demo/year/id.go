package year

import (
	"fmt"
	"time"

	"credit/internal/practitioner"
)

// First is the year that is made up first.
const First = 2024

// area is an area code and the years of birth that it is made up with.
type area struct {
	code     string
	from, to int
	weight   int
}

// areas are codes that did not exist in the years of birth beside them: the
// counties of 伊春 got theirs in 2019, the districts elsewhere after 2017, and
// those of 松花江地区 were given up in 1996. An ID number is given once, at
// birth; so these numbers pass every check and still belong to nobody.
var areas = []area{
	{"230717", 1965, 2001, 22}, {"230718", 1965, 2001, 14}, {"230719", 1965, 2001, 14},
	{"230723", 1965, 2001, 10}, {"230724", 1965, 2001, 10}, {"230725", 1965, 2001, 8},
	{"230726", 1965, 2001, 10}, {"230751", 1965, 2001, 6},
	{"370116", 1970, 2000, 2}, {"330113", 1970, 2000, 1}, {"410783", 1970, 2000, 1},
	{"232101", 1999, 2001, 2},
}

// Sequence codes are from a narrow range, so that made-up numbers can be told
// at sight.
const (
	firstSequence = 950
	lastSequence  = 999
)

// id makes up an ID number that it has not made up before, and says the year
// of birth.
func (m *Maker) id(woman bool) (number string, born int) {
	weights := make([]int, len(areas))
	for i, a := range areas {
		weights[i] = a.weight
	}
	for {
		a := areas[m.weighted(weights)]
		born = a.from + m.random.IntN(a.to-a.from+1)
		day := time.Date(born, time.January, 1+m.random.IntN(365), 0, 0, 0, 0, time.UTC)
		sequence := firstSequence + m.random.IntN(lastSequence-firstSequence)
		if (sequence%2 == 0) != woman {
			sequence++
		}
		first := fmt.Sprintf("%s%s%03d", a.code, day.Format("20060102"), sequence)
		number = first + string(practitioner.CheckCharacter(first))
		if !m.ids[number] {
			m.ids[number] = true
			return number, born
		}
	}
}

// certificate is a number in the form of a 教师资格证: year, office, kind,
// sex, sequence; the office 00000 is nobody's.
func (m *Maker) certificate(p Person) string {
	if p.Post == "管理人员" && m.chance(0.5) || p.Post == "教辅人员" && m.chance(0.8) {
		return ""
	}
	return fmt.Sprintf("%d00000%d%d%06d", p.graduated+m.random.IntN(3), 1+m.random.IntN(5), 1+m.random.IntN(2), m.random.IntN(1_000_000))
}
