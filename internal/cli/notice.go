package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/batch"
	"credit/internal/graded"
	"credit/internal/notice"
	"credit/internal/output"
	"credit/internal/render"
	"credit/internal/results"
	"credit/internal/stamp"
	"credit/internal/workbook"
	"credit/internal/workday"
)

type noticeFlags struct {
	resultFlags
	notice.Options
	out, date string
	force     bool
}

func newNotice(c console) *cobra.Command {
	var flags noticeFlags
	cmd := &cobra.Command{
		Use:                   "notice 文件或文件夹… -o 文件夹 [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "写出评价结果告知书，每校一份",
		Long: `给评为 D 级、E 级的人员写告知书（第十七条）：每所学校一个工作簿，
先是目录（送达日期和签收在这里填写），然后每人一页 A4，整本打印即可。

告知书写明各部分得分、等级的理由、每一处失分、更正和修复的权利，附送达回执。
身份证件号码只留后四位；确需完整号码的加 --unmask。

退出码：0 完成；1 完成，但有评分工作簿没有读入；2 没有完成，什么也没有写出。`,
		Example: `  credit notice 评分结果 -o 告知书
  credit notice 评分结果 -o 告知书 --date 2026-12-31 --contact 人事股
  credit notice 第一小学-评分.xlsx -o 告知书 --all`,
		Args:    someFiles("没有说明给哪些评分结果写告知书", "例如：credit notice 评分结果 -o 告知书"),
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE:    func(cmd *cobra.Command, args []string) error { return runNotice(cmd.Context(), c, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&flags.out, "out", "o", "", "告知书写到这个`文件夹`")
	f.BoolVar(&flags.All, "all", false, "给每个人写，不只 D 级、E 级；没有评分的写明原因")
	f.StringVar(&flags.date, "date", "", "告知书的`日期`，如 2026-12-31（不写则留空，手填）")
	f.StringArrayVar(&flags.Issuers, "issuer", nil, "评价`部门`的名称：教育部门、营商部门各写一次\n（不写则为本县（市）区的这两个部门）")
	f.StringVar(&flags.Contact, "contact", "", "更正、修复申请送交`哪里`，如部门、地址和电话")
	f.BoolVar(&flags.Unmask, "unmask", false, "在本人的一页上写出完整的身份证件号码")
	f.BoolVar(&flags.force, "force", false, "替换以前写出、还没有填写签收的告知书")
	flags.add(f)
	return cmd
}

// departments are those that rate: the 教育部门 and the 营商部门 (article 6).
const departments = 2

// settle checks the options.
func (flags *noticeFlags) settle() error {
	flags.Version = Version
	if flags.out == "" {
		return hinted{errors.New("没有说明告知书写到哪个文件夹"), "例如 -o 告知书"}
	}
	if info, err := os.Stat(flags.out); err == nil && !info.IsDir() || strings.EqualFold(filepath.Ext(flags.out), ".xlsx") {
		return hinted{fmt.Errorf("“%s”不是文件夹", flags.out), "每所学校一个工作簿，请给出一个文件夹"}
	}
	if n := len(flags.Issuers); n != 0 && n != departments {
		return hinted{fmt.Errorf("--issuer 写了 %d 次", n), "教育部门、营商部门各写一次，共两次；都不写则为本县（市）区的两个部门"}
	}
	if flags.date == "" {
		return nil
	}
	day, ok := workday.Parse(flags.date)
	if !ok {
		return hinted{fmt.Errorf("--date 不能是“%s”", flags.date), "请写成 2026-12-31 的样子"}
	}
	flags.Date = day.Chinese()
	return nil
}

// runNotice is the command: options, one reading, a workbook a school.
func runNotice(ctx context.Context, c console, flags noticeFlags, args []string) error {
	defer batch.EaseCollector()()
	if err := flags.settle(); err != nil {
		return err
	}
	in, passed, err := flags.gather(args)
	if err != nil {
		return err
	}
	to, err := output.OpenBeside(flags.out, flags.force, notice.IsUntouched)
	if err != nil {
		return err
	}
	defer to.Close()
	books, checks := make([]*notice.Book, len(in.Files)), newChecks()
	set, err := readResults(ctx, c, "读评分结果", flags.quiet, in, func(b *results.Book) results.Visit {
		books[b.Index] = notice.NewBook(flags.Options, b.Rubric, originOf(b, in.Rubrics), checks.of(b))
		return books[b.Index].Add
	})
	if err != nil {
		return err
	}
	announceResults(c.err, passed, set)
	if err := needBooks(set, args); err != nil {
		return err
	}
	if err := oneKind(set); err != nil {
		return err
	}
	remindOfYears(c.err, set)
	for _, path := range checks.altered {
		say(c.err, "提醒：“"+path+"”与清单 manifest.json 不符，评分以后被改动或重新保存过；告知以前请用 credit verify 核对")
	}
	schools, err := schoolsOf(set, books)
	if err != nil {
		return err
	}
	if err := flags.write(ctx, c, schools, set, to); err != nil {
		return err
	}
	if len(set.Refused) > 0 {
		return errFindings
	}
	return nil
}

// oneKind refuses results that no letters can be written of together: of
// several years, some without a year, or by rubrics with other grades.
func oneKind(set *results.Set) error {
	unnamed, err := oneYear(set)
	if err != nil {
		return err
	}
	if len(unnamed) > 0 {
		return hinted{fmt.Errorf("“%s”没有注明年度，别的注明了：告知书要写明年度", unnamed[0]), "请用 credit score --year 重新评分，或分开写告知书"}
	}
	first := set.Books[0]
	for _, b := range set.Books[1:] {
		if !b.Rubric.SameGrades(first.Rubric) {
			return hinted{fmt.Errorf("“%s”和“%s”的评分标准等级不同", first.Path, b.Path), "请分开写告知书"}
		}
	}
	return nil
}

// schoolsOf are the schools of the books that were read, those held back among
// their people too.
func schoolsOf(set *results.Set, books []*notice.Book) ([]*notice.School, error) {
	var read []*notice.Book
	for _, b := range set.Books {
		one := books[b.Index]
		if one.NeedsFindings() {
			err := one.Finish(func(visit func(graded.Finding) error) error { return set.Findings(b, visit) })
			if err != nil {
				return nil, err
			}
		}
		read = append(read, one)
	}
	return notice.Schools(read), nil
}

// refuseLeftovers refuses a folder with letters of an earlier run that this one
// does not write again: they would be handed over beside the new ones.
func (flags *noticeFlags) refuseLeftovers(files []notice.File) error {
	entries, err := os.ReadDir(flags.out)
	if err != nil {
		return nil // a folder that is not there has none
	}
	var left []string
	for _, entry := range entries {
		name := entry.Name()
		again := slices.ContainsFunc(files, func(f notice.File) bool { return f.Name == name })
		if !again && strings.HasSuffix(name, notice.NameEnding) && workbook.IsKind(filepath.Join(flags.out, name), stamp.Notice) {
			left = append(left, name)
		}
	}
	if len(left) == 0 {
		return nil
	}
	which := "“" + left[0] + "”"
	if len(left) > 1 {
		which += fmt.Sprintf("等 %d 份", len(left))
	}
	return hinted{fmt.Errorf("“%s”里有以前写的告知书%s，这一次不再需要，会与新的混在一起", flags.out, which), "请用 -o 另指定一个文件夹，或先移走它们"}
}

// write writes the workbooks, puts them in place and says so.
func (flags *noticeFlags) write(ctx context.Context, c console, schools []*notice.School, set *results.Set, to *output.Folder) error {
	progress := &batch.Progress{}
	stop := showProgress(c.err, "写告知书", progress, len(schools), flags.quiet)
	files, err := notice.Make(ctx, flags.Options, schools, to, &progress.Files)
	stop()
	if err != nil {
		return err
	}
	if err := flags.refuseLeftovers(files); err != nil {
		return err
	}
	if len(files) == 0 {
		say(c.err, "没有需要告知的人员，什么也没有写出；给每个人写告知书用 --all")
		return nil
	}
	if err := to.Commit(); err != nil {
		return err
	}
	if flags.quiet {
		return nil
	}
	if err := render.Section(c.out, notice.Overview(files, strings.Join(set.Years(), "、")), terminalWidth(c.out)); err != nil {
		return err
	}
	lines := []string{fmt.Sprintf("%d 所学校的告知书写在“%s”，例如“%s”。", len(files), flags.out, files[0].Name)}
	if without := len(schools) - len(files); without > 0 {
		lines = append(lines, fmt.Sprintf("另有 %d 所学校没有需要告知的人员。", without))
	}
	if flags.Unmask {
		say(c.err, "提醒：告知书里有完整的证件号码，请妥善保管")
	}
	return render.Closing(c.out, masked(lines), terminalWidth(c.out))
}
