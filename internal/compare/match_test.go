package compare_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/compare"
	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/rubric"
	"credit/internal/summary"
)

// asText is a change as far as it does not hang on the order of files; two
// people under one number may spell the same school in two ways.
func asText(change *compare.Change) string {
	perhaps := ""
	if change.Perhaps != nil {
		perhaps = " perhaps " + change.Perhaps.ID().Reveal() + change.Perhaps.Name()
	}
	line := strings.ReplaceAll(string(change.AppendJSON(nil)), "松涛 小学", "松涛小学")
	return fmt.Sprintf("%s transferred %v delta %s%s", line, change.Transferred, change.Delta, perhaps)
}

func texts(all []compare.Change) (list []string) {
	for i := range all {
		list = append(list, asText(&all[i]))
	}
	slices.Sort(list)
	return list
}

// whoIs is somebody of a side, told from everybody else as far as can be.
func whoIs(p *compare.Person) string {
	return fmt.Sprintf("%s %s %s %s %s %v %s %s", p.ID().Reveal(), p.County(), p.School(), p.Name(), p.Post(), p.Graded, p.Total, p.Grade())
}

// Everybody of either side is in exactly one change, people of one number
// together as far as there are as many, and the counts say so.
func TestEverybodyHasExactlyOneLine(t *testing.T) {
	t.Parallel()
	r := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		before, now := sideOf(r, anyPeople(t, r)...), sideOf(r, anyPeople(t, r)...)
		c, all := compared(t, before, now)
		var olds, news []string
		kinds, pairs, grades, between := map[compare.Kind]int{}, 0, 0, 0
		for _, change := range all {
			kinds[change.Kind]++
			if change.Old != nil {
				olds = append(olds, whoIs(change.Old))
			}
			if change.New != nil {
				news = append(news, whoIs(change.New))
			}
			if change.Old != nil && change.New != nil {
				pairs++
				if want := naiveKind(change.Old, change.New, len(change.Moves) > 0); want != change.Kind {
					t.Fatalf("%s, want %s", asText(&change), want)
				}
				if county, school := naiveMove(change.Old, change.New); change.Transferred != (county || school) {
					t.Fatalf("%s: moved between counties %v, schools %v", asText(&change), county, school)
				} else if county && (!unlisted(change.Old) || !unlisted(change.New)) {
					between++
				}
			} else if shared := standsOn(change, before, now); change.Shared != shared || shared && change.Kind != compare.Held {
				t.Fatalf("%s: the number stands on the other side: %v", asText(&change), shared)
			} else if shared {
				continue
			} else if (change.Kind == compare.Joined) != (change.Old == nil) || (change.Kind == compare.Left) != (change.New == nil) {
				t.Fatal(asText(&change))
			}
		}
		if got, want := sorted(olds), sorted(everybody(before)); !slices.Equal(got, want) {
			t.Fatalf("of the old side\n%q\nwant\n%q", got, want)
		}
		if got, want := sorted(news), sorted(everybody(now)); !slices.Equal(got, want) {
			t.Fatalf("of the new side\n%q\nwant\n%q", got, want)
		}
		if want := naivePairs(before, now); pairs != want {
			t.Fatalf("%d pairs, want %d", pairs, want)
		}
		for _, row := range c.Counts.Total.Grades {
			for _, n := range row {
				grades += n
			}
		}
		total := c.Counts.Total
		if grades != total.Both || total.Joined != kinds[compare.Joined] || total.Left != kinds[compare.Left] || total.Held != kinds[compare.Held] ||
			total.Both != len(all)-total.Joined-total.Left-total.Held {
			t.Fatalf("counted %+v of %v", total, kinds)
		}
		lines := c.Lines(summary.ByCounty)
		if last := lines[len(lines)-1]; last.In != between || last.Out != between {
			t.Fatalf("%d came in and %d went out, want %d", last.In, last.Out, between)
		}
	})
}

// standsOn reports that the ID number of somebody on one side alone stands on
// the other too, where it tells a person: others are matched by it.
func standsOn(change compare.Change, before, now *compare.Side) bool {
	alone, other := change.New, before
	if alone == nil {
		alone, other = change.Old, now
	}
	tells := func(p *compare.Person) bool {
		return !p.ID().IsZero() && !strings.Contains(p.Reasons(), finding.Find(finding.IDPrecisionLost).Title)
	}
	return tells(alone) && slices.ContainsFunc(other.People, func(p *compare.Person) bool {
		return tells(p) && p.ID().Reveal() == alone.ID().Reveal()
	})
}

// naiveKind is the contract's order, for somebody who is on both sides.
func naiveKind(old, now *compare.Person, moved bool) compare.Kind {
	switch {
	case !old.Graded || !now.Graded:
		return compare.Held
	case old.Grade() != now.Grade():
		return compare.Graded
	case moved || old.Total != now.Total:
		return compare.Answers
	case old.County() != now.County() || fold.Key(old.School()) != fold.Key(now.School()):
		return compare.Moved
	}
	return compare.Same
}

// naiveMove is whether somebody on both sides changed county or school; of
// people held back a blank, and a county that is on no list, tell of nothing.
func naiveMove(old, now *compare.Person) (county, school bool) {
	graded := old.Graded && now.Graded
	county = old.County() != now.County() && (graded || !unlisted(old) && !unlisted(now))
	school = fold.Key(old.School()) != fold.Key(now.School()) && (graded || old.School() != "" && now.School() != "")
	return county, school
}

// unlisted reports a county that is not on the list; all of them are counted in
// one line.
func unlisted(p *compare.Person) bool { return p.County() == "" || p.County() == "何处" }

func everybody(s *compare.Side) (all []string) {
	for i := range s.People {
		all = append(all, whoIs(s.People[i]))
	}
	return all
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// naivePairs is how many people are on both sides: by number, and those whose
// number tells nobody by county, school and name.
func naivePairs(before, now *compare.Side) (pairs int) {
	count := func(s *compare.Side) map[string]int {
		n := map[string]int{}
		for _, p := range s.People {
			key := p.ID().Reveal()
			if key == "" || strings.Contains(p.Reasons(), "失真") {
				key = strings.Join([]string{"nobody's", p.County(), fold.Key(p.School()), p.Name()}, "|")
			}
			n[key]++
		}
		return n
	}
	olds := count(before)
	for key, n := range count(now) {
		pairs += min(n, olds[key])
	}
	return pairs
}

// Whatever a side holds, it is the same as itself.
func TestASideIsTheSameAsItself(t *testing.T) {
	t.Parallel()
	r := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		people := anyPeople(t, r)
		c, all := compared(t, sideOf(r, people...), sideOf(r, shuffled(t, people)...))
		if c.IsDifferent() {
			t.Fatalf("%d are different: %q", c.Counts.Different, texts(all))
		}
		if !slices.Contains(c.Facts(), [2]string{"变化", "人员、等级、得分都没有差别"}) {
			t.Fatalf("said %q", c.Facts())
		}
		for _, change := range all {
			if change.Kind != compare.Same && change.Kind != compare.Held {
				t.Fatal(asText(&change))
			}
		}
	})
}

func shuffled(t *rapid.T, people []someone) []someone {
	return rapid.Permutation(people).Draw(t, "order")
}

// The order of rows and files, and how people are spread over files, changes
// nothing of what becomes of anybody.
func TestOrderChangesNothing(t *testing.T) {
	t.Parallel()
	r := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		olds, news := anyPeople(t, r), anyPeople(t, r)
		_, first := compared(t, sideOf(r, olds...), sideOf(r, news...))
		_, second := compared(t, spread(t, r, olds), spread(t, r, news))
		if a, b := texts(first), texts(second); !slices.Equal(a, b) {
			t.Fatalf("first\n%s\nthen\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
		}
	})
}

// spread puts people into another order and into several files.
func spread(t *rapid.T, r *rubric.Rubric, people []someone) *compare.Side {
	people = shuffled(t, people)
	cut := rapid.IntRange(0, len(people)).Draw(t, "cut")
	return compare.NewSide([]string{"2025"}, []*compare.Book{bookOf(r, people[:cut]...), bookOf(r, people[cut:]...)})
}

// Sides that change places turn every change round: what rose falls, and who
// joined left.
func TestExchangedSidesTurnEveryChangeRound(t *testing.T) {
	t.Parallel()
	r := loaded(t)
	other := copied(r)
	other.Indicators[16].Answers[1].Points = 250
	rapid.Check(t, func(t *rapid.T) {
		olds, news := anyPeople(t, r), anyPeople(t, other)
		there, forth := compared(t, sideOf(r, olds...), sideOf(other, news...))
		back, again := compared(t, sideOf(other, news...), sideOf(r, olds...))
		var got, want []string
		for _, change := range forth {
			want = append(want, turned(change))
		}
		for _, change := range again {
			got = append(got, asText(&change))
		}
		if got, want := sorted(got), sorted(want); !slices.Equal(got, want) {
			t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		a, b := there.Counts.Total, back.Counts.Total
		if a.Up != b.Down || a.Down != b.Up || a.Joined != b.Left || a.Left != b.Joined || a.Delta != -b.Delta || a.Held != b.Held || a.Moved != b.Moved {
			t.Fatalf("%+v and %+v", a, b)
		}
	})
}

// turned is the text of a change turned round.
func turned(c compare.Change) string {
	c.Old, c.New, c.Delta = c.New, c.Old, -c.Delta
	switch c.Kind {
	case compare.Joined:
		c.Kind = compare.Left
	case compare.Left:
		c.Kind = compare.Joined
	}
	c.Moves = slices.Clone(c.Moves)
	for i, m := range c.Moves {
		c.Moves[i].Old, c.Moves[i].New = m.New, m.Old
	}
	return asText(&c)
}

// The people shown as those who moved most are the first of all, sorted.
func TestTheMoversAreTheLargest(t *testing.T) {
	t.Parallel()
	r := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		var olds, news []someone
		for n := range rapid.IntRange(0, 40).Draw(t, "people") {
			one := someone{id: idOf(n), county: "伊美区", school: "松涛小学", name: fmt.Sprint(n), given: anyAnswers(t, r)}
			olds = append(olds, one)
			one.given = anyAnswers(t, r)
			news = append(news, one)
		}
		c, all := compared(t, sideOf(r, olds...), sideOf(r, news...))
		slices.SortStableFunc(all, func(a, b compare.Change) int { return int(magnitude(b.Delta) - magnitude(a.Delta)) })
		var up, down []string
		for i := range all {
			switch {
			case all[i].Delta > 0:
				up = append(up, asText(&all[i]))
			case all[i].Delta < 0:
				down = append(down, asText(&all[i]))
			}
		}
		for _, part := range []struct {
			got  []compare.Change
			want []string
		}{{c.Counts.Movers.Up, up}, {c.Counts.Movers.Down, down}} {
			var got []string
			for i := range part.got {
				got = append(got, asText(&part.got[i]))
			}
			if want := part.want[:min(10, len(part.want))]; !slices.Equal(got, want) {
				t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	})
}
