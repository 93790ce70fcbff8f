package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"credit/internal/finding"
	"credit/internal/roster"
	"credit/internal/sheet"
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
		return v.flush()
	}
	if each == nil {
		v.folded(f.Findings, finding.Error, "要改的地方（%d 处错误，由重到轻）：", f.Findings.Errors)
		v.folded(f.Findings, finding.Warning, "请核对（%d 处提醒，不影响评分）：", f.Findings.Warnings)
	} else if err := each(v.single); err != nil {
		return err
	}
	if f.Read {
		v.line("  填报与审核：", f.Report.Review.Text())
	}
	v.line("  ⇒ ", verdict(f))
	return v.flush()
}

// Closing counts the files at the end, where the eye is.
func (v *Validation) Closing(o *validate.Outcome) error {
	if len(o.Files) > 1 {
		ready, waiting, skipped := 0, 0, 0
		for _, f := range o.Files {
			switch {
			case f.OwnOutput:
				skipped++
			case f.CanBeSent():
				ready++
			default:
				waiting++
			}
		}
		text := fmt.Sprintf("共 %d 个文件：%d 个可以上报，%d 个还不能上报", len(o.Files), ready, waiting)
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
	case f.Report.Unanswered == f.People:
		return fmt.Sprintf("%d 人，都还没有填报任何一项", f.People)
	case f.Held == 0 && f.Findings.Warnings == 0:
		return fmt.Sprintf("%d 人，可以上报", f.People)
	case f.Held == 0:
		return fmt.Sprintf("%d 人，都可以评分", f.People)
	}
	return fmt.Sprintf("%d 人，%d 人可以评分，%d 人要改", f.People, f.Passed, f.Held)
}

// verdict says whether a file can be sent in.
func verdict(f *validate.FileOutcome) string {
	switch {
	case f.OwnOutput:
		return "这是本程序的结果，不用上报。"
	case f.Findings.Errors > 0:
		return fmt.Sprintf("还不能上报：请先改好上面的 %d 处错误。", f.Findings.Errors)
	case f.People == 0:
		return "还不能上报：没有填报任何人员。"
	case f.Findings.Warnings > 0:
		return fmt.Sprintf("可以上报；有 %d 处提醒，请核对。", f.Findings.Warnings)
	}
	return "可以上报。"
}

// folded lists the findings of a severity, those of one kind and one hint
// together.
func (v *Validation) folded(digest *finding.Digest, severity finding.Severity, heading string, count int) {
	groups := digest.Groups(severity)
	if len(groups) == 0 {
		return
	}
	v.line("  ", fmt.Sprintf(heading, count))
	for _, group := range groups {
		entry := finding.Find(group.Code)
		title := fmt.Sprintf("%s（%d 处）", entry.Title, group.Count)
		if entry.Minor {
			v.line("    ", title+"："+spots(group.Places, ""))
			continue
		}
		v.line("    ", title)
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
	text := f.Place.Sheet
	if cell := cellOrRow(f, f.Place.Row); cell != "" {
		text += "!" + cell
	}
	if f.Name != "" {
		text += "（" + f.Name + "）"
	}
	return text + "："
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
		text := counted(places[i].First, places[last].First, places[i].Count)
		if name := places[i].First.Place.Sheet; name != shown && name != "" {
			text, shown = name+"!"+text, name
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

func counted(first, last finding.Finding, count int) string {
	cell := cellOrRow(first, first.Place.Row)
	from, to := sheet.ColumnName(first.Place.Column), sheet.ColumnName(last.Place.Column)
	switch {
	case first.Place.Column == 0 && count > 1:
		return fmt.Sprintf("%d 处，首见%s", count, cell)
	case from != to && count > 1:
		return fmt.Sprintf("%s 至 %s 列各 %d 处，首见 %s", from, to, count, cell)
	case from != to:
		return fmt.Sprintf("%s 至 %s", cell, last.Place.Cell())
	case count > 1:
		return fmt.Sprintf("%s 列 %d 处，首见 %s", from, count, cell)
	}
	return cell
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
func (v *Validation) Line(text string) { v.line("", text) }

// Roster lists, school by school, who is missing; then who is unknown or
// elsewhere.
func (v *Validation) Roster(r *roster.Report, summary string) {
	v.line("■ ", summary)
	missing := map[[2]string][]string{}
	for _, one := range r.Missing {
		key := [2]string{one.Person.County, one.Person.School}
		missing[key] = append(missing[key], absent(one))
	}
	for _, school := range r.Schools {
		people := missing[[2]string{school.County, school.School}]
		switch {
		case school.Missing == 0:
		case school.Submitted == 0:
			v.line("  ", fmt.Sprintf("%s %s：整校未报（%d 人）", school.County, school.School, school.Missing))
		default:
			v.line("  ", fmt.Sprintf("%s %s：%d 人未报：%s", school.County, school.School, school.Missing, list(people)))
		}
	}
	var elsewhere, unknown []string
	for _, one := range r.Elsewhere {
		elsewhere = append(elsewhere, fmt.Sprintf("%s（%s，名册在“%s”，由“%s”填报）",
			one.Person.Name, one.Person.ID, one.Person.School, one.School))
	}
	for _, one := range r.Unknown {
		text := fmt.Sprintf("%s（%s，“%s”%s）", one.Practitioner.Name, one.Practitioner.ID, one.File, one.At)
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

func absent(one roster.Absent) string {
	return one.Person.Name + "（" + one.Person.ID.String() + "）" + note(one.Note)
}

func note(text string) string {
	if text == "" {
		return ""
	}
	return "［" + text + "］"
}

// list joins the first of many.
func list(lines []string) string {
	const most = 10
	if len(lines) > most {
		return strings.Join(lines[:most], "、") + fmt.Sprintf("……共 %d 人", len(lines))
	}
	return strings.Join(lines, "、")
}
