package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/batch"
	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/rubric"
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

退出码：0 完成；1 完成，但有评分工作簿没有读入，或只有一部分注明了年度；
2 没有完成。`,
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
	f.StringVar(&flags.by, "by", "", "按`什么`分：county（县区，默认）、school、post（岗位）、\nsection（一级指标）、group（二级）、indicator（三级）")
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
	flags.addStats(f)
	return cmd
}

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
	for _, one := range []struct {
		option string
		given  bool
	}{
		{"--near", flags.near != ""}, {"--against", flags.against != ""}, {"--county", flags.counties != nil},
		{"--school", flags.schools != nil}, {"--grade", flags.grades != nil},
	} {
		if one.given {
			return hinted{fmt.Errorf("--public 不能与 %s 同用", one.option), "公布的汇总只能是全体的：一部分人的表和全体的表放在一起，可能推算出隐去的数"}
		}
	}
	return nil
}

// filter is whom the options keep, but for the counties, which each rubric has
// its own list of.
func (flags *summaryFlags) filter(r *rubric.Rubric) (f summary.Filter, err error) {
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
		return 0, false, hinted{fmt.Errorf("--near 不能是“%s”", flags.near), "请写 0 至 100 的分数，最多两位小数，例如 --near 1"}
	}
	return within, true, nil
}

// runSummary is the command: options, one reading, what it came to.
func runSummary(ctx context.Context, c console, flags summaryFlags, args []string) error {
	defer batch.EaseCollector()()
	defer flags.tellStats(c.err)
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
