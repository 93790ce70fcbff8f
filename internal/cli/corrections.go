package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"credit/internal/batch"
	"credit/internal/casefile"
	"credit/internal/correction"
	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/rubric"
	"credit/internal/seal"
	"credit/internal/stamp"
	"credit/internal/submission"
	"credit/internal/xlsx"
	"credit/internal/yearend"
)

// readCorrections reads the list of corrections. Where the workbook is a
// register too, each must have been decided there (articles 17, 18 and 20).
// isInput says that it was given as a submission too.
func readCorrections(path, password string, r *rubric.Rubric, isInput bool) (*yearend.Corrections, error) {
	fail := func(err error) error { return fmt.Errorf("不能按“%s”执行更正：%w", path, err) }
	data, err := xlsx.ReadFile(path)
	if err != nil {
		return nil, fail(err)
	}
	book, err := xlsx.Open(data, xlsx.Options{Password: password})
	if err != nil {
		return nil, fail(err)
	}
	c := &yearend.Corrections{SHA256: seal.SHA256(data)}
	if c.List, err = correction.Read(batch.Masked(book), path, r); err != nil {
		return nil, fail(err)
	}
	if isInput {
		err = refuseData(book, r)
	}
	if err == nil && casefile.IsRegister(book) {
		err = holdAgainst(c, book, r)
	}
	if err != nil {
		return nil, fail(err)
	}
	return c, nil
}

// refuseData refuses a submission as the list: its people would not be scored.
func refuseData(book *xlsx.Workbook, r *rubric.Rubric) error {
	met := errors.New("met somebody")
	report, err := submission.NewReader(r).Read(batch.Masked(book), submission.File{}, func(*submission.Entry) error { return met })
	switch {
	case errors.Is(err, met) || err == nil && report.DataSheets > 0:
		return fmt.Errorf("这份填报工作簿里有“%s”表，当作台账就不会给里面的人评分：请把更正内容放进台账或单独的工作簿，从填报工作簿里删去这张表", correction.SheetName)
	default:
		return err
	}
}

// holdAgainst refuses changes that no case of the register was decided for, and
// notes the cases that were decided and change nothing.
func holdAgainst(c *yearend.Corrections, book *xlsx.Workbook, r *rubric.Rubric) error {
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
	for i := range c.List.Changes {
		change := &c.List.Changes[i]
		if change.Case == "" || change.ID.IsZero() || change.Indicator < 0 {
			continue // a fault that is told already
		}
		if why := refusedBy(register, change, r); why != "" {
			c.List.Refuse(change, why, "只执行台账里已经同意的更正、准予的修复（第十七条、第十八条、第二十条）")
			continue
		}
		decided := register.Find(change.Case)
		change.Decided = decided.Decided.Year()
		if decided.Kind == casefile.Repair {
			change.Repair = &with.Rights.Repair
		}
	}
	c.Register, c.Left = true, left(register, c.List)
	for _, f := range register.Faults {
		if f.Row == 0 { // a sheet of cases that was not read
			c.List.Reminders = append(c.List.Reminders, f.Line())
		}
	}
	return nil
}

// refusedBy says in Chinese what the register has against a change.
func refusedBy(register *casefile.Register, change *correction.Change, r *rubric.Rubric) string {
	if why := register.Refuses(change.Case, change.ID, r.Indicators[change.Indicator].Number); why != "" {
		return why
	}
	bears := register.Find(change.Case).Name
	if name := practitioner.MaskWithin(change.Name); name != "" && fold.Key(bears) != fold.Key(name) {
		return fmt.Sprintf("编号“%s”在台账里的姓名是“%s”，这里是“%s”", practitioner.MaskWithin(change.Case), bears, name)
	}
	return ""
}

// left are the numbers of the cases decided in the practitioner's favour of
// which the list says nothing.
func left(register *casefile.Register, list *correction.List) (numbers []string) {
	listed := map[string]bool{}
	for _, number := range list.Cases() {
		listed[fold.Key(number)] = true
	}
	for _, one := range register.Cases {
		favourable := one.Result == casefile.Corrected || one.Result == casefile.Repaired
		if !favourable || one.State == casefile.Refused || listed[fold.Key(one.Number)] {
			continue
		}
		number := one.Number
		if number == "" {
			number = fmt.Sprintf("“%s”第 %d 行", one.Sheet, one.Row)
		}
		numbers = append(numbers, number)
	}
	return numbers
}

// openResults opens the folder of a run. Corrections never replace results: the
// old ones are kept (article 20).
func openResults(flags scoreFlags) (*output.Folder, error) {
	if err := refuseCorrected(flags.out); err != nil {
		return nil, err
	}
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

// refuseCorrected refuses to replace results that corrections were carried out
// in, by force or not: who is told of them must be able to find them (article 20).
func refuseCorrected(dir string) error {
	names, err := output.Results(dir)
	if err != nil {
		return nil // whoever opens the folder says so
	}
	for _, name := range names {
		if isCorrected(filepath.Join(dir, name)) {
			return hinted{
				fmt.Errorf("输出文件夹“%s”里的评分结果执行过更正（%s），要保留（第二十条），有 --force 也不替换", dir, name),
				"请用 -o 另指定一个文件夹",
			}
		}
	}
	return nil
}

// isCorrected reports a manifest or a graded workbook of results that
// corrections were carried out in.
func isCorrected(path string) bool {
	switch name := filepath.Base(path); {
	case name == output.ManifestName:
		file, _, err := output.OpenRegular(path)
		if err != nil {
			return false
		}
		defer file.Close()
		return seal.IsCorrected(file)
	case output.IsBeside(name):
		return false
	}
	file, err := xlsx.OpenFile(path)
	if err != nil {
		return false
	}
	defer file.Close()
	book, err := file.Open(xlsx.Options{})
	if err != nil {
		return false
	}
	mark, err := stamp.Read(book)
	return err == nil && mark.Corrected != ""
}

// correctionRemarks are what is said of a list, if there is one, before it is
// carried out.
func correctionRemarks(c *yearend.Corrections) (lines []string) {
	if c == nil {
		return nil
	}
	lines = hiddenCorrections(c.List)
	for _, one := range c.List.Reminders {
		lines = append(lines, "提醒："+one)
	}
	if !c.Register {
		lines = append(lines, fmt.Sprintf("注意：“%s”里没有“更正申请”“信用修复”表，更正内容没有与台账核对，是否同意请自行核对", c.List.File))
	}
	if len(c.Left) > 0 {
		lines = append(lines, fmt.Sprintf("提醒：台账里已经同意或准予的有 %d 件不在“%s”表里，没有执行：%s",
			len(c.Left), correction.SheetName, someOf(c.Left, "件")))
	}
	return lines
}

// someOf names some of many, and counts them where they are more.
func someOf(names []string, unit string) string {
	const most = 10
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s 等 %d %s", strings.Join(names[:most], "、"), len(names), unit)
}

// hiddenCorrections say that rows nobody sees are carried out all the same.
func hiddenCorrections(list *correction.List) (lines []string) {
	if list.HiddenSheet {
		lines = append(lines, fmt.Sprintf("“%s”表是隐藏的，照样执行", correction.SheetName))
	}
	const most = 6
	var rows []string
	for _, row := range list.HiddenRows[:min(most, len(list.HiddenRows))] {
		rows = append(rows, strconv.Itoa(row))
	}
	if len(rows) == 0 {
		return lines
	}
	text := "第 " + strings.Join(rows, "、") + " 行"
	if all := len(list.HiddenRows); all > most {
		text += fmt.Sprintf("等 %d 行", all)
	}
	return append(lines, fmt.Sprintf("“%s”表%s是隐藏的，照样执行", correction.SheetName, text))
}

// mostShown bounds how many answers, and how many people, the screen names.
const mostShown = 20

// correctedLine counts what was corrected.
func correctedLine(c *yearend.Corrected) string {
	text := fmt.Sprintf("更正：%d 件，改了 %d 人的 %d 处填报；等级变动 %d 人", c.Cases, c.People, c.Answers, len(c.Moved))
	if c.Held > 0 {
		text += fmt.Sprintf("，仍未评分 %d 人", c.Held)
	}
	return text + "。\n"
}

// correctedLines say what was corrected, by which case, and whose grade moved.
func correctedLines(o *yearend.Outcome, by *yearend.Corrections) string {
	c := o.Corrected
	if c == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString(correctedLine(c))
	switch {
	case !by.Register:
		b.WriteString("  未与台账核对。\n")
	case len(by.Left) > 0:
		fmt.Fprintf(&b, "  已与台账核对；台账里另有 %d 件已经同意或准予的没有执行。\n", len(by.Left))
	default:
		b.WriteString("  已与台账核对。\n")
	}
	b.WriteString(replacedLines(c.Replaced))
	b.WriteString(movedLines(c.Moved))
	b.WriteString("  新旧对照见各评分工作簿的“更正”表；原来的评分结果请继续保留（第二十条）。\n")
	return practitioner.MaskWithin(b.String())
}

func replacedLines(list []yearend.Replaced) string {
	var b strings.Builder
	for i := range list {
		if i == mostShown {
			fmt.Fprintf(&b, "  ……另有 %d 处\n", len(list)-i)
			break
		}
		one := &list[i]
		fmt.Fprintf(&b, "  %s %s（%s）第 %d 项 %s→%s\n",
			briefly(one.Case), briefly(one.Name), one.ID, one.Indicator, briefly(one.Old), briefly(one.New))
	}
	return b.String()
}

// briefly is a text of a list as a line of the screen shows it.
func briefly(text string) string {
	const longest = 16
	if text == "" {
		return "空白"
	}
	text = render.Clean(practitioner.MaskWithin(fold.Line(text)))
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}

func movedLines(list []yearend.Moved) string {
	var b strings.Builder
	for i, m := range list {
		if i == mostShown {
			fmt.Fprintf(&b, "  ……另有 %d 人\n", len(list)-i)
			break
		}
		between := ""
		if m.Was.Adjusted != nil || m.Is.Adjusted != nil {
			between = "\n      " // two totals each do not fit beside the name
		}
		fmt.Fprintf(&b, "  %s（%s）：%s%s → %s\n", render.Clean(m.Name), m.ID, between, gradeAndTotal(m.Was), gradeAndTotal(m.Is))
	}
	return b.String()
}

// warnFewer warns where earlier results of the same year had more answers
// corrected: a list keeps all that was accepted in the year, or the corrections
// of before are lost.
func warnFewer(w io.Writer, before *seal.Manifest, o *yearend.Outcome) {
	if before == nil || before.Corrections == nil || o.Corrected == nil || !slices.Equal(before.Years, o.Years) {
		return
	}
	if was := before.Corrections.Answers; was > o.Corrected.Answers {
		fmt.Fprintf(w, "注意：--previous 的评分也是 %s 年度的，执行过 %d 处更正，这次只有 %d 处；“%s”表要保留全年同意的每一行，只加不删，请核对\n",
			strings.Join(o.Years, "、"), was, o.Corrected.Answers, correction.SheetName)
	}
}

func gradeAndTotal(g graded.Grading) string {
	if g.Grade == "" {
		return "未评分"
	}
	return g.Grade + "（" + g.Points() + "）"
}
