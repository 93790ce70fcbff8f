package rubric_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
)

// words are a text's words without its punctuation and spaces: the rubric
// may write ， for a comma, but no other word than the regulation.
func words(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// printed is an indicator as the appendix prints it.
type printed struct {
	number                   int
	name, statement          string
	methods                  [][2]string // 评分方法, 分值
	groupTitle, sectionTitle string
}

func appendix(t *testing.T) []printed {
	t.Helper()
	data, err := os.ReadFile("../../testdata/appendix.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []printed
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), "\t")
		number, err := strconv.Atoi(cells[0])
		if err != nil || len(cells) != 6 {
			t.Fatalf("appendix.tsv: %q", line)
		}
		p := printed{number: number, name: cells[1], statement: cells[2], groupTitle: cells[4], sectionTitle: cells[5]}
		for _, method := range strings.Split(cells[3], "；") {
			at := strings.LastIndex(method, "=")
			p.methods = append(p.methods, [2]string{method[:at], method[at+1:]})
		}
		all = append(all, p)
	}
	return all
}

// The names, statements, answers and points of the 44 indicators are the
// appendix's, word by word.
func TestEveryIndicatorIsTheAppendixWordByWord(t *testing.T) {
	r := rubrictest.Load(t)
	list := appendix(t)
	if len(list) != 44 || len(r.Indicators) != 44 {
		t.Fatalf("%d printed, %d in the rubric", len(list), len(r.Indicators))
	}
	for i, p := range list {
		n := &r.Indicators[i]
		group := r.Groups[n.Group]
		if n.Number != p.number || n.Name != p.name {
			t.Errorf("indicator %d.%s is %d.%s in the appendix", n.Number, n.Name, p.number, p.name)
		}
		if words(n.Statement) != words(p.statement) {
			t.Errorf("%d: statement %q, in the appendix %q", p.number, n.Statement, p.statement)
		}
		if got := group.Name + "/" + r.Sections[group.Section].Name; got != p.groupTitle+"/"+p.sectionTitle {
			t.Errorf("%d stands in %s, in the appendix in %s/%s", p.number, got, p.groupTitle, p.sectionTitle)
		}
		if got, want := earnings(n), printedEarnings(p); !slices.Equal(got, want) {
			t.Errorf("%d earns %q, in the appendix %q", p.number, got, want)
		}
	}
}

// earnings are "answer=points" of every answer or band, as the rubric has it.
func earnings(n *rubric.Indicator) []string {
	var list []string
	switch n.Kind {
	case rubric.Choice:
		for _, a := range n.Answers {
			list = append(list, a.Text+"="+a.Points.String())
		}
	case rubric.Rate:
		for _, b := range n.Bands {
			bounds := "出席率"
			switch {
			case b.Below == nil:
				bounds += " ≥ " + b.From.Percent()
			case b.From == nil:
				bounds += " < " + b.Below.Percent()
			default:
				bounds = b.From.Percent() + " ≤ 出席率 < " + b.Below.Percent()
			}
			list = append(list, bounds+"="+b.Points.String())
		}
	case rubric.Number:
		list = append(list, n.Range.Min.String()+"–"+n.Range.Max.String()+"/"+strconv.Itoa(n.Range.Decimals))
	}
	return list
}

// printedEarnings are those of the appendix, with the contract's canonical
// answers where the appendix has a sentence (19, 35), none (43, 44: reading
// 4) or no algorithm (31: reading 5).
func printedEarnings(p printed) []string {
	canonical := map[string]string{"有任意一项或多项称号": "有", "一项或多项": "获奖"}
	var list []string
	for _, m := range p.methods {
		text := m[0]
		if contract, has := canonical[text]; has {
			text = contract
		}
		list = append(list, text+"="+m[1])
	}
	switch p.number {
	case 31:
		return []string{"0–5/2"}
	case 43, 44:
		list = append(list, "无=0")
	}
	return list
}

// The sections have 32, 29 and 39 points, the groups 20+12, 9+14+6 and
// 11+4+4+10+10 (reading 1).
func TestSectionsAndGroupsHaveTheAppendixPoints(t *testing.T) {
	r := rubrictest.Load(t)
	want := []struct {
		name   string
		points int
		groups []string
	}{
		{"思想素质", 32, []string{"政治表现 20", "工作态度 12"}},
		{"业务工作", 29, []string{"专业水平 9", "课堂教学 14", "辅导工作 6"}},
		{"工作业绩", 39, []string{"教学效果 11", "教研成果 4", "继续教育 4", "教研教改 10", "创新状态 10"}},
	}
	if r.Points != 100*points.Unit || len(r.Sections) != len(want) {
		t.Fatalf("%s points in %d sections", r.Points, len(r.Sections))
	}
	for i, section := range r.Sections {
		var groups []string
		for _, g := range section.Groups {
			groups = append(groups, r.Groups[g].Name+" "+r.Groups[g].Points.String())
		}
		if section.Name != want[i].name || section.Points != points.Points(want[i].points)*points.Unit || !slices.Equal(groups, want[i].groups) {
			t.Errorf("%s %s: %q", section.Name, section.Points, groups)
		}
	}
}

// The grades have article 13's bounds and both articles' names.
func TestGradesAreThoseOfArticles12And13(t *testing.T) {
	want := []string{
		"A 诚信模范级别 信用优秀 95–", "B 诚信级别 信用良好 85–95", "C 较诚信级别 信用一般 75–85",
		"D 诚信警示级别 信用较差 60–75", "E 不诚信级别 严重失信 –60",
	}
	var got []string
	for _, g := range rubrictest.Load(t).Grades {
		line := g.Grade + " " + g.Name + " " + g.AlsoNamed + " "
		if g.From != nil {
			line += g.From.String()
		}
		line += "–"
		if g.Below != nil {
			line += g.Below.String()
		}
		got = append(got, line)
	}
	if !slices.Equal(got, want) {
		t.Errorf("grades %q", got)
	}
}

// Direct grading has article 13's three floors, in the order of the
// sections, and makes the grade E.
func TestDirectGradingHasTheThreeFloorsOfArticle13(t *testing.T) {
	r := rubrictest.Load(t)
	var got []string
	for _, rule := range r.Direct.Rules {
		got = append(got, r.Sections[rule.Section].Name+" < "+rule.Below.String())
	}
	if want := []string{"思想素质 < 20", "业务工作 < 15", "工作业绩 < 25"}; r.Direct.Grade != "E" || !slices.Equal(got, want) {
		t.Errorf("grade %s, %q", r.Direct.Grade, got)
	}
}

// The counties stand in the contract's order with the codes of GB/T 2260.
func TestCountiesHaveTheirCodesAndOrder(t *testing.T) {
	want := []string{
		"伊美区 230717", "乌翠区 230718", "友好区 230719", "嘉荫县 230722", "汤旺县 230723", "丰林县 230724",
		"大箐山县 230725", "南岔县 230726", "金林区 230751", "铁力市 230781", "市直学校 ",
	}
	var got []string
	for _, c := range rubrictest.Load(t).Counties.Names {
		got = append(got, c.Name+" "+c.Code)
	}
	if !slices.Equal(got, want) {
		t.Errorf("counties %q", got)
	}
}

// The accepted forms of every answer are the contract's, no fewer and no
// more.
func TestAcceptedFormsAreTheContracts(t *testing.T) {
	yesNo := map[string]string{
		"是": "√ ✓ ✔ Y yes 1 TRUE 对 符合 是（符合）", "否": "× ✗ ✕ N no 0 FALSE 错 不符合 否（不符合）",
	}
	award := map[string]string{"一等奖": "", "二等奖": "", "三等奖": "", "参与奖": "", "无": "未获奖 未参加 没有"}
	special := map[int]map[string]string{
		17: {"博士": "博士研究生", "硕士": "硕士研究生", "本科及以下": "本科 大专 专科 中专 高中"},
		18: {"优秀": "", "良好": "", "中等": "", "差": ""},
		19: {"有": "是", "无": "否"},
		35: {"获奖": "一项或多项 有 是", "未获奖": "无 否"},
		43: award, 44: award,
	}
	r := rubrictest.Load(t)
	for i := range r.Indicators {
		n := &r.Indicators[i]
		want := yesNo
		if own := special[n.Number]; own != nil {
			want = own
		}
		if n.Kind != rubric.Choice {
			if n.Number != 3 && n.Number != 31 && n.Number != 38 {
				t.Errorf("%d is a %s", n.Number, n.Kind)
			}
			continue
		}
		for _, a := range n.Answers {
			if got := strings.Join(a.Also, " "); got != want[a.Text] {
				t.Errorf("%d.%s: also %q, in the contract %q", n.Number, a.Text, got, want[a.Text])
			}
		}
		if len(n.Answers) != len(want) {
			t.Errorf("%d has %d answers", n.Number, len(n.Answers))
		}
	}
}

// Every reading of the contract stands in the rubric, beside the rule it
// concerns or among the others, each once and by number.
func TestReadings1To13StandInTheRubric(t *testing.T) {
	var numbers []int
	for _, reading := range rubrictest.Load(t).Readings() {
		numbers = append(numbers, reading.Number)
		if reading.Text == "" || reading.Clause == "" {
			t.Errorf("reading %d has no text or clause: %+v", reading.Number, reading)
		}
	}
	want := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}
	if !slices.Equal(numbers, want) {
		t.Errorf("readings %v", numbers)
	}
}

// The total 94.99 is a B and 60 a D: bounds are closed below, open above
// (reading 3).
func TestBoundsAreClosedBelowAndOpenAbove(t *testing.T) {
	r := rubrictest.Load(t)
	for text, want := range map[string]string{
		"100": "A", "95": "A", "94.99": "B", "85": "B", "84.99": "C", "75": "C", "74.99": "D",
		"60": "D", "59.99": "E", "0": "E",
	} {
		total, err := points.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Grades[r.GradeOf(total)].Grade; got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

// Header forms and county forms never collide after folding.
func TestNoTwoNamesOfTheRubricAreTheSameWhenFolded(t *testing.T) {
	r := rubrictest.Load(t)
	seen := map[string]string{}
	for i := range r.Indicators {
		key := fold.Key(r.Indicators[i].Name)
		if other, twice := seen[key]; twice {
			t.Errorf("%s and %s", other, r.Indicators[i].Name)
		}
		seen[key] = r.Indicators[i].Name
	}
}
