package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"credit/internal/batch"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/yearend"
)

type scoreFlags struct {
	inputFlags
	out, json        string
	force, reviewed  bool
	rowKey, previous string
}

func newScore(c console) *cobra.Command {
	var flags scoreFlags
	cmd := &cobra.Command{
		Use:                   "score 文件或文件夹… [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "给填报工作簿评分",
		Long: `给填报工作簿评分：逐行核对，能评的评分，不能评的说明原因，
写出每个工作簿的“名称-评分.xlsx”、“汇总.xlsx”，以及清单 manifest.json 和它的密钥
manifest.key：用 credit seal 封存，用 credit verify 核验；密钥不要公开。

文件夹会逐层查找 .xlsx、.xlsm、.xltx。填报文件只读取，不改动。

--corrections 执行同意的更正和准予的修复（第十七条、第十八条）：替换所列的填报，
重新评分，新旧对照写进“更正”表。修复只对评为 C、D 级的人执行（第十八条）。
每次都从原来的填报做起，只按这一份“更正内容”表：全年同意的每一行都留在表里，
只加不删。原来的结果要保留（第二十条），请另用一个 -o。

退出码：0 完成，没有错误；1 完成，但有要改的错误；2 没有完成，什么也没有写出。`,
		Example: `  credit score schools.xlsx
  credit score 各校填报 -o 2026评分结果 --year 2026
  credit score 各校填报 --json 明细.jsonl --force
  credit score 各校填报 -o 更正后评分结果 --corrections 办理台账.xlsx`,
		Args:    someFiles("没有说明给哪些工作簿评分", "例如：credit score schools.xlsx"),
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE:    func(cmd *cobra.Command, args []string) error { return runScore(cmd.Context(), c, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&flags.out, "out", "o", "评分结果", "结果写到这个`文件夹`，默认“评分结果”")
	f.StringVar(&flags.json, "json", "", "每个人的结果另写成 JSON 行（`文件`；- 为标准输出）")
	flags.addYear(f, "评哪一`年度`，如 2026（不写则取模板注明的年度）")
	f.BoolVar(&flags.reviewed, "reviewed", false, "只评两个部门都审核通过的，其余列为“未审核”")
	flags.addCorrections(f)
	flags.addRoster(f)
	flags.addRules(f)
	f.StringVar(&flags.previous, "previous", "", "上一年度的清单`文件`（manifest.json），与本年度相衔接")
	f.StringVar(&flags.rowKey, "row-key", "", "仅重做同一次评分（同年度、同填报）用：那次的密钥`文件`")
	f.BoolVar(&flags.force, "force", false, "替换输出文件夹里已有的评分结果")
	flags.addReading(f)
	flags.addStats(f)
	f.Lookup("out").DefValue = ""
	return cmd
}

// runScore is the command: options, one call, what it came to.
func runScore(ctx context.Context, c console, flags scoreFlags, args []string) error {
	defer batch.EaseCollector()()
	defer flags.tellStats(c.err)
	in, err := flags.gather(args)
	if err != nil {
		return err
	}
	sealing, err := flags.seal(&in)
	if err != nil {
		return err
	}
	to, err := openResults(flags)
	if err != nil {
		return err
	}
	defer to.Close()
	if err := refuseJSONPlace(flags, in.Files, to); err != nil {
		return err
	}
	in.announce(c.err)
	remindOfNames(c.err, in.Files)
	progress := &batch.Progress{}
	stop := showProgress(c.err, "评分", progress, len(in.Files), flags.quiet)
	outcome, err := yearend.Score(ctx, yearend.Options{
		Options: in.Options, Version: Version, JSON: flags.json != "", Reviewed: flags.reviewed, Corrections: in.corrections, Seal: sealing,
	}, to, progress)
	stop()
	if err != nil {
		return err
	}
	if outcome.Read() == 0 {
		return nothingRead(c.err, outcome)
	}
	if err := deliver(c, flags, outcome, in.corrections, to); err != nil {
		return err
	}
	warnFewer(c.err, in.previous, outcome)
	if outcome.Findings.Errors > 0 {
		return errFindings
	}
	return nil
}

// refuseJSONPlace refuses a FILE for the JSON lines that is an input, the
// rubric or one of the results.
func refuseJSONPlace(flags scoreFlags, files []intake.File, to *output.Folder) error {
	if flags.json == "" || flags.json == standardOutput {
		return nil
	}
	taken := append(flags.taken(files), to.Path(output.SummaryName), to.Path(output.KeyName), to.Path(output.ManifestName))
	taken = slices.DeleteFunc(append(taken, flags.rowKey, flags.previous), func(path string) bool { return path == "" })
	for _, name := range yearend.GradedNames(files) {
		taken = append(taken, to.Path(name))
	}
	return refusePlace("--json", flags.json, taken, false)
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
		fmt.Fprintf(w, "%s：%s：%s；%s\n", what, onScreen(f.Path), onScreen(f.Trouble), onScreen(f.Hint))
	}
}

// deliver puts the results in place and shows them.
func deliver(c console, flags scoreFlags, outcome *yearend.Outcome, by *yearend.Corrections, to *output.Folder) error {
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
		if err := show(c.out, flags, outcome, by); err != nil {
			fmt.Fprintf(c.err, "提醒：结果已写在“%s”，屏幕上的表没有显示完（%s）\n", onScreen(flags.out), output.Reason(err))
		}
		return nil
	}
	notRead(c.err, outcome, flags.quiet)
	if outcome.Corrected != nil {
		fmt.Fprint(c.err, correctedLine(outcome.Corrected))
	}
	if errors := outcome.ErrorsWithin(); errors > 0 {
		fmt.Fprintf(c.err, "有 %d 处错误，%d 人未评分：见“%s”里各评分工作簿的“问题”表\n",
			errors, outcome.Held, onScreen(flags.out))
	}
	return nil
}
