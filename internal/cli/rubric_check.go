package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"credit/internal/render"
	"credit/internal/rubric"
	"credit/internal/rulecheck"
	embedded "credit/rubric"
)

type checkFlags struct {
	ruleFlags
	json string
}

func newRubricCheck(c console) *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:                   "check [文件…] [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "检查评分标准或细则，推算各类人员能得多少分",
		Long: `检查评分标准或县（市）区细则（第二十一条）的文件：写法、合计、分档、等级
有没有错，写明第几行第几列；再找人容易忽略的地方：没有写条款出处的规则、
不起作用的直接判级、同一写法在不同指标里意思不同；并推算文件里各类人员
（profiles）最低、最高能得多少分，哪些等级怎样也得不到，是哪几项造成的。
细则按它所依据的评分标准检查。不给文件时检查程序自带的评分标准。
什么也不改动。

退出码：0 没有错误（可以有提醒和说明）；1 有要改的错误；
        2 没有完成（例如找不到文件，或不是普通文件），什么也没有写出。`,
		Example: `  credit rubric check
  credit rubric check 细则草案.yaml --json 检查.jsonl
  credit rubric check --overlay 伊美区细则.yaml`,
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE:    func(_ *cobra.Command, args []string) error { return runRubricCheck(c, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	flags.addRules(f)
	f.StringVar(&flags.json, "json", "", "问题和推算另写成 JSON 行（`文件`；- 为标准输出）")
	return cmd
}

// checkedRules is one rules file and what was found in it.
type checkedRules struct {
	file     string // as it was given, or the name of the embedded one
	findings []rulecheck.Finding
	outcome  *rulecheck.Outcome // nil where the rules do not hold together
}

// runRubricCheck is the command: every file is read before anything is said.
func runRubricCheck(c console, flags checkFlags, args []string) error {
	list, err := flags.check(args)
	if err != nil {
		return err
	}
	out := products{files: []product{{option: "--json", path: flags.json, write: func(w io.Writer) error { return ruleLines(w, list) }}}}
	if err := out.refuse(slices.Concat(args, flags.files())); err != nil {
		return err
	}
	if err := out.deliver(c); err != nil {
		return err
	}
	if flags.json != standardOutput {
		if err := out.shown(c, showRules(c.out, flags, list)); err != nil {
			return err
		}
	}
	for _, one := range list {
		if rulecheck.Count(one.findings, rulecheck.Error) > 0 {
			return errFindings
		}
	}
	return nil
}

// check checks the files that args name; none are the rules of the flags.
func (f checkFlags) check(args []string) (list []checkedRules, err error) {
	if len(args) == 0 {
		one, err := checkRules(cmp.Or(f.rubric, embedded.Rubrics()[0].Name), f.ruleFlags, rulecheck.Check)
		return []checkedRules{one}, err
	}
	for _, path := range args {
		data, err := readRules("评分标准或细则", path)
		if err != nil {
			return nil, err
		}
		rules, check := f.ruleFlags, rulecheck.Check
		switch overlay := rubric.OutlineOf(data).IsOverlay(); {
		case overlay:
			rules.overlays, check = append(slices.Clone(f.overlays), path), rulecheck.CheckLast
		case f.rubric != "":
			return nil, hinted{fmt.Errorf("“%s”是评分标准，不能再给 --rubric", path), "--rubric 是细则所依据的评分标准；检查评分标准请直接写文件名"}
		default:
			rules.rubric = path
		}
		one, err := checkRules(path, rules, check)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

// checkRules checks the rules of one file. What is wrong in them is a finding;
// a file that cannot be read is an error.
func checkRules(file string, rules ruleFlags, check func(*rubric.Rubric) *rulecheck.Outcome) (one checkedRules, err error) {
	one.file = file
	r, _, err := rules.load("")
	if problems := (*rubric.Problems)(nil); errors.As(err, &problems) {
		one.file, one.findings = problems.File, rulecheck.Problems(problems)
		return one, nil
	}
	if err != nil {
		return one, err
	}
	one.outcome = check(r)
	one.findings = one.outcome.Findings
	return one, nil
}

// ruleLines writes a JSON line for each finding and each kind of staff.
func ruleLines(w io.Writer, list []checkedRules) error {
	put := func(line []byte, err error) error {
		if err == nil {
			_, err = w.Write(line)
		}
		return err
	}
	for _, one := range list {
		for _, f := range one.findings {
			if err := put(f.JSON(one.file)); err != nil {
				return err
			}
		}
		if one.outcome == nil {
			continue
		}
		for i := range one.outcome.Ranges {
			if err := put(one.outcome.Ranges[i].JSON(one.file)); err != nil {
				return err
			}
		}
	}
	return nil
}

// showRules shows file after file, and a count of them at the end.
func showRules(w io.Writer, flags checkFlags, list []checkedRules) error {
	width, broken := terminalWidth(w), 0
	for i, one := range list {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if rulecheck.Count(one.findings, rulecheck.Error) > 0 {
			broken++
		}
		if err := showChecked(w, one, width); err != nil {
			return err
		}
	}
	closing := written([][2]string{{"JSON 行", flags.json}})
	if len(list) > 1 {
		closing = append(closing, fmt.Sprintf("共 %d 个文件：%d 个没有错误，%d 个要改。", len(list), len(list)-broken, broken))
	}
	if len(closing) == 0 {
		return nil
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return render.Closing(w, closing, width)
}

func showChecked(w io.Writer, one checkedRules, width int) error {
	errs, warnings := rulecheck.Count(one.findings, rulecheck.Error), rulecheck.Count(one.findings, rulecheck.Warning)
	verdict := fmt.Sprintf("没有错误，%d 处提醒", warnings)
	switch {
	case one.outcome == nil:
		verdict = fmt.Sprintf("%d 处错误，改好以前不能用", errs)
	case errs > 0:
		verdict = fmt.Sprintf("%d 处错误，%d 处提醒", errs, warnings)
	}
	var facts [][2]string
	if one.outcome != nil {
		r := one.outcome.Rubric
		facts = [][2]string{{"评分标准", r.Name()}, {"依据", "《" + r.Title + "》（" + r.Document + "）"}}
	}
	if err := render.Facts(w, onScreen(one.file)+"："+verdict, facts, width); err != nil {
		return err
	}
	if err := render.RuleFindings(w, one.findings, width); err != nil || one.outcome == nil {
		return err
	}
	return render.RuleRanges(w, one.outcome, width)
}
