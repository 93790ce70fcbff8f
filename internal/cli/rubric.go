package cli

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"credit/internal/rubric"
)

// ruleFlags are the rules that a command works by: the rubric, the embedded one
// where none is given, and overlays laid over it.
type ruleFlags struct {
	rubric string
}

func (r *ruleFlags) add(f *pflag.FlagSet) {
	f.StringVar(&r.rubric, "rubric", "", "改用这个评分标准`文件`（YAML）")
}

// load reads the rules.
func (r ruleFlags) load() (*rubric.Rubric, error) { return loadRubric(r.rubric) }

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
	cmd.AddCommand(newRubricSQL(c))
	return cmd
}
