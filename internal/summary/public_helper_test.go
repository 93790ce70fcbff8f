package summary_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/summary"
	"credit/internal/suppress"
)

// object is a JSON line of a summary; what a publication leaves out is null.
type object map[string]json.RawMessage

// number is a figure in hundredths, so that it stays exact.
func (o object) number(t *testing.T, key string) int64 {
	t.Helper()
	text := string(o[key])
	whole, fraction, _ := strings.Cut(text, ".")
	value, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	if err != nil {
		t.Fatalf("%s is %q", key, text)
	}
	return value
}

func (o object) count(t *testing.T, key string) int64 { t.Helper(); return o.number(t, key) / 100 }

func (o object) hidden(key string) bool { return string(o[key]) == "null" }

// both are the lines that are kept and the lines that are published.
func both(t *testing.T, s *summary.Summary, by summary.By) (kept, published []object) {
	t.Helper()
	for _, public := range []bool{false, true} {
		var lines []object
		for text := range strings.Lines(string(summary.Paper{Summary: s, By: by, Public: public}.AppendJSON(nil))) {
			var o object
			if err := json.Unmarshal([]byte(text), &o); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, o)
		}
		kept, published = published, lines
	}
	return kept, published
}

const (
	fewest = 5
	// fewestSpread is how many were graded where middle values are published.
	fewestSpread = 20
)

var quartiles = []string{"median", "lower_quartile", "upper_quartile"}

// leaves are the counts of a line that add up to graded, and with held to
// practitioners.
var leaves = []string{"A", "B", "C", "D", "E", "held"}

// auditCells holds that nothing about fewer than five is published, that
// nothing left out can be worked out, and that small figures have room.
func auditCells(t *testing.T, name string, cells []suppress.Cell, hidden []bool, room int64) {
	t.Helper()
	all := make([]bool, len(cells))
	for i := range all {
		all[i] = true
	}
	for i, c := range cells {
		if c.Secret && !hidden[i] {
			t.Errorf("%s: figure %d (%d) is about too few and published", name, i, c.Value)
		}
		if !hidden[i] {
			continue
		}
		low, high, _ := suppress.Range(cells, hidden, i)
		if low == high {
			t.Errorf("%s: figure %d is left out and must be %d", name, i, low)
		}
		if _, widest, _ := suppress.Range(cells, all, i); c.Secret && high-c.Value < room && high < widest {
			t.Errorf("%s: figure %d (%d) is known to be at most %d", name, i, c.Value, high)
		}
	}
}

// auditDistribution audits the counts by county, school or post.
func auditDistribution(t *testing.T, s *summary.Summary, by summary.By) {
	t.Helper()
	kept, published := both(t, s, by)
	grid := suppress.Grid{Parts: len(leaves) - 1, Least: fewest}
	var hidden []bool
	for i, line := range kept {
		var row []int64
		for _, key := range leaves {
			row = append(row, line.count(t, key))
			hidden = append(hidden, published[i].hidden(key))
		}
		hidden = append(hidden, published[i].hidden("graded"), published[i].hidden("practitioners"))
		if i < len(kept)-1 {
			grid.Rows = append(grid.Rows, row)
		}
	}
	auditCells(t, string(by), grid.Cells(), hidden, fewest)
	for i := range published {
		for key, value := range published[i] {
			if string(value) != "null" && string(value) != string(kept[i][key]) {
				t.Errorf("%s: %s of line %d is %s, published as %s", by, key, i, kept[i][key], value)
			}
		}
	}
	auditMeans(t, by, kept, published)
	auditDirect(t, by, kept, published)
}

// auditMeans holds that the means that are left out cannot be worked out from
// the mean of all, and that no mean tells how many people there are.
func auditMeans(t *testing.T, by summary.By, kept, published []object) {
	t.Helper()
	last := len(kept) - 1
	lines, people := 0, int64(0)
	for i := range last {
		n := kept[i].count(t, "graded")
		out := published[i].hidden("mean")
		if !out && 0 < n && n < fewest {
			t.Errorf("%s: the mean of %d people is published", by, n)
		}
		if !out && published[i].hidden("graded") {
			t.Errorf("%s: line %d has a mean (or has none) and does not say how many people", by, i)
		}
		alone := out || 0 < n && n < fewestSpread
		for _, grade := range leaves[:len(leaves)-1] {
			alone = alone || published[i].hidden(grade)
		}
		for _, key := range quartiles {
			if _, there := kept[i][key]; there && published[i].hidden(key) != alone {
				t.Errorf("%s: %s of line %d, of %d people, is published as %s", by, key, i, n, published[i][key])
			}
		}
		if out && n > 0 {
			lines, people = lines+1, people+n
		}
	}
	if lines > 0 && !published[last].hidden("mean") && (lines < 2 || people < 2*fewest) {
		t.Errorf("%s: the mean of %d people in %d lines follows from that of all", by, people, lines)
	}
}

// auditDirect holds that a small number of direct gradings is left out, and is
// not the only one.
func auditDirect(t *testing.T, by summary.By, kept, published []object) {
	t.Helper()
	last := len(kept) - 1
	lines := 0
	for i := range kept {
		n := kept[i].count(t, "direct")
		if out := published[i].hidden("direct"); !out && 0 < n && n < fewest {
			t.Errorf("%s: %d direct gradings are published", by, n)
		} else if out && i < last {
			lines++
		}
	}
	if lines == 1 && !published[last].hidden("direct") {
		t.Errorf("%s: the one number of direct gradings that is left out follows from the sum", by)
	}
}

// tellsOfFew reports an indicator whose figures tell of one to four people:
// those who lost points, those who lost none, or those at one of the few levels
// that the points lost and the number of losers tell apart; or whose points are
// not the same for everybody, which tells of the people of a county; or that
// need not apply to everybody: whoever knows to whom it does not, by post or
// school, knows the others.
func tellsOfFew(r *rubric.Rubric, people []one, indicator int) bool {
	for _, rules := range r.Variants() {
		if len(rules.Indicators[indicator].NotApplicable) > 0 {
			return true
		}
	}
	var own *rubric.Indicator
	at, graded, losers := map[points.Points]int64{}, int64(0), int64(0)
	for _, p := range people {
		if p.res == nil {
			continue
		}
		graded++
		if own != nil && !slices.Equal(levels(own), levels(&p.res.Rubric.Indicators[indicator])) {
			return true
		}
		own = &p.res.Rubric.Indicators[indicator]
		earned := p.res.Points[indicator]
		at[earned]++
		if earned < own.Points {
			losers++
		}
	}
	few := func(n int64) bool { return 0 < n && n < fewest }
	if few(losers) || few(graded-losers) {
		return true
	}
	if own == nil {
		own = &r.Indicators[indicator]
	}
	open := map[points.Points]bool{}
	for _, level := range levels(own) {
		open[level] = true
	}
	if len(open) > 3 {
		return false
	}
	for _, n := range at {
		if few(n) {
			return true
		}
	}
	return false
}

// auditParts audits the points lost by section, group and indicator, which are
// published together.
func auditParts(t *testing.T, r *rubric.Rubric, s *summary.Summary, people []one) {
	t.Helper()
	var cells []suppress.Cell
	var hidden []bool
	few := s.Total().Graded > 0 && s.Total().Graded < fewest
	account := map[string]int{}
	of := func(name string) int {
		if account[name] == 0 {
			account[name] = len(account) + 1
		}
		return account[name]
	}
	_, counties := both(t, s, summary.ByCounty)
	whole := counties[len(counties)-1]
	for _, by := range []summary.By{summary.BySection, summary.ByGroup, summary.ByIndicator} {
		kept, published := both(t, s, by)
		for i, line := range kept {
			for _, key := range quartiles {
				if _, there := line[key]; there && !published[i].hidden(key) && whole.hidden(key) {
					t.Errorf("by %s: %s of line %d is published, in the distribution it is left out", by, key, i)
				}
			}
			c := suppress.Cell{Value: line.number(t, "lost"), Secret: few}
			section, group := string(line["section"]), string(line["group"])
			switch {
			case i == len(kept)-1 && by != summary.BySection:
				continue // the same whole once more
			case i == len(kept)-1:
				c.From, c.To = of("leaves"), of("root")
			case by == summary.BySection:
				c.From, c.To = of("root"), of(section)
			case by == summary.ByGroup:
				c.From, c.To = of(section), of(group)
			default:
				c.From, c.To = of(group), of("leaves")
				c.Secret = c.Secret || tellsOfFew(r, people, i)
			}
			cells = append(cells, c)
			hidden = append(hidden, published[i].hidden("lost"))
			if published[i].hidden("lost") != published[i].hidden("mean") && line["mean"] != nil {
				t.Errorf("by %s: line %d publishes a mean or a sum beside the other left out", by, i)
			}
		}
	}
	auditCells(t, "points lost", cells, hidden, fewest*500)
}
