package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/annotate"
	"credit/internal/batch"
	"credit/internal/finding"
	"credit/internal/graded"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/validate"
)

type validateFlags struct {
	inputFlags
	json, csv, annotate, explain string
	all, force                   bool
}

func newValidate(c console) *cobra.Command {
	var flags validateFlags
	cmd := &cobra.Command{
		Use:                   "validate 文件或文件夹… [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "上报前核对填报工作簿",
		Long: `上报前核对填报工作簿：一次列出全部问题，写明单元格、是谁、填了什么、该怎样改。
与 score 用同一套核对：这里通过的，评分时一定能评；反之也一样。

填报文件只读取，不改动；--annotate 另写一份标好错处的副本。

退出码：0 没有错误；1 有要改的错误；2 没有完成（例如找不到文件）。`,
		Example: `  credit validate schools.xlsx
  credit validate 各校填报 --annotate 退回修改 --csv 问题.csv
  credit validate --explain missing-answer`,
		Args: func(cmd *cobra.Command, args []string) error {
			if flags.explain != "" {
				return nil
			}
			return someFiles("没有说明核对哪些工作簿", "例如：credit validate schools.xlsx")(cmd, args)
		},
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.explain != "" {
				return explainCode(c.out, flags.explain, terminalWidth(c.out))
			}
			return runValidate(cmd.Context(), c, flags, args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&flags.all, "all", false, "逐处列出全部问题，不合并同类")
	f.StringVar(&flags.annotate, "annotate", "", "把标好错处的副本写到这个`文件夹`")
	f.StringVar(&flags.csv, "csv", "", "全部问题另写成 CSV 表（`文件`，可用 Excel 打开）")
	f.StringVar(&flags.json, "json", "", "全部问题另写成 JSON 行（`文件`；- 为标准输出）")
	flags.addYear(f, "应为哪一`年度`的模板，如 2026")
	flags.addRoster(f)
	flags.addRules(f)
	f.BoolVar(&flags.force, "force", false, "替换以前写的批注副本")
	flags.addReading(f)
	flags.addStats(f)
	f.StringVar(&flags.explain, "explain", "", "说明一个问题`代码`的含义；all 为全部")
	return cmd
}

// runValidate is the command: options, one call, what was found.
func runValidate(ctx context.Context, c console, flags validateFlags, args []string) error {
	defer batch.EaseCollector()()
	defer flags.tellStats(c.err)
	in, err := flags.gather(args)
	if err != nil {
		return err
	}
	if err := refuseOverwriting(flags, flags.taken(in.Files)); err != nil {
		return err
	}
	if err := refuseCopiesAmongInputs(flags.annotate, args); err != nil {
		return err
	}
	in.announce(c.err)
	progress := &batch.Progress{}
	stop := showProgress(c.err, "核对", progress, len(in.Files), flags.quiet)
	outcome, err := validate.Run(ctx, in.Options, progress)
	stop()
	if err != nil {
		return err
	}
	copies, err := writeFindings(ctx, c, flags, outcome)
	if err != nil {
		return err
	}
	if flags.json != standardOutput && !flags.quiet {
		if err := showValidation(ctx, c.out, flags, outcome, copies); err != nil {
			return fmt.Errorf("不能写到标准输出（%s）", output.Reason(err))
		}
	}
	if outcome.Years != "" && (flags.quiet || flags.json == standardOutput) {
		fmt.Fprintln(c.err, "错误："+onScreen(outcome.Years))
	}
	if outcome.Findings.Errors > 0 || outcome.Years != "" || outcome.Read() == 0 {
		return errFindings
	}
	return nil
}

// refuseOverwriting refuses a FILE that is an input or another output.
func refuseOverwriting(flags validateFlags, taken []string) error {
	for _, one := range [][2]string{{"--json", flags.json}, {"--csv", flags.csv}} {
		path := one[1]
		switch {
		case path == "" || path == standardOutput && one[0] == "--json":
			continue
		case path == standardOutput:
			return hinted{errors.New("--csv 要写到文件"), "例如 --csv 问题.csv；标准输出请用 --json -"}
		}
		if slices.Contains([]string{".xlsx", ".xlsm", ".xltx", ".xls", ".et"}, strings.ToLower(filepath.Ext(path))) {
			return hinted{fmt.Errorf("%s 写出的不是工作簿，不能叫“%s”", one[0], path), "例如 --csv 问题.csv、--json 问题.jsonl"}
		}
		if err := refusePlace(one[0], path, taken, false); err != nil {
			return err
		}
		taken = append(taken, path)
	}
	return nil
}

// refuseCopiesAmongInputs refuses a folder for annotated copies that is among
// the folders that are read: the next time the copies would be read as
// submissions too, and everybody in them as a duplicate.
func refuseCopiesAmongInputs(folder string, args []string) error {
	if folder == "" {
		return nil
	}
	here, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	for _, arg := range args {
		there, err := filepath.Abs(arg)
		if info, statErr := os.Stat(arg); err != nil || statErr != nil || !info.IsDir() {
			continue
		}
		if way, err := filepath.Rel(there, here); err == nil && way != ".." && !strings.HasPrefix(way, ".."+string(filepath.Separator)) {
			return hinted{fmt.Errorf("--annotate 的“%s”在正在核对的“%s”里面：副本会被当作又一份填报", folder, arg), "请另指定一个文件夹"}
		}
	}
	return nil
}

// writeFindings writes what is asked for beside the screen, all or nothing.
func writeFindings(ctx context.Context, c console, flags validateFlags, o *validate.Outcome) (copies []annotate.Copy, err error) {
	var files output.Files
	defer files.Close()
	write := func(path string, table func(io.Writer) error) error {
		if path == "" || path == standardOutput {
			return nil
		}
		file, err := files.Create(path)
		if err != nil {
			return fmt.Errorf("不能写入“%s”：%s", path, output.Reason(err))
		}
		buffered := bufio.NewWriterSize(file, 64<<10)
		if err := errors.Join(table(buffered), buffered.Flush(), output.CloseSynced(file)); err != nil {
			return fmt.Errorf("不能写入“%s”：%s", path, output.Reason(err))
		}
		return nil
	}
	if err := write(flags.json, func(w io.Writer) error { return jsonLines(ctx, w, o) }); err != nil {
		return nil, err
	}
	if err := write(flags.csv, func(w io.Writer) error { return csvTable(ctx, w, o) }); err != nil {
		return nil, err
	}
	var folder *output.Folder
	if flags.annotate != "" {
		if folder, err = output.OpenBeside(flags.annotate, flags.force, annotate.IsCopy); err != nil {
			return nil, err
		}
		defer folder.Close()
		if copies, err = annotate.Write(ctx, o, folder); err != nil {
			return nil, err
		}
	}
	if flags.json == standardOutput { // first: a reader that went away keeps everything as it was
		buffered := bufio.NewWriterSize(c.out, 64<<10)
		if err := errors.Join(jsonLines(ctx, buffered, o), buffered.Flush()); err != nil {
			return nil, fmt.Errorf("不能写到标准输出（%s）", output.Reason(err))
		}
	}
	if slices.ContainsFunc(copies, func(c annotate.Copy) bool { return c.Name != "" }) {
		if err := folder.Commit(); err != nil {
			return nil, err
		}
	}
	return copies, files.Commit()
}

// eachFinding gives every finding of every file, in order.
func eachFinding(ctx context.Context, o *validate.Outcome, visit func(finding.Finding) error) error {
	for i := range o.Files {
		if err := o.Each(ctx, i, visit); err != nil {
			return err
		}
	}
	return nil
}

func jsonLines(ctx context.Context, w io.Writer, o *validate.Outcome) error {
	var line []byte
	return eachFinding(ctx, o, func(one finding.Finding) (err error) {
		if line, err = one.AppendJSON(line[:0]); err != nil {
			return err
		}
		_, err = w.Write(line)
		return err
	})
}

func csvTable(ctx context.Context, w io.Writer, o *validate.Outcome) error {
	table, err := render.NewCSV(w, "文件", "工作表", "单元格", "行", "姓名", "指标", "轻重", "代码", "填的内容", "问题", "怎样改")
	if err != nil {
		return err
	}
	return eachFinding(ctx, o, func(one finding.Finding) error {
		return table.Row(one.Place.File, one.Place.Sheet, one.Place.Cell(), number(one.Place.Row), one.Name,
			number(one.Indicator), graded.SeverityName(one.Severity()), string(one.Code), one.Value, one.Message(), one.Hint())
	})
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// showValidation writes what was found to the screen, file by file.
func showValidation(ctx context.Context, w io.Writer, flags validateFlags, o *validate.Outcome, copies []annotate.Copy) error {
	view := render.NewValidation(w, terminalWidth(w))
	paths := make([]string, len(o.Files))
	for i, f := range o.Files {
		paths[i] = f.Path
	}
	names := shortNames(paths)
	many := len(o.Files) > mostBlocks && !flags.all
	for i, f := range o.Files {
		if many && !render.NeedsWork(f) {
			continue
		}
		var each func(func(finding.Finding) error) error
		if flags.all {
			each = func(visit func(finding.Finding) error) error { return o.Each(ctx, i, visit) }
		}
		if err := view.File(f, names[i], each); err != nil {
			return err
		}
	}
	if many {
		view.Others(o, names)
	}
	for _, one := range copies {
		view.Line(practitioner.MaskWithin(one.Line(flags.annotate)))
	}
	if flags.csv != "" {
		view.Line("全部问题写在“" + practitioner.MaskWithin(flags.csv) + "”。")
	}
	if flags.json != "" {
		view.Line("JSON 行写在“" + practitioner.MaskWithin(flags.json) + "”。")
	}
	if o.Roster != nil {
		view.Roster(o.Roster, rosterLine(o.Roster), flags.all)
	}
	if o.Findings.Errors > 0 {
		view.Line(more(flags))
	}
	return view.Closing(o)
}

// mostBlocks is how many files are shown with a block each; of more, those
// that need work.
const mostBlocks = 12

// more says what else a clerk can ask for.
func more(flags validateFlags) string {
	var ways []string
	if !flags.all {
		ways = append(ways, "加 --all 逐处列出")
	}
	if flags.annotate == "" {
		ways = append(ways, "加 --annotate 文件夹 写出标好错处的副本")
	}
	if len(ways) == 0 {
		return ""
	}
	return strings.Join(ways, "；") + "。"
}
