package graded_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/graded"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/stamp"
)

func sameEverybody(got, want []string) (string, string, bool) {
	for i := range max(len(got), len(want)) {
		var a, b string
		if i < len(got) {
			a = got[i]
		}
		if i < len(want) {
			b = want[i]
		}
		if a != b {
			return a, b, false
		}
	}
	return "", "", true
}

// What score puts into a graded workbook comes back: everyone's whole
// identity, answers as written, points, grades and reasons.
func TestWhatIsWrittenComesBack(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(rt *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "pick") }
		book, want := written(t, r, filledIn(r, pick, rapid.IntRange(0, 6).Draw(rt, "people")))
		if got, wanted, same := sameEverybody(readBack(t, book, r), want); !same {
			rt.Fatalf("read\n%s\nwant\n%s", got, wanted)
		}
	})
}

// crowd is a graded workbook of some forty people, in hand.
func crowd(t *testing.T, seed uint64) (sheettest.Book, []string) {
	t.Helper()
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(seed, 1))
	book, want := written(t, r, filledIn(r, random.IntN, 40))
	return inHand(t, book), want
}

// People sort the sheets by hand, each its own way, and move columns: the
// rows still find each other.
func TestSortedRowsAndMovedColumnsStillFindEachOther(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for seed := range uint64(10) {
		random := rand.New(rand.NewPCG(seed, 2))
		book, want := crowd(t, seed)
		for name, headers := range map[string]int{graded.ResultSheet: 1, graded.PointsSheet: 2, graded.HeldSheet: 1} {
			if s := named(t, book, name); random.IntN(3) > 0 {
				sortedByHand(random, s, headers)
				if name != graded.PointsSheet || random.IntN(2) == 0 {
					columnsMoved(random, s)
				}
			}
		}
		got := readBack(t, book, r)
		slices.Sort(got)
		slices.Sort(want)
		if read, wanted, same := sameEverybody(got, want); !same {
			t.Fatalf("seed %d: read\n%s\nwant\n%s", seed, read, wanted)
		}
	}
}

// The order of people is that of 评分结果, then that of 未评分; each knows
// where he or she stands.
func TestPeopleComeInTheOrderOfTheSheets(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	book, _ := crowd(t, 1)
	sortedByHand(rand.New(rand.NewPCG(3, 3)), named(t, book, graded.ResultSheet), 1)
	last := graded.Person{Sheet: graded.ResultSheet, Row: 1}
	found, err := graded.Read(book, r, func(p *graded.Person) error {
		if p.Sheet != last.Sheet {
			last.Row = 1
		}
		if p.Row != last.Row+1 || p.Graded != (p.Sheet == graded.ResultSheet) {
			t.Errorf("%s row %d follows %s row %d", p.Sheet, p.Row, last.Sheet, last.Row)
		}
		last = graded.Person{Sheet: p.Sheet, Row: p.Row}
		return nil
	})
	if err != nil || found.Graded == 0 || found.Held == 0 {
		t.Fatalf("%d graded, %d held, %v", found.Graded, found.Held, err)
	}
	want := stamp.Stamp{Kind: stamp.Graded, Rubric: r.ID, Edition: r.Edition, SHA256: r.SHA256, Year: "2025", Version: "test", Form: stamp.Form, Graded: strconv.Itoa(found.Graded), Held: strconv.Itoa(found.Held), Places: found.Stamp.Places}
	if found.Stamp != want {
		t.Errorf("the stamp is %+v", found.Stamp)
	}
}

// A workbook of a version that did not write the further columns is read
// without them; 岗位 stood in 评分结果 even then.
func TestAnOlderWorkbookHasNoFurtherColumns(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	book, _ := crowd(t, 1)
	for _, name := range []string{graded.PointsSheet, graded.HeldSheet} {
		for _, header := range []string{"证件类型", "资格证号", "岗位", "年度考核", "师德考核", "备注"} {
			without(t, named(t, book, name), header)
		}
	}
	posts := 0
	_, err := graded.Read(book, r, func(p *graded.Person) error {
		if p.Post != "" {
			posts++
		}
		if p.Certificate != "" || p.Document != "居民身份证" {
			t.Errorf("row %d has %q, %q", p.Row, p.Document, p.Certificate)
		}
		return nil
	})
	if err != nil || posts == 0 {
		t.Fatalf("%d have a post, %v", posts, err)
	}
}

// Cells that somebody typed anew in a spreadsheet are read as people read
// them: a number as text, a percentage as one, without spaces around.
func TestRetypedAnswersAreReadAsPeopleReadThem(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	book, _ := crowd(t, 1)
	points := named(t, book, graded.PointsSheet)
	for header, cell := range map[string]sheet.Cell{
		"3 填报":  {Kind: sheet.Number, Text: "0.96499999999999997", Percent: true},
		"31 填报": {Kind: sheet.Number, Text: "4.25"},
		"4 填报":  {Kind: sheet.Text, Text: " 是　"},
	} {
		under := cellUnder(t, points, 0, header)
		cell.Column = under.Column
		*under = cell
	}
	var first []string
	if _, err := graded.Read(book, r, func(p *graded.Person) error {
		if p.Graded && first == nil {
			first = []string{p.Answers[2], p.Answers[30], p.Answers[3]}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"96.5%", "4.25", "是"}; !slices.Equal(first, want) {
		t.Errorf("read %q, want %q", first, want)
	}
}

// What visit returns ends the reading and comes back as it is.
func TestVisitMayEndTheReading(t *testing.T) {
	t.Parallel()
	book, _ := crowd(t, 1)
	enough := errors.New("enough")
	if _, err := graded.Read(book, rubrictest.Load(t), func(*graded.Person) error { return enough }); !errors.Is(err, enough) || err.Error() != "enough" {
		t.Errorf("got %v", err)
	}
}

// Damage of the file is told as it is, whichever sheet it is in.
func TestDamageOfTheFileIsTold(t *testing.T) {
	t.Parallel()
	damage := errors.New("压缩包已损坏")
	for _, name := range []string{graded.ResultSheet, graded.PointsSheet, graded.HeldSheet, stamp.SheetName} {
		book, _ := crowd(t, 1)
		named(t, book, name).Damage = damage
		if _, _, err := read(book, rubrictest.Load(t)); !errors.Is(err, damage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A workbook that was graded under another rubric gives what this rubric
// knows: indicators of the same number and name, whatever they were worth.
func TestAnotherRubricReadsTheIndicatorsItKnows(t *testing.T) {
	t.Parallel()
	book, want := crowd(t, 1)
	r := rubrictest.Load(t)
	r.Edition = "another"
	r.Indicators[4].Name = "另外一项"
	r.Indicators[16].Points += 100
	r.Sections[1].Name = "另外一类"
	r.Counties.Names[0].Name, r.Counties.Names[0].Also = "新县", []string{"伊美区"}
	var people, renamed int
	found, err := graded.Read(book, r, func(p *graded.Person) error {
		people++
		if p.County == "新县" && p.CountyIndex == 0 {
			renamed++
		}
		if p.Answers[4] != "" || p.Graded && (p.Points[4] != 0 || p.Sections[1] != 0) {
			t.Errorf("%s row %d answers an indicator that nobody asked", p.Sheet, p.Row)
		}
		if p.Graded && (p.Answers[16] == "" || p.Sections[0] == 0) {
			t.Errorf("%s row %d lost an answer or a section", p.Sheet, p.Row)
		}
		return nil
	})
	if err != nil || people != len(want) || renamed == 0 || !slices.Equal(found.Unasked, []int{4}) || found.Stamp.Edition == r.Edition {
		t.Errorf("%d of %d people, unasked %v, edition %q, %v", people, len(want), found.Unasked, found.Stamp.Edition, err)
	}
}

// Who deletes the row of names above 逐项得分 loses nothing under the same
// rubric, for the numbers say enough; under another they do not.
func TestNumbersAloneAreEnoughUnderTheSameRubricOnly(t *testing.T) {
	t.Parallel()
	book, want := crowd(t, 1)
	s := named(t, book, graded.PointsSheet)
	s.Rows = s.Rows[1:]
	r := rubrictest.Load(t)
	if got, wanted, same := sameEverybody(readBack(t, book, r), want); !same {
		t.Fatalf("read\n%s\nwant\n%s", got, wanted)
	}
	r.Edition = "another"
	if _, found, err := read(book, r); err != nil || len(found.Unasked) != len(r.Indicators) {
		t.Errorf("unasked %v, %v", found.Unasked, err)
	}
}

// The further columns stand last and are not printed, whatever the rubric.
func TestTheFurtherColumnsAreNotPrinted(t *testing.T) {
	t.Parallel()
	further := []string{"证件类型", "资格证号", "岗位", "年度考核", "师德考核", "备注"}
	for _, layout := range graded.Layouts(rubrictest.Load(t)) {
		if layout.Name != graded.PointsSheet && layout.Name != graded.HeldSheet {
			continue
		}
		var headers []string
		for _, column := range layout.Columns[len(layout.Columns)-len(further):] {
			headers = append(headers, column.Header)
		}
		if printed := layout.PrintColumns; !slices.Equal(headers, further) || printed == 0 || printed > len(layout.Columns)-len(further) {
			t.Errorf("%s ends with %q, %d of %d columns are printed", layout.Name, headers, printed, len(layout.Columns))
		}
	}
}

// Blank rows and rows beside the table are no people.
func TestWhatStandsBesideTheTableIsNobody(t *testing.T) {
	t.Parallel()
	book, want := crowd(t, 1)
	for _, name := range []string{graded.ResultSheet, graded.PointsSheet, graded.HeldSheet} {
		s := named(t, book, name)
		last := s.Rows[len(s.Rows)-1].Number
		s.Rows = append(s.Rows,
			sheet.Row{Number: last + 1, Cells: []sheet.Cell{{Column: 2, Kind: sheet.Text, Text: " 　"}}},
			sheet.Row{Number: last + 2, Cells: []sheet.Cell{{Column: 200, Kind: sheet.Text, Text: "审核人"}}})
	}
	if got := readBack(t, book, rubrictest.Load(t)); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%d people, want %d", len(got), len(want))
	}
}
