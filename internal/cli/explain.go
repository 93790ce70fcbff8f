package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"credit/internal/batch"
	"credit/internal/explain"
	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/stamp"
)

type explainFlags struct {
	resultFlags
	name, school, county, last4, id string
	json, out                       string
	unmask, force                   bool
}

func newExplain(c console) *cobra.Command {
	var flags explainFlags
	cmd := &cobra.Command{
		Use:                   "explain 文件或文件夹… --name 姓名 [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "说明一个人的得分和等级",
		Long: `说明一个人的得分和等级，可以打印出来交给本人（第十七条的知情权和查询权）：失分在
哪几项、学校填了什么、在哪一格；各一级指标与直接判级的底线；为什么是这个等级；
离上一级差多少；有哪些权利。没有评分的人，逐格列出原因和怎样改。

身份证件号码只留后四位；确需完整号码的加 --unmask。证件号码不能写在命令行里：
用 --id - 从标准输入读取。同名的人会列出来，用 --school、--county 或 --last4
选定。

退出码：0 完成；1 完成，但此人没有评分，或有评分工作簿没有读入；2 没有完成。`,
		Example: `  credit explain 评分结果 --name 张三
  credit explain 评分结果 --name 张三 --school 第一小学 -o 张三.xlsx
  credit explain 评分结果 --name 张三 --last4 0018 --json -
  credit explain 评分结果 --id -`,
		Args:    someFiles("没有说明从哪些评分工作簿里查", "例如：credit explain 评分结果 --name 张三"),
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE: func(cmd *cobra.Command, args []string) error {
			return runExplain(cmd.Context(), c, cmd.InOrStdin(), flags, args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.name, "name", "", "`姓名`，要写全")
	f.StringVar(&flags.school, "school", "", "`学校`，可以只写一部分")
	f.StringVar(&flags.county, "county", "", "`县区`")
	f.StringVar(&flags.last4, "last4", "", "证件号码的`后四位`")
	f.StringVar(&flags.id, "id", "", "写 `-`：从标准输入读证件号码，一行")
	f.StringVar(&flags.json, "json", "", "JSON 行写到`文件`（- 为标准输出）")
	f.StringVarP(&flags.out, "out", "o", "", "可打印的说明写到`文件`（.xlsx）")
	f.BoolVar(&flags.unmask, "unmask", false, "屏幕和工作簿里写出完整的证件号码")
	f.BoolVar(&flags.force, "force", false, "替换以前写的说明")
	flags.add(f)
	flags.addStats(f)
	return cmd
}

var last4Form = regexp.MustCompile(`^[0-9]{3}[0-9X]$`)

// wanted is whom the options ask for, but for the county, which each rubric has
// its own list of.
func (flags *explainFlags) wanted(in io.Reader, c console) (w explain.Wanted, err error) {
	w = explain.Wanted{Name: flags.name, School: flags.school, Last4: strings.ToUpper(fold.Text(flags.last4))}
	switch {
	case flags.id != "" && flags.id != standardOutput:
		return w, hinted{errors.New("证件号码不能写在命令行里：它会留在命令的历史记录里，别人也能看到"), "请写 --id -，再从标准输入给出号码；或用 --name 和 --last4"}
	case flags.id == "" && flags.name == "" && flags.last4 == "":
		return w, hinted{errors.New("没有说明是谁"), "请用 --name 写姓名，或用 --id - 从标准输入给出证件号码"}
	case flags.last4 != "" && !last4Form.MatchString(w.Last4):
		return w, hinted{errors.New("--last4 要写证件号码的后四位"), "四个字符：数字，最后一位可以是 X，例如 --last4 001X"}
	}
	if flags.id != "" {
		w.ID, err = readID(in, c.err)
	}
	return w, err
}

// longestID bounds what is read of standard input.
const longestID = 1 << 10

const oneLine = "请给出一行，只写号码"

// readID reads one ID number; a terminal does not show it.
func readID(in io.Reader, errOut io.Writer) (practitioner.ID, error) {
	var line []byte
	var err error
	if file, is := in.(*os.File); is && term.IsTerminal(int(file.Fd())) {
		fmt.Fprint(errOut, "请输入证件号码（不显示）：")
		line, err = term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(errOut)
	} else {
		line, err = io.ReadAll(io.LimitReader(in, longestID))
	}
	id := practitioner.NewID(string(line))
	if err != nil || id.IsZero() {
		return practitioner.ID{}, hinted{errors.New("标准输入里没有证件号码"), oneLine}
	}
	if len(strings.FieldsFunc(string(line), func(r rune) bool { return r == '\n' || r == '\r' })) > 1 {
		return practitioner.ID{}, hinted{errors.New("标准输入里不止一行"), oneLine}
	}
	return id, nil
}

// runExplain is the command: options, one reading, one person, one paper.
func runExplain(ctx context.Context, c console, in io.Reader, flags explainFlags, args []string) error {
	defer batch.EaseCollector()()
	defer flags.tellStats(c.err)
	wanted, err := flags.wanted(in, c)
	if err != nil {
		return err
	}
	out := products{
		paper: paper{path: flags.out, kind: stamp.Explanation, force: flags.force, title: "个人评分说明"},
		files: []product{{option: "--json", path: flags.json}},
	}
	s := &searching{wanted: wanted, flags: flags, c: c}
	if flags.county != "" {
		s.counties = []string{flags.county}
	}
	all, err := s.explain(ctx, &out, args)
	if err != nil {
		return err
	}
	flags.fill(&out, all)
	if err := out.deliver(c); err != nil {
		return err
	}
	if err := flags.show(c, &out, all); err != nil {
		return err
	}
	if len(s.set.Refused) > 0 || slices.ContainsFunc(all, func(e *explain.Explanation) bool { return e.Held != nil }) {
		return errFindings
	}
	return nil
}

// idOf is the ID number as it is to be shown.
func (flags *explainFlags) idOf(e *explain.Explanation) string {
	if flags.unmask {
		return e.Who.ID.Reveal()
	}
	return e.Who.ID.String()
}

// fill gives the products their content.
func (flags *explainFlags) fill(out *products, all []*explain.Explanation) {
	first := all[0]
	out.paper.pages = explain.Pages(all, flags.idOf(first), Version)
	out.paper.subject, out.paper.foot = first.Rubric.Document, graded.Notice(first.Rubric)
	out.files[0].write = func(w io.Writer) error {
		var lines []byte
		var err error
		for _, e := range all {
			if lines, err = e.AppendJSON(lines); err != nil {
				return err
			}
		}
		_, err = w.Write(lines)
		return err
	}
}

// show writes the paper on the screen, and where it was written beside.
func (flags *explainFlags) show(c console, out *products, all []*explain.Explanation) error {
	if flags.unmask && flags.out != "" {
		fmt.Fprintln(c.err, "提醒：说明里有完整的证件号码，请妥善保管，交给本人以后及时删除")
	}
	if flags.json == standardOutput || flags.quiet {
		return nil
	}
	var err error
	for i, e := range all {
		if len(all) > 1 && err == nil {
			_, err = fmt.Fprintf(c.out, "%s【这个人有 %d 处填报，第 %d 处】\n", strings.Repeat("\n", min(i, 1)), len(all), i+1)
		}
		if err == nil {
			err = render.Explanation(c.out, e, flags.idOf(e), terminalWidth(c.out))
		}
	}
	if err == nil && flags.out != "" {
		_, err = fmt.Fprintf(c.out, "\n说明写在“%s”。\n", onScreen(flags.out))
	}
	return out.shown(c, err)
}
