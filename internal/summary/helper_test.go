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
	"credit/internal/score"
	"credit/internal/sheet"
	"credit/internal/summary"
)

// one is somebody to be counted; res is nil for those held back.
type one struct {
	who practitioner.Practitioner
	res *result.Result
}

// levels are the points that an indicator can earn, as the appendix lists
// them: of points that are entered, every hundredth.
func levels(n *rubric.Indicator) (all []points.Points) {
	for _, a := range n.Answers {
		all = append(all, a.Points)
	}
	for _, b := range n.Bands {
		all = append(all, b.Points)
	}
	if n.Kind == rubric.Number {
		for p := n.Range.Min; p <= n.Range.Max; p++ {
			all = append(all, p)
		}
	}
	return all
}

// earned makes up what somebody earned: full points in most indicators where
// good is near 1.
func earned(r *rubric.Rubric, random *rand.Rand, good float64) []points.Points {
	all := make([]points.Points, len(r.Indicators))
	for i := range r.Indicators {
		all[i] = r.Indicators[i].Points
		if random.Float64() > good {
			open := levels(&r.Indicators[i])
			all[i] = open[random.IntN(len(open))]
		}
	}
	return all
}

func graded(r *rubric.Rubric, all []points.Points) *result.Result {
	return score.Sum(r, all, make([]int, len(all)), nil)
}

var posts = []string{"教师", "班主任", " 教师", "管理人员", ""}

// crowd makes up n people of so many counties, one in held of them held back.
func crowd(r *rubric.Rubric, random *rand.Rand, n, counties, held int) (people []one) {
	good := 0.5 + random.Float64()/2
	for i := range n {
		county := random.IntN(counties + 1)
		p := one{who: practitioner.Practitioner{
			CountyIndex: -1, School: fmt.Sprintf("第%d小学", random.IntN(3)), Name: fmt.Sprintf("某%d", i),
			Post: posts[random.IntN(len(posts))], ID: practitioner.NewID(fmt.Sprintf("%018d", i)),
		}}
		if county < counties {
			p.who.CountyIndex, p.who.County = county, r.Counties.Names[county].Name
		}
		if p.who.CountyIndex >= 0 && random.IntN(held) > 0 {
			p.res = graded(r, earned(r, random, good))
		}
		people = append(people, p)
	}
	return people
}

func counted(r *rubric.Rubric, people []one) *summary.Summary {
	s := summary.New(r)
	for i := range people {
		s.Add(&people[i].who, people[i].res)
	}
	return s
}

// figures is everything that a summary says, as text.
func figures(s *summary.Summary) string {
	var all strings.Builder
	for _, by := range summary.Bys {
		all.Write(summary.Paper{Summary: s, By: by}.AppendJSON(nil))
	}
	all.WriteString(pagesText(summary.Paper{Summary: s, Years: []string{"2026"}}.Pages()))
	return all.String()
}

// pagesText is everything that stands on pages.
func pagesText(pages []sheet.Page) string {
	var all strings.Builder
	for _, page := range pages {
		all.WriteString(page.Name + "\n" + strings.Join(page.Notes, "\n") + "\n")
		for row := range page.All() {
			var cells []string
			for i, value := range row {
				cells = append(cells, value.Shown(page.Columns[i].Style))
			}
			all.WriteString(strings.Join(cells, "\t") + "\n")
		}
	}
	return all.String()
}

// changed is a copy in which one indicator earns something else.
func changed(all []points.Points, i int, to points.Points) []points.Points {
	all = slices.Clone(all)
	all[i] = to
	return all
}

// overlaid is the rubric with the rules of two counties laid over it: the first
// moves full points within a group, both let indicators not apply.
func overlaid(t testing.TB) *rubric.Rubric {
	t.Helper()
	const head = "rubric: yichun-2024\nedition: \"1\"\nissuers: [教育局]\nissued: \"2026-01-01\"\neffective: \"2026-01-01\"\n"
	r := rubrictest.Load(t)
	for _, rules := range []string{
		`id: one
county: 伊美区
title: 甲
document: 伊教〔2026〕8号
not_applicable:
  - {clause: 一, indicators: [3, 17, 27, 28], posts: [教师], earns: prorated}
  - {clause: 一, indicators: [31, 43], posts: [教师], earns: full}
indicators:
  - {number: 43, name: 教研创新实践, clause: 二, points: {一等奖: 6}}
  - {number: 44, name: 评价观念, clause: 二, points: {一等奖: 4}}
`, `id: two
county: 乌翠区
title: 乙
document: 乌教〔2026〕8号
not_applicable:
  - {clause: 一, indicators: [27, 28], posts: [教师], earns: prorated}
  - {clause: 一, indicators: [44], posts: [教师], earns: zero}
`} {
		laid, err := r.Lay("rules.yaml", []byte(head+rules))
		if err != nil {
			t.Fatal(err)
		}
		r = laid
	}
	return r
}

// overlaidCrowd makes up people who are judged by their counties' own rules; to
// one in so many something does not apply.
func overlaidCrowd(r *rubric.Rubric, random *rand.Rand, n, counties, oneIn int) []one {
	people := crowd(r, random, n, counties, 20)
	for i := range people {
		p := &people[i]
		if p.res == nil {
			continue
		}
		own := r.For(p.who.CountyIndex)
		all, left := earned(own, random, 0.7), make([]*rubric.NotApplicable, len(own.Indicators))
		some := random.IntN(oneIn) == 0
		for i := range own.Indicators {
			if rules := own.Indicators[i].NotApplicable; some && len(rules) > 0 && random.IntN(2) == 0 {
				left[i], all[i] = &rules[0], 0
			}
		}
		if !some {
			left = nil
		}
		p.res = score.Sum(own, all, make([]int, len(all)), left)
	}
	return people
}

// literally are the same people with nothing said of what does not apply.
func literally(people []one) (same []one) {
	for _, p := range people {
		if p.res != nil {
			res := *p.res
			res.Adjusted = nil
			p.res = &res
		}
		same = append(same, p)
	}
	return same
}
