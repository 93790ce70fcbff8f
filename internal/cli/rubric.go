package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

// newRubric is the group of commands about the rules themselves.
func newRubric(c console) *cobra.Command {
	cmd := &cobra.Command{
		Use:                   "rubric 命令",
		DisableFlagsInUseLine: true,
		Short:                 "查看、检查、比较评分标准",
		Long:                  `查看、检查、比较评分标准和县（市）区的实施细则（第二十一条）。`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return hinted{fmt.Errorf("没有“rubric %s”这个命令", args[0]), "用“credit rubric --help”查看可用的命令"}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newRubricShow(c), newRubricDiff(c), newRubricArticles(c), newRubricCheck(c), newRubricSQL(c))
	return cmd
}
