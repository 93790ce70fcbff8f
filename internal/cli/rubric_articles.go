package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/articles"
	"credit/internal/fold"
	"credit/internal/render"
)

func newRubricArticles(c console) *cobra.Command {
	var flags showFlags
	var language string
	cmd := &cobra.Command{
		Use:                   "articles [第几条] [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "办法各条由哪些命令落实",
		Long: `列出《办法》的 22 条各由哪些命令落实、由哪些测试验证、哪些仍由人做；
给出第几条的，连同条文一起显示。`,
		Example: `  credit rubric articles
  credit rubric articles 18
  credit rubric articles --format markdown`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return hinted{fmt.Errorf("一次只看一条，这里给了 %d 条", len(args)), "不写则列出全部"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return runArticles(c, flags, language, args) },
	}
	cmd.Flags().SortFlags = false
	flags.add(cmd, "table", "markdown", "json")
	cmd.Flags().StringVar(&language, "lang", "zh", "markdown 表的`语言`：zh、en")
	return cmd
}

func runArticles(c console, flags showFlags, language string, args []string) error {
	if language != "zh" && language != "en" {
		return hinted{fmt.Errorf("--lang 不能是“%s”", language), "请写 zh 或 en"}
	}
	all, err := articles.All()
	if err != nil {
		return err
	}
	if len(args) == 1 {
		one, err := findArticle(all, args[0])
		if err != nil {
			return err
		}
		all = []articles.Article{one}
	}
	return flags.deliver(c, nil, func(w io.Writer, width int) error {
		switch {
		case flags.format == "json":
			return articlesJSON(w, all)
		case flags.format == "markdown":
			return render.ArticlesMarkdown(w, all, language == "en")
		case len(args) == 1:
			return render.Article(w, all[0], width)
		}
		return render.Articles(w, all, width)
	})
}

// findArticle finds an article as it may be written: 18, 第18条, 第十八条, 十八.
func findArticle(all []articles.Article, asked string) (articles.Article, error) {
	key := strings.TrimSuffix(strings.TrimPrefix(fold.Text(asked), "第"), "条")
	for _, a := range all {
		if key == strconv.Itoa(a.Number) || "第"+key+"条" == a.Title {
			return a, nil
		}
	}
	return articles.Article{}, hinted{fmt.Errorf("没有“%s”这一条", asked), fmt.Sprintf("请写 1 至 %d", len(all))}
}

// jsonArticle has fixed keys: programs rely on them.
type jsonArticle struct {
	Article   int      `json:"article"`
	Chapter   string   `json:"chapter"`
	Title     string   `json:"title"`
	Subject   string   `json:"subject"`
	SubjectEn string   `json:"subject_en"`
	Text      string   `json:"text"`
	Served    string   `json:"served_by"`
	ServedEn  string   `json:"served_by_en"`
	Commands  []string `json:"commands"`
	Scripts   []string `json:"scripts"`
	People    string   `json:"stays_with_people"`
	PeopleEn  string   `json:"stays_with_people_en"`
}

// articlesJSON writes a line an article.
func articlesJSON(w io.Writer, all []articles.Article) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, a := range all {
		err := e.Encode(jsonArticle{
			a.Number, a.Chapter, a.Title, a.Subject.Chinese, a.Subject.English, a.Text, a.Served.Chinese, a.Served.English,
			a.Commands(), a.Shown, a.People.Chinese, a.People.English,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
