package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/batch"
	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/render"
	"credit/internal/result"
	"credit/internal/results"
	"credit/internal/rubric"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/summary"
)

type summaryFlags struct {
	resultFlags
	by, format, json, out, html, against, near string
	counties, schools, grades                  []string
	public, force                              bool
}

func newSummary(c console) *cobra.Command {
	var flags summaryFlags
	cmd := &cobra.Command{
		Use:                   "summary 文件或文件夹… [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "汇总评分结果",
		Long: `汇总评分工作簿：各等级人数和占比、直接判级、平均分和四分位、未评分、失分在哪里。
所有数都从评分工作簿里读出，先核对每个人的得分与等级，再相加。

退出码：0 完成；1 完成，但有评分工作簿没有读入或没有注明年度；2 没有完成。`,
		Example: `  credit summary 评分结果
  credit summary 2026结果 --against 2025结果 -o 汇总.xlsx --html 汇总.html
  credit summary 评分结果 --by indicator --county 伊美区
  credit summary 评分结果 --near 1
  credit summary 评分结果 --public --format markdown`,
		Args:    someFiles("没有说明汇总哪些评分工作簿", "例如：credit summary 评分结果"),
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE:    func(cmd *cobra.Command, args []string) error { return runSummary(cmd.Context(), c, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.by, "by", "", "按`什么`分：county（县区，默认）、school、post（岗位）、\nsection（一级指标）、group、indicator（三级指标）")
	f.StringSliceVar(&flags.counties, "county", nil, "只算这些`县区`（用逗号隔开）")
	f.StringSliceVar(&flags.schools, "school", nil, "只算这些`学校`")
	f.StringSliceVar(&flags.grades, "grade", nil, "只算这些`等级`，如 D,E")
	f.StringVar(&flags.near, "near", "", "列出距等级线或直接判级底线这么多`分`以内的人")
	f.StringVar(&flags.against, "against", "", "与这个`文件夹`里往年的评分结果对比")
	f.BoolVar(&flags.public, "public", false, "供公布：不列姓名，隐去不足 5 人的组和能推算出它们的数")
	f.StringVar(&flags.format, "format", "", "屏幕上的`格式`：table（默认）、markdown、csv、json")
	f.StringVar(&flags.json, "json", "", "每行一县（或校等）的 JSON 行写到`文件`（- 为标准输出）")
	f.StringVarP(&flags.out, "out", "o", "", "汇总工作簿（附图）写到`文件`")
	f.StringVar(&flags.html, "html", "", "另写一份网页`文件`（附图，可打印，不联网）")
	f.BoolVar(&flags.force, "force", false, "替换以前写的汇总工作簿")
	flags.add(f)
	return cmd
}

// formats are what --format may be.
var formats = []string{"table", "markdown", "csv", "json"}

// settle checks options against each other and puts their defaults in.
func (flags *summaryFlags) settle() error {
	if err := settleBy(&flags.by); err != nil {
		return err
	}
	if err := settleFormat(&flags.format, &flags.json); err != nil {
		return err
	}
	if !flags.public {
		return nil
	}
	for option, given := range map[string]bool{"--near": flags.near != "", "--against": flags.against != "", "--school": flags.schools != nil, "--grade": flags.grades != nil} {
		if given {
			return hinted{fmt.Errorf("--public 不能与 %s 同用", option), "公布的汇总只按县区、学校、岗位或指标分，可以用 --county 限定县区"}
		}
	}
	return nil
}

// settleFormat checks --format; json is --json - by another name.
func settleFormat(format, json *string) error {
	if *format == "" {
		*format = formats[0]
	}
	if !slices.Contains(formats, *format) {
		return hinted{fmt.Errorf("--format 不能是“%s”", *format), "请写 " + strings.Join(formats, "、") + " 中的一个"}
	}
	if *format == "json" {
		if *json != "" && *json != standardOutput {
			return hinted{errors.New("--format json 与 --json 文件不能同用"), "只写一个：--format json 写到屏幕，--json 文件 写到文件"}
		}
		*json = standardOutput
	}
	return nil
}

// filter is whom the options keep.
func (flags *summaryFlags) filter(r *rubric.Rubric) (f summary.Filter, err error) {
	for _, asked := range flags.counties {
		county := submission.County(r.Counties, asked)
		if county == "" {
			return f, hinted{fmt.Errorf("“%s”不在县（市）区名单上", asked), "请写" + strings.Join(countyNames(r), "、") + "中的一个"}
		}
		f.Counties = append(f.Counties, county)
	}
	for _, asked := range flags.grades {
		grade := strings.ToUpper(fold.Text(asked))
		if r.GradeIndex(grade) < 0 {
			return f, hinted{fmt.Errorf("没有“%s”这个信用等级", asked), "例如 --grade D,E"}
		}
		f.Grades = append(f.Grades, grade)
	}
	f.Schools = flags.schools
	return f, nil
}

// within is how near --near asks for; known is false where it does not ask.
func (flags *summaryFlags) within() (within points.Points, known bool, err error) {
	if flags.near == "" {
		return 0, false, nil
	}
	within, err = points.Parse(fold.Text(flags.near))
	if err != nil || within < 0 || within > 100*points.Unit {
		return 0, false, hinted{fmt.Errorf("--near 不能是“%s”", flags.near), "请写分数，最多两位小数，例如 --near 1"}
	}
	return within, true, nil
}

// runSummary is the command: options, one reading, what it came to.
func runSummary(ctx context.Context, c console, flags summaryFlags, args []string) error {
	defer batch.EaseCollector()()
	if err := flags.settle(); err != nil {
		return err
	}
	in, passed, err := flags.gather(args)
	if err != nil {
		return err
	}
	out := flags.products()
	if err := out.refuse(flags.taken(in.Files)); err != nil {
		return err
	}
	s := &summing{flags: flags, c: c}
	if err := s.read(ctx, in, passed, args); err != nil {
		return err
	}
	if err := s.readAgainst(ctx); err != nil {
		return err
	}
	if err := s.paper.Check(); err != nil {
		return err
	}
	s.fill(&out)
	if err := out.deliver(c); err != nil {
		return err
	}
	if flags.json != standardOutput && !flags.quiet {
		if err := out.shown(c, s.show(c.out)); err != nil {
			return err
		}
	}
	if s.partial {
		return errFindings
	}
	return nil
}

// summing is one run of the command.
type summing struct {
	flags summaryFlags
	c     console
	paper summary.Paper
	// partial says that something could not be read, or has no year.
	partial bool
}

// read reads the results and counts them.
func (s *summing) read(ctx context.Context, in results.Options, passed, args []string) error {
	within, nearAsked, err := s.flags.within()
	if err != nil {
		return err
	}
	filter, err := s.flags.filter(in.Rubrics[len(in.Rubrics)-1])
	if err != nil {
		return err
	}
	counts := newCounts(len(in.Files), filter)
	if nearAsked {
		counts.within = &within
	}
	set, err := readResults(ctx, s.c, "汇总", s.flags.quiet, in, counts.begin)
	if err != nil {
		return err
	}
	announceResults(s.c.err, passed, set)
	if err := needBooks(set, args); err != nil {
		return err
	}
	unnamed, err := s.settled(set)
	if err != nil {
		return err
	}
	s.partial = len(set.Refused) > 0 || len(unnamed) > 0
	sum, near := counts.merged(set)
	if sum.Total().Practitioners() == 0 && filter.Text() != "" {
		return hinted{fmt.Errorf("没有符合条件的人：%s", filter.Text()), "请核对 --county、--school、--grade"}
	}
	s.paper = summary.Paper{
		Summary: sum, Near: near, Years: set.Years(), Version: Version, By: summary.By(s.flags.by), Filter: filter.Text(),
		Public: s.flags.public, Books: books(set),
	}
	return nil
}

// settled holds that the results can be counted together, and says what is odd
// about them.
func (s *summing) settled(set *results.Set) (unnamed []string, err error) {
	if unnamed, err = oneYear(set); err != nil {
		return nil, err
	}
	for _, path := range unnamed {
		fmt.Fprintln(s.c.err, render.Clean("错误：“"+path+"”没有注明年度，已按同一年度汇总；请用 credit score --year 重新评分"))
	}
	if err := oneShape(set); err != nil {
		return nil, err
	}
	if line := rubricLine(set); line != "" {
		fmt.Fprintln(s.c.err, line)
	}
	return unnamed, nil
}

// readAgainst reads the results of the other year.
func (s *summing) readAgainst(ctx context.Context) error {
	if s.flags.against == "" {
		return nil
	}
	in, passed, err := s.flags.gather([]string{s.flags.against})
	if err != nil {
		return err
	}
	filter, err := s.flags.filter(s.paper.Summary.Rubric())
	if err != nil {
		return err
	}
	counts := newCounts(len(in.Files), filter)
	set, err := readResults(ctx, s.c, "读往年结果", s.flags.quiet, in, counts.begin)
	if err != nil {
		return err
	}
	announceResults(s.c.err, passed, set)
	if err := needBooks(set, []string{s.flags.against}); err != nil {
		return err
	}
	if len(set.Refused) > 0 {
		return fmt.Errorf("--against 的“%s”里有评分工作簿不能使用，对比会不准，没有写出汇总", s.flags.against)
	}
	if _, err := s.settled(set); err != nil {
		return err
	}
	if !set.Books[0].Rubric.SameShape(s.paper.Summary.Rubric()) {
		return hinted{fmt.Errorf("“%s”的评分标准与本次的指标或等级不同，不能并列", s.flags.against), "请用 credit diff 比较"}
	}
	s.paper.Against, _ = counts.merged(set)
	s.paper.AgainstYears = set.Years()
	return nil
}

// counts are what each book comes to, by its place among the files.
type counts struct {
	filter summary.Filter
	within *points.Points
	sums   []*summary.Summary
	nears  []*summary.NearList
}

func newCounts(files int, filter summary.Filter) *counts {
	return &counts{filter: filter, sums: make([]*summary.Summary, files), nears: make([]*summary.NearList, files)}
}

// begin takes the people of a book.
func (k *counts) begin(b *results.Book) results.Visit {
	sum := summary.New(b.Rubric)
	k.sums[b.Index] = sum
	var near *summary.NearList
	if k.within != nil {
		near = summary.NewNearList(b.Rubric, *k.within)
	}
	k.nears[b.Index] = near
	return func(p *graded.Person, res *result.Result) error {
		if !k.filter.Keeps(&p.Practitioner, res) {
			return nil
		}
		sum.Add(&p.Practitioner, res)
		if near != nil && res != nil {
			near.Add(&p.Practitioner, res)
		}
		return nil
	}
}

// merged adds up the books of the set, in the order of the files.
func (k *counts) merged(set *results.Set) (*summary.Summary, *summary.NearList) {
	sum, near := summary.New(set.Books[0].Rubric), (*summary.NearList)(nil)
	if k.within != nil {
		near = summary.NewNearList(set.Books[0].Rubric, *k.within)
	}
	for _, b := range set.Books {
		sum.Merge(k.sums[b.Index])
		if near != nil {
			near.Merge(k.nears[b.Index])
		}
	}
	if near != nil {
		near.Sort()
	}
	return sum, near
}

// books are the workbooks as the summary lists them.
func books(set *results.Set) []summary.Book {
	var list []summary.Book
	for _, b := range set.Books {
		list = append(list, summary.Book{
			Name: b.Label, SHA256: b.SHA256, Year: b.Stamp.Year, Rubric: b.Rubric.Name(), Version: b.Stamp.Version,
			Graded: b.Graded, Held: b.Held, Twice: b.Twice,
		})
	}
	for _, r := range set.Refused {
		list = append(list, summary.Book{Name: shortNames([]string{r.Path})[0], Trouble: strings.Join(r.Faults, "\n")})
	}
	return list
}

// products are the files that the options ask for, still without content.
func (flags *summaryFlags) products() products {
	return products{
		paper: paper{path: flags.out, kind: stamp.Summary, force: flags.force, title: "汇总"},
		files: []product{{option: "--html", path: flags.html}, {option: "--json", path: flags.json}},
	}
}

// fill gives the products their content.
func (s *summing) fill(p *products) {
	r := s.paper.Summary.Rubric()
	if p.paper.path != "" {
		p.paper.pages = s.paper.Pages()
		p.paper.subject, p.paper.head, p.paper.foot = r.Document, s.title(), graded.Notice(r)
	}
	p.files[0].write = func(w io.Writer) error {
		return render.HTML(w, render.Document{
			Title: s.title(), Subtitle: "《" + r.Title + "》（" + r.Document + "）", Facts: s.paper.Facts(), Pages: s.paper.WebPages(), Foot: s.foot(),
		})
	}
	p.files[1].write = func(w io.Writer) error {
		_, err := w.Write(s.paper.AppendJSON(nil))
		return err
	}
}

func (s *summing) title() string {
	return "教育从业人员执业信用评分汇总（" + yearText(s.paper.Years) + "）"
}

// foot is what stands under every form of the summary.
func (s *summing) foot() []string {
	foot := []string{graded.Notice(s.paper.Summary.Rubric())}
	if s.flags.public {
		foot = append(foot, summary.PublicAdvice)
	}
	return foot
}

// yearText is what years are as a heading says it.
func yearText(years []string) string {
	if len(years) == 1 && isUnnamed(years[0]) {
		return "年度未注明"
	}
	return strings.Join(years, "、") + " 年度"
}

// show writes the summary to the screen in the format asked for.
func (s *summing) show(w io.Writer) error {
	width := terminalWidth(w)
	switch s.flags.format {
	case "csv":
		return render.CSVPage(w, s.paper.Main())
	case "markdown":
		return s.markdown(w)
	}
	if err := render.Facts(w, s.title(), s.paper.Facts(), width); err != nil {
		return err
	}
	for _, page := range s.paper.ScreenPages() {
		if err := render.Section(w, page, width); err != nil {
			return err
		}
	}
	if err := render.CountyLosses(w, s.paper, width); err != nil {
		return err
	}
	if s.paper.Near != nil {
		if err := render.Near(w, s.paper.Near, width); err != nil {
			return err
		}
	}
	return render.Closing(w, append(s.written(), s.foot()...), width)
}

func (s *summing) markdown(w io.Writer) error {
	if err := render.MarkdownFacts(w, s.title(), s.paper.Facts()); err != nil {
		return err
	}
	for _, page := range s.paper.WebPages() {
		if err := render.Markdown(w, page); err != nil {
			return err
		}
	}
	for _, line := range s.foot() {
		if _, err := fmt.Fprintln(w, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// written says what was written where.
func (s *summing) written() (lines []string) {
	for _, one := range [][2]string{{"汇总工作簿", s.flags.out}, {"网页", s.flags.html}, {"JSON 行", s.flags.json}} {
		if one[1] != "" {
			lines = append(lines, one[0]+"写在“"+one[1]+"”。")
		}
	}
	return lines
}
