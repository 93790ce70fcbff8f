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
