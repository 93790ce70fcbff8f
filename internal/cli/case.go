package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"credit/internal/casefile"
	"credit/internal/render"
	"credit/internal/rubric"
	"credit/internal/stamp"
	"credit/internal/workday"
	"credit/internal/xlsx"
	embedded "credit/rubric"
)

type caseFlags struct {
	today, json, out, ics, letters, calendar, rubric, password, new string
	all, force, quiet                                               bool
}

func newCase(c console) *cobra.Command {
	var flags caseFlags
	cmd := &cobra.Command{
		Use:                   "case 办理台账.xlsx [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "核对办理台账，计算期限",
		Long: `核对办理台账：更正申请（第十七条，15 个工作日）、信用修复（第十八条）、
实名举报（第十九条，30 个工作日，可延长 10 日），算出每件的期限和状态，先列出
已逾期和临近期限的。工作日按国务院办公厅每年的放假安排计算，收到当日不计入。

更正、举报以处理并书面告知（答复）都完成为办结：办结日期和告知（答复）日期都
填了才算，是否逾期以较晚的为准。修复没有法定期限，修复期自收到申请之日起，至作
出决定之日止。

不写 --today 就取这台机器今天的日期，晚于今天的日期是错误；写了 --today 的，晚
于那一天的日期只提醒，照填写的计算。

退出码：0 完成（逾期、不予修复不算错误）；1 完成，但台账有要改的错误；
2 没有完成，什么也没有写出。`,
		Example: `  credit case --new 办理台账.xlsx
  credit case 办理台账.xlsx
  credit case 办理台账.xlsx --today 2026-03-02 -o 办理情况.xlsx
  credit case 办理台账.xlsx --ics 期限.ics
  credit case 办理台账.xlsx --letters 书面答复`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case flags.new == "" && len(args) != 1:
				return hinted{fmt.Errorf("要给一份办理台账，这里给了 %d 份", len(args)), "例如：credit case 办理台账.xlsx；还没有台账的，用 credit case --new 办理台账.xlsx 建一份"}
			case flags.new != "" && len(args) > 0:
				return hinted{errors.New("--new 建一份空台账，不读取别的台账"), "例如：credit case --new 办理台账.xlsx"}
			case flags.new != "" && cmp.Or(flags.json, flags.out, flags.ics, flags.letters, flags.today) != "":
				return hinted{errors.New("--new 只建一份空台账，没有可以写出的案件"), "先 credit case --new 办理台账.xlsx，填好后再 credit case 办理台账.xlsx 加别的选项"}
			}
			return nil
		},
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE: func(_ *cobra.Command, args []string) error {
			if flags.new != "" {
				return newRegister(c, flags)
			}
			return runCase(c, flags, args[0])
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.new, "new", "", "建一份空的办理台账，写到`文件`")
	f.StringVar(&flags.today, "today", "", "算到哪一天，如 2026-03-02（`日期`，不写则为今天）")
	f.StringVar(&flags.json, "json", "", "每件一行的 JSON 行写到`文件`（- 为标准输出）")
	f.StringVarP(&flags.out, "out", "o", "", "办理情况工作簿写到`文件`")
	f.StringVar(&flags.ics, "ics", "", "在办案件的期限写成日历`文件`（.ics），只有编号")
	f.StringVar(&flags.letters, "letters", "", "按台账写书面答复，写到`文件夹`")
	f.StringVar(&flags.calendar, "calendar", "", "补充放假安排的`文件`（YAML），如公布了 2027 年的")
	f.StringVar(&flags.rubric, "rubric", "", "改用这个评分标准`文件`（YAML）")
	f.StringVar(&flags.password, "password", "", "打开加密台账的`密码`")
	f.BoolVar(&flags.all, "all", false, "办结了的也列出来")
	f.BoolVar(&flags.force, "force", false, "替换以前写的办理情况工作簿和书面答复")
	f.BoolVarP(&flags.quiet, "quiet", "q", false, "不显示表格和说明，只报告错误")
	return cmd
}

// runCase is the command: options, one reading, what it comes to.
func runCase(c console, flags caseFlags, path string) error {
	if flags.json == standardOutput && flags.ics == standardOutput {
		return hinted{errors.New("--json 和 --ics 不能都写到标准输出"), "请把其中一个写到文件"}
	}
	register, err := flags.read(path)
	if err != nil {
		return err
	}
	out := flags.products(register)
	if err := out.refuse(flags.taken(path)); err != nil {
		return err
	}
	letters, err := flags.write(register)
	defer letters.close()
	if err != nil {
		return err
	}
	if err := out.deliver(c); err != nil {
		return err
	}
	if err := letters.commit(); err != nil {
		return err
	}
	reportRegister(c, register, append(letters.without, letters.remarks()...))
	if flags.json != standardOutput && flags.ics != standardOutput && !flags.quiet {
		if err := out.shown(c, flags.show(c.out, register, letters)); err != nil {
			return err
		}
	}
	if len(register.Faults) > 0 {
		return errFindings
	}
	return nil
}

// today is the day that is asked for, else that of the machine: of all
// commands this one alone looks at a clock.
func (flags *caseFlags) day() (workday.Day, error) {
	if flags.today == "" {
		return workday.Today(time.Now()), nil
	}
	day, ok := workday.Parse(flags.today)
	if !ok {
		return day, hinted{fmt.Errorf("--today 不能是“%s”", flags.today), "请写成 2026-03-02 这样"}
	}
	return day, nil
}

// read reads the register, and everything that it is judged by.
func (flags *caseFlags) read(path string) (*casefile.Register, error) {
	o := casefile.Options{}
	var err error
	o.Asked = flags.today != ""
	if o.Today, err = flags.day(); err != nil {
		return nil, err
	}
	if o.Rubric, err = loadRubric(flags.rubric); err != nil {
		return nil, err
	}
	if o.Calendar, err = loadCalendar(flags.calendar); err != nil {
		return nil, err
	}
	return readRegister(path, flags.password, o)
}

// readRegister reads a register; its reasons name the file.
func readRegister(path, password string, o casefile.Options) (*casefile.Register, error) {
	fail := func(err error) error {
		if refusal := (&xlsx.Refusal{}); errors.As(err, &refusal) && refusal.Hint != "" {
			return hinted{fmt.Errorf("不能读取办理台账“%s”：%w", path, err), refusal.Hint}
		}
		return hinted{fmt.Errorf("不能读取办理台账“%s”：%w", path, err), "用 credit case --new 文件 可以建一份空台账对照"}
	}
	data, err := xlsx.ReadFile(path)
	if err != nil {
		return nil, fail(err)
	}
	book, err := xlsx.Open(data, xlsx.Options{Password: password})
	if err != nil {
		return nil, fail(err)
	}
	mark, err := stamp.Read(book)
	if err != nil {
		return nil, fail(err)
	}
	if mark.Kind != "" && mark.Kind != stamp.Register {
		return nil, fail(errors.New("这是本程序写出的别的工作簿，不是台账"))
	}
	register, err := casefile.Read(book, o)
	if err != nil {
		return nil, fail(err)
	}
	return register, nil
}

// loadCalendar is the calendar that ships, with the years of a file added. A
// year that is known already must have the same days there.
func loadCalendar(path string) (*workday.Calendar, error) {
	years, err := rubric.LoadCalendar("calendar.yaml", embedded.Calendar)
	if err != nil {
		return nil, err
	}
	if path != "" {
		data, err := readRules("放假安排", path)
		if err != nil {
			return nil, err
		}
		more, err := rubric.LoadCalendar(path, data)
		if err != nil {
			return nil, err
		}
		years = append(years, more...)
	}
	calendar, err := workday.NewCalendar(years...)
	if err != nil {
		return nil, hinted{fmt.Errorf("放假安排“%s”：%w", path, err), "请对照国务院办公厅的通知改正；已有的年度不用再写"}
	}
	return calendar, nil
}

// taken are the files that no output may replace.
func (flags *caseFlags) taken(register string) []string {
	taken := []string{register}
	for _, path := range []string{flags.calendar, flags.rubric} {
		if path != "" {
			taken = append(taken, path)
		}
	}
	return taken
}

// products are the overview as a workbook, the JSON lines and the calendar.
func (flags *caseFlags) products(r *casefile.Register) products {
	return products{
		paper: paper{
			path: flags.out, kind: stamp.Cases, force: flags.force, title: "办理情况", pages: r.Pages(Version),
			head: "办理情况（截至 " + r.Today.String() + "）",
		},
		files: []product{
			{option: "--json", path: flags.json, write: r.WriteJSON},
			{option: "--ics", path: flags.ics, write: r.WriteICS},
		},
	}
}

// reportRegister says what is wrong in a register, and what is odd.
func reportRegister(c console, r *casefile.Register, more []string) {
	for _, f := range r.Faults {
		say(c.err, "错误："+f.Line())
	}
	for _, line := range r.Warnings() {
		say(c.err, "注意："+line)
	}
	for _, line := range slices.Concat(r.Reminders, more) {
		say(c.err, "提醒："+line)
	}
}

// show writes the overview to the screen.
func (flags *caseFlags) show(w io.Writer, r *casefile.Register, letters *answers) error {
	width := terminalWidth(w)
	if err := render.Facts(w, "办理情况（截至 "+r.Today.String()+"）", r.Facts(), width); err != nil {
		return err
	}
	page := r.Overview(flags.all)
	if len(page.Rows) > 0 {
		if explained := r.Explained(flags.all); len(explained) > 0 {
			page.Notes = append([]string{""}, explained...)
		}
		if err := render.Section(w, page, width); err != nil {
			return err
		}
	}
	lines := []string{""}
	if hidden := len(r.Cases) - len(page.Rows); hidden > 0 {
		lines = append(lines, fmt.Sprintf("另有 %d 件已经办结，用 --all 列出。", hidden))
	}
	if undated := len(r.Undated()); undated > 0 && flags.ics != "" {
		lines = append(lines, fmt.Sprintf("有 %d 件期限暂定或没有法定期限，没有写进日历。", undated))
	}
	if doubtful := r.Doubtful(); doubtful > 0 && flags.ics != "" {
		lines = append(lines, fmt.Sprintf("有 %d 件编号重复或有误，没有写进日历。", doubtful))
	}
	lines = append(lines, "还剩的是工作日，收到当日不计入。是否修复由教育部门、营商部门决定，不予修复的要告知本人及所在单位（第十八条）。")
	if flags.letters != "" {
		lines = append(lines, letters.said(flags.letters)...)
	}
	return render.Closing(w, append(lines, written([][2]string{{"办理情况", flags.out}, {"JSON 行", flags.json}, {"日历", flags.ics}})...), width)
}

// newRegister writes an empty register; whatever stands in its place stays.
func newRegister(c console, flags caseFlags) error {
	r, err := loadRubric(flags.rubric)
	if err != nil {
		return err
	}
	out := products{paper: paper{path: flags.new, kind: stamp.Register, title: "办理台账", subject: r.Document, pages: casefile.Blank(r, Version), head: "办理台账"}}
	if !strings.EqualFold(filepath.Ext(flags.new), ".xlsx") {
		return hinted{fmt.Errorf("台账不能叫“%s”", flags.new), "文件名请以 .xlsx 结尾，例如 --new 办理台账.xlsx"}
	}
	if exists(flags.new) {
		return hinted{fmt.Errorf("“%s”已经存在", flags.new), "请另起一个文件名：台账不会被替换"}
	}
	if err := out.deliver(c); err != nil {
		return err
	}
	if !flags.quiet {
		fmt.Fprintf(c.out, "空的办理台账写在“%s”。\n", onScreen(flags.new))
	}
	return nil
}
