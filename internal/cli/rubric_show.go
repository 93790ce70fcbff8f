package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/fold"
	"credit/internal/render"
	"credit/internal/rubric"
	"credit/internal/rules"
)

// showFlags are of commands that show something in a format, on the screen or in
// a file.
type showFlags struct {
	format, out string
	force       bool
}

// add adds the flags; formats are named the default first.
func (s *showFlags) add(cmd *cobra.Command, formats ...string) {
	f := cmd.Flags()
	f.StringVar(&s.format, "format", "", "写成什么`格式`："+formats[0]+"（默认）、"+strings.Join(formats[1:], "、"))
	f.StringVarP(&s.out, "out", "o", "", "写到`文件`，不写到屏幕（- 为标准输出）")
	f.BoolVar(&s.force, "force", false, "替换已有的文件")
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if err := refuseEmpty(cmd.Flags()); err != nil {
			return err
		}
		return s.settle(formats)
	}
}

// settle puts the default format in and refuses one that there is not.
func (s *showFlags) settle(formats []string) error {
	if s.format == "" {
		s.format = formats[0]
	}
	if !slices.Contains(formats, s.format) {
		return hinted{fmt.Errorf("--format 不能是“%s”", s.format), "请写 " + strings.Join(formats, "、") + " 中的一个"}
	}
	return nil
}

// deliver writes to the file, else to the screen; taken are the files that were
// read.
func (s *showFlags) deliver(c console, taken []string, write func(w io.Writer, width int) error) error {
	if s.out == "" || s.out == standardOutput {
		var none products
		return none.shown(c, buffered(c.out, func(w io.Writer) error { return write(w, terminalWidth(c.out)) }))
	}
	if isAmong(s.out, taken) {
		return hinted{fmt.Errorf("-o 的“%s”会覆盖正在读取的文件", s.out), "请换一个文件名"}
	}
	if exists(s.out) && !s.force {
		return fmt.Errorf("“%s”已经存在：请另指定一处，或加 --force 替换", s.out)
	}
	out := products{files: []product{{option: "-o", path: s.out, force: s.force, write: func(w io.Writer) error { return write(w, 0) }}}}
	if err := out.refuse(taken); err != nil {
		return err
	}
	if err := out.deliver(c); err != nil {
		return err
	}
	say(c.out, "写在“"+s.out+"”。")
	return nil
}

func newRubricShow(c console) *cobra.Command {
	var law ruleFlags
	var flags showFlags
	cmd := &cobra.Command{
		Use:                   "show [序号或名称] [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "查看评分标准，或其中一项指标",
		Long: `查看评分标准：评分说明、填报与得分、认可的写法、条款、条文不清楚处的解读、
等级线、直接判级、期限、县（市）区等；给出序号（1 至 44）或名称的，只看这一项。
有县（市）区实施细则的，写明它改了什么（文号、条款）。

yaml 写出评分标准的原文（只看一项的，是原文里的这一段）；细则另见其文件。`,
		Example: `  credit rubric show
  credit rubric show 31
  credit rubric show 学历要求 --format json
  credit rubric show 31 --overlay 伊美区细则.yaml
  credit rubric show --format markdown -o 评分标准.md`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return hinted{fmt.Errorf("一次只看一项指标，这里给了 %d 项", len(args)), "不写序号则看全部"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return runRubricShow(c, law, flags, args) },
	}
	cmd.Flags().SortFlags = false
	flags.add(cmd, "table", "markdown", "yaml", "json")
	law.addRules(cmd.Flags())
	return cmd
}

func runRubricShow(c console, law ruleFlags, flags showFlags, args []string) error {
	r, _, err := law.load("")
	if err != nil {
		return err
	}
	number := 0
	if len(args) == 1 {
		if number, err = findIndicator(r, args[0]); err != nil {
			return err
		}
	}
	if flags.format == "yaml" && len(r.Overlays) > 0 {
		say(c.err, "提醒：yaml 只写出评分标准的原文，不含细则")
	}
	return flags.deliver(c, law.files(), func(w io.Writer, width int) error {
		return showRubric(w, r, number, flags.format, width)
	})
}

// showRubric writes the whole rubric, or one indicator where number is not 0.
func showRubric(w io.Writer, r *rubric.Rubric, number int, format string, width int) error {
	switch {
	case format == "yaml" && number > 0:
		_, err := io.WriteString(w, r.Source(number))
		return err
	case format == "yaml":
		_, err := w.Write(r.For(-1).Text) // without what is laid over it
		return err
	case format == "json" && number > 0:
		return rules.WriteIndicatorJSON(w, r, number)
	case format == "json":
		return rules.WriteJSON(w, r)
	}
	document := rules.Whole(r)
	if number > 0 {
		document = rules.One(r, number)
	}
	if format == "markdown" {
		return render.RulesMarkdown(w, document)
	}
	return render.Rules(w, document, width)
}

// findIndicator finds an indicator by its number (3, 第3项, 指标3) or its name, with
// or without the number before it.
func findIndicator(r *rubric.Rubric, asked string) (int, error) {
	key := fold.Key(asked)
	bare := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(key, "指标"), "第"), "项")
	number, err := strconv.Atoi(bare)
	for _, n := range r.Indicators {
		if err == nil && n.Number == number || key == fold.Key(n.Name) || key == fold.Key(n.Label()) {
			return n.Number, nil
		}
	}
	if err == nil {
		return 0, hinted{fmt.Errorf("没有第 %d 项指标", number), fmt.Sprintf("序号是 1 至 %d", len(r.Indicators))}
	}
	hint := "用 credit rubric show 查看全部"
	if near := nearIndicators(r, key); len(near) > 0 {
		hint = "相近的有 " + strings.Join(near, "、")
	}
	return 0, hinted{fmt.Errorf("没有名为“%s”的指标", asked), hint}
}

// mostNamed is how many near names are told.
const mostNamed = 5

// nearIndicators are the indicators whose names share the most neighbouring
// characters with what was asked for.
func nearIndicators(r *rubric.Rubric, key string) []string {
	best, names := 1, []string(nil)
	for _, n := range r.Indicators {
		switch shared := sharedPairs(key, fold.Key(n.Name)); {
		case shared > best:
			best, names = shared, []string{n.Label()}
		case shared == best:
			names = append(names, n.Label())
		}
	}
	return names[:min(len(names), mostNamed)]
}

// sharedPairs counts the pairs of neighbouring characters of a text that stand
// in another one.
func sharedPairs(text, other string) int {
	runes, count := []rune(text), 0
	for i := 0; i+1 < len(runes); i++ {
		if strings.Contains(other, string(runes[i:i+2])) {
			count++
		}
	}
	return count
}
