package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"credit/internal/batch"
	"credit/internal/finding"
	"credit/internal/handout"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/rubric"
	"credit/internal/seal"
	"credit/internal/xlsx"
	"credit/internal/yearend"
)

// standardOutput is the FILE that means standard output.
const standardOutput = "-"

// inputFlags are the options of every command that reads submissions.
type inputFlags struct {
	ruleFlags
	statsFlag
	year, password, roster, corrections string
	quiet                               bool
	jobs                                int
}

func (i *inputFlags) addYear(f *pflag.FlagSet, words string) { f.StringVar(&i.year, "year", "", words) }

func (i *inputFlags) addRoster(f *pflag.FlagSet) {
	f.StringVar(&i.roster, "roster", "", "对照这份`名册`，列出应报未报")
}

func (i *inputFlags) addCorrections(f *pflag.FlagSet) {
	f.StringVar(&i.corrections, "corrections", "", "执行这份`台账`“更正内容”表里的更正，重新评分")
}

func (i *inputFlags) addReading(f *pflag.FlagSet) {
	f.IntVar(&i.jobs, "jobs", runtime.GOMAXPROCS(0), "同时处理几个文件（`个数`，默认等于处理器核数）")
	f.Lookup("jobs").DefValue = "0"
	f.StringVar(&i.password, "password", "", "打开加密工作簿的`密码`")
	f.BoolVarP(&i.quiet, "quiet", "q", false, "不显示表格和说明，只报告错误")
}

// someFiles asks for at least one file or folder.
func someFiles(missing, hint string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return hinted{errors.New(missing), hint}
		}
		return nil
	}
}

// refuseEmpty refuses an option or argument that is given and says nothing, as
// an unset variable of a script does.
func refuseEmpty(flags *pflag.FlagSet) (err error) {
	flags.Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "string" && f.Value.String() == "" || f.Value.Type() == "stringSlice" && f.Value.String() == "[]" {
			err = hinted{fmt.Errorf("选项“--%s”后面是空的", f.Name), "请写明内容，或去掉这个选项"}
		}
	})
	if err == nil && slices.Contains(flags.Args(), "") {
		err = hinted{errors.New("命令后面有一个空的参数"), "请写明是什么，或去掉它"}
	}
	return err
}

var yearForm = regexp.MustCompile(`^[0-9]{4}$`)

// inputs are the files of a command and how to read them.
type inputs struct {
	batch.Options
	// rosterSHA256 is that of the roster's file.
	rosterSHA256 string
	// passed says which files are not read, and why.
	passed []string
	// corrections are to be carried out, nil for none.
	corrections *yearend.Corrections
	// previous is the manifest of --previous, nil for none.
	previous *seal.Manifest
}

// gather turns flags and arguments into inputs.
func (i *inputFlags) gather(args []string) (in inputs, err error) {
	in.Password, in.Jobs, in.Stats = i.password, i.jobs, i.counts
	if in.Year, err = yearOf(i.year); err != nil {
		return in, err
	}
	if in.Rubric, in.passed, err = i.load(in.Year); err != nil {
		return in, err
	}
	if i.jobs < 1 {
		return in, hinted{errors.New("--jobs 至少是 1"), "不写 --jobs 就按处理器核数"}
	}
	list, err := intake.Gather(args)
	if empty := (intake.EmptyError{}); errors.As(err, &empty) {
		return in, hinted{err, "请给出存放 .xlsx 填报工作簿的文件夹"}
	}
	if err != nil {
		return in, err
	}
	in.leaveOut(i.roster, "名册", &list)
	isInput := in.leaveOut(i.corrections, "更正内容", &list)
	in.Files = list.Files
	if err := i.correct(&in, isInput); err != nil {
		return in, err
	}
	if len(in.Files) == 0 {
		return in, hinted{fmt.Errorf("“%s”里没有工作簿", strings.Join(args, "”、“")), "请给出存放 .xlsx 填报工作簿的文件夹"}
	}
	for _, path := range list.PassedOver {
		if name := filepath.Base(path); name != output.KeyName && name != output.SignatureName {
			in.passed = append(in.passed, "没有读取："+path+"（不是工作簿）")
		}
	}
	for _, path := range list.Doubled {
		in.passed = append(in.passed, "重复给出，只读一次："+path)
	}
	if i.roster != "" {
		read, err := readRoster(i.roster, i.password, in.Rubric)
		if err != nil {
			return in, err
		}
		in.Roster, in.rosterSHA256 = read.Roster, read.SHA256
		in.passed = append(in.passed, rosterLines(i.roster, read)...)
	}
	in.passed = append(in.passed, correctionRemarks(in.corrections)...)
	return in, nil
}

// correct reads the list of corrections, if one was asked for; isInput says that
// it lay among the submissions.
func (i *inputFlags) correct(in *inputs, isInput bool) (err error) {
	if i.corrections == "" {
		return nil
	}
	if in.corrections, err = readCorrections(i.corrections, i.password, in.Rubric, isInput); err != nil {
		return err
	}
	if isInput && len(in.Files) == 0 {
		return hinted{fmt.Errorf("除了更正内容“%s”，没有给出填报工作簿", i.corrections), "请同时给出要重新评分的填报工作簿，或存放它们的文件夹"}
	}
	return nil
}

// leaveOut leaves out a roster or a list of corrections that lies among the
// submissions, and reports that it does.
func (in *inputs) leaveOut(path, what string, list *intake.List) (left bool) {
	info, err := os.Stat(path)
	if path == "" || err != nil {
		return false
	}
	before := len(list.Files)
	list.Files = slices.DeleteFunc(list.Files, func(f intake.File) bool {
		in, err := os.Stat(f.Path)
		return err == nil && os.SameFile(info, in)
	})
	if left = len(list.Files) < before; left {
		in.passed = append(in.passed, what+"不作为填报读取："+path)
	}
	return left
}

// taken are the files that no output may replace.
func (i *inputFlags) taken(files []intake.File) []string {
	paths := i.files()
	for _, path := range []string{i.roster, i.corrections} {
		if path != "" {
			paths = append(paths, path)
		}
	}
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	return paths
}

// announce says by which of the counties' own rules, and which files are not
// read.
func (in *inputs) announce(w io.Writer) {
	announceRules(w, in.Rubric)
	for _, line := range in.passed {
		fmt.Fprintln(w, onScreen(line))
	}
}

// readRoster reads a 名册.
func readRoster(path, password string, r *rubric.Rubric) (read handout.RosterReading, err error) {
	data, err := xlsx.ReadFile(path)
	var book *xlsx.Workbook
	if err == nil {
		book, err = xlsx.Open(data, xlsx.Options{Password: password})
	}
	if err == nil {
		read, err = handout.ReadRoster(batch.Masked(book), path, r)
		read.SHA256 = seal.SHA256(data)
	}
	if err != nil {
		return read, hinted{fmt.Errorf("不能读取名册“%s”：%w", path, err), "请给出一份 .xlsx 名册"}
	}
	for _, one := range read.Findings {
		if one.Place.Row == 0 || one.Code == finding.MissingColumn || one.Code == finding.DuplicateColumn {
			return read, hinted{fmt.Errorf("名册“%s”不能用：%s", path, one.Message()), rosterHint}
		}
	}
	if read.Roster.People() == 0 {
		return read, hinted{fmt.Errorf("名册“%s”里没有人", path), rosterHint}
	}
	return read, nil
}

const rosterHint = "名册要有一行表头，至少有县（市）区、学校、姓名、身份证件号码四列，每人一行"

// mostRosterLines bounds what is said of a roster.
const mostRosterLines = 20

// rosterLines say what is wrong in a roster, with the cell, and whom it costs.
func rosterLines(path string, read handout.RosterReading) (lines []string) {
	for i, one := range read.Findings {
		if i == mostRosterLines {
			lines = append(lines, fmt.Sprintf("名册“%s”另有 %d 处问题，没有列出", path, len(read.Findings)-i))
			break
		}
		place := one.Place.Cell()
		if place == "" {
			place = fmt.Sprintf("第 %d 行", one.Place.Row)
		}
		if one.Name != "" {
			place += "（" + one.Name + "）"
		}
		lines = append(lines, fmt.Sprintf("名册 %s!%s：%s；%s", one.Place.Sheet, place, one.Message(), one.Hint()))
	}
	if read.Unplaced > 0 {
		lines = append(lines, fmt.Sprintf("名册里有 %d 人没有写学校，没有算进任何学校", read.Unplaced))
	}
	if read.Doubled > 0 {
		lines = append(lines, fmt.Sprintf("名册里有 %d 行是重复的人，只取前面的一行", read.Doubled))
	}
	return lines
}

// loadRubric reads a rubric: the newest embedded one where none is given.
func loadRubric(path string) (*rubric.Rubric, error) {
	if path == "" {
		return ruleFlags{}.base("")
	}
	data, err := readRules("评分标准", path)
	if err != nil {
		return nil, err
	}
	return rubric.Load(path, data)
}

// readRules reads a YAML file of rules; what says in Chinese which.
func readRules(what, path string) ([]byte, error) {
	const largest = 8 << 20
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("找不到%s“%s”，请核对路径", what, path)
	case err != nil:
		return nil, fmt.Errorf("不能读取%s“%s”：%s", what, path, output.Reason(err))
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("“%s”不是%s文件，请给出一份 YAML 文件", path, what)
	case info.Size() > largest:
		return nil, fmt.Errorf("“%s”太大（超过 %d MB），不会是%s，请给出一份 YAML 文件", path, largest>>20, what)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("不能读取%s“%s”：%s", what, path, output.Reason(err))
	}
	return data, nil
}
