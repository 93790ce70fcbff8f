// Package cli is the command line: flags become options, one call does the
// work, a renderer shows it, and one function turns what happened into an
// exit code.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Version is the program's version; a release sets it when it is linked.
var Version = "0.1.0"

// The exit codes of every command.
const (
	exitDone     = 0 // done, nothing wrong
	exitFindings = 1 // done, and there are errors among the findings
	exitFailed   = 2 // could not do it; nothing was written
)

// console is where a command writes.
type console struct {
	out, err io.Writer
}

// errFindings ends a command that did its work and found errors.
var errFindings = errors.New("there are errors among the findings")

// errReported ends a command that has said itself why it failed.
var errReported = errors.New("failed, and said why")

// hinted is an error with what to do about it.
type hinted struct {
	err  error
	hint string
}

func (h hinted) Error() string { return h.err.Error() }
func (h hinted) Unwrap() error { return h.err }

// Main runs the program and returns its exit code.
func Main(args []string, out, errOut io.Writer) int {
	// A reader that goes away must not end a run before it has cleaned up.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot(console{out, errOut})
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	return exitCode(errOut, guarded(func() error { return root.ExecuteContext(ctx) }))
}

// guarded turns a panic into an error that asks for a report and bears
// nobody's data.
func guarded(run func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			if os.Getenv("CREDIT_DEBUG") != "" {
				panic(p)
			}
			err = fmt.Errorf("程序出错：遇到没有预料到的情况（%T），请报告这个问题", p)
		}
	}()
	return run()
}

// exitCode turns an error into the exit code, and says what went wrong.
func exitCode(w io.Writer, err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errReported):
		return exitFailed
	case errors.Is(err, context.Canceled):
		err = errors.New("已中断，没有写出结果")
	}
	err = inChinese(err)
	text := err.Error()
	if with := (hinted{}); errors.As(err, &with) {
		text += "；" + with.hint
	}
	for _, line := range strings.Split(text, "\n") {
		fmt.Fprintln(w, "错误："+onScreen(line))
	}
	return exitFailed
}

// inChinese puts the words of the flag library into Chinese.
func inChinese(err error) error {
	var unknown *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var badValue *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + unknown.GetSpecifiedName()
		}
		return hinted{fmt.Errorf("没有“%s”这个选项", name), "用 --help 查看可用的选项"}
	case errors.As(err, &noValue):
		return hinted{fmt.Errorf("选项“%s”后面要写内容", "--"+noValue.GetFlag().Name), "用 --help 查看写法"}
	case errors.As(err, &badValue):
		if badValue.GetFlag().Value.Type() == "int" {
			return hinted{fmt.Errorf("选项“--%s”不能是“%s”", badValue.GetFlag().Name, badValue.GetValue()), "请写整数"}
		}
		return hinted{fmt.Errorf("选项“--%s”不能是“%s”", badValue.GetFlag().Name, badValue.GetValue()), "用 --help 查看写法"}
	case errors.As(err, &syntax):
		return hinted{fmt.Errorf("选项“%s”的写法不对", syntax.GetSpecifiedFlag()), "用 --help 查看写法"}
	}
	return err
}

const usageTemplate = `用法：{{if .HasAvailableSubCommands}}
  {{.CommandPath}} 命令 [选项]{{else}}
  {{.UseLine}}{{end}}
{{if .HasExample}}
例子：
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
选项：
{{flagUsages .LocalFlags}}
{{end}}{{if .HasAvailableSubCommands}}
用“{{.CommandPath}} 命令 --help”查看一个命令的详细说明。
{{end}}`

const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{.UsageString}}`

// setLibrary sets what the flag library keeps for all of its commands: once,
// for it minds being told by several at a time.
var setLibrary = sync.OnceFunc(func() {
	cobra.AddTemplateFunc("flagUsages", flagUsages)
	cobra.MousetrapHelpText = "credit 是命令行程序：请打开“命令提示符”或 PowerShell，进入存放工作簿的文件夹，\n输入“credit --help”查看用法。本窗口稍后自动关闭。\n"
	cobra.MousetrapDisplayDuration = 30 * time.Second
})

func newRoot(c console) *cobra.Command {
	setLibrary()
	root := &cobra.Command{
		Use:           "credit",
		Short:         "教育从业人员执业信用评分",
		Long:          "credit 核对学校的填报工作簿，按《伊春市教育从业人员执业信用管理办法（试行）》\n（伊教联发〔2024〕21号）评分，写出评分工作簿和汇总。",
		Version:       Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			hint := "用“credit --help”查看可用的命令"
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				hint = "是不是“credit " + near[0] + "”？" + hint
			}
			return hinted{fmt.Errorf("没有“%s”这个命令", args[0]), hint}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, RunE: func(cmd *cobra.Command, args []string) error {
		about, _, err := root.Find(args)
		if err != nil {
			about = root
		}
		return about.Help()
	}})
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate(helpTemplate)
	root.SetVersionTemplate("credit {{.Version}}\n")
	root.Flags().BoolP("version", "v", false, "显示版本")
	root.PersistentFlags().BoolP("help", "h", false, "显示帮助")
	root.AddCommand(
		newTemplate(c), newValidate(c), newScore(c),
		newSummary(c), newDiff(c), newExport(c),
		newExplain(c), newNotice(c), newCase(c),
		newSeal(c), newVerify(c),
		newRubric(c), newSimulate(c),
	)
	return root
}
