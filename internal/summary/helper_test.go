package summary_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/score"
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
	for _, page := range (summary.Paper{Summary: s, Years: []string{"2026"}}).Pages() {
		all.WriteString(page.Name + "\n")
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
