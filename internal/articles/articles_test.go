package articles_test

import (
	"strings"
	"testing"

	"credit/internal/articles"
	embedded "credit/rubric"
)

// Every article has its text, whole and in its order, under its chapter.
func TestTheArticlesAreTheRegulation(t *testing.T) {
	t.Parallel()
	all, err := articles.All()
	if err != nil {
		t.Fatal(err)
	}
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	chapters := map[string]int{}
	var again strings.Builder
	for i, a := range all {
		n := i + 1
		tens := []string{"", "十", "二十"}[n/10]
		if want := "第" + tens + digits[n%10] + "条"; a.Number != n || a.Title != want {
			t.Errorf("article %d is %d, %s and not %s", n, a.Number, a.Title, want)
		}
		if chapters[a.Chapter] == 0 {
			again.WriteString(a.Chapter)
		}
		chapters[a.Chapter]++
		again.WriteString(a.Title + a.Text)
	}
	if len(all) != 22 || len(chapters) != 6 || chapters["第六章 附则"] != 2 {
		t.Errorf("%d articles in %v", len(all), chapters)
	}
	plain := func(text string) string { return strings.Join(strings.Fields(text), "") }
	_, body, _ := strings.Cut(embedded.Regulation, "\n")
	if plain(again.String()) != plain(body) {
		t.Error("a part of the regulation belongs to no article")
	}
	if text := all[21].Text; text != "本办法自公布之日起施行。" {
		t.Errorf("article 22 says %q", text)
	}
}
