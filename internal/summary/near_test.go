package summary_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/summary"
)

// line is a line that somebody can stand near; section is -1 for the total.
type line struct {
	section int
	at      points.Points
}

// valueAt is what somebody has where the line lies.
func (l line) valueAt(res *result.Result) points.Points {
	if l.section < 0 {
		return res.Total
	}
	return res.Sections[l.section]
}

// allLines are those of article 13, written out.
var allLines = []line{
	{-1, 95 * points.Unit}, {-1, 85 * points.Unit}, {-1, 75 * points.Unit}, {-1, 60 * points.Unit},
	{0, 20 * points.Unit}, {1, 15 * points.Unit}, {2, 25 * points.Unit},
}

// crossings tries every indicator with everything that it can earn, scores
// anew, and keeps for each the smallest change that crosses the line.
func crossings(r *rubric.Rubric, res *result.Result, l line) (ways []summary.Way) {
	for i := range r.Indicators {
		var best *summary.Way
		for _, level := range levels(&r.Indicators[i]) {
			after := graded(r, changed(res.Points, i, level))
			if (l.valueAt(after) >= l.at) == (l.valueAt(res) >= l.at) {
				continue
			}
			way := summary.Way{Number: i + 1, Change: level - res.Points[i], Grade: after.Grade}
			if best == nil || max(way.Change, -way.Change) < max(best.Change, -best.Change) {
				best = &way
			}
		}
		if best != nil {
			ways = append(ways, *best)
		}
	}
	return ways
}

// The list misses nobody within reach of a line, names nobody else, and every
// indicator that it names alone crosses the line by just so much and leads to
// the grade that it says, which scoring anew shows; no other indicator does.
func TestTheNearListIsWhatScoringAnewShows(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for round, within := range []points.Points{0, points.Unit / 2, points.Unit, 3 * points.Unit} {
		random := rand.New(rand.NewPCG(4, uint64(round)))
		list := summary.NewNearList(r, within)
		want := map[string]line{}
		results := map[string]*result.Result{}
		for _, p := range crowd(r, random, 150, 11, 20) {
			if p.res == nil {
				continue
			}
			list.Add(&p.who, p.res)
			id := p.who.ID.Reveal()
			results[id] = p.res
			for _, l := range allLines {
				if gap := l.valueAt(p.res) - l.at; max(gap, -gap) <= within {
					want[fmt.Sprint(id, l)] = l
				}
			}
		}
		for i := range list.People {
			n := &list.People[i]
			l := line{slices.IndexFunc(r.Sections, func(s rubric.Section) bool { return s.Name == n.Section }), n.Line}
			key := fmt.Sprint(n.ID.Reveal(), l)
			if _, there := want[key]; !there {
				t.Fatalf("%s stands at %v twice, or without reason", n.ID.Reveal(), l)
			}
			delete(want, key)
			checkNear(t, r, n, results[n.ID.Reveal()], l)
		}
		if len(want) > 0 {
			t.Errorf("within %s: %d people near a line are missing", within, len(want))
		}
	}
}

// byTotal is article 13, written out.
func byTotal(total points.Points) string {
	for i, from := range []points.Points{95, 85, 75, 60} {
		if total >= from*points.Unit {
			return "ABCD"[i : i+1]
		}
	}
	return "E"
}

// acrossLine is the grade just across a line with all else as it is.
func acrossLine(res *result.Result, l line) string {
	others := slices.DeleteFunc(slices.Clone(res.Direct), func(section int) bool { return section == l.section })
	below := l.valueAt(res) < l.at
	switch {
	case len(others) > 0 || l.section >= 0 && !below:
		return "E"
	case l.section >= 0:
		return byTotal(res.Total + l.at - l.valueAt(res))
	case below:
		return byTotal(l.at)
	}
	return byTotal(l.at - 1)
}

func checkNear(t *testing.T, r *rubric.Rubric, n *summary.Near, res *result.Result, l line) {
	t.Helper()
	if n.Value != l.valueAt(res) || n.Total != res.Total || n.Grade != res.Grade {
		t.Errorf("%v is told as %v", res, n)
	}
	ways := crossings(r, res, l)
	alike := func(a, b summary.Way) bool { return a.Number == b.Number && a.Change == b.Change && a.Grade == b.Grade }
	if !slices.EqualFunc(n.Ways, ways, alike) {
		t.Errorf("total %s sections %v at %v: ways %v, want %v", res.Total, res.Sections, l, n.Ways, ways)
	}
	if want := acrossLine(res, l); len(n.Together) == 0 && n.After != want {
		t.Errorf("total %s sections %v at %v: the other side is %s, want %s", res.Total, res.Sections, l, n.After, want)
	}
	if (len(n.Together) > 0) != (len(ways) == 0 && n.Below()) {
		t.Errorf("total %s at %v: together %v beside ways %v", res.Total, l, n.Together, ways)
	}
	if len(n.Together) > 0 {
		checkTogether(t, r, n, res, l)
	}
	changes := n.After != res.Grade
	for _, w := range ways {
		changes = changes || w.Grade != res.Grade
	}
	if n.Changes() != changes {
		t.Errorf("total %s sections %v at %v: %s, changes %v", res.Total, res.Sections, l, n.Turn(), n.Changes())
	}
}

// checkTogether holds that some indicators together cross the line and lead to
// the grade that is told, which scoring anew shows, and that no fewer could.
func checkTogether(t *testing.T, r *rubric.Rubric, n *summary.Near, res *result.Result, l line) {
	t.Helper()
	all := slices.Clone(res.Points)
	for _, w := range n.Together {
		all[w.Number-1] += w.Change
		if all[w.Number-1] > r.Indicators[w.Number-1].Points {
			t.Errorf("indicator %d cannot earn %s more", w.Number, w.Change)
		}
	}
	after := graded(r, all)
	if l.valueAt(after) < l.at {
		t.Errorf("%v together do not reach %v from %s", n.Together, l, n.Value)
	}
	if n.After != after.Grade {
		t.Errorf("total %s sections %v: %v together make %s, not %s", res.Total, res.Sections, n.Together, after.Grade, n.After)
	}
	var gains []points.Points
	for i := range r.Indicators {
		if l.section < 0 || r.SectionOf(i) == l.section {
			gains = append(gains, r.Indicators[i].Points-res.Points[i])
		}
	}
	slices.Sort(gains)
	slices.Reverse(gains)
	most := n.Value
	for _, gain := range gains[:len(n.Together)-1] {
		most += gain
	}
	if most >= l.at {
		t.Errorf("%d indicators would do for %v, not %v", len(n.Together)-1, l, n.Together)
	}
}

// The list stands in the order of nearness, of those as near in the order of
// the workbooks, however the parts of a run came together; each person counts
// once however many lines are near.
func TestTheNearestComeFirst(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	people := crowd(r, rand.New(rand.NewPCG(5, 5)), 400, 11, 20)
	lists := [3]*summary.NearList{}
	for i := range lists {
		lists[i] = summary.NewNearList(r, 3*points.Unit)
	}
	place := map[string]int{}
	for i := range people {
		if people[i].res != nil {
			place[people[i].who.ID.Reveal()] = i
			lists[i*3/len(people)].Add(&people[i].who, people[i].res)
		}
	}
	lists[0].Merge(lists[1])
	lists[0].Merge(lists[2])
	lists[0].Sort()
	seen := map[string]bool{}
	for i := range lists[0].People {
		n := &lists[0].People[i]
		seen[n.ID.Reveal()] = true
		if i == 0 {
			continue
		}
		before := &lists[0].People[i-1]
		if before.Gap() > n.Gap() || before.Gap() == n.Gap() && place[before.ID.Reveal()] > place[n.ID.Reveal()] {
			t.Fatalf("%d: %s of %s before %s of %s", i, before.Gap(), before.Name, n.Gap(), n.Name)
		}
	}
	if got := lists[0].Practitioners(); got != len(seen) || got == len(lists[0].People) {
		t.Errorf("%d people at %d places, want %d", got, len(lists[0].People), len(seen))
	}
}

// The words: the line, the gap, what becomes of the grade; the indicators with
// the same change together, and where they lead to another grade than the
// line does.
func TestTheWordsOfTheNearList(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, c := range []struct {
		lost   map[int]points.Points
		within points.Points
		want   []string
	}{
		{map[int]points.Points{43: 500, 31: 50}, 100, []string{
			"差 0.5|A 级线 95|B → A|第 31、43 项多 0.5",
		}},
		{map[int]points.Points{43: 500}, 100, []string{
			"正在线上|A 级线 95|A → B|第 31 项少 0.01；第 3、17、18、38 项少 1；第 1、2、4–16、20–30、32–37、39–42、44 项少 2；第 19 项少 3",
		}},
		// 工作业绩 stands at its floor: what is taken there makes an E.
		{map[int]points.Points{43: 500, 44: 500, 30: 200, 32: 200, 17: 100}, 100, []string{
			"正在线上|B 级线 85|B → C|第 31 项少 0.01（成为 E）；第 3、17、18 项少 1；第 38 项少 1（成为 E）；第 1、2、4–16、20–29 项少 2；第 33–37、39–42 项少 2（成为 E）；第 19 项少 3",
			"正在线上|工作业绩底线 25|B → E|第 31 项少 0.01；第 38 项少 1；第 33–37、39–42 项少 2",
		}},
		{map[int]points.Points{1: 200, 2: 200, 4: 200, 38: 200}, 300, []string{
			"差 3|A 级线 95|B → A|没有单独一项够；合起来：第 1、2 项多 2",
		}},
	} {
		all := make([]points.Points, len(r.Indicators))
		for i := range all {
			all[i] = r.Indicators[i].Points - c.lost[i+1]
		}
		list := summary.NewNearList(r, c.within)
		list.Add(&practitioner.Practitioner{Name: "张三"}, graded(r, all))
		var got []string
		for _, row := range list.Page().Rows {
			var cells []string
			for _, at := range []int{0, 6, 8, 9} {
				cells = append(cells, row[at].Shown(list.Page().Columns[at].Style))
			}
			got = append(got, strings.Join(cells, "|"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("lost %v:\n%s", c.lost, strings.Join(got, "\n"))
		}
	}
}

// Several indicators together may reach further than the line: the grade is
// that of all of them; of many indicators alike the screen tells the number.
func TestTogetherAndShort(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, c := range []struct {
		lost              map[int]points.Points
		section           string
		at                points.Points
		turn, long, short string
	}{
		{map[int]points.Points{38: 200, 43: 300, 44: 300, 1: 200, 2: 200, 4: 200, 5: 200}, "", 95 * points.Unit, "C → A",
			"没有单独一项够；合起来：第 1、2、4 项多 2，第 43、44 项多 3", "没有单独一项够；合起来：第 1、2、4 项多 2，第 43、44 项多 3"},
		// 7 points lack to the floor and would make a C; two indicators bring 10, and B.
		{map[int]points.Points{31: 500, 43: 500, 44: 500, 30: 200, 32: 200, 33: 200, 1: 200, 17: 100}, "工作业绩", 25 * points.Unit, "E → B",
			"没有单独一项够；合起来：第 31、43 项多 5", "没有单独一项够；合起来：第 31、43 项多 5"},
		{map[int]points.Points{43: 500}, "", 95 * points.Unit, "A → B",
			"第 31 项少 0.01；第 3、17、18、38 项少 1；第 1、2、4–16、20–30、32–37、39–42、44 项少 2；第 19 项少 3",
			"第 31 项少 0.01；第 3、17、18、38 项少 1；另有 37 项，任一项少 2；第 19 项少 3"},
	} {
		all := make([]points.Points, len(r.Indicators))
		for i := range all {
			all[i] = r.Indicators[i].Points - c.lost[i+1]
		}
		list := summary.NewNearList(r, 20*points.Unit)
		list.Add(&practitioner.Practitioner{Name: "张三"}, graded(r, all))
		at := slices.IndexFunc(list.People, func(n summary.Near) bool { return n.Section == c.section && n.Line == c.at })
		n := &list.People[at]
		if n.Turn() != c.turn || n.WaysText() != c.long || n.ShortWays() != c.short {
			t.Errorf("lost %v:\n%s\n%s\n%s", c.lost, n.Turn(), n.WaysText(), n.ShortWays())
		}
	}
}
