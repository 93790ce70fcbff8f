package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"credit/internal/fold"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/render"
	"credit/internal/rubric"
	"credit/internal/yearend"
	embedded "credit/rubric"
)

type scoreFlags struct {
	out, json, year, rubric, password string
	force, quiet                      bool
	jobs                              int
}

// standardOutput is the FILE that means standard output.
const standardOutput = "-"

func newScore(c console) *cobra.Command {
	var flags scoreFlags
	cmd := &cobra.Command{
		Use:                   "score 文件或文件夹… [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "给填报工作簿评分",
		Long: `给填报工作簿评分：逐行核对，能评的评分，不能评的说明原因，
写出每个工作簿的“名称-评分.xlsx”、“汇总.xlsx”和 manifest.json。

文件夹会逐层查找 .xlsx、.xlsm、.xltx。填报文件只读取，不改动。

退出码：0 完成，没有错误；1 完成，但有要改的错误；2 没有完成，什么也没有写出。`,
		Example: `  credit score schools.xlsx
  credit score 各校填报 -o 2026评分结果 --year 2026
  credit score 各校填报 --json 明细.jsonl --force`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return hinted{errors.New("没有说明给哪些工作簿评分"), "例如：credit score schools.xlsx"}
			}
			return nil
		},
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE:    func(cmd *cobra.Command, args []string) error { return runScore(cmd.Context(), c, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&flags.out, "out", "o", "评分结果", "结果写到这个`文件夹`，默认“评分结果”")
	f.StringVar(&flags.json, "json", "", "每个人的结果另写成 JSON 行（`文件`；- 为标准输出）")
	f.StringVar(&flags.year, "year", "", "评哪一`年度`，如 2026（不写则取模板注明的年度）")
	f.StringVar(&flags.rubric, "rubric", "", "改用这个评分标准`文件`（YAML）")
	f.BoolVar(&flags.force, "force", false, "替换输出文件夹里已有的评分结果")
	f.IntVar(&flags.jobs, "jobs", runtime.GOMAXPROCS(0), "同时处理几个文件（`个数`，默认等于处理器核数）")
	f.Lookup("jobs").DefValue = "0"
	f.Lookup("out").DefValue = ""
	f.StringVar(&flags.password, "password", "", "打开加密工作簿的`密码`")
	f.BoolVarP(&flags.quiet, "quiet", "q", false, "不显示表格和说明，只报告错误")
	return cmd
}

// refuseEmpty refuses an option that is given and says nothing, as an unset
// variable of a script does.
func refuseEmpty(flags *pflag.FlagSet) (err error) {
	flags.Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "string" && f.Value.String() == "" {
			err = hinted{fmt.Errorf("选项“--%s”后面是空的", f.Name), "请写明内容，或去掉这个选项"}
		}
	})
	return err
}

// runScore is the command: options, one call, what it came to.
func runScore(ctx context.Context, c console, flags scoreFlags, args []string) error {
	defer yearend.EaseCollector()()
	options, passed, err := scoreOptions(flags, args)
	if err != nil {
		return err
	}
	to, err := output.Open(flags.out, flags.force, yearend.IsResult)
	if err != nil {
		return err
	}
	defer to.Close()
	if err := refuseJSONPlace(flags, options.Files, to); err != nil {
		return err
	}
	for _, line := range passed {
		fmt.Fprintln(c.err, render.Clean(line))
	}
	progress := &yearend.Progress{}
	stop := showProgress(c.err, progress, len(options.Files), flags.quiet)
	outcome, err := yearend.Score(ctx, options, to, progress)
	stop()
	if err != nil {
		return err
	}
	if outcome.Read() == 0 {
		return nothingRead(c.err, outcome)
	}
	if err := deliver(c, flags, outcome, to); err != nil {
		return err
	}
	if outcome.Findings.Errors > 0 {
		return errFindings
	}
	return nil
}

var yearForm = regexp.MustCompile(`^[0-9]{4}$`)

// scoreOptions turns flags and arguments into options; passed says which
// files are not read, and why.
func scoreOptions(flags scoreFlags, args []string) (o yearend.Options, passed []string, err error) {
	o = yearend.Options{
		Year: strings.TrimSuffix(fold.Text(flags.year), "年"), Password: flags.password,
		Jobs: flags.jobs, Version: Version, JSON: flags.json != "",
	}
	if o.Rubric, err = loadRubric(flags.rubric); err != nil {
		return o, nil, err
	}
	switch first := o.Rubric.Effective[:4]; {
	case flags.year != "" && !yearForm.MatchString(o.Year):
		return o, nil, hinted{fmt.Errorf("年度“%s”不对", flags.year), "请写四位数字，例如 --year 2026"}
	case o.Year != "" && o.Year < first:
		return o, nil, fmt.Errorf("评分标准 %s 自 %s 起施行，不能评 %s 年度，请用 %s 或以后的年度",
			o.Rubric.ID, o.Rubric.Effective, o.Year, first)
	case flags.jobs < 1:
		return o, nil, hinted{errors.New("--jobs 至少是 1"), "不写 --jobs 就按处理器核数"}
	}
	list, err := intake.Gather(args)
	if err != nil {
		return o, nil, err
	}
	if len(list.Files) == 0 {
		return o, nil, hinted{fmt.Errorf("“%s”里没有工作簿", strings.Join(args, "”、“")), "请给出存放 .xlsx 填报工作簿的文件夹"}
	}
	o.Files = list.Files
	for _, path := range list.PassedOver {
		passed = append(passed, "没有读取："+path+"（不是工作簿）")
	}
	for _, path := range list.Doubled {
		passed = append(passed, "重复给出，只读一次："+path)
	}
	return o, passed, nil
}

func loadRubric(path string) (*rubric.Rubric, error) {
	if path == "" {
		return rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	}
	const largest = 8 << 20
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("找不到评分标准“%s”，请核对路径", path)
	case err != nil:
		return nil, fmt.Errorf("不能读取评分标准“%s”：%s", path, output.Reason(err))
	case !info.Mode().IsRegular() || info.Size() > largest:
		return nil, fmt.Errorf("“%s”不是评分标准文件，请给出一份 YAML 文件", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("不能读取评分标准“%s”：%s", path, output.Reason(err))
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return nil, fmt.Errorf("“%s”是工作簿，不是评分标准文件，请给出一份 YAML 文件", path)
	}
	return rubric.Load(path, data)
}

// refuseJSONPlace refuses a FILE for the JSON lines that is an input, the
// rubric or one of the results.
func refuseJSONPlace(flags scoreFlags, files []intake.File, to *output.Folder) error {
	path := flags.json
	if path == "" || path == standardOutput {
		return nil
	}
	taken := []string{to.Path(output.SummaryName), to.Path(output.ManifestName)}
	if flags.rubric != "" {
		taken = append(taken, flags.rubric)
	}
	for i, name := range yearend.GradedNames(files) {
		taken = append(taken, files[i].Path, to.Path(name))
	}
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("“%s”不是普通文件，不能写入", path)
	}
	here, _ := filepath.Abs(path)
	for _, other := range taken {
		there, _ := filepath.Abs(other)
		otherInfo, otherErr := os.Stat(other)
		if here == there || err == nil && otherErr == nil && os.SameFile(info, otherInfo) {
			return hinted{fmt.Errorf("--json 的“%s”会覆盖“%s”", path, other), "请换一个文件名"}
		}
	}
	return nil
}

// nothingRead ends a run in which no file could be read.
func nothingRead(w io.Writer, outcome *yearend.Outcome) error {
	notRead(w, outcome, false)
	fmt.Fprintln(w, "错误：没有一个文件可以评分，什么也没有写出")
	return errReported
}

// notRead names each file that was not read, with its reason; quiet leaves
// out those that need no mending.
func notRead(w io.Writer, outcome *yearend.Outcome, quiet bool) {
	for _, f := range outcome.Files {
		what := "错误"
		if f.Findings.Errors == 0 {
			what = "提醒"
		}
		if f.Read || quiet && f.Findings.Errors == 0 {
			continue
		}
		fmt.Fprintf(w, "%s：%s：%s；%s\n", what, render.Clean(f.Path), render.Clean(f.Trouble), render.Clean(f.Hint))
	}
}

// deliver puts the results in place and shows them.
func deliver(c console, flags scoreFlags, outcome *yearend.Outcome, to *output.Folder) error {
	if flags.json != "" && flags.json != standardOutput {
		if err := writeLines(flags.json, outcome, to); err != nil {
			return err
		}
	}
	if flags.json == standardOutput { // first: a reader that went away keeps everything as it was
		if err := copyLines(c.out, outcome); err != nil {
			return fmt.Errorf("不能写到标准输出（%s），没有写出结果", output.Reason(err))
		}
	}
	if err := to.Commit(); err != nil {
		return err
	}
	if flags.json != standardOutput && !flags.quiet {
		if err := show(c.out, flags, outcome); err != nil {
			fmt.Fprintf(c.err, "提醒：结果已写在“%s”，屏幕上的表没有显示完（%s）\n", render.Clean(flags.out), output.Reason(err))
		}
		return nil
	}
	notRead(c.err, outcome, flags.quiet)
	if errors := outcome.ErrorsWithin(); errors > 0 {
		fmt.Fprintf(c.err, "有 %d 处错误，%d 人未评分：见“%s”里各评分工作簿的“问题”表\n",
			errors, outcome.Held, render.Clean(flags.out))
	}
	return nil
}
