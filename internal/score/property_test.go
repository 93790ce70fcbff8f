package score_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
)

func sum(list []points.Points) points.Points {
	var all points.Points
	for _, p := range list {
		all += p
	}
	return all
}

// The total is the sum of the sections, of the groups and of the points, and
// each group and section is the sum of its own.
func TestTheTotalIsTheSumOfItsParts(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(rt *rapid.T) {
		res := gradeAll(t, r, []cells{drawPerson(rt)})[0].result
		if sum(res.Points) != res.Total || sum(res.Groups) != res.Total || sum(res.Sections) != res.Total {
			rt.Fatalf("%s: points %s, groups %s, sections %s", res.Total, sum(res.Points), sum(res.Groups), sum(res.Sections))
		}
		for g, group := range r.Groups {
			var own points.Points
			for _, i := range group.Indicators {
				own += res.Points[i]
			}
			if own != res.Groups[g] || own > group.Points || own < 0 {
				rt.Fatalf("%s has %s, its indicators %s", group.Name, res.Groups[g], own)
			}
		}
		for i, n := range r.Indicators {
			if res.Points[i] < 0 || res.Points[i] > n.Points {
				rt.Fatalf("%s earns %s of %s", n.Label(), res.Points[i], n.Points)
			}
		}
	})
}

func rank(r *rubric.Rubric, grade string) int {
	return slices.IndexFunc(r.Grades, func(g rubric.Grade) bool { return g.Grade == grade })
}

// A better answer never lowers the total or the grade.
func TestABetterAnswerNeverLowersTotalOrGrade(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(rt *rapid.T) {
		worse := drawPerson(rt)
		pick := chooser(func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "pick") })
		better := cells{}
		for number, cell := range worse {
			better[number] = cell
		}
		for range 1 + pick(6) {
			number := 1 + pick(44)
			other := anyAnswer(pick, number, true)
			if naiveIndicator(number, other) > naiveIndicator(number, better[number]) {
				better[number] = other
			}
		}
		all := gradeAll(t, r, []cells{worse, better})
		a, b := all[0].result, all[1].result
		if b.Total < a.Total || rank(r, b.Grade) > rank(r, a.Grade) || rank(r, b.GradeByTotal) > rank(r, a.GradeByTotal) || len(b.Direct) > len(a.Direct) {
			rt.Fatalf("%s %s became %s %s", a.Total, a.Grade, b.Total, b.Grade)
		}
	})
}

// A total below 60 always breaks a floor: 20 + 15 + 25 = 60.
func TestATotalBelow60AlwaysMeansDirectGrading(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(60, 60))
	low := 0
	for range 4 {
		people := make([]cells, 500)
		for i := range people {
			people[i] = anyone(random.IntN, 35+random.IntN(40))
		}
		for _, got := range gradeAll(t, r, people) {
			if got.result.Total >= 60*points.Unit {
				continue
			}
			low++
			if len(got.result.Direct) == 0 || got.result.Grade != "E" {
				t.Fatalf("%s without direct grading", got.result.Total)
			}
		}
	}
	if low < 100 {
		t.Errorf("only %d below 60", low)
	}
}

// The order of the columns, the order of the rows and gaps between them
// change nobody's result.
func TestOrderAndGapsChangeNobodysResult(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(rt *rapid.T) {
		pick := chooser(func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "pick") })
		people := make([]cells, 1+pick(4))
		for i := range people {
			people[i] = anyone(pick, rapid.IntRange(0, 100).Draw(rt, "good"))
		}
		straight := fillIn(r, people)
		want := map[string]*result.Result{}
		for _, got := range grade(t, r, sheettest.Book{straight}) {
			want[got.id] = got.result
		}
		random := rand.New(rand.NewPCG(uint64(pick(1<<30)), 1))
		for _, got := range grade(t, r, sheettest.Book{shuffled(random, straight)}) {
			if !reflect.DeepEqual(want[got.id], got.result) {
				rt.Fatalf("row %d: %+v, want %+v", got.row, got.result, want[got.id])
			}
			delete(want, got.id)
		}
		if len(want) > 0 {
			rt.Fatalf("%d practitioners were lost", len(want))
		}
	})
}

// shuffled is the sheet with its columns and rows in another order and gaps
// between both.
func shuffled(random *rand.Rand, s sheettest.Sheet) sheettest.Sheet {
	column := map[int]int{}
	next := 1
	for _, from := range random.Perm(len(s.Rows[0].Cells)) {
		next += random.IntN(3)
		column[from+1] = next
		next++
	}
	out := sheettest.Sheet{Info: s.Info}
	number := 1 + random.IntN(15)
	order := random.Perm(len(s.Rows) - 1)
	for at := range s.Rows {
		row := s.Rows[0]
		if at > 0 {
			row = s.Rows[1+order[at-1]]
		}
		moved := sheet.Row{Number: number}
		for _, cell := range row.Cells {
			cell.Column = column[cell.Column]
			moved.Cells = append(moved.Cells, cell)
		}
		slices.SortFunc(moved.Cells, func(a, b sheet.Cell) int { return a.Column - b.Column })
		out.Rows = append(out.Rows, moved)
		number += 1 + random.IntN(4)
	}
	return out
}
