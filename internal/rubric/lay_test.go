package rubric_test

import (
	"os"
	"slices"
	"testing"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
)

const kindergarten = "../../testdata/rubric/county.yaml"

func laid(t testing.TB, base *rubric.Rubric, files ...string) *rubric.Rubric {
	t.Helper()
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if base, err = base.Lay(file, data); err != nil {
			t.Fatal(err)
		}
	}
	return base
}

// An overlay changes what it names, for its county alone, and nothing else;
// what comes of it can be kept as a text and read again.
func TestAnOverlayChangesWhatItNamesForItsCountyAlone(t *testing.T) {
	t.Parallel()
	base := rubrictest.Load(t)
	r := laid(t, base, kindergarten)
	own, other := r.For(0), r.For(1)
	if other.ID != base.ID || other.Edition != base.Edition || own.ID != "yichun-2024+yimei-2026" || own.Edition != "2024-11-14+2026-03-01" {
		t.Errorf("%s %s, %s %s", other.ID, other.Edition, own.ID, own.Edition)
	}
	changed := map[int]bool{3: true, 18: true, 27: true, 28: true, 31: true, 32: true, 43: true}
	for i := range base.Indicators {
		was, is := &base.Indicators[i], &own.Indicators[i]
		same := is.Kind == was.Kind && len(is.NotApplicable) == 0 && len(is.ChangedBy()) == 0 && is.Statement == was.Statement
		if same == changed[was.Number] || is.Points != was.Points || is.Name != was.Name {
			t.Errorf("%s: changed %v", was.Label(), !same)
		}
		if n := &other.Indicators[i]; n.Kind != was.Kind || len(n.NotApplicable) > 0 {
			t.Errorf("%s is changed for others", was.Label())
		}
	}
	if n := own.Indicators[30]; n.Kind != rubric.Measure || n.BandOf(decimal(t, "84.999")) != 1 || n.BandOf(decimal(t, "85")) != 0 {
		t.Errorf("31 is %+v", n)
	}
	if n := own.Indicators[42]; n.Answers[2].Points != 2*points.Unit || n.Answers[0].Also[0] != "金奖" || len(base.Indicators[42].Answers[0].Also) != 0 {
		t.Errorf("43 is %+v", n.Answers)
	}
	if n := own.Indicators[17]; len(n.Answers) != 5 || n.Answers[4].Text != "合格" || n.Answers[4].Points != 150 || n.Answers[4].Also[0] != "及格" {
		t.Errorf("18 is %+v", n.Answers)
	}
	if n := own.Indicators[31]; n.NotApplicableTo(rubric.Staff{School: "第一特殊教育学校"}) == nil || n.NotApplicableTo(rubric.Staff{School: "第一小学"}) != nil {
		t.Errorf("32 may be left out: %+v", n.NotApplicable)
	}
	rule := own.Indicators[26].NotApplicableTo(post(" 幼儿园 教师"))
	if rule == nil || rule.Earns != rubric.EarnsProrated || own.Indicators[26].NotApplicableTo(post("教师")) != nil || own.Indicators[26].NotApplicableTo(post("")) != nil {
		t.Errorf("27 may be left out: %+v", rule)
	}
	if n := len(r.Profiles) - len(base.Profiles); n != 1 || r.Profiles[len(r.Profiles)-1].County != "伊美区" {
		t.Errorf("%d profiles more", n)
	}
	if at := slices.IndexFunc(r.Overlays[0].Changes, func(c rubric.Change) bool { return c.Indicator == 18 }); at < 0 || r.Overlays[0].Changes[at].Text != "增加填报“合格”，1.5 分，也可写“及格”" {
		t.Errorf("the changes are %+v", r.Overlays[0].Changes)
	}
	again, err := rubric.Restore("x", r.Text)
	if err != nil || again.SHA256 != r.SHA256 || again.ID != r.ID || again.For(0).Indicators[30].Kind != rubric.Measure {
		t.Errorf("restored as %v, %v", again, err)
	}
	if back, err := rubric.Restore("x", base.Text); err != nil || back.SHA256 != base.SHA256 {
		t.Error(err)
	}
}

func post(name string) rubric.Staff { return rubric.Staff{Post: name} }

func decimal(t *testing.T, text string) points.Decimal {
	t.Helper()
	d, ok := points.ParseDecimal(text)
	if !ok {
		t.Fatal(text)
	}
	return d
}
