package cli

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"credit/internal/render"
	"credit/internal/rubric"
	"credit/internal/rules"
)

func newRubricDiff(c console) *cobra.Command {
	var flags showFlags
	var exitCode bool
	cmd := &cobra.Command{
		Use:                   "diff [原来的] 现在的 [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "比较两份评分标准",
		Long: `比较两份评分标准（YAML 文件）：评分说明、答案、写法、分值、分档、等级线、
直接判级、期限、县（市）区、解读等，逐处写明原来怎样、现在怎样；标有“*”的
影响得分或等级。
只给一份的，与程序自带的评分标准比较。

退出码：0 完成；1 加了 --exit-code，并且有不同；2 没有完成，什么也没有写出。`,
		Example: `  credit rubric diff 修订稿.yaml
  credit rubric diff 2024.yaml 2026.yaml --format markdown -o 修订对照.md`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return hinted{errors.New("要比较两份评分标准"), "例如：credit rubric diff 原来的.yaml 现在的.yaml"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return runRubricDiff(c, flags, exitCode, args) },
	}
	cmd.Flags().SortFlags = false
	flags.add(cmd, "text", "markdown", "json")
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "有不同时退出码为 1")
	return cmd
}

func runRubricDiff(c console, flags showFlags, exitCode bool, args []string) error {
	d, err := compareRubrics(args)
	if err != nil {
		return err
	}
	err = flags.deliver(c, args, func(w io.Writer, width int) error {
		switch flags.format {
		case "json":
			return d.WriteJSON(w)
		case "markdown":
			return render.RuleChangesMarkdown(w, d)
		}
		return render.RuleChanges(w, d, width)
	})
	if err == nil && exitCode && len(d.Changes) > 0 {
		return errFindings
	}
	return err
}

// compareRubrics reads both sides, the older one embedded where it is left out,
// and says what is wrong in either.
func compareRubrics(args []string) (*rules.Difference, error) {
	if len(args) == 1 {
		args = []string{"", args[0]}
	}
	var sides [2]*rubric.Rubric
	var errs [2]error
	for i, path := range args {
		sides[i], errs[i] = loadRubric(path)
	}
	if args[0] == args[1] {
		errs[1] = nil // the same file is wrong in the same way
	}
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	return rules.Compare(sides[0], sides[1]), nil
}
