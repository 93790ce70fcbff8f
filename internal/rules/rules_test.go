package rules_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"credit/internal/render"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/rules"
	embedded "credit/rubric"
)

// squeezed is a text without spaces and line breaks, for what was wrapped.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// shown is a document as the screen and as a page has it.
func shown(t *testing.T, d rules.Document) (screen, page string) {
	t.Helper()
	var text, markdown bytes.Buffer
	if err := render.Rules(&text, d, 80); err != nil {
		t.Fatal(err)
	}
	if err := render.RulesMarkdown(&markdown, d); err != nil {
		t.Fatal(err)
	}
	return squeezed(text.String()), squeezed(strings.ReplaceAll(markdown.String(), `\`, ""))
}

var (
	clauseLine  = regexp.MustCompile(`clause: ([^,}\n]+)`)
	readingLine = regexp.MustCompile(`number: (\d+)\n +(?:clause: .+\n +)?text: (.+)`)
)

// The whole rubric is shown with everything that it says: every item, every
// clause and every reading with its number, as they stand in the file.
func TestTheWholeIsShown(t *testing.T) {
	t.Parallel()
	r := described(t)
	screen, page := shown(t, rules.Whole(r))
	has := func(text string) {
		t.Helper()
		if !strings.Contains(screen, squeezed(text)) || !strings.Contains(page, squeezed(text)) {
			t.Errorf("%q is not shown", text)
		}
	}
	for _, it := range rules.Items(r) {
		if !strings.HasSuffix(it.Rule, ".order") && it.Rule != "indicator.kind" {
			has(it.Text)
		}
	}
	file := string(embedded.Yichun2024)
	clauses, readings := clauseLine.FindAllStringSubmatch(file, -1), readingLine.FindAllStringSubmatch(file, -1)
	for _, found := range clauses {
		has(found[1])
	}
	seen := map[string]bool{}
	for _, found := range readings {
		has("解读 " + found[1] + "：" + found[2])
		seen[found[1]] = true
	}
	if len(clauses) < 80 || len(seen) != 13 {
		t.Errorf("%d clauses and %d readings were looked for", len(clauses), len(seen))
	}
	for _, n := range r.Indicators {
		has(n.Label() + "（" + n.Points.String() + " 分，" + n.Clause + "）")
	}
}

// Each of the 44 is shown by itself with all of its items.
func TestEachIndicatorIsShown(t *testing.T) {
	t.Parallel()
	r := described(t)
	for _, n := range r.Indicators {
		screen, page := shown(t, rules.One(r, n.Number))
		count := 0
		for _, it := range rules.Items(r) {
			if it.Number != n.Number || it.Rule == "answers.order" {
				continue
			}
			count++
			if text := squeezed(it.Text); !strings.Contains(screen, text) || !strings.Contains(page, text) {
				t.Errorf("%s: %q is not shown", n.Label(), it.Text)
			}
		}
		if count < 7 {
			t.Errorf("%s has only %d items", n.Label(), count)
		}
		var out bytes.Buffer
		if err := rules.WriteIndicatorJSON(&out, r, n.Number); err != nil {
			t.Fatal(err)
		}
		var one struct {
			Number    int
			Statement string
			Points    json.Number
		}
		if err := json.Unmarshal(out.Bytes(), &one); err != nil || one.Number != n.Number || one.Statement != n.Statement || one.Points.String() != n.Points.String() {
			t.Errorf("%s in JSON is %s, %v", n.Label(), out.Bytes(), err)
		}
	}
}

// Where overlays are laid, each indicator says what each of them changed, with
// its document and clause; and so does the whole.
func TestOverlaysAreShown(t *testing.T) {
	t.Parallel()
	r := described(t)
	r.Overlays = []rubric.Overlay{{
		ID: "yimei-2026", Edition: "1", Title: "伊美区实施细则", County: "伊美区", Document: "伊美教发〔2026〕3号",
		Effective: "2026-01-01", Until: "2028-12-31", SHA256: "0123456789",
		Changes: []rubric.Change{{Indicator: 31, Clause: "第五条", Text: "按班级平均成绩分五档"}, {Clause: "第九条", Text: "增加写法"}},
	}}
	want := "改动：按班级平均成绩分五档（第五条）"
	for _, d := range []rules.Document{rules.One(r, 31), rules.Whole(r)} {
		screen, page := shown(t, d)
		if !strings.Contains(screen, want) || !strings.Contains(page, want) || !strings.Contains(screen, "伊美区实施细则（伊美教发〔2026〕3号）") {
			t.Errorf("the overlay is not shown in %s", d.Title)
		}
	}
	if screen, _ := shown(t, rules.Whole(r)); !strings.Contains(screen, "有效期至：2028-12-31") || !strings.Contains(screen, "改动：增加写法（第九条）") {
		t.Error("the overlay's own part is not shown")
	}
	if screen, _ := shown(t, rules.One(r, 31)); !strings.Contains(screen, "不适用：岗位为“保育员”的人可以填“不适用”，按满分计（第七条）") {
		t.Errorf("不适用 is not shown: %s", screen)
	}
	if screen, _ := shown(t, rules.One(r, 30)); strings.Contains(screen, "伊美教发") {
		t.Error("indicator 30 was not changed")
	}
}

// described is the embedded rubric with what it does not have: a last day in
// force, profiles, and 不适用.
func described(t *testing.T) *rubric.Rubric {
	t.Helper()
	r := rubrictest.Load(t)
	r.Until = "2030-12-31"
	r.Profiles = append(r.Profiles, rubric.Profile{Name: "幼儿园教师", Clause: "第二条甲", County: "铁力市", Post: "保育员", Without: []int{27, 28}, Answers: map[int]string{17: "硕士", 31: "4.5"}})
	r.Indicators = slices.Clone(r.Indicators)
	r.Indicators[30].NotApplicable = []rubric.NotApplicable{{Posts: []string{"保育员"}, Earns: rubric.EarnsFull, Clause: "第七条"}}
	return r
}

// Nothing differs between a rubric and itself.
func TestNothingDiffersFromItself(t *testing.T) {
	t.Parallel()
	d := rules.Compare(described(t), described(t))
	if len(d.Changes) != 0 || !d.SameFile() {
		t.Errorf("%+v", d.Changes)
	}
}
