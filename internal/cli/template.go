package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/batch"
	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/handout"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/rubric"
	"credit/internal/template"
)

type templateFlags struct {
	inputFlags
	out, county, school, from string
	rows                      int
	force                     bool
	passed                    []string // what is said of overlays
}

func newTemplate(c console) *cobra.Command {
	var flags templateFlags
	cmd := &cobra.Command{
		Use:                   "template [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "制作填报模板",
		Long: `按评分标准制作填报模板：有填表说明、下拉选项、填错变色和得分预览。

给出名册时，每所学校一份，人员已经填好；给出上一年的评分结果（--from）时，
再带上学历这类逐年不变的填报和证件、岗位等信息。

给出细则（--overlay）时，有细则的县（市）区按细则制作，别的照评分标准；
一份模板只用于一个县（市）区的人员。

退出码：0 完成；1 完成，但名册或上年结果里有要改的错误；
2 没有完成，什么也没有写出。`,
		Example: `  credit template -o 模板.xlsx --year 2026
  credit template -o 一小.xlsx --county 伊美区 --school 第一小学 --year 2026
  credit template -o 幼儿园.xlsx --overlay 伊美区细则.yaml --year 2026
  credit template --roster 名册.xlsx --from 2025评分结果 -o 2026模板 --year 2026`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return hinted{fmt.Errorf("不认识“%s”", args[0]), "模板写到哪里用 -o 说明，例如 credit template -o 模板.xlsx"}
			}
			return nil
		},
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE: func(cmd *cobra.Command, _ []string) error {
			flags.jobs = 1
			if flags.roster != "" || flags.from != "" {
				return runTemplates(cmd.Context(), c, flags)
			}
			return runTemplate(c, flags)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&flags.out, "out", "o", "", "写到这个`文件`；给出名册或上年结果时是文件夹")
	flags.addYear(f, "模板是哪一`年度`的，如 2026")
	f.StringVar(&flags.county, "county", "", "预先填好的`县区`")
	f.StringVar(&flags.school, "school", "", "预先填好的`学校`")
	f.StringVar(&flags.roster, "roster", "", "按这份`名册`每校一份（县（市）区、学校、姓名、\n身份证件号码…）")
	f.StringVar(&flags.from, "from", "", "从上一年的评分结果`文件夹`带来人员和学历等填报")
	f.IntVar(&flags.rows, "rows", 0, "预留多少`行`（默认：空白模板 100 行，有人员的另留 10 行）")
	f.Lookup("rows").DefValue = "0"
	flags.addRules(f)
	f.StringVar(&flags.password, "password", "", "打开加密名册的`密码`")
	f.BoolVar(&flags.force, "force", false, "替换已有的、还没有填报的模板")
	f.BoolVarP(&flags.quiet, "quiet", "q", false, "不显示说明，只报告错误")
	return cmd
}

// Rows that are prepared where nobody says how many.
const (
	blankRows = 100
	spareRows = 10
	mostRows  = 5000
)

// rules are the rubric and the year that a template is made for.
func (flags *templateFlags) rules() (r *rubric.Rubric, year string, err error) {
	if flags.rows < 0 || flags.rows > mostRows {
		return nil, "", hinted{fmt.Errorf("--rows 不能是 %d", flags.rows), fmt.Sprintf("请写 1 至 %d 的整数", mostRows)}
	}
	if year, err = yearOf(flags.year); err != nil {
		return nil, "", err
	}
	r, flags.passed, err = flags.load(year)
	return r, year, err
}

// runTemplate makes one template.
func runTemplate(c console, flags templateFlags) error {
	r, year, err := flags.rules()
	if err != nil {
		return err
	}
	if flags.out == "" {
		flags.out = "填报模板.xlsx"
	}
	if !strings.EqualFold(filepath.Ext(flags.out), ".xlsx") {
		return hinted{fmt.Errorf("模板不能写成“%s”", flags.out), "文件名请以 .xlsx 结尾，例如 -o 模板.xlsx"}
	}
	county, err := flags.countyOf(r)
	if err != nil {
		return err
	}
	to, err := output.OpenBeside(filepath.Dir(flags.out), flags.force, handout.IsBlankTemplate)
	if err != nil {
		return err
	}
	defer to.Close()
	rows := flags.rows
	if rows == 0 {
		rows = blankRows
	}
	name := filepath.Base(flags.out)
	t := template.Options{
		Rubric: rulesOf(r, county), County: county, School: fold.Trim(flags.school), Year: year, Version: Version, Spare: rows,
	}
	if err := handout.Write(t, to, name); err != nil {
		return err
	}
	if err := to.Claim(name); err != nil {
		return err
	}
	if err := to.Commit(); err != nil {
		return err
	}
	flags.announceRules(c, r, []string{county})
	if !flags.quiet {
		fmt.Fprintf(c.out, "模板写在“%s”，预留 %d 行。\n", onScreen(flags.out), rows)
		noYear(c, year)
	}
	return nil
}

// noYear reminds of what a template without a year cannot do.
func noYear(c console, year string) {
	if year == "" {
		fmt.Fprintln(c.err, "提醒：模板没有注明年度；加 --year 2026 这样的选项，可以防止拿错年度的模板")
	}
}

func countyNames(r *rubric.Rubric) []string {
	names := make([]string, len(r.Counties.Names))
	for i, county := range r.Counties.Names {
		names[i] = county.Name
	}
	return names
}

// runTemplates makes a template for each school.
func runTemplates(ctx context.Context, c console, flags templateFlags) error {
	if flags.county != "" || flags.school != "" {
		return hinted{errors.New("--county、--school 不能与 --roster、--from 同用"), "县（市）区和学校以名册为准"}
	}
	r, year, err := flags.rules()
	if err != nil {
		return err
	}
	o := handout.Options{Rubric: r, Year: year, Version: Version, Spare: flags.rows}
	if o.Spare == 0 {
		o.Spare = spareRows
	}
	var read handout.RosterReading
	if flags.roster != "" {
		if read, err = readRoster(flags.roster, flags.password, r); err != nil {
			return err
		}
		o.Roster = read.Roster
	}
	if flags.from != "" {
		if o.Before, err = readBefore(flags.from, r); err != nil {
			return err
		}
		if year != "" && o.Before.Year > year && yearForm.MatchString(o.Before.Year) {
			return fmt.Errorf("--from 的“%s”是 %s 年度的结果，晚于 --year %s", flags.from, o.Before.Year, year)
		}
	}
	if flags.out == "" {
		flags.out = "填报模板"
	}
	if info, err := os.Stat(flags.out); err == nil && !info.IsDir() || strings.EqualFold(filepath.Ext(flags.out), ".xlsx") {
		return hinted{fmt.Errorf("“%s”不是文件夹", flags.out), "每所学校一份模板，请给出一个文件夹"}
	}
	to, err := output.OpenBeside(flags.out, flags.force, handout.IsBlankTemplate)
	if err != nil {
		return err
	}
	defer to.Close()
	progress := &batch.Progress{}
	stop := showProgress(c.err, "制作模板", progress, o.Schools(), flags.quiet)
	files, err := handout.Make(ctx, o, to, &progress.Files)
	stop()
	if err != nil {
		return err
	}
	if err := to.Commit(); err != nil {
		return err
	}
	return showTemplates(c, flags, o, files, read)
}

// beforeLines say what of last year's people has to be looked at.
func beforeLines(b *handout.Before) (lines []string) {
	if b == nil {
		return nil
	}
	for _, one := range []struct {
		count int
		what  string
	}{
		{b.Unplaced, "没有学校，没有写入任何模板"},
		{b.Strange, "的县（市）区不在名单上，请在模板里改正"},
		{b.Lost, "的身份证件号码已失真，模板里留空，请对照证件填写"},
		{b.Twice, "不止一处，只取一处"},
	} {
		if one.count > 0 {
			lines = append(lines, fmt.Sprintf("上一年的结果里有 %d 人%s", one.count, one.what))
		}
	}
	return lines
}

func readBefore(path string, r *rubric.Rubric) (*handout.Before, error) {
	list, err := intake.Gather([]string{path})
	if err != nil {
		return nil, hinted{err, "--from 要的是上一年 credit score 写出的文件夹"}
	}
	before, err := handout.ReadBefore(list.Files, r)
	if err != nil {
		return nil, hinted{fmt.Errorf("--from 的“%s”：%w", path, err), "请给出上一年 credit score 写出的文件夹"}
	}
	return before, nil
}

// showTemplates says what was written, and what is wrong in the roster.
func showTemplates(c console, flags templateFlags, o handout.Options, files []handout.File, read handout.RosterReading) error {
	var counties []string
	for _, f := range files {
		counties = append(counties, f.County)
	}
	flags.announceRules(c, o.Rubric, counties)
	for _, line := range append(rosterLines(flags.roster, read), beforeLines(o.Before)...) {
		fmt.Fprintln(c.err, onScreen(line))
	}
	if !flags.quiet {
		people, carried := 0, 0
		for _, f := range files {
			people += f.People
			carried += f.Carried
		}
		fmt.Fprintf(c.out, "%d 所学校的模板写在“%s”，共 %d 人。\n", len(files), onScreen(flags.out), people)
		if flags.from != "" {
			fmt.Fprintf(c.out, "其中 %d 人带来了 %s 年度的信息和逐年不变的填报。\n", carried, o.Before.Year)
		}
		noYear(c, o.Year)
	}
	if len(finding.ErrorCodes(read.Findings)) > 0 || flags.roster == "" && len(beforeLines(o.Before)) > 0 {
		return errFindings
	}
	return nil
}
