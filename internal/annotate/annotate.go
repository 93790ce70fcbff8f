// Package annotate writes a school's own workbook again with what has to be
// mended marked in it: each faulty cell coloured and commented, and a first
// sheet that lists everything.
package annotate

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"golang.org/x/sync/errgroup"

	"credit/internal/finding"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/validate"
	"credit/internal/xlsx"
)

// Copy is what became of one file.
type Copy struct {
	// File is the label of the file that was validated.
	File string
	// Name is the copy's name, empty where none was written; Trouble then
	// says why, in Chinese.
	Name, Trouble string
	// Findings are how many are listed in it.
	Findings int
}

// Line says in Chinese what became of the file.
func (c Copy) Line(dir string) string {
	if c.Name == "" {
		return "没有写批注副本：" + c.File + "（" + c.Trouble + "）"
	}
	count := fmt.Sprintf("%d 处", c.Findings)
	if c.Findings > mostListed {
		count = fmt.Sprintf("前 %d 处，共 %d 处", mostListed, c.Findings)
	}
	return fmt.Sprintf("批注副本：%s → %s（%s）", c.File, filepath.Join(dir, c.Name), count)
}

// mostListed bounds how many findings one copy lists and marks: no clerk
// works through more, and office programs slow down.
const mostListed = 5_000

// Write writes an annotated copy of every file that has findings, or bears
// the marks of an earlier time, into the folder; nothing is put in place yet.
func Write(ctx context.Context, o *validate.Outcome, to *output.Folder) ([]Copy, error) {
	paths := make([]string, len(o.Files))
	for i, f := range o.Files {
		paths[i] = f.Path
	}
	names := output.AnnotatedNames(paths)
	copies := make([]*Copy, len(o.Files))
	var writing errgroup.Group
	writing.SetLimit(2)
	for i := range o.Files {
		writing.Go(func() (err error) {
			copies[i], err = write(ctx, o, i, to, names[i])
			return err
		})
	}
	if err := writing.Wait(); err != nil {
		return nil, err
	}
	var written []Copy
	for i, c := range copies {
		if c == nil {
			continue
		}
		written = append(written, *c)
		if c.Name == "" {
			continue
		}
		if err := refuseInput(o, to.Path(c.Name)); err != nil {
			return nil, err
		}
		if err := refuseMended(o.Files[i], to.Path(c.Name)); err != nil {
			return nil, err
		}
		if err := to.Claim(c.Name); err != nil {
			return nil, err
		}
	}
	return written, nil
}

// refuseInput refuses a copy that would stand where an input stands.
func refuseInput(o *validate.Outcome, place string) error {
	info, err := os.Stat(place)
	if err != nil {
		return nil // nothing stands there
	}
	for _, f := range o.Files {
		if in, err := os.Stat(f.Path); err == nil && os.SameFile(info, in) {
			return fmt.Errorf("批注副本“%s”会覆盖核对的文件本身，请用 --annotate 另指定一个文件夹", place)
		}
	}
	return nil
}

// write makes the copy of file i; nil where there is nothing to mark.
func write(ctx context.Context, o *validate.Outcome, i int, to *output.Folder, name string) (*Copy, error) {
	f := o.Files[i]
	if f.SHA256 == "" || f.OwnOutput {
		return nil, nil
	}
	data, err := xlsx.ReadFile(f.Path)
	if err != nil {
		return nil, fmt.Errorf("“%s”在核对期间被移走或改动，请重新运行", f.Path)
	}
	if f.Findings.Errors+f.Findings.Warnings == 0 && !xlsx.IsAnnotated(data) {
		return nil, nil
	}
	c := &Copy{File: f.Label}
	if !f.Read && f.Report.DataSheets == 0 && len(f.Report.Findings) > 0 && f.Report.Findings[0].Code != finding.NoDataSheet {
		c.Trouble = f.Trouble
		return c, nil
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		c.Trouble = "设有打开密码的工作簿不写批注副本：请取消密码后再核对"
		return c, nil
	}
	var findings []finding.Finding
	err = o.Each(ctx, i, func(one finding.Finding) error {
		if c.Findings++; c.Findings <= mostListed {
			findings = append(findings, one)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var made bytes.Buffer
	if err := xlsx.Annotate(&made, data, marks(findings), list(f, findings, c.Findings)); err != nil {
		c.Trouble = err.Error()
		if refusal := (*xlsx.Refusal)(nil); errors.As(err, &refusal) {
			c.Trouble = refusal.Reason
		}
		return c, nil
	}
	c.Name = name
	return c, save(to, name, made.Bytes())
}

func save(to *output.Folder, name string, data []byte) error {
	fail := func(err error) error {
		return fmt.Errorf("不能写入“%s”：%s", to.Path(name), output.Reason(err))
	}
	file, err := to.Create(name)
	if err != nil {
		return fail(err)
	}
	_, err = file.Write(data)
	if err := errors.Join(err, output.CloseSynced(file)); err != nil {
		return fail(err)
	}
	return nil
}

// marks are the cells to be marked, each once, with all that is to be said of
// it. findings are in order.
func marks(findings []finding.Finding) []xlsx.Mark {
	var all []xlsx.Mark
	at := map[xlsx.Mark]int{}
	for _, one := range findings {
		if one.Place.Cell() == "" {
			continue
		}
		place := xlsx.Mark{Sheet: one.Place.SheetOrder, Row: one.Place.Row, Column: one.Place.Column}
		i, known := at[place]
		if !known {
			i = len(all)
			at[place] = i
			all = append(all, place)
		}
		if all[i].Text != "" {
			all[i].Text += "\n\n"
		}
		all[i].Text += one.Message() + "\n怎样改：" + one.Hint()
		all[i].Grave = all[i].Grave || one.Severity() == finding.Error
	}
	return all
}

// list is the sheet 问题清单.
func list(f *validate.FileOutcome, findings []finding.Finding, count int) xlsx.List {
	l := xlsx.List{
		Title:  xlsx.ListMark + "问题清单" + about(f),
		Header: []string{"轻重", "工作表", "单元格", "姓名", "填的内容", "问题", "怎样改"},
		Widths: []float64{7, 13, 9, 10, 21, 40, 44},
	}
	switch {
	case count == 0:
		l.Notes = []string{"没有发现问题，可以上报。"}
	default:
		l.Notes = []string{
			fmt.Sprintf("错误 %d 处，改好才能评分；提醒 %d 处，请核对。点“单元格”跳到那里；红色是错误，橙色是提醒，鼠标移到格上看说明。", f.Findings.Errors, f.Findings.Warnings),
			"改好后保存，再用 credit validate 核对这个文件，直到没有错误即可上报；加 --annotate 写出的副本只留还没有改好的标记。",
		}
	}
	if count > len(findings) {
		l.Notes = append(l.Notes, fmt.Sprintf("问题太多，只列出并标出前 %d 处，共 %d 处。", len(findings), count))
	}
	for _, one := range findings {
		l.Rows = append(l.Rows, row(one))
	}
	slices.SortStableFunc(l.Rows, func(a, b xlsx.ListRow) int { // errors first
		switch {
		case a.Grave == b.Grave:
			return 0
		case a.Grave:
			return -1
		}
		return 1
	})
	return l
}

// about says whose workbook it is: copies go back to many schools.
func about(f *validate.FileOutcome) string {
	if f.People == 0 {
		return ""
	}
	school := practitioner.MaskWithin(cmp.Or(f.School, "未填学校"))
	if f.Schools {
		school += "等"
	}
	return fmt.Sprintf("（%s，%d 人）", school, f.People)
}

func row(one finding.Finding) xlsx.ListRow {
	grave := one.Severity() == finding.Error
	severity := "提醒"
	if grave {
		severity = "错误"
	}
	name, place := one.Place.Sheet, one.Place.Cell()
	switch {
	case name == "":
		name = "整个文件"
	case place == "" && one.Place.Row > 0:
		place = "第 " + strconv.Itoa(one.Place.Row) + " 行"
	}
	r := xlsx.ListRow{
		Cells: []string{severity, name, place, one.Name, one.Value, one.Message(), one.Hint()},
		Grave: grave, Sheet: one.Place.SheetOrder, Row: one.Place.Row, Column: max(1, one.Place.Column),
	}
	return r
}

// IsCopy reports an annotated copy, which another may replace.
func IsCopy(path string) bool {
	data, err := xlsx.ReadFile(path)
	return err == nil && xlsx.IsAnnotated(data)
}
