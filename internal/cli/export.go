package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/batch"
	"credit/internal/export"
	"credit/internal/graded"
	"credit/internal/render"
	"credit/internal/result"
	"credit/internal/results"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

type exportFlags struct {
	resultFlags
	out, format, columns string
	unmask, force, list  bool
}

func newExport(c console) *cobra.Command {
	var flags exportFlags
	cmd := &cobra.Command{
		Use:                   "export 文件或文件夹… -o 文件 [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "导出评分结果，每人一行",
		Long: `把评分工作簿导出成每人一行的表：CSV（可用 Excel 打开）、JSON 行或 .xlsx，
供第五条所说的平台和自己分析使用。列名和类型固定不变，用 --list 列出。

身份证件号码只留后四位；确需完整号码的加 --unmask，并妥善保管。

退出码：0 完成；1 完成，但有评分工作簿没有读入；2 没有完成，什么也没有写出。`,
		Example: `  credit export 评分结果 -o 结果.csv
  credit export 评分结果 -o 结果.jsonl --columns name,id,total,grade,points
  credit export 评分结果 -o 上报.xlsx --columns 姓名,身份证件号码 --unmask
  credit export --list`,
		Args: func(cmd *cobra.Command, args []string) error {
			if flags.list {
				return nil
			}
			return someFiles("没有说明导出哪些评分工作簿", "例如：credit export 评分结果 -o 结果.csv")(cmd, args)
		},
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.list {
				return listColumns(c, flags)
			}
			return runExport(cmd.Context(), c, flags, args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&flags.out, "out", "o", "", "写到`文件`：按 .csv、.jsonl、.xlsx 决定格式（- 为标准输出）")
	f.StringVar(&flags.format, "format", "", "`格式`，不写则看文件名：csv、jsonl、xlsx")
	f.StringVar(&flags.columns, "columns", "", "要哪些`列`，用逗号隔开：英文名或中文列名；sections、groups、\npoints、answers 各代表一组，all 为全部")
	f.BoolVar(&flags.list, "list", false, "列出全部列的名称和类型")
	f.BoolVar(&flags.unmask, "unmask", false, "写出完整的身份证件号码")
	f.BoolVar(&flags.force, "force", false, "替换已有的导出文件")
	flags.add(f)
	return cmd
}

// exportFormats are the formats by the endings of files.
var exportFormats = map[string]string{".csv": "csv", ".jsonl": "jsonl", ".json": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx"}

// settle finds the format.
func (flags *exportFlags) settle() error {
	if flags.out == "" {
		return hinted{errors.New("没有说明写到哪个文件"), "例如 -o 结果.csv；写到标准输出用 -o - --format csv"}
	}
	byName := exportFormats[strings.ToLower(filepath.Ext(flags.out))]
	switch {
	case flags.format == "" && byName == "":
		return hinted{fmt.Errorf("从“%s”看不出写成什么格式", flags.out), "文件名请以 .csv、.jsonl 或 .xlsx 结尾，或用 --format 说明"}
	case flags.format == "":
		flags.format = byName
	case flags.format != "csv" && flags.format != "jsonl" && flags.format != "xlsx":
		return hinted{fmt.Errorf("--format 不能是“%s”", flags.format), "请写 csv、jsonl 或 xlsx"}
	}
	if flags.format == "xlsx" && flags.out == standardOutput {
		return hinted{errors.New("工作簿不能写到标准输出"), "请用 -o 文件.xlsx"}
	}
	if flags.format != "xlsx" && byName == "xlsx" {
		return hinted{fmt.Errorf("--format %s 不能写成“%s”", flags.format, flags.out), "请换一个文件名"}
	}
	return nil
}

// runExport is the command: options, one reading, one table.
func runExport(ctx context.Context, c console, flags exportFlags, args []string) error {
	defer batch.EaseCollector()()
	if err := flags.settle(); err != nil {
		return err
	}
	in, passed, err := flags.gather(args)
	if err != nil {
		return err
	}
	out := products{files: []product{{option: "-o", path: flags.out, force: flags.force}}}
	if flags.format == "xlsx" {
		out = products{paper: paper{path: flags.out, kind: stamp.Export, force: flags.force, title: "导出"}}
	} else if err := flags.refuseExisting(); err != nil {
		return err
	}
	if err := out.refuse(flags.taken(in.Files)); err != nil {
		return err
	}
	set, err := readResults(ctx, c, "导出", flags.quiet, in, func(*results.Book) results.Visit {
		return func(*graded.Person, *result.Result) error { return nil }
	})
	if err != nil {
		return err
	}
	announceResults(c.err, passed, set)
	if err := needBooks(set, args); err != nil {
		return err
	}
	table, err := flags.table(set)
	if err != nil {
		return err
	}
	flags.fill(ctx, &out, table)
	if err := out.deliver(c); err != nil {
		return err
	}
	if !flags.quiet {
		flags.report(c, table)
	}
	if len(set.Refused) > 0 {
		return errFindings
	}
	return nil
}

// report says what was written where, and what is to be heeded with numbers
// that show in full.
func (flags *exportFlags) report(c console, table *export.Table) {
	if flags.out != standardOutput {
		people := 0
		for _, b := range table.Set.Books {
			people += b.Graded + b.Held
		}
		fmt.Fprintf(c.out, "导出 %d 人、%d 列，写在“%s”。\n", people, len(table.Columns), onScreen(flags.out))
	}
	if !flags.unmask || !slices.ContainsFunc(table.Columns, export.Column.IsNumberOfSomeone) {
		return
	}
	fmt.Fprintln(c.err, "提醒：导出的表里有完整的证件号码，请妥善保管，用完及时删除")
	if flags.format == "csv" {
		fmt.Fprintln(c.err, "提醒：用 Excel 或 WPS 直接打开这个 CSV，证件号码会变成科学计数，末几位丢失；要在表格软件里看，请导出成 .xlsx")
	}
}

// refuseExisting refuses a file that stands already, unless it may be replaced.
func (flags *exportFlags) refuseExisting() error {
	if flags.force || flags.out == standardOutput || !exists(flags.out) {
		return nil
	}
	return fmt.Errorf("“%s”已经存在：请另指定一处，或加 --force 替换", flags.out)
}

// table chooses the columns.
func (flags *exportFlags) table(set *results.Set) (*export.Table, error) {
	columns, err := export.Choose(mostOverlaid(set), flags.columns)
	if err != nil {
		return nil, hinted{err, "用 credit export --list 查看全部列和成组的名称"}
	}
	for _, column := range columns {
		if !column.FollowsRubric() {
			continue
		}
		for _, b := range set.Books[1:] {
			if first := set.Books[0]; !b.Rubric.SameParts(first.Rubric) {
				return nil, hinted{fmt.Errorf("“%s”和“%s”按不同的评分标准评分，指标不同，不能排成同样的列", first.Path, b.Path), "请分开导出，或用 --columns 只选与指标无关的列"}
			}
		}
		break
	}
	return &export.Table{Set: set, Columns: columns, Unmask: flags.unmask, Version: Version}, nil
}

// mostOverlaid is the rubric that the columns are by: one that counties have
// laid rules of their own over has the columns of the others too.
func mostOverlaid(set *results.Set) *rubric.Rubric {
	for _, r := range set.Rubrics() {
		if len(r.Overlays) > 0 {
			return r
		}
	}
	return set.Books[0].Rubric
}

// fill gives the products their content.
func (flags *exportFlags) fill(ctx context.Context, out *products, t *export.Table) {
	if flags.format == "xlsx" {
		r := t.Set.Books[0].Rubric
		out.paper.pages, out.paper.subject, out.paper.foot = t.Pages(ctx), r.Document, graded.Notice(r)
		out.paper.check = t.Err
		return
	}
	out.files[0].write = func(w io.Writer) error {
		if flags.format == "jsonl" {
			return t.JSON(ctx, w)
		}
		if err := render.CSVPage(w, t.Page(ctx)); err != nil {
			return err
		}
		return t.Err()
	}
}

// listColumns prints every column, its title and its type.
func listColumns(c console, flags exportFlags) error {
	known, err := flags.known()
	if err != nil {
		return err
	}
	if err := render.Table(c.out, columnsPage(known[0]), terminalWidth(c.out)); err != nil {
		return err
	}
	return render.Closing(c.out, append([]string{""}, export.Legend...), terminalWidth(c.out))
}

// typeNames are the types of columns in Chinese.
var typeNames = map[export.Type]string{export.Text: "文本", export.Number: "数值", export.List: "列表"}

func columnsPage(r *rubric.Rubric) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "列", FreezeColumns: 1, Columns: []sheet.Column{{Header: "名称"}, {Header: "类型"}, {Header: "列名"}}}}
	for _, column := range export.Columns(r) {
		page.Add(sheet.TextValue(column.Name), sheet.TextValue(string(column.Type)+" "+typeNames[column.Type]), sheet.TextValue(column.Title))
	}
	return page
}

// exists reports a file of that name.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
