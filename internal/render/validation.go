package render

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/practitioner"
	"credit/internal/roster"
	"credit/internal/sheet"
	"credit/internal/submission"
	"credit/internal/validate"
)

// Validation shows, file after file, what has to be mended before it is sent
// in.
type Validation struct {
	w     *bufio.Writer
	width int
	b     strings.Builder
}

// NewValidation writes to w; a width of 0 does not break lines.
func NewValidation(w io.Writer, width int) *Validation {
	return &Validation{w: bufio.NewWriter(w), width: width}
}

// File shows one file. each, where given, unfolds the findings: it gives them
// one by one.
func (v *Validation) File(f *validate.FileOutcome, name string, each func(func(finding.Finding) error) error) error {
	v.line("■ ", name+"："+headline(f))
	if f.Findings.Errors+f.Findings.Warnings == 0 {
		v.line("  填报与审核：", f.Report.Review.Text())
		if note := unsigned(f.Report.Review); note != "" {
			v.line("  ⇒ ", verdict(f))
		}
		return v.flush()
	}
	if each == nil {
		skip := map[finding.Code]bool{finding.MissingAnswer: untouched(f)} // one sentence says it
		v.folded(f.Findings, finding.Error, "要改的地方（%d 处错误，由重到轻）：", f.Findings.Errors, skip)
		v.folded(f.Findings, finding.Warning, "请核对（%d 处提醒，不影响评分）：", f.Findings.Warnings, nil)
	} else if err := each(v.single); err != nil {
		return err
	}
	if f.Read {
		v.line("  填报与审核：", f.Report.Review.Text())
	}
	v.line("  ⇒ ", verdict(f))
	return v.flush()
}

// NeedsWork reports a file that is worth a block of its own among many.
func NeedsWork(f *validate.FileOutcome) bool {
	return !f.OwnOutput && f.Findings.Errors > 0 && !untouched(f)
}

// Others lists those of many files that need no block of their own.
func (v *Validation) Others(o *validate.Outcome, names []string) {
	var ready, blank, own []string
	reviews, counts := []string{}, map[string]int{}
	for i, f := range o.Files {
		if f.Read {
			text := f.Report.Review.Text()
			if counts[text]++; counts[text] == 1 {
				reviews = append(reviews, text)
			}
		}
		switch {
		case NeedsWork(f):
		case f.OwnOutput:
			own = append(own, names[i])
		case f.CanBeSent():
			ready = append(ready, names[i])
		default:
			blank = append(blank, names[i])
		}
	}
	for _, part := range []struct {
		title string
		names []string
	}{{"可以上报", ready}, {"没有填报任何人员，或一项也没有填", blank}, {"本程序的结果，已跳过", own}} {
		if len(part.names) > 0 {
			v.line("■ ", fmt.Sprintf("%s（%d 个）：%s", part.title, len(part.names), several(part.names, "个")))
		}
	}
	v.line("■ ", "填报与审核：")
	slices.SortStableFunc(reviews, func(a, b string) int { return counts[b] - counts[a] })
	for _, text := range reviews {
		v.line("    ", fmt.Sprintf("%d 个：%s", counts[text], text))
	}
}

// Closing counts the files at the end, where the eye is.
func (v *Validation) Closing(o *validate.Outcome) error {
	if o.Years != "" {
		v.line("", "还不能一起评分："+o.Years+"。")
	}
	if len(o.Files) > 1 {
		ready, blank, waiting, skipped := 0, 0, 0, 0
		for _, f := range o.Files {
			switch {
			case f.OwnOutput:
				skipped++
			case f.CanBeSent():
				ready++
			case f.Findings.Errors == 0 || untouched(f):
				blank++
			default:
				waiting++
			}
		}
		text := fmt.Sprintf("共 %d 个文件：%d 个可以上报，%d 个要改", len(o.Files), ready, waiting)
		if blank > 0 {
			text += fmt.Sprintf("，%d 个没有填", blank)
		}
		if skipped > 0 {
			text += fmt.Sprintf("，%d 个是本程序的结果，已跳过", skipped)
		}
		v.line("", fmt.Sprintf("%s。错误 %d 处，提醒 %d 处。", text, o.Findings.Errors, o.Findings.Warnings))
	}
	return v.flush()
}

func (v *Validation) line(first, text string) { indented(&v.b, first, text, v.width) }

func (v *Validation) flush() error {
	_, err := v.w.WriteString(v.b.String())
	v.b.Reset()
	if err != nil {
		return err
	}
	return v.w.Flush()
}

// headline says how many people a file holds, or that it was not read.
func headline(f *validate.FileOutcome) string {
	switch {
	case f.OwnOutput:
		return "跳过"
	case !f.Read:
		return "没有读出"
	case f.People == 0:
		return "没有填报任何人员"
	case untouched(f):
		return fmt.Sprintf("%d 人，都还没有填报任何一项", f.People)
	case f.Held == 0 && f.Findings.Warnings == 0:
		return fmt.Sprintf("%d 人，可以上报", f.People)
	case f.Held == 0:
		return fmt.Sprintf("%d 人，都可以评分", f.People)
	}
	return fmt.Sprintf("%d 人，%d 人可以评分，%d 人要改", f.People, f.Passed, f.Held)
}

// untouched reports a template that lists people and came back as it was.
func untouched(f *validate.FileOutcome) bool { return f.People > 0 && f.Unanswered == f.People }

// verdict says whether a file can be sent in.
func verdict(f *validate.FileOutcome) string {
	switch {
	case f.OwnOutput:
		return "这是本程序的结果，不用上报。"
	case untouched(f):
		return "还不能上报：一项也没有填。"
	case f.Findings.Errors > 0:
		return fmt.Sprintf("还不能上报：请先改好上面的 %d 处错误。", f.Findings.Errors)
	case f.People == 0:
		return "还不能上报：没有填报任何人员。"
	case f.Findings.Warnings > 0:
		return fmt.Sprintf("可以上报；有 %d 处提醒，请核对。", f.Findings.Warnings) + unsigned(f.Report.Review)
	}
	return "可以上报。" + unsigned(f.Report.Review)
}

// unsigned reminds of what the school itself has to fill in of 填报与审核.
func unsigned(review submission.Review) string {
	if !review.Found {
		return ""
	}
	var roles []string
	for _, step := range review.Steps[:submission.OwnRoles] {
		if step.State != submission.Done {
			roles = append(roles, step.Role)
		}
	}
	if len(roles) == 0 {
		return ""
	}
	return "上报前请填好“" + submission.ReviewTitle + "”的" + strings.Join(roles, "、") + "。"
}

// folded lists the findings of a severity, those of one kind and one hint
// together.
func (v *Validation) folded(digest *finding.Digest, severity finding.Severity, heading string, count int, skip map[finding.Code]bool) {
	groups := slices.DeleteFunc(digest.Groups(severity), func(g finding.DigestGroup) bool { return skip[g.Code] })
	if len(groups) == 0 {
		return
	}
	v.line("  ", fmt.Sprintf(heading, count))
	for _, group := range groups {
		v.line("    ", fmt.Sprintf("%s（%d 处）", finding.Find(group.Code).Title, group.Count))
		for _, same := range byHint(group.Places) {
			v.alike(same)
		}
	}
}

// byHint parts places by what their hints say, in the order of the first.
func byHint(places []finding.DigestLine) [][]finding.DigestLine {
	var parts [][]finding.DigestLine
	at := map[string]int{}
	for _, line := range places {
		hint := line.First.Hint()
		i, known := at[hint]
		if !known {
			i = len(parts)
			at[hint] = i
			parts = append(parts, nil)
		}
		parts[i] = append(parts[i], line)
	}
	return parts
}

// alike shows findings of one kind and hint: the first in full, then where
// the others stand.
func (v *Validation) alike(places []finding.DigestLine) {
	first := places[0].First
	v.line("      ", spot(first)+first.Message())
	v.line("      → ", first.Hint())
	if len(places) > 1 || places[0].Count > 1 {
		v.line("      ", total(places)+spots(places, first.Place.Sheet))
	}
}

// total counts the findings of several columns.
func total(places []finding.DigestLine) string {
	if len(places) == 1 {
		return ""
	}
	sum := 0
	for _, line := range places {
		sum += line.Count
	}
	return fmt.Sprintf("共 %d 处：", sum)
}

// spot is where a finding stands and whom it is about, with a colon.
func spot(f finding.Finding) string {
	if f.Place.Sheet == "" {
		return ""
	}
	text := located(f, cellOrRow(f, f.Place.Row))
	if f.Name != "" {
		text += "（" + f.Name + "）"
	}
	return text + "："
}

// located is a place with its sheet: 填报表!D5, or the sheet alone.
func located(f finding.Finding, place string) string {
	if place == "" {
		return f.Place.Sheet
	}
	return f.Place.Sheet + "!" + place
}

// mostSpots bounds the places that one line names.
const mostSpots = 12

// spots names places; a column with several is counted, and neighbouring
// columns with as many from the same row are counted together.
func spots(places []finding.DigestLine, shown string) string {
	var parts []string
	left := 0
	for i := 0; i < len(places); {
		last := i
		for last+1 < len(places) && continues(places[last], places[last+1]) {
			last++
		}
		if len(parts) == mostSpots {
			for _, line := range places[i:] {
				left += line.Count
			}
			break
		}
		text := counted(places[i], places[last])
		if name := places[i].First.Place.Sheet; name != shown && name != "" {
			text, shown = located(places[i].First, text), name
		}
		parts = append(parts, text)
		i = last + 1
	}
	text := strings.Join(parts, "；")
	if left > 0 {
		text += fmt.Sprintf("……另有 %d 处（用 --all 列出）", left)
	}
	return text
}

// continues reports that b is the next column of the same sheet with the same
// number of findings from the same row on.
func continues(a, b finding.DigestLine) bool {
	return a.First.Place.Column > 0 && b.First.Place.Column == a.First.Place.Column+1 && a.First.Place.SheetOrder == b.First.Place.SheetOrder &&
		a.Count == b.Count && a.First.Place.Row == b.First.Place.Row
}

// mostCellsOfColumn is how many cells of one column are named; of more, the
// first and how many there are.
const mostCellsOfColumn = 6

// counted names the places of a column, or of neighbouring columns that are
// alike.
func counted(column, last finding.DigestLine) string {
	first, count := column.First, column.Count
	cell := cellOrRow(first, first.Place.Row)
	from, to := sheet.ColumnName(first.Place.Column), sheet.ColumnName(last.First.Place.Column)
	switch {
	case count == 1 && from == to:
		return cell
	case count == 1:
		return cell + " 至 " + last.First.Place.Cell()
	case from != to:
		return fmt.Sprintf("%s 至 %s 列各 %d 处，首见 %s", from, to, count, cell)
	case count <= min(mostCellsOfColumn, len(column.Rows)):
		cells := make([]string, count)
		for i, row := range column.Rows[:count] {
			cells[i] = cellOrRow(first, row)
		}
		return strings.Join(cells, "、")
	case first.Place.Column == 0:
		return fmt.Sprintf("%d 处，首见%s", count, cell)
	}
	return fmt.Sprintf("%s 列 %d 处，首见 %s", from, count, cell)
}

// single shows one finding in full.
func (v *Validation) single(f finding.Finding) error {
	mark := "错误"
	if f.Severity() == finding.Warning {
		mark = "提醒"
	}
	v.line("  "+mark+" ", spot(f)+f.Message())
	v.line("       → ", f.Hint())
	return v.flush()
}

// Line adds a line of its own, such as where something was written.
func (v *Validation) Line(text string) {
	if text != "" {
		v.line("", text)
	}
}

// Roster lists, school by school, who is missing; then who is unknown or
// elsewhere; all, where given, leaves nobody out.
func (v *Validation) Roster(r *roster.Report, summary string, all bool) {
	list := func(lines []string) string { return several(lines, "人") }
	if all {
		list = func(lines []string) string { return strings.Join(lines, "、") }
	}
	v.line("■ ", summary)
	missing, listed := map[[2]string][]string{}, map[[2]string]int{}
	for _, one := range r.Missing {
		key := [2]string{one.Person.County, one.Person.School}
		missing[key] = append(missing[key], absent(one))
		if one.Listed {
			listed[key]++
		}
	}
	for _, school := range r.Schools {
		key := [2]string{school.County, school.School}
		people := missing[key]
		switch {
		case school.Missing == 0:
		case school.Submitted == 0:
			text := fmt.Sprintf("%s %s：整校未报（%d 人", mask(school.County), mask(school.School), school.Missing)
			if n := listed[key]; n > 0 {
				text += fmt.Sprintf("，其中 %d 人已列在表里，一项也没有填", n)
			}
			v.line("  ", text+"）")
		default:
			v.line("  ", fmt.Sprintf("%s %s：%d 人未报：%s", mask(school.County), mask(school.School), school.Missing, list(people)))
		}
	}
	var elsewhere, unknown []string
	for _, one := range r.Elsewhere {
		elsewhere = append(elsewhere, fmt.Sprintf("%s（%s，名册在“%s”，由“%s”填报）",
			mask(one.Person.Name), one.Person.ID, mask(one.Person.School), mask(one.School)))
	}
	for _, one := range r.Unknown {
		text := fmt.Sprintf("%s（%s，“%s”%s）", mask(one.Practitioner.Name), one.Practitioner.ID, one.File, one.At)
		unknown = append(unknown, text+note(one.Note))
	}
	for _, part := range []struct {
		title string
		lines []string
	}{{"在别校填报", elsewhere}, {"名册没有", unknown}} {
		if len(part.lines) > 0 {
			v.line("  ", fmt.Sprintf("%s（%d 人）：%s", part.title, len(part.lines), list(part.lines)))
		}
	}
}

// mask is a stranger's text without an ID number.
func mask(text string) string { return practitioner.MaskWithin(text) }

func absent(one roster.Absent) string {
	return mask(one.Person.Name) + "（" + one.Person.ID.String() + "）" + note(one.Note)
}

func note(text string) string {
	if text == "" {
		return ""
	}
	return "［" + text + "］"
}

// several joins the first of many; unit is what they are counted in.
func several(names []string, unit string) string {
	const most = 10
	if len(names) > most {
		return strings.Join(names[:most], "、") + fmt.Sprintf("……共 %d %s", len(names), unit)
	}
	return strings.Join(names, "、")
}
