package rubric_test

import (
	"strings"
	"testing"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// Results are added up where the parts, their points, the floors and the lines
// of the grades are the same; what an answer earns may differ. Distributions
// stand beside each other where grades and counties are the same, but for
// counties that one adds.
func TestWhichRubricsGoTogether(t *testing.T) {
	t.Parallel()
	load := func(changes ...string) *rubric.Rubric {
		text := string(embedded.Yichun2024)
		for i := 0; i < len(changes); i += 2 {
			if !strings.Contains(text, changes[i]) {
				t.Fatalf("the rubric has no %q", changes[i])
			}
			text = strings.ReplaceAll(text, changes[i], changes[i+1])
		}
		r, err := rubric.Load("other.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := load()
	for name, c := range map[string]struct {
		changes     []string
		shape, same bool
	}{
		"nothing":  {nil, true, true},
		"an id":    {[]string{"id: yichun-2024", "id: other"}, true, true},
		"answers":  {[]string{"{博士: 3, 硕士: 2, 本科及以下: 1}", "{博士: 3, 硕士: 2.5, 本科及以下: 0}"}, true, true},
		"a floor":  {[]string{"below: 20", "below: 21"}, false, true},
		"a line":   {[]string{"below: 75, clause", "below: 76, clause", "from: 75, below", "from: 76, below"}, false, true},
		"a name":   {[]string{"name: 仪容仪表", "name: 仪表"}, false, true},
		"a county": {[]string{"嘉荫县", "嘉荫市"}, false, false},
	} {
		other := load(c.changes...)
		if r.SameShape(other) != c.shape || other.SameShape(r) != c.shape || r.SameGrades(other) != c.same || other.SameGrades(r) != c.same {
			t.Errorf("%s: same shape %v, same grades %v", name, r.SameShape(other), r.SameGrades(other))
		}
	}
	longer := load()
	longer.SHA256 = strings.Repeat("1", 64)
	longer.Counties.Names = append(longer.Counties.Names[:11:11], rubric.County{Name: "新城区"})
	if r.SameShape(longer) || !r.SameGrades(longer) || !longer.SameGrades(r) {
		t.Error("a county that was added is in the way")
	}
	moved := load()
	moved.SHA256 = strings.Repeat("0", 64)
	moved.Indicators[0].Points, moved.Indicators[1].Points = moved.Indicators[0].Points+100, moved.Indicators[1].Points-100
	if r.SameShape(moved) || !r.SameGrades(moved) {
		t.Error("other points are added up")
	}
	if got, want := r.Name(), "yichun-2024（版本 2024-11-14，文件校验码 "+r.SHA256[:8]+"）"; got != want {
		t.Errorf("the rubric is called %s", got)
	}
}
