package simulate_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/simulate"
	"credit/internal/submission"
)

// overlaid is a rubric with rules of 伊美区 laid over it, by which indicators
// (by number) do not apply to anybody there.
func overlaid(t testing.TB, r *rubric.Rubric, earns map[int]rubric.Earns) *rubric.Rubric {
	t.Helper()
	text := "rubric: yichun-2024\nid: yimei\nedition: \"1\"\ncounty: 伊美区\ntitle: 细则\ndocument: 伊美教联发〔2026〕3号\n" +
		"issuers: [伊美区教育局]\nissued: \"2026-03-01\"\neffective: \"2026-03-01\"\nnot_applicable:\n"
	for _, number := range slices.Sorted(maps.Keys(earns)) {
		text += fmt.Sprintf("  - {clause: 第一条, indicators: [%d], schools: [小学], earns: %s}\n", number, earns[number])
	}
	if len(earns) == 0 {
		return r
	}
	own, err := r.Lay("细则.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return own
}

// anyEarns are some indicators that do not apply, and what they earn.
func anyEarns(random *rand.Rand) map[int]rubric.Earns {
	earns := map[int]rubric.Earns{}
	for range random.IntN(10) {
		earns[1+random.IntN(44)] = []rubric.Earns{rubric.EarnsFull, rubric.EarnsZero, rubric.EarnsProrated, rubric.EarnsProrated}[random.IntN(4)]
	}
	return earns
}

// judgedAs is what somebody's answers come to by a rubric, nil where one does
// not stand; assume answers 不适用 wherever that may be.
func judgedAs(r *rubric.Rubric, p *graded.Person, assume bool) *result.Result {
	own, who := r.For(p.CountyIndex), rubric.Staff{Post: p.Post, School: p.School}
	recall := submission.NewRecall(r).Of(p.CountyIndex, who)
	var answers []submission.Answer
	for i, given := range p.Answers {
		if assume && own.Indicators[i].NotApplicableTo(who) != nil {
			given = submission.NotApplicable
		}
		a := recall.Answer(i, given)
		if !a.Stands {
			return nil
		}
		answers = append(answers, a)
	}
	return score.Score(own, answers)
}

// drawn is a simulation of any people by any rules, before and in it.
type drawn struct {
	was, other *rubric.Rubric
	people     []*graded.Person
	assume     bool
	simulation *simulate.Simulation
}

// withLines are rules with any lines between the grades.
func withLines(text string, random *rand.Rand) string {
	a := 88 + random.IntN(10)
	b := a - 1 - random.IntN(15)
	c := b - 1 - random.IntN(15)
	d := c - 1 - random.IntN(15)
	for grade, line := range map[string]string{
		"A": fmt.Sprintf("from: %d", a), "B": fmt.Sprintf("from: %d, below: %d", b, a), "C": fmt.Sprintf("from: %d, below: %d", c, b),
		"D": fmt.Sprintf("from: %d, below: %d", d, c), "E": fmt.Sprintf("below: %d", d),
	} {
		text = regexp.MustCompile("(grade: "+grade+", .*级别, also_named: [^,]*, ).*, clause").ReplaceAllString(text, "${1}"+line+", clause")
	}
	return text
}

// draw draws evenly, for who moves stands near a line: rapid's own draws are
// mostly small.
func draw(t *testing.T, rt *rapid.T) (d drawn) {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0))
	text := rubrictest.Varied(t, random.IntN)
	if random.IntN(2) == 0 {
		text = withLines(text, random)
	}
	varied, err := rubric.Load("新.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	before := anyEarns(random)
	d.was, d.other = overlaid(t, rubrictest.Load(t), before), overlaid(t, varied, anyEarns(random))
	d.assume = random.IntN(2) == 0
	for n := range 12 {
		given, worse := best(d.was, nil), random.IntN(25)
		for i := range given {
			if all := answersTo(&d.was.Indicators[i]); random.IntN(50) < worse {
				given[i] = all[random.IntN(len(all))]
			}
		}
		p := personOf(d.was, n, []string{"伊美区", "伊美区", "铁力市"}[n%3], "教师", given)
		for number := range before {
			if p.County == "伊美区" && random.IntN(2) == 0 {
				p.Answers[number-1] = submission.NotApplicable
			}
		}
		d.people = append(d.people, p)
	}
	book := simulate.NewBook(d.was, d.other)
	if d.assume {
		book.AssumeNotApplicable()
	}
	for _, p := range d.people {
		book.Add(p, judgedAs(d.was, p, false))
	}
	if d.simulation, err = simulate.New(d.other, []*rubric.Rubric{d.was}, []string{"2026"}, []*simulate.Book{book}, len(d.people)); err != nil {
		t.Fatal(err)
	}
	return d
}

// exact is the total that counts, to the last digit.
func exact(res *result.Result) points.Fraction {
	if res.Adjusted != nil {
		return res.Adjusted.Total
	}
	return points.Exactly(res.Total)
}

// What the indicators count for adds up, exactly, to what the totals change by:
// somebody's and everybody's, whatever does not apply on either side.
func TestTheIndicatorsAddUpToTheChangeOfTheTotal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		d := draw(t, rt)
		kept := map[string]*simulate.Person{}
		for _, p := range d.simulation.People {
			kept[p.Name] = p
		}
		var all, columns points.Fraction
		for _, p := range d.people {
			before, after := judgedAs(d.was, p, false), judgedAs(d.other, p, d.assume)
			if after == nil {
				continue
			}
			change := exact(after).Minus(exact(before))
			all = all.Plus(change)
			if before.Grade == after.Grade {
				continue
			}
			var sum points.Fraction
			for _, c := range kept[p.Name].Changes() {
				if c.Before == c.After {
					rt.Fatalf("%s: %s is a change and changes nothing", p.Name, c.Label)
				}
				sum = sum.Plus(c.After.Fraction()).Minus(c.Before.Fraction())
			}
			if sum.String() != change.String() {
				rt.Fatalf("%s: the indicators change by %s, the total by %s", p.Name, sum, change)
			}
		}
		for _, part := range d.simulation.Parts() {
			columns = columns.Plus(part.Delta.Fraction())
		}
		if got := d.simulation.Total.Delta.Fraction().String(); got != all.String() || columns.String() != all.String() {
			rt.Fatalf("the totals change by %s, counted %s, the indicators by %s", all, got, columns)
		}
	})
}

// standingOf is the grade of sections, by name, under the lines of a rubric.
func standingOf(lines *rubric.Rubric, sections map[string]points.Fraction) string {
	var total points.Fraction
	for _, section := range sections {
		total = total.Plus(section)
	}
	for _, rule := range lines.Direct.Rules {
		if sections[lines.Sections[rule.Section].Name].Compare(rule.Below) < 0 {
			return lines.Direct.Grade
		}
	}
	for _, g := range lines.Grades {
		if g.From == nil || total.Compare(*g.From) >= 0 {
			return g.Grade
		}
	}
	return ""
}

func sectionsOf(res *result.Result) map[string]points.Fraction {
	sections := map[string]points.Fraction{}
	for i, section := range res.Rubric.Sections {
		sections[section.Name] = points.Exactly(res.Sections[i])
		if res.Adjusted != nil {
			sections[section.Name] = res.Adjusted.Sections[i]
		}
	}
	return sections
}

// The indicators that are named as the cause of a change all went its way, and
// without them there is no such change: by the lines of the other rules, or,
// where these alone would move the grade as far, by the old ones. Where none
// is named the lines alone do it.
func TestWithoutTheNamedIndicatorsTheGradeDoesNotMoveThere(t *testing.T) {
	t.Parallel()
	named, byFloor := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		d := draw(t, rt)
		for _, p := range d.simulation.People {
			if len(p.Held) > 0 {
				continue
			}
			at := slices.IndexFunc(d.people, func(one *graded.Person) bool { return one.Name == p.Name })
			before, after := judgedAs(d.was, d.people[at], false), judgedAs(d.other, d.people[at], d.assume)
			falls := after.Grade > before.Grade
			isAsFar := func(grade string) bool { return grade == after.Grade || (grade > after.Grade) == falls }
			lines := after.Rubric
			linesDo := isAsFar(standingOf(lines, sectionsOf(before)))
			if linesDo {
				lines = before.Rubric
			}
			undone, causes := sectionsOf(after), 0
			for _, c := range p.Changes() {
				if !c.Causes {
					continue
				}
				change := c.After.Fraction().Minus(c.Before.Fraction())
				if (change.Sign() < 0) != falls {
					rt.Fatalf("%s goes from %s to %s, of which %s is a cause, that changes by %s", p.Name, before.Grade, after.Grade, c.Label, change)
				}
				section := d.other.Sections[d.other.SectionOf(c.Number-1)].Name
				undone[section] = undone[section].Minus(change)
				causes++
			}
			byPoints := slices.Contains(p.Kinds, simulate.ByPoints)
			if byPoints != (causes > 0) || causes == 0 && !linesDo {
				rt.Fatalf("%s goes from %s to %s by %v, named are %d indicators", p.Name, before.Grade, after.Grade, p.Kinds, causes)
			}
			if causes > 0 {
				if grade := standingOf(lines, undone); isAsFar(grade) {
					rt.Fatalf("%s goes from %s to %s by %v, and to %s without: %s", p.Name, before.Grade, after.Grade, p.Kinds, grade, p.Why())
				}
				named++
				byFloor += len(p.Sections)
			}
		}
	})
	if named == 0 || byFloor == 0 {
		t.Errorf("%d people were moved by indicators, %d by floors", named, byFloor)
	}
}

// 龙雅燕's case: who falls below one floor alone became E by the indicators of
// that section; those of other sections, and what gained, are told aside.
func TestAFloorIsBrokenByItsOwnSection(t *testing.T) {
	t.Parallel()
	was := rubrictest.Load(t)
	earns := map[int]rubric.Earns{27: rubric.EarnsFull, 30: rubric.EarnsZero, 44: rubric.EarnsFull}
	for number := 20; number <= 25; number++ {
		earns[number] = rubric.EarnsZero
	}
	book := simulate.NewBook(was, overlaid(t, was, earns))
	book.AssumeNotApplicable()
	p := personOf(was, 1, "伊美区", "教师", best(was, map[int]string{17: "本科", 18: "差", 19: "无", 44: "无"}))
	book.Add(p, judged(was, p.Answers))
	s, err := simulate.New(was, []*rubric.Rubric{was}, nil, []*simulate.Book{book}, 1)
	if err != nil || len(s.People) != 1 {
		t.Fatalf("%v, %d people move", err, len(s.People))
	}
	why := s.People[0].Why()
	for _, text := range []string{"20.遵循大纲 2→零分（是）", "；另有得分变化：30.落实教学任务 2→零分（是）；44.评价观念 0→满分 5（无）"} {
		if !strings.Contains(why, text) {
			t.Errorf("%q does not say %q", why, text)
		}
	}
	if strings.Contains(why, "27.") {
		t.Errorf("27 counts as before: %s", why)
	}
	for _, part := range s.Parts() {
		want := 0
		if part.Number < 30 {
			want = 1
		}
		if part.Movers != want || part.Into != want {
			t.Errorf("%s is the cause of %d changes", part.Label, part.Movers)
		}
	}
}

// Who falls to E by the total as well fell by whatever lost points, not by the
// section below its floor alone: with that one mended it would be E still.
func TestWhatTheTotalDecidesToo(t *testing.T) {
	t.Parallel()
	was := rubrictest.Load(t)
	earns := map[int]rubric.Earns{}
	for _, number := range []int{1, 2, 3, 4, 5, 6, 20, 21, 22, 23, 24, 25, 30, 32, 33} {
		earns[number] = rubric.EarnsZero
	}
	book := simulate.NewBook(was, overlaid(t, was, earns))
	book.AssumeNotApplicable()
	p := personOf(was, 1, "伊美区", "教师", best(was, map[int]string{17: "本科", 18: "差", 19: "无", 44: "无"}))
	book.Add(p, judged(was, p.Answers))
	s, err := simulate.New(was, []*rubric.Rubric{was}, nil, []*simulate.Book{book}, 1)
	if err != nil || len(s.People) != 1 {
		t.Fatalf("%v, %d people move", err, len(s.People))
	}
	if mover := s.People[0]; mover.After.Total >= 60*points.Unit || mover.After.Direct != "业务工作" {
		t.Fatalf("%+v", mover.After)
	}
	for _, part := range s.Parts() {
		if part.Movers != 1 {
			t.Errorf("%s is no cause", part.Label)
		}
	}
}

// Nobody is prorated by a section of which nothing is left: such a person
// cannot be judged, and is told why.
func TestNothingIsProratedByNothing(t *testing.T) {
	t.Parallel()
	was := rubrictest.Load(t)
	text := "rubric: yichun-2024\nid: yimei\nedition: \"1\"\ncounty: 伊美区\ntitle: 细则\ndocument: 伊美教联发〔2026〕3号\n" +
		"issuers: [伊美区教育局]\nissued: \"2026-03-01\"\neffective: \"2026-03-01\"\nnot_applicable:\n" +
		"  - {clause: 一, indicators: [1, 2, 3, 4, 5], schools: [松], earns: prorated}\n" +
		"  - {clause: 二, indicators: [6, 7, 8, 9, 10], schools: [涛], earns: prorated}\n" +
		"  - {clause: 三, indicators: [11, 12, 13, 14, 15, 16], schools: [小], earns: prorated}\n" +
		"  - {clause: 四, indicators: [1], schools: [甲, 乙, 丙, 丁, 戊, 己, 庚, 辛, 壬], earns: zero}\n" // too many words to try all sets
	other, err := was.Lay("细则.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	book := simulate.NewBook(was, other)
	book.AssumeNotApplicable()
	p := personOf(was, 1, "伊美区", "教师", best(was, nil))
	book.Add(p, judged(was, p.Answers))
	s, err := simulate.New(other, []*rubric.Rubric{was}, nil, []*simulate.Book{book}, 1)
	if err != nil || len(s.People) != 1 || s.People[0].Why() != "“思想素质”各项都不适用，没有可以按比例的" {
		t.Fatalf("%v, %+v", err, s.People)
	}
}
