package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"credit/internal/batch"
	"credit/internal/casefile"
	"credit/internal/correction"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/rubric"
	"credit/internal/xlsx"
	"credit/internal/yearend"
)

// readCorrections reads the list of corrections. Where the workbook is a
// register too, each must have been decided there (articles 17, 18 and 20).
func readCorrections(path, password string, r *rubric.Rubric) (*yearend.Corrections, error) {
	fail := func(err error) error { return fmt.Errorf("不能按“%s”执行更正：%w", path, err) }
	data, err := xlsx.ReadFile(path)
	if err != nil {
		return nil, fail(err)
	}
	book, err := xlsx.Open(data, xlsx.Options{Password: password})
	if err != nil {
		return nil, fail(err)
	}
	list, err := correction.Read(batch.Masked(book), path, r)
	if err == nil && casefile.IsRegister(book) {
		err = holdAgainst(list, book, r)
	}
	if err != nil {
		return nil, fail(err)
	}
	sum := sha256.Sum256(data)
	return &yearend.Corrections{List: list, SHA256: hex.EncodeToString(sum[:])}, nil
}

// holdAgainst refuses changes that no case of the register was decided for.
func holdAgainst(list *correction.List, book *xlsx.Workbook, r *rubric.Rubric) error {
	own, err := loadRubric("")
	if err != nil {
		return err
	}
	with := *r
	with.Rights = rightsOf(r, []*rubric.Rubric{own})
	calendar, err := loadCalendar("")
	if err != nil {
		return err
	}
	register, err := casefile.Read(book, casefile.Options{Rubric: &with, Calendar: calendar})
	if err != nil {
		return err
	}
	for i := range list.Changes {
		change := &list.Changes[i]
		if change.Case == "" || change.ID.IsZero() || change.Indicator < 0 {
			continue // a fault that is told already
		}
		if why := register.Refuses(change.Case, change.ID, r.Indicators[change.Indicator].Number); why != "" {
			list.Refuse(change, why, "只执行台账里已经同意的更正、准予的修复（第十七条、第十八条、第二十条）")
		}
	}
	return nil
}

// openResults opens the folder of a run. Corrections never replace results: the
// old ones are kept (article 20).
func openResults(flags scoreFlags) (*output.Folder, error) {
	if flags.corrections != "" {
		names, err := output.Results(flags.out)
		if err != nil {
			return nil, err
		}
		if len(names) > 0 {
			return nil, hinted{
				fmt.Errorf("输出文件夹“%s”里已有评分结果（%s）：执行更正要保留原来的结果（第二十条），有 --force 也不替换", flags.out, names[0]),
				"请用 -o 另指定一个文件夹",
			}
		}
		if _, err := os.Lstat(flags.json); flags.json != "" && flags.json != standardOutput && !errors.Is(err, fs.ErrNotExist) {
			return nil, hinted{fmt.Errorf("--json 的“%s”已经存在：执行更正要保留原来的结果（第二十条）", flags.json), "请换一个文件名"}
		}
	}
	return output.Open(flags.out, flags.force, yearend.IsResult)
}

// hiddenCorrections say that rows nobody sees are carried out all the same.
func hiddenCorrections(list *correction.List) (lines []string) {
	const most = 6
	var rows []string
	for _, row := range list.HiddenRows[:min(most, len(list.HiddenRows))] {
		rows = append(rows, strconv.Itoa(row))
	}
	if len(rows) == 0 {
		return nil
	}
	text := "第 " + strings.Join(rows, "、") + " 行"
	if all := len(list.HiddenRows); all > most {
		text += fmt.Sprintf("等 %d 行", all)
	}
	return []string{fmt.Sprintf("“%s”表%s是隐藏的，照样执行", correction.SheetName, text)}
}

// mostMoved bounds how many people the screen names.
const mostMoved = 20

// correctedLines say what was corrected, and whose grade moved.
func correctedLines(o *yearend.Outcome) string {
	c := o.Corrected
	if c == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "更正：%d 件，改了 %d 人的 %d 处填报；等级变动 %d 人", c.Cases, c.People, c.Answers, len(c.Moved))
	if c.Held > 0 {
		fmt.Fprintf(&b, "，仍未评分 %d 人", c.Held)
	}
	b.WriteString("。\n")
	for i, m := range c.Moved {
		if i == mostMoved {
			fmt.Fprintf(&b, "  ……另有 %d 人\n", len(c.Moved)-i)
			break
		}
		fmt.Fprintf(&b, "  %s（%s）：%s → %s\n", render.Clean(m.Name), m.ID, gradeAndTotal(m.OldGrade, m.OldTotal), gradeAndTotal(m.NewGrade, m.NewTotal))
	}
	b.WriteString("  新旧对照见各评分工作簿的“更正”表；原来的评分结果请继续保留（第二十条）。\n")
	return practitioner.MaskWithin(b.String())
}

func gradeAndTotal(grade, total string) string {
	if grade == "" {
		return "未评分"
	}
	return grade + "（" + total + " 分）"
}
