package summary_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/summary"
)

// keys are the keys of JSON by the headers of tables.
var keys = map[string]string{
	"人数": "practitioners", "已评分": "graded", "未评分": "held", "直接判级": "direct",
	"平均分": "mean", "中位数": "median", "下四分位": "lower_quartile", "上四分位": "upper_quartile",
}

func cellsOf(page sheet.Page) (rows []map[string]string) {
	for row := range page.All() {
		cells := map[string]string{}
		for i, value := range row {
			cells[page.Columns[i].Header] = value.Shown(page.Columns[i].Style)
		}
		rows = append(rows, cells)
	}
	return rows
}

// The tables of a publication leave out what its JSON lines leave out, shares
// with their counts.
func TestTablesLeaveOutWhatLinesLeaveOut(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	stars := 0
	for round := range 20 {
		random := rand.New(rand.NewPCG(10, uint64(round)))
		s := counted(r, crowd(r, random, 5+random.IntN(150), 1+random.IntN(11), 2+random.IntN(20)))
		for _, by := range distributions {
			_, lines := both(t, s, by)
			for i, cells := range cellsOf(summary.Paper{Summary: s, By: by, Public: true}.Distribution(by)) {
				for header, text := range cells {
					key, known := keys[header]
					grade, isShare := strings.CutSuffix(header, " 占比")
					if !known {
						key = grade
					}
					if lines[i][key] == nil {
						continue // a label, or a mean of nobody
					}
					hidden := lines[i].hidden(key) || isShare && lines[i].hidden("graded")
					if hidden != (text == summary.HiddenMark) {
						t.Errorf("round %d by %s: %s of line %d is %q, in JSON %s", round, by, header, i, text, lines[i][key])
					}
					if hidden {
						stars++
					}
				}
			}
		}
	}
	if stars < 1000 {
		t.Errorf("only %d figures were left out", stars)
	}
}

// How many fall below each floor is told of all sections or of none, in every
// table alike: the others and the number of direct gradings tell of one.
func TestFloorsAreToldTogether(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	seen := map[bool]int{}
	for round := range 40 {
		random := rand.New(rand.NewPCG(11, uint64(round)))
		s := counted(r, crowd(r, random, 20+random.IntN(400), 3, 50))
		paper := summary.Paper{Summary: s, By: summary.BySection, Public: true}
		total := s.Total()
		small := slices.ContainsFunc(slices.Concat(total.DirectBy, total.Raised), func(n int) bool { return 0 < n && n < fewest })
		seen[small]++
		_, lines := both(t, s, summary.BySection)
		direct, sections := cellsOf(paper.Direct()), cellsOf(paper.Parts(summary.BySection))
		for i := range r.Sections {
			hidden := direct[i]["人数"] == summary.HiddenMark
			if lines[i].hidden("below_floor") != hidden || (sections[i]["不满底线"] == summary.HiddenMark) != hidden || small && !hidden {
				t.Errorf("round %d: %v, %s, %v", round, direct[i], lines[i]["below_floor"], sections[i])
			}
		}
	}
	if seen[true] < 5 || seen[false] < 5 {
		t.Errorf("small numbers in %d of 40 rounds", seen[true])
	}
}

// Indicators stand in the order of the points lost in them, in a publication
// those left out last: a place between two others would tell what was lost.
func TestThePlaceOfAnIndicatorTellsNothing(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	s := summary.New(r)
	for i := range 40 {
		all := make([]points.Points, len(r.Indicators))
		for k := range all {
			all[k] = r.Indicators[k].Points
		}
		switch {
		case i < 4:
			all[42] = 0 // 43 loses 20 points, by four people
		case i < 14:
			all[0] = 0 // 1 loses 20 points, by ten
		case i < 19:
			all[1], all[2] = 0, 0 // 2 and 3 lose 10 points, by five
		}
		s.Add(&practitioner.Practitioner{}, graded(r, all))
	}
	paper := summary.Paper{Summary: s, By: summary.ByCounty}
	if got := names(paper.MostLost())[:4]; !slices.Equal(got, labels(r, 1, 43, 2, 3)) {
		t.Errorf("in order of the points lost: %v", got)
	}
	paper.Public = true
	page := paper.MostLost()
	for i, cells := range cellsOf(page)[:9] {
		if cells["失分合计"] == summary.HiddenMark && cellsOf(page)[i+1]["失分合计"] != summary.HiddenMark {
			t.Errorf("%s is left out between others", cells["三级指标"])
		}
	}
	if got := names(page); slices.Contains(got, labels(r, 43)[0]) || got[0] != labels(r, 1)[0] {
		t.Errorf("published: %v", got)
	}
}

func names(page sheet.Page) (list []string) {
	for _, cells := range cellsOf(page) {
		list = append(list, cells["三级指标"])
	}
	return list
}

func labels(r *rubric.Rubric, numbers ...int) (list []string) {
	for _, n := range numbers {
		list = append(list, strconv.Itoa(n)+"."+r.Indicators[n-1].Name)
	}
	return list
}

// Every table of a publication in which the mark stands explains it, and no
// other.
func TestTheMarkIsExplained(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	seen := map[bool]int{}
	for round := range 10 {
		random := rand.New(rand.NewPCG(13, uint64(round)))
		s := counted(r, crowd(r, random, 5+random.IntN(300), 3, 30))
		for _, by := range summary.Bys {
			paper := summary.Paper{Summary: s, By: by, Public: true}
			for _, page := range append(paper.Pages()[1:6], paper.ScreenPages()...) {
				marked := false
				for _, row := range page.Rows {
					for i, value := range row {
						marked = marked || value.Shown(page.Columns[i].Style) == summary.HiddenMark
					}
				}
				notes := 0
				for _, note := range page.Notes {
					if note == summary.HiddenNote {
						notes++
					}
				}
				if marked != (notes == 1) || notes > 1 {
					t.Errorf("%s by %s, marked %v: %q", page.Name, by, marked, page.Notes)
				}
				seen[marked]++
			}
		}
	}
	if seen[true] < 50 || seen[false] < 10 {
		t.Errorf("%v", seen)
	}
}

// Points that are entered lie at many levels: that few people have just so many
// of them tells nothing, and the indicator is published.
func TestEnteredPointsArePublished(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	s := summary.New(r)
	for i := range 60 {
		all := make([]points.Points, len(r.Indicators))
		for k := range all {
			all[k] = r.Indicators[k].Points
		}
		all[30] -= points.Points(max(0, i-5)/2) * 7 // two people each
		s.Add(&practitioner.Practitioner{}, graded(r, all))
	}
	_, lines := both(t, s, summary.ByIndicator)
	if lines[30].hidden("lost") || lines[30].hidden("losers") {
		t.Errorf("%s lost by %s", lines[30]["lost"], lines[30]["losers"])
	}
}

// One of three levels that holds one to four people is told by what is lost and
// by how many, though many lose points and many do not.
func TestFewPeopleAtALevelAreSecret(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for few, want := range map[int]bool{0: false, 1: true, 4: true, 5: false} {
		s := summary.New(r)
		for i := range 60 {
			all := make([]points.Points, len(r.Indicators))
			for k := range all {
				all[k] = r.Indicators[k].Points
			}
			switch {
			case i < few:
				all[16] = points.Unit // 17, 本科及以下
			case i < 30:
				all[16] = 2 * points.Unit // 硕士
			}
			s.Add(&practitioner.Practitioner{}, graded(r, all))
		}
		if _, lines := both(t, s, summary.ByIndicator); lines[16].hidden("lost") != want {
			t.Errorf("%d people at a level: %s lost by %s", few, lines[16]["lost"], lines[16]["losers"])
		}
	}
}

// Where all but a few lose points, those few are told as the losers would be.
func TestFewPeopleWithoutLossesAreSecret(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for few, want := range map[int]bool{0: false, 1: true, 4: true, 5: false} {
		s := summary.New(r)
		for i := range 60 {
			all := make([]points.Points, len(r.Indicators))
			for k := range all {
				all[k] = r.Indicators[k].Points
			}
			if i >= few {
				all[30] -= points.Unit
			}
			s.Add(&practitioner.Practitioner{}, graded(r, all))
		}
		if _, lines := both(t, s, summary.ByIndicator); lines[30].hidden("lost") != want || lines[30].hidden("losers") != want {
			t.Errorf("%d people lost nothing: %s lost by %s", few, lines[30]["lost"], lines[30]["losers"])
		}
	}
}
