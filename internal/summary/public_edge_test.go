package summary_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/summary"
	embedded "credit/rubric"
)

// losing makes up n people of a county who lose so many points in each of
// these indicators.
func losing(r *rubric.Rubric, n, county int, lost map[int]points.Points) (people []one) {
	for range n {
		all := make([]points.Points, len(r.Indicators))
		for i := range all {
			all[i] = r.Indicators[i].Points - lost[i+1]
		}
		people = append(people, one{practitioner.Practitioner{CountyIndex: county, County: r.Counties.Names[county].Name}, graded(r, all)})
	}
	return people
}

// The tables of points leave out what the JSON lines leave out: sums, means,
// rates and shares together.
func TestTablesOfPointsLeaveOutWhatLinesLeaveOut(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	figures := []string{"平均得分", "得分率", "失分合计", "人均失分", "占全部失分", "失分人数", "占已评分"}
	stars := 0
	for round := range 10 {
		random := rand.New(rand.NewPCG(12, uint64(round)))
		s := counted(r, crowd(r, random, 5+random.IntN(60), 3, 20))
		for _, by := range []summary.By{summary.BySection, summary.ByGroup, summary.ByIndicator} {
			_, lines := both(t, s, by)
			for i, cells := range cellsOf(summary.Paper{Summary: s, By: by, Public: true}.Parts(by)) {
				for _, header := range figures {
					text, there := cells[header]
					if !there || text == "" {
						continue
					}
					if hidden := lines[i].hidden("lost"); hidden != (text == summary.HiddenMark) {
						t.Errorf("round %d by %s: %s of line %d is %q, in JSON %s", round, by, header, i, text, lines[i]["lost"])
					} else if hidden {
						stars++
					}
				}
			}
		}
	}
	if stars < 100 {
		t.Errorf("only %d figures were left out", stars)
	}
}

// Of four people nothing is published at all, not even how many they are.
func TestOfFourPeopleNothingIsPublished(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	s := counted(r, losing(r, 4, 0, map[int]points.Points{43: 200}))
	for _, by := range summary.Bys {
		_, lines := both(t, s, by)
		last := lines[len(lines)-1]
		for key, value := range last {
			if text := string(value); text != "null" && text != "0" && !strings.HasPrefix(text, `"`) && key != "points" {
				t.Errorf("by %s: %s is %s", by, key, text)
			}
		}
		if !last.hidden("graded") {
			t.Errorf("by %s: %s people were graded", by, last["graded"])
		}
	}
}

// Where three people alone lost points, the means of all are not published
// either: with them it would be known how many.
func TestMeansDoNotTellThePointsLost(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	s := counted(r, slices.Concat(losing(r, 17, 0, nil), losing(r, 3, 1, map[int]points.Points{43: 200}), losing(r, 15, 1, nil)))
	_, parts := both(t, s, summary.BySection)
	if last := parts[len(parts)-1]; !last.hidden("lost") || !last.hidden("mean") {
		t.Fatalf("the points lost by three people are published: %s", last["lost"])
	}
	for _, by := range distributions {
		_, lines := both(t, s, by)
		for i, line := range lines {
			if _, there := line["mean"]; there && !line.hidden("mean") {
				t.Errorf("by %s: the mean of line %d is %s", by, i, line["mean"])
			}
		}
	}
}

// Where other rules let somebody be E by the total alone, a small number of
// direct gradings is left out, and with it all of them.
func TestFewDirectGradingsAreLeftOut(t *testing.T) {
	t.Parallel()
	text := string(embedded.Yichun2024)
	for section, floors := range map[string][2]string{"思想素质": {"20", "10"}, "业务工作": {"15", "5"}, "工作业绩": {"25", "5"}} {
		rule := "section: " + section + "\n      below: "
		if !strings.Contains(text, rule+floors[0]) {
			t.Fatalf("the rubric has no rule %q", rule)
		}
		text = strings.Replace(text, rule+floors[0], rule+floors[1], 1)
	}
	r, err := rubric.Load("other.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	low, lower := map[int]points.Points{}, map[int]points.Points{} // 57 points, none at all
	for i := range r.Indicators {
		lower[i+1] = r.Indicators[i].Points
		if 6 <= i && i < 26 {
			low[i+1] = r.Indicators[i].Points
		}
	}
	s := counted(r, slices.Concat(losing(r, 20, 0, nil), losing(r, 8, 1, low), losing(r, 2, 1, lower), losing(r, 12, 1, nil)))
	kept, published := both(t, s, summary.ByCounty)
	if kept[1].count(t, "E") != 10 || kept[1].count(t, "direct") != 2 || published[1].hidden("E") {
		t.Fatalf("E %s, direct %s; published %s", kept[1]["E"], kept[1]["direct"], published[1]["E"])
	}
	for i, line := range published {
		if !line.hidden("direct") {
			t.Errorf("line %d has %s direct gradings", i, line["direct"])
		}
	}
	if cells := cellsOf(summary.Paper{Summary: s, By: summary.ByCounty, Public: true}.Direct()); cells[0]["人数"] != summary.HiddenMark || cells[3]["人数"] != summary.HiddenMark {
		t.Errorf("%v", cells)
	}
}
