// Package articles is the one list of the regulation's 22 articles: what the
// program does for each, where that is shown, and what stays with people. The
// command `credit rubric articles` and the tables of the READMEs come from it;
// a test holds it against the commands and scripts that there are.
package articles

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	embedded "credit/rubric"
)

// Words are the same said in both languages.
type Words struct{ Chinese, English string }

// Article is one article of the regulation.
type Article struct {
	Number int // from 1
	// Title is its number as the regulation writes it, such as 第十三条.
	Title string
	// Chapter is the heading it stands under, Text what it says, word for word,
	// a paragraph a line.
	Chapter, Text string
	Entry
}

// Entry is what the list says of an article.
type Entry struct {
	// Subject is what it is about, in a few words.
	Subject Words
	// Served is what the program does for it, commands and files between
	// backquotes; "" where there is nothing that a program can do.
	Served Words
	// Shown are the scripts of testdata/script that show it, by their names.
	Shown []string
	// People is what no program decides or does.
	People Words
}

var (
	command = regexp.MustCompile("`credit ([^`]+)`")
	heading = regexp.MustCompile(`^第[一二三四五六七八九十]+章 `)
	article = regexp.MustCompile(`^(第[一二三四五六七八九十]+条) (.+)$`)
)

// Commands are the commands that serve the article, each once, as they are
// typed after `credit`, flags included.
func (a Article) Commands() []string {
	var all []string
	for _, found := range command.FindAllStringSubmatch(a.Served.English, -1) {
		if !slices.Contains(all, found[1]) {
			all = append(all, found[1])
		}
	}
	return all
}

// All are the articles, in their order. An error says that the text and the
// list do not fit together.
func All() ([]Article, error) {
	all := texts()
	entries := list()
	if len(all) != len(entries) {
		return nil, fmt.Errorf("条文有 %d 条，对照表却有 %d 条", len(all), len(entries))
	}
	for i := range all {
		all[i].Entry = entries[i]
	}
	return all, nil
}

// texts are the articles with what they say.
func texts() []Article {
	var all []Article
	chapter := ""
	for line := range strings.Lines(embedded.Regulation) {
		line = strings.TrimSpace(line)
		found := article.FindStringSubmatch(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case heading.MatchString(line):
			chapter = line
		case found != nil:
			all = append(all, Article{Number: len(all) + 1, Title: found[1], Chapter: chapter, Text: found[2]})
		case len(all) > 0:
			all[len(all)-1].Text += "\n" + line
		}
	}
	return all
}
