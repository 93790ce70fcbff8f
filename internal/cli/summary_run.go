package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/result"
	"credit/internal/results"
	"credit/internal/stamp"
	"credit/internal/summary"
)

// summing is one run of the command.
type summing struct {
	flags summaryFlags
	c     console
	paper summary.Paper
	// counties are those that the options ask for, by their names.
	counties []string
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
	counts := newCounts(len(in.Files), filter, s.flags.counties)
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
	if err := settleCounties(ctx, set, &counts.counties, counts.begin); err != nil {
		return err
	}
	filter.Counties = counts.counties
	s.counties = counts.counties
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
		Public: s.flags.public, Books: books(set), Rubrics: rubricNames(set),
	}
	if len(s.paper.Rubrics) > 1 {
		say(s.c.err, "注意：这些结果按几份评分标准评分，失分按各自的标准计算："+strings.Join(s.paper.Rubrics, "、"))
	}
	if s.flags.public {
		say(s.c.err, "注意："+summary.PublicAdvice)
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
		say(s.c.err, "错误：“"+path+"”没有注明年度，已按同一年度汇总；请用 credit score --year 重新评分")
	}
	if len(unnamed) == 0 {
		remindOfYears(s.c.err, set)
	}
	return unnamed, oneShape(set)
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
	counts := newCounts(len(in.Files), filter, s.counties)
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
	if !set.Books[0].Rubric.SameGrades(s.paper.Summary.Rubric()) {
		return hinted{fmt.Errorf("“%s”的评分标准与本次的等级或县区名单不同，不能并列", s.flags.against), "请用 credit diff 比较"}
	}
	s.paper.Against, _ = counts.merged(set)
	s.paper.AgainstYears = set.Years()
	s.remindOfAgainst(rubricNames(set))
	return nil
}

// remindOfAgainst says what is odd about the other year: other rules, or that
// it is a later one.
func (s *summing) remindOfAgainst(rubrics []string) {
	if !slices.Equal(rubrics, s.paper.Rubrics) {
		s.paper.AgainstRubrics = rubrics
		say(s.c.err, "注意：两年的评分标准不同，变化可能由标准引起，请用 credit diff 区分")
	}
	if before, now := s.paper.AgainstYears, s.paper.Years; len(before) == 1 && len(now) == 1 && graded.IsKnownYear(before[0]) && graded.IsKnownYear(now[0]) && before[0] > now[0] {
		say(s.c.err, "提醒：--against 的 "+before[0]+" 年度晚于 "+now[0]+" 年度，请核对是不是写反了")
	}
}

// counts are what each book comes to, by its place among the files.
type counts struct {
	filter summary.Filter
	// counties are asked for by a name or short form, all where there are none.
	counties []string
	within   *points.Points
	sums     []*summary.Summary
	nears    []*summary.NearList
}

func newCounts(files int, filter summary.Filter, counties []string) *counts {
	return &counts{filter: filter, counties: counties, sums: make([]*summary.Summary, files), nears: make([]*summary.NearList, files)}
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
	filter := k.filter
	filter.Counties = countiesOn(b.Rubric, k.counties)
	nobody := len(k.counties) > 0 && len(filter.Counties) == 0
	return func(p *graded.Person, res *result.Result) error {
		if nobody || !filter.Keeps(&p.Practitioner, res) {
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
			Name: practitioner.MaskWithin(b.Label), SHA256: b.SHA256, Year: b.Stamp.Year, Rubric: b.Rubric.Name(), Version: b.Stamp.Version,
			Graded: b.Graded, Held: b.Held, Twice: b.Twice,
		})
	}
	for _, r := range set.Refused {
		list = append(list, summary.Book{Name: practitioner.MaskWithin(shortNames([]string{r.Path})[0]), Trouble: practitioner.MaskWithin(strings.Join(r.Faults, "\n"))})
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
			Title: s.title(), Subtitle: "《" + r.Title + "》（" + r.Document + "）", Facts: append(s.paper.Facts(), s.paper.Explain()...), Pages: s.paper.WebPages(), Foot: s.foot(),
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
	return []string{graded.Notice(s.paper.Summary.Rubric())}
}

// yearText is what years are as a heading says it.
func yearText(years []string) string {
	if len(years) == 1 && !graded.IsKnownYear(years[0]) {
		return "年度未注明"
	}
	return strings.Join(years, "、") + " 年度"
}

// show writes the summary to the screen in the format asked for.
func (s *summing) show(w io.Writer) error {
	width := terminalWidth(w)
	switch s.flags.format {
	case "csv":
		if s.paper.Near != nil || s.paper.Against != nil {
			say(s.c.err, "注意：CSV 只有主表；--near 和 --against 的内容请用 --format markdown 或 -o 写出")
		}
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
	return render.Closing(w, append(written([][2]string{{"汇总工作簿", s.flags.out}, {"网页", s.flags.html}, {"JSON 行", s.flags.json}}), s.foot()...), width)
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
