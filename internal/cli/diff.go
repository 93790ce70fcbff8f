package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"credit/internal/batch"
	"credit/internal/compare"
	"credit/internal/graded"
	"credit/internal/render"
	"credit/internal/result"
	"credit/internal/results"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/summary"
)

type diffFlags struct {
	resultFlags
	by, format, json, out string
	exitCode, force       bool
}

func newDiff(c console) *cobra.Command {
	var flags diffFlags
	cmd := &cobra.Command{
		Use:                   "diff 原来的 现在的 [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "比较两个年度或两次评分",
		Long: `比较两个年度、两次评分，或同一批填报按两份评分标准的结果：谁升谁降、从哪到哪、
为什么。两边各是一份评分工作簿或一个文件夹；按身份证件号码对应同一个人。

退出码：0 完成；1 加了 --exit-code，并且有变化；2 没有完成，什么也没有写出。`,
		Example: `  credit diff 2025评分结果 2026评分结果
  credit diff 2025评分结果 2026评分结果 -o 对比.xlsx --json 对比.jsonl
  credit diff 原结果 更正后结果 --by school`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return hinted{fmt.Errorf("要比较两处结果，这里给了 %d 处", len(args)), "例如：credit diff 2025评分结果 2026评分结果"}
			}
			return nil
		},
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE:    func(cmd *cobra.Command, args []string) error { return runDiff(cmd.Context(), c, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.by, "by", "", "按`什么`分：county（县区，默认）、school、post（岗位）、\nsection（一级指标）、group（二级）、indicator（三级）")
	f.StringVar(&flags.format, "format", "", "屏幕上的`格式`：table（默认）、markdown、csv、json")
	f.StringVar(&flags.json, "json", "", "每人一行的 JSON 行写到`文件`（- 为标准输出）")
	f.StringVarP(&flags.out, "out", "o", "", "对比工作簿（附图）写到`文件`")
	f.BoolVar(&flags.exitCode, "exit-code", false, "有变化时退出码为 1")
	f.BoolVar(&flags.force, "force", false, "替换以前写的对比工作簿")
	flags.add(f)
	flags.addStats(f)
	return cmd
}

// runDiff is the command: options, two readings, what they come to.
func runDiff(ctx context.Context, c console, flags diffFlags, args []string) error {
	defer batch.EaseCollector()()
	defer flags.tellStats(c.err)
	if err := settleBy(&flags.by); err != nil {
		return err
	}
	if err := settleFormat(&flags.format, &flags.json); err != nil {
		return err
	}
	d := &differing{flags: flags, c: c}
	if err := d.read(ctx, args); err != nil {
		return err
	}
	if err := d.out.deliver(c); err != nil {
		return err
	}
	if d.comparison.OtherRules() && (flags.json == standardOutput || flags.quiet || flags.format == "csv") {
		fact := d.comparison.Facts()[0]
		say(c.err, "注意："+fact[0]+"："+fact[1])
	}
	if flags.json != standardOutput && !flags.quiet {
		if err := d.out.shown(c, d.show(c.out)); err != nil {
			return err
		}
	}
	if flags.exitCode && d.comparison.IsDifferent() {
		return errFindings
	}
	return nil
}

// differing is one run of the command.
type differing struct {
	flags      diffFlags
	c          console
	comparison *compare.Comparison
	out        products
}

// read reads both sides and compares them.
func (d *differing) read(ctx context.Context, args []string) error {
	var taken []string
	var inputs [2]results.Options
	var passed [2][]string
	var err error
	for i, arg := range args {
		if inputs[i], passed[i], err = d.flags.gather([]string{arg}); err != nil {
			return err
		}
		taken = append(taken, d.flags.taken(inputs[i].Files)...)
	}
	d.out = products{
		paper: paper{path: d.flags.out, kind: stamp.Diff, force: d.flags.force, title: "对比"},
		files: []product{{option: "--json", path: d.flags.json}},
	}
	if err := d.out.refuse(taken); err != nil {
		return err
	}
	read, err := d.readBoth(ctx, inputs, args)
	if err != nil {
		return err
	}
	var sides [2]*compare.Side
	for i, arg := range args {
		if sides[i], err = d.side(read[i], passed[i], arg); err != nil {
			return err
		}
	}
	if d.comparison, err = compare.Compare(sides[0], sides[1]); err != nil {
		return err
	}
	d.fill()
	return nil
}

// sideRead is one side as it was read.
type sideRead struct {
	set   *results.Set
	books []*compare.Book // by file
}

// readBoth reads both sides, at the same time where there are two workers. Of
// two errors the first side's counts.
func (d *differing) readBoth(ctx context.Context, inputs [2]results.Options, args []string) (read [2]sideRead, err error) {
	progress := &batch.Progress{}
	stop := showProgress(d.c.err, "比较", progress, len(inputs[0].Files)+len(inputs[1].Files), d.flags.quiet)
	defer stop()
	var group errgroup.Group
	group.SetLimit(min(2, d.flags.jobs))
	var errs [2]error
	for i := range inputs {
		inputs[i].Jobs = (inputs[i].Jobs + 1) / 2
		group.Go(func() error {
			read[i], errs[i] = readSide(ctx, inputs[i], progress)
			return nil
		})
	}
	_ = group.Wait() // the errors are in errs
	for i, err := range errs {
		if err != nil {
			return read, fmt.Errorf("“%s”：%w", args[i], err)
		}
	}
	return read, nil
}

func readSide(ctx context.Context, in results.Options, progress *batch.Progress) (s sideRead, err error) {
	s.books = make([]*compare.Book, len(in.Files))
	s.set, err = results.Read(ctx, in, progress, func(b *results.Book) results.Visit {
		book := compare.NewBook(b.Rubric)
		s.books[b.Index] = book
		return func(p *graded.Person, res *result.Result) error {
			book.Add(p, res)
			return nil
		}
	})
	return s, err
}

// side is one side: all of it, or nothing, for people who could not be read
// would seem to have left.
func (d *differing) side(read sideRead, passed []string, arg string) (*compare.Side, error) {
	set := read.set
	announceResults(d.c.err, passed, set)
	if err := needBooks(set, []string{arg}); err != nil {
		return nil, err
	}
	if len(set.Refused) > 0 {
		return nil, hinted{fmt.Errorf("“%s”里有评分工作簿不能使用：少了的人会被当作离开，没有比较", arg), "请先重新评分或移走它"}
	}
	if _, err := oneYear(set); err != nil {
		return nil, fmt.Errorf("“%s”：%w", arg, err)
	}
	remindOfYears(d.c.err, set)
	var books []*compare.Book
	for _, b := range set.Books {
		books = append(books, read.books[b.Index])
	}
	return compare.NewSide(set.Years(), books), nil
}

// fill gives the products their content.
func (d *differing) fill() {
	r := d.comparison.Rubric()
	p := &d.out.paper
	p.pages = d.comparison.Pages(Version)
	p.subject, p.head, p.foot = r.Document, d.title(), graded.Notice(r)
	d.out.files[0].write = func(w io.Writer) error {
		var line []byte
		for change := range d.comparison.All {
			line = change.AppendJSON(line[:0])
			if _, err := w.Write(line); err != nil {
				return err
			}
		}
		return nil
	}
}

func (d *differing) title() string {
	before, now := d.comparison.Titles()
	return "教育从业人员执业信用评分对比（" + before + " 与 " + now + "）"
}

// show writes the comparison to the screen in the format asked for.
func (d *differing) show(w io.Writer) error {
	k, by, width := d.comparison, summary.By(d.flags.by), terminalWidth(w)
	if d.flags.format == "csv" {
		return render.CSVPage(w, k.Everybody())
	}
	pages := []sheet.Page{k.Moves(), k.By(by)}
	if k.OtherRules() {
		pages = append(pages, k.Rules())
	}
	if d.flags.format == "markdown" {
		return d.markdown(w, append(pages, k.MovesBy(), k.Movers()))
	}
	if err := render.Facts(w, d.title(), k.Facts(), width); err != nil {
		return err
	}
	for _, page := range pages {
		if err := render.Section(w, page, width); err != nil {
			return err
		}
	}
	if err := render.Changes(w, k, width); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return render.Closing(w, append(written([][2]string{{"对比工作簿", d.flags.out}, {"JSON 行", d.flags.json}}), graded.Notice(k.Rubric())), width)
}

func (d *differing) markdown(w io.Writer, pages []sheet.Page) error {
	errs := []error{render.MarkdownFacts(w, d.title(), d.comparison.Facts())}
	for _, page := range pages {
		errs = append(errs, render.Markdown(w, page))
	}
	_, err := fmt.Fprintln(w, graded.Notice(d.comparison.Rubric()))
	return errors.Join(append(errs, err)...)
}
