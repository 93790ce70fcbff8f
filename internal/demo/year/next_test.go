package year

import (
	"slices"
	"strconv"
	"testing"

	"credit/internal/practitioner"
	"credit/internal/rubric/rubrictest"
)

// The ID numbers of both years are sound, no two alike, and of nobody: the
// area had another code when the bearer was born.
func TestIDNumbersAreImpossible(t *testing.T) {
	r := rubrictest.Load(t)
	first := NewMaker(r, 7)
	s := School{County: r.Counties.Names[0].Name, Name: "松涛小学", Kind: Primary}
	seen := map[string]bool{}
	for _, m := range []*Maker{first, first.Next(7)} {
		for range 2000 {
			number := m.Person(s).ID
			if seen[number] {
				t.Fatalf("%s twice", number)
			}
			seen[number] = true
			if practitioner.NewID(number).CheckResident() != practitioner.Sound || !impossible(number) {
				t.Fatalf("%s might be somebody's", number)
			}
		}
	}
}

func impossible(number string) bool {
	born, _ := strconv.Atoi(number[6:10])
	sequence, _ := strconv.Atoi(number[14:17])
	return sequence >= firstSequence && slices.ContainsFunc(areas, func(a area) bool {
		return number[:6] == a.code && born >= a.from && born <= a.to
	})
}

// What happens to someone within a year: who it is and what lasts stay.
func TestSomeoneAYearOn(t *testing.T) {
	r := rubrictest.Load(t)
	first := NewMaker(r, 7)
	m := first.Next(7)
	s := School{County: r.Counties.Names[0].Name, Name: "松涛小学", Kind: Primary}
	for range 50 {
		p := first.Person(s)
		if stayed := m.Stay(p, s); !slices.Equal(stayed.Answers, p.Answers) || stayed.Grade != p.Grade {
			t.Fatalf("%v became %v", p.Answers, stayed.Answers)
		}
		for _, after := range []Person{m.Stay(p, s), m.Drift(p, s, 0), m.Leap(p, s, "B")} {
			if after.ID != p.ID || after.Name != p.Name || after.Certificate != p.Certificate {
				t.Fatalf("%v became %v", p, after)
			}
			for _, record := range after.Records {
				if record.Date[:4] != strconv.Itoa(First+1) {
					t.Errorf("a record of %s", record.Date)
				}
			}
		}
		leapt := m.Leap(p, s, "B")
		if leapt.Grade != "B" {
			t.Errorf("leapt to %s", leapt.Grade)
		}
		for i := range r.Indicators {
			if r.Indicators[i].Lasting && leapt.Answers[i] != p.Answers[i] {
				t.Errorf("%s became %s", p.Answers[i], leapt.Answers[i])
			}
		}
	}
}

// A year that is made up after another does not change it.
func TestNextYearLeavesTheFirstAlone(t *testing.T) {
	r := rubrictest.Load(t)
	s := School{County: r.Counties.Names[0].Name, Name: "松涛小学", Kind: Primary}
	alone, beside := NewMaker(r, 7), NewMaker(r, 7)
	m := beside.Next(7)
	for range 20 {
		a, b := alone.Person(s), beside.Person(s)
		if a.ID != b.ID || !slices.Equal(a.Answers, b.Answers) {
			t.Fatalf("%v and %v", a, b)
		}
		m.Drift(b, s, 1)
	}
}
