package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/sqlview"
)

type sqlFlags struct {
	ruleFlags
	sqlview.Options
	out   string
	force bool
}

func newRubricSQL(c console) *cobra.Command {
	var flags sqlFlags
	cmd := &cobra.Command{
		Use:                   "sql --dialect 方言 [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "把评分标准写成一个 SQL 视图",
		Long: `把评分标准写成一个 SQL 视图，供填报已经在数据库里的单位使用：每人一行，得分、
综合得分、信用等级、失分原因与 credit score 相同；不能评分的写明问题代码。

填报表一行是一个人对一项指标的填报：practitioner、indicator、answer 三列。用法和
各列的意思写在 SQL 开头的注释里。不含县（市）区的实施细则。

退出码：0 完成；2 没有完成，什么也没有写出。`,
		Example: `  credit rubric sql --dialect postgres -o 评分.sql
  credit rubric sql --dialect sqlite --table 填报 --view 评分 | sqlite3 数据.db
  credit rubric sql --dialect postgres --rubric 标准.yaml`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return hinted{fmt.Errorf("不认识“%s”", args[0]), "评分标准文件用 --rubric 说明，写到哪里用 -o 说明"}
			}
			return nil
		},
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE:    func(*cobra.Command, []string) error { return runRubricSQL(c, flags) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.Dialect, "dialect", "", "`方言`：postgres（及兼容它的分布式数据库）或 sqlite")
	f.StringVar(&flags.Table, "table", "answers", "填报表的`名称`（默认 answers），如 staff.answers")
	f.StringVar(&flags.View, "view", "credit_result", "视图的`名称`（默认 credit_result）")
	f.StringVarP(&flags.out, "out", "o", "", "写到`文件`，不写到屏幕（- 为标准输出）")
	f.BoolVar(&flags.force, "force", false, "替换已有的文件")
	flags.addRubric(f)
	return cmd
}

// runRubricSQL is the command: rules, one text.
func runRubricSQL(c console, flags sqlFlags) (err error) {
	if flags.Dialect == "" {
		return hinted{errors.New("没有说明用哪种数据库"), "请写 --dialect " + strings.Join(sqlview.Dialects(), " 或 --dialect ")}
	}
	if flags.Rubric, err = flags.base(""); err != nil {
		return err
	}
	flags.Version = Version
	var text strings.Builder
	if err := sqlview.Write(&text, flags.Options); err != nil {
		return sqlHint(err)
	}
	out := products{files: []product{{option: "-o", path: flags.out, force: flags.force, write: func(w io.Writer) error {
		_, err := io.WriteString(w, text.String())
		return err
	}}}}
	if flags.out == "" {
		out.files[0].path = standardOutput
	} else if err := flags.refuseExisting(); err != nil {
		return err
	}
	if err := out.refuse(flags.taken()); err != nil {
		return err
	}
	return out.deliver(c)
}

// sqlHint says what to write instead.
func sqlHint(err error) error {
	switch {
	case errors.Is(err, sqlview.ErrDialect):
		return hinted{fmt.Errorf("--dialect 不能是%w", err), "请写 " + strings.Join(sqlview.Dialects(), " 或 ")}
	case errors.Is(err, sqlview.ErrName):
		return hinted{err, "请用汉字、字母、数字和下划线，不以数字开头，可以带一个模式名，如 staff.answers"}
	}
	return err
}

// refuseExisting refuses a file that stands already, unless it may be replaced.
func (flags *sqlFlags) refuseExisting() error {
	if flags.force || flags.out == standardOutput || !exists(flags.out) {
		return nil
	}
	return fmt.Errorf("“%s”已经存在：请另指定一处，或加 --force 替换", flags.out)
}

// taken are the files that were read.
func (flags *sqlFlags) taken() []string {
	if flags.rubric == "" {
		return nil
	}
	return []string{flags.rubric}
}
